package request

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

func keyOf(request id.Request, turn int, g id.Group) string {
	return fmt.Sprintf("request/%s/%d/%s", id.Show(request), turn, id.Show(g))
}

// ours reads a key of keyOf; false where it is not one.
func ours(key string) (request id.Request, turn int, g id.Group, ok bool) {
	parts := strings.Split(key, "/")
	if len(parts) != 4 || parts[0] != "request" {
		return 0, 0, 0, false
	}
	request, err := id.Parse[id.Request](parts[1])
	turn, err2 := strconv.Atoi(parts[2])
	g, err3 := id.Parse[id.Group](parts[3])
	return request, turn, g, err == nil && err2 == nil && err3 == nil
}

// Settled hears that the to-do of a key ended, done or not. When the last one of a
// request has, the request was done, or goes back to the queue where nobody did
// any. Other keys are passed over.
func (s *Service) Settled(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, done bool) error {
	request, turn, g, ok := ours(key)
	if !ok {
		return nil
	}
	r, err := s.heard(ctx, tx, ws, request)
	if err != nil || r.State != Placed || r.Turn != turn {
		return err
	}
	to := todoMissed
	if done {
		to = todoDone
	}
	if _, err := setTodo(ctx, tx, ws, request, g, to); err != nil {
		return err
	}
	todos, err := todosOf(ctx, tx, ws, request)
	if err != nil || todos[todoOpen] > 0 {
		return err
	}
	now := s.ClockOf(ws).Now()
	e := Event{At: now, What: "sent"}
	if r.State = Sent; todos[todoDone] == 0 {
		e.What, r.State, r.Slot = "missed", Waiting, time.Time{}
		if err := freeSlots(ctx, tx, ws, request); err != nil {
			return err
		}
	}
	r.Changed, r.News = now, true
	if err := save(ctx, tx, ws, &r, Placed, turn); err != nil {
		return err
	}
	return tell(ctx, tx, ws, request, e)
}

// heard is a request that nobody else changes until tx has ended; the zero one
// where there is none of the id.
func (s *Service) heard(ctx context.Context, tx *db.Tx, ws id.Workspace, request id.Request) (Request, error) {
	if err := hold(ctx, tx, ws, request); err != nil {
		return Request{}, err
	}
	r, err := get(ctx, tx, ws, request)
	if fault.KindOf(err) == fault.NotFound {
		return Request{}, nil
	}
	return r, err
}

// Reopened hears that somebody took back what they said of a to-do. It fails with
// Conflict where the request has gone on since.
func (s *Service) Reopened(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) error {
	request, turn, g, ok := ours(key)
	if !ok {
		return nil
	}
	r, err := s.heard(ctx, tx, ws, request)
	if err != nil || r.ID == 0 {
		return err
	}
	switch {
	case r.State == Closed:
		return fault.New(fault.Conflict, sentAlready.With())
	case r.State != Placed && r.State != Sent || r.Turn != turn:
		return fault.New(fault.Conflict, againNow.With())
	}
	if _, err := setTodo(ctx, tx, ws, request, g, todoOpen); err != nil || r.State == Placed {
		return err
	}
	r.State, r.Changed = Placed, s.ClockOf(ws).Now()
	if err := save(ctx, tx, ws, &r, Sent, turn); err != nil {
		return err
	}
	return tell(ctx, tx, ws, request, Event{At: r.Changed, What: "reopened"})
}
