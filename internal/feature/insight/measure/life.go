package measure

import (
	"math"
	"slices"
)

// silentLimit is how long a group may be silent before it is dead, and half of
// it before it is dormant.
const (
	deadAfter    = 28 * day
	dormantAfter = 14 * day
	formingUntil = 14 * day
)

// life measures whether the group lives: census, state (without fading, which
// needs the other groups), survival and the comparison of two windows.
func (s *scene) life() {
	f := s.figures
	var first, last, lastChain int64
	speakers := make(map[int64]bool) // (day, actor)
	var people [2 * window]int       // different people by day; index 0 is today−55
	base := s.today - 2*window + 1
	revivedAt := int64(0)
	for i := range s.lights {
		if !s.person(i) {
			continue
		}
		at := s.lights[i].At
		if first == 0 {
			first = at
		} else if s.cal.Silence(last, at) >= deadAfter {
			revivedAt = at
		}
		last = at
		if s.lights[i].Traits&IsChain != 0 {
			lastChain = at
		}
		if d := s.days[i] - base; d >= 0 {
			k := int64(d)<<32 | int64(s.actor[i])
			if !speakers[k] {
				speakers[k] = true
				people[d]++
			}
		}
	}
	f.Life = Life{Start: first, End: last, Until: s.at, Over: first != 0 && s.at-last >= deadAfter}
	recent := people[window:]
	f.Census = censusOf(recent)
	f.Fade = s.fade(people[:window], recent)
	for i, n := range recent {
		f.Spark[i].People = n
	}
	f.State = s.stateOf(first, last, lastChain, recent)
	f.Base = f.State
	alive := f.State != Dead && f.State != Dormant && f.State != Empty && f.State != QuietBuying
	f.Revived = alive && revivedAt > 0 && s.cal.Day(revivedAt) > s.today-window
}

func censusOf(recent []int) Census {
	if !slices.Contains(recent[window-7:], 0) {
		return All7
	}
	for _, n := range recent {
		if n > 0 {
			return Occasional
		}
	}
	return Silent
}

// stateOf is the first state that holds, but for fading.
func (s *scene) stateOf(first, last, lastChain int64, recent []int) State {
	if first == 0 {
		return Empty
	}
	silence := s.cal.Silence(last, s.at)
	lively := 0
	for _, n := range recent[window-7:] {
		if n >= 3 {
			lively++
		}
	}
	switch {
	case silence >= dormantAfter && lastChain > 0 && s.at-lastChain < deadAfter:
		return QuietBuying
	case silence >= deadAfter:
		return Dead
	case silence >= dormantAfter:
		return Dormant
	case s.at-s.lights[0].At < formingUntil:
		return Forming
	case censusOf(recent) == All7 && lively >= 5:
		return Thriving
	}
	return Steady
}

// fade compares people-days of the last 28 days with the 28 before, per
// comparable day: holidays are left out of both. It is unknown with fewer than
// 14 comparable days in either window, or fewer than 10 people-days before.
func (s *scene) fade(before, now []int) Fade {
	var f Fade
	start := s.today - 2*window + 1
	daysBefore, daysNow := 0, 0
	for i := range window {
		if !s.cal.Holiday(start + int32(i)) {
			daysBefore++
			f.Before += float64(before[i])
		}
		if !s.cal.Holiday(start + window + int32(i)) {
			daysNow++
			f.Now += float64(now[i])
		}
	}
	if daysBefore < 14 || daysNow < 14 || f.Before < 10 {
		return f
	}
	f.Known = true
	f.Change = (f.Now/float64(daysNow))/(f.Before/float64(daysBefore)) - 1
	return f
}

// Survival is one point of the Kaplan–Meier curve.
type Survival struct {
	Months int     `json:"months"`
	Share  float64 `json:"share"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	AtRisk int     `json:"at_risk"`
}

// Step is where the whole curve falls, for drawing.
type Step struct{ Months, Share, Low, High float64 }

const month = 30.4375 * float64(day)

// kaplanMeier estimates survival of groups from their first message by a
// person. It is nil with fewer than 20 groups or 5 deaths: then a curve would
// say more than is known. Groups without a person are in no curve.
func kaplanMeier(lives []Life) (points []Survival, steps []Step) {
	type span struct {
		length int64
		died   bool
	}
	var spans []span
	deaths := 0
	for _, l := range lives {
		switch {
		case l.Start == 0:
		case l.Over:
			deaths++
			spans = append(spans, span{l.End - l.Start, true})
		default:
			spans = append(spans, span{l.Until - l.Start, false})
		}
	}
	if len(spans) < 20 || deaths < 5 {
		return nil, nil
	}
	slices.SortFunc(spans, func(a, b span) int {
		switch {
		case a.length != b.length:
			if a.length < b.length {
				return -1
			}
			return 1
		case a.died == b.died:
			return 0
		case a.died: // events before censorings at ties
			return -1
		}
		return 1
	})
	marks := []int{1, 3, 6, 12, 24}
	share, variance := 1.0, 0.0 // Greenwood's sum d/(n(n−d))
	next := 0
	point := func(until float64) {
		for next < len(marks) && float64(marks[next])*month < until {
			at := 0
			for _, sp := range spans {
				if float64(sp.length) >= float64(marks[next])*month {
					at++
				}
			}
			low, high := interval(share, variance)
			points = append(points, Survival{marks[next], share, low, high, at})
			next++
		}
	}
	steps = append(steps, Step{0, 1, 1, 1})
	for i := 0; i < len(spans); {
		length, d, n := spans[i].length, 0, len(spans)-i
		for ; i < len(spans) && spans[i].length == length; i++ {
			if spans[i].died {
				d++
			}
		}
		if d == 0 {
			continue
		}
		point(float64(length))
		share *= 1 - float64(d)/float64(n)
		if n > d {
			variance += float64(d) / (float64(n) * float64(n-d))
		}
		low, high := interval(share, variance)
		steps = append(steps, Step{float64(length) / month, share, low, high})
	}
	point(math.Inf(1))
	return points, steps
}

func interval(share, variance float64) (low, high float64) {
	half := 1.959963984540054 * share * math.Sqrt(variance)
	return max(0, share-half), min(1, share+half)
}
