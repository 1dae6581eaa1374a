package matrixtest

import (
	"net/http"
	"slices"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/channeltest"
)

// Far is a homeserver, any homeserver, as the conformance suite moves it.
type Far struct {
	People *People
	Wire   *Wire
	Bot    string
	rooms  []string
}

var _ channeltest.Far = (*Far)(nil)

// Group has the service's own user make a room: so it may do everything in it.
func (f *Far) Group(t testing.TB, name string) event.NativeChat {
	t.Helper()
	room := f.People.Create(t, f.Bot, name)
	f.rooms = append(f.rooms, room)
	return event.NativeChat(room)
}

// Person makes a puppet.
func (f *Far) Person(t testing.TB, name string) event.NativeUser {
	t.Helper()
	return event.NativeUser(f.People.Person(t, name))
}

// Join has somebody come in.
func (f *Far) Join(t testing.TB, chat event.NativeChat, who event.NativeUser) {
	t.Helper()
	f.People.Join(t, string(chat), string(who))
}

// Leave has somebody go.
func (f *Far) Leave(t testing.TB, chat event.NativeChat, who event.NativeUser) {
	t.Helper()
	f.People.Must(t, string(who), http.MethodPost, Room(string(chat), "leave"), object{}, nil)
}

// Say has somebody speak; "" where they may not.
func (f *Far) Say(t testing.TB, chat event.NativeChat, who event.NativeUser, text string) event.NativeMessage {
	t.Helper()
	return event.NativeMessage(f.People.Say(t, string(chat), string(who), text))
}

// Reply has somebody answer.
func (f *Far) Reply(t testing.TB, chat event.NativeChat, who event.NativeUser, to event.NativeMessage, text string) event.NativeMessage {
	t.Helper()
	content := Text(text)
	content["m.relates_to"] = object{"m.in_reply_to": object{"event_id": to}}
	return event.NativeMessage(f.People.Put(t, string(chat), string(who), "m.room.message", content))
}

// Edit has somebody change what they said.
func (f *Far) Edit(t testing.TB, chat event.NativeChat, who event.NativeUser, message event.NativeMessage, text string) {
	t.Helper()
	content := Text("* " + text)
	content["m.new_content"] = Text(text)
	content["m.relates_to"] = object{"rel_type": "m.replace", "event_id": message}
	f.People.Put(t, string(chat), string(who), "m.room.message", content)
}

// Delete has somebody take back what was said.
func (f *Far) Delete(t testing.TB, chat event.NativeChat, who event.NativeUser, message event.NativeMessage) {
	t.Helper()
	f.People.Redact(t, string(chat), string(who), string(message))
}

// Said lists the texts as people see them now.
func (f *Far) Said(t testing.TB, chat event.NativeChat) []string {
	t.Helper()
	var out, ids []string
	for _, e := range f.People.Items(t, string(chat), f.Bot) {
		rel := e.Content.RelatesTo
		switch {
		case e.Type != "m.room.message":
		case rel.Type == "m.replace":
			if i := slices.Index(ids, rel.ID); i >= 0 {
				out[i] = e.Content.New.Body
			}
		case e.Content.Body != "":
			out, ids = append(out, e.Content.Body), append(ids, e.ID)
		}
	}
	return out
}

// In reports whether somebody is in a room now.
func (f *Far) In(t testing.TB, chat event.NativeChat, who event.NativeUser) bool {
	t.Helper()
	return f.People.In(t, string(chat), string(who), f.Bot)
}

// settle waits until the homeserver has put everything there is.
func (f *Far) settle(t testing.TB) {
	t.Helper()
	for _, room := range f.rooms {
		f.Wire.Await(t, f.People.Newest(t, room, f.Bot), patience)
	}
}

// Redeliver has everything put again that was put since the last call.
func (f *Far) Redeliver(t testing.TB, shuffled bool) {
	t.Helper()
	f.settle(t)
	f.Wire.Again(t, shuffled)
}

// Lose has the wire swallow what is put.
func (f *Far) Lose(t testing.TB, during func()) {
	t.Helper()
	f.settle(t)
	f.Wire.Lose(true)
	defer f.Wire.Lose(false)
	during()
	f.settle(t)
}

// Limit has deeds refused.
func (f *Far) Limit(t testing.TB, during func()) {
	t.Helper()
	f.Wire.Limit(true)
	defer f.Wire.Limit(false)
	during()
}

// Down cuts the wire.
func (f *Far) Down(t testing.TB, during func()) {
	t.Helper()
	f.Wire.Cut(t)
	defer f.Wire.Mend(t)
	during()
}
