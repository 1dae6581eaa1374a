package house

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/channel/matrix"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// gates are the connections to chat networks as this process has them open. Any
// process may send by one; one process at a time hears it.
type gates struct {
	app *App

	mu   sync.Mutex // guards what follows
	open map[id.Connection]*gate
	back map[id.Connection]bool // whose history is being read

	// Set when serving begins.
	doors  *adapters
	keeper *lease.Keeper
	box    *inbox.Box
	work   *run.Group
	log    *slog.Logger
}

// gate is one connection that is open.
type gate struct {
	door    connection.Door
	adapter *matrix.Adapter
	handler http.Handler
	fault   error // why it could not be opened

	stop   context.CancelFunc // ends hearing it; nil while this process does not
	ended  chan struct{}      // closed when hearing it has ended
	failed error              // why it ended by itself; set before ended is closed
	again  time.Time          // hearing it is not tried before
}

const (
	lookEvery  = 2 * time.Second  // for connections made, changed or removed, by other processes too
	hearAgain  = 30 * time.Second // after hearing one has ended by itself
	gatePrefix = "gate/"          // of leases
)

func newGates(a *App) *gates {
	return &gates{app: a, open: map[id.Connection]*gate{}, back: map[id.Connection]bool{}}
}

// begin opens the connections and keeps up with them until work stops.
func (g *gates) begin(k *kernel, work *run.Group, log *slog.Logger) {
	g.mu.Lock()
	g.doors, g.keeper, g.box, g.work, g.log = k.doors, k.keeper, k.box, work, log
	g.mu.Unlock()
	work.Every(lookEvery, "look after connections", g.follow)
}

// follow opens, changes and closes what the table says, and hears what this
// process has the lease for.
func (g *gates) follow(ctx context.Context) error {
	var doors []connection.Door
	err := g.app.DB.Read(ctx, func(tx *db.Tx) (err error) {
		doors, err = g.app.Connection.OpenDoors(ctx, tx, event.Matrix)
		return err
	})
	if err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	listed := map[id.Connection]bool{}
	for _, d := range doors {
		listed[d.ID] = true
		if was := g.open[d.ID]; was == nil || was.door.Version != d.Version {
			g.shut(ctx, d.ID)
			g.set(d)
		}
	}
	for c := range g.open {
		if !listed[c] {
			g.shut(ctx, c)
		}
	}
	return g.hear(ctx)
}

// set opens a connection. One that cannot be opened stays, with the reason.
func (g *gates) set(d connection.Door) {
	now := &gate{door: d}
	g.open[d.ID] = now
	if now.adapter, now.fault = g.app.openMatrix(d, g.log); now.fault != nil {
		g.log.Warn("a connection could not be opened", "connection", id.Show(d.ID), "err", now.fault)
		return
	}
	now.handler = http.StripPrefix(strings.TrimSuffix(hookPath(d.ID), "/"), now.adapter.Handler())
	if d.Paused.IsZero() { // else nothing leaves by it
		g.doors.set(d.ID, now.adapter)
	}
}

// shut closes a connection, and waits until nothing more of it is handed in.
func (g *gates) shut(ctx context.Context, c id.Connection) {
	was := g.open[c]
	if was == nil {
		return
	}
	delete(g.open, c)
	g.doors.set(c, nil)
	if was.stop == nil {
		return
	}
	was.stop()
	<-was.ended
	if err := g.keeper.Release(ctx, gatePrefix+id.Show(c)); err != nil {
		g.log.Warn("a lease could not be given back", "err", err)
	}
}

// hear begins to hear the connections whose lease is free, and ends hearing
// those whose lease was lost.
func (g *gates) hear(ctx context.Context) error {
	now := g.app.DB.Clock.Now()
	held := map[string]bool{}
	for _, name := range g.keeper.Held(gatePrefix, now) {
		held[name] = true
	}
	var want []string
	for c, one := range g.open {
		name := gatePrefix + id.Show(c)
		if one.stop != nil && over(one.ended) {
			one.stop, one.again = nil, now.Add(hearAgain)
		}
		switch {
		case one.adapter == nil || !one.door.Paused.IsZero() || now.Before(one.again):
		case !held[name] && one.stop != nil: // this process stood still for too long
			one.stop()
		case !held[name]:
			want = append(want, name)
		}
	}
	if len(want) > 0 {
		taken, err := g.keeper.Take(ctx, want...)
		if err != nil {
			return err
		}
		for _, name := range taken {
			held[name] = true
		}
	}
	for c, one := range g.open {
		if held[gatePrefix+id.Show(c)] && one.stop == nil && one.adapter != nil && one.door.Paused.IsZero() && !now.Before(one.again) {
			g.run(one)
		}
	}
	return nil
}

func over(ended <-chan struct{}) bool {
	select {
	case <-ended:
		return true
	default:
		return false
	}
}

// run hears one connection until it is stopped.
func (g *gates) run(one *gate) {
	ctx, stop := context.WithCancel(context.Background())
	one.stop, one.ended, one.failed = stop, make(chan struct{}), nil
	in := inlet{g.box, one.door.Workspace, one.door.ID}
	g.work.Go("hear a connection", func(group context.Context) error {
		defer close(one.ended)
		defer stop()
		defer context.AfterFunc(group, stop)()
		if one.failed = one.adapter.Run(ctx, in); one.failed != nil {
			g.log.Warn("a connection is heard no more", "connection", id.Show(one.door.ID), "err", one.failed)
		}
		return nil
	})
}

// of returns a connection as this process has it open, or nil.
func (g *gates) of(ws id.Workspace, c id.Connection) (adapter *matrix.Adapter, heard bool, fault error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	one := g.open[c]
	if one == nil || one.door.Workspace != ws {
		return nil, false, nil
	}
	fault = one.fault
	if one.ended != nil && over(one.ended) && one.failed != nil {
		fault = one.failed
	}
	return one.adapter, one.stop != nil && !over(one.ended), fault
}

// heard lists the connections that this process hears.
func (g *gates) heard() (out []heard) {
	g.mu.Lock()
	defer g.mu.Unlock()
	held := map[string]bool{}
	for _, name := range g.keeper.Held(gatePrefix, g.app.DB.Clock.Now()) {
		held[name] = true
	}
	for c, one := range g.open {
		if held[gatePrefix+id.Show(c)] && one.stop != nil && !over(one.ended) {
			out = append(out, heard{one.door.Workspace, c, one.adapter, one.adapter.Me(), ""})
		}
	}
	return out
}

// hookPath is where the network of a connection finds us.
func hookPath(c id.Connection) string { return "/hook/" + id.Show(c) + "/" }

// ServeHTTP gives what networks tell to the connection it is for.
func (g *gates) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/hook/"), "/")
	c, err := id.Parse[id.Connection](name)
	var h http.Handler
	if err == nil {
		g.mu.Lock()
		if one := g.open[c]; one != nil {
			h = one.handler
		}
		g.mu.Unlock()
	}
	if h == nil {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"errcode":"M_NOT_FOUND","error":"no such connection"}`)) // the caller went away
		return
	}
	h.ServeHTTP(w, r)
}
