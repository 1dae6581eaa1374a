package community

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// AnswerStaff records that somebody has said who the staff are, or that there
// are none besides those named. Until then figures that need it are unknown.
func (s *Service) AnswerStaff(ctx context.Context, tx *db.Tx, ws id.Workspace, by id.User) error {
	_, err := tx.Exec(ctx, `INSERT INTO community_staff (workspace, answered, by_user) VALUES ($1, $2, $3)
		ON CONFLICT (workspace) DO UPDATE SET answered = excluded.answered, by_user = excluded.by_user`, ws, tx.Now.UnixMilli(), by)
	if err != nil {
		return fmt.Errorf("record who is staff: %w", err)
	}
	return nil
}

// StaffAnswered reports whether somebody has.
func (s *Service) StaffAnswered(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error) {
	var n int
	err := tx.QueryRow(ctx, `SELECT (SELECT count(*) FROM community_staff WHERE workspace = $1) +
		(SELECT count(*) FROM community_identity WHERE workspace = $1 AND by_hand = $2)`, ws, Staff).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("look up who is staff: %w", err)
	}
	return n > 0, nil
}
