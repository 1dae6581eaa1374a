package chain

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
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
	return []console.Item{{Path: "chain", Icon: "list", Action: auth.Quotes, Label: text("接龙", "接龍", "Sign-up chains")}}
}

// pages answers the addresses of chains.
type pages struct {
	shell *console.Shell
	s     *Service

	list, one, row, about, pickup, posted, gone *console.Page
}

// pasteBytes is how large a form with a paste may be: its characters may take three
// times their room on the way.
const pasteBytes = 4 << 20

// Pages brings the pages to the shell. It fails when a template or a word is wrong.
func Pages(shell *console.Shell, s *Service) error {
	p := &pages{shell: shell, s: s}
	var faults []error
	for name, into := range map[string]**console.Page{"list": &p.list, "one": &p.one, "row": &p.row, "about": &p.about, "pickup": &p.pickup, "posted": &p.posted, "gone": &p.gone} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", pageWords(), "view/parts.html")
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("pages of chains: %w", err)
	}
	shell.Assets("chain", files)
	shell.Handle("GET /w/{ws}/chain", auth.Quotes, p.showList)
	shell.HandleUpload("POST /w/{ws}/chain/paste", auth.Quotes, pasteBytes, p.paste)
	shell.Handle("GET /w/{ws}/chain/{chain}", auth.Quotes, p.there(p.showOne))
	shell.HandleUpload("POST /w/{ws}/chain/{chain}/update", auth.Quotes, pasteBytes, p.there(p.update))
	shell.Handle("POST /w/{ws}/chain/{chain}/answer", auth.Quotes, p.there(p.answer))
	shell.Handle("POST /w/{ws}/chain/{chain}/same", auth.Quotes, p.there(p.same))
	shell.Handle("POST /w/{ws}/chain/{chain}/sold", auth.Quotes, p.there(p.sold))
	shell.Handle("GET /w/{ws}/chain/{chain}/row/{seq}", auth.Quotes, p.there(p.showRow))
	shell.Handle("POST /w/{ws}/chain/{chain}/row/{seq}", auth.Quotes, p.there(p.saveRow))
	shell.Handle("GET /w/{ws}/chain/{chain}/about", auth.Quotes, p.there(p.showAbout))
	shell.Handle("POST /w/{ws}/chain/{chain}/about", auth.Quotes, p.there(p.saveAbout))
	shell.Handle("GET /w/{ws}/chain/{chain}/pickup", auth.Quotes, p.there(p.showPickup))
	shell.Handle("POST /w/{ws}/chain/{chain}/taken", auth.Quotes, p.there(p.taken))
	shell.Handle("GET /w/{ws}/chain/{chain}/text", auth.Quotes, p.there(p.showText))
	shell.Handle("GET /w/{ws}/chain/{chain}/excel", auth.Quotes, p.there(p.excel))
	shell.Handle("POST /w/{ws}/chain/{chain}/next", auth.Quotes, p.there(p.next))
	shell.Handle("POST /w/{ws}/chain/{chain}/remove", auth.Quotes, p.there(p.remove))
	return nil
}

func byOf(v console.Viewer) By { return By{User: v.User, Scope: v.Scope} }

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func chainIn(r *http.Request) (id.Chain, error) { return id.Parse[id.Chain](r.PathValue("chain")) }

type choice struct {
	Value, Label string
	Chosen       bool
}

// listedChain is a chain in the list.
type listedChain struct {
	Href, Title, Day, Group string
	People, Asks, Watch     int
	Example, Today          bool
}

type listView struct {
	Verdict i18n.Message
	Form    console.Form
	Text    string
	Example string
	Rows    []listedChain
	Groups  []choice
}

// chainsListed is how many chains a page lists.
const chainsListed = 100

// showList handles GET /w/{ws}/chain.
func (p *pages) showList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.listOf(r, v, "")
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.list, view)
}

// listOf reads what the list shows; group is the one that is chosen in the form.
func (p *pages) listOf(r *http.Request, v console.Viewer, group string) (view listView, err error) {
	view.Example = example.In(v.Lang)
	ctx, today, asks, mind := r.Context(), 0, 0, 0
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := chainsOf(ctx, tx, v.Workspace, mostChains)
		if err != nil {
			return err
		}
		names, err := p.groups(r, tx, v, group, &view.Groups)
		if err != nil {
			return err
		}
		zone, err := p.s.Near.Zone(ctx, tx, v.Workspace)
		if err != nil {
			return err
		}
		day := DayOf(p.s.now(v.Workspace), zone)
		for i := range all {
			c := &all[i]
			if !v.Scope.Has(c.Unit) {
				continue
			}
			if c.Day == day {
				today++
				asks += c.Asks
				mind += c.Watch
			}
			if len(view.Rows) < chainsListed {
				view.Rows = append(view.Rows, listedChain{Href: v.At("chain", id.Show(c.ID)), Title: titleOf(c, v.Lang), Day: c.Day.String(), Group: names[c.Group],
					People: c.People, Asks: c.Asks, Watch: c.Watch, Example: c.Example, Today: c.Day == day})
			}
		}
		return nil
	})
	switch {
	case len(view.Rows) == 0:
		view.Verdict = verdictEmpty.With()
	case today == 0:
		view.Verdict = verdictNoToday.With(len(view.Rows))
	case asks == 0 && mind == 0:
		view.Verdict = verdictToday.With(today)
	case asks == 0:
		view.Verdict = verdictTodayMind.With(today, mind)
	default:
		view.Verdict = verdictTodayAsks.With(today, asks)
	}
	return view, err
}

// groups fills in the choice of groups, and returns the names of all that v sees.
func (p *pages) groups(r *http.Request, tx *db.Tx, v console.Viewer, chosen string, into *[]choice) (map[id.Group]string, error) {
	groups, err := p.s.Near.Groups(r.Context(), tx, v.Workspace)
	names := map[id.Group]string{}
	for _, g := range groups {
		if v.Scope.Has(g.Unit) {
			names[g.ID] = g.Name
			*into = append(*into, choice{id.Show(g.ID), g.Name, id.Show(g.ID) == chosen})
		}
	}
	return names, err
}

func titleOf(c *Chain, l i18n.Lang) string {
	if c.Title != "" {
		return c.Title
	}
	return untitled.In(l)
}

// paste handles POST /w/{ws}/chain/paste.
func (p *pages) paste(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	pasted := Pasted{Text: r.PostFormValue("text")}
	var err error
	if r.PostFormValue("example") != "" {
		pasted = Pasted{Text: example.In(v.Lang), Example: true}
	} else if value := r.PostFormValue("group"); value != "" {
		if pasted.Group, err = id.Parse[id.Group](value); err != nil {
			err = wrong("group", err)
		}
	}
	var made id.Chain
	if err == nil {
		made, err = p.s.Paste(r.Context(), v.Workspace, byOf(v), pasted)
	}
	if err == nil {
		return seeOther(w, r, v.At("chain", id.Show(made)))
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.listOf(r, v, r.PostFormValue("group"))
	if failed != nil {
		return failed
	}
	view.Form, view.Text = console.FormOf(err), pasted.Text
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.list, view)
}

// done goes back to a chain and says what was done.
func (p *pages) done(w http.ResponseWriter, r *http.Request, v console.Viewer, said, at string, n ...int) error {
	q := url.Values{"said": {said}}
	for i, count := range n {
		q.Set("n"+strconv.Itoa(i), strconv.Itoa(count))
	}
	if r.FormValue("phones") != "" {
		q.Set("phones", "1")
	}
	return seeOther(w, r, v.At("chain", r.PathValue("chain"))+"?"+q.Encode()+at)
}

// said is what a page says after something was done; nothing for a word it does not
// know.
func said(q url.Values) i18n.Message {
	word, ok := saidWords()[q.Get("said")]
	if !ok {
		return i18n.Message{}
	}
	args := make([]any, strings.Count(word.Hans, "%d"))
	for i := range args {
		n, _ := strconv.Atoi(q.Get("n" + strconv.Itoa(i))) // anything else is none
		args[i] = n
	}
	return word.With(args...)
}

// next handles POST /w/{ws}/chain/{chain}/next.
func (p *pages) next(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	chain, err := chainIn(r)
	if err != nil {
		return err
	}
	made, err := p.s.Next(r.Context(), v.Workspace, byOf(v), chain)
	if err != nil {
		return err
	}
	return seeOther(w, r, v.At("chain", id.Show(made))+"?said=next")
}

// remove handles POST /w/{ws}/chain/{chain}/remove.
func (p *pages) remove(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	chain, err := chainIn(r)
	if err != nil {
		return err
	}
	if r.PostFormValue("sure") == "" {
		return p.again(w, r, v, wrong("sure", notSureFault()))
	}
	if err := p.s.Remove(r.Context(), v.Workspace, byOf(v), chain); err != nil {
		return err
	}
	return seeOther(w, r, v.At("chain"))
}
