package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

const smallSOP = `sop: 1
name: %NAME
title: 试一试
per: group
start: [{id: by-hand, hand: true}]
steps:
  - {id: hello, say: {to: group, wordings: [大家好]}}
`

// TestPlaybookLint tells good from bad by its words and by its exit code, and
// finds what is wrong with several files together.
func TestPlaybookLint(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	sop := func(name, calls string) string {
		text := strings.Replace(smallSOP, "%NAME", name, 1)
		if calls != "" {
			text += "  - {id: next, call: {name: " + calls + "}}\n"
		}
		return write(name+".yaml", text)
	}
	good, a, b := sop("good", ""), sop("a", "b"), sop("b", "a")
	bad := write("bad.yaml", strings.Replace(strings.Replace(smallSOP, "%NAME", "bad", 1), "大家好", "全网最低价", 1))
	for _, c := range []struct {
		args []string
		code int
		says []string
	}{
		{[]string{good}, exitDone, []string{"好（good）"}},
		{[]string{good, bad}, exitFailed, []string{"好（good）", "bad.yaml：不能用", "7:", "全网最低"}},
		{[]string{a, b}, exitFailed, []string{"绕成了圈：a → b → a"}},
		{[]string{good, write("other.yaml", strings.Replace(smallSOP, "%NAME", "good", 1))}, exitFailed, []string{"也有叫 good 的 SOP"}},
		{[]string{filepath.Join(dir, "none.yaml")}, exitRefused, []string{"读不到"}},
		{nil, exitUsage, nil},
	} {
		var out bytes.Buffer
		p := &program{out: &out, err: &out, lang: i18n.ZhHans}
		if code := p.run(t.Context(), append([]string{"playbook", "lint"}, c.args...)); code != c.code {
			t.Errorf("%v: ends with %d, want %d\n%s", c.args, code, c.code, out.String())
		}
		for _, want := range c.says {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%v: does not say %q:\n%s", c.args, want, out.String())
			}
		}
	}
	var out bytes.Buffer
	p := &program{out: &out, err: &out, lang: i18n.En}
	p.run(t.Context(), []string{"playbook", "lint", "--json", bad})
	var told struct {
		OK    bool
		Files []struct {
			OK       bool
			Problems []shownProblem
		}
	}
	if err := json.Unmarshal(out.Bytes(), &told); err != nil || told.OK || len(told.Files) != 1 || len(told.Files[0].Problems) == 0 || told.Files[0].Problems[0].Line != 7 {
		t.Errorf("as JSON: %v\n%s", err, out.String())
	}
	out.Reset()
	if code := p.run(t.Context(), []string{"playbook", "schema"}); code != exitDone || !json.Valid(out.Bytes()) {
		t.Errorf("the schema is no JSON, or ends with %d", code)
	}
}
