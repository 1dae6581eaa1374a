//go:build unix

package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// installed skips a test where the system has no PostgreSQL.
func installed(t *testing.T) {
	t.Helper()
	if _, err := binaries(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err.Error() + "; nothing can be started")
	}
	t.Setenv(address, "")
}

func TestTheCommandHasAServerThatIsGoneAfterwards(t *testing.T) {
	installed(t)
	if testing.Short() {
		t.Skip("starting a server takes seconds; the long run does it")
	}
	bin, err := binaries()
	if err != nil {
		t.Fatal(err)
	}
	c, err := start(bin)
	if err != nil {
		t.Fatal(err)
	}
	told := filepath.Join(t.TempDir(), "told")
	code, err := command([]string{"sh", "-c", "printf %s \"$" + address + "\" >" + told + "; exit 7"}, []string{address + "=" + c.url()}, nil)
	if err != nil || code != 7 {
		t.Errorf("the command ended with %d (%v), want its own 7", code, err)
	}
	if text, err := os.ReadFile(told); err != nil || string(text) != c.url() {
		t.Errorf("the command was told %q (%v), want %q", text, err, c.url())
	}
	info, err := os.Stat(c.dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may look into the cluster's folder: %v %v", info.Mode(), err)
	}
	if err := c.stop(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-c.ended:
	case <-time.After(time.Second):
		t.Error("the server outlived its stop")
	}
	if _, err := os.Stat(c.dir); !os.IsNotExist(err) {
		t.Errorf("the cluster's folder is left behind: %v", err)
	}
}

func TestAGivenServerIsUsedAsItIs(t *testing.T) {
	t.Setenv(address, "postgres://somebody@elsewhere/db")
	if code, err := run([]string{"sh", "-c", `test "$` + address + `" = postgres://somebody@elsewhere/db`}, nowhere); code != 0 || err != nil {
		t.Errorf("the given server was not passed on: %d, %v", code, err)
	}
}

func TestWithoutPostgreSQLCIStopsAndOthersGoOn(t *testing.T) {
	t.Setenv(address, "")
	t.Setenv("CI", "true")
	if code, err := run([]string{"true"}, nowhere); code != 2 || err == nil || !strings.Contains(err.Error(), "in no place") {
		t.Errorf("in CI: %d, %v; want 2 and the reason", code, err)
	}
	t.Setenv("CI", "")
	if code, err := run([]string{"true"}, nowhere); code != 0 || err != nil {
		t.Errorf("elsewhere: %d, %v; want the command run", code, err)
	}
}

// nowhere plays a system without PostgreSQL.
func nowhere() (string, error) { return "", errors.New("it is in no place") }

func TestASignalIsTheCommandsEnd(t *testing.T) {
	signals := make(chan os.Signal, 1)
	signals <- os.Interrupt
	if code, err := command([]string{"sh", "-c", "kill -TERM $$"}, nil, nil); code != 128+15 || err != nil {
		t.Errorf("a command ended by TERM gave %d, %v", code, err)
	}
	if code, err := command([]string{"sleep", "60"}, nil, signals); code != 128+2 || err != nil {
		t.Errorf("a command that was passed an interrupt gave %d, %v", code, err)
	}
}

func TestNewestFirst(t *testing.T) {
	got := newestFirst([]string{"/usr/lib/postgresql/9.6/bin", "/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/17/bin"})
	if want := "/usr/lib/postgresql/17/bin"; got[0] != want || !slices.Contains(got, "/usr/lib/postgresql/9.6/bin") {
		t.Errorf("got %v, want %s first and none lost", got, want)
	}
}

func TestNobodyIsFound(t *testing.T) {
	if who, err := unprivileged(); os.Geteuid() == 0 && (err != nil || who.Uid == 0) {
		t.Errorf("as root the server would run as %v (%v)", who, err)
	}
	closed := t.TempDir() + "/closed"
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	if got, err := openToAll(closed, "/"); err != nil || got != "/" {
		t.Errorf("chose %q (%v); the first folder is closed to others", got, err)
	}
}
