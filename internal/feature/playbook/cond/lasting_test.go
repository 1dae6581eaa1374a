package cond_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
)

func TestWhatStaysTheSameIsKnown(t *testing.T) {
	c, err := cond.NewCompiler()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		`group.life == 'rush-sale'`:                        true,
		`group.life in ['flash', "group.state"]`:           true,
		`start == 'sale' && field['活动小群'] == '没有'`:         true,
		`!(group.life == 'flash')`:                         true,
		`group.state == 'fading'`:                          false,
		`group.life == 'flash' && sale.left > 0`:           false,
		`field['a'].contains('group.life')`:                false,
		`now > timestamp('2030-01-01T00:00:00Z')`:          false,
		`group.members > 3`:                                false,
		`group.life == 'a' || member.name == 'group.life'`: false,
	} {
		one, err := c.Compile(text)
		if err != nil {
			t.Fatal(text, err)
		}
		if got := one.Lasting(); got != want {
			t.Errorf("%s: lasting is %v", text, got)
		}
	}
}
