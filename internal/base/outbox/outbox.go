// Package outbox is the only road by which anything leaves. A deed is written in
// the transaction that decides on it, so that a crash can delay it but neither
// lose nor invent it; and what may have been done is never simply done again.
//
// Owns: outbox_deed, outbox_attempt.
// Needs: a database, leases, a Sender that knows the networks, and a Gate that
// says what may leave now.
// Never: looks inside a body; sends what is uncertain a second time unless the
// network says that it was not done, or a person decides; puts before a person
// what the network can be asked about; sends anything while the installation is
// held.
package outbox

import (
	"context"
	"embed"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the outbox's table.
var Schema = db.Schema{Owner: "outbox", Files: files}

// Lanes is into how many parts deeds are dealt out among processes.
const Lanes = 16

// State is where a deed stands.
type State string

// The states. The first two are open; a person may open uncertain ones again.
const (
	Waiting     State = "waiting"
	Sending     State = "sending"
	Sent        State = "sent"
	Refused     State = "refused"     // certainly not done, and trying again is of no use
	Uncertain   State = "uncertain"   // it may have been done; a person decides
	Human       State = "human"       // prepared, a person confirms it on the network
	Unsupported State = "unsupported" // the network has no such thing
	Dropped     State = "dropped"     // a person decided against it
)

// Deed is one thing that is to leave.
type Deed struct {
	ID         id.Deed
	Workspace  id.Workspace
	Connection id.Connection
	Line       string // deeds of one line leave in order
	Key        string // unique within the workspace
	Action     string
	Body       []byte
	Fact       id.Fact  // that caused it; 0 where none did
	Event      id.Event // that caused the fact; 0 where none did

	State    State
	Due      time.Time
	Attempts int
	Created  time.Time
	Ended    time.Time // zero while it is not settled
	Native   string
	Code     string
	Why      string
}

// Result is what became of an attempt.
type Result struct {
	Outcome Outcome
	Native  string    // Done: what the network calls it
	Until   time.Time // Limited: not before
	Code    string    // the network's word for why not
	Why     string    // for people, without text of messages
	// NotDone: the far side is away altogether, so it is tried for as long as that
	// lasts. Maybe, of Find: nobody could be asked just now, so it is looked up again.
	Patient bool
}

// Outcome is the kind of a Result.
type Outcome uint8

// The outcomes.
const (
	Done      Outcome = iota + 1
	NotDone           // certainly not, and it may be tried again
	Limit             // certainly not, and not before Until
	Refuse            // certainly not, and trying again is of no use
	Maybe             // nobody knows
	NeedHuman         // prepared; a person confirms it on the network
	NoSuch            // the network has no such thing
)

// Sender does deeds. It is called without a transaction.
type Sender interface {
	Send(ctx context.Context, d Deed) Result
	// Find looks up whether a deed was done that may have been: Done, NotDone, or
	// Maybe where nobody can tell, which is Patient where somebody may later.
	Find(ctx context.Context, d Deed) Result
}

// Hands hears of deeds that wait for a person, in the transaction in which they
// begin to. Where it fails the deed is taken up again.
type Hands interface {
	Prepared(ctx context.Context, tx *db.Tx, d Deed) error
}

// Decision is what a Gate says of a deed.
type Decision struct {
	Pass  bool
	Until time.Time // not before; zero where it may never leave
	Why   string
}

// Gate says what may leave now. It is asked in the transaction that takes the
// deed up.
type Gate interface {
	May(ctx context.Context, tx *db.Tx, d Deed) (Decision, error)
}

// Open lets everything pass.
type Open struct{}

// May lets d pass.
func (Open) May(context.Context, *db.Tx, Deed) (Decision, error) { return Decision{Pass: true}, nil }

// laneOf is the lane of a line.
func laneOf(ws id.Workspace, connection id.Connection, line string) int {
	var d xxhash.Digest
	d.Reset()
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:8], uint64(ws))
	binary.LittleEndian.PutUint64(b[8:], uint64(connection))
	_, _ = d.Write(b[:])
	_, _ = d.WriteString(line)
	return int(d.Sum64() % Lanes)
}

// MaxBody is the largest body of a deed.
const MaxBody = 4 << 20

var badDeed = i18n.Text{
	Hans: "这件事太大或缺少编号，发不出去。",
	Hant: "這件事太大或缺少編號，無法送出。",
	En:   "This is too large to be sent, or has no key.",
}

// Put writes deeds down, to leave once tx is committed. What was put under the
// same key before stays as it is; Put returns how many were new.
func Put(ctx context.Context, tx *db.Tx, ids *id.Source, deeds ...Deed) (int64, error) {
	for i := range deeds {
		if deeds[i].Key == "" || len(deeds[i].Key) > 500 || len(deeds[i].Body) > MaxBody {
			return 0, fault.New(fault.Invalid, badDeed.With())
		}
	}
	b := db.Bulk{Into: `outbox_deed (workspace, id, lane, connection, line, key, action, body, state, due, attempts, until, created, ended, native, code, why, fact, event)`,
		Columns: 19, Then: `ON CONFLICT (workspace, key) DO NOTHING`}
	n, err := b.Run(ctx, tx, len(deeds), func(dst []any, i int) []any {
		d := &deeds[i]
		due := tx.Now.UnixMilli()
		if d.Due.After(tx.Now) {
			due = d.Due.UnixMilli()
		}
		return append(dst, int64(d.Workspace), int64(id.New[id.Deed](ids, tx.Now)), int64(laneOf(d.Workspace, d.Connection, d.Line)), int64(d.Connection),
			d.Line, d.Key, d.Action, append([]byte{}, d.Body...), string(Waiting), due, int64(0), int64(0), tx.Now.UnixMilli(), int64(0), "", "", "", int64(d.Fact), int64(d.Event))
	})
	if err != nil {
		return 0, fmt.Errorf("put deeds: %w", err)
	}
	return n, nil
}
