package manual

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
)

// Service keeps groups by hand.
type Service struct {
	DB        *db.DB
	IDs       *id.Source
	Near      Neighbours
	Followers []Follower
	Talk      Talk                           // what is made of a pasted chat
	ClockOf   func(id.Workspace) clock.Clock // by which a workspace lives
	Todos     Todos                          // nil where there are none
	Ready     Ready                          // nil where there are none
	About     About                          // nil where nothing is kept of that
	Shelf     Shelf                          // nil where there is none
}

// By is who does something.
type By struct {
	User    id.User
	Name    string
	Role    auth.Role
	Scope   auth.Scope
	Connect bool // may make connections
	Names   bool // may say who is staff
}

func (s *Service) now(ws id.Workspace) time.Time { return s.ClockOf(ws).Now() }

func (s *Service) note(ctx context.Context, tx *db.Tx, ws id.Workspace, what audit.Action, g id.Group, d audit.Detail) error {
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: what, Subject: id.Show(g), Detail: d})
}

// reach returns a group that somebody may see; NotFound where they may not.
func (s *Service) reach(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, group id.Group) (Group, Place, error) {
	g, err := groupOf(ctx, tx, ws, group)
	if err != nil {
		return g, Place{}, err
	}
	places, err := s.Near.Places(ctx, tx, ws, []id.Group{group})
	if err != nil {
		return g, Place{}, err
	}
	place, ok := places[group]
	if !ok || !by.Scope.Has(place.Unit) {
		return g, place, fault.New(fault.NotFound, noGroup.With())
	}
	return g, place, nil
}

// alive is reach for a group that is to be changed; Conflict where it is no more.
func (s *Service) alive(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, group id.Group) (Group, Place, error) {
	g, place, err := s.reach(ctx, tx, ws, by, group)
	if err == nil && !g.Dismissed.IsZero() {
		err = fault.New(fault.Conflict, isDismissed.With())
	}
	return g, place, err
}

// hold is alive for a group whose counts are to be changed: nobody else does until tx
// ends, or one of two who tell at once would write over what the other did.
func (s *Service) hold(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, group id.Group) (Group, Place, error) {
	if err := lockGroup(ctx, tx, ws, group); err != nil {
		return Group{}, Place{}, err
	}
	return s.alive(ctx, tx, ws, by, group)
}

// changed says that what people say of a group has changed.
func (s *Service) changed(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) error {
	for _, f := range s.Followers {
		if err := f.Changed(ctx, tx, ws, group); err != nil {
			return err
		}
	}
	return nil
}

// Wanted is which groups somebody wants made.
type Wanted struct {
	Names  []string
	Unit   id.Unit // 0 for head office
	Keeper id.User // 0 for nobody in particular
	People int     // in each; Unknown where nobody says
	Note   string
	Where  Where

	about map[string]string // what is said of each, by its columns
}

// Add makes groups. It fails with Invalid, or with Forbidden where there is no
// connection for them and by may not make one.
func (s *Service) Add(ctx context.Context, ws id.Workspace, by By, w Wanted) (made []id.Group, err error) {
	if w.Note, err = note(w.Note); err != nil {
		return nil, err
	}
	door, err := s.door(ctx, ws, by, w.Unit)
	if err != nil {
		return nil, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		made, err = s.add(ctx, tx, ws, by, door, &w)
		return err
	})
	return made, err
}

// door is the connection for groups that somebody wants made at a unit.
func (s *Service) door(ctx context.Context, ws id.Workspace, by By, unit id.Unit) (id.Connection, error) {
	if !by.Scope.Has(unit) {
		return 0, &auth.FieldError{Field: "unit", Err: fault.New(fault.Invalid, noUnit.With())}
	}
	door, err := s.Near.Door(ctx, ws, by.Connect)
	if fault.KindOf(err) == fault.NotFound {
		return 0, fault.New(fault.Forbidden, noDoor.With())
	}
	return door, err
}

// add makes the groups that are wanted.
func (s *Service) add(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, door id.Connection, w *Wanted) (made []id.Group, err error) {
	if err := s.checkKeeper(ctx, tx, ws, w.Keeper, w.Unit); err != nil {
		return nil, err
	}
	zone, err := s.Near.Zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	now := s.now(ws)
	for _, name := range w.Names {
		chat := hand.ChatOf(id.Show(id.New[id.Group](s.IDs, tx.Now)))
		g := Group{Connection: door, Chat: chat, Keeper: w.Keeper, Note: w.Note, Made: now}
		if g.ID, err = s.Near.Found(ctx, tx, ws, door, chat, name, w.Unit); err != nil {
			return nil, err
		}
		if err := s.found(ctx, tx, ws, by, &g, name, w.People, DayOf(now, zone)); err != nil {
			return nil, err
		}
		if err := s.describe(ctx, tx, ws, g.ID, w); err != nil {
			return nil, err
		}
		made = append(made, g.ID)
	}
	return made, s.note(ctx, tx, ws, audit.GroupsAdded, made[0], audit.Detail{Count: int64(len(made))})
}

// found keeps one group that was made.
func (s *Service) found(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, g *Group, name string, people int, day Day) error {
	if err := insertGroup(ctx, tx, ws, g); err != nil {
		return err
	}
	if people >= 0 {
		f := Filled{Day: day, Figures: Figures{People: people, Joined: Unknown, Left: Unknown, Messages: Unknown, Spoke: Unknown}, By: by.User}
		if err := putFigures(ctx, tx, ws, g.ID, &f); err != nil {
			return err
		}
		if err := setCounted(ctx, tx, ws, g.ID, g.Made, 0); err != nil {
			return err
		}
	}
	_, err := putTold(ctx, tx, s.IDs, ws, g.Connection, channel.Arrived{Key: "made/" + id.Show(g.ID), Event: hand.Named(event.GroupCreated, g.Chat, name, g.Made)})
	if err != nil {
		return err
	}
	return s.changed(ctx, tx, ws, g.ID)
}

// checkKeeper is nil where somebody can run groups of a unit.
func (s *Service) checkKeeper(ctx context.Context, tx *db.Tx, ws id.Workspace, keeper id.User, unit id.Unit) error {
	if keeper == 0 {
		return nil
	}
	staff, _, err := s.Near.People(ctx, tx, ws)
	if err != nil {
		return err
	}
	for _, p := range staff {
		if p.User == keeper && p.Does && p.Scope.Has(unit) {
			return nil
		}
	}
	return &auth.FieldError{Field: "keeper", Err: fault.New(fault.Invalid, noKeeper.With())}
}

// Rename gives a group another name. It fails with Invalid, NotFound or Conflict.
func (s *Service) Rename(ctx context.Context, ws id.Workspace, by By, group id.Group, name string) error {
	names, err := Names("name", name, 1)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		g, place, err := s.alive(ctx, tx, ws, by, group)
		if err != nil || place.Name == names[0] {
			return err
		}
		now := s.now(ws)
		if _, err := s.Near.Found(ctx, tx, ws, g.Connection, g.Chat, names[0], place.Unit); err != nil {
			return err
		}
		key := "named/" + id.Show(id.New[id.Event](s.IDs, tx.Now))
		if _, err := putTold(ctx, tx, s.IDs, ws, g.Connection, channel.Arrived{Key: key, Event: hand.Named(event.GroupRenamed, g.Chat, names[0], now)}); err != nil {
			return err
		}
		if err := s.note(ctx, tx, ws, audit.GroupRenamed, g.ID, audit.Detail{}); err != nil {
			return err
		}
		return s.changed(ctx, tx, ws, g.ID)
	})
}

// Keep says who runs a group, and a remark. It fails as Rename does.
func (s *Service) Keep(ctx context.Context, ws id.Workspace, by By, group id.Group, keeper id.User, remark string) error {
	remark, err := note(remark)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		g, place, err := s.alive(ctx, tx, ws, by, group)
		if err != nil {
			return err
		}
		if err := s.checkKeeper(ctx, tx, ws, keeper, place.Unit); err != nil {
			return err
		}
		if err := setKeeper(ctx, tx, ws, g.ID, keeper, remark); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.GroupKept, g.ID, audit.Detail{})
	})
}

// Dismiss notes that a group is no more. What is known of it stays.
func (s *Service) Dismiss(ctx context.Context, ws id.Workspace, by By, group id.Group) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		g, _, err := s.alive(ctx, tx, ws, by, group)
		if err != nil {
			return err
		}
		now := s.now(ws)
		if first, err := dismiss(ctx, tx, ws, g.ID, now); err != nil || !first {
			return err
		}
		if _, err := putTold(ctx, tx, s.IDs, ws, g.Connection, channel.Arrived{Key: "over/" + id.Show(g.ID), Event: hand.Named(event.GroupDismissed, g.Chat, "", now)}); err != nil {
			return err
		}
		if err := s.note(ctx, tx, ws, audit.GroupDismissed, g.ID, audit.Detail{}); err != nil {
			return err
		}
		return s.changed(ctx, tx, ws, g.ID)
	})
}

// Tell keeps what somebody says of a group's day, today where nobody says which:
// the last word holds. It fails as Rename does.
func (s *Service) Tell(ctx context.Context, ws id.Workspace, by By, group id.Group, f Figures) error {
	if err := f.check(); err != nil {
		return err
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
		now := s.now(ws)
		if err := s.counted(ctx, tx, ws, &g, DayOf(now, zone), &f, now); err != nil {
			return err
		}
		if err := putFigures(ctx, tx, ws, g.ID, &Filled{Day: DayOf(now, zone), Figures: f, By: by.User}); err != nil {
			return err
		}
		if err := s.note(ctx, tx, ws, audit.GroupTold, g.ID, audit.Detail{}); err != nil {
			return err
		}
		return s.changed(ctx, tx, ws, g.ID)
	})
}

// Moved writes down who came or went today, by name, and returns how many of them
// nobody had told of today. It fails as Rename does.
func (s *Service) Moved(ctx context.Context, ws id.Workspace, by By, group id.Group, kind event.Kind, names []string) (fresh int, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		g, _, err := s.hold(ctx, tx, ws, by, group)
		if err != nil {
			return err
		}
		moves := make([]hand.Moved, len(names))
		for i, name := range names {
			moves[i] = hand.Moved{Kind: kind, Name: name, At: s.now(ws)}
		}
		if fresh, err = s.move(ctx, tx, ws, &g, moves); err != nil || fresh == 0 {
			return err
		}
		return s.note(ctx, tx, ws, audit.GroupTold, g.ID, audit.Detail{Count: int64(fresh)})
	})
	return fresh, err
}

func (s *Service) move(ctx context.Context, tx *db.Tx, ws id.Workspace, g *Group, moves []hand.Moved) (fresh int, err error) {
	zone, err := s.Near.Zone(ctx, tx, ws)
	if err != nil {
		return 0, err
	}
	for _, m := range moves {
		first, err := putTold(ctx, tx, s.IDs, ws, g.Connection, channel.Arrived{Key: m.Key(g.Chat, zone), Event: m.Event(g.Chat)})
		if err != nil {
			return fresh, err
		}
		if !first {
			continue
		}
		fresh++
		g.moved(m.Kind == event.Join, m.At, DayOf(m.At, zone))
	}
	if fresh == 0 {
		return 0, nil
	}
	return fresh, setMoved(ctx, tx, ws, g)
}
