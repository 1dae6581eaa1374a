package house

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestBrowserTheIndexReachesANewcomer on a phone: a summary is kept, is found by a word
// in it, stands on the index card where somebody came, and both are copied by a touch.
// The longest title and link make no page wider than the screen.
func TestBrowserTheIndexReachesANewcomer(t *testing.T) {
	ctx := chromium(t)
	s := newStage(t, dbtest.Open(t, db.SQLite, Schemas()), 0)
	k := s.live()
	group := s.handGroup("青禾福利群")
	s.handDoor(k)
	wechat := s.serves()
	root, act := strings.TrimSuffix(wechat, "wechat")+"shelf", thumb(t, ctx)
	copies := func(button, text string) {
		t.Helper()
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`(() => {
			let got = "";
			Object.defineProperty(navigator, "clipboard", {configurable: true, value: {writeText: (text) => { got = text; return Promise.resolve(); }}});
			document.querySelector(%q).click();
			return got; })()`, button)))
		s.must(err)
		if !strings.Contains(got, text) {
			t.Errorf("%s copied %q", button, got)
		}
	}
	title, link := strings.Repeat("W", 60), "https://doc.example/"+strings.Repeat("a", 300)
	act("shelf-1-empty", chromedp.EmulateViewport(390, 844), chromedp.Navigate(root), chromedp.WaitVisible(".hs-helplink"))
	act("shelf-2-form", touch(".hs-head .btn-primary"), chromedp.WaitVisible("#summary"))
	act("shelf-3-kept", chromedp.SendKeys("#title", title), chromedp.SendKeys("#summary", "先看颜色"), chromedp.SendKeys("#link", link), chromedp.SendKeys("#sharer", "王师傅"),
		chromedp.Click(`.sh-groups input[value="`+id.Show(group)+`"]`), touch("form.hs-form .hs-go .btn-primary"), chromedp.WaitVisible("#post-text"))
	copies("#post .btn-primary", "先看颜色\n")
	copies("#post .btn-primary", link)
	copies(`[data-copy="#link"]`, link)
	act("shelf-4-found", chromedp.Navigate(root+"?q=%E9%A2%9C%E8%89%B2&group="+id.Show(group)), chromedp.WaitVisible("#card-text"), chromedp.WaitVisible(".sh-list a"))
	copies("#card .btn-primary", title)
	copies("#card .btn-primary", "\n"+link)
	act("shelf-5-came", chromedp.Navigate(wechat+"/"+id.Show(group)), chromedp.WaitVisible("#shelf-text"))
	copies("#shelf .btn-primary", title)
	act("shelf-6-wide", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(root), chromedp.WaitVisible(".sh-list a"))
}
