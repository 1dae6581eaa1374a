package db

import (
	"context"
	"database/sql/driver"
	"fmt"
)

// Renew gives one column of many rows of a workspace new values. The rows are named
// by their ids; those that are not there are passed over.
type Renew struct {
	Table, Column string
}

// Run renews the column of rows.
func (r Renew) Run(ctx context.Context, tx *Tx, ws int64, ids []int64, values [][]byte) error {
	if len(ids) == 0 {
		return nil
	}
	if tx.Dialect == Postgres {
		_, err := tx.Exec(ctx, "UPDATE "+r.Table+" SET "+r.Column+" = fresh.value FROM unnest($2::bigint[], $3::bytea[]) AS fresh (id, value) WHERE "+
			r.Table+".workspace = $1 AND "+r.Table+".id = fresh.id", ws, ids, values)
		if err != nil {
			return fmt.Errorf("renew %s of %s: %w", r.Column, r.Table, err)
		}
		return nil
	}
	args := [3]driver.NamedValue{{Ordinal: 1}, {Ordinal: 2, Value: ws}, {Ordinal: 3}}
	for i, v := range values {
		args[0].Value, args[2].Value = v, ids[i]
		if _, err := tx.execPrepared(ctx, r, args[:]); err != nil {
			return fmt.Errorf("renew %s of %s: %w", r.Column, r.Table, err)
		}
	}
	return nil
}

func (r Renew) text() string {
	return "UPDATE " + r.Table + " SET " + r.Column + " = ? WHERE workspace = ? AND id = ?"
}
