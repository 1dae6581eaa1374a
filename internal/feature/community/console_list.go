package community

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

const (
	pageRows   = 50
	searchRows = 400 // members a search looks at; beyond that it asks for more letters
	maxPage    = 100_000
)

// tab is one choice of standing above the list.
type tab struct {
	Label  i18n.Text
	Href   string
	Active bool
}

type listView struct {
	Query    string
	Tabs     []tab
	Rows     []row
	Prev     string // addresses; "" where there is no such page
	Next     string
	Many     bool // a search found more than it looks at
	Standing string
	Ask      bool // nobody has said who the staff are
	Nobody   bool // no finished import has seen anybody
	Waiting  bool // people are known, figures not yet
	MayRun   bool
	Scoped   bool
	Done     i18n.Text
}

// standingValues are the standings in addresses and forms.
var standingValues = [...]string{Unstated: "", Person: "person", Bot: "bot", Staff: "staff"}

func standingFor(value string) Standing {
	return Standing(max(0, slices.Index(standingValues[:], value)))
}

func (p *pages) showList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	ctx, query := r.Context(), r.URL.Query()
	view := listView{Query: clip(strings.TrimSpace(query.Get("q"))), Standing: query.Get("standing"), MayRun: v.Can(auth.Run), Scoped: !v.Scope.All,
		Done: listDone()[query.Get("done")]}
	standing := standingFor(view.Standing)
	page, _ := strconv.Atoi(query.Get("page"))
	page = min(max(page, 1), maxPage)
	err := p.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if view.Query != "" {
			view.Rows, view.Many, err = p.found(ctx, tx, v, view.Query, pageRows)
			return err
		}
		return p.fillList(ctx, tx, v, &view, standing, page)
	})
	if err != nil {
		return err
	}
	for _, s := range []Standing{Unstated, Person, Staff, Bot} {
		view.Tabs = append(view.Tabs, tab{tabWord(s), listAddress(v, standingValues[s], 1), s == standing && view.Query == ""})
	}
	return p.shell.Show(w, r, v, p.list, view)
}

// fillList fills a page of the list, by messages.
func (p *pages) fillList(ctx context.Context, tx *db.Tx, v console.Viewer, view *listView, standing Standing, page int) error {
	answered, err := p.deps.StaffKnown(ctx, tx, v.Workspace)
	if err != nil {
		return err
	}
	top, err := p.deps.Top(ctx, tx, v.Workspace, Wanted{Scope: v.Scope, Standing: standing, Offset: (page - 1) * pageRows, Limit: pageRows + 1})
	if err != nil {
		return err
	}
	if page > 1 {
		view.Prev = listAddress(v, view.Standing, page-1)
	}
	if len(top) > pageRows {
		top, view.Next = top[:pageRows], listAddress(v, view.Standing, page+1)
	}
	if len(top) == 0 && page == 1 && standing == Unstated {
		hidden, err := p.deps.Hidden(ctx, tx, v.Workspace)
		if err != nil {
			return err
		}
		some, err := anybody(ctx, tx, v.Workspace, hidden)
		view.Nobody, view.Waiting = !some, some && v.Scope.All
		return err
	}
	view.Ask = !answered
	ords := make([]uint32, len(top))
	counts := map[uint32]Count{}
	for i, c := range top {
		ords[i], counts[c.Ord] = c.Ord, c
	}
	is, err := identitiesWithSiblings(ctx, tx, v.Workspace, ords)
	view.Rows = rowsOf(v, is, ords, counts)
	return err
}

// found searches members whom v may see, those with most messages first.
func (p *pages) found(ctx context.Context, tx *db.Tx, v console.Viewer, q string, limit int) (rows []row, many bool, err error) {
	ws := v.Workspace
	hidden, err := p.deps.Hidden(ctx, tx, ws)
	if err != nil {
		return nil, false, err
	}
	ms, err := search(ctx, tx, ws, q, hidden, searchRows+1)
	if err != nil {
		return nil, false, err
	}
	if m, err := id.Parse[id.Member](q); err == nil {
		if seen, err := isSeen(ctx, tx, ws, m, hidden); err == nil && seen && !slices.Contains(ms, m) {
			ms = append(ms, m)
		}
	}
	many = len(ms) > searchRows
	rows, err = p.counted(ctx, tx, v, ms)
	if len(rows) > limit {
		rows, many = rows[:limit], true
	}
	return rows, many, err
}

// counted shows members with their counts, those with most messages first.
// Those whom v may not see are left out.
func (p *pages) counted(ctx context.Context, tx *db.Tx, v console.Viewer, ms []id.Member) ([]row, error) {
	is, err := identitiesOf(ctx, tx, v.Workspace, ms)
	if err != nil {
		return nil, err
	}
	ords := ordsOfAll(is)
	counts, err := p.deps.Counts(ctx, tx, v.Workspace, v.Scope, ords)
	if err != nil {
		return nil, err
	}
	if !v.Scope.All {
		wrote := map[id.Member]bool{}
		for _, i := range is {
			if _, ok := counts[i.Ord]; ok {
				wrote[i.Member] = true
			}
		}
		is = slices.DeleteFunc(is, func(i Identity) bool { return !wrote[i.Member] })
	}
	rows := rowsOf(v, is, ords, counts)
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.Messages, a.Messages) })
	return rows, nil
}

func listAddress(v console.Viewer, standing string, page int) string {
	q := url.Values{}
	if standing != "" {
		q.Set("standing", standing)
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return v.At("members")
	}
	return v.At("members") + "?" + q.Encode()
}

// clip keeps what is searched for within reason.
func clip(q string) string {
	const most = 80
	if r := []rune(strings.ToValidUTF8(q, "")); len(r) > most {
		return string(r[:most])
	}
	return strings.ToValidUTF8(q, "")
}
