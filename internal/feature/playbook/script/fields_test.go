package script_test

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

const naming = `sop: 1
name: naming
title: 说一声
per: group
fields:
  - {name: 取货点, from: group}
  - {name: 天气, from: live, of: weather}
start:
  - {id: hand, hand: true}
steps:
  - id: hello
    say:
      to: group
      wordings:
        - "取货在{{取货点}}，找{{值班人}}。"
        - "今天{{天气}}，停车在{{停车}}。"
      without:
        - 取货在{{取货点}}。
`

// TestAnUnknownFieldIsRefused with its line and the fields there are; a figure that
// nobody knows is doubted.
func TestAnUnknownFieldIsRefused(t *testing.T) {
	s, problems := reader(t).Read([]byte(naming))
	if s != nil {
		t.Fatal("it is taken")
	}
	var bad, doubts []script.Problem
	for _, p := range problems {
		if p.Warning {
			doubts = append(doubts, p)
		} else {
			bad = append(bad, p)
		}
	}
	if len(bad) != 1 || bad[0].Line != 16 || bad[0].Column != 11 {
		t.Fatalf("told: %s", told(problems))
	}
	for _, l := range i18n.Langs {
		text := bad[0].In(l)
		for _, name := range []string{"停车", "取货点", "天气", "值班人", "群里有什么", "昵称"} {
			if !strings.Contains(text, name) {
				t.Errorf("%s does not name %s: %s", l, name, text)
			}
		}
	}
	if len(doubts) != 1 || doubts[0].Line != 7 || !strings.Contains(doubts[0].In(i18n.En), "weather") || !strings.Contains(doubts[0].In(i18n.En), "speakers") {
		t.Errorf("doubted: %s", told(doubts))
	}
	if s, problems := reader(t).Read([]byte(strings.Replace(naming, "，停车在{{停车}}", "", 1))); s == nil {
		t.Errorf("what is only doubted is refused: %s", told(problems))
	}
}

// TestFieldsAreNamedOnce: what every SOP has, and the figures, each once and in all
// languages.
func TestFieldsAreNamedOnce(t *testing.T) {
	seen := map[string]bool{}
	check := func(name string, words i18n.Text) {
		if seen[name] || len((i18n.Words{name: words}).Missing()) > 0 {
			t.Errorf("%s is there twice, or not in all languages", name)
		}
		seen[name] = true
	}
	for _, g := range script.BuiltIn() {
		check(g.Name, g.Words)
	}
	for _, f := range script.Figures() {
		check(f.Of, f.Words)
	}
}
