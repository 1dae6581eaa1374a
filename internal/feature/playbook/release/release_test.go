package release_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/release"
)

// TestStages: five first, fifty by the second, then all; always the same, and not
// the same ones for every SOP.
func TestStages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 200).Draw(t, "groups")
		name := rapid.StringMatching("[a-z]{1,8}").Draw(t, "name")
		groups := make([]id.Group, n)
		for i := range groups {
			groups[i] = id.Group(1000 + i)
		}
		stages := release.Stages(name, groups, release.Usual())
		again := release.Stages(name, rapid.Permutation(groups).Draw(t, "another order"), release.Usual())
		count := map[int]int{}
		for g, s := range stages {
			count[s]++
			if again[g] != s {
				t.Fatalf("group %d is of stage %d, then of %d", g, s, again[g])
			}
		}
		if len(stages) != n || count[1] != min(n, 5) || count[2] != max(0, min(n-5, 45)) || count[3] != max(0, n-50) {
			t.Fatalf("%d groups are dealt out as %v", n, count)
		}
		if n > 0 && count[release.Last(n, release.Usual())] == 0 {
			t.Fatalf("of %d groups the last stage has none", n)
		}
	})
	first := func(name string) (out [200]int) {
		groups := make([]id.Group, 200)
		for i := range groups {
			groups[i] = id.Group(1 + i)
		}
		for g, s := range release.Stages(name, groups, release.Usual()) {
			out[g-1] = s
		}
		return out
	}
	if first("welcome") == first("rush-sale") {
		t.Error("the same groups come first for every SOP")
	}
}

// TestWhenPeopleLeave: few are no sign, twice the usual is, and what chance
// explains is not.
func TestWhenPeopleLeave(t *testing.T) {
	for _, c := range []struct {
		left        int
		usual, days float64
		stop        bool
	}{
		{4, 0, 1, false}, {5, 0, 1, true}, {5, 1, 3, false}, {9, 1, 3, true}, {6, 1, 3, false}, {20, 10, 1, true}, {19, 10, 1, false}, {200, 10, 10, true}, {190, 10, 10, false},
	} {
		if got := release.TooManyLeft(c.left, c.usual, c.days); got != c.stop {
			t.Errorf("%d left in %v days, usually %v a day: stopped %v", c.left, c.days, c.usual, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		left, usual, days := rapid.IntRange(0, 300).Draw(t, "left"), rapid.Float64Range(0, 50).Draw(t, "usual"), rapid.Float64Range(0.01, 30).Draw(t, "days")
		if release.TooManyLeft(left, usual, days) && (!release.TooManyLeft(left+1, usual, days) || float64(left) < 2*usual*days) {
			t.Fatalf("%d is too many and one more is not, or it is less than twice the usual", left)
		}
	})
}

// TestASecondPerson is asked above fifty groups, five thousand people, or at a price.
func TestASecondPerson(t *testing.T) {
	for _, c := range []struct {
		groups, people int
		price, want    bool
	}{{50, 5000, false, false}, {51, 1, false, true}, {1, 5001, false, true}, {1, 1, true, true}} {
		if got := release.NeedsSecond(c.groups, c.people, c.price); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// TestWhatIsUsual is what left a day; where that was told for less than a week, a
// share of the people.
func TestWhatIsUsual(t *testing.T) {
	for _, c := range []struct {
		left    int
		days    float64
		people  int
		want    float64
		assumed bool
	}{{28, 28, 500, 1, false}, {0, 28, 500, 0, false}, {7, 7, 500, 1, false}, {6, 6.9, 500, 5, true}, {0, 0, 0, 0, true}} {
		if got, assumed := release.UsualADay(c.left, c.days, c.people); got != c.want || assumed != c.assumed {
			t.Errorf("%+v: %v, %v", c, got, assumed)
		}
	}
}
