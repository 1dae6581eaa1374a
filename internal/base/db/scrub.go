package db

import (
	"context"
	"fmt"
)

// Scrub makes sure that what was deleted or overwritten is nowhere in the files
// of the database any more. On SQLite deleted content is overwritten as it goes
// (secure_delete) and lives on only in the log of writes, which is emptied here;
// PostgreSQL's own vacuum and log do it in their time.
func (d *DB) Scrub(ctx context.Context) error {
	if d.Dialect != SQLite {
		return nil
	}
	if d.derived != nil {
		if err := d.derived.Scrub(ctx); err != nil {
			return err
		}
	}
	if err := d.gate.enter(ctx, false); err != nil {
		return err
	}
	defer d.gate.leave()
	defer d.settler.pause()()
	var busy, pages, done int
	// A reader that began before may hold the log for a moment.
	if err := d.write.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &done); err != nil {
		return fmt.Errorf("empty the log of writes: %w", err)
	}
	if busy != 0 {
		return fmt.Errorf("empty the log of writes: somebody reads from it; try again")
	}
	return nil
}
