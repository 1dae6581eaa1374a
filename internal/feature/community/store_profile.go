package community

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Profiles tells what people said of groups; 0 among them asks for what holds in
// the workspace. Groups of which nothing was said are left out.
func (s *Service) Profiles(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]Profile, error) {
	out := map[id.Group]Profile{}
	in, list := db.Among(tx, 2, groups)
	err := tx.Each(ctx, `SELECT group_id, life, tone FROM community_profile WHERE workspace = $1 AND group_id IN `+in, []any{ws, list}, func(scan func(...any) error) error {
		var g id.Group
		var p Profile
		err := scan(&g, &p.Life, &p.Tone)
		out[g] = p
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what groups are for: %w", err)
	}
	err = tx.Each(ctx, `SELECT group_id, name, value FROM community_column WHERE workspace = $1 AND group_id IN `+in, []any{ws, list}, func(scan func(...any) error) error {
		var g id.Group
		var name, value string
		err := scan(&g, &name, &value)
		p := out[g]
		if p.Columns == nil {
			p.Columns = map[string]string{}
		}
		p.Columns[name] = value
		out[g] = p
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the columns of groups: %w", err)
	}
	return out, nil
}

// profileOf is what people said of one group.
func (s *Service) profileOf(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group) (Profile, error) {
	all, err := s.Profiles(ctx, tx, ws, []id.Group{g})
	return all[g], err
}

// SetProfile keeps what is said of a group, or with 0 of the workspace, in place
// of what was. It fails with Invalid, or with NotFound where there is no such group.
func (s *Service) SetProfile(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, p Profile) error {
	if err := p.Check(); err != nil {
		return err
	}
	if g != 0 {
		known, err := groupsNamed(ctx, tx, ws, []id.Group{g})
		if err != nil {
			return err
		}
		if _, ok := known[g]; !ok {
			return fault.New(fault.NotFound, noSuchGroup.With())
		}
	}
	was, err := s.profileOf(ctx, tx, ws, g)
	if err != nil {
		return err
	}
	changes := was.changesTo(p)
	if len(changes) == 0 {
		return nil
	}
	if err := putProfiles(ctx, tx, ws, map[id.Group]Profile{g: p}); err != nil {
		return err
	}
	if g != 0 {
		if err := s.profiled(ctx, tx, ws, g); err != nil {
			return err
		}
	}
	e := audit.Entry{Workspace: ws, Action: audit.GroupProfiled, Detail: audit.Detail{Count: int64(len(changes))}}
	if g != 0 {
		e.Subject = id.Show(g)
	} else {
		e.Action = audit.GroupDefaults
	}
	return audit.Write(ctx, tx, s.IDs, e)
}

// SetProfiles keeps what is said of many groups of the workspace, in place of what
// was.
func (s *Service) SetProfiles(ctx context.Context, tx *db.Tx, ws id.Workspace, all map[id.Group]Profile) error {
	groups := make([]id.Group, 0, len(all))
	for g, p := range all {
		if err := p.Check(); err != nil {
			return err
		}
		groups = append(groups, g)
	}
	known, err := groupsNamed(ctx, tx, ws, groups)
	if err != nil {
		return err
	}
	if len(known) != len(groups) {
		return fault.New(fault.NotFound, noSuchGroup.With())
	}
	if err := putProfiles(ctx, tx, ws, all); err != nil {
		return err
	}
	if err := s.profiled(ctx, tx, ws, groups...); err != nil {
		return err
	}
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.GroupsProfiled, Detail: audit.Detail{Count: int64(len(all))}})
}

// putProfiles writes profiles in place of what was.
func putProfiles(ctx context.Context, tx *db.Tx, ws id.Workspace, all map[id.Group]Profile) error {
	groups := make([]id.Group, 0, len(all))
	for g := range all {
		groups = append(groups, g)
	}
	slices.Sort(groups)
	type column struct {
		group       id.Group
		name, value string
	}
	var columns []column
	for part := range slices.Chunk(groups, batchKeys) {
		args := []any{ws}
		for _, g := range part {
			args = append(args, g)
		}
		if _, err := tx.Exec(ctx, `DELETE FROM community_column WHERE workspace = $1 AND group_id IN `+db.List(2, len(part)), args...); err != nil {
			return fmt.Errorf("clear columns of groups: %w", err)
		}
	}
	for _, g := range groups {
		for _, name := range columnNames(all[g].Columns) {
			if value := all[g].Columns[name]; value != "" {
				columns = append(columns, column{g, name, value})
			}
		}
	}
	b := db.Bulk{Into: `community_profile (workspace, group_id, life, tone)`, Columns: 4,
		Then: `ON CONFLICT (workspace, group_id) DO UPDATE SET life = excluded.life, tone = excluded.tone`}
	if _, err := b.Run(ctx, tx, len(groups), func(dst []any, i int) []any {
		p := all[groups[i]]
		return append(dst, int64(ws), int64(groups[i]), string(p.Life), string(p.Tone))
	}); err != nil {
		return err
	}
	c := db.Bulk{Into: `community_column (workspace, group_id, name, value)`, Columns: 4}
	_, err := c.Run(ctx, tx, len(columns), func(dst []any, i int) []any {
		return append(dst, int64(ws), int64(columns[i].group), columns[i].name, columns[i].value)
	})
	return err
}

// SettleLives takes over what somebody said elsewhere of what groups are for,
// where nothing is said here.
func (s *Service) SettleLives(ctx context.Context, tx *db.Tx, ws id.Workspace, lives map[id.Group]Life) error {
	for g, life := range lives {
		_, err := tx.Exec(ctx, `INSERT INTO community_profile (workspace, group_id, life, tone) VALUES ($1, $2, $3, '')
			ON CONFLICT (workspace, group_id) DO UPDATE SET life = excluded.life WHERE community_profile.life = ''`, ws, g, string(life))
		if err != nil {
			return fmt.Errorf("take over what groups are for: %w", err)
		}
	}
	return nil
}

// columnsInUse lists the names of all columns of a workspace, at most limit.
func columnsInUse(ctx context.Context, tx *db.Tx, ws id.Workspace, limit int) (out []string, err error) {
	err = tx.Each(ctx, `SELECT DISTINCT name FROM community_column WHERE workspace = $1 AND group_id <> 0 ORDER BY name LIMIT $2`, []any{ws, limit},
		func(scan func(...any) error) error {
			var name string
			err := scan(&name)
			out = append(out, name)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list columns: %w", err)
	}
	return out, nil
}

// sheetStays is how long a table waits for its sender to agree.
const sheetStays = 24 * time.Hour

// keptTable is a table that its sender has not agreed to yet.
type keptTable struct {
	Name    string    `json:"-"` // of the file
	Rows    []wanted  `json:"rows"`
	Refused []refusal `json:"refused"`
}

// keepSheet keeps a table until its sender agrees to it, in place of the one
// they sent before.
func keepSheet(ctx context.Context, tx *db.Tx, ws id.Workspace, by id.User, k keptTable) error {
	body, err := json.Marshal(k)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO community_sheet (workspace, by_user, made, name, body) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (workspace, by_user) DO UPDATE SET made = excluded.made, name = excluded.name, body = excluded.body`,
		ws, by, tx.Now.UnixMilli(), k.Name, string(body))
	if err == nil {
		_, err = tx.Exec(ctx, `DELETE FROM community_sheet WHERE workspace = $1 AND made < $2`, ws, tx.Now.Add(-sheetStays).UnixMilli())
	}
	if err != nil {
		return fmt.Errorf("keep a table: %w", err)
	}
	return nil
}

// keptSheet is the table that somebody sent; it fails with NotFound.
func keptSheet(ctx context.Context, tx *db.Tx, ws id.Workspace, by id.User) (name string, k keptTable, err error) {
	var body string
	err = tx.QueryRow(ctx, `SELECT name, body FROM community_sheet WHERE workspace = $1 AND by_user = $2 AND made >= $3`,
		ws, by, tx.Now.Add(-sheetStays).UnixMilli()).Scan(&name, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return "", k, fault.New(fault.NotFound, noSheet.With())
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), &k)
	}
	if err != nil {
		return "", k, fmt.Errorf("read a table that was kept: %w", err)
	}
	return name, k, nil
}

// dropSheet forgets the table that somebody sent.
func dropSheet(ctx context.Context, tx *db.Tx, ws id.Workspace, by id.User) error {
	if _, err := tx.Exec(ctx, `DELETE FROM community_sheet WHERE workspace = $1 AND by_user = $2`, ws, by); err != nil {
		return fmt.Errorf("drop a table: %w", err)
	}
	return nil
}
