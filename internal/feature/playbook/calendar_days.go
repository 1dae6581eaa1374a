package playbook

import (
	"fmt"
	"net/url"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// The stretches of time that a calendar shows.
const (
	byMonth = "month"
	byWeek  = "week"
	byDay   = "day"
)

// span is the stretch of time somebody looks at: a month, a week or a day.
type span struct {
	mode string
	day  when.Date // that was asked for; it lies within
	week bool      // one more, after a month
}

// spanOf reads what an address asks for; what it does not say, or says wrongly, is this
// month.
func spanOf(q url.Values, today when.Date) span {
	s := span{mode: q.Get("view"), day: today}
	if s.mode != byWeek && s.mode != byDay {
		s.mode = byMonth
	}
	if t, err := time.Parse(time.DateOnly, q.Get("date")); err == nil && t.Year() >= firstYear && t.Year() <= lastYear {
		s.day = when.DateOf(t, time.UTC)
	}
	if last := monday(today).Plus(7); s.mode == byMonth && !s.outside(today) && s.outside(last) { // what is planned next lies after it
		s.week = true
	}
	return s
}

// The years a calendar goes to: those of which the Chinese calendar is known, about.
const (
	firstYear = 2000
	lastYear  = 2099
)

// monday is the first day of the week of d.
func monday(d when.Date) when.Date { return d.Plus(-(int(d.Weekday()) + 6) % 7) }

// days are the first day that is shown, and how many.
func (s span) days() (first when.Date, n int) {
	switch s.mode {
	case byDay:
		return s.day, 1
	case byWeek:
		return monday(s.day), 7
	}
	first = monday(when.Date{Year: s.day.Year, Month: s.day.Month, Day: 1})
	for n = 28; !s.outside(first.Plus(n)); n += 7 {
	}
	if s.week {
		n += 7
	}
	return first, n
}

// outside reports whether a day is not of the month that is shown.
func (s span) outside(d when.Date) bool {
	return s.mode == byMonth && (d.Month != s.day.Month || d.Year != s.day.Year)
}

// around is the stretch of time that is looked at: whole weeks, since some of what comes
// too close together is counted by the week.
func (s span) around(zone *time.Location) (from, to time.Time) {
	first, n := s.days()
	first = monday(first)
	if s.mode == byDay {
		n = 7
	}
	return when.At(first, 0, zone), when.At(first.Plus(n), 0, zone)
}

// step is the stretch of time n before or after.
func (s span) step(n int) span {
	switch s.mode {
	case byDay:
		s.day = s.day.Plus(n)
	case byWeek:
		s.day = monday(s.day).Plus(7 * n)
	default:
		t := time.Date(s.day.Year, s.day.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		s.day = when.DateOf(t, time.UTC)
	}
	return s
}

// title says which stretch of time it is.
func (s span) title() i18n.Text {
	switch s.mode {
	case byDay:
		return dayTitle(s.day)
	case byWeek:
		first := monday(s.day)
		last := first.Plus(6)
		hans := fmt.Sprintf("%d 年 %d 月 %d 日 – %d 月 %d 日", first.Year, first.Month, first.Day, last.Month, last.Day)
		return i18n.Text{Hans: hans, Hant: hans, En: fmt.Sprintf("%d %s – %d %s %d", first.Day, first.Month, last.Day, last.Month, last.Year)}
	}
	hans := fmt.Sprintf("%d 年 %d 月", s.day.Year, s.day.Month)
	return i18n.Text{Hans: hans, Hant: hans, En: fmt.Sprintf("%s %d", s.day.Month, s.day.Year)}
}

// dayTitle is a day as people say it.
func dayTitle(d when.Date) i18n.Text {
	w := weekdayName(d.Weekday())
	hans := fmt.Sprintf("%d 月 %d 日 ", d.Month, d.Day)
	return i18n.Text{Hans: hans + w.Hans, Hant: hans + w.Hant, En: fmt.Sprintf("%s %d %s", w.En, d.Day, d.Month)}
}

// weekdayName is a day of the week, short.
func weekdayName(w time.Weekday) i18n.Text {
	han := string([]rune("日一二三四五六")[w])
	return i18n.Text{Hans: "周" + han, Hant: "週" + han, En: w.String()[:3]}
}

func isoDate(d when.Date) string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }
