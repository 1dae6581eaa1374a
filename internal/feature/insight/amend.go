package insight

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// Amended is a message that was edited or deleted.
type Amended struct {
	Group id.Group
	Key   uint64
	At    int64  // when, Unix milliseconds
	Tie   uint64 // orders changes of one instant
	Gone  bool
	Body  string // how it reads now; read, never kept
}

// Amend reads the new words of messages and returns what is to be written. The
// latest change of a message holds, in whichever order they come, and a deletion
// above all.
func (s *Service) Amend(ws id.Workspace, changed []Amended) func(context.Context, *db.Tx) error {
	order := func(a, b Amended) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Key, b.Key), compareGone(a.Gone, b.Gone), cmp.Compare(a.At, b.At), cmp.Compare(a.Tie, b.Tie))
	}
	changed = slices.SortedFunc(slices.Values(changed), order)
	var last []Amended // one statement changes a row once
	for i, c := range changed {
		if i+1 == len(changed) || changed[i+1].Group != c.Group || changed[i+1].Key != c.Key {
			last = append(last, c)
		}
	}
	marks := make([][]byte, len(last))
	for i, c := range last {
		said := measure.Said{Key: c.Key, Form: event.Text, Body: c.Body}
		marks[i] = measure.AppendMarks(nil, []measure.Mark{said.Mark()})
	}
	return func(ctx context.Context, tx *db.Tx) error {
		b := db.Bulk{Into: `insight_amend (workspace, group_id, key, at, tie, gone, mark)`, Columns: 7,
			Then: `ON CONFLICT (workspace, group_id, key) DO UPDATE SET at = excluded.at, tie = excluded.tie, gone = excluded.gone, mark = excluded.mark
				WHERE excluded.gone > insight_amend.gone OR excluded.gone = insight_amend.gone AND (excluded.at > insight_amend.at
				OR excluded.at = insight_amend.at AND excluded.tie > insight_amend.tie)`}
		_, err := b.Run(ctx, tx, len(last), func(dst []any, i int) []any {
			c := &last[i]
			return append(dst, int64(ws), int64(c.Group), int64(c.Key), c.At, int64(c.Tie), asFlag(c.Gone), marks[i])
		})
		return err
	}
}

func compareGone(a, b bool) int { return cmp.Compare(asFlag(a), asFlag(b)) }

func asFlag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// overlay makes the marks of a group read as its messages do now.
func overlay(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, in *measure.Group) error {
	now := map[uint64]measure.Mark{}
	err := tx.Each(ctx, `SELECT key, gone, mark FROM insight_amend WHERE workspace = $1 AND group_id = $2`, []any{ws, g}, func(scan func(...any) error) error {
		var key, gone int64
		var blob []byte
		if err := scan(&key, &gone, &blob); err != nil {
			return err
		}
		marks, err := measure.DecodeMarks(nil, blob)
		if err != nil || len(marks) != 1 {
			return fmt.Errorf("read an amended message: %w", err)
		}
		if gone != 0 { // what it said is not there any more, to be answered or otherwise
			marks[0] = measure.Mark{}
		}
		now[uint64(key)] = marks[0]
		return nil
	})
	if err != nil || len(now) == 0 {
		return err
	}
	for i := range in.Marks {
		m := &in.Marks[i]
		if as, ok := now[m.Key]; ok {
			m.Reads, m.Sketch = as.Reads, as.Sketch
		}
	}
	return nil
}
