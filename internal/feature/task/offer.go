package task

import (
	"context"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Offered is an open to-do as a page of another feature shows it to whoever may do
// it.
type Offered struct {
	Task
	Word   i18n.Text    // of its kind
	Links  []string     // pictures that are links, as far as they may be followed
	Images []int        // pictures of people's own, by number
	Held   i18n.Message // why it should not be said now; zero where it may be
}

// mostOffered is how many to-dos are looked at to find the most urgent.
const mostOffered = 300

// Offer lists the open to-dos of groups that may be begun and that somebody may do,
// what is due first before the rest; 0 among the groups asks for those of none.
func (s *Service) Offer(ctx context.Context, tx *db.Tx, ws id.Workspace, by Person, groups []id.Group) ([]Offered, error) {
	now := s.now(ws)
	w := whereIn(ws)
	w.wanted(Wanted{By: by, Units: auth.Everything()})
	at := w.arg(now.UnixMilli())
	in, among := db.Among(tx, len(w.args)+1, groups)
	w.arg(among)
	tasks, err := list(ctx, tx, `SELECT `+columns+` FROM task_item WHERE workspace = $1`+w.text.String()+` AND state = 'open' AND starts <= `+at+` AND group_id IN `+in+`
		ORDER BY CASE WHEN due = 0 THEN 1 ELSE 0 END, due, id LIMIT `+w.arg(mostOffered), w.args)
	if err != nil {
		return nil, err
	}
	tasks = slices.DeleteFunc(tasks, func(t Task) bool { return !by.MayDo(&t) || t.Over(now) })
	held, err := s.heldOf(ctx, tx, ws, by.User, tasks)
	if err != nil {
		return nil, err
	}
	zone, err := s.Directory.Zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	ids := make([]id.Task, len(tasks))
	for i := range tasks {
		ids[i] = tasks[i].ID
	}
	images, err := imagesOf(ctx, tx, ws, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Offered, len(tasks))
	for i := range tasks {
		out[i] = Offered{Task: tasks[i], Word: kindWord(tasks[i].Kind), Links: safeLinks(tasks[i].Pictures), Images: images[ids[i]]}
		if v, ok := held[ids[i]]; ok {
			out[i].Held = saidNo(v, now, zone)
		}
	}
	return out, nil
}

// heldOf says which to-dos should not be said now, by the gate; it is asked once
// about those that are alike.
func (s *Service) heldOf(ctx context.Context, tx *db.Tx, ws id.Workspace, by id.User, tasks []Task) (map[id.Task]Verdict, error) {
	held, known := map[id.Task]Verdict{}, map[mind]Verdict{}
	for i := range tasks {
		t := &tasks[i]
		if !t.Open() || !t.Says() {
			continue
		}
		m := mind{t.Kind, t.Purpose, t.Group, t.Member, t.Selling, t.All}
		said, ok := known[m]
		if !ok {
			var err error
			if said, err = s.look(ctx, tx, ws, t, by); err != nil {
				return nil, err
			}
			known[m] = said
		}
		if !said.May {
			held[t.ID] = said
		}
	}
	return held, nil
}

// Undoable reports whether somebody may take back what they said of a to-do a
// moment ago. It fails with NotFound.
func (s *Service) Undoable(ctx context.Context, tx *db.Tx, ws id.Workspace, by Person, task id.Task) (bool, error) {
	t, err := seen(ctx, tx, ws, &by, task)
	return err == nil && t.MayUndo(by.User, tx.Now), err
}
