package script_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

func reader(t testing.TB) *script.Reader {
	t.Helper()
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sample(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func told(problems []script.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.In(i18n.ZhHans) + "\n" + p.Excerpt)
	}
	return b.String()
}

// TestTheSamplesAreRead, and hold what they say.
func TestTheSamplesAreRead(t *testing.T) {
	r := reader(t)
	s, problems := r.Read([]byte(sample(t, "silent.yaml")))
	if s == nil {
		t.Fatal(told(problems))
	}
	if s.Name != "silent-28" || s.Title.In(i18n.En) != "28 silent days" || s.Start[0].Silent != "28d" || len(s.Steps) != 2 {
		t.Errorf("read as %+v", s)
	}
	var ids []string
	script.Each(s.Steps, func(s *script.Step) { ids = append(ids, s.ID) })
	if got := strings.Join(ids, " "); got != "greet answered plainly last decide out" {
		t.Errorf("the steps are %s", got)
	}
	if s, problems = r.Read([]byte(sample(t, "rush.yaml"))); s == nil {
		t.Fatal(told(problems))
	}
	if s.Start[0].Missed.Do != "late" || s.Steps[2].Say.Without[0].Text == "" || s.Steps[3].Split.Parts[2].Held != true {
		t.Errorf("read as %+v", s)
	}
}

// TestMistakes are told where they stand, with the way to mend them.
func TestMistakes(t *testing.T) {
	r := reader(t)
	silent, rush := sample(t, "silent.yaml"), sample(t, "rush.yaml")
	for _, c := range []struct{ name, of, old, now, says string }{
		{"a misspelt word", rush, "wordings: [\"开始了", "wording: [\"开始了", "wordings"},
		{"an unknown word", rush, "    at: T0\n", "    at: T0\n    colour: red\n", "没有 colour"},
		{"a missing name", rush, "name: rush-sale\n", "", "缺少 name"},
		{"a wrong choice", rush, "per: group", "per: everybody", "只能是"},
		{"a length of time", silent, "silent: 28d", "silent: 28 days", "30min、2h、28d、4w"},
		{"a name of capitals", rush, "name: rush-sale", "name: Rush Sale", "小写字母"},
		{"a number for a text", rush, "title: 周六抢购", "title: 2026", "引号"},
		{"no list", rush, "start:", "start: now\nold:", "每条另起一行"},
		{"no YAML", rush, "title: 周六抢购", "title: \"周六抢购", "不是合法的 YAML"},
		{"an unknown field", rush, "{{值班人}}", "{{值班}}", "{{值班}} 没有来源"},
		{"an absolute claim", rush, "有问题直接发", "全网最低价", "全网最低"},
		{"a figure not bound", rush, "还剩 {{剩余}} 件", "仅剩 3 件", "仅剩"},
		{"sharing for a reward", rush, "有问题直接发", "转发朋友圈领红包", "转发"},
		{"no moment", rush, "kind: moment, ask", "kind: text, ask", "不是一个时间项"},
		{"an offset of nothing", silent, "    hours: 9:00-21:30\n", "    at: T-3d 12:00\n", "算起"},
		{"removing by itself", silent, "        - id: last\n          wait: 7d\n", "        - {id: last, remove: {why: 没有动静, tell: 再见}}\n", "由人来决定"},
		{"removing by default", silent, "              - name: 移出\n                why: true\n", "              - name: 移出\n                default: true\n", "默认选项不能是移出"},
		{"shares", rush, "share: 10, held", "share: 20, held", "加起来"},
		{"one id twice", rush, "id: open", "id: t3", "用了两次"},
		{"two deeds", rush, "    at: T0\n", "    at: T0\n    wait: 1d\n", "写了 2 件"},
		{"no deed", silent, "        - id: last\n          wait: 7d\n", "        - id: last\n", "写了 0 件"},
		{"two ways to begin", silent, "silent: 28d", "silent: 28d, hand: true", "写了 2 种"},
		{"a bad rule", silent, "silent: 28d", "every: FREQ=SOMETIMES", "FREQ"},
		{"no such festival", rush, "moment: T0, missed", "festival: 光棍节日, missed", "光棍节日"},
		{"per member only", rush, "  - id: compare\n", "  - {id: label, tag: [来过]}\n  - id: compare\n", "per: member"},
		{"a misspelt fact", silent, "member.orders == 0 &&", "member.order == 0 &&", "没有“order”"},
		{"a condition of a step", rush, "if: sale.left > 0", "if: sale.left", "条件要能答"},
		{"an alias", rush, "title: 周六抢购", "title: &a 周六抢购", "锚点"},
		{"a key twice", rush, "title: 周六抢购", "title: 周六抢购\ntitle: 再来", "不是合法的 YAML"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(c.of, c.old) {
				t.Fatalf("the sample has no %q", c.old)
			}
			text := strings.Replace(c.of, c.old, c.now, 1)
			s, problems := r.Read([]byte(text))
			if s != nil {
				t.Fatal("it is taken")
			}
			if got := told(problems); !strings.Contains(got, c.says) {
				t.Errorf("says:\n%swant %q", got, c.says)
			}
			for _, p := range problems {
				if p.Line < 1 || p.Line > strings.Count(text, "\n")+2 || p.Excerpt == "" {
					t.Errorf("stands at line %d, with %q", p.Line, p.Excerpt)
				}
				if p.Remedy.IsZero() {
					t.Errorf("no remedy: %s", p.In(i18n.ZhHans))
				}
				for _, l := range i18n.Langs {
					if said := p.In(l); strings.Contains(said, "%!") || said == "" {
						t.Errorf("%s: %s", l, said)
					}
				}
			}
		})
	}
}

// TestWhereAMistakeStands: line, column and excerpt.
func TestWhereAMistakeStands(t *testing.T) {
	text := strings.Replace(sample(t, "rush.yaml"), "at: T-3d 12:00", "at: T-3天 12:00", 1)
	_, problems := reader(t).Read([]byte(text))
	if len(problems) == 0 {
		t.Fatal("it is taken")
	}
	want := strings.Count(text[:strings.Index(text, "T-3天")], "\n") + 1
	p := problems[0]
	if p.Line != want || p.Column != 5 || p.Path != "steps/0/at" {
		t.Errorf("stands at %s, %d:%d, want steps/0/at, %d:5\n%s", p.Path, p.Line, p.Column, want, p.Excerpt)
	}
	if !strings.Contains(p.Excerpt, ">   16 |     at: T-3天 12:00\n       |     ^\n") {
		t.Errorf("the excerpt is\n%s", p.Excerpt)
	}
}

// TestACircleOfCalls is found, and said.
func TestACircleOfCalls(t *testing.T) {
	named := func(name string, calls ...string) *script.Playbook {
		s := &script.Playbook{Name: name}
		for _, c := range calls {
			s.Steps = append(s.Steps, script.Step{ID: c, Branch: []script.Arm{{Do: []script.Step{{Call: &script.Call{Name: c}}}}}})
		}
		return s
	}
	if got := script.Circle([]*script.Playbook{named("a", "b", "c"), named("b", "c"), named("c")}); got != nil {
		t.Errorf("found %v where none is", got)
	}
	got := strings.Join(script.Circle([]*script.Playbook{named("x", "a"), named("a", "b"), named("b", "c"), named("c", "a")}), " ")
	if got != "a b c a" {
		t.Errorf("found %q", got)
	}
	if got := script.Circle([]*script.Playbook{named("a", "a")}); strings.Join(got, " ") != "a a" {
		t.Errorf("found %q", got)
	}
}

// FuzzRead: whatever is read, the reader answers, and points into the text.
// TestLinesAreCountedAlike, whatever an editor ends them with.
func TestLinesAreCountedAlike(t *testing.T) {
	r := reader(t)
	text := strings.Replace(sample(t, "rush.yaml"), "steps:", "stepz:", 1)
	_, problems := r.Read([]byte(text))
	want := told(problems)
	if !strings.Contains(want, "stepz") {
		t.Fatalf("the mistake is not told:\n%s", want)
	}
	for _, end := range []string{"\r\n", "\r"} {
		_, problems = r.Read([]byte(strings.ReplaceAll(text, "\n", end)))
		if got := told(problems); got != want {
			t.Errorf("with lines that end in %q:\n%s\nnot\n%s", end, got, want)
		}
	}
	if _, problems = r.Read([]byte("sop: [\r\r\r")); len(problems) != 1 || problems[0].Line > 4 {
		t.Errorf("told %v", problems)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"silent.yaml", "rush.yaml"} {
		f.Add([]byte(sample(f, name)))
	}
	f.Add([]byte("a: &a [*a, *a]\n"))
	f.Add(bytes.Repeat([]byte("["), 5000))
	f.Add(bytes.Repeat([]byte("- "), 5000))
	f.Add([]byte("sop: 1\nsteps: {{昵称}}\n"))
	f.Add([]byte("sop: 1\r\rsteps: {{昵称}}\r\r"))
	r := reader(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		s, problems := r.Read(text)
		if s == nil && len(problems) == 0 {
			t.Error("it is neither taken nor refused")
		}
		for _, p := range problems {
			if p.Line < 0 || p.Line > bytes.Count(text, []byte("\n"))+bytes.Count(text, []byte("\r"))+1 {
				t.Errorf("a problem at line %d", p.Line)
			}
			_ = p.In(i18n.En)
		}
	})
}
