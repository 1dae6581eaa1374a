package huoshui_test

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// pureRooms are pure in every file, besides the packages whose comment has a
// line that begins with "Pure:".
var pureRooms = []string{
	"internal/base/fault", "internal/base/event", "internal/base/i18n", "internal/base/money", "internal/base/fact",
	"internal/feature/insight/ask", "internal/feature/insight/link", "internal/feature/insight/risk", "internal/feature/insight/measure",
}

// impure are the imports a rule has no use for.
var impure = map[string]string{
	"database/sql":                 "a database",
	module + "/internal/base/db":   "a database",
	module + "/internal/base/run":  "goroutines",
	module + "/internal/base/blob": "a disk",
	"net":                          "the network",
	"net/http":                     "HTTP",
	"net/smtp":                     "the network",
	"os":                           "the operating system",
	"os/exec":                      "the operating system",
	"os/signal":                    "the operating system",
	"syscall":                      "the operating system",
	"io/ioutil":                    "a disk",
	"log":                          "a log",
	"log/slog":                     "a log",
	"crypto/rand":                  "chance nobody can repeat",
}

// taken are the calls that take time or chance instead of being given it.
var taken = map[string][]string{
	"time":                          {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"},
	module + "/internal/base/clock": {"Real"},
}

// chanceGiven are the names of math/rand that do not draw from the shared,
// unseeded source.
var chanceGiven = []string{"New", "NewSource", "NewPCG", "NewChaCha8", "NewZipf", "Rand", "Source", "Source64", "PCG", "ChaCha8", "Zipf"}

// rulesArePure: the file named after its feature, and every file of a pure
// package, touches no database, network, disk, clock or chance.
func rulesArePure(t *tree) []finding {
	pure := map[string]bool{}
	for _, s := range t.product() {
		if slices.Contains(pureRooms, s.dir) || saysPure.MatchString(s.ast.Doc.Text()) {
			pure[s.dir] = true
		}
	}
	var out []finding
	for _, s := range t.product() {
		isRules := within(s.dir, featureFloor) && s.path == s.dir+"/"+path.Base(s.dir)+".go"
		if !isRules && !pure[s.dir] {
			continue
		}
		for _, imp := range s.imports {
			if what := impure[imp.path]; what != "" {
				out = append(out, finding{s.path, imp.line, "rules are pure, and " + imp.path + " is " + what + "; take the value as an argument, or move the code to service.go or store.go"})
			}
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			switch pkg := t.packageOf(s, sel.X); {
			case slices.Contains(taken[pkg], sel.Sel.Name):
				out = append(out, t.at(s, sel, "rules are given the time, they do not take it with %s.%s; make it an argument", path.Base(pkg), sel.Sel.Name))
			case (pkg == "math/rand" || pkg == "math/rand/v2") && !slices.Contains(chanceGiven, sel.Sel.Name):
				out = append(out, t.at(s, sel, "rules are given their chance; draw from a rand.New with a seed the caller gives"))
			}
			return true
		})
	}
	return out
}

var saysPure = regexp.MustCompile(`(?m)^Pure:`)

// filesKeepToTheirKind: stores know no HTTP, pages know no SQL.
func filesKeepToTheirKind(t *tree) []finding {
	var out []finding
	for _, s := range t.product() {
		file := path.Base(s.path)
		switch {
		case strings.HasPrefix(file, "store"):
			for _, imp := range s.imports {
				if slices.Contains([]string{"net/http", "html/template", "text/template"}, imp.path) || within(imp.dir, "internal/web") {
					out = append(out, finding{s.path, imp.line, "a store knows no pages, so not " + imp.path + "; move this to console.go, page.go or api.go"})
				}
			}
		case strings.HasPrefix(file, "console"), strings.HasPrefix(file, "page"), strings.HasPrefix(file, "api"):
			if floorOf(s.dir) < floorOf("internal/web") {
				continue // "page" means something else there
			}
			for _, imp := range s.imports {
				if imp.path == "database/sql" || strings.HasPrefix(imp.path, "github.com/jackc/pgx") || strings.HasPrefix(imp.path, "modernc.org/sqlite") {
					out = append(out, finding{s.path, imp.line, "a page knows no SQL, so not " + imp.path + "; ask service.go"})
				}
			}
			for _, st := range t.statements(s) {
				out = append(out, t.at(s, st.node, "a page knows no SQL; move the statement to store.go"))
			}
		}
	}
	return out
}

// testsAreClaims: a test does not wait by the wall clock, and one that is
// skipped says why.
func testsAreClaims(t *tree) []finding {
	var out []finding
	for _, s := range t.files {
		if !s.test && !isTestSupport(s.dir) {
			continue
		}
		var bubbles []ast.Node // synctest.Test calls, where Sleep takes no time
		ast.Inspect(s.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg := t.packageOf(s, sel.X)
			switch name := sel.Sel.Name; {
			case pkg == "testing/synctest":
				bubbles = append(bubbles, call)
			case pkg == "time" && name == "Sleep" && (s.test || !isWorkshop(s.dir)) && !inside(bubbles, call):
				out = append(out, t.at(s, call, "a test does not sleep; wait for a signal, or use testing/synctest"))
			case name == "SkipNow", name == "Skip" && pkg == "" && (len(call.Args) == 0 || isEmptyString(call.Args[0])):
				out = append(out, t.at(s, call, "a skipped test says why, in a sentence"))
			}
			return true
		})
	}
	return out
}

func inside(outer []ast.Node, n ast.Node) bool {
	return slices.ContainsFunc(outer, func(o ast.Node) bool { return o.Pos() <= n.Pos() && n.End() <= o.End() })
}

func isEmptyString(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return false
	}
	text, _ := strconv.Unquote(lit.Value)
	return strings.TrimSpace(text) == ""
}
