package wechat

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/notice"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// row is one message or notice, whatever layout it was written in.
type row struct {
	line    int // where it begins
	at      time.Time
	chat    event.NativeChat
	title   string // of the chat
	private bool   // not a group
	sender  event.Actor
	alias   string // another name notices may have for the sender
	self    bool   // sent by the account that made the file
	id      event.NativeMessage
	notice  bool // text is a system notice
	form    event.Form
	text    string
	replyTo event.NativeMessage
	answers event.Actor        // whose message it answers
	at2     []event.NativeUser // ids of those it mentions, where the file has them
}

// teller turns rows into what a sink hears. It is used by one reader, once.
type teller struct {
	sink    export.Sink
	file    string
	chats   map[event.NativeChat]*chat
	order   []*chat
	selves  []account
	private map[event.NativeChat]int
	waiting int // notices held back in all chats
	ev      event.Event
}

// chat is what is known of one group.
type chat struct {
	id      event.NativeChat
	title   string
	order   export.Sequence
	names   notice.Names
	notices []notice.Held
	owner   event.Actor
	selfish bool // the account is spoken of, and its id is unknown
}

// account is somebody whose messages are marked as the file's own. Some tools
// guess the mark, so the one with the most marks is taken.
type account struct {
	who  event.Actor
	rows int
}

func newTeller(in export.Input, sink export.Sink) *teller {
	return &teller{sink: sink, file: in.Name(), chats: map[event.NativeChat]*chat{}, private: map[event.NativeChat]int{}}
}

// tell takes one row.
func (t *teller) tell(r *row) error {
	if r.self && !r.notice && r.sender.ID != "" {
		t.mark(r.sender)
	}
	switch {
	case r.chat == "":
		return t.skip(r.line, noChat.With())
	case r.private:
		t.private[r.chat]++
		return nil
	}
	c, err := t.chat(r)
	if err != nil {
		return err
	}
	n := c.order.Next(r.at)
	if r.notice || r.form == event.Poke && !r.self && !r.sender.Known() {
		c.notices = append(c.notices, notice.Held{At: r.at, Order: n, ID: r.id, Text: r.text, Line: r.line})
		if t.waiting++; t.waiting >= notice.MostHeld {
			return t.flush()
		}
		return nil
	}
	return t.message(r, c, n)
}

// mark counts a row of the file's own account.
func (t *teller) mark(who event.Actor) {
	for i := range t.selves {
		if a := &t.selves[i]; a.who.ID == who.ID {
			a.rows++
			if who.Name != "" {
				a.who.Name = who.Name
			}
			return
		}
	}
	if len(t.selves) < 1000 { // a file in which everybody is marked marks nobody
		t.selves = append(t.selves, account{who: who, rows: 1})
	}
}

// chat returns the chat of r, telling the sink of it first.
func (t *teller) chat(r *row) (*chat, error) {
	c := t.chats[r.chat]
	if c != nil && (c.title != "" || r.title == "") {
		return c, nil
	}
	if c == nil {
		c = &chat{id: r.chat, names: notice.Names{}}
		t.chats[r.chat] = c
		t.order = append(t.order, c)
	}
	c.title = r.title
	return c, t.sink.Group(export.Group{Network: event.WeChat, Chat: c.id, Name: c.title})
}

func (t *teller) message(r *row, c *chat, n uint16) error {
	if r.self && r.sender.ID == "" {
		r.sender = c.nobodysSelf()
	}
	if !r.sender.Known() {
		return t.skip(r.line, noSender.With())
	}
	c.names.Learn(r.sender)
	c.names.Learn(event.Actor{ID: r.sender.ID, Name: r.alias})
	t.own(r)
	body := export.Clean(r.text)
	e := &t.ev
	*e = event.Event{
		Network: event.WeChat, Chat: c.id, NativeID: r.id, Kind: event.Message, At: r.at, Order: n,
		Actor: r.sender, Form: r.form, Body: body, Chars: utf8.RuneCountInString(body),
		ReplyTo: r.replyTo, Mentions: e.Mentions[:0],
	}
	for _, id := range r.at2 {
		e.Mentions = append(e.Mentions, event.Actor{ID: id})
	}
	if r.answers.Known() {
		e.Mentions = append(e.Mentions, c.names.Identify(r.answers))
	}
	if len(r.at2) == 0 && (r.form == event.Text || r.form == event.Quote) {
		e.Mentions = c.addressed(body, e.Mentions)
	}
	export.At(t.sink, t.file, r.line)
	return t.sink.Event(e)
}

// own leaves in r.text only what the person said.
func (t *teller) own(r *row) {
	if r.sender.ID != "" { // WeChat keeps group messages as "wxid_a:\ntext"
		r.text = strings.TrimPrefix(r.text, string(r.sender.ID)+":\n")
	}
	switch r.form {
	case event.Text:
		if who, own, ok := splitQuote(r.text); ok {
			r.form, r.text = event.Quote, own
			r.answers.Name = who
		} else if isChain(r.text) {
			r.form = event.Chain
		}
	case event.Quote, event.Chain, event.Link, event.File, event.Voice: // titles and transcripts are captions
		if _, ok := placeholder(r.text); ok {
			r.text = ""
		}
	default:
		r.text = ""
	}
}

// mostAddressed is how many people one message is taken to address.
const mostAddressed = 20

// addressed finds people addressed as @name. WeChat puts a four-per-em space
// behind each, which tells them from an @ that somebody typed.
func (c *chat) addressed(body string, to []event.Actor) []event.Actor {
	for len(to) < mostAddressed {
		_, rest, ok := strings.Cut(body, "@")
		if !ok {
			return to
		}
		name, after, ok := strings.Cut(rest, "\u2005")
		if !ok {
			return to
		}
		if i := strings.LastIndexByte(name, '@'); i >= 0 {
			name = name[i+1:]
		}
		if name != "" && name != "所有人" && name != "All" && utf8.RuneCountInString(name) <= 40 {
			to = append(to, c.names.Identify(event.Actor{Name: name}))
		}
		body = after
	}
	return to
}

// nobodysSelf is the file's account in a file that does not say its id.
func (c *chat) nobodysSelf() event.Actor {
	c.selfish = true
	return notice.Self(c.id)
}

// me is the file's account, as far as it is known.
func (t *teller) me() event.Actor {
	var best account
	for _, a := range t.selves {
		if a.rows > best.rows {
			best = a
		}
	}
	return best.who
}

// flush tells the notices held back.
func (t *teller) flush() error {
	me := t.me()
	for _, c := range t.order {
		for i := range c.notices {
			if err := t.notice(c, &c.notices[i], me); err != nil {
				return err
			}
		}
		c.notices = c.notices[:0]
	}
	t.waiting = 0
	return nil
}

func (t *teller) notice(c *chat, n *notice.Held, me event.Actor) error {
	read := notice.Read(n.Text, c.names.Known)
	who := func(p notice.Party) event.Actor {
		switch {
		case p.Self && me.ID != "":
			return me
		case p.Self:
			return c.nobodysSelf()
		}
		return c.names.Identify(event.Actor{ID: p.ID, Name: p.Name})
	}
	if read.Owner.Known() {
		c.owner = who(read.Owner)
	}
	e := &t.ev
	*e = event.Event{
		Network: event.WeChat, Chat: c.id, NativeID: n.ID, At: n.At, Order: n.Order,
		Subjects: e.Subjects[:0], Mentions: e.Mentions[:0],
	}
	read.Fill(e, who)
	export.At(t.sink, t.file, n.Line)
	return t.sink.Event(e)
}

// finish tells what is known only at the end: the notices, who the file's
// account is, who owns each group, and what was left out.
func (t *teller) finish() error {
	if err := t.flush(); err != nil {
		return err
	}
	if me := t.me(); me.ID != "" && len(t.order) > 0 {
		if err := t.sink.Person(export.Person{Network: event.WeChat, Actor: me, Self: true}); err != nil {
			return err
		}
	}
	for _, c := range t.order {
		if c.selfish {
			if err := t.sink.Person(export.Person{Network: event.WeChat, Chat: c.id, Actor: c.nobodysSelf(), Self: true}); err != nil {
				return err
			}
		}
		if c.owner.Known() {
			if err := t.sink.Person(export.Person{Network: event.WeChat, Chat: c.id, Actor: c.owner, Owner: true}); err != nil {
				return err
			}
		}
	}
	if len(t.private) == 0 {
		return nil
	}
	rows := 0
	for _, n := range t.private {
		rows += n
	}
	return t.skip(0, leftOut.With(rows, len(t.private)))
}

func (t *teller) skip(line int, why i18n.Message) error {
	return t.sink.Skip(export.Skip{File: t.file, Line: line, Why: why})
}

// end finishes a document that was read up to err: damage to the file becomes
// a skip, and what came before it stands.
func (t *teller) end(err error) error {
	if err != nil && !walk.Damaged(err) {
		return err
	}
	if err := t.finish(); err != nil {
		return err
	}
	return walk.Settle(err, t.file, t.sink)
}

// bad tells that the nth message, which begins in line, is none.
func (t *teller) bad(line, nth int) error { return t.skip(line, badRow.With(nth)) }

// unread skips what d could not decode.
func (t *teller) unread(d *walk.Document) func(line, nth int) error {
	return func(line, nth int) error { return t.skip(line, d.Why(badRow.With(nth))) }
}
