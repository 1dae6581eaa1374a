package task

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Load is what somebody has before them, and what became of what they had.
type Load struct {
	Open, Overdue int
	Done, Skipped int // since a moment
	Expired       int
	Why           map[Reason]int // of what was skipped
}

// fewest is how many have to have ended for a rate to be written in percent.
const fewest = 10

// Rate is how much of what ended was done, as it is shown: 执行率. It is "3/4" of few,
// "87%" of ten and more, rounded down, and "—" where nothing ended.
func (l *Load) Rate() string {
	all := l.Done + l.Skipped + l.Expired
	switch {
	case all == 0:
		return "—"
	case all < fewest:
		return strconv.Itoa(l.Done) + "/" + strconv.Itoa(all)
	}
	return strconv.Itoa(l.Done*100/all) + "%"
}

func (l *Load) add(state State, why Reason, n int) {
	switch state {
	case Done:
		l.Done += n
	case Expired:
		l.Expired += n
	case Skipped:
		l.Skipped += n
		if l.Why == nil {
			l.Why = map[Reason]int{}
		}
		l.Why[why] += n
	case Open, Withdrawn: // neither done nor left undone
	}
}

// loads counts by person: what is open by whose it is, what was settled by who did
// it, and what nobody did by whose it was.
func loads(ctx context.Context, tx *db.Tx, ws id.Workspace, want Wanted, now, since time.Time) (map[id.User]*Load, error) {
	out := map[id.User]*Load{}
	of := func(u id.User) *Load {
		if out[u] == nil {
			out[u] = &Load{}
		}
		return out[u]
	}
	w := whereIn(ws)
	w.wanted(want)
	query := `SELECT owner, COUNT(*), COALESCE(SUM(CASE WHEN due > 0 AND due <= ` + w.arg(now.UnixMilli()) + ` THEN 1 ELSE 0 END), 0)
		FROM task_item WHERE workspace = $1` + w.text.String() + ` AND state = 'open' GROUP BY owner`
	err := tx.Each(ctx, query, w.args, func(scan func(...any) error) error {
		var who id.User
		var open, overdue int
		err := scan(&who, &open, &overdue)
		of(who).Open, of(who).Overdue = open, overdue
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count what people have to do: %w", err)
	}
	w = whereIn(ws)
	w.wanted(want)
	query = `SELECT CASE WHEN state = 'expired' THEN owner ELSE settled_by END AS who, state, reason, COUNT(*)
		FROM task_item WHERE workspace = $1` + w.text.String() + ` AND settled > 0 AND settled >= ` + w.arg(max(1, since.UnixMilli())) + ` AND state IN ('done', 'skipped', 'expired')
		GROUP BY CASE WHEN state = 'expired' THEN owner ELSE settled_by END, state, reason`
	err = tx.Each(ctx, query, w.args, func(scan func(...any) error) error {
		var who id.User
		var state State
		var why Reason
		var n int
		err := scan(&who, &state, &why, &n)
		of(who).add(state, why, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count what people did: %w", err)
	}
	return out, nil
}

// groupLoads counts by group what ended since a moment.
func groupLoads(ctx context.Context, tx *db.Tx, ws id.Workspace, want Wanted, since time.Time) (map[id.Group]*Load, error) {
	out := map[id.Group]*Load{}
	w := whereIn(ws)
	w.wanted(want)
	query := `SELECT group_id, state, reason, COUNT(*) FROM task_item WHERE workspace = $1` + w.text.String() + ` AND group_id <> 0
		AND settled > 0 AND settled >= ` + w.arg(max(1, since.UnixMilli())) + ` AND state IN ('done', 'skipped', 'expired') GROUP BY group_id, state, reason`
	err := tx.Each(ctx, query, w.args, func(scan func(...any) error) error {
		var group id.Group
		var state State
		var why Reason
		var n int
		if err := scan(&group, &state, &why, &n); err != nil {
			return err
		}
		if out[group] == nil {
			out[group] = &Load{}
		}
		out[group].add(state, why, n)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count to-dos by group: %w", err)
	}
	return out, nil
}
