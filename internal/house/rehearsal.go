package house

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// rehearsal keeps the sandboxes going while the program serves: it lets their
// crowds live and hands what happens to the inbox.
type rehearsal struct {
	app  *App
	k    *kernel
	work *run.Group
	log  *slog.Logger

	mu     sync.Mutex // guards what follows
	going  map[id.Connection]bool
	places []id.Workspace
}

func newRehearsal(k *kernel, work *run.Group, log *slog.Logger) *rehearsal {
	return &rehearsal{app: k.app, k: k, work: work, log: log, going: map[id.Connection]bool{}}
}

func (r *rehearsal) start() {
	r.work.Every(time.Second, "look for sandboxes", r.look)
	r.work.Every(250*time.Millisecond, "let the crowds live", r.tick)
	r.work.Every(10*time.Second, "slow clocks nobody watches", r.slow)
}

// look finds workspaces with a connection to the platform, also such as were
// made since, and begins to hear each.
func (r *rehearsal) look(ctx context.Context) error {
	all, err := r.app.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	var places []id.Workspace
	for _, ws := range all {
		if ws.Kind != auth.Sandbox {
			continue
		}
		var doors []connection.Door
		if err := r.app.DB.Read(ctx, func(tx *db.Tx) (err error) {
			doors, err = r.app.Connection.Doors(ctx, tx, ws.ID)
			return err
		}); err != nil {
			return err
		}
		for _, d := range doors {
			if d.Network == event.Sandbox && d.Closed.IsZero() {
				places = append(places, ws.ID)
				if err := r.hear(ctx, ws.ID, d.ID); err != nil {
					return err
				}
			}
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.places = places
	return nil
}

// hear hands what happens on one connection to the inbox, once begun.
func (r *rehearsal) hear(ctx context.Context, ws id.Workspace, conn id.Connection) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.going[conn] {
		return nil
	}
	adapter, err := r.app.Sandbox.Open(ctx, ws, conn, sandbox.Rich)
	if err != nil {
		return err
	}
	r.going[conn] = true
	r.k.doors.set(conn, adapter)
	r.work.Go("hear the sandbox", func(ctx context.Context) error { return adapter.Run(ctx, inlet{r.k.box, ws, conn}) })
	return nil
}

func (r *rehearsal) known() []id.Workspace {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.places
}

// tick lets the crowds of every sandbox live up to now.
func (r *rehearsal) tick(ctx context.Context) error {
	for _, ws := range r.known() {
		if err := r.app.Sandbox.Tick(ctx, ws); err != nil {
			return err
		}
	}
	return nil
}

// unwatched is how long a fast clock runs on when nobody looks: a night at
// ten thousand times would be a decade of talk.
const unwatched = 3 * time.Minute

// slow lets clocks run as the wall's again where nobody watches.
func (r *rehearsal) slow(ctx context.Context) error {
	for _, ws := range r.known() {
		c := r.app.times.own(ws).read()
		if c.Speed <= 1 || c.Paused || r.app.DB.Clock.Now().Sub(r.app.watched.last(ws)) < unwatched {
			continue
		}
		if err := r.app.SetSandboxClock(ctx, ws, 1, false); err != nil {
			return err
		}
	}
	return nil
}

// SetSandboxClock sets how fast a sandbox's clock runs.
func (a *App) SetSandboxClock(ctx context.Context, ws id.Workspace, speed int, paused bool) error {
	if speed != 1 || paused {
		real := false
		err := a.DB.Read(ctx, func(tx *db.Tx) (err error) {
			real, err = a.Connection.Real(ctx, tx, ws)
			return err
		})
		if err != nil {
			return err
		}
		if real {
			return fault.New(fault.Conflict, connectedAlready.With())
		}
	}
	err := a.Sandbox.SetClock(ctx, ws, speed, paused)
	a.times.forget(ws)
	return err
}

// watched knows when somebody last looked at a sandbox.
type watched struct {
	began time.Time

	mu sync.Mutex // guards at
	at map[id.Workspace]time.Time
}

func newWatched(began time.Time) *watched {
	return &watched{began: began, at: map[id.Workspace]time.Time{}}
}

func (w *watched) look(ws id.Workspace, now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at[ws] = now
}

// last is when, or when the program began.
func (w *watched) last(ws id.Workspace) time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	if at, ok := w.at[ws]; ok {
		return at
	}
	return w.began
}
