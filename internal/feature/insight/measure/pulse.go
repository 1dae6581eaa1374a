package measure

// Pulse follows whether a group lives as its history goes by, in order of time, and
// says at any moment in which state it is: the same as Measure does, from the little
// that states are made of.
type Pulse struct {
	cal         *Calendar
	began       int64 // the first event of any kind
	first, last int64 // messages by people
	chain       int64
	days        [2 * window]map[uint32]bool // who spoke on a day, by its number round the ring
	of          [2 * window]int32           // which day that is
}

// NewPulse returns the pulse of a group of which nothing is known yet.
func NewPulse(cal *Calendar) *Pulse { return &Pulse{cal: cal} }

// Hear takes in what happened at a moment: said is whether a person said something
// by it.
func (p *Pulse) Hear(at int64, person uint32, said, chain bool) {
	if p.began == 0 {
		p.began = at
	}
	if !said {
		return
	}
	if p.first == 0 {
		p.first = at
	}
	p.last = at
	if chain {
		p.chain = at
	}
	d := p.cal.Day(at)
	n := int(d) % len(p.days)
	if p.days[n] == nil || p.of[n] != d {
		p.days[n], p.of[n] = map[uint32]bool{}, d
	}
	p.days[n][person] = true
}

// StatesOf says in which state groups are at a moment, compared with each other.
func StatesOf(all []*Pulse, at int64) []State {
	fs := make([]*Figures, len(all))
	for i, p := range all {
		fs[i] = p.figures(at)
	}
	settleFading(fs)
	out := make([]State, len(all))
	for i, f := range fs {
		out[i] = f.State
	}
	return out
}

// longDead is after which silence a group is dead whatever feast lies in it, and has
// nothing in either window.
const longDead = (2*window + 30) * day

// figures are those that a state is made of.
func (p *Pulse) figures(at int64) *Figures {
	switch {
	case p.first == 0:
		return &Figures{State: Empty, Base: Empty}
	case at-p.last > longDead:
		return &Figures{State: Dead, Base: Dead}
	}
	s := scene{cal: p.cal, at: at, today: p.cal.Day(at), lights: []Light{{At: p.began}}}
	var people [2 * window]int
	base := s.today - 2*window + 1
	for n, who := range p.days {
		if d := p.of[n] - base; who != nil && d >= 0 && d < 2*window {
			people[d] = len(who)
		}
	}
	f := &Figures{Fade: s.fade(people[:window], people[window:]), State: s.stateOf(p.first, p.last, p.chain, people[window:])}
	f.Base = f.State
	return f
}
