package manual

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Lines that people write from memory: "小美 昨天下午2点 砂糖橘两箱" has a name, when it
// was as one says it, and words.

const (
	hanNumber = `[一二两兩三四五六七八九十]{1,3}`
	saidDay   = `(?:(?P<rel>今天|昨天|前天|今|昨)|(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号號]?|(?:星期|周|週|礼拜|禮拜)(?P<wd>[一二三四五六日天]))`
	saidHalf  = `(?P<half>凌晨|清晨|早上|早|上午|中午|下午|傍晚|晚上|晚)`
	saidHour  = `(?P<h>\d{1,2}|` + hanNumber + `)(?:[:：](?P<i>\d{2})|[点點时時](?:(?P<q>半|一刻|三刻)|(?P<i2>\d{1,2}|` + hanNumber + `)分?)?)`
)

// fullDay is a day with its year, as nobody writes from memory.
var fullDay = regexp.MustCompile(`\d[-/.年]\d{1,2}[-/.月]\d`)

// endsInDay is a name behind which a day stands without a space.
var endsInDay = regexp.MustCompile(`\S(?:\d{1,2}月\d{1,2}[日号號]?|今天|昨天|前天)$`)

// saidLine is such a line.
var saidLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?P<name>[^,，:：。！？!?]{1,30}?)(?P<gap> +|[,，] ?)` + saidDay + `? ?` + saidHalf + `? ?` + saidHour + `(?:左右|多|钟|鐘)?[ ,，:：]+(?P<rest>\S.*)$`)
})

// fromMemory finds the lines written so, and reports whether most lines are.
func (j *judge) fromMemory() bool {
	var found []guess
	var at []int
	lines, spaced := 0, 0
	for i := range j.rows {
		row := &j.rows[i]
		if row.blank() {
			continue
		}
		lines++
		if g := row.as(spacedRow); g != nil && !oddName(g.name) {
			spaced++
		}
		if row.as(stampLine) != nil || row.as(nameLine) != nil {
			continue // written by a program
		}
		if g, ok := saidOf(row.text); ok {
			found, at = append(found, g), append(at, i)
		}
	}
	if len(found) < 3 || 2*len(found) <= lines || len(found) <= spaced {
		return false
	}
	j.doubtPlans(found)
	for k, i := range at {
		j.rows[i].guesses = []guess{found[k]}
	}
	return true
}

// remembered is how long people remember when somebody said something.
const remembered = 60 * 24 * time.Hour

// doubtPlans leaves open what may be to come: "讲座 3月5日下午3点 开始" is no chat. A day
// that has been lately, said in one line, makes sure of those that name none.
func (j *judge) doubtPlans(found []guess) {
	now := j.unit.Now
	past := false
	for k := range found {
		s := &found[k].at
		at := s.ofDay(s.on(j.unit.Day, j.unit.Zone, false))
		lately := at.Before(now) && at.After(now.Add(-remembered))
		switch {
		case s.back < 0 && s.day == 0:
		case lately:
			past = true
		default:
			found[k].open = true
		}
	}
	for k := range found {
		if s := &found[k].at; s.back < 0 && s.day == 0 {
			found[k].open = found[k].open || !past
		}
	}
}

// saidOf reads one line.
func saidOf(line string) (g guess, ok bool) {
	if len(line) > 20*longestHead {
		return g, false
	}
	rx := saidLine()
	m := rx.FindStringSubmatch(line)
	if m == nil {
		return g, false
	}
	part := func(name string) string { return m[rx.SubexpIndex(name)] }
	g = guess{way: memoryRow, name: trimName(part("name")), gap: part("gap"), rest: part("rest"), at: stamp{back: -1, timed: true, shape: "w"}}
	s := &g.at
	switch part("rel") {
	case "今天", "今":
		s.back = 0
	case "昨天", "昨":
		s.back = 1
	case "前天":
		s.back = 2
	}
	s.month, _ = strconv.Atoi(part("m"))
	s.day, _ = strconv.Atoi(part("d"))
	s.weekday = weekdayOf(part("wd"), "")
	s.hour, s.min = number(part("h")), number(part("i")+part("i2"))
	switch part("q") {
	case "半":
		s.min = 30
	case "一刻":
		s.min = 15
	case "三刻":
		s.min = 45
	}
	half := part("half")
	late := half == "晚" || half == "晚上"
	if late && (s.hour == 12 || s.hour < 5) || half == "" && part("i") == "" && s.hour <= 12 {
		g.open = true // of which day or which half of it is not said
	}
	switch half {
	case "晚":
		half = "晚上"
	case "早":
		half = "早上"
	}
	s.half(half)
	wrong := s.hour > 23 || s.min > 59 || s.month > 12 || s.day > 31
	g.open = g.open || oddName(g.name) || endsInDay.MatchString(g.name)
	return g, named(g.name) && !wrong && !fullDay.MatchString(g.name)
}

// number reads what is written in digits or in Chinese, up to ninety-nine; 0 for none.
func number(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n := 0
	for _, r := range s {
		switch d := strings.IndexRune("一二三四五六七八九", r); {
		case r == '十':
			n = max(n, 1) * 10
		case r == '两', r == '兩':
			n += 2
		case d >= 0:
			n += d/len("一") + 1
		}
	}
	return n
}
