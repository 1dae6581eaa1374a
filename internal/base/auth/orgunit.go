package auth

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

var (
	noSuchUnit = i18n.Text{
		Hans: "没有这个组织单位。可能刚被删掉，请刷新页面再选。",
		Hant: "沒有這個組織單位。可能剛被刪除，請重新整理頁面後再選。",
		En:   "There is no such unit. It may have just been removed; reload the page and choose again.",
	}
	unitInUse = i18n.Text{
		Hans: "“%s”还在用：%d 个下级、%d 个账号、%d 个没用的邀请、%d 个群或别的东西。先把它们移到别处，再删除。",
		Hant: "「%s」仍在使用：%d 個下級、%d 個帳號、%d 個未使用的邀請、%d 個群組或其他項目。請先移到別處再刪除。",
		En:   "“%s” is still in use: %d {unit|units} below it, %d {account|accounts}, %d open {invitation|invitations}, %d {group or other thing|groups or other things}. Move them first, then remove it.",
	}
)

func insertUnit(ctx context.Context, tx *db.Tx, ws id.Workspace, u Unit) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO auth_unit (workspace, id, parent, kind, name, created) VALUES ($1, $2, $3, $4, $5, $6)`,
		ws, u.ID, u.Parent, string(u.Kind), u.Name, tx.Now.UnixMilli())
	if err != nil {
		return fmt.Errorf("insert unit: %w", err)
	}
	return nil
}

func readUnit(ctx context.Context, tx *db.Tx, ws id.Workspace, unit id.Unit) (Unit, error) {
	u := Unit{ID: unit}
	err := tx.QueryRow(ctx, `SELECT parent, kind, name FROM auth_unit WHERE workspace = $1 AND id = $2`, ws, unit).
		Scan(&u.Parent, &u.Kind, &u.Name)
	if errors.Is(err, sql.ErrNoRows) {
		return Unit{}, fault.New(fault.NotFound, noSuchUnit.With())
	}
	if err != nil {
		return Unit{}, fmt.Errorf("read unit: %w", err)
	}
	return u, nil
}

// unitsBelow lists unit and all that stands below it.
func unitsBelow(ctx context.Context, tx *db.Tx, ws id.Workspace, unit id.Unit) ([]id.Unit, error) {
	var out []id.Unit
	err := tx.Each(ctx, `
		WITH RECURSIVE below (id) AS (
			SELECT id FROM auth_unit WHERE workspace = $1 AND id = $2
			UNION
			SELECT u.id FROM auth_unit u JOIN below b ON u.parent = b.id WHERE u.workspace = $1
		) SELECT id FROM below`, []any{ws, unit},
		func(scan func(...any) error) error {
			var u id.Unit
			out = append(out, u)
			return scan(&out[len(out)-1])
		})
	if err != nil {
		return nil, fmt.Errorf("read units below: %w", err)
	}
	return out, nil
}

// Units lists the organisation of a workspace, by name within a parent;
// Under puts it in the order of a tree.
func (s *Service) Units(ctx context.Context, ws id.Workspace) (out []Unit, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		out, err = s.UnitsIn(ctx, tx, ws)
		return err
	})
	return out, err
}

// UnitsIn is Units in the caller's transaction.
func (s *Service) UnitsIn(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Unit, err error) {
	err = tx.Each(ctx, `SELECT id, parent, kind, name FROM auth_unit WHERE workspace = $1 ORDER BY name, id`, []any{ws},
		func(scan func(...any) error) error {
			var u Unit
			if err := scan(&u.ID, &u.Parent, &u.Kind, &u.Name); err != nil {
				return err
			}
			out = append(out, u)
			return nil
		})
	return out, err
}

// CreateUnit adds a unit below parent. It fails with Invalid, Forbidden or NotFound.
func (s *Service) CreateUnit(ctx context.Context, actor id.User, ws id.Workspace, parent id.Unit, kind UnitKind, name string) (id.Unit, error) {
	name, err := checkName(name)
	if err != nil {
		return 0, about("name", err)
	}
	var unit id.Unit
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustManage(ctx, tx, ws, actor); err != nil {
			return err
		}
		p, err := readUnit(ctx, tx, ws, parent)
		if err != nil {
			return about("parent", err)
		}
		if err := checkParent(kind, p.Kind); err != nil {
			return about("kind", err)
		}
		unit = id.New[id.Unit](s.ids, tx.Now)
		return insertUnit(ctx, tx, ws, Unit{ID: unit, Parent: parent, Kind: kind, Name: name})
	})
	return unit, err
}

// EditUnit renames a unit and moves it below parent; head office keeps parent
// 0. It fails with Invalid, Forbidden or NotFound.
func (s *Service) EditUnit(ctx context.Context, actor id.User, ws id.Workspace, unit, parent id.Unit, name string) error {
	name, err := checkName(name)
	if err != nil {
		return about("name", err)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustManage(ctx, tx, ws, actor); err != nil {
			return err
		}
		u, err := readUnit(ctx, tx, ws, unit)
		if err != nil {
			return err
		}
		if parent != u.Parent {
			p, err := readUnit(ctx, tx, ws, parent)
			if err != nil {
				return about("parent", err)
			}
			if err := checkParent(u.Kind, p.Kind); err != nil {
				return about("parent", err)
			}
		}
		_, err = tx.Exec(ctx, `UPDATE auth_unit SET name = $1, parent = $2 WHERE workspace = $3 AND id = $4`,
			name, parent, ws, unit)
		return err
	})
}

// RemoveUnit removes a unit that nothing stands at. It fails with Conflict
// when something does, naming how much, and with Invalid for head office.
func (s *Service) RemoveUnit(ctx context.Context, actor id.User, ws id.Workspace, unit id.Unit) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustManage(ctx, tx, ws, actor); err != nil {
			return err
		}
		u, err := readUnit(ctx, tx, ws, unit)
		if err != nil {
			return err
		}
		if u.Kind == Head {
			return fault.New(fault.Invalid, oneHead.With())
		}
		var units, staff, invites, things int
		err = tx.QueryRow(ctx, `
			SELECT (SELECT COUNT(*) FROM auth_unit WHERE workspace = $1 AND parent = $2),
			       (SELECT COUNT(*) FROM auth_grant WHERE workspace = $1 AND unit = $2),
			       (SELECT COUNT(*) FROM auth_link WHERE workspace = $1 AND unit = $2 AND used_at = 0 AND expires > $3)`,
			ws, unit, tx.Now.UnixMilli()).Scan(&units, &staff, &invites)
		if err != nil {
			return fmt.Errorf("count uses of a unit: %w", err)
		}
		for _, use := range s.uses {
			n, err := use(ctx, tx, ws, unit)
			if err != nil {
				return err
			}
			things += n
		}
		if units+staff+invites+things > 0 {
			return fault.New(fault.Conflict, unitInUse.With(u.Name, units, staff, invites, things))
		}
		_, err = tx.Exec(ctx, `DELETE FROM auth_unit WHERE workspace = $1 AND id = $2`, ws, unit)
		return err
	})
}
