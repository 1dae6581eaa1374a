package report

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// claimReminder notes that somebody is reminded on a day, and reports whether they
// were not yet.
func claimReminder(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User, day Day) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO report_reminder (workspace, person, day) VALUES ($1, $2, $3)
		ON CONFLICT (workspace, person) DO UPDATE SET day = excluded.day WHERE report_reminder.day <> excluded.day`, ws, who, int64(day))
	if err != nil {
		return false, fmt.Errorf("note who is reminded: %w", err)
	}
	return n == 1, nil
}

func remindedOn(ctx context.Context, tx *db.Tx, ws id.Workspace, day Day) (map[id.User]bool, error) {
	out := map[id.User]bool{}
	err := tx.Each(ctx, `SELECT person FROM report_reminder WHERE workspace = $1 AND day = $2`, []any{ws, int64(day)}, func(scan func(...any) error) error {
		var u id.User
		err := scan(&u)
		out[u] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look who was reminded: %w", err)
	}
	return out, nil
}
