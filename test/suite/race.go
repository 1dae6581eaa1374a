package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// race runs the short tests under the race detector, which needs a C compiler.
//
// It leaves out what it cannot find a race in, and says so: tests in whose whole
// process nothing begins a goroutine, and tests that run the program as a process
// of its own, which is built without the detector. SQLite, which was C, is built
// without it too: it has locks of its own, and watched it takes five times as long.
// What calls it, the driver included, is watched.
func (s *suite) race() error {
	if _, err := exec.LookPath("gcc"); err != nil {
		if s.ci {
			return errors.New("the race detector needs gcc and libc6-dev, which are not installed")
		}
		s.notes = append(s.notes, "note: no gcc, so nothing was run under the race detector")
		return nil
	}
	began := time.Now()
	parts, err := s.parts()
	if err != nil {
		return fmt.Errorf("find what to watch: %w", err)
	}
	watch, alone, outside := parts.sort()
	t, err := s.goTest("1", append([]string{"-race", "-short", "-timeout=20m",
		"-gcflags=modernc.org/sqlite/lib=-race=false", "-gcflags=modernc.org/libc=-race=false"}, watch...)...)
	s.notes = append(s.notes,
		fmt.Sprintf("race run:  %s, %.0f s", t, time.Since(began).Seconds()),
		fmt.Sprintf("           not under the race detector: %d packages whose tests begin no goroutine (%s); %d that run the program as a process of its own (%s); the translated C of SQLite",
			len(alone), strings.Join(alone, ", "), len(outside), strings.Join(outside, ", ")))
	return err
}

// part is a package as go list tells of it; that of a test program ends in .test.
type part struct {
	ImportPath, Dir  string
	GoFiles, Imports []string
	Module           struct{ Path string }
	DepOnly          bool

	begins, runs bool // a goroutine; the go command, to build the program
}

// parts is all packages of a build, by path.
type parts map[string]*part

// parts lists what the tests are made of, and reads what is ours of it.
func (s *suite) parts() (parts, error) {
	cmd := s.command("go", "list", "-test", "-deps", "-json=ImportPath,Dir,GoFiles,Imports,Module,DepOnly", "./...")
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	all := parts{}
	for in := json.NewDecoder(strings.NewReader(string(out))); ; {
		p := &part{}
		if err := in.Decode(p); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all[p.ImportPath] = p
		if p.Module.Path != module {
			continue
		}
		for _, file := range p.GoFiles {
			if filepath.IsAbs(file) {
				continue // the main function of a test program, which go test writes
			}
			if err := p.read(filepath.Join(p.Dir, file), nil); err != nil {
				return nil, err
			}
		}
	}
}

// module is ours.
const module = "github.com/huoshui/huoshui"

// elsewhere lists packages that call what they are given from goroutines of their own.
var elsewhere = []string{"database/sql", "net/http", "net/http/httptest", "os/signal", "golang.org/x/sync/errgroup"}

// read finds out whether a file begins goroutines: by itself, by a method
// that does, by a test that runs beside others, or through a package that has them.
// Better one package too many is watched than one too few.
func (p *part) read(file string, text any) error {
	f, err := parser.ParseFile(token.NewFileSet(), file, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, i := range f.Imports {
		p.begins = p.begins || slices.Contains(elsewhere, strings.Trim(i.Path.Value, `"`))
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			p.begins = true
		case *ast.SelectorExpr:
			if slices.Contains([]string{"Go", "Parallel", "RunParallel", "AfterFunc"}, n.Sel.Name) {
				p.begins = true
			}
		case *ast.CallExpr:
			p.runs = p.runs || builds(n)
		}
		return true
	})
	return nil
}

// builds tells whether a call runs go build on the program.
func builds(call *ast.CallExpr) bool {
	var words []string
	for _, arg := range call.Args {
		if word, ok := arg.(*ast.BasicLit); ok {
			words = append(words, strings.Trim(word.Value, `"`))
		}
	}
	return slices.Contains(words, "go") && slices.Contains(words, "build") && strings.HasSuffix(words[len(words)-1], "cmd/huoshui")
}

// sort tells which packages' tests are watched, which begin no goroutine, and
// which run the program outside.
func (all parts) sort() (watch, alone, outside []string) {
	for path, p := range all {
		name, is := strings.CutSuffix(path, ".test")
		if !is || p.DepOnly {
			continue
		}
		short := strings.TrimPrefix(name, module+"/")
		begins, runs := all.reach(path, map[string]bool{})
		switch {
		case runs:
			outside = append(outside, short)
		case !begins:
			alone = append(alone, short)
		default:
			watch = append(watch, name)
		}
	}
	slices.Sort(watch)
	slices.Sort(alone)
	slices.Sort(outside)
	return watch, alone, outside
}

// reach asks a package and all of ours that it is made of.
func (all parts) reach(path string, seen map[string]bool) (begins, runs bool) {
	p := all[path]
	if p == nil || p.Module.Path != module || seen[path] {
		return false, false
	}
	seen[path] = true
	begins, runs = p.begins, p.runs
	for _, i := range p.Imports {
		b, r := all.reach(i, seen)
		begins, runs = begins || b, runs || r
	}
	return begins, runs
}
