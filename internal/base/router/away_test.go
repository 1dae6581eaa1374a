package router_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/inbox"
)

// sqliteError and postgresError look like what drivers return.
type (
	sqliteError   int
	postgresError string
)

func (e sqliteError) Error() string      { return fmt.Sprint("sqlite ", int(e)) }
func (e sqliteError) Code() int          { return int(e) }
func (e postgresError) Error() string    { return string(e) }
func (e postgresError) SQLState() string { return string(e) }

// TestNoEventIsBlamedForItsDatabase: for as long as the disk is full or the
// database is away, no attempt is counted; what is about the event is, however
// often it happens.
func TestNoEventIsBlamedForItsDatabase(t *testing.T) {
	for _, c := range []struct {
		err   error
		blame bool
	}{
		{sqliteError(13), false}, {sqliteError(10 | 19<<8), false}, {sqliteError(5), false}, {sqliteError(19), true}, {sqliteError(1), true},
		{postgresError("53100"), false}, {postgresError("57P03"), false}, {postgresError("40P01"), false}, {postgresError("08006"), false},
		{postgresError("23505"), true}, {postgresError("22001"), true}, {postgresError(""), true},
		{&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, false}, {io.ErrUnexpectedEOF, false}, {syscall.ENOSPC, false}, {errors.New("poison"), true},
	} {
		t.Run(fmt.Sprint(c.err), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := dbtest.Open(t, db.SQLite, schemas())
				d.Clock = clock.Real{}
				healed := atomic.Bool{}
				h := &recorder{fails: func(string) error {
					if healed.Load() {
						return nil
					}
					return fmt.Errorf("record: %w", c.err)
				}}
				p := start(t, d, "a", h, 1)
				defer p.stop()
				for n := range 3 {
					if _, err := p.box.Accept(t.Context(), []inbox.Entry{said(1, "c", n, fmt.Sprint(n))}); err != nil {
						t.Fatal(err)
					}
				}
				time.Sleep(time.Minute) // virtual
				healed.Store(true)
				time.Sleep(5 * time.Second)
				want := []string{"0", "1", "2"}
				if c.blame {
					want = nil
				}
				if got := seen(t, d, 1)["c"]; !slices.Equal(got, want) {
					t.Errorf("seen %v, want %v", got, want)
				}
			})
		})
	}
}

// TestAClockThatGoesBackStopsNoChat: a chat that pauses when the clock jumps
// back an hour does not pause for an hour.
func TestAClockThatGoesBackStopsNoChat(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, schemas())
	c := &hand{}
	c.ms.Store(dbtest.Noon.UnixMilli())
	d.Clock = c
	failed := make(chan struct{}, 100)
	healed := atomic.Bool{}
	p := start(t, d, "a", &recorder{fails: func(string) error {
		if healed.Load() {
			return nil
		}
		healed.Store(true)
		failed <- struct{}{}
		return errors.New("once")
	}}, 1)
	defer p.stop()
	if _, err := p.box.Accept(t.Context(), []inbox.Entry{said(1, "c", 0, "x")}); err != nil {
		t.Fatal(err)
	}
	<-failed
	until(t, "the attempt to be counted", func() bool {
		attempts := 0
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT COALESCE(MAX(attempts), 0) FROM inbox_waiting`).Scan(&attempts)
		})
		return err == nil && attempts == 1
	})
	c.ms.Add(-time.Hour.Milliseconds())
	if err := p.r.Share(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, "the event to be handled", func() bool {
		c.ms.Add(100)
		return len(seen(t, d, 1)["c"]) == 1
	})
}

// until waits for something to come about.
func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	look, giveUp := time.NewTicker(10*time.Millisecond), time.After(20*time.Second)
	defer look.Stop()
	for !ok() {
		select {
		case <-look.C:
		case <-giveUp:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
