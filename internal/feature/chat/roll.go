package chat

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Stay is what moves and lists tell of somebody's being in a group.
type Stay struct {
	Author uint32
	In     bool
	At     int64 // since when, Unix milliseconds; 0 where nothing is known
}

// Roll lists whom moves and lists tell of in a group, also those who have left, in
// the order of their numbers: the first so many after a number. next is after which
// it goes on; 0 at the end.
func (s *Service) Roll(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, after uint32, most int) (out []Stay, next uint32, err error) {
	const query = `SELECT author, inside, at FROM chat_inside WHERE workspace = $1 AND group_id = $2 AND author > $3 ORDER BY author LIMIT $4`
	if out, err = stays(ctx, tx, query, ws, group, int64(after), most); err == nil && len(out) == most && most > 0 {
		next = out[most-1].Author
	}
	return out, next, err
}

// Spot is somebody in a group.
type Spot struct {
	Group  id.Group
	Author uint32
}

// Stays tells of people whether they are in groups; of whom nothing is known is left
// out.
func (s *Service) Stays(ctx context.Context, tx *db.Tx, ws id.Workspace, spots []Spot) (map[Spot]Stay, error) {
	out := map[Spot]Stay{}
	groups, authors := make([]id.Group, len(spots)), make([]uint32, len(spots))
	for i, p := range spots {
		groups[i], authors[i] = p.Group, p.Author
	}
	want, args := db.Pairs(tx, 2, "want", groups, authors)
	err := tx.Each(ctx, `SELECT c.group_id, c.author, c.inside, c.at FROM `+want+` CROSS JOIN chat_inside c WHERE c.workspace = $1 AND c.group_id = want.a AND c.author = want.b`,
		append([]any{ws}, args...), func(scan func(...any) error) error {
			var p Spot
			var in int64
			var st Stay
			err := scan(&p.Group, &p.Author, &in, &st.At)
			st.Author, st.In = p.Author, in != 0
			out[p] = st
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("look who is in groups: %w", err)
	}
	return out, nil
}

// LeftBetween counts who has left groups between two moments and not come back, and
// says for how long of that time it was told who comes and goes.
func (s *Service) LeftBetween(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, from, to time.Time) (n int, told time.Duration, err error) {
	in, list := db.Among(tx, 4, groups)
	var first int64
	err = tx.QueryRow(ctx, `SELECT COALESCE(SUM(CASE WHEN inside = 0 AND at > $2 AND at <= $3 THEN 1 ELSE 0 END), 0), COALESCE(MIN(at), 0)
		FROM chat_inside WHERE workspace = $1 AND group_id IN `+in, ws, from.UnixMilli(), to.UnixMilli(), list).Scan(&n, &first)
	if err != nil {
		return 0, 0, fmt.Errorf("count who left: %w", err)
	}
	if first > 0 {
		told = max(0, min(to.Sub(from), to.Sub(time.UnixMilli(first))))
	}
	return n, told, nil
}

func stays(ctx context.Context, tx *db.Tx, query string, args ...any) (out []Stay, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var st Stay
		var in int64
		err := scan(&st.Author, &in, &st.At)
		st.In = in != 0
		out = append(out, st)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list who is in a group: %w", err)
	}
	return out, nil
}
