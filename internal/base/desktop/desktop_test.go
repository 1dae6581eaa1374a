package desktop

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// vars are the variables of a computer.
type vars map[string]string

func (v vars) get(name string) string { return v[name] }

// TestDataBelongToThePerson on every system, whatever it has said of itself.
func TestDataBelongToThePerson(t *testing.T) {
	for _, c := range []struct {
		goos string
		env  vars
		want string // "" for a sentence
	}{
		{"windows", vars{"LOCALAPPDATA": `C:\Users\小满\AppData\Local`}, `C:\Users\小满\AppData\Local\Huoshui`},
		{"windows", vars{"LOCALAPPDATA": `D:\`}, `D:\Huoshui`},
		{"windows", vars{"USERPROFILE": `C:\Users\li`}, `C:\Users\li\AppData\Local\Huoshui`},
		{"windows", vars{"HOME": "/root"}, ""},
		{"darwin", vars{"HOME": "/Users/li"}, "/Users/li/Library/Application Support/Huoshui"},
		{"darwin", vars{"XDG_DATA_HOME": "/x"}, ""},
		{"linux", vars{"HOME": "/home/li"}, "/home/li/.local/share/huoshui"},
		{"linux", vars{"HOME": "/home/li", "XDG_DATA_HOME": "/data/li/"}, "/data/li/huoshui"},
		{"linux", vars{"HOME": "/home/li", "XDG_DATA_HOME": "share"}, "/home/li/.local/share/huoshui"},
		{"linux", vars{}, ""},
		{"freebsd", vars{"HOME": "/home/li"}, "/home/li/.local/share/huoshui"},
	} {
		got, err := Folder(c.goos, c.env.get)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s %v: %q, %v", c.goos, c.env, got, err)
		}
		if err != nil && !strings.Contains(fault.Public(err).In(i18n.En), "--data") {
			t.Errorf("%s %v: the sentence names no remedy: %v", c.goos, c.env, err)
		}
	}
}

// TestAddressIsOneArgument: no shell reads an address, and nothing of the folder of
// downloads is run in the place of the system's own.
func TestAddressIsOneArgument(t *testing.T) {
	const address = "http://127.0.0.1:8080/open/A&calc.exe"
	for _, c := range []struct {
		goos string
		env  vars
		want [][]string
	}{
		{"windows", vars{"SystemRoot": `C:\Windows`}, [][]string{{`C:\Windows\System32\rundll32.exe`, "url.dll,FileProtocolHandler", address}}},
		{"windows", vars{}, [][]string{{"rundll32.exe", "url.dll,FileProtocolHandler", address}}},
		{"darwin", vars{"BROWSER": "links"}, [][]string{{"/usr/bin/open", address}}},
		{"linux", vars{}, nil},
		{"linux", vars{"BROWSER": "w3m"}, [][]string{{"w3m", address}}},
		{"linux", vars{"BROWSER": "firefox --new-tab %s:chromium"}, [][]string{{"firefox", "--new-tab", address}, {"chromium", address}}},
		{"linux", vars{"WAYLAND_DISPLAY": "wayland-0"}, [][]string{{"xdg-open", address}, {"gio", "open", address}, {"wslview", address}, {"x-www-browser", address}}},
	} {
		if diff := cmp.Diff(c.want, Browsers(c.goos, c.env.get, address)); diff != "" {
			t.Errorf("%s %v: %s", c.goos, c.env, diff)
		}
	}
}

// TestBrowserIsTriedInTurn: one that is not there or fails is passed over.
func TestBrowserIsTriedInTurn(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-ins for browsers are shell scripts, which Windows has none of")
	}
	dir := t.TempDir()
	script := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil { //nolint:gosec // it is to be run
			t.Fatal(err)
		}
		return path
	}
	fails, works := script("fails", "exit 3"), script("works", `printf %s "$1" > `+dir+`/seen`)
	const address = "http://127.0.0.1:8080/open/$(touch x);`id`"
	if err := OpenBrowser(t.Context(), [][]string{{dir + "/absent", address}, {fails, address}, {works, address}}); err != nil {
		t.Error(err)
	}
	if seen, err := os.ReadFile(dir + "/seen"); err != nil || string(seen) != address {
		t.Errorf("the browser was given %q (%v)", seen, err)
	}
	if err := OpenBrowser(t.Context(), [][]string{{dir + "/absent", address}, {fails, address}}); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("where none works: %v", err)
	}
	if err := OpenBrowser(t.Context(), nil); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("where there is none: %v", err)
	}
}

// TestOneHasTheLock, and the port of last time is with it.
func TestOneHasTheLock(t *testing.T) {
	dir := t.TempDir()
	l, err := Take(dir)
	if err != nil {
		t.Fatal(err)
	}
	if l.Port() != 0 {
		t.Errorf("a new lock remembers %d", l.Port())
	}
	if _, err := Take(dir); !errors.Is(err, ErrHeld) {
		t.Errorf("a second had it too: %v", err)
	}
	for _, port := range []int{54321, 8080} {
		if err := l.Keep(port); err != nil || l.Port() != port {
			t.Errorf("it keeps %d as %d (%v)", port, l.Port(), err)
		}
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
	again, err := Take(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Release() //nolint:errcheck // of the test
	if again.Port() != 8080 {
		t.Errorf("the next remembers %d", again.Port())
	}
	for _, odd := range []string{"", "x", "-1", "65536", "80801234567890123456"} {
		if err := os.WriteFile(filepath.Join(dir, lockFile), []byte(odd), 0o600); err != nil {
			t.Fatal(err)
		}
		if again.Port() != 0 {
			t.Errorf("%q is read as %d", odd, again.Port())
		}
	}
}

// TestLockOutlivesItsFile: whoever removes the file lets no second one in.
func TestLockOutlivesItsFile(t *testing.T) {
	dir := t.TempDir()
	l, err := Take(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = os.Remove(filepath.Join(dir, lockFile))
	if runtime.GOOS == "windows" && err == nil {
		t.Error("Windows lets a file go that is locked")
	} else if runtime.GOOS != "windows" && err != nil {
		t.Fatal(err)
	}
	if _, err := Take(dir); !errors.Is(err, ErrHeld) {
		t.Errorf("once the file was removed a second had the lock: %v", err)
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
	again, err := Take(dir)
	if err != nil {
		t.Fatalf("after it was let go: %v", err)
	}
	if err := again.Release(); err != nil {
		t.Fatal(err)
	}
}

// TestHandleIsForItsOwner, comes back as it was left, and what is no handle is told.
func TestHandleIsForItsOwner(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, handleFile)
	if err := os.WriteFile(path, []byte("a longer text than the handle will ever be, that others may read, and more and more"), 0o644); err != nil { //nolint:gosec // that is the case
		t.Fatal(err)
	}
	want := Handle{Port: 8080, Secret: "s"}
	if err := want.Leave(dir); err != nil {
		t.Fatal(err)
	}
	got, err := Find(dir)
	if err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the handle is %v (%v)", info.Mode(), err)
	}
	for _, odd := range []string{"", "{", `{"port":0,"secret":"s"}`, `{"port":65536,"secret":"s"}`, `{"port":8080}`, strings.Repeat(" ", maxHandle) + `{"port":8080,"secret":"s"}`} {
		if err := os.WriteFile(path, []byte(odd), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := Find(dir); err == nil {
			t.Errorf("%.40q is taken for %+v", odd, got)
		}
	}
	if err := errors.Join(Forget(dir), Forget(dir)); err != nil {
		t.Error(err)
	}
	if _, err := Find(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("after it was forgotten: %v", err)
	}
}

// TestPrepareSaysWhatIsInTheWay, and leaves nothing where nothing is.
func TestPrepareSaysWhatIsInTheWay(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, filepath.Join(file, "a", "b")} {
		err := Prepare(path)
		if says := fault.Public(err).In(i18n.ZhHans); !strings.Contains(says, file+" 里，可那里是一个同名的文件") {
			t.Errorf("%s: %s", path, says)
		}
	}
	made := filepath.Join(dir, "a", "b")
	if err := Prepare(made); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(made)
	info, statErr := os.Stat(made)
	if err != nil || statErr != nil || len(left) > 0 || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("it left %v in %v (%v)", left, info.Mode(), err)
	}
	if os.Geteuid() == 0 {
		return // nothing is read-only to root; test/journey has a file system that is
	}
	if err := os.Chmod(made, 0o500); err != nil { //nolint:gosec // that is the case
		t.Fatal(err)
	}
	if says := fault.Public(Prepare(made)).In(i18n.ZhHans); runtime.GOOS != "windows" && !strings.Contains(says, "写不进去") {
		t.Errorf("a read-only folder: %s", says)
	}
}

// TestLogDoesNotGrow without end, and keeps what was said last.
func TestLogDoesNotGrow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.log")
	for range 2 { // opened a second time it goes on
		l, err := NewLog(path, 100)
		if err != nil {
			t.Fatal(err)
		}
		for range 50 {
			if n, err := l.Write([]byte("twenty bytes of log\n")); n != 20 || err != nil {
				t.Fatal(n, err)
			}
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{path, path + ".old"} {
		if info, err := os.Stat(name); err != nil || info.Size() != 100 {
			t.Errorf("%s: %v (%v)", name, info, err)
		}
	}
}
