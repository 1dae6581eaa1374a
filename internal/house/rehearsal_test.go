package house

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
)

// tally counts what processes hand in and how often they let crowds live.
type tally struct {
	mu    sync.Mutex          // guards what follows
	told  map[string][]string // by key: the processes that told it
	lives map[string]int
}

// counted is the inlet of one process: it keeps nothing, and counts every call.
type counted struct {
	*tally
	process string
}

func (c counted) Accept(_ context.Context, happened []channel.Arrived) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range happened {
		c.told[a.Key] = append(c.told[a.Key], c.process)
	}
	return nil
}

// process is one of several programs on one database.
type process struct {
	name string
	k    *kernel
	r    *rehearsal
	work *run.Group
}

func (s *stage) process(a *App, name string, sum *tally) *process {
	s.t.Helper()
	quiet := slog.New(slog.DiscardHandler)
	p := &process{name: name, k: newKernel(a, name, quiet), work: run.NewGroup(context.Background(), quiet)}
	s.t.Cleanup(p.work.Stop)
	p.r = newRehearsal(p.k, p.work, quiet)
	p.r.into = func(id.Workspace, id.Connection) channel.Inlet { return counted{sum, name} }
	p.r.live = func(ctx context.Context, ws id.Workspace) error {
		sum.mu.Lock()
		sum.lives[name]++
		sum.mu.Unlock()
		return a.Sandbox.Tick(ctx, ws)
	}
	return p
}

// lives lets all processes look and live side by side for a while.
func (s *stage) lives(w *wall, all ...*process) {
	s.t.Helper()
	for range 5 {
		w.pass(time.Second)
		var wait sync.WaitGroup
		for _, p := range all {
			wait.Go(func() {
				for _, err := range []error{p.r.look(s.t.Context()), p.r.tick(s.t.Context()), p.r.slow(s.t.Context())} {
					if err != nil {
						s.t.Error(err)
					}
				}
			})
		}
		wait.Wait()
	}
}

// TestOneProcessAtATimeRehearses: of several processes on one database one lets
// the crowds live and tells what happens, each thing once; when it goes, or
// stands still for too long, another goes on.
func TestOneProcessAtATimeRehearses(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		w := &wall{at: dbtest.Noon}
		d.Clock = w
		s := newStage(t, d, 0)
		ws, err := s.app.NewSandbox(t.Context(), s.user)
		if err != nil {
			t.Fatal(err)
		}
		s.ws = ws
		other, err := Build(d)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(other.stop)
		sum := &tally{told: map[string][]string{}, lives: map[string]int{}}
		first, second := s.process(s.app, "first", sum), s.process(other, "second", sum)
		rich, who := s.chat(sandbox.Rich)
		s.lives(w, first)
		stretch := func(by string, all ...*process) {
			t.Helper()
			before := sum.snapshot()
			for range 5 {
				s.say(rich, who, "有人吗")
				s.lives(w, all...)
			}
			s.until("all is handed on", func() bool { return s.unhanded() == 0 })
			sum.mu.Lock()
			defer sum.mu.Unlock()
			fresh := 0
			for key, tellers := range sum.told {
				if len(tellers) != 1 {
					t.Errorf("%s was told by %v", key, tellers)
				}
				if before.told[key] == nil {
					if fresh++; tellers[0] != by {
						t.Errorf("%s was told by %v, while %s rehearses", key, tellers, by)
					}
				}
			}
			for _, p := range all {
				if n := sum.lives[p.name] - before.lives[p.name]; (n > 0) != (p.name == by) {
					t.Errorf("%s let the crowds live %d times, while %s rehearses", p.name, n, by)
				}
			}
			if fresh < 5 {
				t.Errorf("only %d things were told", fresh)
			}
		}
		stretch("first", first, second)
		if second.k.doors.of(s.door()) == nil {
			t.Error("the other process could not send")
		}
		// The first stands still for longer than its lease, and goes on before it looks.
		w.pass(lease.Length + time.Second)
		if err := second.r.look(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := first.r.tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		stretch("second", first, second)
		// The second ends.
		second.work.Stop()
		if err := second.k.close(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.lives(w, first)
		stretch("first", first)
	})
}

// TestToldTwiceCountsOnce: what the platform delivers twice is known the second
// time, changes nothing, and the story says so.
func TestToldTwiceCountsOnce(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		rich, who := s.chat(sandbox.Rich)
		if err := s.app.Sandbox.SetFaults(t.Context(), s.ws, sandbox.Faults{Twice: 1}); err != nil {
			t.Fatal(err)
		}
		m := s.say(rich, who, "只说一遍")
		s.until("it is told twice", func() bool {
			first, again := 0, 0
			for _, h := range s.story() {
				if h.Message == m && h.Again {
					again++
				} else if h.Message == m {
					first++
				}
			}
			return first == 1 && again == 1
		})
		if n := s.number(`SELECT count(*) FROM chat_message WHERE workspace = $1 AND body = '只说一遍'`, s.ws); n != 1 {
			t.Errorf("it is kept %d times", n)
		}
	})
}

// snapshot is a copy of what was counted.
func (c *tally) snapshot() *tally {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := &tally{told: map[string][]string{}, lives: map[string]int{}}
	for k, v := range c.told {
		out.told[k] = v
	}
	for k, v := range c.lives {
		out.lives[k] = v
	}
	return out
}

// unhanded is how much of what happened no process was told of yet.
func (s *stage) unhanded() int64 {
	s.t.Helper()
	return s.number(`SELECT count(*) FROM sandbox_told o JOIN sandbox_account a ON a.workspace = o.workspace AND a.connection = o.connection
		WHERE o.workspace = $1 AND o.n > a.mark`, s.ws)
}

// door is the connection to the platform.
func (s *stage) door() (c id.Connection) {
	s.t.Helper()
	return id.Connection(s.number(`SELECT id FROM connection_door WHERE workspace = $1 AND network = 'sandbox'`, s.ws))
}
