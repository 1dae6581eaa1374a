package auth

import (
	"slices"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// UnitKind is a level of the organisation.
type UnitKind string

// The levels, from the top.
const (
	Head    UnitKind = "head"
	Region  UnitKind = "region"
	Store   UnitKind = "store"
	Adviser UnitKind = "adviser"
)

// UnitKinds lists every level from the top.
var UnitKinds = [...]UnitKind{Head, Region, Store, Adviser}

// Label is what people call the level.
func (k UnitKind) Label() i18n.Text {
	switch k {
	case Head:
		return i18n.Text{Hans: "总部", Hant: "總部", En: "Head office"}
	case Region:
		return i18n.Text{Hans: "区域", Hant: "區域", En: "Region"}
	case Store:
		return i18n.Text{Hans: "门店", Hant: "門市", En: "Store"}
	case Adviser:
		return i18n.Text{Hans: "导购", Hant: "導購", En: "Sales adviser"}
	}
	return i18n.Text{}
}

// Valid reports whether k is one of the levels.
func (k UnitKind) Valid() bool { return slices.Contains(UnitKinds[:], k) }

func (k UnitKind) depth() int { return slices.Index(UnitKinds[:], k) }

// Below reports whether a unit of kind k may stand directly under one of kind
// parent. Levels may be left out (a store under head office) but never turned
// round, so no chain of parents can ever be a circle.
func (k UnitKind) Below(parent UnitKind) bool {
	return k.Valid() && parent.Valid() && k.depth() > parent.depth()
}

// Unit is a place in the organisation of one workspace.
type Unit struct {
	ID     id.Unit
	Parent id.Unit // 0 for head office
	Kind   UnitKind
	Name   string
}

// Scope is the part of a workspace that somebody sees: one unit and all that
// is below it. The zero value sees nothing.
type Scope struct {
	All   bool // head office: everything, and what no unit was named for
	units []id.Unit
}

// Everything is the scope of head office.
func Everything() Scope { return Scope{All: true} }

// ScopeOf returns the scope of somebody placed at unit at, among all units of
// a workspace. A unit that is not there gives a scope that sees nothing.
func ScopeOf(all []Unit, at id.Unit) Scope {
	below := map[id.Unit][]id.Unit{}
	known := false
	for _, u := range all {
		if u.ID == at {
			if u.Kind == Head {
				return Everything()
			}
			known = true
		}
		below[u.Parent] = append(below[u.Parent], u.ID)
	}
	if !known {
		return Scope{}
	}
	found := []id.Unit{at}
	for i := 0; i < len(found) && i < len(all); i++ {
		found = append(found, below[found[i]]...)
	}
	return ScopeIn(found...)
}

// ScopeIn returns the scope of exactly these units.
func ScopeIn(units ...id.Unit) Scope {
	units = slices.Clone(units)
	slices.Sort(units)
	return Scope{units: slices.Compact(units)}
}

// Has reports whether s sees what belongs to unit u. What belongs to no unit
// (0) is seen by head office only.
func (s Scope) Has(u id.Unit) bool {
	if s.All {
		return true
	}
	_, found := slices.BinarySearch(s.units, u)
	return found && u != 0
}

// Units lists the units s sees, in ascending order. It is nil where All, and
// not nil otherwise: an empty list sees nothing.
func (s Scope) Units() []id.Unit {
	if s.All {
		return nil
	}
	return append([]id.Unit{}, s.units...)
}

// Under returns units in the order of a tree, parents before their children,
// with how deep each one stands. Units without a known parent come last.
func Under(units []Unit) []Placed {
	below := map[id.Unit][]Unit{}
	known := map[id.Unit]bool{0: true}
	for _, u := range units {
		known[u.ID] = true
	}
	for _, u := range units {
		p := u.Parent
		if !known[p] {
			p = 0
		}
		below[p] = append(below[p], u)
	}
	out := make([]Placed, 0, len(units))
	var walk func(parent id.Unit, depth int)
	walk = func(parent id.Unit, depth int) {
		for _, u := range below[parent] {
			out = append(out, Placed{u, depth})
			walk(u.ID, depth+1)
		}
	}
	walk(0, 0)
	return out
}

// Placed is a unit and its depth in the tree, 0 for head office.
type Placed struct {
	Unit
	Depth int
}

var (
	wrongParent = i18n.Text{
		Hans: "%s不能放在%s下面。顺序是总部、区域、门店、导购，中间可以跳级。",
		Hant: "%s不能放在%s底下。順序是總部、區域、門市、導購，中間可以略過層級。",
		En:   "A unit of the kind “%s” cannot stand under “%s”. The order is head office, region, store, sales adviser; levels may be left out.",
	}
	oneHead = i18n.Text{
		Hans: "一个工作区只有一个总部，它不能删除，也不能移到别处。",
		Hant: "一個工作區只有一個總部，不能刪除，也不能移到別處。",
		En:   "A workspace has one head office, which can be neither removed nor moved.",
	}
)

func checkParent(k, parent UnitKind) error {
	if k == Head {
		return fault.New(fault.Invalid, oneHead.With())
	}
	if !k.Below(parent) {
		return fault.New(fault.Invalid, wrongParent.With(k.Label(), parent.Label()))
	}
	return nil
}
