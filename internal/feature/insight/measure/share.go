package measure

import (
	"math"
	"slices"
)

// Concentration is how much of what was said the busiest people said.
type Concentration struct {
	Top1, Top10, Gini float64
	Top20, Top50      float64      // beside the others on a curve; of as many whole people
	Lorenz            [][2]float64 // share of people, share of messages, from the quietest
}

// concentrationOf measures counts, the messages of each person with at least
// one; ok is false where there is nobody.
func concentrationOf(counts []int) (c Concentration, ok bool) {
	x := slices.DeleteFunc(slices.Clone(counts), func(n int) bool { return n <= 0 })
	if len(x) == 0 {
		return c, false
	}
	slices.Sort(x)
	n, sum, weighted := len(x), 0.0, 0.0
	for i, v := range x {
		sum += float64(v)
		weighted += float64(2*(i+1)-n-1) * float64(v)
	}
	top := func(share float64) float64 {
		k, t := max(1, int(math.Round(share*float64(n)))), 0.0
		for _, v := range x[n-k:] {
			t += float64(v)
		}
		return t / sum
	}
	c.Top1, c.Top10, c.Gini = top(.01), top(.10), weighted/(float64(n)*sum)
	c.Top20, c.Top50 = top(.20), top(.50)
	run, points := 0.0, min(n, 100)
	c.Lorenz = append(c.Lorenz, [2]float64{0, 0})
	at := 0
	for p := 1; p <= points; p++ {
		for ; at < n*p/points; at++ {
			run += float64(x[at])
		}
		c.Lorenz = append(c.Lorenz, [2]float64{float64(at) / float64(n), run / sum})
	}
	return c, true
}

// retention is the share of people active in the earlier of the last two
// windows of 28 days who were active in the later one too.
func (s *scene) retention() *float64 {
	was, is := map[int32]bool{}, map[int32]bool{}
	for i := s.firstOfDay(s.today - 2*window + 1); i < len(s.lights); i++ {
		if !s.person(i) {
			continue
		}
		if s.days[i] > s.today-window {
			is[s.actor[i]] = true
		} else {
			was[s.actor[i]] = true
		}
	}
	if len(was) == 0 {
		return nil
	}
	stayed := 0
	for a := range was {
		if is[a] {
			stayed++
		}
	}
	return ptr(float64(stayed) / float64(len(was)))
}

func ptr[T any](v T) *T { return &v }
