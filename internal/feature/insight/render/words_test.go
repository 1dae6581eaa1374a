package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Columns lets the tests outside measure lines as the report does.
func Columns(s string) int { return columns(s) }

// Signs that only one script of Chinese has, among those reports use much.
const (
	onlySimplified  = "个们这说话时间没样还发单数据开关让对实应条员级队总统计画图读写从几让钟问谁复专户经验线张给边过进远连选错记录导单简当听"
	onlyTraditional = "個們這說話時間沒樣還發單數據開關讓對實應條員級隊總統計畫圖讀寫從幾鐘問誰複專戶經驗線張給邊過進遠連選錯記錄導簡當聽"
)

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([sdq%])`)

// verbs lists which arguments a text shows, however it orders them.
func verbs(s string) []string {
	var out []string
	next := 1
	for _, m := range verb.FindAllStringSubmatch(s, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		out = append(out, strconv.Itoa(next))
		next++
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestEverySentenceIsWrittenInThreeLanguages reads the source, so that no
// sentence can be forgotten.
func TestEverySentenceIsWrittenInThreeLanguages(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "text" {
				found++
				checkText(t, f.Name(), call.Args)
			}
			return true
		})
	}
	if found < 200 {
		t.Errorf("only %d sentences found; does this test still see them?", found)
	}
}

func checkText(t *testing.T, file string, args []ast.Expr) {
	var words []string
	for _, a := range args {
		lit, ok := a.(*ast.BasicLit)
		if !ok {
			t.Errorf("%s: a sentence is not written out", file)
			return
		}
		s, err := strconv.Unquote(lit.Value)
		if err != nil || strings.TrimSpace(s) == "" {
			t.Errorf("%s: a sentence lacks a language: %v", file, words)
			return
		}
		words = append(words, s)
	}
	hans, hant, en := words[0], words[1], words[2]
	if !slices.Equal(verbs(hans), verbs(hant)) || !slices.Equal(verbs(hans), verbs(en)) {
		t.Errorf("%s: the languages show different arguments:\n%s\n%s\n%s", file, hans, hant, en)
	}
	if i := strings.IndexAny(hant, onlySimplified); i >= 0 && !strings.ContainsAny(hant[i:i+3], onlyTraditional) {
		t.Errorf("%s: zh-Hant with a simplified sign at %q", file, hant[i:])
	}
	if i := strings.IndexAny(hans, onlyTraditional); i >= 0 && !strings.ContainsAny(hans[i:i+3], onlySimplified) {
		t.Errorf("%s: zh-Hans with a traditional sign at %q", file, hans[i:])
	}
	if strings.IndexFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
		t.Errorf("%s: English with Chinese in it: %s", file, en)
	}
	if strings.ContainsAny(hans+hant+en, "!\uff01") {
		t.Errorf("%s: a sentence shouts: %s", file, hans)
	}
}

func TestPageWordsExistAndAreUsed(t *testing.T) {
	if missing := labels.Missing(); len(missing) > 0 {
		t.Errorf("words without translation: %v", missing)
	}
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`\.W\.(\w+)`).FindAllStringSubmatch(reportHTML, -1) {
		used[m[1]] = true
		if _, ok := labels[m[1]]; !ok {
			t.Errorf("the page asks for the word %q, which nobody wrote", m[1])
		}
	}
	for key := range labels {
		if !used[key] {
			t.Errorf("nobody uses the word %q", key)
		}
	}
}

func TestDefinitionsStandBehindOneSection(t *testing.T) {
	times := map[string]int{}
	for _, keys := range sectionKeys {
		for _, k := range keys {
			times[k]++
		}
	}
	for _, d := range Definitions() {
		if times[d.Key] != 1 {
			t.Errorf("%s stands behind %d sections, want one", d.Key, times[d.Key])
		}
		delete(times, d.Key)
	}
	for k := range times {
		t.Errorf("a section asks for the definition of %s, which nobody wrote", k)
	}
}

func TestEveryStateHasItsWords(t *testing.T) {
	for st := range stateWords {
		if stateMarks[st] == "" || stateMeans[st].Hans == "" {
			t.Errorf("%s has no mark or meaning", st)
		}
	}
	if len(stateWords) != 10 {
		t.Errorf("%d states have words, want 10", len(stateWords))
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  早安\t白菜\n群 ":                          "早安 白菜 群",
		"\x1b[31mred\x1b[0m":                    "red",
		"\x1b]0;title\x07x":                     "x",
		"\x1b]8;;http://x\x1b\\y\x1b]8;;\x1b\\": "y",
		"\u009b31mx":                            "x",
		"a\u202eb\u2066c\u200b":                 "abc",
		"\u3164":                                "",
		"👩\u200d👧":                              "👩\u200d👧",
		"e\u0301\u0301\u0301\u0301\u0301\u0301": "e\u0301\u0301\u0301\u0301",
		"a\xffb":                                "a\ufffdb",
		"<b>&amp;</b>":                          "<b>&amp;</b>",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "早安", "\x1b[31m", "\x1b]0;x", "\u202e\u200d", "a\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := clean(s)
		if !utf8.ValidString(out) {
			t.Fatalf("clean(%q) is no UTF-8", s)
		}
		for _, r := range out {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != zeroWidthJoiner {
				t.Fatalf("clean(%q) keeps %U", s, r)
			}
		}
		if again := clean(out); again != out {
			t.Fatalf("clean(%q) = %q, and cleaned again %q", s, out, again)
		}
		if n := columns(cutColumns(out, 12)); n > 12 {
			t.Fatalf("%q cut to 12 columns takes %d", out, n)
		}
	})
}

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "早安": 4, "(早)": 4, "カナ": 4, "한글": 4, "●◐▇█░": 5, "e\u0301": 1, "👍": 2, "👩\u200d👧": 2, "\uff0c": 2, "–—": 2} {
		if got := columns(s); got != want {
			t.Errorf("columns(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestWrapLosesNothingAndKeepsToTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"群", "友", "说话", ",", "。", "(", ")", " ", "answer", "x", "14", "%", "supercalifragilistic"}), 0, 60).Draw(t, "words")
		n := rapid.IntRange(8, 60).Draw(t, "n")
		s := clean(strings.Join(words, ""))
		lines := wrap(s, n)
		for _, l := range lines {
			// A run of closing signs may hang over; it is never taken to the next line.
			if k := columns(strings.TrimRight(l, noStart)); k > n {
				t.Fatalf("%q takes %d columns of %d", l, k, n)
			}
		}
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if bare(strings.Join(lines, "")) != bare(s) {
			t.Fatalf("%q became %q", s, lines)
		}
	})
}

func TestNumbers(t *testing.T) {
	for in, want := range map[float64]string{0: "0%", 1: "100%", .013333: "1.3%", .125: "13%", .9996: "100%", .995: "99.5%", .0995: "10%", .04: "4%"} {
		if got := percent(in); got != want {
			t.Errorf("percent(%v) = %s, want %s", in, got, want)
		}
	}
	for in, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -4200: "−4,200"} {
		if got := number(in); got != want {
			t.Errorf("number(%d) = %s, want %s", in, got, want)
		}
	}
}
