package db

import (
	"context"
	"fmt"
	"hash/fnv"
)

// TakeTurn makes whoever takes the turn of the same name wait until tx has ended, so
// that what was counted before something is added still holds. SQLite has one writer,
// whose turn it is anyway.
func TakeTurn(ctx context.Context, tx *Tx, name string) error {
	if tx.Dialect != Postgres {
		return nil
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))                                                                  // it never fails
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, int64(h.Sum64())); err != nil { //nolint:gosec // any 64 bits do
		return fmt.Errorf("wait for the turn of %s: %w", name, err)
	}
	return nil
}
