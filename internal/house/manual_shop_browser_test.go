package house

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// TestBrowserAShopOnAPhone: shop mode is switched on, a group is named by shop and area,
// the three steps tick one by one, a full group sends people on, the next one is made by
// one touch, and its words are copied; at 390 × 844, and looked at once more at 1280.
func TestBrowserAShopOnAPhone(t *testing.T) {
	ctx := chromium(t)
	d := dbtest.Open(t, db.SQLite, Schemas())
	w := &wall{at: dbtest.Noon}
	d.Clock = w
	s := newStage(t, d, 0)
	s.must(s.app.Auth.SetLang(t.Context(), s.user, i18n.ZhHans))
	s.live()
	root := s.serves()
	act := thumb(t, ctx)
	js := func(what string) (got string) {
		t.Helper()
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](what))
		s.must(err)
		return got
	}
	ticks := func(want string) {
		t.Helper()
		if got := js(`[...document.querySelectorAll(".mn-guide li")].map((e) => e.className ? "x" : "-").join("")`); got != want {
			t.Errorf("the steps stand at %q, want %q", got, want)
		}
	}
	act("shop-0-line", chromedp.EmulateViewport(390, 844), chromedp.Navigate(root), chromedp.WaitVisible(`.mn-week a[href$="/wechat/settings"]`))
	act("shop-1-settings", chromedp.Navigate(strings.TrimSuffix(root, "wechat")+"settings"), touch(`a.hs-tile[href$="/wechat/settings"]`), chromedp.WaitVisible("#shops"))
	act("shop-2-on", touch("#shops button"), chromedp.WaitVisible("#places"))
	act("shop-3-empty", chromedp.Navigate(root), chromedp.WaitVisible(".mn-guide"))
	ticks("---")
	act("shop-4-place", touch(".hs-stop-go a"), chromedp.WaitVisible("#theme"))
	act("shop-5-named", chromedp.SendKeys("#shop", "青禾"), chromedp.SendKeys("#area", "河西"), touch("form[method=get] .btn-primary"), chromedp.WaitVisible("#names"))
	if name := js(`document.querySelector("#names").value`); name != "青禾·河西·福利1群" {
		t.Errorf("it proposes %q", name)
	}
	act("shop-6-made", touch(`form[method=post] .btn-primary`), chromedp.WaitVisible("#sop-welcome"))
	ticks("x--")
	group := js(`location.pathname`)
	at := strings.TrimSuffix(root, group[:strings.Index(group, "/wechat")]+"/wechat") + group
	act("shop-7-welcome", chromedp.Click("#sop-welcome summary"), chromedp.WaitVisible("#sop-welcome form"),
		chromedp.SendKeys(`[name="ask.c.群里有什么"]`, "每天到货、预订和自提"), chromedp.SendKeys(`[name="ask.c.服务时间"]`, "9:00–20:00"),
		chromedp.SendKeys(`[name="ask.c.群主"]`, "小河"), touch("#sop-welcome form .btn-primary"), chromedp.WaitVisible("#sop-welcome.mn-on"))
	ticks("xx-")
	act("shop-8-arrived", chromedp.SendKeys("#arrived input[name=what]", "本地番茄、早上现磨的豆腐"), touch("#arrived .btn-primary"), chromedp.WaitVisible(".mn-todo"))
	act("shop-9-told", touch(".mn-todo .mn-acts form button"), chromedp.WaitVisible(".mn-said form"))
	act("shop-9-steps", chromedp.Navigate(root), chromedp.WaitVisible(".mn-guide"))
	ticks("xxx")
	act("shop-10-grow", chromedp.Navigate(at), chromedp.SendKeys("#people", "150"), touch("#today .btn-primary"), chromedp.WaitVisible("#size"))
	if got := js(`document.querySelector("#size").textContent`); !strings.Contains(got, "还差 50 位") {
		t.Errorf("150 people: %s", got)
	}
	act("shop-11-full", chromedp.Navigate(at), chromedp.SetValue("#people", "300"), touch("#today .btn-primary"), chromedp.WaitVisible("#size form"))
	act("shop-12-came", chromedp.SendKeys("#came textarea", "小雨"), touch("#came .btn-primary"), chromedp.WaitVisible(".alert-success"))
	if got := js(`document.querySelector(".alert-success").textContent`); !strings.Contains(got, "已满 300 人") {
		t.Errorf("the 301st: %s", got)
	}
	act("shop-13-next", touch("#size form button"), chromedp.WaitVisible("#full-person"))
	copied := js(`(() => { let got = ""; Object.defineProperty(navigator, "clipboard", {value: {writeText: (text) => { got = text; return Promise.resolve(); }}});
		document.querySelector('[data-copy="#full-person"]').click(); return got; })()`)
	if !strings.Contains(copied, "青禾·河西·福利2群") || copied != js(`document.querySelector("#full-person").value`) {
		t.Errorf("a touch copied %q", copied)
	}
	if got := js(`document.querySelector("#came").textContent`); !strings.Contains(got, "本群已满 300 人，新来的请进“青禾·河西·福利2群”") {
		t.Errorf("beside who came: %s", got)
	}
	act("shop-13-thumb", chromedp.SendKeys("#arrived input[name=what]", "新到的排骨"), touch("#arrived .btn-primary"), chromedp.Navigate(at), chromedp.WaitVisible(".mn-todo"))
	if under := js(`String(document.querySelector(".mn-todo .mn-acts").getBoundingClientRect().bottom - document.querySelector(".hs-nav").getBoundingClientRect().top)`); !strings.HasPrefix(under, "-") {
		t.Errorf("on the page of a full group what copies and sends lies %s px under the bar", under)
	}
	act("shop-14-list", chromedp.Navigate(root), chromedp.WaitVisible(".mn-list"))
	act("shop-15-add", chromedp.Navigate(root+"/add?shop=青禾&area=河东"), chromedp.WaitVisible("#names"), touch(`form[method=post] .btn-primary`), chromedp.WaitVisible("#sop-welcome"))
	act("shop-16-areas", chromedp.Navigate(root), chromedp.WaitVisible(".mn-tabs"), touch(".mn-tabs a:nth-child(2)"), chromedp.WaitVisible(`.mn-tabs [aria-current]`))
	if n := js(`String(document.querySelectorAll(".mn-list li").length)`); n != "1" {
		t.Errorf("%s groups of one area are listed", n)
	}
	pages := []string{root, at, root + "/settings", root + "/add"}
	for _, l := range []i18n.Lang{i18n.En, i18n.ZhHant} {
		s.must(s.app.Auth.SetLang(t.Context(), s.user, l))
		for i, page := range pages {
			act(fmt.Sprintf("shop-%s-%d", l, i+1), chromedp.Navigate(page), chromedp.WaitVisible("main h1"))
		}
	}
	s.must(s.app.Auth.SetLang(t.Context(), s.user, i18n.ZhHans))
	for i, page := range pages {
		act(fmt.Sprintf("shop-wide-%d", i+1), chromedp.EmulateViewport(1280, 900), chromedp.Navigate(page), chromedp.WaitVisible("main h1"))
	}
}
