package library_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

var document = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestTheFirstPlaybook: what the docs have a newcomer write is refused and taken as
// they say, in their words.
func TestTheFirstPlaybook(t *testing.T) {
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	for file, l := range map[string]i18n.Lang{"README.md": i18n.ZhHans, "README.en.md": i18n.En} {
		text, err := os.ReadFile(filepath.Join(pages, file))
		if err != nil {
			t.Fatal(err)
		}
		written := document.FindAllStringSubmatch(string(text), -1)
		if len(written) < 2 {
			t.Fatalf("%s has %d documents", file, len(written))
		}
		p, problems := r.Read([]byte(written[0][1]))
		if p != nil || len(problems) != 1 || !strings.Contains(string(text), problems[0].In(l)) {
			t.Errorf("%s: the first document is told %v, which the page does not say", file, problems)
		}
		if p, problems = r.Read([]byte(written[1][1])); p == nil || len(problems) > 0 {
			t.Errorf("%s: the second document: %v", file, problems)
		}
	}
}
