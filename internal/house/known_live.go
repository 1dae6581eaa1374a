package house

import (
	"context"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/insight/ask"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// measuredFresh is for how long a figure counts that is measured now and then,
// where an SOP does not say.
const measuredFresh = 24 * time.Hour

// Live looks a figure of a group up. What nobody tells us yet, such as stock and
// orders, cannot be had; nor can what was measured longer ago than the field allows.
func (n playbookNeighbours) Live(ctx context.Context, tx *db.Tx, ws id.Workspace, s playbook.Subject, f script.Field) (string, bool) {
	if s.Group == 0 {
		return "", false
	}
	count, err := n.figure(ctx, tx, ws, s.Group, f)
	if err != nil || count < 0 {
		return "", false
	}
	return strconv.FormatInt(count, 10), true
}

// figure is a figure of a group, −1 where it cannot be had.
func (n playbookNeighbours) figure(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, f script.Field) (int64, error) {
	now := n.times.Of(ws).Now()
	zone, err := n.zone(ctx, tx, ws)
	if err != nil {
		return -1, err
	}
	switch f.Of {
	case script.FigureJoins:
		return n.Chat.CameSince(ctx, tx, ws, g, monday(now.In(zone)))
	case script.FigureSpeakers:
		return n.spoke(ctx, tx, ws, g, midnight(now.In(zone)))
	case script.FigureQuiet:
		return n.quiet(ctx, tx, ws, g, now)
	case script.FigureMembers:
		return n.counted(ctx, tx, ws, g, f, now, zone)
	case script.FigureUnanswered, script.FigureActive:
	default:
		return -1, nil
	}
	list, err := n.Insight.Measured(ctx, tx, ws, []id.Group{g})
	if err != nil || len(list) == 0 {
		return -1, err
	}
	if !isFresh(time.UnixMilli(list[0].At), f, now, zone) {
		return -1, nil
	}
	if f.Of == script.FigureActive {
		return list[0].Active, nil
	}
	return list[0].Waiting, nil
}

// isFresh reports whether a figure still counts that was so at a moment.
func isFresh(at time.Time, f script.Field, now time.Time, zone *time.Location) bool {
	until := at.Add(measuredFresh)
	if f.Fresh != "" {
		until = script.Later(at, f.Fresh, zone)
	}
	return !until.Before(now)
}

// spoke counts the people, neither staff nor bots, who have said something in a
// group since a moment.
func (n playbookNeighbours) spoke(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, since time.Time) (int64, error) {
	ords, err := n.Chat.SpokeSince(ctx, tx, ws, g, since)
	if err != nil {
		return -1, err
	}
	who, err := n.Community.Authors(ctx, tx, ws, ords)
	seen := map[uint32]bool{}
	for _, ord := range ords {
		if w, ok := who[ord]; ok && w.Standing == community.Person {
			seen[w.Ord] = true
		}
	}
	return int64(len(seen)), err
}

// How long somebody has not spoken who counts as quiet, and for how long at most nothing
// was heard of a group of which that can be told.
const (
	quietAfter = 28 * 24 * time.Hour
	quietHeard = 7 * 24 * time.Hour
)

// quiet counts the people who spoke in a group and have not for long, of what was told
// of it; −1 where nothing was told lately: then everybody would seem to be.
func (n playbookNeighbours) quiet(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, now time.Time) (int64, error) {
	list, err := n.Insight.Measured(ctx, tx, ws, []id.Group{g})
	if err != nil || len(list) == 0 || list[0].Last < now.Add(-quietHeard).UnixMilli() {
		return -1, err
	}
	return n.Insight.Quiet(ctx, tx, ws, g, now.Add(-quietAfter))
}

// Asks reports whether a message asks something, as insight counts questions.
func (n playbookNeighbours) Asks(text string) bool { return asks(text) }

func asks(text string) bool { return ask.Read(text, false).Has(ask.Question) }

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

func monday(t time.Time) time.Time {
	return midnight(t).AddDate(0, 0, -(int(t.Weekday())+6)%7)
}
