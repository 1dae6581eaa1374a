package compliance

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// mostMerged is how many merges of one member are followed; no chain of them is a
// circle, and if one were this ends.
const mostMerged = 100

// Merged says that members are one person from now on: what either refused both
// have, and nobody has agreed to anything by it. What went to either counts.
func (s *Service) Merged(ctx context.Context, tx *db.Tx, ws id.Workspace, into, from id.Member) error {
	if into == from || into == 0 || from == 0 {
		return nil
	}
	now := s.Near.Now(ws).UnixMilli()
	_, err := tx.Exec(ctx, `INSERT INTO compliance_merge (workspace, from_member, into_member, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (workspace, from_member) DO UPDATE SET into_member = excluded.into_member, at = excluded.at`, ws, from, into, now)
	if err != nil {
		return fmt.Errorf("note that members are one: %w", err)
	}
	return refuseAlike(ctx, tx, ws, into, from, now, "merged."+id.Show(from))
}

// refuseAlike has a member refuse what another refuses.
func refuseAlike(ctx context.Context, tx *db.Tx, ws id.Workspace, m, other id.Member, at int64, source string) error {
	for _, p := range gate.Purposes {
		var theirs, own gate.Facts
		if err := consents(ctx, tx, ws, other, p, &theirs); err != nil {
			return err
		}
		if err := consents(ctx, tx, ws, m, p, &own); err != nil {
			return err
		}
		if !theirs.Refused || own.Refused {
			continue
		}
		_, err := tx.Exec(ctx, `INSERT INTO compliance_consent (workspace, member, purpose, at, given, source)
			SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CASE WHEN MAX(at) >= CAST($4 AS BIGINT) THEN MAX(at) + 1 ELSE CAST($4 AS BIGINT) END, 0, CAST($5 AS TEXT)
			FROM compliance_consent WHERE workspace = $1 AND member = $2`, ws, m, string(p), at, source) // after all they have said: none of it is lost
		if err != nil {
			return fmt.Errorf("have a member refuse what they refused elsewhere: %w", err)
		}
	}
	return nil
}

// Parted says that a member who was merged is somebody of their own again. What came
// to the other from them is taken back; what was refused since holds for both, as
// nobody knows who of them it was.
func (s *Service) Parted(ctx context.Context, tx *db.Tx, ws id.Workspace, into, from id.Member) error {
	var at int64
	err := tx.QueryRow(ctx, `DELETE FROM compliance_merge WHERE workspace = $1 AND from_member = $2 AND into_member = $3 RETURNING at`, ws, from, into).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("part members: %w", err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM compliance_consent WHERE workspace = $1 AND member = $2 AND source = $3`, ws, into, "merged."+id.Show(from)); err != nil {
		return fmt.Errorf("take back what a member refused elsewhere: %w", err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO compliance_consent (workspace, member, purpose, at, given, source)
		SELECT workspace, CAST($3 AS BIGINT), purpose, at, 0, 'parted' FROM compliance_consent WHERE workspace = $1 AND member = $2 AND at >= $4 AND given = 0 AND source NOT LIKE 'merged.%'
		ON CONFLICT (workspace, member, purpose, at) DO UPDATE SET given = 0`, ws, into, from, at)
	if err != nil {
		return fmt.Errorf("keep what was refused since members were one: %w", err)
	}
	return nil
}

// nowOf is who a member is now: another where they were merged.
func nowOf(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) (id.Member, error) {
	for range mostMerged {
		if m == 0 {
			break
		}
		var into id.Member
		err := tx.QueryRow(ctx, `SELECT into_member FROM compliance_merge WHERE workspace = $1 AND from_member = $2`, ws, m).Scan(&into)
		if errors.Is(err, sql.ErrNoRows) {
			break
		}
		if err != nil {
			return 0, fmt.Errorf("look who a member is now: %w", err)
		}
		m = into
	}
	return m, nil
}

// kinOf lists under which numbers things are kept that are about a member: their own
// first, then of those who were merged into them.
func kinOf(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) ([]id.Member, error) {
	out := []id.Member{m}
	for i := 0; i < len(out) && len(out) < mostMerged; i++ {
		err := tx.Each(ctx, `SELECT from_member FROM compliance_merge WHERE workspace = $1 AND into_member = $2 ORDER BY from_member`, []any{ws, out[i]}, func(scan func(...any) error) error {
			var from id.Member
			err := scan(&from)
			out = append(out, from)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look who was merged: %w", err)
		}
	}
	return out, nil
}
