package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/huoshui/huoshui/internal/base/run"
)

const (
	// largeLog is from how many bytes on SQLite's log of writes is brought into the
	// file, and to how many it is cut back afterwards.
	largeLog = 4 << 20
	// quiet is how long nobody must have written before.
	quiet = time.Second
	// again is when it is tried once more after somebody read what was older.
	again = 10 * time.Second
)

// settler brings what was written to one file of SQLite's from its log into the
// file, while nobody writes: else all of it is left for closing, and a system that
// shuts down waits five seconds. It keeps neither writers nor readers waiting
// (a passive checkpoint, on a connection of its own), and what it does not get to is
// done by the writer's own checkpoint or by closing, as without it. What fails is
// tried again after the next write. A nil one does nothing.
type settler struct {
	file string
	conn *sql.DB
	work *run.Group
	last atomic.Int64  // when somebody wrote last, in nanoseconds
	some chan struct{} // somebody wrote since it was looked at
	mu   sync.Mutex    // held while a checkpoint runs: of two at once one fails
}

// newSettler begins to look after a file that its writer has open.
func newSettler(file string) *settler {
	s := &settler{file: file, some: make(chan struct{}, 1), work: run.NewGroup(context.Background(), slog.New(slog.DiscardHandler))}
	s.work.Go("settle what was written", s.run)
	return s
}

// wrote says that somebody has written.
func (s *settler) wrote() {
	if s == nil {
		return
	}
	s.last.Store(time.Now().UnixNano())
	select {
	case s.some <- struct{}{}:
	default: // it is known
	}
}

// run waits for a quiet moment after each write, until ctx ends.
func (s *settler) run(ctx context.Context) error {
	wait := time.NewTimer(quiet)
	defer wait.Stop()
	some := s.some
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-some:
			wait.Reset(quiet)
			some = nil // who writes all the time wakes nobody all the time
			continue
		case <-wait.C:
		}
		if left := quiet - time.Since(time.Unix(0, s.last.Load())); left > 0 {
			wait.Reset(left)
			continue
		}
		some = s.some
		if done, err := s.settle(ctx); err == nil && !done {
			wait.Reset(again)
		}
	}
}

// settle brings the log into the file where it is large. It reports whether nothing
// is left to be done.
func (s *settler) settle(ctx context.Context) (done bool, err error) {
	info, err := os.Stat(s.file + "-wal")
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() <= largeLog {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn == nil {
		if s.conn, err = sql.Open("sqlite", address(s.file)); err != nil {
			return false, err
		}
		s.conn.SetMaxOpenConns(1)
	}
	var busy, pages, settled int
	if err := s.conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`).Scan(&busy, &pages, &settled); err != nil {
		return false, fmt.Errorf("settle what was written: %w", err)
	}
	return busy == 0 && settled == pages, nil
}

// pause keeps it from its work until the function it returns is called.
func (s *settler) pause() (resume func()) {
	if s == nil {
		return func() {}
	}
	s.mu.Lock()
	return s.mu.Unlock
}

// close ends it; what it is at is broken off.
func (s *settler) close() error {
	if s == nil {
		return nil
	}
	s.work.Stop()
	if s.conn == nil {
		return nil
	}
	return s.conn.Close()
}
