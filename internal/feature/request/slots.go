package request

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Standing is a slot with what is said in it, for calendars of others.
type Standing struct {
	Slot
	Asked  Ask
	Seen   bool // else whoever looks may know that there is something, and not what
	Done   bool
	Missed bool
}

// MostStanding is how many slots are listed at once.
const MostStanding = 5000

// Standing lists the slots that were given out in groups, 0 for the workspace's
// Moments, from a moment until before another, in the order of time.
func (s *Service) Standing(ctx context.Context, tx *db.Tx, ws id.Workspace, who Person, groups []id.Group, from, to time.Time) ([]Standing, error) {
	p, err := s.placeOf(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	out, err := standing(ctx, tx, ws, groups, DayOf(from, p.zone).Monday(), DayOf(to, p.zone).Monday(), from, to)
	if err != nil || len(out) == 0 {
		return nil, err
	}
	var of []id.Request
	for i := range out {
		of = append(of, out[i].Request)
	}
	all, err := named(ctx, tx, ws, unique(of))
	for i := range out {
		if r := all[out[i].Request]; p.sees(&who, &r) {
			out[i].Seen, out[i].Asked = true, r.Ask
		}
	}
	return out, err
}

func unique(all []id.Request) (out []id.Request) {
	seen := map[id.Request]bool{}
	for _, r := range all {
		if !seen[r] {
			seen[r], out = true, append(out, r)
		}
	}
	return out
}

// standing lists slots of the weeks from one until another that lie within a stretch of
// time.
func standing(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, first, last Day, from, to time.Time) (out []Standing, err error) {
	in, list := db.Among(tx, 2, groups)
	err = tx.Each(ctx, `SELECT request, group_id, channel, at, week, department, todo FROM request_slot WHERE workspace = $1 AND group_id IN `+in+`
		AND week >= $3 AND week <= $4 AND at >= $5 AND at < $6 ORDER BY at, request, group_id LIMIT $7`,
		[]any{ws, list, string(first), string(last), millis(from), millis(to), MostStanding}, func(scan func(...any) error) error {
			var one Standing
			var at int64
			var todo string
			err := scan(&one.Request, &one.Group, &one.Channel, &at, &one.Week, &one.Department, &todo)
			one.At, one.Done, one.Missed = timeOf(at), todo == todoDone, todo == todoMissed
			out = append(out, one)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list slots: %w", err)
	}
	return out, nil
}

// OfKey tells for which request, and in which group, the to-do of a key is; false where it
// is for none.
func OfKey(key string) (request id.Request, group id.Group, ok bool) {
	request, _, group, ok = ours(key)
	return request, group, ok
}
