package chat

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Present is how many people of a group are known to be in it.
type Present struct {
	People int64 // who is there by moves and lists, or wrote and is not known to have left
	Listed bool  // a list has shown who is there: nobody is missing
}

// PresentIn counts who is in groups, but for some people by their numbers. Groups
// are left out of whose members neither a list nor a move has ever told: there
// nobody knows who has left.
func (s *Service) PresentIn(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, besides []uint32) (map[id.Group]Present, error) {
	out := map[id.Group]Present{}
	in, list := db.Among(tx, 2, groups)
	not, others := db.Among(tx, 3, besides)
	err := tx.Each(ctx, `SELECT group_id, CAST(SUM(inside) AS BIGINT) FROM chat_inside
		WHERE workspace = $1 AND group_id IN `+in+` AND author NOT IN `+not+` GROUP BY group_id`, []any{ws, list, others}, func(scan func(...any) error) error {
		var g id.Group
		var p Present
		err := scan(&g, &p.People)
		out[g] = p
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count who is in groups: %w", err)
	}
	err = tx.Each(ctx, `SELECT DISTINCT group_id FROM chat_compared WHERE workspace = $1 AND group_id IN `+in+` AND listed = 1`, []any{ws, list}, func(scan func(...any) error) error {
		var g id.Group
		err := scan(&g)
		p := out[g]
		p.Listed = true
		out[g] = p
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look which groups have a list: %w", err)
	}
	err = tx.Each(ctx, `SELECT a.group_id, COUNT(*) FROM chat_author a WHERE a.workspace = $1 AND a.group_id IN `+in+` AND a.author NOT IN `+not+`
		AND NOT EXISTS (SELECT 1 FROM chat_inside i WHERE i.workspace = a.workspace AND i.group_id = a.group_id AND i.author = a.author) GROUP BY a.group_id`,
		[]any{ws, list, others}, func(scan func(...any) error) error {
			var g id.Group
			var n int64
			err := scan(&g, &n)
			if p, told := out[g]; told && !p.Listed {
				p.People += n
				out[g] = p
			}
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("count who wrote in groups: %w", err)
	}
	return out, nil
}
