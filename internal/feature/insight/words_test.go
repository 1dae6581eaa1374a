package insight

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

var verb = regexp.MustCompile(`%(\[\d+\])?[a-z]`)

// TestEverySentenceIsThereInEveryLanguage reads the sentences as they are
// written down: each has three languages that take the same arguments.
func TestEverySentenceIsThereInEveryLanguage(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 3 {
				return true
			}
			if f, ok := call.Fun.(*ast.Ident); !ok || f.Name != "words3" {
				return true
			}
			seen++
			var verbs []string
			for _, a := range call.Args {
				text := literal(t, a)
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s: a sentence lacks a language beside %q", name, literal(t, call.Args[0]))
				}
				verbs = append(verbs, strings.Join(verb.FindAllString(strings.ReplaceAll(text, "%%", ""), -1), " "))
			}
			if len(slices.Compact(verbs)) != 1 {
				t.Errorf("%s: the languages of %q take other arguments", name, literal(t, call.Args[0]))
			}
			return true
		})
	}
	if seen < 150 {
		t.Errorf("only %d sentences were found: is this test looking at the right files?", seen)
	}
	for _, words := range []i18n.Words{portfolioWords(), groupWords(), figuresWords()} {
		for key, text := range words {
			var verbs []string
			for _, l := range i18n.Langs {
				verbs = append(verbs, strings.Join(verb.FindAllString(strings.ReplaceAll(text.In(l), "%%", ""), -1), " "))
			}
			if len(slices.Compact(verbs)) != 1 {
				t.Errorf("the languages of the word %q take other arguments", key)
			}
		}
	}
}

func literal(t *testing.T, e ast.Expr) string {
	t.Helper()
	l, ok := e.(*ast.BasicLit)
	if !ok {
		t.Fatalf("a sentence is not written out: %T", e)
	}
	text, err := strconv.Unquote(l.Value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestNothingIsSaidHalf renders every page in every language: no argument is
// missing or left over.
func TestNothingIsSaidHalf(t *testing.T) {
	s := lite(t)
	village(s)
	s.deps.asks = []ReachAsk{{Import: 5, Name: "x"}, {Import: 6, Name: "y"}, {Import: 7, Name: "z"}, {Import: 8, Name: "w"}}
	for _, tag := range []string{"zh-CN", "zh-TW", "en"} {
		s.lang = tag
		for _, path := range []string{"groups", "groups?state=dead", "groups.csv", "figures", "groups/grp_000000000000b", "groups/grp_000000000000c", "groups/grp_000000000000d", "groups/grp_000000000000e"} {
			page := s.page("/w/{ws}/" + path)
			for _, bad := range []string{"%!", "MISSING", "EXTRA", "&lt;nil&gt;", "NaN", "ZgotmplZ"} {
				if strings.Contains(page, bad) {
					t.Errorf("%s in %s holds %s", path, tag, bad)
				}
			}
		}
	}
}

// TestTablesOfWordsAreWhole: what can be measured can be said.
func TestTablesOfWordsAreWhole(t *testing.T) {
	for _, s := range measure.States {
		if stateWords[s].En == "" || stateMeans[s].En == "" || stateMarks[s] == "" {
			t.Errorf("state %s lacks its word, meaning or mark", s)
		}
	}
	for _, k := range append(shownTypes[:], measure.SelfDirected) {
		if typeWords[k].En == "" {
			t.Errorf("type %s lacks its word", k)
		}
	}
	for _, k := range sorts {
		if sortWords[k.key].En == "" || sortColumns[k.key] == "" {
			t.Errorf("sort %s lacks its word or column", k.key)
		}
	}
	if typeWords[measure.SelfDirected] != typeWords[measure.Mixed] {
		t.Error("self-directed is shown as a verdict; it is only ever a question")
	}
}
