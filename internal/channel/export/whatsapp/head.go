package whatsapp

import (
	"strings"
	"time"
)

// head is the beginning of a message: when, and what stands after it.
type head struct {
	part     [3]int // of the date, in the order of the file
	padded   bool   // a part of the date begins with 0
	long     int    // which part is the year by its four digits, or -1
	hour     int    // 0–23
	min, sec int
	half     bool // the file counts twelve hours in Latin letters
	bracket  bool // the time stands in [ ]
	rest     string
}

// marks are characters that steer the direction of writing. WhatsApp puts
// them before what it wrote itself, and around numbers and names.
const marks = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// wrote is the mark before words that are WhatsApp's and not the author's.
const wrote = "\u200e"

// parseHead reads a line that begins a message; false for any other line.
// The forms, of which every locale writes its own, are a date of three
// numbers, a time, and then "] " or " - ":
//
//	13/02/2024, 09:05 - …    [2024/3/2 下午9:05:01] …    2/13/24, 9:05 PM - …
func parseHead(line string) (head, bool) {
	line = strings.TrimLeft(line, marks)
	if line == "" || line[0] != '[' && (line[0] < '0' || line[0] > '9') {
		return head{}, false
	}
	c := cursor{rest: blanks.Replace(line)}
	h := head{long: -1, bracket: c.any("[")}
	if !c.date(&h) || !c.time(&h) {
		return head{}, false
	}
	if h.bracket {
		if !c.any("]") {
			return head{}, false
		}
		c.any(" ")
	} else if !c.any(" - ") {
		return head{}, false
	}
	h.rest = c.rest
	return h, true
}

// cursor walks a text from its beginning.
type cursor struct{ rest string }

// any takes the first of words that stands next.
func (c *cursor) any(words ...string) bool {
	for _, w := range words {
		if after, ok := strings.CutPrefix(c.rest, w); ok {
			c.rest = after
			return true
		}
	}
	return false
}

// number takes up to most digits, at least one, and says how many they were
// and whether the first is 0.
func (c *cursor) number(most int) (n, size int, zero bool) {
	for size < most && size < len(c.rest) && c.rest[size] >= '0' && c.rest[size] <= '9' {
		n = n*10 + int(c.rest[size]-'0')
		size++
	}
	zero = size > 0 && c.rest[0] == '0'
	c.rest = c.rest[size:]
	return n, size, zero
}

// date takes a date and what stands between it and the time.
func (c *cursor) date(h *head) bool {
	for i, most := range [3]int{4, 2, 4} {
		if i > 0 {
			c.any(" ")
			if !c.any("/", ".", "-", "年", "月") {
				return false
			}
			c.any(" ")
		}
		n, size, zero := c.number(most)
		if size == 0 {
			return false
		}
		h.part[i] = n
		h.padded = h.padded || zero
		if size == 4 {
			h.long = i
		}
	}
	c.any("日", ".")
	c.any(",")
	c.rest = strings.TrimLeft(c.rest, " ")
	c.any("at ", "klo ", "kl. ", "um ", "à ", "às ", "om ")
	if c.any("星期", "周", "週") {
		c.any("一", "二", "三", "四", "五", "六", "日", "天")
		c.rest = strings.TrimLeft(c.rest, " ")
	}
	return true
}

// time takes a time of day with its word or letters for the half of the day.
func (c *cursor) time(h *head) bool {
	word := ""
	for _, w := range []string{"凌晨", "清晨", "早上", "上午", "中午", "下午", "傍晚", "晚上", "半夜"} {
		if c.any(w) {
			word = w
			c.any(" ")
			break
		}
	}
	var size int
	if h.hour, size, _ = c.number(2); size == 0 || !c.any(":", ".") {
		return false
	}
	if h.min, size, _ = c.number(2); size != 2 {
		return false
	}
	if c.any(":", ".") {
		if h.sec, size, _ = c.number(2); size != 2 {
			return false
		}
	}
	before := *c
	c.any(" ")
	switch {
	case c.any("a", "A"):
		word, h.half = "a", true
	case c.any("p", "P"):
		word, h.half = "p", true
	}
	if h.half {
		c.any(".")
		c.any(" ")
		if !c.any("m", "M") {
			return false
		}
		c.any(".")
	} else {
		*c = before
	}
	h.hour = hourOf(h.hour, word)
	return h.hour <= 23 && h.min <= 59 && h.sec <= 59
}

// blanks makes plain ones of those that newer phones put into times and names.
var blanks = strings.NewReplacer("\u202f", " ", "\u00a0", " ", "\u2009", " ")

// hourOf turns an hour with a word or letter for the half of the day into one
// of twenty-four. Hours past twelve stand for themselves.
func hourOf(hour int, word string) int {
	if hour > 12 {
		return hour
	}
	switch word {
	case "a", "凌晨", "清晨", "早上", "上午", "半夜":
		return hour % 12
	case "p", "下午", "傍晚":
		return hour%12 + 12
	case "晚上":
		if hour == 12 {
			return 0 // midnight
		}
		return hour + 12
	case "中午":
		if hour < 10 {
			return hour + 12
		}
	}
	return hour
}

// order is the order in which a file writes the parts of a date.
type order uint8

const (
	dayFirst order = iota
	monthFirst
	yearFirst
	orders // how many there are
)

// date puts the parts of h in order; false where they make no date that
// WhatsApp, which began in 2009, can have written.
func (h *head) date(o order) (time.Time, bool) {
	var y, m, d int
	switch o {
	case dayFirst:
		d, m, y = h.part[0], h.part[1], h.part[2]
	case monthFirst:
		m, d, y = h.part[0], h.part[1], h.part[2]
	default:
		y, m, d = h.part[0], h.part[1], h.part[2]
	}
	switch {
	case y > 2500:
		y -= 543 // the Buddhist era
	case y < 100:
		y += 2000
	}
	day := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return day, y >= 2009 && m >= 1 && m <= 12 && d == day.Day()
}

// moment is when h was, in zone.
func (h *head) moment(o order, zone *time.Location) (time.Time, bool) {
	day, ok := h.date(o)
	if !ok {
		return time.Time{}, false
	}
	return time.Date(day.Year(), day.Month(), day.Day(), h.hour, h.min, h.sec, 0, zone).UTC(), true
}

// evidence is what a file shows of the order of its dates.
type evidence struct {
	heads   int
	bad     [orders]int       // dates that would be none, or lie in the future
	back    [orders]int       // days that would lie before the day above
	last    [orders]time.Time // day seen
	long    [3]int            // where years of four digits stand
	half    int
	padded  int
	bracket int
}

// see takes in one more date. now is the latest a message can be of; zero
// where it is not known.
func (e *evidence) see(h *head, now time.Time) {
	e.heads++
	if h.half {
		e.half++
	}
	if h.padded {
		e.padded++
	}
	if h.bracket {
		e.bracket++
	}
	if h.long >= 0 {
		e.long[h.long]++
	}
	for o := range orders {
		day, ok := h.date(o)
		if !ok || !now.IsZero() && day.After(now.AddDate(0, 0, 2)) {
			e.bad[o]++
			continue
		}
		if day.Before(e.last[o]) {
			e.back[o]++
		}
		e.last[o] = day
	}
}

// order decides: by where the year of four digits stands, else by which order
// makes true dates of all lines, else by which goes back in time least. Where
// day and month cannot be told apart it assumes what is usual where the zone
// and the look of the dates come from, and says that it assumes.
func (e *evidence) order(zone *time.Location) (o order, assumed bool) {
	if e.long[0] > 0 && e.long[0] >= e.long[2] {
		return yearFirst, false
	}
	day := e.cost(dayFirst)
	month := e.cost(monthFirst)
	if e.long[2] == 0 && e.cost(yearFirst) < min(day, month) {
		return yearFirst, false
	}
	switch {
	case day < month:
		return dayFirst, false
	case month < day:
		return monthFirst, false
	}
	american := zone != nil && strings.HasPrefix(zone.String(), "America/")
	if american || e.half > 0 && e.padded == 0 && e.long[2] == 0 {
		return monthFirst, true
	}
	return dayFirst, true
}

// cost weighs what speaks against o. One impossible date outweighs any number
// of steps back, which real files have a few of.
func (e *evidence) cost(o order) int { return e.bad[o]*(e.heads+1) + e.back[o] }
