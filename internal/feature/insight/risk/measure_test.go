package risk

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestMeasuresByHand(t *testing.T) {
	// Pairs of a positive (.9 .5 .2) and a negative (.5 .1): .9 beats both,
	// .5 beats one and ties one, .2 beats one: 4.5 of 6.
	p := []float64{.9, .5, .2, .5, .1}
	label := []bool{true, true, true, false, false}
	m := grade(p, p, label, make([]string, 5)).measure([]float64{1})
	near(t, "area", m.auc, 4.5/6)
	near(t, "Brier", m.brier, (.01+.25+.64+.25+.01)/5)
	// Bins: .9 alone, off by .1; the two .5 hold one of two, exact; .2 alone, off by .8; .1 alone, off by .1.
	near(t, "calibration error", m.calibration, (.1+0+.8+.1)/5)
	// Calling everything from .2 up positive finds 3 of 3 with one wrong.
	near(t, "best F1", m.f1, 2*3.0/(4+3))
	near(t, "threshold of the best F1", m.threshold, .2)
}

func TestCertaintyFallsIntoTheLastBin(t *testing.T) {
	p := []float64{1, .95}
	m := grade(p, p, []bool{true, false}, make([]string, 2)).measure([]float64{1})
	near(t, "calibration error", m.calibration, .95/2)
}

func TestOneOutcomeHasNoArea(t *testing.T) {
	p := []float64{.1, .2}
	s := grade(p, p, []bool{false, false}, []string{"a", "b"}).scored()
	if s.AUC != nil {
		t.Errorf("area without a single positive = %v, want none", *s.AUC)
	}
	near(t, "Brier", s.Brier.Value, (.01+.04)/2)
}

func TestDrawingAGroupTwiceEqualsListingItTwice(t *testing.T) {
	p := []float64{.3, .8, .8, .1}
	label := []bool{false, true, false, true}
	group := []string{"a", "a", "b", "b"}
	twice := grade(p, p, label, group).measure([]float64{1, 2})
	listed := grade(append(p, .8, .1), append(p, .8, .1), append(label, false, true), append(group, "b", "b")).measure([]float64{1, 1})
	near(t, "area", twice.auc, listed.auc)
	near(t, "Brier", twice.brier, listed.brier)
	near(t, "calibration error", twice.calibration, listed.calibration)
	near(t, "F1", twice.f1, listed.f1)
}

func TestAreaCountsPairsAndOnlyRankMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "n")
		score := make([]float64, n)
		warped := make([]float64, n)
		label := make([]bool, n)
		for i := range n {
			score[i] = float64(rapid.IntRange(-5, 5).Draw(t, "score"))
			warped[i] = math.Exp(score[i])
			label[i] = rapid.Bool().Draw(t, "label")
		}
		wins, pairs := 0.0, 0.0
		for i := range n {
			for j := range n {
				if label[i] && !label[j] {
					pairs++
					if score[i] > score[j] {
						wins++
					} else if score[i] == score[j] {
						wins += .5
					}
				}
			}
		}
		if pairs == 0 {
			if !math.IsNaN(area(score, label)) {
				t.Fatalf("area without pairs is a number")
			}
			return
		}
		if got := area(score, label); math.Abs(got-wins/pairs) > 1e-9 {
			t.Fatalf("area = %v, pairs won = %v", got, wins/pairs)
		}
		if a, b := area(score, label), area(warped, label); math.Abs(a-b) > 1e-9 {
			t.Fatalf("area changed from %v to %v when only the scale did", a, b)
		}
	})
}

func TestIntervalsHoldTheValueAndAreTheSameEveryTime(t *testing.T) {
	var p []float64
	var label []bool
	var group []string
	for i := range 200 {
		p = append(p, float64(i%17)/17)
		label = append(label, (i*7)%17 < i%17)
		group = append(group, string(rune('a'+i%20)))
	}
	a, b := grade(p, p, label, group).scored(), grade(p, p, label, group).scored()
	if *a.AUC != *b.AUC || *a.Calibration != *b.Calibration {
		t.Errorf("two runs on the same rows differ: %+v and %+v", *a.AUC, *b.AUC)
	}
	if !(a.AUC.Low < a.AUC.Value && a.AUC.Value < a.AUC.High) {
		t.Errorf("interval %+v does not hold its value", *a.AUC)
	}
}
