// Package herald carries facts to those who want to hear them: after the commit,
// at least once, each hearer in a transaction of its own.
//
// Owns: herald_waiting.
// Needs: a database, a source of ids, and the lease by which one process at a
// time speaks to a hearer.
// Never: tells a fact whose transaction was rolled back; lets one hearer keep
// another waiting, or one fact that a hearer cannot bear the ones behind it;
// tells of history (imports tell no facts).
package herald

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/lease"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the herald's table.
var Schema = db.Schema{Owner: "herald", Files: files, Passing: []string{"herald_waiting"}}

// Hearer wants to hear facts.
type Hearer interface {
	// Name is the hearer's for good: what waits for it is kept under it.
	Name() string
	// Wants says which kinds of facts of a workspace are to be kept for it.
	Wants(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]fact.Kind, error)
	// Hear acts on facts of one workspace, the oldest first, in the transaction
	// that takes them off the list: what it writes happens once. What it causes
	// elsewhere goes out with the fact's id as key.
	Hear(ctx context.Context, tx *db.Tx, ws id.Workspace, facts []fact.Fact) error
}

// Patient is a hearer to whom facts may be told in larger parts: it hears after
// this long of what was told meanwhile.
type Patient interface{ Patience() time.Duration }

const (
	batchSize   = 200
	maxAttempts = 12
	firstPause  = time.Second // doubled each time, up to longestPause
	longest     = time.Hour
	idle        = time.Second // how often it looks when nothing woke it
)

// Herald carries facts.
type Herald struct {
	db      *db.DB
	ids     *id.Source
	keeper  *lease.Keeper
	log     *slog.Logger
	hearers []Hearer
	wake    []chan struct{}
}

// New returns a herald for hearers, whose names differ.
func New(d *db.DB, ids *id.Source, keeper *lease.Keeper, log *slog.Logger, hearers ...Hearer) *Herald {
	h := &Herald{db: d, ids: ids, keeper: keeper, log: log, hearers: hearers}
	for range hearers {
		h.wake = append(h.wake, make(chan struct{}, 1))
	}
	return h
}

// Tell keeps facts for those who want them. It is called in the transaction that
// makes them so; each gets its id here.
func (h *Herald) Tell(ctx context.Context, tx *db.Tx, ws id.Workspace, facts []fact.Fact) error {
	for _, hearer := range h.hearers {
		kinds, err := hearer.Wants(ctx, tx, ws)
		if err != nil {
			return fmt.Errorf("ask what %s wants to hear: %w", hearer.Name(), err)
		}
		if len(kinds) == 0 {
			continue
		}
		wanted := slices.DeleteFunc(slices.Clone(facts), func(f fact.Fact) bool { return !slices.Contains(kinds, f.Kind) })
		b := db.Bulk{Into: `herald_waiting (hearer, id, workspace, kind, at, event, attempts, due, why, body)`, Columns: 10}
		_, err = b.Run(ctx, tx, len(wanted), func(dst []any, i int) []any {
			f := &wanted[i]
			return append(dst, hearer.Name(), int64(id.New[id.Fact](h.ids, tx.Now)), int64(ws), string(f.Kind), f.At.UnixMilli(), int64(f.Event),
				int64(0), int64(0), "", append([]byte{}, f.Body...))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Wanted reports whether anybody wants to hear of any of kinds in a workspace.
func (h *Herald) Wanted(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[fact.Kind]bool, error) {
	out := map[fact.Kind]bool{}
	for _, hearer := range h.hearers {
		kinds, err := hearer.Wants(ctx, tx, ws)
		if err != nil {
			return nil, fmt.Errorf("ask what %s wants to hear: %w", hearer.Name(), err)
		}
		for _, k := range kinds {
			out[k] = true
		}
	}
	return out, nil
}

// Told wakes the hearers; it is called after the commit. Losing a wake-up loses
// nothing: they look for themselves, too.
func (h *Herald) Told() {
	for _, w := range h.wake {
		select {
		case w <- struct{}{}:
		default:
		}
	}
}

// Loops are the herald's endless parts, one for each hearer, to be run side by
// side until ctx ends.
func (h *Herald) Loops() (out []func(context.Context) error) {
	for i, hearer := range h.hearers {
		out = append(out, func(ctx context.Context) error { return h.carry(ctx, hearer, h.wake[i]) })
	}
	return out
}

// carry tells one hearer what waits for it until ctx ends.
func (h *Herald) carry(ctx context.Context, hearer Hearer, wake <-chan struct{}) error {
	timer := time.NewTimer(idle)
	defer timer.Stop()
	var patience time.Duration
	if p, ok := hearer.(Patient); ok {
		patience = p.Patience()
	}
	for {
		told, err := h.step(ctx, hearer)
		pause, wake := idle, wake
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, errTaken):
			pause = lease.Length / 4
		case err != nil:
			h.log.Error("telling failed; trying again", "hearer", hearer.Name(), "err", err)
			pause = time.Second
		case told == batchSize || told > 0 && patience == 0:
			continue
		case told > 0: // more of it is gathering
			pause, wake = patience, nil
		}
		timer.Reset(pause)
		select {
		case <-ctx.Done():
			return nil
		case <-wake:
		case <-timer.C:
		}
	}
}

// step tells a hearer a batch and reports how much that was.
func (h *Herald) step(ctx context.Context, hearer Hearer) (told int, err error) {
	name := "hearer/" + hearer.Name()
	if held := h.keeper.Held(name, h.db.Clock.Now()); !slices.Contains(held, name) {
		held, err := h.keeper.Take(ctx, name)
		if err != nil {
			return 0, err
		}
		if len(held) == 0 {
			return 0, errTaken
		}
	}
	var batch []waiting
	err = h.db.Read(ctx, func(tx *db.Tx) (err error) {
		batch, err = take(ctx, tx, hearer.Name())
		return err
	})
	if err != nil || len(batch) == 0 {
		return 0, err
	}
	for told = len(batch); len(batch) > 0; {
		ws := batch[0].Workspace
		own := slices.DeleteFunc(slices.Clone(batch), func(w waiting) bool { return w.Workspace != ws })
		batch = slices.DeleteFunc(batch, func(w waiting) bool { return w.Workspace == ws })
		if err := h.tell(ctx, hearer, name, own); err != nil {
			return 0, err
		}
	}
	return told, nil
}

// errTaken says that another process speaks to the hearer.
var errTaken = errors.New("told by another process")

// tell tells a hearer facts of one workspace; where it cannot bear them they are
// halved until the one it cannot bear stands alone, which then waits.
func (h *Herald) tell(ctx context.Context, hearer Hearer, name string, batch []waiting) error {
	facts := make([]fact.Fact, len(batch))
	for i := range batch {
		facts[i] = batch[i].Fact
	}
	err := h.db.Write(ctx, func(tx *db.Tx) error {
		ok, err := h.keeper.Confirm(ctx, tx, name)
		if err == nil && ok {
			ok, err = done(ctx, tx, hearer.Name(), batch)
		}
		if err == nil && !ok {
			err = errTaken
		}
		if err != nil {
			return err
		}
		return hearer.Hear(ctx, tx, batch[0].Workspace, facts)
	})
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errTaken) || db.IsAway(ctx, err): // the fact is not to blame, and none behind it may pass it
		return err
	case len(batch) > 1:
		if err := h.tell(ctx, hearer, name, batch[:len(batch)/2]); err != nil {
			return err
		}
		return h.tell(ctx, hearer, name, batch[len(batch)/2:])
	}
	w := batch[0]
	h.log.Warn("a fact could not be told", "hearer", hearer.Name(), "fact", int64(w.ID), "attempt", w.attempts+1, "err", err)
	return errors.Join(h.db.Write(ctx, func(tx *db.Tx) error { return later(ctx, tx, hearer.Name(), w, err) }))
}

// reason is what is kept of why a fact could not be told.
func reason(err error) string {
	text := strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\x00", ""), "\uFFFD")
	if r := []rune(text); len(r) > 300 {
		text = string(r[:300])
	}
	return text
}
