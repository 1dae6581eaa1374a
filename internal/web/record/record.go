package record

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

// Options are what the page needs.
type Options struct {
	DB   *db.DB
	Auth *auth.Service
	// Where is the address of the page of an id, "" where it has none.
	Where func(v console.Viewer, subject string) string
}

// pageSize is how many entries a page has.
const pageSize = 50

type pages struct {
	Options
	shell *console.Shell
	list  *console.Page
}

// Add brings the page to the shell. It fails when its template or a word is wrong.
func Add(shell *console.Shell, o Options) (err error) {
	p := &pages{Options: o, shell: shell}
	if p.list, err = console.NewPage(views, "view/record.html", words()); err != nil {
		return fmt.Errorf("the page of the record: %w", err)
	}
	shell.Handle("GET /w/{ws}/settings/record", auth.Manage, p.show)
	return nil
}

// option is one choice of a filter.
type option struct {
	Value    string
	Label    i18n.Text // one of Label and Name is set
	Name     string
	Selected bool
}

// thing is an id with its page.
type thing struct {
	ID, Name, Href string // Name is set where it is an account
}

type row struct {
	What        i18n.Message
	Kind        i18n.Text // of a connection
	Role, Was   i18n.Text
	Why         i18n.Text
	Scopes      string
	Of, Other   thing
	Name, Token string // who: an account, or a token; both "" for the program
	At          time.Time
}

type view struct {
	Rows        []row
	Who, Kinds  []option
	Of          string // only what was done to this
	All         string // the address without filters
	Older       string // the address of the next page, "" where there is none
	Newest, Any bool   // this is the first page; a filter is set
}

var noSuchDoer = i18n.Text{
	Hans: "这个工作区的操作记录里没有这个人。请回到操作记录，从列表里选。",
	Hant: "這個工作區的操作記錄裡沒有這個人。請回到操作記錄，從清單中選擇。",
	En:   "Nobody of that id is in this workspace's record. Go back to it and choose from the list.",
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	ask := r.URL.Query()
	want := audit.Filter{Actions: actionsOf(ask.Get("kind")), Subject: clip(strings.TrimSpace(ask.Get("of")))}
	var before id.Entry
	var err error
	if text := ask.Get("before"); text != "" {
		if before, err = id.Parse[id.Entry](text); err != nil {
			return err
		}
	}
	if want.Actor, err = actorOf(ask.Get("who")); err != nil {
		return err
	}
	staff, err := p.Auth.Staff(r.Context(), v.Workspace)
	if err != nil {
		return err
	}
	entries, err := p.entries(r.Context(), v.Workspace, want, before, staff)
	if err != nil {
		return err
	}
	list := view{Of: want.Subject, All: v.At("settings", "record"), Newest: before == 0, Kinds: kindOptions(ask.Get("kind"))}
	list.Any = want.Actor.By != "" || len(want.Actions) > 0 || want.Subject != ""
	if len(entries) > pageSize {
		entries = entries[:pageSize]
		list.Older = list.All + "?" + with(ask, "before", id.Show(entries[pageSize-1].ID))
	}
	who, err := p.people(r.Context(), want.Actor, staff, entries)
	if err != nil {
		return err
	}
	list.Who = whoOptions(want.Actor, staff, who.name)
	for i := range entries {
		list.Rows = append(list.Rows, p.row(v, &entries[i], who))
	}
	return p.shell.Show(w, r, v, p.list, list)
}

// entries lists one entry more than a page has, if there is one. It fails with
// NotFound for a doer who neither may enter the workspace nor did anything in it.
func (p *pages) entries(ctx context.Context, ws id.Workspace, want audit.Filter, before id.Entry, staff []auth.Colleague) (out []audit.Entry, err error) {
	known := want.Actor.By != audit.Staff || slices.ContainsFunc(staff, func(c auth.Colleague) bool { return audit.User(c.User.ID) == want.Actor })
	err = p.DB.Read(ctx, func(tx *db.Tx) error {
		if !known {
			did, err := audit.List(ctx, tx, ws, audit.Filter{Actor: want.Actor}, 0, 1)
			if err != nil {
				return err
			}
			if len(did) == 0 {
				return fault.New(fault.NotFound, noSuchDoer.With())
			}
		}
		out, err = audit.List(ctx, tx, ws, want, before, pageSize+1)
		return err
	})
	return out, err
}

// people is what accounts are called, and which of them may enter the workspace.
type people struct {
	name map[id.User]string
	here map[id.User]bool
}

// people tells of those whom entries name, and of who is asked for.
func (p *pages) people(ctx context.Context, asked audit.Actor, staff []auth.Colleague, entries []audit.Entry) (who people, err error) {
	var users []id.User
	add := func(a audit.Actor) {
		if a.By == audit.Staff {
			users = append(users, id.User(a.ID))
		}
	}
	add(asked)
	for _, e := range entries {
		add(e.Actor)
		if u, err := id.Parse[id.User](e.Subject); err == nil {
			users = append(users, u)
		}
	}
	slices.Sort(users)
	who.here = map[id.User]bool{}
	for _, c := range staff {
		who.here[c.User.ID] = true
	}
	who.name, err = p.Auth.Names(ctx, slices.Compact(users))
	return who, err
}

func (p *pages) row(v console.Viewer, e *audit.Entry, who people) row {
	out := row{What: whatWord(e), At: e.At, Of: p.thing(v, e.Subject, who), Other: p.thing(v, e.Detail.Other, who), Kind: networkWord(e.Detail.Network),
		Role: auth.Role(e.Detail.Role).Label(), Was: auth.Role(e.Detail.Was).Label(), Why: whyWord(e.Detail.Why), Scopes: e.Detail.Scopes}
	switch e.Actor.By {
	case audit.Staff:
		out.Name = cmp.Or(who.name[id.User(e.Actor.ID)], id.Show(id.User(e.Actor.ID)))
	case audit.Token:
		out.Token = id.Show(id.Token(e.Actor.ID))
	}
	return out
}

func (p *pages) thing(v console.Viewer, subject string, who people) thing {
	if subject == "" {
		return thing{}
	}
	t := thing{ID: subject, Href: p.Where(v, subject)}
	if u, err := id.Parse[id.User](subject); err == nil {
		t.Name = who.name[u]
		if !who.here[u] {
			t.Href = ""
		}
	}
	return t
}

// program is what stands for the program itself in an address.
const program = "program"

func actorOf(text string) (audit.Actor, error) {
	switch text {
	case "":
		return audit.Actor{}, nil
	case program:
		return audit.Actor{By: audit.Program}, nil
	}
	u, err := id.Parse[id.User](text)
	return audit.User(u), err
}

func whoOptions(asked audit.Actor, staff []auth.Colleague, names map[id.User]string) []option {
	out := []option{{Label: anybody, Selected: asked.By == ""}}
	listed := false
	for _, c := range staff {
		is := asked == audit.User(c.User.ID)
		listed = listed || is
		out = append(out, option{Value: id.Show(c.User.ID), Name: c.User.Name, Selected: is})
	}
	if asked.By == audit.Staff && !listed { // somebody who left
		out = append(out, option{Value: id.Show(id.User(asked.ID)), Name: names[id.User(asked.ID)], Selected: true})
	}
	return append(out, option{Value: program, Label: byProgram, Selected: asked.By == audit.Program})
}

func kindOptions(asked string) []option {
	out := []option{{Label: anything, Selected: len(actionsOf(asked)) == 0}}
	for _, k := range kinds {
		out = append(out, option{Value: k.value, Label: k.label, Selected: k.value == asked})
	}
	return out
}

// with is a query with one value set.
func with(ask url.Values, key, value string) string {
	out := url.Values{}
	for _, k := range []string{"who", "kind", "of"} {
		if ask.Get(k) != "" {
			out.Set(k, ask.Get(k))
		}
	}
	out.Set(key, value)
	return out.Encode()
}

// clip keeps what may be an id.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40]
	}
	return s
}
