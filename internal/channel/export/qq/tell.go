package qq

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/notice"
)

// Whether a chat is a group shows at its first message.
const (
	unsettled = iota
	group
	private
)

// chat is what is known of one chat of a file.
type chat struct {
	id    event.NativeChat
	title string
	kind  int
	told  bool
	order export.Sequence
	names notice.Names
	ranks map[string]rank // already told, by id

	notices []notice.Held // held back until the names are known
	selfish bool          // 你 was spoken of
}

// tell tells the message just read.
func (r *reader) tell(c *chat, text string) error {
	if !c.told {
		c.told = true
		if err := r.sink.Group(export.Group{Network: event.QQ, Chat: c.id, Name: c.title}); err != nil {
			return err
		}
	}
	w := r.cur.clock
	at := time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, r.zone).UTC()
	n := c.order.Next(at)
	if r.cur.system() {
		c.notices = append(c.notices, notice.Held{At: at, Order: n, Text: text, Line: r.line})
		if len(c.notices) >= notice.MostHeld {
			return r.flush(c)
		}
		return nil
	}
	who := event.Actor{ID: event.NativeUser(r.cur.id), Name: export.Clean(r.cur.name)}
	if err := r.rank(c, who); err != nil {
		return err
	}
	c.names.Learn(who)
	form, body := formOf(export.Clean(text))
	r.ev = event.Event{
		Network: event.QQ, Chat: c.id, Kind: event.Message, At: at, Order: n, Actor: who,
		Form: form, Body: body, Chars: utf8.RuneCountInString(body), Mentions: r.ev.Mentions[:0],
	}
	r.ev.Mentions = c.addressed(body, r.ev.Mentions)
	export.At(r.sink, r.file, r.line)
	return r.sink.Event(&r.ev)
}

// rank tells who owns and administers the group, once each.
func (r *reader) rank(c *chat, who event.Actor) error {
	if r.cur.rank == plain || c.ranks[r.cur.id] == r.cur.rank {
		return nil
	}
	c.ranks[r.cur.id] = r.cur.rank
	return r.sink.Person(export.Person{
		Network: event.QQ, Chat: c.id, Actor: who, Owner: r.cur.rank == owner, Admin: r.cur.rank == admin,
	})
}

// mostAddressed is how many people one message is taken to address.
const mostAddressed = 20

// addressed finds people addressed as @name. Only names that one person in
// the group has count, since QQ does not mark where a name ends.
func (c *chat) addressed(body string, to []event.Actor) []event.Actor {
	for len(to) < mostAddressed {
		_, rest, ok := strings.Cut(body, "@")
		if !ok {
			break
		}
		body = rest
		for end, tries := len(rest), 0; end > 0 && tries < 8; tries++ {
			name := rest[:end]
			if id := c.names[name]; id != "" {
				to = append(to, event.Actor{ID: id, Name: name})
				body = rest[end:]
				break
			}
			end = strings.LastIndexAny(name[:min(len(name), 120)], " \u3000\n")
		}
	}
	return to
}

// leave ends the chat: it tells the notices held back, and who 你 is.
func (r *reader) leave() error {
	c := r.chat
	if c == nil {
		return nil
	}
	if err := r.flush(c); err != nil || !c.selfish {
		return err
	}
	return r.sink.Person(export.Person{Network: event.QQ, Chat: c.id, Actor: c.self(), Self: true})
}

func (c *chat) self() event.Actor {
	c.selfish = true
	return notice.Self(c.id)
}

func (r *reader) flush(c *chat) error {
	for _, n := range c.notices {
		if err := r.notice(c, n); err != nil {
			return err
		}
	}
	c.notices = c.notices[:0]
	return nil
}

// notice tells one notice. QQ may write a number behind a name.
func (r *reader) notice(c *chat, n notice.Held) error {
	read := notice.Read(n.Text, c.names.Known)
	if strings.HasPrefix(n.Text, "你已经是群成员") || strings.HasPrefix(n.Text, "你已經是群成員") {
		read = notice.Reading{Kind: event.Join, Subjects: []notice.Party{{Self: true}}}
	}
	e := &r.ev
	*e = event.Event{
		Network: event.QQ, Chat: c.id, At: n.At, Order: n.Order, Subjects: e.Subjects[:0], Mentions: e.Mentions[:0],
	}
	read.Fill(e, c.who)
	if read.Owner.Known() {
		if err := r.sink.Person(export.Person{Network: event.QQ, Chat: c.id, Actor: c.who(read.Owner), Owner: true}); err != nil {
			return err
		}
	}
	export.At(r.sink, r.file, n.Line)
	return r.sink.Event(e)
}

func (c *chat) who(p notice.Party) event.Actor {
	if p.Self {
		return c.self()
	}
	name, id := identity(p.Name)
	if id == "" {
		id = string(c.names[name])
	}
	return event.Actor{ID: event.NativeUser(id), Name: name}
}
