package chat

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Span is a time during which somebody was in a group.
type Span struct {
	Group    id.Group
	From, To time.Time // From is zero where they were there before anybody told; To where they still are
}

// Spans tells when people of these numbers, who are one, were in groups, as far as
// moves and lists show: of their moves those since a moment are looked at. Groups in
// which nobody told of them are left out.
func (s *Service) Spans(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, who []uint32, since time.Time) (out []Span, err error) {
	spots := make([]Spot, 0, len(groups)*len(who))
	for _, g := range groups {
		for _, ord := range who {
			spots = append(spots, Spot{g, ord})
		}
	}
	known, err := s.Doings(ctx, tx, ws, someones(spots))
	if err != nil {
		return nil, err
	}
	stays, err := s.Stays(ctx, tx, ws, spots)
	if err != nil {
		return nil, err
	}
	for _, p := range spots {
		st, ok := stays[p]
		if !ok {
			continue
		}
		moved := moment(st.At)
		switch doing := known[Someone(p)]; {
		case st.In && doing.Joined.IsZero(): // a list showed them: they were there before it
			out = append(out, Span{Group: p.Group})
		case moved.Before(since) && st.In:
			out = append(out, Span{Group: p.Group, From: moved})
		case moved.Before(since):
		default:
			spans, err := spansOf(ctx, tx, ws, p, since)
			if err != nil {
				return nil, err
			}
			out = append(out, spans...)
		}
	}
	return out, nil
}

func someones(spots []Spot) []Someone {
	out := make([]Someone, len(spots))
	for i, p := range spots {
		out[i] = Someone(p)
	}
	return out
}

// spansOf tells when somebody was in a group by their moves since a moment. Whose
// first move is that they left was there before.
func spansOf(ctx context.Context, tx *db.Tx, ws id.Workspace, p Spot, since time.Time) (out []Span, err error) {
	type move struct {
		at   time.Time
		came bool
	}
	var moves []move
	err = tx.Each(ctx, `SELECT at, kind FROM chat_message WHERE workspace = $1 AND group_id = $2 AND month >= $3 AND at >= $4 AND author = $5 AND kind IN ($6, $7, $8)`,
		[]any{ws, p.Group, Month(since.UnixMilli()), since.UnixMilli(), int64(p.Author), int64(event.Join), int64(event.Leave), int64(event.Remove)}, func(scan func(...any) error) error {
			var at int64
			var kind event.Kind
			err := scan(&at, &kind)
			moves = append(moves, move{moment(at), kind == event.Join})
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("look when somebody was in a group: %w", err)
	}
	slices.SortStableFunc(moves, func(a, b move) int { return a.at.Compare(b.at) })
	in := false
	for i, m := range moves {
		switch {
		case m.came && !in:
			out = append(out, Span{Group: p.Group, From: m.at})
		case !m.came && in:
			out[len(out)-1].To = m.at
		case !m.came && i == 0:
			out = append(out, Span{Group: p.Group, To: m.at})
		}
		in = m.came
	}
	return out, nil
}
