package channeltest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// session is one check's time with a rig: the adapter runs, and there is one
// group with one person in it.
type session struct {
	Rig
	ctx  context.Context
	in   *inlet
	chat event.NativeChat
	who  event.NativeUser // is in chat
	caps channel.Capabilities
	made int // things named so far

	stop func()
	gone chan error // Run's end
}

func begin(t testing.TB, rig Rig) *session {
	t.Helper()
	if rig.Wait <= 0 {
		rig.Wait = 2 * time.Second
	}
	s := &session{Rig: rig, ctx: t.Context(), in: newInlet()}
	s.run()
	s.chat = s.Far.Group(t, "一起试试的群")
	s.caps = s.Adapter.Capabilities(s.chat)
	s.who = s.newcomer(t, "小满")
	return s
}

// run starts the adapter.
func (s *session) run() {
	ctx, cancel := context.WithCancel(s.ctx)
	s.stop, s.gone = cancel, make(chan error, 1)
	gone := s.gone
	go func() { gone <- s.Adapter.Run(ctx, s.in) }()
}

// halt ends the adapter and fails where that takes long or it ended before.
func (s *session) halt(t testing.TB) {
	t.Helper()
	if s.stop == nil {
		return
	}
	select {
	case err := <-s.gone:
		t.Errorf("Run ended by itself: %v", err)
		s.gone <- err
	default:
	}
	s.stop()
	s.stop = nil
	timer := time.NewTimer(max(s.Wait, time.Second))
	defer timer.Stop()
	select {
	case err := <-s.gone:
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with its context, but told of %v", err)
		}
	case <-timer.C:
		t.Error("Run goes on although its context has ended")
	}
}

// end stops the adapter and fails for what it did wrong all along.
func (s *session) end(t testing.TB) {
	t.Helper()
	s.halt(t)
	s.in.mu.Lock()
	defer s.in.mu.Unlock()
	for _, w := range s.in.wrongs {
		t.Error(w)
	}
}

// name makes a name or text that was not used before in this session.
func (s *session) name(stem string) string {
	s.made++
	return fmt.Sprintf("%s%d", stem, s.made)
}

// deed is a deed with a key of its own.
func (s *session) deed(a channel.Action) channel.Deed {
	d := channel.Deed{Key: fmt.Sprintf("%s/%s", s.chat, s.name("deed")), Action: a, Chat: s.chat}
	if a == channel.CreateGroup {
		d.Chat = ""
	}
	return d
}

// saying is a deed that says something new.
func (s *session) saying(a channel.Action) channel.Deed {
	d := s.deed(a)
	d.Text = s.name("大家好,今天到了新的豆浆 ")
	return d
}

func (s *session) do(d channel.Deed) channel.Result {
	ctx, cancel := context.WithTimeout(s.ctx, 10*s.Wait)
	defer cancel()
	return channel.Do(ctx, s.Adapter, d)
}

// mode is how an action can be done here.
func (s *session) mode(a channel.Action) channel.Mode {
	if a == channel.CreateGroup {
		return s.Adapter.Capabilities("")[a]
	}
	return s.caps[a]
}

// newcomer makes somebody, has them join and waits until that is heard.
func (s *session) newcomer(t testing.TB, stem string) event.NativeUser {
	t.Helper()
	who := s.Far.Person(t, s.name(stem))
	s.Far.Join(t, s.chat, who)
	s.hears(t, "that "+stem+" joined", func(all []event.Event) bool { return moves(all, s.chat, who, event.Join) > 0 })
	return who
}

// hears fails where what is waited for does not come.
func (s *session) hears(t testing.TB, what string, holds func([]event.Event) bool) {
	t.Helper()
	if !s.in.wait(s.ctx, s.Wait, holds) {
		t.Fatalf("never heard %s; heard %s", what, tell(s.in.events()))
	}
}

// settle waits until everything told so far has arrived: what happens last is
// heard last, but for networks that turn the order, which get a moment more.
func (s *session) settle(t testing.TB) {
	t.Helper()
	s.newcomer(t, "路过的")
}

// heardOnce fails unless a message was heard exactly once, with that text.
func (s *session) heardOnce(t testing.TB, id event.NativeMessage, text string) {
	t.Helper()
	s.hears(t, fmt.Sprintf("the message %s %q", id, text), func(all []event.Event) bool { return len(messages(all, s.chat, id)) > 0 })
	got := messages(s.in.events(), s.chat, id)
	if len(got) != 1 {
		t.Errorf("message %s came %d times under different keys", id, len(got))
	}
	if got[0].Body != text {
		t.Errorf("message %s says %q, was told as %q", id, text, got[0].Body)
	}
}

// saidTimes is how often a text stands in the chat as people see it.
func (s *session) saidTimes(t testing.TB, text string) int {
	t.Helper()
	n := 0
	for _, have := range s.Far.Said(t, s.chat) {
		if have == text {
			n++
		}
	}
	return n
}

// messages are the messages of a chat with that id.
func messages(all []event.Event, chat event.NativeChat, id event.NativeMessage) []event.Event {
	return pick(all, func(e event.Event) bool { return e.Kind == event.Message && e.Chat == chat && e.NativeID == id })
}

// on are the events of a kind about one message.
func on(all []event.Event, kind event.Kind, id event.NativeMessage) []event.Event {
	return pick(all, func(e event.Event) bool { return e.Kind == kind && e.Target == id })
}

// moves counts the events of kinds that are about who.
func moves(all []event.Event, chat event.NativeChat, who event.NativeUser, kinds ...event.Kind) int {
	return len(pick(all, func(e event.Event) bool {
		return e.Chat == chat && slices.Contains(kinds, e.Kind) &&
			slices.ContainsFunc(e.Subjects, func(a event.Actor) bool { return a.ID == who })
	}))
}

func pick(all []event.Event, fits func(event.Event) bool) []event.Event {
	return slices.DeleteFunc(slices.Clone(all), func(e event.Event) bool { return !fits(e) })
}

// tell is a short account of events, for a failure.
func tell(all []event.Event) string {
	out := fmt.Sprintf("%d events", len(all))
	for _, e := range all[max(0, len(all)-8):] {
		out += fmt.Sprintf("\n  kind %d in %s id %s by %s %q target %q ref %q", e.Kind, e.Chat, e.NativeID, e.Actor.ID, e.Body, e.Target, e.Ref)
	}
	return out
}
