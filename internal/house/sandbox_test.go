package house

import (
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	feature "github.com/huoshui/huoshui/internal/feature/sandbox"
)

// wall is a clock that a test moves.
type wall struct {
	mu sync.Mutex
	at time.Time
}

func (w *wall) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at
}

func (w *wall) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = w.at.Add(d)
}

// rehearse makes a workspace of simulated groups, with the road from the
// platform running; what the crowds do waits for tick.
func rehearse(t *testing.T, d *db.DB) (*stage, *rehearsal, *wall) {
	t.Helper()
	w := &wall{at: dbtest.Noon}
	d.Clock = w
	s := newStage(t, d, 0)
	ws, err := s.app.NewSandbox(t.Context(), s.user)
	if err != nil {
		t.Fatal(err)
	}
	s.ws = ws
	work := run.NewGroup(t.Context(), slog.New(slog.DiscardHandler))
	r := newRehearsal(s.live(), work, slog.New(slog.DiscardHandler))
	t.Cleanup(work.Stop)
	if err := r.look(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, r, w
}

// chat finds the group of a profile, and somebody to act as.
func (s *stage) chat(p sandbox.Profile) (event.NativeChat, event.NativeUser) {
	s.t.Helper()
	chats, err := s.app.Sandbox.Chats(s.t.Context(), s.ws, "")
	if err != nil {
		s.t.Fatal(err)
	}
	players, err := s.app.Sandbox.People(s.t.Context(), s.ws, "")
	if err != nil || len(players) != 1 {
		s.t.Fatal(players, err)
	}
	for _, c := range chats {
		if c.Profile == p {
			return c.ID, players[0].ID
		}
	}
	s.t.Fatalf("no group of profile %s", p)
	return "", ""
}

// until asks again and again whether something is so.
func (s *stage) until(what string, so func() bool) {
	s.t.Helper()
	look, giveUp := time.NewTicker(10*time.Millisecond), time.After(2*time.Minute)
	defer look.Stop()
	for !so() {
		select {
		case <-look.C:
		case <-giveUp:
			s.t.Fatalf("never: %s", what)
		}
	}
}

func (s *stage) story() []feature.Happening {
	s.t.Helper()
	list, err := sandboxNeighbours{s.app}.Story(s.t.Context(), s.ws, 50)
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

func (s *stage) say(chat event.NativeChat, who event.NativeUser, words string) event.NativeMessage {
	s.t.Helper()
	m, err := s.app.Sandbox.Say(s.t.Context(), s.ws, chat, who, sandbox.Words{Text: words})
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

func (s *stage) number(query string, args ...any) (n int64) {
	s.t.Helper()
	if err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error { return tx.QueryRow(s.t.Context(), query, args...).Scan(&n) }); err != nil {
		s.t.Fatal(err)
	}
	return n
}

// TestWhatIsSaidInThePhoneMovesFigures: the past came as history, what is said
// now by the inbox, and its story tells how the figures of its group moved.
func TestWhatIsSaidInThePhoneMovesFigures(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, w := rehearse(t, d)
		if n := s.number(`SELECT count(*) FROM chat_import WHERE workspace = $1 AND state = 'done'`, s.ws); n != 1 {
			t.Errorf("the past came by %d imports", n)
		}
		if n := s.number(`SELECT count(*) FROM community_identity WHERE workspace = $1 AND stated = 3`, s.ws); n == 0 {
			t.Error("nobody is known as staff")
		}
		rich, who := s.chat(sandbox.Rich)
		s.until("the past has its figures", func() bool { // one step measures for a quarter of a second
			if err := s.app.followDay(t.Context()); err != nil {
				t.Fatal(err)
			}
			return s.number(`SELECT count(*) FROM insight_due WHERE workspace = $1`, s.ws) == 0
		})
		m := s.say(rich, who, "请问今天还有可颂吗？")
		told := func() (out feature.Happening) {
			for _, h := range s.story() {
				if h.Message == m {
					out = h
				}
			}
			return out
		}
		s.until("the message is in the story", func() bool { return told().N > 0 })
		if h := told(); h.Who.Name != firstPlayer || h.Staff || !strings.Contains(h.Group.Name, "模拟") {
			t.Errorf("recognised as %+v", h)
		}
		w.pass(time.Second) // figures are those of what lies behind
		s.until("its figures are made", func() bool {
			if err := s.app.followDay(t.Context()); err != nil {
				t.Fatal(err)
			}
			return told().Settled
		})
		if h := told(); h.After.Messages != h.Before.Messages+1 || h.After.People != h.Before.People+1 || h.Before.Messages < 100 {
			t.Errorf("figures went from %+v to %+v", h.Before, h.After)
		}
		for _, b := range s.app.story.latest(s.ws, 50) {
			if b.event.Body != "" || b.event.Actor.Name != "" {
				t.Error("the story keeps what was said, or a name")
			}
		}
	})
}

// TestAGroupLikeWeComKeepsItsTalk: that somebody joined is known, what is said
// nowhere; and what Huoshui says there waits until a person confirms it.
func TestAGroupLikeWeComKeepsItsTalk(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		wecom, who := s.chat(sandbox.WeCom)
		s.say(wecom, who, "这句话只有群里的人知道")
		if err := (sandboxVoice{s.app}).Speak(t.Context(), s.ws, wecom, "周六上午十点有新面包"); err != nil {
			t.Fatal(err)
		}
		var waits []sandbox.Waiting
		s.until("the deed waits for a person", func() bool {
			var err error
			if waits, err = s.app.Sandbox.Waiting(t.Context(), s.ws, wecom); err != nil {
				t.Fatal(err)
			}
			sent, err := sandboxVoice{s.app}.Sent(t.Context(), s.ws, 3)
			return err == nil && len(waits) == 1 && len(sent) == 1 && sent[0].State == string(outbox.Human)
		})
		if err := s.app.Sandbox.Settle(t.Context(), s.ws, waits[0].Connection, waits[0].Deed.Key, true); err != nil {
			t.Fatal(err)
		}
		s.until("it counts as sent", func() bool {
			sent, err := sandboxVoice{s.app}.Sent(t.Context(), s.ws, 3)
			return err == nil && sent[0].State == string(outbox.Sent)
		})
		s.settle()
		joined := false
		for _, h := range s.story() {
			if h.Chat == wecom && h.Kind == event.Message {
				t.Errorf("what was said in a WeCom-like group reached Huoshui: %+v", h)
			}
			joined = joined || h.Chat == wecom && h.Kind == event.Join
		}
		if !joined {
			t.Error("that somebody joined is not known")
		}
		if n := s.number(`SELECT count(*) FROM chat_message WHERE workspace = $1 AND body LIKE '%只有群里的人知道%'`, s.ws); n != 0 {
			t.Error("the words of a WeCom-like group are kept")
		}
	})
}

// TestASandboxLivesByItsOwnClock: at a thousand times a week passes in ten
// minutes; what is said then is no message from the future, and figures are
// judged at that time. When nobody looks the clock slows.
func TestASandboxLivesByItsOwnClock(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, r, w := rehearse(t, d)
		if err := s.app.SetSandboxClock(t.Context(), s.ws, 1000, false); err != nil {
			t.Fatal(err)
		}
		for range 75 { // the platform takes a longer silence for a program that stood still
			w.pass(8 * time.Second)
			if err := errors.Join(r.look(t.Context()), r.tick(t.Context())); err != nil {
				t.Fatal(err)
			}
		}
		now := s.app.times.Of(s.ws).Now()
		if ahead := now.Sub(w.Now()); ahead < 6*24*time.Hour {
			t.Errorf("after ten minutes the sandbox is %v ahead", ahead)
		}
		if s.app.times.Of(s.own()).Now() != w.Now() {
			t.Error("another workspace does not live by the wall")
		}
		s.settleAll()
		if n := s.number(`SELECT count(*) FROM inbox_aside WHERE workspace = $1`, s.ws); n != 0 {
			t.Errorf("%d events were set aside", n)
		}
		s.until("figures are judged at the sandbox's time", func() bool { // groups that were measured just now rest a little
			if err := s.app.followDay(t.Context()); err != nil {
				t.Fatal(err)
			}
			at := s.number(`SELECT max(at) FROM insight_group WHERE workspace = $1`, s.ws)
			return time.UnixMilli(at).After(w.Now().Add(5 * 24 * time.Hour))
		})
		if err := r.slow(t.Context()); err != nil {
			t.Fatal(err)
		}
		if c, err := s.app.Sandbox.Clock(t.Context(), s.ws); err != nil || c.Speed != 1 {
			t.Errorf("nobody looked for ten minutes and the clock runs ×%d (%v)", c.Speed, err)
		}
	})
}

// own is the workspace that is no sandbox.
func (s *stage) own() id.Workspace {
	s.t.Helper()
	all, err := s.app.Auth.Workspaces(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return all[0].ID
}

// settleAll waits until all that was told is handed on and routed.
func (s *stage) settleAll() {
	s.t.Helper()
	s.until("all is handed on", func() bool {
		return s.number(`SELECT count(*) FROM sandbox_told o JOIN sandbox_account a ON a.workspace = o.workspace AND a.connection = o.connection
			WHERE o.workspace = $1 AND o.n > a.mark`, s.ws) == 0
	})
	s.settle()
}

// TestFurnishingASandboxTwiceChangesNothing: an interrupted first start goes on.
func TestFurnishingASandboxTwiceChangesNothing(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, Schemas())
	s := newStage(t, d, 0)
	ws, err := s.app.NewSandbox(t.Context(), s.user)
	if err != nil {
		t.Fatal(err)
	}
	s.ws = ws
	count := func() [4]int64 {
		return [4]int64{s.number(`SELECT count(*) FROM sandbox_group WHERE workspace = $1`, ws), s.number(`SELECT count(*) FROM sandbox_person WHERE workspace = $1`, ws),
			s.number(`SELECT count(*) FROM chat_message WHERE workspace = $1`, ws), s.number(`SELECT count(*) FROM connection_door WHERE workspace = $1`, ws)}
	}
	before := count()
	if err := s.app.Furnish(t.Context(), ws, s.user); err != nil {
		t.Fatal(err)
	}
	all, err := s.app.Auth.Workspaces(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.app.mendSandboxes(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	if after := count(); after != before || before[0] != 3 || before[3] != 1 {
		t.Errorf("from %v to %v", before, after)
	}
}

// TestASampleAloneGetsASandbox: the first start ended before it came to that.
func TestASampleAloneGetsASandbox(t *testing.T) {
	a, err := Build(dbtest.Open(t, db.SQLite, Schemas()))
	if err != nil {
		t.Fatal(err)
	}
	user, ws, _, err := a.Auth.Setup(t.Context(), auth.First{Login: "owner", Name: "owner", Workspace: auth.NewWorkspace{Name: "Sample", Kind: auth.Sample, Zone: zone}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Chat.Begin(t.Context(), ws, user, "sample", ""); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := a.FirstLook(t.Context(), dbtest.Noon); err != nil {
			t.Fatal(err)
		}
	}
	all, err := a.Auth.Workspaces(t.Context())
	if err != nil || len(all) != 2 || all[1].Kind != auth.Sandbox {
		t.Errorf("workspaces: %+v, %v", all, err)
	}
}
