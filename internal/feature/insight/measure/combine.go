package measure

import (
	"slices"
)

// fadeBelow is the change in people-days per day below which a group fades. ◇
const fadeBelow = -0.5

// kindGroups is how many groups of a kind it takes to compare them. ◇
const (
	kindGroups   = 10
	healthGroups = 20
	healthPoints = 60
)

// Whole is what the groups of a workspace come to together.
type Whole struct {
	Groups, Messages, People, Staff, Bots int

	Census        map[Census]int
	States        map[State]int
	Survival      []Survival // nil where there are too few groups
	Curve         []Step
	Concentration *Concentration
	FellTogether  bool // most groups fell at once: a season, not a fault
}

// Combine settles what needs all groups (fading, health) in fs and sums them
// up. Groups come in the caller's order; the result does not depend on it.
func Combine(fs []*Figures) *Whole {
	people := map[uint32]*AuthorCount{}
	for _, f := range fs {
		for _, a := range f.Authors {
			if p := people[a.Member]; p != nil {
				p.N += a.N
				p.Standing = max(p.Standing, a.Standing)
			} else {
				people[a.Member] = &a
			}
		}
	}
	all := make([]AuthorCount, 0, len(people))
	for _, p := range people {
		all = append(all, *p)
	}
	return CombinePeople(fs, all)
}

// CombinePeople is Combine where the messages of each person over all groups
// are counted already.
func CombinePeople(fs []*Figures, people []AuthorCount) *Whole {
	w := &Whole{Groups: len(fs), Census: map[Census]int{All7: 0, Occasional: 0, Silent: 0}, States: map[State]int{}}
	w.FellTogether = settleFading(fs)
	settleHealth(fs)
	var lives []Life
	for _, f := range fs {
		w.Messages += f.Messages
		w.Census[f.Census]++
		w.States[f.State]++
		if f.State != Ended {
			lives = append(lives, f.Life)
		}
	}
	var counts []int
	for _, p := range people {
		switch p.Standing {
		case Member:
			w.People++
			counts = append(counts, p.N)
		case Staff:
			w.Staff++
		case Bot:
			w.Bots++
		}
	}
	w.Survival, w.Curve = kaplanMeier(lives)
	if c, ok := concentrationOf(counts); ok {
		w.Concentration = &c
	}
	return w
}

// settleFading turns steady and thriving groups whose people-days halved into
// fading ones. With ten or more groups to compare, the median change of the
// others is subtracted: what happens to all is not one group's fault.
func settleFading(fs []*Figures) (together bool) {
	var changes []float64
	for _, f := range fs {
		f.State, f.Together = f.Base, false
		if f.Fade.Known {
			changes = append(changes, f.Fade.Change)
		}
	}
	slices.Sort(changes)
	compare := len(changes) >= kindGroups
	fell := 0
	for _, f := range fs {
		if !f.Fade.Known {
			continue
		}
		own := f.Fade.Change
		if compare {
			own -= medianWithout(changes, f.Fade.Change)
		}
		if f.Fade.Change < fadeBelow {
			fell++
			f.Together = own >= fadeBelow
		}
		if own < fadeBelow && f.Fade.Change < 0 && (f.State == Steady || f.State == Thriving) {
			f.State = Fading
		}
	}
	return compare && 2*fell > len(changes)
}

// medianWithout is the median of sorted values less one of value v.
func medianWithout(sorted []float64, v float64) float64 {
	skip, _ := slices.BinarySearch(sorted, v)
	at := func(i int) float64 {
		if i >= skip {
			i++
		}
		return sorted[i]
	}
	n := len(sorted) - 1
	if n%2 == 1 {
		return at(n / 2)
	}
	return (at(n/2-1) + at(n/2)) / 2
}

// weights of the parts of the health index, in points.
var weights = [...]struct {
	points int
	of     func(*Parts) **float64
}{
	{20, func(p *Parts) **float64 { return &p.Vitality }},
	{15, func(p *Parts) **float64 { return &p.Interaction }},
	{20, func(p *Parts) **float64 { return &p.Responsiveness }},
	{15, func(p *Parts) **float64 { return &p.Retention }},
	{15, func(p *Parts) **float64 { return &p.Stay }},
	{5, func(p *Parts) **float64 { return &p.Structure }},
	{10, func(p *Parts) **float64 { return &p.Balance }},
}

// settleHealth places each known part on the percentiles of the workspace's
// own groups (20 or more that know it) and scores groups of which at least 60
// of the 100 points are known.
func settleHealth(fs []*Figures) {
	for _, f := range fs {
		f.Health = &Health{}
	}
	for _, w := range weights {
		var known []float64
		for _, f := range fs {
			if v := *w.of(&f.Parts); v != nil && f.State != Ended {
				known = append(known, *v)
			}
		}
		if len(known) < healthGroups {
			continue
		}
		slices.Sort(known)
		for _, f := range fs {
			v := *w.of(&f.Parts)
			if v == nil || f.State == Ended {
				continue
			}
			*w.of(&f.Health.Parts) = ptr(100 * percentile(known, *v))
			f.Health.Known += w.points
		}
	}
	for _, f := range fs {
		if f.Health.Known < healthPoints {
			continue
		}
		sum := 0.0
		for _, w := range weights {
			if v := *w.of(&f.Health.Parts); v != nil {
				sum += float64(w.points) * *v
			}
		}
		f.Health.Score = ptr(sum / float64(f.Health.Known))
	}
}

// percentile is the mid-rank of v among sorted values, 0 to 1.
func percentile(sorted []float64, v float64) float64 {
	low, _ := slices.BinarySearch(sorted, v)
	high := low
	for high < len(sorted) && sorted[high] == v {
		high++
	}
	return (float64(low) + float64(high-low)/2) / float64(len(sorted))
}
