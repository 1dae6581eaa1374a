package house

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// compared is a stage whose sandbox is compared by hand.
type compared struct {
	*stage
	k    *kernel
	r    *rehearsal
	w    *wall
	door heard
	by   *reconciler
	rich event.NativeChat
	who  event.NativeUser
}

// comparing makes a workspace of simulated groups that were compared once.
func newCompared(t *testing.T, d *db.DB) *compared {
	t.Helper()
	s, r, w := rehearse(t, d)
	c := &compared{stage: s, k: r.k, r: r, w: w}
	r.mu.Lock()
	for conn, one := range r.open {
		c.door = heard{one.ws, conn, one.adapter, one.adapter.Account(), event.Sandbox}
	}
	r.mu.Unlock()
	c.rich, c.who = s.chat(sandbox.Rich)
	c.say(c.rich, c.who, "早上好")
	c.settled()
	c.anew()
	c.round()
	return c
}

// anew stands for another process, which remembers nothing.
func (c *compared) anew() {
	c.by = newReconciler(c.k, sandboxPace, func() []heard { return []heard{c.door} }, slog.New(slog.DiscardHandler))
}

// round compares until nothing is in doubt any more.
func (c *compared) round() {
	c.t.Helper()
	c.w.pass(sandboxPace.every * 2)
	for range 3 {
		if err := c.by.step(c.t.Context()); err != nil {
			c.t.Fatal(err)
		}
		c.w.pass(sandboxPace.patient)
	}
	c.settled()
}

// settled waits until what the platform tells is routed. Time flies in tests, and
// leases with it.
func (c *compared) settled() {
	c.t.Helper()
	c.must(c.r.look(c.t.Context()))
	c.settleAll()
}

func (c *compared) person(name string) event.NativeUser {
	c.t.Helper()
	who, err := c.app.Sandbox.CreatePerson(c.t.Context(), c.ws, name)
	c.must(err)
	return who
}

// losing lets the platform forget to tell what happens.
func (c *compared) losing(fn func()) {
	c.t.Helper()
	c.must(c.app.Sandbox.SetFaults(c.t.Context(), c.ws, sandbox.Faults{Losing: true}))
	fn()
	c.must(c.app.Sandbox.SetFaults(c.t.Context(), c.ws, sandbox.Faults{}))
}

// moment lets a little time go by.
func (c *compared) moment(err error) {
	c.t.Helper()
	c.must(err)
	c.w.pass(time.Second)
}

// group is what is kept of the rich group.
func (c *compared) group() id.Group {
	return id.Group(c.number(`SELECT id FROM community_group WHERE workspace = $1 AND chat = $2`, c.ws, string(c.rich)))
}

// said counts what was said live.
func (c *compared) said() int64 {
	return c.number(`SELECT messages FROM chat_count WHERE workspace = $1 AND group_id = $2`, c.ws, c.group())
}

// figures are those of the rich group, as pages show them.
func (c *compared) figures() (f measure.Figures) {
	c.t.Helper()
	var text string
	c.must(c.app.followDay(c.t.Context()))
	c.must(c.app.DB.Read(c.t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(c.t.Context(), `SELECT figures FROM insight_group WHERE workspace = $1 AND group_id = $2`, c.ws, c.group()).Scan(&text)
	}))
	c.must(json.Unmarshal([]byte(text), &f))
	return f
}

// inside compares who is known to be in the group with who is.
func (c *compared) inside() {
	c.t.Helper()
	list, err := c.door.adapter.(channel.Lister).Members(c.t.Context(), c.rich)
	c.must(err)
	var known map[int64]chat.Inside
	c.must(c.app.DB.Read(c.t.Context(), func(tx *db.Tx) (err error) {
		known, err = c.app.Chat.Inside(c.t.Context(), tx, c.ws, c.group())
		return err
	}))
	n := 0
	for _, in := range known {
		if in.In {
			n++
		}
	}
	if n != len(list.Members) {
		c.t.Errorf("%d are known to be in the group, and %d are", n, len(list.Members))
	}
	for _, a := range list.Members {
		if !known[chat.PersonHash(event.Sandbox, sandbox.Namespace, a.ID)].In {
			c.t.Errorf("%s is in the group unknown", a.ID)
		}
	}
}

// kept is everything that comparing may change, but for how far it has come.
func (c *compared) all() string {
	c.t.Helper()
	var out strings.Builder
	for _, q := range []string{
		`SELECT count(*), coalesce(sum(at), 0) FROM chat_message WHERE workspace = $1`, `SELECT count(*), sum(messages) FROM chat_count WHERE workspace = $1`,
		`SELECT count(*), sum(inside) FROM chat_inside WHERE workspace = $1`, `SELECT count(*), sum(next_ord) FROM community_counter WHERE workspace = $1`,
		`SELECT sum(messages), sum(moves) + sum(names) FROM connection_compared WHERE workspace = $1`,
	} {
		c.must(c.app.DB.Read(c.t.Context(), func(tx *db.Tx) error {
			var a, b int64
			err := tx.QueryRow(c.t.Context(), q, c.ws).Scan(&a, &b)
			fmt.Fprintln(&out, a, b)
			return err
		}))
	}
	f := c.figures()
	fmt.Fprintln(&out, f.Moves.Joins, f.Moves.Left, f.Moves.Removed)
	return out.String()
}

func (c *compared) found() (out connection.Compared) {
	c.t.Helper()
	c.must(c.app.DB.Read(c.t.Context(), func(tx *db.Tx) (err error) {
		out, err = c.app.Connection.Compared(c.t.Context(), tx, c.ws, c.door.conn)
		return err
	}))
	return out
}

// lose loses three messages of five, two joins of three, a leave, and a name.
func (c *compared) lose() (come event.NativeUser) {
	p := c.app.Sandbox
	stays, goes := c.person("一直在的"), c.person("要走的")
	come = c.person("悄悄来的")
	c.moment(p.Join(c.t.Context(), c.ws, c.rich, stays, "qr"))
	c.moment(p.Join(c.t.Context(), c.ws, c.rich, goes, "qr"))
	c.say(c.rich, stays, "听得到")
	c.moment(nil)
	c.losing(func() {
		c.say(c.rich, stays, "丢一")
		c.moment(p.Join(c.t.Context(), c.ws, c.rich, come, "link"))
		c.moment(p.Join(c.t.Context(), c.ws, c.rich, c.person("也是"), "link"))
		c.say(c.rich, come, "丢二")
		c.moment(p.Leave(c.t.Context(), c.ws, c.rich, goes))
		c.say(c.rich, stays, "丢三")
		c.moment(p.Rename(c.t.Context(), c.ws, c.rich, stays, "换了名字的群"))
	})
	c.say(c.rich, stays, "又听得到")
	c.settled()
	return come
}

// TestWhatANetworkNeverToldIsFound: after a comparing, what is known equals what
// the platform knows, nothing counts twice, and comparing again changes nothing.
func TestWhatANetworkNeverToldIsFound(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		c := newCompared(t, d)
		before, said := c.figures(), c.said()
		if f := c.found(); f.Found() || f.At.IsZero() {
			t.Errorf("where nothing was lost, comparing found %+v", f)
		}
		come := c.lose()
		if n := c.said() - said; n != 2 {
			t.Fatalf("%d messages came by themselves, so nothing was lost", n)
		}
		c.round()
		after := c.figures()
		if n := c.said() - said; n != 5 {
			t.Errorf("%d of five messages are there", n)
		}
		if j, l := after.Moves.Joins-before.Moves.Joins, after.Moves.Left-before.Moves.Left; j != 4 || l != 1 {
			t.Errorf("%d joins of four, %d leaves of one", j, l)
		}
		c.inside()
		if f := c.found(); f.Messages != 3 || f.Moves != 3 || f.Names != 1 {
			t.Errorf("found %+v", f)
		}
		if n := c.number(`SELECT count(*) FROM community_group WHERE workspace = $1 AND name = '换了名字的群'`, c.ws); n != 1 {
			t.Error("the group goes by its old name")
		}
		c.told(come)
		all := c.all()
		c.round()
		c.anew()
		c.round()
		if got := c.all(); got != all {
			t.Errorf("comparing again changed\n%s to\n%s", all, got)
		}
		// The network tells of the join after all, and of a lost message.
		late := event.Event{Network: event.Sandbox, Namespace: sandbox.Namespace, Chat: c.rich, Kind: event.Join, NativeID: "sim-late", Scene: "link",
			At: c.w.Now().Add(-time.Minute), Subjects: []event.Actor{{ID: come, Name: "悄悄来的"}}}
		late.At = c.joined(come)
		c.must(inlet{c.k.box, c.ws, c.door.conn}.Accept(t.Context(), []channel.Arrived{{Key: "t/late", Event: late}}))
		c.settled()
		f := c.figures()
		if f.Moves.Joins != after.Moves.Joins {
			t.Errorf("a join that was found and is told late makes %d joins of %d", f.Moves.Joins, after.Moves.Joins)
		}
		c.inside()
	})
}

// told looks how the pages tell of what was found.
func (c *compared) told(come event.NativeUser) {
	c.t.Helper()
	n := map[event.Kind]int{}
	for _, h := range c.story() {
		if h.Found {
			n[h.Kind]++
		}
	}
	if n[event.Join] != 2 || n[event.Leave] != 1 || n[event.GroupRenamed] != 1 || len(n) != 3 {
		c.t.Errorf("the story calls found: %v", n)
	}
	since := c.number(`SELECT found_at FROM chat_inside WHERE workspace = $1 AND who = $2`, c.ws, chat.PersonHash(event.Sandbox, sandbox.Namespace, come))
	key := chat.FoundPrefix + "in/" + string(c.rich) + "/" + string(come) + "/0/" + strconv.FormatInt(since, 36)
	tale, err := tales{c.app}.Story(c.t.Context(), c.reader(), key)
	c.must(err)
	var steps []string
	for _, s := range tale.Steps {
		steps = append(steps, s.What.In(i18n.ZhHans))
	}
	if all := strings.Join(steps, "\n"); !strings.Contains(all, "对账时发现的") || !strings.Contains(all, "里的进出") {
		c.t.Errorf("its story is\n%s", all)
	}
	if _, err := (tales{c.app}).Story(c.t.Context(), c.reader(), key+"x"); fault.KindOf(err) != fault.NotFound {
		c.t.Errorf("of what was never found: %v", err)
	}
}

// joined is when the platform let somebody in.
func (c *compared) joined(who event.NativeUser) time.Time {
	return time.UnixMilli(c.number(`SELECT joined FROM sandbox_member WHERE workspace = $1 AND chat = $2 AND person = $3`, c.ws, string(c.rich), string(who))).UTC()
}

// TestAKillBetweenFindingAndNotingChangesNothing: what was handed in and not
// noted is handed in again, and is known.
func TestAKillBetweenFindingAndNotingChangesNothing(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		c := newCompared(t, d)
		before, said, kills := c.figures(), c.said(), 0
		c.lose()
		for range 4 {
			ctx, kill := context.WithCancel(t.Context())
			c.anew()
			c.by.handed = func() { kills++; kill() }
			c.w.pass(sandboxPace.every * 2)
			for range 3 {
				_ = c.by.step(ctx) // it is killed in the middle
				c.w.pass(sandboxPace.patient)
			}
			kill()
		}
		c.anew()
		c.round()
		if n := c.said() - said; n != 5 {
			t.Errorf("%d of five messages are there", n)
		}
		after := c.figures()
		if j, l := after.Moves.Joins-before.Moves.Joins, after.Moves.Left-before.Moves.Left; j != 4 || l != 1 || kills < 2 {
			t.Errorf("%d joins of four, %d leaves of one, after %d kills", j, l, kills)
		}
		c.inside()
		if n := c.number(`SELECT count(*) FROM inbox_conflict WHERE workspace = $1`, c.ws); n != 0 {
			t.Errorf("%d things were handed in otherwise than before", n)
		}
	})
}

// TestANewGroupIsComparedSoon: who is in it when it is new is what later lists
// are compared with, so that does not wait for hours.
func TestANewGroupIsComparedSoon(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		c := newCompared(t, d)
		c.anew()
		c.by.pace, c.door.network = networkPace, "" // as a network that tells which groups it has
		for range 5 {
			c.must(c.by.step(t.Context()))
		}
		chat, err := c.app.Sandbox.CreateGroup(t.Context(), c.ws, "新的群", sandbox.Rich, c.who)
		c.must(err)
		c.must(c.app.Sandbox.Join(t.Context(), c.ws, chat, c.door.me, "invite"))
		c.say(chat, c.who, "第一句")
		c.settled()
		c.w.pass(lookFor)
		for range 5 {
			c.must(c.by.step(t.Context()))
		}
		if n := c.number(`SELECT count(*) FROM chat_compared o JOIN community_group g ON g.workspace = o.workspace AND g.id = o.group_id
			WHERE o.workspace = $1 AND g.chat = $2 AND o.listed = 1`, c.ws, string(chat)); n != 1 {
			t.Error("it was not compared")
		}
	})
}

// unable is an adapter that fails for a while.
type unable struct {
	*sandbox.Adapter
	err  error
	away bool
}

// Away reports whether the network did not answer when it was last asked.
func (u *unable) Away() bool { return u.away }

// Members lists who is in a chat.
func (u *unable) Members(ctx context.Context, chat event.NativeChat) (channel.Snapshot, error) {
	if u.err != nil {
		return channel.Snapshot{}, u.err
	}
	return u.Adapter.Members(ctx, chat)
}

// TestANetworkThatIsAwayIsComparedLater: nothing fails for it, and nobody is
// said to have gone.
func TestANetworkThatIsAwayIsComparedLater(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		c := newCompared(t, d)
		said := c.said()
		c.lose()
		u := &unable{Adapter: c.door.adapter.(*sandbox.Adapter)}
		c.door.adapter = u
		noted := c.found().At
		for _, kind := range []fault.Kind{fault.Unavailable, fault.Limited, fault.Forbidden} {
			u.err = fault.New(kind, i18n.Text{Hans: "现在不行。", Hant: "現在不行。", En: "Not now."}.With())
			c.round()
			if f := c.found(); f.Found() || kind != fault.Forbidden && !f.At.Equal(noted) {
				t.Errorf("%v: %+v", kind, f)
			}
		}
		u.err = nil
		c.must(c.app.Sandbox.SetFaults(t.Context(), c.ws, sandbox.Faults{Down: true}))
		c.round()
		if f := c.found(); f.Found() {
			t.Errorf("from a network that is down: %+v", f)
		}
		c.must(c.app.Sandbox.SetFaults(t.Context(), c.ws, sandbox.Faults{}))
		c.round()
		if n := c.said() - said; n != 5 {
			t.Errorf("%d of five messages are there after all", n)
		}
		c.inside()
	})
}

// TestANetworkThatWasAwayIsComparedAtOnce, and not when its hour comes.
func TestANetworkThatWasAwayIsComparedAtOnce(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, Schemas())
	c := newCompared(t, d)
	u := &unable{Adapter: c.door.adapter.(*sandbox.Adapter)}
	c.door.adapter = u
	c.anew()
	c.by.pace = networkPace
	steps := func() {
		t.Helper()
		for range 5 {
			c.must(c.by.step(t.Context()))
		}
		c.w.pass(networkPace.patient)
	}
	steps()
	u.away = true
	steps()
	c.lose()
	u.away = false
	steps()
	steps()
	c.settled()
	if n := c.number(`SELECT count(*) FROM chat_message WHERE workspace = $1 AND body IN ('丢一', '丢二', '丢三')`, c.ws); n != 3 {
		t.Errorf("%d of three lost messages are there", n)
	}
	c.inside()
}

// TestAGroupThatCannotBeComparedIsLeftAlone: where a network neither lists nor
// tells of the past, nothing is asked and nothing is found.
func TestAGroupThatCannotBeComparedIsLeftAlone(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		c := newCompared(t, d)
		poor, who := c.chat(sandbox.Poor)
		c.losing(func() {
			c.say(poor, who, "没人听到")
			c.moment(c.app.Sandbox.Join(t.Context(), c.ws, poor, c.person("谁"), "qr"))
		})
		c.round()
		if f := c.found(); f.Found() {
			t.Errorf("found %+v", f)
		}
		list := c.by.at[c.door.conn].jobs
		if slices.ContainsFunc(list, func(j duty) bool { return j.group.Chat == poor }) {
			t.Error("the group is to be compared")
		}
	})
}

// TestWhatWasLostLongAgoIsHistory: it counts, and no hearer hears of it.
func TestWhatWasLostLongAgoIsHistory(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		c := newCompared(t, d)
		hook := c.hooked("http://127.0.0.1:1/")
		c.losing(func() { c.say(c.rich, c.who, "前天丢的") })
		broken := c.broken()
		c.w.pass(50 * time.Hour)
		c.losing(func() {
			c.say(c.rich, c.who, "刚丢的")
			c.moment(c.app.Sandbox.Join(t.Context(), c.ws, c.rich, c.person("刚来的"), "qr"))
		})
		c.round()
		var told string
		c.until("the hook is told", func() bool {
			told = c.toldTo(hook.ID)
			return strings.Contains(told, "刚丢的") && strings.Contains(told, "刚来的")
		})
		if old, news, found := strings.Count(told, "前天丢的"), strings.Count(told, "刚丢的"), strings.Count(told, `"found":true`); old != 0 || news != 1 || found == 0 {
			t.Errorf("a hook was told %d times of what is history, %d times of what is news, and of %d moves as found", old, news, found)
		}
		if n := c.number(`SELECT count(*) FROM chat_message a JOIN chat_message b ON b.workspace = a.workspace AND b.group_id = a.group_id
			WHERE a.workspace = $1 AND a.seq > 0 AND b.seq > 0 AND a.seq < b.seq AND a.at > b.at`, c.ws); n != 0 {
			t.Errorf("%d pairs of what was found stand in another order than they were said", n)
		}
		if n := c.number(`SELECT count(*) FROM chat_import WHERE workspace = $1 AND source = $2 AND state = 'done'`, c.ws, broughtBy(c.door)); n < 1 || n > 3 {
			t.Errorf("history was brought by %d imports, of three groups", n)
		}
		if n := c.number(`SELECT count(*) FROM chat_message WHERE workspace = $1 AND body = '前天丢的' AND seq = 0`, c.ws); n != 1 {
			t.Errorf("what was lost long ago is there %d times as history", n)
		}
		if n := c.number(`SELECT count(*) FROM chat_message WHERE workspace = $1 AND body = '刚丢的' AND seq > 0`, c.ws); n != 1 {
			t.Errorf("what was just lost is there %d times", n)
		}
		if n := c.number(`SELECT count(*) FROM chat_import WHERE workspace = $1 AND id = $2 AND state = 'undone'`, c.ws, broken); n != 1 {
			t.Error("what a killed process had begun to bring stands there still")
		}
		all := c.all()
		c.anew()
		c.round()
		if got := c.all(); got != all {
			t.Errorf("comparing again changed\n%s to\n%s", all, got)
		}
	})
}

// toldTo is what is to be posted to a hook.
func (c *compared) toldTo(hook id.Connection) string {
	c.t.Helper()
	var out []string
	c.must(c.app.DB.Read(c.t.Context(), func(tx *db.Tx) error {
		list, err := outbox.List(c.t.Context(), tx, c.ws, hook, "", 0, 1000)
		for _, d := range list {
			out = append(out, string(d.Body))
		}
		return err
	}))
	return strings.Join(out, "\n")
}

// broken is what a process that was killed while it brought history leaves.
func (c *compared) broken() id.Import {
	c.t.Helper()
	imp, err := c.app.Chat.Begin(c.t.Context(), c.ws, 0, "断了的", broughtBy(c.door))
	c.must(err)
	ctx, kill := context.WithCancel(c.t.Context())
	_ = c.app.Chat.Run(ctx, c.ws, imp, func(ctx context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
		kill()
		return export.Result{}, ctx.Err()
	})
	c.anew()
	c.by.pace.news = networkPace.news
	return imp
}

// TestWhoWasForgottenIsNotFound: they are there still, and are nobody's find;
// when they go unseen, nobody is named.
func TestWhoWasForgottenIsNotFound(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		c := newCompared(t, d)
		who := c.person("请忘了我")
		c.moment(c.app.Sandbox.Join(t.Context(), c.ws, c.rich, who, "qr"))
		c.settled()
		c.must(c.app.Erase(t.Context(), c.ws, c.memberCalled("请忘了我")))
		c.round()
		c.inside()
		c.losing(func() { c.moment(c.app.Sandbox.Leave(t.Context(), c.ws, c.rich, who)) })
		c.round()
		c.inside()
		if f := c.found(); f.Moves != 0 {
			t.Errorf("found %+v", f)
		}
		if n := c.number(`SELECT count(*) FROM community_identity WHERE workspace = $1 AND (native_id = $2 OR name = '请忘了我')`, c.ws, string(who)); n != 0 {
			t.Error("who was forgotten is known again")
		}
	})
}
