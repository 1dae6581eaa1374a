// Package notice reads the system notices that WeChat and QQ write into a
// group: who invited whom, who joined by a code, who was removed, the group's
// new name, recalls and pokes.
//
// Owns: the wordings of those notices, and what holding them back until the
// names in a file are known takes.
// Needs: the names that people in the group are shown by.
// Never: tells a sink anything; the room whose file it is does.
package notice

import (
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
)

// Party is somebody a notice names: the account that made the file, or a
// person by the name shown. ID is known only where the notice is still the
// markup WeChat stores.
type Party struct {
	ID   event.NativeUser
	Name string
	Self bool
}

// Known reports whether p names anybody.
func (p Party) Known() bool { return p.Self || p.ID != "" || p.Name != "" }

// Reading is what a system notice says. Kind is event.Notice where it says
// nothing about who is in the group.
type Reading struct {
	Kind     event.Kind
	Form     event.Form // Poke for 拍了拍, which is a Message
	Actor    Party      // who invited, removed, renamed, recalled or poked; may be nobody
	Subjects []Party    // who came, went or was removed
	Scene    string     // of a Join: "invite", "qr", "link" or ""
	Title    string     // the new name of the group
	Owner    Party      // who owns the group from now on
}

// Fill puts what r says into e. who tells whom a party is; the list of
// subjects is reused.
func (r Reading) Fill(e *event.Event, who func(Party) event.Actor) {
	e.Kind, e.Form, e.Scene = r.Kind, r.Form, r.Scene
	e.Actor, e.Subjects = who(r.Actor), e.Subjects[:0]
	for _, p := range r.Subjects {
		e.Subjects = append(e.Subjects, who(p))
	}
	e.Body, e.Chars = r.Title, utf8.RuneCountInString(r.Title)
}

// Held is a notice kept until the names in its file are known.
type Held struct {
	At    time.Time
	Order uint16
	ID    event.NativeMessage
	Text  string
	Line  int // of the file it stands in
}

// MostHeld bounds the notices a reader keeps in memory; beyond, it tells those
// at hand with the names known so far.
const MostHeld = 50_000

// Names is whose the names shown in one chat are; "" where a name is more
// than one person's. Make it before use.
type Names map[string]event.NativeUser

// Learn remembers that who is shown by its name.
func (n Names) Learn(who event.Actor) {
	if who.ID == "" || who.Name == "" {
		return
	}
	if id, ok := n[who.Name]; !ok {
		n[who.Name] = who.ID
	} else if id != who.ID {
		n[who.Name] = ""
	}
}

// Known reports whether somebody in the chat is shown by name.
func (n Names) Known(name string) bool {
	_, ok := n[name]
	return ok
}

// Identify adds the id of somebody known by name only, where one person alone
// is shown by it.
func (n Names) Identify(who event.Actor) event.Actor {
	if who.ID == "" {
		who.ID = n[who.Name]
	}
	return who
}

// Self is the account that made a file which does not say whose it is. It
// exists in that one chat, so that two colleagues' files do not become one
// person.
func Self(chat event.NativeChat) event.Actor {
	return event.Actor{ID: event.NativeUser("self@" + string(chat)), Name: "我"}
}
