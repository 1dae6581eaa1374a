package task_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/huoshui/huoshui/internal/base/auth"
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
		t.Skip("no chromium is installed: to-dos are not exercised in a browser (make test installs it as root)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("force-prefers-reduced-motion", true),
		chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	limited, end := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(end)
	return limited
}

// TestBrowserThreeFitAPhone: at 360 × 640 the first three to-dos can be copied and
// done without scrolling, nothing is wider than the screen, and the list moves by
// itself.
func TestBrowserThreeFitAPhone(t *testing.T) {
	ctx := browse(t)
	k := onSQLite(t)
	shown := k.morning()
	k.join("小林", auth.Operator, k.shop)
	for n := range 3 {
		more := hello(plain("more" + string(rune('a'+n))))
		more.Due = noon.Add(time.Duration(3+n) * time.Hour)
		k.open(more)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
		k.mux.ServeHTTP(w, r)
	}))
	defer server.Close()
	defer server.CloseClientConnections() // streams go on while the page is open
	root := server.URL + "/w/" + id.Show(k.ws) + "/today"
	look := func(name, address string, width, height int64, actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		all := append([]chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(width, height), chromedp.Navigate(address), chromedp.WaitReady("#main")}, actions...)
		k.must(chromedp.Do(ctx, all...))
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
		k.must(err)
		if wide > 0 {
			t.Errorf("%s is %d px too wide", name, wide)
		}
		if dir := os.Getenv("HUOSHUI_TEST_PICTURES"); dir != "" {
			png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
			k.must(err)
			k.must(os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
		}
	}
	look("today-phone", root, 360, 640)
	fit, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`document.querySelector(".hs-nav").getBoundingClientRect().top -
		document.querySelectorAll(".td-card")[2].querySelector(".td-acts .btn-primary").getBoundingClientRect().bottom`))
	k.must(err)
	if fit < 0 {
		t.Errorf("the third to-do lies %g px under the bar", -fit)
	}
	k.open(hello(plain("while-looking")))
	came := false
	for began := time.Now(); !came && time.Since(began) < 20*time.Second; {
		came, err = chromedp.Run(ctx, chromedp.Evaluate[bool](`new Promise((done) => requestAnimationFrame(() => done(document.querySelectorAll(".td-card").length === 7)))`, chromedp.EvalAwaitPromise))
		k.must(err)
	}
	if !came {
		t.Error("what came up while somebody looked is not on the page")
	}
	look("today-phone-open", root, 360, 640, chromedp.Click(".td-more summary"), chromedp.WaitVisible(".td-sheet"))
	look("today-phone-one", root+"/"+shown[2], 360, 640)
	look("today-phone-team", root+"/team", 360, 640)
	look("today-desk", root, 1280, 900)
	look("today-desk-one", root+"/"+shown[1], 1280, 900)
	look("today-desk-team", root+"/team", 1280, 900)
	look("today-desk-calendar", root+"/calendar", 1280, 600)
}
