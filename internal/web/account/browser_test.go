package account_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/huoshui/huoshui/internal/base/auth"
)

// browse begins a browser on a computer without any font for Chinese.
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
		t.Skip("no chromium is installed: the first page is not looked at in a browser (make test installs it as root)")
	}
	dir := t.TempDir()
	fonts := filepath.Join(dir, "fonts.conf")
	conf := `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>` + dir + `</cachedir></fontconfig>`
	if err := os.WriteFile(fonts, []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("force-prefers-reduced-motion", true),
		chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true), chromedp.Env("FONTCONFIG_FILE="+fonts))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	limited, end := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(end)
	return limited
}

// TestBrowserNothingIsWiderThanTheScreen: neither where there is no font for Chinese,
// nor where what stands for its characters is wide, nor while styles are late.
func TestBrowserNothingIsWiderThanTheScreen(t *testing.T) {
	ctx := browse(t)
	k := newDesk(t, auth.Sample)
	k.signInAsOwner()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = "hs.example"
		r.Header.Set("Accept-Language", k.lang)
		for _, c := range k.cookies {
			r.AddCookie(c)
		}
		k.mux.ServeHTTP(w, r)
	}))
	defer server.Close()
	const wide = `const s = new CSSStyleSheet(); s.replaceSync("body * { letter-spacing: .45em !important }"); document.adoptedStyleSheets = [s];`
	const without = `document.querySelectorAll(%q).forEach(e => e.remove());`
	for _, lang := range []string{"zh-CN", "en"} {
		k.lang = lang
		for _, path := range []string{"/start", "/workspaces", "/me"} {
			for _, width := range []int64{390, 1280} {
				for what, script := range map[string]string{"no font": "", "wide characters": wide, "Tabler is late": wide + fmt.Sprintf(without, `link[href*="/tabler"]`),
					"ours are late": wide + fmt.Sprintf(without, `link[href*="/console.css"]`), "all are late": wide + fmt.Sprintf(without, `link[rel="stylesheet"]`)} {
					k.must(chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(server.URL+path), chromedp.WaitReady("main h1")))
					over, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(() => { `+script+` return location.pathname + " " + (document.documentElement.scrollWidth - innerWidth); })()`))
					k.must(err)
					if over != path+" 0" {
						t.Errorf("%s at %d, %s: %s px too wide", lang, width, what, over)
					}
				}
			}
		}
	}
}
