package manual

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

// A phone's screen of a talk between two, as somebody copies it or takes it off a
// picture, is one column of words with times between them. Sides are lost in it and no
// names stand there, so nothing tells whose a word is. Whoever pastes is asked once
// whether it is such a talk, and then line by line who said it: whatever they have not
// said that anybody said is nobody's.

// Two are the two of such a talk.
type Two struct {
	Own, Other string // names: of whoever pastes, and of the one they talk with
	Rest       bool   // what has no answer is Other's; said by a person, never taken for granted
}

// The answers to a line of a talk between two, besides LeaveOut. They name nobody, so
// that a name may be mended afterwards.
const (
	Mine   = "me"
	Theirs = "them"
)

// mostBubbles is how many lines of a talk are asked about at a time: as many as a page
// can show and a person look through.
const mostBubbles = 300

// CleanName is a nickname as it is kept, and whether it can be one.
func CleanName(s string) (name string, ok bool) {
	name = trimName(clean(s))
	return name, named(name)
}

// Open is how many lines of a talk between two nobody has answered yet.
func (p *Paste) Open() (n int) {
	for _, d := range p.Unclear {
		if d.Open {
			n++
		}
	}
	return n
}

// shape is what of a text tells a talk between two from a group's screen.
type shape struct {
	marks, lines, heads, code int
	above                     bool // a time stands above all words
	group                     bool // the network tells of people that came, or the like
	bare                      bool // a line that reads like a name has no words below it
	often                     map[string]int
}

// mayBeTwo reports whether a text has the shape of a talk between two: times that stand
// alone, fewer of them than of words, and hardly a line that reads like a name. A group's
// screen has names above most words, and some of them again. It is only asked for, so
// where both may be the answer is yes.
func (r *reader) mayBeTwo() bool {
	if r.out.Title != "" || r.way == timeRow || r.way == memoryRow {
		return false
	}
	s := r.shapeOf()
	switch {
	case s.group, s.marks == 0, s.lines < 2, 4*s.code > s.lines:
		return false
	case s.lines < s.marks, s.lines == s.marks && !s.above:
		return false
	case r.way.weight() > 1 && r.way != threeRows && s.heads > s.marks:
		return false // names with times of their own
	}
	again := 0
	for _, n := range s.often {
		if n > 1 {
			again++
		}
	}
	if s.bare {
		again = 0
	}
	return s.lines >= s.heads*(2+2*min(again, 2))
}

// shapeOf counts what a text consists of.
func (r *reader) shapeOf() shape {
	s := shape{often: map[string]int{}}
	for i := range r.rows {
		row := &r.rows[i]
		switch {
		case row.blank(), row.day != nil, row.note != "", unread.MatchString(row.text):
			continue
		case row.mark != nil:
			s.marks++
			s.above = s.above || s.lines == 0
			continue
		}
		if said, ok := noticeOf(row.text, nil); ok {
			switch said.Kind {
			case event.Join, event.Leave, event.Remove, event.GroupRenamed, event.OwnerChanged:
				s.group = true
			}
			continue
		}
		if s.lines++; strings.ContainsAny(row.text, codeLike) {
			s.code++
		}
		if g := row.as(r.way); g != nil && !oddName(g.name) {
			s.heads++
			s.often[g.name]++
			s.bare = s.bare || r.way == underTime && !r.wordsBelow(i)
		}
	}
	return s
}

// readTwo reads a talk of which somebody has said that it is between two. Each line is
// told as one that is asked about, those too that are times and notices, so that nobody
// has to believe what they cannot see.
func (r *reader) readTwo() Paste {
	asked := 0
	for i := range r.rows {
		row := &r.rows[i]
		row.guesses, row.tail, row.heads = nil, false, false
		if said := r.Answers[i+1]; said == Mine || said == Theirs {
			row.day, row.mark = nil, nil // a time that somebody says, such as an answer to "when?"
		}
	}
	r.settleOrder()
	r.inTurnOfScreen()
	r.aboveTheFirst()
	for i := range r.rows {
		line := Line{N: i + 1, message: -1}
		if row := &r.rows[i]; !row.blank() {
			if asked++; asked > mostBubbles {
				r.out.Cut = true
				break
			}
			r.bubble(row, &line)
		}
		r.out.Lines = append(r.out.Lines, line)
	}
	r.close()
	r.settle()
	r.out.Odd = false // somebody has said what it is
	return r.out
}

// inTurnOfScreen finds the times that do not go on as a screen's do, which may be what
// somebody says: those without a day stand below all that have one, and each is later
// than the one above it.
func (r *reader) inTurnOfScreen() {
	dated := false
	for i := len(r.rows) - 1; i >= 0; i-- {
		if m := r.rows[i].mark; m != nil {
			r.rows[i].open = dated && !m.dated() && !r.dayAbove(i)
			dated = dated || m.dated()
		}
	}
	last := -1
	for i := range r.rows {
		row := &r.rows[i]
		if row.day != nil || row.mark != nil && row.mark.dated() {
			row.open, last = row.day != nil, -1
		} else if row.mark != nil && !row.open {
			minute := row.mark.hour*60 + row.mark.min
			row.open = minute < last
			last = max(last, minute)
		}
	}
}

// aboveTheFirst gives words above the first time that time: a screen that begins in the
// middle of a talk shows when they were said nowhere, and they must not stand behind all
// others.
func (r *reader) aboveTheFirst() {
	for i := range r.rows {
		switch row := &r.rows[i]; {
		case row.day != nil:
			return
		case row.mark != nil && !row.open:
			r.hours = r.moment("", row.mark)
			return
		}
	}
}

// dayAbove reports whether a day stands alone above a row: then times have none.
func (r *reader) dayAbove(i int) bool {
	for i--; i >= 0; i-- {
		if r.rows[i].day != nil {
			return true
		}
	}
	return false
}

// bubble takes in a line of a talk between two.
func (r *reader) bubble(row *row, line *Line) {
	stamp := row.mark
	if stamp == nil {
		stamp = row.day
	}
	_, notice := noticeOf(row.text, nil)
	aside := stamp != nil && !row.open || stamp == nil && (notice || unread.MatchString(row.text))
	d := Doubt{N: line.N, Text: row.text, Took: LeaveOut, Aside: stamp != nil || aside}
	switch said := r.Answers[line.N]; {
	case said == Mine, said == Theirs, said == LeaveOut:
		d.Took = said
	case aside:
	case r.Two.Rest && stamp == nil:
		d.Took = Theirs
	default:
		d.Open = true
	}
	r.out.Unclear = append(r.out.Unclear, d)
	name := ""
	switch d.Took {
	case Mine:
		name = trimName(clean(r.Two.Own))
	case Theirs:
		name = trimName(clean(r.Two.Other))
	}
	switch {
	case d.Open:
		line.What = Unclear
	case named(name):
		r.speak(spoken{name, r.hours.at, r.hours.loose, r.hours.exact}, row.text)
		line.What, line.Who, line.Text, line.message = Said, name, row.text, len(r.out.Events)
	case d.Took == LeaveOut && d.Aside:
		line.What = Aside
		r.clock(row)
	default:
		line.What = Left
		r.out.Skipped++
	}
}

// clock takes in a line that says when what stands below it was said.
func (r *reader) clock(row *row) {
	switch {
	case row.mark != nil:
		r.hours = r.moment("", row.mark)
	case row.day != nil:
		r.day, r.hours = row.day.on(r.Day, r.Zone, r.MonthFirst), spoken{}
		r.out.Slashes, r.out.Relative = r.out.Slashes || row.day.slashes, r.out.Relative || row.day.back >= 0
	}
}
