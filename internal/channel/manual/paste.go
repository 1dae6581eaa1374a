package manual

import (
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// Limits on a paste.
const (
	MaxPaste    = 512 << 10 // bytes
	MaxMessages = 5000
	maxName     = 40      // characters of a nickname
	maxBody     = 8 << 10 // bytes of one message
	maxUnclear  = 60      // lines that are asked about; of more the first reading holds
)

// Paste is text that somebody copied out of WeChat, as read.
type Paste struct {
	Title    string            // of the group, where the text has one
	Events   []channel.Arrived // the messages, in the order of the text
	Moves    []Moved           // who came and went
	People   []Wrote           // who wrote, the first to write first
	From     time.Time         // when the earliest was said
	To       time.Time         // when the latest was
	Untimed  int               // messages of which the text gives no time
	Skipped  int               // lines that belong to nobody and are left out
	Cut      bool              // there was more than is taken at a time
	Lines    []Line            // what each line was taken for
	Unclear  []Doubt           // lines that somebody has to decide about
	NoDay    bool              // nothing says on which day it was
	Relative bool              // 昨天 and the like stand in it
	Slashes  bool              // 01/03/2030: either may be the month
	Odd      bool              // it does not look like a chat
	Once     []string          // names that stand there once, where no time makes them sure
	MayBeTwo bool              // it has the shape of a talk between two, and no names

	marks []mark
	day   time.Time
}

// Line is what a line of the text was taken for.
type Line struct {
	N    int // from 1
	What What
	Who  string
	At   time.Time // zero where the text gives none
	Text string    // the words in it

	message int // of which it is part, or −1
}

// Doubt is a line that may be more than one thing.
type Doubt struct {
	N     int
	Text  string
	Above string // whose words stand above it; "" for nobody's
	Name  string // who would speak from here on; "" where no name stands in it
	Took  string // the answer that holds until somebody gives another
	Open  bool   // of a talk between two: nobody has given one
	Aside bool   // of a talk between two: it reads like a time or a notice
}

// The answers to a doubt. By is followed by a name.
const (
	PartOfAbove = "up"
	Speaks      = "head"
	LeaveOut    = "out"
	By          = "by:"
)

// Wrote is how much somebody wrote.
type Wrote struct {
	Name string
	N    int
}

// Moved is somebody who came or went.
type Moved struct {
	Kind  event.Kind // Join, Leave or Remove
	Name  string
	Scene string // how a Join came about
	At    time.Time
}

// Copied is what is known of a paste besides its text.
type Copied struct {
	Chat       event.NativeChat
	Zone       *time.Location
	Day        time.Time // about when the last of it was said, where the text does not tell
	Now        time.Time
	MonthFirst bool           // 03/01/2030 is in March
	Answers    map[int]string // to doubts, by their lines
	NoNames    []string       // what reads like names and is none
	Two        *Two           // whose talk it is, where somebody says that it is one between two
}

// Read reads what somebody copied. It never fails: what cannot be read is counted,
// and what may be two things is told. A message is known by its time as written, its
// author, its words and how many equal ones stand before it; Overlap then compares
// with what is kept by what stands beside it.
func Read(text string, c Copied) Paste {
	if c.Day.IsZero() {
		c.Day = c.Now
	}
	r := reader{Copied: c, people: map[string]int{}}
	if len(text) > MaxPaste {
		text = text[:MaxPaste]
		if i := strings.LastIndexByte(text, '\n'); i > MaxPaste/2 {
			text = text[:i]
		}
		r.out.Cut = true
	}
	r.rows = rowsOf(strings.ToValidUTF8(text, "\uFFFD"))
	if c.Two != nil {
		return r.readTwo()
	}
	r.out.Title = sealedAs(r.rows)
	r.judge = judge{rows: r.rows, unit: c, first: r.begin()}
	r.choose()
	r.settleOrder()
	r.nameOfScreen()
	r.calledLikeDays()
	r.learn()
	r.lone = r.loneWords()
	r.out.MayBeTwo = r.mayBeTwo()
	for i := range r.rows {
		r.take(i)
	}
	r.close()
	r.settle()
	return r.out
}

// begin is the first row that is no title, day or greeting.
func (r *reader) begin() int {
	for i := range r.rows {
		if row := &r.rows[i]; !row.blank() && row.day == nil && row.mark == nil && row.note == "" && !r.opening(row.text) {
			return i
		}
	}
	return len(r.rows)
}

// opening reports whether a line stands above a whole copy, as titles do.
func (r *reader) opening(line string) bool {
	title, ok := titleOf(line)
	if !ok {
		title, ok = headerOf(line)
	}
	if ok {
		if r.out.Title == "" {
			r.out.Title = title
		}
		return true
	}
	if greets.MatchString(line) || rule.MatchString(line) || sealed.MatchString(line) {
		return true
	}
	_, ok = noticeOf(line, nil)
	return ok && len(guesses(line)) == 0
}

// odd reports whether what was read is hardly a chat: nothing in it tells who
// speaks, or every name stands there once and no time at all.
func (r *reader) odd() bool {
	n := len(r.out.Events)
	if n == 0 {
		return true
	}
	unclear, lines, code := 0, 0, 0
	for i := range r.out.Lines {
		if strings.ContainsAny(r.rows[i].text, codeLike) {
			code++
		}
		switch r.out.Lines[i].What {
		case Blank:
			continue
		case Left, Unclear:
			unclear++
		}
		lines++
	}
	if 2*unclear >= lines && unclear >= n {
		return true
	}
	switch people := len(r.out.People); {
	case r.way.weight() > 1:
		return false
	case lines >= 10 && 4*code > lines, n >= 8 && 10*people > 8*n:
		return true
	case people < n:
		return false
	}
	return n >= 4 || r.out.Skipped > 0 || n == 1 && lines > 3
}
