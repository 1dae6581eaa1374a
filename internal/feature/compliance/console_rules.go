package compliance

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/web/console"
)

var (
	badNumber = i18n.Text{Hans: "请填整数。", Hant: "請填整數。", En: "Enter a whole number."}
	badHours  = i18n.Text{
		Hans: "写成 11:30-13:30 这样，几段用逗号隔开。",
		Hant: "寫成 11:30-13:30 這樣，多段用逗號隔開。",
		En:   "Write hours like 11:30-13:30, separated by commas.",
	}
)

// field is one text field of the form: with its label.
type field struct {
	Name  string
	Label i18n.Text
	Value string
	Short bool // a number or a time
}

// part is some of the fields, under a heading.
type part struct {
	Title  i18n.Text
	Fields []field
}

// partsOf puts fields under headings, in the order of the fields.
func partsOf(all []field) []part {
	out := []part{{Title: words()["r.hours"]}, {Title: words()["r.moments"]}, {Title: words()["r.group"]}, {Title: words()["r.selling"]}, {Title: words()["r.member"]}, {Title: words()["r.channel"]}}
	of := map[string]int{"moments_hours": 1, "moments": 1, "announced": 2, "call_all": 2, "call_all_sale": 2, "group": 2, "stage_posts": 3, "stage_days": 3, "group_selling": 3,
		"member": 4, "member_week": 4, "channel": 5}
	for _, f := range all {
		p := &out[of[f.Name]]
		p.Fields = append(p.Fields, f)
	}
	return out
}

type rulesView struct {
	Form  console.Form
	Parts []part
	Care  bool
	Saved bool
}

// numbers are those of the form, with their words.
func numbers(s *gate.Settings) []struct {
	name, word string
	n          *int
} {
	return []struct {
		name, word string
		n          *int
	}{
		{"moments", "f.moments", &s.Moments}, {"announced", "f.announced", &s.Announced}, {"call_all", "f.all", &s.CallAll}, {"call_all_sale", "f.allsale", &s.CallAllSale},
		{"stage_posts", "f.posts", &s.StagePosts}, {"stage_days", "f.days", &s.StageDays}, {"member", "f.member", &s.Member}, {"member_week", "f.week", &s.MemberWeek},
		{"group", "f.group", &s.Group}, {"group_selling", "f.gsell", &s.GroupSelling}, {"channel", "f.channel", &s.Channel},
	}
}

// fieldsOf are the fields of a form that shows s, or what was typed.
func fieldsOf(s *gate.Settings, typed func(name string) string) (out []field) {
	add := func(name, word, value string, short bool) {
		if typed != nil {
			value = typed(name)
		}
		out = append(out, field{name, words()[word], value, short})
	}
	hours := make([]string, len(s.MomentsHours))
	for i, h := range s.MomentsHours {
		hours[i] = h.String()
	}
	add("quiet_from", "f.quiet", s.Quiet.From.String(), true)
	add("quiet_to", "f.quiet_to", s.Quiet.To.String(), true)
	add("evening", "f.evening", s.Evening.String(), true)
	add("moments_hours", "f.mhours", strings.Join(hours, ", "), false)
	for _, n := range numbers(s) {
		add(n.name, n.word, strconv.Itoa(*n.n), true)
	}
	return out
}

func (p *pages) showRules(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	var set gate.Settings
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		set, _, err = p.s.Settings(r.Context(), tx, v.Workspace, 0)
		return err
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.rules, rulesView{Parts: partsOf(fieldsOf(&set, nil)), Care: set.CareAsks, Saved: r.URL.Query().Get("done") != ""})
}

func (p *pages) saveRules(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	set, err := typedSettings(r)
	if err == nil {
		err = p.s.DB.Write(r.Context(), func(tx *db.Tx) error { return p.s.Set(r.Context(), tx, v.Workspace, 0, set) })
	}
	if err != nil {
		if !console.Correctable(err) {
			return err
		}
		view := rulesView{Form: console.FormOf(err), Parts: partsOf(fieldsOf(&set, r.PostFormValue)), Care: set.CareAsks}
		return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.rules, view)
	}
	http.Redirect(w, r, v.At("compliance", "rules")+"?done=1", http.StatusSeeOther)
	return nil
}

// typedSettings reads the form, or fails with Invalid, naming the field.
func typedSettings(r *http.Request) (gate.Settings, error) {
	set := gate.Defaults()
	set.CareAsks = r.PostFormValue("care") != ""
	for _, c := range []struct {
		name string
		to   *gate.Clock
	}{{"quiet_from", &set.Quiet.From}, {"quiet_to", &set.Quiet.To}, {"evening", &set.Evening}} {
		var err error
		if *c.to, err = gate.ParseClock(r.PostFormValue(c.name)); err != nil {
			return set, &auth.FieldError{Field: c.name, Err: err}
		}
	}
	set.MomentsHours = nil
	for one := range strings.SplitSeq(strings.NewReplacer("，", ",", "、", ",", "–", "-", "－", "-").Replace(r.PostFormValue("moments_hours")), ",") {
		from, to, ok := strings.Cut(one, "-")
		a, err := gate.ParseClock(from)
		b, err2 := gate.ParseClock(to)
		if !ok || err != nil || err2 != nil {
			return set, &auth.FieldError{Field: "moments_hours", Err: fault.New(fault.Invalid, badHours.With())}
		}
		set.MomentsHours = append(set.MomentsHours, gate.Hours{From: a, To: b})
	}
	for _, n := range numbers(&set) {
		var err error
		if *n.n, err = strconv.Atoi(strings.TrimSpace(r.PostFormValue(n.name))); err != nil {
			return set, &auth.FieldError{Field: n.name, Err: fault.Because(err, fault.Invalid, badNumber.With())}
		}
	}
	return set, nil
}
