package desk

import (
	"embed"
	"fmt"
	"net/http"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/quit.html
var views embed.FS

type pages struct {
	shell *console.Shell
	auth  *auth.Service
	door  *Door
	quit  *console.Page
}

// Add brings the pages to the shell. It fails when a template or a word is wrong.
func (d *Door) Add(shell *console.Shell, a *auth.Service) (err error) {
	p := &pages{shell: shell, auth: a, door: d}
	if p.quit, err = console.NewPage(views, "view/quit.html", quitWords()); err != nil {
		return fmt.Errorf("the page that ends the program: %w", err)
	}
	shell.HandleOpen("GET /open/{token}", p.enter)
	shell.HandleUser("GET /quit", p.show)
	shell.HandleUser("POST /quit", p.end)
	d.open()
	return nil
}

// enter handles GET /open/{token}: the browser that this computer's own person
// had opened is signed in as the first owner, with no click. One that is signed in
// stays as it is, so that sessions do not pile up.
func (p *pages) enter(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if !isHere(r) {
		return fault.New(fault.NotFound, wayHere.With())
	}
	good := p.door.use(r.PathValue("token"))
	if !v.SignedIn() {
		if !good {
			return plain{Title: onceMore, Says: usedUp.With()}.show(w, v.Lang, http.StatusGone)
		}
		link, err := p.auth.AdminLink(r.Context(), "")
		if err != nil {
			return err
		}
		fresh, err := p.auth.UseLink(r.Context(), link.Token, p.shell.Token(r))
		if err != nil {
			return err
		}
		p.shell.SetSession(w, fresh)
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// mayEnd refuses who does not own anything here, or is not at this computer.
func (p *pages) mayEnd(r *http.Request, v console.Viewer) error {
	if !isHere(r) {
		return fault.New(fault.Forbidden, notHere.With())
	}
	all, err := p.auth.Memberships(r.Context(), v.User)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(m auth.Membership) bool { return m.Role == auth.Owner }) {
		return fault.New(fault.Forbidden, notYours.With())
	}
	return nil
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := p.mayEnd(r, v); err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.quit, nil)
}

// end handles POST /quit. The page needs nothing that is fetched after it: the
// program is ending.
func (p *pages) end(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := p.mayEnd(r, v); err != nil {
		return err
	}
	if err := (plain{Title: hasEnded, Says: hasEndedThen.With()}).show(w, v.Lang, http.StatusOK); err != nil {
		return err
	}
	p.door.quit() // serving ends once this answer is out
	return nil
}
