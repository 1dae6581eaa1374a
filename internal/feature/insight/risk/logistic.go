package risk

import "math"

// sample is one labelled question, ready to learn from.
type sample struct {
	x      []float64
	label  bool
	weight float64
}

// linear is a fitted logistic regression over raw figures: the log-odds are
// bias + Σ weight·value.
type linear struct {
	weights []float64
	bias    float64
}

func (m linear) logit(x []float64) float64 {
	z := m.bias
	for i, w := range m.weights {
		z += w * x[i]
	}
	return z
}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// spread is the mean and standard deviation of every figure.
type spread struct{ mean, dev []float64 }

func spreadOf(samples []sample) spread {
	d := len(samples[0].x)
	s := spread{mean: make([]float64, d), dev: make([]float64, d)}
	total := 0.0
	for _, e := range samples {
		total += e.weight
		for j, v := range e.x {
			s.mean[j] += e.weight * v
		}
	}
	for j := range s.mean {
		s.mean[j] /= total
	}
	for _, e := range samples {
		for j, v := range e.x {
			s.dev[j] += e.weight * (v - s.mean[j]) * (v - s.mean[j])
		}
	}
	for j := range s.dev {
		if s.dev[j] = math.Sqrt(s.dev[j] / total); s.dev[j] < 1e-9 {
			s.dev[j] = 1
		}
	}
	return s
}

// learn fits a ridge-penalised logistic regression by repeated weighted least
// squares, each solved by cyclic coordinate descent under the sign bounds.
// ridge is the penalty on a squared weight of a standardised figure. It draws
// nothing at random: the same samples give the same weights.
func learn(samples []sample, signs []sign, ridge float64) linear {
	sp := spreadOf(samples)
	d := len(signs)
	rows := make([][]float64, len(samples))
	cells := make([]float64, len(samples)*(d+1))
	for i, e := range samples {
		rows[i] = cells[i*(d+1) : (i+1)*(d+1)]
		for j, v := range e.x {
			rows[i][j] = (v - sp.mean[j]) / sp.dev[j]
		}
		rows[i][d] = 1
	}
	beta := make([]float64, d+1)
	for range 30 {
		slope, curve := derivatives(samples, rows, beta)
		for j := range d {
			slope[j] -= ridge * beta[j]
			curve[j][j] += ridge
		}
		if descend(beta, slope, curve, signs) < 1e-6 {
			break
		}
	}
	m := linear{weights: make([]float64, d), bias: beta[d]}
	for j := range d {
		m.weights[j] = beta[j] / sp.dev[j]
		m.bias -= m.weights[j] * sp.mean[j]
	}
	return m
}

// derivatives returns the gradient and the negative Hessian of the weighted
// log-likelihood at beta, without the penalty.
func derivatives(samples []sample, rows [][]float64, beta []float64) (slope []float64, curve [][]float64) {
	d := len(beta)
	slope = make([]float64, d)
	curve = make([][]float64, d)
	for j := range curve {
		curve[j] = make([]float64, d)
	}
	for i, z := range rows {
		dot := 0.0
		for j, v := range z {
			dot += beta[j] * v
		}
		p := logistic(dot)
		r := samples[i].weight * (one(samples[i].label) - p)
		h := samples[i].weight * max(p*(1-p), 1e-6)
		for j, v := range z {
			slope[j] += r * v
			hv, row := h*v, curve[j][:j+1]
			for k := range row {
				row[k] += hv * z[k]
			}
		}
	}
	for j := range d {
		for k := range j {
			curve[k][j] = curve[j][k]
		}
	}
	return slope, curve
}

// descend moves beta to the bounded optimum of the quadratic that has the
// given slope and curve at beta, and returns how far the farthest went. The
// last coefficient is the bias and is free.
func descend(beta, slope []float64, curve [][]float64, signs []sign) float64 {
	start := append([]float64(nil), beta...)
	for range 2000 {
		far := 0.0
		for j := range beta {
			next := beta[j] + slope[j]/curve[j][j]
			if j < len(signs) && float64(signs[j])*next < 0 {
				next = 0
			}
			step := next - beta[j]
			if step == 0 {
				continue
			}
			beta[j] = next
			for k := range slope {
				slope[k] -= step * curve[k][j]
			}
			far = max(far, math.Abs(step))
		}
		if far < 1e-8 {
			break
		}
	}
	far := 0.0
	for j := range beta {
		far = max(far, math.Abs(beta[j]-start[j]))
	}
	return far
}
