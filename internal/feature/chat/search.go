package chat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat/gram"
)

// Index keeps the lines and words by which messages are listed and found. What
// it hears of it notes, and reads later, in slices: nobody who records messages
// waits for it. Several processes may read side by side; one alone is quicker.
type Index struct {
	s *Service

	mu    sync.Mutex // held by the step that is under way
	taken taken
}

// NewIndex returns the index of what s keeps.
func (s *Service) NewIndex() *Index { return &Index{s: s} }

// Name is under which what waits to be heard is kept.
func (x *Index) Name() string { return "search" }

// Wants asks for whole batches.
func (x *Index) Wants(context.Context, *db.Tx, id.Workspace) ([]fact.Kind, error) {
	return []fact.Kind{fact.BatchRecorded}, nil
}

// Patience is how long messages gather before they are noted: nobody looks for
// what was said this moment.
func (x *Index) Patience() time.Duration { return 400 * time.Millisecond }

// Hear notes which messages are to be read.
func (x *Index) Hear(ctx context.Context, tx *db.Tx, ws id.Workspace, facts []fact.Fact) error {
	b := db.Bulk{Into: `chat_unread (workspace, fact, body)`, Columns: 3, Then: `ON CONFLICT (fact, workspace) DO NOTHING`}
	_, err := b.Run(ctx, tx, len(facts), func(dst []any, i int) []any { return append(dst, int64(ws), int64(facts[i].ID), facts[i].Body) })
	return err
}

// indexSlice is how many messages one transaction takes in: many enough for the
// commit to weigh little, few enough for nobody to wait long.
const indexSlice = 3000

// Did says what a step has read.
type Did uint8

// What Step may have read.
const (
	Nothing    Did = iota // nothing waits
	ReadTold              // what was said live: it is waited for
	ReadMonths            // of imports: there is time
)

// Step reads some of what waits, what was said live first. Called by several
// processes at once it may find that another got there first; then nothing has
// happened, and it may be called again.
func (x *Index) Step(ctx context.Context) (Did, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.begin(ctx); err != nil {
		return Nothing, err
	}
	more, err := x.readTold(ctx)
	if more || err != nil {
		return ReadTold, notElsewhere(err)
	}
	more, err = x.readMonth(ctx)
	if more || err != nil {
		return ReadMonths, notElsewhere(err)
	}
	return Nothing, nil
}

// notElsewhere is err, unless it says that another process got there first.
func notElsewhere(err error) error {
	if errors.Is(err, errElsewhere) {
		return nil
	}
	return err
}

// begin notes everything for reading where nothing was read yet, such as after a
// backup was restored, or where words are cut by other rules now.
func (x *Index) begin(ctx context.Context) error {
	var at state
	if err := x.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		at, err = stateOf(ctx, tx)
		return err
	}); err != nil || at.version == gram.Version {
		return err
	}
	return x.readAnew(ctx)
}

// line is a message on its way into the index.
type line struct {
	doc   int64
	ws    id.Workspace
	group id.Group
	month int32
	key   int64
	at    int64
	tie   int64
	known bool // it may have a line already
	gone  bool
	body  string
	words string
}

// lineFrom is when lines begin: no chat is older. tieBits order what has one
// time, as far as its source does; markBits tell what is left apart.
const (
	lineFrom = 946684800000 // the year 2000, in milliseconds
	tieBits  = 6
	markBits = 15
	lineBits = tieBits + markBits
)

// lineOf is the number a message's line has, if no other message has it: lines
// are in the order of their numbers.
func lineOf(ws id.Workspace, group id.Group, key, at, tie int64) int64 {
	h := (uint64(key)*0x9e3779b97f4a7c15 ^ uint64(group)) * 0xbf58476d1ce4e5b9
	h = (h ^ uint64(ws)) * 0x94d049bb133111eb
	return lineAt(at) | min(max(tie, 0), 1<<tieBits-1)<<markBits | int64(h>>(64-markBits))
}

// lineAt is the first number of a time.
func lineAt(at int64) int64 { return min(max(at-lineFrom, 0), 1<<(63-lineBits)-1) << lineBits }

// linesIn are the numbers of a month, from and up to.
func linesIn(month int32) (from, to int64) {
	start := func(m int32) int64 { return time.Date(1970, time.Month(m+1), 1, 0, 0, 0, 0, time.UTC).UnixMilli() }
	return lineAt(start(month)), lineAt(start(month + 1))
}

// workspaceWord and groupWord are words that nobody writes.
func workspaceWord(ws id.Workspace) string { return "§w" + strconv.FormatInt(int64(ws), 36) }

func groupWord(g id.Group) string { return "§g" + strconv.FormatInt(int64(g), 36) }

// cut works out a line's number and words.
func (l *line) cut(buf []byte) []byte {
	l.doc = lineOf(l.ws, l.group, l.key, l.at, l.tie)
	buf = append(append(buf[:0], workspaceWord(l.ws)...), ' ')
	buf = append(buf, groupWord(l.group)...)
	begin := len(buf)
	if buf = gram.Words(buf, l.body); len(buf) > begin && !l.gone {
		l.words = string(buf)
	}
	return buf
}

func cutAll(lines []line) {
	var buf []byte
	for i := range lines {
		buf = lines[i].cut(buf)
	}
}

// told is what a fact says was told.
type told struct {
	ws    id.Workspace
	fact  id.Fact
	batch fact.Batch
}

// readTold takes in messages that were told live, or changed.
func (x *Index) readTold(ctx context.Context) (bool, error) {
	var at state
	var facts []told
	var lines []line
	err := x.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if at, err = stateOf(ctx, tx); err != nil {
			return err
		}
		if facts, err = nextTold(ctx, tx, x.taken.after(), indexSlice); err != nil {
			return err
		}
		lines, err = linesTold(ctx, tx, facts)
		return err
	})
	switch {
	case err != nil:
		return false, err
	case len(facts) > 0:
		cutAll(lines)
		return true, x.take(ctx, at, facts, lines)
	case len(x.taken.facts) > 0:
		return true, x.settle(ctx)
	}
	return false, nil
}

// take takes lines in that facts told of.
func (x *Index) take(ctx context.Context, at state, facts []told, lines []line) error {
	put := func(tx *db.Tx) error { return putLines(ctx, tx, lines) }
	if x.s.DB.Dialect == db.Postgres {
		return x.s.DB.Write(ctx, func(tx *db.Tx) error {
			if err := hurry(ctx, tx); err != nil {
				return err
			}
			if err := dropTold(ctx, tx, facts); err != nil {
				return err
			}
			return put(tx)
		})
	}
	if err := x.put(ctx, at, put); err != nil {
		return err
	}
	x.taken = taken{facts: append(x.taken.facts, facts...), steps: x.taken.steps + 1, last: at}
	if x.taken.steps < mostTaken {
		return nil
	}
	return x.settle(ctx)
}

// monthUnread is a month of a group that is to be gone through.
type monthUnread struct {
	ws           id.Workspace
	group        id.Group
	month        int32
	lost         bool
	after, round int64

	next int64 // how far it is read now
	done bool
}

// readMonth goes on with a month of an import: one that was finished, or one
// that was taken back.
func (x *Index) readMonth(ctx context.Context) (bool, error) {
	var at state
	var m monthUnread
	var lines []line
	var found bool
	err := x.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if at, err = stateOf(ctx, tx); err != nil {
			return err
		}
		if m, found, err = nextMonth(ctx, tx); err != nil || !found {
			return err
		}
		lines, err = linesOfMonth(ctx, tx, &m, indexSlice)
		return err
	})
	if err != nil || !found {
		return false, err
	}
	if !m.lost {
		cutAll(lines)
	}
	put := func(tx *db.Tx) error {
		if m.lost {
			return dropLines(ctx, tx, m.ws, lines)
		}
		return putLines(ctx, tx, lines)
	}
	drop := func(tx *db.Tx) error { return advance(ctx, tx, &m) }
	if x.s.DB.Dialect == db.Postgres {
		return true, x.s.DB.Write(ctx, func(tx *db.Tx) error {
			if err := drop(tx); err != nil {
				return err
			}
			return put(tx)
		})
	}
	if err := x.put(ctx, at, put); err != nil {
		return true, err
	}
	return true, x.follow(ctx, at, drop)
}

func decodeBatch(body []byte) (b fact.Batch, err error) {
	if err := json.Unmarshal(body, &b); err != nil {
		return b, fmt.Errorf("read where messages lie: %w", err)
	}
	return b, nil
}
