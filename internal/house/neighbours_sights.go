package house

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/checkup"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
)

// mostSights are so many groups at most that the seven mistakes are looked for in.
const mostSights = 500

// Scene tells what is known of the groups that somebody sees and that still go on.
func (n checkupNeighbours) Scene(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, now time.Time) (out checkup.Scene, err error) {
	all, err := n.Community.Groups(ctx, tx, ws)
	if err != nil {
		return out, err
	}
	kept, err := n.Manual.Kept(ctx, tx, ws)
	if err != nil {
		return out, err
	}
	all = slices.DeleteFunc(all, func(g community.Group) bool { return !scope.Has(g.Unit) || !kept[g.ID].Dismissed.IsZero() })
	slices.SortFunc(all, func(a, b community.Group) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	if out.More = len(all) > mostSights; out.More {
		all = all[:mostSights]
	}
	if len(all) == 0 {
		return out, nil
	}
	at := make(map[id.Group]int, len(all))
	ids := make([]id.Group, len(all))
	for i, g := range all {
		ids[i], at[g.ID] = g.ID, i
		one := checkup.Sight{Group: g.ID, Name: nameOr(g.Name, string(g.Chat)), Path: "groups/" + id.Show(g.ID), People: -1, Spoke: -1}
		if k, byHand := kept[g.ID]; byHand {
			one.Path, one.People, one.Begun = "wechat/"+id.Show(g.ID), k.People, k.Made
		}
		out.Sights = append(out.Sights, one)
	}
	if err := n.sightsMeasured(ctx, tx, ws, ids, at, out.Sights, now); err != nil {
		return out, err
	}
	if err := n.sightsPlanned(ctx, tx, ws, ids, at, out.Sights, now); err != nil {
		return out, err
	}
	out.Apart, err = n.Community.AnyTagged(ctx, tx, ws)
	return out, err
}

// sightsMeasured notes what was heard in groups, and what people wrote of them.
func (n checkupNeighbours) sightsMeasured(ctx context.Context, tx *db.Tx, ws id.Workspace, ids []id.Group, at map[id.Group]int, all []checkup.Sight, now time.Time) error {
	measured, err := n.Insight.Measured(ctx, tx, ws, ids)
	if err != nil {
		return err
	}
	for _, m := range measured {
		s := &all[at[m.Group]]
		if m.Members >= 0 {
			s.People = int(m.Members)
		}
		if m.Messages == 0 {
			continue
		}
		s.Last = time.UnixMilli(m.Last)
		if now.Sub(time.UnixMilli(m.At)) < measuredFresh {
			s.Spoke = int(m.Active)
		}
		if first := time.UnixMilli(m.First); m.First > 0 && (s.Begun.IsZero() || first.Before(s.Begun)) {
			s.Begun = first
		}
	}
	profiles, err := n.Community.Profiles(ctx, tx, ws, append(slices.Clone(ids), 0))
	if err != nil {
		return err
	}
	for g, i := range at {
		all[i].Short = profiles[g].Life != "" && profiles[g].Life != community.LongTerm
		all[i].Told = profiles[g].Columns[community.ColumnOffer] != "" || profiles[0].Columns[community.ColumnOffer] != ""
	}
	stages, err := n.Compliance.Stages(ctx, tx, ws, ids)
	if err != nil {
		return err
	}
	for g, stage := range stages {
		all[at[g]].Settled = stage.Opened
	}
	sold, err := n.Compliance.FirstSold(ctx, tx, ws, ids)
	for g, first := range sold {
		all[at[g]].Sold = first
	}
	return err
}

// sightsPlanned notes which SOPs run in groups, and on how many of the next seven
// days they speak to everybody there.
func (n checkupNeighbours) sightsPlanned(ctx context.Context, tx *db.Tx, ws id.Workspace, ids []id.Group, at map[id.Group]int, all []checkup.Sight, now time.Time) error {
	on, err := n.Playbook.InForce(ctx, tx, ws)
	if err != nil || len(on) == 0 {
		return err
	}
	for i := range on {
		for _, p := range on[i].Places {
			if s, ok := at[p.Group]; ok {
				all[s].SOPs++
			}
		}
	}
	zone, err := n.zone(ctx, tx, ws)
	if err != nil {
		return err
	}
	from := midnight(now.In(zone)).AddDate(0, 0, 1)
	planned, _, err := n.Playbook.Agenda(ctx, tx, ws, ids, from, from.AddDate(0, 0, daysAhead))
	if err != nil {
		return err
	}
	days := map[id.Group]map[int]bool{}
	for i := range planned {
		e := &planned[i]
		if e.Channel != agenda.InGroup && e.Channel != agenda.Announcement || e.Paused {
			continue
		}
		for _, g := range e.Groups {
			if days[g] == nil {
				days[g] = map[int]bool{}
			}
			days[g][e.At.In(zone).YearDay()] = true
		}
	}
	for g, on := range days {
		if i, ok := at[g]; ok {
			all[i].Days = len(on)
		}
	}
	return nil
}

// daysAhead are looked at for whether a group is spoken in every day.
const daysAhead = 7
