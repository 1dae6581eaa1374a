package measure

import "slices"

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
	if f.State = s.stateOf(first, last, lastChain, recent); s.g.Ended {
		f.State = Ended
	}
	f.Base = f.State
	alive := f.State != Dead && f.State != Dormant && f.State != Empty && f.State != QuietBuying && f.State != Ended
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
	f.Change = f.Now*float64(daysBefore)/(f.Before*float64(daysNow)) - 1 // whole numbers up to the division: half is half
	return f
}
