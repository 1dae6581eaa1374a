package manual

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/event"
)

// shelf keeps what is taken in, as the house does: by key, what came first stays.
type shelf struct {
	kept Kept
	rows []shelved
}

type shelved struct {
	at   time.Time
	line string
}

func (s *shelf) take(t fataler, text string, c Copied) {
	t.Helper()
	p := Read(text, c)
	from, to := p.Reach()
	near := Kept{}
	for key, at := range s.kept {
		if !at.Before(from) && at.Before(to) {
			near[key] = at
		}
	}
	known := p.Overlap(near)
	for i, a := range p.Events {
		if known[i] {
			continue
		}
		key := event.SubjectKey(event.NativeKey(a.Event.NativeID), 0)
		if _, twice := s.kept[key]; twice {
			t.Fatalf("%q has the key of another", a.Event.Body)
		}
		s.kept[key] = a.Event.At
		s.rows = append(s.rows, shelved{a.Event.At, a.Event.Actor.Name + ": " + a.Event.Body})
	}
}

// lines are what is kept, in order.
func (s *shelf) lines() (out []string) {
	slices.SortStableFunc(s.rows, func(a, b shelved) int { return cmp.Compare(a.at.UnixMilli(), b.at.UnixMilli()) })
	for _, r := range s.rows {
		out = append(out, r.line)
	}
	return out
}

func shelve(t fataler, c Copied, texts ...string) []string {
	t.Helper()
	s := shelf{kept: Kept{}}
	for _, text := range texts {
		s.take(t, text, c)
	}
	return s.lines()
}

func linesOf(all []said) (out []string) {
	for _, one := range all {
		out = append(out, one.who+": "+one.text)
	}
	return out
}

// TestTheSameSaidAgain: what the count of equal words in a paste cannot tell apart,
// what stands beside them can.
func TestTheSameSaidAgain(t *testing.T) {
	c := copied(t)
	at := time.Date(2030, 3, 1, 1, 0, 0, 0, time.UTC)
	talk := func(words ...string) (all []said) {
		for _, w := range words {
			all = append(all, said{at, "店长", w})
		}
		return all
	}
	for name, one := range map[string]struct {
		whole  []said
		pieces [][2]int
	}{
		"a word between":       {talk("有", "好的", "三点来", "好的", "谢谢"), [][2]int{{0, 3}, {2, 5}}},
		"the other way round":  {talk("有", "好的", "三点来", "好的", "谢谢"), [][2]int{{2, 5}, {0, 3}}},
		"the whole afterwards": {talk("有", "好的", "三点来", "好的", "谢谢"), [][2]int{{2, 5}, {0, 3}, {0, 5}}},
		"a bridge":             {talk("一", "二", "好", "三", "四", "好", "五", "六"), [][2]int{{0, 2}, {6, 8}, {1, 7}, {0, 8}}},
		"a hole afterwards":    {talk("一", "二", "三", "四"), [][2]int{{0, 4}, {1, 2}, {3, 4}}},
	} {
		t.Run(name, func(t *testing.T) {
			var texts []string
			for _, p := range one.pieces {
				texts = append(texts, write(one.whole[p[0]:p[1]], c.Zone, "2006-01-02 15:04"))
			}
			if d := gocmp.Diff(linesOf(one.whole), shelve(t, c, texts...)); d != "" {
				t.Error(d)
			}
		})
	}
	minute := "2006-01-02 15:04"
	for name, one := range map[string][][]string{ // the whole, and what is pasted of it
		"lines picked one by one":        {{"一", "二", "三", "四"}, {"一", "二", "三", "四"}, {"一", "三"}},
		"picked, with a word said twice": {{"一", "好", "二", "三", "好"}, {"一", "好", "二", "三", "好"}, {"好", "三"}},
		"laid in two ways":               {{"嗯", "好", "好", "好", "嗯", "好", "嗯"}, {"好", "嗯", "好", "嗯"}, {"嗯", "好", "好", "好"}},
		"in two ways, and in one later":  {{"嗯", "好", "好", "嗯", "有", "来", "好", "嗯", "好", "好", "好", "嗯"}, {"来", "好", "嗯", "好", "好", "好", "嗯"}, {"嗯", "好", "好", "嗯", "有", "来"}},
	} {
		again := write(talk(one[2]...), c.Zone, minute)
		got := shelve(t, c, write(talk(one[1]...), c.Zone, minute), again, again, again)
		if over := tally(got, linesOf(talk(one[0]...))); len(over) > 0 {
			t.Errorf("%s: more often than said: %v of %v", name, over, got)
		}
	}
}

// laid is by how much two pieces overlap at most, and how often by so much, where
// only their words are known.
func laid(a, b []said) (most, times int) {
	for shift := 1 - len(b); shift < len(a); shift++ {
		n, ok := 0, true
		for i := max(0, shift); i < min(len(a), shift+len(b)); i++ {
			ok = ok && a[i] == b[i-shift]
			n++
		}
		switch {
		case ok && n > most:
			most, times = n, 1
		case ok && n == most:
			times++
		}
	}
	return most, times
}

// speak reports whether the words of two pieces tell where they overlap: in every
// minute of the overlap they can be laid over each other in one way, and something
// in it was said once.
func speak(one, two, both []said) bool {
	minutes := map[time.Time]bool{}
	for _, s := range both {
		minutes[s.at] = true
	}
	for at := range minutes {
		in := func(all []said) (out []said) {
			for _, s := range all {
				if s.at.Equal(at) {
					out = append(out, s)
				}
			}
			return out
		}
		a, b, o := in(one), in(two), in(both)
		once := slices.ContainsFunc(o, func(s said) bool {
			times := func(all []said) (n int) {
				for _, x := range all {
					if x == s {
						n++
					}
				}
				return n
			}
			return times(a) == 1 && times(b) == 1
		})
		if most, ways := laid(a, b); most != len(o) || ways != 1 || !once {
			return false
		}
	}
	return true
}

// TestAnyTwoWindows of a chat, pasted in any order, give the history of both, as far
// as their words tell where they overlap; and never more than was said.
func TestAnyTwoWindows(t *testing.T) {
	c := copied(t)
	told := 0
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 24).Draw(t, "n")
		minutes := rapid.IntRange(1, 4).Draw(t, "minutes")
		untimed := rapid.Bool().Draw(t, "untimed")
		all := make([]said, n)
		for i := range all {
			who := rapid.SampledFrom([]string{"小雨", "店主"}).Draw(t, "who")
			text := rapid.SampledFrom([]string{"好的", "嗯", "收到", "", ""}).Draw(t, "text")
			if text == "" {
				text = fmt.Sprint("第", i, "句")
			}
			all[i] = said{time.Date(2030, 3, 1, 1, i*minutes/n, 0, 0, time.UTC), who, text}
		}
		b := rapid.IntRange(1, n).Draw(t, "b")
		a := rapid.IntRange(0, b-1).Draw(t, "a")
		one, two := all[:b], all[a:]
		paste := func(part []said) string {
			if !untimed {
				return write(part, c.Zone, "2006-01-02 15:04")
			}
			text := ""
			for _, s := range part {
				text += s.who + ":\n" + s.text + "\n\n"
			}
			return text
		}
		if untimed {
			for i := range all {
				all[i].at = time.Time{}
			}
		}
		texts := rapid.Permutation([]string{paste(one), paste(two)}).Draw(t, "order")
		texts = append(texts, rapid.SliceOfN(rapid.SampledFrom(texts), 0, 2).Draw(t, "again")...)
		got := shelve(t, c, texts...)
		if len(got) > n {
			t.Fatalf("%d of %d said are kept: %v", len(got), n, got)
		}
		if speak(one, two, all[a:b]) {
			told++
			if d := gocmp.Diff(linesOf(all), got); d != "" {
				t.Fatalf("%d of %d overlap:\n%s", b-a, n, d)
			}
		}
	})
	if told == 0 {
		t.Error("no pieces were drawn whose words tell where they overlap")
	}
}

// tally lists what is more often among got than among want.
func tally(got, want []string) []string {
	n := map[string]int{}
	for _, s := range want {
		n[s]++
	}
	for _, s := range got {
		n[s]--
	}
	maps.DeleteFunc(n, func(_ string, left int) bool { return left >= 0 })
	return slices.Collect(maps.Keys(n))
}

// fataler is a test, drawn or not.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// TestNothingIsDoubledWhateverIsPasted: windows and picked lines in any order.
func TestNothingIsDoubledWhateverIsPasted(t *testing.T) {
	c := copied(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 16).Draw(t, "n")
		all := make([]said, n)
		for i := range all {
			all[i] = said{time.Date(2030, 3, 1, 1, i/5, 0, 0, time.UTC), "小雨", fmt.Sprint("第", i, "句")}
		}
		var texts []string
		for range rapid.IntRange(1, 6).Draw(t, "pastes") {
			var part []said
			from := rapid.IntRange(0, n-1).Draw(t, "from")
			picked := rapid.Bool().Draw(t, "picked")
			for _, s := range all[from:rapid.IntRange(from+1, n).Draw(t, "to")] {
				if !picked || rapid.Bool().Draw(t, "this") {
					part = append(part, s)
				}
			}
			texts = append(texts, write(part, c.Zone, "2006-01-02 15:04"))
		}
		if over := tally(shelve(t, c, texts...), linesOf(all)); len(over) > 0 {
			t.Fatalf("kept more often than said: %v", over)
		}
	})
}

// TestThePasteAgainAddsNothing, right after it was pasted, however often its words were
// said and whatever was kept before.
func TestThePasteAgainAddsNothing(t *testing.T) {
	c := copied(t)
	at := time.Date(2030, 3, 1, 1, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		all := make([]said, rapid.IntRange(2, 14).Draw(t, "n"))
		for i := range all {
			all[i] = said{at, "小雨", rapid.SampledFrom([]string{"好的", "嗯", "收到", fmt.Sprint("第", i, "句")}).Draw(t, "text")}
		}
		s := shelf{kept: Kept{}}
		for range rapid.IntRange(1, 4).Draw(t, "pastes") {
			from := rapid.IntRange(0, len(all)-1).Draw(t, "from")
			text := write(all[from:rapid.IntRange(from+1, len(all)).Draw(t, "to")], c.Zone, "2006-01-02 15:04")
			s.take(t, text, c)
			before := s.lines()
			s.take(t, text, c)
			if d := gocmp.Diff(before, s.lines()); d != "" {
				t.Fatalf("the same paste again adds\n%s", d)
			}
		}
	})
}
