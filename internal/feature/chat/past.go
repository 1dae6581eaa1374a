package chat

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// PastOf says of what the past is wanted.
type PastOf struct {
	Import id.Import   // what this one tells of; 0 for all that is shown
	Groups []id.Group  // nil for all
	Until  time.Time   // before this; zero for all
	Tell   func(n int) // how many more were read; nil where nobody wants to know
	Most   int         // how many are held at once; 0 for as many as usual
}

// mostAtOnce is how many messages are held in memory at once: a month that has more
// is read in pieces.
const mostAtOnce = 250_000

var notShown = i18n.Text{
	Hans: "这次导入还没有完成，先等它导完。",
	Hant: "這次匯入還沒有完成，先等它匯完。",
	En:   "This import has not finished. Wait until it has.",
}

// Past hands over what was said and who came and went, of all groups together in
// the order of time, a piece at a time. A piece is only good until see returns. It
// reads only. Messages that were deleted are left out.
func (s *Service) Past(ctx context.Context, ws id.Workspace, of PastOf, see func([]Recorded) error) error {
	shown, err := s.shownFor(ctx, ws, of.Import)
	if err != nil || len(shown) == 0 {
		return err
	}
	months, err := s.monthsOf(ctx, ws, of, shown)
	if err != nil {
		return err
	}
	reading, stop := context.WithCancel(ctx)
	defer stop()
	r := pastReader{s: s, ws: ws, of: of, imports: shown, most: max(1, cmp.Or(of.Most, mostAtOnce)/2), ready: make(chan []Recorded), free: make(chan []Recorded, 2)}
	r.free <- nil
	r.free <- nil
	var failed error
	var wait sync.WaitGroup
	wait.Go(func() {
		defer close(r.ready)
		failed = r.all(reading, months)
	})
	for piece := range r.ready { // while one is looked at, the next is read
		if err == nil {
			err = see(piece)
		}
		if err != nil {
			stop()
		}
		r.free <- piece[:0]
	}
	wait.Wait()
	if err == nil {
		err = failed
	}
	return err
}

// CountPast is how many messages, comings and goings Past would hand over at most.
func (s *Service) CountPast(ctx context.Context, ws id.Workspace, of PastOf) (n int64, err error) {
	shown, err := s.shownFor(ctx, ws, of.Import)
	if err != nil {
		return 0, err
	}
	months, err := s.monthsOf(ctx, ws, of, shown)
	if err != nil {
		return 0, err
	}
	for _, m := range months {
		err := s.DB.Read(ctx, func(tx *db.Tx) error {
			in, list := db.Among(tx, 3, m.groups)
			var more int64
			err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM chat_message WHERE workspace = $1 AND month = $2 AND group_id IN `+in, ws, int64(m.month), list).Scan(&more)
			n += more
			return err
		})
		if err != nil {
			return 0, fmt.Errorf("count what was said: %w", err)
		}
	}
	return n, nil
}

// shownFor lists the imports whose messages can be seen; with one named, only it.
func (s *Service) shownFor(ctx context.Context, ws id.Workspace, one id.Import) (out []id.Import, err error) {
	if one != 0 {
		i, err := s.Get(ctx, ws, one)
		if err == nil && !i.State.Shown() {
			err = fault.New(fault.Conflict, notShown.With())
		}
		return []id.Import{one}, err
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := s.Imports(ctx, tx, ws)
		for _, i := range all {
			if i.State.Shown() {
				out = append(out, i.ID)
			}
		}
		return err
	})
	return out, err
}

// monthIn is the groups in which something was said in a month.
type monthIn struct {
	month  int32
	groups []id.Group
}

// monthsOf lists when something was said, and where.
func (s *Service) monthsOf(ctx context.Context, ws id.Workspace, of PastOf, shown []id.Import) (out []monthIn, err error) {
	wanted := map[id.Group]bool{}
	for _, g := range of.Groups {
		wanted[g] = true
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		in, list := db.Among(tx, 2, shown)
		return tx.Each(ctx, `SELECT DISTINCT month, group_id FROM chat_span WHERE workspace = $1 AND import IN `+in+` ORDER BY month, group_id`, []any{ws, list},
			func(scan func(...any) error) error {
				var month int32
				var g id.Group
				if err := scan(&month, &g); err != nil || of.Groups != nil && !wanted[g] {
					return err
				}
				if len(out) == 0 || out[len(out)-1].month != month {
					out = append(out, monthIn{month: month})
				}
				last := &out[len(out)-1]
				last.groups = append(last.groups, g)
				return nil
			})
	})
	if err != nil {
		return nil, fmt.Errorf("look when something was said: %w", err)
	}
	if !of.Until.IsZero() {
		until := Month(of.Until.UnixMilli())
		out = slices.DeleteFunc(out, func(m monthIn) bool { return m.month > until })
	}
	return out, nil
}

// monthBegins is when a month begins, in Unix milliseconds.
func monthBegins(month int32) int64 {
	return time.Date(1970, time.Month(month+1), 1, 0, 0, 0, 0, time.UTC).UnixMilli()
}

// pastReader reads pieces of the past.
type pastReader struct {
	s       *Service
	ws      id.Workspace
	of      PastOf
	imports []id.Import
	most    int
	ready   chan []Recorded // what was read
	free    chan []Recorded // what was looked at, to be filled again
	buf     []Recorded
}

// all reads what was said in all months.
func (r *pastReader) all(ctx context.Context, months []monthIn) error {
	r.buf = <-r.free
	for _, m := range months {
		from, to := monthBegins(m.month), monthBegins(m.month+1)
		if !r.of.Until.IsZero() {
			to = min(to, r.of.Until.UnixMilli())
		}
		if err := r.piece(ctx, m, from, to); err != nil {
			return err
		}
	}
	return nil
}

// shortest is the shortest piece, in milliseconds: however much was said in it, it
// is held at once.
const shortest = int64(time.Minute / time.Millisecond)

// piece hands over what was said in a month from one moment to before another. Where
// that is too much, it is read in two halves.
func (r *pastReader) piece(ctx context.Context, m monthIn, from, to int64) error {
	if from >= to {
		return nil
	}
	r.buf = r.buf[:0]
	tooMuch := false
	err := r.s.DB.Read(ctx, func(tx *db.Tx) error {
		in, groups := db.Among(tx, 3, m.groups)
		among, imports := db.Among(tx, 4, r.imports)
		own := `m.import IN ` + among
		if r.of.Import != 0 { // also what another had brought before
			own = `(` + own + ` OR EXISTS (SELECT 1 FROM chat_repeat r WHERE r.workspace = m.workspace AND r.group_id = m.group_id AND r.month = m.month AND r.key = m.key AND r.import IN ` + among + `))`
		}
		rows, err := tx.Query(ctx, `SELECT m.group_id, m.key, m.at, m.tie, m.author, m.kind, m.form, m.seq, m.body FROM chat_message m
			WHERE m.workspace = $1 AND m.month = $2 AND m.group_id IN `+in+` AND `+own+` AND m.at >= $5 AND m.at < $6 AND m.gone = 0`,
			r.ws, int64(m.month), groups, imports, from, to)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells
		for rows.Next() {
			if len(r.buf) >= r.most && to-from > shortest {
				tooMuch = true
				return nil
			}
			var one Recorded
			var key int64
			if err := rows.Scan(&one.Group, &key, &one.At, &one.Tie, &one.Author, &one.Kind, &one.Form, &one.Seq, &one.Body); err != nil {
				return err
			}
			one.Key = uint64(key)
			r.buf = append(r.buf, one)
		}
		return rows.Err()
	})
	if err != nil {
		return fmt.Errorf("read what was said: %w", err)
	}
	if tooMuch {
		half := from + (to-from)/2
		if err := r.piece(ctx, m, from, half); err != nil {
			return err
		}
		return r.piece(ctx, m, half, to)
	}
	slices.SortFunc(r.buf, func(a, b Recorded) int {
		if a.At != b.At { // nearly always
			return cmp.Compare(a.At, b.At)
		}
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Tie, b.Tie), cmp.Compare(a.Key, b.Key))
	})
	if r.of.Tell != nil {
		r.of.Tell(len(r.buf))
	}
	if len(r.buf) == 0 {
		return nil
	}
	return r.hand(ctx)
}

// hand hands over what was read, and waits for room for the next.
func (r *pastReader) hand(ctx context.Context) error {
	select {
	case r.ready <- r.buf:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case r.buf = <-r.free:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// PastBegins is when the first of what Past would hand over happened; the zero time
// where there is nothing.
func (s *Service) PastBegins(ctx context.Context, ws id.Workspace, of PastOf) (at time.Time, err error) {
	shown, err := s.shownFor(ctx, ws, of.Import)
	if err != nil {
		return at, err
	}
	months, err := s.monthsOf(ctx, ws, of, shown)
	if err != nil || len(months) == 0 {
		return at, err
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		in, list := db.Among(tx, 3, months[0].groups)
		var ms int64
		err := tx.QueryRow(ctx, `SELECT COALESCE(MIN(at), 0) FROM chat_message WHERE workspace = $1 AND month = $2 AND group_id IN `+in, ws, int64(months[0].month), list).Scan(&ms)
		if ms != 0 {
			at = time.UnixMilli(ms).UTC()
		}
		return err
	})
	if err != nil {
		return at, fmt.Errorf("look when something was first said: %w", err)
	}
	return at, nil
}
