package lease

import (
	"context"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
)

// process is under which name a process says that it lives.
const process = "process/"

// Share takes this process's fair part of the names under prefix, numbered 0 to
// n-1, and gives back what is beyond it. Called every few seconds by every
// process it leaves each with n ÷ processes, and nobody's work undone for longer
// than Length.
func (k *Keeper) Share(ctx context.Context, prefix string, n int) error {
	if _, err := k.Take(ctx, process+k.owner); err != nil {
		return err
	}
	var living int
	var ours []string // as the database has it
	free := map[string]bool{}
	err := k.db.Read(ctx, func(tx *db.Tx) error {
		now, far := tx.Now.UnixMilli(), tx.Now.Add(beyond).UnixMilli()
		err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM lease_held WHERE name LIKE $1 AND until BETWEEN $2 AND $3`, process+"%", now, far).Scan(&living)
		if err != nil {
			return fmt.Errorf("count processes: %w", err)
		}
		for i := range n {
			free[Numbered(prefix, i)] = true
		}
		return tx.Each(ctx, `SELECT name, owner FROM lease_held WHERE name LIKE $1 AND until BETWEEN $2 AND $3 ORDER BY name`, []any{prefix + "%", now, far},
			func(scan func(...any) error) error {
				var name, owner string
				err := scan(&name, &owner)
				delete(free, name)
				if owner == k.owner {
					ours = append(ours, name)
				}
				return err
			})
	})
	if err != nil {
		return err
	}
	fair := (n + max(living, 1) - 1) / max(living, 1)
	mine := k.Held(prefix, k.db.Clock.Now())
	// What stands there as ours and we do not know of is taken once more, or given
	// back: else nobody would ever do its work.
	want := slices.DeleteFunc(ours, func(name string) bool { return slices.Contains(mine, name) })
	var over []string
	if len(mine) > fair {
		mine, over = mine[:fair], slices.Clone(mine[fair:])
	}
	if room := fair - len(mine); len(want) > room {
		want, over = want[:room:room], append(over, want[room:]...)
	}
	if len(over) > 0 {
		if err := k.Release(ctx, over...); err != nil {
			return err
		}
	}
	for i := range n {
		if name := Numbered(prefix, i); free[name] && len(mine)+len(want) < fair {
			want = append(want, name)
		}
	}
	if len(want) == 0 {
		return nil
	}
	_, err = k.Take(ctx, want...)
	return err
}

// Numbered is the i-th name under a prefix.
func Numbered(prefix string, i int) string { return fmt.Sprintf("%s%03d", prefix, i) }
