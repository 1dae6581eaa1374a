// Package release says how an SOP is let loose on many groups: a few first, then
// more, then all; by whom; and when it is stopped because people leave.
//
// Pure: no database, clock or chance. Which groups come first follows from names.
//
// The leave rate. Usual is how many left the released groups a day in the four
// weeks before; Left how many have since. With u = usual × days, it is too many
// where Left ≥ 2·max(u, ½), Left ≥ 5, and a Poisson count with the mean max(u, ½)
// reaches Left in fewer than one case of a hundred. The last keeps chance apart:
// where three leave in a usual week, five in another are no sign of anything. Where
// comings and goings were told for less than a week before, a hundredth of the people a
// day is taken for usual.
package release

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"

	"github.com/huoshui/huoshui/internal/base/id"
)

// Sizes is how many groups have been reached after each stage but the last, which
// reaches all.
type Sizes [2]int

// Usual returns the sizes where nobody has said otherwise.
func Usual() Sizes { return Sizes{5, 50} }

// Stages says in which stage each of the groups is reached: 1, 2 or 3, and never a
// later one while an earlier has room. The same names give the same stages.
func Stages(name string, groups []id.Group, s Sizes) map[id.Group]int {
	order := slices.Clone(groups)
	slices.SortFunc(order, func(a, b id.Group) int { return cmp.Or(cmp.Compare(lot(name, a), lot(name, b)), cmp.Compare(a, b)) })
	out := make(map[id.Group]int, len(order))
	for i, g := range order {
		switch {
		case i < s[0]:
			out[g] = 1
		case i < s[1]:
			out[g] = 2
		default:
			out[g] = 3
		}
	}
	return out
}

// Last is the last stage that so many groups need.
func Last(groups int, s Sizes) int {
	switch {
	case groups <= s[0]:
		return 1
	case groups <= s[1]:
		return 2
	}
	return 3
}

// lot is where a group stands in the order of a name: alike for no reason that
// people could guess, so that the first are a fair sample.
func lot(name string, g id.Group) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name + "\x00" + id.Show(g)))
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	return x ^ x>>33
}

// From how many groups and people on a second person has to agree.
const (
	ManyGroups = 50
	ManyPeople = 5000
)

// NeedsSecond reports whether a second person has to agree.
func NeedsSecond(groups, people int, price bool) bool {
	return groups > ManyGroups || people > ManyPeople || price
}

const (
	leastLeft = 5
	times     = 2
	seldom    = 0.01
)

// Where it is not told long enough who comes and goes, a share of the people a day is
// taken for what is usual.
const (
	leastDays = 7
	share     = 0.01
)

// UsualADay is how many usually leave a day: of whom left in so many days, or where
// those are too few, of so many people.
func UsualADay(left int, days float64, people int) (usual float64, assumed bool) {
	if days < leastDays {
		return share * float64(people), true
	}
	return float64(left) / days, false
}

// TooManyLeft reports whether more have left in so many days than chance explains,
// and at least twice as many as usual.
func TooManyLeft(left int, usualADay, days float64) bool {
	mean := max(usualADay*days, 0.5)
	return left >= leastLeft && float64(left) >= times*mean && atLeast(left, mean) < seldom
}

// atLeast is how likely a Poisson count of a mean reaches n.
func atLeast(n int, mean float64) float64 {
	below, term := 0.0, math.Exp(-mean)
	for k := range n {
		below += term
		term *= mean / float64(k+1)
	}
	return max(0, 1-below)
}
