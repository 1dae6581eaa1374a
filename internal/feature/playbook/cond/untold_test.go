package cond_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
)

// TestWhatNobodyToldIsNotNo: a condition that hangs on it has no answer, and one that
// does not has one.
func TestWhatNobodyToldIsNotNo(t *testing.T) {
	c := compiler(t)
	told := facts()
	told.Group.KnownOrders = true
	for text, want := range map[string][2]string{ // nothing told; all of it
		"member.orders == 0":                                           {"?", "yes"},
		"!(member.orders > 0)":                                         {"?", "yes"},
		"member.orders > 0":                                            {"?", "no"},
		"group.known_orders && member.orders > 0":                      {"no", "no"},
		"!group.known_orders || member.orders == 0":                    {"yes", "yes"},
		"group.known_orders ? member.orders > 0 : member.messages < 2": {"yes", "no"},
		"member.paying":                                                {"?", "no"},
		"member.staff || member.paying":                                {"?", "no"},
		"now - member.last_buy > duration('1440h')":                    {"?", "yes"},
		"sale.left > 0 || start == ''":                                 {"yes", "yes"},
		"sale.known && sale.unsettled > 0":                             {"no", "yes"},
		"sale.unsettled > 0":                                           {"?", "yes"},
		"sale.open":                                                    {"?", "no"},
		"group.members > 150":                                          {"?", "yes"},
		"!(group.members > 150)":                                       {"?", "no"},
		"event.question":                                               {"no", "yes"},
	} {
		one, err := c.Compile(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		for i, f := range []*cond.Facts{{Now: noon}, told} {
			got := "no"
			if yes, err := one.Holds(f); err != nil {
				got = "?"
			} else if yes {
				got = "yes"
			}
			if got != want[i] {
				t.Errorf("%s, told %v: %s, want %s", text, i == 1, got, want[i])
			}
		}
	}
}

// TestAConditionSaysWhatItAsksAbout, by whatever name it calls it.
func TestAConditionSaysWhatItAsksAbout(t *testing.T) {
	c := compiler(t)
	for text, want := range map[string]string{
		"member.orders == 0 && !member.staff":        "member.orders",
		"[member].exists(m, m.orders > 0)":           "member.orders",
		"'member.orders' == start":                   "",
		"sale.known && sale.left > 0 && member.less": "sale.left",
	} {
		one, err := c.Compile(text)
		if err != nil {
			t.Fatal(text, err)
		}
		got := ""
		for _, u := range one.Untold() {
			got += u.Name
			if one.Guarded(&u) != (want == "sale.left") {
				t.Errorf("%s: guarded %v", text, one.Guarded(&u))
			}
		}
		if got != want {
			t.Errorf("%s asks about %q, want %q", text, got, want)
		}
	}
}
