package auth_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestEveryRoleMayDoExactlyThis is the whole permission matrix.
func TestEveryRoleMayDoExactlyThis(t *testing.T) {
	want := map[auth.Role][]auth.Action{
		auth.Owner:           {auth.View, auth.Quotes, auth.Run, auth.Manage},
		auth.Operator:        {auth.View, auth.Quotes, auth.Run},
		auth.Agent:           {auth.View, auth.Quotes},
		auth.ViewOnly:        {auth.View},
		auth.Role(""):        nil,
		auth.Role("OWNER"):   nil,
		auth.Role("unknown"): nil,
	}
	for role, may := range want {
		for _, a := range append(auth.Actions[:], "", "delete") {
			if got := auth.Can(role, a); got != slices.Contains(may, a) {
				t.Errorf("Can(%q, %q) = %v", role, a, got)
			}
		}
	}
	for _, r := range auth.Roles {
		if len(want[r]) == 0 || r.About().En == "" {
			t.Errorf("role %q has no line in this matrix, or does not say what it may do", r)
		}
	}
}

func TestScopeIsTheUnitAndAllBelow(t *testing.T) {
	all := []auth.Unit{
		{ID: 1, Kind: auth.Head}, {ID: 2, Parent: 1, Kind: auth.Region}, {ID: 3, Parent: 1, Kind: auth.Region},
		{ID: 4, Parent: 2, Kind: auth.Store}, {ID: 5, Parent: 4, Kind: auth.Adviser}, {ID: 6, Parent: 3, Kind: auth.Store},
		{ID: 7, Parent: 1, Kind: auth.Store},
	}
	for _, tt := range []struct {
		at   id.Unit
		all  bool
		want []id.Unit
	}{
		{1, true, nil}, {2, false, []id.Unit{2, 4, 5}}, {3, false, []id.Unit{3, 6}}, {5, false, []id.Unit{5}},
		{7, false, []id.Unit{7}}, {99, false, []id.Unit{}},
	} {
		s := auth.ScopeOf(all, tt.at)
		if s.All != tt.all || !slices.Equal(s.Units(), tt.want) || (s.Units() == nil) != tt.all {
			t.Errorf("scope at %d = %v %v, want %v %v", tt.at, s.All, s.Units(), tt.all, tt.want)
		}
		if s.Has(0) != tt.all {
			t.Errorf("scope at %d: what belongs to no unit is seen = %v", tt.at, s.Has(0))
		}
		for _, u := range all {
			if s.Has(u.ID) != (tt.all || slices.Contains(tt.want, u.ID)) {
				t.Errorf("scope at %d: Has(%d) = %v", tt.at, u.ID, s.Has(u.ID))
			}
		}
	}
	var nothing auth.Scope
	if nothing.All || nothing.Has(0) || nothing.Has(1) || nothing.Units() == nil {
		t.Error("the zero scope sees something")
	}
}

// tree draws units that each stand under an earlier one of a higher level.
func tree(t *rapid.T) []auth.Unit {
	out := []auth.Unit{{ID: 1, Kind: auth.Head}}
	for i := range rapid.IntRange(0, 30).Draw(t, "units") {
		parent := rapid.SampledFrom(out).Draw(t, "parent")
		kind := rapid.SampledFrom(auth.UnitKinds[:]).Draw(t, "kind")
		if kind.Below(parent.Kind) {
			out = append(out, auth.Unit{ID: id.Unit(i + 2), Parent: parent.ID, Kind: kind})
		}
	}
	return out
}

func TestScopesNestLikeTheTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := tree(t)
		for _, u := range units[1:] {
			mine := auth.ScopeOf(units, u.ID)
			above := auth.ScopeOf(units, u.Parent)
			for _, v := range units {
				if mine.Has(v.ID) && !above.Has(v.ID) {
					t.Fatalf("unit %d sees %d, its parent does not", u.ID, v.ID)
				}
			}
		}
		placed := auth.Under(units)
		if len(placed) != len(units) {
			t.Fatalf("the tree shows %d of %d units", len(placed), len(units))
		}
		seen := map[id.Unit]int{0: -1}
		for _, p := range placed {
			if depth, ok := seen[p.Parent]; !ok || p.Depth != depth+1 {
				t.Fatalf("unit %d stands before its parent, or too deep", p.ID)
			}
			seen[p.ID] = p.Depth
		}
	})
}

func TestLevelsCannotBeTurnedRound(t *testing.T) {
	for i, below := range auth.UnitKinds {
		for j, above := range auth.UnitKinds {
			if got := below.Below(above); got != (i > j) {
				t.Errorf("%s below %s = %v", below, above, got)
			}
		}
	}
	if auth.UnitKind("moon").Below(auth.Head) || auth.Store.Below("moon") {
		t.Error("an unknown level was accepted")
	}
}
