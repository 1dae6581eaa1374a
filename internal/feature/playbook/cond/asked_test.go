package cond_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
)

// TestWhatIsAsked: no more than a condition names, and all where that cannot be told.
func TestWhatIsAsked(t *testing.T) {
	c := compiler(t)
	for text, want := range map[string]struct{ yes, no string }{
		"member.staff || '宝妈' in member.tags":                     {"member.tags", "member.messages"},
		"now - group.last_said > duration('30m')":                 {"group.last_said", "member.last_said"},
		"[member].exists(m, m.messages > 3)":                      {"member.messages", ""},
		"[member] == [member]":                                    {"member.messages", ""},
		"field['商品'] == '排骨' && start == 'birthday'":              {cond.Fields, "group.members"},
		"group.known_orders ? member.orders > 0 : member.consent": {"member.consent", "member.less"},
		"member.messages > 3 && member.messages < group.members":  {"group.members", "group.active"},
	} {
		one, err := c.Compile(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		asked := one.Asked()
		if want.yes != "" && !asked.Any(want.yes) || want.no != "" && asked.Any(want.no) {
			t.Errorf("%s asks about %+v", text, asked)
		}
	}
	var none cond.Asked
	both := none.Besides("group.state").And(cond.Asked{}.Besides("member.tags", "group.state"))
	switch {
	case none.Any("group.state"), both.Any("member.staff"), !both.Any("x", "member.tags"), !both.Any("group.state"):
		t.Errorf("asked is %+v", both)
	case !cond.Everything().Any("anything"), !both.And(cond.Everything()).Any("member.staff"), !cond.Everything().Besides("a").Any("b"):
		t.Error("everything is not everything")
	}
}
