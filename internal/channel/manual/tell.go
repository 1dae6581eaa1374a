package manual

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export/notice"
)

// reader is a paste being read.
type reader struct {
	Copied
	judge
	out    Paste
	people map[string]int
	notes  []note

	open  bool
	since int  // the line with which who speaks began
	begun bool // a message has been read
	who   spoken
	body  []string
	day   time.Time   // of the line with a day above
	hours spoken      // of the line with a time above, where ways give none
	more  int         // lines of the message below its first words that nobody is asked about
	chain bool        // the words begin a sign-up chain
	wrote []time.Time // of the messages, as the text gives it
}

// spoken is who speaks and when, before days are settled.
type spoken struct {
	name  string
	at    time.Time // zero where no time is given
	loose bool      // the day is not given
	exact bool      // the second is
}

// note is a notice, and after which message it stands.
type note struct {
	said  notice.Reading
	after int
}

// take decides about a row.
func (r *reader) take(i int) {
	row := &r.rows[i]
	line := Line{N: i + 1, message: -1}
	switch {
	case row.blank():
		if r.open {
			r.body = append(r.body, "")
		}
	case row.tail && r.way == threeRows && i > 0 && len(r.out.Lines) > 0 && r.out.Lines[i-1].What == Head:
		line.What, line.Who, line.message = Head, r.who.name, len(r.out.Events)
	case r.aside(row):
		line.What = Aside
	default:
		r.word(i, row, &line)
	}
	r.out.Lines = append(r.out.Lines, line)
}

// aside takes in a row that is nobody's words.
func (r *reader) aside(row *row) bool {
	if row.note != "" {
		r.close()
		r.notice(row.note)
		return true
	}
	if r.stampedNotice(row) {
		r.close()
		r.notice(row.as(stampName).name)
		return true
	}
	if row.heads && !r.begun {
		return true
	}
	if row.day != nil && !r.inChain(row) && !r.dayInWords(row) {
		r.day = row.day.on(r.Day, r.Zone, r.MonthFirst)
		r.out.Slashes, r.out.Relative = r.out.Slashes || row.day.slashes, r.out.Relative || row.day.back >= 0
		return true
	}
	if row.mark != nil && r.way.weight() == 1 && r.way != spacedRow {
		r.close()
		r.hours = r.moment("", row.mark)
		return true
	}
	if !r.begun && !r.open && r.opening(row.text) {
		return !r.notice(row.text) || true
	}
	if unread.MatchString(row.text) || r.whatsAppSays(row) == Aside {
		return true
	}
	if r.open && r.silent() {
		return false // right below a name it is what somebody said
	}
	if row.as(r.way) != nil {
		return false
	}
	if said, ok := strings.CutPrefix(behindTime(row.text), " "); ok && r.way == stampLine && r.notice(said) {
		return true // else the time is part of the name of who came
	}
	return r.notice(row.text)
}

// stampedNotice reports whether a row of a copy with time, name and words in one line
// has but a time and something that nobody said: "28/02/2030, 20:18 - May added Tom".
func (r *reader) stampedNotice(row *row) bool {
	if r.way != stampLine || row.as(stampLine) != nil || r.shape == "" || r.gap == "" {
		return false
	}
	g := row.as(stampName)
	return g != nil && g.at.shape == r.shape && g.gap == r.gap && g.at.dated()
}

// silent reports whether who speaks has said nothing yet.
func (r *reader) silent() bool {
	return !slices.ContainsFunc(r.body, func(s string) bool { return s != "" })
}

func (r *reader) inChain(row *row) bool { return r.chain && row.as(r.way) == nil && row.day == nil }

// notice takes in who came and went, and reports whether a line tells of the group.
func (r *reader) notice(line string) bool {
	said, ok := noticeOf(line, func(name string) bool { return r.names[name] > 0 })
	if ok {
		r.close()
		r.notes = append(r.notes, note{said, len(r.out.Events)})
	}
	return ok
}

// weigh says what a row is that is no aside, and who would speak in it.
func (r *reader) weigh(i int, row *row) (What, *guess) {
	g := row.as(r.way)
	if g == nil && r.way == memoryRow {
		g = row.as(nameTalks) // when it was is forgotten
	}
	if r.way == nameTalks && g == nil {
		if a := row.as(nameAlone); a != nil && r.names[a.name] > 0 {
			g = a
		}
	}
	what := Said
	switch {
	case g != nil && (!r.chain || !numbered.MatchString(row.text)):
		what = r.verdict(i, g)
		if what == Head && g.at.timed && r.open && r.silent() && r.names[g.name] < 2 {
			what = Unclear // else whoever is named above said nothing
		}
	case g == nil && r.way == memoryRow:
		what = Unclear // a note of the writer's, or more of the line above
	case g == nil && row.mark != nil && r.way == threeRows:
		what = Unclear // the time of somebody who is asked about, or a word
	case r.standsAlone(row):
		what = Unclear
	case g == nil && r.whatsAppSays(row) == Unclear:
		what = Unclear // somebody who left, or words
	case g == nil && r.way == underTime && (!r.open || !r.silent()):
		what = Unclear // another of theirs, or the owner's own
	case g == nil && r.way == nameAlone && r.open:
		if t := row.as(nameTalks); t != nil && r.names[t.name] > 0 && !oddName(t.name) {
			what = Unclear
		}
	}
	if what == Head && r.mayBeLabel(i, g) || what == Said && (row.day != nil && !r.dayIsSaid() || r.cutShort(i)) {
		what = Unclear
	}
	if !r.open && what == Said {
		what = Unclear // below a time or a notice of the network, nobody speaks
	}
	return what, g
}

// word takes in a row that says who speaks, or is part of what they said.
func (r *reader) word(i int, row *row, line *Line) {
	what, g := r.weigh(i, row)
	if what == Unclear {
		what = r.doubt(i, row, g, line)
	}
	switch what {
	case Head:
		if at := r.when(g); !at.IsZero() {
			r.last = at
		}
		r.speak(r.moment(g.name, &g.at), g.rest)
		if line.What != Unclear {
			line.What = Head
		}
		if g.rest != "" && line.What == Head {
			line.What = Said
		}
		line.Text = g.rest
	case Said:
		r.chain = r.chain || isChain(row.text)
		if line.What != Unclear && !r.silent() && !r.noName(row) {
			r.more++
		}
		if r.body = append(r.body, row.text); line.What != Unclear {
			line.What = Said
		}
		line.Text = row.text
	default:
		if r.out.Skipped++; line.What != Unclear {
			line.What = Left
		}
		for _, s := range [...]*stamp{row.day, row.mark} {
			if s != nil && s.dated() && r.Answers[i+1] != "" { // somebody says that nobody said it
				r.day = s.on(r.Day, r.Zone, r.MonthFirst)
			}
		}
		return
	}
	line.Who, line.message = r.who.name, len(r.out.Events)
}

// doubt asks about a row, and says for what it is taken in the meantime.
func (r *reader) doubt(i int, row *row, g *guess, line *Line) What {
	d := Doubt{N: i + 1, Text: row.text, Took: PartOfAbove}
	if r.open {
		d.Above = r.who.name
	}
	if g != nil {
		d.Name = g.name
	}
	if !r.open {
		d.Took = LeaveOut
	}
	answer, given := r.Answers[i+1]
	if given {
		d.Took = answer
	}
	if len(r.out.Unclear) < maxUnclear {
		r.out.Unclear = append(r.out.Unclear, d)
	}
	if !given {
		line.What = Unclear
	}
	name, by := strings.CutPrefix(d.Took, By)
	name = trimName(clean(name))
	switch {
	case d.Took == Speaks && g != nil:
		return Head
	case by && named(name):
		who := r.who
		if !r.open && !r.hours.at.IsZero() {
			who = r.hours // a time stands above
		}
		r.speak(spoken{name, who.at, who.loose, who.exact}, "")
		return Said
	case d.Took == PartOfAbove && r.open:
		return Said
	}
	return Left
}

// speak begins a message.
func (r *reader) speak(who spoken, rest string) {
	r.close()
	r.open, r.since, r.begun, r.who, r.body, r.more, r.chain = true, len(r.out.Lines), true, who, nil, 0, isChain(rest)
	if rest != "" {
		r.body = append(r.body, rest)
	}
}

// moment is when somebody speaks, by the stamp of the line and the day above it.
func (r *reader) moment(name string, s *stamp) spoken {
	r.out.Slashes, r.out.Relative = r.out.Slashes || s.slashes, r.out.Relative || s.back >= 0
	switch day := s.on(r.Day, r.Zone, r.MonthFirst); {
	case !s.timed:
		return spoken{name: name, at: r.hours.at, loose: r.hours.loose, exact: r.hours.exact}
	case !day.IsZero():
		at := s.ofDay(day)
		if s.weekday > 0 && at.After(r.Now.Add(time.Minute)) {
			at = at.AddDate(0, 0, -7) // it is that day of the week and not so late yet
		}
		return spoken{name: name, at: at, exact: s.exact()}
	case !r.day.IsZero():
		return spoken{name: name, at: s.ofDay(r.day), exact: s.exact()}
	}
	return spoken{name: name, at: s.ofDay(r.Day.In(r.Zone)), loose: true, exact: s.exact()}
}

// close takes in the message that has ended.
func (r *reader) close() {
	text := strings.TrimSpace(strings.Join(r.body, "\n"))
	if !r.open || text == "" {
		for i := r.since; r.open && i < len(r.out.Lines); i++ {
			r.out.Lines[i].message = -1 // nothing came of it
		}
		r.open = false
		return
	}
	r.open, r.chain = false, false
	if len(r.out.Events) >= MaxMessages {
		r.out.Cut = true
		return
	}
	if len(text) > maxBody {
		text = strings.ToValidUTF8(text[:maxBody], "")
	}
	e := event.Event{Network: Network, Namespace: Namespace, Chat: r.Chat, Kind: event.Message, At: r.who.at, Actor: event.Actor{Name: r.who.name}}
	e.Form, e.Body, e.Mentions = formOf(text)
	e.Chars = utf8.RuneCountInString(e.Body)
	if r.who.loose {
		e.Order |= isLoose
	}
	if r.who.exact {
		e.Order |= isExact
	}
	r.out.Events = append(r.out.Events, channel.Arrived{Event: e})
}

// settle gives the messages their days and keys, once the whole text is known.
func (r *reader) settle() {
	r.settleDays()
	r.out.day = r.Day
	r.wrote = make([]time.Time, len(r.out.Events))
	for i := range r.out.Events {
		e := &r.out.Events[i].Event
		m := mark{bucket: e.At.UTC(), span: time.Minute, untimed: e.At.IsZero()}
		if e.Order&isExact != 0 {
			m.span = time.Second
		}
		if r.wrote[i] = e.At.UTC(); m.untimed {
			m.bucket, m.span = dayOf(r.Day, r.Zone), 26*time.Hour
			r.out.Untimed++
		}
		e.At, e.Order = m.bucket, 0
		m.base = event.NewKeyer().Key(e)
		r.out.marks = append(r.out.marks, m)
	}
	r.out.Overlap(nil)
	for i := range r.out.Events {
		r.count(r.out.Events[i].Event.Actor.Name, r.out.Events[i].Event.At)
	}
	for i := range r.out.Lines {
		if l := &r.out.Lines[i]; l.message >= 0 && l.message < len(r.wrote) && !r.wrote[l.message].IsZero() {
			l.At = r.wrote[l.message]
		}
	}
	r.mention()
	r.tellMoves()
	r.out.NoDay = len(r.out.Events) > 0 && r.nothingDated()
	r.out.Odd = r.odd()
	for _, w := range r.out.People {
		if w.N == 1 && r.way == nameTalks && len(r.out.People) > 2 && len(r.out.Events) > 3 {
			r.out.Once = append(r.out.Once, w.Name)
		}
	}
}

// count counts a message.
func (r *reader) count(name string, at time.Time) {
	if r.out.From.IsZero() || at.Before(r.out.From) {
		r.out.From = at
	}
	if at.After(r.out.To) {
		r.out.To = at
	}
	n, seen := r.people[name]
	if !seen {
		n = len(r.out.People)
		r.people[name] = n
		r.out.People = append(r.out.People, Wrote{Name: name})
	}
	r.out.People[n].N++
}

// What the order of a message says until its day and place are settled.
const (
	isLoose = 1 << iota // its day is not given
	isExact             // its second is
)

// keyPrefix begins the ids of messages that were pasted.
const keyPrefix = "paste-"
