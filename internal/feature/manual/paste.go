package manual

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
)

// Clip is what somebody copied, with what they said of it.
type Clip struct {
	Text       string
	Day        time.Time // about when the last of it was said, where the text does not tell; zero for now
	MonthFirst bool
	Answers    map[int]string // to what was unclear, by line
	NoNames    []string       // what reads like a name and is none
	Staff      []string       // who is staff
	NoStaff    bool           // nobody in it is
	Two        *hand.Two      // whose talk it is, where it is one between two
}

// Understood is what was made of a clip.
type Understood struct {
	hand.Paste
	Known     []bool // kept already, message by message
	Staff     map[string]bool
	Waiting   []Question
	Judged    Judged
	NoTime    bool // nothing says when anything was said, so no time can have passed
	Whose     Place
	Dismissed bool
}

// Fresh is how many messages are not kept yet, and how many of those are history.
func (u *Understood) Fresh(now time.Time) (fresh, past int) {
	for i, a := range u.Events {
		if !u.Known[i] {
			if fresh++; !Fresh(a.Event.At, now) {
				past++
			}
		}
	}
	return fresh, past
}

// nowhere is the chat of what belongs to no group yet.
func nowhere() Group { return Group{Chat: hand.ChatOf("nowhere")} }

// Read reads what somebody copied, of a group or of none yet (0). Nothing is kept.
// It fails with Invalid about "text" where no message is in it, about "own", "other" or
// "two" where a talk between two is not settled yet, and as Rename does. What was read is
// told in these cases too.
func (s *Service) Read(ctx context.Context, ws id.Workspace, by By, group id.Group, c Clip) (u Understood, err error) {
	if strings.TrimSpace(c.Text) == "" {
		return u, &auth.FieldError{Field: "text", Err: fault.New(fault.Invalid, noText.With())}
	}
	c.ownIsStaff()
	now := s.now(ws)
	if c.Day.IsZero() || c.Day.After(now) {
		c.Day = now
	}
	var zone *time.Location
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		g := nowhere()
		if group != 0 {
			if g, u.Whose, err = s.alive(ctx, tx, ws, by, group); err != nil {
				return err
			}
		}
		if zone, err = s.Near.Zone(ctx, tx, ws); err != nil {
			return err
		}
		u.Paste = hand.Read(c.Text, hand.Copied{Chat: g.Chat, Zone: zone, Day: c.Day, Now: now, MonthFirst: c.MonthFirst, Answers: c.Answers, NoNames: c.NoNames, Two: c.Two})
		if err := c.settled(&u.Paste); err != nil {
			return err
		}
		if len(u.Events) == 0 {
			return &auth.FieldError{Field: "text", Err: fault.New(fault.Invalid, nothingRead.With())}
		}
		return s.compare(ctx, tx, ws, g, &u)
	})
	if err != nil {
		return u, err
	}
	return u, s.judge(ctx, c, zone, now, &u)
}

// compare finds out what is kept already, and who is known to be staff.
func (s *Service) compare(ctx context.Context, tx *db.Tx, ws id.Workspace, g Group, u *Understood) (err error) {
	u.Known = make([]bool, len(u.Events))
	if g.ID == 0 {
		return nil
	}
	from, to := u.Reach()
	kept, err := s.Near.Known(ctx, tx, ws, g.ID, from, to)
	if err != nil {
		return err
	}
	u.Known = u.Overlap(kept)
	names := make([]string, len(u.People))
	for i, p := range u.People {
		names[i] = p.Name
	}
	u.Staff, err = s.Talk.Staff(ctx, tx, ws, g.Chat, names)
	return err
}

// judge finds the questions nobody answered.
func (s *Service) judge(ctx context.Context, c Clip, zone *time.Location, now time.Time, u *Understood) (err error) {
	staff := slices.Clone(c.Staff)
	for _, p := range u.People {
		if u.Staff[p.Name] && !slices.Contains(staff, p.Name) {
			staff = append(staff, p.Name)
		}
	}
	if len(staff) == 0 {
		if staff = nil; c.NoStaff {
			staff = []string{} // there are none, which is not the same as unknown
		}
	}
	if u.NoTime = u.Untimed == len(u.Events); u.NoTime {
		now = u.To.Add(time.Hour)
	}
	u.Judged, err = s.Talk.Judge(ctx, u.Events, staff, zone, now)
	for i := range u.Events {
		if e := &u.Events[i].Event; u.Judged.Waiting[e.NativeID] {
			u.Waiting = append(u.Waiting, Question{Message: e.NativeID, Who: e.Actor.Name, Text: e.Body, At: e.At, Alone: c.Two != nil})
		}
	}
	return err
}

// Take takes in what somebody copied, and returns how many messages were new. What
// was said within a day counts as happening now, the rest as history. Who was said
// to be staff is staff from now on, where by sees the whole workspace. It fails as
// Read does.
func (s *Service) Take(ctx context.Context, ws id.Workspace, by By, group id.Group, c Clip) (fresh int, err error) {
	u, err := s.Read(ctx, ws, by, group, c)
	if err != nil {
		return 0, err
	}
	c.ownIsStaff()
	now := s.now(ws)
	var live, past []channel.Arrived
	for i, a := range u.Events {
		switch {
		case u.Known[i]:
		case Fresh(a.Event.At, now):
			live = append(live, a)
		default:
			past = append(past, a)
		}
	}
	fresh = len(live) + len(past)
	var from Source
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		g, place, err := s.hold(ctx, tx, ws, by, group)
		if err != nil {
			return err
		}
		from = Source{Door: g.Connection, Chat: g.Chat, Name: place.Name}
		if _, err := s.move(ctx, tx, ws, &g, u.Moves); err != nil {
			return err
		}
		if err := s.nameStaff(ctx, tx, ws, by, from, g.ID, &c, &u); err != nil {
			return err
		}
		if err := notePasted(ctx, tx, ws, g.ID, u.To); err != nil {
			return err
		}
		if err := s.note(ctx, tx, ws, audit.GroupPasted, g.ID, audit.Detail{Count: int64(fresh)}); err != nil {
			return err
		}
		return s.changed(ctx, tx, ws, g.ID)
	})
	if err != nil || fresh == 0 {
		return 0, err
	}
	return fresh, s.Near.Take(ctx, ws, by.User, from, live, past)
}

func (s *Service) nameStaff(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, from Source, group id.Group, c *Clip, u *Understood) error {
	var names []string
	for _, p := range u.People {
		if slices.Contains(c.Staff, p.Name) && !u.Staff[p.Name] {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 || !by.Names || !by.Scope.All {
		return nil
	}
	return s.Talk.NameStaff(ctx, tx, ws, from, group, names)
}

// mostAsked is how many questions become to-dos at a time.
const mostAsked = 50

// Ask makes a to-do of every question in a clip that nobody answered, once, and
// returns how many of them are open. It fails as Read does.
func (s *Service) Ask(ctx context.Context, ws id.Workspace, by By, group id.Group, c Clip) (open int, err error) {
	u, err := s.Read(ctx, ws, by, group, c)
	if err != nil || len(u.Waiting) == 0 {
		return 0, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		g, place, err := s.alive(ctx, tx, ws, by, group)
		if err != nil {
			return err
		}
		owner, err := s.Keeper(ctx, tx, ws, g.ID)
		if err != nil {
			return err
		}
		from := Source{Door: g.Connection, Chat: g.Chat, Name: place.Name}
		open, err = s.Talk.Ask(ctx, tx, ws, from, g.ID, owner, u.Waiting[max(0, len(u.Waiting)-mostAsked):])
		if err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.GroupAsked, g.ID, audit.Detail{Count: int64(open)})
	})
	return open, err
}
