package db

import (
	"context"
	"path/filepath"
	"sync"
	"testing"

	"github.com/huoshui/huoshui/internal/base/clock"
)

// TestScrubbingAndSettling at once do not stand in each other's way: of two
// checkpoints that run at the same time SQLite lets one fail.
func TestScrubbingAndSettling(t *testing.T) {
	d, err := Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), clock.Real{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close() //nolint:errcheck // of the test
	ctx, stop := context.WithCancel(t.Context())
	var settling sync.WaitGroup
	defer settling.Wait()
	defer stop()
	settling.Go(func() {
		for ctx.Err() == nil {
			if _, err := d.settler.settle(ctx); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		}
	})
	for range 8 {
		err := d.Write(t.Context(), func(tx *Tx) error {
			_, err := tx.Exec(t.Context(), `CREATE TABLE IF NOT EXISTS thing_row (a BLOB)`)
			for i := 0; err == nil && i < 60; i++ {
				_, err = tx.Exec(t.Context(), `INSERT INTO thing_row (a) VALUES (zeroblob(100000))`)
			}
			return err
		})
		if err == nil {
			err = d.Scrub(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
