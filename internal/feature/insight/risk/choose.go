package risk

import (
	"context"
	"math"
	"slices"
	"sync"
)

// How the recipe is found. The numbers are fixed; only families of figures
// are chosen, and only by folds of the communities given.
const (
	dyingRidge  = 100.0 // penalty per standardised squared weight
	earlyRidge  = 10.0
	dyingMargin = .0003 // gain in held-out area that lets a family in
	earlyMargin = .002  // the same, mean over all numbers of days
	daysMargin  = .003  // the same, for one number of days alone
	// halfVoice is how many questions give a community half a full voice:
	// one of n counts n ÷ (n + halfVoice), so that neither the largest
	// community speaks for all nor a tiny one as loud as the others.
	halfVoice = 100.0
	// sparePieces is how many folds a lone community is cut into, by groups.
	sparePieces = 5
)

// question is a sample with where it came from.
type question struct {
	sample
	community int
	fold      int
}

// table is the questions of one protocol with the figures they are told in.
type table struct {
	figures   []figure
	questions []question
	folds     int
	ridge     float64
}

// columns returns the positions of the figures of some families.
func (t table) columns(families []string) []int {
	var out []int
	for i, f := range t.figures {
		if slices.Contains(families, f.family) {
			out = append(out, i)
		}
	}
	return out
}

// train learns from the questions outside a fold (all of them where fold is
// negative), told only the given columns.
func (t table) train(columns []int, fold int) linear {
	count := map[int]float64{}
	for _, q := range t.questions {
		if q.fold != fold {
			count[q.community]++
		}
	}
	signs := make([]sign, len(columns))
	for i, c := range columns {
		signs[i] = t.figures[c].sign
	}
	var samples []sample
	total := 0.0
	for _, q := range t.questions {
		if q.fold == fold {
			continue
		}
		w := 1 / (count[q.community] + halfVoice)
		total += w
		samples = append(samples, sample{x: narrow(q.x, columns), label: q.label, weight: w})
	}
	for i := range samples {
		samples[i].weight *= float64(len(samples)) / total
	}
	return learn(samples, signs, t.ridge)
}

func narrow(x []float64, columns []int) []float64 {
	out := make([]float64, len(columns))
	for i, c := range columns {
		out[i] = x[c]
	}
	return out
}

// heldOut returns, for every question, the probability given by a fit that
// never saw its fold.
func (t table) heldOut(columns []int) []float64 {
	out := make([]float64, len(t.questions))
	var wait sync.WaitGroup
	for fold := range t.folds {
		wait.Go(func() {
			m := t.train(columns, fold)
			for i, q := range t.questions {
				if q.fold == fold {
					out[i] = logistic(m.logit(narrow(q.x, columns)))
				}
			}
		})
	}
	wait.Wait()
	return out
}

// worth is the area under the curve of all held-out answers taken together.
func (t table) worth(families []string) float64 {
	return area(t.heldOut(t.columns(families)), t.labels())
}

func (t table) labels() []bool {
	out := make([]bool, len(t.questions))
	for i, q := range t.questions {
		out[i] = q.label
	}
	return out
}

// choose starts from some families and adds, one at a time, the family that
// lifts the mean worth over tables most, while it lifts it by margin or more.
func choose(ctx context.Context, tables []table, from []string, offered []string, margin float64) ([]string, error) {
	mean := func(families []string) float64 {
		sum := 0.0
		for _, t := range tables {
			sum += t.worth(families)
		}
		return sum / float64(len(tables))
	}
	chosen := slices.Clone(from)
	best := .5
	if len(chosen) > 0 {
		best = mean(chosen)
	}
	for {
		next, high := "", math.Inf(-1)
		for _, family := range offered {
			if slices.Contains(chosen, family) {
				continue
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if v := mean(append(slices.Clone(chosen), family)); v > high {
				next, high = family, v
			}
		}
		if next == "" || high < best+margin {
			return chosen, nil
		}
		chosen, best = append(chosen, next), high
	}
}

// formula fits the chosen families to every question.
func (t table) formula(families []string) Formula {
	columns := t.columns(families)
	m := t.train(columns, -1)
	f := Formula{Bias: m.bias}
	for i, c := range columns {
		mean := 0.0
		for _, q := range t.questions {
			mean += q.x[c]
		}
		f.Terms = append(f.Terms, Term{
			Family: t.figures[c].family, Figure: t.figures[c].name,
			Weight: m.weights[i], Mean: mean / float64(len(t.questions)),
		})
	}
	return f
}
