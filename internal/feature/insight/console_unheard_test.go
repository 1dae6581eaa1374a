package insight

import (
	"regexp"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// silence are the words that claim to know what is said in a group.
var silence = []string{"从没有", "从没", "没有群友说", "没有人说话", "沉寂", "沉默", "還沒人說話", "從沒有", "沒有群友說", "ever spoke", "silent", "no member"}

// closed is a group whose network does not tell what is said in it.
func closed(name string) *measure.Figures {
	f := &measure.Figures{ID: name, Name: name, Network: "sandbox", At: at, State: measure.Empty, Base: measure.Empty, Census: measure.Silent,
		Moves: measure.Moves{Joins: 3, Left: 1}, Health: &measure.Health{}}
	f.Unhear(57)
	return f
}

// TestWhatIsNotHeardIsSaid: where a network does not tell what is said, every
// page says so, shows what is known, and judges nothing.
func TestWhatIsNotHeardIsSaid(t *testing.T) {
	s := lite(t)
	village(s)
	s.put(15, 0, closed("会员群"))
	w := whole()
	w.Groups++
	w.States = map[measure.State]int{measure.Steady: 38, measure.Unheard: 1, measure.Fading: 1, measure.Dormant: 1}
	s.sum(w)
	says := map[string]string{"zh-CN": "平台不告诉我们群里说了什么", "zh-TW": "平台不告訴我們群組裡說了什麼", "en": "latform does not tell"}
	for tag, sentence := range says {
		s.lang = tag
		page := mainOf(s.page("/w/{ws}/groups/" + id.Show(id.Group(15))))
		shown := fold.ReplaceAllString(page, "")
		if !strings.Contains(shown, sentence) || !strings.Contains(shown, "57") {
			t.Errorf("%s: the page does not say why, or not what is known:\n%s", tag, shown)
		}
		for _, claim := range silence {
			if strings.Contains(shown, claim) {
				t.Errorf("%s: the page claims to know: %q", tag, claim)
			}
		}
		golden(t, "group_unheard_"+tag, page)
		list := s.page("/w/{ws}/groups?state=unheard")
		if !strings.Contains(list, "会员群") || strings.Contains(list, "老客群</a></td>") || !strings.Contains(list, `title="`) {
			t.Errorf("%s: the filter does not find it", tag)
		}
		row := list[strings.Index(list, `<td class="in-name">`):]
		row = row[:strings.Index(row, "</tr>")]
		for _, claim := range append(silence, "in-high", "in-low", "in-middle", ">0<") {
			if strings.Contains(row, claim) {
				t.Errorf("%s: the row claims to know: %q in %s", tag, claim, row)
			}
		}
		if all := s.page("/w/{ws}/groups"); !strings.Contains(all, sentence) {
			t.Errorf("%s: the list does not say it", tag)
		}
	}
	s.lang = "zh-CN"
	golden(t, "groups_unheard", s.page("/w/{ws}/groups?sort=-state"))
	csv := s.page("/w/{ws}/groups.csv?state=unheard")
	if line := strings.Split(strings.TrimSpace(csv), "\r\n")[1]; line != "会员群,演练群（模拟）,看不到发言,平台不告诉我们群里说了什么,,57,,,,平台不告诉我们群里说了什么,," {
		t.Errorf("the export says %q", line)
	}
	if page := s.page("/w/{ws}/groups?q=看不到发言"); !strings.Contains(page, "会员群") {
		t.Error("the word for it does not find it")
	}
}

// TestPagesDoNotSpeakOfTheCommandLine: who reads a page has no flags to give.
func TestPagesDoNotSpeakOfTheCommandLine(t *testing.T) {
	s := lite(t)
	village(s)
	for _, s.lang = range []string{"zh-CN", "zh-TW", "en"} {
		for _, path := range []string{"figures", "groups", "groups/" + id.Show(id.Group(11))} {
			if page := mainOf(s.page("/w/{ws}/" + path)); flagged.MatchString(page) {
				t.Errorf("%s in %s speaks of %s", path, s.lang, flagged.FindString(page))
			}
		}
	}
}

var flagged = regexp.MustCompile(`[^a-z0-9-]--[a-z]+[^:a-z]`)

// TestOnlyUnheard: a workspace of which nothing is heard has no verdict at all.
func TestOnlyUnheard(t *testing.T) {
	s := lite(t)
	s.put(15, 0, closed("会员群"))
	s.sum(&measure.Whole{Groups: 1, States: map[measure.State]int{measure.Unheard: 1}, Census: map[measure.Census]int{measure.Uncounted: 1}})
	page := mainOf(s.page("/w/{ws}/groups"))
	for _, claim := range append(silence, "还活着</p>", "没有群在走弱", "急着要人", "没有一个还在说话") {
		if strings.Contains(strings.Split(page, `in-wide`)[0], claim) {
			t.Errorf("the page claims to know: %q", claim)
		}
	}
	golden(t, "groups_only_unheard", page+"</main>")
}
