package checkup

import (
	"slices"
	"testing"
	"time"
)

// noon is when the scenes of these tests are looked at.
var noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)

func daysAgo(n float64) time.Time {
	return noon.Add(-time.Duration(n * 24 * float64(time.Hour)))
}

// well is a group in which no mistake shows.
func well() Sight {
	return Sight{Name: "会员群", Path: "wechat/1", Told: true, SOPs: 2, Days: 3, People: 180, Spoke: 40, Begun: daysAgo(90), Last: daysAgo(0.1), Sold: daysAgo(60)}
}

// TestSevenGroups: each of the seven shows in the group that makes it, and no other
// does; in a group that makes none, and in one of which nothing is known, none does.
func TestSevenGroups(t *testing.T) {
	cases := []struct {
		name string
		make func(*Sight)
		want []Mistake
	}{
		{"none", func(*Sight) {}, nil},
		{"nobody says what it is for", func(s *Sight) { s.Told, s.SOPs, s.Days = false, 0, 0 }, []Mistake{NoPurpose}},
		{"an SOP says what it is for", func(s *Sight) { s.Told = false }, nil},
		{"four hundred people", func(s *Sight) { s.People = 400; s.Spoke = 120 }, []Mistake{TheMore}},
		{"three hundred people", func(s *Sight) { s.People = 300; s.Spoke = 120 }, nil},
		{"nobody looks after it", func(s *Sight) { s.SOPs, s.Days, s.Spoke = 0, 0, 8 }, []Mistake{ByItself}},
		{"one in twenty talks", func(s *Sight) { s.SOPs, s.Days, s.Spoke = 0, 0, 9 }, nil},
		{"nothing is heard of it", func(s *Sight) { s.SOPs, s.Days, s.Spoke = 0, 0, -1 }, nil},
		{"a handful of people", func(s *Sight) { s.SOPs, s.Days, s.People, s.Spoke = 0, 0, 19, 0 }, nil},
		{"sold in at once", func(s *Sight) { s.Sold = daysAgo(89) }, []Mistake{SellAtOnce}},
		{"sold in after three days", func(s *Sight) { s.Sold = daysAgo(87) }, nil},
		{"a flash group sells at once", func(s *Sight) { s.Sold = daysAgo(89); s.Short = true }, nil},
		{"an old group that came late", func(s *Sight) { s.Sold = daysAgo(89); s.Settled = true }, nil},
		{"every day, and hardly anybody answers", func(s *Sight) { s.Days, s.Spoke = 7, 8 }, []Mistake{EveryDay}},
		{"every day, and people answer", func(s *Sight) { s.Days = 7 }, nil},
		{"every day, and nothing is heard", func(s *Sight) { s.Days, s.Spoke = 7, -1 }, nil},
		{"six days of seven", func(s *Sight) { s.Days, s.Spoke = 6, 8 }, nil},
		{"silent for four weeks", func(s *Sight) { s.Last = daysAgo(28); s.Spoke = 0 }, []Mistake{NeverEnd}},
		{"silent, and nobody looks after it", func(s *Sight) { s.Last = daysAgo(28); s.Spoke, s.SOPs, s.Told, s.Days = 0, 0, false, 0 }, []Mistake{NeverEnd}},
		{"silent for less", func(s *Sight) { s.Last = daysAgo(27.9) }, nil},
		{"nothing is known", func(s *Sight) { *s = Sight{Told: true, People: -1, Spoke: -1} }, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := well()
			c.make(&s)
			found := (&Scene{Sights: []Sight{s}, Apart: true}).Found(noon)
			if got := made(found); !slices.Equal(got, c.want) {
				t.Errorf("%v shows, want %v", got, c.want)
			}
		})
	}
	big := well()
	big.People = 250
	for _, apart := range []bool{false, true} {
		found := (&Scene{Sights: []Sight{well(), big}, Apart: apart}).Found(noon)
		if got := made(found); slices.Equal(got, []Mistake{AnyoneIn}) == apart || len(found[AnyoneIn]) > 1 {
			t.Errorf("people are told apart: %v; %v shows, in %d groups", apart, got, len(found[AnyoneIn]))
		}
	}
}

func made(found [mistakes][]*Sight) (out []Mistake) {
	for m, in := range found {
		if len(in) > 0 {
			out = append(out, Mistake(m))
		}
	}
	return out
}

// TestMistakesThatShow are the pages of what shows in the groups themselves.
func TestMistakesThatShow(t *testing.T) {
	k := onSQLite(t)
	k.scene = Scene{Sights: []Sight{well()}, Apart: true}
	k.Golden("mistakes_none_shows", k.Page("/checkup/mistakes"), 200)
	silent, empty := well(), well()
	silent.Name, silent.Path, silent.Last = "老客<b>群", "groups/2", daysAgo(40)
	empty.Name, empty.Told, empty.SOPs, empty.Days = "福利群", false, 0, 0
	k.scene = Scene{Sights: []Sight{silent, empty, empty, empty, empty, empty, empty}, Apart: true, More: true}
	k.Golden("mistakes_show", k.Page("/checkup/mistakes"), 200)
	k.Lang = "en"
	k.Golden("mistakes_show_en", k.Page("/checkup/mistakes"), 200)
}
