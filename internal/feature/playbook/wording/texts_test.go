package wording_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/feature/playbook/wording"
)

const playbookTexts = "../../../../../shared/requirements/playbook_texts.md"

// ready are the lines that hold a text: - 【群】…, - A. …, > …, - 不带数字版:….
var ready = regexp.MustCompile(`^\s*(?:-|>)\s*(?:\*\*([^*]*)\*\*)?(.*)$`)

// TestTheReadyTextsMayBeSent: what the product ships is not refused. Of the
// warnings only those are right that are known here.
func TestTheReadyTextsMayBeSent(t *testing.T) {
	raw, err := os.ReadFile(playbookTexts)
	if err != nil {
		t.Skip("the ready texts are in a folder beside the repository, which is absent")
	}
	n := 0
	for i, line := range strings.Split(string(raw), "\n") {
		m := ready.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		n++
		announced := strings.Contains(m[0], "【公告】") || strings.HasPrefix(strings.TrimSpace(line), ">")
		for _, f := range (wording.Reading{Long: announced}).Check(m[2]) {
			if f.Refused {
				t.Errorf("line %d refused as %s: %q in %s", i+1, f.Rule, m[2][f.From:f.To], m[2])
				continue
			}
			t.Logf("line %d, %s: %q", i+1, f.Rule, m[2][f.From:f.To])
		}
	}
	if n < 100 {
		t.Errorf("read %d texts only", n)
	}
}

// TestTheForbiddenColumnIsFound: every sentence of the left column of section
// 7.3 is warned of, none of the right column.
func TestTheForbiddenColumnIsFound(t *testing.T) {
	raw, err := os.ReadFile(playbookTexts)
	if err != nil {
		t.Skip("the ready texts are in a folder beside the repository, which is absent")
	}
	_, section, _ := strings.Cut(string(raw), "### 7.3")
	n := 0
	for _, line := range strings.Split(section, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || strings.Contains(cells[1], "别说") || strings.Contains(cells[1], "---") {
			continue
		}
		n++
		if got := rulesOf(wording.Check(cells[1])); got != "service" {
			t.Errorf("%s: found %q", cells[1], got)
		}
		if got := rulesOf(wording.Check(cells[2])); got != "" {
			t.Errorf("%s: found %q", cells[2], got)
		}
	}
	if n != 6 {
		t.Errorf("read %d sentences, want 6", n)
	}
}
