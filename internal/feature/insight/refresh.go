package insight

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// Refresh measures the groups that are due, at now, and compares all groups
// anew. Measuring reads, on every core; only the results are written, a group
// at a time.
func (s *Service) Refresh(ctx context.Context, ws id.Workspace, now time.Time) error {
	for {
		due, err := s.due(ctx, ws)
		if err != nil {
			return err
		}
		if len(due) == 0 {
			return s.compare(ctx, ws, now)
		}
		if err := s.measure(ctx, ws, now, due); err != nil {
			return err
		}
	}
}

// RefreshOnce is Refresh of the groups that are due when it is called, however
// many more become so meanwhile.
func (s *Service) RefreshOnce(ctx context.Context, ws id.Workspace, now time.Time) error {
	due, err := s.due(ctx, ws)
	if err == nil && len(due) > 0 {
		err = s.measure(ctx, ws, now, due)
	}
	if err != nil {
		return err
	}
	return s.compare(ctx, ws, now)
}

// measure measures groups that are due.
func (s *Service) measure(ctx context.Context, ws id.Workspace, now time.Time, due []dueGroup) error {
	w, err := s.live(ctx, ws, now)
	if err != nil {
		return err
	}
	if err := s.suspects(ctx, w, due); err != nil {
		return err
	}
	if due, err = s.due(ctx, ws); err != nil { // judging may have made more due
		return err
	}
	return each(ctx, due, func(ctx context.Context, g dueGroup) error { return s.refreshGroup(ctx, w, g) })
}

// live gathers what holds for all groups of a workspace at now.
func (s *Service) live(ctx context.Context, ws id.Workspace, now time.Time) (w *workspace, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		got, err := s.prepare(ctx, tx, ws, now.UnixMilli(), true)
		w = &got
		return err
	})
	return w, err
}

// each runs fn for every group, as many at a time as there are cores.
func each(ctx context.Context, due []dueGroup, fn func(context.Context, dueGroup) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, d := range due {
		g.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fn(ctx, d)
		})
	}
	return g.Wait()
}

// dueGroup is a group to be measured, and since when: the mark is cleared only
// if it is still the same.
type dueGroup struct {
	id    id.Group
	since int64
}

func (s *Service) due(ctx context.Context, ws id.Workspace) (out []dueGroup, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT group_id, since FROM insight_due WHERE workspace = $1 ORDER BY group_id`, []any{ws}, func(scan func(...any) error) error {
			var g dueGroup
			err := scan(&g.id, &g.since)
			out = append(out, g)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list groups due: %w", err)
	}
	return out, nil
}

// suspects finds who posts like a machine in the groups due; whoever is newly
// judged, or no longer, makes every group they write in due.
func (s *Service) suspects(ctx context.Context, w *workspace, due []dueGroup) error {
	return each(ctx, due, func(ctx context.Context, d dueGroup) error {
		var found, before []uint32
		err := s.DB.Read(ctx, func(tx *db.Tx) error {
			in, err := loadLights(ctx, tx, w.id, d.id, w.horizon.Hidden)
			if err != nil {
				return err
			}
			in.Lights = measure.Settle(in.Lights)
			found = measure.Suspects(&in, measure.NewCalendar(w.zone))
			return tx.Each(ctx, `SELECT ord FROM insight_suspect WHERE workspace = $1 AND group_id = $2 ORDER BY ord`, []any{w.id, d.id},
				func(scan func(...any) error) error {
					var ord uint32
					err := scan(&ord)
					before = append(before, ord)
					return err
				})
		})
		if err != nil || slices.Equal(found, before) {
			return err
		}
		return s.DB.Write(ctx, func(tx *db.Tx) error { return s.judge(ctx, tx, w.id, d.id, before, found) })
	})
}

func (s *Service) judge(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, before, found []uint32) error {
	if _, err := tx.Exec(ctx, `DELETE FROM insight_suspect WHERE workspace = $1 AND group_id = $2`, ws, g); err != nil {
		return err
	}
	for _, ord := range found {
		if _, err := tx.Exec(ctx, `INSERT INTO insight_suspect (workspace, group_id, ord) VALUES ($1, $2, $3)
			ON CONFLICT (workspace, group_id, ord) DO NOTHING`, ws, g, ord); err != nil {
			return err
		}
	}
	for _, ord := range slices.Concat(before, found) {
		var n int
		if err := tx.QueryRow(ctx, `SELECT count(*) FROM insight_suspect WHERE workspace = $1 AND ord = $2`, ws, ord).Scan(&n); err != nil {
			return err
		}
		if err := s.Groups.Judge(ctx, tx, ws, ord, n > 0); err != nil {
			return err
		}
	}
	changed := slices.Concat(before, found)
	members, err := s.Groups.Authors(ctx, tx, ws, changed, nil)
	if err != nil {
		return err
	}
	for _, m := range members { // figures name a member by one of several numbers
		changed = append(changed, m.Member)
	}
	return s.MarkAuthorsDue(ctx, tx, ws, changed)
}

// refreshGroup measures one group and keeps the result; a group of which
// nothing is left goes.
func (s *Service) refreshGroup(ctx context.Context, w *workspace, due dueGroup) error {
	ws, g := w.id, due.id
	var f *measure.Figures
	var info GroupInfo
	if i := slices.IndexFunc(w.groups, func(x GroupInfo) bool { return x.ID == g }); i >= 0 {
		info = w.groups[i]
		err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
			f, err = s.group(ctx, tx, w, info)
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		mine, err := tx.Exec(ctx, `DELETE FROM insight_due WHERE workspace = $1 AND group_id = $2 AND since = $3`, ws, g, due.since)
		if err != nil || mine == 0 { // measured by another, or due again since it was read
			return err
		}
		if err := s.tell(ctx, tx, ws, info, f); err != nil {
			return err
		}
		if err := dropGroup(ctx, tx, ws, g, f == nil); err != nil || f == nil {
			return err
		}
		return storeGroup(ctx, tx, ws, info, f)
	})
}

// tell lets others hear that a group has come into another state. Of one that
// only files tell of nobody is told: that is history.
func (s *Service) tell(ctx context.Context, tx *db.Tx, ws id.Workspace, info GroupInfo, f *measure.Figures) error {
	if s.Tells == nil || f == nil || info.Until > 0 {
		return nil
	}
	was := measure.State("")
	err := tx.Each(ctx, `SELECT state FROM insight_group WHERE workspace = $1 AND group_id = $2`, []any{ws, info.ID}, func(scan func(...any) error) error { return scan(&was) })
	if err != nil {
		return fmt.Errorf("look in which state a group was: %w", err)
	}
	if was == "" || was == f.State {
		return nil
	}
	return s.Tells.Became(ctx, tx, ws, Became{Group: info.ID, Was: was, Is: f.State, At: time.UnixMilli(f.At).UTC()})
}

func dropGroup(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, gone bool) error {
	tables := []string{`DELETE FROM insight_author WHERE workspace = $1 AND group_id = $2`,
		`DELETE FROM insight_group WHERE workspace = $1 AND group_id = $2`}
	if gone {
		tables = append(tables, `DELETE FROM insight_suspect WHERE workspace = $1 AND group_id = $2`,
			`DELETE FROM insight_slice WHERE workspace = $1 AND group_id = $2`)
	}
	for _, q := range tables {
		if _, err := tx.Exec(ctx, q, ws, g); err != nil {
			return fmt.Errorf("drop figures: %w", err)
		}
	}
	return nil
}

func storeGroup(ctx context.Context, tx *db.Tx, ws id.Workspace, info GroupInfo, f *measure.Figures) error {
	slim, err := jsonText(&measure.Figures{Base: f.Base, Fade: f.Fade, Parts: f.Parts, Life: f.Life, Messages: f.Messages, Census: f.Census})
	if err != nil {
		return err
	}
	full, err := jsonText(f)
	if err != nil {
		return err
	}
	short, err := briefOf(f)
	if err != nil {
		return err
	}
	members, risk, band, kind, active := int64(-1), -1.0, "", "", f.Roles.Active+orZero(f.Roles.Cobuilders)
	if f.Moves.Members != nil {
		members = int64(*f.Moves.Members)
	}
	if f.Risk != nil {
		risk, band = f.Risk.P, string(f.Risk.Band)
	}
	if f.Type != nil {
		kind = string(f.Type.Name)
	}
	var spark []string
	for _, t := range f.Spark {
		spark = append(spark, strconv.Itoa(t.People))
	}
	const insert = `INSERT INTO insight_group (workspace, group_id, report_id, name, network, unit, at, messages, people, active,
		members, last_at, state, census, together, risk, band, type, waiting, need, health, health_json, spark, slim, figures, brief, first_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15, $16, $17, $18, $19, -1, '{}', $20, $21, $22, $23, $24)`
	_, err = tx.Exec(ctx, insert, ws, info.ID, f.ID, f.Name, f.Network, info.Unit, f.At, f.Messages, f.People, active,
		members, f.Life.End, string(f.State), string(f.Census), risk, band, kind, waiting(f), f.Need(), strings.Join(spark, ","), slim, full, short, f.First)
	if err != nil {
		return fmt.Errorf("store figures: %w", err)
	}
	b := db.Bulk{Into: `insight_author (workspace, group_id, ord, standing, messages, last_at)`, Columns: 6}
	_, err = b.Run(ctx, tx, len(f.Authors), func(dst []any, i int) []any {
		a := f.Authors[i]
		return append(dst, int64(ws), int64(info.ID), int64(a.Member), int64(a.Standing), int64(a.N), a.Last)
	})
	return err
}

func waiting(f *measure.Figures) int {
	n := 0
	for _, a := range f.Waiting {
		if !a.Maybe {
			n++
		}
	}
	return n
}

func orZero(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

// Stale reports whether the figures of a workspace were last settled on an
// earlier day of its zone.
func (s *Service) Stale(ctx context.Context, ws id.Workspace, now time.Time, zone *time.Location) (stale bool, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT at FROM insight_whole WHERE workspace = $1`, []any{ws}, func(scan func(...any) error) error {
			var at int64
			if err := scan(&at); err != nil {
				return err
			}
			y1, m1, d1 := time.UnixMilli(at).In(zone).Date()
			y2, m2, d2 := now.In(zone).Date()
			stale = y1 != y2 || m1 != m2 || d1 != d2
			return nil
		})
	})
	return stale, err
}

// RefreshDue is Refresh where anything is due, and nothing else.
func (s *Service) RefreshDue(ctx context.Context, ws id.Workspace, now time.Time) error {
	due, err := s.due(ctx, ws)
	if err != nil || len(due) == 0 {
		return err
	}
	return s.Refresh(ctx, ws, now)
}
