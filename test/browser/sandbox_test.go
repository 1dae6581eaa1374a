package browser_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// comes waits until an expression of the page is true. Where the page gives way
// to another while it is asked, the other is asked.
func comes(t *testing.T, ctx context.Context, what, expression string) {
	t.Helper()
	look := chromedp.Evaluate[bool](`new Promise((done) => { let n = 0; const holds = () => { try { return !!(`+expression+`) } catch { return false } };
		const look = () => { if (holds()) done(true); else if (++n > 400) done(false); else setTimeout(look, 50); }; look(); })`, chromedp.EvalAwaitPromise)
	came, err := chromedp.Run(ctx, look)
	for tries := 1; err != nil && ctx.Err() == nil && tries < 20; tries++ {
		came, err = chromedp.Run(ctx, look)
	}
	switch {
	case err != nil:
		t.Fatalf("%s: %v", what, err)
	case !came:
		body := ask(t, ctx, "read", chromedp.Text("#main"))
		t.Fatalf("never: %s\n%.1500s", what, body)
	}
}

// first is the first number behind a word.
func first(text, word string) string {
	m := regexp.MustCompile(word + `\s*([0-9,]+)`).FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return m[1]
}

// enter signs in and opens the group of the phone that is called so.
func enter(t *testing.T, ctx context.Context, p product, group string) (root string) {
	t.Helper()
	steps(t, ctx, "sign in by the printed link", chromedp.EmulateViewport(1440, 900), chromedp.Navigate(p.link),
		chromedp.Click("form button[type=submit], form button.btn-primary"), chromedp.WaitVisible(".hs-ways"),
		chromedp.Click(".hs-way-else"), chromedp.WaitVisible(".sb-phone"))
	root = strings.TrimSuffix(ask(t, ctx, "where", chromedp.Location()), "/sandbox")
	open(t, ctx, group)
	return root
}

func open(t *testing.T, ctx context.Context, group string) {
	t.Helper()
	ask(t, ctx, "open a group", chromedp.Evaluate[bool](fmt.Sprintf(`!!([...document.querySelectorAll(".sb-list a")].find((x) => x.textContent.includes(%q)) || { click() {} }).click() || true`, group)))
	comes(t, ctx, group+" is open", fmt.Sprintf(`(document.querySelector(".sb-name") || {textContent: ""}).textContent.includes(%q) && document.querySelector("#sb-text")`, group))
}

// TestBrowserSandbox says something as 小雨 in the phone, sees it come in and
// move the figures, sees the same figure on the group's page, and lets time run.
func TestBrowserSandbox(t *testing.T) {
	ctx := browse(t)
	p := start(t)
	root := enter(t, ctx, p, "福利群")
	picture(t, ctx, "sandbox-chat")
	steps(t, ctx, "say something", chromedp.SendKeys("#sb-text", "请问明天有核桃包吗？\r"))
	comes(t, ctx, "it is in the phone", `[...document.querySelectorAll(".sb-msg.mine")].some((x) => x.textContent.includes("核桃包吗"))`)
	comes(t, ctx, "it is in the story and has moved figures",
		`[...document.querySelectorAll(".sb-beat.mine")].some((x) => x.textContent.includes("核桃包吗") && x.querySelector(".moved"))`)
	picture(t, ctx, "sandbox-said")
	beat := ask(t, ctx, "the story", chromedp.Evaluate[string](`[...document.querySelectorAll(".sb-beat.mine")].find((x) => x.textContent.includes("核桃包吗")).textContent`))
	if !strings.Contains(beat, "小雨") || !strings.Contains(beat, "群友") {
		t.Errorf("the story says %q", beat)
	}
	after := first(strings.Join(strings.Fields(beat), " "), `消息 [0-9,]+ →`)
	group := ask(t, ctx, "the group", chromedp.Evaluate[string](`document.querySelector(".sb-beat.mine .sb-steps a[href*='/groups/']").href`))
	steps(t, ctx, "the group's page", chromedp.Navigate(group), chromedp.WaitReady("#main"))
	if body := ask(t, ctx, "read", chromedp.Text("#main")); after == "" || !strings.Contains(body, after) {
		t.Errorf("the group's page does not say %q, the messages that the story told", after)
	}

	steps(t, ctx, "back", chromedp.Navigate(root+"/sandbox"), chromedp.WaitVisible(".sb-phone"))
	press(t, ctx, `.sb-speeds button[value="10000"]`)
	comes(t, ctx, "the clock runs", `document.querySelector('.sb-speeds button[value="10000"][aria-pressed]')`)
	shown := ask(t, ctx, "the clock", chromedp.Evaluate[string](`document.querySelector(".sb-time-of strong").textContent`))
	comes(t, ctx, "minutes pass in a moment", fmt.Sprintf(`document.querySelector(".sb-time-of strong").textContent !== %q`, shown))
	comes(t, ctx, "the crowd is heard", `[...document.querySelectorAll(".sb-beat")].some((x) => !x.textContent.includes("小雨") && x.querySelector(".moved"))`)
	picture(t, ctx, "sandbox-fast")
	for name, width := range map[string]int64{"desk": 1440, "tablet": 900, "phone": 390} {
		steps(t, ctx, name, chromedp.EmulateViewport(width, 844), chromedp.Navigate(root+"/sandbox"), chromedp.WaitReady("#main"))
		if over := sideways(t, ctx); over > 0 {
			t.Errorf("the sandbox on a %s is %d px too wide", name, over)
		}
	}
	steps(t, ctx, "on a phone", chromedp.EmulateViewport(390, 844), chromedp.Navigate(root+"/sandbox"), chromedp.WaitReady("#main")) // where there are tabs
	for tab, part := range map[string]string{"story": ".sb-right", "clock": ".sb-middle", "phone": ".sb-left"} {
		steps(t, ctx, tab, chromedp.Click(`label[for="sb-tab-`+tab+`"]`), chromedp.WaitVisible(part))
		picture(t, ctx, "sandbox-phone-"+tab)
	}
}

// press clicks something in a part of the page that moves by itself: found and
// clicked in one go, since the next moment it may be drawn anew.
func press(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	if !ask(t, ctx, "press "+selector, chromedp.Evaluate[bool](fmt.Sprintf(`(document.querySelector(%q)?.click(), document.querySelector(%[1]q) !== null)`, selector))) {
		t.Fatalf("there is no %s to press", selector)
	}
}

// TestBrowserSandboxProfiles: what is said in a group like WeCom stays there;
// what Huoshui is to say there waits for a person; a newcomer scans to join.
func TestBrowserSandboxProfiles(t *testing.T) {
	ctx := browse(t)
	p := start(t)
	root := enter(t, ctx, p, "会员群")
	steps(t, ctx, "say something", chromedp.SendKeys("#sb-text", "这句活水听不到\r"))
	comes(t, ctx, "it is in the phone", `[...document.querySelectorAll(".sb-msg.mine")].some((x) => x.textContent.includes("活水听不到"))`)
	steps(t, ctx, "let Huoshui speak", chromedp.Click(".sb-dots"), chromedp.WaitVisible("#sb-speak"),
		chromedp.SendKeys("#sb-speak", "周六十点有新面包\r"), chromedp.WaitVisible(".sb-wait .btn-primary"))
	picture(t, ctx, "sandbox-wecom")
	press(t, ctx, ".sb-wait .btn-primary")
	comes(t, ctx, "it is said", `!document.querySelector(".sb-wait") && [...document.querySelectorAll(".sb-msg")].some((x) => x.textContent.includes("周六十点有新面包"))`)
	comes(t, ctx, "it counts as sent", `[...document.querySelectorAll(".sb-sent")].some((x) => x.textContent.includes("已发出"))`)
	story := ask(t, ctx, "the story", chromedp.Text("#sb-story"))
	if strings.Contains(story, "听不到\n") || strings.Contains(story, "这句活水") {
		t.Errorf("what was said in a WeCom-like group is in the story: %s", story)
	}
	found := ask(t, ctx, "search everything the console knows", chromedp.Evaluate[bool](`Promise.all(["groups", "members"].map((x) => fetch("`+root+`/" + x).then((r) => r.text())))
		.then((all) => all.some((x) => x.includes("这句活水听不到")))`, chromedp.EvalAwaitPromise))
	if found {
		t.Error("a page shows what was said in a WeCom-like group")
	}
	steps(t, ctx, "be a newcomer", chromedp.Click(".sb-who summary"), chromedp.WaitVisible(`.sb-who button[value="newcomer"]`), chromedp.Click(`.sb-who button[value="newcomer"]`))
	comes(t, ctx, "a newcomer", `document.querySelector(".sb-self").textContent.includes("新来的小满") && document.querySelector(".sb-list")`)
	ask(t, ctx, "open", chromedp.Evaluate[bool](`!document.querySelector(".sb-list a").click()`))
	steps(t, ctx, "scan", chromedp.WaitVisible(".sb-qr svg"), chromedp.Click(`.sb-about button[value="join"]`), chromedp.WaitVisible("#sb-text"))
	comes(t, ctx, "that they came is in the story", `[...document.querySelectorAll(".sb-beat")].some((x) => x.textContent.includes("新来的小满") && x.textContent.includes("进群了"))`)
	picture(t, ctx, "sandbox-newcomer")
}
