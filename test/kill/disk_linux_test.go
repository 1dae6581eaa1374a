package kill_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// disk is a file system in memory that only those see who enter its keeper's
// name space; it goes with the keeper.
type disk struct {
	keeper *exec.Cmd
	dir    string // as it is called inside
	seen   string // as we see it
}

// newDisk makes one, or skips where that is not allowed.
func newDisk(t *testing.T, size string) *disk {
	t.Helper()
	if _, err := exec.LookPath("nsenter"); err != nil || os.Geteuid() != 0 {
		t.Skip("a file system of the test's own needs root and nsenter: a full disk is not tried")
	}
	d := &disk{dir: t.TempDir()}
	d.keeper = exec.CommandContext(t.Context(), "sh", "-c", "mount --make-rprivate / && mount -t tmpfs -o size="+size+" huoshui "+d.dir+" && echo made && cat")
	d.keeper.SysProcAttr = apart()
	in, inErr := d.keeper.StdinPipe()
	out, outErr := d.keeper.StdoutPipe()
	if inErr != nil || outErr != nil {
		t.Fatal(inErr, outErr)
	}
	if err := d.keeper.Start(); err != nil {
		t.Skipf("no name space of the test's own can be made here (%v): a full disk is not tried", err)
	}
	t.Cleanup(func() {
		_ = in.Close()          // it then ends
		_ = d.keeper.Wait()     // whatever it says
		_ = os.RemoveAll(d.dir) // empty again
	})
	if line, _ := bufio.NewReader(out).ReadString('\n'); line != "made\n" {
		t.Skip("no small file system can be mounted here: a full disk is not tried")
	}
	d.seen = fmt.Sprintf("/proc/%d/root%s", d.keeper.Process.Pid, d.dir)
	return d
}

// fill leaves so many bytes free.
func (d *disk) fill(t testing.TB, left int64) {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(d.seen, &s); err != nil {
		t.Fatal(err)
	}
	n := int64(s.Bavail)*s.Bsize - left
	if n <= 0 {
		return
	}
	if err := os.WriteFile(d.seen+"/filler", make([]byte, n), 0o600); err != nil && !errors.Is(err, syscall.ENOSPC) { // the program writes, too
		t.Fatal(err)
	}
}

// launch starts the installation's program where the disk is seen.
func (d *disk) launch(tr *trial) *program {
	args := append([]string{"-t", fmt.Sprint(d.keeper.Process.Pid), "-m", all.binary}, "serve", "--listen", tr.listen[0], "--data", d.dir+"/data")
	cmd := exec.CommandContext(context.Background(), "nsenter", args...)
	cmd.Env = command(context.Background()).Env
	p := launch(tr.t, cmd, tr.listen[0])
	tr.running[p] = true
	p.ready()
	return p
}

// copyOwn copies a folder so that only its owner may read what is in it.
func copyOwn(t testing.TB, to, from string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(to, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// refusedAfter lets senders send so many events, and then some more at a time until
// requests are refused, or nothing is left: the disk may be full, or the database
// end of it, only after the last of them was taken.
func (tr *trial) refusedAfter(n int) {
	tr.t.Helper()
	before := tr.refused.Load()
	tr.allow(n)
	soon(tr.t, "answered 503", func() bool {
		if tr.sent.Load() >= int64(n) && n < len(tr.plan) {
			n += 50
			tr.allow(n)
		}
		return tr.refused.Load() > before+20 || tr.sent.Load() == int64(len(tr.plan))
	})
}

// TestFullDisk: while there is no room events are refused, all of a request or
// nothing, and none of those taken before is set aside; once there is room
// everything goes on by itself.
func TestFullDisk(t *testing.T) {
	alone(t, "sqlite", func(t *testing.T) {
		tr := newTrial(t, "sqlite", size(12_000, 0, 60_000))
		d := newDisk(t, "400m")
		tr.start()
		tr.stopAll()
		clear(tr.running)
		copyOwn(t, d.seen+"/data", tr.data)
		p := d.launch(tr)
		tr.send()
		times := size(3, 0, 8)
		for n := range times {
			d.fill(t, int64(tr.r.IntN(6<<20)))
			tr.refusedAfter(len(tr.plan) * (n + 1) / times)
			tr.pass(8000) // the router tries again meanwhile
			if s, err := tr.status(p); err != nil || s.Aside != 0 {
				t.Errorf("while the disk was full %d events were set aside (%v)", s.Aside, err)
			}
			if err := os.Remove(d.seen + "/filler"); err != nil {
				t.Fatal(err)
			}
		}
		tr.finish()
		soon(t, "routed", func() bool { s, err := tr.status(p); return err == nil && s.Pending == 0 })
		p.stop()
		delete(tr.running, p)
		tr.data = filepath.Join(t.TempDir(), "data")
		copyOwn(t, tr.data, d.seen+"/data")
		began := time.Now()
		tr.launch(0).ready()
		tr.down += time.Since(began)
		tr.settled()
		tr.check()
		tr.tell("no room %d times: %s", times, tr.sum())
		tr.stopAll()
	})
}

// cluster makes a PostgreSQL whose folder is on the disk.
func (d *disk) cluster(t testing.TB) *cluster {
	t.Helper()
	c := &cluster{dir: d.dir + "/pg"}
	if err := c.find(); err != nil {
		noPostgres(t, err)
	}
	if _, err := exec.LookPath("setpriv"); err != nil {
		t.Skip("PostgreSQL refuses root, and setpriv is not there to drop its rights: its full disk is not tried")
	}
	as, err := nobody()
	if err != nil {
		t.Fatal(err)
	}
	c.as = as
	c.through = []string{"nsenter", "-t", fmt.Sprint(d.keeper.Process.Pid), "-m", "setpriv", fmt.Sprint("--reuid=", as.Uid), fmt.Sprint("--regid=", as.Gid),
		"--clear-groups", "--pdeathsig", "KILL"}
	seen := d.seen + "/pg"
	// A test's folder is its owner's alone, and the server has to pass through.
	if err := errors.Join(os.Chmod(filepath.Dir(d.dir), 0o711), os.Mkdir(seen, 0o700)); err != nil {
		t.Fatal(err)
	}
	if err := c.begin(seen, "-c", "max_wal_size=64MB", "-c", "min_wal_size=32MB", "-c", "checkpoint_timeout=30s"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.halt(syscall.SIGINT); err != nil {
			t.Error(err)
		}
	})
	return c
}

// up waits until the server answers, and starts it where it has ended, which it
// does when it finds no room for its log.
func (c *cluster) up(t testing.TB) (restarted bool) {
	t.Helper()
	db, err := sql.Open("pgx", c.url("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // nothing was written
	soon(t, "PostgreSQL up again", func() bool {
		select {
		case <-c.ended:
			restarted = true
			if err := c.start(); err != nil {
				t.Fatal(err)
			}
		default:
		}
		return db.Ping() == nil
	})
	return restarted
}

// TestFullDiskUnderPostgreSQL: while PostgreSQL has no room events are refused, all
// of a request or nothing, and none of those taken before is set aside; once there is
// room, and it runs, everything goes on by itself.
func TestFullDiskUnderPostgreSQL(t *testing.T) {
	alone(t, "postgres", func(t *testing.T) {
		d := newDisk(t, "500m")
		c := d.cluster(t)
		tr := newTrial(t, "postgres", size(12_000, 0, 60_000))
		tr.address = c.database(t, "full")
		p := tr.start()
		tr.send()
		times, ended := size(3, 0, 8), 0
		for n := range times {
			d.fill(t, int64(tr.r.IntN(6<<20)))
			tr.refusedAfter(len(tr.plan) * (n + 1) / times)
			tr.pass(8000) // the router tries again meanwhile
			if err := os.Remove(d.seen + "/filler"); err != nil {
				t.Fatal(err)
			}
			if c.up(t) {
				ended++
			}
			soon(t, "told how it stands", func() bool {
				s, err := tr.status(p)
				if err == nil && s.Aside != 0 {
					t.Errorf("while the disk was full %d events were set aside", s.Aside)
				}
				return err == nil
			})
		}
		tr.finish()
		if tr.refused.Load() == 0 {
			t.Error("the disk was never full to the senders")
		}
		tr.settled()
		tr.check()
		tr.tell("no room %d times, of which PostgreSQL ended %d and was started again: %s", times, ended, tr.sum())
		tr.stopAll()
	})
}
