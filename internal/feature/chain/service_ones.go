package chain

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Tapped is what one tap settled.
type Tapped struct {
	Rows int
	Tap  int64 // by which Untap takes it back
}

// One makes each amount one that a row does not tell, where it is asked about for nothing
// else; of all such rows where seq is 0. What is sold by weight is left alone. It fails
// with NotFound, or Conflict where there is no such row any more.
func (s *Service) One(ctx context.Context, ws id.Workspace, by By, chain id.Chain, seq int) (done Tapped, err error) {
	err = s.tapped(ctx, ws, by, chain, audit.ChainCounted, &done.Rows, func(c *Chain, rows []Row) error {
		done = Tapped{Tap: c.rev + 1}
		for i := range rows { // each that is kept has another
			done.Tap = max(done.Tap, rows[i].Tap+1)
		}
		asked, _, _ := c.Head.questions(rows)
		o := onesOf(&c.Head, rows, asked)
		if seq != 0 {
			at, err := rowAt(rows, seq)
			if err != nil {
				return err
			}
			rows = rows[at : at+1]
		}
		for i := range rows {
			if o.settleOne(&rows[i], done.Tap) {
				done.Rows++
			}
		}
		return nil
	})
	return done, err
}

// Untap takes back what a tap made one, and returns of how many rows: they are as the
// text says once more. What a person said of one since stays. It fails with NotFound, or
// Conflict where nothing is left to take back.
func (s *Service) Untap(ctx context.Context, ws id.Workspace, by By, chain id.Chain, tap int64) (n int, err error) {
	err = s.tapped(ctx, ws, by, chain, audit.ChainUncounted, &n, func(_ *Chain, rows []Row) error {
		n = 0
		for i := range rows {
			if rows[i].untap(tap) {
				n++
			}
		}
		return nil
	})
	return n, err
}

// tapped changes n rows of a chain, and notes how many; Conflict where there are none.
func (s *Service) tapped(ctx context.Context, ws id.Workspace, by By, chain id.Chain, what audit.Action, n *int, do func(*Chain, []Row) error) error {
	return s.work(ctx, ws, by, chain, func(_ *db.Tx, c *Chain, rows []Row) ([]Row, error) {
		if err := do(c, rows); err != nil {
			return nil, err
		}
		if *n == 0 {
			return nil, fault.New(fault.Conflict, noAnswer.With())
		}
		return rows, nil
	}, func(tx *db.Tx) error { return s.note(ctx, tx, ws, what, chain, *n) })
}
