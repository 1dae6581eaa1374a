package house

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/hold"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// adapters are the doors that are open in this process, by connection.
type adapters struct {
	mu   sync.Mutex // guards open
	open map[id.Connection]channel.Adapter
}

func (a *adapters) set(c id.Connection, to channel.Adapter) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if to == nil {
		delete(a.open, c)
		return
	}
	a.open[c] = to
}

func (a *adapters) of(c id.Connection) channel.Adapter {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.open[c]
}

// sender does what leaves by the doors. hooks, where it is set, does what leaves
// by no network but to programs that subscribed, and reports what goes to the staff.
type sender struct {
	doors   *adapters
	hooks   outbox.Sender
	reports outbox.Sender
}

var _ outbox.Sender = sender{}

// actionHook is the action of deeds that are posted to a subscriber.
const actionHook = connection.ActionHook

// Send does a deed by the door it belongs to.
func (s sender) Send(ctx context.Context, d outbox.Deed) outbox.Result {
	if d.Action == actionHook && s.hooks != nil {
		return s.hooks.Send(ctx, d)
	}
	if isReport(d.Action) && s.reports != nil {
		return s.reports.Send(ctx, d)
	}
	door, deed, bad := s.deed(d)
	if bad != nil {
		return *bad
	}
	return orByHand(&deed, resultOf(channel.Do(ctx, door, deed)))
}

// orByHand has a person do what a network does not let us do to members.
func orByHand(deed *channel.Deed, r outbox.Result) outbox.Result {
	about := deed.ByHand != nil && (deed.Action == channel.Invite || deed.Action == channel.Kick)
	if about && (r.Outcome == outbox.NoSuch || r.Outcome == outbox.Refuse) {
		r.Outcome = outbox.NeedHuman
	}
	return r
}

// Find looks up whether a deed was done.
func (s sender) Find(ctx context.Context, d outbox.Deed) outbox.Result {
	if d.Action == actionHook && s.hooks != nil {
		return s.hooks.Find(ctx, d)
	}
	if isReport(d.Action) && s.reports != nil {
		return s.reports.Find(ctx, d)
	}
	door, deed, bad := s.deed(d)
	if bad != nil {
		return outbox.Result{Outcome: outbox.Maybe, Patient: bad.Patient, Code: bad.Code, Why: bad.Why}
	}
	if f, ok := door.(channel.Finder); ok {
		return resultOf(f.Find(ctx, deed, d.Created))
	}
	return outbox.Result{Outcome: outbox.Maybe, Why: "the network cannot say whether it was done"}
}

func (s sender) deed(d outbox.Deed) (channel.Adapter, channel.Deed, *outbox.Result) {
	var deed channel.Deed
	if err := json.Unmarshal(d.Body, &deed); err != nil {
		return nil, deed, &outbox.Result{Outcome: outbox.Refuse, Why: fmt.Sprintf("the deed cannot be read: %v", err)}
	}
	door := s.doors.of(d.Connection)
	if door == nil {
		return nil, deed, &outbox.Result{Outcome: outbox.NotDone, Patient: true, Code: "closed", Why: "the connection is not open"}
	}
	return door, deed, nil
}

// resultOf is what the outbox makes of a network's answer.
func resultOf(r channel.Result) outbox.Result {
	out := outbox.Result{Outcome: outbox.Maybe, Native: string(r.Message), Until: r.Until, Code: r.Code}
	if r.Err != nil {
		out.Why = r.Err.Error()
	}
	switch r.Outcome {
	case channel.Uncertain:
		out.Patient = r.Retryable
	case channel.Done:
		out.Outcome = outbox.Done
	case channel.Pending:
		out.Outcome = outbox.NeedHuman
	case channel.Unsupported:
		out.Outcome = outbox.NoSuch
	case channel.Limited:
		out.Outcome = outbox.Limit
	case channel.Rejected:
		if out.Outcome = outbox.Refuse; r.Retryable {
			out.Outcome = outbox.NotDone
		}
	}
	return out
}

// Say puts a deed into the outbox, to leave by a connection once tx is committed.
func (a *App) Say(ctx context.Context, tx *db.Tx, ws id.Workspace, c id.Connection, deed channel.Deed) error {
	body, err := json.Marshal(deed)
	if err != nil {
		return fmt.Errorf("write a deed: %w", err)
	}
	line := event.NativeChat(deed.Chat)
	_, err = outbox.Put(ctx, tx, a.IDs, outbox.Deed{Workspace: ws, Connection: c, Line: string(line), Key: deed.Key, Action: string(deed.Action), Body: body})
	return err
}

// isHeld reports whether the installation was restored and nobody has released it.
func isHeld(ctx context.Context, tx *db.Tx) (bool, error) {
	_, held, err := hold.Held(ctx, tx)
	return held, err
}
