package insight

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/feature/insight/risk"
)

// square is some groups in which everybody is a member.
type square struct {
	n      int
	broken id.Group // its member list cannot be had
	why    error    // for this reason, or because it is torn
}

func (q *square) Groups(context.Context, *db.Tx, id.Workspace, bool) (out []GroupInfo, err error) {
	for n := range q.n {
		out = append(out, GroupInfo{ID: id.Group(n + 1), ReportID: fmt.Sprint(n + 1), Name: fmt.Sprint(n + 1), Network: event.WeChat, Listed: id.Group(n+1) == q.broken})
	}
	return out, nil
}

func (q *square) Horizon(context.Context, *db.Tx, id.Workspace) (Horizon, error) {
	return Horizon{StaffKnown: true, Newest: dbtest.Noon.UnixMilli()}, nil
}

func (q *square) Listed(context.Context, *db.Tx, id.Workspace, id.Group) ([]uint32, error) {
	return nil, cmp.Or(q.why, errors.New("the list is torn"))
}

func (q *square) Authors(_ context.Context, _ *db.Tx, _ id.Workspace, ords []uint32, _ map[uint32]bool) (map[uint32]measure.Someone, error) {
	out := map[uint32]measure.Someone{}
	for _, o := range ords {
		out[o] = measure.Someone{Member: o, Rank: uint64(o), Name: fmt.Sprint(o)}
	}
	return out, nil
}

func (q *square) Judge(context.Context, *db.Tx, id.Workspace, uint32, bool) error { return nil }

// squareOf is n groups of so many messages each.
func squareOf(t testing.TB, d *db.DB, n, messages int) (*Service, *square) {
	t.Helper()
	links, err := link.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	dying, err := risk.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	q := &square{n: n}
	s := &Service{DB: d, Groups: q, Links: links, Risk: dying, Zone: func(context.Context, *db.Tx, id.Workspace) (*time.Location, error) { return time.UTC, nil }}
	batch := int64(0)
	for g := range n {
		for from := 0; from < messages; from += 20_000 {
			var heard []Heard
			for i := from; i < min(from+20_000, messages); i++ {
				at := dbtest.Noon.Add(-time.Duration(messages-i) * 20 * time.Second)
				heard = append(heard, Heard{id.Group(g + 1), measure.Said{Key: uint64(i*7919 + g + 1), At: at.UnixMilli(), Author: uint32(1 + i*31%200), Act: measure.Spoke, Body: "今天有排骨吗？"}})
			}
			batch++
			write := s.Hear(1, 1, batch, heard)
			if err := d.Write(t.Context(), func(tx *db.Tx) error { return write(t.Context(), tx) }); err != nil {
				t.Fatal(err)
			}
		}
	}
	return s, q
}

func (s *Service) markFor(t testing.TB, groups ...id.Group) {
	t.Helper()
	if err := s.DB.Write(t.Context(), func(tx *db.Tx) error { return s.MarkDue(t.Context(), tx, 1, groups) }); err != nil {
		t.Fatal(err)
	}
}

// steps is a clock that goes on by so much whenever it is asked.
type steps struct {
	now time.Time
	by  time.Duration
}

func (c *steps) tick() time.Time {
	c.now = c.now.Add(c.by)
	return c.now
}

func (s *Service) dueNow(t *testing.T) map[id.Group]bool {
	t.Helper()
	due, err := s.due(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	out := map[id.Group]bool{}
	for _, d := range due {
		out[d.id] = true
	}
	return out
}

// TestPaceRests: a group that was just measured waits, another one's turn comes
// first, one that cannot be measured keeps nobody waiting, and in the end all is
// measured and compared.
func TestPaceRests(t *testing.T) {
	dbtest.Each(t, []db.Schema{Schema}, func(t *testing.T, d *db.DB) {
		s, q := squareOf(t, d, 3, 50)
		c := &steps{now: dbtest.Noon, by: time.Microsecond}
		p := s.NewPace(c.tick)
		noon := func() time.Time { return dbtest.Noon }
		var left map[id.Group]bool
		step := func() (err error) {
			t.Helper()
			left, err = p.Step(t.Context(), 1, noon)
			return err
		}
		s.markFor(t, 1, 2)
		if err := step(); err != nil {
			t.Fatal(err)
		}
		if due := s.dueNow(t); len(due) > 0 {
			t.Errorf("after a step, still due are %v", due)
		}
		c.by = 0
		s.markFor(t, 1)
		s.markFor(t, 3)
		if err := step(); err != nil {
			t.Fatal(err)
		}
		if due := s.dueNow(t); !due[1] || due[3] || !left[1] || left[3] {
			t.Errorf("due are %v, left are %v, want the one that rests", due, left)
		}
		c.now = c.now.Add(compareEvery)
		q.broken = 2
		s.markFor(t, 2, 3)
		if err := step(); err == nil {
			t.Error("nobody hears of a group that cannot be measured")
		}
		if due := s.dueNow(t); due[1] || due[3] || !due[2] {
			t.Errorf("due are %v, want only the broken one", due)
		}
		c.now = c.now.Add(brokenRests)
		q.why = context.DeadlineExceeded // as of a database that is away
		if err := step(); err == nil {
			t.Error("nobody hears of a database that is away")
		}
		q.broken = 0
		c.now = c.now.Add(awayRests)
		for range 2 { // measured, then compared
			if err := step(); err != nil {
				t.Fatal(err)
			}
			c.now = c.now.Add(compareEvery)
		}
		if len(s.dueNow(t)) > 0 || len(left) > 0 || !p.whole[1].settled {
			t.Errorf("something is left to do: %v", left)
		}
	})
}

// TestPaceMarksADayOnce: measuring all groups may take longer than until one
// looks again.
func TestPaceMarksADayOnce(t *testing.T) {
	s, _ := squareOf(t, dbtest.Open(t, db.SQLite, []db.Schema{Schema}), 2, 50)
	p := s.NewPace((&steps{now: dbtest.Noon, by: time.Microsecond}).tick)
	s.markFor(t, 1, 2)
	if err := s.Refresh(t.Context(), 1, dbtest.Noon); err != nil {
		t.Fatal(err)
	}
	next := dbtest.Noon.AddDate(0, 0, 1)
	for n := range 2 {
		if err := p.Day(t.Context(), 1, next, time.UTC); err != nil {
			t.Fatal(err)
		}
		if due := len(s.dueNow(t)); due != 2*(1-n) {
			t.Errorf("at look %d %d groups are due", n, due)
		}
		if err := s.DB.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `DELETE FROM insight_due WHERE workspace = 1`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func cpu() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// BenchmarkPace tells how much of one core measuring takes under live traffic,
// all at once as before and paced: of a group of 1,000,000 messages that talks
// every second, and of 5,000 groups of which 500 do.
func BenchmarkPace(b *testing.B) {
	for _, size := range []struct{ groups, messages, talk int }{{1, 1_000_000, 1}, {5000, 200, 500}} {
		s, _ := squareOf(b, dbtest.Open(b, db.SQLite, []db.Schema{Schema}), size.groups, size.messages)
		all := make([]id.Group, size.groups)
		for i := range all {
			all[i] = id.Group(i + 1)
		}
		s.markFor(b, all...)
		if err := s.Refresh(b.Context(), 1, dbtest.Noon); err != nil {
			b.Fatal(err)
		}
		p := s.NewPace(time.Now)
		for name, step := range map[string]func() error{
			"at once": func() error { return s.RefreshDue(b.Context(), 1, dbtest.Noon) },
			"paced": func() error {
				_, err := p.Step(b.Context(), 1, func() time.Time { return dbtest.Noon })
				return err
			},
		} {
			b.Run(fmt.Sprintf("%d groups of %d/%s", size.groups, size.messages, name), func(b *testing.B) {
				began, used, seconds := time.Now(), cpu(), 0
				for b.Loop() {
					for end := time.Now().Add(10 * time.Second); time.Now().Before(end); seconds++ {
						tick := time.NewTimer(time.Second)
						var talk []id.Group
						for i := range size.talk {
							talk = append(talk, all[(seconds*size.talk+i)%len(all)])
						}
						s.markFor(b, talk...)
						if err := step(); err != nil {
							b.Fatal(err)
						}
						<-tick.C
					}
				}
				b.ReportMetric(100*(cpu()-used).Seconds()/time.Since(began).Seconds(), "%core")
				b.ReportMetric(float64(seconds), "rounds")
			})
		}
	}
}
