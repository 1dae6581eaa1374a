package measure

import "testing"

// TestAGroupThatWasToEndHasEnded and is neither quiet nor fading, nor does it need anybody
// for that; what nobody answered is still to be answered.
func TestAGroupThatWasToEndHasEnded(t *testing.T) {
	for _, days := range []int{0, 5, 16, 40} {
		s := tell(t, "2026-05-20 21:00")
		for d := 20; d >= 0; d-- {
			s.say(s.before(d+days+1, "20:00"), 1, "我要两份")
			s.say(s.before(d+days+1, "20:10"), 2, "好的")
		}
		if f := s.figures(); f.State == Ended {
			t.Errorf("silent for %d days, it ended although nobody said that it would", days)
		}
		s.g.Ended = true
		f := s.figures()
		f.Waiting = nil
		if f.State != Ended || f.Base != Ended || f.Revived || f.Need() != 0 {
			t.Errorf("silent for %d days: %s, revived %v, need %d", days, f.State, f.Revived, f.Need())
		}
		f.Waiting = []Ask{{}}
		if f.Need() == 0 {
			t.Error("a question nobody answered needs nobody")
		}
		f.Unhear(30)
		if f.State != Ended {
			t.Errorf("of a network that does not tell what is said it is %s", f.State)
		}
	}
	empty := tell(t, "2026-05-20 21:00")
	empty.g.Ended = true
	want(t, "where nobody ever spoke", empty.figures().State, Ended)
}
