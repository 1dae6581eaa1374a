package chat

import (
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Doubted is somebody whom a list shows otherwise than is known.
type Doubted struct {
	Who    event.Actor // as the list names them; empty where it does not
	Author int64       // their number, where they were told of; else −1
	In     bool        // they are in the group, and nobody told of it
	Since  time.Time   // when a list first showed it
	By     time.Time   // the same by the wall's clock
	After  int64       // when they had moved before, as is known
}

// listedAtOnce is how many people of a list are noted in one transaction.
const listedAtOnce = 500

// List notes who was in a group when it was first compared: that they came is
// no news. Of whom something was told, that holds.
func (l *LiveRecorder) List(ctx context.Context, ws id.Workspace, c id.Connection, group id.Group, where Chat, list []event.Actor, at time.Time) error {
	for part := range slices.Chunk(list, listedAtOnce) {
		g := newGathering(&LiveBatch{l: l, ws: ws}, at)
		who, ords, err := l.number(ctx, g, c, where, part, at.UnixMilli())
		if err != nil {
			return err
		}
		err = l.s.DB.Write(ctx, func(tx *db.Tx) error {
			epoch, err := l.who.Holds(ctx, tx, ws)
			if err != nil {
				return err
			}
			if epoch != g.b.epoch {
				return fault.New(fault.Unavailable, erasedMeanwhile.With())
			}
			return putListed(ctx, tx, ws, group, who, ords, at.UnixMilli())
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// number gives everybody of a list their numbers.
func (l *LiveRecorder) number(ctx context.Context, g *gathering, c id.Connection, where Chat, list []event.Actor, at int64) (who []int64, ords []uint32, err error) {
	err = l.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		g.b.epoch, err = l.who.Epoch(ctx, tx, g.b.ws)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	g.known = l.of(g.b.ws, g.b.epoch)
	if err := l.openPart(ctx, g, c); err != nil {
		return nil, nil, err
	}
	e := event.Event{Network: where.Network, Namespace: where.Namespace, Chat: where.Chat}
	var places []int
	for _, a := range list {
		if n := g.personOf(g.partOf[c].id, &e, a, at); n >= 0 && a.ID != "" {
			places = append(places, n)
			who = append(who, hashOf(g.whoKey[n].key))
		}
	}
	if err := l.recognise(ctx, g); err != nil {
		return nil, nil, err
	}
	for _, n := range places {
		ords = append(ords, g.ordOf(n))
	}
	return who, ords, nil
}

// Doubt compares a list with what is known, as it was before and after the list
// was made: what changed meanwhile is in nobody's doubt. It notes who is doubted
// since when, and returns all who are.
func (s *Service) Doubt(ctx context.Context, ws id.Workspace, group id.Group, where Chat, list []event.Actor, before map[int64]Inside, at time.Time) (out []Doubted, err error) {
	there := make(map[int64]event.Actor, len(list))
	for _, a := range list {
		if h := PersonHash(where.Network, where.Namespace, a.ID); h != 0 {
			there[h] = a
		}
	}
	var known map[int64]Inside
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		known, err = s.Inside(ctx, tx, ws, group)
		return err
	})
	if err != nil {
		return nil, err
	}
	changed := map[int64]Inside{}
	now := s.DB.Clock.Now()
	see := func(who int64, a event.Actor, in bool) {
		was := known[who]
		if was.In == in || before[who].In == in || before[who].At != was.At {
			return
		}
		if was.Doubt == 0 {
			was.Doubt, was.Doubted = max(at.UnixMilli(), was.At+1), now.UnixMilli()
			changed[who] = was
		}
		d := Doubted{Who: a, Author: was.Author, In: in, Since: time.UnixMilli(was.Doubt).UTC(), By: time.UnixMilli(was.Doubted), After: was.At}
		if was.At == 0 {
			d.Author = -1
		}
		out = append(out, d)
	}
	for who, a := range there {
		see(who, a, true)
	}
	for who, was := range known {
		if _, ok := there[who]; !ok && was.In {
			see(who, event.Actor{}, false)
		}
		if _, ok := there[who]; was.Doubt != 0 && ok == was.In {
			was.Doubt, was.Doubted = 0, 0
			changed[who] = was
		}
	}
	if len(changed) == 0 {
		return out, nil
	}
	return out, s.DB.Write(ctx, func(tx *db.Tx) error {
		for who, was := range changed {
			if err := doubt(ctx, tx, ws, group, who, was); err != nil {
				return err
			}
		}
		return nil
	})
}

// Unseen notes that somebody is in a group no longer who cannot be named any
// more: they were forgotten.
func (s *Service) Unseen(ctx context.Context, ws id.Workspace, group id.Group, author, at int64) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE chat_inside SET inside = 0, at = $4, doubt = 0, doubted = 0 WHERE workspace = $1 AND group_id = $2 AND author = $3 AND inside = 1`,
			ws, group, author, at)
		return err
	})
}

// Past is something that a network tells of what happened before.
type Past struct {
	Key   string
	Event *event.Event
}

// Missing reports which of what a network tells of a group's past is not known,
// by its place: messages, moves, and changes of messages that are known.
func (s *Service) Missing(ctx context.Context, tx *db.Tx, ws id.Workspace, c id.Connection, group id.Group, told []Past) (map[int]bool, error) {
	var said []Recorded
	for i := range told {
		e := told[i].Event
		r := Recorded{Group: group, At: e.At.UnixMilli(), Kind: e.Kind, Place: i}
		switch e.Kind {
		case event.Message:
			r.Key = event.SubjectKey(event.NativeKey(e.NativeID), 0)
		case event.Join, event.Leave, event.Remove:
			r.Key = moveKey(c, told[i].Key, 0)
		default:
			continue
		}
		said = append(said, r)
	}
	known, err := knownOf(ctx, tx, ws, said)
	if err != nil {
		return nil, err
	}
	out := map[int]bool{}
	fresh := map[uint64]bool{}
	for i := range said {
		if !known[place{group, said[i].Key}] {
			out[said[i].Place] = true
			fresh[said[i].Key] = true
		}
	}
	for i := range told {
		e := told[i].Event
		if e.Kind != event.Edit && e.Kind != event.Delete || e.Target == "" {
			continue
		}
		key := event.SubjectKey(event.NativeKey(e.Target), 0)
		if fresh[key] {
			out[i] = true
			continue
		}
		if out[i], err = changes(ctx, tx, ws, group, key, e); err != nil {
			return nil, err
		}
	}
	return out, nil
}
