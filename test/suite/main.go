// Suite runs every check of the repository and says at the end what was
// exercised: which databases, which browser, what was skipped and why.
//
// Steps, in order: gofmt, go vet, the types of other systems and (where installed) golangci-lint; all
// tests without cgo; the short tests of what could race, under the race detector
// (see race); and in CI every fuzz target for a few seconds. A step that fails does not stop the others.
//
// With CI set in the environment, a missing database, browser or C compiler is
// a failure; elsewhere it is told and the rest goes on. Installs nothing:
// test/setup.sh does that before.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// suite is one run of everything.
type suite struct {
	ctx     context.Context
	ci      bool
	fuzz    time.Duration // per target; 0 for none
	only    string        // the one step to run, "" for all
	browser string        // path, "" where there is none

	failures []string // what is told at the end
	notes    []string
	normal   *tally
}

func main() {
	s := suite{ci: os.Getenv("CI") != "", browser: findBrowser()}
	flag.DurationVar(&s.fuzz, "fuzz", 0, "fuzz every target for this long (in CI 6s unless said)")
	flag.StringVar(&s.only, "only", "", "run one step only: lint, test, race or fuzz")
	flag.Parse()
	if s.ci && s.fuzz == 0 {
		s.fuzz = 6 * time.Second
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	s.ctx = ctx
	began := time.Now()
	for _, step := range []struct {
		name string
		run  func() error
	}{{"lint", s.lint}, {"test", s.test}, {"race", s.race}, {"fuzz", s.fuzzAll}} {
		if s.only != "" && s.only != step.name || ctx.Err() != nil {
			continue
		}
		if err := step.run(); err != nil {
			s.failures = append(s.failures, step.name+": "+err.Error())
		}
	}
	if ctx.Err() != nil {
		s.failures = append(s.failures, "interrupted")
	}
	os.Exit(s.report(time.Since(began)))
}

// report prints the end and returns the exit code.
func (s *suite) report(took time.Duration) int {
	fmt.Println()
	if s.normal != nil {
		s.exercised()
	}
	for _, n := range s.notes {
		fmt.Println(n)
	}
	for _, f := range s.failures {
		fmt.Println("FAIL:", f)
	}
	verdict, code := "ok", 0
	if len(s.failures) > 0 {
		verdict, code = "FAIL", 1
	} else {
		fmt.Println("PASS")
	}
	fmt.Printf("%s\thuoshui\t%.1fs\n", verdict, took.Seconds())
	return code
}

// exercised says what the tests ran against, and in CI holds that against
// what must be exercised.
func (s *suite) exercised() {
	t := s.normal
	for reason, n := range t.skips {
		fmt.Printf("skipped %d: %s\n", n, reason)
	}
	fmt.Printf("exercised: SQLite in %d tests, PostgreSQL in %d tests, a browser in %d tests (%s)\n",
		t.used["sqlite"], t.used["postgres"], t.used["browser"], cmp.Or(s.browser, "none installed"))
	missing := func(what string) {
		if s.ci {
			s.failures = append(s.failures, what+"; in CI that is a failure")
		} else {
			s.notes = append(s.notes, "note: "+what)
		}
	}
	if t.used["postgres"] == 0 {
		missing("PostgreSQL was not exercised")
	}
	if t.used["sqlite"] == 0 {
		missing("SQLite was not exercised")
	}
	if s.browser == "" {
		missing("no Chromium or Chrome was found, so no page was looked at in a browser")
	}
}

// lint holds the tree to gofmt, go vet, the types of other systems and, where it is installed, golangci-lint.
func (s *suite) lint() error {
	out, err := s.command("gofmt", "-l", ".").Output()
	if err != nil {
		return fmt.Errorf("gofmt: %w", err)
	}
	if files := strings.Fields(string(out)); len(files) > 0 {
		err = fmt.Errorf("not as gofmt writes it: %s (gofmt -w does it)", strings.Join(files, " "))
	}
	if vet := s.loud("go", "vet", "./..."); vet != nil {
		err = errors.Join(err, fmt.Errorf("go vet: %w", vet))
	}
	if types := s.cross(); types != nil {
		err = errors.Join(err, fmt.Errorf("on other systems: %w", types))
	}
	if _, absent := exec.LookPath("golangci-lint"); absent != nil {
		s.notes = append(s.notes, "note: golangci-lint is not installed; go vet and the house rules were run")
		return err
	}
	return errors.Join(err, s.loud("golangci-lint", "run"))
}

// test runs every test as the program is built: without cgo.
func (s *suite) test() error {
	began := time.Now()
	t, err := s.goTest("0", "-timeout=20m", "./...")
	s.normal = t
	s.notes = append(s.notes, fmt.Sprintf("tests:     %s, %.0f s", t, time.Since(began).Seconds()))
	return err
}

// goTest runs go test and counts as it goes. What go vet says, lint has asked.
func (s *suite) goTest(cgo string, args ...string) (*tally, error) {
	fmt.Println("\n$ CGO_ENABLED=" + cgo + " go test " + shown(args))
	cmd := s.command("go", append([]string{"test", "-json", "-vet=off"}, args...)...)
	cmd.Env = append(cmd.Env, "CGO_ENABLED="+cgo)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return newTally(), err
	}
	if err := cmd.Start(); err != nil {
		return newTally(), err
	}
	t := newTally()
	readErr := t.read(out, os.Stdout)
	err = errors.Join(readErr, cmd.Wait())
	switch {
	case len(t.failed) > 0:
		return t, fmt.Errorf("%d failed: %s", len(t.failed), strings.Join(t.failed, ", "))
	case err == nil && t.packages == 0:
		return t, errors.New("no package was tested")
	}
	return t, err
}

// shown is how arguments are printed: a list of packages as their number.
func shown(args []string) string {
	packages := slices.IndexFunc(args, func(a string) bool { return strings.HasPrefix(a, module) })
	if packages < 0 {
		return strings.Join(args, " ")
	}
	return fmt.Sprintf("%s (%d packages)", strings.Join(args[:packages], " "), len(args)-packages)
}

// command prepares a child that is interrupted when we are.
func (s *suite) command(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(s.ctx, name, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	cmd.Env = os.Environ()
	if s.browser != "" {
		cmd.Env = append(cmd.Env, "HUOSHUI_TEST_BROWSER="+s.browser)
	}
	return cmd
}

// loud runs a command with its output where ours goes.
func (s *suite) loud(name string, args ...string) error {
	fmt.Println("$ " + name + " " + strings.Join(args, " "))
	cmd := s.command(name, args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// findBrowser returns the path of a Chromium or Chrome, "" where there is
// none. HUOSHUI_TEST_BROWSER names another one.
func findBrowser() string {
	for _, name := range []string{os.Getenv("HUOSHUI_TEST_BROWSER"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}
