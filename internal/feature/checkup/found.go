package checkup

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
)

// Sight is what the house knows of a group, as far as the seven mistakes show in it.
type Sight struct {
	Group   id.Group
	Name    string
	Path    string    // its page, below the workspace
	Short   bool      // it is for one occasion, and ends with it
	Settled bool      // a person says that selling may begin
	Told    bool      // somebody wrote what is in it
	SOPs    int       // that run in it
	Days    int       // of the next seven, those on which they speak to everybody in it
	People  int       // who are in it; −1 unknown
	Spoke   int       // who spoke in the last four weeks; −1 where it is not heard
	Begun   time.Time // the first that is known of it; zero unknown
	Last    time.Time // when somebody last spoke; zero unknown
	Sold    time.Time // when something was first to be sold in it; zero for never
}

// Scene is what is known of all groups together.
type Scene struct {
	Sights []Sight
	More   bool // there are more than were looked at
	Apart  bool // people are told apart: some carry a tag
}

// By what the mistakes are seen. Sizes are of inventory I06, the four weeks those
// after which a group counts as silent, the three days those of the stage gate.
const (
	Crowded     = 300 // so many are more than one group holds well
	doorless    = 200 // among so many, regulars and newcomers are to be told apart
	fewest      = 20  // of fewer people nothing is said
	shareSpoken = 20  // one in so many spoke: fewer do not talk by themselves
	silentFor   = 28 * 24 * time.Hour
	settles     = 3 * 24 * time.Hour
	week        = 7
)

// Shows reports whether a mistake shows in a group. What is not known shows nothing.
func (m Mistake) Shows(now time.Time, all *Scene, s *Sight) bool {
	silent := !s.Last.IsZero() && now.Sub(s.Last) >= silentFor
	few := s.People >= fewest && s.Spoke >= 0 && s.Spoke*shareSpoken < s.People
	switch m {
	case NoPurpose:
		return !s.Told && s.SOPs == 0 && !silent
	case TheMore:
		return s.People > Crowded
	case AnyoneIn:
		return s.People >= doorless && !all.Apart
	case ByItself:
		return s.SOPs == 0 && s.Told && few && !silent
	case SellAtOnce:
		return !s.Short && !s.Settled && !s.Sold.IsZero() && !s.Begun.IsZero() && !s.Sold.Before(s.Begun) && s.Sold.Sub(s.Begun) < settles
	case EveryDay:
		return !s.Short && s.Days >= week && few && !silent // where people answer, a word a day is welcome
	case NeverEnd:
		return silent
	}
	return false
}

// Found lists for each mistake the groups in which it shows.
func (s *Scene) Found(now time.Time) (out [mistakes][]*Sight) {
	for m := range mistakes {
		for i := range s.Sights {
			if m.Shows(now, s, &s.Sights[i]) {
				out[m] = append(out[m], &s.Sights[i])
			}
		}
	}
	return out
}
