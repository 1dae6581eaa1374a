package checkup

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables of the check-up.
var Schema = db.Schema{Owner: "checkup", Files: files}

func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

const groupColumns = `id, n, name, named, unit, group_id, made`

func scanGroup(scan func(...any) error) (g Group, err error) {
	var made int64
	err = scan(&g.ID, &g.N, &g.Name, &g.Named, &g.Unit, &g.Group, &made)
	g.Made = timeOf(made)
	return g, err
}

// groupsOf lists the groups of a workspace, the oldest first.
func groupsOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Group, err error) {
	err = tx.Each(ctx, `SELECT `+groupColumns+` FROM checkup_group WHERE workspace = $1 ORDER BY n, id`, []any{ws}, func(scan func(...any) error) error {
		g, err := scanGroup(scan)
		out = append(out, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list groups that are asked about: %w", err)
	}
	return out, nil
}

func found(g Group, err error) (Group, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return g, fault.New(fault.NotFound, noCheckup.With())
	}
	if err != nil {
		return g, fmt.Errorf("read a group that is asked about: %w", err)
	}
	return g, nil
}

// groupOf returns a group; NotFound where there is none.
func groupOf(ctx context.Context, tx *db.Tx, ws id.Workspace, one id.Checkup) (Group, error) {
	return found(scanGroup(tx.QueryRow(ctx, `SELECT `+groupColumns+` FROM checkup_group WHERE workspace = $1 AND id = $2`, ws, one).Scan))
}

// byForm returns the group whose first answers came on a paper.
func byForm(ctx context.Context, tx *db.Tx, ws id.Workspace, form string) (Group, error) {
	return found(scanGroup(tx.QueryRow(ctx, `SELECT `+groupColumns+` FROM checkup_group WHERE workspace = $1 AND form = $2`, ws, form).Scan))
}

// byGroup returns the group that the house knows as another.
func byGroup(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (Group, error) {
	return found(scanGroup(tx.QueryRow(ctx, `SELECT `+groupColumns+` FROM checkup_group WHERE workspace = $1 AND group_id = $2`, ws, group).Scan))
}

// lock makes whoever adds a group to the same workspace wait until tx has ended, so
// that two do not get one number. SQLite has one writer.
func lock(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	return db.TakeTurn(ctx, tx, fmt.Sprintf("checkup %d", ws))
}

// count is how many groups a workspace has, and the number of the last. Whoever adds
// one by it has to have the lock.
func count(ctx context.Context, tx *db.Tx, ws id.Workspace) (all, last int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*), COALESCE(MAX(n), 0) FROM checkup_group WHERE workspace = $1`, ws).Scan(&all, &last)
	if err != nil {
		return 0, 0, fmt.Errorf("count groups that are asked about: %w", err)
	}
	return all, last, nil
}

// insertGroup keeps a group; false where its paper or its group is there already.
func insertGroup(ctx context.Context, tx *db.Tx, ws id.Workspace, g *Group, form string) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO checkup_group (workspace, id, n, name, named, unit, group_id, form, made, tying) VALUES ($1, $2, $3, $4, 0, $5, $6, $7, $8, 0)
		ON CONFLICT DO NOTHING`, ws, g.ID, g.N, g.Name, g.Unit, g.Group, form, g.Made.UnixMilli())
	if err != nil {
		return false, fmt.Errorf("keep a group that is asked about: %w", err)
	}
	return n == 1, nil
}

func rename(ctx context.Context, tx *db.Tx, ws id.Workspace, one id.Checkup, name string) error {
	if _, err := tx.Exec(ctx, `UPDATE checkup_group SET name = $3, named = named + 1 WHERE workspace = $1 AND id = $2`, ws, one, name); err != nil {
		return fmt.Errorf("rename a group that is asked about: %w", err)
	}
	return nil
}

// beginTie notes that somebody begins to have a group kept by hand; false where
// somebody else did since a moment, or it is.
func beginTie(ctx context.Context, tx *db.Tx, ws id.Workspace, one id.Checkup, since time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE checkup_group SET tying = $3 WHERE workspace = $1 AND id = $2 AND group_id = 0 AND tying < $4`,
		ws, one, tx.Now.UnixMilli(), since.UnixMilli())
	if err != nil {
		return false, fmt.Errorf("begin to keep a group by hand: %w", err)
	}
	return n == 1, nil
}

// endTie notes as what the house knows a group; 0 where nothing came of it.
func endTie(ctx context.Context, tx *db.Tx, ws id.Workspace, one id.Checkup, group id.Group) error {
	fresh := 0
	if group != 0 {
		fresh = 1
	}
	if _, err := tx.Exec(ctx, `UPDATE checkup_group SET tying = 0, group_id = $3, named = named + $4 WHERE workspace = $1 AND id = $2 AND group_id = 0`, ws, one, group, fresh); err != nil {
		return fmt.Errorf("note by which group one is kept: %w", err)
	}
	return nil
}

func remove(ctx context.Context, tx *db.Tx, ws id.Workspace, one id.Checkup) error {
	if _, err := tx.Exec(ctx, `DELETE FROM checkup_check WHERE workspace = $1 AND checkup = $2`, ws, one); err != nil {
		return fmt.Errorf("remove what was answered of a group: %w", err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM checkup_group WHERE workspace = $1 AND id = $2`, ws, one); err != nil {
		return fmt.Errorf("remove a group that is asked about: %w", err)
	}
	return nil
}

const checkColumns = `day, at, by_user, people, age, spoke, posts, bought, open, state, planned`

func (c *Check) into() []any {
	a := &c.Answers
	return []any{&a[People], &a[Age], &a[Spoke], &a[Posts], &a[Bought], &a[Open]}
}

func scanCheck(scan func(...any) error, before ...any) (c Check, err error) {
	var at, planned int64
	into := append(before, &c.Day, &at, &c.By)
	err = scan(append(append(into, c.into()...), &c.State, &planned)...)
	c.At, c.Planned = timeOf(at), timeOf(planned)
	return c, err
}

// putCheck keeps what was answered. Another word of the same day takes the place of
// the first, and its things are not to-dos yet.
func putCheck(ctx context.Context, tx *db.Tx, ws id.Workspace, one id.Checkup, c *Check) error {
	a := &c.Answers
	_, err := tx.Exec(ctx, `INSERT INTO checkup_check (workspace, checkup, day, at, by_user, people, age, spoke, posts, bought, open, state, planned)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0) ON CONFLICT (workspace, checkup, day) DO UPDATE SET at = excluded.at, by_user = excluded.by_user,
		people = excluded.people, age = excluded.age, spoke = excluded.spoke, posts = excluded.posts, bought = excluded.bought, open = excluded.open,
		state = excluded.state, planned = 0`,
		ws, one, int64(c.Day), c.At.UnixMilli(), c.By, string(a[People]), string(a[Age]), string(a[Spoke]), string(a[Posts]), string(a[Bought]), string(a[Open]), string(c.State))
	if err != nil {
		return fmt.Errorf("keep what was answered: %w", err)
	}
	return nil
}

// checksOf lists what was answered of a group, the latest day first.
func checksOf(ctx context.Context, tx *db.Tx, ws id.Workspace, one id.Checkup, limit int) (out []Check, err error) {
	err = tx.Each(ctx, `SELECT `+checkColumns+` FROM checkup_check WHERE workspace = $1 AND checkup = $2 ORDER BY day DESC LIMIT $3`, []any{ws, one, limit},
		func(scan func(...any) error) error {
			c, err := scanCheck(scan)
			out = append(out, c)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list what was answered: %w", err)
	}
	return out, nil
}

// latest is what was answered last of every group of a workspace.
func latest(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Checkup]Check, error) {
	out := map[id.Checkup]Check{}
	err := tx.Each(ctx, `SELECT c.checkup, `+checkColumns+` FROM checkup_check c WHERE c.workspace = $1 AND NOT EXISTS
		(SELECT 1 FROM checkup_check l WHERE l.workspace = c.workspace AND l.checkup = c.checkup AND l.day > c.day)`, []any{ws},
		func(scan func(...any) error) error {
			var one id.Checkup
			c, err := scanCheck(scan, &one)
			out[one] = c
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list what was answered last: %w", err)
	}
	return out, nil
}

// notePlanned notes that what is to be done became to-dos.
func notePlanned(ctx context.Context, tx *db.Tx, ws id.Workspace, one id.Checkup, day Day, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE checkup_check SET planned = $4 WHERE workspace = $1 AND checkup = $2 AND day = $3`, ws, one, int64(day), at.UnixMilli())
	if err != nil {
		return fmt.Errorf("note that there are to-dos: %w", err)
	}
	return nil
}
