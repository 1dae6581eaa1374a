package sandbox

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/sandbox/crowd"
)

// wall is a wall clock that a test moves.
type wall struct {
	mu  sync.Mutex
	now time.Time
}

func (w *wall) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *wall) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// morning is eight o'clock in Beijing.
var morning = time.Date(2030, 1, 2, 0, 0, 0, 0, time.UTC)

func timed(t testing.TB, d *db.DB) (*Platform, *wall) {
	t.Helper()
	w := &wall{now: morning}
	p, err := New(d, w)
	must(t, err)
	return p, w
}

// kept is an inlet that keeps everything.
type kept struct {
	mu  sync.Mutex
	all []channel.Arrived
}

func (k *kept) Accept(_ context.Context, happened []channel.Arrived) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all = append(k.all, happened...)
	return nil
}

// drain hands on all there is.
func drain(t testing.TB, a *Adapter) []channel.Arrived {
	t.Helper()
	var k kept
	for {
		n, err := a.hand(t.Context(), &k)
		must(t, err)
		if n == 0 {
			return k.all
		}
	}
}

func each(t *testing.T, fn func(*testing.T, *db.DB)) {
	t.Helper()
	dbtest.Each(t, []db.Schema{Schema}, fn)
}

func TestSeedMakesThreeLivingGroupsThatSayTheyAreSimulated(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p, w := timed(t, d)
		a, err := p.Open(t.Context(), ws, conn, Rich)
		must(t, err)
		made, err := p.Seed(t.Context(), ws, 1, 4, false)
		must(t, err)
		again, err := p.Seed(t.Context(), ws, 1, 4, false)
		must(t, err)
		if len(made) != 3 || len(again) != 0 {
			t.Fatalf("seeded %v, then %v", made, again)
		}
		chats, err := p.Chats(t.Context(), ws, "")
		must(t, err)
		profiles := map[Profile]bool{}
		for _, c := range chats {
			profiles[c.Profile] = true
			if !strings.Contains(c.Name, "模拟") || !strings.HasPrefix(string(c.ID), "sim-") || c.People < 30 || c.People > 150 || c.Last.IsZero() || c.Last.After(morning) {
				t.Errorf("seeded %+v", c)
			}
			shown, err := p.Messages(t.Context(), ws, c.ID, 0, 500)
			must(t, err)
			if len(shown) < 40 {
				t.Errorf("%s: %d messages of past talk", c.Name, len(shown))
			}
			people, err := p.People(t.Context(), ws, c.ID)
			must(t, err)
			if n := len(slices.DeleteFunc(slices.Clone(people), func(s Someone) bool { return s.Kind != "staff" && s.Kind != "account" })); n != 3 || len(people) != c.People {
				t.Errorf("%s: %d of %d are staff or account", c.Name, n, len(people))
			}
		}
		if len(profiles) != 3 {
			t.Errorf("profiles %v", profiles)
		}
		for _, e := range drain(t, a) {
			if e.Event.Kind != event.GroupCreated {
				t.Errorf("the past is told as if it happened now: %+v", e)
			}
		}
		w.pass(6 * time.Hour)
		must(t, p.Tick(t.Context(), ws))
		live := drain(t, a)
		said := 0
		for _, e := range live {
			if e.Event.Network != event.Sandbox || e.Event.Namespace != Namespace || e.Event.At.Before(morning) {
				t.Errorf("told %+v", e.Event)
			}
			if e.Event.Kind == event.Message {
				said++
				if e.Event.Chat == made[1] {
					t.Errorf("what is said in the group that cannot be read is told: %+v", e.Event)
				}
			}
		}
		if said < 20 {
			t.Errorf("in six hours of day %d messages are told", said)
		}
	})
}

// TestHoweverOftenItTicksTheSameIsSaid lives one workspace in many steps and
// another, in a database of its own, in few.
func TestHoweverOftenItTicksTheSameIsSaid(t *testing.T) {
	run := func(t *testing.T, d *db.DB, step time.Duration, reopen bool) (out []Shown) {
		p, w := timed(t, d)
		a, err := p.Open(t.Context(), ws, conn, Rich)
		must(t, err)
		chat, err := p.CreateLiving(t.Context(), ws, Living{"试试(模拟)", Rich, crowd.Plan{Seed: 4, First: 60, Opens: 80, Joins: 40, Leaves: 20, Posts: 90, Answer: 50}, 0, true})
		must(t, err)
		for n := range 10 {
			for passed := time.Duration(0); passed < time.Hour; passed += step {
				w.pass(step)
				must(t, p.Tick(t.Context(), ws))
			}
			if reopen {
				p, err = New(d, w)
				must(t, err)
			}
			r := a.Send(t.Context(), channel.Deed{Key: fmt.Sprint(n), Action: channel.Send, Chat: chat, Text: "大家好,今天的吐司出炉了,要的说一声"})
			if r.Outcome != channel.Done {
				t.Fatal(r)
			}
		}
		for before := int64(0); ; {
			part, err := p.Messages(t.Context(), ws, chat, before, 100)
			must(t, err)
			if len(part) == 0 {
				return out
			}
			out = append(slices.Clone(part), out...)
			before = part[0].Seq
		}
	}
	each(t, func(t *testing.T, d *db.DB) {
		few := run(t, d, time.Hour, false)
		many := run(t, dbtest.Open(t, d.Dialect, []db.Schema{Schema}), 5*time.Minute, true)
		if len(few) < 40 || !reflect.DeepEqual(few, many) {
			t.Errorf("%d messages in few steps, %d in many", len(few), len(many))
		}
		for i := 1; i < len(few); i++ {
			if !few[i].At.After(few[i-1].At) || few[i].Seq != few[i-1].Seq+1 {
				t.Fatalf("message %d at %v after %v", few[i].Seq, few[i].At, few[i-1].At)
			}
		}
	})
}

func TestWhatHappenedIsHandedOnAfterARestart(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p, _ := timed(t, d)
		a, err := p.Open(t.Context(), ws, conn, Rich)
		must(t, err)
		chat, err := p.CreateGroup(t.Context(), ws, "群", Rich, "")
		must(t, err)
		who, err := p.CreatePerson(t.Context(), ws, "小满")
		must(t, err)
		must(t, p.Join(t.Context(), ws, chat, who, ""))
		refuse := errors.New("no")
		if _, err := a.hand(t.Context(), refusing{refuse}); !errors.Is(err, refuse) {
			t.Fatal(err)
		}
		p, _ = timed(t, d)
		a, err = p.Open(t.Context(), ws, conn, Rich)
		must(t, err)
		if got := drain(t, a); len(got) != 2 || got[0].Event.Kind != event.GroupCreated || got[1].Event.Kind != event.Join {
			t.Errorf("after a restart %+v", got)
		}
		if got := drain(t, a); len(got) != 0 {
			t.Errorf("told again without need: %+v", got)
		}
		must(t, p.Disconnect(t.Context(), ws, conn))
		must(t, p.Leave(t.Context(), ws, chat, who))
		var n int
		must(t, d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT count(*) FROM sandbox_told WHERE workspace = $1`, ws).Scan(&n)
		}))
		if n != 0 {
			t.Errorf("%d happenings are kept for a connection that is gone", n)
		}
	})
}

type refusing struct{ err error }

func (r refusing) Accept(context.Context, []channel.Arrived) error { return r.err }

func TestTheSameDeedIsDoneOnceAndARefusedOneNotAtAll(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := platform(t, d)
		a, err := p.Open(t.Context(), ws, conn, Rich)
		must(t, err)
		chat, err := p.CreateGroup(t.Context(), ws, "群", Rich, "")
		must(t, err)
		deed := channel.Deed{Key: "k1", Action: channel.Send, Chat: chat, Text: "一次"}
		var results [8]channel.Result
		var all sync.WaitGroup
		for i := range results {
			all.Go(func() { results[i] = a.Send(t.Context(), deed) })
		}
		all.Wait()
		for _, r := range results {
			if r.Outcome != channel.Done || r.Message != results[0].Message {
				t.Errorf("the same deed at once: %+v", r)
			}
		}
		shown, err := p.Messages(t.Context(), ws, chat, 0, 10)
		must(t, err)
		if len(shown) != 1 {
			t.Errorf("said %d times", len(shown))
		}
		there, err := p.CreatePerson(t.Context(), ws, "在的")
		must(t, err)
		must(t, p.Join(t.Context(), ws, chat, there, ""))
		r := a.Kick(t.Context(), channel.Deed{Key: "k2", Action: channel.Kick, Chat: chat, Who: []event.NativeUser{there, "sim-p999"}})
		if r.Outcome != channel.Rejected || r.Retryable || !(far{Platform: p}).In(t, chat, there) {
			t.Errorf("removing two of whom one is not there: %+v", r)
		}
		for _, bad := range []channel.Deed{
			{Key: "b1", Action: channel.Send, Chat: "sim-g999", Text: "无处可去"},
			{Key: "b2", Action: channel.Send, Chat: chat},
			{Key: "b3", Action: channel.Send, Chat: chat, Media: &channel.Media{Type: "text/html", Data: []byte("<b>")}},
			{Key: "b4", Action: channel.Kick, Chat: chat},
			{Key: "b5", Action: channel.DeleteMessage, Chat: chat, Target: "sim-g1/77"},
			{Key: "b6", Action: channel.RenameGroup, Chat: chat, Name: strings.Repeat("长", 41)},
			{Key: "b7", Action: channel.Invite, Chat: chat, Who: []event.NativeUser{"sim-p998"}},
		} {
			if r := channel.Do(t.Context(), a, bad); r.Outcome != channel.Rejected && r.Outcome != channel.Unsupported || r.Retryable {
				t.Errorf("%+v: %+v", bad, r)
			}
		}
	})
}

func TestWorkspacesDoNotMeet(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := platform(t, d)
		const other = id.Workspace(8)
		_, err := p.Seed(t.Context(), ws, 1, 1, true)
		must(t, err)
		mine, err := p.Chats(t.Context(), ws, "")
		must(t, err)
		chat := mine[0].ID
		who, err := p.CreatePerson(t.Context(), other, "别家的")
		must(t, err)
		a, err := p.Open(t.Context(), other, conn, Rich)
		must(t, err)
		for name, err := range map[string]error{
			"join":    p.Join(t.Context(), other, chat, who, ""),
			"rename":  p.Rename(t.Context(), other, chat, who, "改"),
			"dismiss": p.Dismiss(t.Context(), other, chat, who),
			"profile": p.SetProfile(t.Context(), other, chat, Poor),
			"code":    second(p.JoinByCode(t.Context(), other, mine[0].Code, who)),
			"say":     second(p.Say(t.Context(), other, chat, who, Words{Text: "有人吗"})),
			"members": second(a.Members(t.Context(), chat)),
			"settle":  p.Settle(t.Context(), other, conn, "k", true),
		} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s in another workspace's group: %v", name, err)
			}
		}
		if caps := a.Capabilities(chat); len(caps) != 0 {
			t.Errorf("another workspace's group can do %v", caps)
		}
		if got := drain(t, a); len(got) != 0 {
			t.Errorf("another workspace hears %+v", got)
		}
		shown, err := p.Messages(t.Context(), other, chat, 0, 10)
		people, err2 := p.People(t.Context(), other, chat)
		if err != nil || err2 != nil || len(shown) != 0 || len(people) != 0 {
			t.Errorf("another workspace reads %d messages and %d people", len(shown), len(people))
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestAFastClockStandsStillWhileNobodyLives(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p, w := timed(t, d)
		_, err := p.Seed(t.Context(), ws, 1, 0, true)
		must(t, err)
		must(t, p.MayConnect(t.Context(), ws))
		must(t, p.SetClock(t.Context(), ws, 1000, false))
		if err := p.MayConnect(t.Context(), ws); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a workspace with a fast clock may connect a real network: %v", err)
		}
		shows := func() time.Duration {
			c, err := p.Clock(t.Context(), ws)
			must(t, err)
			return c.At(w.Now()).Sub(morning)
		}
		for range 8 {
			w.pass(5 * time.Second)
			must(t, p.Tick(t.Context(), ws))
		}
		if got := shows(); got != 40_000*time.Second {
			t.Errorf("forty seconds at 1,000 times are %v", got)
		}
		w.pass(9 * time.Hour) // the program is off
		p, err = New(d, w)
		must(t, err)
		if got := shows(); got != 40_000*time.Second {
			t.Errorf("over a night without the program it went on to %v", got)
		}
		must(t, p.Tick(t.Context(), ws))
		w.pass(5 * time.Second)
		must(t, p.Tick(t.Context(), ws))
		if got := shows(); got != 45_000*time.Second {
			t.Errorf("afterwards it shows %v", got)
		}
		must(t, p.SetClock(t.Context(), ws, 1000, true))
		w.pass(time.Second)
		must(t, p.Tick(t.Context(), ws))
		if got := shows(); got != 45_000*time.Second {
			t.Errorf("paused, it shows %v", got)
		}
		chats, err := p.Chats(t.Context(), ws, "")
		must(t, err)
		if len(chats) != 3 || chats[0].Last.Sub(morning) < 6*time.Hour {
			t.Errorf("in twelve simulated hours of day the last word is of %v", chats[0].Last)
		}
	})
}

func TestWhatThePageDoes(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		p := platform(t, d)
		a, err := p.Open(ctx, ws, conn, Rich)
		must(t, err)
		chat, err := p.CreateGroup(ctx, ws, "群", WeCom, "")
		must(t, err)
		me, err := p.CreatePerson(ctx, ws, "小雨")
		must(t, err)
		chats, err := p.Chats(ctx, ws, me)
		must(t, err)
		if got, err := p.JoinByCode(ctx, ws, chats[0].Code, me); err != nil || got != chat {
			t.Fatal(got, err)
		}
		for i := range 3 {
			if r := a.Send(ctx, channel.Deed{Key: fmt.Sprint(i), Action: channel.Send, Chat: chat, Text: fmt.Sprint("第", i)}); r.Outcome != channel.Pending {
				t.Fatal(r)
			}
		}
		waiting, err := p.Waiting(ctx, ws, chat)
		must(t, err)
		if len(waiting) != 3 || waiting[0].Deed.Text != "第0" {
			t.Fatalf("%+v", waiting)
		}
		must(t, p.Settle(ctx, ws, conn, "0", true))
		must(t, p.Settle(ctx, ws, conn, "1", false))
		if err := p.Settle(ctx, ws, conn, "0", true); fault.KindOf(err) != fault.NotFound {
			t.Errorf("confirmed a second time: %v", err)
		}
		if r := a.Find(ctx, channel.Deed{Key: "1"}, time.Time{}); r.Outcome != channel.Rejected || r.Retryable {
			t.Errorf("declined, found as %+v", r)
		}
		if r := a.Find(ctx, channel.Deed{Key: "2"}, time.Time{}); r.Outcome != channel.Pending {
			t.Errorf("waiting, found as %+v", r)
		}
		chats, err = p.Chats(ctx, ws, me)
		must(t, err)
		if c := chats[0]; c.Unread != 1 || c.Waiting != 1 || c.Text != "第0" || c.People != 2 {
			t.Errorf("%+v", c)
		}
		must(t, p.SetSeen(ctx, ws, chat, me, 1))
		must(t, p.SetProfile(ctx, ws, chat, Rich))
		if a.Capabilities(chat)[channel.Send] != channel.Direct {
			t.Error("another profile, but it can do no more")
		}
		pic := channel.Media{Name: "a.png", Type: "image/png", Data: []byte("…")}
		m, err := p.Say(ctx, ws, chat, me, Words{Picture: &pic})
		must(t, err)
		must(t, p.React(ctx, ws, chat, me, m, "👍"))
		shown, err := p.Messages(ctx, ws, chat, 0, 10)
		must(t, err)
		last := shown[len(shown)-1]
		if got, err := p.Picture(ctx, ws, last.Picture); err != nil || !reflect.DeepEqual(got, pic) || len(last.Reactions) != 1 {
			t.Errorf("%+v (%v), %+v", got, err, last)
		}
		must(t, p.Recall(ctx, ws, chat, me, m))
		if _, err := p.Picture(ctx, ws, last.Picture); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the picture stays when its message is recalled: %v", err)
		}
		if err := p.Edit(ctx, ws, chat, me, shown[0].ID, "改别人的"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("edited somebody else's message: %v", err)
		}
		must(t, p.Dismiss(ctx, ws, chat, me))
		if _, err := p.Say(ctx, ws, chat, me, Words{Text: "还在吗"}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("spoke in a dismissed group: %v", err)
		}
	})
}

// TestRunWaitsLongerAfterEachRefusal and then no longer than a few seconds.
func TestRunWaitsLongerAfterEachRefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, err := New(dbtest.Open(t, db.SQLite, []db.Schema{Schema}), clock.Real{})
		must(t, err)
		a, err := p.Open(t.Context(), ws, conn, Rich)
		must(t, err)
		_, err = p.CreateGroup(t.Context(), ws, "群", Rich, "")
		must(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		var calls []time.Time
		done := make(chan error)
		go func() {
			done <- a.Run(ctx, acceptFunc(func() error { calls = append(calls, time.Now()); return errors.New("full") }))
		}()
		time.Sleep(time.Minute)
		cancel()
		must(t, <-done)
		if n := len(calls); n < 15 || n > 25 {
			t.Errorf("in a minute %d attempts", n)
		}
		for i := 2; i < len(calls); i++ {
			if calls[i].Sub(calls[i-1]) < calls[i-1].Sub(calls[i-2]) || calls[i].Sub(calls[i-1]) > latest {
				t.Errorf("attempt %d after %v", i, calls[i].Sub(calls[i-1]))
			}
		}
	})
}

type acceptFunc func() error

func (f acceptFunc) Accept(context.Context, []channel.Arrived) error { return f() }

func TestNativeIdsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, seq := rapid.Int64Range(1, 1<<40).Draw(t, "group"), rapid.Int64Range(1, 1<<40).Draw(t, "seq")
		who := rapid.IntRange(0, 99999).Draw(t, "who")
		if messageSeq(chatID(n), messageID(chatID(n), seq)) != seq || crowdNumber(crowdID(who)) != who {
			t.Error("an id does not read back")
		}
		if messageSeq(chatID(n), messageID(chatID(n+1), seq)) != 0 || crowdNumber(playerID(n)) != -1 {
			t.Error("an id of something else reads as one")
		}
	})
}
