package connection

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

//go:embed static
var static embed.FS

// Rooms are the menu items of this feature.
func Rooms() []console.Item {
	return []console.Item{{Path: "connections", Icon: "link", Action: auth.Run,
		Label: i18n.Text{Hans: "接入", Hant: "連線", En: "Connections"}}}
}

// pages answers the addresses of connections.
type pages struct {
	shell *console.Shell
	s     *Service
	nets  Networks
	tell  Teller
	box   *inbox.Box

	list, door, form, once, delivery, aside, remove, story *console.Page
}

// Pages brings the pages of connections and of stories to the shell. It fails
// when a template or a word is wrong.
func Pages(shell *console.Shell, s *Service, nets Networks, tell Teller) error {
	p := &pages{shell: shell, s: s, nets: nets, tell: tell, box: inbox.New(s.DB, s.IDs)}
	var faults []error
	for name, into := range map[string]**console.Page{"list": &p.list, "door": &p.door, "form": &p.form, "once": &p.once,
		"delivery": &p.delivery, "aside": &p.aside, "remove": &p.remove, "story": &p.story} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", words(), "view/parts.html")
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("connection pages: %w", err)
	}
	shell.Assets("connection", files)
	p.routes()
	return nil
}

func (p *pages) routes() {
	s := p.shell
	s.Handle("GET /w/{ws}/connections", auth.View, p.showList)
	s.Handle("GET /w/{ws}/connect/{kind}", auth.Manage, p.showForm)
	s.Handle("POST /w/{ws}/connect/token", auth.Manage, p.makeToken)
	s.Handle("POST /w/{ws}/connect/hook", auth.Manage, p.makeHook)
	s.Handle("POST /w/{ws}/connect/manual", auth.Manage, p.makeManual)
	s.Handle("POST /w/{ws}/connect/matrix", auth.Manage, p.makeMatrix)
	s.Handle("POST /w/{ws}/connection-token/{token}/revoke", auth.Manage, p.revoke)
	s.Handle("GET /w/{ws}/connections/{door}", auth.View, p.showDoor)
	s.Handle("POST /w/{ws}/connections/{door}/check", auth.Run, p.check)
	s.Handle("POST /w/{ws}/connections/{door}/pause", auth.Manage, p.pause)
	s.Handle("POST /w/{ws}/connections/{door}/resume", auth.Manage, p.resume)
	s.Handle("POST /w/{ws}/connections/{door}/rotate", auth.Manage, p.rotate)
	s.Handle("POST /w/{ws}/connections/{door}/tokens", auth.Manage, p.reenter)
	s.Handle("POST /w/{ws}/connections/{door}/registration", auth.Manage, p.registration)
	s.Handle("POST /w/{ws}/connections/{door}/history", auth.Manage, p.history)
	s.Handle("GET /w/{ws}/connections/{door}/remove", auth.Manage, p.askRemove)
	s.Handle("POST /w/{ws}/connections/{door}/remove", auth.Manage, p.doRemove)
	s.Handle("GET /w/{ws}/deliveries/{deed}", auth.View, p.showDelivery)
	s.Handle("POST /w/{ws}/deliveries/{deed}/again", auth.Manage, p.again)
	s.Handle("POST /w/{ws}/deliveries/{deed}/drop", auth.Manage, p.drop)
	s.Handle("GET /w/{ws}/set-aside", auth.View, p.showAside)
	s.Handle("POST /w/{ws}/set-aside/{event}/replay", auth.Manage, p.replay)
	s.Handle("GET /w/{ws}/story", auth.View, p.showStory)
}

var onlyWhole = i18n.Text{
	Hans: "接入关系到整个工作区，只有能看整个工作区的人看得到。需要的话，请负责人帮你查。",
	Hant: "連線關係到整個工作區，只有能看整個工作區的人看得到。如有需要，請負責人協助查看。",
	En:   "Connections concern the whole workspace, so only those who see all of it see them. If you need to know, ask an owner.",
}

// whole is nil where somebody sees the whole workspace.
func whole(v console.Viewer) error {
	if !v.Scope.All {
		return fault.New(fault.Forbidden, onlyWhole.With())
	}
	return nil
}

// doorAt returns the open connection in the address.
func (p *pages) doorAt(r *http.Request, v console.Viewer) (d Door, err error) {
	if err := whole(v); err != nil {
		return d, err
	}
	c, err := id.Parse[id.Connection](r.PathValue("door"))
	if err != nil {
		return d, err
	}
	err = p.read(r.Context(), func(tx *db.Tx) (err error) {
		d, err = p.s.Door(r.Context(), tx, v.Workspace, c)
		return err
	})
	if err == nil && !d.Closed.IsZero() {
		err = fault.New(fault.NotFound, noDoor.With())
	}
	return d, err
}

func (p *pages) read(ctx context.Context, fn func(*db.Tx) error) error { return p.s.DB.Read(ctx, fn) }

// seeOther sends the browser on.
func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// at is the address of a connection.
func at(v console.Viewer, c id.Connection, more ...string) string {
	return v.At(append([]string{"connections", id.Show(c)}, more...)...)
}
