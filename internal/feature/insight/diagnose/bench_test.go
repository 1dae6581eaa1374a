package diagnose_test

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/known"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
)

// shared finds real communities beside the checkout, or skips.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		full := filepath.Join(dir, "shared", "data", path)
		if _, err := os.Stat(full); err == nil {
			return full
		}
	}
	t.Skipf("shared/data/%s is not beside the checkout: real communities are not judged", path)
	return ""
}

// BenchmarkLargeCommunity judges a community of about a million messages,
// report included. Read alone is what the reading of it takes.
func BenchmarkLargeCommunity(b *testing.B) {
	path := shared(b, "chat/zulip_lean")
	zone := mustZone(b, "Asia/Shanghai")
	now := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	opt := export.Options{Zone: zone, Now: now}
	b.Run("read", func(b *testing.B) {
		defer tellCPU(b)()
		for b.Loop() {
			book := diagnose.NewBook(now, time.Time{})
			if _, err := export.ReadPath(b.Context(), path, known.Formats(), opt, book, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("judge", func(b *testing.B) {
		defer tellCPU(b)()
		for b.Loop() {
			book := diagnose.NewBook(now, time.Time{})
			if _, err := export.ReadPath(b.Context(), path, known.Formats(), opt, book, nil); err != nil {
				b.Fatal(err)
			}
			d, err := book.Judge(b.Context(), diagnose.Options{Zone: zone, NoStaff: true}, models(b))
			if err != nil {
				b.Fatal(err)
			}
			if err := json.NewEncoder(io.Discard).Encode(d.Report()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// tellCPU tells the processor time of both cores together, which a busy machine
// blurs less than the clock.
func tellCPU(b *testing.B) (stop func()) {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	return func() { b.ReportMetric((used()-before).Seconds()/float64(b.N), "cpu-s/op") }
}
