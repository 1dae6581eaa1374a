package table

import (
	"context"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// teller turns rows into events for a sink. Rows are lists of cells; numbers
// count lines of the file, or rows of a sheet.
type teller struct {
	ctx    context.Context
	sink   export.Sink
	file   string
	space  string
	cols   columns
	when   moment
	chat   string // of rows that name none
	last   map[event.NativeChat]tick
	ev     event.Event
	one    [1]event.Actor
	ragged bool // rows may lack cells at the end
	warned bool // that the order of day and month was assumed
	rows   int
}

// tick is where a chat's time stands.
type tick struct {
	at    time.Time
	order uint16
}

func newTeller(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) *teller {
	t := &teller{ctx: ctx, sink: sink, file: in.Name(), space: opt.Namespace, chat: groupName(in), last: make(map[event.NativeChat]tick)}
	if t.space == "" {
		t.space = namespace
	}
	t.when = moment{zone: opt.Zone, now: opt.Now}
	if t.when.zone == nil {
		t.when.zone = time.UTC
	}
	return t
}

// columns settles which column holds what: as opt says, else as guessed.
func (t *teller) columns(header []string, opt export.Options) error {
	m := Guess(header)
	if opt.Table != nil {
		m = *opt.Table
	}
	cols, missing := place(header, m)
	shown := strings.Join(header, ", ")
	switch {
	case len(missing) > 0:
		return fault.New(fault.Invalid, noSuchColumn.With(t.file, strings.Join(missing, ", "), shown))
	case cols.time < 0:
		return fault.New(fault.Invalid, noColumn.With(t.file, timeWord, shown))
	case cols.text < 0:
		return fault.New(fault.Invalid, noColumn.With(t.file, textWord, shown))
	case cols.user < 0 && cols.userID < 0:
		return fault.New(fault.Invalid, noColumn.With(t.file, authorWord, shown))
	}
	t.cols = cols
	return nil
}

// learn looks at the first rows for the order of day and month in dates.
func (t *teller) learn(rows [][]string) {
	for _, row := range rows {
		if t.cols.time < len(row) && t.when.order == orderUnknown {
			t.when.order = orderOf(row[t.cols.time])
		}
	}
}

func (t *teller) skip(line int, why i18n.Message) error {
	return t.sink.Skip(export.Skip{File: t.file, Line: line, Why: why})
}

// row tells one row. An empty row says nothing.
func (t *teller) row(line int, cells []string) error {
	if t.rows++; t.rows%1024 == 0 && t.ctx.Err() != nil {
		return t.ctx.Err()
	}
	if empty(cells) {
		return nil
	}
	if !t.fits(cells) {
		return t.skip(line, wrongCount.With(t.cols.width, len(cells)))
	}
	cell := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	stated := cell(t.cols.time)
	at, ok := t.when.parse(stated)
	if !ok {
		return t.skip(line, badTime.With(short(stated)))
	}
	if t.when.order == orderUnknown && !t.warned && ambiguous(stated) {
		t.warned = true
		if err := t.skip(0, assumedOrder.With(short(stated))); err != nil {
			return err
		}
	}
	actor := event.Actor{ID: event.NativeUser(cell(t.cols.userID)), Name: cell(t.cols.user)}
	t.ev = event.Event{
		Network: event.Archive, Namespace: t.space, Kind: event.Message, At: at, Actor: actor,
		NativeID: event.NativeMessage(cell(t.cols.id)), ReplyTo: event.NativeMessage(cell(t.cols.replyTo)),
	}
	t.what(cell(t.cols.kind), cell(t.cols.text))
	if !actor.Known() && t.ev.Kind != event.Notice {
		return t.skip(line, nobody.With())
	}
	if err := t.place(cell(t.cols.group)); err != nil {
		return err
	}
	export.At(t.sink, t.file, line)
	return t.sink.Event(&t.ev)
}

// place puts the event into its chat, after what was said there before.
func (t *teller) place(group string) error {
	if group == "" {
		group = t.chat
	}
	chat := event.NativeChat(group)
	before, known := t.last[chat]
	if !known {
		g := export.Group{Network: event.Archive, Namespace: t.space, Chat: chat, Name: group}
		if err := t.sink.Group(g); err != nil {
			return err
		}
	}
	now := tick{at: t.ev.At}
	if known && before.at.Equal(now.at) {
		now.order = min(before.order, math.MaxUint16-1) + 1
	}
	t.last[chat] = now
	t.ev.Chat, t.ev.Order = chat, now.order
	return nil
}

// what makes the event what the kind column, or the text, says it is.
func (t *teller) what(kind, text string) {
	form, known := formOf(kind)
	if !known {
		switch k := kindOf(kind); k {
		case event.Join, event.Leave, event.Remove:
			t.one[0] = t.ev.Actor
			t.ev.Kind, t.ev.Subjects = k, t.one[:]
			t.ev.Actor = event.Actor{}
			if k == event.Leave {
				t.ev.Actor = t.one[0]
			}
		case event.Delete, event.Notice:
			t.ev.Kind = k
		}
	}
	if form == event.Text && t.ev.Kind == event.Message {
		if inside, ok := placeholder(text); ok {
			form, text = inside, ""
		}
	}
	t.ev.Form, t.ev.Body = form, text
	t.ev.Chars = utf8.RuneCountInString(text)
}

func empty(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// fits reports whether a row has the columns of the table. A cell too many is
// a mark nobody quoted; one too few is a row cut short, except in workbooks,
// which leave out empty cells at the end.
func (t *teller) fits(cells []string) bool {
	if len(cells) > t.cols.width {
		return empty(cells[t.cols.width:])
	}
	return t.ragged || len(cells) == t.cols.width
}

// short is a cell as a person may see it in a sentence.
func short(cell string) string {
	const most = 40
	if utf8.RuneCountInString(cell) <= most {
		return cell
	}
	return string([]rune(cell)[:most]) + "…"
}
