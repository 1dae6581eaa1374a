package house

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// sampleRound is the SOP of the sample: its groups come one after the other, so that
// the to-dos of whoever looks around change by themselves. Nobody has to answer: each
// ends by its default.
const sampleRound = `sop: 1
name: sample-round
title: {zh-Hans: 样例：每天看一圈群, zh-Hant: 範例：每天看一圈群組, en: "Sample: a daily round of the groups"}
about:
  zh-Hans: 每天早上一个群一个群看过去：有没有漏回，说一句话，看有没有人接。没人管的待办到时间自己结束。
  zh-Hant: 每天早上一個群組一個群組看過去：有沒有漏回，說一句話，看有沒有人接。沒人管的待辦到時間自己結束。
  en: Every morning group by group. Is anything unanswered, one sentence, did anybody take it up. A to-do that nobody answers ends by itself.
per: group
owner: 值班人
fields:
  - {name: 第一次, from: group, kind: moment, ask: 第一次什么时候看？}
  - {name: 每天几点, from: group, kind: clock, ask: 每天几点看？}
start:
  - {id: first, moment: 第一次, missed: {do: skip}}
  - {id: daily, every: FREQ=DAILY, at: "{{每天几点}}", missed: {do: skip}}
steps:
  - id: look
    title: {zh-Hans: 看漏回, zh-Hant: 看漏回, en: Unanswered questions}
    check: {zh-Hans: 问过的都有人应了, zh-Hant: 問過的都有人應了, en: Every question has an answer}
    proof: {kind: tap}
    missed: {do: skip}
    task:
      do: {zh-Hans: 看一眼有没有漏回；回不了的，写一句什么时候回。, zh-Hant: 看一眼有沒有漏回；回不了的，寫一句什麼時候回。, en: "Look for questions that nobody answered; where you cannot answer, say when you will."}
      due: 8min
      choices:
        - {name: {zh-Hans: 都回了, zh-Hant: 都回了, en: All answered}}
        - {name: {zh-Hans: 没有漏回, zh-Hant: 沒有漏回, en: Nothing unanswered}, default: true}
  - id: word
    title: {zh-Hans: 说一句, zh-Hant: 說一句, en: One sentence}
    after: 1min
    missed: {do: skip}
    say:
      to: group
      choose: turn
      free: true
      wordings:
        - 早，今天店里有人在。想要什么、有什么不满意，在群里说一声就行。
        - 今天的菜和面包都上齐了。想留的说一声，给你放一边。
        - 昨天有没有谁买到不合心意的？说出来，我们改。
  - id: heard
    title: {zh-Hans: 有没有人接话, zh-Hant: 有沒有人接話, en: Did anybody answer}
    after: 6min
    check: {zh-Hans: 接话的都有人回了, zh-Hant: 接話的都有人回了, en: Whoever spoke got an answer}
    proof: {kind: tap}
    missed: {do: skip}
    task:
      do: {zh-Hans: 看看刚才那句有没有人接，接了就回一句。, zh-Hant: 看看剛才那句有沒有人接，接了就回一句。, en: "See whether anybody took it up, and answer whoever did."}
      due: 8min
      choices:
        - {name: {zh-Hans: 接上了, zh-Hant: 接上了, en: Answered}}
        - {name: {zh-Hans: 没人接，明天换一个话题, zh-Hant: 沒人接，明天換一個話題, en: "Nobody spoke: something else tomorrow"}, default: true}
`

// How the groups of the sample follow each other.
const (
	sampleGroups = 5 // which are the first stage, so that nobody has to let the others follow
	sampleApart  = time.Minute
	sampleEvery  = 6 // minutes, on the days after
)

// runSamples lets SOPs run in the sample and in the simulated groups, so that whoever
// looks around for the first time sees to-dos come and go.
func (a *App) runSamples(ctx context.Context, sample, simulated id.Workspace, user id.User) error {
	err := a.DB.Write(ctx, func(tx *db.Tx) error {
		for i, ws := range []id.Workspace{sample, simulated} {
			p := community.Profile{Columns: map[string]string{"店名": []string{"河边生鲜", "河湾面包房"}[i], "服务时间": "9:00–20:00", "值班人": "店长", "群主": "店长", "群里有什么": "每天到货、预订和自提"}}
			if err := a.Community.SetProfile(ctx, tx, ws, 0, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := a.runSample(ctx, sample, user, sampleRound, sampleGroups); err != nil {
		return err
	}
	r, err := script.NewReader()
	if err != nil {
		return err
	}
	ready, err := library.All(r)
	if err != nil {
		return err
	}
	for _, e := range ready {
		switch e.Playbook.Name {
		case "daily-list":
			for _, ws := range []id.Workspace{sample, simulated} {
				if err := a.runSample(ctx, ws, user, e.Text.Hans, 0); err != nil {
					return err
				}
			}
		case "welcome":
			if err := a.runSample(ctx, simulated, user, e.Text.Hans, sampleGroups); err != nil {
				return err
			}
		}
	}
	return nil
}

// runSample saves an SOP and starts it in the first groups of a workspace, one after
// the other.
func (a *App) runSample(ctx context.Context, ws id.Workspace, user id.User, text string, groups int) error {
	b, _, err := a.Playbook.Save(ctx, ws, text, user)
	if err != nil {
		return err
	}
	if groups > 0 {
		places, err := a.samplePlaces(ctx, ws, groups)
		if err != nil {
			return err
		}
		if err := a.Playbook.Put(ctx, ws, b.ID, places); err != nil {
			return err
		}
	}
	var would playbook.Preview
	err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		would, err = a.Playbook.Preview(ctx, tx, ws, b.ID)
		return err
	})
	if err != nil || len(would.Ready) == 0 {
		return err
	}
	return a.Playbook.Launch(ctx, ws, b.ID, playbook.Wish{By: user, Groups: len(would.Ready), Touched: would.AtOnce, Alone: true})
}

// samplePlaces are the first groups of a workspace, each with its own times.
func (a *App) samplePlaces(ctx context.Context, ws id.Workspace, most int) (out []playbook.Place, err error) {
	var groups []community.Group
	zone := time.UTC
	err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if groups, err = a.Community.Groups(ctx, tx, ws); err != nil {
			return err
		}
		zone, err = playbookNeighbours{a}.zone(ctx, tx, ws)
		return err
	})
	if err != nil {
		return nil, err
	}
	now := a.times.Of(ws).Now().In(zone)
	for i, g := range groups[:min(most, len(groups))] {
		out = append(out, playbook.Place{Group: g.ID, Waits: true, Fields: map[string]string{
			"第一次":  now.Add(time.Duration(i+1) * sampleApart).Format("2006-01-02 15:04"),
			"每天几点": time.Date(2026, 1, 1, 9, 30+sampleEvery*i, 0, 0, zone).Format("15:04"),
		}})
	}
	return out, nil
}
