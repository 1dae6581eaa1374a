package auth

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// NewWorkspace is what making a workspace asks for.
type NewWorkspace struct {
	Name string
	Kind WorkspaceKind
	Zone string // IANA name
}

// Membership is a workspace somebody may enter, and as what.
type Membership struct {
	Workspace Workspace
	Role      Role
}

// Entry is somebody inside a workspace.
type Entry struct {
	Workspace Workspace
	Role      Role
	Unit      id.Unit
	Scope     Scope
}

var ownersOnly = i18n.Text{
	Hans: "只有某个工作区的负责人才能新建工作区。请找邀请你的人帮忙。",
	Hant: "只有某個工作區的負責人才能新增工作區。請聯絡邀請你的人。",
	En:   "Only an owner of some workspace may make another. Please ask whoever invited you.",
}

// CreateWorkspace makes a workspace with its head office, owned by actor, who
// must own one already. It fails with Invalid or Forbidden.
func (s *Service) CreateWorkspace(ctx context.Context, actor id.User, n NewWorkspace) (id.Workspace, error) {
	var ws id.Workspace
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		owns, err := ownsAny(ctx, tx, actor)
		if err != nil {
			return err
		}
		if !owns {
			return fault.New(fault.Forbidden, ownersOnly.With())
		}
		ws, err = s.makeWorkspace(ctx, tx, actor, n)
		return err
	})
	return ws, err
}

// OwnWorkspace is the first workspace of actor's own, made now where there is
// none: whoever asks twice at once gets the same one. It fails as CreateWorkspace
// does.
func (s *Service) OwnWorkspace(ctx context.Context, actor id.User, n NewWorkspace) (ws id.Workspace, err error) {
	n.Kind = Own
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		var first id.Workspace
		err := tx.QueryRow(ctx, `SELECT COALESCE(MIN(workspace), 0) FROM auth_grant WHERE user_id = $1 AND role = 'owner'`, actor).Scan(&first)
		if err != nil {
			return err
		}
		if first == 0 {
			return fault.New(fault.Forbidden, ownersOnly.With())
		}
		if err := lockWorkspace(ctx, tx, first); err != nil {
			return err
		}
		err = tx.QueryRow(ctx, `
			SELECT COALESCE(MIN(w.id), 0) FROM auth_grant g JOIN auth_workspace w ON w.id = g.workspace
			WHERE g.user_id = $1 AND g.role = 'owner' AND w.kind = $2 AND w.lives = 0`, actor, string(Own)).Scan(&ws)
		if err == nil && ws == 0 {
			ws, err = s.makeWorkspace(ctx, tx, actor, n)
		}
		return err
	})
	return ws, err
}

func ownsAny(ctx context.Context, tx *db.Tx, user id.User) (bool, error) {
	var n int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM auth_grant WHERE user_id = $1 AND role = 'owner'`, user).Scan(&n)
	return n > 0, err
}

func (s *Service) makeWorkspace(ctx context.Context, tx *db.Tx, owner id.User, n NewWorkspace) (id.Workspace, error) {
	name, err := checkName(n.Name)
	if err != nil {
		return 0, about("name", err)
	}
	if _, err := checkZone(n.Zone); err != nil {
		return 0, about("zone", err)
	}
	ws, head := id.New[id.Workspace](s.ids, tx.Now), id.New[id.Unit](s.ids, tx.Now)
	kind, lives := n.Kind, 0
	if kind == Sandbox {
		kind, lives = Sample, 1
	}
	if _, err := tx.Exec(ctx, `INSERT INTO auth_workspace (id, name, kind, zone, created, lives) VALUES ($1, $2, $3, $4, $5, $6)`,
		ws, name, string(kind), n.Zone, tx.Now.UnixMilli(), lives); err != nil {
		return 0, fmt.Errorf("insert workspace: %w", err)
	}
	if err := insertUnit(ctx, tx, ws, Unit{ID: head, Kind: Head, Name: name}); err != nil {
		return 0, err
	}
	return ws, insertGrant(ctx, tx, ws, owner, Owner, head)
}

// kindOf is the kind of the workspace w.
const kindOf = `CASE WHEN w.lives = 1 THEN 'sandbox' ELSE w.kind END`

// lockWorkspace makes other writers that call it on ws wait until this
// transaction ends. On SQLite every writer waits anyway.
func lockWorkspace(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	_, err := tx.Exec(ctx, `UPDATE auth_workspace SET name = name WHERE id = $1`, ws)
	return err
}

// Workspaces lists every workspace of the installation, the oldest first.
func (s *Service) Workspaces(ctx context.Context) ([]Workspace, error) {
	var out []Workspace
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT w.id, w.name, `+kindOf+`, w.zone FROM auth_workspace w ORDER BY w.created, w.id`, nil,
			func(scan func(...any) error) error {
				var w Workspace
				var zone string
				if err := scan(&w.ID, &w.Name, &w.Kind, &zone); err != nil {
					return err
				}
				w.Zone = zoneOr(zone)
				out = append(out, w)
				return nil
			})
	})
	return out, err
}

// zoneOr returns the zone called name, or UTC where this machine knows none
// of that name any more: a page with odd times is better than no page.
func zoneOr(name string) *time.Location {
	if loc, err := checkZone(name); err == nil {
		return loc
	}
	return time.UTC
}

// Memberships lists the workspaces user may enter: own ones first, then by name.
func (s *Service) Memberships(ctx context.Context, user id.User) ([]Membership, error) {
	var out []Membership
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `
			SELECT w.id, w.name, `+kindOf+`, w.zone, g.role
			FROM auth_grant g JOIN auth_workspace w ON w.id = g.workspace
			WHERE g.user_id = $1 ORDER BY w.kind, w.name, w.id`, []any{user},
			func(scan func(...any) error) error {
				var m Membership
				var zone string
				if err := scan(&m.Workspace.ID, &m.Workspace.Name, &m.Workspace.Kind, &zone, &m.Role); err != nil {
					return err
				}
				m.Workspace.Zone = zoneOr(zone)
				out = append(out, m)
				return nil
			})
	})
	return out, err
}

// Enter returns what user is in ws; NotFound where they have no grant there,
// so that nobody learns which workspaces exist.
func (s *Service) Enter(ctx context.Context, user id.User, ws id.Workspace) (Entry, error) {
	var e Entry
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		var zone string
		var kind UnitKind
		err := tx.QueryRow(ctx, `
			SELECT w.id, w.name, `+kindOf+`, w.zone, g.role, g.unit, u.kind
			FROM auth_grant g
			JOIN auth_workspace w ON w.id = g.workspace
			JOIN auth_unit u ON u.workspace = g.workspace AND u.id = g.unit
			WHERE g.workspace = $1 AND g.user_id = $2`, ws, user).
			Scan(&e.Workspace.ID, &e.Workspace.Name, &e.Workspace.Kind, &zone, &e.Role, &e.Unit, &kind)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.NotFound, noSuchWorkspace.With())
		}
		if err != nil {
			return fmt.Errorf("read grant: %w", err)
		}
		e.Workspace.Zone = zoneOr(zone)
		if kind == Head {
			e.Scope = Everything()
			return nil
		}
		below, err := unitsBelow(ctx, tx, ws, e.Unit)
		e.Scope = ScopeIn(below...)
		return err
	})
	return e, err
}

// EditWorkspace renames a workspace and sets its time zone. It fails with
// Invalid, Forbidden or NotFound.
func (s *Service) EditWorkspace(ctx context.Context, actor id.User, ws id.Workspace, name, zone string) error {
	name, err := checkName(name)
	if err != nil {
		return about("name", err)
	}
	if _, err := checkZone(zone); err != nil {
		return about("zone", err)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustManage(ctx, tx, ws, actor); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE auth_workspace SET name = $1, zone = $2 WHERE id = $3`, name, zone, ws)
		return err
	})
}
