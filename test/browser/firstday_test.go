//go:build unix

package browser_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export/sample"
)

// hand is somebody at the program: what they touch and type is counted.
type hand struct {
	t             *testing.T
	ctx           context.Context
	place         string // "laptop" or "phone", for pictures
	n             int    // pictures so far
	touches, keys int
}

// sizes of the first day.
var laptop, phone = [2]int64{1280, 800}, [2]int64{390, 844}

func (h *hand) at(place string, size [2]int64) {
	h.place, h.n = place, 0
	steps(h.t, h.ctx, place, chromedp.EmulateViewport(size[0], size[1]))
}

// touch touches one thing, and waits for another that was not there before: what looks
// like it may stand on the page that the touch leaves.
func (h *hand) touch(what, then string) {
	h.t.Helper()
	ask(h.t, h.ctx, what, chromedp.Evaluate[bool](fmt.Sprintf(`(document.querySelectorAll(%q).forEach((x) => x.setAttribute("data-was", "")), document.querySelector(%q).scrollIntoView({block: "center", behavior: "instant"}), true)`, then, what)))
	steps(h.t, h.ctx, "touch "+what, chromedp.Click(what), chromedp.WaitVisible(then+":not([data-was])"))
	h.touches++
}

// paste puts text into a field, as one does with what was copied elsewhere.
func (h *hand) paste(where, text string) {
	h.t.Helper()
	steps(h.t, h.ctx, "paste into "+where, chromedp.SetValue(where, text))
}

func (h *hand) goes(to, then string) {
	h.t.Helper()
	steps(h.t, h.ctx, to, chromedp.Navigate(to), chromedp.WaitVisible(then))
}

// see takes a picture of what is on the screen, from where something stands, and
// holds that nothing is wider than it.
func (h *hand) see(name, from string) {
	h.t.Helper()
	if over := sideways(h.t, h.ctx); over > 0 {
		h.t.Errorf("%s on a %s is %d px too wide", name, h.place, over)
	}
	dir := os.Getenv("HUOSHUI_TEST_PICTURES")
	if dir == "" {
		return
	}
	h.n++
	ask(h.t, h.ctx, "from", chromedp.Evaluate[bool](fmt.Sprintf(`(() => { const at = %q && document.querySelector(%[1]q); scrollTo({top: at ? at.getBoundingClientRect().top + scrollY - 130 : 0, behavior: "instant"}); return true })()`, from)))
	png := ask(h.t, h.ctx, "picture", chromedp.CaptureScreenshot())
	if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%02d-%s.png", h.place, h.n, name)), png, 0o644); err != nil {
		h.t.Fatal(err)
	}
}

// freePort is an address of this computer at which nobody listens.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // it is to be free again
	return l.Addr().String()
}

// TestBrowserFirstDay is a shop owner's first ten minutes: a double-click, six
// questions, a verdict, the three things of today, a WeChat group, a pasted chat with
// whom nobody answered, a sign-up chain, a help page; on a laptop and on a phone. From
// the double-click to the first verdict it takes eight clicks and no key.
func TestBrowserFirstDay(t *testing.T) {
	ctx := browse(t)
	dir := t.TempDir()
	cmd := exec.Command(program(t, dir), "open", "--data", filepath.Join(dir, "data"), "--phone-listen", freePort(t))
	h := &hand{t: t, ctx: ctx}
	h.at("laptop", laptop)
	way := led(t, dir, cmd)
	h.touches++ // the double-click
	steps(t, ctx, "where the browser is led", chromedp.Navigate(way), chromedp.WaitVisible(".hs-ways"))
	h.see("start", "")
	h.touch(`form[action="/start/check"] button`, "#ck")
	root := regexp.MustCompile(`^.*/w/[^/]+`).FindString(ask(t, ctx, "where", chromedp.Location()))
	sixth := ""
	for i, answer := range [...]string{"people=under200", "age=months", "spoke=fortnight", "posts=some", "bought=none", "open=few"} {
		name, value, _ := strings.Cut(answer, "=")
		chip := fmt.Sprintf(`input[name=%s][value=%s]`, name, value)
		if i == 5 {
			h.see("six-questions", "")
			sixth = chip
			break
		}
		h.touch(chip, chip+":checked")
	}
	h.touch(sixth, ".ck-verdict")
	if h.touches > 8 || h.keys > 0 {
		t.Errorf("from the double-click to the first verdict: %d clicks and %d keys, want at most 8 and none", h.touches, h.keys)
	}
	t.Logf("from the double-click to the first verdict: %d clicks, %d keys", h.touches, h.keys)
	comes(t, ctx, "what it rests on", `document.body.innerText.includes("按你的回答估的")`)
	h.see("verdict", "")
	h.see("three-things", "#do")
	verdict := ask(t, ctx, "where", chromedp.Location())
	h.touch(`form[action$="/plan"] button`, ".ck-done")
	h.touch(`.ck-done a`, ".hs-nav")
	h.see("today", "")
	h.goes(verdict, "#keep")
	h.touch(`form[action$="/tie"] button`, "#keep")
	h.goes(root+"/wechat", ".mn-list")
	h.touch(".mn-list a", "#sop-welcome")
	group := ask(t, ctx, "where", chromedp.Location())
	h.see("wechat-group", "")
	h.see("one-sentence", "#sop-welcome")
	base := root[:strings.Index(root, "/w/")]
	h.goes(base+"/phone", "main form button.btn-primary")
	h.touch("main form button.btn-primary", "main svg")
	h.see("phone-code", "")

	h.at("phone", phone)
	h.goes(base+"/start", ".hs-ways")
	h.see("start", "")
	h.goes(root+"/checkup/new", "#ck")
	h.see("six-questions", "")
	h.goes(verdict, ".ck-verdict")
	h.see("verdict", "")
	h.goes(group, ".hs-nav")
	h.see("wechat-group", "")
	h.pasteChat(root)
	h.pasteChain(root)
	h.goes(root+"/wechat/week", "main form")
	h.see("week", "")
	h.touch(`a[href*="/help/"]`, "main")
	h.see("help", "")
	h.goes(base+"/start/look", ".hs-sample")
	h.see("sample", "")

	h.at("laptop", laptop)
	h.n = 8 // those above
	h.goes(base+"/start/look", ".hs-sample")
	h.see("sample", "")
	h.goes(base+"/quit", `form[action="/quit"] button.btn-primary`)
	steps(t, ctx, "end it", chromedp.Click(`form[action="/quit"] button.btn-primary`))
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Error("it did not end")
	}
}

// pasteChat pastes a chat, answers what is asked, and pastes it once more: whom nobody
// answered stands first, and nothing is kept twice.
func (h *hand) pasteChat(root string) {
	h.t.Helper()
	now := time.Now().In(time.FixedZone("Asia/Shanghai", 8*3600))
	const known = `input[name="group"]:not([value="new"])`
	text := sample.Pasted(i18n.ZhHans, now.AddDate(0, 0, -1)) // so long ago that what was asked in the night is unanswered at any hour
	h.goes(root+"/wechat/paste", "#text")
	h.paste("#text", text)
	h.see("paste", "")
	h.touch(`button[value="read"]`, "#waits")
	h.see("understood", "")
	h.see("what-it-asks", "#ask")
	for _, name := range ask(h.t, h.ctx, "whom it takes for staff", chromedp.Evaluate[[]string](`[...document.querySelectorAll('input[name="staff"]')].filter((x) => x.parentElement.querySelector("em")).map((x) => x.value)`)) {
		ask(h.t, h.ctx, "staff", chromedp.Evaluate[bool](fmt.Sprintf(`(document.querySelector('input[name="staff"][value=%q]').click(), true)`, name)))
		h.touches++
	}
	h.touch(known, known+":checked")
	h.touch(`button[value="take"]`, ".alert-success")
	h.see("unanswered", "")
	comes(h.t, h.ctx, "whom nobody answered", `document.querySelector("#waits").innerText.includes("明早几点开门")`)
	comes(h.t, h.ctx, "it was taken in", `document.querySelector(".alert-success").innerText.includes("收下")`)
	h.goes(root+"/wechat/paste", "#text")
	h.paste("#text", text)
	h.touch(`button[value="read"]`, "#waits")
	h.touch(known, known+":checked")
	h.touch(`button[value="take"]`, ".alert-success")
	comes(h.t, h.ctx, "pasted before, it is not kept again", `document.querySelector(".alert-success").innerText.includes("没有重复收")`)
}

// pasteChain pastes a sign-up chain: sums, what is asked, and who fetched theirs.
func (h *hand) pasteChain(root string) {
	h.t.Helper()
	h.goes(root+"/chain", "#paste")
	h.paste("#paste textarea", sample.Chain(i18n.ZhHans))
	h.touch("#paste .btn-primary", "#rows")
	h.see("chain", "")
	h.see("chain-asks", "#ask")
	h.see("chain-sums", "#goods")
	h.touch("#topickup", ".cn-ticks")
	h.touch(".cn-ticks .btn", ".cn-ticked")
	h.see("pick-up", "")
}
