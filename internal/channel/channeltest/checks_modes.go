package channeltest

import (
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// whole is a deed with every field that its action could ask for.
func (s *session) whole(t testing.TB, a channel.Action) channel.Deed {
	t.Helper()
	d := s.saying(a)
	d.Who, d.Until, d.Name = []event.NativeUser{s.who}, time.Now().Add(time.Hour), s.name("不该有的群")
	if a == channel.DeleteMessage {
		d.Target = s.Far.Say(t, s.chat, s.who, s.name("还在的话 "))
	}
	return d
}

// untouched fails where anything at all happened to the group.
func (s *session) untouched(t testing.TB, a channel.Action, before []string) {
	t.Helper()
	if after := s.Far.Said(t, s.chat); !slices.Equal(before, after) {
		t.Errorf("%s: answers that it was not done, but what is said went from %q to %q", a, before, after)
	}
	if !s.Far.In(t, s.chat, s.who) {
		t.Errorf("%s: answers that it was not done, but somebody is out of the group", a)
	}
}

func unsupported(t testing.TB, s *session) {
	for _, a := range channel.Actions {
		if s.mode(a) != channel.None {
			continue
		}
		d := s.whole(t, a)
		before := s.Far.Said(t, s.chat)
		if r := s.do(d); r.Outcome != channel.Unsupported {
			t.Errorf("%s is None, but asked to do it the answer is %d", a, r.Outcome)
		}
		s.untouched(t, a, before)
	}
}

func pending(t testing.TB, s *session) {
	some := false
	for _, a := range channel.Actions {
		if m := s.mode(a); m != channel.OutOfBand && m != channel.NeedsHuman {
			continue
		}
		some = true
		d := s.whole(t, a)
		before := s.Far.Said(t, s.chat)
		if r := s.do(d); r.Outcome != channel.Pending || r.Waiting == "" {
			t.Errorf("%s is done by a person, but the answer is %d, waiting for %q", a, r.Outcome, r.Waiting)
		}
		s.untouched(t, a, before)
	}
	if !some {
		t.Skip("on this network nothing is done by a person")
	}
}

func interfaces(t testing.TB, s *session) {
	for _, a := range channel.Actions {
		if m := s.mode(a); m > channel.Direct {
			t.Errorf("%s has the unknown mode %d", a, m)
		} else if (m == channel.Direct || m == channel.NeedsHuman) && !hasInterface(s.Adapter, a) {
			t.Errorf("declares %s %s, but has no interface for it", a, modeName(m))
		}
	}
}

// hasInterface reports whether an adapter has what an action is asked by.
func hasInterface(adapter channel.Adapter, a channel.Action) (ok bool) {
	switch a {
	case channel.Send, channel.MassSend, channel.Welcome, channel.ReadMessages:
		ok = true
	case channel.InviteLink:
		_, ok = adapter.(channel.Linker)
	case channel.Invite:
		_, ok = adapter.(channel.Inviter)
	case channel.Kick:
		_, ok = adapter.(channel.Kicker)
	case channel.Ban:
		_, ok = adapter.(channel.Banner)
	case channel.Mute:
		_, ok = adapter.(channel.Muter)
	case channel.DeleteMessage:
		_, ok = adapter.(channel.Deleter)
	case channel.CreateGroup:
		_, ok = adapter.(channel.Creator)
	case channel.RenameGroup:
		_, ok = adapter.(channel.Renamer)
	case channel.ListMembers:
		_, ok = adapter.(channel.Lister)
	case channel.ReadHistory:
		_, ok = adapter.(channel.Historian)
	}
	return ok
}
