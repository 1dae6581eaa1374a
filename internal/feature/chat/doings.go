package chat

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Someone is an author in a group.
type Someone struct {
	Group  id.Group
	Author uint32
}

// Doing is what connections have told of somebody in a group, up to this moment.
type Doing struct {
	Messages int64
	Last     time.Time // of them; zero for none
	Joined   time.Time // zero where nobody told, or they have left
	Seen     time.Time // when they were first seen to be there, whenever they joined
}

// Doings tells what people did in their groups. Each number is asked for by
// itself, whoever else it is merged with.
func (s *Service) Doings(ctx context.Context, tx *db.Tx, ws id.Workspace, who []Someone) (map[Someone]Doing, error) {
	out := make(map[Someone]Doing, len(who))
	groups, authors := make([]id.Group, len(who)), make([]uint32, len(who))
	for i, w := range who {
		groups[i], authors[i] = w.Group, w.Author
	}
	want, args := db.Pairs(tx, 2, "want", groups, authors)
	args = append([]any{ws}, args...)
	err := tx.Each(ctx, `SELECT a.group_id, a.author, a.messages, a.last_at FROM `+want+` CROSS JOIN chat_author a WHERE a.workspace = $1 AND a.group_id = want.a AND a.author = want.b`, args,
		func(scan func(...any) error) error {
			var w Someone
			var d Doing
			var last int64
			err := scan(&w.Group, &w.Author, &d.Messages, &last)
			d.Last = moment(last)
			out[w] = d
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("ask what people wrote: %w", err)
	}
	err = tx.Each(ctx, `SELECT i.group_id, i.author, i.at, i.listed FROM `+want+` CROSS JOIN chat_inside i WHERE i.workspace = $1 AND i.group_id = want.a AND i.author = want.b AND i.inside = 1`, args,
		func(scan func(...any) error) error {
			var w Someone
			var at, listed int64
			err := scan(&w.Group, &w.Author, &at, &listed)
			d := out[w]
			if d.Seen = moment(at); listed == 0 {
				d.Joined = d.Seen
			}
			out[w] = d
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("ask when people came: %w", err)
	}
	return out, nil
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Heard is what connections have told of a group, up to this moment.
type Heard struct {
	Last     time.Time // the latest message; zero for none
	By       uint32    // who wrote it
	Known    bool      // By is known
	QuietNew int64     // who came within a time and has written nothing since
}

// HeardIn tells of groups, and of those who came in them between two moments.
func (s *Service) HeardIn(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, from, to time.Time) (map[id.Group]Heard, error) {
	out := make(map[id.Group]Heard, len(groups))
	in, list := db.Among(tx, 2, groups)
	err := tx.Each(ctx, `SELECT group_id, last_at, last_by FROM chat_count WHERE workspace = $1 AND group_id IN `+in, []any{ws, list}, func(scan func(...any) error) error {
		var g id.Group
		var last, by int64
		err := scan(&g, &last, &by)
		out[g] = Heard{Last: moment(last), By: uint32(max(by, 0)), Known: by >= 0} //nolint:gosec // a number as it was given
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("ask what was said in groups: %w", err)
	}
	err = tx.Each(ctx, `SELECT i.group_id, COUNT(*) FROM chat_inside i WHERE i.workspace = $1 AND i.group_id IN `+in+` AND i.inside = 1 AND i.listed = 0
		AND i.at >= $3 AND i.at < $4 AND NOT EXISTS (SELECT 1 FROM chat_author a WHERE a.workspace = i.workspace AND a.group_id = i.group_id
		AND a.author = i.author AND a.last_at >= i.at) GROUP BY i.group_id`, []any{ws, list, from.UnixMilli(), to.UnixMilli()}, func(scan func(...any) error) error {
		var g id.Group
		var n int64
		err := scan(&g, &n)
		h := out[g]
		h.QuietNew = n
		out[g] = h
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count who came and is quiet: %w", err)
	}
	return out, nil
}

// SpokeSince lists who wrote in a group since a moment, as connections have told.
func (s *Service) SpokeSince(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, since time.Time) (out []uint32, err error) {
	err = tx.Each(ctx, `SELECT author FROM chat_author WHERE workspace = $1 AND group_id = $2 AND last_at >= $3`, []any{ws, group, since.UnixMilli()}, func(scan func(...any) error) error {
		var a int64
		err := scan(&a)
		out = append(out, uint32(a)) //nolint:gosec // a number as it was given
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("ask who spoke: %w", err)
	}
	return out, nil
}

// CameSince counts who came into a group since a moment and is still there, as
// connections have told.
func (s *Service) CameSince(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, since time.Time) (n int64, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM chat_inside WHERE workspace = $1 AND group_id = $2 AND at >= $3 AND inside = 1 AND listed = 0`,
		ws, group, since.UnixMilli()).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("ask who came: %w", err)
	}
	return n, nil
}
