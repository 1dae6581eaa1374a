//go:build unix

package kill_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program is the binary serving.
type program struct {
	t     testing.TB
	cmd   *exec.Cmd
	base  string
	log   string
	ended chan struct{}
}

// command prepares a run of the binary.
func command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, all.binary, args...)
	cmd.Env = []string{"LC_ALL=en_US.UTF-8", "HOME=" + os.TempDir(), "PATH=" + os.Getenv("PATH"), "TZ=UTC"}
	return cmd
}

// launch starts a prepared command that will serve at listen, its output going
// to a file, and does not wait for it.
func launch(t testing.TB, cmd *exec.Cmd, listen string) *program {
	t.Helper()
	out, err := os.CreateTemp(filepath.Dir(all.binary), "log-")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close() //nolint:errcheck // the program has its own handle
	cmd.Stdout, cmd.Stderr = out, out
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = leash()
	}
	p := &program{t: t, cmd: cmd, base: "http://" + listen, log: out.Name(), ended: make(chan struct{})}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = cmd.Wait() // that it was killed is no news
		close(p.ended)
	}()
	t.Cleanup(p.kill)
	return p
}

// kill ends it outright.
func (p *program) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	<-p.ended
}

// stop asks it to end, and demands that it does in order.
func (p *program) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatalf("it has ended by itself: %v\n%s", err, p.tail())
	}
	select {
	case <-p.ended:
	case <-time.After(patience):
		p.t.Fatal("it does not end")
	}
	if code := p.cmd.ProcessState.ExitCode(); code != 0 {
		p.t.Errorf("told to end, it left with %d\n%s", code, p.tail())
	}
}

// tail is the end of what it printed.
func (p *program) tail() string {
	text, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	return string(text[max(0, len(text)-4000):])
}

// lines are those of what it printed with some words in them.
func (p *program) lines(words string) (out string) {
	text, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, words) {
			out += line
		}
	}
	return out
}

// ready waits until it serves. It fails where it ended.
func (p *program) ready() {
	p.t.Helper()
	soon(p.t, "serving", func() bool {
		select {
		case <-p.ended:
			p.t.Fatalf("it ended by itself\n%s", p.tail())
		default:
		}
		res, err := http.Get(p.base + "/readyz")
		if err != nil {
			return false
		}
		defer res.Body.Close() //nolint:errcheck // only its status is looked at
		return res.StatusCode == http.StatusOK
	})
}

// freePort is an address on loopback that nobody listens on, nor will: it is below
// those that systems give to whoever asks for any, and given out once.
func freePort(t testing.TB) string {
	t.Helper()
	all.mu.Lock()
	defer all.mu.Unlock()
	for range 1000 {
		port := 20_000 + rand.IntN(12_000)
		if all.ports[port] {
			continue
		}
		all.ports[port] = true
		address := net.JoinHostPort("127.0.0.1", fmt.Sprint(port))
		l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp4", address)
		if err != nil {
			continue
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		return address
	}
	t.Fatal("no port is free")
	return ""
}

// ask asks the API for something.
func ask(ctx context.Context, base, token, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %d: %.200s", path, res.StatusCode, text)
	}
	return json.Unmarshal(text, into)
}

// runs runs the binary to its end and returns what it printed.
func runs(t testing.TB, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := command(ctx, args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %v\n%s\n%s", args, err, out.String(), said.String())
	}
	return strings.TrimSpace(out.String())
}
