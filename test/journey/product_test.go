//go:build unix

// Package journey_test uses the program as people and scripts do: the real
// binary, its exit codes, what it prints where, and what is left when it is
// stopped, killed, or has no room on the disk.
//
// Owns: nothing but the binary and the folders it makes for a run.
// Needs: Go, to build the program once.
// Never: waits for a length of time; it waits for things to happen.
package journey_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// binary is the program, built once for all tests.
var binary string

func TestMain(m *testing.M) {
	if into := os.Getenv(reads); into != "" && len(os.Args) == 2 { // a browser of TestNoNetworkAtAll
		os.Exit(readPage(os.Args[1], into))
	}
	os.Exit(whole(m))
}

// whole builds the program and runs the tests. The folder is open to all, so
// that the program can be run by somebody without rights.
func whole(m *testing.M) int {
	dir, err := os.MkdirTemp("", "huoshui-journey-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a folder of the run
	if err := os.Chmod(dir, 0o755); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	binary = filepath.Join(dir, "huoshui")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", binary, "../../cmd/huoshui")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// patience is how long anything may take before it counts as stuck.
const patience = 2 * time.Minute

// came is what came of a run.
type came struct {
	code     int
	out, err string
}

// command prepares a run whose outputs are no terminals. The language is
// English unless args or more say otherwise.
func command(t testing.TB, more []string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env = append([]string{"LC_ALL=en_US.UTF-8", "HOME=" + os.TempDir(), "PATH=" + os.Getenv("PATH"), "TZ=UTC"}, more...)
	return cmd
}

// finish runs a prepared command to its end.
func finish(t testing.TB, cmd *exec.Cmd) came {
	t.Helper()
	var out, err bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &err
	fail := cmd.Run()
	if cmd.ProcessState == nil {
		t.Fatalf("%v: %v", cmd.Args, fail)
	}
	return came{cmd.ProcessState.ExitCode(), out.String(), err.String()}
}

// run runs the program to its end.
func run(t testing.TB, args ...string) came {
	t.Helper()
	return finish(t, command(t, nil, args...))
}

// done demands that a run succeeded.
func (c came) done(t testing.TB) came {
	t.Helper()
	if c.code != 0 {
		t.Fatalf("exit code %d\n%s\n%s", c.code, c.out, c.err)
	}
	return c
}

// says demands that both outputs together hold every one of words, however
// their lines are broken.
func (c came) says(t testing.TB, words ...string) {
	t.Helper()
	all := strings.Join(strings.Fields(c.out+" "+c.err), " ")
	for _, w := range words {
		if !strings.Contains(all, w) {
			t.Errorf("nothing says %q:\n%s\n%s", w, c.out, c.err)
		}
	}
}

// report is what of a JSON report these tests look at.
type report struct {
	AsOf   string `json:"as_of"`
	From   string `json:"as_of_from"`
	Totals struct {
		Groups, Messages, People, Staff, Bots int
		Skipped                               int `json:"skipped_lines"`
	} `json:"totals"`
}

// read demands that the output is one JSON report and nothing else.
func (c came) read(t testing.TB) (r report) {
	t.Helper()
	decode(t, c.out, &r)
	return r
}

// decode demands that text is one JSON value and nothing else.
func decode(t testing.TB, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("the output is not JSON: %v\n%s", err, text)
	}
}

// put writes a file below a folder of the test and returns its path.
func put(t testing.TB, dir, name string, text []byte) string {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const header = "group\ttime\tuser\tkind\tthread\trefers_to\tchars\ttext\n"

// chat is n messages of a quiet invented group, in the archive's columns.
func chat(n int) []byte {
	var b bytes.Buffer
	b.WriteString(header)
	for i := range n {
		fmt.Fprintf(&b, "lane\t%d\tp%d\tmsg\t\t\t\tthe boat of %d leaves at noon\n", 1893456000+i*600, i%4, i)
	}
	return b.Bytes()
}

// within demands that ok becomes true.
func within(t testing.TB, what string, ok func() bool) {
	t.Helper()
	end := time.NewTimer(patience)
	defer end.Stop()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-end.C:
			t.Fatalf("%s did not happen in %v", what, patience)
		case <-tick.C:
		}
	}
}
