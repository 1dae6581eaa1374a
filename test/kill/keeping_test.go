//go:build unix

package kill_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// ending is how a run of the binary came to its end.
type ending struct {
	code int // -1 where it was killed
	said string
	took time.Duration
}

// cutAfter runs the binary and kills it after a while, unless it has ended.
func cutAfter(t testing.TB, d time.Duration, args ...string) (e ending) {
	t.Helper()
	var said bytes.Buffer
	cmd := command(context.Background(), args...)
	cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = &said, &said, leash()
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := time.AfterFunc(d, func() { _ = cmd.Process.Kill() }) // it may have ended
	defer kill.Stop()
	if err := cmd.Wait(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return ending{cmd.ProcessState.ExitCode(), said.String(), time.Since(began)}
}

// refuses runs the binary and demands that it refuses, in a sentence with one of
// some words in it.
func refuses(t testing.TB, what string, words []string, args ...string) {
	t.Helper()
	e := cutAfter(t, patience, args...)
	for _, w := range words {
		if e.code == 3 && strings.Contains(e.said, w) {
			return
		}
	}
	t.Errorf("%s: it leaves with %d, which is not to refuse it: %s", what, e.code, e.said)
}

func isThere(t testing.TB, file string) bool {
	t.Helper()
	_, err := os.Stat(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return err == nil
}

// keeper backs an installation up and restores it, killed at that again and again.
type keeper struct {
	*trial
	dir                  string
	backups, restores    int    // that were killed
	began, never, copies int    // restores that had begun, or not; files cut short
	rows                 string // how much the whole backup holds, in the words of the program
}

// cutBackups kills backups. None leaves a file under its name, unless it is whole.
func (k *keeper) cutBackups(n int, takes time.Duration) {
	for range n {
		out := filepath.Join(k.dir, "cut.backup")
		args := append([]string{"backup", "--out", out}, k.where()...)
		e := cutAfter(k.t, time.Duration(k.r.Int64N(int64(takes))), args...)
		if e.code == 0 {
			if err := os.Remove(out); err != nil {
				k.t.Fatal(err)
			}
			continue
		}
		k.backups++
		if isThere(k.t, out) { // killed when only its goodbye was missing
			e := cutAfter(k.t, patience, "restore", "--data", k.t.TempDir(), out)
			if e.code != 0 || rowsOf(e.said) != k.rows {
				k.t.Errorf("a backup that was killed is there under its name and is not whole: %s", e.said)
			}
			if err := os.Remove(out); err != nil {
				k.t.Fatal(err)
			}
			continue
		}
		if part := out + ".part"; isThere(k.t, part) {
			k.refused(part, k.rows) // which was whole where its name only was missing
		}
		runs(k.t, args...) // over what the other left
		if err := os.Remove(out); err != nil {
			k.t.Fatal(err)
		}
	}
}

// refused demands that a file is not restored from, and that nothing is made of
// it, unless it is as good as another; "" for none.
func (k *keeper) refused(file, as string) {
	k.t.Helper()
	into := k.t.TempDir()
	args := []string{"restore", "--data", into, file}
	if as != "" {
		if e := cutAfter(k.t, patience, args...); e.code == 0 && rowsOf(e.said) == as {
			return
		}
	}
	refuses(k.t, "half a backup", []string{"is cut short", "is damaged", "is not a backup"}, args...)
	if left, err := filepath.Glob(into + "/*"); err != nil || len(left) > 0 {
		k.t.Errorf("of half a backup was made: %v", left)
	}
}

// rowsOf is how much was restored, in the words of the program.
func rowsOf(said string) string {
	what, _, _ := strings.Cut(said, " rows,")
	return what
}

// cutFiles restores from what was not copied to its end.
func (k *keeper) cutFiles(whole string, n int) {
	text, err := os.ReadFile(whole)
	if err != nil {
		k.t.Fatal(err)
	}
	for i := range n {
		at := k.r.IntN(len(text))
		if i == 0 {
			at = len(text) - 1
		}
		file := filepath.Join(k.dir, "copied.backup")
		if err := os.WriteFile(file, text[:at], 0o600); err != nil {
			k.t.Fatal(err)
		}
		k.refused(file, "")
		k.copies++
	}
}

// cutRestores kills restores into one place, the next over what the last left,
// until the last is let come to its end there.
func (k *keeper) cutRestores(from string, n int, takes time.Duration) {
	args := append([]string{"restore", from}, k.where()...)
	for range n {
		switch e := cutAfter(k.t, time.Duration(k.r.Int64N(int64(takes))), args...); e.code {
		case -1:
			k.restores++
		case 0: // it was quick: the next has another place
			k.place()
			args = append([]string{"restore", from}, k.where()...)
			continue
		default:
			k.t.Fatalf("a restore over what another left ends with %d: %s", e.code, e.said)
		}
		if k.hasBegun() {
			k.began++
			words := []string{"a restore was cut short"}
			refuses(k.t, "serving half a restore", words, append([]string{"serve", "--listen", k.listen[0]}, k.where()...)...)
			if k.dialect == "postgres" || isThere(k.t, k.data+"/huoshui.db") {
				refuses(k.t, "backing half a restore up", words, append([]string{"backup", "--out", filepath.Join(k.dir, "half.backup")}, k.where()...)...)
			}
		} else {
			k.never++
		}
	}
	runs(k.t, args...)
}

// place finds an empty place for the installation.
func (k *keeper) place() {
	k.data, k.address = filepath.Join(k.dir, "data"+rand.Text()), ""
	if k.dialect == "postgres" {
		k.address = freshDatabase(k.t)
	}
}

// hasBegun reports whether anything of a restore is there.
func (k *keeper) hasBegun() bool {
	if k.dialect == "sqlite" {
		return isThere(k.t, k.data+"/huoshui.db.restoring")
	}
	db := k.open()
	defer db.Close() //nolint:errcheck // nothing was written
	var n int
	err := db.QueryRow(`SELECT COUNT(*) FROM hold_state`).Scan(&n)
	return err == nil && n > 0
}

// TestKilledWhileBackingUpAndRestoring: half a backup is not there under its name
// and never restored from; half a restore is never served or backed up, and is
// begun anew; and what is restored in the end is what was backed up.
func TestKilledWhileBackingUpAndRestoring(t *testing.T) {
	each(t, func(t *testing.T, dialect string) {
		if testing.Short() && dialect == "postgres" {
			t.Skip("making every table anew takes PostgreSQL long: left out of short runs")
		}
		k := &keeper{trial: newTrial(t, dialect, size(6_000, 600, 60_000)), dir: t.TempDir()}
		kills := size(4, 2, 20)
		k.start()
		k.allow(len(k.plan))
		k.send()
		k.finish()
		k.settled()
		whole := filepath.Join(k.dir, "whole.backup")
		began := time.Now()
		runs(t, append([]string{"backup", "--out", whole}, k.where()...)...)
		took := time.Since(began)
		k.rows = rowsOf(runs(t, "restore", "--data", filepath.Join(k.dir, "tried"), whole))
		k.cutBackups(kills, took)
		k.cutFiles(whole, kills)
		k.stopAll()
		clear(k.running)
		k.place()
		began = time.Now()
		runs(t, append([]string{"restore", whole}, k.where()...)...)
		took = time.Since(began)
		k.place()
		k.cutRestores(whole, kills, took*8/10)
		refuses(t, "restoring over an installation", []string{"There are data here already"}, append([]string{"restore", whole}, k.where()...)...)
		p := k.launch(0)
		p.ready()
		soon(t, "said to be held", func() bool { return strings.Contains(p.tail(), "is held") })
		k.settled()
		k.check()
		k.tell("%d backups killed, none of which left half a file under its name; %d files cut short, all of them refused; %d restores killed, %d of which had begun: "+
			"none was served or backed up, the last was whole: %s", k.backups, k.copies, k.restores, k.began, k.sum())
		k.stopAll()
	})
}
