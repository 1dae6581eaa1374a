package browser_test

import (
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserForgetsSomebody: from a member's page, by typing the word, on the
// smallest phone; and the record says so.
func TestBrowserForgetsSomebody(t *testing.T) {
	ctx := browse(t)
	p := start(t)
	steps(t, ctx, "sign in by the printed link", chromedp.EmulateViewport(360, 740), chromedp.Navigate(p.link),
		chromedp.Click("form button[type=submit], form button.btn-primary"), chromedp.WaitVisible(".hs-ways"))
	steps(t, ctx, "the sample", chromedp.Click(`a[href="/start/look"]`), chromedp.WaitReady(".hs-nav"))
	comes(t, ctx, "the sample says that it is one", `!!document.querySelector(".hs-nav") && document.body.innerText.includes("样例数据")`)
	root := regexp.MustCompile(`^.*/w/[^/]+`).FindString(ask(t, ctx, "where", chromedp.Location()))
	fits := func(page string) {
		t.Helper()
		if over := sideways(t, ctx); over > 0 {
			t.Errorf("%s is %d px too wide for a small phone", page, over)
		}
		picture(t, ctx, page)
	}
	steps(t, ctx, "the record", chromedp.Navigate(root+"/settings/record"), chromedp.WaitReady("#main"))
	fits("record-empty")
	comes(t, ctx, "a member", `fetch('`+root+`/members').then(r => r.text()).then(s => { window.found = s.match(/\/members\/mem_[0-9a-z]+/) }) && !!window.found`)
	member := ask(t, ctx, "a member", chromedp.Evaluate[string](`window.found[0]`))
	steps(t, ctx, "a member", chromedp.Navigate(root+member), chromedp.WaitReady("#main"))
	fits("member")
	name := ask(t, ctx, "their name", chromedp.Evaluate[string](`document.querySelector("h1").innerText`))
	steps(t, ctx, "ask to forget them", chromedp.Click(`a[href$="/forget"]`), chromedp.WaitVisible("#said"))
	fits("forget")
	steps(t, ctx, "type the word", chromedp.SendKeys("#said", "忘记"), chromedp.Click(".btn-danger"), chromedp.WaitVisible(".alert-success"))
	comes(t, ctx, "it is done", `document.body.innerText.includes("已经忘记这个人")`)
	fits("members")
	comes(t, ctx, "nobody is called so any more", `!document.querySelector("#main").innerText.includes(`+"`"+name+"`"+`)`)
	steps(t, ctx, "the record", chromedp.Navigate(root+"/settings/record"), chromedp.WaitReady("#main"))
	comes(t, ctx, "the record says so", `document.querySelector("tbody tr").innerText.includes("忘记了一位群成员")`)
	fits("record")
	steps(t, ctx, "their page", chromedp.Navigate(root+member), chromedp.WaitReady("#main"))
	comes(t, ctx, "their page says so", `document.body.innerText.includes("已经被忘记")`)
	fits("forgotten")
}
