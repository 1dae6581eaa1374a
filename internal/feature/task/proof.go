package task

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// isSpotCheck reports whether proof would be asked of some such to-dos only: always it
// is asked where money moves, and where whoever opened the to-do says so.
func (n *New) isSpotCheck() bool { return !n.Money && n.Share < 100 }

// Watched reports whether somebody besides its doer could look at what a to-do leaves as
// proof: of those who may read to-dos and see this one. What is nobody's yet is done by
// one of them.
func Watched(t *Task, people []Person) bool {
	others := 0
	for i := range people {
		if p := &people[i]; p.User != t.Owner && auth.Can(p.Role, auth.Quotes) && p.Sees(t) {
			others++
		}
	}
	return others > 1 || others == 1 && t.Owner != 0
}

// sparedAlone takes the spot check from to-dos that nobody but their doer could look at.
func (s *Service) sparedAlone(ctx context.Context, tx *db.Tx, ws id.Workspace, all []*Task) (err error) {
	var people []Person
	for _, t := range all {
		if !t.ProofAsked || !t.isSpotCheck() {
			continue
		}
		if people == nil {
			if people, err = s.Directory.People(ctx, tx, ws); err != nil {
				return err
			}
		}
		t.ProofAsked = Watched(t, people)
	}
	return nil
}

// Sweep takes the spot check from open to-dos that nobody but their doer could look at
// any more, since the others left: it is asked of nobody in vain. Who joins later finds
// it in what is opened from then on.
func (s *Service) Sweep(ctx context.Context, ws id.Workspace) error {
	for after := id.Task(0); ; {
		var asked []Task
		err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			if asked, err = listAsked(ctx, tx, ws, after, stepMost); err != nil {
				return err
			}
			return s.spare(ctx, tx, ws, asked)
		})
		if err != nil || len(asked) < stepMost {
			return err
		}
		after = asked[len(asked)-1].ID
	}
}

// spare keeps which of some to-dos owe no spot check any more.
func (s *Service) spare(ctx context.Context, tx *db.Tx, ws id.Workspace, asked []Task) error {
	all := make([]*Task, len(asked))
	for i := range asked {
		all[i] = &asked[i]
	}
	if err := s.sparedAlone(ctx, tx, ws, all); err != nil {
		return err
	}
	for _, t := range all {
		if t.ProofAsked {
			continue
		}
		if err := dropAsked(ctx, tx, ws, t.ID); err != nil {
			return err
		}
	}
	return nil
}

// owed reports whether a to-do may not be done without proof, by who is there now.
func (s *Service) owed(ctx context.Context, tx *db.Tx, ws id.Workspace, t *Task) (bool, error) {
	now := *t
	if err := s.sparedAlone(ctx, tx, ws, []*Task{&now}); err != nil || !now.ProofAsked {
		return false, err
	}
	at, err := shown(ctx, tx, ws, t.ID)
	return at.IsZero(), err
}
