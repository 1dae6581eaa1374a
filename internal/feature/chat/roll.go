package chat

import (
	"context"
	"fmt"
	"slices"

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

// Stays tells of some people whether they are in a group; of whom nothing is known
// is left out.
func (s *Service) Stays(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, ords []uint32) (out []Stay, err error) {
	for part := range slices.Chunk(ords, 400) {
		args := []any{ws, group}
		for _, o := range part {
			args = append(args, int64(o))
		}
		some, err := stays(ctx, tx, `SELECT author, inside, at FROM chat_inside WHERE workspace = $1 AND group_id = $2 AND author IN `+db.List(3, len(part)), args...)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
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
