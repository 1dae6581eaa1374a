package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/house"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const tryWelcome = `sop: 1
name: hello
title: 招呼
per: member
owner: 群主
fields: [{name: 活动时间, from: form, kind: moment, ask: 哪天？}]
start: [{id: come, on: member.joined}, {id: event, moment: 活动时间}]
steps:
  - {id: hi, say: {to: group, wordings: ["欢迎{{昵称}}来{{店名}}"]}}
  - {id: call, after: 1d, task: {do: "跟{{昵称}}说句话"}}
`

// chatOfThree is an archive of a group of three.
func chatOfThree(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "群")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"groups.tsv": "group\tname\n1\t桥头一群\n",
		"users.tsv":  "user\tname\tkind\nu1\t阿岚\tperson\nu2\t小北\tperson\nu3\t店长\tstaff\n",
		"messages.tsv": "group\ttime\tuser\tkind\tthread\trefers_to\tchars\ttext\n" +
			"1\t1772416800\tu3\tmsg\t\t\t\t大家好\n" +
			"1\t1772503200\tu1\tjoin\t\t\t\t\n" +
			"1\t1772550000\tu2\tjoin\t\t\t\t\n" +
			"1\t1772762400\tu1\tmsg\t\t\t\t多少钱\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// called runs the command and returns what it printed.
func called(t *testing.T, lang i18n.Lang, code int, args ...string) string {
	t.Helper()
	var out, err bytes.Buffer
	p := &program{out: &out, err: &err, lang: lang}
	if got := p.run(t.Context(), args); got != code {
		t.Fatalf("%v ends with %d, want %d\n%s%s", args, got, code, out.String(), err.String())
	}
	return err.String() + out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil { //nolint:gosec // a test's own file
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is not as it was (look, then -update):\n%s", file, diff)
	}
}

// TestPlaybooksAreTried over an import and with simulated people, from the command
// line.
func TestPlaybooksAreTried(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	file := filepath.Join(t.TempDir(), "hello.yaml")
	if err := os.WriteFile(file, []byte(tryWelcome), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := called(t, i18n.ZhHans, exitRefused, "playbook", "replay", "--data", data, "--over", "all", file); !strings.Contains(got, "没有活水的数据") {
		t.Errorf("without an installation: %s", got)
	}
	brought := called(t, i18n.ZhHans, exitDone, "import", "--data", data, "--json", chatOfThree(t))
	imp := regexp.MustCompile(`imp_[0-9a-z]{13}`).FindString(brought)
	golden(t, "replay", called(t, i18n.ZhHans, exitDone, "playbook", "replay", "--data", data, "--over", imp, "--field", "店名=桥头店", file))
	golden(t, "replay_en", called(t, i18n.En, exitDone, "playbook", "replay", "--data", data, "--over", "all", "--from", "2026-03-03", "--to", "2026-03-03", "--limit", "1", file))
	var told house.Trial
	text := called(t, i18n.ZhHans, exitDone, "playbook", "replay", "--data", data, "--over", imp, "--field", "活动时间=2026-03-05 12:00", "--json", file)
	if err := json.Unmarshal([]byte(text), &told); err != nil || told.Touches != 5 || told.Todos != 7 || len(told.List) != 7 || told.List[0].Text != "欢迎阿岚来〔店名〕" || len(told.Stopped) != 1 || told.Stopped[0].Rule != "quiet" {
		t.Errorf("%v\n%s", err, text)
	}
	golden(t, "rehearse", called(t, i18n.ZhHans, exitDone, "playbook", "rehearse", "--begin", "2030-03-04", "--weeks", "1", "--groups", "2", "--limit", "3", "--field", "活动时间=2030-03-05 12:00", file))
	if err := json.Unmarshal([]byte(called(t, i18n.En, exitDone, "playbook", "rehearse", "--begin", "2030-03-04", "--weeks", "1", "--groups", "1", "--json", "--field", "活动时间=2030-03-05 12:00", file)), &told); err != nil || !strings.Contains(told.Simulated, "simulated") || len(told.Figures) != 1 {
		t.Errorf("%v: %+v", err, told)
	}
	if got := called(t, i18n.ZhHans, exitDone, "playbook", "list", "--data", data); !strings.Contains(got, "还没有 SOP") {
		t.Errorf("no SOP: %s", got)
	}
	var listed struct{ Playbooks []house.ListedPlaybook }
	if err := json.Unmarshal([]byte(called(t, i18n.ZhHans, exitDone, "playbook", "list", "--ready", "--json")), &listed); err != nil || len(listed.Playbooks) < 20 || listed.Playbooks[0].Name != "welcome" {
		t.Errorf("%v: %+v", err, listed)
	}
	for lang, title := range map[string]string{"en": "Welcome", "zh-Hant": "入群歡迎", "zh-TW": "入群歡迎"} {
		if got := called(t, i18n.ZhHans, exitDone, "playbook", "list", "--ready", "--lang", lang); !strings.Contains(got, title) || strings.Contains(got, "入群欢迎") {
			t.Errorf("in %s: %s", lang, got)
		}
	}
	if got := called(t, i18n.ZhHans, exitRefused, "playbook", "list", "--lang", "fr"); !strings.Contains(got, "没有 fr 这种语言") {
		t.Errorf("in French: %s", got)
	}
	bad := filepath.Join(t.TempDir(), "bad.yaml")
	if err := os.WriteFile(bad, []byte(strings.Replace(tryWelcome, "per: member", "per: nobody", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code int
		says string
		args []string
	}{
		{exitFailed, "不能用", []string{"replay", "--data", data, "--over", "all", bad}},
		{exitFailed, "不能用", []string{"rehearse", bad}},
		{exitRefused, "没有“imp_0000000000001”这次导入", []string{"replay", "--data", data, "--over", "imp_0000000000001", file}},
		{exitRefused, "看不懂日期", []string{"replay", "--data", data, "--over", "all", "--from", "soon", file}},
		{exitRefused, "--limit", []string{"replay", "--data", data, "--over", "all", "--limit=-1", file}},
		{exitRefused, "1 到 12 周", []string{"rehearse", "--weeks", "13", file}},
		{exitUsage, "", []string{"replay", "--data", data, file}},
	} {
		if got := called(t, i18n.ZhHans, c.code, append([]string{"playbook"}, c.args...)...); !strings.Contains(got, c.says) {
			t.Errorf("%v does not say %q:\n%s", c.args, c.says, got)
		}
	}
}
