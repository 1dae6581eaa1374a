//go:build unix

package kill_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// alone runs fn on one database.
func alone(t *testing.T, dialect string, fn func(t *testing.T)) {
	if testing.Short() {
		t.Skip("this takes some ten seconds: left out of short runs")
	}
	beside(t)
	t.Run(dialect, func(t *testing.T) {
		beside(t)
		fn(t)
	})
}

// TestOneOfTwoProcessesKilled: two share the work on one database; each is killed
// in its turn, and the other goes on with what it had.
func TestOneOfTwoProcessesKilled(t *testing.T) {
	alone(t, "postgres", func(t *testing.T) {
		tr := newTrial(t, "postgres", size(12_000, 0, 60_000))
		kills := size(2, 0, 6)
		ps := []*program{tr.start(), tr.launch(1)}
		ps[1].ready()
		for i, s := range tr.told {
			s.bases = []string{ps[i%2].base, ps[1-i%2].base}
		}
		tr.send()
		longest := time.Duration(0)
		for n := range kills {
			tr.shared(2)
			tr.allow(len(tr.plan) * (n + 1) / (kills + 1))
			tr.pass(700)
			tr.kill(ps[n%2])
			began := time.Now()
			other := ps[1-n%2]
			tr.shared(1)
			longest = max(longest, time.Since(began))
			soon(t, "routed by the other", func() bool { s, err := tr.status(other); return err == nil && s.Pending == 0 })
			ps[n%2] = tr.launch(n % 2)
			ps[n%2].ready()
		}
		tr.allow(len(tr.plan))
		tr.finish()
		tr.settled()
		tr.check()
		// A lease, and until the other looks; beside other tests it may look late.
		if most := size(20*time.Second, 0, 13*time.Second); longest > most {
			t.Errorf("%s after a process was killed nobody had its work", longest)
		}
		tr.tell("killed %d times, all its work in the hands of the other after %.1f s at most: %s", tr.kills, longest.Seconds(), tr.sum())
		tr.stopAll()
	})
}

// TestOneOfTwoProcessesStandsStill for longer than its leases, in the middle of its
// work, and goes on: what the other did meanwhile is not done again.
func TestOneOfTwoProcessesStandsStill(t *testing.T) {
	alone(t, "postgres", func(t *testing.T) {
		tr := newTrial(t, "postgres", size(12_000, 0, 60_000))
		times := size(1, 0, 4)
		ps := []*program{tr.start(), tr.launch(1)}
		ps[1].ready()
		for i, s := range tr.told {
			s.bases = []string{ps[i%2].base, ps[1-i%2].base}
		}
		tr.send()
		for n := range times {
			tr.shared(2)
			tr.allow(len(tr.plan) * (n + 1) / (times + 1))
			tr.pass(500)
			still := ps[n%2].cmd.Process
			if err := still.Signal(syscall.SIGSTOP); err != nil {
				t.Fatal(err)
			}
			tr.shared(1)
			tr.pass(1000)
			if err := still.Signal(syscall.SIGCONT); err != nil {
				t.Fatal(err)
			}
		}
		tr.allow(len(tr.plan))
		tr.finish()
		tr.settled()
		tr.check()
		tr.tell("stood still %d times, until the other had its work: %s", times, tr.sum())
		tr.stopAll()
	})
}

// shared waits until n processes hold every lane, each its fair part.
func (tr *trial) shared(n int) {
	tr.t.Helper()
	db := tr.open()
	defer db.Close() //nolint:errcheck // nothing was written
	soon(tr.t, "shared fairly", func() bool {
		var owners, lanes, most int
		err := db.QueryRow(`SELECT COUNT(*), COALESCE(SUM(n), 0), COALESCE(MAX(n), 0) FROM (SELECT owner, COUNT(*) AS n FROM lease_held
			WHERE name LIKE 'lane/%' AND until >= $1 GROUP BY owner) held`, time.Now().UnixMilli()).Scan(&owners, &lanes, &most)
		return err == nil && owners == n && lanes == 64 && most == 64/n
	})
}

// TestDatabaseStoppedAndStarted: while PostgreSQL is away events are not taken,
// and those taken before wait for it; the program goes on by itself.
func TestDatabaseStoppedAndStarted(t *testing.T) {
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
		tr := newTrial(t, "postgres", size(8_000, 0, 60_000))
		tr.address = c.database(t, "stopped")
		stops := size(3, 0, 10)
		tr.start()
		tr.send()
		for n := range stops {
			tr.allow(len(tr.plan) * (n + 1) / (stops + 1))
			tr.pass(300)
			before := tr.refused.Load()
			if err := c.halt([]syscall.Signal{syscall.SIGINT, syscall.SIGQUIT}[n%2]); err != nil {
				t.Fatal(err)
			}
			tr.allow(len(tr.plan) * (2*n + 3) / (2*stops + 2))
			soon(t, "answered 503", func() bool { return tr.refused.Load() > before })
			tr.pass(3000)
			if err := c.start(); err != nil {
				t.Fatal(err)
			}
		}
		tr.allow(len(tr.plan))
		tr.finish()
		tr.settled()
		tr.check()
		tr.tell("PostgreSQL stopped %d times, every other time without warning: %s", stops, tr.sum())
		tr.stopAll()
	})
}

// TestTransactionHeldOpen: a transaction on the inbox, begun before others and
// committed long after them, keeps nobody else's events waiting, and what it
// brings is not passed over although its ids are older.
func TestTransactionHeldOpen(t *testing.T) {
	alone(t, "postgres", func(t *testing.T) {
		tr := newTrial(t, "postgres", 8_000)
		p := tr.start()
		db := tr.open()
		defer db.Close() //nolint:errcheck // it is rolled back
		slow := tr.told[0]
		var ws, connection int64
		err := db.QueryRow(`SELECT workspace, connection FROM connection_token WHERE name = 'shop 0'`).Scan(&ws, &connection)
		tx, txErr := db.BeginTx(t.Context(), nil)
		if err := errors.Join(err, txErr); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(append(binary.LittleEndian.AppendUint64(nil, uint64(connection)), slow.plan[0].Chat+"\x1f"+slow.plan[0].ID...))
		tr.allow(1)
		tr.began = time.Now()
		tr.senders.Go(tr.told[1].run)
		soon(t, "the first era", func() bool { s, err := tr.status(p); return err == nil && s.Pending == 0 && tr.sent.Load() > 0 })
		if _, err := tx.ExecContext(t.Context(), `INSERT INTO inbox_seen (workspace, era, h1, h2, content, event) VALUES ($1, 1, $2, $3, 0, 0)`,
			ws, int64(binary.LittleEndian.Uint64(sum[:8])), int64(binary.LittleEndian.Uint64(sum[8:16]))); err != nil {
			t.Fatal(err)
		}
		held := time.NewTimer(10 * time.Second)
		tr.senders.Go(slow.run)
		tr.allow(len(tr.plan))
		soon(t, "waiting for us", func() bool {
			var n int
			err := db.QueryRow(`SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&n)
			return err == nil && n > 0
		})
		for _, s := range tr.told[2:] {
			tr.senders.Go(s.run)
		}
		others := len(tr.plan) - len(tr.plan)/senders
		soon(t, "routed while it is held", func() bool {
			s, err := tr.status(p)
			return err == nil && s.Pending == 0 && tr.sent.Load() >= int64(others)
		})
		<-held.C
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
		tr.finish()
		tr.settled()
		tr.check()
		tr.tell("held open for 10 s, all other events taken and routed meanwhile: %s", tr.sum())
		tr.stopAll()
	})
}

// TestImportWhileServing: years of history come in while events do. They are
// told as history, and nothing of them takes the road of events.
func TestImportWhileServing(t *testing.T) {
	if testing.Short() {
		t.Skip("history of years is imported: left out of short runs")
	}
	each(t, func(t *testing.T, dialect string) {
		tr := newTrial(t, dialect, size(6_000, 0, 60_000))
		old := size(15_000, 0, 150_000)
		var text bytes.Buffer
		text.WriteString("group\ttime\tuser\tkind\tthread\trefers_to\tchars\ttext\n")
		from := time.Now().AddDate(-4, 0, 0).Unix()
		for i := range old {
			fmt.Fprintf(&text, "老群%d\t%d\tp%d\tmsg\t\t\t\t第 %d 次开团，要的接龙\n", i%10, from+int64(i)*int64(3*365*24*3600/old), i*7919%200, i)
		}
		file := filepath.Join(t.TempDir(), "messages.tsv")
		if err := os.WriteFile(file, text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		tr.start()
		tr.allow(len(tr.plan) / 10)
		tr.send()
		imported := make(chan string, 1)
		go func() { imported <- runs(t, append([]string{"import", file}, tr.where()...)...) }()
		for part := 2; part <= 10; part++ {
			tr.pass(200)
			tr.allow(len(tr.plan) * part / 10)
		}
		tr.finish()
		<-imported
		tr.settled()
		tr.check()
		l := &look{tr: tr, db: tr.open()}
		defer l.db.Close() //nolint:errcheck // nothing was written
		l.number("messages of the history", `SELECT COUNT(*) FROM chat_message WHERE NOT `+live, old)
		l.number("messages of it with a place in the order of routing", `SELECT COUNT(*) FROM chat_message WHERE seq <> 0 AND NOT `+live, 0)
		l.number("of its groups among those that are counted live", `SELECT COUNT(*) FROM chat_count c
			JOIN community_group g ON g.workspace = c.workspace AND g.id = c.group_id WHERE g.network <> 'webhook'`, 0)
		l.number("deeds that are to leave", `SELECT COUNT(*) FROM outbox_deed`, 0)
		l.number("facts that are to leave", `SELECT COUNT(*) FROM herald_waiting WHERE hearer <> 'search'`, 0)
		if l.n > 0 {
			t.Error(l.list)
		}
		tr.tell("%d messages of four years imported meanwhile, none of them on the road of events: %s", old, tr.sum())
		tr.stopAll()
	})
}
