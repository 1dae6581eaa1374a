package house

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/herald"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/router"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/report"
)

// flow is the road of an event through the features, in one transaction.
type flow struct {
	app   *App
	live  *chat.LiveRecorder
	story *story
	clock clock.Clock
	tell  teller
	hands byHand
}

var _ router.Handler = (*flow)(nil)

// Prepare recognises and reads a batch.
func (f *flow) Prepare(ctx context.Context, ws id.Workspace, batch []router.Routed) (router.Plan, error) {
	arrived := make([]chat.Arrived, len(batch))
	for i := range batch {
		arrived[i] = chat.Arrived(batch[i])
	}
	said, err := f.live.Prepare(ctx, ws, arrived)
	if err != nil {
		return router.Plan{}, err
	}
	after := func() {
		said.Committed()
		f.story.note(ws, batch, said.Refused, f.clock.Now())
		f.tell.herald.Told()
	}
	write := func(ctx context.Context, tx *db.Tx) error {
		if err := said.Write(ctx, tx); err != nil {
			return err
		}
		for i := range batch {
			if e := &batch[i].Event; e.Kind == event.Confirmed {
				if err := outbox.Confirmed(ctx, tx, ws, e.Ref, string(e.Target)); err != nil {
					return err
				}
				if err := f.hands.done(ctx, tx, ws, e.Ref); err != nil {
					return err
				}
			}
		}
		return f.tell.tell(ctx, tx, ws, batch, said)
	}
	return router.Plan{Write: write, Refused: said.Refused, After: after}, nil
}

// kernel is what moves events while the program serves.
type kernel struct {
	app    *App
	box    *inbox.Box
	keeper *lease.Keeper
	router *router.Router
	herald *herald.Herald
	outbox *outbox.Worker
	jobs   *job.Worker
	doors  *adapters
	live   *chat.LiveRecorder
	found  founds // what comparing has found
	log    *slog.Logger
}

// newKernel builds the road from the inbox to the features.
func newKernel(a *App, owner string, log *slog.Logger) *kernel {
	k := &kernel{app: a, box: inbox.New(a.DB, a.IDs), keeper: lease.NewKeeper(a.DB, owner), log: log}
	h := &flow{app: a, live: a.Chat.NewLive(recogniser{Service: a.Community, kinds: a.simulatedKinds}), story: a.story, clock: a.DB.Clock, hands: byHand{a}}
	k.live = h.live
	k.herald = herald.New(a.DB, a.IDs, k.keeper, log, a.hearers()...)
	h.tell = teller{k.herald}
	k.doors = &adapters{open: map[id.Connection]channel.Adapter{}}
	k.outbox = outbox.NewWorker(a.DB, k.keeper, sender{doors: k.doors, hooks: connection.Hooks{S: a.Connection}, reports: report.Sender{S: a.Report}}, touchGate{a}, isHeld, log)
	k.outbox.Give(byHand{a})
	k.jobs = job.NewWorker(a.DB, a.doers(), a.times.Of, isHeld, log)
	k.router = router.New(a.DB, k.box, k.keeper, h, log, runtime.GOMAXPROCS(0))
	return k
}

// hearers are those who want to hear facts.
func (a *App) hearers() []herald.Hearer {
	return []herald.Hearer{a.Index, connection.Hooks{S: a.Connection}, playbook.Live{S: a.Playbook}}
}

// doers are those who do jobs.
func (a *App) doers() map[job.Kind]job.Doer {
	live := playbook.Live{S: a.Playbook}
	return map[job.Kind]job.Doer{playbook.RunJob: live, playbook.StartJob: live, playbook.GatherJob: live, playbook.SweepJob: live, playbook.WatchJob: live,
		report.MorningJob: report.Mornings{S: a.Report}}
}

// start moves events until work stops.
func (k *kernel) start(work *run.Group) {
	accepting, doing := 1, 1
	if k.app.DB.Dialect == db.Postgres { // commits wait for the disk side by side
		accepting, doing = 4, 3
	}
	for range accepting {
		work.Go("accept events", k.box.Run)
	}
	work.Every(router.ShareEvery(), "share the lanes", func(ctx context.Context) error {
		if err := k.router.Share(ctx); err != nil {
			return err
		}
		return k.outbox.Share(ctx)
	})
	work.Go("send deeds", k.outbox.Run)
	for range doing {
		work.Go("do jobs", k.jobs.Run)
	}
	for _, loop := range k.herald.Loops() {
		work.Go("tell facts", loop)
	}
	if k.app.Index != nil {
		work.Go("index what was said", reading{k.keeper, k.app.DB.Clock, k.app.Index, k.log}.run)
	}
	work.Every(time.Second, "tidy the queues", func(ctx context.Context) error { return k.app.DB.Tidy(ctx, Schemas()...) })
	work.Every(time.Hour, "sweep the inbox", k.box.Sweep)
	work.Every(time.Hour, "sweep the outbox", k.sweepOutbox)
	k.app.gates.begin(k, work, k.log)
	work.Every(time.Second, "look after groups kept by hand", newHands(k, work, k.log).follow)
	work.Every(time.Second, "compare with the networks", newReconciler(k, networkPace, k.app.gates.heard, k.log).step)
	for _, loop := range k.router.Loops() {
		work.Go("route events", loop)
	}
}

// sweepOutbox forgets what left long ago, and what is not needed any more.
func (k *kernel) sweepOutbox(ctx context.Context) error {
	all, err := k.app.Auth.Workspaces(ctx)
	for _, ws := range all {
		err = errors.Join(err, outbox.Sweep(ctx, k.app.DB, ws.ID), k.app.Compliance.Sweep(ctx, ws.ID), k.app.Manual.Sweep(ctx, ws.ID), k.app.Chain.Sweep(ctx, ws.ID),
			k.app.Shelf.Sweep(ctx, ws.ID), k.app.Task.Sweep(ctx, ws.ID))
	}
	return err
}

// close gives the lanes back, so that others need not wait.
func (k *kernel) close(ctx context.Context) error {
	if err := k.keeper.Close(ctx); err != nil {
		return fmt.Errorf("give the lanes back: %w", err)
	}
	return nil
}
