package manual

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Set says anew what a workspace wants of its groups. It fails as Change does.
func (s *Service) Set(ctx context.Context, ws id.Workspace, by By, set Settings) error {
	return s.Change(ctx, ws, by, func(to *Settings) { *to = set })
}

// Change changes some of what a workspace wants of its groups; what another changes at
// the same time stays. It fails with Invalid, or with Forbidden where by does not see
// all of it.
func (s *Service) Change(ctx context.Context, ws id.Workspace, by By, change func(*Settings)) error {
	if !by.Scope.All {
		return fault.New(fault.Forbidden, notWhole.With())
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := holdSettings(ctx, tx, ws); err != nil {
			return err
		}
		was, err := settingsOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		set := was
		change(&set)
		if err := checkFull(set.Full); err != nil || set == was {
			return err
		}
		if err := putSettings(ctx, tx, ws, set); err != nil {
			return err
		}
		return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.GroupsSet})
	})
}

// AddPlace puts a shop and an area on the list. It fails with Invalid, or with
// Forbidden where by does not see the whole workspace.
func (s *Service) AddPlace(ctx context.Context, ws id.Workspace, by By, w Where) error {
	if !by.Scope.All {
		return fault.New(fault.Forbidden, notWhole.With())
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		all, err := placesOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		if len(all) >= mostPlaces {
			return &auth.FieldError{Field: "shop", Err: fault.New(fault.Invalid, manyPlaces.With(mostPlaces))}
		}
		if first, err := putPlace(ctx, tx, ws, w); err != nil || !first {
			return err
		}
		return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.GroupsSet})
	})
}

// DropPlace takes a place off the list; groups there stay as they are.
func (s *Service) DropPlace(ctx context.Context, ws id.Workspace, by By, w Where) error {
	if !by.Scope.All {
		return fault.New(fault.Forbidden, notWhole.With())
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		all, err := placesOf(ctx, tx, ws)
		if err != nil || !slices.Contains(all, w) { // PostgreSQL fails at a text that no list holds
			return err
		}
		if was, err := dropPlace(ctx, tx, ws, w); err != nil || !was {
			return err
		}
		return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.GroupsSet})
	})
}

// describe keeps what is said of a group that was made, and its place on the list.
func (s *Service) describe(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, w *Wanted) error {
	columns := map[string]string{}
	for name, value := range w.about {
		columns[name] = value
	}
	if w.Where != (Where{}) {
		columns[colShop], columns[colArea] = w.Where.Shop, w.Where.Area
		if err := s.remember(ctx, tx, ws, w.Where); err != nil {
			return err
		}
	}
	if len(columns) == 0 || s.About == nil {
		return nil
	}
	return s.About.Say(ctx, tx, ws, group, columns)
}

// remember puts a place on the list that somebody typed, as long as there is room.
func (s *Service) remember(ctx context.Context, tx *db.Tx, ws id.Workspace, w Where) error {
	all, err := placesOf(ctx, tx, ws)
	if err == nil && len(all) < mostPlaces {
		_, err = putPlace(ctx, tx, ws, w)
	}
	return err
}

// Move says to which shop and area a group belongs. It fails as Rename does.
func (s *Service) Move(ctx context.Context, ws id.Workspace, by By, group id.Group, w Where) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		g, _, err := s.alive(ctx, tx, ws, by, group)
		if err != nil || s.About == nil {
			return err
		}
		if err := s.remember(ctx, tx, ws, w); err != nil {
			return err
		}
		return s.About.Say(ctx, tx, ws, g.ID, map[string]string{colShop: w.Shop, colArea: w.Area})
	})
}

// maxArrived is how long a line of what came in may be, mostArrivals how often a day
// something may.
const (
	maxArrived   = 120
	mostArrivals = 9
)

// Arrived puts what came in today into words for a group, as a to-do of whoever runs
// it. It fails as Rename does, and with Conflict while the last one waits to be sent.
func (s *Service) Arrived(ctx context.Context, ws id.Workspace, by By, group id.Group, what string, lang i18n.Lang) error {
	what = strings.Join(lines(what), "，")
	switch n := utf8.RuneCountInString(what); {
	case n == 0:
		return &auth.FieldError{Field: "what", Err: fault.New(fault.Invalid, noArrived.With())}
	case n > maxArrived:
		return &auth.FieldError{Field: "what", Err: fault.New(fault.Invalid, longNote.With(maxArrived, n))}
	}
	if s.Todos == nil {
		return fault.New(fault.NotFound, noSop.With())
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		g, _, err := s.hold(ctx, tx, ws, by, group)
		if err != nil {
			return err
		}
		zone, err := s.Near.Zone(ctx, tx, ws)
		if err != nil {
			return err
		}
		n, err := s.nextArrival(ctx, tx, ws, &g, DayOf(s.now(ws), zone))
		if err != nil {
			return err
		}
		owner, err := s.Keeper(ctx, tx, ws, g.ID)
		if err != nil {
			return err
		}
		about := map[string]string{}
		if s.About != nil {
			all, err := s.About.Of(ctx, tx, ws, []id.Group{g.ID})
			if err != nil {
				return err
			}
			about = all[g.ID]
		}
		say := Saying{Key: arrivalKey(g.ID, n), Group: g.ID, Owner: owner, Title: arrivedTitle, Why: arrivedWhy, Wordings: Arrivals(what, about, lang),
			Due: DayOf(s.now(ws), zone).End(zone), Sells: Sells(what)}
		if err := s.Todos.Say(ctx, tx, ws, say); err != nil {
			return err
		}
		if err := setArrived(ctx, tx, ws, g.ID, n); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.GroupArrived, g.ID, audit.Detail{})
	})
}

// nextArrival numbers what comes in: the day, and how often something did.
func (s *Service) nextArrival(ctx context.Context, tx *db.Tx, ws id.Workspace, g *Group, day Day) (int64, error) {
	first := int64(day)*100 + 1
	if g.Arrived < first {
		return first, nil
	}
	state, err := s.Todos.State(ctx, tx, ws, arrivalKey(g.ID, g.Arrived))
	switch {
	case err != nil:
		return 0, err
	case state == TodoOpen:
		return 0, &auth.FieldError{Field: "what", Err: fault.New(fault.Conflict, stillArrived.With())}
	case g.Arrived-first+1 >= mostArrivals:
		return 0, &auth.FieldError{Field: "what", Err: fault.New(fault.Conflict, manyArrived.With(mostArrivals))}
	}
	return g.Arrived + 1, nil
}

func arrivalKey(group id.Group, n int64) string {
	return "arrived/" + id.Show(group) + "/" + strconv.FormatInt(n, 10)
}

// toldArrivals reports whether something that came in today was said in one of these
// groups: its to-do is done.
func (s *Service) toldArrivals(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []Group, day Day) (bool, error) {
	for i := range groups {
		first := int64(day)*100 + 1
		for n := groups[i].Arrived; n >= first; n-- {
			if state, err := s.Todos.State(ctx, tx, ws, arrivalKey(groups[i].ID, n)); state == TodoDone || err != nil {
				return state == TodoDone, err
			}
		}
	}
	return false, nil
}

// today is the day of a workspace.
func (s *Service) today(ctx context.Context, tx *db.Tx, ws id.Workspace) (Day, *time.Location, error) {
	zone, err := s.Near.Zone(ctx, tx, ws)
	if err != nil {
		return 0, nil, err
	}
	return DayOf(s.now(ws), zone), zone, nil
}
