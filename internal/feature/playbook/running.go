package playbook

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
)

// running are the SOPs of a workspace that run, made ready. It never changes: after
// a change there is another.
type running struct {
	stamp    int64
	books    []Book
	programs []*engine.Program
	decider  *engine.Decider
	kinds    []fact.Kind // of which they have to be told
	asked    cond.Asked  // about whatever something has happened to
}

// mostRunning is of how many workspaces what runs is kept ready.
const mostRunning = 1000

// running returns the SOPs of a workspace that run. Every message asks for them: it
// costs one row unless something has changed, here or in another process.
func (s *Service) running(ctx context.Context, tx *db.Tx, ws id.Workspace) (*running, error) {
	stamp, err := stampOf(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	r := s.on[ws]
	s.mu.Unlock()
	if r != nil && r.stamp == stamp {
		return r, nil
	}
	if r, err = s.look(ctx, tx, ws); err != nil {
		return nil, err
	}
	r.stamp = stamp
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.on) >= mostRunning {
		clear(s.on)
	}
	s.on[ws] = r
	return r, nil
}

func (s *Service) look(ctx context.Context, tx *db.Tx, ws id.Workspace) (*running, error) {
	all, err := books(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	r, kinds := &running{asked: cond.Asked{}.Besides("group.state", "member.messages")}, map[string]bool{}
	for _, b := range all {
		if b.State != On {
			continue
		}
		p, err := s.program(ctx, tx, ws, b.ID, b.Version)
		if err != nil {
			return nil, err
		}
		r.books, r.programs = append(r.books, b), append(r.programs, p)
		r.asked = r.asked.And(p.Asked())
		maps.Copy(kinds, p.Kinds())
	}
	r.decider = engine.NewDecider(r.programs)
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		r.kinds = append(r.kinds, fact.Kind(k))
	}
	return r, nil
}

// stampOf is how often the SOPs of a workspace have changed.
func stampOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (n int64, err error) {
	err = tx.QueryRow(ctx, `SELECT COALESCE(MAX(n), 0) FROM playbook_stamp WHERE workspace = $1`, ws).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("look whether SOPs have changed: %w", err)
	}
	return n, nil
}

// changed lets everybody look anew which SOPs of a workspace run.
func changed(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	_, err := tx.Exec(ctx, `INSERT INTO playbook_stamp (workspace, n) VALUES ($1, 1) ON CONFLICT (workspace) DO UPDATE SET n = playbook_stamp.n + 1`, ws)
	if err != nil {
		return fmt.Errorf("note that an SOP has changed: %w", err)
	}
	return nil
}
