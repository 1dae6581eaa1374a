package script_test

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

const settings = `sop: 1
name: settings
title: 有设置的 SOP
per: group
fields:
  - {name: 提醒钟点, from: form, kind: clock, default: "9:30"}
  - {name: 开始, from: form, kind: moment, default: FREQ=WEEKLY;BYDAY=SA;BYHOUR=20;BYMINUTE=0}
  - {name: 名额, from: form, kind: count, default: "30"}
  - {name: 小结, from: task}
start:
  - {id: week, every: FREQ=WEEKLY;BYDAY=MO, at: "{{提醒钟点}}"}
steps:
  - id: write
    at: "T+1d {{提醒钟点}}"
    hold: {while: sale.known && sale.unsettled > 0, again: 1d, most: 7d}
    task: {do: 写小结, due: 4h, fill: [小结], choices: [{name: 写好了}, {name: 这周没有, default: true, ends: true}]}
  - {id: tell, say: {to: group, wordings: ["上周的小结：{{小结}}"]}}
`

// TestSettings are read, and fill times and texts.
func TestSettings(t *testing.T) {
	s, problems := reader(t).Read([]byte(settings))
	if s == nil || len(problems) > 0 {
		t.Fatal(told(problems))
	}
	zone := time.FixedZone("", 8*60*60)
	now := time.Date(2030, 1, 2, 12, 0, 0, 0, zone) // a Wednesday
	values := s.Defaults(now, zone)
	if values["提醒钟点"] != "9:30" || values["名额"] != "30" || values["开始"] != "2030-01-05 20:00" {
		t.Errorf("the form holds %v", values)
	}
	if at, ok := script.ParseMoment(values["开始"], zone); !ok || !at.Equal(time.Date(2030, 1, 5, 20, 0, 0, 0, zone)) {
		t.Errorf("begins at %v", at)
	}
	if said := script.Spoken(time.Date(2030, 1, 5, 20, 0, 0, 0, zone), zone); said.Hans != "1 月 5 日周六 20:00" || said.En != "Saturday, 5 January, 20:00" {
		t.Errorf("is said as %v", said)
	}
	values["提醒钟点"] = "8:05"
	rule, err := s.Start[0].Rule(values)
	if err != nil {
		t.Fatal(err)
	}
	monday, _ := rule.Next(now, zone)
	if !monday.Equal(time.Date(2030, 1, 7, 8, 5, 0, 0, zone)) {
		t.Errorf("the rule happens at %v", monday)
	}
	o, err := s.Steps[0].Offset(values)
	if err != nil || !o.From(monday, zone).Equal(time.Date(2030, 1, 8, 8, 5, 0, 0, zone)) {
		t.Errorf("the step is at %v (%v)", o, err)
	}
	text, lacking := script.Fill("{{ 名额 }} 位：{{小结}}", values)
	if text != "30 位：{{小结}}" || strings.Join(lacking, " ") != "小结" {
		t.Errorf("filled: %s, lacking %v", text, lacking)
	}
	if got := script.Later(now, "2w", zone); !got.Equal(now.AddDate(0, 0, 14)) {
		t.Errorf("two weeks later is %v", got)
	}
}

// TestMistakesInSettings are told.
func TestMistakesInSettings(t *testing.T) {
	r := reader(t)
	for _, c := range []struct{ old, now, says string }{
		{`default: "9:30"`, `default: "25:30"`, "25:30"},
		{`default: "30"`, `default: 三十`, "这里要填个数"},
		{`default: FREQ=WEEKLY;BYDAY=SA;BYHOUR=20;BYMINUTE=0`, `default: 周六`, "周六"},
		{`from: task}`, `from: task, default: 无}`, "只能和 from: form"},
		{`at: "{{提醒钟点}}"`, `at: "{{名额}}"`, "“名额”不是一个钟点项"},
		{`at: "T+1d {{提醒钟点}}"`, `at: "T-1d {{提醒钟点}}"`, "只能往后算"},
		{`fill: [小结]`, `fill: [名额]`, "“名额”不是由做待办的人填的项"},
		{`, fill: [小结]`, ``, "没有一条待办会填“小结”"},
		{`ends: true`, `end: yes`, "ends"},
		{`  - id: write`, "  - {id: early, say: {to: group, wordings: [\"{{小结}}\"]}}\n  - id: write", "“小结”还没有人填"},
		{`while: sale.known && sale.unsettled > 0`, `while: sale.unsettle > 0`, "没有“unsettle”"},
		{`, most: 7d`, ``, "缺少 most"},
	} {
		if !strings.Contains(settings, c.old) {
			t.Fatalf("the sample has no %q", c.old)
		}
		s, problems := r.Read([]byte(strings.Replace(settings, c.old, c.now, 1)))
		if got := told(problems); s != nil || !strings.Contains(got, c.says) {
			t.Errorf("%s: says\n%swant %q", c.now, got, c.says)
		}
	}
}

// TestMomentsAsPeopleWriteThem: what is no moment is none.
func TestMomentsAsPeopleWriteThem(t *testing.T) {
	zone := time.FixedZone("", 8*60*60)
	for text, want := range map[string]bool{"2030-01-05 20:00": true, "2030-01-05T20:00": true, "2030-01-05T12:00:00Z": true, "周六": false, "2030-02-30 10:00": false} {
		at, ok := script.ParseMoment(text, zone)
		if ok != want || ok && !at.Equal(time.Date(2030, 1, 5, 20, 0, 0, 0, zone)) {
			t.Errorf("%s: %v, %v", text, at, ok)
		}
	}
}

// TestMomentsAreSaidAsPeopleSayThem, in the language of the sentence they stand in;
// other fields stay as they are, and what has no value is lacking.
func TestMomentsAreSaidAsPeopleSayThem(t *testing.T) {
	s := &script.Playbook{Fields: []script.Field{{Name: "开始时间", Kind: script.AMoment}, {Name: "商品", Kind: script.AText}, {Name: "结束", Kind: script.AMoment}}}
	values := map[string]string{"开始时间": "2030-01-05 20:00", "商品": "2030-01-05 20:00", "群名": "买菜群"}
	for text, want := range map[string]string{
		"{{开始时间}}，{{商品}}做一次活动。":    "1 月 5 日周六 20:00，2030-01-05 20:00做一次活动。",
		"{{开始时间}}，請大家來。":           "1 月 5 日週六 20:00，請大家來。",
		"It starts on {{ 开始时间 }}.": "It starts on Saturday, 5 January, 20:00.",
		"{{群名}}":                   "买菜群",
		"到{{结束}}":                  "到{{结束}}",
	} {
		got, lacking := s.Said(text, values, time.UTC)
		if got != want || (len(lacking) > 0) != strings.Contains(want, "{{") {
			t.Errorf("%q is said as %q, lacking %q", text, got, lacking)
		}
	}
	if values["开始时间"] != "2030-01-05 20:00" {
		t.Error("what was filled in is changed")
	}
}
