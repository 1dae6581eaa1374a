package measure

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// faded makes groups by how much their people-days changed.
func faded(changes ...float64) []*Figures {
	var fs []*Figures
	for _, c := range changes {
		fs = append(fs, &Figures{Base: Steady, Fade: Fade{Known: !math.IsNaN(c), Now: 100 * (1 + c), Before: 100, Change: c}})
	}
	return fs
}

func repeat(c float64, n int) []float64 { return slices.Repeat([]float64{c}, n) }

func TestFadingAmongOthers(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name     string
		changes  []float64
		fading   int
		together bool
	}{
		{"one of nine falls: nothing to compare with", append(repeat(0, 8), -.6), 1, false},
		{"all nine fall: nobody can tell", repeat(-.6, 9), 9, false},
		{"all twelve fall", repeat(-.6, 12), 0, true},
		{"twelve fall, one of them to nothing", append(repeat(-.55, 11), -1), 0, true}, // −1 − (−.55) = −.45
		{"one of twelve falls", append(repeat(-.1, 11), -.7), 1, false},
		{"one falls to half, all others somewhat", append(repeat(-.2, 11), -.6), 0, false},
		{"the median is that of the others", slices.Concat([]float64{-.6}, repeat(-.2, 5), repeat(.1, 5)), 1, false}, // −.6 − (−.05)
		{"just half is not below half", append(repeat(0, 11), -.5), 0, false},
		{"unknown ones are not compared", append(append(repeat(-.6, 9), nan), nan), 9, false},
		{"the others rose: not below its own half, and yet", append(repeat(.5, 11), -.1), 1, false},
		{"nobody who rose fades", append(repeat(3, 11), .5), 0, false},
	} {
		fs := faded(c.changes...)
		w := Combine(fs)
		want(t, c.name+": fading", w.States[Fading], c.fading)
		want(t, c.name+": together", w.FellTogether, c.together)
		if c.together {
			for _, f := range fs {
				want(t, c.name+": told so", f.Together, true)
				want(t, c.name+": to-do", f.Need(), 0)
			}
		}
	}
}

// TestOnlyTheLivingFade: dormant and dead stay what they are.
func TestOnlyTheLivingFade(t *testing.T) {
	for _, base := range []State{Dead, Dormant, QuietBuying, Forming, Empty} {
		f := &Figures{Base: base, Fade: Fade{Known: true, Before: 50, Now: 1, Change: -.98}}
		Combine([]*Figures{f})
		want(t, string(base), f.State, base)
	}
}

// TestMedianWithout leaves one value out, by brute force.
func TestMedianWithout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vs := rapid.SliceOfN(rapid.Float64Range(-1, 3), 2, 20).Draw(t, "values")
		slices.Sort(vs)
		out := rapid.IntRange(0, len(vs)-1).Draw(t, "out")
		rest := slices.Delete(slices.Clone(vs), out, out+1)
		n := len(rest)
		if want, got := (rest[(n-1)/2]+rest[n/2])/2, medianWithout(vs, vs[out]); got != want {
			t.Fatalf("median of %v without %v: %v, want %v", vs, vs[out], got, want)
		}
	})
}

// healthy makes groups whose parts rise with their number.
func healthy(n int, knows func(*Parts, float64)) []*Figures {
	var fs []*Figures
	for i := range n {
		f := &Figures{Base: Steady}
		knows(&f.Parts, float64(i))
		fs = append(fs, f)
	}
	return fs
}

func TestHealth(t *testing.T) {
	sixty := func(p *Parts, v float64) { // vitality 20, responsiveness 20, retention 15, structure 5
		p.Vitality, p.Responsiveness, p.Retention, p.Structure = ptr(v), ptr(v), ptr(v), ptr(v)
	}
	fs := healthy(20, sixty)
	Combine(fs)
	wantNear(t, "the worst of 20", fs[0].Health.Score, 2.5) // half a rank of 20
	wantNear(t, "the best of 20", fs[19].Health.Score, 97.5)
	want(t, "known points", fs[3].Health.Known, 60)

	fs = healthy(19, sixty)
	Combine(fs)
	wantUnknown(t, "the score among 19 groups", fs[0].Health.Score)
	want(t, "known points among 19 groups", fs[0].Health.Known, 0)

	fs = healthy(20, func(p *Parts, v float64) { // 15 + 20 + 15 + 5
		p.Interaction, p.Responsiveness, p.Retention, p.Structure = ptr(v), ptr(v), ptr(v), ptr(v)
	})
	Combine(fs)
	want(t, "known points", fs[0].Health.Known, 55)
	wantUnknown(t, "the score on 55 points", fs[0].Health.Score)
	wantNear(t, "a part is told all the same", fs[19].Health.Parts.Interaction, 97.5)

	fs = healthy(25, sixty)
	for _, f := range fs[:6] { // a part that only 19 groups know is left out of all
		f.Parts.Vitality = nil
	}
	Combine(fs)
	want(t, "known points", fs[24].Health.Known, 40)

	fs = healthy(20, func(p *Parts, _ float64) { sixty(p, 7) })
	Combine(fs)
	wantNear(t, "all alike", fs[0].Health.Score, 50)

	fs = healthy(21, func(p *Parts, v float64) { // every part: weights add to 100
		sixty(p, v)
		p.Interaction, p.Stay, p.Balance = ptr(-v), ptr(-v), ptr(-v)
	})
	Combine(fs)
	want(t, "known points of all parts", fs[0].Health.Known, 100)
	low, high := 100*(.5/21), 100*(20.5/21)
	wantNear(t, "first in 40 points, last in 60", fs[0].Health.Score, (60*low+40*high)/100)
}

// TestPartsOfHealth come from the group's own figures.
func TestPartsOfHealth(t *testing.T) {
	s := village(t, 40)
	s.say(s.before(5, "12:00"), 35, "", doing(Left))
	s.say(s.before(6, "12:00"), 36, "", doing(Removed))
	f := s.figures()
	days := 0
	for _, tick := range f.Spark {
		days += tick.People
	}
	wantNear(t, "vitality", f.Parts.Vitality, float64(days)/40)
	wantNear(t, "stay", f.Parts.Stay, 1-2.0/42)
	wantNear(t, "structure", f.Parts.Structure, 1-*f.Top10)
	wantNear(t, "interaction", f.Parts.Interaction, *f.Talk.M)
	wantUnknown(t, "balance", f.Parts.Balance)
	s = tell(t, "2026-05-20 21:00")
	s.say(s.before(5, "12:00"), 1, "x")
	p := s.figures().Parts
	for what, v := range map[string]*float64{"vitality": p.Vitality, "stay": p.Stay, "responsiveness": p.Responsiveness} {
		wantUnknown(t, what, v)
	}
}

// TestPeopleCountOnce: somebody in three groups is one person.
func TestPeopleCountOnce(t *testing.T) {
	var fs []*Figures
	for range 3 {
		s := tell(t, "2026-05-20 21:00")
		s.say(s.before(1, "12:00"), 1, "x")
		s.say(s.before(1, "12:00"), 100, "x")
		s.say(s.before(1, "12:00"), 200, "x")
		s.say(s.before(1, "12:00"), 3, "", doing(Joined))
		fs = append(fs, s.figures())
	}
	w := Combine(fs)
	for what, n := range map[string][2]int{"groups": {w.Groups, 3}, "messages": {w.Messages, 9}, "people": {w.People, 1}, "staff": {w.Staff, 1}, "bots": {w.Bots, 1}} {
		want(t, what, n[0], n[1])
	}
	wantNear(t, "the top 1 %", &w.Concentration.Top1, 1)
}

// TestCombineIgnoresOrder of the groups, and may be run again.
func TestCombineIgnoresOrder(t *testing.T) {
	fs := healthy(24, func(p *Parts, v float64) {
		p.Vitality, p.Responsiveness, p.Retention, p.Structure = ptr(v), ptr(math.Sin(v)), ptr(math.Cos(v)), ptr(v*v)
	})
	for i, f := range fs {
		f.Fade = Fade{Known: true, Before: 20, Change: math.Sin(float64(i)) * .9}
		f.Authors = []AuthorCount{{Member: uint32(i % 5), N: i + 1}}
	}
	write := func() string {
		w := Combine(fs)
		sorted := slices.Clone(fs)
		slices.SortFunc(sorted, func(a, b *Figures) int { return int(math.Copysign(1, *a.Parts.Vitality-*b.Parts.Vitality)) })
		b, err := json.Marshal([]any{w, sorted})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	first := write()
	want(t, "again", write(), first)
	slices.Reverse(fs)
	want(t, "backwards", write(), first)
}
