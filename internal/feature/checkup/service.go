package checkup

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Service keeps what people answer.
type Service struct {
	DB      *db.DB
	IDs     *id.Source
	Near    Neighbours
	Todos   Todos
	ClockOf func(id.Workspace) clock.Clock // by which a workspace lives
}

// By is who does something.
type By struct {
	User    id.User
	Scope   auth.Scope
	Connect bool // may make connections
	Lang    i18n.Lang
}

// Limits on what is kept.
const (
	MostGroups = 500 // of a workspace
	maxName    = 60
	maxForm    = 40
	checksKept = 60 // shown of a group
)

// tieFor is for how long one who began to have a group kept by hand is waited for.
const tieFor = time.Minute

func (s *Service) now(ws id.Workspace) time.Time { return s.ClockOf(ws).Now() }

func (s *Service) note(ctx context.Context, tx *db.Tx, ws id.Workspace, what audit.Action, g *Group, d audit.Detail) error {
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: what, Subject: id.Show(g.ID), Detail: d})
}

// may finds out whether somebody sees a group, and gives it the name and the unit by
// which the house knows it; NotFound where they do not.
func (s *Service) may(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, g *Group) (Place, error) {
	var place Place
	if g.Group != 0 {
		places, err := s.Near.Places(ctx, tx, ws, []id.Group{g.Group})
		if err != nil {
			return place, err
		}
		if known, ok := places[g.Group]; ok {
			place = known
			g.Name, g.Unit = known.Name, known.Unit
		}
	}
	if !by.Scope.Has(g.Unit) {
		return place, fault.New(fault.NotFound, noCheckup.With())
	}
	return place, nil
}

// reach returns a group that somebody may see; NotFound where they may not.
func (s *Service) reach(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, one id.Checkup) (Group, Place, error) {
	g, err := groupOf(ctx, tx, ws, one)
	if err != nil {
		return g, Place{}, err
	}
	place, err := s.may(ctx, tx, ws, by, &g)
	return g, place, err
}

// nameIn reads a name; "" is none.
func nameIn(name string) (string, error) {
	name = strings.TrimSpace(strings.Join(strings.FieldsFunc(strings.ToValidUTF8(name, ""), func(r rune) bool { return r < ' ' || r == 0x7f }), " "))
	if n := utf8.RuneCountInString(name); n > maxName {
		return "", &auth.FieldError{Field: "name", Err: fault.New(fault.Invalid, longName.With(maxName, n))}
	}
	return name, nil
}

// Wanted is what somebody answered.
type Wanted struct {
	Group   id.Checkup // 0 for one that is asked about for the first time
	Form    string     // the paper it came on: sent again it is the same group
	Known   id.Group   // as which the house knows a new one; 0 for none
	Name    string     // of a new one; "" for none
	Answers Answers
}

func (w *Wanted) check() error {
	var err error
	if w.Name, err = nameIn(w.Name); err != nil {
		return err
	}
	if q, missing := w.Answers.Missing(); missing {
		says := noAnswer
		if w.Answers[q] != "" {
			says = badAnswer
		}
		return &auth.FieldError{Field: q.String(), Err: fault.New(fault.Invalid, says.With())}
	}
	return nil
}

// Take keeps what somebody answered, judges it and says when to ask again. The last
// word of a day holds. It fails with Invalid about a question or the name, with
// NotFound for a group of elsewhere, and with Limited where there are too many.
func (s *Service) Take(ctx context.Context, ws id.Workspace, by By, w Wanted) (one id.Checkup, err error) {
	if err := w.check(); err != nil {
		return 0, err
	}
	verdict := Judge(&w.Answers)
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		g, err := s.groupFor(ctx, tx, ws, by, &w)
		if err != nil {
			return err
		}
		zone, err := s.Near.Zone(ctx, tx, ws)
		if err != nil {
			return err
		}
		before, err := checksOf(ctx, tx, ws, g.ID, 1)
		if err != nil {
			return err
		}
		now := s.now(ws)
		c := Check{Day: DayOf(now, zone), At: now, By: by.User, Answers: w.Answers, State: verdict.State}
		if len(before) > 0 && before[0].Day == c.Day && before[0].Answers == c.Answers {
			one = g.ID // the same paper once more
			return nil
		}
		if err := putCheck(ctx, tx, ws, g.ID, &c); err != nil {
			return err
		}
		if err := s.follow(ctx, tx, ws, &g, by, before, &c, zone); err != nil {
			return err
		}
		one = g.ID
		return s.note(ctx, tx, ws, audit.CheckupMade, &g, audit.Detail{Why: string(c.State)})
	})
	return one, err
}

// groupFor is the group that answers are about: one that is there, or a new one.
func (s *Service) groupFor(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, w *Wanted) (Group, error) {
	if w.Group != 0 {
		g, _, err := s.reach(ctx, tx, ws, by, w.Group)
		return g, err
	}
	if w.Form == "" || len(w.Form) > maxForm {
		w.Form = id.Show(id.New[id.Checkup](s.IDs, tx.Now))
	}
	g, err := s.before(ctx, tx, ws, w)
	if err == nil {
		_, err = s.may(ctx, tx, ws, by, &g)
		return g, err
	}
	if fault.KindOf(err) != fault.NotFound {
		return g, err
	}
	if err := lock(ctx, tx, ws); err != nil {
		return g, err
	}
	all, last, err := count(ctx, tx, ws)
	if err != nil {
		return g, err
	}
	if all >= MostGroups {
		return g, fault.New(fault.Limited, manyOnes.With(MostGroups))
	}
	g = Group{ID: id.New[id.Checkup](s.IDs, tx.Now), N: last + 1, Name: w.Name, Group: w.Known, Made: s.now(ws)}
	if g.Group != 0 {
		g.Name = "" // the house knows it
		if err := s.prove(ctx, tx, ws, by, g.Group); err != nil {
			return g, err
		}
	} else if g.Unit, err = s.Near.Home(ctx, tx, ws, by.User); err != nil {
		return g, err
	}
	fresh, err := insertGroup(ctx, tx, ws, &g, w.Form)
	if err == nil && !fresh { // somebody else was first
		g, err = s.before(ctx, tx, ws, w)
	}
	if err == nil {
		_, err = s.may(ctx, tx, ws, by, &g)
	}
	return g, err
}

// before is the group that a paper, or a group of the house, has already.
func (s *Service) before(ctx context.Context, tx *db.Tx, ws id.Workspace, w *Wanted) (Group, error) {
	g, err := byForm(ctx, tx, ws, w.Form)
	if fault.KindOf(err) == fault.NotFound && w.Known != 0 {
		return byGroup(ctx, tx, ws, w.Known)
	}
	return g, err
}

// prove fails with NotFound where a group is not the workspace's, or not somebody's
// to see.
func (s *Service) prove(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, group id.Group) error {
	places, err := s.Near.Places(ctx, tx, ws, []id.Group{group})
	if err != nil {
		return err
	}
	if place, ok := places[group]; !ok || !by.Scope.Has(place.Unit) {
		return fault.New(fault.NotFound, noGroup.With())
	}
	return nil
}

// Rename gives a group a name. It fails with Invalid, with NotFound, or with
// Conflict where the house has another name for it.
func (s *Service) Rename(ctx context.Context, ws id.Workspace, by By, one id.Checkup, name string) error {
	name, err := nameIn(name)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		g, _, err := s.reach(ctx, tx, ws, by, one)
		if err != nil || g.Group == 0 && g.Name == name {
			return err
		}
		if g.Group != 0 {
			return &auth.FieldError{Field: "name", Err: fault.New(fault.Conflict, hasName.With())}
		}
		if err := rename(ctx, tx, ws, g.ID, name); err != nil {
			return err
		}
		if err := s.renamed(ctx, tx, ws, by, &g); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.CheckupRenamed, &g, audit.Detail{})
	})
}

// Drop forgets a group and all that was answered of it. It fails with NotFound.
func (s *Service) Drop(ctx context.Context, ws id.Workspace, by By, one id.Checkup) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		g, _, err := s.reach(ctx, tx, ws, by, one)
		if err != nil {
			return err
		}
		last, err := checksOf(ctx, tx, ws, g.ID, 1)
		if err != nil {
			return err
		}
		zone, err := s.Near.Zone(ctx, tx, ws)
		if err != nil {
			return err
		}
		for i := range last {
			if err := s.retract(ctx, tx, ws, &g, by, &last[i], nil, zone); err != nil {
				return err
			}
			if err := s.Todos.Close(ctx, tx, ws, againKey(&g, &last[i]), false, by.User); err != nil {
				return err
			}
		}
		if err := remove(ctx, tx, ws, g.ID); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.CheckupDropped, &g, audit.Detail{})
	})
}
