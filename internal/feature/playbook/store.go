package playbook

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is playbook's own tables.
var Schema = db.Schema{Owner: "playbook", Files: files, Stays: []string{"playbook_trial"}}

var noBook = i18n.Text{Hans: "没有这个 SOP。", Hant: "沒有這個 SOP。", En: "There is no such playbook."}

const bookColumns = `id, name, title, state, version, created, by_user`

func scanBook(scan func(...any) error) (b Book, err error) {
	var created int64
	err = scan(&b.ID, &b.Name, &b.Title, &b.State, &b.Version, &created, &b.By)
	b.Created = time.UnixMilli(created).UTC()
	return b, err
}

// bookOf finds an SOP; NotFound where the workspace has none of that id.
func bookOf(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook) (Book, error) {
	return oneBook(tx.QueryRow(ctx, `SELECT `+bookColumns+` FROM playbook_book WHERE workspace = $1 AND id = $2`, ws, book).Scan)
}

// bookNamed finds an SOP by what others call it by.
func bookNamed(ctx context.Context, tx *db.Tx, ws id.Workspace, name string) (Book, error) {
	return oneBook(tx.QueryRow(ctx, `SELECT `+bookColumns+` FROM playbook_book WHERE workspace = $1 AND name = $2`, ws, name).Scan)
}

func oneBook(scan func(...any) error) (Book, error) {
	b, err := scanBook(scan)
	if errors.Is(err, sql.ErrNoRows) {
		return b, fault.New(fault.NotFound, noBook.With())
	}
	if err != nil {
		return b, fmt.Errorf("look for an SOP: %w", err)
	}
	return b, nil
}

// books lists the SOPs of a workspace, by their names.
func books(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Book, err error) {
	err = tx.Each(ctx, `SELECT `+bookColumns+` FROM playbook_book WHERE workspace = $1 ORDER BY name`, []any{ws}, func(scan func(...any) error) error {
		b, err := scanBook(scan)
		out = append(out, b)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list SOPs: %w", err)
	}
	return out, nil
}

// textOf is what a version of an SOP says.
func textOf(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, n int64) (text string, err error) {
	err = tx.QueryRow(ctx, `SELECT text FROM playbook_version WHERE workspace = $1 AND book = $2 AND n = $3`, ws, book, n).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fault.New(fault.NotFound, noBook.With())
	}
	if err != nil {
		return "", fmt.Errorf("read an SOP: %w", err)
	}
	return text, nil
}

func insertVersion(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, text string, by id.User) error {
	_, err := tx.Exec(ctx, `INSERT INTO playbook_version (workspace, book, n, text, created, by_user) VALUES ($1, $2, $3, $4, $5, $6)`,
		ws, b.ID, b.Version, text, tx.Now.UnixMilli(), by)
	if err != nil {
		return fmt.Errorf("keep a version: %w", err)
	}
	return nil
}

// places lists where an SOP runs.
func places(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook) (out []Place, err error) {
	err = tx.Each(ctx, `SELECT group_id, paused, fields, stage, waits FROM playbook_place WHERE workspace = $1 AND book = $2 ORDER BY group_id`, []any{ws, book},
		func(scan func(...any) error) error {
			var p Place
			var paused, waits int64
			var fields []byte
			if err := scan(&p.Group, &paused, &fields, &p.Stage, &waits); err != nil {
				return err
			}
			p.Paused, p.Waits = paused != 0, waits != 0
			out = append(out, p)
			return json.Unmarshal(fields, &out[len(out)-1].Fields)
		})
	if err != nil {
		return nil, fmt.Errorf("list where an SOP runs: %w", err)
	}
	return out, nil
}

// setPlaces says where an SOP runs from now on.
func setPlaces(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, all []Place) error {
	if _, err := tx.Exec(ctx, `DELETE FROM playbook_place WHERE workspace = $1 AND book = $2`, ws, book); err != nil {
		return fmt.Errorf("forget where an SOP runs: %w", err)
	}
	texts := make([][]byte, len(all))
	for i := range all {
		var err error
		if texts[i], err = json.Marshal(all[i].Fields); err != nil {
			return err
		}
	}
	b := db.Bulk{Into: `playbook_place (workspace, book, group_id, paused, fields, stage, waits)`, Columns: 7}
	_, err := b.Run(ctx, tx, len(all), func(dst []any, i int) []any {
		p := &all[i]
		return append(dst, int64(ws), int64(book), int64(p.Group), flag(p.Paused), texts[i], int64(max(1, p.Stage)), flag(p.Waits))
	})
	return err
}

func flag(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// placeOf is what was filled in where an SOP runs in a group, if it does.
func placeOf(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, group id.Group) (p Place, ok bool, err error) {
	var paused, waits int64
	var fields []byte
	err = tx.QueryRow(ctx, `SELECT group_id, paused, fields, stage, waits FROM playbook_place WHERE workspace = $1 AND book = $2 AND group_id = $3`, ws, book, group).
		Scan(&p.Group, &paused, &fields, &p.Stage, &waits)
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, fmt.Errorf("look where an SOP runs: %w", err)
	}
	p.Paused, p.Waits = paused != 0, waits != 0
	return p, true, json.Unmarshal(fields, &p.Fields)
}
