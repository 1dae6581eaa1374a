//go:build unix

package kill_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver, to look at what the program left
	_ "modernc.org/sqlite"             // the "sqlite" driver, for the same
)

const senders = 6

// trial is one installation, who tells it things, and what they were told.
type trial struct {
	t       testing.TB
	dialect string
	r       *rand.Rand // of the test's own goroutine
	data    string
	address string // of the PostgreSQL database; "" for SQLite
	listen  []string
	plan    []*happening // all senders'
	told    []*sender
	allowed atomic.Int64 // how many events may have been sent
	sent    atomic.Int64
	refused atomic.Int64 // requests that were answered 503
	kills   int
	began   time.Time
	took    time.Duration // of sending
	down    time.Duration // of that, without a program that serves
	running map[*program]bool
	senders sync.WaitGroup

	more   []string     // options of serve
	mayAsk atomic.Int64 // how many messages each asker may have asked for
	wanted atomic.Int64 // messages that were asked for and answered
}

// newTrial makes an installation that was never started, and a plan of n events.
func newTrial(t *testing.T, dialect string, n int) *trial {
	t.Helper()
	salt := uint64(len(dialect))
	for _, c := range t.Name() {
		salt = salt*31 + uint64(c)
	}
	tr := &trial{t: t, dialect: dialect, r: rand.New(rand.NewPCG(all.seed, salt)), data: filepath.Join(t.TempDir(), "data"), running: map[*program]bool{}}
	if dialect == "postgres" {
		tr.address = freshDatabase(t)
	}
	tr.listen = []string{freePort(t), freePort(t)}
	w := newTown(tr.r, n)
	for i := range senders {
		s := &sender{tr: tr, n: i, r: rand.New(rand.NewPCG(tr.r.Uint64(), uint64(i)))}
		s.plan = w.tells(s.r, i, n/senders)
		if len(s.plan) == 0 {
			t.Fatal("nothing is planned")
		}
		tr.plan = append(tr.plan, s.plan...)
		tr.told = append(tr.told, s)
	}
	return tr
}

// where are the options that name the installation.
func (tr *trial) where() []string {
	out := []string{"--data", tr.data}
	if tr.address != "" {
		out = append(out, "--database", tr.address)
	}
	return out
}

// launch starts the n-th program of the installation and waits for nothing.
func (tr *trial) launch(n int) *program {
	tr.t.Helper()
	p := launch(tr.t, command(context.Background(), append(append([]string{"serve", "--listen", tr.listen[n]}, tr.where()...), tr.more...)...), tr.listen[n])
	tr.running[p] = true
	return p
}

// start starts the installation for the first time, with a token for each sender.
func (tr *trial) start() *program {
	tr.t.Helper()
	p := tr.launch(0)
	p.ready()
	tr.tokens()
	return p
}

func (tr *trial) tokens() {
	for _, s := range tr.told {
		s.token = runs(tr.t, append([]string{"admin", "token", "--scope", "events,read", "--name", fmt.Sprint("shop ", s.n)}, tr.where()...)...)
		s.bases = []string{"http://" + tr.listen[0]}
	}
}

// kill ends a program outright. In short runs nobody waits for what it held.
func (tr *trial) kill(p *program) {
	tr.kills++
	p.kill()
	if delete(tr.running, p); testing.Short() && !all.full && len(tr.running) == 0 {
		tr.skip()
	}
}

// again kills a program and starts another in its place.
func (tr *trial) again(p *program) *program {
	tr.t.Helper()
	tr.kill(p)
	began := time.Now()
	next := tr.launch(0)
	next.ready()
	tr.down += time.Since(began)
	return next
}

// skip lets the time pass in which a program that was killed still holds what it
// held: its leases, and what it was sending. Nothing may serve.
func (tr *trial) skip() {
	tr.t.Helper()
	db := tr.open()
	if tr.dialect == "sqlite" { // which is opened to be looked at
		_ = db.Close() // nothing was done yet
		var err error
		if db, err = sql.Open("sqlite", "file:"+filepath.Join(tr.data, "huoshui.db")+"?_pragma=busy_timeout(10000)&_pragma=synchronous(2)"); err != nil {
			tr.t.Fatal(err)
		}
	}
	defer db.Close() //nolint:errcheck // every statement was answered
	for _, query := range []string{`UPDATE lease_held SET until = 0`, `UPDATE outbox_deed SET until = 0 WHERE state = 'sending'`} {
		if _, err := db.ExecContext(tr.t.Context(), query); err != nil {
			tr.t.Fatal(err)
		}
	}
}

// stopAll ends what runs, in order.
func (tr *trial) stopAll() {
	for p := range tr.running {
		p.stop()
	}
}

// pass lets a random part of some milliseconds pass: moments are random here.
func (tr *trial) pass(most int) {
	<-time.After(time.Duration(tr.r.IntN(most)) * time.Millisecond)
}

// allow lets senders send so many events, all together.
func (tr *trial) allow(n int) { tr.allowed.Store(int64(n)) }

// send has the senders begin.
func (tr *trial) send() {
	tr.began = time.Now()
	for _, s := range tr.told {
		tr.senders.Go(s.run)
	}
}

// finish waits until the senders have been answered for everything.
func (tr *trial) finish() {
	tr.t.Helper()
	done := make(chan struct{})
	go func() { tr.senders.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(3 * patience):
		tr.t.Fatalf("%d of %d events were sent\n%s", tr.sent.Load(), len(tr.plan), tr.tails())
	}
	tr.took = time.Since(tr.began)
	for _, s := range tr.told {
		if s.wrong != "" {
			tr.t.Fatalf("sender %d: %s", s.n, s.wrong)
		}
	}
}

func (tr *trial) tails() (out string) {
	for p := range tr.running {
		out += p.tail()
	}
	return out
}

// status is what still waits.
type status struct {
	Pending int64 `json:"inbox_pending"`
	Aside   int64 `json:"set_aside"`
}

func (tr *trial) status(p *program) (s status, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	err = ask(ctx, p.base, tr.told[0].token, "/api/v1/status", &s)
	return s, err
}

// routing waits until a program routes: what waits grows less, or nothing is left.
func (tr *trial) routing(p *program) {
	most := int64(0)
	within(15*time.Second, func() bool {
		s, err := tr.status(p)
		less := err == nil && (s.Pending < most || s.Pending == 0 && tr.sent.Load() >= tr.allowed.Load())
		most = max(most, s.Pending)
		return less
	})
}

// settled waits until nothing waits to be routed or measured.
func (tr *trial) settled() {
	tr.t.Helper()
	db := tr.open()
	defer db.Close() //nolint:errcheck // nothing was written
	last := ""
	if !within(size(patience, time.Minute, 2*patience), func() bool {
		var waiting, due, unread int
		err := db.QueryRow(`SELECT (SELECT COUNT(*) FROM inbox_waiting), (SELECT COUNT(*) FROM insight_due), (SELECT COUNT(*) FROM chat_unread) +
			(SELECT COUNT(*) FROM chat_unread_month) + (SELECT COUNT(*) FROM herald_waiting WHERE hearer = 'search')`).Scan(&waiting, &due, &unread)
		last = fmt.Sprint(waiting, " wait, ", due, " groups are due, ", unread, " parts are not read for the search, ", err)
		return err == nil && waiting == 0 && due == 0 && unread == 0
	}) {
		tr.t.Fatalf("it does not come to rest: %s\n%s", last, tr.tails())
	}
}

// open opens the installation's database to look at it.
func (tr *trial) open() *sql.DB { return tr.openFile("huoshui.db") }

// openFile opens one of the files of SQLite's; on PostgreSQL there is one database.
func (tr *trial) openFile(name string) *sql.DB {
	tr.t.Helper()
	driver, address := "pgx", tr.address
	if tr.dialect == "sqlite" {
		driver, address = "sqlite", "file:"+filepath.Join(tr.data, name)+"?_pragma=busy_timeout(10000)&_pragma=query_only(1)"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		tr.t.Fatal(err)
	}
	return db
}

// sum says in a line what was sent and how it was answered.
func (tr *trial) sum() string {
	var posts, lost, refused, kept, dup, conflict, accepted int
	for _, s := range tr.told {
		posts, lost, refused, kept = posts+s.posts, lost+s.lost, refused+s.refused, kept+s.keptUnanswered
		dup, conflict, accepted = dup+s.duplicates, conflict+s.conflicts, accepted+len(s.first)
	}
	return fmt.Sprintf("%d events accepted in %d requests (%.0f events/s while they were sent, %s of which nobody served), %d told again, %d in conflict; "+
		"%d requests broke off, %d were answered 503, %d of these had been kept all the same",
		accepted, posts, float64(accepted)/tr.took.Seconds(), tr.down.Round(100*time.Millisecond), dup, conflict, lost, refused, kept)
}

// tell keeps a line for the report.
func (tr *trial) tell(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	tr.t.Log(line)
	if tr.t.Failed() {
		return
	}
	all.mu.Lock()
	defer all.mu.Unlock()
	name := strings.TrimPrefix(tr.t.Name(), "Test")
	all.report = append(all.report, fmt.Sprintf("| %s | %s |", strings.ReplaceAll(name, "/", ", "), line))
}

// senderRand is chance for somebody who works beside the test.
func (tr *trial) senderRand(n int) *rand.Rand { return rand.New(rand.NewPCG(tr.r.Uint64(), uint64(n))) }
