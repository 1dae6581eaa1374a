package sandbox

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

//go:embed static
var static embed.FS

// Rooms are the menu items of this feature.
func Rooms() []console.Item {
	return []console.Item{{Path: "sandbox", Icon: "phone", Action: auth.Quotes, Phone: true, Simulated: true,
		Label: i18n.Text{Hans: "演练群", Hant: "演練群", En: "Sandbox"}}}
}

// maxUpload is the size of the largest form: a picture with its words.
const maxUpload = 3 << 20

// pages answers the addresses of the sandbox.
type pages struct {
	shell *console.Shell
	p     *sandbox.Platform
	deps  Deps
	voice Voice

	main, none *console.Page
}

// Pages brings the sandbox to the shell. It fails when a template or a word is
// wrong.
func Pages(shell *console.Shell, platform *sandbox.Platform, deps Deps, voice Voice) error {
	p := &pages{shell: shell, p: platform, deps: deps, voice: voice}
	var err, other error
	p.main, err = console.NewPage(views, "view/sandbox.html", mainWords(), "view/phone.html", "view/lines.html", "view/story.html", "view/clock.html")
	p.none, other = console.NewPage(views, "view/none.html", noneWords())
	files, third := fs.Sub(static, "static")
	if err := errors.Join(err, other, third); err != nil {
		return fmt.Errorf("sandbox pages: %w", err)
	}
	shell.Assets("sandbox", files)
	shell.HandleUser("GET /sandbox", p.find)
	shell.HandleUser("POST /sandbox", p.create)
	shell.Handle("GET /w/{ws}/sandbox", auth.Quotes, p.within(p.show))
	shell.Handle("GET /w/{ws}/sandbox/live", auth.Quotes, p.within(p.live))
	shell.Handle("GET /w/{ws}/sandbox/picture", auth.Quotes, p.within(p.picture))
	shell.HandleUpload("POST /w/{ws}/sandbox/say", auth.Run, maxUpload, p.within(p.say))
	shell.Handle("POST /w/{ws}/sandbox/do", auth.Run, p.within(p.do))
	shell.Handle("POST /w/{ws}/sandbox/be", auth.Run, p.within(p.be))
	shell.Handle("POST /w/{ws}/sandbox/clock", auth.Run, p.within(p.setClock))
	shell.Handle("POST /w/{ws}/sandbox/fault", auth.Run, p.within(p.setFault))
	shell.Handle("POST /w/{ws}/sandbox/settle", auth.Run, p.within(p.settle))
	shell.Handle("POST /w/{ws}/sandbox/fill", auth.Manage, p.within(p.fill))
	return nil
}

var notSandbox = i18n.Text{
	Hans: "这个工作区里没有演练群：模拟的群只住在演练工作区里，免得和真实的数据混在一起。",
	Hant: "這個工作區裡沒有演練群：模擬的群組只住在演練工作區裡，以免和真實的資料混在一起。",
	En:   "This workspace has no sandbox: simulated groups live in a workspace of their own, so that they never mix with real data.",
}

// within keeps everything to workspaces of simulated groups, and to those who
// see all of one.
func (p *pages) within(h console.HandlerFunc) console.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
		if !v.Simulated || !v.Scope.All {
			return fault.New(fault.NotFound, notSandbox.With())
		}
		return h(w, r, v)
	}
}

// find handles GET /sandbox: the first sandbox somebody may enter.
func (p *pages) find(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	all, err := p.deps.Memberships(r.Context(), v.User)
	if err != nil {
		return err
	}
	may := false
	for _, m := range all {
		if m.Workspace.Kind == auth.Sandbox {
			return redirect(w, r, "/w/"+id.Show(m.Workspace.ID)+"/sandbox")
		}
		may = may || m.Role == auth.Owner
	}
	return p.shell.Show(w, r, v, p.none, noneView{MayMake: may, To: "/sandbox"})
}

// noneView is the page where there is nothing to show yet.
type noneView struct {
	MayMake bool
	To      string // where the form that makes something goes
}

// create handles POST /sandbox.
func (p *pages) create(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	ws, err := p.deps.New(r.Context(), v.User)
	if err != nil {
		return err
	}
	return redirect(w, r, "/w/"+id.Show(ws)+"/sandbox")
}

// fill handles POST /w/{ws}/sandbox/fill, where making the groups was cut short.
func (p *pages) fill(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := p.deps.Furnish(r.Context(), v.Workspace, v.User); err != nil {
		return err
	}
	return redirect(w, r, v.At("sandbox"))
}

// live handles GET /w/{ws}/sandbox/live: a stream that says when to look again.
func (p *pages) live(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	changed, turned := p.p.Changed(v.Workspace), p.deps.Turned(v.Workspace)
	return p.shell.Live(w, r, func(ctx context.Context) {
		p.deps.Watching(v.Workspace)
		select {
		case <-changed:
		case <-turned:
		case <-ctx.Done():
		}
		changed, turned = p.p.Changed(v.Workspace), p.deps.Turned(v.Workspace)
	})
}

// picture handles GET /w/{ws}/sandbox/picture?media=….
func (p *pages) picture(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	m, err := p.p.Picture(r.Context(), v.Workspace, r.URL.Query().Get("media"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", m.Type) // one of four kinds of picture, whoever sent it
	w.Header().Set("Cache-Control", "private, max-age=86400")
	_, _ = w.Write(m.Data) // the reader has gone; there is nobody to tell
	return nil
}

func redirect(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
