//go:build unix

package kill_test

import (
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
)

// ledger is an installation from which things leave: to a hook, and by a
// homeserver into rooms.
type ledger struct {
	*trial
	to     *receiver
	far    *homeserver
	askers []*asker
	asking sync.WaitGroup

	underWay int // deeds that were being sent when the program was killed
	skipped  int // kills after which the time was not waited for
}

// newLedger makes one that serves, with n events to tell.
func newLedger(t *testing.T, dialect string, n, rooms int) (*ledger, *program) {
	t.Helper()
	l := &ledger{trial: newTrial(t, dialect, n)}
	l.more = []string{"--allow-networks", "127.0.0.0/8"}
	l.to = newReceiver(t, l.r.Uint64())
	l.far = newHomeserver(t, l.r.Uint64(), rooms)
	p := l.start()
	l.to.secret = l.signIn(p).hook(l.to.url)
	l.connect(p)
	for i := range 2 {
		a := &asker{tr: l.trial, n: i, r: l.senderRand(i), base: p.base, group: map[string]string{}}
		a.token = runs(t, append([]string{"admin", "token", "--scope", "send,read", "--name", fmt.Sprint("offers ", i)}, l.where()...)...)
		for j, room := range l.far.rooms {
			if j%2 == i {
				a.rooms = append(a.rooms, room)
				a.group[room] = l.groupOf(p, a.token, room)
			}
		}
		l.askers = append(l.askers, a)
	}
	return l, p
}

var hookLine = regexp.MustCompile(`url: "([^"]+)"`)

// connect connects the installation with the homeserver.
func (l *ledger) connect(p *program) {
	l.t.Helper()
	said := runs(l.t, append([]string{"admin", "matrix", "--base-url", p.base, "--homeserver", l.far.url, "--server-name", matrixtest.ServerName,
		"--localpart", matrixtest.Localpart, "--as-token", matrixtest.ASToken, "--hs-token", matrixtest.HSToken}, l.where()...)...)
	m := hookLine.FindStringSubmatch(said)
	if m == nil {
		l.t.Fatalf("the registration names no address:\n%s", said)
	}
	hook, err := url.Parse(m[1])
	if err != nil {
		l.t.Fatal(err)
	}
	l.far.mu.Lock()
	defer l.far.mu.Unlock()
	l.far.hook = hook
}

// groupOf waits until a room is known, and returns its id.
func (l *ledger) groupOf(p *program, token, room string) (group string) {
	l.t.Helper()
	soon(l.t, "a room known", func() bool {
		var page struct{ Groups []struct{ ID string } }
		err := ask(l.t.Context(), p.base, token, "/api/v1/groups?chat="+url.QueryEscape(room), &page)
		if err == nil && len(page.Groups) == 1 {
			group = page.Groups[0].ID
		}
		return group != ""
	})
	return group
}

// moving waits until things leave both ways.
func (l *ledger) moving() {
	posts, sends := l.to.count(), l.far.count()
	within(25*time.Second, func() bool { return l.to.count() > posts && l.far.count() > sends })
}

func (h *homeserver) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.sends
}

// again kills the program and starts another. Where skip is set nobody waits for
// what the dead one held to be free: its leases, ten seconds, and what it was
// sending, a minute, as if that time had passed.
func (l *ledger) again(p *program, skip bool) *program {
	l.t.Helper()
	l.kill(p)
	db := l.openToWrite()
	defer db.Close() //nolint:errcheck // every statement was answered
	var n int
	err := db.QueryRow(`SELECT COUNT(*) FROM outbox_deed WHERE state = 'sending'`).Scan(&n)
	if skip && err == nil {
		l.skipped++
		if _, err = db.Exec(`UPDATE lease_held SET until = 0`); err == nil {
			_, err = db.Exec(`UPDATE outbox_deed SET until = 0 WHERE state = 'sending'`)
		}
	}
	if err != nil {
		l.t.Fatal(err)
	}
	l.underWay += n
	l.far.forget(l.t)
	began := time.Now()
	next := l.launch(0)
	next.ready()
	l.down += time.Since(began)
	return next
}

// openToWrite opens the database of an installation that does not serve.
func (tr *trial) openToWrite() *sql.DB {
	tr.t.Helper()
	if tr.dialect == "postgres" {
		return tr.open()
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(tr.data, "huoshui.db")+"?_pragma=busy_timeout(10000)&_pragma=synchronous(2)")
	if err != nil {
		tr.t.Fatal(err)
	}
	return db
}

// atRest waits until nothing is to leave any more.
func (l *ledger) atRest() {
	l.t.Helper()
	db := l.open()
	defer db.Close() //nolint:errcheck // nothing was written
	last := ""
	if !within(3*patience, func() bool {
		var events, facts, deeds int
		err := db.QueryRow(`SELECT (SELECT COUNT(*) FROM inbox_waiting), (SELECT COUNT(*) FROM herald_waiting),
			(SELECT COUNT(*) FROM outbox_deed WHERE state IN ('waiting', 'sending'))`).Scan(&events, &facts, &deeds)
		last = fmt.Sprint(events, " events, ", facts, " facts and ", deeds, " deeds wait; ", err)
		return err == nil && events+facts+deeds == 0
	}) {
		l.t.Fatalf("it does not come to rest: %s\n%s", last, l.tails())
	}
}

// checkHook holds what the hook was told against what was sent.
func (l *ledger) checkHook(f *findings) {
	l.to.mu.Lock()
	defer l.to.mu.Unlock()
	f.n, f.list = f.n+l.to.wrong.n, append(f.list, l.to.wrong.list...)
	got, want := map[string][]*delivery{}, map[string]int{}
	last := map[string]*delivery{} // by group
	echoes := map[string]int{}
	for id, d := range l.to.known {
		if d.first == 0 {
			f.add("%s was never taken", id)
		}
		if d.Data.Network == "webhook" {
			got[d.what()] = append(got[d.what()], d)
		} else if d.Kind == "message.recorded" {
			echoes[d.Data.Message]++
		}
	}
	for _, d := range l.to.order {
		if before := last[d.Data.Chat]; before != nil && before.last > d.first {
			f.add("%s came again after %s of its group had come", before.ID, d.ID)
		}
		last[d.Data.Chat] = d
	}
	type lane struct {
		sender int
		chat   string
	}
	for _, s := range l.told {
		for _, h := range s.sent {
			if what := h.what(); what != "" {
				want[what]++
			}
		}
	}
	for what, n := range want {
		if len(got[what]) != n {
			f.add("told %d times under as many ids, want %d: %.200s", len(got[what]), n, what)
		}
	}
	for what := range got {
		if want[what] == 0 {
			f.add("nobody told us of it: %.200s", what)
		}
	}
	before := map[lane]*delivery{}
	for _, s := range l.told {
		for _, h := range s.sent {
			what := h.what()
			if want[what] != 1 || len(got[what]) != 1 {
				continue
			}
			k, d := lane{s.n, h.Chat}, got[what][0]
			if b := before[k]; b != nil && b.first > d.first {
				f.add("told in another order than sent: %.80s before %.80s", what, b.what())
			}
			before[k] = d
		}
	}
	for _, items := range l.far.said(l.t) {
		for _, e := range items {
			if echoes[e.ID] != 1 {
				f.add("of what we said as %s the hook was told %d times", e.ID, echoes[e.ID])
			}
		}
	}
}

// checkRooms holds what was said in the rooms, and how the program says that
// each message stands, against what was asked for.
func (l *ledger) checkRooms(f *findings, p *program) map[string]int {
	states := map[string]int{}
	said := l.far.said(l.t)
	asked := map[string][]string{}
	for _, a := range l.askers {
		for _, m := range a.asked {
			var is struct{ State, Message, Why, Code string }
			if err := ask(l.t.Context(), p.base, a.token, "/api/v1/messages/"+m.id, &is); err != nil {
				f.add("%s: %v", m.key, err)
				continue
			}
			states[is.State]++
			asked[m.room] = append(asked[m.room], m.text)
			there := slices.DeleteFunc(slices.Clone(said[m.room]), func(e matrixtest.Item) bool { return e.Content.Body != m.text })
			if is.State != "sent" || len(there) != 1 || there[0].ID != is.Message {
				f.add("%s is %s (%s %s) and was said %d times", m.key, is.State, is.Code, is.Why, len(there))
			}
		}
	}
	for room, items := range said {
		var texts []string
		for _, e := range items {
			texts = append(texts, e.Content.Body)
		}
		if !slices.Equal(texts, asked[room]) {
			f.add("in %s was said, in order: %d things, want %d: %.300q; want %.300q", room, len(texts), len(asked[room]), texts, asked[room])
		}
	}
	return states
}

// checkDeeds demands that the program, too, takes everything for done.
func (l *ledger) checkDeeds(f *findings) {
	db := l.open()
	defer db.Close() //nolint:errcheck // nothing was written
	look := &look{tr: l.trial, db: db}
	look.number("deeds that are not sent", `SELECT COUNT(*) FROM outbox_deed WHERE state <> 'sent'`, 0)
	look.number("deeds of hooks", `SELECT COUNT(*) FROM outbox_deed WHERE action = 'hook'`, len(l.to.known))
	look.number("events set aside", `SELECT COUNT(*) FROM inbox_aside`, 0)
	f.n, f.list = f.n+look.n, append(f.list, look.list...)
}

// TestKilledWhileSending: whenever the program is killed, and whatever the far
// side does, a hook is told of everything, under one id, in order within a
// group; and what is asked to be said is said once.
func TestKilledWhileSending(t *testing.T) {
	each(t, func(t *testing.T, dialect string) {
		l, p := newLedger(t, dialect, size(1_200, 400, 6_000), size(8, 4, 24))
		kills, asks := size(4, 2, 12), size(60, 20, 400)
		l.send()
		for _, a := range l.askers {
			l.asking.Go(func() { a.run(asks) })
		}
		for n := range kills {
			l.allow(len(l.plan) * (n + 1) / (kills + 1))
			l.mayAsk.Store(int64(asks * (n + 1) / (kills + 1)))
			l.moving()
			l.pass(700)
			p = l.again(p, !all.full || n%3 != 2)
		}
		l.allow(len(l.plan))
		l.mayAsk.Store(int64(asks))
		l.finish()
		l.asking.Wait()
		l.to.calm()
		l.far.calm()
		l.atRest()
		f := &findings{}
		for _, a := range l.askers {
			if a.wrong != "" {
				f.add("asker %d: %s", a.n, a.wrong)
			}
		}
		l.checkHook(f)
		states := l.checkRooms(f, p)
		l.checkDeeds(f)
		if f.n > 0 {
			t.Errorf("%d things do not agree (seed %d):\n%s\nthe program says:\n%s", f.n, all.seed, strings.Join(f.list, "\n"), l.tails())
		}
		l.tellSends(states)
		l.stopAll()
	})
}

// tellSends keeps a line for the report.
func (l *ledger) tellSends(states map[string]int) {
	l.to.mu.Lock()
	defer l.to.mu.Unlock()
	lost := 0
	for _, a := range l.askers {
		lost += a.lost
	}
	l.tell("killed %d times, with %d things under way (%d times their minute was skipped): the hook was told of %d things in %d posts, of which it did not take %d and took %d twice; "+
		"%d messages asked for (%d requests broke off), said in %d requests of which %d failed, and in the end %v",
		l.kills, l.underWay, l.skipped, len(l.to.known), l.to.posts, l.to.failed, l.to.repeat, l.wanted.Load(), lost, l.far.sends, l.far.bad, states)
}
