package account

import (
	"net/http"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

type unitRow struct {
	Name, Href string
	Kind       i18n.Text
	Depth      int
	Staff      int
}

type unitsView struct {
	Form    console.Form
	Done    i18n.Text
	Rows    []unitRow
	Alone   bool   // nothing but head office
	Name    string // as typed
	Kinds   []choice
	Parents []choice
}

func unitsDone() map[string]i18n.Text {
	return map[string]i18n.Text{
		"added":   {Hans: "已添加。", Hant: "已新增。", En: "Added."},
		"saved":   {Hans: "已保存。", Hant: "已儲存。", En: "Saved."},
		"removed": {Hans: "已删除。", Hant: "已刪除。", En: "Removed."},
	}
}

// kindChoices lists the levels that may stand below above.
func kindChoices(above, chosen auth.UnitKind) []choice {
	var out []choice
	for _, k := range auth.UnitKinds {
		if k.Below(above) {
			out = append(out, choice{Value: string(k), Label: k.Label(), Selected: k == chosen})
		}
	}
	return out
}

func (p *pages) unitsView(r *http.Request, v console.Viewer, parent id.Unit, kind auth.UnitKind) (unitsView, error) {
	units, err := p.auth.Units(r.Context(), v.Workspace)
	if err != nil {
		return unitsView{}, err
	}
	staff, err := p.auth.Staff(r.Context(), v.Workspace)
	if err != nil {
		return unitsView{}, err
	}
	at := map[id.Unit]int{}
	for _, c := range staff {
		at[c.Grant.Unit]++
	}
	view := unitsView{Alone: len(units) < 2, Kinds: kindChoices(auth.Head, kind), Parents: unitChoices(units, parent, auth.Adviser)}
	for _, u := range auth.Under(units) {
		view.Rows = append(view.Rows, unitRow{Name: u.Name, Kind: u.Kind.Label(), Depth: u.Depth, Staff: at[u.ID],
			Href: v.At("settings", "units", id.Show(u.ID))})
	}
	return view, nil
}

func (p *pages) showUnits(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.unitsView(r, v, 0, auth.Store)
	if err != nil {
		return err
	}
	view.Done = done(r, unitsDone())
	return p.shell.Show(w, r, v, p.units, view)
}

func (p *pages) createUnit(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	name, kind, parent := r.PostFormValue("name"), auth.UnitKind(r.PostFormValue("kind")), formUnit(r, "parent")
	_, failed := p.auth.CreateUnit(r.Context(), v.User, v.Workspace, parent, kind, name)
	if failed == nil {
		return redirect(w, r, v.At("settings", "units")+"?done=added")
	}
	if !console.Correctable(failed) {
		return failed
	}
	view, err := p.unitsView(r, v, parent, kind)
	if err != nil {
		return err
	}
	view.Form, view.Name = console.FormOf(failed), name
	return p.shell.ShowStatus(w, r, v, console.StatusOf(failed), p.units, view)
}

type unitView struct {
	Form    console.Form
	Unit    auth.Unit
	Kind    i18n.Text
	Head    bool
	Name    string // as typed
	Parents []choice
	Href    string
}

var goneUnit = i18n.Text{
	Hans: "没有这个组织单位。可能刚被删掉，请回到组织页。",
	Hant: "沒有這個組織單位。可能剛被刪除，請回到組織頁。",
	En:   "There is no such unit. It may have just been removed; go back to the organisation.",
}

func (p *pages) unitView(r *http.Request, v console.Viewer) (unitView, error) {
	unit, err := id.Parse[id.Unit](r.PathValue("unit"))
	if err != nil {
		return unitView{}, err
	}
	units, err := p.auth.Units(r.Context(), v.Workspace)
	if err != nil {
		return unitView{}, err
	}
	for _, u := range units {
		if u.ID == unit {
			view := unitView{Unit: u, Kind: u.Kind.Label(), Head: u.Kind == auth.Head, Name: u.Name, Href: v.At("settings", "units", id.Show(unit))}
			if !view.Head {
				view.Parents = unitChoices(units, u.Parent, u.Kind)
			}
			return view, nil
		}
	}
	return unitView{}, notFound(goneUnit)
}

func (p *pages) showUnit(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.unitView(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.unit, view)
}

func (p *pages) saveUnit(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.unitView(r, v)
	if err != nil {
		return err
	}
	view.Name = r.PostFormValue("name")
	parent := formUnit(r, "parent")
	if err := p.auth.EditUnit(r.Context(), v.User, v.Workspace, view.Unit.ID, parent, view.Name); err != nil {
		return p.unitAgain(w, r, v, view, err)
	}
	return redirect(w, r, v.At("settings", "units")+"?done=saved")
}

func (p *pages) removeUnit(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.unitView(r, v)
	if err != nil {
		return err
	}
	if err := p.auth.RemoveUnit(r.Context(), v.User, v.Workspace, view.Unit.ID); err != nil {
		return p.unitAgain(w, r, v, view, err)
	}
	return redirect(w, r, v.At("settings", "units")+"?done=removed")
}

func (p *pages) unitAgain(w http.ResponseWriter, r *http.Request, v console.Viewer, view unitView, failed error) error {
	if !console.Correctable(failed) {
		return failed
	}
	view.Form = console.FormOf(failed)
	return p.shell.ShowStatus(w, r, v, console.StatusOf(failed), p.unit, view)
}
