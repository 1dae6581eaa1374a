package house

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export/sample"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// How the groups of the sample follow each other.
const (
	sampleApart = time.Minute
	sampleEvery = 6 // minutes, on the days after
	mostSampled = 5 // groups of the first stage of an SOP
)

// sampleSOP is an SOP with the groups in which it is started, by name: at most five,
// which are the first stage, so that nobody has to let the others follow.
type sampleSOP struct {
	name, text string
	groups     []string
	any        bool          // the first five, whatever they are called
	lead       time.Duration // until it begins in the first of them
	daily      string        // and on the days after
}

// sampleSOPs are at work in the sample, sampleGreeting among the simulated groups.
func sampleSOPs() []sampleSOP {
	return []sampleSOP{
		{"sample-noon", sampleNoon, []string{sample.Offers}, false, sampleApart, "11:20"},
		{"sample-round", sampleRound, []string{sample.Members, sample.Offers, "柳荫店 · 邻里群", "妈妈厨房"}, false, sampleApart, "09:30"},
		{"sample-flash", sampleFlash, []string{sample.Flash}, false, 2 * sampleApart, ""},
	}
}

func sampleGreeting(name, text string) sampleSOP {
	return sampleSOP{name, text, nil, true, sampleApart, "09:30"}
}

// runSamples lets SOPs run in the sample and in the simulated groups, so that whoever
// looks around for the first time sees to-dos come and go.
func (a *App) runSamples(ctx context.Context, sample, simulated id.Workspace, user id.User, now time.Time) error {
	err := a.DB.Write(ctx, func(tx *db.Tx) error {
		for i, ws := range []id.Workspace{sample, simulated} {
			has, err := a.Playbook.List(ctx, tx, ws)
			if err != nil {
				return err
			}
			if len(has) > 0 { // what people wrote since stays
				continue
			}
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
	if err := a.describeSample(ctx, sample, now); err != nil {
		return err
	}
	if err := a.fillShelf(ctx, sample); err != nil {
		return err
	}
	for _, s := range sampleSOPs() {
		if err := a.runSample(ctx, sample, user, s); err != nil {
			return err
		}
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
				if err := a.runSample(ctx, ws, user, sampleSOP{name: e.Playbook.Name, text: e.Text.Hans}); err != nil {
					return err
				}
			}
		case "welcome":
			if err := a.runSample(ctx, simulated, user, sampleGreeting(e.Playbook.Name, e.Text.Hans)); err != nil {
				return err
			}
		}
	}
	return nil
}

// describeSample says what the three groups are there for, unless people have said so.
func (a *App) describeSample(ctx context.Context, ws id.Workspace, now time.Time) error {
	return a.DB.Write(ctx, func(tx *db.Tx) error {
		groups, err := a.Community.Groups(ctx, tx, ws)
		has, err2 := a.Playbook.List(ctx, tx, ws)
		if err := errors.Join(err, err2); err != nil || len(has) > 0 {
			return err
		}
		said := map[string]community.Profile{
			sample.Offers:  {Tone: community.Brisk, Columns: map[string]string{"群里有什么": "每天的到货和价格，隔一天开一次接龙", "取货点": "桥头店"}},
			sample.Members: {Tone: community.Warm, Columns: map[string]string{"群里有什么": "问菜、聊天、退换，有事直接说", "取货点": "桥头店"}},
			sample.Flash:   {Life: community.Flash, Tone: community.Plain, Columns: map[string]string{"群里有什么": "只为周六上午的到店清仓，周日晚上就收", "收群时间": sample.FlashEnds(now).Format("2006-01-02 15:04")}},
		}
		for _, g := range groups {
			if p, ok := said[g.Name]; ok {
				if err := a.Community.SetProfile(ctx, tx, ws, g.ID, p); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// runSample saves an SOP and starts it in groups of a workspace, one after the
// other, unless it is there already.
func (a *App) runSample(ctx context.Context, ws id.Workspace, user id.User, s sampleSOP) error {
	there := false
	err := a.DB.Read(ctx, func(tx *db.Tx) error {
		list, err := a.Playbook.List(ctx, tx, ws)
		there = slices.ContainsFunc(list, func(b playbook.Listed) bool { return b.Name == s.name })
		return err
	})
	if err != nil || there {
		return err
	}
	b, _, err := a.Playbook.Save(ctx, ws, s.text, user)
	if err != nil {
		return err
	}
	if s.any || len(s.groups) > 0 {
		places, err := a.samplePlaces(ctx, ws, s)
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

// samplePlaces are the groups of an SOP of the sample, each with its own times.
func (a *App) samplePlaces(ctx context.Context, ws id.Workspace, s sampleSOP) (out []playbook.Place, err error) {
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
	for _, g := range groups {
		i := slices.Index(s.groups, g.Name)
		if s.any {
			i = len(out)
		}
		if i < 0 || i >= mostSampled {
			continue
		}
		fields := map[string]string{"第一次": now.Add(s.lead + time.Duration(i)*sampleApart).Format("2006-01-02 15:04")}
		if daily, err := time.Parse("15:04", s.daily); err == nil {
			fields["每天几点"] = daily.Add(time.Duration(i) * sampleEvery * time.Minute).Format("15:04")
		}
		out = append(out, playbook.Place{Group: g.ID, Waits: true, Fields: fields})
	}
	return out, nil
}
