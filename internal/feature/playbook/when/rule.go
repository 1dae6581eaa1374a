package when

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Rule is a repetition in the words of RFC 5545, such as
// "FREQ=WEEKLY;BYDAY=SU;BYHOUR=20;BYMINUTE=30". The zero Rule never happens.
//
// It has no DTSTART, so it has to say itself what would follow from one: the
// hours, and the days of a week, month or year. Where INTERVAL is more than 1,
// periods are counted from 1970-01-01, or from where StartingOn says. Hours and
// minutes are those that clocks show: FREQ=HOURLY does not happen twice in the
// hour that is repeated.
type Rule struct {
	text      string
	freq      freq
	interval  int
	weekStart time.Weekday
	months    uint16 // bit 1 is January; 0 means every month
	monthDays []int  // 1 to 31, or -1 to -31 from the end
	weekdays  []nthDay
	hours     uint32
	minutes   uint64
	positions []int // BYSETPOS
	start     int   // the numbered day from which periods are counted
	bounded   bool  // nothing happens before start
	until     bound
}

type freq uint8

const (
	never freq = iota
	minutely
	hourly
	daily
	weekly
	monthly
	yearly
)

// nthDay is a weekday; n, where it is not 0, says which of the period, from
// the end where it is negative.
type nthDay struct {
	n   int
	day time.Weekday
}

// bound is the last moment of a rule: an instant, or what clocks show.
type bound struct {
	instant time.Time
	day     int
	second  int
	local   bool
}

func (b bound) passed(t time.Time, day, second int) bool {
	if b.local {
		return day > b.day || day == b.day && second > b.second
	}
	return !b.instant.IsZero() && t.After(b.instant)
}

const (
	longestRule     = 500
	longestInterval = 1000
)

// ParseRule reads a rule, with or without "RRULE:" before it. What is wrong
// with a text, the error says in the reader's language.
func ParseRule(text string) (Rule, error) {
	if len(text) > longestRule {
		return Rule{}, invalid(ruleTooLong.With(longestRule))
	}
	clean := strings.ToUpper(strings.TrimSpace(text))
	clean = strings.TrimSuffix(strings.TrimPrefix(clean, "RRULE:"), ";")
	if clean == "" {
		return Rule{}, invalid(ruleEmpty.With())
	}
	r := Rule{text: clean, interval: 1, weekStart: time.Monday}
	var seen []string
	for part := range strings.SplitSeq(clean, ";") {
		key, value, ok := strings.Cut(part, "=")
		if !ok || value == "" {
			return Rule{}, invalid(rulePart.With(shown(part)))
		}
		if slices.Contains(seen, key) {
			return Rule{}, invalid(ruleTwice.With(shown(key)))
		}
		seen = append(seen, key)
		if err := r.set(key, value); err != nil {
			return Rule{}, err
		}
	}
	if err := r.complete(); err != nil {
		return Rule{}, err
	}
	return r, nil
}

func (r Rule) String() string { return r.text }

// StartingOn is r, not happening before d, and with its INTERVAL counted from
// the period that d lies in: every other week from the week of d.
func (r Rule) StartingOn(d Date) Rule {
	r.start, r.bounded = d.number(), true
	return r
}

// set takes in one part of a rule.
func (r *Rule) set(key, value string) (err error) {
	switch key {
	case "FREQ":
		return r.setFreq(value)
	case "INTERVAL":
		r.interval, err = number(key, value, 1, longestInterval)
	case "WKST":
		var ok bool
		if r.weekStart, ok = weekdayNamed(value); !ok {
			return invalid(ruleValue.With(key, shown(value), "MO, TU, WE, TH, FR, SA, SU"))
		}
	case "BYMONTH":
		var list []int
		list, err = numbers(key, value, 1, 12)
		for _, n := range list {
			r.months |= 1 << n
		}
	case "BYMONTHDAY":
		r.monthDays, err = numbers(key, value, -31, 31)
	case "BYDAY":
		return r.setWeekdays(value)
	case "BYHOUR":
		var list []int
		list, err = numbers(key, value, 0, 23)
		for _, n := range list {
			r.hours |= 1 << n
		}
	case "BYMINUTE":
		var list []int
		list, err = numbers(key, value, 0, 59)
		for _, n := range list {
			r.minutes |= 1 << n
		}
	case "BYSECOND":
		if value != "0" && value != "00" {
			return invalid(ruleSeconds.With())
		}
	case "BYSETPOS":
		r.positions, err = numbers(key, value, -366, 366)
	case "UNTIL":
		return r.setUntil(value)
	default:
		return invalid(ruleUnknown.With(shown(key)))
	}
	return err
}

func (r *Rule) setFreq(value string) error {
	switch value {
	case "MINUTELY":
		r.freq = minutely
	case "HOURLY":
		r.freq = hourly
	case "DAILY":
		r.freq = daily
	case "WEEKLY":
		r.freq = weekly
	case "MONTHLY":
		r.freq = monthly
	case "YEARLY":
		r.freq = yearly
	case "SECONDLY":
		return invalid(ruleSeconds.With())
	default:
		return invalid(ruleValue.With("FREQ", shown(value), "MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY"))
	}
	return nil
}

func (r *Rule) setWeekdays(value string) error {
	for part := range strings.SplitSeq(value, ",") {
		bad := invalid(ruleValue.With("BYDAY", shown(part), "MO, 1MO, -1FR"))
		if len(part) < 2 {
			return bad
		}
		day, ok := weekdayNamed(part[len(part)-2:])
		if !ok {
			return bad
		}
		n := 0
		if which := part[:len(part)-2]; which != "" {
			var err error
			if n, err = strconv.Atoi(which); err != nil || n == 0 || n < -53 || n > 53 {
				return bad
			}
		}
		r.weekdays = append(r.weekdays, nthDay{n, day})
	}
	return nil
}

func (r *Rule) setUntil(value string) error {
	if t, err := time.Parse("20060102T150405Z", value); err == nil {
		r.until = bound{instant: t}
		return nil
	}
	for _, layout := range [...]string{"20060102T150405", "20060102"} {
		t, err := time.Parse(layout, value)
		if err != nil {
			continue
		}
		day, second := wallOf(t, time.UTC)
		if layout == "20060102" {
			second = secondsADay - 1
		}
		r.until = bound{day: day, second: second, local: true}
		return nil
	}
	return invalid(ruleValue.With("UNTIL", shown(value), "20261231, 20261231T235900, 20261231T155900Z"))
}

// complete fills in what follows from the parts, and refuses rules that leave
// open what a start would have said, or that the RFC forbids.
func (r *Rule) complete() error {
	nth := slices.ContainsFunc(r.weekdays, func(d nthDay) bool { return d.n != 0 })
	switch {
	case r.freq == never:
		return invalid(ruleNoFreq.With())
	case r.freq >= daily && r.hours == 0:
		return invalid(ruleNoHour.With())
	case r.freq == weekly && len(r.weekdays) == 0:
		return invalid(ruleNoWeekday.With())
	case r.freq >= monthly && len(r.weekdays)+len(r.monthDays) == 0:
		return invalid(ruleNoDay.With())
	case r.freq == weekly && len(r.monthDays) > 0:
		return invalid(ruleWeekMonthDay.With())
	case nth && r.freq < monthly:
		return invalid(ruleNth.With())
	case len(r.positions) > 0 && (r.freq < weekly || bits.OnesCount32(r.hours) > 1 || bits.OnesCount64(r.minutes) > 1):
		return invalid(rulePositions.With())
	}
	if r.minutes == 0 && r.freq >= hourly {
		r.minutes = 1
	}
	if r.minutes == 0 {
		r.minutes = 1<<60 - 1
	}
	if r.hours == 0 {
		r.hours = 1<<24 - 1
	}
	return nil
}

// numbers reads "1,15,-1": whole numbers between low and high, none of them 0
// where they may be negative.
func numbers(key, value string, low, high int) ([]int, error) {
	var list []int
	for part := range strings.SplitSeq(value, ",") {
		n, err := number(key, part, low, high)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

func number(key, value string, low, high int) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < low || n > high || n == 0 && low < 0 {
		if low < 0 {
			return 0, invalid(ruleSigned.With(key, shown(value), high))
		}
		return 0, invalid(ruleNumber.With(key, shown(value), low, high))
	}
	return n, nil
}

// weekdayCodes are the two letters of RFC 5545, by time.Weekday.
var weekdayCodes = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

func weekdayNamed(code string) (time.Weekday, bool) {
	i := slices.Index(weekdayCodes[:], code)
	return time.Weekday(i), i >= 0
}

func invalid(m i18n.Message) error { return fault.New(fault.Invalid, m) }
