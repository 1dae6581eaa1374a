package community

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// endsOf is when a group that was made for one occasion is over: what people wrote as its
// end, a moment, or a day, at the end of which it is. False where it is nothing of that.
func endsOf(value string, zone *time.Location) (time.Time, bool) {
	value = strings.TrimSpace(value)
	if t, err := time.ParseInLocation("2006-01-02 15:04", value, zone); err == nil {
		return t, true
	}
	day, err := time.ParseInLocation(time.DateOnly, value, zone)
	return day.AddDate(0, 0, 1), err == nil
}

// Ends tells when the groups of a workspace that were made for one occasion are over, as
// people have said. A long-term group has no end, whatever stands in its details.
func (s *Service) Ends(ctx context.Context, tx *db.Tx, ws id.Workspace, zone *time.Location) (map[id.Group]time.Time, error) {
	out := map[id.Group]time.Time{}
	err := tx.Each(ctx, `SELECT p.group_id, c.value FROM community_profile p
		JOIN community_column c ON c.workspace = p.workspace AND c.group_id = p.group_id AND c.name = $2
		WHERE p.workspace = $1 AND p.group_id <> 0 AND p.life IN ($3, $4, $5)`,
		[]any{ws, columnEnds, string(Flash), string(RushSale), string(PaidOrder)}, func(scan func(...any) error) error {
			var g id.Group
			var value string
			err := scan(&g, &value)
			if end, ok := endsOf(value, zone); ok {
				out[g] = end
			}
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("read when groups end: %w", err)
	}
	return out, nil
}

// profiled tells whoever hears of it that the details of groups have changed.
func (s *Service) profiled(ctx context.Context, tx *db.Tx, ws id.Workspace, groups ...id.Group) error {
	if s.Profiled == nil {
		return nil
	}
	return s.Profiled(ctx, tx, ws, groups)
}
