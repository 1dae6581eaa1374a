package shelf

import (
	"context"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// where is what there is to know of the places that pieces belong to.
type where struct {
	groups []Group
	known  map[id.Group]*Group
	units  []auth.Unit
	below  map[id.Unit]auth.Scope // units that were asked about
	today  Day
}

// where tells of all groups, and whereOf of some.
func (s *Service) where(ctx context.Context, tx *db.Tx, ws id.Workspace) (*where, error) {
	groups, err := s.Near.Groups(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	return s.whereIn(ctx, tx, ws, groups)
}

func (s *Service) whereOf(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Group) (*where, error) {
	groups, err := s.Near.Named(ctx, tx, ws, of)
	if err != nil {
		return nil, err
	}
	return s.whereIn(ctx, tx, ws, groups)
}

func (s *Service) whereIn(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []Group) (w *where, err error) {
	w = &where{groups: groups, known: map[id.Group]*Group{}, below: map[id.Unit]auth.Scope{}}
	for i := range w.groups {
		w.known[w.groups[i].ID] = &w.groups[i]
	}
	if w.units, err = s.Near.Units(ctx, tx, ws); err != nil {
		return nil, err
	}
	zone, err := s.Near.Zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	w.today = DayOf(s.ClockOf(ws).Now(), zone)
	return w, nil
}

// covers is which units a piece is for that belongs to everyone of a unit.
func (w *where) covers(unit id.Unit) auth.Scope {
	if unit == 0 {
		return auth.Everything()
	}
	scope, ok := w.below[unit]
	if !ok {
		scope = auth.ScopeOf(w.units, unit)
		w.below[unit] = scope
	}
	return scope
}

// in reports whether a piece belongs to a group.
func (w *where) in(p *Piece, g *Group) bool {
	if p.Everyone {
		return w.covers(p.Unit).Has(g.Unit)
	}
	return slices.Contains(p.Groups, g.ID)
}

// sees reports whether somebody sees a piece: they see a group that it belongs to.
// Where none of its groups is known any more, its unit decides.
func (w *where) sees(by By, p *Piece) bool {
	if by.Scope.All {
		return true
	}
	if p.Everyone {
		return by.Scope.Has(p.Unit) || slices.ContainsFunc(by.Scope.Units(), w.covers(p.Unit).Has)
	}
	known := false
	for _, g := range p.Groups {
		if k := w.known[g]; k != nil {
			if known = true; by.Scope.Has(k.Unit) {
				return true
			}
		}
	}
	return !known && by.Scope.Has(p.Unit)
}

// owns reports whether somebody may change a piece: they see all that it belongs to.
func (w *where) owns(by By, p *Piece) bool {
	if by.Scope.All {
		return true
	}
	if p.Everyone {
		return by.Scope.Has(p.Unit)
	}
	return w.sees(by, p) && !slices.ContainsFunc(p.Groups, func(g id.Group) bool { return w.known[g] != nil && !by.Scope.Has(w.known[g].Unit) })
}

// Wanted is what a list is of.
type Wanted struct {
	Query    string
	Group    id.Group // 0 for any
	Archived bool
}

// Found is what was found, the newest first, and the groups that the pieces belong to.
type Found struct {
	Pieces []Piece
	Away   bool // some of the workspace are put away
	where  *where
}

// List lists the pieces that by sees. It fails with NotFound about a group that by does
// not see.
func (s *Service) List(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, want Wanted) (out Found, err error) {
	if out.where, err = s.where(ctx, tx, ws); err != nil {
		return out, err
	}
	group := out.where.known[want.Group]
	if want.Group != 0 && (group == nil || !by.Scope.Has(group.Unit)) {
		return out, fault.New(fault.NotFound, noGroup.With())
	}
	if out.Away, err = anyAway(ctx, tx, ws); err != nil {
		return out, err
	}
	all, err := piecesOf(ctx, tx, ws, want.Archived, terms(want.Query))
	if err != nil {
		return out, err
	}
	for i := range all {
		if p := &all[i]; out.where.sees(by, p) && (group == nil || out.where.in(p, group)) {
			out.Pieces = append(out.Pieces, *p)
		}
	}
	return out, nil
}

// Load returns a piece with its text; NotFound where by does not see it.
func (s *Service) Load(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, piece id.Piece) (p Piece, w *where, err error) {
	if p, err = pieceOf(ctx, tx, ws, piece); err != nil {
		return p, nil, err
	}
	if w, err = s.where(ctx, tx, ws); err != nil {
		return p, nil, err
	}
	if !w.sees(by, &p) {
		return Piece{}, nil, fault.New(fault.NotFound, noPiece.With())
	}
	return p, w, nil
}

// Card is what somebody new to a group is sent; "" where nothing is kept for it, or
// the group is not there.
func (s *Service) Card(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, lang i18n.Lang) (string, error) {
	last, w, err := s.last(ctx, tx, ws, []id.Group{group}, OnCard+1)
	if err != nil || w.known[group] == nil {
		return "", err
	}
	of := last[group]
	return Card(w.known[group].Name, of[:min(len(of), OnCard)], len(of) > OnCard, w.today, lang), nil
}

// Indices are the days and titles of what was kept last for groups; groups for which
// nothing is kept are left out.
func (s *Service) Indices(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]string, error) {
	out := map[id.Group]string{}
	if len(groups) == 0 {
		return out, nil
	}
	last, _, err := s.last(ctx, tx, ws, groups, OnCard)
	for g, of := range last {
		if text := Index(of); text != "" {
			out[g] = text
		}
	}
	return out, err
}

// last lists what was kept last for groups, so many of each at most.
func (s *Service) last(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, most int) (map[id.Group][]Piece, *where, error) {
	w, err := s.whereOf(ctx, tx, ws, groups)
	if err != nil {
		return nil, nil, err
	}
	all, err := piecesOf(ctx, tx, ws, false, nil)
	out := map[id.Group][]Piece{}
	for _, group := range groups {
		g := w.known[group]
		for i := range all {
			if g != nil && len(out[group]) < most && w.in(&all[i], g) {
				out[group] = append(out[group], all[i])
			}
		}
	}
	return out, w, err
}
