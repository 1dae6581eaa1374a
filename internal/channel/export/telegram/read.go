package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// chat is one chat of a file, as far as the first walk saw it.
type chat struct {
	id, kind string
	name     string
	people   map[string]event.NativeUser // whose a name is; "" where it is more than one person's
	told     bool                        // its group was told
	order    export.Sequence
	topics   map[int64]bool // messages that opened a topic of the group
}

// wanted reports whether the chat is one to tell of. Channels are, where a
// person picked that very chat for export.
func (c *chat) wanted(account bool) bool {
	switch c.kind {
	case "private_group", "private_supergroup", "public_supergroup", "public_group", "":
		return true
	case "private_channel", "public_channel":
		return !account
	}
	return false
}

// tour is one way through the file.
type tour struct {
	ctx     context.Context
	doc     *walk.Document
	chats   []*chat // in the order of the file
	at      int     // the chat being read
	account bool    // the file is of a whole account
	left    int     // chats that the account had left
	self    export.Person
	teller  *teller // nil in the first walk
}

func read(ctx context.Context, in export.Input, name string, opt export.Options, sink export.Sink) error {
	file := name
	if file == "" {
		file = in.Name()
	}
	first := &tour{ctx: ctx}
	if err := first.over(in, name); err != nil {
		if !walk.Damaged(err) {
			return err // damage is told by the second walk, at the same place
		}
		if len(first.chats) == 0 && !first.account {
			return fault.Because(err, fault.Invalid, notTelegram.With(file))
		}
	}
	if len(first.chats) == 0 && !first.account {
		return fault.New(fault.Invalid, notTelegram.With(file))
	}
	t := &teller{file: file, opt: opt, sink: sink}
	second := &tour{ctx: ctx, chats: first.chats, account: first.account, teller: t}
	if err := t.leftOut(first); err != nil {
		return err
	}
	if first.self.Self {
		first.self.Network, first.self.Namespace = event.Telegram, opt.Namespace
		if err := sink.Person(first.self); err != nil {
			return err
		}
	}
	return walk.Settle(second.over(in, name), file, sink)
}

func (w *tour) over(in export.Input, name string) error {
	return walk.Open(in, name, func(doc *walk.Document) error {
		w.doc = doc
		return w.fields()
	})
}

// fields reads the fields of the document: an account's, or one chat's.
func (w *tour) fields() error {
	single := false
	return w.doc.Fields(func(name string) error {
		switch name {
		case "personal_information":
			w.account = true
			return w.owner()
		case "chats":
			w.account = true
			return w.list((*tour).oneOfMany)
		case "left_chats":
			return w.list(func(w *tour) error { w.left++; return w.doc.Pass() })
		case "name", "type", "id", "messages":
			if !single {
				single = true
				w.begin()
			}
			return w.chatField(name)
		}
		return w.doc.Pass()
	})
}

// owner reads whose account the file is of.
func (w *tour) owner() error {
	var p struct {
		UserID    walk.Loose `json:"user_id"`
		FirstName string     `json:"first_name"`
		LastName  string     `json:"last_name"`
	}
	ok, err := w.doc.Into(&p)
	if err != nil || !ok || p.UserID == "" {
		return err
	}
	name := p.FirstName
	if p.LastName != "" {
		name += " " + p.LastName
	}
	w.self = export.Person{Actor: event.Actor{ID: userID(p.UserID), Name: name}, Self: true}
	return nil
}

// list walks {"list": […]} and calls visit for each element.
func (w *tour) list(visit func(*tour) error) error {
	if c, err := w.doc.Peek(); err != nil || c != '{' {
		return errors.Join(err, w.doc.Pass())
	}
	return w.doc.Fields(func(name string) error {
		if name != "list" {
			return w.doc.Pass()
		}
		return w.doc.Items(func(int) error { return visit(w) })
	})
}

func (w *tour) oneOfMany() error {
	w.begin()
	if c, err := w.doc.Peek(); err != nil || c != '{' {
		return errors.Join(err, w.doc.Pass())
	}
	err := w.doc.Fields(w.chatField)
	w.at++
	return err
}

// begin makes room for the chat that comes now.
func (w *tour) begin() {
	if w.at == len(w.chats) {
		w.chats = append(w.chats, &chat{people: map[string]event.NativeUser{}, topics: map[int64]bool{}})
	}
}

func (w *tour) chatField(name string) error {
	c := w.chats[w.at]
	var ok bool
	var err error
	switch name {
	case "name":
		ok, err = w.doc.Into(&c.name)
	case "type":
		ok, err = w.doc.Into(&c.kind)
	case "id":
		var id walk.Loose
		ok, err = w.doc.Into(&id)
		c.id = string(id)
	case "messages":
		if next, err := w.doc.Peek(); err != nil || next != '[' || !c.wanted(w.account) {
			return errors.Join(err, w.doc.Pass())
		}
		if w.teller == nil {
			return w.survey(c)
		}
		return w.tell(c)
	default:
		return w.doc.Pass()
	}
	_ = ok // a head that is not understood stays empty
	return err
}

// survey learns the names of a chat.
func (w *tour) survey(c *chat) error {
	nth := 0
	return w.doc.Items(func(int) error {
		if nth++; nth%1024 == 0 && w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		raw, err := w.doc.Raw()
		if err != nil {
			return err
		}
		c.meet(field(raw, `"from"`), field(raw, `"from_id"`))
		c.meet(field(raw, `"actor"`), field(raw, `"actor_id"`))
		return nil
	})
}

func (c *chat) meet(name, id string) {
	if name == "" || id == "" {
		return
	}
	user := userID(walk.Loose(id))
	if known, ok := c.people[name]; ok && known != user {
		user = ""
	}
	c.people[name] = user
}

// field finds the text that stands behind key, the first time it occurs in
// raw, without decoding the rest. Inside a text the key would be escaped and
// is not found.
func field(raw []byte, key string) string {
	i := bytes.Index(raw, []byte(key))
	if i < 0 {
		return ""
	}
	rest := bytes.TrimLeft(raw[i+len(key):], " :\t\r\n")
	var text walk.Loose
	if json.Unmarshal(walk.First(rest), &text) != nil {
		return ""
	}
	return string(text)
}

func (w *tour) tell(c *chat) error {
	t := w.teller
	if err := t.begin(c); err != nil {
		return err
	}
	return walk.Each(w.ctx, w.doc, func(m *message, line, nth int) error {
		return t.message(c, m, line, nth)
	}, func(line, nth int) error {
		return t.skip(line, w.doc.Why(notAMessage.With(nth)))
	})
}
