package manual

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// stamp is a day, a time of day, or both, as a line writes them.
type stamp struct {
	year, month, day int    // year and month 0 where they are not written
	back             int    // days before today, for words such as 昨天; −1 for none
	weekday          int    // 0 for none, 1 for Monday
	slashes          bool   // 01/03/2030, of which either may be the month
	order            order  // of day and month, where a part above 12 tells it
	hour, min, sec   int    //
	timed            bool   // a time of day is written
	shape            string // how: with year, seconds …
}

func (s *stamp) dated() bool { return s.day > 0 || s.back >= 0 || s.weekday > 0 }

// exact reports whether the second is written.
func (s *stamp) exact() bool { return strings.HasSuffix(s.shape, "s") }

// The patterns of days and times, in the order in which they are tried.
const (
	weekdays = `(?:(?:星期|周|週|礼拜|禮拜)(?P<wd>[一二三四五六日天])|(?P<en>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))`
	ymd      = `(?P<y>\d{4})[-/.年] ?(?P<m>\d{1,2})[-/.月] ?(?P<d>\d{1,2})日?`
	dmy      = `(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y2>\d{4}|\d{2})`
	md       = `(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日?|(?P<m3>\d{1,2})[-/](?P<d3>\d{1,2})`
	words    = `(?P<rel>今天|昨天|前天|Today|Yesterday)`
	months   = `(?:January|February|March|April|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)`
	english  = `(?P<d4>\d{1,2}) (?P<mon>` + months + `)\.?,? (?P<y3>\d{4})|(?P<mon2>` + months + `)\.? (?P<d5>\d{1,2}), (?P<y4>\d{4})`
	shortDay = `(?P<en2>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?` // alone it may be a name or a word
	days     = ymd + `|` + dmy + `|` + md + `|` + words
	ofWeek   = `(?:[ ,，(（]{0,2}(?:(?:星期|周|週)[一二三四五六日天]|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)[)）]?| ?[(（][一二三四五六日天][)）])?|` + weekdays + `)`
	clock    = `(?:(?P<half>上午|下午|凌晨|清晨|早上|中午|晚上|傍晚|AM|PM) ?)?(?P<h>\d{1,2})[:：](?P<i>\d{2})(?:[:：](?P<s>\d{2}))?(?: ?(?P<half2>AM|PM|am|pm|[ap]\.m\.))?`
	webDay   = `(?:` + ymd + `|(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y2>\d{4}|\d{2}))`
)

// patterns are the compiled ones; they are built on first use.
type patterns struct{ when, en, day, web *regexp.Regexp }

var stamps = sync.OnceValue(func() patterns {
	return patterns{
		when: regexp.MustCompile(`(?:(?:(?:` + days + `)` + ofWeek + `[ ,，T]{1,2})?` + clock),
		en:   regexp.MustCompile(`(?:(?:(?:(?:` + english + `|` + days + `)` + ofWeek + `|` + shortDay + `)(?:[ ,，T]{1,2}|,? at ))?` + clock),
		day:  regexp.MustCompile(`^(?:(?:` + english + `|` + days + `)` + ofWeek + `$`),
		web:  regexp.MustCompile(`^\[` + clock + `, ` + webDay + `\]`),
	}
})

// span is where in a line a stamp stands.
type span struct {
	from, to int
	stamp
}

// when finds the stamps with a time of day in a line; at most three.
func when(line string) (out []span) {
	if !strings.ContainsAny(line, ":：") || !strings.ContainsAny(line, "0123456789") {
		return nil
	}
	rx := stamps().when
	if inEnglish(line) {
		rx = stamps().en
	}
	at := 0
	if m := stamps().web.FindStringSubmatchIndex(line); m != nil { // the time before the day
		if s, ok := read(stamps().web, line, m); ok {
			out, at = append(out, span{1, m[1] - 1, s}), m[1]
		}
	}
	for at < len(line) && len(out) < 3 {
		m := rx.FindStringSubmatchIndex(line[at:])
		if m == nil {
			break
		}
		from, to := at+m[0], at+m[1]
		s, ok := read(rx, line[at:], m)
		if ok && !joined(line, from, to) {
			out = append(out, span{from, to, s})
		}
		at = to
	}
	return out
}

// inEnglish reports whether a line may write a day in English; most lines do not, and
// are read in half the time.
func inEnglish(line string) bool {
	for _, word := range [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"} {
		if strings.Contains(line, word) {
			return true
		}
	}
	return strings.Contains(line, " at ")
}

// joined reports whether what looks like a stamp is part of something longer, such
// as a number, a link or a word.
func joined(line string, from, to int) bool {
	if from > 0 && strings.ContainsRune("0123456789.-/:=?&_", rune(line[from-1])) {
		return true
	}
	return to < len(line) && strings.ContainsRune("0123456789./-", rune(line[to]))
}

// dayAlone reads a line that holds nothing but a day, with or without a rule around it.
func dayAlone(line string) (stamp, bool) {
	line = strings.Trim(line, " -—–─=_*·[]【】")
	if line == "" || len(line) > 60 {
		return stamp{}, false
	}
	rx := stamps().day
	m := rx.FindStringSubmatchIndex(line)
	if m == nil {
		return stamp{}, false
	}
	return read(rx, line, m)
}

// read makes a stamp of what a pattern found; false for a 13th month.
func read(rx *regexp.Regexp, text string, m []int) (s stamp, ok bool) {
	part := func(name string) string {
		if i := 2 * rx.SubexpIndex(name); i >= 0 && i < len(m) && m[i] >= 0 {
			return text[m[i]:m[i+1]]
		}
		return ""
	}
	n := func(names ...string) int {
		for _, name := range names {
			if v, err := strconv.Atoi(part(name)); err == nil {
				return v
			}
		}
		return 0
	}
	s = stamp{year: n("y", "y2", "y3", "y4"), month: n("m", "m2", "m3"), day: n("d", "d2", "d3", "d4", "d5"), back: -1}
	if mon := part("mon") + part("mon2"); mon != "" {
		s.month = strings.Index("JanFebMarAprMayJunJulAugSepOctNovDec", mon[:3])/3 + 1
	}
	if part("a") != "" {
		s.day, s.month, s.slashes = n("a"), n("b"), true
		if s.year < 100 {
			s.year += 2000
		}
		switch {
		case s.month > 12:
			s.day, s.month, s.order = s.month, s.day, monthFirst
		case s.day > 12:
			s.order = dayFirst
		}
		s.slashes = s.day <= 12 && s.month <= 12 && s.day != s.month
	}
	switch part("rel") {
	case "今天", "Today":
		s.back = 0
	case "昨天", "Yesterday":
		s.back = 1
	case "前天":
		s.back = 2
	}
	s.weekday = weekdayOf(part("wd"), part("en")+part("en2"))
	if s.timed = part("h") != ""; s.timed {
		s.hour, s.min, s.sec = n("h"), n("i"), n("s")
		s.half(part("half") + strings.ToUpper(strings.ReplaceAll(part("half2"), ".", "")))
	}
	s.shape = shapeOf(s, part("s") != "")
	wrong := s.hour > 23 || s.min > 59 || s.sec > 59 || s.day > 31 || s.month > 12 || s.day > 0 && s.month == 0
	return s, !wrong
}

// half puts the hour into its half of the day.
func (s *stamp) half(word string) {
	switch word {
	case "下午", "晚上", "傍晚", "PM":
		if s.hour < 12 {
			s.hour += 12
		}
	case "中午":
		if s.hour < 10 {
			s.hour += 12
		}
	case "上午", "凌晨", "早上", "清晨", "AM":
		if s.hour == 12 {
			s.hour = 0
		}
	}
}

func weekdayOf(zh, en string) int {
	if zh != "" {
		return strings.Index("一二三四五六日天", zh)/len("一") + 1 - strings.Count(zh, "天")
	}
	for i, day := range [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"} {
		if len(en) > 2 && en[:3] == day[:3] {
			return i + 1
		}
	}
	return 0
}

// shapeOf tells how a stamp is written: lines of one text are written alike.
func shapeOf(s stamp, seconds bool) string {
	shape := "-"
	switch {
	case s.year > 0:
		shape = "y"
	case s.day > 0:
		shape = "d"
	case s.dated():
		shape = "w"
	}
	if seconds {
		shape += "s"
	}
	return shape
}

// on is the day of a stamp, seen from now; the zero time where it gives none.
// Without a year it is one that has been.
func (s *stamp) on(now time.Time, zone *time.Location, monthFirst bool) time.Time {
	y, m, d := now.In(zone).Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, zone)
	switch {
	case s.back >= 0:
		return today.AddDate(0, 0, -s.back)
	case s.weekday > 0:
		has := (int(today.Weekday()) + 6) % 7
		return today.AddDate(0, 0, -((has - s.weekday + 1 + 7) % 7))
	case s.day == 0:
		return time.Time{}
	}
	month, day := s.month, s.day
	if s.slashes && monthFirst {
		month, day = day, month
	}
	if s.year > 0 {
		return time.Date(s.year, time.Month(month), day, 0, 0, 0, 0, zone)
	}
	at := time.Date(y, time.Month(month), day, 0, 0, 0, 0, zone)
	if at.After(today.AddDate(0, 0, 1)) {
		at = time.Date(y-1, time.Month(month), day, 0, 0, 0, 0, zone)
	}
	return at
}

// ofDay is a stamp's time of a day.
func (s *stamp) ofDay(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, s.hour, s.min, s.sec, 0, day.Location())
}
