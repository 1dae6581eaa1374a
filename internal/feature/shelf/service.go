package shelf

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Service keeps the shelf.
type Service struct {
	DB      *db.DB
	IDs     *id.Source
	Near    Neighbours
	ClockOf func(id.Workspace) clock.Clock // by which a workspace lives
}

// By is who does something.
type By struct {
	User  id.User
	Role  auth.Role
	Scope auth.Scope
}

func wrong(field string, err error) error { return &auth.FieldError{Field: field, Err: err} }

func (s *Service) note(ctx context.Context, tx *db.Tx, ws id.Workspace, what audit.Action, piece id.Piece) error {
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: what, Subject: id.Show(piece)})
}

// Make keeps a new piece. It fails with Invalid, Forbidden, Limited, or Conflict where
// the day has one of that title.
func (s *Service) Make(ctx context.Context, ws id.Workspace, by By, said Said) (made id.Piece, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := countPieces(ctx, tx, ws)
		if err != nil {
			return err
		}
		if n >= mostPieces {
			return fault.New(fault.Limited, manyPieces.With(mostPieces))
		}
		w, err := s.where(ctx, tx, ws)
		if err != nil {
			return err
		}
		p := Piece{ID: id.New[id.Piece](s.IDs, tx.Now), By: by.User, Made: s.ClockOf(ws).Now()}
		if err := s.put(ctx, tx, ws, by, w, &p, said); err != nil {
			return err
		}
		made = p.ID
		return s.note(ctx, tx, ws, audit.PieceKept, p.ID)
	})
	return made, err
}

// put writes down what somebody says that a piece is.
func (s *Service) put(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, w *where, p *Piece, said Said) error {
	said, err := said.Tidy(w.today)
	if err != nil {
		return err
	}
	unit := p.Unit
	switch units := by.Scope.Units(); {
	case !said.Everyone:
		for _, g := range said.Groups {
			k := w.known[g]
			if k == nil || !by.Scope.Has(k.Unit) || k.Gone && !slices.Contains(p.Groups, g) {
				return wrong("groups", fault.New(fault.Invalid, noGroup.With()))
			}
		}
		unit = w.known[said.Groups[0]].Unit
	case p.Everyone: // it stays whose it is
	case by.Scope.All:
		unit = 0
	case len(units) == 0:
		return fault.New(fault.Forbidden, noUnit.With())
	default:
		unit = units[0] // the highest of those somebody sees was made first
	}
	all, err := piecesOf(ctx, tx, ws, false, nil)
	if err != nil {
		return err
	}
	for i := range all {
		if o := &all[i]; !p.Archived && o.ID != p.ID && o.Day == said.Day && o.Title == said.Title && w.sees(by, o) {
			return wrong("title", fault.New(fault.Conflict, twice.With()))
		}
	}
	p.Title, p.Day, p.Unit, p.Everyone, p.Groups = said.Title, said.Day, unit, said.Everyone, said.Groups
	p.Sharer, p.Summary, p.Link, p.Changed = said.Sharer, said.Summary, said.Link, s.ClockOf(ws).Now()
	return putPiece(ctx, tx, ws, p)
}

// change changes a piece that by may change: NotFound where they do not see it,
// Forbidden where it belongs to others, too.
func (s *Service) change(ctx context.Context, ws id.Workspace, by By, piece id.Piece, what audit.Action, fn func(*db.Tx, *where, *Piece) error) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := lockPiece(ctx, tx, ws, piece); err != nil {
			return err
		}
		p, w, err := s.Load(ctx, tx, ws, by, piece)
		if err != nil {
			return err
		}
		if !w.owns(by, &p) {
			return fault.New(fault.Forbidden, notYours.With())
		}
		if err := fn(tx, w, &p); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, what, piece)
	})
}

// Change says anew what a piece is. It fails as Make does, or with NotFound.
func (s *Service) Change(ctx context.Context, ws id.Workspace, by By, piece id.Piece, said Said) error {
	return s.change(ctx, ws, by, piece, audit.PieceChanged, func(tx *db.Tx, w *where, p *Piece) error {
		return s.put(ctx, tx, ws, by, w, p, said)
	})
}

// Archive puts a piece away, or back: what is put away is in no list and on no card.
func (s *Service) Archive(ctx context.Context, ws id.Workspace, by By, piece id.Piece, away bool) error {
	what := audit.PieceArchived
	if !away {
		what = audit.PieceRestored
	}
	return s.change(ctx, ws, by, piece, what, func(tx *db.Tx, _ *where, p *Piece) error {
		p.Archived, p.Changed = away, s.ClockOf(ws).Now()
		return putPiece(ctx, tx, ws, p)
	})
}

// Remove removes a piece for good.
func (s *Service) Remove(ctx context.Context, ws id.Workspace, by By, piece id.Piece) error {
	return s.change(ctx, ws, by, piece, audit.PieceRemoved, func(tx *db.Tx, _ *where, _ *Piece) error {
		return dropPiece(ctx, tx, ws, piece)
	})
}

// Told is a piece of some days ago.
type Told struct {
	DaysAgo int
	Said    Said
}

// Furnish keeps pieces on an empty shelf, all or none, by the program.
func (s *Service) Furnish(ctx context.Context, ws id.Workspace, all []Told) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if n, err := countPieces(ctx, tx, ws); err != nil || n > 0 {
			return err
		}
		w, err := s.where(ctx, tx, ws)
		if err != nil {
			return err
		}
		now := s.ClockOf(ws).Now()
		for _, t := range all {
			t.Said.Day = DayOf(w.today.date().AddDate(0, 0, -t.DaysAgo), time.UTC)
			p := Piece{ID: id.New[id.Piece](s.IDs, tx.Now), Made: now}
			if err := s.put(ctx, tx, ws, By{Scope: auth.Everything()}, w, &p, t.Said); err != nil {
				return err
			}
		}
		return nil
	})
}

// Any reports whether anything is kept in a workspace, put away or not.
func (s *Service) Any(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error) {
	n, err := countPieces(ctx, tx, ws)
	return n > 0, err
}

// Erase forgets whoever about tells of as the one who shared. What was kept of it
// stays: others wrote it.
func (s *Service) Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, about func([]byte) bool) error {
	all, err := sharersOf(ctx, tx, ws)
	if err != nil {
		return err
	}
	for piece, who := range all {
		name, err := json.Marshal([]string{who})
		if err != nil {
			return err
		}
		if !about(name) {
			continue
		}
		if err := dropSharer(ctx, tx, ws, piece); err != nil {
			return err
		}
	}
	return nil
}

// dayOf is the day of a moment where a workspace is; today for none.
func (s *Service) dayOf(ctx context.Context, tx *db.Tx, ws id.Workspace, at time.Time) (Day, error) {
	zone, err := s.Near.Zone(ctx, tx, ws)
	if err != nil {
		return 0, err
	}
	if at.IsZero() {
		at = s.ClockOf(ws).Now()
	}
	return DayOf(at, zone), nil
}

// foldedAtOnce is how many pieces are folded anew in one transaction.
const foldedAtOnce = 50

// Sweep folds anew what an older program folded, so that it is found as quickly as the
// rest.
func (s *Service) Sweep(ctx context.Context, ws id.Workspace) error {
	for {
		n := 0
		err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			n, err = foldAnew(ctx, tx, ws, foldedAtOnce)
			return err
		})
		if err != nil || n < foldedAtOnce {
			return err
		}
	}
}
