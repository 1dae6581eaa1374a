package task

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// stepMost is how many to-dos a step looks at, so that no transaction is long.
const stepMost = 200

// Step expires what is of no use any more, brings what is long overdue before
// somebody else, and gives what has begun and is nobody's to who is on duty. It
// may be called by several processes at once, and again at once where it reports
// that there is more.
func (s *Service) Step(ctx context.Context, ws id.Workspace) (more bool, err error) {
	var pending bool
	now := s.now(ws)
	if err := s.DB.Read(ctx, func(tx *db.Tx) error {
		pending, err = anyDue(ctx, tx, ws, now)
		return err
	}); err != nil || !pending {
		return false, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		over, err := overSince(ctx, tx, ws, now, stepMost)
		if err != nil {
			return err
		}
		for _, t := range over {
			if _, err := s.end(ctx, tx, ws, t, Outcome{State: Expired}); err != nil {
				return err
			}
		}
		late, err := s.escalateAll(ctx, tx, ws)
		if err != nil {
			return err
		}
		more = len(over) == stepMost || late == stepMost
		return s.assignAll(ctx, tx, ws)
	})
	return more, err
}

func (s *Service) escalateAll(ctx context.Context, tx *db.Tx, ws id.Workspace) (int, error) {
	now := s.now(ws)
	late, err := pressedSince(ctx, tx, ws, now, stepMost)
	if err != nil || len(late) == 0 {
		return 0, err
	}
	people, err := s.Directory.People(ctx, tx, ws)
	if err != nil {
		return 0, err
	}
	units, err := s.Directory.Units(ctx, tx, ws)
	if err != nil {
		return 0, err
	}
	for _, t := range late {
		lead := LeadOf(&t, people, units)
		first, err := escalate(ctx, tx, ws, t.ID, lead, now)
		if err != nil {
			return 0, err
		}
		if !first {
			continue
		}
		if err := tell(ctx, tx, ws, t.ID, Event{At: now, What: "escalated", Other: lead}); err != nil {
			return 0, err
		}
	}
	return len(late), nil
}

func (s *Service) assignAll(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	now := s.now(ws)
	free, err := begunByNobody(ctx, tx, ws, now, stepMost)
	if err != nil || len(free) == 0 {
		return err
	}
	on, err := s.rosterOf(ctx, tx, ws, now)
	if err != nil || len(on.duty) == 0 {
		return err
	}
	for _, t := range free {
		if _, err := s.assign(ctx, tx, ws, t, on, now); err != nil {
			return err
		}
	}
	return nil
}
