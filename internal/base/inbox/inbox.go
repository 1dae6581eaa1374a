// Package inbox keeps what networks tell until it has been routed, and refuses
// what was told before.
//
// Owns: inbox_era, inbox_seen, inbox_fresh, inbox_packed, inbox_run, inbox_waiting, inbox_aside, inbox_conflict.
// Needs: a database and a source of ids.
// Never: answers before what it answers for is on the disk; looks inside a body;
// remembers keys for longer than networks tell things again (two eras): what
// comes later than that meets the message's own key.
//
// Statements that claim or sweep work are about all workspaces alike; they
// stand on the list in arch_excuses_test.go.
package inbox

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the inbox's tables.
var Schema = db.Schema{Owner: "inbox", Files: files, Passing: []string{"inbox_waiting"}}

// Lanes is into how many queues chats are dealt out: what waits in one is routed
// in order, and lanes side by side.
const Lanes = 64

// Horizon is for how long networks may tell again what they told. It is also
// the length of an era, so that a key is remembered for one to two of it.
const Horizon = 8 * 24 * time.Hour

// Limits on one entry.
const (
	MaxKey  = 1 << 10
	MaxBody = 256 << 10
)

// Entry is something that happened, as an adapter hands it in.
type Entry struct {
	Workspace  id.Workspace
	Connection id.Connection
	Key        string // unique within the connection
	Chat       string // what is routed in order
	Body       []byte // what happened; only the router looks inside
}

// Verdict is what became of an entry.
type Verdict uint8

// The verdicts.
const (
	Accepted  Verdict = iota + 1
	Duplicate         // the same was accepted before
	Conflict          // something else was accepted under this key; kept apart, for a person
)

// Waiting is an accepted entry on its way.
type Waiting struct {
	Lane       int
	ID         id.Event
	Workspace  id.Workspace
	Connection id.Connection
	Chat       int64 // hash
	Attempts   int
	Replayed   id.Event // as what it was accepted first, where a person put it back; else 0
	Key        string
	Body       []byte
}

// LaneOf is the lane in which the events of a chat wait.
func LaneOf(chat int64) int { return int(uint64(chat) % Lanes) }

func chatHash(e *Entry) int64 {
	var d xxhash.Digest
	d.Reset()
	var ws [8]byte
	binary.LittleEndian.PutUint64(ws[:], uint64(e.Workspace))
	_, _ = d.Write(ws[:])
	_, _ = d.WriteString(e.Chat)
	return int64(d.Sum64())
}

// mark is by what a key is known: the workspace, and 128 bits of a hash.
type mark struct {
	workspace id.Workspace
	h1, h2    int64
}

func markOf(e *Entry, buf []byte) mark {
	buf = binary.LittleEndian.AppendUint64(buf[:0], uint64(e.Connection))
	sum := sha256.Sum256(append(buf, e.Key...))
	return mark{e.Workspace, int64(binary.LittleEndian.Uint64(sum[:8])), int64(binary.LittleEndian.Uint64(sum[8:16]))}
}

func contentOf(body []byte) int64 {
	sum := sha256.Sum256(body)
	return int64(binary.LittleEndian.Uint64(sum[:8]))
}

var badEntry = i18n.Text{
	Hans: "第 %d 条事件收不下：编号要有，最多 %d 个字节，不能有不可见的零字符；整条最多 %d KB。",
	Hant: "第 %d 筆事件無法接收：編號必填，最多 %d 個位元組，不能有看不見的零字元；整筆最多 %d KB。",
	En:   "Event %d cannot be taken: its id is needed, of at most %d bytes and without zero characters; the whole of it at most %d KB.",
}

func check(entries []Entry) error {
	for i := range entries {
		e := &entries[i]
		if e.Key == "" || len(e.Key) > MaxKey || len(e.Body) > MaxBody || !utf8.ValidString(e.Key) || strings.IndexByte(e.Key, 0) >= 0 {
			return fault.New(fault.Invalid, badEntry.With(i, MaxKey, MaxBody>>10))
		}
	}
	return nil
}

var notTaken = i18n.Text{
	Hans: "现在收不下事件。请过一会儿原样再发一次，已经收下的不会算两次；如果一直如此，请检查服务器的磁盘空间和数据库。",
	Hant: "目前無法接收事件。請稍後原樣再送一次，已經接收的不會算兩次；如果一直如此，請檢查伺服器的磁碟空間與資料庫。",
	En:   "Events cannot be taken just now. Send the same again a little later; what was taken already does not count twice. If it goes on, check the server's disk space and database.",
}

// Box takes entries in.
type Box struct {
	db    *db.DB
	ids   *id.Source
	calls chan *call
	wake  chan struct{}
	tally [Conflict + 1]atomic.Int64 // of verdicts

	fresh   fresh       // on SQLite
	settled atomic.Bool // on PostgreSQL: no key is fresh any more
}

// Tally counts how often this process came to a verdict.
func (b *Box) Tally(v Verdict) int64 { return b.tally[v].Load() }

// New returns a box. Accept answers once Run is running.
func New(d *db.DB, ids *id.Source) *Box {
	return &Box{db: d, ids: ids, calls: make(chan *call, 256), wake: make(chan struct{}, 1), fresh: fresh{most: mostYoung, least: leastMoved}}
}

// Woken is sent to when something was accepted by this process. It is a hint:
// whoever waits for work looks for itself every now and then, too.
func (b *Box) Woken() <-chan struct{} { return b.wake }

func (b *Box) hint() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Accept keeps entries and returns what became of each, once they are on the
// disk. All of them are kept or none: it fails with Invalid where one cannot be
// taken, and with Unavailable where the database cannot take them now.
func (b *Box) Accept(ctx context.Context, entries []Entry) ([]Verdict, error) {
	if err := check(entries); err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return nil, nil
	}
	c := &call{entries: entries, done: make(chan struct{})}
	select {
	case b.calls <- c:
	case <-ctx.Done():
		return nil, fault.Because(ctx.Err(), fault.Unavailable, notTaken.With())
	}
	select {
	case <-c.done:
		return c.verdicts, c.err
	case <-ctx.Done(): // it may be kept all the same; the same again will be a duplicate
		return nil, fault.Because(ctx.Err(), fault.Unavailable, notTaken.With())
	}
}
