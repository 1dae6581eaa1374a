package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/bench/sop"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/house"
)

const (
	timerBatch = 500    // of the bare loop: what the worker claims at once
	timersOnce = 10_000 // due at one instant
)

// timers measures how fast runs go on whose time has come: the SOP is read, a to-do
// opened, the next timer put and the run kept.
func (b *bench) timers() error {
	size := sop.Size{Wait: b.waits, Due: b.waits / 10}
	return b.scratch(func(name, ours, bare string) error {
		a, ws, err := fresh(b.ctx, ours)
		if err != nil {
			return err
		}
		defer func() { _ = a.Close() }()                                 // a scratch database
		if _, err := wholeRoad(b.ctx, a, ws, 0, 50_000, 0); err != nil { // so that people are known
			return err
		}
		empty, err := b.opening(ours)
		if err != nil {
			return err
		}
		runs, err := sop.Begin(b.ctx, a, ws, size)
		if err != nil {
			return err
		}
		least, err := bareTimers(b.ctx, bare, ws, runs, size)
		if err != nil {
			return err
		}
		rate, err := b.fire(a, ws, size.Due)
		if err != nil {
			return err
		}
		row(fmt.Sprintf("timers of SOPs fire, %s, %d waiting", name, size.Wait), fmt.Sprintf("%.0f a second", rate),
			fmt.Sprintf("bare claim-and-delete loop on the same table: %.0f", least), rate/least, "≥ 0.20")
		took, many, err := b.atOnce(a, ws, runs, size)
		if err != nil {
			return err
		}
		row(fmt.Sprintf("%d timers due at one instant, %s", many, name), fmt.Sprintf("%.2f s until the last", took.Seconds()), "5 s", took.Seconds()/5, "≤ 1")
		full, err := b.opening(ours)
		if err != nil {
			return err
		}
		row("opening the program, "+name, fmt.Sprintf("%.0f ms with %d waiting", full.Seconds()*1000, size.Wait), fmt.Sprintf("%.0f ms with none", empty.Seconds()*1000),
			full.Seconds()/empty.Seconds(), "does not grow")
		return nil
	})
}

// opening is how long it takes to open the program and have its workers at work.
func (b *bench) opening(address string) (time.Duration, error) {
	const times = 5
	began := time.Now()
	for range times {
		a, err := house.Open(b.ctx, address, clock.Real{})
		if err != nil {
			return 0, err
		}
		road, err := a.NewRoad(b.ctx, quiet, true)
		if err == nil {
			road.Stop()
		}
		if err := errors.Join(err, a.Close()); err != nil {
			return 0, err
		}
	}
	return time.Since(began) / times, nil
}

// bareTimers takes what is due off a table of as many jobs, and does nothing.
func bareTimers(ctx context.Context, address string, ws id.Workspace, runs []id.Run, size sop.Size) (float64, error) {
	d, err := db.Open(ctx, address, clock.Real{})
	if err != nil {
		return 0, err
	}
	defer d.Close() //nolint:errcheck // a scratch database
	if err := d.Migrate(ctx, job.Schema); err != nil {
		return 0, err
	}
	ids, now := id.NewSource(9), time.Now()
	for at := 0; at < len(runs); at += sop.Slice {
		if err := d.Write(ctx, func(tx *db.Tx) error { return job.Put(ctx, tx, ids, sop.Jobs(ws, runs, at, size, now)...) }); err != nil {
			return 0, err
		}
	}
	const query = `WITH due AS MATERIALIZED (SELECT workspace, kind, key FROM job_waiting WHERE workspace = $1 AND rest = 0 AND due <= $2 ORDER BY due, id LIMIT $3)
		DELETE FROM job_waiting WHERE (workspace, kind, key) IN (SELECT workspace, kind, key FROM due) RETURNING key`
	began, did := time.Now(), 0
	for {
		n := 0
		err := d.Write(ctx, func(tx *db.Tx) error {
			return tx.Each(ctx, query, []any{ws, now.UnixMilli(), timerBatch}, func(scan func(...any) error) error {
				var key string
				n++
				return scan(&key)
			})
		})
		if err != nil {
			return 0, err
		}
		if n == 0 {
			return float64(did) / time.Since(began).Seconds(), nil
		}
		did += n
	}
}

// fire lets what is due be done, and returns how many a second were.
func (b *bench) fire(a *house.App, ws id.Workspace, many int) (float64, error) {
	road, err := a.NewRoad(b.ctx, quiet, true)
	if err != nil {
		return 0, err
	}
	defer road.Stop()
	began := time.Now()
	err = b.todos(a, ws, many, began)
	return float64(many) / time.Since(began).Seconds(), err
}

// atOnce makes runs that wait due at one instant, and returns how long after it the
// last of them was taken on.
func (b *bench) atOnce(a *house.App, ws id.Workspace, runs []id.Run, size sop.Size) (time.Duration, int, error) {
	due := time.Now().Add(5 * time.Second).Truncate(time.Millisecond)
	many, err := sop.Gather(b.ctx, a, ws, runs[:min(len(runs)/2, timersOnce*size.Wait/(size.Wait-size.Due))], size, due)
	if err != nil {
		return 0, 0, err
	}
	road, err := a.NewRoad(b.ctx, quiet, true)
	if err != nil {
		return 0, 0, err
	}
	defer road.Stop()
	err = b.todos(a, ws, size.Due+many, due)
	return time.Since(due), many, err
}

// todos waits until nothing waits that is due, and fails where there are not as many
// to-dos as there should be.
func (b *bench) todos(a *house.App, ws id.Workspace, many int, due time.Time) error {
	for n := 1; n > 0; {
		err := a.DB.Read(b.ctx, func(tx *db.Tx) error {
			return tx.QueryRow(b.ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM job_waiting WHERE workspace = $1 AND rest = 0 AND due <= $2 LIMIT 1) AS one`, ws, due.UnixMilli()).Scan(&n)
		})
		if err != nil {
			return err
		}
		select {
		case <-b.ctx.Done():
			return b.ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
	var n int
	err := a.DB.Read(b.ctx, func(tx *db.Tx) error {
		return tx.QueryRow(b.ctx, `SELECT COUNT(*) FROM task_item WHERE workspace = $1`, ws).Scan(&n)
	})
	if err == nil && n != many {
		err = fmt.Errorf("%d to-dos of %d", n, many)
	}
	return err
}

// decide measures what an event costs where fifty SOPs are active.
func (b *bench) decide() error {
	half, allocs, err := sop.Decide()
	if err != nil {
		return err
	}
	row("Decide, 50 active SOPs of which 10 hear messages, p50", fmt.Sprintf("%.1f µs", float64(half.Nanoseconds())/1000), "20 µs", float64(half)/float64(20*time.Microsecond), "≤ 1")
	row("… allocations where no trigger matches", fmt.Sprintf("%.0f", allocs), "0", allocs, "0")
	return nil
}
