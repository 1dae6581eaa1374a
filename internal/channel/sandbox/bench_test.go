package sandbox

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
)

// BenchmarkTickAtFullSpeed is what a quarter of a second at 10,000 times costs
// with three groups and one adapter; it has to be well below that.
func BenchmarkTickAtFullSpeed(b *testing.B) {
	p, w := timed(b, dbtest.Open(b, db.SQLite, []db.Schema{Schema}))
	a, err := p.Open(b.Context(), ws, conn, Rich)
	must(b, err)
	_, err = p.Seed(b.Context(), ws, 1, 1, false)
	must(b, err)
	must(b, p.SetClock(b.Context(), ws, clock.MaxSpeed, false))
	told := 0
	for b.Loop() {
		w.pass(250 * time.Millisecond)
		must(b, p.Tick(b.Context(), ws))
		told += len(drain(b, a))
	}
	b.ReportMetric(float64(told)/float64(b.N), "events/op")
}
