package manual

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Group is a group that is kept by hand.
type Group struct {
	ID         id.Group
	Connection id.Connection
	Chat       event.NativeChat
	Keeper     id.User // who runs it; 0 for nobody in particular
	Note       string
	Made       time.Time
	Pasted     time.Time // when the latest of what was copied was said; zero for nothing yet
	Dismissed  time.Time // zero while it is there
	Shut       time.Time // when a person closed it to newcomers; zero while it takes them
	Counted    time.Time // when somebody last said how many people are in it
	Since      int       // who was noted as having come since then, less who went
	Came       int64     // the day on which somebody was last noted as having come, and how many were: 203001020007
	Unnamed    int       // how many who came are in the count already, and are still to be noted by name
	Arrived    int64     // the day for which what came in was last put into words, and how often: 2030010201
}

// Day is a day of a workspace, such as 20300102.
type Day int64

// DayOf is the day of a moment.
func DayOf(at time.Time, zone *time.Location) Day {
	y, m, d := at.In(zone).Date()
	return Day(y*10000 + int(m)*100 + d)
}

// End is when a day is over.
func (d Day) End(zone *time.Location) time.Time {
	return time.Date(int(d/10000), time.Month(d/100%100), int(d%100)+1, 0, 0, 0, 0, zone)
}

// String writes a day as 01-02.
func (d Day) String() string {
	two := func(n Day) string { return string('0'+rune(n/10)) + string('0'+rune(n%10)) }
	return two(d/100%100) + "-" + two(d%100)
}

// Unknown is a figure that nobody filled in.
const Unknown = -1

// Figures are what a person says of a group's day. All but People are rough, and
// each may be Unknown.
type Figures struct {
	People, Joined, Left, Messages, Spoke int
}

// Empty reports whether nothing is filled in.
func (f Figures) Empty() bool { return f == Figures{Unknown, Unknown, Unknown, Unknown, Unknown} }

// Filled are the figures of a day, with who says so.
type Filled struct {
	Day Day
	Figures
	By id.User
	At time.Time
}

// Limits on what people write.
const (
	MostGroups = 200 // at a time
	mostNames  = 200 // who came or went, at a time
	maxName    = 60
	maxNote    = 300
	maxFigure  = 100_000
)

// lines are the lines of a text that are not empty, each once.
func lines(text string) (out []string) {
	seen := map[string]bool{}
	for line := range strings.Lines(strings.ToValidUTF8(text, "")) {
		line = strings.Join(strings.FieldsFunc(line, func(r rune) bool { return r < ' ' || r == 0x7f }), " ")
		if line = strings.TrimSpace(line); line != "" && !seen[line] {
			seen[line] = true
			out = append(out, line)
		}
	}
	return out
}

// Names reads names, one a line; Invalid about a field where there are none, too
// many, or one is too long.
func Names(field, text string, most int) ([]string, error) {
	out := lines(text)
	switch {
	case len(out) == 0:
		return nil, &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, noNames.With())}
	case len(out) > most:
		return nil, &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, manyNames.With(most, len(out)))}
	}
	for _, name := range out {
		if n := utf8.RuneCountInString(name); n > maxName {
			return nil, &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, longName.With(shortened(name), n, maxName))}
		}
	}
	return out, nil
}

func shortened(s string) string {
	if r := []rune(s); len(r) > 12 {
		return string(r[:12]) + "…"
	}
	return s
}

// figure reads a figure of a form; Unknown where it is left empty.
func figure(field, text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Unknown, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > maxFigure {
		return 0, &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, badFigure.With(maxFigure))}
	}
	return n, nil
}

// check says what of the figures cannot be.
func (f Figures) check() error {
	if f.Empty() {
		return &auth.FieldError{Field: "people", Err: fault.New(fault.Invalid, noFigures.With())}
	}
	if f.Messages >= 0 && f.Spoke > f.Messages {
		return &auth.FieldError{Field: "spoke", Err: fault.New(fault.Invalid, moreSpoke.With())}
	}
	return nil
}

// note reads a remark.
func note(text string) (string, error) {
	text = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), ""))
	if n := utf8.RuneCountInString(text); n > maxNote {
		return "", &auth.FieldError{Field: "note", Err: fault.New(fault.Invalid, longNote.With(maxNote, n))}
	}
	return text, nil
}

// recent is how old something may be and still be taken as happening now: what is
// older moves figures and causes nothing else.
const recent = 24 * time.Hour

// Fresh reports whether something is to be taken as happening now.
func Fresh(at, now time.Time) bool { return now.Sub(at) < recent }
