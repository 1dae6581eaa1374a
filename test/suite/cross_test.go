package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOtherSystemsAreChecked: what does not fit a system that we are not on is
// found, of ours and not of others.
func TestOtherSystemsAreChecked(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":                   "module " + module + "\n\ngo 1.26\n",
		"cmd/huoshui/main.go":      "package main\n\nfunc main() { println(home()) }\n",
		"cmd/huoshui/windows.go":   "//go:build windows\n\npackage main\n\nimport \"os\"\n\nfunc home() int { return os.Getenv(\"USERPROFILE\") }\n",
		"cmd/huoshui/elsewhere.go": "//go:build !windows\n\npackage main\n\nimport \"os\"\n\nfunc home() string { return os.Getenv(\"HOME\") }\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // a folder of the test
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	s := suite{ctx: t.Context()}
	if n, err := s.checkFor("darwin", "arm64"); err != nil || n < 10 {
		t.Errorf("of %d packages: %v", n, err)
	}
	if _, err := s.checkFor("windows", "amd64"); err == nil || !strings.Contains(err.Error(), "windows.go:7") {
		t.Errorf("what does not fit Windows: %v", err)
	}
	if err := s.cross(); err == nil || !strings.Contains(err.Error(), "windows/amd64") {
		t.Errorf("the step says %v", err)
	}
}
