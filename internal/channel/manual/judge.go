package manual

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// What a line was taken for.
type What uint8

// The kinds of lines.
const (
	Blank   What = iota
	Aside        // nobody's words: titles, days, notices
	Head         // who speaks
	Said         // words
	Left         // left out
	Unclear      // somebody has to say
)

// judge decides what the lines of a text are. Its points are set by hand; the
// pastes in testdata were written before it and hold it to what it promises.
type judge struct {
	rows   []row
	way    way
	names  map[string]int // how many lines name somebody, as far as they may
	first  int            // the first line with anything in it that is no title
	before bool           // lines that say who speaks have an empty one above
	after  bool           // and one below
	dated  bool           // and a day
	years  bool           // with the year: such a copy never leaves it out
	shape  string         // and their times are written so; "" for in several ways
	gap    string
	marks  int       // times that stand alone
	heads  int       // lines of the way
	last   time.Time // of the line that was accepted last
	lone   bool      // nobody goes on below but with a word
	follow bool      // names stand above times from the first line on
	unit   Copied
}

// weights say how much a line in a way speaks for it.
func (w way) weight() int {
	switch w {
	case nameStamp, stampName, threeRows, stampLine, nameLine, timeRow, memoryRow:
		return 4
	case spacedRow:
		return 3
	}
	return 1
}

// choose finds the way in which a text is written: the one that explains most.
func (j *judge) choose() {
	j.rowsOfThree()
	switch {
	case j.lostTabs():
		j.way = timeRow
		unquote(j.rows)
		return
	case j.fromMemory():
		j.way = memoryRow
		return
	}
	best, heads := 0, 0
	under := j.underTimes()
	for w := noWay + 1; w < underTime; w++ {
		points, n := 0, 0
		for i := range j.rows {
			g := j.rows[i].as(w)
			if g == nil || oddName(g.name) || g.way == nameTalks && priceLike.MatchString(g.rest) {
				continue
			}
			n++
			if points += w.weight(); j.rows[i].twofold() {
				continue
			}
			if g.at.dated() {
				points += 2
			}
			if i == j.first {
				points += 2 * w.weight()
			}
		}
		if n > 0 && points > best {
			best, heads, j.way = points, n, w
		}
	}
	if under > 2 && (j.way == noWay || j.way == threeRows || under > heads) {
		j.way = underTime
	}
}

// learn finds out how the lines of the chosen way are written. A line that differs
// from most of them in two things or more is none of them, and teaches nothing.
func (j *judge) learn() {
	j.names = map[string]int{}
	var all []int
	for i := range j.rows {
		if j.rows[i].mark != nil && !j.rows[i].tail {
			j.marks++
		}
		if g := j.rows[i].as(j.way); g != nil {
			j.heads++
			j.names[g.name]++
			if !oddName(g.name) {
				all = append(all, i)
			}
		}
	}
	usual := j.manner(all)
	var like []int
	for _, i := range all {
		if len(all) < 4 || j.differs(i, usual) < 2 {
			like = append(like, i)
		}
	}
	m := j.manner(like)
	n := len(like)
	most := func(part int) bool { return n >= 3 && 10*part >= 9*n }
	j.before, j.after, j.dated = most(m.above), most(m.below), 5*m.dated >= 4*n && m.dated > 0
	j.years = m.years > 1 && 2*m.years > n
	if j.first < len(j.rows) {
		if first := j.rows[j.first].as(j.way); first != nil && strings.HasPrefix(first.at.shape, "y") {
			j.years = m.years > 1
		}
	}
	if most(m.shaped) {
		j.shape = m.shape
	}
	if most(m.gapped) {
		j.gap = m.gap
	}
	j.undate()
}

// house is a name with a house's number, and a time behind that.
var house = regexp.MustCompile(`^(\S.{0,30}? ?)(\d{1,2}[-/]\d{1,2})( +)(\S.*)$`)

// undate gives "Vivian 7-2  07:58" its name back: where the lines of a text give no day,
// what reads like one behind a name, with the text's own wide gap behind it, is a house,
// unless others of that name speak.
func (j *judge) undate() {
	if strings.HasPrefix(j.shape, "y") || j.dated || j.way != nameStamp || len(j.gap) < 2 {
		return
	}
	for i := range j.rows {
		g := j.rows[i].as(j.way)
		if g == nil || g.at.year > 0 || g.at.day == 0 {
			continue
		}
		m := house.FindStringSubmatch(j.rows[i].text)
		if m == nil || m[3] != j.gap || j.names[strings.TrimSpace(m[1])] > 1 {
			continue
		}
		if found := when(m[4]); len(found) == 1 && found[0].from == 0 && found[0].to == len(m[4]) && (j.shape == "" || found[0].shape == j.shape) {
			j.names[g.name]--
			*g = guess{way: g.way, name: m[1] + m[2], at: found[0].stamp, gap: m[3]}
			j.names[g.name]++
		}
	}
}

// manner is how lines that say who speaks are written, and how many are so.
type manner struct {
	n                          int
	above, below, dated, years int
	shape, gap                 string // of most of them
	shaped, gapped             int
}

// manner counts how the lines at are written.
func (j *judge) manner(at []int) manner {
	m := manner{n: len(at)}
	shapes, gaps := map[string]int{}, map[string]int{}
	for _, i := range at {
		g := j.rows[i].as(j.way)
		if j.standsApart(i) {
			m.above++
		}
		if j.blankBelow(i) {
			m.below++
		}
		if g.at.dated() {
			m.dated++
		}
		if strings.HasPrefix(g.at.shape, "y") {
			m.years++
		}
		if shapes[g.at.shape]++; shapes[g.at.shape] > m.shaped {
			m.shape, m.shaped = g.at.shape, shapes[g.at.shape]
		}
		if gaps[g.gap]++; gaps[g.gap] > m.gapped {
			m.gap, m.gapped = g.gap, gaps[g.gap]
		}
	}
	return m
}

// standsApart reports whether an empty line, a day or nothing stands above a row.
func (j *judge) standsApart(i int) bool {
	return i == j.first || i > 0 && (j.rows[i-1].blank() || j.rows[i-1].day != nil)
}

func (j *judge) blankBelow(i int) bool { return i+1 < len(j.rows) && j.rows[i+1].blank() }

// differs is in how many things a line is unlike most.
func (j *judge) differs(i int, m manner) (n int) {
	g := j.rows[i].as(j.way)
	for _, other := range [...]bool{
		g.at.shape != m.shape && 2*m.shaped > m.n,
		g.gap != m.gap && 2*m.gapped > m.n,
		!j.standsApart(i) && 3*m.above >= 2*m.n,
		!j.blankBelow(i) && 3*m.below >= 2*m.n,
	} {
		if other {
			n++
		}
	}
	return n
}

// verdict says what a line that may tell who speaks is: Head, Said or Unclear.
func (j *judge) verdict(i int, g *guess) What {
	switch {
	case g.way == underTime:
		return j.under(i, g)
	case slices.Contains(j.unit.NoNames, g.name):
		return Said
	case g.open:
		return Unclear
	case g.sure || g.way == timeRow || g.way == memoryRow:
		return Head
	}
	p := j.points(i, g)
	if g.way == threeRows && !j.nameAbove(g) {
		p = min(p, 0)
	}
	switch {
	case p >= 1:
		return Head
	case p <= -3:
		return Said
	}
	return Unclear
}

// points speak for a line as one that tells who speaks.
func (j *judge) points(i int, g *guess) int {
	p := 1
	if i == j.first {
		p += 3
	}
	if slices.Contains(j.unit.NoNames, g.name) {
		return -3
	}
	known := j.names[g.name] >= 2
	if known {
		p += 2
	}
	if oddName(g.name) {
		if p -= 3; onlyDigits(g.name) && j.years && g.at.year > 0 {
			p += 2 // people call themselves 12:30, and nobody says a whole stamp
		}
		if numbered.MatchString(g.name) || strings.ContainsAny(g.name, codeLike) {
			p -= 4
		}
	}
	if j.before && !j.standsApart(i) {
		p -= 3
	}
	if j.after && !j.blankBelow(i) {
		p -= 3
	}
	if g.at.timed {
		if p += j.timely(g, known); j.dips(i, g) {
			return min(p, 0) // a head among forwarded words, perhaps
		}
		return p
	}
	return p + j.worded(i, g, known)
}

// timely are the points for when a line says something was said.
func (j *judge) timely(g *guess, known bool) int {
	p := 0
	switch {
	case j.marks > 0 && j.marks >= j.heads && !known:
		p -= 2 // times stand alone here, and this one may be part of what somebody says
	case j.years && !g.at.dated():
		p -= 4
	case j.dated && !g.at.dated():
		p -= 2
	case g.at.dated() && (strings.HasPrefix(g.at.shape, "y") || strings.HasSuffix(g.at.shape, "s")):
		p++
	}
	if j.shape != "" && g.at.shape != j.shape {
		p--
	}
	if j.gap != "" && g.gap != j.gap {
		p -= 2
	}
	if day := g.at.on(j.unit.Now, j.unit.Zone, j.unit.MonthFirst); !day.IsZero() && g.at.year > 0 {
		at := g.at.ofDay(day)
		if at.Before(j.last) && !known {
			p -= 2
		}
		if at.After(j.unit.Now.Add(24 * time.Hour)) {
			p -= 3
		}
	}
	return p
}

// when is the moment that a line writes in full; the zero time where it does not.
func (j *judge) when(g *guess) time.Time {
	if g == nil || g.at.year == 0 || !g.at.timed {
		return time.Time{}
	}
	return g.at.ofDay(g.at.on(j.unit.Now, j.unit.Zone, j.unit.MonthFirst))
}

// dips reports whether a line alone is earlier than the one accepted before it, and
// the next is not: two copies one below the other go on from there.
func (j *judge) dips(i int, g *guess) bool {
	at := j.when(g)
	if at.IsZero() || j.last.IsZero() || !at.Before(j.last) {
		return false
	}
	for k := i + 1; k < len(j.rows); k++ {
		if next := j.when(j.rows[k].as(j.way)); !next.IsZero() {
			return !next.Before(j.last)
		}
	}
	return false
}

// worded are the points for words: a line that says who speaks has some, in it or
// below, and they are not just a price.
func (j *judge) worded(i int, g *guess, known bool) int {
	p := 0
	if g.way == nameTalks {
		if priceLike.MatchString(g.rest) && !known {
			p -= 2
		}
		return p
	}
	for k := i + 1; k < len(j.rows); k++ {
		if j.rows[k].blank() {
			continue
		}
		if next := j.rows[k].as(j.way); next != nil && j.names[next.name] >= 2 {
			p -= 2
		}
		return p
	}
	return p - 2
}
