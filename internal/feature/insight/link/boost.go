package link

import (
	"math"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// Plan says how a model is fitted. The same logs and the same plan give the
// same model, byte for byte.
type Plan struct {
	Trees int     // how many trees
	Rate  float64 // how much of each tree's advice is taken
	Ridge float64 // how much evidence a leaf needs before it says much
	Seed  uint64  // fixes which of the clear cases each tree looks at
}

// ShippedPlan is the plan the shipped model was fitted by.
func ShippedPlan() Plan { return Plan{Trees: 160, Rate: 0.18, Ridge: 4, Seed: 1} }

// table holds the candidates of many messages, by column, as the trainer
// needs them. A question is a message; its candidates are neighbouring rows.
type table struct {
	columns [numFeatures][]uint8
	right   []bool  // the row is a gold answer
	starts  []int32 // first row of each question, and one past the last
}

// grower grows one tree after the other on a table.
type grower struct {
	plan   Plan
	data   *table
	values [numFeatures][]uint8 // code → feature value, ascending
	codes  [numFeatures][]uint8 // the columns with values replaced by their codes
	score  []float32
	slope  []float32 // first derivative of the loss by the score
	bend   []float32 // second derivative

	rows   []int32 // the rows this tree looks at
	weight []float32
	leaf   []uint8 // of each of those rows, so far
	picked [numFeatures][]uint8
}

// grow fits a model to a table. tick is told of each tree done.
func grow(data *table, plan Plan, tick func()) *Model {
	n := len(data.right)
	g := &grower{plan: plan, data: data, score: make([]float32, n), slope: make([]float32, n), bend: make([]float32, n)}
	each(numFeatures, func(f int) { g.values[f], g.codes[f] = encode(data.columns[f]) })
	m := &Model{}
	for k := range plan.Trees {
		g.differentiate()
		g.pick(uint64(k))
		t := g.tree()
		each(runtime.GOMAXPROCS(0), func(part int) { g.apply(&t, part) })
		m.trees = append(m.trees, t)
		tick()
	}
	return m
}

// each runs do for 0 … n−1, side by side. What do computes must not depend on
// the order.
func each(n int, do func(int)) {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		group.Go(func() error { do(i); return nil })
	}
	_ = group.Wait() // do cannot fail
}

// encode replaces the values of a column by their rank among those that occur.
func encode(column []uint8) (values, codes []uint8) {
	var occurs [256]bool
	for _, v := range column {
		occurs[v] = true
	}
	var code [256]uint8
	for v, yes := range occurs {
		if yes {
			code[v] = uint8(len(values))
			values = append(values, uint8(v))
		}
	}
	codes = make([]uint8, len(column))
	for i, v := range column {
		codes[i] = code[v]
	}
	return values, codes
}

// differentiate computes the derivatives of the loss: minus the logarithm of
// the probability given to the gold answers of a question together.
func (g *grower) differentiate() {
	for q := range len(g.data.starts) - 1 {
		from, to := g.data.starts[q], g.data.starts[q+1]
		scores, right := g.score[from:to], g.data.right[from:to]
		top := slices.Max(scores)
		var all, gold float64
		for k, s := range scores {
			e := math.Exp(float64(s - top))
			g.slope[int(from)+k] = float32(e)
			all += e
			if right[k] {
				gold += e
			}
		}
		for k := range scores {
			row := int(from) + k
			e := float64(g.slope[row])
			p := e / all
			want := 0.0
			if right[k] {
				want = e / max(gold, 1e-12)
			}
			g.slope[row] = float32(p - want)
			g.bend[row] = float32(max(p*(1-p), 1e-6))
		}
	}
}

// pick chooses the rows a tree looks at: all that are still in doubt, and one
// in ten of the clear ones, which then count tenfold.
func (g *grower) pick(tree uint64) {
	const doubt, share = 0.02, 10
	g.rows, g.weight = g.rows[:0], g.weight[:0]
	state := g.plan.Seed*0x9E3779B97F4A7C15 + tree
	for row, s := range g.slope {
		if s > doubt || s < -doubt {
			g.rows, g.weight = append(g.rows, int32(row)), append(g.weight, 1)
		} else if scramble(state+uint64(row)<<20)%share == 0 {
			g.rows, g.weight = append(g.rows, int32(row)), append(g.weight, share)
		}
	}
	g.leaf = append(g.leaf[:0], make([]uint8, len(g.rows))...)
	each(numFeatures, func(f int) {
		column := g.picked[f][:0]
		for _, row := range g.rows {
			column = append(column, g.codes[f][row])
		}
		g.picked[f] = column
	})
}

// scramble is the output function of SplitMix64.
func scramble(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// sums are the derivatives of some rows, summed.
type sums struct{ slope, bend float64 }

func (s *sums) add(o sums) { s.slope += o.slope; s.bend += o.bend }

// worth is how much the loss falls when these rows get a leaf of their own.
func (s sums) worth(ridge float64) float64 { return s.slope * s.slope / (s.bend + ridge) }

// tree grows one tree: level by level the question that lowers the loss most,
// the same for all leaves.
func (g *grower) tree() tree {
	slopes, bends := make([]float32, len(g.rows)), make([]float32, len(g.rows))
	for k, row := range g.rows {
		slopes[k], bends[k] = g.slope[row]*g.weight[k], g.bend[row]*g.weight[k]
	}
	var t tree
	for level := range depth {
		var gains [numFeatures]float64
		var cuts [numFeatures]uint8
		each(numFeatures, func(f int) { gains[f], cuts[f] = g.bestCut(f, level, slopes, bends) })
		best := 0
		for f := range gains {
			if gains[f] > gains[best] {
				best = f
			}
		}
		t.feature[level] = uint8(best)
		t.threshold[level] = g.values[best][cuts[best]]
		for k, code := range g.picked[best] {
			g.leaf[k] |= truth(code > cuts[best]) << level
		}
	}
	var total [leaves]sums
	for k, l := range g.leaf {
		total[l].add(sums{float64(slopes[k]), float64(bends[k])})
	}
	for l, s := range total {
		v := -s.slope / (s.bend + g.plan.Ridge) * g.plan.Rate
		t.leaf[l] = float32(math.Round(v/grain) * grain)
	}
	return t
}

// bestCut returns the best question about feature f at a level: how much it
// lowers the loss, and the code above which the answer is yes.
func (g *grower) bestCut(f, level int, slopes, bends []float32) (gain float64, cut uint8) {
	codes, n := g.picked[f], len(g.values[f])
	hist := make([]sums, n<<level)
	for k, code := range codes {
		h := &hist[int(g.leaf[k])*n+int(code)]
		h.slope += float64(slopes[k])
		h.bend += float64(bends[k])
	}
	gains := make([]float64, n)
	for leaf := range 1 << level {
		row := hist[leaf*n : (leaf+1)*n]
		var all, below sums
		for _, s := range row {
			all.add(s)
		}
		for c, s := range row {
			below.add(s)
			above := sums{all.slope - below.slope, all.bend - below.bend}
			gains[c] += below.worth(g.plan.Ridge) + above.worth(g.plan.Ridge) - all.worth(g.plan.Ridge)
		}
	}
	for c := range n - 1 {
		if gains[c] > gain {
			gain, cut = gains[c], uint8(c)
		}
	}
	return gain, cut
}

// apply adds the tree's answers to the scores of one part of the rows.
func (g *grower) apply(t *tree, part int) {
	parts := runtime.GOMAXPROCS(0)
	from, to := part*len(g.score)/parts, (part+1)*len(g.score)/parts
	leaf := make([]uint8, to-from)
	for d := range depth {
		threshold := t.threshold[d]
		for k, v := range g.data.columns[t.feature[d]][from:to] {
			leaf[k] |= truth(v > threshold) << d
		}
	}
	for k, l := range leaf {
		g.score[from+k] += t.leaf[l]
	}
}
