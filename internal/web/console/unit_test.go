package console

import (
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"net/http/httptest"
	"net/netip"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

func TestRealAddress(t *testing.T) {
	proxies, err := ParseProxies("10.0.0.0/8, 127.0.0.1,::1")
	if err != nil || len(proxies) != 3 {
		t.Fatal(proxies, err)
	}
	s := &Shell{proxies: proxies}
	for _, tt := range []struct{ peer, forwarded, want string }{
		{"203.0.113.9:5", "", "203.0.113.9"},
		{"203.0.113.9:5", "1.1.1.1", "203.0.113.9"}, // not a trusted peer: anybody can write that
		{"10.1.1.1:5", "1.1.1.1", "1.1.1.1"},
		{"10.1.1.1:5", "9.9.9.9, 1.1.1.1, 10.2.2.2", "1.1.1.1"}, // 9.9.9.9 was made up by 1.1.1.1
		{"10.1.1.1:5", "", "10.1.1.1"},
		{"10.1.1.1:5", "nonsense", "10.1.1.1"},
		{"10.1.1.1:5", "1.1.1.1, nonsense, 10.2.2.2", "10.2.2.2"},
		{"[::1]:5", "[2001:db8::1]:443", "2001:db8::1"},
		{"127.0.0.1:5", "::ffff:1.1.1.1", "1.1.1.1"},
		{"[::ffff:10.1.1.1]:5", "1.1.1.1", "1.1.1.1"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = tt.peer
		if tt.forwarded != "" {
			r.Header.Set("X-Forwarded-For", tt.forwarded)
		}
		if got := s.Address(r); got != netip.MustParseAddr(tt.want) {
			t.Errorf("%s via %q = %s, want %s", tt.peer, tt.forwarded, got, tt.want)
		}
	}
	if _, err := ParseProxies("10.0.0.0/8,proxy.local"); err == nil {
		t.Error("a host name was taken for a network")
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("10.0.0.1:1", "1.1.1.1, 2.2.2.2")
	f.Add("[::1]:1", "[::]:x,,")
	f.Fuzz(func(t *testing.T, peer, forwarded string) {
		s := &Shell{proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = peer
		r.Header["X-Forwarded-For"] = []string{forwarded}
		if got := s.Address(r); got != parseAddr(peer) && !s.trusted(parseAddr(peer)) {
			t.Errorf("peer %q is not trusted, and yet %s was believed", peer, got)
		}
	})
}

func page(body string) fstest.MapFS {
	return fstest.MapFS{"p.html": {Data: []byte(`{{define "title"}}x{{end}}{{define "body"}}` + body + `{{end}}`)}}
}

func TestBrokenPagesAreRefusedAtStart(t *testing.T) {
	word := i18n.Words{"known": {Hans: "甲", Hant: "甲", En: "A"}}
	for body, ok := range map[string]bool{
		`{{t "known"}}`:       true,
		`{{t "frame.brand"}}`: true,
		`{{t "typo"}}`:        false,
		`{{if .View}}{{else}}{{t "typo"}}{{end}}`:             false,
		`{{range .View}}{{with .}}{{t "typo"}}{{end}}{{end}}`: false,
		`<a title="{{printf "%s" (t "typo")}}">`:              false,
		`{{template "q" (t "typo")}}{{define "q"}}{{end}}`:    false,
		`{{define "r"}}{{t "typo"}}{{end}}`:                   false,
		`{{t .View}}`:                                         false,
		`{{"known" | t}}`:                                     false,
		`{{nosuch}}`:                                          false,
		`{{if}}`:                                              false,
	} {
		if strings.HasPrefix(body, `{{define "r"}}`) {
			body = `{{end}}` + body + `{{define "z"}}`
		}
		if _, err := NewPage(page(body), "p.html", word); (err == nil) != ok {
			t.Errorf("%s: %v", body, err)
		}
	}
	for what, words := range map[string]i18n.Words{
		"a language is missing": {"known": {Hans: "甲", En: "A"}},
		"a word of the frame's": {"frame.brand": {Hans: "甲", Hant: "甲", En: "A"}},
	} {
		if _, err := NewPage(page(`x`), "p.html", words); err == nil {
			t.Errorf("%s, and the page was accepted", what)
		}
	}
	if _, err := NewPage(fstest.MapFS{"p.html": {Data: []byte(`{{define "title"}}x{{end}}`)}}, "p.html", nil); err == nil {
		t.Error("a page without a body was accepted")
	}
}

func TestWrongRoutesAreToldAtStart(t *testing.T) {
	for what, add := range map[string]func(*Shell){
		"outside a workspace": func(s *Shell) { s.Handle("GET /things", auth.View, nil) },
		"an unknown action":   func(s *Shell) { s.Handle("GET /w/{ws}/things", "fly", nil) },
		"twice the same":      func(s *Shell) { s.Handle("GET /w/{ws}/a", auth.View, nil); s.Handle("GET /w/{ws}/a", auth.View, nil) },
		"no pattern":          func(s *Shell) { s.HandleOpen("GET no slash", nil) },
		"an asset twice":      func(s *Shell) { s.Assets("", fstest.MapFS{"console.css": {}}) },
	} {
		s, err := New(Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Handler(); err != nil {
			t.Fatalf("an empty shell: %v", err)
		}
		add(s)
		if _, err := s.Handler(); err == nil {
			t.Errorf("%s, and the shell was accepted", what)
		}
	}
	if _, err := New(Options{Menu: []Item{{Path: "x", Icon: "nosuch"}}}); err == nil {
		t.Error("a menu item with an icon that does not exist was accepted")
	}
}

func TestFigures(t *testing.T) {
	three, none := 3.14159, (*float64)(nil)
	for _, tt := range []struct {
		f    func(any) (string, error)
		in   any
		want string
	}{
		{number, 0, "0"}, {number, 999, "999"}, {number, 1000, "1,000"}, {number, int64(-1234567), "−1,234,567"}, {number, uint8(7), "7"},
		{number, 1234.5, "1,234.5"}, {number, &three, "3.14"}, {number, none, "—"}, {number, math.NaN(), "—"}, {number, nil, "—"},
		{percent, 0.4567, "46%"}, {percent, 0.0, "0%"}, {percent, 0.0456, "4.6%"}, {percent, 1.0, "100%"}, {percent, none, "—"},
		{percent, 0.0999, "10%"}, {percent, -0.02, "-2.0%"}, {percent, math.Inf(1), "—"},
	} {
		if got, err := tt.f(tt.in); got != tt.want || err != nil {
			t.Errorf("%v = %q (%v), want %q", tt.in, got, err, tt.want)
		}
	}
	if _, err := number("12"); err == nil {
		t.Error("a string was taken for a number")
	}
}

func TestTimes(t *testing.T) {
	now := time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)
	zone := time.FixedZone("Asia/Test", 8*3600)
	for gap, want := range map[time.Duration]string{
		0: "刚刚", 59 * time.Second: "刚刚", time.Minute: "1 分钟前", 119 * time.Minute: "1 小时前", 47 * time.Hour: "1 天前",
		30 * 24 * time.Hour: "30 天前", 31 * 24 * time.Hour: "2029-12-02", -time.Hour: "1 小时后",
		-7*24*time.Hour + time.Second: "7 天后", -10 * time.Second: "刚刚", 17 * time.Hour: "17 小时前",
	} {
		r := reader{lang: i18n.ZhHans, zone: zone, clock: clock.Fixed(now)}
		got, err := r.time(now.Add(-gap))
		if err != nil || !strings.Contains(string(got), ">"+want+"</time>") {
			t.Errorf("%v ago = %s (%v), want %s", gap, got, err, want)
		}
	}
	r := reader{lang: i18n.En, zone: zone, clock: clock.Fixed(now)}
	got, err := r.time(now)
	if want := `<time datetime="2030-01-02T12:00:00Z" title="2030-01-02 20:00 (Asia/Test)">just now</time>`; string(got) != want || err != nil {
		t.Errorf("%s (%v), want %s", got, err, want)
	}
	if got, err := r.time(time.Time{}); got != "—" || err != nil {
		t.Errorf("no time = %s (%v)", got, err)
	}
}

func TestAssetsAreFingerprintedAndZipped(t *testing.T) {
	s, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Assets("thing", fstest.MapFS{"a.js": {Data: []byte(strings.Repeat("let a = 1;\n", 100))}})
	url, err := s.assets.url("thing/a.js")
	if err != nil {
		t.Fatal(err)
	}
	get := func(path, encoding string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Accept-Encoding", encoding)
		w := httptest.NewRecorder()
		s.mux.ServeHTTP(w, r)
		return w
	}
	w := get(url, "br, gzip")
	z, err := gzip.NewReader(w.Body)
	if err != nil || w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("not zipped: %v %v", w.Header(), err)
	}
	if body, err := io.ReadAll(z); err != nil || len(body) != 1100 {
		t.Errorf("zipped body of %d bytes (%v)", len(body), err)
	}
	w = get(url, "")
	if w.Body.Len() != 1100 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") ||
		w.Header().Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("plain: %d bytes, %v", w.Body.Len(), w.Header())
	}
	if w := get("/static/000000000000/thing/a.js", ""); w.Code != 404 {
		t.Errorf("an address of another version: %d", w.Code)
	}
	for _, name := range []string{"tabler", "htmx", "echarts", "console.css", "console.js", "mark.svg"} {
		if _, err := s.assets.url(name); err != nil {
			t.Error(err)
		}
	}
}

// TestVendoredFilesSayWhereTheyComeFrom: every vendored folder has a licence
// and a line in VENDOR.md.
func TestVendoredFilesSayWhereTheyComeFrom(t *testing.T) {
	table, err := os.ReadFile("static/vendor/VENDOR.md")
	if err != nil {
		t.Fatal(err)
	}
	dirs, err := os.ReadDir("static/vendor")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		if _, err := os.Stat("static/vendor/" + d.Name() + "/LICENSE"); err != nil {
			t.Errorf("%s has no licence: %v", d.Name(), err)
		}
		name, version, _ := strings.Cut(d.Name(), "-")
		if !regexp.MustCompile(`(?m)^\| @?` + name + `\S* \| ` + regexp.QuoteMeta(version) + ` \|`).Match(table) {
			t.Errorf("VENDOR.md has no line for %s %s", name, version)
		}
	}
}

// TestColoursCanBeRead: text on its ground has a contrast of 4.5:1, lines of
// fields 3:1, in both themes, and both ways of choosing dark agree.
func TestColoursCanBeRead(t *testing.T) {
	css, err := os.ReadFile("static/console.css")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile(`(?s)\{[^{}]*--hs-ground:[^{}]*\}`).FindAllString(string(css), -1)
	if len(blocks) != 3 {
		t.Fatalf("%d blocks of colours, want light, dark and the system's dark", len(blocks))
	}
	token := regexp.MustCompile(`--hs-([a-z-]+): (#[0-9a-f]{6})`)
	var themes []map[string]string
	for _, b := range blocks {
		theme := map[string]string{}
		for _, m := range token.FindAllStringSubmatch(b, -1) {
			theme[m[1]] = m[2]
		}
		themes = append(themes, theme)
	}
	if fmt.Sprint(themes[1]) != fmt.Sprint(themes[2]) {
		t.Error("dark by choice and dark by the system differ")
	}
	for i, theme := range themes[:2] {
		for _, pair := range []struct {
			text, ground string
			least        float64
		}{
			{"text", "ground", 4.5}, {"text", "surface", 4.5}, {"text", "sunken", 4.5}, {"quiet", "ground", 4.5}, {"quiet", "surface", 4.5},
			{"quiet", "sunken", 4.5}, {"link", "ground", 4.5}, {"link", "surface", 4.5}, {"link", "sunken", 3}, {"on-accent", "accent", 4.5},
			{"on-accent", "accent-deep", 4.2}, {"on-tint", "tint", 4.5}, {"harm", "harm-tint", 4.5}, {"harm", "surface", 4.5}, {"surface", "harm", 4.5},
			{"warn", "warn-tint", 4.5}, {"good", "good-tint", 4.5}, {"on-sample", "sample", 4.5}, {"edge", "surface", 3},
		} {
			if got := contrast(t, theme[pair.text], theme[pair.ground]); got < pair.least {
				t.Errorf("theme %d: %s on %s has a contrast of %.2f, want %.1f", i, pair.text, pair.ground, got, pair.least)
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	light := func(hex string) float64 {
		if len(hex) != 7 {
			t.Fatalf("no such colour: %q", hex)
		}
		var sum float64
		for i, weight := range []float64{.2126, .7152, .0722} {
			n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			c := float64(n) / 255
			if c <= .04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum
	}
	la, lb := light(a), light(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

// TestOwnWordsAreComplete: every sentence of this package in every language.
func TestOwnWordsAreComplete(t *testing.T) {
	all := frameWords()
	for k, v := range errorWords() {
		all[k] = v
	}
	for _, status := range []int{400, 401, 403, 404, 409, 413, 422, 429, 500, 503} {
		all[fmt.Sprint("title ", status)] = errorTitle(status)
		if n := errorNext(status); n != (i18n.Text{}) {
			all[fmt.Sprint("next ", status)] = n
		}
	}
	for i, s := range []i18n.Text{foreignForm, tooLarge, badForm, forbidden, noPage, justNow} {
		all[fmt.Sprint("sentence ", i)] = s
	}
	if missing := all.Missing(); len(missing) > 0 {
		t.Error(missing)
	}
}
