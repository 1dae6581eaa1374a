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
	"time"
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

// fuzzAll fuzzes every target for a while: first the test program of each package
// is built, watched as fuzzing needs it, then its targets are run.
func (s *suite) fuzzAll() error {
	if s.fuzz == 0 {
		return nil
	}
	began := time.Now()
	all, err := targets(os.DirFS("."))
	if err != nil {
		return fmt.Errorf("find the fuzz targets: %w", err)
	}
	fmt.Printf("\n$ go test -fuzz, %d targets, %s each\n", len(all), s.fuzz)
	programs, err := os.MkdirTemp("", "huoshui-fuzz-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(programs) //nolint:errcheck // a folder of the run
	built, fails := s.fuzzBuild(all, programs)
	ready := time.Since(began)
	var (
		todo = make(chan target)
		wait sync.WaitGroup
		lock sync.Mutex // guards fails, and the output
	)
	for range atOnce {
		wait.Go(func() {
			for t := range todo {
				out, err := s.fuzzOne(t, built[t.dir])
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
	run := 0
	for _, t := range all {
		if built[t.dir].path != "" {
			run++
			todo <- t
		}
	}
	close(todo)
	wait.Wait()
	s.notes = append(s.notes, fmt.Sprintf("fuzzed:    %d targets for %s each, %d failed, %.0f s (%.0f s of it building)",
		run, s.fuzz, len(fails), time.Since(began).Seconds(), ready.Seconds()))
	return errors.Join(fails...)
}

// fuzzer is a test program that is built for fuzzing.
type fuzzer struct {
	path string
	kept string // the folder of inputs that were found to matter
}

// fuzzBuild builds the test program of every package that has targets into a
// folder. One after another: they share most of what has to be compiled.
func (s *suite) fuzzBuild(all []target, into string) (built map[string]fuzzer, fails []error) {
	built = map[string]fuzzer{}
	cache, err := s.command("go", "env", "GOCACHE").Output()
	if err != nil {
		return built, []error{fmt.Errorf("go env GOCACHE: %w", err)}
	}
	for i, t := range all {
		if _, done := built[t.dir]; done || s.ctx.Err() != nil {
			continue
		}
		f := fuzzer{fmt.Sprintf("%s/%d.test", into, i), path.Join(strings.TrimSpace(string(cache)), "fuzz", module, t.dir)}
		cmd := s.command("go", "test", "-c", "-vet=off", "-ldflags=-s -w", "-fuzz=.", "-o", f.path, "./"+t.dir)
		cmd.Env = append(cmd.Env, "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			fmt.Printf("%s\n", out)
			fails = append(fails, fmt.Errorf("build %s: %w", t.dir, err))
			f = fuzzer{}
		}
		built[t.dir] = f
	}
	return built, fails
}

// fuzzOne fuzzes t, as go test -fuzz would. Without a limit on it, a short run on a
// new machine would be spent making the first inputs it likes smaller. The end of
// the time sometimes cuts a worker off in the middle, which is called a failure
// though no input failed; such a target is fuzzed once more.
func (s *suite) fuzzOne(t target, f fuzzer) ([]byte, error) {
	var out []byte
	var err error
	for range 2 {
		cmd := s.command(f.path, "-test.paniconexit0", "-test.run=^$", "-test.fuzz=^"+t.name+"$", "-test.fuzztime="+s.fuzz.String(),
			"-test.fuzzminimizetime=10x", "-test.parallel=1", "-test.fuzzcachedir="+f.kept)
		cmd.Dir = t.dir
		out, err = cmd.CombinedOutput()
		if err == nil && !bytes.Contains(out, []byte("fuzz: elapsed: ")) {
			err = errors.New("nothing was fuzzed")
		}
		if err == nil || !bytes.Contains(out, []byte("context deadline exceeded")) || bytes.Contains(out, []byte("Failing input written")) {
			break
		}
	}
	return out, err
}
