package gram_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/feature/chat/gram"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"":              "",
		"今天有排骨":         "今天 天有 有排 排骨 骨",
		"好":             "好",
		"好，好的":          "好 好的 的",
		"哈哈哈哈哈":         "哈哈 哈",
		"iPhone手机，VIP！": "iphone 手机 机 vip",
		"ＡＢＣ１２ ㍿":       "abc12 株式 式会 会社 社",
		"2斤五花肉":         "2 斤五 五花 花肉 肉",
		"a@b.com":       "a b com",
		"😀👍🏻":           "",
		"かんな":           "かん んな な",
		"\x00排\xff骨":    "排 骨",
	} {
		got := strings.TrimSpace(string(gram.Words(nil, text)))
		if got != want {
			t.Errorf("the words of %q are %q, want %q", text, got, want)
		}
	}
}

func TestTerms(t *testing.T) {
	for query, want := range map[string][]gram.Term{
		"":       nil,
		"！？":     nil,
		"排":      {{"排", true}},
		"排骨":     {{"排骨", false}},
		"有排骨":    {{"排骨", false}, {"有排", false}},
		"VIP 排骨": {{"vip", true}, {"排骨", false}},
		"排骨排骨":   {{"排骨", false}, {"骨排", false}},
	} {
		if got := gram.Terms(query); !slices.Equal(got, want) {
			t.Errorf("to find %q one looks for %v, want %v", query, got, want)
		}
	}
}

func messages() *rapid.Generator[string] {
	pieces := rapid.OneOf(rapid.SampledFrom([]string{"今天有排骨吗", "哈哈哈", "，", " ", "ok", "😀", "ﬁ", "Ⅷ", "é", "e\u0301", "㍿", "İ", "\x00", "。"}),
		rapid.StringOfN(rapid.RuneFrom(nil, unicode.Han), 1, 6, -1), rapid.StringN(0, 4, -1))
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(pieces, 0, 8).Draw(t, "pieces"), "") })
}

// TestAnySubstringIsFound: of any message, any two or more Chinese characters
// that stand beside each other, and any one, lead back to it.
func TestAnySubstringIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := messages().Draw(t, "text")
		words := strings.Fields(string(gram.Words(nil, text)))
		runs := strings.FieldsFunc(text, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
		for _, run := range runs {
			rs := []rune(run)
			from := rapid.IntRange(0, len(rs)-1).Draw(t, "from")
			query := string(rs[from:rapid.IntRange(from+1, len(rs)).Draw(t, "to")])
			for _, term := range gram.Terms(query) {
				if !slices.ContainsFunc(words, func(w string) bool { return w == term.Word || term.Start && strings.HasPrefix(w, term.Word) }) {
					t.Fatalf("%q is in %q, but of its words %q is not", query, text, term.Word)
				}
			}
			if !gram.NewFinder(query).In(text) {
				t.Fatalf("%q is not found in %q", query, text)
			}
		}
	})
}

// TestPiecesAreTheText whatever is looked for, and what was found is marked.
func TestPiecesAreTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, query := messages().Draw(t, "text"), messages().Draw(t, "query")
		f := gram.NewFinder(query)
		var whole strings.Builder
		marked := false
		for _, p := range f.Cut(text) {
			whole.WriteString(p.Text)
			marked = marked || p.Found
			if utf8.ValidString(text) && !utf8.ValidString(p.Text) {
				t.Fatalf("%q is cut within a character", text)
			}
		}
		if whole.String() != text {
			t.Fatalf("the pieces of %q are %q", text, whole.String())
		}
		if strings.TrimSpace(query) != "" && strings.Contains(text, query) && utf8.ValidString(text) && len(gram.Terms(query)) > 0 && !marked && f.In(text) {
			t.Fatalf("%q stands in %q and is not marked", query, text)
		}
	})
}

func TestPieces(t *testing.T) {
	got := gram.NewFinder("ａｐｐ 排骨").Cut("用APP买排骨")
	want := []gram.Piece{{"用", false}, {"APP", true}, {"买", false}, {"排骨", true}}
	if !slices.Equal(got, want) {
		t.Errorf("the pieces are %v", got)
	}
}

func BenchmarkWords(b *testing.B) {
	var dst []byte
	for b.Loop() {
		dst = gram.Words(dst[:0], "我昨天买的苹果有点坏了，能不能换一下？")
	}
}
