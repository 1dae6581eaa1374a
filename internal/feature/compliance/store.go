package compliance

import (
	"context"
	"embed"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is compliance's own tables.
var Schema = db.Schema{Owner: "compliance", Files: files}

// lock makes whoever asks about the same group, member, person or channel wait
// until tx has ended, so that two cannot use one allowance. SQLite has one writer.
func lock(ctx context.Context, tx *db.Tx, ws id.Workspace, t *gate.Touch) error {
	if tx.Dialect != db.Postgres || !caps(t) {
		return nil
	}
	var of []int64
	for name, n := range map[string]int64{"group": int64(t.Group), "member": int64(t.Member), "person": int64(t.Person), "channel": int64(t.Connection)} {
		if n == 0 || name == "channel" && t.Kind != gate.Moments { // a channel's cap is wide: it may be passed by those on their way
			continue
		}
		of = append(of, hash("compliance", strconv.FormatInt(int64(ws), 10), name, strconv.FormatInt(n, 10)))
	}
	slices.Sort(of) // or two could wait for each other
	for _, n := range of {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, n); err != nil {
			return fmt.Errorf("wait for the turn of a touch: %w", err)
		}
	}
	return nil
}

// caps reports whether anything is counted before such a touch may pass.
func caps(t *gate.Touch) bool {
	switch t.Kind {
	case gate.Answer, gate.Act, gate.Spoken, gate.OrderService, gate.Welcome:
		return false
	}
	return true
}

func hash(parts ...string) int64 {
	h := fnv.New64a()
	for _, p := range parts {
		_, _ = h.Write([]byte(p)) // it never fails
		_, _ = h.Write([]byte{0})
	}
	return int64(h.Sum64()) //nolint:gosec // any 64 bits do
}

// count counts what passed in the day and the week of f.At, without what passed
// under key.
func count(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, t *gate.Touch, f *gate.Facts) error {
	if !caps(t) {
		return nil
	}
	today := gate.DateOf(f.At, f.Zone)
	day, week := today.Start(f.Zone).UnixMilli(), today.Monday().Start(f.Zone).UnixMilli()
	c := &f.Counts
	if t.Group != 0 {
		err := tx.QueryRow(ctx, `SELECT COALESCE(SUM(CASE WHEN kind = 'announcement' AND at >= $4 THEN 1 ELSE 0 END), 0),
			COALESCE(SUM(call_all), 0),
			COALESCE(SUM(CASE WHEN at >= $4 AND member = 0 AND kind NOT IN ('answer', 'welcome', 'order_service', 'act') THEN 1 ELSE 0 END), 0),
			COALESCE(SUM(CASE WHEN at >= $4 AND member = 0 AND selling = 1 THEN 1 ELSE 0 END), 0)
			FROM compliance_touch WHERE workspace = $1 AND grp = $2 AND at >= $3 AND key <> $5`, ws, t.Group, week, day, key).
			Scan(&c.Announced, &c.CalledAll, &c.Group, &c.GroupSelling)
		if err != nil {
			return fmt.Errorf("count a group's touches: %w", err)
		}
	}
	if t.Member != 0 {
		kin, err := kinOf(ctx, tx, ws, t.Member)
		if err != nil {
			return err
		}
		in, list := db.Among(tx, 2, kin)
		err = tx.QueryRow(ctx, `SELECT COALESCE(SUM(CASE WHEN at >= $4 THEN 1 ELSE 0 END), 0), COUNT(*)
			FROM compliance_touch WHERE workspace = $1 AND member IN `+in+` AND at >= $3 AND key <> $5
			AND kind NOT IN ('answer', 'welcome', 'order_service', 'act')`, ws, list, week, day, key).Scan(&c.Member, &c.MemberWeek)
		if err != nil {
			return fmt.Errorf("count a member's touches: %w", err)
		}
	}
	if t.Kind == gate.Moments {
		by, of := `connection`, int64(t.Connection)
		if t.Person != 0 {
			by, of = `person`, int64(t.Person)
		}
		err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM compliance_touch WHERE workspace = $1 AND `+by+` = $2 AND at >= $3 AND kind = 'moments' AND key <> $4`,
			ws, of, day, key).Scan(&c.Moments)
		if err != nil {
			return fmt.Errorf("count Moments: %w", err)
		}
	}
	if t.Connection != 0 {
		err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM compliance_touch WHERE workspace = $1 AND connection = $2 AND at >= $3 AND key <> $4`,
			ws, t.Connection, day, key).Scan(&c.Channel)
		if err != nil {
			return fmt.Errorf("count a channel's touches: %w", err)
		}
	}
	return nil
}

// let writes down that a touch passed; false where it had before.
func let(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, t *gate.Touch, at time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO compliance_touch (workspace, key, at, grp, member, person, connection, kind, selling, call_all)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (workspace, key) DO NOTHING`,
		ws, key, at.UnixMilli(), t.Group, t.Member, t.Person, t.Connection, string(t.Kind), bit(t.Sells()), bit(t.CallsAll()))
	if err != nil {
		return false, fmt.Errorf("count a touch: %w", err)
	}
	return n == 1, nil
}

// moveStage counts n more touches of a group that welcomed, or that did not sell.
func moveStage(ctx context.Context, tx *db.Tx, ws id.Workspace, t *gate.Touch, n int64) error {
	if t.Group == 0 || t.Sells() || t.Kind == gate.Act || t.Kind == gate.Answer || t.Member != 0 && t.Kind != gate.Welcome {
		return nil
	}
	welcomed, posts := int64(0), n
	if t.Kind == gate.Welcome {
		welcomed, posts = n, 0
	}
	_, err := tx.Exec(ctx, `INSERT INTO compliance_group (workspace, grp, kind, opened, welcomed, posts) VALUES ($1, $2, '', 0, $3, $4)
		ON CONFLICT (workspace, grp) DO UPDATE SET welcomed = compliance_group.welcomed + excluded.welcomed, posts = compliance_group.posts + excluded.posts`,
		ws, t.Group, welcomed, posts)
	if err != nil {
		return fmt.Errorf("count a group's stage: %w", err)
	}
	return nil
}

// giveBack takes a touch out of the counts.
func giveBack(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) error {
	var t gate.Touch
	var found bool
	err := tx.Each(ctx, `DELETE FROM compliance_touch WHERE workspace = $1 AND key = $2 RETURNING grp, member, kind, selling`, []any{ws, key}, func(scan func(...any) error) error {
		found = true
		var selling int64
		err := scan(&t.Group, &t.Member, &t.Kind, &selling)
		t.Selling = selling == 1
		return err
	})
	if err != nil {
		return fmt.Errorf("give a touch back: %w", err)
	}
	if !found {
		return nil
	}
	return moveStage(ctx, tx, ws, &t, -1)
}

func bit(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
