package auth

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// note writes into the record what actor did.
func (s *Service) note(ctx context.Context, tx *db.Tx, ws id.Workspace, actor id.User, what audit.Action, subject string, more audit.Detail) error {
	return audit.Write(ctx, tx, s.ids, audit.Entry{Workspace: ws, Actor: audit.User(actor), Action: what, Subject: subject, Detail: more})
}

// noteJoined writes into the record that user came in by the invitation l.
func (s *Service) noteJoined(ctx context.Context, tx *db.Tx, user id.User, l Link) error {
	return s.note(ctx, tx, l.Workspace, user, audit.StaffJoined, id.Show(user), audit.Detail{Role: string(l.Grant.Role), Unit: id.Show(l.Grant.Unit)})
}

// Names tells what users are called, also those who were removed from every
// workspace. Whom nobody knows is left out.
func (s *Service) Names(ctx context.Context, users []id.User) (map[id.User]string, error) {
	out := map[id.User]string{}
	if len(users) == 0 {
		return out, nil
	}
	args := make([]any, len(users))
	for i, u := range users {
		args[i] = u
	}
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT id, name FROM auth_user WHERE id IN `+db.List(1, len(users)), args, func(scan func(...any) error) error {
			var u id.User
			var name string
			err := scan(&u, &name)
			out[u] = name
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("look up what users are called: %w", err)
	}
	return out, nil
}
