//go:build unix

package kill_test

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
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

// newLedger makes one that serves, with n events to tell. address is that of its
// database; "" for a new one.
func newLedger(t *testing.T, dialect, address string, n, rooms int) (*ledger, *program) {
	t.Helper()
	l := &ledger{trial: newTrial(t, dialect, n)}
	if address != "" {
		l.address = address
	}
	l.more = []string{"--allow-networks", "127.0.0.0/8"}
	l.to = newReceiver(t, l.r.Uint64())
	l.far = newHomeserver(t, l.r.Uint64(), rooms)
	p := l.start()
	l.to.secret = l.signIn(p).hook(l.to.url)
	l.connect(p)
	for i := range 2 {
		a := &asker{tr: l.trial, n: i, r: l.senderRand(i), bases: []string{p.base}, group: map[string]string{}}
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

// joined has a second program share the work.
func (l *ledger) joined() *program {
	l.t.Helper()
	p := l.launch(1)
	p.ready()
	for i, s := range l.told {
		s.bases = append(s.bases, p.base)
		if i%2 == 1 {
			slices.Reverse(s.bases)
		}
	}
	l.askers[0].bases = append(l.askers[0].bases, p.base)
	l.askers[1].bases = []string{p.base, l.askers[1].bases[0]}
	l.far.mu.Lock()
	defer l.far.mu.Unlock()
	other := *l.far.hooks[0]
	other.Host = l.listen[1]
	l.far.hooks = append(l.far.hooks, &other)
	return p
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
	l.far.hooks = []*url.URL{hook}
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

// moving waits until more has left both ways than so much.
func (l *ledger) moving(posts, sends int) {
	within(size(25*time.Second, 5*time.Second, 25*time.Second), func() bool { return l.to.count() > posts && l.far.count() > sends })
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
	db := l.open()
	defer db.Close() //nolint:errcheck // nothing was written
	var n int
	if err := db.QueryRow(`SELECT COUNT(*) FROM outbox_deed WHERE state = 'sending'`).Scan(&n); err != nil {
		l.t.Fatal(err)
	}
	if skip {
		l.skipped++
		l.skip()
	}
	l.underWay += n
	l.far.forget(l.t)
	began := time.Now()
	next := l.launch(0)
	next.ready()
	l.down += time.Since(began)
	return next
}

// atRest waits until nothing is to leave any more, and what we said has come back.
func (l *ledger) atRest() {
	l.t.Helper()
	db := l.open()
	defer db.Close() //nolint:errcheck // nothing was written
	last := ""
	if !within(3*patience, func() bool {
		var events, facts, deeds, back int
		err := db.QueryRow(`SELECT (SELECT COUNT(*) FROM inbox_waiting), (SELECT COUNT(*) FROM herald_waiting),
			(SELECT COUNT(*) FROM outbox_deed WHERE state IN ('waiting', 'sending'))`).Scan(&events, &facts, &deeds)
		if err == nil && events+facts+deeds == 0 {
			for _, items := range l.far.said(l.t) {
				back += len(items)
			}
			back -= l.to.echoes()
		}
		last = fmt.Sprint(events, " events, ", facts, " facts and ", deeds, " deeds wait, ", back, " messages did not come back; ", err)
		return err == nil && events+facts+deeds+back == 0
	}) {
		l.t.Fatalf("it does not come to rest: %s\n%s", last, l.tails())
	}
}

// echoes counts what we said ourselves of what the hook was told.
func (c *receiver) echoes() (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range c.known {
		if d.first > 0 && d.Kind == "message.recorded" && d.Data.Network == "matrix" && d.Data.From.ID == matrixtest.Bot {
			n++
		}
	}
	return n
}
