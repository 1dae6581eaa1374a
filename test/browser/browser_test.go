// Package browser_test clicks through the console in a real browser.
package browser_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// product is the running program, built from this checkout, with its sample.
type product struct {
	base, link string
}

var (
	linkLine = regexp.MustCompile(`(http://[^/\s]+)/link/\S+`)
)

// program builds the program into a folder.
func program(t *testing.T, dir string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("the browser journey builds and runs the whole program: left out of short runs")
	}
	binary := filepath.Join(dir, "huoshui")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "../../cmd/huoshui")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

// start builds and runs the program on a free port and waits for its link.
func start(t *testing.T) product {
	t.Helper()
	dir := t.TempDir()
	binary := program(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	run := exec.CommandContext(ctx, binary, "run", "--data", filepath.Join(dir, "data"), "--listen", "127.0.0.1:0")
	run.Cancel = func() error { return run.Process.Signal(os.Interrupt) }
	run.Env = append(os.Environ(), "LANG=zh_CN.UTF-8", "LC_ALL=")
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	run.Stderr = os.Stderr
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		_ = run.Wait() // it was told to stop
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if m := linkLine.FindStringSubmatch(lines.Text()); m != nil {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			p := product{base: m[1], link: m[0]}
			p.begun(t)
			return p
		}
	}
	t.Fatal("the program printed no sign-in link")
	return product{}
}

// begun waits until what there is to look at has been made.
func (p product) begun(t *testing.T) {
	t.Helper()
	for {
		r, err := http.Get(p.base + "/readyz")
		if err == nil {
			_ = r.Body.Close() // its status says it all
			if r.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-t.Context().Done():
			t.Fatal("the program never was ready")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// browse opens a browser of a given size, or skips where there is none.
func browse(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("HUOSHUI_TEST_BROWSER")
	if path == "" {
		for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
			if found, err := exec.LookPath(name); err == nil {
				path = found
				break
			}
		}
	}
	if path == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no browser: in CI pages are tested in one")
		}
		t.Skip("no chromium is installed: pages are not exercised in a browser (make test installs it as root)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("force-prefers-reduced-motion", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-features", "BackForwardCache"), // a page kept whole is lost to the one who drives the browser
		chromedp.Flag("no-first-run", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	limited, end := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(end)
	return limited
}

// steps runs actions in order.
func steps(t *testing.T, ctx context.Context, what string, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func ask[T any](t *testing.T, ctx context.Context, what string, a chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return v
}

// picture keeps what the browser shows in the folder HUOSHUI_TEST_PICTURES.
func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("HUOSHUI_TEST_PICTURES")
	if dir == "" {
		return
	}
	png := ask(t, ctx, "picture", chromedp.FullScreenshot(100))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// sideways is how far the page is wider than the screen.
func sideways(t *testing.T, ctx context.Context) int {
	t.Helper()
	comes(t, ctx, "the page and its styles", `document.readyState === "complete"`)
	return ask(t, ctx, "width", chromedp.Evaluate[int](`document.documentElement.scrollWidth - window.innerWidth`))
}

func TestBrowserFirstMinutes(t *testing.T) {
	ctx := browse(t)
	p := start(t)
	steps(t, ctx, "sign in by the printed link", chromedp.EmulateViewport(1440, 900), chromedp.Navigate(p.link),
		chromedp.Click("form button[type=submit], form button.btn-primary"), chromedp.WaitVisible(".hs-ways"))
	picture(t, ctx, "desk-start")
	steps(t, ctx, "watch the simulated groups", chromedp.Click(".hs-way-else"), chromedp.WaitVisible(".hs-nav"))
	comes(t, ctx, "the sandbox says that it is one", `document.body.innerText.includes("模拟")`)
	steps(t, ctx, "to the sample", chromedp.EmulateViewport(390, 844), chromedp.Navigate(p.base+"/start"), chromedp.WaitVisible(".hs-ways"))
	if over := sideways(t, ctx); over > 0 {
		t.Errorf("the first page is %d px too wide for a phone", over)
	}
	picture(t, ctx, "phone-start")
	steps(t, ctx, "the sample", chromedp.Click(`a[href="/start/look"]`), chromedp.WaitReady(".hs-nav"), chromedp.EmulateViewport(1440, 900))
	comes(t, ctx, "the sample says that it is one", `!!document.querySelector(".hs-nav") && document.body.innerText.includes("样例数据")`)
	ws := ask(t, ctx, "where", chromedp.Location())
	root := regexp.MustCompile(`^.*/w/[^/]+`).FindString(ws)
	if root == "" {
		t.Fatalf("after signing in the browser is at %s", ws)
	}
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"desk", 1440, 900}, {"phone", 390, 844}} {
		for _, page := range []string{"groups", "members", "import", "settings", "figures", "staff-question", "shelf"} {
			steps(t, ctx, page, chromedp.EmulateViewport(size.width, size.height), chromedp.Navigate(root+"/"+page), chromedp.WaitReady("#main"))
			if over := sideways(t, ctx); over > 0 {
				t.Errorf("%s on a %s is %d px too wide", page, size.name, over)
			}
			picture(t, ctx, size.name+"-"+page)
		}
	}
	steps(t, ctx, "accounts on a phone", chromedp.EmulateViewport(390, 600), chromedp.Navigate(root+"/settings/staff"), chromedp.WaitReady("#main"))
	if over := ask(t, ctx, "scroll", chromedp.Evaluate[float64](`(() => { const last = [...document.querySelectorAll("#main button")].at(-1);
		last.scrollIntoView({ block: "nearest", behavior: "instant" });
		return last.getBoundingClientRect().bottom - document.querySelector(".hs-nav").getBoundingClientRect().top })()`)); over > 0 {
		t.Errorf("a button gone to lies %g px under the bar of the phone", over)
	}
	if top := ask(t, ctx, "end", chromedp.Evaluate[float64](`(() => { scrollTo({ top: 1e6, behavior: "instant" });
		return document.querySelector(".hs-sample").getBoundingClientRect().top })()`)); top != 0 {
		t.Errorf("at the end of a page the label of the sample is at %g px", top)
	}
	group := ask(t, ctx, "a group", chromedp.Evaluate[string](`fetch('`+root+`/groups').then(r => r.text()).then(s => (s.match(/\/groups\/grp_[0-9a-z]+/) || [''])[0])`, chromedp.EvalAwaitPromise))
	if group == "" {
		t.Fatal("the portfolio links to no group")
	}
	for name, width := range map[string]int64{"desk": 1440, "phone": 390} {
		steps(t, ctx, "group page", chromedp.EmulateViewport(width, 900), chromedp.Navigate(root+group), chromedp.WaitReady("#main"))
		if over := sideways(t, ctx); over > 0 {
			t.Errorf("the group page on a %s is %d px too wide", name, over)
		}
		picture(t, ctx, name+"-group")
	}
	steps(t, ctx, "a member on a phone", chromedp.EmulateViewport(390, 844), chromedp.Navigate(root+"/members"), chromedp.WaitReady("#main"),
		chromedp.Click(".mb-list a"), chromedp.WaitVisible("#merge"))
	if over := ask(t, ctx, "tables", chromedp.Evaluate[int](`Math.max(...[...document.querySelectorAll(".hs-scroll")].map((x) => x.scrollWidth - x.clientWidth))`)); over > 0 {
		t.Errorf("a member's identities are %d px too wide for a phone", over)
	}
}
