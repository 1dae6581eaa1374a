//go:build unix

package journey_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

var baseLine = regexp.MustCompile(`at (http://127\.0\.0\.1:\d+)\b`)

// stand starts huoshui serve on a free port and waits until it says where it is.
func stand(t *testing.T, data string, more ...string) *served {
	t.Helper()
	s := &served{t: t, out: new(bytes.Buffer), err: new(bytes.Buffer)}
	s.cmd = command(t, nil, append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, more...)...)
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
	for s.base == "" {
		line, err := lines.ReadString('\n')
		if m := baseLine.FindStringSubmatch(line); m != nil {
			s.base = m[1]
		} else if err != nil {
			_ = s.cmd.Wait() // it has ended already
			t.Fatalf("it does not say where it is: %s\n%s", s.out, s.err)
		}
	}
	s.read.Go(func() { _, _ = io.Copy(io.Discard, lines) }) // until it ends
	return s
}

// token makes a token that may do everything.
func token(t *testing.T, data string) string {
	t.Helper()
	return strings.TrimSpace(run(t, "admin", "token", "--data", data, "--scope", "events,read").done(t).out)
}

// call sends a request with a token and returns the status and the answer.
func call(t *testing.T, method, address, token string, body io.Reader) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// messages is the body of a post of n messages, numbered from a number on.
func messages(from, n int, actor, text string) string {
	var events []string
	for i := from; i < from+n; i++ {
		events = append(events, fmt.Sprintf(`{"id":"m%d","chat":"quay-%d","kind":"message","at":"2026-05-01T10:00:00Z","actor":{"id":"u%d","name":%q},"text":%q}`, i, i%5, i%7, actor, text))
	}
	return `{"events":[` + strings.Join(events, ",") + `]}`
}

// routed waits until nothing waits any more.
func (s *served) routed(token string) {
	s.t.Helper()
	within(s.t, "everything to be routed", func() bool {
		_, text := call(s.t, http.MethodGet, s.base+"/api/v1/status", token, nil)
		return strings.Contains(text, `"inbox_pending":0`)
	})
}

// told counts the messages that the API tells of.
func (s *served) told(token string) (n int) {
	s.t.Helper()
	status, text := call(s.t, http.MethodGet, s.base+"/api/v1/groups", token, nil)
	var list struct{ Groups []struct{ Messages int } }
	if err := json.Unmarshal([]byte(text), &list); err != nil || status != http.StatusOK {
		s.t.Fatal(status, text)
	}
	for _, g := range list.Groups {
		n += g.Messages
	}
	return n
}

// TestBackupWhileServing backs a serving program up, restores it elsewhere, and
// finds the other held, whole, ready and taking things in.
func TestBackupWhileServing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data, other, file := filepath.Join(dir, "data"), filepath.Join(dir, "other"), filepath.Join(dir, "a.backup")
	s := stand(t, data)
	tok := token(t, data)
	if status, text := call(t, http.MethodPost, s.base+"/api/v1/events", tok, strings.NewReader(messages(0, 200, "Ann", "is there tea"))); status != http.StatusOK {
		t.Fatal(status, text)
	}
	s.routed(tok)
	run(t, "backup", "--data", data, "--out", file).done(t).says(t, file, "as closed as the chats")
	again := run(t, "backup", "--data", data, "--out", file)
	if again.code != 3 {
		t.Errorf("a second backup into the file left with %d", again.code)
	}
	again.says(t, "there already", "--out")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v (%v)", info, err)
	}
	call(t, http.MethodPost, s.base+"/api/v1/events", tok, strings.NewReader(messages(200, 10, "Ann", "later")))
	if got, _ := s.stop(); got.code != 0 {
		t.Errorf("it left with %d\n%s", got.code, got.err)
	}
	run(t, "restore", "--data", other, file).done(t).says(t, "Restored", "is held")
	full := run(t, "restore", "--data", other, file)
	full.says(t, "There are data here already", "--data")
	if full.code != 3 {
		t.Errorf("a second restore left with %d", full.code)
	}
	o := stand(t, other)
	within(t, "readiness", func() bool { return get(t, o.base+"/readyz").StatusCode == http.StatusOK })
	if n := o.told(tok); n != 200 {
		t.Errorf("after the restore %d messages are told", n)
	}
	if status, text := call(t, http.MethodPost, o.base+"/api/v1/events", tok, strings.NewReader(messages(190, 20, "Ann", "is there tea"))); status != http.StatusOK || !strings.Contains(text, `"duplicates":10`) {
		t.Errorf("while held, events are answered %d %s", status, text)
	}
	o.routed(tok)
	if n := o.told(tok); n != 210 {
		t.Errorf("%d messages are told", n)
	}
	run(t, "doctor", "--data", other).done(t).says(t, "Held since it was restored", "huoshui admin release")
	run(t, "admin", "release", "--data", other).done(t).says(t, "Released")
	run(t, "doctor", "--data", other).done(t).says(t, "It is not held")
	got, _ := o.stop()
	got.says(t, "is held: it takes what comes in")
}

// TestDamagedBackupLeavesNothing: neither a database nor half of one.
func TestDamagedBackupLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data, file := filepath.Join(dir, "data"), filepath.Join(dir, "a.backup")
	run(t, "import", "--data", data, put(t, dir, "messages.tsv", past(500))).done(t)
	run(t, "backup", "--data", data, "--out", file).done(t)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 4
	for says, text := range map[string][]byte{"cut short": whole[:len(whole)*2/3], "damaged": flipped} {
		bad, other := put(t, dir, "bad.backup", text), filepath.Join(dir, "other")
		got := run(t, "restore", "--data", other, bad)
		got.says(t, says, bad, "Nothing was restored")
		left, err := os.ReadDir(other)
		if got.code != 3 || err != nil || len(left) > 0 {
			t.Errorf("%s: left with %d, and %v (%v)", says, got.code, left, err)
		}
	}
}

// underway is a request whose body the program waits for.
type underway struct {
	conn net.Conn
	in   *bufio.Reader
}

// begin sends the head of a request and returns once the program asks for the
// body: from then on it has the request in hand.
func begin(t *testing.T, base, token string, length int) *underway {
	t.Helper()
	host := strings.TrimPrefix(base, "http://")
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() }) // closed by the program already
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	_, err = fmt.Fprintf(conn, "POST /api/v1/events HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", host, token, length)
	if err != nil {
		t.Fatal(err)
	}
	u := &underway{conn, bufio.NewReader(conn)}
	for _, want := range []string{"HTTP/1.1 100 Continue\r\n", "\r\n"} {
		if got, err := u.in.ReadString('\n'); err != nil || got != want {
			t.Fatalf("the program answers %q (%v) instead of asking for the body", got, err)
		}
	}
	return u
}

// finish sends the body and returns what the program answers.
func (u *underway) finish(t *testing.T, body string) (int, string) {
	t.Helper()
	if _, err := io.WriteString(u.conn, body); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(u.in, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// TestEndIsGraceful: told to end while a request is on its way, the program
// answers it, gives its leases and its number back, and the next one takes over
// without waiting for any of them.
func TestEndIsGraceful(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	s := stand(t, data)
	tok := token(t, data)
	all := messages(0, 50, "Ann", "on its way")
	way := begin(t, s.base, tok, len(all))
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	within(t, "the door to close", func() bool {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.base, "http://"))
		if err == nil {
			_ = conn.Close()
		}
		return err != nil
	})
	if status, text := way.finish(t, all); status != http.StatusOK || !strings.HasPrefix(text, `{"accepted":50`) {
		t.Errorf("the request on its way was answered %d %s", status, text)
	}
	s.read.Wait()
	if got := end(s.cmd, s.out, s.err); got.code != 0 {
		t.Fatalf("it left with %d\n%s", got.code, got.err)
	}
	var held, numbers int
	const count = `SELECT (SELECT COUNT(*) FROM lease_held), (SELECT COUNT(*) FROM lease_node WHERE until > $1)`
	if err := lookAt(t, data).db.QueryRowContext(t.Context(), count, time.Now().UnixMilli()).Scan(&held, &numbers); err != nil || held != 0 || numbers != 0 {
		t.Errorf("%d leases and %d numbers were not given back (%v)", held, numbers, err)
	}
	next := stand(t, data)
	began := time.Now()
	call(t, http.MethodPost, next.base+"/api/v1/events", tok, strings.NewReader(messages(50, 50, "Ann", "after it")))
	next.routed(tok)
	if n := next.told(tok); n != 100 {
		t.Errorf("%d messages are told", n)
	}
	if took := time.Since(began); took > 6*time.Second {
		t.Errorf("the next one took %v to take over", took)
	}
	if got, _ := next.stop(); got.code != 0 {
		t.Errorf("it left with %d\n%s", got.code, got.err)
	}
}

// TestNotReadyWhileEnding: told to end, it says so at /readyz and goes on
// serving for as long as --drain asks.
func TestNotReadyWhileEnding(t *testing.T) {
	t.Parallel()
	s := stand(t, filepath.Join(t.TempDir(), "data"), "--drain", "3s")
	within(t, "/readyz to say yes", func() bool { return get(t, s.base+"/readyz").StatusCode == http.StatusOK })
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	within(t, "/readyz to say no", func() bool { return get(t, s.base+"/readyz").StatusCode == http.StatusServiceUnavailable })
	if got := get(t, s.base+"/healthz").StatusCode; got != http.StatusOK {
		t.Errorf("while it drains, /healthz answers %d", got)
	}
	s.read.Wait()
	if got := end(s.cmd, s.out, s.err); got.code != 0 {
		t.Errorf("it left with %d\n%s", got.code, got.err)
	}
}

// TestLogsAndMetricsHoldNothingOfMembers runs traffic of every kind that fails
// and succeeds, with words that stand nowhere else, and looks for them.
func TestLogsAndMetricsHoldNothingOfMembers(t *testing.T) {
	t.Parallel()
	const word, name, chat = "canary-said-this", "Canary Wong", "canary-chat"
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	free, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil || free.Close() != nil {
		t.Fatal(err)
	}
	s := stand(t, data, "--log", "json", "--metrics", free.Addr().String())
	tok := token(t, data)
	post := func(body string, want int) {
		t.Helper()
		if got, text := call(t, http.MethodPost, s.base+"/api/v1/events", tok, strings.NewReader(body)); got != want {
			t.Errorf("answered %d %s, want %d", got, text, want)
		}
	}
	one := func(id, kind, more string) string {
		return fmt.Sprintf(`{"events":[{"id":%q,"chat":%q,"kind":%q,"at":"2026-05-01T10:00:00Z","actor":{"id":"canary-id","name":%q}%s}]}`, id, chat, kind, name, more)
	}
	said := fmt.Sprintf(`,"text":%q`, word)
	post(one("a", "message", said), http.StatusOK)
	post(one("a", "message", said), http.StatusOK)                  // a duplicate
	post(one("a", "message", `,"text":"`+word+`!"`), http.StatusOK) // a conflict
	post(one("b", "edit", `,"target":"a"`+said), http.StatusOK)
	post(one("c", word, said), http.StatusUnprocessableEntity)
	post(one("d", "message", said)+word, http.StatusBadRequest)
	post(`{"events":[{"id":"`+word, http.StatusBadRequest)
	post(messages(0, 1001, name, word), http.StatusUnprocessableEntity)
	s.routed(tok)
	run(t, "import", "--data", data, put(t, dir, "messages.tsv", []byte(header+"g\t1700000000\tcanary-id\tmsg\t\t\t\t"+word+"\nbad\t"+word+"\n"))).done(t)
	for _, path := range []string{"/" + word, "/api/v1/groups?chat=" + chat, "/api/v1/groups?next=" + word, "/sign-in?next=/" + word, "/link/" + word} {
		_, _ = call(t, http.MethodGet, s.base+path, tok, nil)
		_, _ = call(t, http.MethodGet, s.base+path, word, nil)
	}
	res, err := http.PostForm(s.base+"/sign-in", url.Values{"login": {name}, "password": {word}}) //nolint:noctx // a form
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close() // whatever it says
	figures := scrape(t, free.Addr().String())
	for _, want := range []string{
		`huoshui_events_total{verdict="accepted"} 2`, `huoshui_events_total{verdict="duplicate"} 1`, `huoshui_events_total{verdict="conflict"} 1`,
		`huoshui_http_requests_total{route="POST /api/v1/events",status="200"} 4`, `huoshui_inbox_pending 0`, `huoshui_inbox_oldest_seconds 0`,
		"huoshui_router_batch_seconds_count", "huoshui_db_statements_total", "huoshui_db_writer_wait_seconds_total", "huoshui_inbox_aside", "huoshui_held 0",
	} {
		if !strings.Contains(figures, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	labels := regexp.MustCompile(`[{,]([a-z_]+)="`)
	for _, m := range labels.FindAllStringSubmatch(figures, -1) {
		if !slices.Contains([]string{"route", "status", "verdict", "what", "le", "quantile", "version"}, m[1]) {
			t.Errorf("a metric has the label %s", m[1])
		}
	}
	if got := get(t, s.base+"/metrics").StatusCode; got == http.StatusOK {
		t.Error("the metrics are served to everybody")
	}
	got, _ := s.stop()
	if got.code != 0 || !strings.Contains(got.err, `"msg":"ending"`) {
		t.Errorf("it left with %d and logged\n%s", got.code, got.err)
	}
	for line := range strings.Lines(got.err) {
		if !json.Valid([]byte(line)) {
			t.Errorf("a line of the log is no JSON: %s", line)
		}
	}
	for _, secret := range []string{word, name, "canary", tok} {
		if strings.Contains(got.err, secret) || strings.Contains(got.out, secret) {
			t.Errorf("the log holds %q:\n%s", secret, got.err)
		}
		if strings.Contains(figures, secret) {
			t.Errorf("the metrics hold %q", secret)
		}
	}
}

// scrape asks for the metrics.
func scrape(t *testing.T, address string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res.StatusCode, err)
	}
	return string(text)
}

// TestDoctor looks at nothing, at a sound installation, at one that serves, at
// a newer one, and at a damaged one.
func TestDoctor(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	none := run(t, "doctor", "--data", filepath.Join(dir, "none"), "--listen", "127.0.0.1:0")
	none.says(t, "FAILED", "It is not there", "huoshui run")
	if _, err := os.Stat(filepath.Join(dir, "none")); none.code != 1 || err == nil {
		t.Errorf("it left with %d, or made the folder", none.code)
	}
	data := filepath.Join(dir, "data")
	s := stand(t, data)
	type checks struct {
		OK     bool
		Checks []struct{ Name, State, Tried, Found, Mend string }
	}
	var got checks
	decode(t, run(t, "doctor", "--json", "--data", data, "--listen", strings.TrimPrefix(s.base, "http://")).done(t).out, &got)
	var names []string
	for _, c := range got.Checks {
		names = append(names, c.Name)
		if c.State != "ok" || c.Tried == "" || c.Found == "" {
			t.Errorf("of a sound installation it says %+v", c)
		}
	}
	want := []string{"folder", "disk", "database", "schema", "engine", "clock", "waiting", "leases", "address", "models", "held"}
	if !got.OK || !slices.Equal(names, want) {
		t.Errorf("it looked at %v", names)
	}
	if came, _ := s.stop(); came.code != 0 {
		t.Fatal(came.err)
	}
	file := filepath.Join(data, "huoshui.db")
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xa5}, 3*4096), 40*4096); err != nil || f.Close() != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(data, 0o755); err != nil {
		t.Fatal(err)
	}
	bad := run(t, "doctor", "--data", data, "--listen", "127.0.0.1:0")
	bad.says(t, "FAILED", "huoshui restore", "chmod 700")
	if bad.code != 1 {
		t.Errorf("of a damaged file it left with %d\n%s", bad.code, bad.out)
	}
}
