package chat

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// InsideOf lists which of people are in which of groups, so many at most.
func (s *Service) InsideOf(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, people []uint32, most int) ([]Spot, error) {
	in, list := db.Among(tx, 2, groups)
	by, who := db.Among(tx, 3, people)
	return spots(ctx, tx, `SELECT group_id, author FROM chat_inside WHERE workspace = $1 AND group_id IN `+in+` AND author IN `+by+` AND inside = 1
		ORDER BY group_id, author LIMIT $4`, ws, list, who, most)
}

// CameBetween lists who came into groups from a moment until before another and is there
// still, so many at most. Of whom only a list has told nobody knows when they came.
func (s *Service) CameBetween(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, from, to time.Time, most int) ([]Spot, error) {
	in, list := db.Among(tx, 2, groups)
	return spots(ctx, tx, `SELECT group_id, author FROM chat_inside WHERE workspace = $1 AND group_id IN `+in+` AND at >= $3 AND at < $4 AND inside = 1
		AND listed = 0 AND author >= 0 ORDER BY group_id, author LIMIT $5`, ws, list, from.UnixMilli(), to.UnixMilli(), most)
}

func spots(ctx context.Context, tx *db.Tx, query string, args ...any) (out []Spot, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var p Spot
		err := scan(&p.Group, &p.Author)
		out = append(out, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look who is in groups: %w", err)
	}
	return out, nil
}
