package main

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/house"
)

// growthEvents are measured at each size: enough for what is done only every some
// ten thousand. As many as growthFirst make everybody and every group known, and as
// many as growthWarm come first each time the program has begun anew.
const growthEvents, growthFirst, growthWarm = 150_000, 10_000, 30_000

// growth measures what an event costs on the whole road when a thousand, a
// million and ten million are stored already. The earlier ones are loaded in
// bulk, with random keys: as the events of this week, which the inbox knows
// again, and as the messages of this month and the two before.
func (b *bench) growth() error {
	sizes := []int{1000, 1_000_000, 10_000_000}
	if b.stored > 0 {
		sizes[2] = b.stored
	}
	return b.scratch(func(name, ours, _ string) error {
		a, ws, err := fresh(b.ctx, ours)
		if err != nil {
			return err
		}
		defer a.Close() //nolint:errcheck // a scratch database
		a.Index = nil   // the search reads for itself
		// Everybody and every group is known, as in a place that has run for a while.
		if _, err := wholeRoad(b.ctx, a, ws, 0, growthFirst, 0); err != nil {
			return err
		}
		var costs []float64
		stored := growthFirst
		for n, size := range sizes {
			if err := store(b.ctx, a, ws, max(0, size-stored)); err != nil {
				return err
			}
			stored = max(stored, size)
			cost, err := costOnRoad(b.ctx, a, ws, growthFirst+n*(growthWarm+growthEvents))
			if err != nil {
				return err
			}
			stored += growthWarm + growthEvents
			costs = append(costs, cost)
		}
		for _, r := range []struct {
			from, to int
			bar      string
		}{{0, 2, "≤ 1.60"}, {1, 2, "≤ 1.30"}} {
			row(fmt.Sprintf("an event on the road, %s, %d stored", name, sizes[r.to]), fmt.Sprintf("%.0f µs", costs[r.to]),
				fmt.Sprintf("%d stored: %.0f µs", sizes[r.from], costs[r.from]), costs[r.to]/costs[r.from], r.bar)
		}
		return b.thereAndBack(name, ours)
	})
}

// costOnRoad is what an event costs, in microseconds, once the program has begun:
// at its start it reads the keys noted last, which a place that runs for weeks
// does once.
func costOnRoad(ctx context.Context, a *house.App, ws id.Workspace, from int) (float64, error) {
	road, err := a.NewRoad(ctx, quiet, true)
	if err != nil {
		return 0, err
	}
	defer road.Stop()
	if _, err := onRoad(ctx, a, ws, road, from, growthWarm, 0); err != nil {
		return 0, err
	}
	got, err := onRoad(ctx, a, ws, road, from+growthWarm, growthEvents, 0)
	return 1e6 / got.rate, err
}

// thereAndBack backs a database up and restores it into SQLite, and tells what
// memory that took.
func (b *bench) thereAndBack(name, address string) error {
	dir, err := os.MkdirTemp("", "huoshui-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a scratch folder
	file := filepath.Join(dir, "all.backup")
	took, most, err := watched(func() error {
		_, err := house.BackUp(b.ctx, address, file, "bench", nil)
		return err
	})
	if err != nil {
		return err
	}
	var rows int64
	again, memory, err := watched(func() error {
		h, _, err := house.Restore(b.ctx, filepath.Join(dir, "restored.db"), file, nil)
		rows = h.Rows()
		return err
	})
	if err != nil {
		return err
	}
	row(fmt.Sprintf("backup of %d rows, %s", rows, name), fmt.Sprintf("%.0f s, %d MB in memory", took.Seconds(), most>>20),
		fmt.Sprintf("restored into SQLite: %.0f s, %d MB", again.Seconds(), memory>>20), took.Seconds()/again.Seconds(), "—")
	return nil
}

// watched runs fn and tells how long that took, and the most memory this process
// had meanwhile.
func watched(fn func() error) (took time.Duration, most int64, err error) {
	runtime.GC()
	debug.FreeOSMemory()
	begun, done := time.Now(), make(chan error)
	go func() { done <- fn() }()
	every := time.NewTicker(100 * time.Millisecond)
	defer every.Stop()
	for {
		select {
		case err := <-done:
			return time.Since(begun), most, err
		case <-every.C:
			most = max(most, resident())
		}
	}
}

// store stores earlier events in bulk, in the order of their keys.
func store(ctx context.Context, a *house.App, ws id.Workspace, many int) error {
	if many == 0 {
		return nil
	}
	r := rand.New(rand.NewPCG(uint64(many), 5))
	seen := loadSeen
	if a.DB.Dialect == db.SQLite {
		seen = acceptSeen
	}
	if err := seen(ctx, a, ws, r, many); err != nil {
		return err
	}
	if err := loadMessages(ctx, a.DB, ws, r, many); err != nil {
		return err
	}
	for _, q := range map[db.Dialect][]string{db.SQLite: {`PRAGMA wal_checkpoint(TRUNCATE)`}, db.Postgres: {`ANALYZE`, `CHECKPOINT`}}[a.DB.Dialect] {
		if err := a.DB.Read(ctx, func(tx *db.Tx) error { return tx.Each(ctx, q, nil, func(func(...any) error) error { return nil }) }); err != nil {
			fmt.Println("note:", q, err)
		}
	}
	return nil
}

// loadSeen stores the keys by which the inbox knows events again.
func loadSeen(ctx context.Context, a *house.App, ws id.Workspace, r *rand.Rand, many int) error {
	hashes := make([][2]int64, many)
	for i := range hashes {
		hashes[i] = [2]int64{int64(r.Uint64()), int64(r.Uint64())}
	}
	slices.SortFunc(hashes, func(a, b [2]int64) int { return cmp.Compare(a[0], b[0]) })
	into := db.Bulk{Into: `inbox_seen (workspace, era, h1, h2, content, event)`, Columns: 6}
	for part := range slices.Chunk(hashes, 20_000) {
		err := a.DB.Write(ctx, func(tx *db.Tx) error {
			_, err := into.Run(ctx, tx, len(part), func(dst []any, i int) []any {
				return append(dst, int64(ws), int64(1), part[i][0], part[i][1], int64(i), int64(i+1))
			})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// acceptSeen is loadSeen for SQLite, where keys go a longer way to their place:
// they are accepted, and what waits because of it is taken away.
func acceptSeen(ctx context.Context, a *house.App, ws id.Workspace, r *rand.Rand, many int) error {
	road, err := a.NewRoad(ctx, quiet, false)
	if err != nil {
		return err
	}
	defer road.Stop()
	entries := entriesOf(ws, 0, 10_000)
	for done := 0; done < many; done += len(entries) {
		for i := range entries {
			entries[i].Key = "before\x1f" + nativeID(r)
		}
		if _, err := road.Accept(ctx, entries[:min(len(entries), many-done)]); err != nil {
			return err
		}
		err := a.DB.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM inbox_waiting WHERE workspace = $1`, ws)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// loadMessages stores messages of the groups there are, and what the figures
// keep of them: as many slices as those that came by the road have.
func loadMessages(ctx context.Context, d *db.DB, ws id.Workspace, r *rand.Rand, many int) error {
	var groups []id.Group
	var month, part, author int64
	each := 0 // messages to a slice
	var lights, marks []byte
	err := d.Read(ctx, func(tx *db.Tx) error {
		if err := tx.QueryRow(ctx, `SELECT month, part, lights, marks FROM insight_slice WHERE workspace = $1 ORDER BY length(lights)
			LIMIT 1 OFFSET (SELECT COUNT(*) / 2 FROM insight_slice WHERE workspace = $1)`, ws).
			Scan(&month, &part, &lights, &marks); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, `SELECT CAST((SELECT SUM(messages) FROM chat_count WHERE workspace = $1) / (SELECT COUNT(*) FROM insight_slice WHERE workspace = $1) AS BIGINT)`, ws).
			Scan(&each); err != nil {
			return err
		}
		return tx.Each(ctx, `SELECT group_id, MIN(author) FROM chat_author WHERE workspace = $1 GROUP BY group_id`, []any{ws}, func(scan func(...any) error) error {
			var g id.Group
			err := scan(&g, &author)
			groups = append(groups, g)
			return err
		})
	})
	if err != nil {
		return err
	}
	messages := db.Bulk{Into: `chat_message (workspace, group_id, month, key, import, at, tie, author, kind, form, chars, answers, thread, body, edited, gone, seq)`, Columns: 17}
	figures := db.Bulk{Into: `insight_slice (workspace, group_id, month, part, seq, lights, marks)`, Columns: 7}
	for _, g := range groups {
		for back := range int64(3) {
			keys := make([]int64, many/len(groups)/3)
			for i := range keys {
				keys[i] = int64(r.Uint64())
			}
			slices.Sort(keys)
			m := month - back
			at := time.Date(1970, time.Month(m+1), 2, 0, 0, 0, 0, time.UTC).UnixMilli()
			first := int64(r.Uint64() >> 8)
			for chunk := range slices.Chunk(keys, 20_000) {
				err := d.Write(ctx, func(tx *db.Tx) error {
					_, err := messages.Run(ctx, tx, len(chunk), func(dst []any, i int) []any {
						return append(dst, int64(ws), int64(g), m, chunk[i], part, at, int64(0), author, int64(1), int64(1), int64(8), int64(0), "", lines[i%len(lines)],
							int64(0), int64(0), int64(i))
					})
					if err != nil {
						return err
					}
					_, err = figures.Run(ctx, tx, len(chunk)/each, func(dst []any, i int) []any {
						return append(dst, int64(ws), int64(g), m, part, first+chunk[i*each]>>8, lights, marks)
					})
					return err
				})
				if err != nil {
					return err
				}
			}
		}
	}
	return nil
}
