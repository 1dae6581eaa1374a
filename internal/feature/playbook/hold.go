package playbook

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
)

// What holds a run, as its row says: a person who paused the run itself, or its
// group.
const (
	heldItself  = 1
	heldByGroup = 2
)

// HoldRun pauses a run, or lets it go on. It fails with NotFound.
func (s *Service) HoldRun(ctx context.Context, ws id.Workspace, run id.Run, hold bool) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		r, err := oneRun(ctx, tx, ws, run)
		if err != nil || r.State.Phase == engine.Over {
			return err
		}
		if err := s.noted(ctx, tx, ws, id.Show(run), hold); err != nil {
			return err
		}
		if hold {
			_, err = tx.Exec(ctx, `UPDATE playbook_run SET held = $3 WHERE workspace = $1 AND id = $2 AND ended = 0`, ws, run, heldItself)
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE playbook_run SET held = 0 WHERE workspace = $1 AND id = $2`, ws, run); err != nil {
			return fmt.Errorf("let a run go on: %w", err)
		}
		return s.wakeAll(ctx, tx, ws, []Run{r})
	})
}

// EndRun ends a run early: what it asked people to do is taken back. It fails with
// NotFound.
func (s *Service) EndRun(ctx context.Context, ws id.Workspace, run id.Run) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		r, err := oneRun(ctx, tx, ws, run)
		if err != nil || r.State.Phase == engine.Over {
			return err
		}
		err = audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.PlaybookSwitched, Subject: id.Show(run), Detail: audit.Detail{Why: string(Off)}})
		if err != nil {
			return err
		}
		return s.cancel(ctx, tx, ws, &r, engine.Cancelled, s.Clock(ws).Now())
	})
}

// HoldGroup pauses an SOP in one group, with its runs there, or lets it go on. It
// fails with NotFound where the SOP does not run there.
func (s *Service) HoldGroup(ctx context.Context, ws id.Workspace, book id.Playbook, group id.Group, hold bool) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		b, err := bookOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `UPDATE playbook_place SET paused = $4 WHERE workspace = $1 AND book = $2 AND group_id = $3`, ws, book, group, flag(hold))
		if err != nil {
			return fmt.Errorf("pause a group: %w", err)
		}
		if n == 0 {
			return fault.New(fault.NotFound, noBook.With())
		}
		if err := s.noted(ctx, tx, ws, id.Show(group), hold); err != nil {
			return err
		}
		was, to := int64(0), int64(heldByGroup)
		if !hold {
			was, to = heldByGroup, 0
		}
		there, err := runs(ctx, tx, `SELECT `+runColumns+` FROM playbook_run WHERE workspace = $1 AND book = $2 AND group_id = $3 AND ended = 0 AND held = $4`, []any{ws, book, group, was})
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE playbook_run SET held = $5 WHERE workspace = $1 AND book = $2 AND group_id = $3 AND ended = 0 AND held = $4`, ws, book, group, was, to)
		if err != nil {
			return fmt.Errorf("pause the runs of a group: %w", err)
		}
		if hold || b.State != On {
			return nil
		}
		return s.wakeAll(ctx, tx, ws, there)
	})
}

func (s *Service) noted(ctx context.Context, tx *db.Tx, ws id.Workspace, subject string, hold bool) error {
	to := On
	if hold {
		to = Paused
	}
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.PlaybookSwitched, Subject: subject, Detail: audit.Detail{Why: string(to)}})
}

// wakeAll lets runs be looked at that have waited.
func (s *Service) wakeAll(ctx context.Context, tx *db.Tx, ws id.Workspace, all []Run) error {
	now := s.Clock(ws).Now()
	var jobs []job.Job
	for i := range all {
		if j, ok := all[i].wake(ws, now); ok {
			jobs = append(jobs, j)
		}
	}
	return job.Put(ctx, tx, s.IDs, jobs...)
}

// oneRun finds a run; NotFound where the workspace has none of that id.
func oneRun(ctx context.Context, tx *db.Tx, ws id.Workspace, run id.Run) (Run, error) {
	found, err := runsOf(ctx, tx, ws, []id.Run{run})
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, noRun.With())
	}
	if err != nil {
		return Run{}, err
	}
	return found[0], nil
}
