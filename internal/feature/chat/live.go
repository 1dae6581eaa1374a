package chat

import (
	"context"
	"fmt"
	"sync"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Arrived is an event that was just routed.
type Arrived struct {
	ID         id.Event
	Connection id.Connection
	Key        string   // unique within the connection
	Turn       id.Event // of its routing: no other has it, not even of the same event
	Event      event.Event
}

// LiveRecorder records what happens as it happens. It keeps in memory who and
// where was recognised lately; several processes may each have one.
type LiveRecorder struct {
	s   *Service
	who LiveRecogniser

	mu   sync.Mutex // guards seen; held while who is new is written, so never taken inside a transaction
	seen map[id.Workspace]*acquaintance

	counting sync.Mutex // guards counted
	counted  map[id.Workspace]map[wroteIn]struct{}
}

// NewLive returns a recorder that writes through s.
func (s *Service) NewLive(who LiveRecogniser) *LiveRecorder {
	return &LiveRecorder{s: s, who: who, seen: map[id.Workspace]*acquaintance{}, counted: map[id.Workspace]map[wroteIn]struct{}{}}
}

// acquaintance is whom and what a workspace's events have shown lately.
type acquaintance struct {
	epoch  int64
	parts  map[id.Connection]id.Import
	people map[seenKey]seenPerson
	groups map[seenKey]seenGroup
}

type seenKey struct {
	part id.Import
	key  string
}

type seenPerson struct {
	ord    uint32
	name   string
	nameAt int64
}

type seenGroup struct {
	id     id.Group
	name   string
	nameAt int64
}

type wroteIn struct {
	group  id.Group
	author uint32
}

// mostRemembered bounds each of a workspace's maps; beyond it they begin anew.
const mostRemembered = 200_000

func newAcquaintance() *acquaintance {
	return &acquaintance{parts: map[id.Connection]id.Import{}, people: map[seenKey]seenPerson{}, groups: map[seenKey]seenGroup{}}
}

// Forget drops what is remembered of a workspace: somebody was erased there, or
// an import undone.
func (l *LiveRecorder) Forget(ws id.Workspace) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.seen, ws)
	l.counting.Lock()
	defer l.counting.Unlock()
	delete(l.counted, ws)
}

func (l *LiveRecorder) of(ws id.Workspace, epoch int64) *acquaintance {
	a := l.seen[ws]
	if a == nil || a.epoch != epoch || len(a.people) > mostRemembered || len(a.groups) > mostRemembered {
		a = newAcquaintance()
		a.epoch = epoch
		l.seen[ws] = a
	}
	return a
}

// LiveBatch is a batch whose people and groups are recognised.
type LiveBatch struct {
	Said    []Recorded       // messages, joins, leaves
	Changed []Recorded       // edits and deletions, by the key of what they change
	Refused map[int]string   // events that cannot be recorded, by their place, and why
	Where   map[int]id.Group // group of each event, by its place
	Fresh   []*Recorded      // what Write has recorded that was not known before

	l      *LiveRecorder
	ws     id.Workspace
	epoch  int64 // of whom it knows
	parts  []*livePart
	groups []id.Group // of everything
	write  []func(context.Context, *db.Tx) error
	wrote  []wroteIn               // whom Write has counted among the people of a group
	inside map[insidePlace]*Inside // whom moves concern, as they stand afterwards
}

// livePart is what one connection brought.
type livePart struct {
	id     id.Import
	events int64
	newest int64
	fresh  int64 // of said, what Write found was not known before
	first  id.Event
	said   []Recorded
}

// Prepare recognises who and where, and reads the words of events of one
// workspace, in order within each chat.
func (l *LiveRecorder) Prepare(ctx context.Context, ws id.Workspace, events []Arrived) (*LiveBatch, error) {
	b := &LiveBatch{l: l, ws: ws, Refused: map[int]string{}, Where: map[int]id.Group{}}
	g := newGathering(b, l.s.now(ws))
	if err := l.settle(ctx, g, events); err != nil {
		return nil, err
	}
	if err := l.changes(ctx, g); err != nil {
		return nil, err
	}
	for _, p := range b.parts {
		b.Said = append(b.Said, p.said...)
		for _, h := range l.s.Hearers {
			b.write = append(b.write, h.Hear(ws, p.id, int64(p.first), p.said))
		}
	}
	if len(b.Changed) > 0 {
		for _, h := range l.s.Hearers {
			b.write = append(b.write, h.Changed(ws, b.Changed))
		}
	}
	return b, nil
}

// changes takes in who edited and deleted what.
func (l *LiveRecorder) changes(ctx context.Context, g *gathering) error {
	if len(g.edits) == 0 {
		return nil
	}
	edits := make([]Recorded, len(g.edits))
	for i, p := range g.edits {
		edits[i] = p.rec
	}
	return l.s.DB.Read(ctx, func(tx *db.Tx) error {
		authors, err := authorsOf(ctx, tx, g.b.ws, edits)
		if err == nil {
			g.admit(authors)
		}
		return err
	})
}

// settle gives everybody and every group in events their ids.
func (l *LiveRecorder) settle(ctx context.Context, g *gathering, events []Arrived) error {
	var epoch int64
	err := l.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		epoch, err = l.who.Epoch(ctx, tx, g.b.ws)
		return err
	})
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	g.known, g.b.epoch = l.of(g.b.ws, epoch), epoch
	for i := range events {
		if err := l.openPart(ctx, g, events[i].Connection); err != nil {
			return err
		}
		if why := g.add(i, &events[i]); why != "" {
			g.b.Refused[i] = why
		}
	}
	if err := l.recognise(ctx, g); err != nil {
		return err
	}
	if err := l.move(ctx, g); err != nil {
		return err
	}
	g.resolve()
	return nil
}

var erasedMeanwhile = i18n.Text{
	Hans: "有群成员刚被忘记，这批消息要重新认人。",
	Hant: "有群成員剛被忘記，這批訊息要重新認人。",
	En:   "Somebody was just forgotten, so this batch must be recognised anew.",
}

// Write records the batch in tx. It fails with Unavailable where somebody was
// erased since it was prepared: who it says wrote what may be nobody any more.
func (b *LiveBatch) Write(ctx context.Context, tx *db.Tx) error {
	epoch, err := b.l.who.Holds(ctx, tx, b.ws)
	if err != nil {
		return err
	}
	if epoch != b.epoch {
		return fault.New(fault.Unavailable, erasedMeanwhile.With())
	}
	b.wrote, b.Fresh = b.wrote[:0], nil
	for _, p := range b.parts {
		fresh, err := insertFresh(ctx, tx, b.ws, p.id, p.said)
		if err != nil {
			return err
		}
		b.Fresh = append(b.Fresh, fresh...)
		if err := b.count(ctx, tx, fresh); err != nil {
			return err
		}
		if err := applyChanges(ctx, tx, b.ws, fresh); err != nil {
			return err
		}
		p.fresh = int64(len(fresh))
	}
	if err := putInside(ctx, tx, b.ws, b.inside); err != nil {
		return err
	}
	for i := range b.Changed {
		if err := change(ctx, tx, b.ws, &b.Changed[i]); err != nil {
			return err
		}
	}
	for _, write := range b.write {
		if err := write(ctx, tx); err != nil {
			return err
		}
	}
	if err := b.l.s.due(ctx, tx, b.ws, b.groups); err != nil {
		return err
	}
	// Last, and in one order: every worker changes these few rows, and each holds
	// them until it commits.
	for _, p := range b.parts {
		if err := liveProgress(ctx, tx, b.ws, p); err != nil {
			return err
		}
	}
	return nil
}

// Committed is called once what Write wrote is there for good.
func (b *LiveBatch) Committed() {
	b.l.counting.Lock()
	defer b.l.counting.Unlock()
	known := b.l.counted[b.ws]
	if known == nil || len(known) > mostRemembered {
		known = map[wroteIn]struct{}{}
		b.l.counted[b.ws] = known
	}
	for _, w := range b.wrote {
		known[w] = struct{}{}
	}
}

// recognise makes everybody and every group in g known.
func (l *LiveRecorder) recognise(ctx context.Context, g *gathering) error {
	for _, part := range g.parts {
		var people []Person
		var groups []Chat
		for n, p := range g.who {
			if k := g.whoKey[n]; k.part == part.id {
				if was, ok := g.known.people[k]; !ok || p.Name != "" && p.Name != was.name && p.NameAt > was.nameAt {
					people = append(people, p)
				}
			}
		}
		for n, c := range g.where {
			if k := g.whereKey[n]; k.part == part.id {
				if was, ok := g.known.groups[k]; !ok || c.Name != "" && c.Name != was.name && c.NameAt > was.nameAt {
					groups = append(groups, c)
				}
			}
		}
		if len(people) == 0 && len(groups) == 0 {
			continue
		}
		var ords []uint32
		var ids []id.Group
		err := l.s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			ords, ids, err = l.who.Live(ctx, tx, g.b.ws, part.id, people, groups)
			return err
		})
		if err != nil {
			return fmt.Errorf("recognise: %w", err)
		}
		for i, p := range people {
			g.known.people[seenKey{part.id, event.PersonKey(p.Network, p.Namespace, p.Chat, p.Actor)}] = seenPerson{ords[i], p.Name, p.NameAt}
		}
		for i, c := range groups {
			g.known.groups[seenKey{part.id, event.GroupKey(c.Network, c.Namespace, c.Chat)}] = seenGroup{ids[i], c.Name, c.NameAt}
		}
	}
	return nil
}

// openPart makes the part of a connection known to g, making it where the
// connection tells something for the first time.
func (l *LiveRecorder) openPart(ctx context.Context, g *gathering, connection id.Connection) error {
	if g.partOf[connection] != nil {
		return nil
	}
	part, ok := g.known.parts[connection]
	if !ok {
		err := l.s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			part, err = partOf(ctx, tx, g.b.ws, connection, id.New[id.Import](l.s.IDs, tx.Now))
			return err
		})
		if err != nil {
			return err
		}
		g.known.parts[connection] = part
	}
	p := &livePart{id: part}
	g.partOf[connection] = p
	g.parts = append(g.parts, p)
	return nil
}
