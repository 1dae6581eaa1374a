package manual

import "time"

// order is which of 01/03/2030 is the month, as far as a stamp tells it.
type order uint8

// The orders.
const (
	noOrder order = iota
	dayFirst
	monthFirst
)

// settleOrder finds out for the whole text whether the day or the month is written
// first: a part above 12 tells it in one line for all; else the order in which the
// lines go on and none is yet to come. Where both do, or lines are at odds, whoever
// pastes is asked.
func (r *reader) settleOrder() {
	var all []*stamp
	for i := range r.rows {
		row := &r.rows[i]
		if g := row.as(r.way); g != nil {
			all = append(all, &g.at)
		}
		if row.day != nil {
			all = append(all, row.day)
		}
		if row.mark != nil {
			all = append(all, row.mark)
		}
	}
	told := map[order]int{}
	for _, s := range all {
		told[s.order]++
	}
	if told[dayFirst] > 0 && told[monthFirst] > 0 {
		return
	}
	months := told[monthFirst] > 0
	if told[dayFirst] == 0 && !months {
		days := r.goesOn(all, false)
		if months = r.goesOn(all, true); days == months {
			return
		}
	}
	for _, s := range all {
		if s.slashes && months {
			s.day, s.month = s.month, s.day
		}
		s.slashes = false
	}
}

// goesOn reports whether each moment is no earlier than the one before it, and none is
// later than now, if days are read in one order.
func (r *reader) goesOn(all []*stamp, months bool) bool {
	var last time.Time
	for _, s := range all {
		if s.year == 0 {
			continue
		}
		at := s.ofDay(s.on(r.Now, r.Zone, months))
		if at.Before(last) || at.After(r.Now.Add(24*time.Hour)) {
			return false
		}
		last = at
	}
	return true
}
