package outbox

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Confirmed notes that a person did on the network what waited for one.
func Confirmed(ctx context.Context, tx *db.Tx, ws id.Workspace, key, native string) error {
	_, err := tx.Exec(ctx, `UPDATE outbox_deed SET state = 'sent', ended = $3, native = $4 WHERE workspace = $1 AND key = $2 AND state = 'human'`,
		ws, key, tx.Now.UnixMilli(), native)
	if err != nil {
		return fmt.Errorf("note a confirmation: %w", err)
	}
	return nil
}

// Declined notes that nobody will do what waited for a person, and why: code is
// one word of ours.
func Declined(ctx context.Context, tx *db.Tx, ws id.Workspace, key, code, why string) error {
	_, err := tx.Exec(ctx, `UPDATE outbox_deed SET state = 'refused', ended = $3, code = $4, why = $5 WHERE workspace = $1 AND key = $2 AND state = 'human'`,
		ws, key, tx.Now.UnixMilli(), clean(code), clean(why))
	if err != nil {
		return fmt.Errorf("note that a person declined: %w", err)
	}
	return nil
}

// Unsaid takes back what was said of something that waited for a person: it waits
// again.
func Unsaid(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) error {
	_, err := tx.Exec(ctx, `UPDATE outbox_deed SET state = 'human', native = '', code = '', why = '' WHERE workspace = $1 AND key = $2
		AND state IN ('sent', 'refused', 'dropped')`, ws, key)
	if err != nil {
		return fmt.Errorf("let a deed wait for a person again: %w", err)
	}
	return nil
}

// Withdraw takes back what has not been done of deeds of these keys: whoever put
// them needs them no more.
func Withdraw(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) error {
	for _, key := range keys {
		_, err := tx.Exec(ctx, `UPDATE outbox_deed SET state = 'dropped', ended = $3 WHERE workspace = $1 AND key = $2 AND state IN ('waiting', 'human')`,
			ws, key, tx.Now.UnixMilli())
		if err != nil {
			return fmt.Errorf("withdraw deeds: %w", err)
		}
	}
	return nil
}
