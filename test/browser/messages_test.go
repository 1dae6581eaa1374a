package browser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserGroupMoves opens the page of a group while its members talk: what
// was counted and measured moves, and what was unfolded, focused and scrolled
// to stays. What was said is found by two characters.
func TestBrowserGroupMoves(t *testing.T) {
	ctx := browse(t)
	p := start(t)
	root := enter(t, ctx, p, "福利群")
	steps(t, ctx, "say something", chromedp.SendKeys("#sb-text", "请问明天有核桃包吗？\r"))
	comes(t, ctx, "it is in the story and has moved figures",
		`[...document.querySelectorAll(".sb-beat.mine")].some((x) => x.textContent.includes("核桃包吗") && x.querySelector(".moved"))`)
	group := ask(t, ctx, "the group", chromedp.Evaluate[string](`document.querySelector(".sb-beat.mine .sb-steps a[href*='/groups/']").href`))
	steps(t, ctx, "let time run", chromedp.Click(`.sb-speeds button[value="1000"]`))
	comes(t, ctx, "the clock runs", `document.querySelector('.sb-speeds button[value="1000"][aria-pressed]')`)

	steps(t, ctx, "the group's page", chromedp.Navigate(group), chromedp.WaitReady("#g-now .in-told"))
	ask(t, ctx, "unfold, focus and scroll", chromedp.Evaluate[bool](`(() => { window.mark = 1;
		window.before = { now: document.querySelector("#g-now").textContent, numbers: document.querySelector("#g-numbers").innerHTML };
		document.querySelector("#g-days details").open = true;
		document.querySelector("#g-verdict summary").focus();
		scrollTo({ top: 160, behavior: "instant" }); return true })()`))
	comes(t, ctx, "what was counted moves", `document.querySelector("#g-now").textContent !== window.before.now`)
	comes(t, ctx, "what was measured moves", `document.querySelector("#g-numbers").innerHTML !== window.before.numbers`)
	kept := ask(t, ctx, "what stays", chromedp.Evaluate[string](`JSON.stringify([window.mark, document.querySelector("#g-days details").open,
		document.activeElement === document.querySelector("#g-verdict summary"), scrollY])`))
	if kept != "[1,true,true,160]" {
		t.Errorf("after the page moved: %s; want not reloaded, unfolded, focused, at 160", kept)
	}
	if body := ask(t, ctx, "read", chromedp.Text("body")); !strings.Contains(body, "模拟") {
		t.Error("the page of a simulated group does not say that it is one")
	}
	picture(t, ctx, "group-moving")

	ask(t, ctx, "until it is found", chromedp.Evaluate[bool](fmt.Sprintf(`(async () => { for (let n = 0; n < 100; n++) {
		if ((await (await fetch("%s/messages?q=核桃")).text()).includes("<mark>核桃</mark>")) return true;
		await new Promise((done) => setTimeout(done, 100)); } return false })()`, root), chromedp.EvalAwaitPromise))
	for name, width := range map[string]int64{"desk": 1440, "phone": 390} {
		for _, page := range []string{group + "/messages", group + "/messages?q=核桃", root + "/messages?q=核桃", root + "/messages"} {
			steps(t, ctx, page, chromedp.EmulateViewport(width, 844), chromedp.Navigate(page), chromedp.WaitReady("#main"))
			if over := sideways(t, ctx); over > 0 {
				t.Errorf("%s on a %s is %d px too wide", page, name, over)
			}
			text := ask(t, ctx, "read", chromedp.Text("#main"))
			if strings.Contains(page, "核桃") && !strings.Contains(text, "请问明天有核桃包吗") {
				t.Errorf("%s does not find what was said:\n%s", page, text)
			}
			picture(t, ctx, fmt.Sprintf("%s-messages-%d", name, len(page)))
		}
	}
	steps(t, ctx, "to what was said around it", chromedp.Navigate(root+"/messages?q=核桃"), chromedp.WaitReady(".cm-around a"), chromedp.Click(".cm-around a"), chromedp.WaitReady(".cm-here"))
}
