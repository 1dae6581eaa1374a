package account

import (
	"context"
	"net/http"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// choice is one option of a select.
type choice struct {
	Value    string
	Label    i18n.Text // one of Label and Name is set
	Name     string
	About    i18n.Text
	Selected bool
}

func roleChoices(chosen auth.Role) []choice {
	var out []choice
	for _, r := range auth.Roles {
		out = append(out, choice{Value: string(r), Label: r.Label(), About: r.About(), Selected: r == chosen})
	}
	return out
}

// unitChoices lists units as a tree drawn with blanks; only the kinds that may
// stand above below are offered, where below is not "".
func unitChoices(units []auth.Unit, chosen id.Unit, below auth.UnitKind) []choice {
	var out []choice
	for _, u := range auth.Under(units) {
		if below != "" && !below.Below(u.Kind) {
			continue
		}
		indent := ""
		for range u.Depth {
			indent += "\u3000"
		}
		out = append(out, choice{Value: id.Show(u.ID), Name: indent + u.Name, Selected: u.ID == chosen})
	}
	return out
}

type staffRow struct {
	Name, Login, Href string
	Role              i18n.Text
	Unit              string
	Since             time.Time
	Self, NoPassword  bool
}

type inviteRow struct {
	Name, Ref string
	Role      i18n.Text
	Unit      string
	Expires   time.Time
}

type staffView struct {
	Form    console.Form
	Done    i18n.Text
	Rows    []staffRow
	Alone   bool // nobody but the viewer, and nobody invited
	Invites []inviteRow
	Name    string // as typed
	Roles   []choice
	Units   []choice
	Link    string // an invitation just made, to be shown this once
	LinkFor string
	Expires time.Time
}

func staffDone() map[string]i18n.Text {
	return map[string]i18n.Text{
		"withdrawn": {Hans: "邀请已撤回，那个链接不能再用。", Hant: "邀請已撤回，該連結無法再使用。", En: "The invitation is withdrawn; its link no longer works."},
		"removed":   {Hans: "已移除，对方在所有设备上都退出了登录。", Hant: "已移除，對方在所有裝置上都已登出。", En: "Removed, and signed out on every device."},
		"role":      {Hans: "已保存。对方要重新登录一次。", Hant: "已儲存。對方需要重新登入一次。", En: "Saved. They need to sign in once more."},
	}
}

func (p *pages) staffView(ctx context.Context, v console.Viewer, chosen auth.Grant) (staffView, error) {
	var view staffView
	staff, err := p.auth.Staff(ctx, v.Workspace)
	if err != nil {
		return view, err
	}
	invites, err := p.auth.Invitations(ctx, v.Workspace)
	if err != nil {
		return view, err
	}
	units, err := p.auth.Units(ctx, v.Workspace)
	if err != nil {
		return view, err
	}
	named := map[id.Unit]string{}
	for _, u := range units {
		named[u.ID] = u.Name
	}
	for _, c := range staff {
		view.Rows = append(view.Rows, staffRow{Name: c.User.Name, Login: c.User.Login, Role: c.Grant.Role.Label(), Unit: named[c.Grant.Unit],
			Since: c.Since, Self: c.User.ID == v.User, NoPassword: !c.User.HasPassword,
			Href: v.At("settings", "staff", id.Show(c.User.ID))})
	}
	for _, i := range invites {
		view.Invites = append(view.Invites, inviteRow{i.Name, i.Ref, i.Grant.Role.Label(), named[i.Grant.Unit], i.Expires})
	}
	view.Alone = len(staff) < 2 && len(invites) == 0
	view.Roles, view.Units = roleChoices(chosen.Role), unitChoices(units, chosen.Unit, "")
	return view, nil
}

func (p *pages) showStaff(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.staffView(r.Context(), v, auth.Grant{Role: auth.Operator})
	if err != nil {
		return err
	}
	view.Done = done(r, staffDone())
	return p.shell.Show(w, r, v, p.staff, view)
}

// invite handles the invitation form. The link is shown in the answer itself
// and nowhere else: nothing keeps its secret.
func (p *pages) invite(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	name := r.PostFormValue("name")
	g := auth.Grant{Role: auth.Role(r.PostFormValue("role")), Unit: formUnit(r, "unit")}
	link, failed := p.auth.Invite(r.Context(), v.User, v.Workspace, name, g)
	if failed != nil && !console.Correctable(failed) {
		return failed
	}
	view, err := p.staffView(r.Context(), v, g)
	if err != nil {
		return err
	}
	if failed != nil {
		view.Form, view.Name = console.FormOf(failed), name
		return p.shell.ShowStatus(w, r, v, console.StatusOf(failed), p.staff, view)
	}
	view.Link, view.LinkFor, view.Expires = p.shell.LinkURL(link.Token), name, link.Expires
	return p.shell.ShowStatus(w, r, v, http.StatusCreated, p.staff, view)
}

func (p *pages) withdraw(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := p.auth.Withdraw(r.Context(), v.User, v.Workspace, r.PathValue("ref")); err != nil {
		return err
	}
	return redirect(w, r, v.At("settings", "staff")+"?done=withdrawn")
}

type colleagueView struct {
	Form    console.Form
	Who     auth.User
	Self    bool
	Href    string
	Roles   []choice
	Units   []choice
	Link    string
	Expires time.Time
}

func (p *pages) colleagueView(r *http.Request, v console.Viewer, chosen *auth.Grant) (colleagueView, error) {
	user, err := pathUser(r)
	if err != nil {
		return colleagueView{}, err
	}
	c, err := p.auth.Colleague(r.Context(), v.Workspace, user)
	if err != nil {
		return colleagueView{}, err
	}
	units, err := p.auth.Units(r.Context(), v.Workspace)
	if err != nil {
		return colleagueView{}, err
	}
	if chosen == nil {
		chosen = &c.Grant
	}
	return colleagueView{Who: c.User, Self: user == v.User, Href: v.At("settings", "staff", id.Show(user)),
		Roles: roleChoices(chosen.Role), Units: unitChoices(units, chosen.Unit, "")}, nil
}

func (p *pages) showColleague(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.colleagueView(r, v, nil)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.colleague, view)
}

func (p *pages) saveColleague(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	user, err := pathUser(r)
	if err != nil {
		return err
	}
	g := auth.Grant{Role: auth.Role(r.PostFormValue("role")), Unit: formUnit(r, "unit")}
	if err := p.auth.ChangeRole(r.Context(), v.User, v.Workspace, user, g); err != nil {
		return p.colleagueAgain(w, r, v, &g, err)
	}
	return redirect(w, r, v.At("settings", "staff")+"?done=role")
}

// colleagueAgain shows the page again with what went wrong, or passes it on.
func (p *pages) colleagueAgain(w http.ResponseWriter, r *http.Request, v console.Viewer, g *auth.Grant, failed error) error {
	if !console.Correctable(failed) {
		return failed
	}
	view, err := p.colleagueView(r, v, g)
	if err != nil {
		return err
	}
	view.Form = console.FormOf(failed)
	return p.shell.ShowStatus(w, r, v, console.StatusOf(failed), p.colleague, view)
}

func (p *pages) resetColleague(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	user, err := pathUser(r)
	if err != nil {
		return err
	}
	link, err := p.auth.ResetLink(r.Context(), v.User, v.Workspace, user)
	if err != nil {
		return p.colleagueAgain(w, r, v, nil, err)
	}
	view, err := p.colleagueView(r, v, nil)
	if err != nil {
		return err
	}
	view.Link, view.Expires = p.shell.LinkURL(link.Token), link.Expires
	return p.shell.ShowStatus(w, r, v, http.StatusCreated, p.colleague, view)
}

func (p *pages) showRemove(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.colleagueView(r, v, nil)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.remove, view)
}

func (p *pages) removeColleague(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	user, err := pathUser(r)
	if err != nil {
		return err
	}
	if err := p.auth.RemoveStaff(r.Context(), v.User, v.Workspace, user); err != nil {
		return p.colleagueAgain(w, r, v, nil, err)
	}
	if user == v.User {
		return redirect(w, r, "/")
	}
	return redirect(w, r, v.At("settings", "staff")+"?done=removed")
}
