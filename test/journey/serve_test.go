//go:build unix

package journey_test

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
)

var linkLine = regexp.MustCompile(`(http://127\.0\.0\.1:\d+)/link/\S+`)

// served is the program serving the console.
type served struct {
	t          *testing.T
	cmd        *exec.Cmd
	base, link string
	out        *bytes.Buffer // all of standard output
	err        *bytes.Buffer
	read       sync.WaitGroup
}

// serve starts the program on a free port, without a sample, and waits for
// its sign-in link.
func serve(t *testing.T, data string, more ...string) *served {
	t.Helper()
	s := &served{t: t, out: new(bytes.Buffer), err: new(bytes.Buffer)}
	s.cmd = command(t, nil, append([]string{"run", "--no-sample", "--data", data, "--listen", "127.0.0.1:0"}, more...)...)
	s.cmd.Stderr = s.err
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() }) // it has ended where all went well
	lines := bufio.NewReader(io.TeeReader(out, s.out))
	for s.link == "" {
		line, err := lines.ReadString('\n')
		if m := linkLine.FindStringSubmatch(line); m != nil {
			s.base, s.link = m[1], m[0]
		} else if err != nil {
			_ = s.cmd.Wait() // it has ended already
			t.Fatalf("no sign-in link: %s\n%s", s.out, s.err)
		}
	}
	s.read.Go(func() { _, _ = io.Copy(io.Discard, lines) }) // until it ends
	return s
}

// stop asks the program to end and returns what came of it and how long it took.
func (s *served) stop() (came, time.Duration) {
	s.t.Helper()
	began := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	s.read.Wait()
	c := end(s.cmd, s.out, s.err)
	return c, time.Since(began)
}

// get asks for a page without following where it sends.
func get(t testing.TB, address string, cookies ...*http.Cookie) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cookies {
		req.AddCookie(c)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() }) // it was looked at
	return res
}

// TestServing starts, sends whoever is not signed in to sign in, and ends
// cleanly when it is told to.
func TestServing(t *testing.T) {
	t.Parallel()
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	res := get(t, s.base+"/")
	to, err := res.Location()
	if err != nil || res.StatusCode != http.StatusSeeOther || !strings.Contains(to.Path, "sign") {
		t.Errorf("GET / answered %d and sends to %v (%v)", res.StatusCode, to, err)
	}
	if page := get(t, s.link); page.StatusCode != http.StatusOK {
		t.Errorf("the printed link answers %d", page.StatusCode)
	}
	got, took := s.stop()
	if got.code != 0 || took > 10*time.Second {
		t.Errorf("told to end, it took %v and left with %d\n%s", took, got.code, got.err)
	}
	if strings.Contains(got.err, s.link[strings.LastIndex(s.link, "/")+1:]) {
		t.Error("the log holds the secret of the link")
	}
	// Whoever begins reads where it is and how to sign in, and no more than that.
	if n := strings.Count(got.out, "\n") + strings.Count(got.err, "\n"); n > 5 {
		t.Errorf("a first run prints %d lines:\n%s%s", n, got.out, got.err)
	}
}

// TestPortInUse says in a sentence that the port is taken, or is none.
func TestPortInUse(t *testing.T) {
	t.Parallel()
	taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close() //nolint:errcheck // nobody connects
	data := filepath.Join(t.TempDir(), "data")
	got := run(t, "run", "--data", data, "--listen", taken.Addr().String())
	if got.code != 3 || got.out != "" {
		t.Errorf("exit code %d, output %q", got.code, got.out)
	}
	got.says(t, taken.Addr().String(), "in use", "--listen")
	odd := run(t, "run", "--data", data, "--listen", "upstairs")
	if odd.code != 3 {
		t.Errorf("an address that is none: exit code %d", odd.code)
	}
	odd.says(t, "upstairs", "host:port")
}

// TestNewerDatabase refuses a database that a newer program has written, by
// every command that opens it.
func TestNewerDatabase(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	file := put(t, t.TempDir(), "messages.tsv", past(20))
	run(t, "import", "--data", data, file).done(t)
	makeNewer(t, data)
	for _, args := range [][]string{{"run", "--listen", "127.0.0.1:0"}, {"import", file}, {"admin", "link"}} {
		got := run(t, append(args, "--data", data)...)
		if got.code != 3 || got.out != "" {
			t.Errorf("%v: exit code %d, output %q", args, got.code, got.out)
		}
		got.says(t, "newer version", "99999")
	}
}

// makeNewer makes a database look as if a later program had written it.
func makeNewer(t *testing.T, data string) {
	t.Helper()
	d, err := db.Open(t.Context(), filepath.Join(data, "huoshui.db"), clock.Real{})
	if err != nil {
		t.Fatal(err)
	}
	err = d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO schema_chat (version_id, is_applied) VALUES (99999, 1)`)
		return err
	})
	if err != nil || d.Close() != nil {
		t.Fatal(err)
	}
}

// TestTwoProcessesOnOneFile: while one serves, another imports, a third makes
// a link; two imports of the same files at once bring every message once.
func TestTwoProcessesOnOneFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	s := serve(t, data)
	file := put(t, dir, "messages.tsv", past(20_000))
	type result struct {
		cmd      *exec.Cmd
		out, err *bytes.Buffer
	}
	var runs []result
	for range 2 {
		cmd := command(t, nil, "import", "--json", "--data", data, file)
		out, err := started(t, cmd)
		runs = append(runs, result{cmd, out, err})
	}
	run(t, "admin", "link", "--data", data, "--base-url", s.base).done(t).says(t, s.base+"/link/")
	good := 0
	for _, r := range runs {
		switch got := end(r.cmd, r.out, r.err); got.code {
		case 0:
			good++
		case 3:
			got.says(t, "Another Huoshui process")
		default:
			t.Errorf("exit code %d\n%s", got.code, got.err)
		}
	}
	if good == 0 {
		t.Error("neither import came to its end")
	}
	var messages, open int
	const count = `SELECT (SELECT count(*) FROM chat_message), (SELECT count(*) FROM chat_import WHERE state <> 'done')`
	if err := lookAt(t, data).db.QueryRowContext(t.Context(), count).Scan(&messages, &open); err != nil || messages != 20_000 || open != 0 {
		t.Errorf("%d messages, %d imports not done (%v)", messages, open, err)
	}
	app := opened(t, data)
	if got := reported(t, app); got != run(t, "diagnose", "--json", file).done(t).out {
		t.Error("the report is not that of the file")
	}
	if res := get(t, s.base+"/"); res.StatusCode != http.StatusSeeOther {
		t.Errorf("the console answers %d by now", res.StatusCode)
	}
	if got, _ := s.stop(); got.code != 0 {
		t.Errorf("told to end, it left with %d\n%s", got.code, got.err)
	}
}

// TestSampleCutShort: a first start that is ended while the sample is made
// leaves no half of it; the next start makes it whole.
func TestSampleCutShort(t *testing.T) {
	if testing.Short() {
		t.Skip("the sample is made twice: left out of short runs")
	}
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	first := command(t, nil, "run", "--data", data, "--listen", "127.0.0.1:0")
	out, errs := started(t, first)
	within(t, "the first batch of the sample", func() bool { _, n := stateOf(t, data); return n > 0 })
	_ = first.Process.Kill() // it may not have got further than this
	end(first, out, errs)
	nothingShows(t, data)
	second := command(t, nil, "run", "--data", data, "--listen", "127.0.0.1:0")
	out, errs = started(t, second)
	within(t, "the sample", func() bool { state, _ := stateOf(t, data); return state == "done" })
	if err := second.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if got := end(second, out, errs); got.code != 0 && got.code != 130 {
		t.Errorf("told to end, it left with %d\n%s", got.code, got.err)
	}
	var r report
	decode(t, reported(t, opened(t, data)), &r)
	if r.Totals.Groups < 10 {
		t.Errorf("the sample has %d groups", r.Totals.Groups)
	}
}

// TestPasswordOfDatabaseIsNotRepeated: a database address with a password is
// never repeated.
func TestPasswordOfDatabaseIsNotRepeated(t *testing.T) {
	t.Parallel()
	secret := "wind-and-tide"
	address := (&url.URL{Scheme: "postgres", User: url.UserPassword("keeper", secret), Host: "127.0.0.1:1", Path: "/huoshui"}).String()
	got := finish(t, command(t, []string{"HUOSHUI_DATABASE=" + address}, "admin", "link", "--data", t.TempDir()))
	if got.code != 3 || got.out != "" {
		t.Errorf("exit code %d, output %q", got.code, got.out)
	}
	got.says(t, "127.0.0.1:1", "cannot be opened")
	if strings.Contains(got.err, secret) {
		t.Errorf("the password is shown: %s", got.err)
	}
}

// TestDataFolderThatCannotBeWritten says so.
func TestDataFolderThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp(filepath.Dir(binary), "readonly-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) }) // so that it can be removed
	got := finish(t, nobody(command(t, nil, "run", "--data", filepath.Join(dir, "data"), "--listen", "127.0.0.1:0")))
	if got.code != 3 || got.out != "" {
		t.Errorf("exit code %d, output %q", got.code, got.out)
	}
	got.says(t, filepath.Join(dir, "data"), "--data", "permissions")
}
