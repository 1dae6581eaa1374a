package manual

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Settings are what a workspace wants of its groups.
type Settings struct {
	Shops bool // it runs shops
	Full  int  // from how many people on a group is full
}

// settingsOf reads what a workspace wants, which is the usual while it said nothing.
func settingsOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (Settings, error) {
	set := Settings{Full: FullAt}
	var shops int
	err := tx.QueryRow(ctx, `SELECT shops, full_at FROM manual_setting WHERE workspace = $1`, ws).Scan(&shops, &set.Full)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return set, fmt.Errorf("read what groups kept by hand go by: %w", err)
	}
	set.Shops = shops == 1
	return set, nil
}

func putSettings(ctx context.Context, tx *db.Tx, ws id.Workspace, set Settings) error {
	shops := 0
	if set.Shops {
		shops = 1
	}
	_, err := tx.Exec(ctx, `INSERT INTO manual_setting (workspace, shops, full_at) VALUES ($1, $2, $3)
		ON CONFLICT (workspace) DO UPDATE SET shops = excluded.shops, full_at = excluded.full_at`, ws, shops, set.Full)
	if err != nil {
		return fmt.Errorf("keep what groups kept by hand go by: %w", err)
	}
	return nil
}

// holdSettings lets nobody else of a workspace change its settings or name a next group
// until this is written: of two who touch at once, the second sees what the first did.
func holdSettings(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	_, err := tx.Exec(ctx, `INSERT INTO manual_setting (workspace, shops, full_at) VALUES ($1, 0, $2)
		ON CONFLICT (workspace) DO UPDATE SET full_at = manual_setting.full_at`, ws, FullAt)
	if err != nil {
		return fmt.Errorf("wait for the settings: %w", err)
	}
	return nil
}

// placesOf lists the shops of a workspace with their areas.
func placesOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Where, err error) {
	err = tx.Each(ctx, `SELECT shop, area FROM manual_place WHERE workspace = $1 ORDER BY shop, area`, []any{ws}, func(scan func(...any) error) error {
		var w Where
		err := scan(&w.Shop, &w.Area)
		out = append(out, w)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list shops: %w", err)
	}
	return out, nil
}

// putPlace keeps a place; false where it was kept.
func putPlace(ctx context.Context, tx *db.Tx, ws id.Workspace, w Where) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO manual_place (workspace, shop, area) VALUES ($1, $2, $3) ON CONFLICT (workspace, shop, area) DO NOTHING`, ws, w.Shop, w.Area)
	if err != nil {
		return false, fmt.Errorf("keep a shop: %w", err)
	}
	return n == 1, nil
}

// dropPlace takes a place off the list; false where it was not on it.
func dropPlace(ctx context.Context, tx *db.Tx, ws id.Workspace, w Where) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM manual_place WHERE workspace = $1 AND shop = $2 AND area = $3`, ws, w.Shop, w.Area)
	if err != nil {
		return false, fmt.Errorf("drop a shop: %w", err)
	}
	return n == 1, nil
}

// setShut closes a group to newcomers, or with a zero time opens it again.
func setShut(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, at time.Time) error {
	ms := int64(0)
	if !at.IsZero() {
		ms = at.UnixMilli()
	}
	if _, err := tx.Exec(ctx, `UPDATE manual_group SET shut = $3 WHERE workspace = $1 AND group_id = $2`, ws, group, ms); err != nil {
		return fmt.Errorf("close a group to newcomers: %w", err)
	}
	return nil
}

// setCounted notes that somebody has just said how many people are in a group, among
// them so many who came today and are not noted by name yet.
func setCounted(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, at time.Time, unnamed int) error {
	if _, err := tx.Exec(ctx, `UPDATE manual_group SET counted = $3, since = 0, unnamed = $4 WHERE workspace = $1 AND group_id = $2`, ws, group, at.UnixMilli(), unnamed); err != nil {
		return fmt.Errorf("note when people were counted: %w", err)
	}
	return nil
}

// lockGroup makes others that count in a group wait until this transaction ends. On
// SQLite every writer waits anyway.
func lockGroup(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) error {
	if _, err := tx.Exec(ctx, `UPDATE manual_group SET since = since WHERE workspace = $1 AND group_id = $2`, ws, group); err != nil {
		return fmt.Errorf("lock a group: %w", err)
	}
	return nil
}

// setMoved keeps what those who came and went do to a group's count.
func setMoved(ctx context.Context, tx *db.Tx, ws id.Workspace, g *Group) error {
	_, err := tx.Exec(ctx, `UPDATE manual_group SET since = $3, came = $4, unnamed = $5 WHERE workspace = $1 AND group_id = $2`, ws, g.ID, g.Since, g.Came, g.Unnamed)
	if err != nil {
		return fmt.Errorf("note who came since: %w", err)
	}
	return nil
}

func setArrived(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, arrived int64) error {
	if _, err := tx.Exec(ctx, `UPDATE manual_group SET arrived = $3 WHERE workspace = $1 AND group_id = $2`, ws, group, arrived); err != nil {
		return fmt.Errorf("note that something came in: %w", err)
	}
	return nil
}
