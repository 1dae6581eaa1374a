package library_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

var update = flag.Bool("update", false, "write the pages of docs/playbooks anew")

const pages = "../../../../docs/playbooks"

// TestPagesOfTheDocs: one page for each ready SOP, one that lists them, and the
// reference of the format, as they follow from the files. Run with -update to write
// them.
func TestPagesOfTheDocs(t *testing.T) {
	want := map[string]string{"library.md": index(all(t)), "reference.md": reference(t), "fields.md": fields(t)}
	for _, e := range all(t) {
		want[e.Playbook.Name+".md"] = page(e)
	}
	for name, text := range want {
		file := filepath.Join(pages, name)
		if *update {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != text {
			t.Errorf("%s is not what the files say (%v); run this test with -update and look at the difference", name, err)
		}
	}
	there, err := filepath.Glob(filepath.Join(pages, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range there {
		if name := filepath.Base(file); want[name] == "" && !strings.HasPrefix(name, "README") {
			t.Errorf("%s is of no ready SOP", name)
		}
	}
}

func zh(m i18n.Message) string { return m.In(i18n.ZhHans) }

func joined(needs []library.Need, l i18n.Lang, sep string) string {
	words := make([]string, len(needs))
	for i, n := range needs {
		words[i] = n.Words.In(l)
	}
	return strings.Join(words, sep)
}

func index(entries []library.Entry) string {
	var b strings.Builder
	b.WriteString("# 现成的 SOP / Ready SOPs\n\n每一个都可以照用，也可以抄过去改；简体、繁体、英文各有一份，做的事一样。Each can be used as it is, or taken over and changed; each is written in Simplified and Traditional Chinese and in English, and does the same in all three.\n\n| SOP | 做什么 | What it is for |\n|---|---|---|\n")
	for _, e := range entries {
		p := e.Playbook
		fmt.Fprintf(&b, "| [%s](%s.md)<br>%s | %s | %s |\n", p.Title.Hans, p.Name, p.Title.En, p.About.Hans, p.About.En)
	}
	return b.String()
}

var pers = map[script.Subject]string{script.PerMember: "每位群成员", script.PerGroup: "每个群", script.PerWorkspace: "整个工作区"}

var lives = map[script.Life]string{script.LongTerm: "长期群", script.Flash: "快闪群", script.RushSale: "抢购活动小群", script.PaidOrder: "付费订单群"}

func page(e library.Entry) string {
	p := e.Playbook
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n> **%s.** %s\n\n", p.Title.Hans, p.About.Hans, p.Title.En, p.About.En)
	const in = "../../internal/feature/playbook/library/"
	fmt.Fprintf(&b, "文件：[%[1]s.yaml](%[2]s%[1]s.yaml)　[繁體](%[2]szh-Hant/%[1]s.yaml)　[English](%[2]sen/%[1]s.yaml)　对象：%[3]s", p.Name, in, pers[p.Per])
	for i, l := range p.Groups {
		b.WriteString(map[bool]string{true: "　适用：", false: "、"}[i == 0] + lives[l])
	}
	b.WriteString("\n\n## 什么时候开始\n\n")
	for _, m := range plan.Starts(p, nil) {
		fmt.Fprintf(&b, "- %s\n", zh(m))
	}
	if p.If != "" {
		fmt.Fprintf(&b, "- 条件：`%s`\n", p.If)
	}
	if p.Once != "" {
		fmt.Fprintf(&b, "- 同一个对象 %s内只有一次\n", zh(plan.Span(p.Once)))
	}
	b.WriteString("\n## 时间线\n\n| 什么时候 | 做什么 | 谁 | 怎样算做好 | 错过了 |\n|---|---|---|---|---|\n")
	for _, r := range plan.Rows(p, nil) {
		row(&b, p, r)
	}
	needs(&b, e)
	wordings(&b, p)
	return b.String()
}

func row(b *strings.Builder, p *script.Playbook, r plan.Row) {
	s := r.Step
	owner, title := s.Owner, s.Title.Hans
	if owner == "" {
		owner = p.Owner
	}
	if title == "" {
		title = s.ID
	}
	when := strings.Repeat("↳ ", r.Depth) + zh(r.When)
	if way := zh(r.Way); way != "" {
		when += "（" + way + "）"
	}
	what := title
	switch {
	case s.Say != nil:
		what += "（" + channels[s.Say.To] + "）"
	case s.Task != nil:
		what += "（待办）"
	case s.Remove != nil:
		what += "（人选了才做）"
	}
	if s.If != "" {
		what += "<br>条件：`" + s.If + "`"
	}
	if s.Hold != nil {
		what += "<br>先等着：`" + s.Hold.While + "`，每 " + zh(plan.Span(s.Hold.Again)) + "看一次"
	}
	for _, cell := range []*string{&when, &what} {
		*cell = strings.ReplaceAll(*cell, "|", "\\|")
	}
	fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", when, what, owner, s.Check.Hans, missed(s.Missed))
}

func missed(m script.Missed) string {
	words := map[string]string{"late": "补做", "skip": "跳过", "ask": "问人"}[m.Do]
	if m.Within != "" {
		words = zh(plan.Span(m.Within)) + "内" + words
	}
	return words
}

var channels = map[string]string{"group": "群", "announcement": "公告", "member": "私聊", "moments": "朋友圈"}

func needs(b *strings.Builder, e library.Entry) {
	p := e.Playbook
	fmt.Fprintf(b, "\n## 需要什么\n\n- 平台要能：%s；做不到的变成待办\n", joined(e.Deeds, i18n.ZhHans, "、"))
	if len(e.Data) > 0 {
		fmt.Fprintf(b, "- 数据：%s\n", joined(e.Data, i18n.ZhHans, "、"))
	}
	var settings []string
	for _, f := range p.Fields {
		if f.From == script.FromForm {
			first := f.Default
			if f.Kind == script.AMoment && first != "" {
				first = "下一个：" + zh(plan.Rule(first))
			}
			line := "| " + f.Name + " | " + f.Ask.Hans + " | " + strings.ReplaceAll(first, "|", "\\|") + " |\n"
			settings = append(settings, line)
		}
	}
	if len(settings) > 0 {
		b.WriteString("\n开始前填：\n\n| 项 | 问 | 预先填好 |\n|---|---|---|\n" + strings.Join(settings, ""))
	}
	b.WriteString("\n## 它保证不做\n\n")
	for _, n := range p.Never {
		fmt.Fprintf(b, "- %s\n", n.Hans)
	}
}

var tones = map[string]string{"warm": "亲切", "brisk": "干练", "playful": "俏皮", "mild": "温和", "plain": "平实", "urgent": "急"}

func wordings(b *strings.Builder, p *script.Playbook) {
	b.WriteString("\n## 文案\n")
	script.Each(p.Steps, func(s *script.Step) {
		switch {
		case s.Say != nil:
			fmt.Fprintf(b, "\n**%s**\n\n", s.Title.Hans)
			said(b, s.Say.Wordings, "")
			said(b, s.Say.Without, "，查不到数时")
		case s.Task != nil:
			fmt.Fprintf(b, "\n**%s**（待办）\n\n- %s\n", s.Title.Hans, quoted(s.Task.Do.Hans))
			if s.Task.Text != "" {
				fmt.Fprintf(b, "- 备好的话：%s\n", quoted(s.Task.Text))
			}
			for _, c := range s.Task.Choices {
				fmt.Fprintf(b, "- 选项：%s%s%s\n", c.Name.Hans, map[bool]string{true: "（没人选就是它）"}[c.Default], map[bool]string{true: "，到此为止"}[c.Ends])
			}
		case s.Remove != nil:
			fmt.Fprintf(b, "\n**%s**\n\n- 跟本人说：%s\n", s.Title.Hans, quoted(s.Remove.Tell))
		}
	})
}

func said(b *strings.Builder, list []script.Wording, more string) {
	for _, w := range list {
		if w.If != "" {
			fmt.Fprintf(b, "- %s%s（`%s`）：%s\n", tones[w.Tone], more, w.If, quoted(w.Text))
		} else {
			fmt.Fprintf(b, "- %s%s：%s\n", tones[w.Tone], more, quoted(w.Text))
		}
	}
}

func quoted(text string) string { return strings.ReplaceAll(text, "\n", "<br>") }

// reference is the page of every word of the format, from the schema.
func reference(t *testing.T) string {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(script.Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString("# SOP 文件的每一项 / Every word of an SOP\n\n从 `huoshui playbook schema` 生成。Made from `huoshui playbook schema`. ★ 必填 required.\n")
	defs := doc["$defs"].(map[string]any)
	section(&b, "SOP", doc, defs)
	for _, name := range []string{"field", "start", "stop", "step", "say", "wording", "task"} {
		section(&b, name, defs[name].(map[string]any), defs)
	}
	b.WriteString("\n## 写法 / Forms\n\n| | | |\n|---|---|---|\n")
	for _, name := range []string{"condition", "span", "clock", "offset", "hours", "missed", "event", "text", "message", "role", "id", "tags", "given"} {
		d := defs[name].(map[string]any)
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, described(d), shape(d))
	}
	return b.String()
}

func section(b *bytes.Buffer, name string, of, defs map[string]any) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n| | 意思 / Meaning | 写法 / Form |\n|---|---|---|\n", name, described(of))
	rows(b, "", of, defs)
}

// rows lists the properties of a part, and of the parts that have no name of their
// own.
func rows(b *bytes.Buffer, before string, of, defs map[string]any) {
	for _, way := range append([]any{of}, list(of["oneOf"])...) {
		part, _ := way.(map[string]any)
		properties, _ := part["properties"].(map[string]any)
		names := make([]string, 0, len(properties))
		for name := range properties {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			p := properties[name].(map[string]any)
			star := ""
			for _, r := range list(part["required"]) {
				if r == name {
					star = " ★"
				}
			}
			meaning := described(p)
			if ref, ok := p["$ref"].(string); ok && meaning == "" {
				meaning = described(defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any))
			}
			fmt.Fprintf(b, "| `%s%s`%s | %s | %s |\n", before, name, star, meaning, shape(p))
			if items, ok := p["items"].(map[string]any); ok {
				rows(b, before+name+"[].", items, defs)
			}
			rows(b, before+name+".", p, defs)
		}
	}
}

func list(v any) []any {
	out, _ := v.([]any)
	return out
}

func described(p map[string]any) string {
	text, _ := p["description"].(string)
	return strings.ReplaceAll(strings.ReplaceAll(text, "\n", "<br>"), "|", "\\|")
}

// shape says in short how a value is written.
func shape(p map[string]any) string {
	var out []string
	if ref, ok := p["$ref"].(string); ok {
		out = append(out, strings.TrimPrefix(ref, "#/$defs/"))
	}
	for _, v := range list(p["enum"]) {
		out = append(out, fmt.Sprintf("`%v`", v))
	}
	if v, ok := p["const"]; ok {
		out = append(out, fmt.Sprintf("`%v`", v))
	}
	kind, _ := p["type"].(string)
	if items, ok := p["items"].(map[string]any); ok {
		kind = "list"
		if in := shape(items); in != "" {
			kind = "list: " + in
		}
	}
	if kind != "" && len(out) == 0 {
		out = append(out, kind)
	}
	for key, sign := range map[string]string{"minimum": "≥ ", "maximum": "≤ "} {
		if n, ok := p[key].(float64); ok {
			out = append(out, sign+fmt.Sprint(n))
		}
	}
	if len(out) > 2 && kind == "integer" {
		sort.Strings(out)
	}
	return strings.Join(out, ", ")
}
