package task

import (
	"context"
	"crypto/sha256"
	"slices"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// mayPlan is nil where somebody may plan another's shifts: they run the workspace
// and see where the other belongs. It fails with Forbidden, or NotFound.
func (s *Service) mayPlan(ctx context.Context, tx *db.Tx, ws id.Workspace, by Person, who id.User) error {
	if !auth.Can(by.Role, auth.Run) {
		return fault.New(fault.Forbidden, notYours.With())
	}
	p, err := s.colleague(ctx, tx, ws, who)
	if err == nil && !by.Scope.Has(p.Unit) && by.User != who {
		err = &auth.FieldError{Field: "to", Err: fault.New(fault.Invalid, noColleague.With())}
	}
	return err
}

// AddShift puts somebody on duty each week. It fails with Invalid or Forbidden.
func (s *Service) AddShift(ctx context.Context, ws id.Workspace, by Person, shift Shift) error {
	if !shift.Valid() || shift.Start == shift.End {
		return &auth.FieldError{Field: "start", Err: fault.New(fault.Invalid, badShift.With())}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := s.mayPlan(ctx, tx, ws, by, shift.User); err != nil {
			return err
		}
		if err := addShift(ctx, tx, ws, shift); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.ShiftAdded, id.Show(shift.User), audit.Detail{})
	})
}

// RemoveShift takes a shift away, by its person, day and start. It fails with
// NotFound or Forbidden.
func (s *Service) RemoveShift(ctx context.Context, ws id.Workspace, by Person, shift Shift) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := s.mayPlan(ctx, tx, ws, by, shift.User); err != nil {
			return err
		}
		gone, err := removeShift(ctx, tx, ws, shift)
		if err == nil && !gone {
			err = fault.New(fault.NotFound, noShift.With())
		}
		if err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.ShiftRemoved, id.Show(shift.User), audit.Detail{})
	})
}

func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// NewFeed makes an address under which calendars read somebody's to-dos, and
// returns its secret this once. The address before it, if any, is of no use any more.
func (s *Service) NewFeed(ctx context.Context, ws id.Workspace, who id.User) (secret string, err error) {
	secret = s.Secret()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := putFeed(ctx, tx, ws, who, hashOf(secret)); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.CalendarMade, id.Show(who), audit.Detail{})
	})
	return secret, err
}

// CloseFeed makes the address of somebody's calendar useless.
func (s *Service) CloseFeed(ctx context.Context, ws id.Workspace, who id.User) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		gone, err := dropFeed(ctx, tx, ws, who)
		if err != nil || !gone {
			return err
		}
		return s.note(ctx, tx, ws, audit.CalendarClosed, id.Show(who), audit.Detail{})
	})
}

// feedMost is how many to-dos a calendar shows.
const feedMost = 500

// Fed is what a calendar address tells of its owner.
type Fed struct {
	Workspace id.Workspace
	Lang      i18n.Lang // that they chose; "" where whoever reads decides
	Tasks     []Task
	Places    map[id.Group]Place
}

// Feed is the open to-dos that are somebody's, by the secret of their calendar's
// address. It fails with NotFound where there is none, or where they left.
func (s *Service) Feed(ctx context.Context, secret string) (f Fed, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		var who id.User
		if f.Workspace, who, err = findFeed(ctx, tx, hashOf(secret)); err != nil {
			return err
		}
		people, err := s.Directory.People(ctx, tx, f.Workspace)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(people, func(p Person) bool { return p.User == who && auth.Can(p.Role, auth.Quotes) })
		if i < 0 {
			return fault.New(fault.NotFound, noFeed.With())
		}
		all, err := listOpen(ctx, tx, f.Workspace, Wanted{By: people[i], Mine: true, Units: auth.Everything(), Limit: feedMost}, s.now(f.Workspace))
		if err != nil {
			return err
		}
		f.Lang, f.Tasks = people[i].Lang, slices.DeleteFunc(all, func(t Task) bool { return t.Owner != who })
		f.Places, err = s.places(ctx, tx, f.Workspace, f.Tasks)
		return err
	})
	return f, err
}

func (s *Service) places(ctx context.Context, tx *db.Tx, ws id.Workspace, tasks []Task) (map[id.Group]Place, error) {
	var groups []id.Group
	for _, t := range tasks {
		if t.Group != 0 && !slices.Contains(groups, t.Group) {
			groups = append(groups, t.Group)
		}
	}
	if len(groups) == 0 {
		return nil, nil
	}
	return s.Directory.Groups(ctx, tx, ws, groups)
}
