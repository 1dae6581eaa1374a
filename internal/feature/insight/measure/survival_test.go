package measure

import (
	"math"
	"slices"
	"testing"
)

const monthMillis = int64(30.4375 * 24 * 3600 * 1000)

// lives makes n groups that lived for a time and then died or were last seen.
func lives(n int, length int64, died bool) (out []Life) {
	for range n {
		l := Life{Start: 1_000_000, End: 1_000_000 + length, Over: died, Until: 1_000_000 + length}
		if died {
			l.Until += 40 * day
		}
		out = append(out, l)
	}
	return out
}

// cohort is 20 groups, worked out by hand below.
func cohort() []Life {
	return slices.Concat(
		lives(2, 10*day, true), lives(1, 10*day, false), // a tie: the censored one is still at risk
		lives(1, 20*day, false),
		lives(2, monthMillis, true), lives(1, monthMillis, false), // on the mark itself
		lives(1, 50*day, true),
		lives(5, 100*day, false),
		lives(1, 120*day, true),
		lives(6, 200*day, false),
		[]Life{{}}, // nobody ever wrote: in no curve
	)
}

func TestSurvivalByHand(t *testing.T) {
	points, steps := kaplanMeier(cohort())
	wantPoints := []struct {
		months, atRisk   int
		share, greenwood float64
	}{
		{1, 16, .9 * 14 / 16, 1.0/180 + 1.0/112},
		{3, 12, .9 * 14 / 16 * 12 / 13, 1.0/180 + 1.0/112 + 1.0/156},
		{6, 6, .9 * 14 / 16 * 12 / 13 * 6 / 7, 1.0/180 + 1.0/112 + 1.0/156 + 1.0/42},
		{12, 0, .9 * 14 / 16 * 12 / 13 * 6 / 7, 1.0/180 + 1.0/112 + 1.0/156 + 1.0/42}, // nobody was watched for a year
		{24, 0, .9 * 14 / 16 * 12 / 13 * 6 / 7, 1.0/180 + 1.0/112 + 1.0/156 + 1.0/42},
	}
	if len(points) != len(wantPoints) {
		t.Fatalf("%d points, want %d: %+v", len(points), len(wantPoints), points)
	}
	for i, w := range wantPoints {
		p := points[i]
		half := 1.959963984540054 * w.share * math.Sqrt(w.greenwood)
		if p.Months != w.months || p.AtRisk != w.atRisk || math.Abs(p.Share-w.share) > 1e-12 ||
			math.Abs(p.Low-(w.share-half)) > 1e-12 || math.Abs(p.High-math.Min(1, w.share+half)) > 1e-12 {
			t.Errorf("got %+v, want %+v ± %v", p, w, half)
		}
	}
	if len(steps) != 5 || steps[1].Share != .9 || math.Abs(steps[2].Months-1) > 1e-12 {
		t.Errorf("the curve falls at %+v, want after 10 days, a month, 50 and 120 days", steps)
	}
}

func TestSurvivalNeedsEnough(t *testing.T) {
	for _, c := range []struct {
		name  string
		lives []Life
		drawn bool
	}{
		{"19 groups", slices.Concat(lives(6, 10*day, true), lives(13, 200*day, false)), false},
		{"4 deaths", slices.Concat(lives(4, 10*day, true), lives(30, 200*day, false)), false},
		{"20 groups, 5 deaths", slices.Concat(lives(5, 10*day, true), lives(15, 200*day, false)), true},
		{"19 and an empty one", slices.Concat(lives(6, 10*day, true), lives(13, 200*day, false), []Life{{}}), false},
	} {
		points, steps := kaplanMeier(c.lives)
		if (points != nil) != c.drawn || (steps != nil) != c.drawn {
			t.Errorf("%s: drawn %v, want %v", c.name, points != nil, c.drawn)
		}
	}
}

// TestSurvivalWhereAllDied: nothing is left, and that is known for good.
func TestSurvivalWhereAllDied(t *testing.T) {
	points, _ := kaplanMeier(slices.Concat(lives(10, 10*day, true), lives(10, 40*day, true)))
	if len(points) != 5 || points[0].Share != .5 || points[0].AtRisk != 10 {
		t.Fatalf("got %+v", points)
	}
	for _, p := range points[1:] {
		want(t, "share", p.Share, 0)
		want(t, "low", p.Low, 0)
		want(t, "high", p.High, 0)
		want(t, "at risk", p.AtRisk, 0)
	}
}

// TestSurvivalInterval is clipped to 0 … 1.
func TestSurvivalInterval(t *testing.T) {
	points, _ := kaplanMeier(slices.Concat(lives(1, day, true), lives(19, 50*day, false), lives(4, 60*day, true)))
	want(t, "high", points[0].High, 1)
	points, _ = kaplanMeier(slices.Concat(lives(18, day, true), lives(1, 20*day, true), lives(1, 50*day, false)))
	want(t, "low", points[0].Low, 0)
}

// TestDeathIsTheLastWord: a life ends at the last word of a person when 28
// days of silence follow, staff or no staff.
func TestDeathIsTheLastWord(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(100, "12:00"), 100, "staff were first")
	s.say(s.before(90, "12:00"), 1, "x")
	s.say(s.before(28, "21:00"), 1, "x")
	s.say(s.before(2, "12:00"), 100, "staff go on")
	want(t, "life", s.figures().Life, Life{Start: s.before(90, "12:00").UnixMilli(), End: s.before(28, "21:00").UnixMilli(), Over: true, Until: s.at.UnixMilli()})
	s.say(s.before(28, "21:01"), 1, "a minute later")
	want(t, "a minute short of 28 days", s.figures().Life.Over, false)
}
