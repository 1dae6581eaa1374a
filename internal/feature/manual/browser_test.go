package manual

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/huoshui/huoshui/internal/base/id"
)

func browse(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("HUOSHUI_TEST_BROWSER")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no browser: in CI pages are tested in one")
		}
		t.Skip("no chromium is installed: pasting is not exercised in a browser (make test installs it as root)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("force-prefers-reduced-motion", true),
		chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	limited, end := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(end)
	return limited
}

// screen is a browser in which a test does things.
type screen struct {
	*desk
	ctx context.Context
}

func (s screen) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s.ctx, actions...); err != nil {
		s.t.Fatal(what, err)
	}
}

// look says what stands on the page, which must not be wider than the screen.
func (s screen) look(name string) string {
	s.t.Helper()
	wide, err := chromedp.Run(s.ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
	s.must(err)
	if wide > 0 {
		s.t.Errorf("%s is %d px too wide", name, wide)
	}
	if dir := os.Getenv("HUOSHUI_TEST_PICTURES"); dir != "" {
		png, err := chromedp.Run(s.ctx, chromedp.FullScreenshot(100))
		s.must(err)
		s.must(os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
	}
	text, err := chromedp.Run(s.ctx, chromedp.Evaluate[string](`document.querySelector("main").innerText`))
	s.must(err)
	return text
}

// press clicks and waits for the page that comes of it.
func (s screen) press(selector, until string) {
	s.t.Helper()
	_, err := chromedp.Run(s.ctx, chromedp.Evaluate[string](`document.documentElement.dataset.old = "1"`))
	s.must(err)
	s.do(selector, chromedp.Click(selector),
		chromedp.WaitReady("html:not([data-old])"), chromedp.WaitReady(until))
}

// TestBrowserAPhonePastes: at 390 px, a chat is pasted, questions are answered, the
// unanswered stand first, it is taken in, and is kept once after a second paste.
func TestBrowserAPhonePastes(t *testing.T) {
	k := onSQLite(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.Token})
		k.Mux.ServeHTTP(w, r)
	}))
	defer server.Close()
	s := screen{k, browse(t)}
	address := server.URL + "/w/" + id.Show(k.ws) + "/wechat/paste"
	text := strings.NewReplacer("—————  2030-01-01  —————\n\n", "").Replace(mailed) // no day stands in it
	for n := range 2 {
		s.do("the box", chromedp.EmulateViewport(390, 844), chromedp.Navigate(address), chromedp.WaitReady("#text"))
		s.look("box")
		shown, err := chromedp.Run(s.ctx, chromedp.Evaluate[bool](`(() => { const b = document.getElementById("mp-paste"); return !b.hidden && b.offsetHeight >= 40 })()`))
		s.must(err)
		if !shown {
			t.Error("there is no button to paste with")
		}
		s.do("paste", chromedp.SetValue("#text", text))
		s.press(`button[value="read"]`, "#waits")
		if page := s.look("read"); !strings.Contains(page, "哪些是自己人") || !strings.Contains(page, "最后一句是哪天说的") {
			t.Errorf("nothing is asked: %s", page)
		}
		s.do("answers", chromedp.Click(`input[name="day"][value="yesterday"]`))
		if n == 0 {
			s.do("staff", chromedp.Click(`input[name="staff"][value="店长小林"]`))
		}
		s.press(`#ask button[value="read"]`, "#waits")
		if page := s.look("waits"); n == 0 && !strings.Contains(page, "有 2 句问了没人回") {
			t.Errorf("who waits: %s", page)
		}
		s.press(`button[value="take"]`, ".alert-success")
		page, want := s.look("taken"), []string{"收下了 5 句", "没有重复收"}[n]
		if !strings.Contains(page, want) || len(k.kept) != 5 || len(k.places) != 1 {
			t.Errorf("time %d: %d messages are kept in %d groups: %s", n, len(k.kept), len(k.places), page)
		}
	}
	s.press(`button[value="ask"]`, "body") // leads to Today, which is not built here
	if len(k.asked) != 2 {
		t.Errorf("%d questions are to be answered", len(k.asked))
	}
}
