package compliance

import (
	"context"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// stagesAtOnce is how many groups one statement asks about.
const stagesAtOnce = 400

// Stages are how far groups are, as Stage says of one; those of which nothing was
// heard are left out.
func (s *Service) Stages(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]gate.Stage, error) {
	out := map[id.Group]gate.Stage{}
	for part := range slices.Chunk(groups, stagesAtOnce) {
		args := []any{ws}
		for _, g := range part {
			args = append(args, g)
		}
		err := tx.Each(ctx, `SELECT grp, opened, welcomed, posts FROM compliance_group WHERE workspace = $1 AND grp IN `+db.List(2, len(part)), args,
			func(scan func(...any) error) error {
				var g id.Group
				var one gate.Stage
				var opened, welcomed int64
				err := scan(&g, &opened, &welcomed, &one.Posts)
				one.Opened, one.Welcomed = opened == 1, welcomed > 0
				out[g] = one
				return err
			})
		if err != nil {
			return nil, fmt.Errorf("read the stages of groups: %w", err)
		}
	}
	return out, nil
}
