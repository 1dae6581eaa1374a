package task

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// eraseBatch is how many numbers of people one statement names.
const eraseBatch = 200

// Erase forgets people: to-dos about them that are open are withdrawn, and every
// text of those about them is emptied. That there was something to do, and
// whether it was done, goes on counting.
func (s *Service) Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error {
	for from := 0; from < len(ords); from += eraseBatch {
		part := ords[from:min(from+eraseBatch, len(ords))]
		open, err := openAbout(ctx, tx, ws, part)
		if err != nil {
			return err
		}
		for _, t := range open {
			if _, err := s.end(ctx, tx, ws, t, Outcome{State: Withdrawn}); err != nil {
				return err
			}
		}
		if err := blank(ctx, tx, ws, part); err != nil {
			return err
		}
	}
	return nil
}
