package sample

import (
	"embed"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

//go:embed words/*.txt
var files embed.FS

// library is everything that can be said in the sample.
type library struct {
	goods  []good
	names  []string
	topics map[string][]*topic // by kind: ask, trouble, post, talk
	pools  map[string]*pool    // what has no roles: say and fill, by name
	acts   []*act
}

// good is something the shop sells. Prices are in whole yuan.
type good struct {
	name, unit string
	low, high  int
	seasons    []string // none: all year
	is         []string // "cook": not eaten as it is; "plant": grown
}

// topic is one thing to talk about: what each role may say of it.
type topic struct {
	name  string
	tags  []string // where and when it fits; none: anywhere and always
	roles map[byte]*pool
}

// pool is phrases to choose from by weight.
type pool struct {
	phrases []string
	upTo    []int // running sums of the weights
}

func (p *pool) add(text string, weight int) {
	sum := weight
	if n := len(p.upTo); n > 0 {
		sum += p.upTo[n-1]
	}
	p.phrases, p.upTo = append(p.phrases, text), append(p.upTo, sum)
}

// draw returns a phrase, "" from an empty pool.
func (p *pool) draw(rng *rand.Rand) string {
	if p == nil || len(p.upTo) == 0 {
		return ""
	}
	i, _ := slices.BinarySearch(p.upTo, rng.IntN(p.upTo[len(p.upTo)-1])+1)
	return p.phrases[i]
}

// shuffled returns up to n different phrases.
func (p *pool) shuffled(rng *rand.Rand, n int) []string {
	if p == nil {
		return nil
	}
	out := slices.Clone(p.phrases)
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:min(n, len(out))]
}

// readLibrary reads the embedded word files.
func readLibrary() (*library, error) {
	l := &library{topics: map[string][]*topic{}, pools: map[string]*pool{}}
	for _, name := range []string{"asks", "troubles", "posts", "talk", "small", "goods", "names", "acts"} {
		text, err := fs.ReadFile(files, "words/"+name+".txt")
		if err != nil {
			return nil, fmt.Errorf("reading the sample's words: %w", err)
		}
		switch name {
		case "goods":
			l.goods, err = readGoods(string(text))
		case "names":
			l.names = readNames(string(text))
		case "acts":
			l.acts, err = readActs(string(text))
		default:
			err = l.readTopics(string(text))
		}
		if err != nil {
			return nil, fmt.Errorf("reading the sample's words/%s.txt: %w", name, err)
		}
	}
	return l, nil
}

// readTopics reads sections headed "# kind name tags…". Lines of ask, trouble,
// post and talk begin with a role and perhaps a weight; those of say and fill
// are phrases as they stand. Other lines beginning with # are remarks.
func (l *library) readTopics(text string) error {
	var in *topic
	var flat *pool
	for n, row := range strings.Split(text, "\n") {
		head, isHead := strings.CutPrefix(row, "# ")
		words := strings.Fields(head)
		switch {
		case strings.TrimSpace(row) == "":
		case isHead && len(words) >= 2 && slices.Contains([]string{"ask", "trouble", "post", "talk"}, words[0]):
			in, flat = &topic{name: words[1], tags: words[2:], roles: map[byte]*pool{}}, nil
			l.topics[words[0]] = append(l.topics[words[0]], in)
		case isHead && len(words) == 2 && (words[0] == "say" || words[0] == "fill"):
			in, flat = nil, &pool{}
			l.pools[words[1]] = flat
		case isHead:
			in, flat = nil, nil
		case flat != nil:
			flat.add(strings.TrimSpace(row), 1)
		case in != nil:
			if err := in.read(row); err != nil {
				return fmt.Errorf("line %d: %w", n+1, err)
			}
		default:
			return fmt.Errorf("line %d stands in no section", n+1)
		}
	}
	return nil
}

func (t *topic) read(row string) error {
	role, phrase, ok := strings.Cut(strings.TrimSpace(row), " ")
	if !ok || role == "" || role[0] < 'a' || role[0] > 'z' {
		return fmt.Errorf("%q has no role", row)
	}
	weight := 1
	if len(role) > 1 {
		var err error
		if weight, err = strconv.Atoi(role[1:]); err != nil || weight < 1 {
			return fmt.Errorf("%q is no weight", role[1:])
		}
	}
	if t.roles[role[0]] == nil {
		t.roles[role[0]] = &pool{}
	}
	t.roles[role[0]].add(strings.ReplaceAll(phrase, `\n`, "\n"), weight)
	return nil
}

func readGoods(text string) ([]good, error) {
	var out []good
	for n, row := range strings.Split(text, "\n") {
		if row == "" || row[0] == '#' {
			continue
		}
		f := strings.Split(row, "|")
		if len(f) != 6 {
			return nil, fmt.Errorf("line %d has %d fields, expected 6", n+1, len(f))
		}
		low, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, fmt.Errorf("line %d, lowest price: %w", n+1, err)
		}
		high, err := strconv.Atoi(f[3])
		if err != nil || high < low {
			return nil, fmt.Errorf("line %d: the highest price %q is no number above %d", n+1, f[3], low)
		}
		out = append(out, good{name: f[0], unit: f[1], low: low, high: high, seasons: strings.Fields(f[4]), is: strings.Fields(f[5])})
	}
	return out, nil
}

// readNames makes nicknames: lists come in pairs, each word of the first joined
// with each of the second; [single] stands alone.
func readNames(text string) []string {
	var out, firsts []string
	section := ""
	second := map[string]bool{"parent": true, "animal": true, "view": true, "plant": true, "thing": true, "doing": true}
	for _, row := range strings.Split(text, "\n") {
		switch {
		case row == "" || row[0] == '#':
		case row[0] == '[':
			section = strings.Trim(row, "[]")
		case section == "single":
			out = append(out, strings.Fields(row)...)
		case second[section]:
			for _, a := range firsts {
				for _, b := range strings.Fields(row) {
					out = append(out, a+b)
				}
			}
		default:
			firsts = strings.Fields(row)
		}
	}
	return out
}
