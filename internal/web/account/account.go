package account

import (
	"embed"
	"errors"
	"fmt"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

// Rooms are the menu items of this package.
func Rooms() []console.Item {
	return []console.Item{{Path: "settings", Icon: "settings", Action: auth.View, Phone: true,
		Label: i18n.Text{Hans: "设置", Hant: "設定", En: "Settings"}}}
}

// pages answers every address of this package.
type pages struct {
	shell *console.Shell
	auth  *auth.Service
	clock clock.Clock
	ready func() bool
	tiles []Tile

	begin, wait, signIn, link, workspaces, me, settings, staff, colleague, remove, units, unit *console.Page
}

// Tile leads from the settings to those of another part of the product.
type Tile struct {
	Path        []string // in the workspace
	Icon        string
	Action      auth.Action // who finds it
	Label, Lead i18n.Text
}

// Add brings the pages to the shell. ready says whether what there is to look at
// has been made; tiles stand on the settings of workspaces that are people's own. It
// fails when a template or a word is wrong.
func Add(shell *console.Shell, svc *auth.Service, c clock.Clock, ready func() bool, tiles ...Tile) error {
	p := &pages{shell: shell, auth: svc, clock: c, ready: ready, tiles: tiles}
	var faults []error
	for _, page := range []struct {
		into  **console.Page
		name  string
		words i18n.Words
		parts []string
	}{
		{&p.begin, "begin", beginWords(), nil}, {&p.wait, "wait", waitWords(), nil}, {&p.signIn, "signin", signInWords(), nil}, {&p.link, "link", linkWords(), nil}, {&p.workspaces, "workspaces", workspacesWords(), nil},
		{&p.me, "me", meWords(), nil}, {&p.settings, "settings", settingsWords(), nil}, {&p.staff, "staff", staffWords(), []string{"view/roles.html"}},
		{&p.colleague, "colleague", colleagueWords(), []string{"view/roles.html"}}, {&p.remove, "remove", removeWords(), nil}, {&p.units, "units", unitsWords(), nil},
		{&p.unit, "unit", unitWords(), nil},
	} {
		var err error
		*page.into, err = console.NewPage(views, "view/"+page.name+".html", page.words, page.parts...)
		faults = append(faults, err)
	}
	if err := errors.Join(faults...); err != nil {
		return fmt.Errorf("account pages: %w", err)
	}
	p.routes()
	return nil
}

func (p *pages) routes() {
	s := p.shell
	s.HandleUser("GET /{$}", p.start)
	s.HandleUser("GET /start", p.showBegin)
	s.HandleUser("GET /start/look", p.look)
	s.HandleUser("POST /start/check", p.check)
	s.HandleUser("POST /start/bring", p.bring)
	s.HandleOpen("GET /sign-in", p.showSignIn)
	s.HandleOpen("POST /sign-in", p.doSignIn)
	s.HandleUser("POST /sign-out", p.signOut)
	s.HandleOpen("GET /link/{token}", p.showLink)
	s.HandleOpen("POST /link/{token}", p.useLink)
	s.HandleUser("GET /workspaces", p.showWorkspaces)
	s.HandleUser("POST /workspaces", p.createWorkspace)
	s.HandleUser("GET /me", p.showMe)
	s.HandleUser("POST /me", p.saveMe)
	s.HandleUser("POST /me/password", p.savePassword)

	s.Handle("GET /w/{ws}", auth.View, p.enter)
	s.Handle("GET /w/{ws}/{$}", auth.View, p.enter)
	s.Handle("GET /w/{ws}/settings", auth.View, p.showSettings)
	s.Handle("POST /w/{ws}/settings", auth.Manage, p.saveSettings)
	s.Handle("GET /w/{ws}/settings/staff", auth.Manage, p.showStaff)
	s.Handle("POST /w/{ws}/settings/staff", auth.Manage, p.invite)
	s.Handle("POST /w/{ws}/settings/invitations/{ref}/withdraw", auth.Manage, p.withdraw)
	s.Handle("GET /w/{ws}/settings/staff/{user}", auth.Manage, p.showColleague)
	s.Handle("POST /w/{ws}/settings/staff/{user}", auth.Manage, p.saveColleague)
	s.Handle("POST /w/{ws}/settings/staff/{user}/reset", auth.Manage, p.resetColleague)
	s.Handle("GET /w/{ws}/settings/staff/{user}/remove", auth.Manage, p.showRemove)
	s.Handle("POST /w/{ws}/settings/staff/{user}/remove", auth.Manage, p.removeColleague)
	s.Handle("GET /w/{ws}/settings/units", auth.Manage, p.showUnits)
	s.Handle("POST /w/{ws}/settings/units", auth.Manage, p.createUnit)
	s.Handle("GET /w/{ws}/settings/units/{unit}", auth.Manage, p.showUnit)
	s.Handle("POST /w/{ws}/settings/units/{unit}", auth.Manage, p.saveUnit)
	s.Handle("POST /w/{ws}/settings/units/{unit}/remove", auth.Manage, p.removeUnit)
}

// start handles GET /: the only own workspace; where there is none of one's own, the
// first page of all for whoever may make one; else the only workspace, else a choice.
func (p *pages) start(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	all, err := p.auth.Memberships(r.Context(), v.User)
	if err != nil {
		return err
	}
	own := ofKind(all, auth.Own)
	to := "/workspaces"
	switch {
	case len(own) == 1:
		to = p.homeOf(own[0])
	case len(own) == 0 && ownsOne(all):
		to = "/start"
	case len(all) == 1:
		to = p.homeOf(all[0])
	}
	return redirect(w, r, to)
}

func ofKind(all []auth.Membership, kind auth.WorkspaceKind) (out []auth.Membership) {
	for _, m := range all {
		if m.Workspace.Kind == kind {
			out = append(out, m)
		}
	}
	return out
}

// enter handles GET /w/{ws}: its first room.
func (p *pages) enter(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return redirect(w, r, p.shell.Home(v))
}

func (p *pages) homeOf(m auth.Membership) string {
	return p.shell.Home(console.Viewer{Workspace: m.Workspace.ID, Role: m.Role, Simulated: m.Workspace.Kind == auth.Sandbox})
}

func redirect(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// pathUser reads the user in the address.
func pathUser(r *http.Request) (id.User, error) { return id.Parse[id.User](r.PathValue("user")) }

// formUnit reads the unit chosen in a form; what is none reads as 0, which no
// workspace has.
func formUnit(r *http.Request, field string) id.Unit {
	u, err := id.Parse[id.Unit](r.PostFormValue(field))
	if err != nil {
		return 0
	}
	return u
}

func notFound(says i18n.Text) error { return fault.New(fault.NotFound, says.With()) }

// done is the note a page shows after what was asked has been done, by the
// word in its address; other words say nothing.
func done(r *http.Request, notes map[string]i18n.Text) i18n.Text {
	return notes[r.URL.Query().Get("done")]
}
