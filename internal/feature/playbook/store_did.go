package playbook

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Did is a step that a run did or left out, as others are told of it.
type Did struct {
	Act
	Key     string // of what it wanted done: with whoever does it the same
	Book    id.Playbook
	Version int64
	Group   id.Group
	Late    bool // somebody was asked before, because its time had passed
	Human   bool // it is a to-do by what its SOP says
}

// DidBetween lists what runs did and left out from one moment to before another, in
// order. What only chooses the way, and questions about a step, are no steps.
func (s *Service) DidBetween(ctx context.Context, tx *db.Tx, ws id.Workspace, from, to time.Time) (out []Did, err error) {
	err = tx.Each(ctx, `SELECT a.at, a.step, a.what, a.why, a.run, r.book, r.version, r.group_id,
			CASE WHEN EXISTS (SELECT 1 FROM playbook_act b WHERE b.workspace = $1 AND b.run = a.run AND b.step = a.step AND b.what = 'ask' AND b.why = 'late' AND b.n < a.n) THEN 1 ELSE 0 END
		FROM playbook_act a JOIN playbook_run r ON r.workspace = $1 AND r.id = a.run
		WHERE a.workspace = $1 AND a.at >= $2 AND a.at < $3 AND a.what NOT IN ('deal', 'call') AND NOT (a.what = 'ask' AND a.why <> '') ORDER BY a.at, a.run, a.n`,
		[]any{ws, from.UnixMilli(), to.UnixMilli()}, func(scan func(...any) error) error {
			var d Did
			var at, late int64
			var run id.Run
			err := scan(&at, &d.Step, &d.What, &d.Why, &run, &d.Book, &d.Version, &d.Group, &late)
			d.At, d.Late, d.Key = time.UnixMilli(at).UTC(), late != 0, keyOf(run, d.Step, false)
			out = append(out, d)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list what runs did: %w", err)
	}
	return s.onlyDeeds(ctx, tx, ws, out)
}

// onlyDeeds leaves out steps that only choose the way, and says which are to-dos.
func (s *Service) onlyDeeds(ctx context.Context, tx *db.Tx, ws id.Workspace, all []Did) (out []Did, err error) {
	known := map[edition]map[string]*script.Step{}
	for _, d := range all {
		at := edition{d.Book, d.Version}
		if known[at] == nil {
			p, err := s.program(ctx, tx, ws, at.book, at.n)
			if err != nil {
				return nil, err
			}
			known[at] = map[string]*script.Step{}
			script.Each(p.Book.Steps, func(step *script.Step) { known[at][step.ID] = step })
		}
		step := known[at][d.Step]
		if step != nil && onlyWay(step) {
			continue
		}
		d.Human = step != nil && step.Task != nil
		out = append(out, d)
	}
	return out, nil
}

// onlyWay reports whether a step does nothing to anybody.
func onlyWay(s *script.Step) bool {
	return s.Wait != "" || s.Await != nil || len(s.Branch) > 0 || s.Split != nil || s.Call != nil
}

// BooksOf tells which SOP each of some runs is of; runs that are not there are left
// out.
func (s *Service) BooksOf(ctx context.Context, tx *db.Tx, ws id.Workspace, runs []id.Run) (map[id.Run]id.Playbook, error) {
	out := map[id.Run]id.Playbook{}
	in, list := db.Among(tx, 2, runs)
	err := tx.Each(ctx, `SELECT id, book FROM playbook_run WHERE workspace = $1 AND id IN `+in, []any{ws, list}, func(scan func(...any) error) error {
		var r id.Run
		var b id.Playbook
		err := scan(&r, &b)
		out[r] = b
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look which SOPs runs are of: %w", err)
	}
	return out, nil
}

// Filled is what was filled in where an SOP runs in a group; nothing where it does not.
func (s *Service) Filled(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, group id.Group) (map[string]string, error) {
	p, _, err := placeOf(ctx, tx, ws, book, group)
	return p.Fields, err
}

// Described is an SOP as others show it.
type Described struct {
	Title string
	Steps map[string]i18n.Text // by id, of the newest version
}

// Describe names SOPs and their steps; those that are not there are left out.
func (s *Service) Describe(ctx context.Context, tx *db.Tx, ws id.Workspace, all []id.Playbook) (map[id.Playbook]Described, error) {
	out := map[id.Playbook]Described{}
	for _, book := range all {
		b, err := bookOf(ctx, tx, ws, book)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		p, err := s.program(ctx, tx, ws, book, b.Version)
		if err != nil {
			return nil, err
		}
		d := Described{Title: b.Title, Steps: map[string]i18n.Text{}}
		script.Each(p.Book.Steps, func(step *script.Step) { d.Steps[step.ID] = nameOf(step) })
		out[book] = d
	}
	return out, nil
}

// nameOf is a step's title, else what it does.
func nameOf(s *script.Step) i18n.Text {
	if s.Title.Hans != "" {
		return textIn(s.Title)
	}
	if s.Task != nil && s.Task.Do.Hans != "" {
		return textIn(s.Task.Do)
	}
	return deedOf(s)
}
