package sample

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// talkOf fills in phrases. What it has filled in once stays for as long as it
// lives, so that an answer speaks of what the question asked about.
type talkOf struct {
	rng    *rand.Rand
	lib    *library
	season string
	of     int    // second of the day it is about
	about  string // what its goods must be: "cook", "plant" or ""
	good   *good  // {g}, its unit {u} and price {p}
	other  *good  // {g2} and its unit {u2}
	known  map[string]string
	priced func(*good) int // what it costs that day; nil for anything it may cost
}

func newTalk(rng *rand.Rand, lib *library, season string, of int) *talkOf {
	return &talkOf{rng: rng, lib: lib, season: season, of: of, known: map[string]string{}}
}

// fill returns phrase with one of each (a|b) and every {slot} filled in. A slot
// nobody knows is left as it stands; the tests see to it that there is none.
func (t *talkOf) fill(phrase string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(phrase, "({")
		if i < 0 {
			b.WriteString(phrase)
			return b.String()
		}
		b.WriteString(phrase[:i])
		closing := byte(')')
		if phrase[i] == '{' {
			closing = '}'
		}
		inner, rest, ok := cutBalanced(phrase[i+1:], phrase[i], closing)
		switch {
		case !ok:
			b.WriteString(phrase[i:])
			return b.String()
		case closing == '}':
			b.WriteString(t.slot(inner))
		default:
			choices := strings.Split(inner, "|")
			b.WriteString(t.fill(choices[t.rng.IntN(len(choices))]))
		}
		phrase = rest
	}
}

// cutBalanced cuts s at the closing bracket that belongs to an opening one just
// before s.
func cutBalanced(s string, opening, closing byte) (inner, rest string, ok bool) {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case opening:
			depth++
		case closing:
			if depth--; depth == 0 {
				return s[:i], s[i+1:], true
			}
		}
	}
	return "", "", false
}

// slot is what stands for a name in braces.
func (t *talkOf) slot(name string) string {
	if s, ok := t.known[name]; ok {
		return s
	}
	s := t.choose(name)
	t.known[name] = s
	return s
}

func (t *talkOf) choose(name string) string {
	switch name {
	case "g":
		return t.item().name
	case "u":
		return t.item().unit
	case "p":
		return t.price(t.item())
	case "p2":
		return t.price(t.second())
	case "g2":
		return t.second().name
	case "u2":
		return t.second().unit
	case "n":
		return t.lib.pools["count"].draw(t.rng)
	case "t":
		return t.later()
	case "T":
		return clockWords(15*hour + t.rng.IntN(7)*30*minute)
	case "past":
		return t.earlier()
	case "m":
		return t.lib.pools["dawn"].draw(t.rng)
	case "N", "N2":
		return strconv.Itoa(5 + t.rng.IntN(26))
	case "dish", "snack", "kidplace":
		return t.lib.pools[name].draw(t.rng)
	}
	return "{" + name + "}"
}

func (t *talkOf) price(g *good) string {
	if t.priced != nil {
		return strconv.Itoa(t.priced(g))
	}
	return strconv.Itoa(g.low + t.rng.IntN(g.high-g.low+1))
}

// later is a time of the afternoon that is still to come, or one tomorrow.
func (t *talkOf) later() string {
	const halfHour = 30 * minute
	from := max((t.of+50*minute)/halfHour*halfHour, 15*hour)
	if from > 18*hour+halfHour {
		return "明天上午十点"
	}
	return clockWords(from + t.rng.IntN(min(3, (19*hour-from)/halfHour))*halfHour)
}

// earlier is a time of the day that has passed, or yesterday.
func (t *talkOf) earlier() string {
	const halfHour = 30 * minute
	to := min((t.of-20*minute)/halfHour*halfHour, 20*hour)
	if to < 10*hour {
		return "昨天"
	}
	return clockWords(max(to-t.rng.IntN(2)*halfHour, 10*hour))
}

// clockWords says a half hour between 10 and 20 o'clock as people do.
func clockWords(of int) string {
	h := of / hour
	words := [...]string{"十", "十一", "十二", "一", "两", "三", "四", "五", "六", "七", "八"}
	part := "下午"
	switch {
	case h < 12:
		part = "上午"
	case h == 12:
		part = "中午"
	case h >= 18:
		part = "傍晚"
	}
	s := part + words[h-10] + "点"
	if of%hour >= 30*minute {
		s += "半"
	}
	return s
}

// item is the one thing this talk is about.
func (t *talkOf) item() *good {
	if t.good == nil {
		t.good = t.anyGood()
	}
	return t.good
}

// second is another thing, beside or instead of the one.
func (t *talkOf) second() *good {
	for t.other == nil {
		if g := t.anyGood(); g != t.item() {
			t.other = g
		}
	}
	return t.other
}

// anyGood is something that is sold in this season; what is in season comes up
// more often.
func (t *talkOf) anyGood() *good {
	for {
		g := &t.lib.goods[t.rng.IntN(len(t.lib.goods))]
		if t.about != "" && !slices.Contains(g.is, t.about) {
			continue
		}
		if (len(g.seasons) == 0 || slices.Contains(g.seasons, t.season)) && (len(g.seasons) > 0 || t.rng.IntN(3) > 0) {
			return g
		}
	}
}
