//go:build unix

package journey_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
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
	"sync"
	"syscall"
	"testing"
	"time"
)

// screen is a computer's screen: a browser that writes down where it was led.
type screen struct {
	t       *testing.T
	dir     string
	browser string // a program that stands in for one
	client  *http.Client
}

// newScreen makes one. Its browser is a script, so that the program opens it as it
// opens any other.
func newScreen(t *testing.T) *screen {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, dir: t.TempDir(), client: &http.Client{Jar: jar, Timeout: patience}}
	s.browser = put(t, s.dir, "browser", []byte("#!/bin/sh\nprintf '%s\\n' \"$1\" >> "+s.dir+"/visited\n"))
	if err := os.Chmod(s.browser, 0o700); err != nil {
		t.Fatal(err)
	}
	return s
}

// visited is where the browser was led, oldest first.
func (s *screen) visited() []string {
	s.t.Helper()
	text, err := os.ReadFile(s.dir + "/visited")
	if err != nil && !os.IsNotExist(err) {
		s.t.Fatal(err)
	}
	return strings.Fields(string(text))
}

// get fetches a page as the browser does, until it is no longer that of waiting.
func (s *screen) get(address string) (page string, at *url.URL, status int) {
	s.t.Helper()
	within(s.t, "the page that is waited for", func() bool {
		var err error
		if status, page, at, err = visit(s.client, address); err != nil {
			s.t.Fatal(err)
		}
		return !strings.Contains(page, `http-equiv="refresh"`)
	})
	return page, at, status
}

// visit goes to an address once.
func visit(client *http.Client, address string) (status int, page string, at *url.URL, err error) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	if err != nil {
		return 0, "", nil, err
	}
	req.Header.Set("Accept-Language", "en")
	res, err := client.Do(req)
	if err != nil {
		return 0, "", nil, err
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(res.Body)
	return res.StatusCode, string(text), res.Request.URL, err
}

// double is what a double-click starts: the program with no words at all.
type double struct {
	*exec.Cmd
	out, err bytes.Buffer
}

func (s *screen) double(data string, more ...string) *double {
	s.t.Helper()
	d := &double{Cmd: command(s.t, append([]string{"HUOSHUI_DATA=" + data, "BROWSER=" + s.browser}, more...))}
	d.Stdout, d.Stderr = &d.out, &d.err
	return d
}

// click starts it.
func (s *screen) click(data string, more ...string) *double {
	s.t.Helper()
	d := s.double(data, more...)
	if err := d.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = d.Process.Kill() }) // it has ended where all went well
	return d
}

// ended waits for the end and returns the exit code.
func (d *double) ended(t *testing.T) int {
	t.Helper()
	_ = d.Wait() // the code says it
	return d.ProcessState.ExitCode()
}

// led waits until the browser was led somewhere for the nth time.
func (s *screen) led(n int) string {
	s.t.Helper()
	within(s.t, fmt.Sprintf("the browser to be led somewhere %d times", n), func() bool { return len(s.visited()) >= n })
	return s.visited()[n-1]
}

var hidden = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// quit ends the program by its page, and returns what that says.
func (s *screen) quit(base string) string {
	s.t.Helper()
	page, _, status := s.get(base + "/quit")
	m := hidden.FindStringSubmatch(page)
	if status != http.StatusOK || m == nil {
		s.t.Fatalf("the page that ends it: %d\n%s", status, page)
	}
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, base+"/quit", strings.NewReader(url.Values{"csrf": {m[1]}}.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", base)
	req.Header.Set("Accept-Language", "en")
	res, err := s.client.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		s.t.Fatal(res.Status, err)
	}
	return string(text)
}

// lived is a data folder that was used before.
func lived(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	ownPort(t, data)
	run(t, "admin", "token", "--data", data, "--scope", "read").done(t)
	return data
}

// ownPort has the program served at a port that no other test takes: it is the one
// of last time.
func ownPort(t *testing.T, data string) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String()) // as the system writes it
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	put(t, data, "huoshui.lock", []byte(port+"\n"))
}

func baseOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return "http://" + u.Host
}

// TestDoubleClick: the browser arrives signed in with no click; a second one is led
// to the first; the way in works once; the page ends it, and what it leaves is the
// data and nothing of itself.
func TestDoubleClick(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	data := filepath.Join(t.TempDir(), "my data") // with a blank, as on a Mac
	ownPort(t, data)
	first := s.click(data)
	way := s.led(1)
	base := baseOf(t, way)
	if page, at, status := s.get(way); status != http.StatusOK || at.Path == "/sign-in" || strings.HasPrefix(at.Path, "/open") || !strings.Contains(page, `href="/quit"`) {
		t.Fatalf("the browser arrives at %s: %d\n%.500s", at, status, page)
	}
	for _, name := range []string{"open.json", "huoshui.log", "secret.key"} {
		if info, err := os.Stat(filepath.Join(data, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v (%v)", name, info, err)
		}
	}
	began := time.Now()
	second := s.click(data)
	if code := second.ended(t); code != 0 || second.out.Len()+second.err.Len() > 0 {
		t.Errorf("a second double-click left with %d\n%s%s", code, &second.out, &second.err)
	}
	t.Logf("a second double-click took %v", time.Since(began).Round(time.Millisecond))
	again := s.led(2)
	if baseOf(t, again) != base || again == way {
		t.Errorf("the second led to %s, the first to %s", again, way)
	}
	before := s.client.Jar.Cookies(&url.URL{Scheme: "http", Host: strings.TrimPrefix(base, "http://")})
	if _, _, status := s.get(again); status != http.StatusOK {
		t.Errorf("the second way in is answered %d", status)
	}
	after := s.client.Jar.Cookies(&url.URL{Scheme: "http", Host: strings.TrimPrefix(base, "http://")})
	if fmt.Sprint(before) != fmt.Sprint(after) {
		t.Error("who was signed in got another session")
	}
	other := newScreen(t)
	for _, used := range []string{way, again, base + "/open/AAAA"} {
		if page, _, status := other.get(used); status != http.StatusGone || !strings.Contains(page, "Double-click Huoshui again") {
			t.Errorf("a way in that was used is answered %d to somebody else\n%.300s", status, page)
		}
	}
	if page := s.quit(base); !strings.Contains(page, "You can close this page") || strings.Contains(page, "src=") || strings.Contains(page, "href=") {
		t.Errorf("the last page: %s", page)
	}
	began = time.Now()
	if code := first.ended(t); code != 0 || first.out.Len()+first.err.Len() > 0 {
		t.Errorf("the first left with %d\n%s%s", code, &first.out, &first.err)
	}
	t.Logf("it ended %v after its last page", time.Since(began).Round(time.Millisecond))
	if _, err := os.Stat(filepath.Join(data, "open.json")); !os.IsNotExist(err) {
		t.Errorf("the handle was left behind (%v)", err)
	}
	third := s.click(data)
	if back := baseOf(t, s.led(3)); back != base {
		t.Errorf("the next time it is served at %s, not at %s", back, base)
	}
	_ = third.Process.Signal(syscall.SIGTERM)
	if code := third.ended(t); code != 0 {
		t.Errorf("told to end it left with %d\n%s", code, &third.err)
	}
}

// TestOnlyThisComputer: the pages are answered under this computer's own names, and
// ways in are given to who has read the handle.
func TestOnlyThisComputer(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	first := s.click(lived(t))
	base := baseOf(t, s.led(1))
	s.get(base + "/sign-in")
	port := strings.TrimPrefix(base, "http://127.0.0.1:")
	for host, want := range map[string]int{
		"127.0.0.1:" + port: 200, "localhost:" + port: 200, "[::1]:" + port: 200,
		"evil.example:" + port: 421, "127.0.0.1": 421, "127.0.0.1:1": 421, "localhost.evil.example:" + port: 421, "": 421,
	} {
		if status := raw(t, base, "GET /sign-in HTTP/1.0\r\nHost: "+host+"\r\n\r\n"); status != want {
			t.Errorf("as %q it is answered %d, not %d", host, status, want)
		}
	}
	for _, body := range []string{"", "{}", `{"nonce":"AAAAAAAAAAAAAAAAAAAAAAAA","proof":""}`, `{"nonce":"AAAAAAAAAAAAAAAAAAAAAAAA","proof":"00"}`} {
		ask := fmt.Sprintf("POST /open HTTP/1.0\r\nHost: 127.0.0.1:%s\r\nContent-Length: %d\r\n\r\n%s", port, len(body), body)
		if status := raw(t, base, ask); status != http.StatusForbidden {
			t.Errorf("who asks with %q is answered %d", body, status)
		}
	}
	_ = first.Process.Signal(os.Interrupt)
	if code := first.ended(t); code != 0 {
		t.Errorf("Ctrl-C left with %d\n%s", code, &first.err)
	}
}

// raw sends a request as it is written and returns the status.
func raw(t *testing.T, base, request string) int {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // it was read
	_ = conn.SetDeadline(time.Now().Add(patience))
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	var status int
	if _, err := fmt.Fscanf(conn, "HTTP/1.%d %d", new(int), &status); err != nil {
		t.Fatal(err)
	}
	return status
}

// TestTwoDoubleClicksAtOnce: twenty times two at the same instant, of which one is
// served and both lead to it.
func TestTwoDoubleClicksAtOnce(t *testing.T) {
	t.Parallel()
	data := lived(t)
	for range 20 {
		s := newScreen(t)
		both := []*double{s.double(data), s.double(data)}
		ended := make(chan *double, len(both))
		var begin, all sync.WaitGroup
		begin.Add(1)
		for _, d := range both {
			all.Go(func() {
				begin.Wait()
				_ = d.Run() // the code says it
				ended <- d
			})
		}
		begin.Done()
		loser := <-ended
		if code := loser.ProcessState.ExitCode(); code != 0 {
			t.Errorf("one left with %d\n%s", code, &loser.err)
		}
		s.led(2)
		if v := s.visited(); len(v) != 2 || v[0] == v[1] || baseOf(t, v[0]) != baseOf(t, v[1]) {
			t.Fatalf("they led to %q", v)
		}
		select {
		case d := <-ended:
			t.Fatalf("both have ended: %s", &d.err)
		default:
		}
		s.get(s.visited()[1])
		s.quit(baseOf(t, s.visited()[0]))
		winner := <-ended
		if code := winner.ProcessState.ExitCode(); code != 0 {
			t.Errorf("the other left with %d\n%s", code, &winner.err)
		}
		all.Wait()
	}
}

// TestDoubleClickAfterAKill: what somebody who was killed left behind stops nobody,
// even if another program has that port now.
func TestDoubleClickAfterAKill(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	data := lived(t)
	first := s.click(data)
	base := baseOf(t, s.led(1))
	s.get(base + "/sign-in")
	_ = first.Process.Kill()
	first.ended(t)
	if _, err := os.Stat(filepath.Join(data, "open.json")); err != nil {
		t.Fatal("nothing was left behind: ", err)
	}
	stranger, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close() //nolint:errcheck // of the test
	next := s.click(data)
	way := s.led(2)
	if baseOf(t, way) == base {
		t.Error("the browser was led to a stranger")
	}
	if _, at, status := s.get(way); status != http.StatusOK {
		t.Errorf("after a kill the browser arrives at %s: %d", at, status)
	}
	_ = next.Process.Signal(syscall.SIGHUP) // the terminal's window is closed
	if code := next.ended(t); code != 0 {
		t.Errorf("hung up it left with %d\n%s", code, &next.err)
	}
}

// TestNoBrowser: the address is printed, and works.
func TestNoBrowser(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	d := s.double(lived(t), "BROWSER=")
	d.Stdout = nil
	out, err := d.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Process.Kill() }) // it has ended where all went well
	found := regexp.MustCompile(`http://127\.0\.0\.1:\d+/open/\S+`)
	address := ""
	buf := make([]byte, 4096)
	for text := ""; address == ""; address = found.FindString(text) {
		n, err := out.Read(buf)
		if text += string(buf[:n]); err != nil {
			t.Fatalf("it prints no address: %s\n%s", text, &d.err)
		}
	}
	if _, at, status := s.get(address); status != http.StatusOK {
		t.Errorf("the printed address leads to %s: %d", at, status)
	}
	_ = d.Process.Signal(syscall.SIGTERM)
	_, _ = io.Copy(io.Discard, out)
	if code := d.ended(t); code != 0 {
		t.Errorf("it left with %d\n%s", code, &d.err)
	}
}

// TestCannotBeOpened: what stands in the way is told in the browser, in a sentence
// that says what to do, and on the error stream.
func TestCannotBeOpened(t *testing.T) {
	t.Parallel()
	newer := lived(t)
	makeNewer(t, newer)
	for name, c := range map[string]struct {
		data  string
		words string
	}{
		"a file where the folder belongs": {put(t, t.TempDir(), "data", nil), "there is a file of that name. Rename or move the file"},
		"a file on the way":               {put(t, t.TempDir(), "a", nil) + "/b/c", "there is a file of that name. Rename or move the file"},
		"a newer database":                {newer, "Use the newer program"},
		"a read-only folder":              {"/proc", "Allow yourself to write to it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScreen(t)
			d := s.click(c.data)
			page, _, status := s.get(s.led(1))
			if status != http.StatusServiceUnavailable || !strings.Contains(page, c.words) || !strings.Contains(page, "double-click Huoshui again") {
				t.Errorf("the browser shows %d\n%s", status, page)
			}
			if code := d.ended(t); code != 3 || !strings.Contains(d.err.String(), c.words) {
				t.Errorf("it left with %d\n%s", code, &d.err)
			}
		})
	}
}

// TestHandleIsWhole: what is left in the folder is what a second start needs.
func TestHandleIsWhole(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	data := lived(t)
	d := s.click(data)
	base := baseOf(t, s.led(1))
	text, err := os.ReadFile(filepath.Join(data, "open.json"))
	var handle struct {
		Port   int
		Secret string
	}
	if err != nil || json.Unmarshal(text, &handle) != nil || fmt.Sprint("http://127.0.0.1:", handle.Port) != base || len(handle.Secret) < 20 {
		t.Errorf("the handle says %s (%v), and it is served at %s", text, err, base)
	}
	s.get(base + "/sign-in")
	_ = d.Process.Signal(syscall.SIGTERM)
	if code := d.ended(t); code != 0 {
		t.Errorf("it left with %d", code)
	}
}
