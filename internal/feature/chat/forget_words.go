package chat

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
)

// mergePages is how much of the index one transaction merges.
const mergePages = 200

// Forget makes the index forget what was taken out of it: words of messages that
// are gone stay in SQLite's index until its parts are merged, which is done here
// a slice at a time. What waits to be read is read first.
func (x *Index) Forget(ctx context.Context) error {
	for did := ReadTold; did != Nothing; {
		var err error
		if did, err = x.Step(ctx); err != nil {
			return err
		}
	}
	if x.s.DB.Dialect != db.SQLite {
		return nil
	}
	pages := -mergePages // less than nothing begins a merge of all parts
	for moved := 2; moved >= 2; pages = mergePages {
		err := x.s.DB.Derived().Write(ctx, func(tx *db.Tx) error {
			var before, after int
			if err := tx.QueryRow(ctx, `SELECT total_changes()`).Scan(&before); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `INSERT INTO chat_words (chat_words, rank) VALUES ('merge', $1)`, pages); err != nil {
				return err
			}
			err := tx.QueryRow(ctx, `SELECT total_changes()`).Scan(&after)
			moved = after - before
			return err
		})
		if err != nil {
			return fmt.Errorf("merge the index: %w", err)
		}
	}
	return nil
}
