package chatlab

import (
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/notice"
)

// systemLines is what reading the system lines of a WeChat group takes.
type systemLines struct {
	shown notice.Names
	held  []notice.Held // until the names are known
	owner event.Actor   // as the last line about it says
	spoke bool          // the account that made the file was spoken of
	met   bool          // that account was told among the members
}

// learn remembers the names that id is shown by.
func (t *teller) learn(id event.NativeUser, names ...string) {
	for _, name := range names {
		t.system.shown.Learn(event.Actor{ID: id, Name: name})
	}
}

// notice takes a system line; t.ev has everything but its words. A line of
// WeChat waits until the names in the file are known.
func (t *teller) notice(text string, line int) error {
	if t.group.Network != event.WeChat {
		t.ev.Kind, t.ev.Body = event.Notice, text
		return t.sink.Event(&t.ev)
	}
	t.system.held = append(t.system.held, notice.Held{At: t.ev.At, Order: t.ev.Order, ID: t.ev.NativeID, Text: text, Line: line})
	if len(t.system.held) >= notice.MostHeld {
		return t.flush()
	}
	return nil
}

// flush tells the system lines held back.
func (t *teller) flush() error {
	for _, n := range t.system.held {
		read := notice.Read(n.Text, t.system.shown.Known)
		t.ev = event.Event{
			Network: t.group.Network, Namespace: t.group.Namespace, Chat: t.group.Chat,
			NativeID: n.ID, At: n.At, Order: n.Order,
		}
		read.Fill(&t.ev, t.who)
		if read.Kind == event.Notice {
			t.ev.Body = n.Text
		}
		if read.Owner.Known() {
			t.system.owner = t.who(read.Owner)
		}
		export.At(t.sink, t.file, n.Line)
		if err := t.sink.Event(&t.ev); err != nil {
			return err
		}
	}
	t.system.held = t.system.held[:0]
	return nil
}

// who tells whom a line means.
func (t *teller) who(p notice.Party) event.Actor {
	if p.Self {
		return t.me()
	}
	return t.system.shown.Identify(event.Actor{ID: p.ID, Name: p.Name})
}

// me is the account that made the file.
func (t *teller) me() event.Actor {
	t.system.spoke = true
	if t.self == "" {
		return notice.Self(t.group.Chat)
	}
	return event.Actor{ID: t.self, Name: t.names[t.self]}
}

// finish tells what is known only at the end: the system lines held back, who
// 你 is in them, and who owns the group by now.
func (t *teller) finish() error {
	if err := t.flush(); err != nil {
		return err
	}
	if t.system.spoke && !t.system.met {
		if err := t.person(export.Person{Actor: t.me(), Self: true}); err != nil {
			return err
		}
	}
	if t.system.owner.Known() {
		return t.person(export.Person{Actor: t.system.owner, Owner: true})
	}
	return nil
}

// person tells the sink of p, as somebody of this group.
func (t *teller) person(p export.Person) error {
	p.Network, p.Namespace, p.Chat = t.group.Network, t.group.Namespace, t.group.Chat
	return t.sink.Person(p)
}
