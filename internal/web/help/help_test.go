package help

import (
	"bytes"
	"image/png"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

func TestTheLongestBeginningDecidesWhichPageHelps(t *testing.T) {
	for path, want := range map[string]string{
		"/":                                 "start",
		"/nowhere":                          "",
		"/w/ws_1":                           "",
		"/w/ws_1/nowhere":                   "",
		"/sign-in":                          "signin",
		"/link/abc":                         "signin",
		"/w/ws_1/today":                     "today",
		"/w/ws_1/today/":                    "today",
		"/w/ws_1/today/tsk_1":               "task",
		"/w/ws_1/today/tsk_1/picture":       "task",
		"/w/ws_1/today/team":                "team",
		"/w/ws_1/today/calendar":            "subscribe",
		"/w/ws_1/todayish":                  "",
		"/w/ws_1/groups/grp_1":              "group",
		"/w/ws_1/groups/grp_1/messages":     "messages",
		"/w/ws_1/wechat/paste":              "paste",
		"/w/ws_1/wechat/grp_1":              "wechat-group",
		"/w/ws_1/wechat/grp_1/paste":        "paste",
		"/w/ws_1/wechat/add":                "wechat",
		"/w/ws_1/wechat/settings":           "wechat",
		"/w/ws_1/compliance/rules":          "rules",
		"/w/ws_1/compliance/why":            "compliance",
		"/w/ws_1/settings/staff/usr_1":      "staff",
		"/w/ws_1/playbooks/pb_1/edit":       "playbook-new",
		"/w/ws_1/playbooks/pb_1/try":        "playbook-try",
		"/w/ws_1/playbook-runs/run_1":       "playbook",
		"/w/ws_1/connect/hook":              "hooks",
		"/w/ws_1/connect/events":            "connections",
		"/w/ws_1/members/mem_1/merge/mem_2": "member",
	} {
		if got := pageOf(shelves(), path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// names are those of all pages.
func names() (out []string) {
	for _, sh := range shelves() {
		for _, s := range sh.screens {
			out = append(out, s.name)
		}
	}
	return out
}

var sections = map[i18n.Lang][]string{
	i18n.ZhHans: {"你会看到", "先做什么", "这一页做不到的", "常见问题"},
	i18n.ZhHant: {"你會看到", "先做什麼", "這一頁做不到的", "常見問題"},
	i18n.En:     {"What you see", "What to do first", "What it does not do", "Questions"},
}

var (
	heading  = regexp.MustCompile(`(?m)^## (.*)$`)
	question = regexp.MustCompile(`(?m)^\*\*.+\*\*\\$`)
	inText   = regexp.MustCompile(`\]\((help:[^)]*)\)`)
)

// TestEveryPageIsShortAndWhole: in every language it has the same sections, three
// to six things to see, two or three questions, and at most 400 characters of Chinese.
func TestEveryPageIsShortAndWhole(t *testing.T) {
	for _, name := range names() {
		for _, l := range i18n.Langs {
			file := "pages/" + name + "." + string(l) + ".md"
			source, err := texts.ReadFile(file)
			if err != nil {
				t.Errorf("write %s: %v", file, err)
				continue
			}
			text := string(source)
			var have []string
			for _, m := range heading.FindAllStringSubmatch(text, -1) {
				have = append(have, m[1])
			}
			if !slices.Equal(have, sections[l]) {
				t.Errorf("%s has the sections %q, want %q", file, have, sections[l])
			}
			seen := strings.Count(text, "\n- ")
			if asked := len(question.FindAllString(text, -1)); asked < 2 || asked > 3 || seen < 1 || seen > 6 {
				t.Errorf("%s lists %d things and answers %d questions", file, seen, asked)
			}
			han := 0
			for _, r := range text {
				if unicode.Is(unicode.Han, r) {
					han++
				}
			}
			if han > 400 || len(strings.Fields(text)) > 300 {
				t.Errorf("%s is too long: %d characters of Chinese, %d words", file, han, len(strings.Fields(text)))
			}
			if l == i18n.En && han > 0 && name != "me" && !strings.Contains(text, "words#") {
				t.Errorf("%s has Chinese in it", file)
			}
			if strings.ContainsAny(text, "！!") {
				t.Errorf("%s raises its voice", file)
			}
			if l != i18n.En && strings.ContainsAny(text, ";?") {
				t.Errorf("%s has punctuation of another script", file)
			}
		}
	}
	files, err := fs.Glob(texts, "pages/*.md")
	if err != nil || len(files) != 3*len(names()) {
		t.Errorf("there are %d texts for %d pages: %v", len(files), len(names()), err)
	}
}

// TestLinksOfHelpLeadSomewhere: to a page, or to a word of the glossary.
func TestLinksOfHelpLeadSomewhere(t *testing.T) {
	known := append(names(), "words")
	for _, c := range chapters() {
		for _, w := range c.Terms {
			known = append(known, "words#"+w.Key())
		}
	}
	found := 0
	err := fs.WalkDir(texts, "pages", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := texts.ReadFile(file)
		for _, m := range inText.FindAllStringSubmatch(string(text), -1) {
			found++
			if to := strings.TrimPrefix(m[1], "help:"); !slices.Contains(known, to) {
				t.Errorf("%s leads to %q, which is not there", file, to)
			}
		}
		return err
	})
	if err != nil || found < 30 {
		t.Errorf("%d links: %v", found, err)
	}
}

func TestATextCannotBringHTMLOrAnyLink(t *testing.T) {
	read := func(body string) (article, error) {
		return readArticle(fstest.MapFS{"pages/x.en.md": {Data: []byte(body)}}, "x", i18n.En)
	}
	a, err := read("# T\n\nAnswer.\n\nA <b>bold</b> <script>alert(1)</script> [word](help:words#a) & more\n\n<div>raw</div>\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"<b>", "<script", "<div>"} {
		if strings.Contains(string(a.Body), never) {
			t.Errorf("%s came through: %s", never, a.Body)
		}
	}
	if !strings.Contains(string(a.Body), `<a href="words#a">word</a>`) {
		t.Errorf("the link is not resolved: %s", a.Body)
	}
	for _, bad := range []string{
		"# T\n\nAnswer.\n\n[x](javascript:alert(1))\n", "# T\n\nAnswer.\n\n[x](/w/ws_1/today)\n", "# T\n\nAnswer.\n\n[x](http://else.example)\n",
		"", "no title\n", "# T\n\n- no answer\n",
	} {
		if a, err := read(bad); err == nil {
			t.Errorf("%q was read as %+v", bad, a)
		}
	}
}

// Pictures are part of every copy of the program, so they are small.
const (
	maxPicture  = 40 << 10
	maxPictures = 1500 << 10
)

// TestEveryScreenHasItsPicture, none is large, and none is left over.
func TestEveryScreenHasItsPicture(t *testing.T) {
	total, wanted := 0, map[string]bool{}
	for _, sh := range shelves() {
		for _, s := range sh.screens {
			if s.bare {
				continue
			}
			file := "static/pictures/" + s.name + ".png"
			wanted[s.name+".png"] = true
			data, err := static.ReadFile(file)
			if err != nil {
				t.Errorf("there is no picture of %q: add it to test/shots and run make help-pictures", s.name)
				continue
			}
			size, err := png.DecodeConfig(bytes.NewReader(data))
			if err != nil {
				t.Errorf("%s: %v", file, err)
			}
			if total += len(data); len(data) > maxPicture || size.Width > 800 {
				t.Errorf("%s has %d bytes and is %d wide; at most %d and 800", file, len(data), size.Width, maxPicture)
			}
		}
	}
	if total > maxPictures {
		t.Errorf("all pictures have %d bytes, at most %d", total, maxPictures)
	}
	t.Logf("%d pictures, %d KB", len(wanted), total>>10)
	files, err := fs.Glob(static, "static/pictures/*.png")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !wanted[path.Base(f)] {
			t.Errorf("%s is shown by no page: remove it", f)
		}
	}
}

// developers are terms of CONTEXT.md that no screen has.
var developers = []string{"—"}

// TestTheWordsAreThoseOfTheCode: every term of CONTEXT.md is in the glossary by
// the same names, and the glossary has no other.
func TestTheWordsAreThoseOfTheCode(t *testing.T) {
	source, err := os.ReadFile("../../../CONTEXT.md")
	if err != nil {
		t.Fatal(err)
	}
	mine := map[string]term{}
	for _, c := range chapters() {
		for _, w := range c.Terms {
			if _, twice := mine[w.Name.Hans]; twice {
				t.Errorf("%s stands twice", w.Name.Hans)
			}
			mine[w.Name.Hans] = w
		}
	}
	named := map[string]bool{}
	for line := range strings.Lines(string(source)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) < 5 || strings.HasPrefix(cells[0], "-") || strings.TrimSpace(cells[0]) == "简体" {
			continue
		}
		hans, hant, en := strings.TrimSpace(cells[0]), strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2])
		if slices.Contains(developers, hans) {
			continue
		}
		named[hans] = true
		w, ok := mine[hans]
		switch {
		case !ok:
			t.Errorf("CONTEXT.md has %s, the glossary of help has not: add it to internal/web/help/terms_*.go", hans)
		case w.Name.Hant != hant:
			t.Errorf("%s is %q in the glossary and %q in CONTEXT.md", hans, w.Name.Hant, hant)
		case w.Name.En != en && !strings.HasPrefix(en, w.Name.En) && !strings.Contains(en, ", "+w.Name.En):
			t.Errorf("%s is %q in the glossary and %q in CONTEXT.md", hans, w.Name.En, en)
		}
	}
	for hans := range mine {
		if !named[hans] && !strings.HasPrefix(hans, "自") { // the four-self type stands in CONTEXT.md as prose
			t.Errorf("the glossary of help has %s, CONTEXT.md has not: one concept, one word", hans)
		}
	}
	if len(named) < 80 {
		t.Errorf("only %d terms were read out of CONTEXT.md", len(named))
	}
}

func TestEveryTermIsOneSentenceWithAnAnchor(t *testing.T) {
	keys := map[string]bool{}
	for _, c := range chapters() {
		for _, w := range c.Terms {
			key := w.Key()
			if keys[key] || key == "" || strings.ContainsAny(key, " /（") {
				t.Errorf("%s has the anchor %q", w.Name.Hans, key)
			}
			keys[key] = true
			for _, l := range i18n.Langs {
				if says := w.Means.In(l); w.Name.In(l) == "" || utf8.RuneCountInString(says) < 6 || utf8.RuneCountInString(says) > 130 {
					t.Errorf("%s in %s says %q", w.Name.Hans, l, says)
				}
			}
		}
	}
}

func TestWordsAreFoundInAnyLanguage(t *testing.T) {
	for _, want := range []string{"漏回", "unanswered", "走弱", "fading", "觸達", "12345"} {
		n := 0
		for _, c := range find(chapters(), want) {
			n += len(c.Terms)
		}
		if (n > 0) != (want != "12345") {
			t.Errorf("%q: %d terms", want, n)
		}
	}
}
