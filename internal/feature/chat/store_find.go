package chat

import (
	"context"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat/gram"
)

// linesBefore lists lines of a group, or of a workspace where terms are given,
// the newest first. The words say which workspace a line is of; messagesAt makes
// sure of it.
func linesBefore(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, terms []gram.Term, before int64, limit int) (out []int64, err error) {
	query, args := `SELECT doc FROM chat_line WHERE workspace = $1 AND group_id = $2 AND doc < $3 ORDER BY doc DESC LIMIT $4`, []any{ws, group, before, limit}
	switch {
	case len(terms) == 0:
	case tx.Dialect == db.Postgres:
		query = `SELECT doc FROM chat_line WHERE workspace = $4 AND words @@ CAST($1 AS tsquery) AND doc < $2 ORDER BY doc DESC LIMIT $3`
		args = []any{question(tx.Dialect, ws, group, terms), before, limit, ws}
	default:
		query = `SELECT rowid FROM chat_words WHERE chat_words MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3`
		args = []any{question(tx.Dialect, ws, group, terms), before, limit}
	}
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var doc int64
		err := scan(&doc)
		out = append(out, doc)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list lines: %w", err)
	}
	return out, nil
}

// messagesAt reads the messages of lines of a workspace, in their order. Those
// that only an unfinished import tells of, or that have gone, are left out.
func messagesAt(ctx context.Context, tx *db.Tx, ws id.Workspace, lines []int64) (out []Message, err error) {
	for part := range slices.Chunk(lines, 400) {
		args := []any{ws}
		for _, l := range part {
			args = append(args, l)
		}
		query := `SELECT l.doc, m.group_id, m.key, m.at, m.author, m.kind, m.form, m.body, m.answers, m.edited, m.gone FROM chat_line l
			JOIN chat_message m ON m.workspace = l.workspace AND m.group_id = l.group_id AND m.month = l.month AND m.key = l.key
			WHERE l.workspace = $1 AND l.doc IN ` + db.List(2, len(part)) + ` AND ` + shownMessage + ` ORDER BY l.doc DESC`
		err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
			var m Message
			var key, answers, edited, gone int64
			err := scan(&m.Line, &m.Group, &key, &m.At, &m.Author, &m.Kind, &m.Form, &m.Body, &answers, &edited, &gone)
			m.Key, m.Answers, m.Edited, m.Gone = uint64(key), uint64(answers), edited != 0, gone != 0
			out = append(out, m)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read messages: %w", err)
		}
	}
	return out, nil
}

// lineAfter is the n-th line after one, or the newest there is; 0 where nothing
// comes after.
func lineAfter(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, line int64, n int) (after int64, err error) {
	err = tx.Each(ctx, `SELECT doc FROM chat_line WHERE workspace = $1 AND group_id = $2 AND doc > $3 ORDER BY doc LIMIT $4`, []any{ws, group, line, n},
		func(scan func(...any) error) error { return scan(&after) })
	if err != nil {
		return 0, fmt.Errorf("look for what came after: %w", err)
	}
	return after, nil
}

// answered reads the messages of a group that others answer, by their keys. It
// looks in the months given and the ones before them.
func answered(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, keys []uint64, months []int32) (map[uint64]Message, error) {
	out := map[uint64]Message{}
	if len(keys) == 0 || len(months) == 0 {
		return out, nil
	}
	args := []any{ws, group}
	for _, m := range months {
		args = append(args, m)
	}
	for _, k := range keys {
		args = append(args, int64(k))
	}
	query := `SELECT m.key, m.author, m.form, m.body, m.gone FROM chat_message m WHERE m.workspace = $1 AND m.group_id = $2 AND m.month IN ` +
		db.List(3, len(months)) + ` AND m.key IN ` + db.List(3+len(months), len(keys)) + ` AND ` + shownMessage
	err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var m Message
		var key, gone int64
		err := scan(&key, &m.Author, &m.Form, &m.Body, &gone)
		m.Key, m.Gone = uint64(key), gone != 0
		out[m.Key] = m
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what was answered: %w", err)
	}
	return out, nil
}

// unread reports whether months of a group, or with 0 of any, wait to be read.
func unread(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (bool, error) {
	n := 0
	query := `SELECT COUNT(*) FROM (SELECT 1 FROM chat_unread_month WHERE workspace = $1 AND lost = 0 AND (group_id = $2 OR CAST($2 AS BIGINT) = 0) LIMIT 1) AS one`
	if err := tx.QueryRow(ctx, query, ws, int64(group)).Scan(&n); err != nil {
		return false, fmt.Errorf("look for months to read: %w", err)
	}
	return n > 0, nil
}
