package chain

import (
	"context"
	"reflect"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

// Moved is what a later text changed.
type Moved struct{ Added, Changed, Gone int }

// Update takes in a later text of a chain: what a person corrected and who has fetched
// stay, what is gone is asked about. It fails with Invalid or NotFound.
func (s *Service) Update(ctx context.Context, ws id.Workspace, by By, chain id.Chain, text string) (m Moved, err error) {
	var known *roll.Known // by which got was read; nil for not yet
	var got roll.Chain
	err = s.work(ctx, ws, by, chain, func(_ *db.Tx, c *Chain, rows []Row) ([]Row, error) {
		if now := c.Head.known(); known == nil || !reflect.DeepEqual(now, *known) {
			if got, err = read(text, now); err != nil {
				return nil, err
			}
			known = &now
		}
		if len(rows)+len(got.Rows) > 2*mostRows {
			return nil, wrong("text", fault.New(fault.Limited, manyRows.With(mostRows)))
		}
		c.Source = plain(text)
		if c.Title == "" {
			c.Title = clip(got.Title, mostTitle)
		}
		c.Head.take(&got)
		rows, m = follow(rows, got.Rows, true)
		return rows, nil
	}, func(tx *db.Tx) error { return s.note(ctx, tx, ws, audit.ChainPasted, chain, m.Added+m.Changed) })
	return m, err
}

// follow brings what a text says into the rows. tell marks what it brought.
func follow(rows []Row, fresh []roll.Row, tell bool) ([]Row, Moved) {
	var m Moved
	old := make([]roll.Row, len(rows))
	seq := 0
	for i := range rows {
		r := &rows[i]
		seq = max(seq, r.Seq)
		if tell && (r.Fresh || r.Was != "") {
			r.Fresh, r.Was, r.changed = false, "", true
		}
		if old[i] = r.Read; r.ByHand || r.Erased {
			old[i] = roll.Row{N: -1}
		}
	}
	seen := make([]bool, len(rows))
	for i, at := range roll.Match(old, fresh) {
		if at == roll.None {
			seq++
			m.Added++
			rows = append(rows, Row{Seq: seq, Read: fresh[i], Fresh: tell, changed: true})
			continue
		}
		seen[at] = true
		before := rows[at].Read.Says()
		if rows[at].reread(fresh[i]); before != fresh[i].Says() {
			m.Changed++
		}
	}
	for i := range seen {
		r := &rows[i]
		if seen[i] || r.ByHand || r.Erased || r.Gone {
			continue
		}
		r.Gone, r.changed, r.Read.Earlier = true, true, nil // this text says nothing of it
		if r.missing() {
			m.Gone++
		}
	}
	return rows, m
}
