package archive

import (
	"bytes"
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// The columns of messages.tsv, in the order this package keeps them.
const (
	colGroup = iota
	colTime
	colUser
	colKind
	colText
	colThread
	colRefers
	colChars
	columns
)

// maxColumns is how many columns a header may have; more is no archive.
const maxColumns = 64

// readMessages reads the file that in calls name and people call file. This
// loop runs once per message of a history: it allocates the text and nothing
// else.
func (r *reader) readMessages(in export.Input, name, file string) error {
	rc, err := in.Open(name)
	if err != nil {
		return err
	}
	defer rc.Close()
	lines := export.NewLines(rc, file, r.sink)
	if !lines.Next() {
		return lines.Err()
	}
	header := strings.Split(lines.Text(), "\t")
	places, err := locate(file, header, []string{"group", "time", "user", "kind", "text"}, []string{"thread", "refers_to", "chars"})
	if err != nil {
		return err
	}
	row := newRow(len(header), places)
	for lines.Next() {
		line := lines.Bytes()
		if len(line) == 0 {
			continue
		}
		why := i18n.Message{}
		if n := row.split(line); n != row.width {
			why = wrongCount.With(row.width, n)
		} else {
			export.At(r.sink, file, lines.Number())
			why, err = r.message(row)
		}
		if err == nil && !why.IsZero() {
			err = r.skip(file, lines.Number(), why)
		}
		if err != nil {
			return err
		}
		if lines.Number()%4096 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
	}
	return lines.Err()
}

// row is a line cut into the columns that are used.
type row struct {
	width  int
	use    [maxColumns + 1]int8 // which of columns stands at each place, or -1
	fields [columns][]byte
}

func newRow(width int, places []int) *row {
	r := &row{width: width}
	for i := range r.use {
		r.use[i] = -1
	}
	for col, p := range places {
		if p >= 0 && p < maxColumns {
			r.use[p] = int8(col)
		}
	}
	return r
}

// split cuts line at its tabs and returns how many fields it has.
func (r *row) split(line []byte) int {
	n := 0
	for {
		i := bytes.IndexByte(line, '\t')
		field := line
		if i >= 0 {
			field = line[:i]
		}
		if n < maxColumns {
			if col := r.use[n]; col >= 0 {
				r.fields[col] = field
			}
		}
		n++
		if i < 0 {
			return n
		}
		line = line[i+1:]
	}
}

// message tells the sink what one row says, or says why it cannot.
func (r *reader) message(row *row) (why i18n.Message, err error) {
	f := &row.fields
	if len(f[colGroup]) == 0 {
		return emptyField.With("group"), nil
	}
	if len(f[colUser]) == 0 {
		return emptyField.With("user"), nil
	}
	seconds, ok := number(f[colTime])
	if !ok || seconds > maxSeconds {
		return badTime.With(shown(f[colTime])), nil
	}
	chars, ok := number(f[colChars])
	if !ok && len(f[colChars]) > 0 {
		return badChars.With(shown(f[colChars])), nil
	}
	chat, known := r.groups[string(f[colGroup])]
	if !known {
		if chat, err = r.addGroup(string(f[colGroup]), ""); err != nil {
			return why, err
		}
	}
	r.ev = event.Event{
		Network:   event.Archive,
		Namespace: r.namespace,
		Chat:      chat,
		At:        time.Unix(seconds, 0).UTC(),
		Actor:     r.user(f[colUser]),
		Body:      r.text(f[colText]),
		Thread:    r.thread(f[colThread]),
	}
	r.refer(f[colRefers])
	if why := r.kind(f[colKind]); !why.IsZero() {
		return why, nil
	}
	r.ev.Chars = int(min(chars, maxChars))
	if r.ev.Chars < len(r.ev.Body) { // what is there counts even if the file says less
		r.ev.Chars = max(r.ev.Chars, utf8.RuneCountInString(r.ev.Body))
	}
	return why, r.sink.Event(&r.ev)
}

// kind makes the event what the row calls it, or says why it cannot.
func (r *reader) kind(word []byte) i18n.Message {
	ev := &r.ev
	switch string(word) {
	case "msg", "me":
		ev.Kind = event.Message
		ev.Mentions = r.many
	case "join":
		ev.Kind = event.Join
		r.one[0], ev.Actor = ev.Actor, event.Actor{}
		ev.Subjects = r.one[:]
		if len(r.many) > 0 {
			ev.Actor, ev.Scene = r.many[0], "invite"
		}
	case "part", "quit":
		ev.Kind = event.Leave
		r.one[0] = ev.Actor
		ev.Subjects = r.one[:]
	case "kick":
		if len(r.many) == 0 {
			return noOther.With("kick")
		}
		ev.Kind = event.Remove
		ev.Subjects = r.many
	case "nick":
		ev.Kind = event.Renamed
		ev.Mentions = r.many
		if ev.Body == "" && len(r.many) > 0 {
			ev.Body = cmp.Or(r.many[0].Name, string(r.many[0].ID))
		}
		if ev.Body == "" {
			return noOther.With("nick")
		}
	case "topic":
		ev.Kind = event.Notice
	default:
		return unknownKind.With(shown(word))
	}
	return i18n.Message{}
}

// user returns the person of the given id, the same strings every time.
func (r *reader) user(id []byte) event.Actor {
	a, ok := r.users[string(id)]
	if !ok {
		own := string(id)
		a = event.Actor{ID: event.NativeUser(own)}
		r.users[own] = a
	}
	return a
}

func (r *reader) thread(name []byte) string {
	if len(name) == 0 {
		return ""
	}
	t, ok := r.threads[string(name)]
	if !ok {
		t = string(name)
		r.threads[t] = t
	}
	return t
}

// refer fills many with the people a comma-separated list names.
func (r *reader) refer(list []byte) {
	r.many = r.many[:0]
	for len(list) > 0 {
		id := list
		if i := bytes.IndexByte(list, ','); i >= 0 {
			id, list = list[:i], list[i+1:]
		} else {
			list = nil
		}
		if len(id) > 0 {
			r.many = append(r.many, r.user(id))
		}
	}
}

// text returns a field as text, \n turned into line ends.
func (r *reader) text(field []byte) string {
	i := bytes.IndexByte(field, '\\')
	if i < 0 {
		return string(field)
	}
	out := r.scratch[:0]
	for i >= 0 {
		if i+1 < len(field) && field[i+1] == 'n' {
			out = append(append(out, field[:i]...), '\n')
			field = field[i+2:]
		} else {
			out = append(out, field[:i+1]...)
			field = field[i+1:]
		}
		i = bytes.IndexByte(field, '\\')
	}
	out = append(out, field...)
	r.scratch = out
	return string(out)
}

const (
	maxSeconds = 253402300799 // the end of the year 9999
	maxChars   = 1 << 30
)

// number reads a decimal number without sign.
func number(field []byte) (int64, bool) {
	if len(field) == 0 || len(field) > 18 {
		return 0, false
	}
	n := int64(0)
	for _, c := range field {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

// shown is a field as a person may see it in a sentence: short and sound.
func shown(field []byte) string {
	const most = 40
	s := strings.ToValidUTF8(string(field[:min(len(field), most)]), "")
	if len(field) > most {
		s += "…"
	}
	return s
}
