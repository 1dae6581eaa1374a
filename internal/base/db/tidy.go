package db

import (
	"context"
	"fmt"
)

// mostDead is how many rows that have gone may lie about in a table through which
// rows pass: whoever takes the next has to step over all of them.
const mostDead = 5_000

// Tidy clears away, on PostgreSQL, the rows that have gone from the tables through
// which rows pass (see Schema's Passing). The server does so by itself, but once a
// minute at most: at ten thousand rows a second whoever looks for work then steps
// over a million that are done. SQLite has no such rows.
func (d *DB) Tidy(ctx context.Context, schemas ...Schema) error {
	if d.Dialect != Postgres {
		return nil
	}
	for _, s := range schemas {
		for _, table := range s.Passing {
			var dead int64
			err := d.write.QueryRowContext(ctx, `SELECT COALESCE(MAX(n_dead_tup), 0) FROM pg_stat_user_tables WHERE schemaname = current_schema() AND relname = $1`,
				table).Scan(&dead)
			if err != nil {
				return fmt.Errorf("count what has gone from %s: %w", table, err)
			}
			if dead < mostDead {
				continue
			}
			// Another process may be at it, and nobody else is to wait.
			if _, err := d.write.ExecContext(ctx, `VACUUM (SKIP_LOCKED, TRUNCATE false) `+table); err != nil {
				return fmt.Errorf("tidy %s: %w", table, err)
			}
		}
	}
	return nil
}

// letPass keeps PostgreSQL from giving the end of such tables back to the disk: it
// would have to lock them for that, once a minute, and whoever adds a row would
// wait a second until it is told to let go.
func (d *DB) letPass(ctx context.Context, s Schema) error {
	if d.Dialect != Postgres {
		return nil
	}
	for _, table := range s.Passing {
		var known bool
		err := d.write.QueryRowContext(ctx, `SELECT COALESCE('vacuum_truncate=false' = ANY (reloptions), false) FROM pg_class
			WHERE relnamespace = current_schema()::regnamespace AND relname = $1`, table).Scan(&known)
		if err == nil && !known {
			_, err = d.write.ExecContext(ctx, `ALTER TABLE `+table+` SET (vacuum_truncate = false)`)
		}
		if err != nil {
			return fmt.Errorf("let rows pass through %s: %w", table, err)
		}
	}
	return nil
}
