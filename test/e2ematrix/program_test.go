package e2ematrix_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
)

// program is huoshui serve beside a homeserver.
type program struct {
	binary, data, address, token string
	metrics                      string // where it tells its figures
	cmd                          *exec.Cmd
	log                          bytes.Buffer
	writing                      sync.Mutex
}

// TestProgram lets puppets talk in twenty rooms beside the program itself, which
// is connected while it serves, killed in the middle of the talk and started
// again, more than once. What GET /api/v1/groups tells at the end is what was
// said, room by room.
func TestProgram(t *testing.T) {
	w, p := beside(t)
	step := func(what string, do func()) {
		began := time.Now()
		do()
		t.Logf("%-58s %5.1f s, %4d messages told of", what, time.Since(began).Seconds(), p.messages(t))
	}
	step("people make rooms and ask us in", func() { w.furnish(t) })
	step("people talk", func() { w.talk(t, 15); p.await(t, w) })
	for i := range 3 {
		step(fmt.Sprintf("the program is killed in the middle, time %d", i+1), func() {
			p.during(t, func() { w.talk(t, 6) }, w)
			p.await(t, w)
		})
	}
	step("what was never put while it was dead is read at the start", func() {
		w.wire.Lose(true)
		p.kill(t)
		w.talk(t, 3)
		for _, room := range w.rooms {
			w.wire.Await(t, w.people.Newest(t, room, w.bot()), patience)
		}
		w.wire.Lose(false)
		p.start(t)
		p.await(t, w)
	})
	if w.real.CanRestart() {
		step("the homeserver stops and starts, the program goes on", func() {
			w.talk(t, 2)
			w.real.Stop(t)
			w.real.Start(t)
			w.talk(t, 2)
			p.await(t, w)
		})
	}
	t.Logf("%d rooms, %d things said by people, each told of once; killed 4 times; %.0f s", len(w.rooms), w.said, time.Since(w.began).Seconds())
}

// beside makes a homeserver, and the program that is connected to it.
func beside(t *testing.T) (*town, *program) {
	t.Helper()
	w := &town{real: matrixtest.OpenReal(t), in: map[string][]string{}, began: time.Now()}
	w.wire = matrixtest.NewWire(t, w.real.Hook)
	w.wire.To(t, w.real.URL)
	w.people = matrixtest.NewPeople(w.real.URL, w.real.ASToken, w.real.Server, fmt.Sprintf("p%d_", w.began.UnixMilli()))
	p := build(t)
	p.token = strings.TrimSpace(p.run(t, "admin", "token", "--scope", "events,read"))
	p.start(t)
	w.set.Localpart, w.set.ServerName = w.real.Localpart, w.real.Server
	hook := p.connect(t, w)
	w.wire.Adapter(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(hook) }})
	return w, p
}

// build makes the program, or takes the one that HUOSHUI_BINARY names.
func build(t *testing.T) *program {
	t.Helper()
	p := &program{binary: os.Getenv("HUOSHUI_BINARY"), data: t.TempDir()}
	if p.binary == "" {
		p.binary = filepath.Join(t.TempDir(), "huoshui")
		if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", p.binary, "github.com/huoshui/huoshui/cmd/huoshui").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	p.address, p.metrics = free(t), free(t)
	t.Cleanup(func() {
		if p.cmd != nil {
			_ = p.cmd.Process.Kill() // it has ended where all went well
			_ = p.cmd.Wait()
		}
		if t.Failed() {
			t.Logf("the program's log ends:\n%s", tail(p.log.Bytes()))
		}
	})
	return p
}

// free is an address at which nobody listens.
func free(t *testing.T) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return listener.Addr().String()
}

// tail is the end of a log; where the program died, from there on.
func tail(b []byte) []byte {
	if i := bytes.Index(b, []byte("\ngoroutine ")); i >= 0 {
		return b[max(0, i-2000):min(len(b), i+4000)]
	}
	return b[max(0, len(b)-4000):]
}

// run runs a command of the program to its end.
func (p *program) run(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), p.binary, args...)
	cmd.Env = append(os.Environ(), "HUOSHUI_DATA="+p.data)
	var out, fails bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fails
	if err := cmd.Run(); err != nil {
		t.Fatalf("huoshui %s: %v\n%s", strings.Join(args, " "), err, fails.String())
	}
	return out.String()
}

// start serves, and waits until it does.
func (p *program) start(t *testing.T) {
	t.Helper()
	p.cmd = exec.CommandContext(t.Context(), p.binary, "serve", "--listen", p.address, "--metrics", p.metrics, "--allow-networks", "127.0.0.0/8")
	p.cmd.Env = append(os.Environ(), "HUOSHUI_DATA="+p.data)
	p.cmd.Stdout, p.cmd.Stderr = io.Discard, p
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.until(t, "it serves", soon, func() bool {
		answer, err := p.get(t, "/readyz")
		return err == nil && answer.StatusCode == http.StatusOK
	})
}

// Write keeps what the program logs.
func (p *program) Write(line []byte) (int, error) {
	p.writing.Lock()
	defer p.writing.Unlock()
	return p.log.Write(line)
}

// kill ends it as a power cut would.
func (p *program) kill(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait() // that it was killed
}

func (p *program) until(t *testing.T, what string, atMost time.Duration, holds func() bool) {
	t.Helper()
	look, giveUp := time.NewTicker(100*time.Millisecond), time.After(atMost)
	defer look.Stop()
	for !holds() {
		select {
		case <-look.C:
		case <-giveUp:
			t.Fatalf("%s: not within %v", what, atMost)
		}
	}
}

func (p *program) get(t *testing.T, path string) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+p.address+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+p.token)
	answer, err := http.DefaultClient.Do(r)
	if err == nil {
		t.Cleanup(func() { _ = answer.Body.Close() })
	}
	return answer, err
}

var hookLine = regexp.MustCompile(`url: "([^"]+)"`)

// connect connects the workspace, from another process, while it serves, and
// returns where the homeserver is to find it.
func (p *program) connect(t *testing.T, w *town) *url.URL {
	t.Helper()
	registration := p.run(t, "admin", "matrix", "--base-url", "http://"+p.address, "--homeserver", w.wire.API, "--server-name", w.real.Server,
		"--localpart", w.real.Localpart, "--as-token", w.real.ASToken, "--hs-token", w.real.HSToken)
	m := hookLine.FindStringSubmatch(registration)
	if m == nil {
		t.Fatalf("the registration names no address:\n%s", registration)
	}
	hook, err := url.Parse(m[1])
	if err != nil {
		t.Fatal(err)
	}
	p.until(t, "the connection opens", soon, func() bool {
		answer, err := p.get(t, hook.Path+"/_matrix/app/v1/users/@x:y")
		return err == nil && answer.StatusCode == http.StatusForbidden // the token of the API is none of the homeserver's
	})
	return hook
}

// furnish makes the rooms and waits until we have come into each.
func (w *town) furnish(t *testing.T) {
	t.Helper()
	host := w.people.Person(t, "店长")
	for i := range rooms {
		room := w.people.Create(t, host, fmt.Sprintf("花店会员 %d 群", i+1))
		w.rooms, w.in[room] = append(w.rooms, room), []string{host}
		w.people.Must(t, host, http.MethodPost, matrixtest.Room(room, "invite"), map[string]any{"user_id": w.bot()}, nil)
		for j := range perRoom - 1 {
			who := w.people.Person(t, fmt.Sprintf("群友%d-%d", i+1, j+1))
			w.people.Join(t, room, who)
			w.in[room] = append(w.in[room], who)
		}
	}
	look, giveUp := time.NewTicker(200*time.Millisecond), time.After(patience)
	defer look.Stop()
	for _, room := range w.rooms {
		for !w.people.In(t, room, w.bot(), host) {
			select {
			case <-look.C:
			case <-giveUp:
				t.Fatalf("we did not come into %s", room)
			}
		}
	}
}

// during kills the program while people talk, once some of it has come by, and
// starts it again.
func (p *program) during(t *testing.T, talk func(), w *town) {
	t.Helper()
	before := p.messages(t)
	var talking sync.WaitGroup
	talking.Go(talk)
	p.until(t, "the first of it", patience, func() bool { return p.messages(t) >= before+10 })
	p.kill(t)
	pause := time.NewTimer(500 * time.Millisecond) // they talk on
	defer pause.Stop()
	<-pause.C
	p.start(t)
	talking.Wait()
}

// said is how many messages the homeserver has of each room, as people said them.
func (w *town) counts(t *testing.T) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, room := range w.rooms {
		for _, e := range w.people.Items(t, room, w.in[room][0]) {
			if e.Type == "m.room.message" && e.Content.Body != "" {
				out[room]++
			}
		}
	}
	return out
}

// figures is what the API tells of the groups.
func (p *program) figures(t *testing.T) map[string]int {
	t.Helper()
	out := map[string]int{}
	for cursor := ""; ; {
		answer, err := p.get(t, "/api/v1/groups?limit=200&cursor="+url.QueryEscape(cursor))
		if err != nil {
			return nil
		}
		var page struct {
			Groups []struct {
				Chat     string `json:"chat"`
				Messages int    `json:"messages"`
			} `json:"groups"`
			Next string `json:"next"`
		}
		if err := json.NewDecoder(answer.Body).Decode(&page); err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("groups: %d, %v", answer.StatusCode, err)
		}
		for _, g := range page.Groups {
			if g.Messages > 0 {
				out[g.Chat] = g.Messages
			}
		}
		if cursor = page.Next; cursor == "" {
			return out
		}
	}
}

func (p *program) messages(t *testing.T) (n int) {
	t.Helper()
	for _, one := range p.figures(t) {
		n += one
	}
	return n
}

// await waits until the figures are what was said.
func (p *program) await(t *testing.T, w *town) {
	t.Helper()
	want := w.counts(t)
	total := 0
	for _, n := range want {
		total += n
	}
	if total != w.said {
		t.Fatalf("people said %d things, the homeserver has %d", w.said, total)
	}
	look, giveUp := time.NewTicker(300*time.Millisecond), time.After(patience)
	defer look.Stop()
	for {
		got := p.figures(t)
		if maps.Equal(got, want) {
			return
		}
		select {
		case <-look.C:
		case <-giveUp:
			t.Fatalf("figures\n got %v\nwant %v", got, want)
		}
	}
}
