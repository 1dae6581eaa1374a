package compliance

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// AllSettings are those of a workspace, under 0, and those of the groups that differ.
func (s *Service) AllSettings(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Group]gate.Settings, error) {
	out := map[id.Group]gate.Settings{0: gate.Defaults()}
	err := tx.Each(ctx, `SELECT grp, body FROM compliance_settings WHERE workspace = $1`, []any{ws}, func(scan func(...any) error) error {
		var of id.Group
		var body string
		if err := scan(&of, &body); err != nil {
			return err
		}
		set := gate.Defaults()
		err := json.Unmarshal([]byte(body), &set)
		out[of] = set
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the gate's settings: %w", err)
	}
	return out, nil
}
