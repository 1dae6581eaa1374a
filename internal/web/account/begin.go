package account

import (
	"net/http"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

// beginView is the first page of all: three ways to begin, and nothing to fill in.
type beginView struct {
	Look  bool // there is something to look at
	Ready bool // and it has been made
	Own   bool // there is a workspace of one's own already
	Lives string
}

func ownsOne(all []auth.Membership) bool {
	return slices.ContainsFunc(all, func(m auth.Membership) bool { return m.Role == auth.Owner })
}

// showBegin handles GET /start.
func (p *pages) showBegin(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	all, err := p.auth.Memberships(r.Context(), v.User)
	if err != nil {
		return err
	}
	if !ownsOne(all) {
		return redirect(w, r, "/workspaces")
	}
	view := beginView{Look: len(ofKind(all, auth.Sample)) > 0, Ready: p.ready(), Own: len(ofKind(all, auth.Own)) > 0}
	if living := ofKind(all, auth.Sandbox); len(living) > 0 && view.Ready {
		view.Lives = p.homeOf(living[0])
	}
	return p.shell.Show(w, r, v, p.begin, view)
}

// look handles GET /start/look: the sample, once it has been made.
func (p *pages) look(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	all, err := p.auth.Memberships(r.Context(), v.User)
	if err != nil {
		return err
	}
	sample := ofKind(all, auth.Sample)
	switch {
	case len(sample) == 0:
		return redirect(w, r, "/workspaces")
	case p.ready():
		return redirect(w, r, p.homeOf(sample[0]))
	}
	w.Header().Set("Refresh", "2")
	return p.shell.Show(w, r, v, p.wait, nil)
}

// check handles POST /start/check: the person's own groups, by six questions.
func (p *pages) check(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.toOwn(w, r, v, "checkup")
}

// bring handles POST /start/bring: the person's own chats.
func (p *pages) bring(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.toOwn(w, r, v, "wechat", "paste")
}

// toOwn goes to a page of the person's own workspace, which is made where there is
// none; what it is called can be said later.
func (p *pages) toOwn(w http.ResponseWriter, r *http.Request, v console.Viewer, to ...string) error {
	n := auth.NewWorkspace{Name: ownShop.In(v.Lang), Zone: "Asia/Shanghai"}
	if v.Lang == i18n.ZhHant {
		n.Zone = "Asia/Taipei"
	}
	ws, err := p.auth.OwnWorkspace(r.Context(), v.User, n)
	if err != nil {
		return err
	}
	v.Workspace = ws
	return redirect(w, r, v.At(to...))
}

var ownShop = i18n.Text{Hans: "我的店", Hant: "我的店", En: "My shop"}
