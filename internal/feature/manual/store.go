package manual

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables of groups kept by hand.
var Schema = db.Schema{Owner: "manual", Files: files}

func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

const groupColumns = `group_id, connection, chat, keeper, note, made, pasted, dismissed, shut, counted, since, came, unnamed, arrived`

func scanGroup(scan func(...any) error) (g Group, err error) {
	var made, pasted, dismissed, shut, counted int64
	err = scan(&g.ID, &g.Connection, &g.Chat, &g.Keeper, &g.Note, &made, &pasted, &dismissed, &shut, &counted, &g.Since, &g.Came, &g.Unnamed, &g.Arrived)
	g.Made, g.Pasted, g.Dismissed, g.Shut, g.Counted = timeOf(made), timeOf(pasted), timeOf(dismissed), timeOf(shut), timeOf(counted)
	return g, err
}

// groupsOf lists a workspace's groups, the oldest first.
func groupsOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Group, err error) {
	err = tx.Each(ctx, `SELECT `+groupColumns+` FROM manual_group WHERE workspace = $1 ORDER BY group_id`, []any{ws}, func(scan func(...any) error) error {
		g, err := scanGroup(scan)
		out = append(out, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list groups kept by hand: %w", err)
	}
	return out, nil
}

// groupOf returns a group, or NotFound.
func groupOf(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (Group, error) {
	g, err := scanGroup(tx.QueryRow(ctx, `SELECT `+groupColumns+` FROM manual_group WHERE workspace = $1 AND group_id = $2`, ws, group).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return g, fault.New(fault.NotFound, noGroup.With())
	}
	if err != nil {
		return g, fmt.Errorf("read a group kept by hand: %w", err)
	}
	return g, nil
}

func insertGroup(ctx context.Context, tx *db.Tx, ws id.Workspace, g *Group) error {
	_, err := tx.Exec(ctx, `INSERT INTO manual_group (workspace, group_id, connection, chat, keeper, note, made, pasted, dismissed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0)`, ws, g.ID, g.Connection, string(g.Chat), g.Keeper, g.Note, g.Made.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep a group by hand: %w", err)
	}
	return nil
}

func setKeeper(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, keeper id.User, note string) error {
	if _, err := tx.Exec(ctx, `UPDATE manual_group SET keeper = $3, note = $4 WHERE workspace = $1 AND group_id = $2`, ws, group, keeper, note); err != nil {
		return fmt.Errorf("note who runs a group: %w", err)
	}
	return nil
}

// dismiss notes that a group is no more; false where it was not there any more.
func dismiss(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, at time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE manual_group SET dismissed = $3 WHERE workspace = $1 AND group_id = $2 AND dismissed = 0`, ws, group, at.UnixMilli())
	if err != nil {
		return false, fmt.Errorf("dismiss a group: %w", err)
	}
	return n == 1, nil
}

// notePasted notes when the latest of what was copied was said.
func notePasted(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE manual_group SET pasted = $3 WHERE workspace = $1 AND group_id = $2 AND pasted < $3`, ws, group, at.UnixMilli())
	if err != nil {
		return fmt.Errorf("note how far a group is known: %w", err)
	}
	return nil
}

const figureColumns = `day, people, joined, gone, messages, spoke, by_user, at`

func scanFilled(scan func(...any) error) (f Filled, err error) {
	var at int64
	err = scan(&f.Day, &f.People, &f.Joined, &f.Left, &f.Messages, &f.Spoke, &f.By, &at)
	f.At = timeOf(at)
	return f, err
}

func putFigures(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, f *Filled) error {
	_, err := tx.Exec(ctx, `INSERT INTO manual_figure (workspace, group_id, day, people, joined, gone, messages, spoke, by_user, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (workspace, group_id, day) DO UPDATE SET people = excluded.people, joined = excluded.joined,
		gone = excluded.gone, messages = excluded.messages, spoke = excluded.spoke, by_user = excluded.by_user, at = excluded.at`,
		ws, group, int64(f.Day), f.People, f.Joined, f.Left, f.Messages, f.Spoke, f.By, tx.Now.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep what somebody filled in: %w", err)
	}
	return nil
}

// figuresOf lists what was filled in of a group, the latest day first.
func figuresOf(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, limit int) (out []Filled, err error) {
	err = tx.Each(ctx, `SELECT `+figureColumns+` FROM manual_figure WHERE workspace = $1 AND group_id = $2 ORDER BY day DESC LIMIT $3`, []any{ws, group, limit},
		func(scan func(...any) error) error {
			f, err := scanFilled(scan)
			out = append(out, f)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list what was filled in: %w", err)
	}
	return out, nil
}

// Counted is how many people somebody said are in a group, and of which day.
type Counted struct {
	People int
	Day    Day
	at     int64 // by the wall
}

// later reports whether c was said after o.
func (c Counted) later(o Counted) bool { return c.Day > o.Day || c.Day == o.Day && c.at > o.at }

// People is how many people somebody last said are in groups; those of which nobody
// did are left out.
func (s *Service) People(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]Counted, error) {
	out := map[id.Group]Counted{}
	in, list := db.Among(tx, 2, groups)
	err := tx.Each(ctx, `SELECT f.group_id, f.people, f.day, f.at FROM manual_figure f WHERE f.workspace = $1 AND f.group_id IN `+in+` AND f.people >= 0
		AND NOT EXISTS (SELECT 1 FROM manual_figure l WHERE l.workspace = f.workspace AND l.group_id = f.group_id AND l.day > f.day AND l.people >= 0)`, []any{ws, list},
		func(scan func(...any) error) error {
			var g id.Group
			var c Counted
			err := scan(&g, &c.People, &c.Day, &c.at)
			out[g] = c
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list how many people are in groups: %w", err)
	}
	return out, weeklyPeople(ctx, tx, ws, groups, out)
}

// filledOn says which groups somebody has filled in for a day.
func filledOn(ctx context.Context, tx *db.Tx, ws id.Workspace, day Day) (map[id.Group]bool, error) {
	out := map[id.Group]bool{}
	err := tx.Each(ctx, `SELECT group_id FROM manual_figure WHERE workspace = $1 AND day = $2`, []any{ws, int64(day)}, func(scan func(...any) error) error {
		var g id.Group
		err := scan(&g)
		out[g] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what was filled in on a day: %w", err)
	}
	return out, nil
}

// putTold writes down what happened, to be handed on; false where it was before.
func putTold(ctx context.Context, tx *db.Tx, ids *id.Source, ws id.Workspace, door id.Connection, a channel.Arrived) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO manual_told (workspace, connection, key, n, body, told) VALUES ($1, $2, $3, $4, $5, 0)
		ON CONFLICT (workspace, connection, key) DO NOTHING`, ws, door, a.Key, id.New[id.Event](ids, tx.Now), event.Append(nil, &a.Event))
	if err != nil {
		return false, fmt.Errorf("write down what happened: %w", err)
	}
	return n == 1, nil
}
