package house

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/channel"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// road is where this process takes events in; nil while it serves none.
func (g *gates) road() *inbox.Box {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.box
}

// hands are the connections to groups kept by hand, as this process has them open.
// Every process hands on what people wrote down: what two hand on is one event.
type hands struct {
	k    *kernel
	work *run.Group
	log  *slog.Logger

	mu   sync.Mutex // guards open
	open map[id.Connection]*handDesk
}

// handDesk is one of them that is open.
type handDesk struct {
	door connection.Door
	wake chan struct{}
	stop context.CancelFunc
	over chan struct{} // closed when nothing more is handed on
}

func newHands(k *kernel, work *run.Group, log *slog.Logger) *hands {
	return &hands{k: k, work: work, log: log, open: map[id.Connection]*handDesk{}}
}

// follow opens and closes what the table says, and wakes those behind whom somebody
// has written something down.
func (h *hands) follow(ctx context.Context) error {
	var doors []connection.Door
	err := h.k.app.DB.Read(ctx, func(tx *db.Tx) (err error) {
		doors, err = h.k.app.Connection.OpenDoors(ctx, tx, hand.Network)
		return err
	})
	if err != nil {
		return err
	}
	waiting, err := h.k.app.Manual.Waits(ctx)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	listed := map[id.Connection]bool{}
	for _, d := range doors {
		listed[d.ID] = d.Paused.IsZero()
		if listed[d.ID] && h.open[d.ID] == nil {
			h.set(d)
		}
	}
	for c, one := range h.open {
		if !listed[c] {
			h.k.doors.set(c, nil)
			one.stop()
			<-one.over
			delete(h.open, c)
		}
	}
	for _, c := range waiting {
		if one := h.open[c]; one != nil {
			select {
			case one.wake <- struct{}{}:
			default:
			}
		}
	}
	return nil
}

// set opens a connection.
func (h *hands) set(d connection.Door) {
	ctx, stop := context.WithCancel(context.Background())
	one := &handDesk{door: d, wake: make(chan struct{}, 1), stop: stop, over: make(chan struct{})}
	adapter := &hand.Adapter{Book: book{h.k.app, one}, Pause: time.Second}
	h.open[d.ID] = one
	h.k.doors.set(d.ID, adapter)
	h.work.Go("hand on what people wrote down", func(group context.Context) error {
		defer close(one.over)
		defer stop()
		defer context.AfterFunc(group, stop)()
		return adapter.Run(ctx, inlet{h.k.box, d.Workspace, d.ID})
	})
}

// book is what people wrote down behind one connection.
type book struct {
	app *App
	at  *handDesk
}

var _ hand.Book = book{}

// Untold lists what was not handed on yet.
func (b book) Untold(ctx context.Context) ([]channel.Arrived, error) {
	return b.app.Manual.Untold(ctx, b.at.door.Workspace, b.at.door.ID)
}

// Told notes what was kept.
func (b book) Told(ctx context.Context, keys []string) error {
	return b.app.Manual.Told(ctx, b.at.door.Workspace, b.at.door.ID, keys)
}

// Done reports whether a person has done a deed.
func (b book) Done(ctx context.Context, key string) (bool, error) {
	return byHand{b.app}.isDone(ctx, b.at.door.Workspace, key)
}

// Wait returns once somebody wrote something down.
func (b book) Wait(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-b.at.wake:
	}
}

// checkHands looks whether what people wrote down behind a connection was taken in.
func (a *App) checkHands(ctx context.Context, d connection.Door) []channel.Finding {
	return (&hand.Adapter{Book: book{a, &handDesk{door: d}}}).Check(ctx)
}
