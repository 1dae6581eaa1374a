package house

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
)

func chromium(t *testing.T) context.Context {
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
		t.Skip("no chromium is installed: groups kept by hand are not exercised in a browser (make test installs it as root)")
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

// serves serves the whole console to somebody signed in, and returns its address.
func (s *stage) serves() string {
	s.t.Helper()
	fresh, err := s.app.Auth.SetPassword(s.t.Context(), s.user, "", "a long enough one")
	s.must(err)
	server := httptest.NewUnstartedServer(nil)
	base := &url.URL{Scheme: "http", Host: server.Listener.Addr().String()}
	h, stop, err := s.app.Handler(s.t.Context(), Serving{BaseURL: base, Uploads: s.t.TempDir(), Log: slog.New(slog.DiscardHandler)})
	s.must(err)
	s.t.Cleanup(stop)
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Accept-Language", "zh-CN")
		r.AddCookie(&http.Cookie{Name: "huoshui", Value: fresh.Token})
		r.AddCookie(&http.Cookie{Name: "lang", Value: "zh-Hans"})
		h.ServeHTTP(w, r)
	})
	server.Start()
	s.t.Cleanup(func() { _ = server.Config.Close() }) // streams go on while a page is open, and it waits for none
	return base.String() + "/w/" + id.Show(s.ws) + "/wechat"
}

// thumb does things in a browser, holds that no page is wider than the screen, and
// keeps a picture of it where pictures are asked for.
func thumb(t *testing.T, ctx context.Context) func(name string, actions ...chromedp.Action[chromedp.Void]) {
	return func(name string, actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, append(actions, chromedp.Func(arrives))...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
		if err != nil || wide > 0 {
			t.Errorf("%s is %d px too wide: %v", name, wide, err)
		}
		if dir := os.Getenv("HUOSHUI_TEST_PICTURES"); dir != "" {
			png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

// touch presses what leads to another page, and waits until that page is there: what
// one looks for next may stand on the old one too.
func touch(what string) chromedp.Action[chromedp.Void] {
	press := fmt.Sprintf(`(globalThis.beforeTouch = true, document.querySelector(%q).click(), true)`, what)
	return chromedp.Func(func(ctx context.Context, on *chromedp.Target) error {
		if _, err := chromedp.WaitVisible(what)(ctx, on); err != nil {
			return err
		}
		if _, err := chromedp.Evaluate[bool](press)(ctx, on); err != nil {
			return err
		}
		return arrives(ctx, on)
	})
}

// arrives waits until a page that was asked for is there, with its scripts.
func arrives(ctx context.Context, on *chromedp.Target) error {
	there := chromedp.Evaluate[bool](`new Promise((done) => { const look = () => {
		if (!globalThis.beforeTouch && document.readyState === "complete") done(true); else setTimeout(look, 20); }; look(); })`, chromedp.EvalAwaitPromise)
	for { // a page that is left takes what was asked in it along
		if _, err := there(ctx, on); err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// TestBrowserOneThumbOnAPhone: at 390 × 844 a group is made by its name, a sentence is
// switched on, somebody who came is noted; what to say is copied and sent by a touch
// each without scrolling, and taken back.
func TestBrowserOneThumbOnAPhone(t *testing.T) {
	ctx := chromium(t)
	d := dbtest.Open(t, db.SQLite, Schemas())
	w := &wall{at: dbtest.Noon}
	d.Clock = w
	s := newStage(t, d, 0)
	k := s.live()
	root := s.serves()
	act := thumb(t, ctx)
	act("by-hand-1-empty", chromedp.EmulateViewport(390, 844), chromedp.Navigate(root), chromedp.WaitVisible(".mn-first"))
	act("by-hand-2-made", chromedp.SendKeys("#names", "青禾福利群"), touch(".mn-first button"), chromedp.WaitVisible("#sop-welcome"))
	s.handDoor(k)
	act("by-hand-3-asks", chromedp.Click("#sop-welcome summary"), chromedp.WaitVisible("#sop-welcome form"))
	act("by-hand-4-on", chromedp.SendKeys(`[name="ask.c.群里有什么"]`, "每天到货、预订和自提"), chromedp.SendKeys(`[name="ask.c.服务时间"]`, "9:00–20:00"),
		chromedp.SendKeys(`[name="ask.c.群主"]`, "小河"), touch("#sop-welcome form .btn-primary"), chromedp.WaitVisible("#sop-welcome.mn-on"))
	has := func(what string) bool {
		t.Helper()
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`!!document.querySelector(`+fmt.Sprintf("%q", what)+`)`))
		s.must(err)
		return yes
	}
	group, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname`))
	s.must(err)
	at := root[:len(root)-len("/w/"+id.Show(s.ws)+"/wechat")] + group
	for n := 1; ; n++ { // of one in ten proof is asked for: then another one comes
		act("by-hand-5-came", chromedp.SendKeys("#came textarea", fmt.Sprint("小雨", n)), touch("#came .btn-primary"), chromedp.WaitVisible(".alert-success"))
		s.days(w, k, 36*time.Hour) // who comes late in the evening is greeted in the morning
		act("by-hand-6-today", chromedp.Navigate(at), chromedp.WaitVisible(".mn-todo"))
		if has(".mn-todo .mn-acts form button") || n == 8 {
			break
		}
		for _, one := range s.todos() {
			s.must(s.app.Task.Skip(t.Context(), s.ws, s.me(), one.ID, "no-time", ""))
		}
	}
	fit, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`document.querySelector(".hs-nav").getBoundingClientRect().top -
		document.querySelector(".mn-todo .mn-acts").getBoundingClientRect().bottom`))
	s.must(err)
	if fit < 0 {
		t.Errorf("what copies and sends lies %g px under the bar", -fit)
	}
	copied, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(() => {
		let got = "";
		Object.defineProperty(navigator, "clipboard", {value: {writeText: (text) => { got = text; return Promise.resolve(); }}});
		document.querySelector(".mn-todo [data-copy]").click();
		return got === document.querySelector(".mn-todo textarea").value && got.includes("小雨") && !location.hash ? "" : got + location.hash + " ";
	})()`))
	s.must(err)
	if copied != "" {
		t.Errorf("a touch did not copy what is said, but %q", copied)
	}
	card, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector(".mn-todo .mn-acts form button").closest(".mn-todo").id`))
	s.must(err)
	one, err := id.Parse[id.Task](card)
	s.must(err)
	open := func() bool { // this one: others may come meanwhile, of the same title too
		return s.number(`SELECT count(*) FROM task_item WHERE workspace = $1 AND id = $2 AND state = 'open'`, s.ws, one) == 1
	}
	if !open() {
		t.Fatalf("the card %q is of no to-do that is open", card)
	}
	act("by-hand-7-sent", touch(".mn-todo .mn-acts form button"), chromedp.WaitVisible(".mn-said form"))
	if open() {
		t.Error("sent, the to-do is still open")
	}
	act("by-hand-8-undone", touch(".mn-said form button"), chromedp.WaitVisible(".mn-todo .mn-acts form button"))
	if !open() {
		t.Error("taken back, the to-do is not open")
	}
	act("by-hand-9-week", chromedp.Navigate(root+"/week"), chromedp.WaitVisible(".mn-row"), chromedp.SendKeys(".mn-row input", "128"),
		touch(".mn-save .btn-primary"), chromedp.WaitVisible(".alert-success"))
	act("by-hand-10-list", chromedp.Navigate(root), chromedp.WaitVisible(".mn-list"))
}
