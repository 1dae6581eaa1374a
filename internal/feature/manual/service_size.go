package manual

import (
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// counted notes that somebody says how many people are in a group, where that is not
// what they said of the day already: a form that comes back as it was counts nobody anew.
func (s *Service) counted(ctx context.Context, tx *db.Tx, ws id.Workspace, g *Group, day Day, f *Figures, at time.Time) error {
	if f.People < 0 {
		return nil
	}
	before, err := figuresOf(ctx, tx, ws, g.ID, 1)
	if err != nil || len(before) > 0 && before[0].Day == day && before[0].People == f.People {
		return err
	}
	return setCounted(ctx, tx, ws, g.ID, at, max(0, f.Joined-g.cameOn(day)))
}

// hall is all groups of a workspace among which newcomers are sent.
type hall struct {
	set    Settings
	groups []Group
	seats  []Seat
	said   map[id.Group]int // how many people somebody said
	about  map[id.Group]map[string]string
}

// hallOf reads them; what by does not see is marked.
func (s *Service) hallOf(ctx context.Context, tx *db.Tx, ws id.Workspace, by By) (h hall, err error) {
	if h.set, err = settingsOf(ctx, tx, ws); err != nil {
		return h, err
	}
	if h.groups, err = groupsOf(ctx, tx, ws); err != nil || len(h.groups) == 0 {
		return h, err
	}
	ids := idsOf(h.groups)
	places, err := s.Near.Places(ctx, tx, ws, ids)
	if err != nil {
		return h, err
	}
	people, err := s.People(ctx, tx, ws, ids)
	if err != nil {
		return h, err
	}
	if s.About != nil {
		if h.about, err = s.About.Of(ctx, tx, ws, ids); err != nil {
			return h, err
		}
	}
	h.said = map[id.Group]int{}
	for i := range h.groups {
		g := &h.groups[i]
		place, ok := places[g.ID]
		seat := Seat{Group: g.ID, Name: place.Name, Where: placeIn(h.about[g.ID]), People: Unknown, Shut: !g.Shut.IsZero(), Gone: !g.Dismissed.IsZero(), Unseen: !ok || !by.Scope.Has(place.Unit)}
		h.said[g.ID] = Unknown
		if c, ok := people[g.ID]; ok {
			h.said[g.ID], seat.People = c.People, max(0, c.People+g.Since)
		}
		h.seats = append(h.seats, seat)
	}
	return h, nil
}

func placeIn(about map[string]string) Where { return Where{Shop: about[colShop], Area: about[colArea]} }

// seat is one of them; nil where it is not there.
func (h *hall) seat(group id.Group) *Seat {
	for i := range h.seats {
		if h.seats[i].Group == group {
			return &h.seats[i]
		}
	}
	return nil
}

// full reports whether newcomers of a group are sent elsewhere.
func (h *hall) full(group id.Group) bool {
	s := h.seat(group)
	return s != nil && !s.Gone && (s.Shut || BandOf(s.People, h.set.Full) == Full)
}

// handed is what of a full group the next one says of itself, too.
var handed = [...]string{colOffer, colHours, colOwner, colShop, colArea, colDuty}

// MakeNext makes the group that follows a full one, where there is none that takes
// people: of the next name, at the same place and run by the same person. A second
// touch finds the one that the first made. It fails as Add does, and with Conflict
// where the group is not full.
func (s *Service) MakeNext(ctx context.Context, ws id.Workspace, by By, group id.Group) (next id.Group, made bool, err error) {
	var unit id.Unit
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		_, place, err := s.alive(ctx, tx, ws, by, group)
		unit = place.Unit
		return err
	})
	if err != nil {
		return 0, false, err
	}
	door, err := s.door(ctx, ws, by, unit)
	if err != nil {
		return 0, false, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		next, made = 0, false
		if err := holdSettings(ctx, tx, ws); err != nil {
			return err
		}
		g, place, err := s.alive(ctx, tx, ws, by, group)
		if err != nil {
			return err
		}
		h, err := s.hallOf(ctx, tx, ws, by)
		if err != nil {
			return err
		}
		if !h.full(group) {
			return fault.New(fault.Conflict, notFull.With())
		}
		if next = NextOf(h.seats, group, h.set.Full); next != 0 {
			return nil
		}
		w := Wanted{Names: []string{FreeName(h.seats, place.Name)}, Unit: place.Unit, Keeper: g.Keeper, People: Unknown, about: map[string]string{}}
		for _, name := range handed {
			if value := h.about[group][name]; value != "" {
				w.about[name] = value
			}
		}
		if s.checkKeeper(ctx, tx, ws, g.Keeper, place.Unit) != nil {
			w.Keeper = 0
		}
		all, err := s.add(ctx, tx, ws, by, door, &w)
		if err == nil {
			next, made = all[0], true
		}
		return err
	})
	return next, made, err
}

// Carry switches on in a group what is on in another, as far as nothing is asked for
// it, and says how many sentences are on now and how many a person has to see to.
func (s *Service) Carry(ctx context.Context, ws id.Workspace, by By, from, to id.Group, lang i18n.Lang) (on, left int, err error) {
	if s.Ready == nil {
		return 0, 0, nil
	}
	var all []Offer
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		all, err = s.Ready.Offers(ctx, tx, ws, from, lang)
		return err
	})
	if err != nil {
		return 0, 0, err
	}
	for _, o := range all {
		if !o.On || o.Whole {
			continue
		}
		more, err := s.Ready.On(ctx, ws, by, to, o.Name, nil, lang)
		switch kind := fault.KindOf(err); {
		case err == nil && !more:
			on++
		case err == nil || kind == fault.Conflict || kind == fault.Invalid:
			left++
		default:
			return on, left, err
		}
	}
	return on, left, nil
}

// Shut closes a group to newcomers, or opens it again. It fails as Rename does.
func (s *Service) Shut(ctx context.Context, ws id.Workspace, by By, group id.Group, shut bool) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		g, _, err := s.alive(ctx, tx, ws, by, group)
		if err != nil || shut == !g.Shut.IsZero() {
			return err
		}
		at := time.Time{}
		if shut {
			at = s.now(ws)
		}
		if err := setShut(ctx, tx, ws, g.ID, at); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.GroupShut, g.ID, audit.Detail{})
	})
}

// isFull reports whether a group takes nobody more.
func (s *Service) isFull(ctx context.Context, ws id.Workspace, by By, group id.Group) (full bool, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		h, err := s.hallOf(ctx, tx, ws, by)
		full = h.full(group)
		return err
	})
	return full, err
}

// places are the shops and areas of a workspace that by may pick from: those that were
// kept, and those that its groups bear.
func (h *hall) places(kept []Where) []Where {
	out := slices.Clone(kept)
	for i := range h.seats {
		if s := &h.seats[i]; s.Where != (Where{}) && !s.Unseen && !s.Gone && !slices.Contains(out, s.Where) {
			out = append(out, s.Where)
		}
	}
	slices.SortFunc(out, Where.compare)
	return out
}
