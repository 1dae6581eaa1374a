package channeltest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel"
)

// fake is a network in memory that can do everything, and, where breaks names
// a promise, an adapter that breaks it.
type fake struct {
	breaks string
	caps   channel.Capabilities

	mu      sync.Mutex
	rooms   map[event.NativeChat]*room
	log     []channel.Arrived // what the network tells, in order
	acked   int               // how much of it the adapter has acknowledged
	mark    int               // where the last redelivery ended
	n       int
	losing  bool
	down    bool
	wasDown bool
	limited time.Time
	waiting []channel.Deed
	sent    map[string]event.NativeMessage
	changed chan struct{}
}

type room struct {
	name   string
	people map[event.NativeUser]bool
	muted  map[event.NativeUser]bool
	banned map[event.NativeUser]bool
	said   []*line
}

type line struct {
	id       event.NativeMessage
	body     string
	gone     bool
	arrived  channel.Arrived
	versions int
}

func everything() channel.Capabilities {
	caps := channel.Capabilities{}
	for _, a := range channel.Actions {
		caps[a] = channel.Direct
	}
	for _, a := range []channel.Action{channel.Tag, channel.Transfer, channel.Statistics, channel.WordFilter} {
		delete(caps, a)
	}
	return caps
}

func byHand() channel.Capabilities {
	return channel.Capabilities{channel.ListMembers: channel.Direct, channel.Send: channel.NeedsHuman, channel.MassSend: channel.NeedsHuman,
		channel.Kick: channel.OutOfBand, channel.Mute: channel.OutOfBand}
}

func openFake(caps channel.Capabilities, breaks string, wait time.Duration) Open {
	return func(context.Context, *testing.T) Rig {
		f := &fake{breaks: breaks, caps: caps, rooms: map[event.NativeChat]*room{}, sent: map[string]event.NativeMessage{}, changed: make(chan struct{})}
		rig := Rig{Adapter: adapter{f}, Far: far{f}, Wait: wait}
		if breaks == "lacks the interface" {
			rig.Adapter = struct{ channel.Adapter }{adapter{f}}
		}
		return rig
	}
}

func (f *fake) next(prefix string) string {
	f.n++
	return fmt.Sprintf("%s%d", prefix, f.n)
}

// tell adds to what the network tells; it is called under the lock.
func (f *fake) tell(key string, e event.Event) channel.Arrived {
	e.Network, e.Namespace, e.At = event.Archive, "fake", time.UnixMilli(1_900_000_000_000+int64(f.n)).UTC()
	e.Chars = utf8.RuneCountInString(e.Body)
	a := channel.Arrived{Key: key, Event: e}
	if !f.losing {
		f.log = append(f.log, a)
		close(f.changed)
		f.changed = make(chan struct{})
	}
	return a
}

func (f *fake) say(chat event.NativeChat, who event.NativeUser, to event.NativeMessage, form event.Form, text string) event.NativeMessage {
	r := f.rooms[chat]
	l := &line{id: event.NativeMessage(f.next("m")), body: text}
	r.said = append(r.said, l)
	e := event.Event{Chat: chat, Kind: event.Message, NativeID: l.id, Actor: event.Actor{ID: who, Name: "名字"}, Form: form, Body: text, ReplyTo: to}
	if f.caps[channel.ReadMessages] != channel.None || f.breaks == "tells what it cannot read" {
		if f.breaks == "answers name nothing" {
			e.ReplyTo = ""
		}
		l.arrived = f.tell("m/"+string(l.id), e)
	}
	return l.id
}

func (f *fake) move(kind event.Kind, chat event.NativeChat, who event.NativeUser) {
	if kind == event.Join && f.breaks == "tells no joins" && len(f.rooms[chat].people) > 1 {
		return
	}
	f.tell(f.next("move/"), event.Event{Chat: chat, Kind: kind, Subjects: []event.Actor{{ID: who, Name: "名字"}}})
}

// far is the network as the suite moves it.
type far struct{ *fake }

func (f far) Group(_ testing.TB, name string) event.NativeChat {
	f.mu.Lock()
	defer f.mu.Unlock()
	chat := event.NativeChat(f.next("c"))
	f.rooms[chat] = &room{name: name, people: map[event.NativeUser]bool{}, muted: map[event.NativeUser]bool{}, banned: map[event.NativeUser]bool{}}
	return chat
}

func (f far) Person(testing.TB, string) event.NativeUser {
	f.mu.Lock()
	defer f.mu.Unlock()
	return event.NativeUser(f.next("u"))
}

func (f far) Join(t testing.TB, chat event.NativeChat, who event.NativeUser) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.rooms[chat].banned[who] {
		t.Fatal("banned")
	}
	f.rooms[chat].people[who] = true
	f.move(event.Join, chat, who)
}

func (f far) JoinBy(t testing.TB, link string, who event.NativeUser) {
	f.Join(t, event.NativeChat(link), who)
}

func (f far) Leave(_ testing.TB, chat event.NativeChat, who event.NativeUser) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.rooms[chat].people, who)
	f.move(event.Leave, chat, who)
}

func (f far) Say(t testing.TB, chat event.NativeChat, who event.NativeUser, text string) event.NativeMessage {
	return f.Reply(t, chat, who, "", text)
}

func (f far) Reply(t testing.TB, chat event.NativeChat, who event.NativeUser, to event.NativeMessage, text string) event.NativeMessage {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.rooms[chat].muted[who] {
		t.Fatal("muted")
	}
	return f.say(chat, who, to, event.Text, text)
}

func (f *fake) find(id event.NativeMessage) *line {
	for _, r := range f.rooms {
		for _, l := range r.said {
			if l.id == id {
				return l
			}
		}
	}
	return nil
}

func (f far) Edit(_ testing.TB, chat event.NativeChat, who event.NativeUser, id event.NativeMessage, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	l := f.find(id)
	l.body, l.versions = text, l.versions+1
	if f.breaks == "tells no edits" {
		return
	}
	key := fmt.Sprintf("e/%s/%d", id, l.versions)
	if f.breaks == "uses one key twice" {
		key = "e/" + string(id)
	}
	f.tell(key, event.Event{Chat: chat, Kind: event.Edit, Actor: event.Actor{ID: who}, Target: id, Body: text})
}

func (f far) Delete(_ testing.TB, chat event.NativeChat, who event.NativeUser, id event.NativeMessage) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.find(id).gone = true
	if f.breaks != "tells no deletions" {
		f.tell("d/"+string(id), event.Event{Chat: chat, Kind: event.Delete, Actor: event.Actor{ID: who}, Target: id})
	}
}

func (f far) Said(_ testing.TB, chat event.NativeChat) (out []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, l := range f.rooms[chat].said {
		if !l.gone {
			out = append(out, l.body)
		}
	}
	return out
}

func (f far) In(_ testing.TB, chat event.NativeChat, who event.NativeUser) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.rooms[chat].people[who]
}

func (f far) Redeliver(_ testing.TB, shuffled bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	again := slices.Clone(f.log[f.mark:])
	if shuffled {
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
	}
	for i := range again {
		switch f.breaks {
		case "has new keys when told again":
			again[i].Key += "'"
		case "has other content when told again":
			again[i].Event.Body += "'"
		}
	}
	f.log = append(f.log, again...)
	f.mark = len(f.log)
}

func (f far) Lose(_ testing.TB, during func()) { f.with(func(on bool) { f.losing = on }, during) }
func (f far) Down(_ testing.TB, during func()) {
	f.with(func(on bool) { f.down, f.wasDown = on, true }, during)
}
func (f far) Limit(_ testing.TB, during func()) {
	f.with(func(bool) { f.limited = time.Now().Add(50 * time.Millisecond) }, during)
}

func (f far) with(set func(bool), during func()) {
	f.mu.Lock()
	set(true)
	f.mu.Unlock()
	during()
	f.mu.Lock()
	set(false)
	f.mu.Unlock()
}

func (f far) Confirm(_ testing.TB, chat event.NativeChat) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range f.waiting {
		id := f.say(chat, "own", "", event.Text, d.Text)
		f.sent[d.Key] = id
		if f.breaks != "tells of no confirmation" {
			f.tell("ok/"+d.Key, event.Event{Chat: chat, Kind: event.Confirmed, Ref: d.Key, Target: id})
		}
	}
	f.waiting = nil
}

// adapter is the adapter to it.
type adapter struct{ *fake }

func (f adapter) Capabilities(event.NativeChat) channel.Capabilities { return maps.Clone(f.caps) }

func (f adapter) Send(_ context.Context, d channel.Deed) channel.Result {
	f.mu.Lock()
	defer f.mu.Unlock()
	if r := f.away(); r.Outcome != 0 {
		return r
	}
	if f.caps[d.Action] == channel.NeedsHuman && f.breaks != "does not wait for a person" {
		f.waiting = append(f.waiting, d)
		return channel.Result{Outcome: channel.Pending, Waiting: "owner"}
	}
	form := event.Text
	if d.Media != nil {
		form = event.Picture
	}
	if f.breaks == "sends no pictures as such" {
		form = event.File
	}
	if f.breaks == "says done and sends nothing" {
		return channel.Result{Outcome: channel.Done, Message: "m0"}
	}
	id := f.say(d.Chat, "own", d.ReplyTo, form, d.Text)
	f.sent[d.Key] = id
	switch f.breaks {
	case "sends twice":
		f.say(d.Chat, "own", d.ReplyTo, form, d.Text)
	case "names its echo otherwise":
		id += "?"
	}
	return channel.Result{Outcome: channel.Done, Message: id}
}

func (f adapter) away() channel.Result {
	switch {
	case f.down && f.breaks == "says done while the network is away":
		return channel.Result{Outcome: channel.Done, Message: "m0"}
	case f.down:
		return channel.Result{Outcome: channel.Rejected, Retryable: true, Err: errors.New("no route")}
	case time.Now().Before(f.limited) && f.breaks == "knows no end of a limit":
		return channel.Result{Outcome: channel.Limited}
	case time.Now().Before(f.limited) && f.breaks != "heeds no limit":
		return channel.Result{Outcome: channel.Limited, Until: f.limited}
	}
	return channel.Result{}
}

func (f adapter) Run(ctx context.Context, in channel.Inlet) error {
	for {
		f.mu.Lock()
		down, wasDown, changed := f.down, f.wasDown, f.changed
		news := slices.Clone(f.log[f.acked:])
		if f.breaks == "acknowledges before it is kept" {
			f.acked = len(f.log)
		}
		f.mu.Unlock()
		if wasDown && f.breaks == "gives up when the network is away" {
			return errors.New("connection refused")
		}
		if len(news) > 0 && !down {
			if err := in.Accept(ctx, news); err == nil {
				f.mu.Lock()
				f.acked = max(f.acked, f.acked+len(news))
				if f.breaks == "acknowledges before it is kept" {
					f.acked -= len(news)
				}
				f.mu.Unlock()
			} else if f.breaks == "skips what was refused" {
				f.mu.Lock()
				f.acked += len(news)
				f.mu.Unlock()
			}
			if ctx.Err() == nil {
				continue
			}
		}
		tick := time.NewTimer(2 * time.Millisecond)
		select {
		case <-ctx.Done():
			if f.breaks == "goes on after its end" {
				<-tick.C
				if f.finished() {
					return nil
				}
				continue
			}
			return nil
		case <-changed:
		case <-tick.C:
		}
	}
}

func (f adapter) finished() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	return f.n > 3000
}

func (f adapter) Check(context.Context) []channel.Finding {
	f.mu.Lock()
	defer f.mu.Unlock()
	words := i18n.Text{Hans: "连一下", Hant: "連一下", En: "Connect"}
	return []channel.Finding{{Tried: words, OK: !f.down || f.breaks == "finds nothing wrong", Mend: words}}
}

func (f adapter) Find(_ context.Context, d channel.Deed, _ time.Time) channel.Result {
	f.mu.Lock()
	defer f.mu.Unlock()
	if id, ok := f.sent[d.Key]; ok || f.breaks == "finds what was never sent" {
		return channel.Result{Outcome: channel.Done, Message: id}
	}
	return channel.Result{Outcome: channel.Rejected, Retryable: true}
}

// act does a deed unless this fake only says so.
func (f adapter) act(d channel.Deed, do func(*room)) channel.Result {
	f.mu.Lock()
	defer f.mu.Unlock()
	r := channel.Result{Outcome: channel.Done, Link: string(d.Chat), Chat: d.Chat}
	if f.breaks != "only says "+string(d.Action) {
		do(f.rooms[d.Chat])
	}
	return r
}

func (f adapter) Kick(_ context.Context, d channel.Deed) channel.Result {
	return f.act(d, func(r *room) { delete(r.people, d.Who[0]); f.move(event.Remove, d.Chat, d.Who[0]) })
}

func (f adapter) Ban(_ context.Context, d channel.Deed) channel.Result {
	return f.act(d, func(r *room) { delete(r.people, d.Who[0]); r.banned[d.Who[0]] = true })
}

func (f adapter) Mute(_ context.Context, d channel.Deed) channel.Result {
	return f.act(d, func(r *room) { r.muted[d.Who[0]] = d.Until.After(time.Now()) })
}

func (f adapter) DeleteMessage(_ context.Context, d channel.Deed) channel.Result {
	return f.act(d, func(*room) { f.find(d.Target).gone = true })
}

func (f adapter) Invite(_ context.Context, d channel.Deed) channel.Result {
	return f.act(d, func(r *room) { r.people[d.Who[0]] = true })
}

func (f adapter) InviteLink(_ context.Context, d channel.Deed) channel.Result {
	r := f.act(d, func(*room) {})
	if f.breaks == "makes links that lead nowhere" {
		r.Link = ""
	}
	return r
}

func (f adapter) RenameGroup(_ context.Context, d channel.Deed) channel.Result {
	return f.act(d, func(r *room) { r.name = d.Name })
}

func (f adapter) CreateGroup(_ context.Context, d channel.Deed) channel.Result {
	if f.breaks == "only says create_group" {
		return channel.Result{Outcome: channel.Done}
	}
	chat := far(f).Group(nil, d.Name)
	f.rooms[chat].people[d.Who[0]] = true
	return channel.Result{Outcome: channel.Done, Chat: chat}
}

func (f adapter) Members(_ context.Context, chat event.NativeChat) (channel.Snapshot, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r := f.rooms[chat]
	if r == nil {
		return channel.Snapshot{}, errors.New("no such chat")
	}
	s := channel.Snapshot{Name: r.name}
	for who := range r.people {
		s.Members = append(s.Members, event.Actor{ID: who})
	}
	if f.breaks == "lists an old state" {
		s.Members = append(s.Members[:0], event.Actor{ID: "u1"})
	}
	return s, nil
}

func (f adapter) History(_ context.Context, chat event.NativeChat, _ time.Time, see func([]channel.Arrived) error) error {
	f.mu.Lock()
	var out []channel.Arrived
	for _, l := range slices.Backward(f.rooms[chat].said) {
		out = append(out, l.arrived)
		if f.breaks == "has other keys in the history" {
			out[len(out)-1].Key += "/h"
		}
	}
	f.mu.Unlock()
	switch f.breaks {
	case "forgets history":
		out = out[min(1, len(out)):]
	case "tells history the oldest first":
		slices.Reverse(out)
	case "does not stop its history":
		_ = see(out)
		return nil
	}
	return see(out)
}
