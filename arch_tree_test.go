package huoshui_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// module is the import path of the repository.
const module = "github.com/huoshui/huoshui"

// tree is everything the rules look at: the Go files and the migrations below
// one root. Vendored, generated and testdata files are not part of it.
type tree struct {
	fset   *token.FileSet
	files  []*source          // Go, tests included, in path order
	schema []migration        // */schema/*.sql
	types  map[string]*typing // by folder, for the folders with non-test code
	broken []finding          // what did not parse

	excuses map[string]string // "rule: folder.Func" → why the rule does not hold there
	excused map[string]bool   // which of them were needed
}

// source is one parsed Go file.
type source struct {
	path, dir string // slash-separated, relative to the root
	test      bool   // *_test.go
	ast       *ast.File
	lines     int
	imports   []dependency
}

// dependency is one import.
type dependency struct {
	path string // as written
	dir  string // below the root, "" for packages of other modules
	line int
}

// migration is one SQL file.
type migration struct{ path, dir, text string }

// typing is what the type checker found out about one package. Packages of
// other modules are empty to it, so their types are unknown; ours are known.
type typing struct {
	pkg  *types.Package
	info *types.Info
}

func load(root fs.FS) *tree {
	t := &tree{fset: token.NewFileSet(), types: map[string]*typing{}, excused: map[string]bool{}}
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if name := d.Name(); p != "." && (name == "testdata" || name == "vendor" || name == "node_modules" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
				return fs.SkipDir
			}
			return nil
		}
		isGo, isSchema := strings.HasSuffix(p, ".go"), strings.HasSuffix(p, ".sql") && path.Base(path.Dir(p)) == "schema"
		if !isGo && !isSchema {
			return nil
		}
		text, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		if isGo {
			t.addGo(p, text)
		} else {
			t.schema = append(t.schema, migration{p, path.Dir(path.Dir(p)), string(text)})
		}
		return nil
	})
	if err != nil {
		t.broken = append(t.broken, finding{".", 0, "cannot be read: " + err.Error()})
	}
	for _, dir := range t.folders() {
		t.check(dir)
	}
	return t
}

func (t *tree) addGo(p string, text []byte) {
	file, err := parser.ParseFile(t.fset, p, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.broken = append(t.broken, finding{p, 1, "does not parse: " + err.Error()})
		if file == nil {
			return
		}
	}
	if ast.IsGenerated(file) {
		return
	}
	s := &source{path: p, dir: path.Dir(p), test: strings.HasSuffix(p, "_test.go"), ast: file, lines: strings.Count(string(text), "\n")}
	for _, imp := range file.Imports {
		name, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			continue // told by the parser
		}
		dir, ours := strings.CutPrefix(name, module+"/")
		if !ours {
			dir = ""
		}
		s.imports = append(s.imports, dependency{name, dir, t.line(imp)})
	}
	t.files = append(t.files, s)
}

func (t *tree) line(n ast.Node) int { return t.fset.Position(n.Pos()).Line }

// folders lists the folders that hold non-test Go code.
func (t *tree) folders() []string {
	var out []string
	for _, s := range t.files {
		if !s.test && !slices.Contains(out, s.dir) {
			out = append(out, s.dir)
		}
	}
	return out
}

// product yields the files that end in a program; tests and what only tests
// use are left out.
func (t *tree) product() []*source {
	return slices.DeleteFunc(slices.Clone(t.files), func(s *source) bool { return s.test || isTestSupport(s.dir) })
}

// isTestSupport reports whether dir holds a package for tests only, which is
// named after its parent (db/dbtest), or the programs that run tests and
// measurements.
func isTestSupport(dir string) bool {
	return path.Base(dir) == path.Base(path.Dir(dir))+"test" || isWorkshop(dir)
}

// isWorkshop reports whether dir holds programs that run tests or measure.
func isWorkshop(dir string) bool { return within(dir, "test") || within(dir, "bench") }

// within reports whether dir is root or below it.
func within(dir, root string) bool { return dir == root || strings.HasPrefix(dir, root+"/") }

// Import makes the tree an importer for the type checker: our own packages
// are checked from their sources, all others are empty.
func (t *tree) Import(name string) (*types.Package, error) {
	if dir, ours := strings.CutPrefix(name, module+"/"); ours {
		return t.check(dir).pkg, nil
	}
	return stranger(name), nil
}

// stranger is a package we do not look into. Only the types that the rules
// ask for by name exist in it.
func stranger(name string) *types.Package {
	pkg := types.NewPackage(name, packageName(name))
	known := map[string][]string{
		"sync":        {"Mutex", "RWMutex", "Once", "WaitGroup", "Map", "Pool", "Cond"},
		"sync/atomic": {"Bool", "Int32", "Int64", "Uint32", "Uint64", "Uintptr", "Value"},
	}
	for _, n := range known[name] {
		obj := types.NewTypeName(token.NoPos, pkg, n, nil)
		types.NewNamed(obj, types.NewStruct(nil, nil), nil)
		pkg.Scope().Insert(obj)
	}
	pkg.MarkComplete()
	return pkg
}

// packageName guesses the name of the package at an import path: its last
// part that is not a major version.
func packageName(importPath string) string {
	dir, last := path.Split(importPath)
	if n, isVersion := strings.CutPrefix(last, "v"); isVersion && dir != "" && strings.Trim(n, "0123456789") == "" {
		return path.Base(dir)
	}
	return last
}

// check type-checks the non-test files of dir, once. Errors are expected,
// since foreign packages are empty; what could be worked out is kept.
func (t *tree) check(dir string) *typing {
	if ty := t.types[dir]; ty != nil {
		return ty
	}
	ty := &typing{info: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
	}}
	ty.pkg = types.NewPackage(module+"/"+dir, path.Base(dir))
	t.types[dir] = ty // an import cycle then ends here; the compiler will tell
	var files []*ast.File
	for _, s := range t.files {
		if s.dir == dir && !s.test {
			files = append(files, s.ast)
		}
	}
	config := types.Config{Importer: t, Error: func(error) {}, FakeImportC: true}
	if pkg, _ := config.Check(module+"/"+dir, t.fset, files, ty.info); pkg != nil {
		ty.pkg = pkg
	}
	return ty
}

// typeOf returns what is known about e, nil where nothing is.
func (t *tree) typeOf(s *source, e ast.Expr) types.Type {
	if ty := t.types[s.dir]; ty != nil {
		if got := ty.info.TypeOf(e); got != nil && got != types.Typ[types.Invalid] {
			return got
		}
	}
	return nil
}

// objectOf returns the thing that id names, nil where that is unknown.
func (t *tree) objectOf(s *source, id *ast.Ident) types.Object {
	if ty := t.types[s.dir]; ty != nil {
		return ty.info.ObjectOf(id)
	}
	return nil
}

// packageOf returns the import path that id names in s, "" if it names no package.
func (t *tree) packageOf(s *source, e ast.Expr) string {
	id, ok := e.(*ast.Ident)
	if !ok {
		return ""
	}
	if !s.test {
		if name, ok := t.objectOf(s, id).(*types.PkgName); ok {
			return name.Imported().Path()
		}
		return ""
	}
	for i, imp := range s.ast.Imports { // tests are not type-checked
		name := packageName(s.imports[i].path)
		if imp.Name != nil {
			name = imp.Name.Name
		}
		if name == id.Name {
			return s.imports[i].path
		}
	}
	return ""
}

// at is a finding in s, where n begins.
func (t *tree) at(s *source, n ast.Node, say string, args ...any) finding {
	return finding{s.path, t.line(n), fmt.Sprintf(say, args...)}
}

// excuse reports whether what breaks rule in s, inside the function or
// package-level name in, stands on the list of excuses. It is asked only about
// what does break the rule, so that an excuse nobody needs is found.
func (t *tree) excuse(rule string, s *source, in string) bool {
	key := rule + ": " + s.dir + "." + in
	if t.excuses[key] == "" {
		return false
	}
	t.excused[key] = true
	return true
}

// staleExcuses are those that no rule asked for.
func (t *tree) staleExcuses() []finding {
	var out []finding
	for key := range t.excuses {
		if !t.excused[key] {
			out = append(out, finding{"arch_excuses_test.go", 0, "the excuse for " + key + " excuses nothing; remove it"})
		}
	}
	return out
}

// everythingParses tells of files that are not Go, so that no other rule
// passes for want of something to look at.
func everythingParses(t *tree) []finding { return t.broken }
