package lease

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
)

// Holder is a process as its leases show it.
type Holder struct {
	Owner string
	Names int       // how many names it holds
	Until time.Time // of the lease that ends last
}

// Holders lists the processes that hold names now.
func Holders(ctx context.Context, tx *db.Tx) (out []Holder, err error) {
	err = tx.Each(ctx, `SELECT owner, COUNT(*), MAX(until) FROM lease_held WHERE until >= $1 GROUP BY owner ORDER BY owner`,
		[]any{tx.Now.UnixMilli()}, func(scan func(...any) error) error {
			var h Holder
			var until int64
			err := scan(&h.Owner, &h.Names, &until)
			h.Until = time.UnixMilli(until).UTC()
			out = append(out, h)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list who holds leases: %w", err)
	}
	return out, nil
}

// IsHeld reports whether any process holds a name now.
func IsHeld(ctx context.Context, tx *db.Tx, name string) (bool, error) {
	var n int64
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM lease_held WHERE name = $1 AND until >= $2`, name, tx.Now.UnixMilli()).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("ask who holds a lease: %w", err)
	}
	return n > 0, nil
}
