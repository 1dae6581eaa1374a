package playbook

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// GatherJob is the kind of jobs by which those begin who came within a short while.
const GatherJob job.Kind = "sop.gather"

// came is somebody who came.
type came struct {
	member uint32
	fact   id.Fact
	at     time.Time
}

// gather lets somebody wait for whoever else comes within the time that the start
// gives. The first one says when that is over.
func (s *Service) gather(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, start *script.Start, group id.Group, who came, zone *time.Location, now time.Time) error {
	waiting, err := gathered(ctx, tx, ws, b.ID, start.ID, group)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO playbook_gather (workspace, book, start, group_id, member, fact, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (workspace, book, group_id, start, member) DO NOTHING`, ws, b.ID, start.ID, group, int64(who.member), who.fact, who.at.UnixMilli())
	if err != nil {
		return fmt.Errorf("note who came: %w", err)
	}
	if len(waiting) > 0 {
		return nil
	}
	due := script.Later(now, start.Gather.For, zone)
	if start.Gather.Hours != "" {
		hours, err := when.ParseWindow(start.Gather.Hours)
		if err != nil {
			return err
		}
		if open, ok := hours.NextOpen(due, zone); ok {
			due = open
		}
	}
	return job.Put(ctx, tx, s.IDs, job.Job{Workspace: ws, Kind: GatherJob, Key: id.Show(b.ID) + "/" + start.ID + "/" + id.Show(group), Due: due})
}

// gathered lists who has come, in order.
func gathered(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, start string, group id.Group) (out []came, err error) {
	err = tx.Each(ctx, `SELECT member, fact, at FROM playbook_gather WHERE workspace = $1 AND book = $2 AND start = $3 AND group_id = $4 ORDER BY at, member`,
		[]any{ws, book, start, group}, func(scan func(...any) error) error {
			var c came
			var at int64
			err := scan(&c.member, &c.fact, &at)
			c.at = time.UnixMilli(at).UTC()
			out = append(out, c)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list who came: %w", err)
	}
	return out, nil
}

// together begins the SOP for those who came: where they are many, one of their
// runs speaks to the group for all of them.
func (s *Service) together(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, j *job.Job) error {
	parts := strings.Split(j.Key, "/")
	if len(parts) != 3 {
		return fmt.Errorf("nobody is gathered under the key %q", j.Key)
	}
	book, err := id.Parse[id.Playbook](parts[0])
	if err != nil {
		return err
	}
	group, err := id.Parse[id.Group](parts[2])
	if err != nil {
		return err
	}
	all, err := gathered(ctx, tx, ws, book, parts[1], group)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM playbook_gather WHERE workspace = $1 AND book = $2 AND start = $3 AND group_id = $4`, ws, book, parts[1], group); err != nil {
		return fmt.Errorf("greet who came: %w", err)
	}
	b, err := bookOf(ctx, tx, ws, book)
	if err != nil || b.State != On {
		return err
	}
	p, err := s.program(ctx, tx, ws, book, b.Version)
	if err != nil {
		return err
	}
	place, ok, err := placeOf(ctx, tx, ws, book, group)
	n := slices.IndexFunc(p.Starts(), func(one script.Start) bool { return one.ID == parts[1] })
	if err != nil || !ok || place.still() || n < 0 {
		return err
	}
	return s.beginAll(ctx, tx, ws, b, p, n, place, all, j.Due, now)
}

// beginAll begins a run for each of those who came and are still there.
func (s *Service) beginAll(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, p *engine.Program, n int, place Place, all []came, due, now time.Time) error {
	subjects := make([]Subject, len(all))
	for i := range all {
		subjects[i] = Subject{Group: place.Group, Member: all[i].member}
	}
	known, err := s.Needs.Knows(ctx, tx, ws, now, subjects, cond.Everything())
	if err != nil {
		return err
	}
	start := &p.Starts()[n]
	var moves []move
	var names []string
	for i := range all {
		if skips, _ := engine.Missed(start, due, now, known[i].Zone); skips || known[i].Gone || !mayBegin(p, start, &known[i], place.Fields, now) {
			continue
		}
		r := Run{Book: b.ID, Version: b.Version, Subject: subjects[i], Occasion: "on/" + start.ID + "/" + id.Show(all[i].fact), State: p.Begin(start.ID, all[i].at, place.Fields)}
		began, err := s.beginOnce(ctx, tx, ws, p, &r, known[i].Zone, now)
		if err != nil {
			return err
		}
		if began {
			moves, names = append(moves, move{run: r, fact: all[i].fact}), append(names, known[i].Values["昵称"])
		}
	}
	if most := max(start.Gather.Most, 1); len(moves) > most {
		for i := range moves {
			moves[i].run.State.Crowd, moves[i].run.State.Quiet = len(moves), i > 0
			moves[i].names = names
		}
	}
	return s.moveAll(ctx, tx, ws, now, moves)
}

// crowd are the fields that name those who came together.
func crowd(values map[string]string, names []string) {
	values["人数"] = strconv.Itoa(len(names))
	for i, name := range names[:min(3, len(names))] {
		values["昵称"+strconv.Itoa(i+1)] = name
	}
}

// Erase forgets what SOPs have done about somebody.
func (s *Service) Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error {
	if err := forgetTrials(ctx, tx, ws); err != nil {
		return err
	}
	for _, ord := range ords {
		var mine []id.Run
		err := tx.Each(ctx, `SELECT id FROM playbook_run WHERE workspace = $1 AND member = $2 AND member <> 0`, []any{ws, int64(ord)}, func(scan func(...any) error) error {
			var r id.Run
			err := scan(&r)
			mine = append(mine, r)
			return err
		})
		if err != nil {
			return fmt.Errorf("look for runs: %w", err)
		}
		for _, r := range mine {
			if _, err := job.Drop(ctx, tx, ws, RunJob, id.Show(r)); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `DELETE FROM playbook_act WHERE workspace = $1 AND run = $2`, ws, r); err != nil {
				return fmt.Errorf("forget what a run did: %w", err)
			}
		}
		for _, q := range []string{`DELETE FROM playbook_run WHERE workspace = $1 AND member = $2 AND member <> 0`, `DELETE FROM playbook_gather WHERE workspace = $1 AND member = $2`} {
			if _, err := tx.Exec(ctx, q, ws, int64(ord)); err != nil {
				return fmt.Errorf("forget runs: %w", err)
			}
		}
	}
	return nil
}
