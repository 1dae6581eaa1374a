package matrixtest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Real is a homeserver that is not ours: a Synapse started here, or one that
// somebody names in the environment.
type Real struct {
	URL, ASToken, HSToken, Server, Localpart string
	Hook                                     string // the address at which it looks for the adapter

	root    string // of the Synapse started here; "" for somebody's own
	process *process
}

// The environment. Without the first two a test of a real homeserver is skipped.
const (
	envRun     = "HUOSHUI_E2E_MATRIX"     // not empty: run, with a Synapse started here
	envURL     = "HUOSHUI_E2E_MATRIX_URL" // run, with this homeserver, which has the registration that the README of test/e2ematrix shows
	envTools   = "HUOSHUI_E2E_MATRIX_TOOLS"
	envDir     = "HUOSHUI_E2E_MATRIX_DIR"
	envASToken = "HUOSHUI_E2E_MATRIX_AS_TOKEN"
	envHSToken = "HUOSHUI_E2E_MATRIX_HS_TOKEN"
	envServer  = "HUOSHUI_E2E_MATRIX_SERVER"
	envHook    = "HUOSHUI_E2E_MATRIX_HOOK"
)

const (
	synapseURL = "http://127.0.0.1:18008"
	hookHere   = "127.0.0.1:19999"
	startsIn   = 90 * time.Second
)

// OpenReal finds the homeserver that the environment asks for, or skips the
// test with a sentence.
func OpenReal(t testing.TB) *Real {
	t.Helper()
	r := &Real{
		URL: os.Getenv(envURL), ASToken: cmp.Or(os.Getenv(envASToken), ASToken), HSToken: cmp.Or(os.Getenv(envHSToken), HSToken),
		Server: cmp.Or(os.Getenv(envServer), ServerName), Localpart: Localpart, Hook: cmp.Or(os.Getenv(envHook), hookHere),
	}
	switch {
	case r.URL != "":
		return r
	case os.Getenv(envRun) == "":
		t.Skip("a real Matrix homeserver is tested by make e2e-matrix")
	}
	r.URL = synapseURL
	r.start(t)
	return r
}

// start unpacks a Synapse, unless that was done before, and starts it afresh.
func (r *Real) start(t testing.TB) {
	t.Helper()
	tools := os.Getenv(envTools)
	if tools == "" {
		tools = filepath.Join(repository(t), "..", "shared", "tools")
	}
	get, begin := filepath.Join(tools, "get_synapse.sh"), filepath.Join(tools, "start_synapse.sh")
	if _, err := os.Stat(get); err != nil {
		t.Skipf("there is no %s to get a Synapse with; name your own homeserver in %s", get, envURL)
	}
	if os.Geteuid() != 0 {
		t.Skip("unpacking a Synapse needs root; name your own homeserver in " + envURL)
	}
	dir := os.Getenv(envDir)
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(cache, "huoshui-e2e", "synapse")
	}
	if out, err := exec.CommandContext(t.Context(), "bash", get, dir).CombinedOutput(); err != nil {
		t.Skipf("a Synapse cannot be had here: %v\n%s", err, out)
	}
	t.Logf("starting Synapse in %s", dir)
	// What the script leaves running must not hold our pipes open.
	var said bytes.Buffer
	log, err := os.CreateTemp(t.TempDir(), "start")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "bash", begin, dir, "http://"+r.Hook)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil {
		_, _ = said.ReadFrom(readAgain(log)) // what can be told is told
		t.Fatalf("start Synapse: %v\n%s", err, said.String())
	}
	_, _ = said.ReadFrom(readAgain(log))
	pid, err := strconv.Atoi(strings.TrimSpace(said.String()))
	if err != nil {
		t.Fatalf("start_synapse.sh did not print a pid: %s", said.String())
	}
	r.root, r.process = filepath.Join(dir, "root"), &process{pid: pid}
	t.Cleanup(func() { r.process.stop(t) })
}

func readAgain(f *os.File) *os.File {
	_, _ = f.Seek(0, 0) // a file of our own
	return f
}

// CanRestart reports whether the homeserver is ours to stop.
func (r *Real) CanRestart() bool { return r.process != nil }

// Stop ends the homeserver.
func (r *Real) Stop(t testing.TB) {
	t.Helper()
	r.process.stop(t)
}

// Start starts the stopped homeserver again with the data it had, and waits
// until it answers.
func (r *Real) Start(t testing.TB) {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), "chroot", r.root, "/usr/bin/env", "-i", "PATH=/usr/bin:/usr/sbin", "HOME=/root", "LANG=C.UTF-8",
		"/usr/bin/python3", "-m", "synapse.app.homeserver", "-c", "/data/homeserver.yaml")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r.process.own(cmd)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	over := time.After(startsIn)
	for {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.URL+"/_matrix/client/versions", nil)
		if err != nil {
			t.Fatal(err)
		}
		if answer, err := http.DefaultClient.Do(req); err == nil {
			_ = answer.Body.Close() // read for nothing but its coming
			return
		}
		select {
		case <-tick.C:
		case <-over:
			t.Fatalf("Synapse is not back within %s", startsIn)
		}
	}
}

// process is a running Synapse: a child of ours, or of a script that has ended.
type process struct {
	pid int
	cmd *exec.Cmd
}

func (p *process) own(cmd *exec.Cmd) { p.pid, p.cmd = cmd.Process.Pid, cmd }

// stop asks it to end and waits until it has.
func (p *process) stop(t testing.TB) {
	t.Helper()
	if p.pid == 0 {
		return
	}
	if err := syscall.Kill(p.pid, syscall.SIGTERM); err != nil && !errors.Is(err, syscall.ESRCH) {
		t.Error(err)
	}
	if p.cmd != nil {
		_ = p.cmd.Wait() // ended by a signal
	}
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	over := time.After(startsIn)
	for syscall.Kill(p.pid, 0) == nil {
		select {
		case <-tick.C:
		case <-over:
			t.Fatalf("Synapse, process %d, does not end", p.pid)
		}
	}
	p.pid, p.cmd = 0, nil
}

// repository is the root of this repository.
func repository(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
}
