package manual

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/huoshui/huoshui/internal/base/id"
)

// side says where the line of a number stands: mine, theirs, no words, or nobody's yet.
func (s screen) side(n int) string {
	s.t.Helper()
	at, err := chromedp.Run(s.ctx, chromedp.Evaluate[string](fmt.Sprintf(`(document.querySelector('input[name="l.%d"]:checked') || {value: ""}).value`, n)))
	s.must(err)
	return at
}

// tap taps in the middle of the line of a number, wherever it stands.
func (s screen) tap(n int) {
	s.t.Helper()
	s.do(fmt.Sprint("line ", n), chromedp.Click(fmt.Sprintf(`.mp-say:has(input[name="l.%d"]) .mp-bubble`, n)))
}

// TestBrowserATalkBetweenTwo: at 390 px and at 1280, one question, a name, a tap on each
// of one's own lines, and who waits is shown; a second tap gives a line to the other.
func TestBrowserATalkBetweenTwo(t *testing.T) {
	k := onSQLite(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.Token})
		k.Mux.ServeHTTP(w, r)
	}))
	defer server.Close()
	s := screen{k, browse(t)}
	address := server.URL + "/w/" + id.Show(k.ws) + "/wechat/paste"
	for wide, high := range map[int64]int64{390: 844, 1280: 800} {
		name := func(of string) string { return fmt.Sprintf("two_%s_%d", of, wide) }
		s.do("the box", chromedp.EmulateViewport(wide, high), chromedp.Navigate(address), chromedp.WaitReady("#text"), chromedp.SetValue("#text", private))
		s.press(`button[value="read"]`, `button[value="yes"]`)
		s.look(name("asked"))
		s.press(`button[value="yes"]`, ".mp-two")
		s.look(name("list"))
		for _, n := range append(mine, 7) {
			s.tap(n)
		}
		if s.tap(7); s.side(4) != "me" || s.side(7) != "them" || s.side(3) != "" || s.side(2) != "out" {
			t.Errorf("%d px: line 4 is %q, 7 %q, 3 %q, 2 %q", wide, s.side(4), s.side(7), s.side(3), s.side(2))
		}
		small, err := chromedp.Run(s.ctx, chromedp.Evaluate[int](`[...document.querySelectorAll(".mp-say input")].filter((x) => x.offsetHeight < 44 || x.offsetWidth < 44).length`))
		if s.must(err); small > 0 {
			t.Errorf("%d px: %d places are too small for a thumb", wide, small)
		}
		s.look(name("tapped"))
		s.press(`button[value="read"]`, ".alert-danger, .invalid-feedback")
		if page := s.look(name("open")); !strings.Contains(page, "请写对方的名字") {
			t.Errorf("%d px: no name is asked for: %s", wide, page)
		}
		s.do("the rest", chromedp.SetValue("#other", "王姐"), chromedp.Click(`input[name="rest"]`))
		s.press(`button[value="read"]`, "#waits")
		if page := s.look(name("read")); !strings.Contains(page, "认出 8 句，2 个人说的。有 1 句问了没人回") {
			t.Errorf("%d px: who waits: %s", wide, page)
		}
		s.do("once more", chromedp.Click(`#ask summary`))
		s.look(name("change"))
		s.press(`button[value="take"]`, ".alert-success")
		s.look(name("taken"))
		if len(k.kept) != 8 || len(k.places) != 1 {
			t.Errorf("%d px: %d messages are kept in %d groups", wide, len(k.kept), len(k.places))
		}
	}
}
