package playbook

import (
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Standing is how an SOP stands: what it says, where it runs and how it was begun.
type Standing struct {
	Book
	Says     *script.Playbook
	Places   []Place
	Launch   Launch
	Launched bool // it was begun at least once
}

// Stands tells of the SOP of a name; NotFound where the workspace has none.
func (s *Service) Stands(ctx context.Context, tx *db.Tx, ws id.Workspace, name string) (out Standing, err error) {
	if out.Book, err = bookNamed(ctx, tx, ws, name); err != nil {
		return out, err
	}
	p, err := s.program(ctx, tx, ws, out.ID, out.Version)
	if err != nil {
		return out, err
	}
	out.Says = p.Book
	if out.Places, err = places(ctx, tx, ws, out.ID); err != nil {
		return out, err
	}
	out.Launch, out.Launched, err = launchOf(ctx, tx, ws, out.ID)
	return out, err
}

// Join says that an SOP is to run in one more group, or what was filled in for one of
// its groups; the others stay as they are. Where it is new it waits until the SOP is
// started there.
func (s *Service) Join(ctx context.Context, ws id.Workspace, book id.Playbook, group id.Group, fields map[string]string) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		b, err := bookOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		all, err := places(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(all, func(p Place) bool { return p.Group == group }); i >= 0 {
			all[i].Fields = fields
		} else {
			all = append(all, Place{Group: group, Waits: true, Fields: fields})
		}
		if err := setPlaces(ctx, tx, ws, book, all); err != nil || b.State != On {
			return err
		}
		p, err := s.program(ctx, tx, ws, book, b.Version)
		if err != nil {
			return err
		}
		return s.arm(ctx, tx, ws, b, p, s.Clock(ws).Now())
	})
}

// Leave ends an SOP in a group: its runs there end, what is open of them is taken
// back, and it begins there no more. Left by its last group it is off. Where it does
// not run nothing changes.
func (s *Service) Leave(ctx context.Context, ws id.Workspace, book id.Playbook, group id.Group) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		b, err := bookOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		all, err := places(ctx, tx, ws, book)
		i := slices.IndexFunc(all, func(p Place) bool { return p.Group == group })
		if err != nil || i < 0 {
			return err
		}
		all = slices.Delete(all, i, i+1)
		if len(all) == 0 && b.State != Off {
			if err := s.switchTo(ctx, tx, ws, b, Off); err != nil {
				return err
			}
		}
		if err := setPlaces(ctx, tx, ws, book, all); err != nil {
			return err
		}
		now := s.Clock(ws).Now()
		open, err := openOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		for k := range open {
			if open[k].Subject.Group == group {
				if err := s.cancel(ctx, tx, ws, &open[k], engine.Cancelled, now); err != nil {
					return err
				}
			}
		}
		if len(all) == 0 || b.State == Off {
			return nil
		}
		if err := changed(ctx, tx, ws); err != nil {
			return err
		}
		if err := audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.PlaybookSwitched, Subject: id.Show(book), Detail: audit.Detail{Was: string(b.State), Why: string(Off), Other: id.Show(group)}}); err != nil {
			return err
		}
		if b.State != On {
			return nil
		}
		p, err := s.program(ctx, tx, ws, book, b.Version)
		if err != nil {
			return err
		}
		return s.arm(ctx, tx, ws, b, p, now)
	})
}

// Next is when an SOP does something next in a group by the calendar, within so long;
// false where nothing is known to come.
func (s *Service) Next(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, group id.Group, within time.Duration) (at time.Time, ok bool, err error) {
	now := s.Clock(ws).Now()
	l, err := s.agenda(ctx, tx, ws, wantedDays{groups: []id.Group{group}, book: book, from: now, to: now.Add(within)})
	for _, e := range l.entries {
		if e.At.After(now) && e.Task == 0 && (!ok || e.At.Before(at)) {
			at, ok = e.At, true
		}
	}
	return at, ok, err
}
