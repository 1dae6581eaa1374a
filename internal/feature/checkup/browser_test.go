package checkup

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

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
		t.Skip("no chromium is installed: the check-up is not exercised in a browser (make test installs it as root)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("force-prefers-reduced-motion", true),
		chromedp.Flag("disable-features", "BackForwardCache"), // a page kept whole is lost to the one who drives the browser
		chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	limited, end := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(end)
	return limited
}

// counting counts, in every page of a test, how often somebody touched something and
// how often they pressed a key.
const counting = `(() => {
  const add = (name) => sessionStorage.setItem(name, 1 + Number(sessionStorage.getItem(name) || 0));
  addEventListener("pointerdown", () => add("touches"), true);
  addEventListener("keydown", () => add("keys"), true);
})();`

type browser struct {
	k    *desk
	ctx  context.Context
	root string
}

var aScript = regexp.MustCompile(`<script[^>]*></script>`)

// open serves a desk to a browser, in whose pages touches and keys are counted;
// where plain, they have no scripts of their own.
func open(t *testing.T, plain bool) *browser {
	t.Helper()
	ctx := browse(t)
	k := onSQLite(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/counting.js" {
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = w.Write([]byte(counting)) // the browser is there
			return
		}
		r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.Token})
		got := httptest.NewRecorder()
		k.Mux.ServeHTTP(got, r)
		body := got.Body.String()
		if plain {
			body = aScript.ReplaceAllString(body, "")
		}
		maps.Copy(w.Header(), got.Header())
		w.Header().Del("Content-Length")
		w.WriteHeader(got.Code)
		_, _ = io.WriteString(w, strings.Replace(body, "</head>", `<script src="/counting.js"></script></head>`, 1)) // the browser is there
	}))
	t.Cleanup(server.Close)
	t.Cleanup(server.CloseClientConnections)
	return &browser{k, ctx, server.URL + "/w/" + id.Show(k.ws) + "/checkup"}
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.k.t.Helper()
	b.k.must(chromedp.Do(b.ctx, actions...))
}

func ask[T any](b *browser, script string) T {
	b.k.t.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script))
	b.k.must(err)
	return got
}

func (b *browser) picture(name string) {
	b.k.t.Helper()
	if wide := ask[int](b, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
		b.k.t.Errorf("%s is %d px too wide", name, wide)
	}
	if dir := os.Getenv("HUOSHUI_TEST_PICTURES"); dir != "" {
		png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
		b.k.must(err)
		b.k.must(os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
	}
}

func chip(q Question, c Choice) string {
	return `input[name=` + q.String() + `][value=` + string(c) + `]`
}

// touch scrolls to something, as a thumb does, and touches its middle.
func (b *browser) touch(what string) {
	b.k.t.Helper()
	at := ask[[]float64](b, fmt.Sprintf(`(() => {
		const one = document.querySelector(%q);
		one.scrollIntoView({block: "center", behavior: "instant"});
		const box = one.getBoundingClientRect();
		return [box.x + box.width / 2, box.y + box.height / 2];
	})()`, what))
	b.do(chromedp.MouseClickXY(at[0], at[1]))
}

// answer touches the chips of some answers.
func (b *browser) answer(a Answers) {
	b.k.t.Helper()
	for _, q := range All {
		if a[q] != "" {
			b.touch(chip(q, a[q]))
		}
	}
}

// sizes are a phone and a laptop.
var sizes = []struct {
	name          string
	width, height int64
}{{"phone", 360, 740}, {"laptop", 1280, 800}}

// TestBrowserSixTouchesAndNoKey: from the page of the check-up to the verdict, at the
// size of a phone and of a laptop.
func TestBrowserSixTouchesAndNoKey(t *testing.T) {
	for _, size := range sizes {
		b := open(t, false)
		b.do(chromedp.EmulateViewport(size.width, size.height), chromedp.Navigate(b.root), chromedp.WaitReady("#ck"))
		b.picture("checkup-" + size.name)
		b.answer(quiet)
		b.do(chromedp.WaitVisible(".ck-verdict"))
		b.picture("checkup-verdict-" + size.name)
		if touches, keys := ask[string](b, `sessionStorage.getItem("touches")`), ask[bool](b, `sessionStorage.getItem("keys") === null`); touches != "6" || !keys {
			t.Errorf("%s: %s touches, no keys: %v", size.name, touches, keys)
		}
		if says := ask[string](b, `document.querySelector("h1").textContent`); !strings.Contains(says, "沉默") {
			t.Errorf("%s: %s", size.name, says)
		}
	}
}

// TestBrowserWithoutScript: a button more, and the same verdict.
func TestBrowserWithoutScript(t *testing.T) {
	for _, size := range sizes {
		b := open(t, true)
		b.do(chromedp.EmulateViewport(size.width, size.height), chromedp.Navigate(b.root), chromedp.WaitReady("#ck"))
		b.answer(quiet)
		if at := ask[string](b, `location.pathname + location.search`); !strings.HasSuffix(at, "/checkup") {
			t.Errorf("it went on by itself to %s", at)
		}
		b.touch(".ck-go button")
		b.do(chromedp.WaitVisible(".ck-verdict"))
		if touches := ask[string](b, `sessionStorage.getItem("touches")`); touches != "7" {
			t.Errorf("%s: %s touches", size.name, touches)
		}
	}
}

// TestBrowserHalfWay: what is chosen stands in the address, so that loading anew keeps
// it and keeps the paper; going back from the verdict mends the same group; arrow keys
// choose and send nothing.
func TestBrowserHalfWay(t *testing.T) {
	b := open(t, false)
	half := quiet
	half[Open] = ""
	b.do(chromedp.EmulateViewport(360, 740), chromedp.Navigate(b.root), chromedp.WaitReady("#ck"))
	b.answer(half)
	if left := ask[string](b, `document.getElementById("ck-left").textContent`); left != "还差 1 题" {
		t.Errorf("it says %q", left)
	}
	address := ask[string](b, `location.href`)
	b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(address), chromedp.WaitReady("#ck"))
	if n := ask[int](b, `document.querySelectorAll("#ck input:checked").length`); n != 5 {
		t.Errorf("%d are chosen after loading anew", n)
	}
	b.do(chromedp.Focus(chip(Open, None)), chromedp.KeyEvent(" "), chromedp.KeyEvent(kb.ArrowDown))
	idle := fmt.Sprintf(`new Promise((done) => setTimeout(() => done(%s), 600))`, `document.querySelector("#ck input[name=open]:checked")?.value || ""`)
	chosen, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](idle, chromedp.EvalAwaitPromise))
	b.k.must(err)
	if chosen != string(Few) {
		t.Errorf("by keys %q is chosen, and the form may be sent", chosen)
	}
	b.touch(chip(Open, Some))
	b.do(chromedp.WaitVisible(".ck-verdict"))
	first := ask[string](b, `location.pathname`)
	ask[bool](b, `(setTimeout(() => history.back()), true)`)
	b.do(chromedp.WaitVisible("#ck"))
	b.touch(chip(Bought, Many))
	b.do(chromedp.WaitVisible(".ck-quiet-buying"))
	if again := ask[string](b, `location.pathname`); again != first {
		t.Errorf("mended, it is another group: %s and %s", first, again)
	}
}
