package huoshui_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

var (
	link        = regexp.MustCompile(`\]\(([^)#\s]+)\)`)
	makeCommand = regexp.MustCompile("`make ([a-z0-9-]+)|(?m)^make ([a-z0-9-]+)")
	makeTarget  = regexp.MustCompile(`(?m)^([a-z0-9-]+):`)
)

// TestPapersPointSomewhere: every link to a file of the tree leads to one, and
// every make command that is named exists.
func TestPapersPointSomewhere(t *testing.T) {
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, m := range makeTarget.FindAllStringSubmatch(string(makefile), -1) {
		known[m[1]] = true
	}
	papers := 0
	err = fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "vendor" || d.Name() == "testdata" || d.Name() == ".git") {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(p) != ".md" {
			return nil
		}
		papers++
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], ":") {
				continue // another site
			}
			if _, err := os.Stat(path.Join(path.Dir(p), m[1])); err != nil {
				t.Errorf("%s points to %s, which is not there", p, m[1])
			}
		}
		for _, m := range makeCommand.FindAllStringSubmatch(string(text), -1) {
			if !known[m[1]+m[2]] {
				t.Errorf("%s names make %s, which the Makefile does not have", p, m[1]+m[2])
			}
		}
		return nil
	})
	if err != nil || papers < 5 {
		t.Errorf("read %d papers: %v", papers, err)
	}
}

// TestCIRunsWhatTheReadmeSays: one test command for people and for CI.
func TestCIRunsWhatTheReadmeSays(t *testing.T) {
	for file, want := range map[string]string{"README.md": "make test", ".ci/run": "exec make test"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`(?m)^` + want + `\b`).Match(text) {
			t.Errorf("%s has no line that begins %q", file, want)
		}
	}
}
