package channeltest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

func joinsAndLeaves(t testing.TB, s *session) {
	who := s.newcomer(t, "来了又走的")
	s.Far.Leave(t, s.chat, who)
	s.hears(t, "that somebody left", func(all []event.Event) bool { return moves(all, s.chat, who, event.Leave, event.Remove) > 0 })
	s.settle(t)
	if n := moves(s.in.events(), s.chat, who, event.Join); n != 1 {
		t.Errorf("one join was told %d times under different keys", n)
	}
	if n := moves(s.in.events(), s.chat, who, event.Leave, event.Remove); n != 1 {
		t.Errorf("one leave was told %d times under different keys", n)
	}
}

func saidAndHeard(t testing.TB, s *session) {
	texts := []string{"在吗", "第一行\n第二行  两个空格", "👍🏽 grüße, 𠮷野家 \"quoted\" <b>&amp;</b>", strings.Repeat("长", 1500)}
	for _, text := range texts {
		id := s.Far.Say(t, s.chat, s.who, text)
		s.heardOnce(t, id, text)
		got := messages(s.in.events(), s.chat, id)[0]
		if got.Actor.ID != s.who {
			t.Errorf("%q was said by %s, told as by %s", text, s.who, got.Actor.ID)
		}
		if n := utf8.RuneCountInString(text); got.Chars != n {
			t.Errorf("%q has %d characters, told as %d", text, n, got.Chars)
		}
	}
	// The same words twice are two messages.
	one, two := s.Far.Say(t, s.chat, s.who, "哈哈哈"), s.Far.Say(t, s.chat, s.who, "哈哈哈")
	s.heardOnce(t, one, "哈哈哈")
	s.heardOnce(t, two, "哈哈哈")
}

func answers(t testing.TB, s *session) {
	asked := s.Far.Say(t, s.chat, s.who, "豆浆几点到")
	id := s.Far.Reply(t, s.chat, s.newcomer(t, "热心的"), asked, "七点半")
	s.heardOnce(t, id, "七点半")
	if got := messages(s.in.events(), s.chat, id)[0].ReplyTo; got != asked {
		t.Errorf("the answer to %s is told as one to %q", asked, got)
	}
}

func edits(t testing.TB, s *session) {
	id := s.Far.Say(t, s.chat, s.who, "明天七点")
	s.heardOnce(t, id, "明天七点")
	s.Far.Edit(t, s.chat, s.who, id, "明天七点半")
	s.hears(t, "the edit", func(all []event.Event) bool { return len(on(all, event.Edit, id)) > 0 })
	s.Far.Edit(t, s.chat, s.who, id, "明天八点")
	s.hears(t, "the second edit", func(all []event.Event) bool { return len(on(all, event.Edit, id)) > 1 })
	got := on(s.in.events(), event.Edit, id)
	if len(got) != 2 || got[0].Body != "明天七点半" || got[1].Body != "明天八点" {
		t.Errorf("two edits are told as %s", tell(got))
	}
	if n := len(messages(s.in.events(), s.chat, id)); n != 1 {
		t.Errorf("the edited message is told %d times", n)
	}
}

func deletions(t testing.TB, s *session) {
	id := s.Far.Say(t, s.chat, s.who, "发错群了")
	s.heardOnce(t, id, "发错群了")
	s.Far.Delete(t, s.chat, s.who, id)
	s.hears(t, "the deletion", func(all []event.Event) bool { return len(on(all, event.Delete, id)) > 0 })
	s.settle(t)
	if n := len(on(s.in.events(), event.Delete, id)); n != 1 {
		t.Errorf("one deletion is told %d times under different keys", n)
	}
}

func notTold(t testing.TB, s *session) {
	s.Far.Say(t, s.chat, s.who, "这句话外面听不到")
	s.settle(t)
	for _, e := range s.in.events() {
		if e.Kind == event.Message || e.Kind == event.Edit || e.Kind == event.Reaction {
			t.Errorf("told of what is said, though it declares that it cannot read: %s", tell([]event.Event{e}))
		}
	}
}

// happen makes a little of everything happen and waits for it.
func happen(t testing.TB, s *session) {
	gone := s.newcomer(t, "待一会儿的")
	id := s.Far.Say(t, s.chat, s.who, s.name("早上好 "))
	s.Far.Say(t, s.chat, gone, s.name("早 "))
	s.Far.Leave(t, s.chat, gone)
	s.hears(t, "that somebody left", func(all []event.Event) bool { return moves(all, s.chat, gone, event.Leave, event.Remove) > 0 })
	if s.mode(channel.ReadMessages) != channel.None {
		s.hears(t, "what was said", func(all []event.Event) bool { return len(messages(all, s.chat, id)) > 0 })
	}
	s.settle(t)
}

func toldAgain(t testing.TB, s *session, shuffled bool) {
	happen(t, s)
	before := len(s.in.events())
	s.Far.Redeliver(t, shuffled)
	after := s.newcomer(t, "后来的")
	s.settle(t)
	got := pick(s.in.since(before), func(e event.Event) bool {
		return !slices.ContainsFunc(e.Subjects, func(a event.Actor) bool { return a.ID == after })
	})
	if len(got) != 1 { // the one who passed by
		t.Errorf("told again, %d things are new that had been told before: %s", len(got)-1, tell(got))
	}
}

func refusedAndTold(t testing.TB, s *session) {
	before := len(s.in.events())
	s.in.refuseNext(2)
	who := s.Far.Person(t, s.name("等门的"))
	s.Far.Join(t, s.chat, who)
	id := s.Far.Say(t, s.chat, s.who, "门开了吗")
	// Where one call carries all, the two refusals are two attempts at it.
	s.hears(t, "what had been refused", func(all []event.Event) bool { return moves(all, s.chat, who, event.Join) > 0 })
	if s.mode(channel.ReadMessages) != channel.None {
		s.heardOnce(t, id, "门开了吗")
	}
	if s.in.refusing() {
		t.Error("heard although the inlet still refuses")
	}
	if n := moves(s.in.events(), s.chat, who, event.Join); n != 1 || len(s.in.events()) <= before {
		t.Errorf("a join whose acceptance failed is told %d times in the end", n)
	}
}

func whileAway(t testing.TB, s *session) {
	s.settle(t)
	s.halt(t)
	who := s.Far.Person(t, s.name("夜里来的"))
	s.Far.Join(t, s.chat, who)
	id := s.Far.Say(t, s.chat, s.who, "有人值班吗")
	if n := moves(s.in.events(), s.chat, who, event.Join); n != 0 {
		t.Error("an adapter that was stopped still hands on")
	}
	s.run()
	s.hears(t, "who came while nobody listened", func(all []event.Event) bool { return moves(all, s.chat, who, event.Join) > 0 })
	if s.mode(channel.ReadMessages) != channel.None {
		s.heardOnce(t, id, "有人值班吗")
	}
}

func listing(t testing.TB, s *session) {
	l, ok := s.Adapter.(channel.Lister)
	if !ok {
		t.Fatal("declares list_members Direct, but is no Lister")
	}
	gone, come := s.newcomer(t, "先走的"), s.Far.Person(t, s.name("悄悄来的"))
	s.Far.Lose(t, func() {
		s.Far.Leave(t, s.chat, gone)
		s.Far.Join(t, s.chat, come)
	})
	got, err := l.Members(s.ctx, s.chat)
	if err != nil {
		t.Fatal(err)
	}
	in := func(who event.NativeUser) bool {
		return slices.ContainsFunc(got.Members, func(a event.Actor) bool { return a.ID == who })
	}
	if !in(come) || !in(s.who) || in(gone) {
		t.Errorf("listed: %v %v, left but listed: %v; the list is %v", in(come), in(s.who), in(gone), got.Members)
	}
	if got.Name != "一起试试的群" {
		t.Errorf("the group is listed as %q", got.Name)
	}
	if _, err := l.Members(s.ctx, s.chat+"-nowhere"); err == nil {
		t.Error("lists a group that does not exist")
	}
}

func history(t testing.TB, s *session) {
	h, ok := s.Adapter.(channel.Historian)
	if !ok {
		t.Fatal("declares read_history Direct, but is no Historian")
	}
	since := time.Now().Add(-time.Hour)
	var ids []event.NativeMessage
	say := func(text string) { ids = append(ids, s.Far.Say(t, s.chat, s.who, text)) }
	say("历史一")
	say("历史二")
	s.heardOnce(t, ids[1], "历史二")
	s.Far.Lose(t, func() {
		say("历史三")
		say("历史四")
	})
	var told []channel.Arrived
	if err := h.History(s.ctx, s.chat, since, func(a []channel.Arrived) error {
		told = append(told, a...)
		return s.in.Accept(s.ctx, a)
	}); err != nil {
		t.Fatal(err)
	}
	last := -1
	for i := len(ids) - 1; i >= 0; i-- {
		at := slices.IndexFunc(told, func(a channel.Arrived) bool { return a.Event.Kind == event.Message && a.Event.NativeID == ids[i] })
		if at < 0 {
			t.Errorf("the history lacks message %d", i+1)
		} else if at < last {
			t.Errorf("the history tells message %d before a newer one", i+1)
		}
		last = max(at, last)
		if n := len(messages(s.in.events(), s.chat, ids[i])); n != 1 {
			t.Errorf("with the history, message %d is there %d times", i+1, n)
		}
	}
	stop := errors.New("enough")
	if err := h.History(s.ctx, s.chat, since, func([]channel.Arrived) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("told to stop, the history ended with %v", err)
	}
}

func endsAndBegins(t testing.TB, s *session) {
	s.settle(t)
	s.halt(t)
	ended, cancel := context.WithCancel(s.ctx)
	cancel()
	done := make(chan error, 1)
	go func() { done <- s.Adapter.Run(ended, s.in) }()
	select {
	case <-done:
	case <-time.After(max(s.Wait, time.Second)):
		t.Error("Run begins although its context has ended")
	}
	s.run()
	s.settle(t)
}
