package house

import (
	"context"
	"hash/fnv"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// heard is a connection that this process hears: it has its lease, so no other
// process compares it meanwhile.
type heard struct {
	ws      id.Workspace
	conn    id.Connection
	adapter channel.Adapter
	me      event.NativeUser // our own account
	network event.Network    // of which all groups are its; "" where only those it has told of are
}

// pace is how often, how gently and how patiently groups are compared.
type pace struct {
	every   time.Duration // between two comparings of one group
	patient time.Duration // how long a difference has to last: what is under way comes by itself
	again   time.Duration // after a network was away or refused for now
	atOnce  int           // groups in one step, which is a second
	news    time.Duration // how old a lost message may be to be news still, by the workspace's clock; older ones are history
}

var (
	sandboxPace = pace{every: 20 * time.Second, patient: 3 * time.Second, again: 5 * time.Second, atOnce: 50, news: 31 * 24 * time.Hour} // its clock may run fast
	networkPace = pace{every: 6 * time.Hour, patient: time.Minute, again: 2 * time.Minute, atOnce: 1, news: 24 * time.Hour}
)

// reconciler finds what networks never told: it compares the groups of the
// connections that this process hears with what is known of them, when it begins
// to hear one, when a network was away, and now and then.
//
// What it finds goes the way of everything that happens, through the inbox. So
// finding it twice, and being told of it late after all, changes nothing.
type reconciler struct {
	k     *kernel
	log   *slog.Logger
	pace  pace
	doors func() []heard
	at    map[id.Connection]*comparing // of step alone

	// Set by tests: called between handing in and noting.
	handed func()
}

// founds count what this process has found, for its metrics.
type founds struct{ messages, moves, names atomic.Int64 }

func (t *founds) add(c connection.Compared) {
	t.messages.Add(c.Messages)
	t.moves.Add(c.Moves)
	t.names.Add(c.Names)
}

// comparing is how far a connection has come.
type comparing struct {
	next  time.Time // when all groups are compared again
	look  time.Time // when it is looked for new ones
	hold  time.Time // the network is left alone until then
	away  bool      // it was when it was last looked at
	whole bool      // all groups are being compared, and it is not noted yet
	jobs  []duty
	known map[id.Group]bool    // groups that were compared, or are to be
	lack  map[string]time.Time // keys of what is missing, and since when
}

// duty is one group that is to be compared.
type duty struct {
	group community.Group
	due   time.Time
}

func newReconciler(k *kernel, p pace, doors func() []heard, log *slog.Logger) *reconciler {
	return &reconciler{k: k, pace: p, doors: doors, log: log, at: map[id.Connection]*comparing{}, handed: func() {}}
}

// step goes on with every connection.
func (r *reconciler) step(ctx context.Context) error {
	open := map[id.Connection]bool{}
	for _, h := range r.doors() {
		open[h.conn] = true
		if err := r.connection(ctx, h); err != nil {
			return err
		}
	}
	for c := range r.at {
		if !open[c] {
			delete(r.at, c)
		}
	}
	return nil
}

// connection compares those groups of a connection that are due, a few at a time.
func (r *reconciler) connection(ctx context.Context, h heard) error {
	now := r.k.app.DB.Clock.Now()
	c := r.at[h.conn]
	if c == nil {
		c = &comparing{lack: map[string]time.Time{}, known: map[id.Group]bool{}}
		r.at[h.conn] = c
	}
	if a, ok := h.adapter.(interface{ Away() bool }); ok {
		if away := a.Away(); away {
			c.away = true
			return nil
		}
		if c.away {
			c.away, c.next = false, now
		}
	}
	if now.Before(c.hold) {
		return nil
	}
	if !now.Before(c.next) || !now.Before(c.look) {
		if err := r.list(ctx, h, c, now); err != nil {
			return err
		}
	}
	for range r.pace.atOnce {
		i := slices.IndexFunc(c.jobs, func(d duty) bool { return !now.Before(d.due) })
		if i < 0 {
			break
		}
		if done, err := r.job(ctx, h, c, i, now); err != nil || !done {
			return err
		}
	}
	if !c.whole || slices.ContainsFunc(c.jobs, func(d duty) bool { return !now.Before(d.due) }) {
		return nil
	}
	c.whole = false
	return r.note(ctx, h, connection.Compared{At: now})
}

// lookFor is how soon a new group is compared for the first time.
const lookFor = time.Minute

// list puts new groups of a connection on the list, and all of them where that
// is due, and says when that is done again: connections do not all come at the
// same time.
func (r *reconciler) list(ctx context.Context, h heard, c *comparing, now time.Time) error {
	if c.next.IsZero() {
		if err := r.tidy(ctx, h); err != nil {
			return err
		}
	}
	var groups []community.Group
	err := r.k.app.DB.Read(ctx, func(tx *db.Tx) error {
		told, err := r.k.app.Chat.Told(ctx, tx, h.ws)
		if err == nil && h.network != "" {
			groups, err = r.k.app.Community.Groups(ctx, tx, h.ws)
			groups = slices.DeleteFunc(groups, func(g community.Group) bool { return g.Network != h.network })
			return err
		}
		if err == nil && told[h.conn].Import != 0 {
			groups, err = r.k.app.Community.SeenBy(ctx, tx, h.ws, told[h.conn].Import)
		}
		return err
	})
	if err != nil {
		return err
	}
	all, waits := !now.Before(c.next), map[id.Group]bool{}
	for _, d := range c.jobs {
		waits[d.group.ID] = true
	}
	for _, g := range groups {
		can := h.adapter.Capabilities(g.Chat)
		able := can[channel.ListMembers] == channel.Direct || can[channel.ReadHistory] == channel.Direct
		if able && !waits[g.ID] && (all || !c.known[g.ID]) {
			c.jobs = append(c.jobs, duty{g, now})
			c.known[g.ID] = true
		}
	}
	if c.look = now.Add(lookFor); !all {
		return nil
	}
	spread := fnv.New32a()
	_, _ = spread.Write([]byte(id.Show(h.conn)))
	c.next = now.Add(r.pace.every + r.pace.every/8*time.Duration(spread.Sum32()%8)/8)
	c.whole = len(c.jobs) > 0
	return nil
}

// broughtBy marks the imports by which a connection's old messages are brought.
func broughtBy(h heard) string { return `{"found":"` + id.Show(h.conn) + `"}` }

// tidy takes back what a process that was killed had begun to bring: it is found
// missing again.
func (r *reconciler) tidy(ctx context.Context, h heard) error {
	var all []chat.Import
	err := r.k.app.DB.Read(ctx, func(tx *db.Tx) (err error) {
		all, err = r.k.app.Chat.Imports(ctx, tx, h.ws)
		return err
	})
	for _, i := range all {
		if err == nil && i.State == chat.Running && i.Source == broughtBy(h) {
			err = r.k.app.Chat.Abandon(ctx, h.ws, i.ID)
		}
	}
	return err
}

// job compares one group, and reports whether the network may be asked on.
func (r *reconciler) job(ctx context.Context, h heard, c *comparing, i int, now time.Time) (done bool, err error) {
	d := c.jobs[i]
	again, err := r.group(ctx, h, c, d.group)
	switch kind := fault.KindOf(err); {
	case err == nil:
	case ctx.Err() != nil:
		return false, nil
	case kind == fault.Forbidden || kind == fault.NotFound || kind == fault.Invalid: // it is not ours to look at any more
		again = false
	case kind == fault.Unavailable || kind == fault.Limited: // it comes again, and is nobody's fault
		r.log.Info("a network could not be asked; it is asked later", "connection", id.Show(h.conn), "err", err)
		c.hold = now.Add(r.pace.again)
		return false, nil
	default:
		c.hold = now.Add(r.pace.again)
		return false, err
	}
	if again {
		c.jobs[i].due = now.Add(r.pace.patient)
	} else {
		c.jobs = slices.Delete(c.jobs, i, i+1)
	}
	return true, nil
}

// group compares one group: what was said in it first, for that tells of moves
// too where the network can, then who is in it and what it is called. It reports
// whether something differs that may come by itself still.
func (r *reconciler) group(ctx context.Context, h heard, c *comparing, g community.Group) (again bool, err error) {
	can := h.adapter.Capabilities(g.Chat)
	var list channel.Snapshot
	l, lists := h.adapter.(channel.Lister)
	lists = lists && can[channel.ListMembers] == channel.Direct
	w := watch{r: r, h: h, c: c, g: g, lost: map[event.NativeMessage]bool{}}
	if err := w.begin(ctx); err != nil {
		return false, err
	}
	if lists {
		if list, err = l.Members(ctx, g.Chat); err != nil {
			return false, err
		}
		w.at = r.k.app.times.Of(h.ws).Now()
	}
	here := !lists || slices.ContainsFunc(list.Members, func(a event.Actor) bool { return a.ID == h.me })
	if past, ok := h.adapter.(channel.Historian); ok && here && can[channel.ReadHistory] == channel.Direct && can[channel.ReadMessages] == channel.Direct {
		if err := w.history(ctx, past); err != nil {
			return false, err
		}
	}
	if lists {
		if err := w.members(ctx, list, here); err != nil {
			return false, err
		}
		if err := w.name(ctx, list.Name); err != nil {
			return false, err
		}
	}
	return w.again, w.end(ctx)
}

// note keeps what was found.
func (r *reconciler) note(ctx context.Context, h heard, more connection.Compared) error {
	r.k.found.add(more)
	return r.k.app.DB.Write(ctx, func(tx *db.Tx) error { return r.k.app.Connection.NoteCompared(ctx, tx, h.ws, h.conn, more) })
}
