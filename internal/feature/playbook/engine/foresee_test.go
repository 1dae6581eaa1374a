package engine_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
)

const doubtful = `
sop: 1
name: doubtful
title: 看情况
per: group
groups: [long-term, flash]
owner: 群主
if: group.state != 'dead'
fields:
  - {name: 小群, from: form, default: 有, ask: 开小群吗？}
  - {name: 结论, from: task, ask: 怎么样？}
start:
  - {id: hand, hand: true}
steps:
  - {id: plain, say: {to: group, wordings: ["来了。"]}}
  - {id: flash, if: group.life == 'flash', say: {to: group, wordings: ["来了。"]}}
  - {id: lasting, if: "group.life == 'long-term' && field['小群'] == '有'", say: {to: group, wordings: ["来了。"]}}
  - {id: steady, if: group.state == 'steady', say: {to: group, wordings: ["来了。"]}}
  - {id: fading, if: group.state == 'fading', say: {to: group, wordings: ["来了。"]}}
  - {id: asked, task: {do: 看看, fill: [结论]}}
  - {id: learned, if: "field['结论'] != '不好'", say: {to: group, wordings: ["{{结论}}"]}}
  - {id: later, hold: {while: sale.unsettled > 0, again: 1d, most: 7d}, say: {to: group, wordings: ["来了。"]}}
  - id: fork
    branch:
      - {if: group.state == 'steady', do: [{id: a, say: {to: group, wordings: ["来了。"]}}]}
      - {if: group.life == 'long-term', do: [{id: b, say: {to: group, wordings: ["来了。"]}}]}
      - {do: [{id: c, say: {to: group, wordings: ["来了。"]}}]}
`

// TestWhatIsForeseen: what cannot change is sure or unlikely, and what may is neither.
func TestWhatIsForeseen(t *testing.T) {
	p := program(t, doubtful)
	f := &cond.Facts{Group: cond.Group{Life: "long-term", State: "steady"}, Field: map[string]string{"小群": "有", "结论": ""}}
	for step, want := range map[string]engine.Outlook{
		"plain": engine.Sure, "flash": engine.Unlikely, "lasting": engine.Sure, "steady": engine.IfHolds, "fading": engine.Unlikely,
		"learned": engine.IfHolds, "later": engine.IfHolds, "nothing": engine.IfHolds,
	} {
		if got := p.Foresee(step, f); got != want {
			t.Errorf("step %s is %d, want %d", step, got, want)
		}
	}
	for arm, want := range map[string]engine.Outlook{"group.state == 'steady'": engine.IfHolds, "group.life == 'long-term'": engine.IfHolds, "": engine.Unlikely, "another": engine.IfHolds} {
		if got := p.ForeseeWay("fork", arm, f); got != want {
			t.Errorf("the arm %q is %d, want %d", arm, got, want)
		}
	}
	f.Group.State = "fading"
	if got := p.ForeseeWay("fork", "group.state == 'steady'", f); got != engine.Unlikely {
		t.Errorf("the arm of another state is %d", got)
	}
	if got := p.ForeseeWay("plain", "x", f); got != engine.IfHolds {
		t.Errorf("a way of what has none is %d", got)
	}
	for life, want := range map[string]engine.Outlook{"long-term": engine.IfHolds, "rush-sale": engine.Unlikely} {
		f.Group.Life = life
		if got := p.ForeseeRun(f); got != want {
			t.Errorf("a run in a group for %s is %d, want %d", life, got, want)
		}
	}
}
