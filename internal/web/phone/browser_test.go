package phone_test

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
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
		t.Skip("no chromium is installed: pairing is not exercised in a browser (make test installs it as root)")
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

// TestBrowserAPhonePairs at 360 × 640: it types a wrong code and the right one, is
// in, and copies a text though the browser has no clipboard for a page without https.
func TestBrowserAPhonePairs(t *testing.T) {
	ctx := browse(t)
	s := open(t, setting{})
	ph, code := s.letIn()
	type actions = []chromedp.Action[chromedp.Void]
	do := func(all actions) {
		t.Helper()
		must(t, chromedp.Do(ctx, all...))
	}
	read := func(script string) string {
		t.Helper()
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](script))
		must(t, err)
		return got
	}
	look := func(name string) {
		t.Helper()
		if wide := read(`String(document.documentElement.scrollWidth - innerWidth)`); wide != "0" {
			t.Errorf("%s is %s px too wide", name, wide)
		}
		if dir := os.Getenv("HUOSHUI_TEST_PICTURES"); dir != "" {
			png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
			must(t, err)
			must(t, os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
		}
	}
	do(actions{chromedp.EmulateViewport(360, 640), chromedp.Navigate(ph.base + "/w/anything"), chromedp.WaitReady("#code")})
	look("pair")
	if keys := read(`document.querySelector("#code").inputMode + " " + document.querySelector("#code").autocomplete`); keys != "numeric one-time-code" {
		t.Errorf("the field for the code asks for the keyboard %q", keys)
	}
	do(actions{chromedp.SendKeys("#code", notThe(code)), chromedp.Click("main form button"), chromedp.WaitReady(".invalid-feedback")})
	look("pair-wrong")
	do(actions{chromedp.SendKeys("#code", code), chromedp.Click("main form button"), chromedp.WaitReady(".hs-menu")})
	do(actions{chromedp.Navigate(ph.base + "/phone"), chromedp.WaitReady("main h1")})
	look("phone-here")
	if says := read(`document.querySelector("h1").textContent`); says != "这部手机已经连上了。" {
		t.Errorf("the phone sees %q", says)
	}

	do(actions{chromedp.Navigate(ph.base + "/me"), chromedp.WaitReady("#name"), chromedp.Evaluate[chromedp.Void](`
		Object.defineProperty(navigator, "clipboard", { value: undefined });
		document.querySelector("main").insertAdjacentHTML("beforeend", '<p id="text">周六晚上八点见。</p><button id="copy" type="button" data-copy="#text">复制</button>');
		document.addEventListener("copy", () => { window.copied = String(document.activeElement.value); }); void 0`),
		chromedp.Click("#copy"), chromedp.WaitReady("#copy")})
	if got := read(`window.copied + " " + document.querySelector("#copy").textContent`); got != "周六晚上八点见。 已复制" {
		t.Errorf("copying without a clipboard: %q", got)
	}
	s.has(s.laptop.want("GET", "/phone", http.StatusOK), "连过的 1 部手机")
}
