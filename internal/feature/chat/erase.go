package chat

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Erase empties what these people wrote: their messages go on counting, without
// words. It runs in slices, a group's month at a time, and may be called again.
// What had not come yet of their edits goes too.
func (s *Service) Erase(ctx context.Context, ws id.Workspace, ords []uint32) error {
	var spans []spanned
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		spans, err = allSpans(ctx, tx, ws)
		return err
	})
	if err != nil {
		return err
	}
	for _, sp := range spans {
		err := s.DB.Write(ctx, func(tx *db.Tx) error {
			keys, err := eraseSpan(ctx, tx, ws, sp, ords)
			if err != nil || len(keys) == 0 {
				return err
			}
			return s.reread(ctx, tx, ws, fact.Spot{Group: sp.group, Month: sp.month, Keys: keys})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// reread lets the index of words follow messages that changed.
func (s *Service) reread(ctx context.Context, tx *db.Tx, ws id.Workspace, spot fact.Spot) error {
	body, err := json.Marshal(fact.Batch{Spots: []fact.Spot{spot}})
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO chat_unread (workspace, fact, body) VALUES ($1, $2, $3)`, ws, id.New[id.Fact](s.IDs, tx.Now), body)
	if err != nil {
		return fmt.Errorf("let the index follow: %w", err)
	}
	return nil
}

func allSpans(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []spanned, err error) {
	err = tx.Each(ctx, `SELECT DISTINCT group_id, month FROM chat_span WHERE workspace = $1 ORDER BY group_id, month`, []any{ws}, func(scan func(...any) error) error {
		var sp spanned
		err := scan(&sp.group, &sp.month)
		out = append(out, sp)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list where messages lie: %w", err)
	}
	return out, nil
}

// eraseSpan empties what people wrote in one month of a group.
func eraseSpan(ctx context.Context, tx *db.Tx, ws id.Workspace, sp spanned, ords []uint32) (keys []int64, err error) {
	for part := range slices.Chunk(ords, 400) {
		args := []any{ws, sp.group, sp.month}
		for _, o := range part {
			args = append(args, int64(o))
		}
		err := tx.Each(ctx, `UPDATE chat_message SET body = '', thread = '', gone = 1 WHERE workspace = $1 AND group_id = $2 AND month = $3
			AND gone = 0 AND author IN `+db.List(4, len(part))+` RETURNING key`, args, func(scan func(...any) error) error {
			var key int64
			err := scan(&key)
			keys = append(keys, key)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("empty messages: %w", err)
		}
	}
	return keys, nil
}
