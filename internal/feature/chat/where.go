package chat

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Kept is a message as it is kept, for its story.
type Kept struct {
	Group  id.Group
	At     time.Time
	Import id.Import
	Author uint32
	Body   string
	Edited time.Time // zero where it was not
	Gone   bool
}

// lookIn is how many groups one statement looks in.
const lookIn = 300

// Where finds what is kept under a key in any of some groups and months.
func (s *Service) Where(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, months []int32, key uint64) (out []Kept, err error) {
	for part := range slices.Chunk(groups, lookIn) {
		args := []any{ws, int64(key)}
		for _, g := range part {
			args = append(args, int64(g))
		}
		for _, m := range months {
			args = append(args, int64(m))
		}
		query := `SELECT group_id, at, import, author, body, edited, gone FROM chat_message WHERE workspace = $1 AND key = $2 AND group_id IN ` +
			db.List(3, len(part)) + ` AND month IN ` + db.List(3+len(part), len(months))
		err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
			var k Kept
			var at, edited, gone int64
			err := scan(&k.Group, &at, &k.Import, &k.Author, &k.Body, &edited, &gone)
			k.At, k.Gone = time.UnixMilli(at).UTC(), gone != 0
			if edited > 0 {
				k.Edited = time.UnixMilli(edited).UTC()
			}
			out = append(out, k)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look for a message: %w", err)
		}
	}
	return out, nil
}
