package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"
)

// target is one fuzz target.
type target struct{ dir, name string }

var fuzzFunc = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(\w+ \*testing\.F\)`)

// targets finds every fuzz target below root.
func targets(root fs.FS) ([]target, error) {
	var out []target
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != "." && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(p, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		for _, m := range fuzzFunc.FindAllSubmatch(text, -1) {
			out = append(out, target{path.Dir(p), string(m[1])})
		}
		return nil
	})
	return out, err
}

// atOnce is how many targets are fuzzed side by side, each with one worker.
const atOnce = 2

// fuzzAll fuzzes every target for a while.
func (s *suite) fuzzAll() error {
	if s.fuzz == 0 {
		return nil
	}
	all, err := targets(os.DirFS("."))
	if err != nil {
		return fmt.Errorf("find the fuzz targets: %w", err)
	}
	fmt.Printf("\n$ go test -fuzz, %d targets, %s each\n", len(all), s.fuzz)
	var (
		todo  = make(chan target)
		wait  sync.WaitGroup
		lock  sync.Mutex // guards fails, and the output
		fails []error
	)
	for range atOnce {
		wait.Go(func() {
			for t := range todo {
				out, err := s.fuzzOne(t)
				lock.Lock()
				if err != nil {
					fails = append(fails, fmt.Errorf("%s in %s: %w", t.name, t.dir, err))
					fmt.Printf("%s\n", out)
				} else {
					fmt.Printf("ok  \t%s\t%s\n", t.dir, t.name)
				}
				lock.Unlock()
			}
		})
	}
	for _, t := range all {
		todo <- t
	}
	close(todo)
	wait.Wait()
	s.notes = append(s.notes, fmt.Sprintf("fuzzed:    %d targets for %s each, %d failed", len(all), s.fuzz, len(fails)))
	return errors.Join(fails...)
}

// fuzzOne fuzzes t. Without a limit on it, go test would spend the whole of a
// short run on a new machine making the first inputs it likes smaller. The end of the time sometimes cuts a worker off in the
// middle, which go test calls a failure though no input failed; such a target
// is fuzzed once more.
func (s *suite) fuzzOne(t target) ([]byte, error) {
	var out []byte
	var err error
	for range 2 {
		cmd := s.command("go", "test", "-run=^$", "-fuzz=^"+t.name+"$", "-fuzztime="+s.fuzz.String(),
			"-fuzzminimizetime=10x", "-parallel=1", "./"+t.dir)
		cmd.Env = append(cmd.Env, "CGO_ENABLED=0")
		out, err = cmd.CombinedOutput()
		if err == nil || !bytes.Contains(out, []byte("context deadline exceeded")) || bytes.Contains(out, []byte("Failing input written")) {
			break
		}
	}
	return out, err
}
