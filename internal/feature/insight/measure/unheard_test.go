package measure

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhatIsNotHeardDoesNotPassForSilent: of a group whose network does not
// tell what is said, nothing is claimed that rests on messages.
func TestWhatIsNotHeardDoesNotPassForSilent(t *testing.T) {
	f := &Figures{State: Dead, Base: Dead, Census: Silent, Revived: true, Together: true, Life: Life{Start: 1, End: 2, Over: true},
		Fade: Fade{Known: true, Change: -.9}, Risk: &RiskFigure{Band: High}, Talk: &Talk{}, Type: &Type{Name: TooLittle},
		Roles: Roles{Active: 3}, Waiting: []Ask{{}}, Echo: []uint32{1}, Edges: []Edge{{}}, Carry: []Carrier{{}}, Top1: ptr(.5), Messages: 7,
		Moves: Moves{Joins: 5, Left: 2, Removed: 1, Spoke24h: ptr(0.0), Spoke7d: ptr(0.0), Gone7d: ptr(.5), AfterPost: ptr(2.0)},
		Parts: Parts{Vitality: ptr(0.0), Stay: ptr(.1)}}
	f.Spark[3] = Tick{People: 1}
	f.Unhear(57)
	want := &Figures{State: Unheard, Base: Unheard, Census: Uncounted, Messages: 7,
		Moves: Moves{Seen: true, Members: ptr(57), Joins: 5, Left: 2, Removed: 1, Gone7d: ptr(.5)}, Parts: Parts{Stay: ptr(.95)}}
	if d := cmp.Diff(want, f); d != "" {
		t.Error(d)
	}
	if f.Need() != 0 {
		t.Error("somebody is called to a group of which nothing is heard")
	}
	f.Moves.Members, f.Moves.Seen = nil, false
	if f.Unhear(-1); f.Moves.Members != nil || f.Moves.Seen || f.Parts.Stay != nil {
		t.Error("members that nobody tells of are known")
	}
}

// TestOthersAreComparedWithoutTheUnheard: neither the census nor the curve nor
// the median of what changed takes them in.
func TestOthersAreComparedWithoutTheUnheard(t *testing.T) {
	var fs []*Figures
	for range 25 {
		f := &Figures{State: Dead, Base: Dead, Census: Silent, Life: Life{Start: 1, End: day, Over: true}, Fade: Fade{Known: true, Change: -1}}
		f.Unhear(10)
		fs = append(fs, f)
	}
	w := Combine(append(fs, &Figures{State: Steady, Base: Steady, Census: All7, Life: Life{Start: 1, End: 40 * day, Until: 40 * day}}))
	if w.Survival != nil || w.FellTogether || w.Census[Silent] != 0 || w.Census[All7] != 1 || w.States[Unheard] != 25 || w.States[Dead] != 0 {
		t.Errorf("groups that are not heard count as silent: %+v", w)
	}
	for _, f := range fs {
		if f.State != Unheard {
			t.Fatalf("compared with the others it became %s", f.State)
		}
	}
}
