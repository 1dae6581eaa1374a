package playbook

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
)

// Listed is an SOP with where it runs.
type Listed struct {
	Book
	Places int   // groups
	Open   int64 // runs under way
}

// List lists the SOPs of a workspace, by their names.
func (s *Service) List(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Listed, err error) {
	all, err := books(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		one := Listed{Book: b}
		if one.Places, one.Open, err = extent(ctx, tx, ws, b.ID); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// Ready lists the SOPs that come with the program.
func (s *Service) Ready() ([]library.Entry, error) { return library.All(s.reader) }
