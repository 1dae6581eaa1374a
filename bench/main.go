// Command bench measures the program against floors and limits, as ratios
// within one run, and prints a table for docs/bench.md.
//
// It reads real communities from ../shared/data and says so where they are
// absent. It is no test: nothing here passes or fails.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/house"
)

func main() {
	bare := flag.String("bare", "", "only gunzip, split and decode the archive in this folder")
	binary := flag.String("binary", "bin/huoshui", "the program to measure")
	data := flag.String("data", "../shared/data/chat", "real communities")
	only := flag.String("only", "", "run only the parts whose name contains this")
	database := flag.String("database", "", "of parts that are run on both, run only this: sqlite or postgres")
	runs := flag.Int("runs", 5, "runs of each timed pair")
	stored := flag.Int("stored", 0, "the largest number of stored events at which growth is measured; 0 for ten million")
	waits := flag.Int("timers", 1_000_000, "how many timers wait")
	soak := flag.Duration("soak", 10*time.Minute, "how long the soak lasts")
	profile := flag.String("profile", "", "write a profile of the processor's time to this file")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if *bare != "" {
		fail(bareDecode(*bare))
		return
	}
	house.Tune() // as the program does
	if *profile != "" {
		f, err := os.Create(*profile)
		fail(err)
		fail(pprof.StartCPUProfile(f))
		defer pprof.StopCPUProfile()
	}
	b := &bench{ctx: ctx, binary: *binary, data: *data, runs: *runs, stored: *stored, lasts: *soak, waits: *waits, database: *database}
	fmt.Printf("date %s · %s · %d cores · %s\n\n", time.Now().Format(time.DateOnly), runtime.Version(), runtime.NumCPU(), machine())
	fmt.Println("| what | measured | floor or peer | ratio | bar |")
	fmt.Println("|---|---|---|---|---|")
	for _, part := range []struct {
		name string
		run  func() error
	}{
		{"diagnose", b.diagnose}, {"import-sqlite", b.importSQLite}, {"import-postgres", b.importPostgres},
		{"pages", b.pages}, {"during-import", b.duringImport}, {"accept", b.accept}, {"road", b.road}, {"growth", b.growth}, {"soak", b.soak}, {"burst", b.burst}, {"decide", b.decide}, {"timers", b.timers},
	} {
		if strings.Contains(part.name, *only) {
			fail(part.run())
		}
	}
}

// bench holds what the parts share.
type bench struct {
	ctx    context.Context
	binary string
	data   string
	runs   int
	stored int
	lasts  time.Duration
	waits  int

	database string // "" for both
}

// row prints one line of the table.
func row(what, measured, floor string, ratio float64, bar string) {
	fmt.Printf("| %s | %s | %s | %.2f | %s |\n", what, measured, floor, ratio, bar)
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// machine names the processor.
func machine() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), ":"))
		}
	}
	return runtime.GOARCH
}

// community is the folder of a real community, and whether it is there.
func (b *bench) community(name string) (string, bool) {
	path := filepath.Join(b.data, name)
	if _, err := os.Stat(path); err != nil {
		fmt.Printf("| %s | — | %s is absent | — | — |\n", name, path)
		return "", false
	}
	return path, true
}
