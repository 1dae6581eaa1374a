package auth

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Grant is what somebody is in one workspace, and where in its organisation.
type Grant struct {
	Role Role
	Unit id.Unit
}

// Colleague is a user with a grant, as a list of accounts shows them.
type Colleague struct {
	User  User
	Grant Grant
	Since time.Time
}

var (
	lastOwner = i18n.Text{
		Hans: "这是工作区唯一的负责人，不能移除，也不能改成别的角色。请先让另一位同事成为负责人。",
		Hant: "這是工作區唯一的負責人，不能移除，也不能改成其他角色。請先讓另一位同事成為負責人。",
		En:   "This is the only owner of the workspace, who can be neither removed nor given another role. Make a colleague an owner first.",
	}
	badRole = i18n.Text{
		Hans: "没有这个角色。请从列表里选一个。",
		Hant: "沒有這個角色。請從清單中選擇。",
		En:   "There is no such role. Please choose one from the list.",
	}
	ownerAtHead = i18n.Text{
		Hans: "负责人管整个工作区，所属单位只能是总部。",
		Hant: "負責人管理整個工作區，所屬單位只能是總部。",
		En:   "An owner answers for the whole workspace, so the unit must be head office.",
	}
)

func insertGrant(ctx context.Context, tx *db.Tx, ws id.Workspace, user id.User, role Role, unit id.Unit) error {
	_, err := tx.Exec(ctx, `INSERT INTO auth_grant (workspace, user_id, role, unit, created) VALUES ($1, $2, $3, $4, $5)`,
		ws, user, string(role), unit, tx.Now.UnixMilli())
	if err != nil {
		return fmt.Errorf("insert grant: %w", err)
	}
	return nil
}

// readGrant returns NotFound where user has no grant in ws.
func readGrant(ctx context.Context, tx *db.Tx, ws id.Workspace, user id.User) (Grant, error) {
	var g Grant
	err := tx.QueryRow(ctx, `SELECT role, unit FROM auth_grant WHERE workspace = $1 AND user_id = $2`, ws, user).
		Scan(&g.Role, &g.Unit)
	if errors.Is(err, sql.ErrNoRows) {
		return Grant{}, fault.New(fault.NotFound, noSuchUser.With())
	}
	if err != nil {
		return Grant{}, fmt.Errorf("read grant: %w", err)
	}
	return g, nil
}

// checkGrant refuses a role that is none, a unit of elsewhere, and an owner
// who is not at head office.
func checkGrant(ctx context.Context, tx *db.Tx, ws id.Workspace, g Grant) error {
	if !g.Role.Valid() {
		return about("role", fault.New(fault.Invalid, badRole.With()))
	}
	u, err := readUnit(ctx, tx, ws, g.Unit)
	if err != nil {
		return about("unit", err)
	}
	if g.Role == Owner && u.Kind != Head {
		return about("unit", fault.New(fault.Invalid, ownerAtHead.With()))
	}
	return nil
}

// Staff lists who may enter a workspace, by name.
func (s *Service) Staff(ctx context.Context, ws id.Workspace) (out []Colleague, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		out, err = s.StaffIn(ctx, tx, ws)
		return err
	})
	return out, err
}

// StaffIn is Staff in the caller's transaction.
func (s *Service) StaffIn(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Colleague, err error) {
	err = tx.Each(ctx, `
		SELECT u.id, u.login, u.name, u.lang, CASE WHEN u.password = '' THEN 0 ELSE 1 END, g.role, g.unit, g.created
		FROM auth_grant g JOIN auth_user u ON u.id = g.user_id
		WHERE g.workspace = $1 ORDER BY u.name, u.id`, []any{ws},
		func(scan func(...any) error) error {
			var c Colleague
			var has, since int64
			err := scan(&c.User.ID, &c.User.Login, &c.User.Name, &c.User.Lang, &has, &c.Grant.Role, &c.Grant.Unit, &since)
			c.User.HasPassword, c.Since = has == 1, time.UnixMilli(since).UTC()
			out = append(out, c)
			return err
		})
	return out, err
}

// Colleague returns one user of a workspace; NotFound where they have no grant there.
func (s *Service) Colleague(ctx context.Context, ws id.Workspace, user id.User) (Colleague, error) {
	var c Colleague
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		if c.Grant, err = readGrant(ctx, tx, ws, user); err != nil {
			return err
		}
		c.User, _, err = readUser(ctx, tx, user)
		return err
	})
	return c, err
}

// ChangeRole gives somebody another role or unit, and signs them out, so that
// no page made for the old role stays in use. It fails with Invalid,
// Forbidden, NotFound, or Conflict for the last owner.
func (s *Service) ChangeRole(ctx context.Context, actor id.User, ws id.Workspace, user id.User, g Grant) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustManage(ctx, tx, ws, actor); err != nil {
			return err
		}
		old, err := readGrant(ctx, tx, ws, user)
		if err != nil || old == g {
			return err
		}
		if err := checkGrant(ctx, tx, ws, g); err != nil {
			return err
		}
		if old.Role == Owner && g.Role != Owner {
			if err := s.dismissOwner(ctx, tx, ws, user); err != nil {
				return err
			}
		}
		_, err = tx.Exec(ctx, `UPDATE auth_grant SET role = $1, unit = $2 WHERE workspace = $3 AND user_id = $4`,
			string(g.Role), g.Unit, ws, user)
		if err != nil {
			return fmt.Errorf("change grant: %w", err)
		}
		what := audit.Detail{Role: string(g.Role), Was: string(old.Role), Unit: id.Show(g.Unit)}
		if err := s.note(ctx, tx, ws, actor, audit.StaffChanged, id.Show(user), what); err != nil {
			return err
		}
		return endSessions(ctx, tx, user)
	})
}

// RemoveStaff takes away somebody's grant and signs them out. The account
// itself stays: it may have grants elsewhere. It fails as ChangeRole does.
func (s *Service) RemoveStaff(ctx context.Context, actor id.User, ws id.Workspace, user id.User) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustManage(ctx, tx, ws, actor); err != nil {
			return err
		}
		old, err := readGrant(ctx, tx, ws, user)
		if err != nil {
			return err
		}
		if old.Role == Owner {
			if err := s.dismissOwner(ctx, tx, ws, user); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, `DELETE FROM auth_grant WHERE workspace = $1 AND user_id = $2`, ws, user); err != nil {
			return fmt.Errorf("remove grant: %w", err)
		}
		if err := s.note(ctx, tx, ws, actor, audit.StaffRemoved, id.Show(user), audit.Detail{Was: string(old.Role)}); err != nil {
			return err
		}
		return endSessions(ctx, tx, user)
	})
}

// dismissOwner checks that another owner remains, and withdraws what the
// leaving one had invited but nobody has used yet.
func (s *Service) dismissOwner(ctx context.Context, tx *db.Tx, ws id.Workspace, user id.User) error {
	var others int
	err := tx.QueryRow(ctx, `
		SELECT COUNT(*) FROM auth_grant WHERE workspace = $1 AND role = 'owner' AND user_id <> $2`, ws, user).Scan(&others)
	if err != nil {
		return fmt.Errorf("count owners: %w", err)
	}
	if others == 0 {
		return fault.New(fault.Conflict, lastOwner.With())
	}
	_, err = tx.Exec(ctx, `DELETE FROM auth_link WHERE workspace = $1 AND made_by = $2 AND used_at = 0`, ws, user)
	if err != nil {
		return fmt.Errorf("withdraw invitations: %w", err)
	}
	return nil
}
