package chat

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// putLines gives messages their lines and words. Nearly always none of them has
// a line and nobody else has its number; only else is it looked for.
func putLines(ctx context.Context, tx *db.Tx, lines []line) error {
	slices.SortFunc(lines, byNumber)
	var fresh, known []line
	for _, l := range lines {
		if l.known {
			known = append(known, l)
		} else {
			fresh = append(fresh, l)
		}
	}
	fresh, late, err := makeLines(ctx, tx, fresh)
	if err != nil {
		return err
	}
	known = append(known, late...)
	if err := placeLines(ctx, tx, known); err != nil {
		return err
	}
	return putWords(ctx, tx, fresh, known)
}

// makeLines makes new lines, all at once where that can be; late are those that
// have a line, or whose number another message has.
func makeLines(ctx context.Context, tx *db.Tx, lines []line) (made, late []line, err error) {
	if _, err := tx.Exec(ctx, `SAVEPOINT chat_line`); err != nil {
		return nil, nil, err
	}
	n, err := insertLines(ctx, tx, lines)
	if err != nil {
		return nil, nil, err
	}
	if n == int64(len(lines)) {
		_, err := tx.Exec(ctx, `RELEASE SAVEPOINT chat_line`)
		return lines, nil, err
	}
	if _, err := tx.Exec(ctx, `ROLLBACK TO SAVEPOINT chat_line`); err != nil {
		return nil, nil, err
	}
	taken, err := takenLines(ctx, tx, lines)
	if err != nil {
		return nil, nil, err
	}
	for _, l := range lines {
		if _, ok := taken[l.doc]; ok {
			late = append(late, l)
			continue
		}
		taken[l.doc] = l
		made = append(made, l)
	}
	if _, err := insertLines(ctx, tx, made); err != nil {
		return nil, nil, err
	}
	_, err = tx.Exec(ctx, `RELEASE SAVEPOINT chat_line`)
	return made, late, err
}

// insertLines writes lines; on PostgreSQL, with their words.
func insertLines(ctx context.Context, tx *db.Tx, lines []line) (int64, error) {
	if tx.Dialect == db.SQLite {
		b := db.Bulk{Into: `chat_line (doc, workspace, group_id, month, key)`, Columns: 5, Then: `ON CONFLICT (doc) DO NOTHING`}
		return b.Run(ctx, tx, len(lines), func(dst []any, i int) []any {
			l := &lines[i]
			return append(dst, l.doc, int64(l.ws), int64(l.group), int64(l.month), l.key)
		})
	}
	docs, spaces, groups, months, keys, words := make([]int64, len(lines)), make([]int64, len(lines)), make([]int64, len(lines)),
		make([]int64, len(lines)), make([]int64, len(lines)), make([]string, len(lines))
	for i := range lines {
		l := &lines[i]
		docs[i], spaces[i], groups[i], months[i], keys[i], words[i] = l.doc, int64(l.ws), int64(l.group), int64(l.month), l.key, l.words
	}
	n, err := tx.Exec(ctx, `INSERT INTO chat_line (doc, workspace, group_id, month, key, words)
		SELECT t.doc, t.workspace, t.group_id, t.month, t.key, CAST(NULLIF(t.words, '') AS tsvector)
		FROM unnest(CAST($1 AS bigint[]), CAST($2 AS bigint[]), CAST($3 AS bigint[]), CAST($4 AS bigint[]), CAST($5 AS bigint[]), CAST($6 AS text[]))
			AS t (doc, workspace, group_id, month, key, words) ON CONFLICT (doc) DO NOTHING`, docs, spaces, groups, months, keys, words)
	if err != nil {
		return 0, fmt.Errorf("write lines: %w", err)
	}
	return n, nil
}

// putWords writes the words of lines that have none, and of lines that may have.
func putWords(ctx context.Context, tx *db.Tx, fresh, known []line) error {
	if tx.Dialect == db.Postgres { // those of fresh ones came with their lines
		return changeWords(ctx, tx, known)
	}
	if err := dropWords(ctx, tx, known); err != nil {
		return err
	}
	all := slices.Concat(fresh, known)
	all = slices.DeleteFunc(all, func(l line) bool { return l.words == "" })
	slices.SortFunc(all, byNumber)
	b := db.Bulk{Into: `chat_words (rowid, words)`, Columns: 2}
	_, err := b.Run(ctx, tx, len(all), func(dst []any, i int) []any { return append(dst, all[i].doc, all[i].words) })
	return err
}

// changeWords gives lines on PostgreSQL other words, or none.
func changeWords(ctx context.Context, tx *db.Tx, lines []line) error {
	if len(lines) == 0 {
		return nil
	}
	docs, spaces, words := make([]int64, len(lines)), make([]int64, len(lines)), make([]string, len(lines))
	for i := range lines {
		docs[i], spaces[i], words[i] = lines[i].doc, int64(lines[i].ws), lines[i].words
	}
	_, err := tx.Exec(ctx, `UPDATE chat_line SET words = CAST(NULLIF(t.words, '') AS tsvector)
		FROM unnest(CAST($1 AS bigint[]), CAST($2 AS bigint[]), CAST($3 AS text[])) AS t (doc, workspace, words)
		WHERE chat_line.workspace = t.workspace AND chat_line.doc = t.doc`, docs, spaces, words)
	if err != nil {
		return fmt.Errorf("write words: %w", err)
	}
	return nil
}

// dropWords takes the words of lines away, on SQLite.
func dropWords(ctx context.Context, tx *db.Tx, lines []line) error {
	for part := range slices.Chunk(lines, 400) {
		if _, err := tx.Exec(ctx, `DELETE FROM chat_words WHERE rowid IN `+db.List(1, len(part)), numbersOf(part)...); err != nil {
			return fmt.Errorf("drop words: %w", err)
		}
	}
	return nil
}

func numbersOf(lines []line) []any {
	out := make([]any, len(lines))
	for i := range lines {
		out[i] = lines[i].doc
	}
	return out
}

// dropLines takes lines away, with their words.
func dropLines(ctx context.Context, tx *db.Tx, ws id.Workspace, lines []line) error {
	for part := range slices.Chunk(lines, 400) {
		query := `DELETE FROM chat_line WHERE workspace = $1 AND doc IN ` + db.List(2, len(part))
		if _, err := tx.Exec(ctx, query, append([]any{ws}, numbersOf(part)...)...); err != nil {
			return fmt.Errorf("drop lines: %w", err)
		}
	}
	if tx.Dialect == db.Postgres { // they went with their lines
		return nil
	}
	return dropWords(ctx, tx, lines)
}

// takenLines tells who has the numbers of lines.
func takenLines(ctx context.Context, tx *db.Tx, lines []line) (map[int64]line, error) {
	taken := map[int64]line{}
	for part := range slices.Chunk(lines, 400) {
		err := tx.Each(ctx, `SELECT doc, workspace, group_id, key FROM chat_line WHERE doc IN `+db.List(1, len(part)), numbersOf(part),
			func(scan func(...any) error) error {
				var l line
				err := scan(&l.doc, &l.ws, &l.group, &l.key)
				taken[l.doc] = l
				return err
			})
		if err != nil {
			return nil, fmt.Errorf("look for lines: %w", err)
		}
	}
	return taken, nil
}

// placeLines finds the lines of messages that may have one, and makes the rest.
func placeLines(ctx context.Context, tx *db.Tx, lines []line) error {
	taken, err := takenLines(ctx, tx, lines)
	if err != nil {
		return err
	}
	for i := range lines {
		l := &lines[i]
		if t, ok := taken[l.doc]; ok && t.ws == l.ws && t.group == l.group && t.key == l.key {
			continue
		}
		if err := placeLine(ctx, tx, l); err != nil {
			return err
		}
	}
	return nil
}

// spread is over how many milliseconds lines of one time may be spread, where
// a file knows days only.
const spread = 2000

// placeLine gives a message whose number another one has the next that is free,
// or the one it was given before.
func placeLine(ctx context.Context, tx *db.Tx, l *line) error {
	own := l.doc
	err := tx.QueryRow(ctx, `SELECT doc FROM chat_line WHERE workspace = $1 AND group_id = $2 AND doc >= $3 AND doc < $4 AND key = $5`,
		l.ws, l.group, own&^(1<<lineBits-1), own&^(1<<lineBits-1)+overlap, l.key).Scan(&l.doc)
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	const tries = 4 // within one millisecond
	for i := range int64(tries * spread) {
		doc := own + i/tries<<lineBits
		mark := (own + i*0x3779) & (1<<markBits - 1)
		l.doc = doc&^(1<<markBits-1) | mark
		n, err := tx.Exec(ctx, `INSERT INTO chat_line (doc, workspace, group_id, month, key) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (doc) DO NOTHING`,
			l.doc, l.ws, l.group, l.month, l.key)
		if err != nil || n == 1 {
			return err
		}
	}
	return fmt.Errorf("no line is free at %d", l.at)
}
