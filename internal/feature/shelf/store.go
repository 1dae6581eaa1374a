package shelf

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/hanzi"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables of the shelf.
var Schema = db.Schema{Owner: "shelf", Files: files}

func bit(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

const (
	wholeColumns  = `id, title, day, unit, everyone, sharer, summary, link, archived, by_user, made, changed`
	listedColumns = `id, title, day, unit, everyone, sharer, substr(summary, 1, 200), link, archived, by_user, made, changed`
)

func scanPiece(scan func(...any) error) (p Piece, err error) {
	var everyone, archived, made, changed int64
	err = scan(&p.ID, &p.Title, &p.Day, &p.Unit, &everyone, &p.Sharer, &p.Summary, &p.Link, &archived, &p.By, &made, &changed)
	p.Everyone, p.Archived, p.Made, p.Changed = everyone == 1, archived == 1, time.UnixMilli(made).UTC(), time.UnixMilli(changed).UTC()
	return p, err
}

// within is where a text stands in another, as each database calls it. Neither knows
// signs that stand for others, so there is nothing to escape; over two thousand long
// texts SQLite takes a quarter of the time that its LIKE takes.
func within(d db.Dialect) string {
	if d == db.Postgres {
		return "strpos"
	}
	return "instr"
}

// piecesOf lists a workspace's pieces that have all of the terms in them, the newest
// day first, each with its groups and only how its summary begins. It reads every text
// of the workspace: there are at most mostPieces of MostSummary characters. Those that
// were folded in another way than the terms come whole, and are looked at here.
func piecesOf(ctx context.Context, tx *db.Tx, ws id.Workspace, archived bool, terms []string) (out []Piece, err error) {
	args, also := []any{ws, bit(archived), mostPieces, hanzi.Version}, ""
	for _, t := range terms {
		args = append(args, t)
		also += fmt.Sprintf(` AND (folded <> $4 OR %s(find, $%d) > 0)`, within(tx.Dialect), len(args))
	}
	err = tx.Each(ctx, `SELECT `+listedColumns+`, CASE WHEN folded = $4 THEN '' ELSE summary END FROM shelf_piece
		WHERE workspace = $1 AND archived = $2`+also+` ORDER BY day DESC, id DESC LIMIT $3`, args, func(scan func(...any) error) error {
		whole := ""
		p, err := scanPiece(func(to ...any) error { return scan(append(to, &whole)...) })
		if whole == "" || has((&Piece{Title: p.Title, Summary: whole}).looked(), terms) {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list pieces of the shelf: %w", err)
	}
	at := make(map[id.Piece]*Piece, len(out))
	for i := range out {
		at[out[i].ID] = &out[i]
	}
	err = tx.Each(ctx, `SELECT piece, group_id FROM shelf_place WHERE workspace = $1 ORDER BY piece, group_id`, []any{ws}, func(scan func(...any) error) error {
		var piece id.Piece
		var group id.Group
		err := scan(&piece, &group)
		if p := at[piece]; p != nil {
			p.Groups = append(p.Groups, group)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the groups of pieces: %w", err)
	}
	return out, nil
}

// pieceOf returns a piece with its text, or NotFound.
func pieceOf(ctx context.Context, tx *db.Tx, ws id.Workspace, piece id.Piece) (Piece, error) {
	p, err := scanPiece(tx.QueryRow(ctx, `SELECT `+wholeColumns+` FROM shelf_piece WHERE workspace = $1 AND id = $2`, ws, piece).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return p, fault.New(fault.NotFound, noPiece.With())
	}
	if err != nil {
		return p, fmt.Errorf("read a piece of the shelf: %w", err)
	}
	err = tx.Each(ctx, `SELECT group_id FROM shelf_place WHERE workspace = $1 AND piece = $2 ORDER BY group_id`, []any{ws, piece}, func(scan func(...any) error) error {
		var group id.Group
		err := scan(&group)
		p.Groups = append(p.Groups, group)
		return err
	})
	if err != nil {
		return p, fmt.Errorf("read the groups of a piece: %w", err)
	}
	return p, nil
}

// anyAway reports whether anything is put away in a workspace.
func anyAway(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error) {
	var n int
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM shelf_piece WHERE workspace = $1 AND archived = 1`, ws).Scan(&n); err != nil {
		return false, fmt.Errorf("count what is put away: %w", err)
	}
	return n > 0, nil
}

// countPieces is how many pieces a workspace has, those put away too.
func countPieces(ctx context.Context, tx *db.Tx, ws id.Workspace) (n int, err error) {
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM shelf_piece WHERE workspace = $1`, ws).Scan(&n); err != nil {
		return 0, fmt.Errorf("count pieces of the shelf: %w", err)
	}
	return n, nil
}

// putPiece keeps a piece that is new, or was changed.
func putPiece(ctx context.Context, tx *db.Tx, ws id.Workspace, p *Piece) error {
	_, err := tx.Exec(ctx, `INSERT INTO shelf_piece (workspace, id, title, day, unit, everyone, sharer, summary, link, find, folded, archived, by_user, made, changed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (workspace, id) DO UPDATE SET title = excluded.title, day = excluded.day, unit = excluded.unit, everyone = excluded.everyone, sharer = excluded.sharer,
		summary = excluded.summary, link = excluded.link, find = excluded.find, folded = excluded.folded, archived = excluded.archived, changed = excluded.changed`,
		ws, p.ID, p.Title, int64(p.Day), p.Unit, bit(p.Everyone), p.Sharer, p.Summary, p.Link, p.looked(), hanzi.Version, bit(p.Archived), p.By, p.Made.UnixMilli(), p.Changed.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep a piece of the shelf: %w", err)
	}
	if err := dropPlaces(ctx, tx, ws, p.ID); err != nil {
		return err
	}
	bulk := db.Bulk{Into: `shelf_place (workspace, piece, group_id)`, Columns: 3}
	_, err = bulk.Run(ctx, tx, len(p.Groups), func(dst []any, i int) []any { return append(dst, int64(ws), int64(p.ID), int64(p.Groups[i])) })
	if err != nil {
		return fmt.Errorf("keep the groups of a piece: %w", err)
	}
	return nil
}

// foldAnew folds some of the pieces that were folded in another way, and says how many.
func foldAnew(ctx context.Context, tx *db.Tx, ws id.Workspace, some int) (int, error) {
	var old []Piece
	err := tx.Each(ctx, `SELECT id, title, summary FROM shelf_piece WHERE workspace = $1 AND folded <> $2 LIMIT $3`, []any{ws, hanzi.Version, some}, func(scan func(...any) error) error {
		var p Piece
		err := scan(&p.ID, &p.Title, &p.Summary)
		old = append(old, p)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("list pieces that were folded otherwise: %w", err)
	}
	for i := range old {
		if _, err := tx.Exec(ctx, `UPDATE shelf_piece SET find = $3, folded = $4 WHERE workspace = $1 AND id = $2`, ws, old[i].ID, old[i].looked(), hanzi.Version); err != nil {
			return 0, fmt.Errorf("fold a piece anew: %w", err)
		}
	}
	return len(old), nil
}

func dropPlaces(ctx context.Context, tx *db.Tx, ws id.Workspace, piece id.Piece) error {
	if _, err := tx.Exec(ctx, `DELETE FROM shelf_place WHERE workspace = $1 AND piece = $2`, ws, piece); err != nil {
		return fmt.Errorf("remove the groups of a piece: %w", err)
	}
	return nil
}

func dropPiece(ctx context.Context, tx *db.Tx, ws id.Workspace, piece id.Piece) error {
	if err := dropPlaces(ctx, tx, ws, piece); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM shelf_piece WHERE workspace = $1 AND id = $2`, ws, piece); err != nil {
		return fmt.Errorf("remove a piece of the shelf: %w", err)
	}
	return nil
}

// lockPiece makes others that change a piece wait until this transaction ends. On
// SQLite every writer waits anyway.
func lockPiece(ctx context.Context, tx *db.Tx, ws id.Workspace, piece id.Piece) error {
	if _, err := tx.Exec(ctx, `UPDATE shelf_piece SET changed = changed WHERE workspace = $1 AND id = $2`, ws, piece); err != nil {
		return fmt.Errorf("lock a piece of the shelf: %w", err)
	}
	return nil
}

// sharersOf lists who shared, by piece, those put away too.
func sharersOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Piece]string, error) {
	out := map[id.Piece]string{}
	err := tx.Each(ctx, `SELECT id, sharer FROM shelf_piece WHERE workspace = $1 AND sharer <> ''`, []any{ws}, func(scan func(...any) error) error {
		var piece id.Piece
		var who string
		err := scan(&piece, &who)
		out[piece] = who
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list who shared: %w", err)
	}
	return out, nil
}

// dropSharer forgets who shared.
func dropSharer(ctx context.Context, tx *db.Tx, ws id.Workspace, piece id.Piece) error {
	if _, err := tx.Exec(ctx, `UPDATE shelf_piece SET sharer = '' WHERE workspace = $1 AND id = $2`, ws, piece); err != nil {
		return fmt.Errorf("forget who shared: %w", err)
	}
	return nil
}
