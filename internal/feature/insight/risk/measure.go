package risk

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
)

// Score is how well one forecast did. A figure is nil where it has no
// meaning, such as an area under the curve when every outcome was the same.
type Score struct {
	AUC         *Estimate `json:"auc"`
	Brier       *Estimate `json:"brier"`
	Calibration *Estimate `json:"calibration_error"`
	F1          *Estimate `json:"best_f1"`
	Threshold   float64   `json:"best_f1_threshold"` // lowest probability called positive there
}

// Estimate is a figure with its 95 % interval by resampling groups.
type Estimate struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// calibrationBins is the number of equal-width bins of the calibration error.
const calibrationBins = 10

// resamples is how many times groups are drawn anew for an interval.
const resamples = 400

// graded is a set of forecasts sorted from the highest score down.
type graded struct {
	score []float64 // what is ranked
	p     []float64 // the same as a probability
	label []float64 // 1 or 0
	group []int
	many  int // number of groups
}

// grade sorts forecasts. score ranks; p is the same as a probability.
func grade(score, p []float64, label []bool, group []string) graded {
	order := make([]int, len(score))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return score[order[a]] > score[order[b]] })
	g := graded{}
	number := map[string]int{}
	for _, name := range group { // in the order given, so that a tie in score changes nothing
		if _, seen := number[name]; !seen {
			number[name] = len(number)
		}
	}
	for _, i := range order {
		g.score = append(g.score, score[i])
		g.p = append(g.p, p[i])
		g.label = append(g.label, one(label[i]))
		g.group = append(g.group, number[group[i]])
	}
	g.many = len(number)
	return g
}

// measured are the four figures of a Score; NaN where one has no meaning.
type measured struct{ auc, brier, calibration, f1, threshold float64 }

// measure returns the figures when group k counts weight[k] times.
func (g graded) measure(weight []float64) measured {
	var m measured
	var sum, hit [calibrationBins]float64
	var wins, above, below, all float64 // above: positives so far, below: negatives so far
	positives := 0.0
	for i, y := range g.label {
		positives += y * weight[g.group[i]]
	}
	for i := 0; i < len(g.score); {
		tiedUp, tiedDown := 0.0, 0.0
		j := i
		for ; j < len(g.score) && g.score[j] == g.score[i]; j++ {
			w, y := weight[g.group[j]], g.label[j]
			tiedUp += w * y
			tiedDown += w * (1 - y)
			m.brier += w * (g.p[j] - y) * (g.p[j] - y)
			b := min(int(g.p[j]*calibrationBins), calibrationBins-1)
			sum[b] += w * g.p[j]
			hit[b] += w * y
		}
		wins += tiedDown * (above + tiedUp/2)
		above += tiedUp
		below += tiedDown
		if f := 2 * above / (above + below + positives); f > m.f1 {
			m.f1, m.threshold = f, g.p[i]
		}
		i = j
	}
	all = above + below
	m.auc = wins / (above * below)
	m.brier /= all
	for b := range sum {
		m.calibration += math.Abs(sum[b]-hit[b]) / all
	}
	return m
}

// score measures g with intervals. The draw is seeded: the same forecasts
// give the same intervals.
func (g graded) scored() Score {
	if len(g.score) == 0 {
		return Score{}
	}
	weight := make([]float64, g.many)
	for i := range weight {
		weight[i] = 1
	}
	full := g.measure(weight)
	draw := rand.New(rand.NewPCG(7, 60))
	var auc, brier, calibration, f1 []float64
	for range resamples {
		clear(weight)
		for range g.many {
			weight[draw.IntN(g.many)]++
		}
		m := g.measure(weight)
		auc = append(auc, m.auc)
		brier = append(brier, m.brier)
		calibration = append(calibration, m.calibration)
		f1 = append(f1, m.f1)
	}
	return Score{
		AUC: estimate(full.auc, auc), Brier: estimate(full.brier, brier),
		Calibration: estimate(full.calibration, calibration),
		F1:          estimate(full.f1, f1), Threshold: full.threshold,
	}
}

// estimate sets the middle 95 % of draws beside value; nil where value has no
// meaning. Draws without meaning are left out.
func estimate(value float64, draws []float64) *Estimate {
	if math.IsNaN(value) {
		return nil
	}
	draws = slices.DeleteFunc(draws, math.IsNaN)
	slices.Sort(draws)
	if len(draws) == 0 {
		return &Estimate{Value: value, Low: value, High: value}
	}
	at := func(q float64) float64 { return draws[int(q*float64(len(draws)-1)+.5)] }
	return &Estimate{Value: value, Low: at(.025), High: at(.975)}
}

// area returns the area under the curve of score against label alone; NaN
// where every label is the same.
func area(score []float64, label []bool) float64 {
	one := make([]string, len(score))
	return grade(score, make([]float64, len(score)), label, one).measure([]float64{1}).auc
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
