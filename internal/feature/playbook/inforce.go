package playbook

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// InForce is an SOP that is on, and where it runs.
type InForce struct {
	Book   Book
	Script *script.Playbook
	Places []Place // without those that are paused, or not reached yet
}

// InForce lists the SOPs of a workspace that are on.
func (s *Service) InForce(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []InForce, err error) {
	all, err := books(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		if b.State != On {
			continue
		}
		p, err := s.program(ctx, tx, ws, b.ID, b.Version)
		if err != nil {
			return nil, err
		}
		one := InForce{Book: b, Script: p.Book}
		in, err := places(ctx, tx, ws, b.ID)
		if err != nil {
			return nil, err
		}
		for _, place := range in {
			if !place.still() {
				one.Places = append(one.Places, place)
			}
		}
		out = append(out, one)
	}
	return out, nil
}
