package insight

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// TestAViewLivesInItsAddress: whatever is filtered can be sent to a colleague.
func TestAViewLivesInItsAddress(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		key := rapid.SampledFrom(sorts[:]).Draw(r, "sort").key
		f := filter{text: strings.TrimSpace(strings.ReplaceAll(rapid.StringN(0, 20, maxText).Draw(r, "text"), "\x00", "")),
			state: rapid.SampledFrom(append(measure.States[:], "")).Draw(r, "state"), types: rapid.SampledFrom(append(shownTypes[:], "")).Draw(r, "type"),
			band: rapid.SampledFrom(append(shownBands[:], "")).Draw(r, "band"), unit: id.Unit(rapid.Int64Min(0).Draw(r, "unit")),
			sort: key, down: rapid.Bool().Draw(r, "down"), page: rapid.IntRange(0, 1000).Draw(r, "page")}
		q, err := url.ParseQuery(f.query())
		if err != nil {
			r.Fatal(err)
		}
		if got := parseFilter(q); got != f {
			r.Fatalf("%+v became %+v by way of %s", f, got, f.query())
		}
	})
}

func FuzzParseFilter(f *testing.F) {
	f.Add("q=%E7%BE%A4&state=dead&sort=-name&page=3&unit=unit_0000000000001")
	f.Add("q=%00%ff&state=x&sort=--need&page=-1&risk=high&type=self-directed")
	f.Fuzz(func(t *testing.T, raw string) {
		q, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		got := parseFilter(q)
		if len(got.text) > maxText || !utf8.ValidString(got.text) || strings.Contains(got.text, "\x00") || got.page < 0 {
			t.Fatalf("%q gave %+v", raw, got)
		}
		if _, ok := sortColumns[got.sort]; !ok {
			t.Fatalf("%q sorts by %q", raw, got.sort)
		}
		if got.types == measure.SelfDirected {
			t.Fatal("groups can be listed as self-directed, which is only ever a question")
		}
	})
}

func TestSearchKnowsTheWordsOfStates(t *testing.T) {
	for text, want := range map[string]measure.State{"死群": measure.Dead, "沉寂": measure.Dead, "dead": measure.Dead, "安靜但有人買": measure.QuietBuying,
		"Fading": measure.Fading, "": "", "河边": ""} {
		if got := stateNamed(text); got != want {
			t.Errorf("%q is a word for %q, want %q", text, got, want)
		}
	}
}

// TestNoPageSaysDeadGroup: 死群 finds, and is never shown.
func TestNoPageSaysDeadGroup(t *testing.T) {
	s := lite(t)
	village(s)
	page := mainOf(s.page("/w/{ws}/groups?q=" + url.QueryEscape("死群")))
	if !strings.Contains(page, "旧活动群") || strings.Contains(page, "早读群</a></td>") {
		t.Error("死群 does not find the dead group alone")
	}
	if strings.Count(page, "死群") != 1 { // the field, as typed
		t.Error("the page itself says 死群")
	}
}

func TestUnitsOfOthersShowNothing(t *testing.T) {
	l := filter{unit: 9}.listing(auth.Everything(), []auth.Unit{{ID: 1, Kind: auth.Head}})
	if l.unit == nil || l.unit.All || len(l.unit.Units()) != 0 {
		t.Errorf("a unit that is not there shows %+v", l.unit)
	}
}
