package script_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

const hangs = `sop: 1
name: hangs
title: 靠什么
per: member
fields:
  - {name: 剩余, from: live, of: left}
start:
  - {id: paid, on: order.paid}
  - {id: hand, hand: true}
if: "!group.known_orders || member.orders == 0"
steps:
  - {id: a, if: member.last_buy < now, tag: [老客]}
  - {id: b, say: {to: group, wordings: ["还剩{{剩余}}件。"], without: ["快没了。"]}}
  - id: c
    branch:
      - {if: sale.known && sale.left > 0, do: [{id: d, tag: [有货]}]}
      - {if: sale.left == 0, do: [{id: e, tag: [卖完]}]}
      - {do: [{id: g, tag: [别的]}]}
      - {unknown: true, do: [{id: f, tag: [不知道]}]}
`

// TestWhatNothingTellsYet is listed, and what hangs on it without asking whether it
// is known is doubted where it stands.
func TestWhatNothingTellsYet(t *testing.T) {
	r := reader(t)
	s, problems := r.Read([]byte(hangs))
	if s == nil || len(problems) != 1 {
		t.Fatal(told(problems))
	}
	if got := fmt.Sprint(problems[0].Path, problems[0].Line); got != "steps/0/if12" {
		t.Errorf("it is doubted at %s", got)
	}
	if !problems[0].Warning || !strings.Contains(problems[0].In(i18n.ZhHans), "上次什么时候买") || !strings.Contains(problems[0].In(i18n.En), "group.known_orders") {
		t.Errorf("it says %s", problems[0].In(i18n.ZhHans))
	}
	var got []string
	for _, u := range r.Untold(s) {
		got = append(got, fmt.Sprint(u.Name, " ", u.Doubted()))
		for _, l := range i18n.Langs {
			if text := u.Says().In(l) + u.Then().In(l); strings.Contains(text, "%!") {
				t.Errorf("it says %s", text)
			}
		}
	}
	if want := "left false, order.paid false, member.orders false, member.last_buy true, sale.left false"; strings.Join(got, ", ") != want {
		t.Errorf("nothing tells %s, want %s", strings.Join(got, ", "), want)
	}
}

// TestABranchWithoutAWayForIt is doubted.
func TestABranchWithoutAWayForIt(t *testing.T) {
	text := strings.Replace(hangs, "      - {unknown: true, do: [{id: f, tag: [不知道]}]}\n", "", 1)
	if s, problems := reader(t).Read([]byte(text)); s == nil || len(problems) != 2 || problems[1].Path != "steps/2/branch/1/if" {
		t.Error(told(problems))
	}
}

// TestAWayForWhatNobodyCanTell is one, and has no condition.
func TestAWayForWhatNobodyCanTell(t *testing.T) {
	r := reader(t)
	for old, now := range map[string]string{
		"{unknown: true, do":   "{unknown: true, if: member.staff, do",
		"{do: [{id: g":         "{unknown: true, do: [{id: g",
		"{if: sale.left == 0,": "{",
		"      - {do: [{id: g, tag: [别的]}]}\n      - {unknown: true, do: [{id: f, tag: [不知道]}]}": "      - {unknown: true, do: [{id: f, tag: [不知道]}]}\n      - {do: [{id: g, tag: [别的]}]}\n      - {do: [{id: h, tag: [更别的]}]}",
	} {
		if s, problems := r.Read([]byte(strings.Replace(hangs, old, now, 1))); s != nil || !strings.Contains(hangs, old) {
			t.Errorf("%s is taken: %s", now, told(problems))
		}
	}
}

// TestNobodyChoosesByTheirNameWhereTheyAreInvited where the program invites.
func TestNobodyChoosesByTheirNameWhereTheyAreInvited(t *testing.T) {
	const invites = `sop: 1
name: invites
title: 请人
per: member
fields:
  - {name: 去哪, from: form}
  - {name: 说的, from: event}
start:
  - {id: hand, hand: true}
steps:
  - {id: come, invite: {to: "{{去哪}}", direct: true}}
`
	r := reader(t)
	if s, problems := r.Read([]byte(invites)); s == nil || !s.Steps[0].Invite.Direct {
		t.Fatal(told(problems))
	}
	for _, name := range []string{"昵称", "说的", "群名"} {
		text := strings.Replace(invites, "to: \"{{去哪}}\"", "to: \"{{"+name+"}}\"", 1)
		if s, problems := r.Read([]byte(text)); s != nil || !strings.Contains(told(problems), "由程序邀请时") {
			t.Errorf("{{%s}} is taken: %s", name, told(problems))
		}
		if s, problems := r.Read([]byte(strings.Replace(text, ", direct: true", "", 1))); s == nil {
			t.Errorf("{{%s}} by a person: %s", name, told(problems))
		}
	}
}
