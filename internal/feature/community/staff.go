package community

import (
	"context"
	"fmt"
	"slices"

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

// unlikePeople is which identities make their member no person. The index on them
// has the same words, so that it is used.
const unlikePeople = `(by_hand > 1 OR stated > 1 OR judged = 1)`

// NotPeople lists the numbers of those who are staff or bots, in order.
func (s *Service) NotPeople(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []uint32, err error) {
	all := map[id.Member][]Identity{}
	err = tx.Each(ctx, `SELECT `+identityColumns+` FROM community_identity WHERE workspace = $1 AND member IN
		(SELECT member FROM community_identity WHERE workspace = $1 AND `+unlikePeople+`)`, []any{ws}, func(scan func(...any) error) error {
		i, err := scanIdentity(scan)
		all[i.Member] = append(all[i.Member], i)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list staff and bots: %w", err)
	}
	for _, is := range all {
		if standingOf(is) != Person {
			out = append(out, ordsOfAll(is)...)
		}
	}
	slices.Sort(out)
	return out, nil
}
