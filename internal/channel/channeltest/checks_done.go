package channeltest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// done fails unless a deed was done.
func (s *session) done(t testing.TB, d channel.Deed) channel.Result {
	t.Helper()
	r := s.do(d)
	if r.Outcome != channel.Done {
		t.Fatalf("%s: outcome %d, code %q, %v; expected Done", d.Action, r.Outcome, r.Code, r.Err)
	}
	return r
}

func sendEcho(t testing.TB, s *session) {
	d := s.saying(channel.Send)
	r := s.done(t, d)
	if r.Message == "" {
		t.Error("Send does not say what the network calls the message")
	}
	if n := s.saidTimes(t, d.Text); n != 1 {
		t.Errorf("people see what was sent %d times", n)
	}
	if s.mode(channel.ReadMessages) == channel.None {
		return
	}
	s.settle(t)
	echoes := pick(s.in.events(), func(e event.Event) bool { return e.Kind == event.Message && e.Body == d.Text })
	if len(echoes) > 1 || len(echoes) == 1 && echoes[0].NativeID != r.Message {
		t.Errorf("Send called the message %s; its echo came as %s", r.Message, tell(echoes))
	}
}

func sendReply(t testing.TB, s *session) {
	asked := s.Far.Say(t, s.chat, s.who, "今天几点关门")
	d := s.saying(channel.Send)
	d.ReplyTo = asked
	r := s.done(t, d)
	if n := s.saidTimes(t, d.Text); n != 1 {
		t.Errorf("people see the answer %d times", n)
	}
	s.settle(t)
	for _, e := range messages(s.in.events(), s.chat, r.Message) {
		if e.ReplyTo != asked {
			t.Errorf("the answer to %s comes back as one to %q", asked, e.ReplyTo)
		}
	}
}

// dot is the smallest of pictures: one pixel, GIF.
const dot = "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

func sendPicture(t testing.TB, s *session) {
	d := s.deed(channel.Send)
	d.Media = &channel.Media{Name: "点.gif", Type: "image/gif", Data: []byte(dot)}
	r := s.done(t, d)
	if r.Message == "" {
		t.Error("Send does not say what the network calls the picture")
	}
	s.settle(t)
	for _, e := range messages(s.in.events(), s.chat, r.Message) {
		if e.Form != event.Picture {
			t.Errorf("the picture comes back in form %d", e.Form)
		}
		f, ok := s.Adapter.(channel.Fetcher)
		if !ok || e.Media == "" {
			continue
		}
		got, err := f.Fetch(s.ctx, e.Media, 1<<20)
		if err != nil || string(got.Data) != dot {
			t.Errorf("the picture that was sent is fetched as %d bytes of %q (%v)", len(got.Data), got.Type, err)
		}
		if _, err := f.Fetch(s.ctx, e.Media, 3); err == nil {
			t.Error("fetches more than the limit")
		}
	}
}

func confirmed(t testing.TB, s *session) {
	c, ok := s.Far.(Confirmer)
	if !ok {
		t.Skip("the far side of this rig has nobody who confirms")
	}
	for _, a := range []channel.Action{channel.Send, channel.MassSend, channel.Welcome} {
		if s.mode(a) == channel.NeedsHuman {
			confirmedOf(t, s, c, a)
		}
	}
}

func confirmedOf(t testing.TB, s *session, c Confirmer, a channel.Action) {
	t.Helper()
	d := s.saying(a)
	if r := s.do(d); r.Outcome != channel.Pending || r.Waiting == "" {
		t.Fatalf("%s: outcome %d, waiting for %q; expected Pending with whom it waits for", a, r.Outcome, r.Waiting)
	}
	if n := s.saidTimes(t, d.Text); n != 0 {
		t.Errorf("%s: what waits for a person was said %d times already", a, n)
	}
	c.Confirm(t, s.chat)
	if n := s.saidTimes(t, d.Text); n != 1 {
		t.Errorf("%s: what a person confirmed was said %d times", a, n)
	}
	told := func(all []event.Event) []event.Event {
		return pick(all, func(e event.Event) bool { return e.Kind == event.Confirmed && e.Ref == d.Key })
	}
	s.hears(t, "that a person confirmed", func(all []event.Event) bool { return len(told(all)) > 0 })
	if got := told(s.in.events()); len(got) != 1 || got[0].Target == "" {
		t.Errorf("%s: one confirmation is told as %s", a, tell(got))
	}
}

func lookUp(t testing.TB, s *session) {
	f := s.Adapter.(channel.Finder) //nolint:errcheck // asked in findable
	since := time.Now().Add(-time.Hour)
	d := s.saying(channel.Send)
	if r := f.Find(s.ctx, d, since); r.Outcome == channel.Done || r.Outcome == channel.Rejected && !r.Retryable {
		t.Errorf("a deed that nobody did is found with outcome %d, retryable %v", r.Outcome, r.Retryable)
	}
	r := s.do(d)
	if r.Outcome == channel.Pending {
		if c, ok := s.Far.(Confirmer); ok {
			c.Confirm(t, s.chat)
		}
		r = channel.Result{Outcome: channel.Done}
	}
	got := f.Find(s.ctx, d, since)
	if r.Outcome != channel.Done || got.Outcome != channel.Done && got.Outcome != channel.Uncertain || r.Message != "" && got.Outcome == channel.Done && got.Message != r.Message {
		t.Errorf("sent with outcome %d as %s; found with outcome %d as %s", r.Outcome, r.Message, got.Outcome, got.Message)
	}
}

func says(a channel.Action) func(testing.TB, *session) {
	return func(t testing.TB, s *session) {
		d := s.saying(a)
		s.done(t, d)
		if n := s.saidTimes(t, d.Text); n != 1 {
			t.Errorf("people see what was sent %d times", n)
		}
	}
}

func expels(a channel.Action) func(testing.TB, *session) {
	return func(t testing.TB, s *session) {
		who := s.newcomer(t, "发广告的")
		d := s.deed(a)
		d.Who = []event.NativeUser{who}
		s.done(t, d)
		if s.Far.In(t, s.chat, who) {
			t.Error("answers Done, but they are still in the group")
		}
		if !s.Far.In(t, s.chat, s.who) {
			t.Error("somebody else is out, too")
		}
		s.settle(t)
		if n := moves(s.in.events(), s.chat, who, event.Remove, event.Leave); n > 1 {
			t.Errorf("one removal is told %d times", n)
		}
	}
}

func bans(t testing.TB, s *session) {
	expels(channel.Ban)(t, s)
	who := s.newcomer(t, "一再发广告的")
	d := s.deed(channel.Ban)
	d.Who = []event.NativeUser{who}
	s.done(t, d)
	attempt(t, func(t testing.TB) { s.Far.Join(t, s.chat, who) }) // the network refuses
	if s.Far.In(t, s.chat, who) {
		t.Error("who was banned has come back in")
	}
}

func mutes(t testing.TB, s *session) {
	who := s.newcomer(t, "说个不停的")
	d := s.deed(channel.Mute)
	d.Who, d.Until = []event.NativeUser{who}, time.Now().Add(time.Hour)
	s.done(t, d)
	attempt(t, func(t testing.TB) { s.Far.Say(t, s.chat, who, "被禁言的话") }) // the network refuses
	if s.saidTimes(t, "被禁言的话") != 0 {
		t.Error("answers Done, but they can still be heard")
	}
	if !s.Far.In(t, s.chat, who) {
		t.Error("who was muted is out of the group")
	}
	s.Far.Say(t, s.chat, s.who, "别人照样能说")
	d = s.deed(channel.Mute)
	d.Who, d.Until = []event.NativeUser{who}, time.Now().Add(-time.Hour)
	s.done(t, d)
	s.Far.Say(t, s.chat, who, "又能说了")
	if s.saidTimes(t, "又能说了") != 1 {
		t.Error("the mute is lifted, but they cannot be heard")
	}
}

func deletes(t testing.TB, s *session) {
	id := s.Far.Say(t, s.chat, s.who, "这是广告")
	s.Far.Say(t, s.chat, s.who, "这不是广告")
	d := s.deed(channel.DeleteMessage)
	d.Target = id
	s.done(t, d)
	if s.saidTimes(t, "这是广告") != 0 {
		t.Error("answers Done, but people still see the message")
	}
	if s.saidTimes(t, "这不是广告") != 1 {
		t.Error("another message is gone")
	}
}

func invites(t testing.TB, s *session) {
	who := s.Far.Person(t, s.name("被请来的"))
	d := s.deed(channel.Invite)
	d.Who = []event.NativeUser{who}
	s.done(t, d)
	if !s.Far.In(t, s.chat, who) { // on some networks they have to follow
		s.Far.Join(t, s.chat, who)
	}
	if !s.Far.In(t, s.chat, who) {
		t.Error("who was invited cannot come in")
	}
}

func links(t testing.TB, s *session) {
	r := s.done(t, s.deed(channel.InviteLink))
	if r.Link == "" {
		t.Fatal("answers Done, but with no link")
	}
	if far, ok := s.Far.(LinkOpener); ok {
		who := s.Far.Person(t, s.name("扫码的"))
		far.JoinBy(t, r.Link, who)
		if !s.Far.In(t, s.chat, who) {
			t.Error("the link does not lead into the group")
		}
	}
}

func creates(t testing.TB, s *session) {
	d := s.deed(channel.CreateGroup)
	d.Name, d.Who = s.name("新建的群"), []event.NativeUser{s.who}
	r := s.done(t, d)
	if r.Chat == "" {
		t.Fatal("answers Done, but does not name the group")
	}
	if !s.Far.In(t, r.Chat, s.who) {
		s.Far.Join(t, r.Chat, s.who)
	}
	s.Far.Say(t, r.Chat, s.who, "新群里的第一句")
	if !slices.Contains(s.Far.Said(t, r.Chat), "新群里的第一句") {
		t.Error("nobody can speak in the new group")
	}
}

func renames(t testing.TB, s *session) {
	d := s.deed(channel.RenameGroup)
	d.Name = s.name("换了名字的群")
	s.done(t, d)
	if l, ok := s.Adapter.(channel.Lister); ok && s.mode(channel.ListMembers) == channel.Direct {
		if got, err := l.Members(s.ctx, s.chat); err != nil || got.Name != d.Name {
			t.Errorf("renamed to %q, listed as %q (%v)", d.Name, got.Name, err)
		}
		return
	}
	s.hears(t, "the new name", func(all []event.Event) bool {
		return slices.ContainsFunc(all, func(e event.Event) bool { return e.Kind == event.GroupRenamed && e.Body == d.Name })
	})
}

func limits(t testing.TB, s *session) {
	d := s.saying(channel.Send)
	var r channel.Result
	s.Far.Limit(t, func() { r = s.do(d) })
	if r.Outcome != channel.Limited {
		t.Fatalf("a refusal for being too fast has outcome %d (%s, %v); expected Limited", r.Outcome, r.Code, r.Err)
	}
	if ahead := time.Until(r.Until); r.Until.IsZero() || ahead > time.Hour {
		t.Fatalf("limited until %v, in %v: not a moment soon", r.Until, ahead)
	}
	if n := s.saidTimes(t, d.Text); n != 0 {
		t.Errorf("what was refused was said %d times", n)
	}
	over := time.NewTimer(time.Until(r.Until) + 5*time.Millisecond)
	defer over.Stop()
	select {
	case <-over.C:
	case <-s.ctx.Done():
		t.Fatal("the test ended before the limit did")
	}
	if r = s.do(d); r.Outcome != channel.Done && r.Outcome != channel.Pending {
		t.Errorf("after the limit the same deed has outcome %d (%s, %v)", r.Outcome, r.Code, r.Err)
	}
	if n := s.saidTimes(t, d.Text); r.Outcome == channel.Done && n != 1 {
		t.Errorf("after the limit it was said %d times", n)
	}
}

func awayAndBack(t testing.TB, s *session) {
	d := s.saying(channel.Send)
	sends := s.mode(channel.Send) == channel.Direct || s.mode(channel.Send) == channel.NeedsHuman
	var r channel.Result
	var found []channel.Finding
	s.Far.Down(t, func() {
		if sends {
			r = s.do(d)
		}
		ctx, cancel := context.WithTimeout(s.ctx, 10*s.Wait)
		defer cancel()
		found = s.Adapter.Check(ctx)
	})
	if !slices.ContainsFunc(found, func(f channel.Finding) bool {
		return !f.OK && f.Mend.En != "" && f.Mend.Hans != "" && f.Mend.Hant != ""
	}) {
		t.Error("while the network is away, its check finds nothing wrong or says nothing of how to mend it")
	}
	certain := r.Outcome == channel.Rejected && r.Retryable
	if sends && !certain && r.Outcome != channel.Uncertain {
		t.Errorf("while the network is away, Send answers %d (retryable %v)", r.Outcome, r.Retryable)
	}
	who := s.Far.Person(t, s.name("回来后的"))
	s.Far.Join(t, s.chat, who)
	if !s.in.wait(s.ctx, 5*s.Wait, func(all []event.Event) bool { return moves(all, s.chat, who, event.Join) > 0 }) {
		t.Fatal("when the network is back, nothing is heard any more")
	}
	if !certain {
		return
	}
	if n := s.saidTimes(t, d.Text); n != 0 {
		t.Errorf("what was certainly not done was said %d times", n)
	}
	for until := time.Now().Add(5 * s.Wait); time.Now().Before(until); {
		if r = s.do(d); r.Outcome != channel.Rejected || !r.Retryable {
			break
		}
	}
	if r.Outcome != channel.Done && r.Outcome != channel.Pending {
		t.Errorf("when the network is back, Send answers %d (%s, %v)", r.Outcome, r.Code, r.Err)
	}
}

func checksItself(t testing.TB, s *session) {
	found := s.Adapter.Check(s.ctx)
	if len(found) == 0 {
		t.Error("a check that tries nothing")
	}
	for _, f := range found {
		if f.Tried.Hans == "" || f.Tried.Hant == "" || f.Tried.En == "" {
			t.Errorf("a step that does not say what it tried: %+v", f)
		}
		if !f.OK {
			t.Errorf("all is well, but the check found %q: %s", f.Tried.En, f.Got)
		}
	}
}
