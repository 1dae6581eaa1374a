package script_test

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// TestValuesOfAForm are taken or refused by what the field holds.
func TestValuesOfAForm(t *testing.T) {
	for _, c := range []struct {
		kind      script.Kind
		good, bad []string
	}{
		{script.ACount, []string{"0", "30", " 7 "}, []string{"-1", "三", "1.5", "99999999999"}},
		{script.AMoney, []string{"0", "19.9", "19.90", "1200"}, []string{"19.", ".5", "19.900", "-1", "¥5", "1e3", "NaN", "+5"}},
		{script.ALink, []string{"https://a.example/x", "http://a.example"}, []string{"a.example", "https://", "javascript:alert(1)", "https://a b"}},
		{script.AClock, []string{"9:30", "09：30", "23:59"}, []string{"24:00", "9", "25:00", "九点"}},
		{script.AMoment, []string{"2030-01-05 20:00", "2030-01-05T20:00"}, []string{"周六", "2030-02-30 10:00", "20:00"}},
		{script.AText, []string{"", "什么都行"}, []string{"{{昵称}}", "a}}", strings.Repeat("字", 1001)}},
	} {
		f := script.Field{Name: "项", From: script.FromForm, Kind: c.kind}
		for _, v := range c.good {
			if err := f.Check(v); err != nil {
				t.Errorf("%s: %q is refused: %v", c.kind, v, err)
			}
		}
		for _, v := range c.bad {
			err := f.Check(v)
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %q is taken (%v)", c.kind, v, err)
				continue
			}
			for _, l := range i18n.Langs {
				if said := fault.Public(err).In(l); !strings.Contains(said, "项") || strings.Contains(said, "%!") {
					t.Errorf("%s: %q: %s", c.kind, v, said)
				}
			}
		}
	}
}

// TestWhatIsLacking: what has no value, and nothing to be said instead.
func TestWhatIsLacking(t *testing.T) {
	s := &script.Playbook{Fields: []script.Field{
		{Name: "甲", From: script.FromGroup}, {Name: "乙", From: script.FromGroup}, {Name: "丙", From: script.FromForm},
		{Name: "丁", From: script.FromGroup, Else: script.Text{Hans: "没有"}},
	}}
	if got := strings.Join(s.Lacking(map[string]string{"甲": "有", "乙": "  "}, script.FromGroup), " "); got != "乙" {
		t.Errorf("lacks %q", got)
	}
}
