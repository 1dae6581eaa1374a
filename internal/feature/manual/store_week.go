package manual

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

const weekColumns = `week, people, spoke, sent, asked, by_user, at`

func scanWeek(scan func(...any) error, more ...any) (w ToldWeek, err error) {
	var at int64
	err = scan(append(more, &w.Week, &w.People, &w.Spoke, &w.Sent, &w.Asked, &w.By, &at)...)
	w.At = timeOf(at)
	return w, err
}

// putWeek keeps what somebody said of a group's week; a week of which nothing is
// said any more is dropped.
func putWeek(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, day Day, w *ToldWeek) error {
	if w.Weekly == noWeekly {
		if _, err := tx.Exec(ctx, `DELETE FROM manual_week WHERE workspace = $1 AND group_id = $2 AND week = $3`, ws, group, int64(w.Week)); err != nil {
			return fmt.Errorf("drop what was said of a week: %w", err)
		}
		return nil
	}
	_, err := tx.Exec(ctx, `INSERT INTO manual_week (workspace, group_id, week, people, spoke, sent, asked, day, by_user, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (workspace, group_id, week) DO UPDATE SET people = excluded.people, spoke = excluded.spoke, sent = excluded.sent, asked = excluded.asked,
		day = excluded.day, by_user = excluded.by_user, at = excluded.at`,
		ws, group, int64(w.Week), w.People, w.Spoke, w.Sent, w.Asked, int64(day), w.By, tx.Now.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep what was said of a week: %w", err)
	}
	return nil
}

// weeksAll lists what was said of one week, by group.
func weeksAll(ctx context.Context, tx *db.Tx, ws id.Workspace, week Week) (map[id.Group]ToldWeek, error) {
	out := map[id.Group]ToldWeek{}
	err := tx.Each(ctx, `SELECT group_id, `+weekColumns+` FROM manual_week WHERE workspace = $1 AND week = $2`, []any{ws, int64(week)}, func(scan func(...any) error) error {
		var g id.Group
		w, err := scanWeek(scan, &g)
		out[g] = w
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what was said of a week: %w", err)
	}
	return out, nil
}

// weeksOf lists what was said of a group's weeks, the latest first.
func weeksOf(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, limit int) (out []ToldWeek, err error) {
	err = tx.Each(ctx, `SELECT `+weekColumns+` FROM manual_week WHERE workspace = $1 AND group_id = $2 ORDER BY week DESC LIMIT $3`, []any{ws, group, limit},
		func(scan func(...any) error) error {
			w, err := scanWeek(scan)
			out = append(out, w)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list the weeks of a group: %w", err)
	}
	return out, nil
}

// weeklyPeople adds how many people a weekly sheet said are in groups, where that is
// the later word.
func weeklyPeople(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, into map[id.Group]Counted) error {
	in, list := db.Among(tx, 2, groups)
	err := tx.Each(ctx, `SELECT f.group_id, f.people, f.day, f.at FROM manual_week f WHERE f.workspace = $1 AND f.group_id IN `+in+` AND f.people >= 0
		AND NOT EXISTS (SELECT 1 FROM manual_week l WHERE l.workspace = f.workspace AND l.group_id = f.group_id AND l.week > f.week AND l.people >= 0)`, []any{ws, list},
		func(scan func(...any) error) error {
			var g id.Group
			var c Counted
			err := scan(&g, &c.People, &c.Day, &c.at)
			if was, ok := into[g]; !ok || c.later(was) {
				into[g] = c
			}
			return err
		})
	if err != nil {
		return fmt.Errorf("list how many people a week had: %w", err)
	}
	return nil
}
