// Package e2ewine_test starts the program that is built for Windows under Wine, as a
// double-click does: it serves, a second start finds the first, and a page ends it.
//
// Owns: a Wine of its own in a folder of the run, and the program built for Windows.
// Needs: Wine for 64 bits, and HUOSHUI_E2E_WINE=1 (make e2e-wine); it skips otherwise.
// Never: claims what Wine is not: no SmartScreen, no window that is closed.
package e2ewine_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// patience is how long anything may take before it counts as stuck: Wine makes a
// whole system first.
const patience = 10 * time.Minute

// machine is a Windows of the test's own.
type machine struct {
	t    *testing.T
	wine string
	env  []string
	exe  string
	data string // as we see it
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	if os.Getenv("HUOSHUI_E2E_WINE") == "" {
		t.Skip("set HUOSHUI_E2E_WINE=1 to try the Windows build under Wine (make e2e-wine)")
	}
	m := &machine{t: t, data: filepath.Join(t.TempDir(), "小店 data")}
	for _, name := range []string{"/usr/lib/wine/wine64", "wine64", "wine"} {
		if path, err := exec.LookPath(name); err == nil {
			m.wine = path
			break
		}
	}
	if m.wine == "" {
		t.Fatal("Wine is not installed: apt-get install wine64")
	}
	prefix := filepath.Join(t.TempDir(), "wine")
	t.Cleanup(m.settle)
	m.env = append(os.Environ(), "WINEPREFIX="+prefix, "WINEDEBUG=-all", "WINEDLLOVERRIDES=mscoree,mshtml=", "LC_ALL=C.UTF-8", "DISPLAY=")
	m.exe = os.Getenv("HUOSHUI_E2E_WINE_EXE") // built before
	if m.exe == "" {
		m.exe = filepath.Join(t.TempDir(), "huoshui.exe")
		build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", m.exe, "../../cmd/huoshui")
		build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=windows", "GOARCH=amd64")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("build: %v\n%s", err, out)
		}
	}
	if out, err := m.command("wineboot", "-i").CombinedOutput(); err != nil {
		t.Fatalf("make a Windows: %v\n%s", err, out)
	}
	system := filepath.Join(prefix, "drive_c", "windows", "system32")
	if _, err := os.Stat(filepath.Join(system, shimName)); errors.Is(err, os.ErrNotExist) {
		t.Logf("this Wine has no %s: a stand-in passes %s on to %s", shimName, shimOffers, shimPasses)
		if err := os.WriteFile(filepath.Join(system, shimName), shim(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(m.data, 0o700); err != nil {
		t.Fatal(err)
	}
	return m
}

// settle ends what Wine keeps running of the test's own Windows, and waits for it: it
// writes its registry before it goes, into a folder that is about to be removed.
func (m *machine) settle() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for _, name := range []string{filepath.Join(filepath.Dir(m.wine), "wineserver64"), filepath.Join(filepath.Dir(m.wine), "wineserver"), "/usr/lib/wine/wineserver64", "wineserver"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		for _, does := range []string{"-k", "-w"} {
			cmd := exec.CommandContext(ctx, path, does)
			cmd.Env = m.env
			if out, err := cmd.CombinedOutput(); err != nil {
				m.t.Logf("wineserver %s: %v %s", does, err, out)
			}
		}
		return
	}
}

// command prepares a run of a Windows program.
func (m *machine) command(args ...string) *exec.Cmd {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	m.t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, m.wine, args...)
	cmd.Env = m.env
	return cmd
}

// open prepares what a double-click starts, where no browser is to be had, and the
// file its outputs go to: a pipe would stay open until Wine's own programs end.
func (m *machine) open() (*exec.Cmd, string) {
	m.t.Helper()
	cmd := m.command(m.exe, "open", "--no-browser", "--data", `Z:`+strings.ReplaceAll(m.data, "/", `\`))
	out, err := os.CreateTemp(m.t.TempDir(), "out")
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { _ = out.Close() }) // written by others
	cmd.Stdout, cmd.Stderr = out, out
	return cmd, out.Name()
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	wayIn  = regexp.MustCompile(`http://127\.0\.0\.1:(\d+)/open/[A-Z0-9]+`)
	hidden = regexp.MustCompile(`name="csrf" value="([^"]+)"`)
)

// fetch is a request of the browser's.
func (m *machine) fetch(client *http.Client, method, address string, form url.Values) (int, string) {
	m.t.Helper()
	req, err := http.NewRequestWithContext(m.t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		m.t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", "http://"+req.URL.Host)
	}
	res, err := client.Do(req)
	if err != nil {
		m.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(res.Body)
	if err != nil {
		m.t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// answering waits until the console is served at port.
func (m *machine) answering(port string, ended <-chan error) {
	m.t.Helper()
	end := time.NewTimer(patience)
	defer end.Stop()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		res, err := http.Get("http://127.0.0.1:" + port + "/readyz") //nolint:noctx // the loop ends
		if err == nil {
			text, _ := io.ReadAll(res.Body) // what is not read is not ready
			_ = res.Body.Close()            // it was read
			if strings.HasPrefix(string(text), "ready") {
				return
			}
		}
		select {
		case <-tick.C:
		case err := <-ended:
			m.t.Fatalf("it has ended: %v", err)
		case <-end.C:
			m.t.Fatal("it does not answer")
		}
	}
}

// letGo waits until the handle is gone, which is when everything else has ended.
func (m *machine) letGo() {
	m.t.Helper()
	end := time.NewTimer(patience)
	defer end.Stop()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if _, err := os.Stat(filepath.Join(m.data, "open.json")); errors.Is(err, os.ErrNotExist) {
			return
		}
		select {
		case <-tick.C:
		case <-end.C:
			m.t.Fatal("the handle was left behind")
		}
	}
}

// TestWindowsBuildUnderWine: the whole of a double-click.
func TestWindowsBuildUnderWine(t *testing.T) {
	m := newMachine(t)
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String()) // as the system writes it
	if err := errors.Join(l.Close(), os.WriteFile(filepath.Join(m.data, "huoshui.lock"), []byte(port), 0o600)); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	first, out := m.open()
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- first.Wait() }()
	m.answering(port, ended)
	t.Logf("served after %v", time.Since(began).Round(time.Millisecond))

	began = time.Now()
	second, said := m.open()
	if err := second.Run(); err != nil {
		t.Fatalf("a second start: %v\n%s", err, read(t, said))
	}
	t.Logf("a second start took %v", time.Since(began).Round(time.Millisecond))
	way := wayIn.FindStringSubmatch(read(t, said))
	if way == nil || way[1] != port {
		t.Fatalf("a second start says %s", read(t, said))
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	if status, page := m.fetch(client, http.MethodGet, way[0], nil); status != http.StatusOK {
		t.Fatalf("the browser is answered %d\n%.500s", status, page)
	}
	base := "http://127.0.0.1:" + port
	_, page := m.fetch(client, http.MethodGet, base+"/quit", nil)
	token := hidden.FindStringSubmatch(page)
	if token == nil {
		t.Fatalf("the page that ends it: %.500s", page)
	}
	if status, page := m.fetch(client, http.MethodPost, base+"/quit", url.Values{"csrf": {token[1]}}); status != http.StatusOK || !strings.Contains(page, "<h1>") {
		t.Fatalf("ended with %d\n%s", status, page)
	}
	began = time.Now()
	m.letGo()
	t.Logf("it let go of its data after %v", time.Since(began).Round(time.Millisecond))
	if err := <-ended; err != nil {
		t.Errorf("it left with %v\n%s", err, read(t, out))
	}
	t.Logf("Wine ended it after %v", time.Since(began).Round(time.Millisecond))
}
