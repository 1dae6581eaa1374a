package sandbox

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/sandbox/crowd"
)

// world is one workspace's sandbox inside a transaction that holds its lock.
// What it gathers is written by save.
type world struct {
	p   *Platform
	ctx context.Context //nolint:containedctx // lives no longer than the transaction
	tx  *db.Tx
	ws  id.Workspace

	wall    time.Time
	now     time.Time // by the workspace's clock
	clock   clock.Workspace
	next    int64
	town    uint64
	down    bool
	losing  bool
	limited time.Time
	lose    int64 // so many happenings are still kept from adapters
	twice   int64 // so many are still told twice
	lost    int64

	groups   map[event.NativeChat]*group
	names    map[event.NativeUser]string
	messages []message // said, not written yet
	told     []told
	notices  []notice
}

// group is one group inside a transaction.
type group struct {
	Chat      event.NativeChat
	Name      string
	Profile   Profile
	Owner     event.NativeUser
	Code      string
	Made      int64
	Dismissed int64
	Seq       int64
	Last      int64

	people *crowd.Crowd // nil: it has no crowd
	state  crowd.State
	plan   string
	hears  []id.Connection // whose account is there
	asked  bool            // hears is known
}

// message is one thing said.
type message struct {
	chat    event.NativeChat
	seq     int64
	who     event.NativeUser
	at      int64
	form    event.Form
	body    string
	answers int64
	media   string
}

type told struct {
	connection id.Connection
	n          int64
	key        string
	event      []byte
}

// errBehind says that a crowd has more to tell than fits one transaction.
var errBehind = errors.New("the crowd is far behind")

// aTime is how many lines of a crowd one transaction writes at most.
const aTime = 300

// patience is how long nobody may live by a fast clock before it counts as
// having stood still, so that a night without the program is no decade.
const patience = 10 * time.Second

// change runs fn with the lock of a workspace's sandbox. All of it happens or
// nothing. Where a crowd is far behind it catches up first.
func (p *Platform) change(ctx context.Context, ws id.Workspace, fn func(*world) error) error {
	for {
		err := p.db.Write(ctx, func(tx *db.Tx) error {
			w := &world{p: p, ctx: ctx, tx: tx, ws: ws, wall: p.clock.Now(), groups: map[event.NativeChat]*group{}, names: map[event.NativeUser]string{}}
			if err := w.lock(); err != nil {
				return err
			}
			if err := fn(w); err != nil {
				return err
			}
			return w.save()
		})
		if errors.Is(err, errBehind) {
			if err = p.Tick(ctx, ws); err == nil {
				continue
			}
		}
		if err == nil {
			p.wake(ws)
		}
		return err
	}
}

// lock takes the workspace's lock and reads its clock.
func (w *world) lock() error {
	town := int64(w.ws)*7919 + 17
	if _, err := w.tx.Exec(w.ctx, `INSERT INTO sandbox_world (workspace, next, town, down, losing, limited) VALUES ($1, 1, $2, 0, 0, 0)
		ON CONFLICT (workspace) DO NOTHING`, w.ws, town); err != nil {
		return fmt.Errorf("make the sandbox: %w", err)
	}
	var limited, down, losing int64
	if err := w.tx.QueryRow(w.ctx, `UPDATE sandbox_world SET next = next WHERE workspace = $1 RETURNING next, town, down, losing, limited, lose, twice, lost`, w.ws).
		Scan(&w.next, &town, &down, &losing, &limited, &w.lose, &w.twice, &w.lost); err != nil {
		return fmt.Errorf("lock the sandbox: %w", err)
	}
	w.town, w.down, w.losing, w.limited = uint64(town), down != 0, losing != 0, time.UnixMilli(limited).UTC()
	c, seen, err := readClock(w.ctx, w.tx, w.ws)
	if err != nil {
		return err
	}
	if c.Speed > 1 && w.wall.Sub(seen) > patience {
		c = c.Stood(seen, w.wall)
	}
	w.clock, w.now = c, c.At(w.wall)
	return nil
}

// save writes what was gathered.
func (w *world) save() error {
	if err := w.flush(); err != nil {
		return err
	}
	if err := w.putNotices(); err != nil {
		return err
	}
	for _, g := range w.groups {
		if err := w.putGroup(g); err != nil {
			return err
		}
	}
	b := db.Bulk{Into: `sandbox_told (workspace, connection, n, key, event)`, Columns: 5}
	if _, err := b.Run(w.ctx, w.tx, len(w.told), func(dst []any, i int) []any {
		t := w.told[i]
		return append(dst, int64(w.ws), int64(t.connection), t.n, t.key, t.event)
	}); err != nil {
		return err
	}
	if !w.clock.Real() {
		if err := w.putClock(); err != nil {
			return err
		}
	}
	_, err := w.tx.Exec(w.ctx, `UPDATE sandbox_world SET next = $2, down = $3, losing = $4, limited = $5, lose = $6, twice = $7, lost = $8 WHERE workspace = $1`,
		w.ws, w.next, flag(w.down), flag(w.losing), w.limited.UnixMilli(), w.lose, w.twice, w.lost)
	return err
}

func flag(on bool) int64 {
	if on {
		return 1
	}
	return 0
}

// number is a number that this workspace has not used.
func (w *world) number() int64 {
	w.next++
	return w.next - 1
}

// group returns a group whose crowd has told everything up to now. A group
// that was dismissed is found, too.
func (w *world) group(chat event.NativeChat) (*group, error) {
	if g := w.groups[chat]; g != nil {
		return g, nil
	}
	g, err := w.getGroup(chat)
	if err != nil {
		return nil, err
	}
	w.p.know(w.ws, chat, g.Profile)
	w.groups[chat] = g
	if g.people == nil || g.Dismissed != 0 {
		return g, nil
	}
	g.state.Last = max(g.state.Last, g.Last)
	lines, done := g.people.Advance(&g.state, w.now, aTime)
	for _, l := range lines {
		if err := w.live(g, l); err != nil {
			return nil, err
		}
	}
	g.Seq, g.Last = max(g.Seq, g.state.Seq), max(g.Last, g.state.Last)
	if !done {
		return g, errBehind
	}
	return g, nil
}

// moment is when what is done now happens in a group: after all before it.
func (w *world) moment(g *group) time.Time {
	ms := max(w.now.UnixMilli(), g.Last+1)
	g.Last = ms
	return time.UnixMilli(ms).UTC()
}

// heard tells a group's crowd what somebody did whom it does not move.
func (g *group) heard(h crowd.Heard) {
	if g.people != nil {
		g.people.Hear(&g.state, h)
	}
}

// tell notes what happened for everybody who hears it: adapters whose account
// is in the group, unless the platform is told to lose it, it lies before the
// group was made (the past of a crowd), or the group's profile keeps what is
// said to itself.
func (w *world) tell(g *group, key string, at time.Time, e event.Event) error {
	if at.UnixMilli() < g.Made {
		return nil
	}
	switch e.Kind {
	case event.Message, event.Edit, event.Delete, event.Reaction:
		if g.Profile.Capabilities()[channel.ReadMessages] == channel.None {
			return nil
		}
	}
	if !g.asked {
		hears, err := w.hearers(g.Chat)
		if err != nil {
			return err
		}
		g.hears, g.asked = hears, true
	}
	if len(g.hears) == 0 {
		return nil
	}
	if w.losing || w.lose > 0 {
		w.lose, w.lost = max(0, w.lose-1), w.lost+1
		return nil
	}
	body := event.Append(nil, whole(g.Chat, at, e))
	for range 1 + min(w.twice, 1) {
		for _, c := range g.hears {
			w.told = append(w.told, told{c, w.number(), key, body})
		}
	}
	w.twice = max(0, w.twice-1)
	return nil
}

// whole fills in what all events of the sandbox have alike.
func whole(chat event.NativeChat, at time.Time, e event.Event) *event.Event {
	e.Network, e.Namespace, e.Chat, e.At = event.Sandbox, Namespace, chat, at
	e.Chars = utf8.RuneCountInString(e.Body)
	return &e
}

// actor is somebody with the name they go by.
func (w *world) actor(who event.NativeUser) (event.Actor, error) {
	if who == "" {
		return event.Actor{}, nil
	}
	if n := crowdNumber(who); n >= 0 {
		return event.Actor{ID: who, Name: w.p.lib.Person(w.town, n).Name}, nil
	}
	name, known := w.names[who]
	if !known {
		var err error
		if name, err = w.personName(who); err != nil {
			return event.Actor{}, err
		}
		w.names[who] = name
	}
	return event.Actor{ID: who, Name: name}, nil
}
