package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

const toned = `
sop: 1
name: toned
title: 说一声
per: group
fields:
  - {name: 取货点, from: group}
  - {name: 说话的, from: live, of: speakers}
  - {name: 没答的, from: live, of: unanswered}
start:
  - {id: hand, hand: true}
steps:
  - id: hello
    say:
      to: group
      choose: tone
      wordings:
        - {tone: brisk, text: "取货：{{取货点}}。"}
        - {tone: warm, text: "慢慢来，在{{取货点}}。"}
        - {tone: warm, text: "不着急，货在{{取货点}}。"}
        - {tone: playful, if: group.tone == 'playful', text: "{{取货点}}等你。"}
  - id: figures
    say:
      to: group
      wordings:
        - {if: "int(field['说话的']) >= 3", text: "今天 {{说话的}} 位说过话，{{没答的}} 个问题还没答，{{说话的}} 位。"}
      without:
        - 今天有人说过话。
`

// TestAGroupIsSpokenToInItsTone: of several wordings in it now one, now another;
// with none in it, or none wanted, the first.
func TestAGroupIsSpokenToInItsTone(t *testing.T) {
	p := program(t, toned)
	said := func(tone, run string) string {
		w := engine.World{Now: at(t, "2030-01-02 12:00"), Zone: shanghai(t), Run: run, Tone: tone, Known: map[string]string{"取货点": "桥头"}, Facts: &cond.Facts{Group: cond.Group{Tone: tone}}}
		_, acts := p.Advance(p.Begin("", w.Now, map[string]string{"取货点": ""}), engine.Input{}, &w) // an empty place is no value
		if len(acts) == 0 || acts[0].Say == nil {
			t.Fatalf("nothing is said: %+v", acts)
		}
		return acts[0].Say.Text
	}
	for tone, want := range map[string]string{"": "取货：桥头。", "urgent": "取货：桥头。", "brisk": "取货：桥头。", "playful": "桥头等你。"} {
		if got := said(tone, "r"); got != want {
			t.Errorf("%q: %s, want %s", tone, got, want)
		}
	}
	seen := map[string]int{}
	for n := range 60 {
		run := fmt.Sprint("run", n)
		text := said("warm", run)
		if text != said("warm", run) {
			t.Errorf("%s says now this, now that", run)
		}
		seen[text]++
	}
	if len(seen) != 2 || seen["慢慢来，在桥头。"] < 10 || seen["不着急，货在桥头。"] < 10 {
		t.Errorf("of 60 runs: %v", seen)
	}
}

// TestFiguresAreLookedUpOnce as something is said, also for its condition.
func TestFiguresAreLookedUpOnce(t *testing.T) {
	p := program(t, toned)
	for _, c := range []struct{ has, want string }{
		{"5 2", "今天 5 位说过话，2 个问题还没答，5 位。"},
		{"2 2", "今天有人说过话。"},
		{"5 -", "今天有人说过话。"},
		{"- 2", "今天有人说过话。"},
	} {
		speakers, waiting, _ := strings.Cut(c.has, " ")
		asked := map[string]int{}
		w := engine.World{Now: at(t, "2030-01-02 12:00"), Zone: shanghai(t), Run: "r", Known: map[string]string{"取货点": "桥头", "说话的": "9"}, Live: func(f script.Field) (string, bool) {
			asked[f.Of]++
			value := map[string]string{"speakers": speakers, "unanswered": waiting}[f.Of]
			return value, value != "-"
		}}
		_, acts := p.Advance(p.Begin("", w.Now, nil), engine.Input{}, &w)
		if got := acts[1].Say.Text; got != c.want {
			t.Errorf("%s: %s, want %s", c.has, got, c.want)
		}
		if asked["speakers"] != 1 || asked["unanswered"] != 1 {
			t.Errorf("%s: looked up %v", c.has, asked)
		}
	}
}
