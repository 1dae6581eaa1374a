package huoshui_test

import (
	"go/ast"
	"go/types"
	"path"
	"regexp"
	"slices"
	"strings"
)

// How big things may grow, and how many methods one may ask of a neighbour.
const (
	maxFileLines = 400
	maxFuncLines = 60
	maxMethods   = 7
)

// packagesIntroduceThemselves: exactly one package comment each.
func packagesIntroduceThemselves(t *tree) []finding {
	var out []finding
	first := map[string]*source{}
	told := map[string]string{}
	for _, s := range t.files {
		if s.test {
			continue
		}
		if first[s.dir] == nil {
			first[s.dir] = s
		}
		if s.ast.Doc == nil {
			continue
		}
		if other := told[s.dir]; other != "" {
			out = append(out, t.at(s, s.ast.Name, "a second package comment, after that of %s; keep one", other))
			continue
		}
		told[s.dir] = s.path
		if words := strings.Fields(s.ast.Doc.Text()); s.ast.Name.Name != "main" && (len(words) < 5 || words[0] != "Package" || words[1] != s.ast.Name.Name) {
			out = append(out, t.at(s, s.ast.Name, `the package comment begins "Package %s" and says what the package is for`, s.ast.Name.Name))
		}
	}
	for dir, s := range first {
		if told[dir] == "" {
			out = append(out, t.at(s, s.ast.Name, "package %s does not introduce itself; write one package comment: what it owns, what it needs, what it never does", s.ast.Name.Name))
		}
	}
	return out
}

// featuresSayWhatTheyOwn: every feature has a doc.go whose comment has the
// four paragraphs.
func featuresSayWhatTheyOwn(t *tree) []finding {
	type feature struct{ first, doc *source }
	features := map[string]*feature{}
	for _, s := range t.files {
		dir := featureOf(s.dir)
		if s.test || dir == "" {
			continue
		}
		f := features[dir]
		if f == nil {
			f = &feature{first: s}
			features[dir] = f
		}
		if s.path == dir+"/doc.go" {
			f.doc = s
		}
	}
	var out []finding
	for dir, f := range features {
		if f.doc == nil {
			out = append(out, t.at(f.first, f.first.ast.Name, "the feature %s has no doc.go; write what it Owns, Needs, Tells and Never does", dir))
			continue
		}
		for _, word := range []string{"Owns", "Needs", "Tells", "Never"} {
			if !regexp.MustCompile(`(?m)^` + word + `:\s*\S`).MatchString(f.doc.ast.Doc.Text()) {
				out = append(out, t.at(f.doc, f.doc.ast.Name, `the comment of a feature has a paragraph that begins "%s:"; write "%s: nothing." where there is nothing`, word, word))
			}
		}
	}
	return out
}

// saysNothing are names under which anything could be put.
var saysNothing = []string{"util", "utils", "utility", "common", "helper", "helpers", "misc", "shared", "types", "models", "model", "lib", "stuff", "general", "manager"}

// packagesHaveNames: a package is named after what is inside, and its folder
// after it.
func packagesHaveNames(t *tree) []finding {
	var out []finding
	for _, s := range t.files {
		name := s.ast.Name.Name
		base := path.Base(s.dir)
		switch {
		case slices.Contains(saysNothing, name), slices.Contains(saysNothing, base), strings.HasSuffix(name, "util"), strings.HasSuffix(name, "utils"):
			out = append(out, t.at(s, s.ast.Name, "the name %s says nothing about what is inside; name it with one word of the trade", base))
		case !s.test && name != "main" && name != base:
			out = append(out, t.at(s, s.ast.Name, "package %s stands in a folder named %s; give both one name", name, base))
		case strings.ContainsAny(strings.TrimSuffix(name, "_test"), "_ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
			out = append(out, t.at(s, s.ast.Name, "package names are lower-case and of one word, not %s", name))
		}
	}
	return out
}

// nothingGrowsTooBig keeps a file on a few screens and a function on one.
func nothingGrowsTooBig(t *tree) []finding {
	var out []finding
	for _, s := range t.files {
		if s.test {
			continue
		}
		if s.lines > maxFileLines {
			out = append(out, t.at(s, s.ast.Name, "%d lines, more than %d; split the file by what it is about", s.lines, maxFileLines))
		}
		for _, d := range s.ast.Decls {
			ast.Inspect(d, func(n ast.Node) bool {
				name := "a function"
				switch f := n.(type) {
				case *ast.FuncDecl:
					name = f.Name.Name
				case *ast.FuncLit:
				default:
					return true
				}
				from, to := t.line(n), t.fset.Position(n.End()).Line
				if to-from+1 > maxFuncLines {
					out = append(out, t.at(s, n, "%s has %d lines, more than %d; give its parts names", name, to-from+1, maxFuncLines))
				}
				return false // an inner function counts with its outer one
			})
		}
	}
	return out
}

// needsAreSmall: an interface in needs.go asks for at most seven methods,
// those of embedded interfaces included.
func needsAreSmall(t *tree) []finding {
	var out []finding
	for _, s := range t.files {
		if path.Base(s.path) != "needs.go" {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			written, ok := spec.Type.(*ast.InterfaceType)
			if !ok {
				return true
			}
			methods := written.Methods.NumFields()
			if whole, ok := t.typeOf(s, written).(*types.Interface); ok {
				methods = max(methods, whole.NumMethods())
			}
			if methods > maxMethods {
				out = append(out, t.at(s, spec, "%s asks %d methods of a neighbour, more than %d; ask only for what this feature uses, or split it by purpose", spec.Name.Name, methods, maxMethods))
			}
			return true
		})
	}
	return out
}

// nothingHappensOnImport: no init functions, in tests neither.
func nothingHappensOnImport(t *tree) []finding {
	var out []finding
	for _, s := range t.files {
		for _, d := range s.ast.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				out = append(out, t.at(s, f, "nothing happens on import: call it by name from internal/house, or make the value where it is declared"))
			}
		}
	}
	return out
}

// nothingPanics: what goes wrong is an error with a sentence; only a program's
// main ends the process.
func nothingPanics(t *tree) []finding {
	var out []finding
	for _, s := range t.product() {
		t.inFuncs(s, func(in string, n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return
			}
			tell := func(say string) {
				if !t.excuse("panic", s, in) {
					out = append(out, t.at(s, call, "%s", say))
				}
			}
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				if _, builtin := t.objectOf(s, fun).(*types.Builtin); builtin && fun.Name == "panic" {
					tell("no panic outside tests: return an error of base/fault")
				}
			case *ast.SelectorExpr:
				switch pkg, name := t.packageOf(s, fun.X), fun.Sel.Name; {
				case pkg == "log" && (strings.HasPrefix(name, "Fatal") || strings.HasPrefix(name, "Panic")),
					pkg == "os" && name == "Exit" && s.ast.Name.Name != "main":
					tell("only main ends the process: return an error")
				}
			}
		})
	}
	return out
}

// inFuncs calls visit for every node of s, with the name of the function or
// package-level variable it stands in.
func (t *tree) inFuncs(s *source, visit func(name string, n ast.Node)) {
	for _, d := range s.ast.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			walk(d, d.Name.Name, visit)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				name := ""
				if v, ok := spec.(*ast.ValueSpec); ok {
					name = v.Names[0].Name
				}
				walk(spec, name, visit)
			}
		}
	}
}

func walk(root ast.Node, name string, visit func(string, ast.Node)) {
	ast.Inspect(root, func(n ast.Node) bool {
		if n != nil {
			visit(name, n)
		}
		return true
	})
}
