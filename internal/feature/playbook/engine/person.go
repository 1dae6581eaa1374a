package engine

import (
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// The days of a year that an SOP may begin by.
const (
	Birthday = "birthday"
	Joined   = "joined"
)

// lookAt is when it is looked who has been silent for long enough.
const lookAt = when.Clock(10 * 60)

// lookEvery is how long what falls between two looks may wait for the second; the
// hour is for the day on which clocks are put back.
const lookEvery = 26 * time.Hour

// nextLook is when somebody is next looked for who has been silent for so long, or
// whose day it is.
func nextLook(s *script.Start, after time.Time, zone *time.Location, fields map[string]string) (time.Time, bool) {
	clock := lookAt
	if s.Yearly != "" {
		at, err := s.Clock(fields)
		if err != nil {
			return time.Time{}, false
		}
		t := shifted(s, when.At(when.DateOf(after, zone), at, zone), zone).In(zone)
		clock = when.Clock(t.Hour()*60 + t.Minute())
	}
	for day := after; ; day = day.Add(12 * time.Hour) {
		if t := when.At(when.DateOf(day, zone), clock, zone); t.After(after) {
			return t, true
		}
	}
}

// shifted is a day moved by the shift of its start.
func shifted(s *script.Start, t time.Time, zone *time.Location) time.Time {
	if s.Shift == "" {
		return t
	}
	o, err := when.ParseOffset(s.Shift)
	if err != nil {
		return t
	}
	return o.From(t, zone)
}

// Falling is when an SOP begins for one person.
type Falling struct {
	Occasion string // names it for good: by the same one nobody's run begins twice
	Moment   time.Time
	Due      time.Time
}

// For says whether a start of an SOP that is about members begins it for one of
// them, as it is looked at now; due is when that was to be. days are the days of
// their year that are known.
func (p *Program) For(start int, due, now time.Time, zone *time.Location, fields map[string]string, m *cond.Member, days map[string]when.Yearly) (Falling, bool) {
	s := p.starts[start].Start
	switch {
	case s.Silent != "":
		return silentFor(s, now, zone, m)
	case s.Yearly != "":
		return yearlyFor(s, now, zone, fields, m, days)
	}
	return Falling{named("at", s, due), due, due}, true
}

func named(by string, s *script.Start, t time.Time) string {
	return by + "/" + s.ID + "/" + strconv.FormatInt(t.UnixMilli(), 10)
}

// silentFor is for how long somebody has not said a word: who never did, since they
// came, or were first seen. Of whom nothing is known nothing is said.
func silentFor(s *script.Start, now time.Time, zone *time.Location, m *cond.Member) (Falling, bool) {
	since := m.LastSaid
	if m.Joined.After(since) {
		since = m.Joined
	}
	if since.IsZero() {
		since = m.LastSeen
	}
	if since.IsZero() {
		return Falling{}, false
	}
	due := script.Later(since, s.Silent, zone)
	return Falling{named("silent", s, since), now, due}, !due.After(now)
}

// yearlyFor looks for a day of somebody's year that was reached since it was looked
// last, or for as long as the start may be late. Of the day on which they came the
// first is a year later.
func yearlyFor(s *script.Start, now time.Time, zone *time.Location, fields map[string]string, m *cond.Member, days map[string]when.Yearly) (Falling, bool) {
	day, ok := dayOf(s, zone, fields, m, days)
	if !ok {
		return Falling{}, false
	}
	reach := lookEvery
	if s.Missed.Within != "" {
		reach = max(reach, script.Later(now, s.Missed.Within, zone).Sub(now))
	}
	for from := now.Add(-around); ; {
		t, more := day.Next(from, zone)
		if !more || shifted(s, t, zone).After(now) {
			return Falling{}, false
		}
		due := shifted(s, t, zone)
		if due.After(now.Add(-reach)) && counts(s, t, zone, m) {
			return Falling{named("yearly", s, t), t, due}, true
		}
		from = t
	}
}

// dayOf is the day of somebody's year that a start goes by, at its time of day; false
// where nobody knows it.
func dayOf(s *script.Start, zone *time.Location, fields map[string]string, m *cond.Member, days map[string]when.Yearly) (when.Yearly, bool) {
	day, ok := days[s.Yearly]
	if s.Yearly == Joined && !m.Joined.IsZero() {
		d := when.DateOf(m.Joined, zone)
		day, ok = when.Yearly{Month: int(d.Month), Day: d.Day}, true
	}
	at, err := s.Clock(fields)
	day.At = at
	return day, ok && err == nil
}

// counts reports whether a day of somebody's year is one to begin by: of the day on
// which they came the first is a year later.
func counts(s *script.Start, t time.Time, zone *time.Location, m *cond.Member) bool {
	return s.Yearly != Joined || when.DateOf(t, zone).Year > when.DateOf(m.Joined, zone).Year
}

// Yearly names the occasion of a day of somebody's year.
func Yearly(start string, t time.Time) string { return named("yearly", &script.Start{ID: start}, t) }

// Comes lists when a start that goes by a day of somebody's year will begin the SOP for
// them: what is due after a moment and before another.
func (p *Program) Comes(start int, after, before time.Time, zone *time.Location, fields map[string]string, m *cond.Member, days map[string]when.Yearly) (out []Falling) {
	s := p.starts[start].Start
	day, ok := dayOf(s, zone, fields, m, days)
	if s.Yearly == "" || !ok {
		return nil
	}
	for t := after.Add(-around); ; {
		var more bool
		if t, more = day.Next(t, zone); !more {
			return out
		}
		due := shifted(s, t, zone)
		switch {
		case !due.Before(before):
			return out
		case due.After(after) && counts(s, t, zone, m):
			out = append(out, Falling{Yearly(s.ID, t), t, due})
		}
	}
}

// around is how far a shift may move a day of somebody's year.
const around = 400 * 24 * time.Hour

// Missed says what is done about a beginning whose time has passed: where its SOP
// does not say, it still begins within two hours, and who is looked for once a day
// until the next time.
func Missed(s *script.Start, due, now time.Time, zone *time.Location) (skips, asks bool) {
	limit := due.Add(2 * time.Hour)
	switch {
	case s.Missed.Within != "":
		limit = script.Later(due, s.Missed.Within, zone)
	case s.Missed.Do == "skip" || s.Missed.Do == "ask":
		limit = due.Add(time.Minute)
	}
	if (s.Silent != "" || s.Yearly != "") && limit.Before(due.Add(lookEvery)) {
		limit = due.Add(lookEvery)
	}
	if !now.After(limit) {
		return false, false
	}
	return s.Missed.Do != "ask", s.Missed.Do == "ask"
}
