package crowd

import (
	"embed"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strconv"
	"strings"
)

//go:embed words/*.txt
var files embed.FS

// Library is everything a crowd can say.
type Library struct {
	topics map[string][]topic  // talk, ask, trouble
	pools  map[string][]string // short things, by occasion
	goods  []good
	names  []string
}

type topic struct {
	name  string
	lines map[byte][]string // by role
}

type good struct {
	name, unit string
	low, high  int
}

// Read reads the phrases that come with the program.
func Read() (*Library, error) {
	l := &Library{topics: map[string][]topic{}, pools: map[string][]string{}}
	for _, name := range []string{"talk", "small"} {
		text, err := fs.ReadFile(files, "words/"+name+".txt")
		if err != nil {
			return nil, fmt.Errorf("read the crowd's words: %w", err)
		}
		if err := l.read(string(text)); err != nil {
			return nil, fmt.Errorf("read the crowd's words/%s.txt: %w", name, err)
		}
	}
	for _, a := range l.pools["first"] {
		for _, b := range l.pools["second"] {
			l.names = append(l.names, a+b)
		}
	}
	for _, a := range l.pools["child"] {
		for _, b := range l.pools["parent"] {
			l.names = append(l.names, a+b)
		}
	}
	l.names = append(l.names, l.pools["single"]...)
	return l, nil
}

func (l *Library) read(text string) error {
	section := ""
	for n, row := range strings.Split(text, "\n") {
		head, isHead := strings.CutPrefix(row, "# ")
		words := strings.Fields(head)
		switch {
		case row == "":
		case isHead && len(words) == 2 && strings.Contains("talk ask trouble", words[0]):
			section = words[0]
			l.topics[section] = append(l.topics[section], topic{words[1], map[byte][]string{}})
		case isHead && len(words) == 2 && words[0] == "say":
			section = words[1]
		case isHead && len(words) == 1:
			section = words[0]
		case isHead:
		case section == "goods":
			if err := l.readGood(row); err != nil {
				return fmt.Errorf("line %d: %w", n+1, err)
			}
		case len(l.topics[section]) > 0:
			role, phrase, ok := strings.Cut(row, " ")
			if !ok || len(role) != 1 {
				return fmt.Errorf("line %d has no role", n+1)
			}
			t := l.topics[section][len(l.topics[section])-1]
			t.lines[role[0]] = append(t.lines[role[0]], phrase)
		case section == "first" || section == "second" || section == "child" || section == "parent" || section == "single":
			l.pools[section] = append(l.pools[section], strings.Fields(row)...)
		default:
			l.pools[section] = append(l.pools[section], strings.ReplaceAll(row, `\n`, "\n"))
		}
	}
	return nil
}

func (l *Library) readGood(row string) error {
	f := strings.Split(row, "|")
	if len(f) != 4 {
		return fmt.Errorf("%d fields, expected 4", len(f))
	}
	low, err := strconv.Atoi(f[2])
	if err != nil {
		return fmt.Errorf("lowest price: %w", err)
	}
	high, err := strconv.Atoi(f[3])
	if err != nil || high < low {
		return fmt.Errorf("the highest price %q is no number above %d", f[3], low)
	}
	l.goods = append(l.goods, good{f[0], f[1], low, high})
	return nil
}

// scene fills in phrases; what it filled in once stays, so that an answer
// speaks of what the question was about.
type scene struct {
	lib   *Library
	rng   *rand.Rand
	of    int64 // milliseconds of the local day
	known map[byte]string
}

func (l *Library) scene(rng *rand.Rand, at int64) *scene {
	s := &scene{lib: l, rng: rng, of: (at + zone) % day, known: map[byte]string{}}
	g := l.goods[rng.IntN(len(l.goods))]
	h := l.goods[rng.IntN(len(l.goods))]
	for h == g {
		h = l.goods[rng.IntN(len(l.goods))]
	}
	s.known['g'], s.known['u'], s.known['h'] = g.name, g.unit, h.name
	s.known['p'] = strconv.Itoa(g.low + rng.IntN(g.high-g.low+1))
	s.known['n'] = strconv.Itoa(1 + rng.IntN(4))
	s.known['t'] = s.coming()
	s.known['b'] = s.gone()
	return s
}

// of returns one phrase of a pool, filled in.
func (s *scene) one(pool []string) string {
	if len(pool) == 0 {
		return ""
	}
	return s.fill(pool[s.rng.IntN(len(pool))])
}

// some returns up to n different phrases of a pool, filled in.
func (s *scene) some(pool []string, n int) []string {
	var out []string
	for _, i := range s.rng.Perm(len(pool))[:min(n, len(pool))] {
		out = append(out, s.fill(pool[i]))
	}
	return out
}

func (s *scene) fill(phrase string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(phrase, "({")
		if i < 0 {
			return b.String() + phrase
		}
		b.WriteString(phrase[:i])
		if phrase[i] == '{' && len(phrase) > i+2 {
			b.WriteString(s.known[phrase[i+1]])
			phrase = phrase[i+3:]
			continue
		}
		inner, rest, _ := strings.Cut(phrase[i+1:], ")")
		choices := strings.Split(inner, "|")
		b.WriteString(choices[s.rng.IntN(len(choices))])
		phrase = rest
	}
}

// coming is a time of today that is still to come, or one tomorrow.
func (s *scene) coming() string {
	h := s.of/hour + 1 + s.rng.Int64N(3)
	if h > 20 {
		return "明天上午十点"
	}
	return clockWords(max(h, 9), s.rng.IntN(2) == 0)
}

// gone is a time of today that has passed, or one of yesterday.
func (s *scene) gone() string {
	h := s.of/hour - 1 - s.rng.Int64N(2)
	if h < 9 {
		return "昨天晚上八点"
	}
	return clockWords(min(h, 20), false)
}

// clockWords says an hour between 9 and 21 as people do.
func clockWords(h int64, half bool) string {
	words := [...]string{"九", "十", "十一", "十二", "一", "两", "三", "四", "五", "六", "七", "八", "九"}
	part := "下午"
	switch {
	case h < 12:
		part = "上午"
	case h == 12:
		part = "中午"
	case h >= 18:
		part = "晚上"
	}
	s := part + words[h-9] + "点"
	if half {
		s += "半"
	}
	return s
}
