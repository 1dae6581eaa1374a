package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"path/filepath"
	"strings"
	"time"
)

// others are the systems whose people get a build by make dist, and on which no
// test runs.
var others = []struct{ os, arch string }{{"windows", "amd64"}, {"darwin", "arm64"}}

// cross holds the program to the types of systems that it is not running on. Only
// the types: a build of everything takes minutes, and finds nothing more, short of
// a linker's faults.
func (s *suite) cross() error {
	var faults []error
	for _, on := range others {
		began := time.Now()
		n, err := s.checkFor(on.os, on.arch)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s/%s: %w", on.os, on.arch, err))
		}
		fmt.Printf("$ types of ./cmd/huoshui for %s/%s: %d packages, %.0f s\n", on.os, on.arch, n, time.Since(began).Seconds())
	}
	return errors.Join(faults...)
}

// unit is a package as go list tells of it.
type unit struct {
	ImportPath, Dir string
	GoFiles         []string
	ImportMap       map[string]string
	Standard        bool
}

// checkFor checks the program and all that it is made of, in the order in which
// they need each other, and returns how many packages that is.
func (s *suite) checkFor(system, arch string) (int, error) {
	list := s.command("go", "list", "-deps", "-json=ImportPath,Dir,GoFiles,ImportMap,Standard", "./cmd/huoshui")
	list.Env = append(list.Env, "GOOS="+system, "GOARCH="+arch, "CGO_ENABLED=0")
	var told strings.Builder
	list.Stderr = &told
	out, err := list.Output()
	if err != nil {
		return 0, fmt.Errorf("go list: %w: %s", err, told.String())
	}
	done := map[string]*types.Package{"unsafe": types.Unsafe}
	for in := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p unit
		if err := in.Decode(&p); errors.Is(err, io.EOF) {
			return len(done) - 1, nil
		} else if err != nil {
			return len(done) - 1, fmt.Errorf("go list: %w", err)
		}
		if p.ImportPath == "unsafe" {
			continue
		}
		if done[p.ImportPath], err = p.check(done, arch); err != nil {
			return len(done) - 1, err
		}
	}
}

// check checks one package: ours wholly, others as far as ours see them.
func (p *unit) check(done map[string]*types.Package, arch string) (*types.Package, error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	ours := p.ImportPath == module || strings.HasPrefix(p.ImportPath, module+"/")
	var faults []error
	conf := types.Config{Importer: among{p, done}, Sizes: types.SizesFor("gc", arch), IgnoreFuncBodies: !ours,
		Error: func(err error) {
			if ours { // others are as they are
				faults = append(faults, err)
			}
		}}
	pkg, _ := conf.Check(p.ImportPath, fset, files, nil) // every fault was told
	return pkg, errors.Join(faults...)
}

// among finds what a package imports among those that were checked before it.
type among struct {
	p    *unit
	done map[string]*types.Package
}

func (a among) Import(path string) (*types.Package, error) {
	if to := a.p.ImportMap[path]; to != "" {
		path = to
	}
	if pkg := a.done[path]; pkg != nil {
		return pkg, nil
	}
	return nil, fmt.Errorf("%s imports %s, which go list did not tell of before it", a.p.ImportPath, path)
}
