// Package lease gives names to one process at a time: what must be done in
// order, or by one alone, is done by whoever holds its name.
//
// Owns: lease_held, lease_node.
// Needs: a database; clocks of several machines that differ by less than a
// third of the lease's length.
// Never: is the only guard against doing something twice. A process may stop
// for longer than its lease and go on; what it then does must be refused by the
// rows it works on, or by Confirm.
package lease

import (
	"context"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables of leases. They are of the processes of one place and
// stay there; how far ids reach travels as Floors.
var Schema = db.Schema{Owner: "lease", Files: files, Stays: []string{"lease_held", "lease_node"}}

// Length is how long a lease lasts without being renewed: this long nobody
// works in place of a process that was killed.
const Length = 10 * time.Second

// Keeper holds the leases of one process.
type Keeper struct {
	db    *db.DB
	owner string

	mu   sync.Mutex
	held map[string]time.Time // until when
}

// NewKeeper returns a keeper that holds nothing. owner is unlike that of any
// other process, past ones included.
func NewKeeper(d *db.DB, owner string) *Keeper {
	return &Keeper{db: d, owner: owner, held: map[string]time.Time{}}
}

// Owner is who the keeper is to others.
func (k *Keeper) Owner() string { return k.owner }

const take = `
	INSERT INTO lease_held (name, owner, until) VALUES ($1, $2, $3)
	ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
	WHERE lease_held.until < $4 OR lease_held.until > $5 OR lease_held.owner = excluded.owner`

// beyond is later than anybody can hold a lease who took it by a clock that is
// right. What is held for longer was taken while a clock was ahead, by somebody
// who is gone, or who renews it soon.
const beyond = 2 * Length

// Take takes those of names that nobody else holds and returns all of names
// that are held now.
func (k *Keeper) Take(ctx context.Context, names ...string) (held []string, err error) {
	names = slices.Sorted(slices.Values(names)) // one order for all processes
	var until time.Time
	err = k.db.Write(ctx, func(tx *db.Tx) error {
		held, until = nil, tx.Now.Add(Length)
		if err := hurry(ctx, tx); err != nil {
			return err
		}
		for _, name := range names {
			n, err := tx.Exec(ctx, take, name, k.owner, until.UnixMilli(), tx.Now.UnixMilli(), tx.Now.Add(beyond).UnixMilli())
			if err != nil {
				return fmt.Errorf("take lease: %w", err)
			}
			if n > 0 {
				held = append(held, name)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, name := range held {
		k.held[name] = until
	}
	return held, nil
}

// Renew keeps what is held for another Length and forgets what was lost. It is
// called at least every third of one.
func (k *Keeper) Renew(ctx context.Context) error {
	k.mu.Lock()
	before := maps.Clone(k.held)
	k.mu.Unlock()
	still := map[string]time.Time{}
	err := k.db.WriteFirst(ctx, func(tx *db.Tx) error {
		clear(still)
		if err := hurry(ctx, tx); err != nil {
			return err
		}
		until := tx.Now.Add(Length)
		rows, err := tx.Query(ctx, `UPDATE lease_held SET until = $2 WHERE owner = $1 AND until >= $3 RETURNING name`,
			k.owner, until.UnixMilli(), tx.Now.UnixMilli())
		if err != nil {
			return fmt.Errorf("renew leases: %w", err)
		}
		defer rows.Close() //nolint:errcheck // Err below tells
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			still[name] = until
		}
		return rows.Err()
	})
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for name := range k.held {
		if until, ok := still[name]; ok {
			k.held[name] = until
		} else if _, ok := before[name]; ok { // what was taken meanwhile may not have been seen
			delete(k.held, name)
		}
	}
	return nil
}

// Release gives names back, so that others need not wait.
func (k *Keeper) Release(ctx context.Context, names ...string) error {
	k.mu.Lock()
	for _, name := range names {
		delete(k.held, name)
	}
	k.mu.Unlock()
	return k.db.Write(ctx, func(tx *db.Tx) error {
		for _, name := range names {
			if _, err := tx.Exec(ctx, `DELETE FROM lease_held WHERE name = $1 AND owner = $2`, name, k.owner); err != nil {
				return fmt.Errorf("release lease: %w", err)
			}
		}
		return nil
	})
}

// Close gives everything back.
func (k *Keeper) Close(ctx context.Context) error {
	k.mu.Lock()
	clear(k.held)
	k.mu.Unlock()
	return k.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM lease_held WHERE owner = $1`, k.owner); err != nil {
			return fmt.Errorf("release leases: %w", err)
		}
		return nil
	})
}

// Held lists what is held under a prefix, as far as this process knows at now.
func (k *Keeper) Held(prefix string, now time.Time) []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	var out []string
	for name, until := range k.held {
		if strings.HasPrefix(name, prefix) && now.Before(until) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// hurry has the server end the transaction of a process that stands still in it
// for as long as a lease lasts: others wait for the rows it has locked.
func hurry(ctx context.Context, tx *db.Tx) error {
	if tx.Dialect == db.SQLite { // a file has no server that could
		return nil
	}
	_, err := tx.Exec(ctx, fmt.Sprintf(`SET LOCAL idle_in_transaction_session_timeout = %d`, Length.Milliseconds()))
	return err
}

// Confirm makes sure, inside the transaction that does the work, that every one
// of names is still held, and that nobody takes one before it is committed.
func (k *Keeper) Confirm(ctx context.Context, tx *db.Tx, names ...string) (bool, error) {
	if len(names) == 0 {
		return true, nil
	}
	args := []any{k.owner}
	for _, n := range names {
		args = append(args, n)
	}
	query := `SELECT name, '' FROM lease_held WHERE owner = $1 AND name IN ` + db.List(2, len(names))
	if tx.Dialect == db.Postgres { // SQLite lets nobody else write meanwhile
		query = fmt.Sprintf(`SELECT name, set_config('idle_in_transaction_session_timeout', '%d', true)`, Length.Milliseconds()) +
			strings.TrimPrefix(query, `SELECT name, ''`) + ` ORDER BY name FOR SHARE`
	}
	n := 0
	err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var name, limit string
		n++
		return scan(&name, &limit)
	})
	if err != nil {
		return false, fmt.Errorf("confirm leases: %w", err)
	}
	return n == len(names), nil
}
