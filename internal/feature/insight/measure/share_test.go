package measure

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestConcentrationByHand(t *testing.T) {
	hundred := make([]int, 100)
	for i := range hundred {
		hundred[i] = 1
	}
	hundred[0] = 101
	twohundred := make([]int, 200)
	for i := range twohundred {
		twohundred[i] = i + 1
	}
	for _, c := range []struct {
		name              string
		counts            []int
		top1, top10, gini float64
	}{
		{"one person", []int{7}, 1, 1, 0},
		{"four alike", []int{5, 5, 5, 5}, .25, .25, 0},
		{"1 2 3 4", []int{4, 1, 3, 2}, .4, .4, .25},                             // Σ(2i−5)x = −3−2+3+12 = 10; ÷ 4×10
		{"1 and 9", []int{9, 1}, .9, .9, .4},                                    // (−1+9) ÷ 2×10
		{"those who wrote nothing are left out", []int{0, 9, 0, 1}, .9, .9, .4}, //
		{"fourteen: round(1.4) is one", []int{14, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 14.0 / 27, 14.0 / 27, 13.0 / 27 * 13 / 14},
		{"fifteen: round(1.5) is two", []int{14, 13, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 14.0 / 40, 27.0 / 40, (14*14 + 12*13 - 26) / (15 * 40.0)},
		{"one of a hundred says half", hundred, 101.0 / 200, 110.0 / 200, 99 * 100 / (100 * 200.0)},
		{"1 to 200", twohundred, 399.0 / 20100, (200 + 181) * 10 / 20100.0, 199.0 / 600},
	} {
		got, ok := concentrationOf(c.counts)
		if !ok || math.Abs(got.Top1-c.top1) > 1e-12 || math.Abs(got.Top10-c.top10) > 1e-12 || math.Abs(got.Gini-c.gini) > 1e-12 {
			t.Errorf("%s: top 1 %% %v, top 10 %% %v, Gini %v; want %v, %v, %v", c.name, got.Top1, got.Top10, got.Gini, c.top1, c.top10, c.gini)
		}
		if got.Top1 > got.Top10 || got.Top10 > got.Top20 || got.Top20 > got.Top50 || got.Top50 > 1 {
			t.Errorf("%s: more of the people said less: %+v", c.name, got)
		}
	}
	if _, ok := concentrationOf([]int{0, 0}); ok {
		t.Error("nobody wrote, so there is no concentration")
	}
}

// TestConcentrationHolds: the Gini is the area it is said to be, the curve
// never bends the wrong way, and the top shares lie on it.
func TestConcentrationHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(1, 1000), 1, 300).Draw(t, "counts")
		c, ok := concentrationOf(counts)
		if !ok {
			t.Fatal("there are people")
		}
		pairs, sum := 0.0, 0.0
		for _, a := range counts {
			sum += float64(a)
			for _, b := range counts {
				pairs += math.Abs(float64(a - b))
			}
		}
		n := float64(len(counts))
		if mean := pairs / (2 * n * sum); math.Abs(mean-c.Gini) > 1e-9 {
			t.Fatalf("Gini %v, by mean difference %v", c.Gini, mean)
		}
		for i := 1; i < len(c.Lorenz); i++ {
			a, b := c.Lorenz[i-1], c.Lorenz[i]
			if b[0] <= a[0] || b[1] <= a[1] || b[1] > b[0]+1e-9 {
				t.Fatalf("the Lorenz curve goes from %v to %v", a, b)
			}
		}
		if last := c.Lorenz[len(c.Lorenz)-1]; last[0] != 1 || math.Abs(last[1]-1) > 1e-9 {
			t.Fatalf("the Lorenz curve ends at %v", last)
		}
		if c.Top1 > c.Top10+1e-12 || c.Top10 > 1+1e-12 {
			t.Fatalf("top 1 %% %v, top 10 %% %v", c.Top1, c.Top10)
		}
	})
}

func TestRetention(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	for p := range 4 {
		s.say(s.before(28+p, "12:00"), uint32(p+1), "x") // the earlier window begins 28 days ago
	}
	s.say(s.before(56, "12:00"), 5, "a day before both windows")
	s.say(s.before(27, "00:00"), 1, "x")
	s.say(s.before(3, "12:00"), 100, "staff are no people")
	s.say(s.before(0, "12:00"), 9, "new")
	wantNear(t, "retention", s.figures().Parts.Retention, .25)
	s = tell(t, "2026-05-20 21:00")
	s.say(s.before(3, "12:00"), 1, "x")
	wantUnknown(t, "retention of nobody", s.figures().Parts.Retention)
}
