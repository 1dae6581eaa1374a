package risk

import (
	"math"
	"testing"
)

// tossed returns samples of one yes/no figure with the given counts.
func tossed(offDied, offLived, onDied, onLived int) []sample {
	var out []sample
	put := func(n int, x float64, label bool) {
		for range n {
			out = append(out, sample{x: []float64{x}, label: label, weight: 1})
		}
	}
	put(offDied, 0, true)
	put(offLived, 0, false)
	put(onDied, 1, true)
	put(onLived, 1, false)
	return out
}

func TestLearningFindsTheOddsThatWereThere(t *testing.T) {
	m := learn(tossed(10, 30, 40, 20), []sign{free}, 0)
	if p := logistic(m.logit([]float64{0})); math.Abs(p-.25) > 1e-6 {
		t.Errorf("p without the figure = %v, want 10 of 40", p)
	}
	if p := logistic(m.logit([]float64{1})); math.Abs(p-2.0/3) > 1e-6 {
		t.Errorf("p with the figure = %v, want 40 of 60", p)
	}
}

func TestAWeightOfTheWrongSignBecomesNone(t *testing.T) {
	m := learn(tossed(10, 30, 40, 20), []sign{lowers}, 1)
	if m.weights[0] != 0 {
		t.Errorf("a figure that may only lower the risk got weight %v", m.weights[0])
	}
	if p := logistic(m.bias); math.Abs(p-.5) > 1e-6 {
		t.Errorf("p without any figure = %v, want the share of 50 in 100", p)
	}
}

func TestRidgeDrawsWeightsTowardsNone(t *testing.T) {
	loose := learn(tossed(10, 30, 40, 20), []sign{free}, 1).weights[0]
	tight := learn(tossed(10, 30, 40, 20), []sign{free}, 100).weights[0]
	if !(0 < tight && tight < loose) {
		t.Errorf("weights under ridge 1 and 100 are %v and %v, want both above zero and the second smaller", loose, tight)
	}
}

func TestAFigureThatNeverVariesIsHarmless(t *testing.T) {
	samples := tossed(10, 30, 40, 20)
	for i := range samples {
		samples[i].x = append(samples[i].x, 3)
	}
	m := learn(samples, []sign{free, free}, 0.001)
	if math.IsNaN(m.bias) || m.weights[1] != 0 {
		t.Errorf("a constant figure got weight %v, bias %v", m.weights[1], m.bias)
	}
}
