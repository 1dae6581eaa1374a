package account

import (
	"net/http"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

type workspacesView struct {
	Form       console.Form
	List       []place
	MayCreate  bool
	OnlySample bool
	Name, Zone string
	Zones      []string
}

// place is a workspace as a tile.
type place struct {
	Name      string
	Href      string
	Sample    bool
	Simulated bool
	Role      i18n.Text
}

// zones are offered first; any other IANA name a workspace has stays offered to it.
func zones(chosen string) []string {
	list := []string{"Asia/Shanghai", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Urumqi", "Asia/Singapore", "Asia/Kuala_Lumpur",
		"Asia/Bangkok", "Asia/Jakarta", "Asia/Manila", "Asia/Ho_Chi_Minh", "Asia/Tokyo", "Asia/Seoul", "Asia/Dubai", "Australia/Sydney",
		"Pacific/Auckland", "Europe/London", "Europe/Paris", "Europe/Berlin", "America/New_York", "America/Chicago", "America/Los_Angeles",
		"America/Vancouver", "America/Toronto", "America/Sao_Paulo", "UTC"}
	if chosen != "" && !slices.Contains(list, chosen) {
		list = append(list, chosen)
	}
	return list
}

func (p *pages) workspacesView(r *http.Request, v console.Viewer) (workspacesView, error) {
	all, err := p.auth.Memberships(r.Context(), v.User)
	view := workspacesView{OnlySample: len(all) > 0, Zone: "Asia/Shanghai"}
	if v.Lang == i18n.ZhHant {
		view.Zone = "Asia/Taipei"
	}
	for _, m := range all {
		view.List = append(view.List, place{Name: m.Workspace.Name, Href: p.homeOf(m),
			Sample: m.Workspace.Kind == auth.Sample, Simulated: m.Workspace.Kind == auth.Sandbox, Role: m.Role.Label()})
		view.MayCreate = view.MayCreate || m.Role == auth.Owner
		view.OnlySample = view.OnlySample && m.Workspace.Kind != auth.Own
	}
	view.Zones = zones(view.Zone)
	return view, err
}

func (p *pages) showWorkspaces(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.workspacesView(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.workspaces, view)
}

func (p *pages) createWorkspace(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	n := auth.NewWorkspace{Name: r.PostFormValue("name"), Kind: auth.Own, Zone: r.PostFormValue("zone")}
	ws, err := p.auth.CreateWorkspace(r.Context(), v.User, n)
	if err != nil && console.Correctable(err) {
		view, again := p.workspacesView(r, v)
		if again != nil {
			return again
		}
		view.Form, view.Name, view.Zone = console.FormOf(err), n.Name, n.Zone
		return p.shell.ShowStatus(w, r, v, console.StatusOf(err), p.workspaces, view)
	}
	if err != nil {
		return err
	}
	return redirect(w, r, "/w/"+id.Show(ws))
}

type settingsView struct {
	Form       console.Form
	Done       i18n.Text
	Name, Zone string
	Zones      []string
	Manage     bool
	Tiles      []tileView
}

// tileView is a tile with its address.
type tileView struct {
	Tile
	Href string
}

// tilesOf are the tiles that somebody finds.
func (p *pages) tilesOf(v console.Viewer) (out []tileView) {
	for _, t := range p.tiles {
		if v.Can(t.Action) && !v.Sample && !v.Simulated {
			out = append(out, tileView{t, v.At(t.Path...)})
		}
	}
	return out
}

func (p *pages) showSettings(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	zone := v.Zone.String()
	return p.shell.Show(w, r, v, p.settings, settingsView{Name: v.WorkspaceName, Zone: zone, Zones: zones(zone),
		Manage: v.Can(auth.Manage), Done: done(r, meDone()), Tiles: p.tilesOf(v)})
}

func (p *pages) saveSettings(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	name, zone := r.PostFormValue("name"), r.PostFormValue("zone")
	err := p.auth.EditWorkspace(r.Context(), v.User, v.Workspace, name, zone)
	if err != nil && console.Correctable(err) {
		return p.shell.ShowStatus(w, r, v, console.StatusOf(err), p.settings, settingsView{Form: console.FormOf(err),
			Name: name, Zone: zone, Zones: zones(v.Zone.String()), Manage: true, Tiles: p.tilesOf(v)})
	}
	if err != nil {
		return err
	}
	return redirect(w, r, v.At("settings")+"?done=saved")
}
