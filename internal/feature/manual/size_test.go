package manual

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestBands: 150 is to grow, 200 to 299 is right, the 300th fills a group; another
// number moves both edges, and 200 is always enough.
func TestBands(t *testing.T) {
	for _, c := range []struct {
		people, full int
		want         Band
	}{
		{Unknown, 300, Uncounted}, {0, 300, Growing}, {150, 300, Growing}, {199, 300, Growing}, {200, 300, Right}, {250, 300, Right}, {299, 300, Right},
		{300, 300, Full}, {301, 300, Full}, {500, 300, Full}, {99, 150, Growing}, {100, 150, Right}, {150, 150, Full}, {199, 500, Growing}, {200, 500, Right}, {499, 500, Right}, {500, 500, Full},
	} {
		if got := BandOf(c.people, c.full); got != c.want {
			t.Errorf("%d of %d is %d, want %d", c.people, c.full, got, c.want)
		}
	}
	for full, ok := range map[int]bool{-1: false, 0: false, 19: false, 20: true, 300: true, 500: true, 501: false} {
		if err := checkFull(full); (err == nil) != ok {
			t.Errorf("full at %d: %v", full, err)
		}
	}
}

// TestACrowdedGroupMayBeSplit from a third more than full on, or at what WeChat allows.
func TestACrowdedGroupMayBeSplit(t *testing.T) {
	for _, c := range []struct {
		people, full int
		want         bool
	}{{Unknown, 300, false}, {299, 300, false}, {301, 300, false}, {399, 300, false}, {400, 300, true}, {26, 20, true}, {25, 20, false}, {499, 450, false}, {500, 450, true}, {499, 500, false}, {500, 500, true}} {
		if got := Crowded(c.people, c.full); got != c.want {
			t.Errorf("%d of %d: %v", c.people, c.full, got)
		}
	}
}

// TestBandsGrowWithPeople: more people are never a smaller band, and each band is there.
func TestBandsGrowWithPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		full := rapid.IntRange(leastFull, MostPeople).Draw(t, "full")
		seen := map[Band]bool{}
		was := Uncounted
		for n := Unknown; n <= MostPeople; n++ {
			got := BandOf(n, full)
			if got < was || (got == Full) != (n >= full) || got == Growing && n >= Invited {
				t.Fatalf("%d of %d is %d after %d", n, full, got, was)
			}
			was, seen[got] = got, true
		}
		if len(seen) != 4 {
			t.Fatalf("of %d there are only %v", full, seen)
		}
	})
}

// TestSeriesOfNames: which group comes after which.
func TestSeriesOfNames(t *testing.T) {
	for name, want := range map[string]string{
		"青禾·河西·福利1群": "青禾·河西·福利2群", "青禾福利群": "青禾福利2群", "青禾福利9群🌱": "青禾福利10群🌱", "青禾福利群🌱": "青禾福利2群🌱", "河边一群": "河边二群", "河边十九群": "河边二十群", "河边九十九群": "河边100群",
		"青禾2号群": "青禾3号群", "青禾7": "青禾8", "青禾": "青禾2", "Riverside regulars": "Riverside regulars 2", "Riverside regulars 2": "Riverside regulars 3", "Riverside3": "Riverside4",
		"5号楼邻居群": "5号楼邻居2群", "周六群": "周六2群", "2030群": "2030-2群", "群": "群2", "1群": "2群", "福利群組": "福利2群組", "！！": "！！2", "12345678901234567890群": "12345678901234567890-2群",
	} {
		s := SeriesOf(name)
		if got := s.With(s.Number + 1); got != want {
			t.Errorf("after %q comes %q, want %q", name, got, want)
		}
	}
	for _, c := range []struct {
		a, b string
		same bool
	}{{"福利1群", "福利2群", true}, {"福利群", "福利2群", true}, {"福利2号群", "福利3群", true}, {"福利1群🌱", "福利2群", true}, {"福利1群", "会员1群", false}, {"福利1群", "福利", false}, {"河边一群", "河边2群", true}} {
		if got := SeriesOf(c.a).Same(SeriesOf(c.b)); got != c.same {
			t.Errorf("%q and %q are of one series: %v", c.a, c.b, got)
		}
	}
}

// TestSeriesIsReadBackAsItIsWritten: whatever a name is, the ones made of it are of its
// series and bear the numbers they were given.
func TestSeriesIsReadBackAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[青禾河西·周第一十A-Za-z0-9 ]{1,10}(群|号群|群組|)[🌱!]?`).Draw(t, "name")
		s := SeriesOf(name)
		n := rapid.IntRange(2, highestNumber).Draw(t, "n")
		made := s.With(n)
		if back := SeriesOf(made); !back.Same(s) || back.Number != n {
			t.Fatalf("%q with %d is %q, read as %+v of %+v", name, n, made, back, s)
		}
	})
}

// TestTheNextGroup: the 301st is sent to the next of the same place and series that
// takes people.
func TestTheNextGroup(t *testing.T) {
	west, east := Where{"青禾", "河西"}, Where{"青禾", "河东"}
	all := []Seat{
		{Group: 1, Name: "福利1群", Where: west, People: 301},
		{Group: 2, Name: "福利2群", Where: west, People: 300},
		{Group: 3, Name: "福利3群", Where: west, People: 120},
		{Group: 4, Name: "福利4群", Where: west, People: 3},
		{Group: 5, Name: "会员2群", Where: west, People: 1},
		{Group: 6, Name: "福利2群", Where: east, People: 1},
	}
	change := func(fn func(s []Seat)) []Seat {
		out := append([]Seat(nil), all...)
		fn(out)
		return out
	}
	for what, c := range map[string]struct {
		all  []Seat
		of   id.Group
		want id.Group
	}{
		"the next that is not full":           {all, 1, 3},
		"from the second":                     {all, 2, 3},
		"it was dismissed":                    {change(func(s []Seat) { s[2].Gone = true }), 1, 4},
		"it was closed":                       {change(func(s []Seat) { s[2].Shut = true }), 1, 4},
		"it is another unit's":                {change(func(s []Seat) { s[2].Unseen = true }), 1, 4},
		"it is full":                          {change(func(s []Seat) { s[2].People = 300 }), 1, 4},
		"counted goes before uncounted":       {change(func(s []Seat) { s[2].People = Unknown }), 1, 4},
		"uncounted is better than none":       {change(func(s []Seat) { s[2].People, s[3].People = Unknown, 300 }), 1, 3},
		"those after it are full":             {change(func(s []Seat) { s[1].People, s[2].People, s[3].People = 200, 300, 300 }), 3, 2},
		"there is none":                       {change(func(s []Seat) { s[2].People, s[3].People = 300, 300 }), 1, 0},
		"alone in its series":                 {all, 5, 0},
		"alone in its area":                   {all, 6, 0},
		"one that is not there":               {all, 9, 0},
		"the full one is not offered to them": {all[:2], 1, 0},
	} {
		if got := NextOf(c.all, c.of, FullAt); got != c.want {
			t.Errorf("%s: %d, want %d", what, got, c.want)
		}
	}
	if got := FreeName(change(func(s []Seat) { s[3].Gone, s[3].Unseen = true, true }), "福利1群"); got != "福利5群" {
		t.Errorf("the next name is %q", got)
	}
}

// TestTheNextGroupTakesPeople, whatever groups there are, and there is one wherever some
// group of the place and series would do; a free name is nobody's.
func TestTheNextGroupTakesPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		full := rapid.IntRange(leastFull, MostPeople).Draw(t, "full")
		all := make([]Seat, rapid.IntRange(1, 12).Draw(t, "n"))
		for i := range all {
			all[i] = Seat{Group: id.Group(i + 1), Name: fmt.Sprintf("%s%d群", rapid.SampledFrom([]string{"福利", "会员"}).Draw(t, "series"), rapid.IntRange(1, 5).Draw(t, "number")),
				Where: Where{"青禾", rapid.SampledFrom([]string{"河西", "河东"}).Draw(t, "area")}, People: rapid.IntRange(-1, 500).Draw(t, "people"),
				Shut: rapid.Bool().Draw(t, "shut"), Gone: rapid.Bool().Draw(t, "gone"), Unseen: rapid.Bool().Draw(t, "unseen")}
		}
		here := all[0]
		could := 0
		for i := range all[1:] {
			s := &all[i+1]
			if s.Takes(full) && s.Where == here.Where && SeriesOf(s.Name).Same(SeriesOf(here.Name)) {
				could++
			}
		}
		next := NextOf(all, here.Group, full)
		if (next == 0) != (could == 0) || next == here.Group {
			t.Fatalf("%d could, and it is %d", could, next)
		}
		if next != 0 {
			s := all[next-1]
			if s.Shut || s.Gone || s.Unseen || s.People >= full || s.Where != here.Where {
				t.Fatalf("sent to %+v", s)
			}
		}
		if mixed := NextOf(rapid.Permutation(all).Draw(t, "mixed"), here.Group, full); mixed != next {
			t.Fatalf("in another order %d, not %d", mixed, next)
		}
		for _, free := range []string{FreeName(all, here.Name), GeoName(all, here.Where, "福利")} {
			for _, s := range all {
				if s.Name == free {
					t.Fatalf("%q is taken", free)
				}
			}
		}
	})
}

// TestNamesByGeography: shop, area, what it is for, and the next free number.
func TestNamesByGeography(t *testing.T) {
	w := Where{"青禾", "河西"}
	all := []Seat{{Group: 1, Name: "青禾·河西·福利1群"}, {Group: 2, Name: "青禾·河西·福利2群", Gone: true}, {Group: 3, Name: "青禾·河东·福利7群"}}
	for what, c := range map[string]struct {
		all   []Seat
		w     Where
		theme string
		want  string
	}{
		"the first": {nil, w, "福利", "青禾·河西·福利1群"}, "the next": {all, w, "福利", "青禾·河西·福利3群"}, "of another area": {all, Where{"青禾", "河东"}, "福利群", "青禾·河东·福利8群"},
		"for something else": {all, w, "会员群", "青禾·河西·会员1群"}, "without an area": {all, Where{Shop: "青禾"}, "福利", "青禾·福利1群"},
		"in other scripts": {[]Seat{{Group: 1, Name: "Riverside·West·Offers 1"}}, Where{"Riverside", "West"}, "Offers", "Riverside·West·Offers 2"}, "a theme with a number": {nil, w, "满2", "青禾·河西·满2-1群"},
	} {
		if got := GeoName(c.all, c.w, c.theme); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
	for _, c := range [][3]string{{"", "河西", "shop"}, {"青禾", " · ", "area"}, {"青禾青禾青禾青禾青禾青禾青禾青禾青", "河西", "shop"}} {
		if _, err := whereOf(c[0], c[1]); auth.Field(err) != c[2] {
			t.Errorf("%q %q: %v", c[0], c[1], err)
		}
	}
	if got, err := whereOf(" 青禾\n店 ", "·河西·"); err != nil || got != (Where{"青禾 店", "河西"}) {
		t.Errorf("%q %v", got, err)
	}
}
