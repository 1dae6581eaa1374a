//go:build unix

package journey_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/house"
)

// harbour is an archive of 200,000 messages in twenty invented groups.
const (
	harbourMessages = 200_000
	harbourGroups   = 20
)

func harbour(t testing.TB, dir string) string {
	t.Helper()
	var m, u bytes.Buffer
	m.WriteString(header)
	for i := range harbourMessages {
		fmt.Fprintf(&m, "pier-%d\t%d\tp%d\tmsg\t\t\t\tboat %d comes in with the tide, who helps to moor it\n", i%harbourGroups, 1700000000+i*97, i*7919%500, i)
	}
	u.WriteString("user\tname\tkind\n")
	for i := range 500 {
		kind := "person"
		if i%100 == 0 {
			kind = "staff"
		}
		fmt.Fprintf(&u, "p%d\tsailor %d\t%s\n", i, i, kind)
	}
	put(t, dir, "harbour/messages.tsv", m.Bytes())
	put(t, dir, "harbour/users.tsv", u.Bytes())
	return filepath.Join(dir, "harbour")
}

// look is a connection to the database of a data folder that only reads.
type look struct {
	t  testing.TB
	db *sql.DB
}

func lookAt(t testing.TB, data string) look {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(data, "huoshui.db")+"?_pragma=busy_timeout(10000)&_pragma=query_only(1)&mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() }) // only read from
	return look{t, db}
}

// newest is the state of the newest import and how many batches it has, ""
// where there is none yet.
func (l look) newest() (state string, batches int) {
	_ = l.db.QueryRowContext(l.t.Context(), `SELECT state, batches FROM chat_import ORDER BY id DESC LIMIT 1`).Scan(&state, &batches) // not there yet is an answer
	return state, batches
}

// started starts a run without waiting for its end. The buffers may be read
// once it has ended.
func started(t testing.TB, cmd *exec.Cmd) (out, err *bytes.Buffer) {
	t.Helper()
	out, err = new(bytes.Buffer), new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = out, err
	if fail := cmd.Start(); fail != nil {
		t.Fatal(fail)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended where all went well
	return out, err
}

// end waits for a started run.
func end(cmd *exec.Cmd, out, err *bytes.Buffer) came {
	_ = cmd.Wait() // the exit code is looked at instead
	return came{cmd.ProcessState.ExitCode(), out.String(), err.String()}
}

// opened opens the program on a data folder, as a second process would.
func opened(t testing.TB, data string) *house.App {
	t.Helper()
	app, err := house.Open(t.Context(), filepath.Join(data, "huoshui.db"), clock.Real{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	})
	return app
}

// reported is the report of the only workspace of a data folder, as JSON.
func reported(t testing.TB, app *house.App) string {
	t.Helper()
	all, err := app.Auth.Workspaces(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatal(len(all), err)
	}
	r, err := app.Insight.Report(t.Context(), all[0].ID, insight.Ask{Lang: i18n.En})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// nothingShows demands that neither a report nor a page tells of any group.
func nothingShows(t testing.TB, data string) {
	t.Helper()
	app, err := house.Open(t.Context(), filepath.Join(data, "huoshui.db"), clock.Real{})
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close() //nolint:errcheck // only read from
	var r report
	decode(t, reported(t, app), &r)
	if r.Totals.Groups != 0 || r.Totals.Messages != 0 || r.Totals.People != 0 {
		t.Errorf("the report tells of %d groups, %d messages and %d people", r.Totals.Groups, r.Totals.Messages, r.Totals.People)
	}
	pages := -1
	if err := lookAt(t, data).db.QueryRowContext(t.Context(), `SELECT count(*) FROM insight_group`).Scan(&pages); err != nil || pages != 0 {
		t.Errorf("pages show %d groups (%v)", pages, err)
	}
}

// TestInterruptedImportGoesOn stops an import by Ctrl-C, kills the next one
// twice without warning, and kills the last in the moment it has become
// visible. Nothing shows in between; in the end everything does, once.
func TestInterruptedImportGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("200,000 messages are imported by processes that are killed: left out of short runs")
	}
	t.Parallel()
	dir := t.TempDir()
	archive, data := harbour(t, dir), filepath.Join(dir, "data")
	want := run(t, "diagnose", "--json", archive).done(t).out
	seen := 0
	for _, how := range []syscall.Signal{syscall.SIGINT, syscall.SIGKILL, syscall.SIGKILL} {
		cmd := command(t, nil, "import", "--json", "--data", data, archive)
		out, err := started(t, cmd)
		within(t, "a few batches", func() bool {
			state, batches := stateOf(t, data)
			return state == "running" && batches >= seen+5
		})
		if err := cmd.Process.Signal(how); err != nil {
			t.Fatal(err)
		}
		got := end(cmd, out, err)
		if got.out != "" {
			t.Errorf("%v: an import that did not end printed %q", how, got.out)
		}
		if how == syscall.SIGINT {
			if got.code != 130 {
				t.Errorf("Ctrl-C: exit code %d, want 130", got.code)
			}
			got.says(t, "interrupted", "nothing of it shows", "same command")
		}
		nothingShows(t, data)
		_, seen = stateOf(t, data)
	}
	cmd := command(t, nil, "import", "--json", "--data", data, archive)
	out, errs := started(t, cmd)
	within(t, "the end of the import", func() bool { state, _ := stateOf(t, data); return state == "done" })
	_ = cmd.Process.Kill() // it may be done measuring, too
	end(cmd, out, errs)
	app := opened(t, data)
	if got := reported(t, app); got != want {
		t.Errorf("the report is not that of an import in one go:\n%s\nwant\n%s", got, want)
	}
	all, err := app.Auth.Workspaces(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Insight.RefreshDue(t.Context(), all[0].ID, app.DB.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	var imports, messages, repeated, rows, pages int
	const count = `SELECT (SELECT count(*) FROM chat_import), (SELECT messages FROM chat_import), (SELECT repeated FROM chat_import),
		(SELECT count(*) FROM chat_message), (SELECT count(*) FROM insight_group)`
	if err := lookAt(t, data).db.QueryRowContext(t.Context(), count).Scan(&imports, &messages, &repeated, &rows, &pages); err != nil {
		t.Fatal(err)
	}
	if imports != 1 || messages != harbourMessages || repeated != 0 || rows != harbourMessages || pages != harbourGroups {
		t.Errorf("%d imports, %d messages, %d repeated, %d rows, %d groups on pages", imports, messages, repeated, rows, pages)
	}
	again := run(t, "import", "--json", "--data", data, archive).done(t)
	var got struct{ Messages, Repeated, Skipped int }
	decode(t, again.out, &got)
	if got.Messages != 0 || got.Repeated != harbourMessages {
		t.Errorf("the same files again: %+v", got)
	}
	if got := reported(t, app); got != want {
		t.Errorf("the same files again changed the report")
	}
}

// stateOf is look.newest on a connection of its own, for a database that may
// not be there yet.
func stateOf(t testing.TB, data string) (string, int) {
	l := lookAt(t, data)
	defer l.db.Close() //nolint:errcheck // only read from
	return l.newest()
}

// disk is a file system in memory with little room, which only processes of
// its shell see and which goes when the test ends.
type disk struct {
	t        *testing.T
	dir, out string // where it is; where what is printed goes
	in       io.Writer
	answers  io.Reader
}

// smallDisk makes one, or skips where that is not allowed.
func smallDisk(t *testing.T, size string) *disk {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	sh := exec.CommandContext(ctx, "sh")
	sh.SysProcAttr = apart()
	in, inErr := sh.StdinPipe()
	out, outErr := sh.StdoutPipe()
	if err := errors.Join(inErr, outErr, sh.Start()); err != nil {
		cancel()
		t.Skipf("no file system of the test's own can be made here (%v): a full disk is not tried", err)
	}
	t.Cleanup(func() {
		cancel()
		_ = sh.Wait() // it was told to end
	})
	d := &disk{t: t, dir: t.TempDir(), out: t.TempDir(), in: in, answers: out}
	if !d.shell("mount --make-rprivate / && mount -t tmpfs -o size=" + size + " huoshui " + d.dir) {
		t.Skip("no small file system can be mounted here: a full disk is not tried")
	}
	return d
}

// shell runs a script where the disk is seen.
func (d *disk) shell(script string) bool {
	d.t.Helper()
	if _, err := fmt.Fprintf(d.in, "{ %s; } >%[2]s/out 2>%[2]s/err && echo yes || echo no\n", script, d.out); err != nil {
		d.t.Fatal(err)
	}
	answer := make([]byte, 4)
	n, err := d.answers.Read(answer)
	if err != nil {
		d.t.Fatalf("%s: %v", script, err)
	}
	return string(answer[:n]) == "yes\n"
}

// run runs the program where the disk is seen.
func (d *disk) run(args ...string) came {
	d.t.Helper()
	d.shell("LC_ALL=en_US.UTF-8 " + binary + " " + strings.Join(args, " ") + "; echo $? >" + d.out + "/code")
	var c came
	for name, into := range map[string]*string{"out": &c.out, "err": &c.err} {
		text, err := os.ReadFile(filepath.Join(d.out, name))
		if err != nil {
			d.t.Fatal(err)
		}
		*into = string(text)
	}
	code, err := os.ReadFile(filepath.Join(d.out, "code"))
	if _, scanErr := fmt.Sscan(string(code), &c.code); errors.Join(err, scanErr) != nil {
		d.t.Fatal(err, scanErr)
	}
	return c
}

// copy copies a folder of the disk to where everybody sees it.
func (d *disk) copy(folder string) string {
	d.t.Helper()
	to := d.t.TempDir()
	if !d.shell("cp -r " + folder + "/. " + to) {
		d.t.Fatal("the data folder could not be copied")
	}
	return to
}

// TestFullDisk runs out of room in the middle of an import: it says so,
// nothing shows, and once there is room the same files come in whole.
func TestFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("200,000 messages are imported: left out of short runs")
	}
	t.Parallel()
	archive := harbour(t, t.TempDir())
	d := smallDisk(t, "16m")
	data := filepath.Join(d.dir, "data")
	full := d.run("import", "--json", "--data", data, archive)
	if full.code != 3 || full.out != "" {
		t.Errorf("exit code %d, output %q", full.code, full.out)
	}
	full.says(t, "disk is full", "Free some space", "import")
	nothingShows(t, d.copy(data))
	still := d.run("import", "--json", "--data", data, archive)
	if still.code != 3 || still.out != "" {
		t.Errorf("without more room: exit code %d, output %q", still.code, still.out)
	}
	still.says(t, "disk", "full")
	if !d.shell("mount -o remount,size=400m " + d.dir) {
		t.Fatal("the disk did not grow")
	}
	var got struct{ Messages, Repeated, Skipped int }
	decode(t, d.run("import", "--json", "--data", data, archive).done(t).out, &got)
	if got.Messages != harbourMessages || got.Repeated != 0 {
		t.Errorf("with more room: %+v", got)
	}
	after := d.copy(data)
	if got := reported(t, opened(t, after)); got != run(t, "diagnose", "--json", archive).done(t).out {
		t.Error("the report is not that of an import with room enough")
	}
	var left int
	const count = `SELECT count(*) FROM chat_message WHERE import NOT IN (SELECT id FROM chat_import WHERE state = 'done')`
	if err := lookAt(t, after).db.QueryRowContext(t.Context(), count).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d messages of the failed import are left (%v)", left, err)
	}
}
