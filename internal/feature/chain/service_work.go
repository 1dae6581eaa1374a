package chain

import (
	"context"
	"errors"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// For how long something is kept: a pasted text, to read a chain anew by it, since
// somebody changed the chain last; that there was a chain, once it is removed.
const (
	textKept    = 30 * 24 * time.Hour
	removedKept = 365 * 24 * time.Hour
)

// tries is how often a change is worked out on what was seen, before everybody else
// has to wait for it.
const tries = 3

// errWritten says that a chain was written to since it was seen.
var errWritten = errors.New("the chain was written to meanwhile")

// deed makes the rows that a chain has after a change. It may be asked several times,
// each time with what the chain is then, and only reads by the transaction.
type deed func(*db.Tx, *Chain, []Row) ([]Row, error)

// change changes a chain that by sees.
func (s *Service) change(ctx context.Context, ws id.Workspace, by By, chain id.Chain, what audit.Action, do deed) error {
	return s.work(ctx, ws, by, chain, do, func(tx *db.Tx) error { return s.note(ctx, tx, ws, what, chain, 0) })
}

// work changes a chain that by sees, and then does what belongs to it. To read a long
// text and to add thousands of rows up takes a while, in which others may write: it is
// done on what was seen, and kept where the chain still is that.
func (s *Service) work(ctx context.Context, ws id.Workspace, by By, chain id.Chain, do deed, then func(*db.Tx) error) error {
	var c Chain
	var rows []Row
	see := func(tx *db.Tx) (err error) {
		if c, err = s.reach(ctx, tx, ws, by, chain); err != nil {
			return err
		}
		if rows, err = rowsOf(ctx, tx, ws, chain); err != nil {
			return err
		}
		rows, err = do(tx, &c, rows)
		return err
	}
	keep := func(tx *db.Tx) error {
		if err := s.keep(ctx, tx, ws, &c, rows); err != nil {
			return err
		}
		return then(tx)
	}
	for range tries {
		if err := s.DB.Read(ctx, see); err != nil {
			return err
		}
		c.count(rows, s.now(ws))
		err := s.DB.Write(ctx, func(tx *db.Tx) error {
			still, err := lockSeen(ctx, tx, ws, &c)
			switch {
			case err != nil:
				return err
			case !still:
				return errWritten
			}
			return keep(tx)
		})
		if !errors.Is(err, errWritten) {
			return err
		}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := lockChain(ctx, tx, ws, chain); err != nil {
			return err
		}
		if err := see(tx); err != nil {
			return err
		}
		c.count(rows, s.now(ws))
		return keep(tx)
	})
}

// Sweep clears the pasted texts that are not needed any more. What was read of them,
// with each person's own line, stays in the table.
func (s *Service) Sweep(ctx context.Context, ws id.Workspace) error {
	now := s.now(ws)
	return s.DB.Write(ctx, func(tx *db.Tx) error { return forget(ctx, tx, ws, now.Add(-textKept), now.Add(-removedKept)) })
}

// Removed is when a chain was removed that by could see; NotFound where there never was
// one, or not for them.
func (s *Service) Removed(ctx context.Context, ws id.Workspace, by By, chain id.Chain) (at time.Time, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		unit, when, err := removedOf(ctx, tx, ws, chain)
		if err == nil && !by.Scope.Has(unit) {
			return fault.New(fault.NotFound, noChain.With())
		}
		at = when
		return err
	})
	return at, err
}
