package risk

import (
	"math"
	"slices"
	"sort"
)

// shortest is the shortest silence that is a pause, in days: six hours.
const shortest = .25

// pauses are the silences of a group that ended.
type pauses struct {
	sorted  []float64 // days, rising; only those of shortest or more
	longest float64   // days
	recent  float64   // mean of log(1+days) over the last ten of half a day or more
}

// pausesOf measures the pauses of l, which holds at least one message. A
// group that never paused is taken to pause for as long as it has spoken.
func pausesOf(l line) pauses {
	var p pauses
	var recent []float64
	for i := 1; i < len(l.at); i++ {
		d := inDays(l.at[i] - l.at[i-1])
		p.longest = max(p.longest, d)
		if d >= shortest {
			p.sorted = append(p.sorted, d)
		}
		if d >= 2*shortest {
			recent = append(recent, math.Log1p(d))
		}
	}
	slices.Sort(p.sorted)
	recent = recent[max(0, len(recent)-10):]
	p.recent = math.Log1p(inDays(l.at[len(l.at)-1] - l.at[0]))
	if len(recent) > 0 {
		sum := 0.0
		for _, v := range recent {
			sum += v
		}
		p.recent = sum / float64(len(recent))
	}
	if len(p.sorted) == 0 {
		p.sorted = []float64{inDays(l.at[len(l.at)-1] - l.at[0])}
	}
	return p
}

// quantile returns the pause that share q of all pauses stay under.
func (p pauses) quantile(q float64) float64 {
	return p.sorted[int(q*float64(len(p.sorted)-1))]
}

// lowerBound returns how many of the rising values are smaller than v.
func lowerBound(rising []float64, v float64) int {
	return sort.Search(len(rising), func(i int) bool { return rising[i] >= v })
}
