package community

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
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

//go:embed static
var static embed.FS

// Rooms are the menu items of this feature.
func Rooms() []console.Item {
	return []console.Item{{Path: "members", Icon: "members", Action: auth.View,
		Label: i18n.Text{Hans: "群成员", Hant: "群成員", En: "Members"}}}
}

// pages answers the addresses of members, of who is staff, and of whose groups are.
type pages struct {
	shell *console.Shell
	s     *Service
	deps  Deps

	list, member, merge, forget, staff, unit, profile, defaults, sheet *console.Page
}

// Pages brings the pages to the shell. It fails when a template or a word is
// wrong.
func Pages(shell *console.Shell, s *Service, deps Deps) error {
	p := &pages{shell: shell, s: s, deps: deps}
	const parts, details = "view/parts.html", "view/details.html"
	var faults []error
	for _, page := range []struct {
		into  **console.Page
		name  string
		words i18n.Words
		with  string
	}{
		{&p.list, "members", listWords(), parts}, {&p.member, "member", memberWords(), parts}, {&p.merge, "merge", mergeWords(), parts},
		{&p.forget, "forget", forgetWords(), parts},
		{&p.staff, "staff", staffWords(), parts}, {&p.unit, "unit", unitWords(), parts},
		{&p.profile, "profile", profileWords(), details}, {&p.defaults, "profiles", profilesWords(), details}, {&p.sheet, "sheet", sheetWords(), parts},
	} {
		var err error
		*page.into, err = console.NewPage(views, "view/"+page.name+".html", page.words, page.with)
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("member pages: %w", err)
	}
	shell.Assets("community", files)
	p.routes()
	return nil
}

func (p *pages) routes() {
	s := p.shell
	s.Handle("GET /w/{ws}/members", auth.View, p.showList)
	s.Handle("GET /w/{ws}/members/{member}", auth.View, p.showMember)
	s.Handle("POST /w/{ws}/members/{member}/standing", auth.Run, p.saveStanding)
	s.Handle("POST /w/{ws}/members/{member}/notes", auth.Run, p.saveNotes)
	s.Handle("GET /w/{ws}/members/{member}/merge/{other}", auth.Run, p.askMerge)
	s.Handle("POST /w/{ws}/members/{member}/merge/{other}", auth.Run, p.doMerge)
	s.Handle("POST /w/{ws}/members/{member}/merges/{merge}/undo", auth.Run, p.undoMerge)
	s.Handle("GET /w/{ws}/members/{member}/forget", auth.Manage, p.askForget)
	s.Handle("POST /w/{ws}/members/{member}/forget", auth.Manage, p.doForget)
	s.Handle("GET /w/{ws}/staff-question", auth.Run, p.showStaff)
	s.Handle("POST /w/{ws}/staff-question", auth.Run, p.saveStaff)
	s.Handle("GET /w/{ws}/group-unit", auth.Run, p.showUnit)
	s.Handle("POST /w/{ws}/group-unit", auth.Run, p.saveUnit)
	p.profileRoutes()
}

// visible returns the identities of a member whom v may see: somebody whom a
// finished import has seen and who, where v does not see everything, wrote in a
// group of v's units.
func (p *pages) visible(ctx context.Context, tx *db.Tx, v console.Viewer, m id.Member) ([]Identity, error) {
	is, err := identitiesOfMember(ctx, tx, v.Workspace, m)
	if err != nil {
		return nil, err
	}
	if len(is) == 0 {
		return nil, fault.New(fault.NotFound, noSuchMember.With())
	}
	hidden, err := p.deps.Hidden(ctx, tx, v.Workspace)
	if err != nil {
		return nil, err
	}
	seen, err := isSeen(ctx, tx, v.Workspace, m, hidden)
	if err == nil && seen && !v.Scope.All {
		var counts map[uint32]Count
		counts, err = p.deps.Counts(ctx, tx, v.Workspace, v.Scope, ordsOfAll(is))
		seen = len(counts) > 0
	}
	if err == nil && !seen {
		err = fault.New(fault.NotFound, noSuchMember.With())
	}
	return is, err
}

func ordsOfAll(is []Identity) []uint32 {
	out := make([]uint32, len(is))
	for i := range is {
		out[i] = is[i].Ord
	}
	return out
}

func redirect(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// pathMember reads the member in the address.
func pathMember(r *http.Request, name string) (id.Member, error) {
	return id.Parse[id.Member](r.PathValue(name))
}
