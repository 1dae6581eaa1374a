package whatsapp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// maxBody is how much of one message is kept, in bytes. WhatsApp allows less;
// more comes of a file whose later messages are not recognised as such.
const maxBody = 256 << 10

// reader reads one chat.
type reader struct {
	in   export.Input
	name string // of the inner file; "" for a plain one
	opt  export.Options
	sink export.Sink

	seen    evidence
	order   order
	bracket bool            // how this file's heads look
	title   string          // what lines of the chat call the group
	titles  map[string]bool // every name it bore in them
	voices  map[string]bool // who wrote words of their own
	chat    event.NativeChat

	pending bool // a message is waiting for more lines
	first   int  // its first line
	at      time.Time
	author  string
	text    strings.Builder
	cut     int // characters of the message that were not kept
	self    bool
	seq     export.Sequence
	ev      event.Event
}

func newReader(in export.Input, name string, opt export.Options, sink export.Sink) *reader {
	if opt.Zone == nil {
		opt.Zone = time.UTC
	}
	return &reader{in: in, name: name, opt: opt, sink: sink, titles: map[string]bool{}, voices: map[string]bool{}}
}

// file names the file in skips.
func (r *reader) file() string {
	if r.name != "" {
		return r.name
	}
	return r.in.Name()
}

func (r *reader) skip(line int, why i18n.Message) error {
	return r.sink.Skip(export.Skip{File: r.file(), Line: line, Why: why})
}

func (r *reader) read(ctx context.Context) error {
	if err := r.lines(ctx, nil, r.survey); err != nil && !cutOff(err) {
		return err
	}
	if r.seen.heads == 0 {
		return fault.New(fault.Invalid, notWhatsApp.With(r.file()))
	}
	r.bracket = r.seen.bracket*2 > r.seen.heads
	var assumed bool
	r.order, assumed = r.seen.order(r.opt.Zone)
	if err := r.group(); err != nil {
		return err
	}
	if assumed {
		if err := r.skip(0, dateAssumed.With(orderNames[r.order])); err != nil {
			return err
		}
	}
	lost := false
	last := 0
	err := r.lines(ctx, r.sink, func(line string, number int) error {
		last = number
		h, ok := parseHead(line)
		if !ok || h.bracket != r.bracket {
			if !r.pending && !lost && strings.TrimSpace(line) != "" {
				lost = true
				return r.skip(number, noHead.With())
			}
			r.more(line)
			return nil
		}
		if err := r.flush(); err != nil {
			return err
		}
		at, ok := h.moment(r.order, r.opt.Zone)
		if !ok {
			lost = true // its further lines go with it
			return r.skip(number, noDate.With(orderNames[r.order]))
		}
		lost = false
		r.begin(at, h.rest)
		r.first = number
		return nil
	})
	if err != nil && !cutOff(err) {
		return err
	}
	if err := r.flush(); err != nil || !cutOff(err) {
		return err
	}
	return r.sink.Skip(export.CutShort(r.file(), last+1))
}

// cutOff reports whether reading ended because the file does.
func cutOff(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }

// lines walks the file. sink hears of lines that are too long.
func (r *reader) lines(ctx context.Context, sink export.Sink, visit func(line string, number int) error) (err error) {
	f, err := r.in.Open(r.name)
	if err != nil {
		return fmt.Errorf("opening %s: %w", r.file(), err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	lines := export.NewLines(f, r.file(), sink)
	for lines.Next() {
		if lines.Number()%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := visit(lines.Text(), lines.Number()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// survey learns from one line how dates are written and what the group is
// called.
func (r *reader) survey(line string, _ int) error {
	h, ok := parseHead(line)
	if !ok {
		return nil
	}
	r.seen.see(&h, r.opt.Now)
	author, text, spoken := cutAuthor(h.rest)
	switch {
	case spoken && strings.HasPrefix(text, wrote) && encrypted(text):
		r.titles[person(author).Name] = true // on iPhones the group itself says so, or the other of two
		if r.title == "" {
			r.title = person(author).Name
		}
	case spoken && !strings.HasPrefix(text, wrote) && !quotedBefore(author):
		r.voices[author] = true
		return nil
	}
	if !spoken || quotedBefore(author) {
		text = h.rest
	}
	if s, ok := interpret(text); ok && s.kind == event.GroupRenamed {
		r.title = s.body
		r.titles[s.body] = true
	}
	return nil
}

func encrypted(text string) bool {
	return strings.Contains(text, "end-to-end encrypted") || strings.Contains(text, "端到端加密") || strings.Contains(text, "端對端加密")
}

// group tells the group, under the name the file bears, else the one its
// lines give it. WhatsApp's files carry no id, so the name is the id too. A
// number in brackets that a browser adds to a second download is no part of
// the name.
func (r *reader) group() error {
	name := titleIn(stem(r.in.Name()))
	if cut, _, ok := strings.Cut(name, " ("); ok && cut == r.title {
		name = r.title
	}
	if name == "" {
		name = r.title
	}
	if name == "" {
		name = stem(r.in.Name())
	}
	r.chat = event.NativeChat(name)
	return r.sink.Group(export.Group{Network: event.WhatsApp, Namespace: r.opt.Namespace, Chat: r.chat, Name: name})
}

// cutAuthor splits what stands after a head into who and what; false where
// nobody is named.
func cutAuthor(rest string) (author, text string, ok bool) {
	rest = strings.TrimLeft(rest, marks)
	if author, text, ok = strings.Cut(rest, ": "); ok {
		return author, text, true
	}
	if author, ok = strings.CutSuffix(strings.TrimRight(rest, " "), ":"); ok && author != "" {
		return author, "", true
	}
	return "", rest, false
}

// quotedBefore reports whether author goes on past an opening quotation mark,
// so that the colon after it stands within a name a line quotes.
func quotedBefore(author string) bool {
	return strings.ContainsAny(author, "“「『") || strings.Count(author, `"`)%2 == 1
}

// begin starts a message.
func (r *reader) begin(at time.Time, rest string) {
	r.pending, r.at, r.cut, r.author = true, at, 0, ""
	r.text.Reset()
	author, text, spoken := cutAuthor(rest)
	if spoken && quotedBefore(author) {
		if _, ok := interpret(rest); ok {
			spoken = false
		}
	}
	if !spoken {
		r.text.WriteString(rest)
		return
	}
	r.author = author
	r.text.WriteString(text)
}

// more adds a line to the message that is waiting. Nothing waits while lines
// belong to a message that was skipped.
func (r *reader) more(line string) {
	if !r.pending {
		return
	}
	if r.text.Len()+len(line) > maxBody {
		r.cut += 1 + utf8.RuneCountInString(line)
		return
	}
	r.text.WriteByte('\n')
	r.text.WriteString(line)
}
