package chain

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
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
		t.Skip("no chromium is installed: chains are not exercised in a browser (make test installs it as root)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("force-prefers-reduced-motion", true),
		chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	limited, end := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(end)
	return limited
}

// surf serves the console to a browser, and returns where the chains are and what does
// something there, sees to it that nothing is wider than the screen, and takes a picture
// of it where pictures are wanted.
func (k *desk) surf(ctx context.Context) (root string, do func(what string, actions ...chromedp.Action[chromedp.Void])) {
	k.t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.Token})
		if r.Method == http.MethodPost {
			r.Header.Set("Origin", "http://hs.example")
			r.Header.Del("Sec-Fetch-Site")
		}
		r.Host = "hs.example"
		k.Mux.ServeHTTP(w, r)
	}))
	k.t.Cleanup(server.Close)
	return server.URL + "/w/" + id.Show(k.ws) + "/chain", func(what string, actions ...chromedp.Action[chromedp.Void]) {
		k.t.Helper()
		if err := chromedp.Do(ctx, actions...); err != nil {
			k.t.Fatalf("%s: %v", what, err)
		}
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
		k.must(err)
		if wide > 0 {
			k.t.Errorf("%s: the page is %d px too wide", what, wide)
		}
		if dir := os.Getenv("HUOSHUI_TEST_PICTURES"); dir != "" {
			png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
			k.must(err)
			k.must(os.WriteFile(filepath.Join(dir, "chain-"+what+".png"), png, 0o644))
		}
	}
}

// TestBrowserFromPasteToPickUp on a phone of 390 pixels: a chain is pasted, the line that is
// not clear is made so by one tap, the sums follow, Excel comes down, and somebody is
// ticked off. Nothing is wider than the screen.
func TestBrowserFromPasteToPickUp(t *testing.T) {
	ctx, k := browse(t), onSQLite(t)
	root, do := k.surf(ctx)
	words := func(selector, want string) {
		t.Helper()
		got, err := chromedp.Run(ctx, chromedp.Text(selector))
		k.must(err)
		if got != want {
			t.Errorf("%s says %q, want %q", selector, got, want)
		}
	}
	do("list", chromedp.EmulateViewport(390, 844), chromedp.Navigate(root), chromedp.WaitReady("#main"))
	do("paste", chromedp.SetValue("#paste textarea", friday), tap("#paste .btn-primary"), chromedp.WaitVisible("#ask"))
	words("#goods .cn-goods li:nth-child(2) .cn-n strong", "3盒")
	do("fixed", tap(`.cn-ask button[value="老豆腐"]`), chromedp.WaitVisible(".alert-success"))
	words("#goods .cn-goods li:nth-child(2) .cn-n strong", "4盒")
	kind, err := chromedp.Run(ctx, chromedp.Evaluate[string](`fetch(document.querySelector("#excel").href).then(async (r) => r.status + " " + new TextDecoder().decode((await r.arrayBuffer()).slice(0, 2)))`, chromedp.EvalAwaitPromise))
	if err != nil || kind != "200 PK" {
		t.Errorf("Excel: %q %v", kind, err)
	}
	do("pickup", tap("#topickup"), chromedp.WaitVisible(".cn-ticks"))
	high, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`document.querySelector(".cn-ticks .btn").getBoundingClientRect().height`))
	k.must(err)
	if high < 48 {
		t.Errorf("what is tapped is %g px high", high)
	}
	do("taken", tap(".cn-ticks li:first-child .btn"), chromedp.WaitVisible(".cn-ticked"))
	do("undone", tap(".cn-ticked .btn"), chromedp.WaitNotPresent(".cn-ticked"))
}

// tap touches what is on the page, and does so in the page itself: one that glides to a
// place of its own accord would take it away from under the finger.
func tap(what string) chromedp.Action[chromedp.Void] {
	press := "(document.querySelector(" + strconv.Quote(what) + ").click(), true)"
	return chromedp.Func(func(ctx context.Context, on *chromedp.Target) error {
		if _, err := chromedp.WaitVisible(what)(ctx, on); err != nil {
			return err
		}
		_, err := chromedp.Evaluate[bool](press)(ctx, on)
		return err
	})
}

// TestBrowserOneTapSettlesAll on a phone and on a screen: rows that lack nothing but an
// amount count after one tap, and one more takes that back.
func TestBrowserOneTapSettlesAll(t *testing.T) {
	ctx, k := browse(t), onSQLite(t)
	root, do := k.surf(ctx)
	for _, wide := range []int64{390, 1280} {
		c := id.Show(k.paste(tea))
		name := "taps-" + strconv.FormatInt(wide, 10)
		do(name, chromedp.EmulateViewport(wide, 844), chromedp.Navigate(root+"/"+c), chromedp.WaitVisible("#ones"))
		do(name+"-why", tap("#ones .hs-why summary"), chromedp.WaitVisible("#ones .hs-why p"))
		do(name+"-all", tap(`#ones button[value="ones"]`), chromedp.WaitVisible(".cn-undo"))
		sum, err := chromedp.Run(ctx, chromedp.Text("#goods .cn-goods li:first-child .cn-n strong"))
		if k.must(err); sum != "3杯" {
			t.Errorf("at %d px all is %s", wide, sum)
		}
		do(name+"-back", tap(`button[value="untap"]`), chromedp.WaitVisible("#ones"))
		do(name+"-one", tap(`.cn-tap button[value="one"]`), chromedp.WaitVisible(".cn-undo"))
	}
}
