package library_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// roles are the owners of the ready SOPs, as each language calls them.
var roles = map[string][2]string{
	"群主": {"群主", "group owner"}, "值班人": {"值班人", "on duty"}, "客服": {"客服", "service agent"},
	"运营": {"營運", "operator"}, "新人": {"新人", "newcomer"}, "带教": {"帶教", "mentor"}, "": {},
}

// answers are what people write in a form and conditions look for: of these only the
// conditions differ from one language to the other.
var answers = map[string]map[string][2]string{
	"rush-sale": {"没有": {"沒有", "no"}},
}

var others = [...]i18n.Lang{i18n.ZhHant, i18n.En}

// read reads a ready SOP as it is written in a language. Nothing may be wrong with it.
func read(t *testing.T, r *script.Reader, e library.Entry, l i18n.Lang) *script.Playbook {
	t.Helper()
	p, problems := r.Read([]byte(e.Text.In(l)))
	for _, q := range problems {
		t.Errorf("%s in %s: %s\n%s", e.Playbook.Name, l, q.In(i18n.En), q.Excerpt)
	}
	if p == nil {
		t.FailNow()
	}
	return p
}

// TestReadySOPsDoTheSameInEveryLanguage: what is said aside, the three are one. Every
// text names the same fields, in whatever words the language has for them.
func TestReadySOPsDoTheSameInEveryLanguage(t *testing.T) {
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all(t) {
		for i, l := range others {
			p := read(t, r, e, l)
			if len(p.Fields) != len(e.Playbook.Fields) {
				t.Errorf("%s in %s: other fields", p.Name, l)
				continue
			}
			if err := known(p, e.Playbook, i); err != nil {
				t.Errorf("%s in %s: %v", p.Name, l, err)
			}
			want, got := bones{names: map[string]string{}}, bones{names: map[string]string{}}
			for n, f := range p.Fields {
				got.names[f.Name] = e.Playbook.Fields[n].Name
			}
			for base, say := range answers[p.Name] {
				got.names[say[i]] = base
			}
			for _, differs := range unlike("", want.of(t, e.Playbook), got.of(t, p)) {
				t.Errorf("%s in %s: %s", p.Name, l, differs)
			}
		}
	}
}

// known holds the owners of a playbook to what its language calls them, its titles to
// those in the list, and what its conditions look for to what its form asks for.
func known(p, base *script.Playbook, i int) error {
	owners := func(p *script.Playbook) (out []string) {
		out = append(out, p.Owner)
		script.Each(p.Steps, func(s *script.Step) { out = append(out, s.Owner) })
		return out
	}
	for n, want := range owners(base) {
		say, ok := roles[want]
		if got := owners(p); !ok || n >= len(got) || got[n] != say[i] {
			return fmt.Errorf("owners are %q, for %q", got, want)
		}
	}
	if got, want := titles(p, i18n.ZhHans), titles(base, others[i]); !slices.Equal(got, want) {
		return fmt.Errorf("titles are %q, and in the list %q", got, want)
	}
	for _, say := range answers[p.Name] {
		if !slices.ContainsFunc(p.Fields, func(f script.Field) bool { return strings.Contains(f.Ask.Hans, say[i]) && f.Default != say[i] }) {
			return fmt.Errorf("no question tells anybody to write %q", say[i])
		}
	}
	return nil
}

// titles are what the pages say of a playbook.
func titles(p *script.Playbook, l i18n.Lang) (out []string) {
	for _, text := range append([]script.Text{p.Title, p.About}, p.Never...) {
		out = append(out, text.In(l))
	}
	script.Each(p.Steps, func(s *script.Step) { out = append(out, s.Title.In(l)) })
	return out
}

// bones is what remains of a playbook without its texts: of each, which fields it
// names. names are what its fields are called in the first language.
type bones struct{ names map[string]string }

func (b bones) of(t *testing.T, p *script.Playbook) any {
	t.Helper()
	raw, err := json.Marshal(p)
	var out any
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.part(out, "")
}

// part goes through a part of a playbook that stands under a key.
func (b bones) part(v any, key string) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = b.part(v[i], key)
		}
	case map[string]any:
		if text, ok := v["Hans"].(string); ok {
			return b.said(text)
		}
		for name := range v {
			v[name] = b.part(v[name], name)
		}
		switch {
		case key == "Parts":
			v["Name"] = "a name"
		case key == "Fields" && v["Kind"] == "" && v["Default"] != "":
			v["Default"] = "a text"
		}
	case string:
		switch key {
		case "Text", "Tell", "Sample", "Tag":
			return b.said(v)
		case "Owner":
			return ""
		case "Name", "Moment", "Fill":
			return cmp.Or(b.names[v], v)
		}
		return b.named(v)
	}
	return v
}

// said is which fields a text names.
func (b bones) said(text string) any {
	if text == "" {
		return ""
	}
	names := script.Placeholders(text)
	for i, name := range names {
		if base, ok := b.names[name]; ok {
			names[i] = base
		}
	}
	slices.Sort(names)
	return "says " + strings.Join(names, ", ")
}

// named is a time or a condition, in the words of the first language.
func (b bones) named(text string) string {
	for _, name := range slices.Sorted(maps.Keys(b.names)) {
		for _, quote := range [][2]string{{"{{", "}}"}, {"'", "'"}} {
			text = strings.ReplaceAll(text, quote[0]+name+quote[1], quote[0]+b.names[name]+quote[1])
		}
	}
	return text
}

// unlike lists where two parts differ.
func unlike(path string, want, got any) (out []string) {
	switch w := want.(type) {
	case map[string]any:
		if g, ok := got.(map[string]any); ok {
			for _, key := range slices.Sorted(maps.Keys(w)) {
				out = append(out, unlike(path+"."+key, w[key], g[key])...)
			}
			return out
		}
	case []any:
		if g, ok := got.([]any); ok && len(w) == len(g) {
			for i := range w {
				out = append(out, unlike(fmt.Sprintf("%s[%d]", path, i), w[i], g[i])...)
			}
			return out
		}
	}
	if !reflect.DeepEqual(want, got) {
		out = append(out, fmt.Sprintf("%s is %v, want %v", path, got, want))
	}
	return out
}

// onlySimplified are everyday characters that Traditional Chinese writes otherwise.
const onlySimplified = "个们这说话时间没样还发单数据开关让对实应条员级队总统计画图读写从几让钟问谁复专户经验线张给边过进远连选错记录导简当听" +
	"组织货买卖东价优链讯频资产业务车马鱼国际达运动积极约继续红绿纸终归众创办团园坏声处备头够妈学宝将带广弃怀态恋恶战扩护报担换损点击报误帮课区码设账页认换种门购见无为义乐习书乱争于云"

// TestReadySOPsSpeakTheirLanguage: what people read is in one language, nobody shouts, and
// in English the fields that every SOP has are explained.
func TestReadySOPsSpeakTheirLanguage(t *testing.T) {
	for _, e := range all(t) {
		name := e.Playbook.Name
		for _, line := range strings.Split(outsideBraces(e.Text.Hant), "\n") {
			if at := strings.IndexAny(line, onlySimplified); at >= 0 {
				t.Errorf("%s in zh-Hant holds %q", name, line[at:])
			}
		}
		head, body, _ := strings.Cut(e.Text.En, "sop: 1")
		for _, line := range strings.Split(outsideBraces(body), "\n") {
			if strings.IndexFunc(line, func(r rune) bool { return unicode.Is(unicode.Han, r) || r >= 0xFF00 && r < 0xFFF0 }) >= 0 {
				t.Errorf("%s in en holds %q", name, line)
			}
		}
		for _, g := range script.BuiltIn() {
			if strings.Contains(body, "{{"+g.Name+"}}") && !strings.Contains(head, "{{"+g.Name+"}} ") {
				t.Errorf("%s in en does not say what %s is", name, g.Name)
			}
		}
		if strings.Contains(e.Text.Hant, "！") || strings.Contains(body, "! ") || strings.Contains(body, `!"}`) {
			t.Errorf("%s shouts", name)
		}
	}
}

// outsideBraces is a document without the names of fields in its texts.
func outsideBraces(text string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, text, _ = strings.Cut(rest, "}}")
	}
}
