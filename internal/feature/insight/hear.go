package insight

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/feature/insight/risk"
)

// Service measures groups from what it hears of them.
type Service struct {
	DB         *db.DB
	Groups     Groups
	Links      *link.Model
	Risk       *risk.Model
	ReplyError float64
	Zone       func(context.Context, *db.Tx, id.Workspace) (*time.Location, error)
	Tells      Tells // nil where nobody is told anything
}

// Heard is one line of one group.
type Heard struct {
	Group id.Group
	Said  measure.Said
}

// Month is the month of ms, counted in UTC from January 1970.
func Month(ms int64) int32 {
	t := time.UnixMilli(ms).UTC()
	return int32((t.Year()-1970)*12 + int(t.Month()) - 1)
}

// slice is what one batch says of one group's month.
type slice struct {
	group  id.Group
	month  int32
	lights []measure.Light
	marks  []measure.Mark
}

// Hear reads the words of a batch and returns what is to be written in the
// transaction that records it.
func (s *Service) Hear(ws id.Workspace, part id.Import, batch int64, heard []Heard) func(context.Context, *db.Tx) error {
	index := map[slicePlace]int{}
	var list []slice
	for i := range heard {
		h := &heard[i]
		p := slicePlace{h.Group, Month(h.Said.At)}
		n, ok := index[p]
		if !ok {
			n = len(list)
			index[p] = n
			list = append(list, slice{group: p.group, month: p.month})
		}
		list[n].lights = append(list[n].lights, h.Said.Light())
		if h.Said.Act == measure.Spoke {
			list[n].marks = append(list[n].marks, h.Said.Mark())
		}
	}
	slices.SortFunc(list, func(a, b slice) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.month, b.month))
	})
	blobs := make([][2][]byte, len(list))
	for i := range list {
		blobs[i] = [2][]byte{measure.AppendLights(nil, list[i].lights), measure.AppendMarks(nil, list[i].marks)}
	}
	return func(ctx context.Context, tx *db.Tx) error {
		b := db.Bulk{Into: `insight_slice (workspace, group_id, month, part, seq, lights, marks)`, Columns: 7,
			Then: `ON CONFLICT (workspace, group_id, month, part, seq) DO NOTHING`}
		_, err := b.Run(ctx, tx, len(list), func(dst []any, i int) []any {
			return append(dst, int64(ws), int64(list[i].group), int64(list[i].month), int64(part), batch, blobs[i][0], blobs[i][1])
		})
		return err
	}
}

type slicePlace struct {
	group id.Group
	month int32
}

// Forget drops what an import brought of groups.
func (s *Service) Forget(ctx context.Context, ws id.Workspace, part id.Import, groups []id.Group) error {
	for _, g := range groups {
		err := s.DB.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM insight_slice WHERE workspace = $1 AND group_id = $2 AND part = $3`, ws, g, part)
			return err
		})
		if err != nil {
			return fmt.Errorf("forget slices: %w", err)
		}
	}
	return nil
}

// load reads a group's history to at. Marks are read only for the months that
// conversation figures look at.
func load(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, at int64, hidden []id.Import) (in measure.Group, err error) {
	const query = `SELECT part, lights, CASE WHEN month >= $3 THEN marks END FROM insight_slice
		WHERE workspace = $1 AND group_id = $2 AND month <= $4 ORDER BY month, part, seq`
	in, err = slicesOf(ctx, tx, query, []any{ws, g, Month(at - markDays*24*3600*1000), Month(at)}, hidden)
	if err != nil {
		return in, err
	}
	return in, overlay(ctx, tx, ws, g, &in)
}

// loadLights reads a group's whole history without the marks.
func loadLights(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, hidden []id.Import) (measure.Group, error) {
	const query = `SELECT part, lights, NULL FROM insight_slice WHERE workspace = $1 AND group_id = $2 ORDER BY month, part, seq`
	return slicesOf(ctx, tx, query, []any{ws, g}, hidden)
}

func slicesOf(ctx context.Context, tx *db.Tx, query string, args []any, hidden []id.Import) (in measure.Group, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var part id.Import
		var lights, marks []byte
		if err := scan(&part, &lights, &marks); err != nil {
			return err
		}
		if slices.Contains(hidden, part) {
			return nil
		}
		if in.Lights, err = measure.DecodeLights(in.Lights, lights); err != nil {
			return err
		}
		if marks != nil {
			in.Marks, err = measure.DecodeMarks(in.Marks, marks)
		}
		return err
	})
	if err != nil {
		return in, fmt.Errorf("load the history of a group: %w", err)
	}
	return in, nil
}

// markDays covers the window of 28 days, the days before it that may be answered
// in it, and a day for zones; until a group's observed end is reached that may
// lie earlier, load is asked with that end.
const markDays = 28 + 8 + 2
