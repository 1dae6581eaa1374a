package connection

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

const doorColumns = `id, workspace, network, name, settings, secrets, version, created, closed, paused, paused_why, failing`

func scanDoor(scan func(...any) error) (d Door, err error) {
	var created, closed, paused, failing int64
	err = scan(&d.ID, &d.Workspace, &d.Network, &d.Name, &d.Settings, &d.Sealed, &d.Version, &created, &closed, &paused, &d.Why, &failing)
	d.Created, d.Closed, d.Paused, d.Failing = time.UnixMilli(created).UTC(), timeOr0(closed), timeOr0(paused), timeOr0(failing)
	return d, err
}

// Doors lists a workspace's connections, closed ones too, the newest first.
func (s *Service) Doors(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Door, err error) {
	return listDoors(ctx, tx, `SELECT `+doorColumns+` FROM connection_door WHERE workspace = $1 ORDER BY id DESC`, ws)
}

// OpenDoors lists the open connections to a network, of every workspace: a
// process that serves opens them all.
func (s *Service) OpenDoors(ctx context.Context, tx *db.Tx, network event.Network) (out []Door, err error) {
	return listDoors(ctx, tx, `SELECT `+doorColumns+` FROM connection_door WHERE network = $1 AND closed = 0 ORDER BY id`, string(network))
}

// openHooks lists the hooks of a workspace that are open and not paused.
func openHooks(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]Door, error) {
	return listDoors(ctx, tx, `SELECT `+doorColumns+` FROM connection_door WHERE workspace = $1 AND network = $2 AND closed = 0 AND paused = 0 ORDER BY id`,
		ws, string(Hook))
}

func listDoors(ctx context.Context, tx *db.Tx, query string, args ...any) (out []Door, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		d, err := scanDoor(scan)
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list connections: %w", err)
	}
	return out, nil
}

var (
	noDoor = i18n.Text{
		Hans: "没有找到这个接入，可能已经移除。请从接入页进入。",
		Hant: "找不到這個連線，可能已經移除。請由連線頁進入。",
		En:   "This connection was not found; it may have been removed. Begin at the connections page.",
	}
	nameTaken = i18n.Text{
		Hans: "已经有一个叫“%s”的接入了。请换一个名称。",
		Hant: "已經有一個叫「%s」的連線。請換一個名稱。",
		En:   "There is a connection called “%s” already. Choose another name.",
	}
	noName = i18n.Text{Hans: "请填名称，好认得出它。", Hant: "請填名稱，方便辨認。", En: "Give it a name by which you will know it."}
)

// Door returns a connection, or NotFound.
func (s *Service) Door(ctx context.Context, tx *db.Tx, ws id.Workspace, c id.Connection) (Door, error) {
	d, err := scanDoor(tx.QueryRow(ctx, `SELECT `+doorColumns+` FROM connection_door WHERE workspace = $1 AND id = $2`, ws, c).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, fault.New(fault.NotFound, noDoor.With())
	}
	if err != nil {
		return d, fmt.Errorf("read a connection: %w", err)
	}
	return d, nil
}

// Add makes a connection under a name that no other of its network has. fill is
// told its id and returns the settings and the secret, which is stored sealed.
func (s *Service) Add(ctx context.Context, ws id.Workspace, network event.Network, name string,
	fill func(id.Connection) (settings string, secret []byte, err error)) (d Door, err error) {
	if name == "" {
		return d, &auth.FieldError{Field: "name", Err: fault.New(fault.Invalid, noName.With())}
	}
	if err := checkName(name); err != nil {
		return d, &auth.FieldError{Field: "name", Err: err}
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		d = Door{ID: id.New[id.Connection](s.IDs, tx.Now), Workspace: ws, Network: network, Name: name, Created: tx.Now}
		settings, secret, err := fill(d.ID)
		if err != nil {
			return err
		}
		if d.Settings = settings; len(secret) > 0 {
			if d.Sealed, err = s.Key.Seal(secret, bound(ws, d.ID)); err != nil {
				return err
			}
		}
		n, err := tx.Exec(ctx, `INSERT INTO connection_door (workspace, id, network, name, settings, secrets, created, closed) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
			ON CONFLICT (workspace, network, name) DO NOTHING`, ws, d.ID, string(network), name, settings, append([]byte{}, d.Sealed...), tx.Now.UnixMilli())
		if err == nil && n == 0 {
			return &auth.FieldError{Field: "name", Err: fault.New(fault.Conflict, nameTaken.With(name))}
		}
		if err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.ConnectionMade, id.Show(d.ID), audit.Detail{Network: string(network)})
	})
	return d, err
}

// bound is what the secret of a connection is sealed for.
func bound(ws id.Workspace, c id.Connection) string {
	return "connection_door/" + id.Show(ws) + "/" + id.Show(c)
}

// Unseal returns the secret of a connection. It fails with Conflict where the
// key is not the one it was sealed with.
func (s *Service) Unseal(d Door) ([]byte, error) {
	if len(d.Sealed) == 0 {
		return nil, nil
	}
	return s.Key.Open(d.Sealed, bound(d.Workspace, d.ID))
}

// Reseal gives an open connection another secret, and other settings.
func (s *Service) Reseal(ctx context.Context, ws id.Workspace, c id.Connection, settings string, secret []byte) error {
	sealed, err := s.Key.Seal(secret, bound(ws, c))
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE connection_door SET secrets = $3, settings = $4, version = version + 1 WHERE workspace = $1 AND id = $2 AND closed = 0`,
			ws, c, sealed, settings)
		if err := foundDoor(n, err); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.ConnectionResealed, id.Show(c), audit.Detail{})
	})
}

func foundDoor(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, noDoor.With())
	}
	return err
}

// Close removes a connection: nothing comes in or leaves by it any more, its
// secret is forgotten, and what still waits to leave is dropped. What it told
// stays. Its name is free again.
func (s *Service) Close(ctx context.Context, ws id.Workspace, c id.Connection) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE connection_door SET closed = $3, secrets = $4, name = name || ' · ' || $5, version = version + 1
			WHERE workspace = $1 AND id = $2 AND closed = 0`, ws, c, tx.Now.UnixMilli(), []byte{}, id.Show(c))
		if err := foundDoor(n, err); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE connection_token SET revoked = $3 WHERE workspace = $1 AND connection = $2 AND revoked = 0`, ws, c, tx.Now.UnixMilli())
		if err != nil {
			return fmt.Errorf("revoke the tokens of a connection: %w", err)
		}
		if _, err = outbox.DropWaiting(ctx, tx, ws, c); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.ConnectionRemoved, id.Show(c), audit.Detail{})
	})
}

// Pause lets nothing leave or come in by a connection. One that is paused stays
// so, for the first reason.
func (s *Service) Pause(ctx context.Context, tx *db.Tx, ws id.Workspace, c id.Connection, why Pause) error {
	n, err := tx.Exec(ctx, `UPDATE connection_door SET paused = $3, paused_why = $4, version = version + 1
		WHERE workspace = $1 AND id = $2 AND closed = 0 AND paused = 0`, ws, c, tx.Now.UnixMilli(), string(why))
	if err != nil {
		return fmt.Errorf("pause a connection: %w", err)
	}
	if n == 0 { // it is paused already
		return nil
	}
	return s.note(ctx, tx, ws, audit.ConnectionPaused, id.Show(c), audit.Detail{Why: string(why)})
}

// Resume lets a connection work again; what waits leaves at once.
func (s *Service) Resume(ctx context.Context, ws id.Workspace, c id.Connection) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE connection_door SET paused = 0, paused_why = '', failing = 0, version = version + 1
			WHERE workspace = $1 AND id = $2 AND closed = 0`, ws, c)
		if err := foundDoor(n, err); err != nil {
			return err
		}
		if err := outbox.Hurry(ctx, tx, ws, c); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.ConnectionResumed, id.Show(c), audit.Detail{})
	})
}

// Real reports whether a workspace is connected to anything outside: a chat
// network or a hook.
func (s *Service) Real(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error) {
	var n int64
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM connection_door WHERE workspace = $1 AND closed = 0 AND network NOT IN ($2, $3)`,
		ws, string(event.Sandbox), string(event.Webhook)).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("count connections to the outside: %w", err)
	}
	return n > 0, nil
}
