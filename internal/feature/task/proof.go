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
