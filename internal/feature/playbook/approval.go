package playbook

import (
	"context"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// approvalKey names the asking for a second person.
func approvalKey(l *Launch) string {
	return "launch/" + id.Show(l.Book) + "/" + strconv.FormatInt(l.Asked.UnixMilli(), 10)
}

// askFor lets a launch wait for a second person, and whoever may be that one know of
// it. What was asked before and nobody has answered is not asked any more.
func (s *Service) askFor(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, l *Launch) error {
	was, ok, err := launchOf(ctx, tx, ws, b.ID)
	if err != nil {
		return err
	}
	if ok && was.State == Asked {
		if err := s.Needs.Withdraw(ctx, tx, ws, []string{approvalKey(&was)}); err != nil {
			return err
		}
	}
	title, err := s.titleOf(ctx, tx, ws, b)
	if err != nil {
		return err
	}
	if err := putLaunch(ctx, tx, ws, l); err != nil {
		return err
	}
	return s.Grounds.Approval(ctx, tx, ws, Approval{Key: approvalKey(l), Book: b.ID, Title: title, Groups: l.Groups, People: l.People, By: l.AskedBy})
}
