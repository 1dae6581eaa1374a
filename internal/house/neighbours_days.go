package house

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
	"github.com/huoshui/huoshui/internal/feature/request"
)

// slotChannels are the channels of requests in the words of the calendar.
var slotChannels = map[request.Channel]agenda.Channel{request.Message: agenda.InGroup, request.Announce: agenda.Announcement, request.Moments: agenda.Moments,
	request.Private: agenda.Private, request.Live: agenda.InGroup}

// Slots lists when what other departments asked for is said.
func (n calendarNeighbours) Slots(ctx context.Context, tx *db.Tx, ws id.Workspace, who playbook.Reader, groups []id.Group, from, to time.Time) ([]agenda.Slot, error) {
	all, err := n.Request.Standing(ctx, tx, ws, request.Person{User: who.User, Role: who.Role, Scope: who.Scope}, groups, from, to)
	out := make([]agenda.Slot, len(all))
	for i := range all {
		s := &all[i]
		out[i] = agenda.Slot{Request: s.Request, Group: s.Group, At: s.At, Channel: slotChannels[s.Channel], Title: s.Asked.Title, Department: s.Asked.Department,
			Text: cmp.Or(s.Asked.Draft, s.Asked.Goal), Selling: s.Asked.Selling, Hidden: !s.Seen, State: agenda.Planned}
		if s.Done {
			out[i].State = agenda.Done
		} else if s.Missed {
			out[i].State = agenda.Skipped
		}
	}
	return out, err
}

// How much is looked through for whose day it is: people whose day it is in the
// workspace, how often it is asked whether one of them is in a group, and for how many
// years people have come.
const (
	mostBorn  = 2000
	mostPairs = 200_000
	yearsBack = 10
)

// DaysOf lists members of groups who may have a day of their year on one of days.
func (n calendarNeighbours) DaysOf(ctx context.Context, tx *db.Tx, ws id.Workspace, kind string, groups []id.Group, days []when.Date, most int) (out []playbook.Subject, more bool, err error) {
	if len(days) == 0 || len(groups) == 0 {
		return nil, false, nil
	}
	find := n.bornOn
	if kind == engine.Joined {
		find = n.joinedOn
	}
	spots, more, err := find(ctx, tx, ws, groups, days, most)
	if err != nil {
		return nil, false, err
	}
	ords := make([]uint32, len(spots))
	for i, s := range spots {
		ords[i] = s.Author
	}
	slices.Sort(ords)
	people, err := n.Community.Authors(ctx, tx, ws, slices.Compact(ords))
	for _, s := range spots {
		if w, ok := people[s.Author]; ok { // what they do is told of them by the smallest of their numbers
			out = append(out, playbook.Subject{Group: s.Group, Member: w.Ord})
		}
	}
	slices.SortFunc(out, func(a, b playbook.Subject) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Member, b.Member))
	})
	out = slices.Compact(out)
	return out[:min(len(out), most)], more || len(out) > most, err
}

// bornOn looks for members whose birthday is noted as one of days. What a year lacks is
// kept on the day before: both are asked for.
func (n calendarNeighbours) bornOn(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, days []when.Date, most int) (out []chat.Spot, more bool, err error) {
	var solar, lunar []int64
	for _, d := range days {
		solar = append(solar, int64(d.Month)*100+int64(d.Day))
		if d.Month == time.February && d.Day == 28 {
			solar = append(solar, 229)
		}
		if l, ok := when.LunarOf(d); ok {
			lunar = append(lunar, int64(l.Month)*100+int64(l.Day))
			if l.Day == 29 {
				lunar = append(lunar, int64(l.Month)*100+30)
			}
		}
	}
	born, err := n.Community.BornOn(ctx, tx, ws, solar, lunar, mostBorn)
	if err != nil || len(born) == 0 {
		return nil, false, err
	}
	more = len(born) == mostBorn
	if fit := mostPairs / len(born); len(groups) > fit {
		groups, more = groups[:fit], true
	}
	out, err = n.Chat.InsideOf(ctx, tx, ws, groups, born, most)
	if err != nil {
		return nil, false, err
	}
	wrote, err := n.Insight.WroteIn(ctx, tx, ws, groups, born, most)
	more = more || len(out) == most || len(wrote) == most
	for _, w := range wrote {
		out = append(out, chat.Spot{Group: w.Group, Author: w.Ord})
	}
	return out, more, err
}

// joinedOn looks for members who came on one of days, which follow each other, in the
// years before.
func (n calendarNeighbours) joinedOn(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, days []when.Date, most int) (out []chat.Spot, more bool, err error) {
	first, last := days[0], days[len(days)-1].Plus(1)
	for year := 1; year <= yearsBack; year++ {
		came, err := n.Chat.CameBetween(ctx, tx, ws, groups, when.At(yearsAgo(first, year), 0, time.UTC), when.At(yearsAgo(last, year).Plus(1), 0, time.UTC), most)
		if err != nil {
			return nil, false, err
		}
		more, out = more || len(came) == most, append(out, came...)
	}
	return out, more, nil
}

// yearsAgo is the same day some years before; of 29 February the 28th.
func yearsAgo(d when.Date, years int) when.Date {
	if d.Year -= years; d.Month == time.February && d.Day == 29 {
		d.Day = 28
	}
	return d
}
