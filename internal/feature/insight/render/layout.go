package render

import "math"

// layout places the nodes so that those who answer each other stand close and
// the others keep apart: springs along the ties, repulsion between all, a weak
// pull to the middle, cooling down. It starts on a spiral and draws no chance,
// so the same network always looks the same.
func (w *web) layout(width, height float64) {
	n := len(w.nodes)
	room := math.Sqrt(1 / float64(n)) // the distance people would keep in a unit square
	at := make([]point, n)
	for i := range at {
		angle, radius := float64(i)*2.399963, .5*math.Sqrt((float64(i)+.5)/float64(n))
		at[i] = point{radius * math.Cos(angle), radius * math.Sin(angle)}
	}
	strongest := float64(w.ties[0].n)
	const rounds = 260
	push := make([]point, n)
	for round := range rounds {
		clear(push)
		for i := range at {
			for j := range i {
				dx, dy := at[i].x-at[j].x, at[i].y-at[j].y
				far := max(math.Hypot(dx, dy), 1e-3)
				f := room * room / (far * far)
				push[i].x, push[i].y = push[i].x+dx*f, push[i].y+dy*f
				push[j].x, push[j].y = push[j].x-dx*f, push[j].y-dy*f
			}
			push[i].x, push[i].y = push[i].x-.35*at[i].x, push[i].y-.35*at[i].y
		}
		for _, t := range w.ties {
			dx, dy := at[t.from].x-at[t.to].x, at[t.from].y-at[t.to].y
			f := math.Hypot(dx, dy) / room * (.25 + .75*math.Sqrt(float64(t.n)/strongest)) * .6
			push[t.from].x, push[t.from].y = push[t.from].x-dx*f, push[t.from].y-dy*f
			push[t.to].x, push[t.to].y = push[t.to].x+dx*f, push[t.to].y+dy*f
		}
		step := .08*(1-float64(round)/rounds) + .002
		for i := range at {
			if far := math.Hypot(push[i].x, push[i].y); far > 0 {
				k := min(far, step) / far
				at[i].x, at[i].y = at[i].x+push[i].x*k, at[i].y+push[i].y*k
			}
		}
	}
	w.fit(at, width, height)
}

// fit stretches the places over the picture, keeping a margin for names.
func (w *web) fit(at []point, width, height float64) {
	low, high := at[0], at[0]
	for _, p := range at {
		low = point{min(low.x, p.x), min(low.y, p.y)}
		high = point{max(high.x, p.x), max(high.y, p.y)}
	}
	const marginX, marginY = 44, 28
	for i, p := range at {
		w.nodes[i].at = point{
			marginX + (width-2*marginX)*portion(p.x, low.x, high.x),
			marginY + (height-2*marginY)*portion(p.y, low.y, high.y),
		}
	}
}

func portion(v, low, high float64) float64 {
	if high-low < 1e-9 {
		return .5
	}
	return (v - low) / (high - low)
}
