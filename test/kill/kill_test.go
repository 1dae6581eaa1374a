//go:build unix

// Package kill_test kills the program, and what it stands on, while it takes
// events in: the real binary by SIGKILL at random moments, its database, the
// room on its disk. Afterwards a model that knows only what was sent and what
// was answered is held against what the program says and what its database holds.
//
// Owns: nothing but the binary, the folders and the PostgreSQL it makes for a run.
// Needs: Go, to build the program once; PostgreSQL's programs for its half.
// Never: waits for a length of time where something can be waited for; ends a
// process it did not start.
//
// Everything random follows from one number, which is printed; HUOSHUI_KILL_SEED
// sets it. HUOSHUI_KILL=full sends 200,000 events and kills thirty-two times on
// each database; HUOSHUI_KILL_REPORT names a file to write the report to.
package kill_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"
)

// patience is how long anything may take before it counts as stuck.
const patience = 2 * time.Minute

// stage is what all tests of a run share.
type stage struct {
	binary string
	seed   uint64
	full   bool

	mu     sync.Mutex // guards all below
	server *cluster
	failed error    // why there is no server
	report []string // a line for each test
	ports  map[int]bool
}

var all = &stage{ports: map[int]bool{}}

func TestMain(m *testing.M) { os.Exit(whole(m)) }

func whole(m *testing.M) int {
	dir, err := os.MkdirTemp("", "huoshui-kill-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a folder of the run
	all.binary = filepath.Join(dir, "huoshui")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", all.binary, "../../cmd/huoshui")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		return 1
	}
	all.full = os.Getenv("HUOSHUI_KILL") == "full"
	if all.seed, err = strconv.ParseUint(os.Getenv("HUOSHUI_KILL_SEED"), 10, 64); err != nil {
		all.seed = rand.Uint64() >> 32
	}
	fmt.Println("seed", all.seed, "(HUOSHUI_KILL_SEED repeats it)")
	if flag.Parse(); testing.Short() { // what is left then waits more than it works
		if err := flag.Set("test.parallel", "6"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	code := m.Run()
	if all.server != nil {
		if err := all.server.stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = max(code, 1)
		}
	}
	if to := os.Getenv("HUOSHUI_KILL_REPORT"); to != "" && code == 0 {
		if err := writeReport(to); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	return code
}

// size is how much a test does: as the CI does it, in short runs, in the full one.
func size[T any](ci, short, full T) T {
	switch {
	case all.full:
		return full
	case testing.Short():
		return short
	}
	return ci
}

// beside lets a test run beside others, but in the full run, whose figures are of
// one thing at a time.
func beside(t *testing.T) {
	if !all.full {
		t.Parallel()
	}
}

// each runs fn on both databases.
func each(t *testing.T, fn func(t *testing.T, dialect string)) {
	beside(t)
	for _, dialect := range []string{"sqlite", "postgres"} {
		t.Run(dialect, func(t *testing.T) {
			beside(t)
			fn(t, dialect)
		})
	}
}

// soon waits until ok, looking every now and then.
func soon(t testing.TB, what string, ok func() bool) {
	t.Helper()
	if !within(patience, ok) {
		t.Fatalf("within %s: not %s", patience, what)
	}
}

// within reports whether ok came about in time.
func within(d time.Duration, ok func() bool) bool {
	look, giveUp := time.NewTicker(25*time.Millisecond), time.NewTimer(d)
	defer look.Stop()
	defer giveUp.Stop()
	for !ok() {
		select {
		case <-look.C:
		case <-giveUp.C:
			return ok()
		}
	}
	return true
}

// TestKilledAtRandomMoments: whenever the program is killed, and however often,
// each accepted event has its effect once and in order.
func TestKilledAtRandomMoments(t *testing.T) {
	each(t, func(t *testing.T, dialect string) {
		tr := newTrial(t, dialect, size(20_000, 3_000, 200_000))
		kills := size(8, 3, 32)
		p := tr.start()
		tr.send()
		began := time.Now()
		for n := range kills {
			tr.allow(len(tr.plan) * (2*n + 1) / (2*kills + 1))
			switch {
			case n%4 == 1: // while it takes events in and cannot route yet
				tr.pass(1500)
			case n%8 == 2: // before it serves
				p = tr.again(p)
				tr.pass(400)
				tr.kill(p)
				p = tr.launch(0)
				continue
			default:
				tr.routing(p)
				tr.allow(len(tr.plan) * (2*n + 2) / (2*kills + 1))
				tr.pass(1000)
			}
			p = tr.again(p)
		}
		tr.allow(len(tr.plan))
		tr.finish()
		tr.settled()
		took := time.Since(began)
		tr.check()
		tr.tell("killed %d times in %s: %s", tr.kills, took.Round(time.Second), tr.sum())
		tr.stopAll()
	})
}
