package house

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// rehearsal keeps the sandboxes going while the program serves: it lets their
// crowds live and hands what happens to the inbox. Every process may send by a
// sandbox's connection; one at a time, which holds its lease, does the rest.
type rehearsal struct {
	app  *App
	k    *kernel
	work *run.Group
	log  *slog.Logger

	live func(context.Context, id.Workspace) error // lets the crowds of one live
	into func(id.Workspace, id.Connection) channel.Inlet

	mu     sync.Mutex // guards what follows
	open   map[id.Connection]*played
	places []id.Workspace // those whose lease this process holds, as it was last looked
}

// played is one sandbox's connection that is open.
type played struct {
	ws      id.Workspace
	adapter *sandbox.Adapter
	stop    context.CancelFunc // ends hearing it; nil while this process does not
	ended   chan struct{}      // closed when hearing it has ended
}

const playPrefix = "sandbox/" // of leases

func playName(ws id.Workspace) string { return playPrefix + id.Show(ws) }

func newRehearsal(k *kernel, work *run.Group, log *slog.Logger) *rehearsal {
	return &rehearsal{app: k.app, k: k, work: work, log: log, open: map[id.Connection]*played{}, live: k.app.Sandbox.Tick,
		into: func(ws id.Workspace, conn id.Connection) channel.Inlet {
			return rehearsed{inlet{k.box, ws, conn}, k.app.story}
		}}
}

func (r *rehearsal) start() {
	r.work.Every(time.Second, "look for sandboxes", r.look)
	r.work.Every(250*time.Millisecond, "let the crowds live", r.tick)
	r.work.Every(time.Second, "compare with the sandboxes", newReconciler(r.k, sandboxPace, r.heard, r.log).step)
	r.work.Every(10*time.Second, "slow clocks nobody watches", r.slow)
}

// look finds workspaces with a connection to the platform, also such as were
// made since, opens each, and hears those of which this process has the lease.
func (r *rehearsal) look(ctx context.Context) error {
	doors, err := r.doors(ctx)
	if err != nil {
		return err
	}
	held, err := r.take(ctx, doors)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	listed, places := map[id.Connection]bool{}, []id.Workspace(nil)
	for _, d := range doors {
		listed[d.ID] = true
		if r.open[d.ID] == nil {
			adapter, err := r.app.Sandbox.Open(ctx, d.Workspace, d.ID, sandbox.Rich)
			if err != nil {
				return err
			}
			r.open[d.ID] = &played{ws: d.Workspace, adapter: adapter}
			r.k.doors.set(d.ID, adapter)
		}
		if held[playName(d.Workspace)] {
			places = append(places, d.Workspace)
			r.hear(d.ID)
			continue
		}
		r.hush(d.ID) // where this process stood still for too long
		if err := r.app.Sandbox.Look(ctx, d.Workspace); err != nil {
			return err
		}
	}
	for c := range r.open {
		if !listed[c] {
			r.hush(c)
			r.k.doors.set(c, nil)
			delete(r.open, c)
		}
	}
	r.places = slices.Compact(places)
	return nil
}

// doors lists the connections to the platform by which something may come in.
func (r *rehearsal) doors(ctx context.Context) (out []connection.Door, err error) {
	all, err := r.app.Auth.Workspaces(ctx)
	if err != nil {
		return nil, err
	}
	simulated := map[id.Workspace]bool{}
	for _, ws := range all {
		simulated[ws.ID] = ws.Kind == auth.Sandbox
	}
	err = r.app.DB.Read(ctx, func(tx *db.Tx) error {
		out, err = r.app.Connection.OpenDoors(ctx, tx, event.Sandbox)
		return err
	})
	return slices.DeleteFunc(out, func(d connection.Door) bool { return !simulated[d.Workspace] || !d.Paused.IsZero() }), err
}

// take tries for the leases of those sandboxes that this process does not hold.
func (r *rehearsal) take(ctx context.Context, doors []connection.Door) (map[string]bool, error) {
	held := map[string]bool{}
	for _, name := range r.k.keeper.Held(playPrefix, r.app.DB.Clock.Now()) {
		held[name] = true
	}
	var want []string
	for _, d := range doors {
		if name := playName(d.Workspace); !held[name] && !slices.Contains(want, name) {
			want = append(want, name)
		}
	}
	if len(want) == 0 {
		return held, nil
	}
	taken, err := r.k.keeper.Take(ctx, want...)
	for _, name := range taken {
		held[name] = true
	}
	return held, err
}

// hear hands what happens on one connection to the inbox until it is hushed.
func (r *rehearsal) hear(c id.Connection) {
	one := r.open[c]
	if one.stop != nil {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	one.stop, one.ended = stop, make(chan struct{})
	in, ended := leased{r.into(one.ws, c), func() bool { return r.holds(one.ws) }}, one.ended
	r.work.Go("hear the sandbox", func(group context.Context) error {
		defer close(ended)
		defer stop()
		defer context.AfterFunc(group, stop)()
		return one.adapter.Run(ctx, in)
	})
}

// hush ends hearing a connection, and waits until nothing more is handed in.
func (r *rehearsal) hush(c id.Connection) {
	one := r.open[c]
	if one.stop == nil {
		return
	}
	one.stop()
	<-one.ended
	one.stop = nil
}

// leased hands nothing on once the lease is lost: a process that stood still
// does not tell what another tells already.
type leased struct {
	channel.Inlet
	held func() bool
}

var errNotOurs = errors.New("another process tells what happens in this sandbox")

// Accept keeps what happened, while the lease is held.
func (in leased) Accept(ctx context.Context, happened []channel.Arrived) error {
	if !in.held() {
		return errNotOurs
	}
	return in.Inlet.Accept(ctx, happened)
}

func (r *rehearsal) holds(ws id.Workspace) bool {
	return slices.Contains(r.k.keeper.Held(playPrefix, r.app.DB.Clock.Now()), playName(ws))
}

// heard lists the connections that this process hears.
func (r *rehearsal) heard() (out []heard) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for c, one := range r.open {
		if one.stop != nil && r.holds(one.ws) {
			out = append(out, heard{one.ws, c, one.adapter, one.adapter.Account(), event.Sandbox})
		}
	}
	return out
}

// mine lists the sandboxes whose lease this process holds now.
func (r *rehearsal) mine() []id.Workspace {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(r.places), func(ws id.Workspace) bool { return !r.holds(ws) })
}

// tick lets the crowds of every sandbox live up to now.
func (r *rehearsal) tick(ctx context.Context) error {
	for _, ws := range r.mine() {
		if err := r.live(ctx, ws); err != nil {
			return err
		}
	}
	return nil
}

// rehearsed is inlet, and tells the story of what came again.
type rehearsed struct {
	inlet
	story *story
}

// Accept keeps what happened, once and for good.
func (in rehearsed) Accept(ctx context.Context, happened []channel.Arrived) error {
	verdicts, err := in.keep(ctx, happened)
	for i, v := range verdicts {
		if v == inbox.Duplicate {
			in.story.again(in.workspace, happened[i].Event)
		}
	}
	return err
}

// unwatched is how long a fast clock runs on when nobody looks: a night at
// ten thousand times would be a decade of talk.
const unwatched = 3 * time.Minute

// slow lets clocks run as the wall's again where nobody watches, by whichever
// process.
func (r *rehearsal) slow(ctx context.Context) error {
	for ws, at := range r.app.watched.all() {
		if err := r.app.Sandbox.Watched(ctx, ws, at); err != nil {
			return err
		}
	}
	for _, ws := range r.mine() {
		c := r.app.times.own(ws).read()
		if c.Speed <= 1 || c.Paused {
			continue
		}
		last, err := r.app.Sandbox.LastWatched(ctx, ws)
		if err != nil {
			return err
		}
		if last.Before(r.app.watched.began) {
			last = r.app.watched.began
		}
		if r.app.DB.Clock.Now().Sub(last) < unwatched {
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

// watched knows when somebody last looked at a sandbox by this process.
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

// all returns who was looked at since it was last asked, and forgets them.
func (w *watched) all() map[id.Workspace]time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.at
	w.at = map[id.Workspace]time.Time{}
	return out
}
