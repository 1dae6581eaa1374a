// Package hold knows that an installation was restored from a backup. What was
// to leave when the backup was made may have left meanwhile; so after a restore
// nothing leaves by itself until a person says that it may. What comes in is
// taken as always.
//
// Owns: hold_state.
// Needs: a database.
// Never: holds anything back itself; whoever sends or acts at a set time asks
// Held in the transaction that claims the work.
package hold

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the table of this package. It stays behind when a backup is made: a
// restored installation is held whatever the one was that it came from.
var Schema = db.Schema{Owner: "hold", Files: files, Stays: []string{"hold_state"}}

// Held reports whether the installation is held, and since when.
func Held(ctx context.Context, tx *db.Tx) (since time.Time, held bool, err error) {
	state, since, err := read(ctx, tx)
	return since, state == restoring || state == heldBack, err
}

// The states.
const (
	restoring = "restoring"
	heldBack  = "held"
	released  = "released"
)

func read(ctx context.Context, tx *db.Tx) (state string, since time.Time, err error) {
	var ms int64
	err = tx.QueryRow(ctx, `SELECT state, since FROM hold_state WHERE one = 1`).Scan(&state, &ms)
	if errors.Is(err, sql.ErrNoRows) {
		return "", time.Time{}, nil
	}
	if err != nil {
		return "", time.Time{}, fmt.Errorf("ask whether the installation is held: %w", err)
	}
	return state, time.UnixMilli(ms).UTC(), nil
}

var notHeld = i18n.Text{
	Hans: "这套活水没有被扣住，不用放行。",
	Hant: "這套活水沒有被扣住，不必放行。",
	En:   "This installation is not held, so there is nothing to release.",
}

// Release lets things leave again; by is who says so, as a person may read it.
// It fails with Conflict where nothing is held.
func Release(ctx context.Context, tx *db.Tx, by string) error {
	n, err := tx.Exec(ctx, `UPDATE hold_state SET state = $1, released = $2, by_whom = $3 WHERE one = 1 AND state = $4`,
		released, tx.Now.UnixMilli(), by, heldBack)
	if err != nil {
		return fmt.Errorf("release the installation: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, notHeld.With())
	}
	return nil
}

// Begin notes that a restore has begun, of a backup made at backup.
func Begin(ctx context.Context, tx *db.Tx, backup time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO hold_state (one, state, since, backup, released, by_whom) VALUES (1, $1, $2, $3, 0, '')`,
		restoring, tx.Now.UnixMilli(), backup.UnixMilli())
	if err != nil {
		return fmt.Errorf("note that a restore begins: %w", err)
	}
	return nil
}

// Finish notes that the restore is whole. From now on the installation is held.
func Finish(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE hold_state SET state = $1 WHERE one = 1`, heldBack)
	if err != nil {
		return fmt.Errorf("note that a restore is whole: %w", err)
	}
	return nil
}

var notWhole = i18n.Text{
	Hans: "这个数据库正在从备份恢复，或者上次恢复中途断了，内容不完整。请等恢复结束；如果已经断了，用同样的命令再运行一次 huoshui restore，会重新来过。",
	Hant: "這個資料庫正在從備份還原，或者上次還原中途斷了，內容不完整。請等還原結束；如果已經斷了，用同樣的指令再執行一次 huoshui restore，會重新來過。",
	En:   "This database is being restored from a backup, or a restore was cut short, so it is not whole. Wait for the restore to end; if it was cut short, run the same huoshui restore again and it begins anew.",
}

// Whole fails with Unavailable where a restore has begun and not ended.
func Whole(ctx context.Context, tx *db.Tx) error {
	state, _, err := read(ctx, tx)
	if err == nil && state == restoring {
		err = fault.New(fault.Unavailable, notWhole.With())
	}
	return err
}
