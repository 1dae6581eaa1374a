package report

import (
	"cmp"
	"context"
	"crypto/tls"
	"slices"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outward"
	"github.com/huoshui/huoshui/internal/base/secret"
)

// Service counts steps, and sends the morning's reports.
type Service struct {
	DB      *db.DB
	IDs     *id.Source
	Key     *secret.Key
	Out     *outward.Client
	Near    Neighbours
	House   House
	ClockOf func(id.Workspace) clock.Clock
	Secret  func() string                                             // a fresh secret of at least 128 bits
	Sign    func(body []byte, at time.Time, secrets ...string) string // as every hook is signed
	Link    func(ws id.Workspace, path ...string) string              // the address of a page as people reach it; nil for none

	roots *tls.Config // whom to believe besides the system's authorities; nil for nobody

	mu    sync.Mutex // guards tries
	tries map[id.Workspace][]time.Time
}

func (s *Service) now(ws id.Workspace) time.Time { return s.ClockOf(ws).Now() }

const (
	// keepDays is for how many days counts are kept.
	keepDays = 400
	// changeDays is how old a day may be that is still counted anew.
	changeDays = 40
	// overlap is how far it is looked back beyond what was seen: a transaction that
	// began before may have ended after.
	overlap = time.Minute
	// slice is how many counts are written in one transaction.
	slice = 1000
)

// Count counts the days of a workspace anew whose steps may have changed. It may be
// called at any time, by several processes, and again: it writes what is different
// from what is kept.
func (s *Service) Count(ctx context.Context, ws id.Workspace) error {
	now, fresh := s.now(ws), seen{}
	var days []Day
	var zone *time.Location
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		fresh = seen{now, tx.Now}
		last, err := seenOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		if zone, err = s.Near.Zone(ctx, tx, ws); err != nil {
			return err
		}
		since := last.wall.Add(-overlap)
		if last.wall.IsZero() {
			since, last.at = time.UnixMilli(0), now.AddDate(0, 0, -changeDays)
		}
		at, err := s.Near.Touched(ctx, tx, ws, since)
		var touched []Day
		for _, t := range at {
			touched = append(touched, DayOf(t, zone))
		}
		days = dirty(DayOf(last.at, zone), DayOf(now, zone), touched, changeDays)
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range days {
		if err := s.countDay(ctx, ws, d, now, zone); err != nil {
			return err
		}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := forget(ctx, tx, ws, DayOf(now, zone)-keepDays); err != nil {
			return err
		}
		return putSeen(ctx, tx, ws, fresh)
	})
}

// countDay counts the steps of one day.
func (s *Service) countDay(ctx context.Context, ws id.Workspace, d Day, now time.Time, zone *time.Location) error {
	var all []change
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		from, to := d.Span(zone)
		steps, err := s.Near.Steps(ctx, tx, ws, from, to)
		if err != nil {
			return err
		}
		kept, err := countsOf(ctx, tx, ws, d)
		if err != nil {
			return err
		}
		all = unlike(kept, sum(steps, now))
		return nil
	})
	for len(all) > 0 && err == nil {
		n := min(slice, len(all))
		err = s.DB.Write(ctx, func(tx *db.Tx) error { return putCounts(ctx, tx, ws, d, all[:n]) })
		all = all[n:]
	}
	return err
}

// unlike is what has to be written so that what is kept becomes what is so.
func unlike(kept, is map[sole]int) (out []change) {
	for k, n := range is {
		if kept[k] != n {
			out = append(out, change{k, n})
		}
	}
	for k := range kept {
		if is[k] == 0 {
			out = append(out, change{k, 0})
		}
	}
	slices.SortFunc(out, func(a, b change) int { // the same order in every process, so that none waits for another's row
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Book, b.Book),
			cmp.Compare(a.Step, b.Step), cmp.Compare(bit(a.Human), bit(b.Human)), cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Reason, b.Reason))
	})
	return out
}
