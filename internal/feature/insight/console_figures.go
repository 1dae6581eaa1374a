package insight

import (
	"net/http"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/render"
	"github.com/huoshui/huoshui/internal/web/console"
)

// defView is the definition of a figure as a page shows it.
type defView struct {
	Key, Name, Formula, Window, Unit, Source, Why, Href string
}

func (t teller) def(v console.Viewer, d *render.Definition) defView {
	return defView{Key: d.Key, Name: t.say(d.Name), Formula: t.say(d.Formula), Window: t.say(d.Window), Unit: t.say(d.Unit), Source: t.say(d.Source),
		Why: t.say(d.Why), Href: v.At("figures") + "#" + d.Key}
}

// defs are all definitions by their key.
func (s *subject) defs() map[string]defView {
	out := map[string]defView{}
	for _, d := range render.ConsoleDefinitions() {
		out[d.Key] = s.def(s.v, &d)
	}
	return out
}

// figuresView is the register of definitions.
type figuresView struct{ All []defView }

// showFigures handles GET /w/{ws}/figures.
func (p *pages) showFigures(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, t := figuresView{}, tellerOf(v)
	for _, d := range render.ConsoleDefinitions() {
		view.All = append(view.All, t.def(v, &d))
	}
	return p.shell.Show(w, r, v, p.figures, view)
}

// figuresWords are the words of the register.
func figuresWords() i18n.Words {
	return i18n.Words{
		"title":   {Hans: "每个数怎么算的", Hant: "每個數字怎麼算的", En: "How every figure is worked out"},
		"lead":    {Hans: "页面上的每个数都只有这一种算法。不知道的就空着，说明为什么，不填零，也不猜。", Hant: "頁面上的每個數字都只有這一種算法。不知道的就留空，說明為什麼，不填零，也不猜。", En: "Every figure on a page is worked out in this one way. What is not known is left empty, with the reason: never zero, never guessed."},
		"back":    {Hans: "群", Hant: "群組", En: "Groups"},
		"formula": {Hans: "算法", Hant: "算法", En: "Formula"},
		"window":  {Hans: "时间范围", Hant: "時間範圍", En: "Window"},
		"unit":    {Hans: "单位", Hant: "單位", En: "Unit"},
		"source":  {Hans: "从哪里来", Hant: "從哪裡來", En: "Source"},
		"why":     {Hans: "为什么这样算", Hant: "為什麼這樣算", En: "Why so"},
	}
}
