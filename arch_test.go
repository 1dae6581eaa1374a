// Package huoshui_test holds the house rules in executable form: what may
// import what, what each kind of file may touch, who owns which table, and how
// big things may grow.
//
// A rule looks at a tree of files and says where it is broken and what to do
// about it. The same function runs on this repository and on the small trees
// of testdata/arch, where it has to find every line marked BREAKS and no other:
// a rule that cannot fail is no rule.
//
// When a rule is wrong, change it here, with a record in docs/adr that says why.
package huoshui_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// rule is one house rule.
type rule struct {
	name  string // also the name of its fixtures
	check func(*tree) []finding
}

// finding is a place where a rule is broken, and the remedy.
type finding struct {
	file string
	line int
	say  string
}

func (f finding) String() string { return fmt.Sprintf("%s:%d: %s", f.file, f.line, f.say) }

func rules() []rule {
	return []rule{
		{"parses", everythingParses},
		{"floors", importsPointDown},
		{"features-apart", featuresStayApart},
		{"rooms-apart", roomsStayApart},
		{"networks", networksStayAtTheDoor},
		{"test-support", testSupportStaysInTests},
		{"pure", rulesArePure},
		{"kinds", filesKeepToTheirKind},
		{"package-doc", packagesIntroduceThemselves},
		{"feature-doc", featuresSayWhatTheyOwn},
		{"names", packagesHaveNames},
		{"size", nothingGrowsTooBig},
		{"needs", needsAreSmall},
		{"init", nothingHappensOnImport},
		{"globals", nothingIsGlobal},
		{"panic", nothingPanics},
		{"tables", tablesHaveOneOwner},
		{"workspace", statementsNameTheirWorkspace},
		{"append-only", recordsStay},
		{"native", nativeIDsStayClosed},
		{"tests", testsAreClaims},
	}
}

// TestHouseRules holds this repository to every rule.
func TestHouseRules(t *testing.T) {
	house := load(os.DirFS("."))
	house.excuses = excuses
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			for _, f := range r.run(house) {
				t.Error(f)
			}
		})
	}
	for _, f := range house.staleExcuses() {
		t.Error(f)
	}
}

// run returns the findings of r in reading order.
func (r rule) run(t *tree) []finding {
	found := r.check(t)
	slices.SortFunc(found, func(a, b finding) int {
		return cmp.Or(strings.Compare(a.file, b.file), a.line-b.line, strings.Compare(a.say, b.say))
	})
	return slices.Compact(found)
}

const fixtures = "testdata/arch"

// TestRulesCatchWhatTheyForbid runs each rule on a tree that breaks it and on
// a twin that does not.
func TestRulesCatchWhatTheyForbid(t *testing.T) {
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			if n := r.compare(t, "breaks"); n == 0 {
				t.Errorf("%s/%s.breaks.txt marks no line BREAKS, so nothing shows that the rule can fail", fixtures, r.name)
			}
			if n := r.compare(t, "keeps"); n > 0 {
				t.Errorf("%s/%s.keeps.txt marks %d lines BREAKS; it is the twin that keeps the rule", fixtures, r.name, n)
			}
		})
	}
}

// compare holds r to the marks of one fixture and returns how many there are.
func (r rule) compare(t *testing.T, twin string) int {
	t.Helper()
	file := fixtures + "/" + r.name + "." + twin + ".txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("every rule is proved by two fixtures: %v", err)
	}
	files := unpack(string(text))
	fixture := load(files)
	if r.name != "parses" && len(fixture.broken) > 0 {
		t.Fatalf("%s is not Go: %v", file, fixture.broken)
	}
	fixture.excuses = map[string]string{r.name + ": internal/feature/shop.excused": "the fixture's one excuse"}
	found := map[string]string{}
	for _, f := range r.run(fixture) {
		found[fmt.Sprintf("%s:%d", f.file, f.line)] = f.say
	}
	marks := marked(files)
	for place := range marks {
		if found[place] == "" {
			t.Errorf("%s: %s breaks the rule and was not found", file, place)
		}
	}
	for place, say := range found {
		if !marks[place] {
			t.Errorf("%s: %s keeps the rule but was found: %s", file, place, say)
		}
	}
	return len(marks)
}

// TestEveryFixtureBelongsToARule finds fixtures nobody reads.
func TestEveryFixtureBelongsToARule(t *testing.T) {
	known := map[string]bool{}
	for _, r := range rules() {
		known[r.name+".breaks.txt"] = true
		known[r.name+".keeps.txt"] = true
	}
	entries, err := os.ReadDir(fixtures)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !known[e.Name()] {
			t.Errorf("%s/%s belongs to no rule: name it after one, or remove it", fixtures, e.Name())
		}
	}
}

// TestStaleExcusesAreFound proves that an excuse which excuses nothing is told.
func TestStaleExcusesAreFound(t *testing.T) {
	shop := load(fstest.MapFS{"internal/feature/shop/shop.go": {Data: []byte(
		"package shop\n\nfunc needed() { panic(1) }\n\nfunc idle() { _ = len(\"\") }\n")}})
	shop.excuses = map[string]string{
		"panic: internal/feature/shop.needed": "is needed",
		"panic: internal/feature/shop.idle":   "was needed once",
		"init: internal/feature/shop.needed":  "belongs to another rule",
	}
	for _, r := range rules() {
		r.run(shop)
	}
	if stale := shop.staleExcuses(); len(stale) != 2 {
		t.Errorf("of three excuses one is needed; told as stale: %v", stale)
	}
}

// unpack reads a fixture: files follow one another, each under a line
// "-- path --". A line that begins with ×N stands for N copies of the rest of
// it, which is how a fixture grows too big without being big.
func unpack(text string) fstest.MapFS {
	out := fstest.MapFS{}
	var name string
	var body strings.Builder
	times := 1
	flush := func() {
		if name != "" {
			out[name] = &fstest.MapFile{Data: []byte(body.String()), Mode: fs.FileMode(0o644)}
		}
		body.Reset()
	}
	for line := range strings.Lines(text) {
		head, isHead := strings.CutPrefix(strings.TrimSpace(line), "-- ")
		head, closed := strings.CutSuffix(head, " --")
		switch {
		case isHead && closed:
			flush()
			name = head
		case strings.HasPrefix(line, "×"):
			if _, err := fmt.Sscanf(line, "×%d", &times); err == nil {
				_, rest, _ := strings.Cut(line, " ")
				body.WriteString(strings.Repeat(rest, times))
			}
		default:
			body.WriteString(line)
		}
	}
	flush()
	return out
}

// marked returns the "file:line" of every line marked BREAKS.
func marked(files fstest.MapFS) map[string]bool {
	out := map[string]bool{}
	for name, file := range files {
		n := 0
		for line := range strings.Lines(string(file.Data)) {
			n++
			if strings.Contains(line, "BREAKS") {
				out[fmt.Sprintf("%s:%d", name, n)] = true
			}
		}
	}
	return out
}
