// Package sop prepares SOPs and their runs for package bench, and measures deciding.
package sop

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/house"
)

// Size is how many runs wait, and how many of them are due.
type Size struct{ Wait, Due int }

// due is when the n-th of the runs is due, and whether that is past.
func (s Size) due(n int, now time.Time) (time.Time, bool) {
	if n%(s.Wait/s.Due) == 0 {
		return now.Add(-time.Duration(n) * time.Microsecond), true
	}
	return now.Add(time.Hour * time.Duration(24+n%700)), false
}

// drip is an SOP whose runs wait, ask somebody to do something, and wait again.
const drip = `
sop: 1
name: drip
title: 回访
per: member
start:
  - {id: begin, hand: true}
steps:
  - {id: month, wait: 30d}
  - id: call
    task: {do: "给{{昵称}}回个电话", text: "{{昵称}}，用得还顺手吗？", due: 2d}
  - {id: season, wait: 60d}
  - id: again
    task: {do: "再给{{昵称}}回个电话", due: 2d}
`

// Begin lets an SOP run in all groups of a workspace, and lets so many of its runs
// wait for the end of their month. It returns them.
func Begin(ctx context.Context, a *house.App, ws id.Workspace, size Size) ([]id.Run, error) {
	book, _, err := a.Playbook.Save(ctx, ws, drip, 1)
	if err != nil {
		return nil, err
	}
	var groups []id.Group
	var ords []int64
	var places []playbook.Place
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := a.Community.Groups(ctx, tx, ws)
		if err != nil {
			return err
		}
		for _, g := range all {
			groups, places = append(groups, g.ID), append(places, playbook.Place{Group: g.ID})
		}
		return tx.Each(ctx, `SELECT ord FROM community_identity WHERE workspace = $1 AND name <> '' ORDER BY ord`, []any{ws}, func(scan func(...any) error) error {
			var ord int64
			err := scan(&ord)
			ords = append(ords, ord)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	if err := a.Playbook.Put(ctx, ws, book.ID, places); err != nil {
		return nil, err
	}
	if err := a.Playbook.Switch(ctx, ws, book.ID, playbook.On); err != nil {
		return nil, err
	}
	runs, now := make([]id.Run, size.Wait), time.Now().UTC().Truncate(time.Millisecond)
	for at := 0; at < size.Wait; at += Slice {
		err := a.DB.Write(ctx, func(tx *db.Tx) error {
			for i := range Slice {
				runs[at+i] = id.New[id.Run](a.IDs, tx.Now)
			}
			w := waiting{a, ws, book.ID, groups, ords, size, now}
			return w.write(ctx, tx, runs, at)
		})
		if err != nil {
			return nil, err
		}
	}
	return runs, nil
}

// Slice is how many runs are written in one transaction.
const Slice = 5000

// waiting writes runs that wait.
type waiting struct {
	a      *house.App
	ws     id.Workspace
	book   id.Playbook
	groups []id.Group
	ords   []int64
	size   Size
	now    time.Time
}

func (w *waiting) write(ctx context.Context, tx *db.Tx, runs []id.Run, at int) error {
	bulk := db.Bulk{Into: `playbook_run (workspace, id, book, version, group_id, member, occasion, turn, begun, ended, held, why, parent, called, state)`, Columns: 15}
	_, err := bulk.Run(ctx, tx, Slice, func(dst []any, i int) []any {
		n := at + i
		due, _ := w.size.due(n, w.now)
		return append(dst, int64(w.ws), int64(runs[n]), int64(w.book), int64(1), int64(w.groups[n%len(w.groups)]), w.ords[n/7%len(w.ords)], fmt.Sprint("hand/", n), int64(0),
			w.now.UnixMilli(), int64(0), int64(0), "", int64(0), "", stood(due))
	})
	if err != nil {
		return err
	}
	return job.Put(ctx, tx, w.a.IDs, Jobs(w.ws, runs, at, w.size, w.now)...)
}

// Jobs are the timers of a slice of runs.
func Jobs(ws id.Workspace, runs []id.Run, at int, size Size, now time.Time) []job.Job {
	jobs := make([]job.Job, min(Slice, len(runs)-at))
	for i := range jobs {
		due, _ := size.due(at+i, now)
		jobs[i] = job.Job{Workspace: ws, Kind: playbook.RunJob, Key: id.Show(runs[at+i]), Due: due}
	}
	return jobs
}

// stood is where a run stands that waits until due.
func stood(due time.Time) []byte {
	month := due.Add(-30 * 24 * time.Hour)
	state, err := json.Marshal(engine.State{At: 1, Start: "begin", Due: due, From: due, Prev: month, Moment: month})
	if err != nil { // numbers and times marshal
		return nil
	}
	return state
}

// Gather makes those of runs that wait still due at one instant, and returns how
// many they are.
func Gather(ctx context.Context, a *house.App, ws id.Workspace, runs []id.Run, size Size, due time.Time) (many int, err error) {
	for at := range slices.Chunk(runs, 1000) {
		err := a.DB.Write(ctx, func(tx *db.Tx) error {
			for _, r := range at {
				n, err := tx.Exec(ctx, `UPDATE job_waiting SET due = $4 WHERE workspace = $1 AND kind = $2 AND key = $3 AND due > $5 AND due < $6`,
					ws, string(playbook.RunJob), id.Show(r), due.UnixMilli(), time.Now().UnixMilli(), time.Now().Add(750*time.Hour).UnixMilli())
				if err != nil {
					return err
				}
				if n == 0 { // it has fired
					continue
				}
				many++
				if _, err := tx.Exec(ctx, `UPDATE playbook_run SET state = $3 WHERE workspace = $1 AND id = $2`, ws, r, stood(due)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	return many, nil
}

// Decide measures what an event costs where fifty SOPs are active: how long it takes
// in the middle, and what it allocates where no trigger matches.
func Decide() (half time.Duration, allocs float64, err error) {
	reader, err := script.NewReader()
	if err != nil {
		return 0, 0, err
	}
	compiler, err := cond.NewCompiler()
	if err != nil {
		return 0, 0, err
	}
	var programs []*engine.Program
	for n := range 50 {
		on := []string{"member.joined", "message.recorded", "order.paid", "member.left", "group.renamed"}[n%5]
		text := fmt.Sprintf("sop: 1\nname: n%d\ntitle: 试\nper: member\nstart:\n  - {id: begin, on: %s, where: 'event.text.contains(\"%d\")'}\nif: '!member.staff && group.members > 3'\nsteps:\n  - {id: tag, tag: [试]}\n", n, on, n)
		s, problems := reader.Read([]byte(text))
		if s == nil {
			return 0, 0, fmt.Errorf("an SOP of the bench: %+v", problems)
		}
		p, err := engine.Compile(compiler, s)
		if err != nil {
			return 0, 0, err
		}
		programs = append(programs, p)
	}
	d := engine.NewDecider(programs)
	facts := cond.Facts{Group: cond.Group{Life: "long-term", Members: 40, Active: 9}, Member: cond.Member{Name: "小雨", Messages: 12}, Event: cond.Event{Text: "今天的排骨还有吗", Kind: "message.recorded"}}
	var times []time.Duration
	var hits []engine.Hit
	for range 20_000 {
		began := time.Now()
		hits = d.Decide(hits[:0], "message.recorded", 1, &facts)
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	allocs = testing.AllocsPerRun(1000, func() { hits = d.Decide(hits[:0], "message.edited", 1, &facts) })
	return times[len(times)/2], allocs, nil
}
