package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// tally reads what go test -json tells, prints it as go test would without
// -v, and counts.
type tally struct {
	packages int
	passed   int
	skipped  int
	failed   []string       // "package.Test", or the package alone
	skips    map[string]int // the reasons given, and how often
	used     map[string]int // passed tests by what they ran against

	said map[string]*strings.Builder // what unfinished tests and packages printed
}

// message is one line of go test -json.
type message struct {
	Action, Package, Test, Output string
	ImportPath                    string // of what failed to build
}

func newTally() *tally {
	return &tally{skips: map[string]int{}, used: map[string]int{}, said: map[string]*strings.Builder{}}
}

func (t *tally) String() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped in %d packages", t.passed, len(t.failed), t.skipped, t.packages)
}

// read follows in to its end.
func (t *tally) read(in io.Reader, out io.Writer) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var m message
			if json.Unmarshal(line, &m) != nil {
				fmt.Fprintf(out, "%s", line) // go test itself had something to say
			} else {
				t.take(m, out)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the results: %w", err)
		}
	}
}

func (t *tally) take(m message, out io.Writer) {
	key := m.Package + "." + m.Test
	switch m.Action {
	case "build-output":
		fmt.Fprint(out, m.Output)
	case "output":
		if t.said[key] == nil {
			t.said[key] = &strings.Builder{}
		}
		t.said[key].WriteString(m.Output)
	case "pass", "fail", "skip":
		if m.Test == "" {
			t.endPackage(m, out)
		} else {
			t.endTest(m, out)
		}
		delete(t.said, key)
	}
}

// backend finds what a test ran against by the parts of its name: a subtest
// named after the dialect, or a test whose name says Browser.
var backend = regexp.MustCompile(`(?i)(?:^|/)(sqlite|postgres)(?:/|$)|(browser)`)

func (t *tally) endTest(m message, out io.Writer) {
	said := t.heard(m)
	switch m.Action {
	case "pass":
		t.passed++
		if hit := backend.FindStringSubmatch(m.Test); hit != nil {
			t.used[strings.ToLower(hit[1]+hit[2])]++
		}
	case "skip":
		t.skipped++
		t.skips[reason(said)]++
	case "fail":
		fmt.Fprint(out, said)
		name := m.Package + "." + m.Test
		if n := len(t.failed); n == 0 || !strings.HasPrefix(t.failed[n-1], name+"/") { // its parts are listed
			t.failed = append(t.failed, name)
		}
	}
}

func (t *tally) endPackage(m message, out io.Writer) {
	said := t.heard(m)
	switch m.Action {
	case "pass":
		t.packages++
	case "fail":
		t.packages++
		fails := len(t.failed)
		for key, rest := range t.said { // tests that the end of the process cut off
			if strings.HasPrefix(key, m.Package+".Test") {
				fmt.Fprint(out, quiet(rest.String()))
				delete(t.said, key)
			}
		}
		if fails == 0 || !strings.HasPrefix(t.failed[fails-1], m.Package+".") {
			t.failed = append(t.failed, m.Package)
		}
		fmt.Fprint(out, said)
		return
	}
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "ok ") || strings.HasPrefix(line, "? ") {
			fmt.Fprint(out, line)
		}
	}
}

// heard returns what m's test or package printed, without the lines that only
// -v prints.
func (t *tally) heard(m message) string {
	if b := t.said[m.Package+"."+m.Test]; b != nil {
		return quiet(b.String())
	}
	return ""
}

func quiet(said string) string {
	var out strings.Builder
	for line := range strings.Lines(said) {
		if !strings.HasPrefix(line, "=== ") && line != "PASS\n" {
			out.WriteString(line)
		}
	}
	return out.String()
}

var place = regexp.MustCompile(`^\s+\S+\.go:\d+: (.+)$`)

// reason finds the sentence that a skipped test gave.
func reason(said string) string {
	for line := range strings.Lines(said) {
		if m := place.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			return m[1]
		}
	}
	return "no reason given"
}
