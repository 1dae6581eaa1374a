package table

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// dayOrder is how dates without a leading year are written in a file.
type dayOrder uint8

const (
	orderUnknown dayOrder = iota
	monthFirst            // 3/25/2025
	dayFirst              // 25/3/2025
)

// moment reads a time as people and programs write it: with or without zone,
// by name of month or number, seconds or milliseconds since 1970, or Excel's
// days. zone is that of times that state none; now supplies a missing year.
type moment struct {
	zone  *time.Location
	now   time.Time
	order dayOrder
}

// parse reads s. Times are between 1970 and the year 9999.
func (m moment) parse(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, false
	}
	if t, ok := m.number(s); ok {
		return t, sane(t)
	}
	for _, layout := range zonedLayouts() {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), sane(t)
		}
	}
	for _, layout := range namedLayouts() {
		if t, err := time.ParseInLocation(layout, s, m.zone); err == nil {
			return t.UTC(), sane(t)
		}
	}
	t, ok := m.loose(s)
	return t, ok && sane(t)
}

func sane(t time.Time) bool { return t.Unix() >= 0 && t.Year() <= 9999 }

// zonedLayouts are those that state their zone.
func zonedLayouts() []string {
	return []string{
		time.RFC3339Nano, "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05.999999999Z07:00",
		"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07:00", "2006-01-02 15:04:05 UTC", "2006-01-02T15:04:05.999-0700",
		time.RFC1123Z, time.RFC1123, "2006-01-02 15:04:05 -0700 MST",
	}
}

// namedLayouts name the month in English.
func namedLayouts() []string {
	return []string{
		"Jan 2, 2006 3:04:05 PM", "Jan 2, 2006 3:04 PM", "Jan 2, 2006 15:04:05", "Jan 2, 2006 15:04", "Jan 2, 2006",
		"January 2, 2006 3:04 PM", "January 2, 2006 15:04", "2 Jan 2006 15:04:05", "2 Jan 2006 15:04", "2 Jan 2006",
		"2-Jan-06 15:04", "2-Jan-2006 15:04:05", "02-Jan-2006 15:04", time.ANSIC,
	}
}

// number reads times that are one number.
func (m moment) number(s string) (time.Time, bool) {
	whole, fraction, decimal := strings.Cut(s, ".")
	if !digits(whole) || decimal && !digits(fraction) {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	switch {
	case len(whole) == 14 && !decimal:
		t, err := time.ParseInLocation("20060102150405", s, m.zone)
		return t.UTC(), err == nil
	case len(whole) == 8 && !decimal && strings.HasPrefix(s, "20"):
		t, err := time.ParseInLocation("20060102", s, m.zone)
		return t.UTC(), err == nil
	case len(whole) == 9 || len(whole) == 10:
		return time.Unix(n, nanos(fraction)).UTC(), true
	case len(whole) == 12 || len(whole) == 13:
		return time.UnixMilli(n).UTC(), true
	case len(whole) == 16:
		return time.UnixMicro(n).UTC(), true
	case len(whole) == 19:
		return time.Unix(0, n).UTC(), true
	case n >= 25569 && n < 80000: // Excel's days from 1970 on
		f, err := strconv.ParseFloat(s, 64)
		return m.serial(f), err == nil
	}
	return time.Time{}, false
}

// serial reads Excel's days since the end of 1899, to the second.
func (m moment) serial(days float64) time.Time {
	day, rest := math.Modf(days)
	seconds := int(math.Round(rest * 24 * 60 * 60))
	return time.Date(1899, 12, 30+int(day), 0, 0, seconds, 0, m.zone).UTC()
}

func nanos(fraction string) int64 {
	n, _ := strconv.ParseInt((fraction + "000000000")[:9], 10, 64) // digits, checked before
	return n
}

func digits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// loose reads a date, then a time of day, whatever stands between the numbers.
func (m moment) loose(s string) (time.Time, bool) {
	nums, marks, half, ok := pieces(s)
	if !ok {
		return time.Time{}, false
	}
	dateLen := 0
	for dateLen < min(2, len(nums)-1) && strings.ContainsAny(marks[dateLen], "-/.年月") {
		dateLen++
	}
	if dateLen == 0 {
		return time.Time{}, false
	}
	year, month, day, ok := m.date(nums[:dateLen+1])
	if !ok {
		return time.Time{}, false
	}
	var clock [4]int // hour, minute, second, nanosecond
	rest := nums[dateLen+1:]
	if len(rest) > len(clock) || len(rest) == 1 && half == noHalf {
		return time.Time{}, false
	}
	for i, n := range rest {
		if !digits(n) || len(n) > 2 && i < 3 {
			return time.Time{}, false
		}
		if i == 3 {
			clock[3] = int(nanos(n))
			continue
		}
		clock[i], _ = strconv.Atoi(n) // one or two digits
	}
	hour := half.hour(clock[0])
	if hour > 24 || clock[1] > 59 || clock[2] > 60 {
		return time.Time{}, false
	}
	t := time.Date(year, month, day, hour, clock[1], clock[2], clock[3], m.zone)
	if t.Day() != day && hour < 24 { // the 31st of a month with 30
		return time.Time{}, false
	}
	if dateLen == 1 && t.After(m.now.Add(48*time.Hour)) { // no year: the latest that has been
		t = t.AddDate(-1, 0, 0)
	}
	return t.UTC(), true
}

// date reads two or three numbers as a day.
func (m moment) date(nums []string) (year int, month time.Month, day int, ok bool) {
	var n [3]int
	for i, s := range nums {
		if len(s) > 4 {
			return 0, 0, 0, false
		}
		n[i], _ = strconv.Atoi(s) // digits, as pieces gives them
	}
	y, mo, d := n[0], n[1], n[2]
	switch {
	case len(nums) == 2:
		y, mo, d = m.now.In(m.zone).Year(), n[0], n[1]
	case len(nums[0]) == 4:
	case len(nums[2]) == 4 || len(nums[2]) == 2:
		if y = n[2]; len(nums[2]) == 2 {
			y += 2000
		}
		mo, d = n[0], n[1]
		if m.order == dayFirst || mo > 12 {
			mo, d = d, mo
		}
	default:
		return 0, 0, 0, false
	}
	return y, time.Month(mo), d, mo >= 1 && mo <= 12 && d >= 1 && d <= 31
}

// orderOf tells what a date shows of the order of day and month in its file.
func orderOf(s string) dayOrder {
	nums, marks, _, ok := pieces(strings.TrimSpace(s))
	if !ok || len(nums) < 3 || len(nums[0]) > 2 || !strings.ContainsAny(marks[0], "-/.") || !strings.ContainsAny(marks[1], "-/.") {
		return orderUnknown
	}
	first, _ := strconv.Atoi(nums[0])
	second, _ := strconv.Atoi(nums[1])
	switch {
	case first > 12 && second <= 12:
		return dayFirst
	case second > 12 && first <= 12:
		return monthFirst
	}
	return orderUnknown
}

// ambiguous reports whether s is a date that reads either way.
func ambiguous(s string) bool {
	nums, marks, _, ok := pieces(strings.TrimSpace(s))
	return ok && len(nums) >= 3 && len(nums[0]) <= 2 && len(nums[2]) != 0 && nums[0] != nums[1] &&
		strings.ContainsAny(marks[0], "-/.") && strings.ContainsAny(marks[1], "-/.") && orderOf(s) == orderUnknown
}

// dayHalf is the part of the day that a clock of twelve hours is in.
type dayHalf uint8

const (
	noHalf dayHalf = iota
	morning
	noon // 中午: 11:30 is before twelve, 1:30 after
	afternoon
)

func (h dayHalf) hour(clock int) int {
	switch {
	case h == morning && clock == 12:
		return 0
	case h == afternoon && clock < 12, h == noon && clock < 6:
		return clock + 12
	}
	return clock
}

// pieces cuts s into its numbers and what stands between them, and takes out
// the words for parts of the day and days of the week. It fails where other
// letters stand.
func pieces(s string) (nums, marks []string, half dayHalf, ok bool) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e: // the wide forms of ASCII
			return unicode.ToLower(r - 0xfee0)
		case unicode.IsSpace(r):
			return ' '
		}
		return unicode.ToLower(r)
	}, s)
	for _, w := range []struct {
		word string
		half dayHalf
	}{
		{"上午", morning}, {"凌晨", morning}, {"早上", morning}, {"清晨", morning}, {"中午", noon},
		{"下午", afternoon}, {"晚上", afternoon}, {"傍晚", afternoon}, {"am", morning}, {"pm", afternoon}, {"a.m.", morning}, {"p.m.", afternoon},
	} {
		if before, after, found := strings.Cut(s, w.word); found {
			s, half = before+" "+after, w.half
		}
	}
	for _, week := range []string{"星期", "周", "週"} {
		if i := strings.Index(s, week); i >= 0 {
			_, size := utf8.DecodeRuneInString(s[i+len(week):])
			s = s[:i] + s[i+len(week)+size:]
		}
	}
	for len(s) > 0 {
		n := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
		if n < 0 {
			n = len(s)
		}
		if n > 0 {
			nums = append(nums, s[:n])
			s = s[n:]
			continue
		}
		n = strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
		if n < 0 {
			n = len(s)
		}
		mark := s[:n]
		if strings.Trim(mark, " -/.:,年月日号號时時点點分秒t()") != "" {
			return nil, nil, noHalf, false
		}
		if len(nums) > 0 {
			marks = append(marks, strings.TrimSpace(mark))
		}
		s = s[n:]
	}
	return nums, marks, half, len(nums) >= 2
}
