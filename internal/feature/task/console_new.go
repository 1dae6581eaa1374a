package task

import (
	"net/http"
	"net/url"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// newView is the form of a to-do that somebody wants done.
type newView struct {
	Title, Text, Due string
	Selling, Proof   bool
	Groups, People   []choice
	Roles            []roleChoice
	Zone             string
	Form             console.Form
}

type roleChoice struct {
	Value  string
	Label  i18n.Text
	Chosen bool
}

// toRole comes before a role where a form says whose a to-do is.
const toRole = "role-"

// roles are those of whom a to-do may be, whoever of them does it.
var roles = [...]auth.Role{auth.Operator, auth.Agent}

func roleWord(r auth.Role) i18n.Text {
	if r == auth.Agent {
		return i18n.Text{Hans: "任何一位客服", Hant: "任何一位客服", En: "Any agent"}
	}
	return i18n.Text{Hans: "任何一位运营", Hant: "任何一位營運", En: "Any operator"}
}

// dueForm is how browsers write a day and a time.
const dueForm = "2006-01-02T15:04"

// newForm is the form with what somebody typed.
func (p *pages) newForm(r *http.Request, v console.Viewer) (out newView, err error) {
	in := func(name string) string { return r.FormValue(name) }
	out = newView{Title: in("title"), Text: in("text"), Due: in("due"), Selling: in("selling") != "", Proof: in("proof") != "", Zone: v.Zone.String()}
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		groups, err := p.s.Directory.Within(r.Context(), tx, v.Workspace, v.Scope)
		if err != nil {
			return err
		}
		for _, g := range groups {
			out.Groups = append(out.Groups, choice{id.Show(g.Group), g.Name, id.Show(g.Group) == in("group")})
		}
		people, err := p.s.Directory.People(r.Context(), tx, v.Workspace)
		for _, one := range people {
			if auth.Can(one.Role, auth.Quotes) {
				out.People = append(out.People, choice{id.Show(one.User), one.Name, id.Show(one.User) == in("to")})
			}
		}
		return err
	})
	for _, role := range roles {
		out.Roles = append(out.Roles, roleChoice{toRole + string(role), roleWord(role), toRole+string(role) == in("to")})
	}
	return out, err
}

// showNew handles GET /w/{ws}/today/new.
func (p *pages) showNew(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.newForm(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.fresh, view)
}

// create handles POST /w/{ws}/today/new.
func (p *pages) create(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	n, err := newIn(r, v)
	if err == nil {
		var t Task
		if t, err = p.s.Create(r.Context(), v.Workspace, personOf(v), n); err == nil {
			return seeOther(w, r, v.At("today")+"?"+url.Values{"who": {"all"}, "said": {"opened"}, "task": {id.Show(t.ID)}}.Encode())
		}
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.newForm(r, v)
	if failed != nil {
		return failed
	}
	view.Form = console.FormOf(err)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.fresh, view)
}

// newIn reads the form.
func newIn(r *http.Request, v console.Viewer) (n New, err error) {
	var group id.Group
	var due time.Time
	if in := r.PostFormValue("group"); in != "" {
		if group, err = id.Parse[id.Group](in); err != nil {
			return n, wrong("group", noGroup.With())
		}
	}
	if in := r.PostFormValue("due"); in != "" {
		if due, err = time.ParseInLocation(dueForm, in, v.Zone); err != nil {
			return n, wrong("due", badDue.With())
		}
	}
	n = byHand(r.PostFormValue("title"), r.PostFormValue("text"), group, due.UTC())
	n.Selling = r.PostFormValue("selling") != ""
	if r.PostFormValue("proof") != "" {
		n.Share = 100
	}
	to := r.PostFormValue("to")
	for _, role := range roles {
		if to == toRole+string(role) {
			n.Role = role
			return n, nil
		}
	}
	if to != "" {
		if n.Owner, err = id.Parse[id.User](to); err != nil {
			return n, wrong("to", noColleague.With())
		}
	}
	return n, nil
}
