package cond_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
)

// TestThePartOfTheGroup: what asks about the group alone, and where it does not hold
// neither does the whole.
func TestThePartOfTheGroup(t *testing.T) {
	c := compiler(t)
	for text, want := range map[string]string{
		"group.known_orders && member.orders > 0 && group.members > 3": "(group.known_orders) && (group.members > 3)",
		"(group.state == 'fading' || group.active < 3) && member.less": "(group.state == \"fading\" || group.active < 3)",
		"group.known_orders || member.less":                            "",
		"!member.staff && now - group.last_said > duration('1h')":      "",
		"field['区'] == '东' && start == 'x'":                            "",
		"group.members > member.messages":                              "",
	} {
		whole, err := c.Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		part, err := c.OfGroup(whole)
		got := ""
		if part != nil {
			got = part.String()
		}
		if err != nil || got != want {
			t.Errorf("%s: the part is %q (%v), want %q", text, got, err, want)
		}
		for _, members := range []int64{0, 1, 100} {
			for _, state := range []string{"fading", "steady"} {
				f := &cond.Facts{Group: cond.Group{Members: members, State: state, Active: members, KnownOrders: members > 50}, Member: cond.Member{Orders: 2, Less: true}}
				holds, _ := whole.Holds(f)
				if part == nil || !holds {
					continue
				}
				if may, err := part.Holds(f); !may {
					t.Errorf("%s holds where its part does not (%v)", text, err)
				}
			}
		}
	}
}
