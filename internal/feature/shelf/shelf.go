package shelf

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/hanzi"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Limits on what people write, in characters, and on how much there is of it.
const (
	MostTitle   = 60
	MostSummary = 2000
	MostLink    = 500
	MostSharer  = 30
	MostPlaces  = 50   // groups of a piece
	mostPieces  = 2000 // of a workspace
	mostQuery   = 60
	mostTerms   = 5
	OnCard      = 10 // pieces of an index card
)

// Day is a day as a number: 20300102.
type Day int

// DayOf is the day of a moment in a zone.
func DayOf(t time.Time, zone *time.Location) Day {
	y, m, d := t.In(zone).Date()
	return Day(y*10000 + int(m)*100 + d)
}

// String is the day as a form holds it.
func (d Day) String() string { return d.date().Format(time.DateOnly) }

func (d Day) date() time.Time {
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, time.UTC)
}

// Says is the day as people say it; the year only where it is not today's.
func (d Day) Says(today Day) i18n.Message {
	t := d.date()
	if d/10000 == today/10000 {
		return dayShort.With(int(t.Month()), t.Day(), i18n.Text{En: t.Format("2 January")})
	}
	return dayLong.With(int(t.Month()), t.Day(), i18n.Text{En: t.Format("2 January 2006")}, t.Year())
}

// ParseDay reads what a form's field for a day holds; false where it is no day.
func ParseDay(s string) (Day, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return DayOf(t, time.UTC), err == nil && t.Year() >= 2000 && t.Year() < 2100
}

// Piece is one summary.
type Piece struct {
	ID       id.Piece
	Title    string
	Day      Day
	Unit     id.Unit
	Everyone bool
	Groups   []id.Group // it belongs to; none where it is everyone's
	Sharer   string
	Summary  string // of a list only how it begins
	Link     string
	Archived bool
	By       id.User
	Made     time.Time
	Changed  time.Time
}

// Said is what a person says that a piece is.
type Said struct {
	Title    string
	Day      Day
	Everyone bool
	Groups   []id.Group
	Sharer   string
	Summary  string
	Link     string
}

// Tidy brings what was written into shape. It fails with Invalid, about the field that
// is wrong.
func (s Said) Tidy(today Day) (Said, error) {
	s.Title, s.Sharer, s.Summary, s.Link = oneLine(s.Title), oneLine(s.Sharer), lines(s.Summary), strings.TrimSpace(s.Link)
	for _, f := range []struct {
		name, value string
		most        int
		empty, long i18n.Text
	}{{"title", s.Title, MostTitle, noTitle, longTitle}, {"summary", s.Summary, MostSummary, noSummary, longSummary}, {"sharer", s.Sharer, MostSharer, i18n.Text{}, longSharer}} {
		n := utf8.RuneCountInString(f.value)
		if n == 0 && f.empty != (i18n.Text{}) {
			return s, wrong(f.name, fault.New(fault.Invalid, f.empty.With()))
		}
		if n > f.most {
			return s, wrong(f.name, fault.New(fault.Invalid, f.long.With(f.most, n)))
		}
	}
	switch {
	case s.Day == 0:
		return s, wrong("day", fault.New(fault.Invalid, badDay.With()))
	case s.Day > today:
		return s, wrong("day", fault.New(fault.Invalid, dayAhead.With()))
	case s.Link != "" && !plainLink(s.Link):
		return s, wrong("link", fault.New(fault.Invalid, badLink.With(MostLink)))
	}
	slices.Sort(s.Groups)
	s.Groups = slices.Compact(s.Groups)
	switch {
	case s.Everyone:
		s.Groups = nil
	case len(s.Groups) == 0:
		return s, wrong("groups", fault.New(fault.Invalid, noPlaces.With()))
	case len(s.Groups) > MostPlaces:
		return s, wrong("groups", fault.New(fault.Invalid, manyPlaces.With(MostPlaces)))
	}
	return s, nil
}

// plainLink reports whether s is the address of a page on the web, with no name or
// password in it and nothing that hides where it leads.
func plainLink(s string) bool {
	if utf8.RuneCountInString(s) > MostLink || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil && !strings.ContainsRune(s, '\\')
}

// oneLine is a text without breaks and unseen signs.
func oneLine(s string) string { return strings.Join(strings.Fields(plain(s)), " ") }

// lines is a text without unseen signs, with at most one empty line in a row.
func lines(s string) string {
	var out []string
	for line := range strings.Lines(plain(s)) {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// plain is a text that both databases keep: what is not seen goes, and what turns the
// direction of reading.
func plain(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\r':
			return '\n'
		case r == '\t' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r), r == '\ufeff', r == '\u200b', '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
			return -1
		}
		return r
	}, s)
}

// looked is a piece as it is looked for.
func (p *Piece) looked() string { return hanzi.Fold(p.Title + "\n" + p.Summary) }

// has reports whether all terms are in a folded text.
func has(folded string, terms []string) bool {
	return !slices.ContainsFunc(terms, func(t string) bool { return !strings.Contains(folded, t) })
}

// terms are what somebody looks for: all of them have to be there.
func terms(query string) []string {
	if r := []rune(plain(query)); len(r) > mostQuery {
		query = string(r[:mostQuery])
	}
	out := strings.Fields(hanzi.Fold(plain(query)))
	return out[:min(len(out), mostTerms)]
}

// Card is what somebody new to a group is sent: the last pieces of it with their days,
// the newest first. more says that there are older ones. Of nothing there is none.
func Card(group string, last []Piece, more bool, today Day, lang i18n.Lang) string {
	if len(last) == 0 {
		return ""
	}
	out := []string{cardHead.With(group).In(lang)}
	linked := 0
	for i := range last {
		line := cardLine.With(i+1, last[i].Day.Says(today), last[i].Title).In(lang)
		if last[i].Sharer != "" {
			line += cardSharer.With(last[i].Sharer).In(lang)
		}
		out = append(out, line)
		if last[i].Link != "" {
			linked++
			out = append(out, last[i].Link)
		}
	}
	if linked < len(last) {
		out = append(out, cardAsk.In(lang))
	}
	if more {
		out = append(out, cardMore.In(lang))
	}
	return strings.Join(out, "\n")
}

// Index is the same for the sentence of an SOP: days and titles, and nothing else. It
// is written alike in every language.
func Index(last []Piece) string {
	out := make([]string, len(last))
	for i := range last {
		out[i] = last[i].Day.String() + " " + last[i].Title
	}
	return strings.Join(out, "\n")
}

// Posted is a piece as it is posted in a group.
func (p *Piece) Posted(today Day, lang i18n.Lang) string {
	head := postHead.With(p.Title, p.Day.Says(today))
	if p.Sharer != "" {
		head = postHeadBy.With(p.Title, p.Day.Says(today), p.Sharer)
	}
	out := head.In(lang) + "\n" + p.Summary
	if p.Link != "" {
		out += "\n" + postLink.With(p.Link).In(lang)
	}
	return out + "\n" + postEnd.In(lang)
}
