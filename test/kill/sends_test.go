//go:build unix

package kill_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
)

// through tells and asks for everything, bit by bit, with something done in the
// middle of each.
func (l *ledger) through(times, asks int, disturb func(n int)) {
	l.t.Helper()
	l.send()
	for _, a := range l.askers {
		l.asking.Go(func() { a.run(asks) })
	}
	for n := range times {
		posts, sends := l.to.count(), l.far.count()
		l.allow(len(l.plan) * (n + 1) / (times + 1))
		l.mayAsk.Store(int64(asks * (n + 1) / (times + 1)))
		l.moving(posts, sends)
		l.pass(700)
		disturb(n)
	}
	l.allow(len(l.plan))
	l.mayAsk.Store(int64(asks))
	l.finish()
	l.asking.Wait()
	if testing.Short() && !all.full { // else the far side is as it is to the end
		l.to.calm()
		l.far.calm()
	}
	l.atRest()
}

// judge compares everything, and keeps a line for the report.
func (l *ledger) judge(p *program, how string) {
	l.t.Helper()
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
		l.t.Errorf("%d things do not agree (seed %d):\n%s\nthe program says:\n%s%s", f.n, all.seed, strings.Join(f.list, "\n"), p.lines("an API call failed"), l.tails())
	}
	l.tellSends(how, states)
	l.stopAll()
}

// TestKilledWhileSending: whenever the program is killed, and whatever the far
// side does, a hook is told of everything, under one id, in order within a
// group; and what is asked to be said is said once.
func TestKilledWhileSending(t *testing.T) {
	each(t, func(t *testing.T, dialect string) {
		l, p := newLedger(t, dialect, "", size(1_200, 300, 6_000), size(8, 4, 24))
		l.through(size(4, 2, 12), size(60, 10, 400), func(n int) { p = l.again(p, !all.full || n%3 != 2) })
		l.judge(p, fmt.Sprintf("killed %d times, with %d things under way (%d times their minute was skipped)", l.kills, l.underWay, l.skipped))
	})
}

// TestOneOfTwoKilledWhileSending: the other takes over what is to leave, and
// neither does again what the other did.
func TestOneOfTwoKilledWhileSending(t *testing.T) {
	alone(t, "postgres", func(t *testing.T) {
		l, p := newLedger(t, "postgres", "", size(1_200, 0, 6_000), size(8, 0, 24))
		ps := []*program{p, l.joined()}
		l.through(size(2, 0, 6), size(40, 0, 400), func(n int) {
			l.kill(ps[n%2])
			l.moving(l.to.count(), l.far.count()) // by the other, in ten seconds
			ps[n%2] = l.launch(n % 2)
			ps[n%2].ready()
		})
		l.judge(ps[0], fmt.Sprintf("of two, one killed %d times in turn", l.kills))
	})
}

// TestDatabaseStoppedWhileSending: what cannot be written down now is done or
// found later, once and in order.
func TestDatabaseStoppedWhileSending(t *testing.T) {
	alone(t, "postgres", func(t *testing.T) {
		c, err := newCluster()
		if err != nil {
			noPostgres(t, err)
		}
		t.Cleanup(func() {
			if err := c.stop(); err != nil {
				t.Error(err)
			}
		})
		l, p := newLedger(t, "postgres", c.database(t, "sends"), size(1_200, 0, 6_000), size(8, 0, 24))
		stops := size(3, 0, 10)
		l.through(stops, size(40, 0, 400), func(n int) {
			if err := c.halt([]syscall.Signal{syscall.SIGINT, syscall.SIGQUIT}[n%2]); err != nil {
				t.Fatal(err)
			}
			l.pass(3000)
			if err := c.start(); err != nil {
				t.Fatal(err)
			}
		})
		l.judge(p, fmt.Sprintf("PostgreSQL stopped %d times", stops))
	})
}
