package compliance

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// isSource is how a word of the program's own looks: no text of anybody's.
var isSource = regexp.MustCompile(`^[a-z0-9_.-]{1,40}$`)

// Consent notes that a member agrees to what serves a purpose, or stops it (停止接收).
// source says by what they said so, in a word of the program's own, such as "reply"
// or "staff". It fails with Invalid or NotFound.
func (s *Service) Consent(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, purpose gate.Purpose, given bool, source string) error {
	if !slices.Contains(gate.Purposes[:], purpose) || !isSource.MatchString(source) {
		return fault.New(fault.Invalid, badChoice.With())
	}
	if err := s.knownMember(ctx, tx, ws, m); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO compliance_consent (workspace, member, purpose, at, given, source) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (workspace, member, purpose, at) DO UPDATE SET given = excluded.given, source = excluded.source`,
		ws, m, string(purpose), s.Near.Now(ws).UnixMilli(), bit(given), source)
	if err != nil {
		return fmt.Errorf("note a member's consent: %w", err)
	}
	return nil
}

// Agreement is what a member has said of being written to, the latest of it.
type Agreement struct {
	Agreed bool // to something, and took nothing of it back since
	Less   bool // they want less: nothing that they did not ask for, or no news
}

// Agreements tells what members have said; who never said anything is left out.
func (s *Service) Agreements(ctx context.Context, tx *db.Tx, ws id.Workspace, members []id.Member) (map[id.Member]Agreement, error) {
	out := map[id.Member]Agreement{}
	in, list := db.Among(tx, 2, members)
	query := `SELECT member, purpose, given FROM compliance_consent WHERE workspace = $1 AND member IN ` + in + ` ORDER BY at, purpose`
	err := tx.Each(ctx, query, []any{ws, list}, func(scan func(...any) error) error {
		var m id.Member
		var purpose gate.Purpose
		var given int64
		err := scan(&m, &purpose, &given)
		a := out[m]
		if given == 1 {
			a = Agreement{Agreed: true}
		} else {
			a.Agreed, a.Less = false, a.Less || purpose == gate.ForEverything || purpose == gate.ForNews
		}
		out[m] = a
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what members agreed to: %w", err)
	}
	return out, nil
}

// HoldOut keeps so many of a hundred members out of a campaign, to compare with;
// 0 ends it. Which ones follows from the name and their number, and stays.
func (s *Service) HoldOut(ctx context.Context, tx *db.Tx, ws id.Workspace, name string, percent int) error {
	if name == "" || len(name) > 200 || percent < 0 || percent > 50 {
		return fault.New(fault.Invalid, badChoice.With())
	}
	_, err := tx.Exec(ctx, `INSERT INTO compliance_holdout (workspace, name, percent) VALUES ($1, $2, $3)
		ON CONFLICT (workspace, name) DO UPDATE SET percent = excluded.percent`, ws, name, percent)
	if err != nil {
		return fmt.Errorf("write a holdout: %w", err)
	}
	return nil
}

// Evening says that a campaign goes on into the night of a day in a group; 0 for
// all.
func (s *Service) Evening(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, day gate.Date) error {
	return s.day(ctx, tx, ws, g, evening, day)
}

// SaleWeek says that the week of a day has a sale in a group; 0 for all.
func (s *Service) SaleWeek(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, day gate.Date) error {
	return s.day(ctx, tx, ws, g, saleWeek, day.Monday())
}

func (s *Service) day(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, what string, day gate.Date) error {
	if err := s.known(ctx, tx, ws, g); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO compliance_day (workspace, grp, what, day) VALUES ($1, $2, $3, $4) ON CONFLICT (workspace, what, day, grp) DO NOTHING`,
		ws, g, what, day.Number())
	if err != nil {
		return fmt.Errorf("write a day of a campaign: %w", err)
	}
	return nil
}

// Erase forgets what was said to a member alone, and what they agreed to or
// refused: whoever comes again is somebody new, and is asked anew. What went to
// whole groups names nobody and stays.
func (s *Service) Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) error {
	if m == 0 {
		return nil // else whole groups would be meant
	}
	kin, err := kinOf(ctx, tx, ws, m)
	if err != nil {
		return err
	}
	for _, one := range kin {
		for _, query := range []string{
			`DELETE FROM compliance_consent WHERE workspace = $1 AND member = $2`,
			`DELETE FROM compliance_decision WHERE workspace = $1 AND member = $2`,
			`DELETE FROM compliance_touch WHERE workspace = $1 AND member = $2`,
			`DELETE FROM compliance_merge WHERE workspace = $1 AND into_member = $2`,
		} {
			if _, err := tx.Exec(ctx, query, ws, one); err != nil {
				return fmt.Errorf("forget what the gate knows of a member: %w", err)
			}
		}
	}
	return nil
}
