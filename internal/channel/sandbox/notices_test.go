package sandbox

import (
	"fmt"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
)

// TestWhoCameAndWentIsShown: members see it between messages, by whom, and under
// the name that holds now; the names of another workspace are not looked at.
func TestWhoCameAndWentIsShown(t *testing.T) {
	dbtest.Each(t, []db.Schema{Schema}, func(t *testing.T, d *db.DB) {
		p, w := timed(t, d)
		owner, err := p.CreatePerson(t.Context(), 1, "店长")
		must(t, err)
		rain, err := p.CreatePerson(t.Context(), 1, "小雨")
		must(t, err)
		chat, err := p.CreateGroup(t.Context(), 1, "福利群", Rich, owner)
		must(t, err)
		for _, err := range []error{p.Invite(t.Context(), 1, chat, owner, rain), p.Leave(t.Context(), 1, chat, rain), p.Join(t.Context(), 1, chat, rain, "qr"),
			p.Remove(t.Context(), 1, chat, owner, rain), p.Rename(t.Context(), 1, chat, owner, "老友群"), p.Dismiss(t.Context(), 1, chat, owner)} {
			must(t, err)
			w.pass(time.Minute)
		}
		who, by := event.Actor{ID: rain, Name: "小雨"}, event.Actor{ID: owner, Name: "店长"}
		want := []Notice{{Kind: event.Join, Who: who, By: by, Words: "invite"}, {Kind: event.Leave, Who: who}, {Kind: event.Join, Who: who, Words: "qr"},
			{Kind: event.Remove, Who: who, By: by}, {Kind: event.GroupRenamed, Who: by, Words: "老友群"}, {Kind: event.GroupDismissed, Who: by}}
		got, err := p.Notices(t.Context(), 1, chat, time.Time{}, 10)
		must(t, err)
		if len(got) != len(want) {
			t.Fatalf("%d notices: %+v", len(got), got)
		}
		for i := range got {
			if want[i].At = got[i].At; got[i] != want[i] || i > 0 && !got[i].At.After(got[i-1].At) {
				t.Errorf("notice %d: %+v, want %+v", i, got[i], want[i])
			}
		}
		late, err := p.Notices(t.Context(), 1, chat, got[3].At, 2)
		must(t, err)
		if len(late) != 2 || late[0] != got[4] {
			t.Errorf("the last two since the fourth: %+v", late)
		}
		if other, err := p.Notices(t.Context(), 2, chat, time.Time{}, 10); err != nil || len(other) > 0 {
			t.Errorf("another workspace sees %+v, %v", other, err)
		}
	})
}

// TestFaultsThatHappenOnce: one thing is lost, one is told twice under one key,
// and then all is as before.
func TestFaultsThatHappenOnce(t *testing.T) {
	dbtest.Each(t, []db.Schema{Schema}, func(t *testing.T, d *db.DB) {
		p, _ := timed(t, d)
		a, err := p.Open(t.Context(), 1, 7, Rich)
		must(t, err)
		rain, err := p.CreatePerson(t.Context(), 1, "小雨")
		must(t, err)
		chat, err := p.CreateGroup(t.Context(), 1, "福利群", Rich, rain)
		must(t, err)
		drain(t, a)
		told := func() (bodies []string) {
			_, err := p.Say(t.Context(), 1, chat, rain, Words{Text: "一"})
			must(t, err)
			_, err = p.Say(t.Context(), 1, chat, rain, Words{Text: "二"})
			must(t, err)
			for _, x := range drain(t, a) {
				bodies = append(bodies, x.Event.Body+" "+x.Key[len(x.Key)-1:])
			}
			return bodies
		}
		for _, c := range []struct {
			set  Faults
			want string
		}{{Faults{}, "[一 1 二 2]"}, {Faults{Lose: 1}, "[二 4]"}, {Faults{Twice: 1}, "[一 5 一 5 二 6]"}, {Faults{Lose: 2}, "[]"}, {Faults{Lose: 1, Twice: 1}, "[二 0 二 0]"}} {
			must(t, p.SetFaults(t.Context(), 1, c.set))
			if got := told(); fmt.Sprint(got) != c.want {
				t.Errorf("with %+v: %v, want %s", c.set, got, c.want)
			}
			f, err := p.Faults(t.Context(), 1)
			if must(t, err); f.Lose != 0 || f.Twice != 0 {
				t.Errorf("after it there is %+v", f)
			}
		}
		if f, err := p.Faults(t.Context(), 1); err != nil || f.Lost != 4 {
			t.Errorf("lost: %+v, %v", f, err)
		}
	})
}

// TestAnotherProcessIsSeen: who waits for a change hears of what another process
// did once it looks, and of nothing where nothing happened.
func TestAnotherProcessIsSeen(t *testing.T) {
	dbtest.Each(t, []db.Schema{Schema}, func(t *testing.T, d *db.DB) {
		p, w := timed(t, d)
		other, err := New(d, w)
		must(t, err)
		rain, err := p.CreatePerson(t.Context(), 1, "小雨")
		must(t, err)
		chat, err := p.CreateGroup(t.Context(), 1, "会员群", WeCom, rain)
		must(t, err)
		must(t, other.Look(t.Context(), 1))
		changed := other.Changed(1)
		heard := func() bool {
			must(t, other.Look(t.Context(), 1))
			select {
			case <-changed:
				return true
			default:
				return false
			}
		}
		if heard() {
			t.Error("nothing happened, and it is told")
		}
		_, err = p.Say(t.Context(), 1, chat, rain, Words{Text: "有人吗"})
		must(t, err)
		if !heard() {
			t.Error("what another process did is not told")
		}
	})
}

// TestWatchedByAny: what one process says of who looks, others know.
func TestWatchedByAny(t *testing.T) {
	dbtest.Each(t, []db.Schema{Schema}, func(t *testing.T, d *db.DB) {
		p, w := timed(t, d)
		other, err := New(d, w)
		must(t, err)
		_, err = p.CreatePerson(t.Context(), 1, "小雨")
		must(t, err)
		must(t, p.Watched(t.Context(), 1, morning.Add(time.Hour)))
		must(t, p.Watched(t.Context(), 1, morning))
		if at, err := other.LastWatched(t.Context(), 1); err != nil || !at.Equal(morning.Add(time.Hour)) {
			t.Errorf("watched last at %v, %v", at, err)
		}
	})
}
