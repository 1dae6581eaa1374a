package chain

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
	"github.com/huoshui/huoshui/internal/web/console"
)

// How much a page shows of a chain.
const (
	rowsShown  = 100
	asksShown  = 20
	meantShown = 40
)

// rowShown is a row as it is shown: what was written beside what was understood.
type rowShown struct {
	Seq, N     int
	Name, For  string
	Text       []string // as it was written, line by line
	Wants      string
	Place      string
	Usual      string // where they fetched it last time
	Room       string
	Phone      string
	Remark     string
	Money      string
	Crossed    bool
	Open       bool
	Fresh      bool
	Was        string
	Taken      bool
	Marks      []markShown
	Why        []i18n.Text
	Rest       string
	One        i18n.Message // what one tap makes of it; zero for nothing
	Edit       rowForm
	Gone       bool
	Again      bool
	Twice      bool
	TextWants  string // what the text says now, where a person said otherwise
	Href, Back string
}

// markShown is a mark with its word; loud ones want to be looked at.
type markShown struct {
	Word i18n.Text
	Loud bool
}

// goodShown is what all want of one product.
type goodShown struct {
	Name, Code, Spec, Price string
	Sums                    string
	People                  int
	Money                   string
	Unpaid                  int
	Over                    bool
}

type placeShown struct {
	Name   string
	People int
	Goods  []goodShown
}

// oneView is the page of one chain.
type oneView struct {
	Here, Title, Day, Group string
	Example, Hand           bool // Hand: somebody may run things here
	Verdict                 i18n.Message
	But                     string // what counts and yet wants to be looked at
	Turns                   turnsView
	Said                    i18n.Message
	Tap                     int64 // what was just done, to be taken back; 0 for nothing
	Ones                    onesView
	Form                    console.Form
	Text                    string // that was pasted and was wrong
	Posted                  string // the text to post, where nobody is in it yet
	Judged                  Judged
	Asks                    int
	Limits                  []i18n.Message
	Until                   string
	Goods                   []goodShown
	Money                   string
	Places                  []placeShown
	Open, Twice             []rowShown
	MoreOpen                int
	Meant                   []Question
	MoreMeant               int
	Rows                    []rowShown
	Shown, Of, Page, Pages  int
	Prev, Next              string
	Only                    bool
	Phones, HasPhones       bool
	Usual                   int
	Products, PlaceNames    []string
	From                    string
	Empty                   bool
	All                     int
}

// load reads the chain that a request is about.
func (p *pages) load(r *http.Request, v console.Viewer) (w Whole, group string, err error) {
	chain, err := chainIn(r)
	if err != nil {
		return w, "", err
	}
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		if w, err = p.s.Load(r.Context(), tx, v.Workspace, byOf(v), chain); err != nil {
			return err
		}
		var list []choice
		names, err := p.groups(r, tx, v, "", &list)
		group = names[w.Group]
		return err
	})
	return w, group, err
}

// showOne handles GET /w/{ws}/chain/{chain}.
func (p *pages) showOne(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.oneOf(r, v)
	if err != nil {
		return err
	}
	view.Said = said(r.URL.Query())
	return p.shell.Show(w, r, v, p.one, view)
}

// again shows a chain once more, with what was wrong.
func (p *pages) again(w http.ResponseWriter, r *http.Request, v console.Viewer, err error) error {
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.oneOf(r, v)
	if failed != nil {
		return failed
	}
	view.Form, view.Text = console.FormOf(err), r.PostFormValue("text")
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.one, view)
}

// oneOf reads what the page of a chain shows.
func (p *pages) oneOf(r *http.Request, v console.Viewer) (view oneView, err error) {
	whole, group, err := p.load(r, v)
	if err != nil {
		return view, err
	}
	q := r.URL.Query()
	t := teller{v: v, whole: &whole, phones: q.Get("phones") != ""}
	j := &whole.Judged
	t.one = onesOf(&whole.Head, whole.Rows, j.Questions)
	view = oneView{Here: v.At("chain", id.Show(whole.ID)), Title: titleOf(&whole.Chain, v.Lang), Day: whole.Day.String(), Group: group, Example: whole.Example, Hand: v.Can(auth.Quotes),
		Verdict: verdictOf(j, len(whole.Rows)), But: t.but(), Turns: t.turns(), Judged: *j, Asks: j.Asks(), Limits: t.limits(), Until: whole.Head.Until, Goods: t.goods(j.Goods), Places: t.places(),
		Only: q.Get("only") != "", Phones: t.phones, Usual: len(whole.Usual), Products: t.products(), PlaceNames: whole.Head.Places, Empty: len(whole.Rows) == 0, All: len(whole.Rows)}
	if j.Priced {
		view.Money = t.money(j.Money)
	}
	if whole.From != 0 {
		view.From = v.At("chain", id.Show(whole.From))
	}
	if more := len(view.Judged.Questions) - asksShown; more > 0 {
		view.Judged.Questions, view.MoreOpen = view.Judged.Questions[:asksShown], more
	}
	view.Meant = j.Meant
	if more := len(j.Meant) - meantShown; more > 0 {
		view.Meant, view.MoreMeant = j.Meant[:meantShown], more
	}
	if view.Empty {
		view.Posted = t.posted(false)
	}
	view.Ones, view.Tap = t.ones(), t.tapIn(q)
	t.rows(&view, q)
	return view, nil
}

// rows fills in the rows of a page, and before them what a person has to look at.
func (t *teller) rows(view *oneView, q url.Values) {
	var shown []int
	twice := map[string]bool{}
	for i := range t.whole.Rows {
		r := &t.whole.Rows[i]
		marks := t.whole.Judged.Marks[r.Seq]
		view.HasPhones = view.HasPhones || r.Now().Phone != ""
		switch {
		case r.Open() && len(view.Open) < asksShown:
			view.Open = append(view.Open, t.row(r))
		case r.Open():
			view.MoreOpen++
		case has(marks, MarkTwice) && !twice[roll.Key(r.Now().Name)] && len(view.Twice) < asksShown:
			twice[roll.Key(r.Now().Name)] = true
			view.Twice = append(view.Twice, t.row(r))
		}
		if !view.Only || r.Open() || loud(marks) {
			shown = append(shown, i)
		}
	}
	view.Of = len(shown)
	view.Pages = max(1, (len(shown)+rowsShown-1)/rowsShown)
	page, _ := strconv.Atoi(q.Get("page")) // anything else is the first
	view.Page = min(max(1, page), view.Pages)
	from := (view.Page - 1) * rowsShown
	for _, i := range shown[from:min(len(shown), from+rowsShown)] {
		view.Rows = append(view.Rows, t.row(&t.whole.Rows[i]))
	}
	view.Shown = len(view.Rows)
	link := func(n int) string {
		next := url.Values{"page": {strconv.Itoa(n)}}
		for _, keep := range []string{"only", "phones"} {
			if q.Get(keep) != "" {
				next.Set(keep, "1")
			}
		}
		return view.Here + "?" + next.Encode() + "#rows"
	}
	if view.Page > 1 {
		view.Prev = link(view.Page - 1)
	}
	if view.Page < view.Pages {
		view.Next = link(view.Page + 1)
	}
}

// verdictOf says in one sentence how a chain stands.
func verdictOf(j *Judged, rows int) i18n.Message {
	switch {
	case rows == 0:
		return verdictNobody.With()
	case j.Asks() == 0:
		return verdictClear.With(j.People, len(j.Goods))
	case j.People == 0:
		return verdictOnlyAsks.With(j.Asks())
	}
	return verdictAsks.With(j.People, j.Asks())
}

// update handles POST /w/{ws}/chain/{chain}/update.
func (p *pages) update(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	chain, err := chainIn(r)
	if err != nil {
		return err
	}
	m, err := p.s.Update(r.Context(), v.Workspace, byOf(v), chain, r.PostFormValue("text"))
	if err != nil {
		return p.again(w, r, v, err)
	}
	if m == (Moved{}) {
		return p.done(w, r, v, "same", "")
	}
	return p.done(w, r, v, "updated", "", m.Added, m.Changed, m.Gone)
}

// answer handles POST /w/{ws}/chain/{chain}/answer.
func (p *pages) answer(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	chain, err := chainIn(r)
	if err != nil {
		return err
	}
	a := Answer(r.PostFormValue("answer"))
	seq, _ := strconv.Atoi(r.PostFormValue("seq")) // anything else is no row
	if a == IsOne || a == AllOne || a == NotOne {
		return p.taps(w, r, v, chain, a, seq)
	}
	if err := p.s.AnswerRow(r.Context(), v.Workspace, byOf(v), chain, seq, a); err != nil {
		return p.again(w, r, v, err)
	}
	return p.done(w, r, v, "answered", "#ask")
}

// same handles POST /w/{ws}/chain/{chain}/same.
func (p *pages) same(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	chain, err := chainIn(r)
	if err != nil {
		return err
	}
	if err := p.s.SameProduct(r.Context(), v.Workspace, byOf(v), chain, r.PostFormValue("name"), r.PostFormValue("as")); err != nil {
		return p.again(w, r, v, err)
	}
	return p.done(w, r, v, "answered", "#ask")
}

// sold handles POST /w/{ws}/chain/{chain}/sold.
func (p *pages) sold(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	chain, err := chainIn(r)
	if err != nil {
		return err
	}
	if err := p.s.Sold(r.Context(), v.Workspace, byOf(v), chain, r.PostFormValue("sold")); err != nil {
		return p.again(w, r, v, err)
	}
	return p.done(w, r, v, "answered", "#ask")
}

func notSureFault() error { return fault.New(fault.Invalid, notSure.With()) }

func has(marks []Mark, m Mark) bool {
	for _, one := range marks {
		if one == m {
			return true
		}
	}
	return false
}

// loud reports whether one of the marks wants to be looked at.
func loud(marks []Mark) bool {
	for _, m := range marks {
		if markLoud(m) {
			return true
		}
	}
	return false
}

func markLoud(m Mark) bool { return m != MarkSeveral && m != MarkFixed }

// linesOf is what was written, line by line.
func linesOf(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
