package webhook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// Limits on a request.
const (
	MaxBytes  = 1 << 20
	MaxEvents = 1000
	MaxText   = 64 << 10 // bytes of a text
	MaxID     = 256      // bytes of an id
	MaxNames  = 100      // people named in one event
)

// Request is what is posted.
type Request struct {
	Events []Event `json:"events" maxItems:"1000"`
}

// Event is one thing that happened. Which fields count depends on kind.
type Event struct {
	ID    string `json:"id" maxLength:"256" doc:"Your own id of the event. The same id in the same chat is the same event, however often it is sent; a message's id is also how others refer to it."`
	Chat  string `json:"chat" maxLength:"256" doc:"Your id of the chat."`
	Kind  string `json:"kind" enum:"message,edit,delete,reaction,join,leave,remove,renamed,group_created,group_renamed,group_dismissed,owner_changed,contact_added,contact_deleted,order_paid,order_refunded,page_opened,task_confirmed"`
	At    string `json:"at" format:"date-time" doc:"When it happened, RFC 3339 with a zone."`
	Actor Person `json:"actor,omitzero" doc:"Who did it. Needed for message, edit, reaction, renamed and orders."`

	Text    string   `json:"text,omitempty" doc:"message, edit: the text. reaction: the emoji, empty to take it back. renamed: the new name."`
	Form    string   `json:"form,omitempty" enum:"text,voice,picture,video,sticker,file,link,quote,chain,red_packet,location,other" doc:"message: its form, text unless said."`
	ReplyTo string   `json:"reply_to,omitempty" doc:"message: id of the message it answers."`
	Target  string   `json:"target,omitempty" doc:"edit, delete, reaction: id of the message concerned."`
	Thread  string   `json:"thread,omitempty" doc:"message: topic within the chat."`
	Mention []Person `json:"mentions,omitempty" doc:"message: people mentioned."`
	Who     []Person `json:"who,omitempty" doc:"join, leave, remove, owner_changed, contact_added, contact_deleted: whom it concerns; the actor unless said."`
	Scene   string   `json:"scene,omitempty" enum:"invite,qr,link" doc:"join: how it came about."`
	Name    string   `json:"name,omitempty" doc:"group_created, group_renamed: the group's name."`
	Ref     string   `json:"ref,omitempty" doc:"order_paid, order_refunded, page_opened, task_confirmed: id of the order, page or task."`
	Amount  int64    `json:"amount,omitempty" doc:"Orders: in minor units of currency."`
	Cur     string   `json:"currency,omitempty" doc:"Orders: ISO 4217, CNY unless said."`
}

// Person is somebody in a chat.
type Person struct {
	ID   string `json:"id,omitempty" maxLength:"256" doc:"Your id of the person, the same in every chat."`
	Name string `json:"name,omitempty" doc:"As they are shown. Without an id a name is somebody in this chat alone."`
}

// Faulty says which event of a request cannot be taken, and why.
type Faulty struct {
	Index  int
	Reason string
}

// Position is where JSON breaks off.
type Position struct {
	Line, Column int
	Why          string
}

func (p *Position) Error() string {
	return fmt.Sprintf("the JSON breaks off at line %d, column %d: %s", p.Line, p.Column, p.Why)
}

// Parse reads a request. A source is told apart from others by its name, which
// becomes part of every message's id. It returns a Position where body is no
// JSON, and otherwise what is wrong with each event that cannot be taken.
func Parse(body []byte, source string) (out []channel.Arrived, wrong []Faulty, err error) {
	var whole struct {
		Events *[]json.RawMessage `json:"events"`
	}
	if err := json.Unmarshal(body, &whole); err != nil {
		if pos := positionOf(body, err); pos != nil {
			return nil, nil, pos
		}
		return nil, []Faulty{{-1, `the body must be {"events":[…]}`}}, nil
	}
	switch {
	case whole.Events == nil:
		return nil, []Faulty{{-1, `the body must be {"events":[…]}`}}, nil
	case len(*whole.Events) > MaxEvents:
		return nil, []Faulty{{-1, fmt.Sprintf("at most %d events at a time, not %d", MaxEvents, len(*whole.Events))}}, nil
	}
	out = make([]channel.Arrived, len(*whole.Events))
	for i, raw := range *whole.Events {
		var e Event
		why := ""
		if err := json.Unmarshal(raw, &e); err != nil {
			why = typeError(err)
		} else {
			why = e.arrive(source, &out[i])
		}
		if why != "" {
			wrong = append(wrong, Faulty{i, why})
		}
	}
	if len(wrong) > 0 {
		return nil, wrong, nil
	}
	return out, nil, nil
}

// positionOf is where a syntax error lies; nil for an error of another kind.
func positionOf(body []byte, err error) error {
	var at int64
	var why string
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at, why = syntax.Offset, syntax.Error()
	} else {
		return nil
	}
	before := body[:min(max(at-1, 0), int64(len(body)))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return &Position{line, column, why}
}

func typeError(err error) string {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("%s must be %s, not %s", t.Field, t.Type.String(), t.Value)
	}
	return err.Error()
}

// textOK reports whether databases take s.
func textOK(s string) bool { return strings.IndexByte(s, 0) < 0 }

func (e *Event) arrive(source string, a *channel.Arrived) (wrong string) {
	kind, known := kindOf[e.Kind]
	form, formed := formOf[e.Form]
	at, err := time.Parse(time.RFC3339, e.At)
	switch {
	case e.ID == "":
		return "id is missing"
	case e.Chat == "":
		return "chat is missing"
	case e.Kind == "":
		return "kind is missing"
	case !known:
		return fmt.Sprintf("kind %q is not known; it is one of %s", clip(e.Kind), kindNames)
	case e.At == "":
		return "at is missing"
	case err != nil:
		return fmt.Sprintf("at %q is not RFC 3339, such as 2026-01-31T20:00:00+08:00", clip(e.At))
	case !formed:
		return fmt.Sprintf("form %q is not known", clip(e.Form))
	case len(e.Text) > MaxText:
		return fmt.Sprintf("text has %d bytes, at most %d are taken", len(e.Text), MaxText)
	case len(e.Mention) > MaxNames || len(e.Who) > MaxNames:
		return fmt.Sprintf("at most %d people are taken in one event", MaxNames)
	}
	if wrong := e.checkIDs(); wrong != "" {
		return wrong
	}
	if wrong := e.needs(kind); wrong != "" {
		return wrong
	}
	a.Key = Key(e.Chat, e.ID)
	a.Event = event.Event{
		Network: event.Webhook, Chat: event.NativeChat(e.Chat), Kind: kind, At: at.UTC(), Actor: e.Actor.actor(),
		NativeID: scoped(source, e.ID), ReplyTo: scoped(source, e.ReplyTo), Target: scoped(source, e.Target),
		Form: form, Body: strings.ReplaceAll(e.Text, "\x00", ""), Thread: e.Thread, Scene: e.Scene, Ref: e.Ref, Amount: e.Amount, Currency: e.Cur,
	}
	ev := &a.Event
	ev.Chars = utf8.RuneCountInString(ev.Body)
	ev.Mentions, ev.Subjects = actors(e.Mention), actors(e.Who)
	if len(ev.Subjects) == 0 && (kind == event.Join || kind == event.Leave || kind == event.Remove) {
		ev.Subjects, ev.Actor = []event.Actor{ev.Actor}, event.Actor{}
	}
	if kind == event.GroupCreated || kind == event.GroupRenamed {
		ev.Body = cut(e.Name)
	}
	if kind == event.Renamed {
		ev.Body = cut(ev.Body)
	}
	return ""
}

// checkIDs says which id cannot be taken.
func (e *Event) checkIDs() string {
	ids := []struct{ name, value string }{{"id", e.ID}, {"chat", e.Chat}, {"reply_to", e.ReplyTo}, {"target", e.Target}, {"thread", e.Thread},
		{"ref", e.Ref}, {"currency", e.Cur}, {"scene", e.Scene}, {"actor.id", e.Actor.ID}}
	for _, list := range [][]Person{e.Mention, e.Who} {
		for _, p := range list {
			ids = append(ids, struct{ name, value string }{"a person's id", p.ID})
		}
	}
	for _, id := range ids {
		if len(id.value) > MaxID {
			return fmt.Sprintf("%s has %d bytes, at most %d are taken", id.name, len(id.value), MaxID)
		}
		if !textOK(id.value) {
			return id.name + " holds a zero character"
		}
	}
	return ""
}

// needs says what an event of that kind lacks.
func (e *Event) needs(kind event.Kind) string {
	nobody := e.Actor.actor() == (event.Actor{})
	switch kind {
	case event.Message, event.Reaction, event.Renamed, event.OrderPaid, event.OrderRefunded, event.PageOpened:
		if nobody {
			return "actor.id or actor.name is missing"
		}
	case event.Join, event.Leave, event.Remove:
		if nobody && len(e.Who) == 0 {
			return "who is missing"
		}
	case event.OwnerChanged, event.ContactAdded, event.ContactDeleted:
		if len(e.Who) == 0 {
			return "who is missing"
		}
	}
	switch kind {
	case event.Edit, event.Delete, event.Reaction:
		if e.Target == "" {
			return "target is missing"
		}
	case event.GroupRenamed:
		if e.Name == "" {
			return "name is missing"
		}
	case event.OrderPaid, event.OrderRefunded:
		if e.Ref == "" {
			return "ref, the order's id, is missing"
		}
		if e.Amount < 0 {
			return "amount is negative; a refund is an order_refunded with a positive amount"
		}
	}
	for _, p := range e.Who {
		if p.actor() == (event.Actor{}) {
			return "somebody in who has neither id nor name"
		}
	}
	return ""
}

// Key is the key of an event: an id is unique within its chat.
func Key(chat, id string) string { return chat + "\x1f" + id }

// MessageOf is what a message is known as that a source calls id.
func MessageOf(source, id string) event.NativeMessage { return scoped(source, id) }

// OwnID is what its source calls a message.
func OwnID(m event.NativeMessage) string {
	if _, own, ok := strings.Cut(string(m), "\x1f"); ok {
		return own
	}
	return string(m)
}

// scoped makes an id of a source's unlike that of any other source.
func scoped(source, id string) event.NativeMessage {
	if id == "" {
		return ""
	}
	return event.NativeMessage(source + "\x1f" + id)
}

func (p Person) actor() event.Actor {
	return event.Actor{ID: event.NativeUser(p.ID), Name: cut(p.Name)}
}

func actors(list []Person) (out []event.Actor) {
	for _, p := range list {
		if a := p.actor(); a.Known() {
			out = append(out, a)
		}
	}
	return out
}

const maxName = 200 // characters of a name that are kept

// cut makes a name one that can be kept.
func cut(s string) string {
	s = strings.ReplaceAll(s, "\x00", "")
	n := 0
	for i := range s {
		if n == maxName {
			return s[:i]
		}
		n++
	}
	return s
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

const kindNames = "message, edit, delete, reaction, join, leave, remove, renamed, group_created, group_renamed, group_dismissed, owner_changed, " +
	"contact_added, contact_deleted, order_paid, order_refunded, page_opened, task_confirmed"

var kindOf = map[string]event.Kind{
	"message": event.Message, "edit": event.Edit, "delete": event.Delete, "reaction": event.Reaction,
	"join": event.Join, "leave": event.Leave, "remove": event.Remove, "renamed": event.Renamed, "group_created": event.GroupCreated,
	"group_renamed": event.GroupRenamed, "group_dismissed": event.GroupDismissed, "owner_changed": event.OwnerChanged,
	"contact_added": event.ContactAdded, "contact_deleted": event.ContactDeleted, "order_paid": event.OrderPaid,
	"order_refunded": event.OrderRefunded, "page_opened": event.PageOpened, "task_confirmed": event.Confirmed,
}

var formOf = map[string]event.Form{
	"": event.Text, "text": event.Text, "voice": event.Voice, "picture": event.Picture, "video": event.Video,
	"sticker": event.Sticker, "file": event.File, "link": event.Link, "quote": event.Quote, "chain": event.Chain,
	"red_packet": event.Red, "location": event.Location, "other": event.Other,
}
