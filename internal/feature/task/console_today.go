package task

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// onPage is how many to-dos a page shows.
const onPage = 60

// card is a to-do as it is shown.
type card struct {
	ID, Href           string
	Kind, Press        i18n.Text
	Tone               string // of its urgency, for the look
	Group, GroupHref   string
	Member, MemberHref string
	Title, Why, First  string // First is the first of the wordings
	Wordings           []wordingView
	Pictures           []pictureView
	Link, Page         string // Page is one of the workspace's own
	Selling, Asked     bool
	Due, From          time.Time
	Owner              string
	Mine, Free, May    bool
	LateOf             string // whose it is, where it was brought to the viewer
	Origin, OriginHref string
	Forgotten          bool

	Check   i18n.Text
	Choices []choiceView
	Default i18n.Text // the choice that is taken where nobody chose
	Fields  []fieldView
	Final   bool // what is answered cannot be taken back
	Held    i18n.Message
}

// Quick reports whether a card can be settled with one touch.
func (c card) Quick() bool { return !c.Asked && len(c.Fields) == 0 && c.Held.IsZero() }

// pictureView is a picture that goes out with what is said: a link, or one of
// people's own, which can be saved and taken away.
type pictureView struct {
	N    int
	Href string
	Own  bool
}

type wordingView struct {
	N          int
	Tone, Text string
}

type choice struct {
	Value, Label string
	Chosen       bool
}

type reasonChoice struct {
	Value string
	Label i18n.Text
}

func reasonChoices() (out []reasonChoice) {
	for _, r := range Reasons {
		out = append(out, reasonChoice{string(r), reasonWord(r)})
	}
	return out
}

type tab struct {
	Label  i18n.Text
	Href   string
	Active bool
}

type todayView struct {
	Tabs    []tab
	Units   []choice
	Who     string
	Counts  Counts
	Cards   []card
	Later   []card
	More    bool
	Reasons []reasonChoice
	People  []choice
	Live    string
	List    string
	Said    i18n.Message
	Undo    string // id of what can be undone
}

func pressOf(u Urgency) (tone string, word i18n.Text) {
	switch u {
	case Pressed:
		return "over", i18n.Text{Hans: "逾期很久", Hant: "逾期很久", En: "Long overdue"}
	case Overdue:
		return "over", i18n.Text{Hans: "已逾期", Hant: "已逾期", En: "Overdue"}
	case Soon:
		return "soon", i18n.Text{Hans: "快到点了", Hant: "快到時間了", En: "Due soon"}
	case Later:
		return "later", i18n.Text{Hans: "还没到时间", Hant: "還沒到時間", En: "Not yet"}
	case Calm:
	}
	return "calm", i18n.Text{Hans: "不急", Hant: "不急", En: "No hurry"}
}

// cardOf shows a to-do to a viewer.
func cardOf(v console.Viewer, t *Task, k *whose, now time.Time) card {
	me := personOf(v)
	c := card{ID: id.Show(t.ID), Href: v.At("today", id.Show(t.ID)), Kind: kindWord(t.Kind), Title: t.Titled(v.Lang), Why: t.Reasoned(v.Lang),
		Selling: t.Selling, Asked: t.ProofAsked, Due: t.Due, From: t.From, Owner: k.name(t.Owner), Mine: t.Owner == v.User, Free: t.Owner == 0,
		May: me.MayDo(t), Forgotten: t.Title == ""}
	for i, href := range safeLinks(t.Pictures) {
		c.Pictures = append(c.Pictures, pictureView{i + 1, href, false})
	}
	for _, n := range k.images[t.ID] {
		c.Pictures = append(c.Pictures, pictureView{n, c.Href + "/image/" + strconv.Itoa(n), true})
	}
	c.Tone, c.Press = pressOf(t.Urgency(now))
	if links := safeLinks([]string{t.Link}); len(links) == 1 && strings.HasPrefix(links[0], v.At("")) { // a page of the same workspace
		c.Page = links[0]
	} else if len(links) == 1 {
		c.Link = links[0]
	}
	if place, ok := k.places[t.Group]; ok {
		c.Group = place.Name
		if v.Scope.Has(place.Unit) {
			c.GroupHref = v.At("groups", id.Show(t.Group))
		}
	}
	if who, ok := k.members[t.Member]; ok && t.About {
		c.Member = who.Name
		if who.Member != 0 {
			c.MemberHref = v.At("members", id.Show(who.Member))
		}
	}
	if t.Lead == v.User && t.Owner != v.User {
		c.LateOf = k.name(t.Owner)
	}
	for i, w := range t.Wordings {
		c.Wordings = append(c.Wordings, wordingView{i + 1, w.Tone, w.Text})
	}
	if len(t.Wordings) > 0 {
		c.First = t.Wordings[0].Text
	}
	if held, ok := k.held[t.ID]; ok {
		c.Held = saidNo(held, now, k.zone)
	}
	c.asks(t)
	c.origin(v, t, k)
	return c
}

// safeLinks keeps what leads to a page or a file of the web.
func safeLinks(all []string) (out []string) {
	for _, one := range all {
		if u, err := url.Parse(one); err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "" && console.LocalPath(one) == one && one != "") {
			out = append(out, one)
		}
	}
	return out
}

// wantedOf reads from the address whose to-dos are looked at.
func wantedOf(v console.Viewer, who string, units []auth.Unit) (Wanted, string) {
	want := Wanted{By: personOf(v), Units: auth.Everything(), Limit: onPage}
	if who == "all" {
		return want, who
	}
	if u, err := id.Parse[id.Unit](who); err == nil && v.Scope.Has(u) {
		want.Units = auth.ScopeOf(units, u)
		return want, who
	}
	want.Mine = true
	return want, "mine"
}

func todayAt(v console.Viewer, who string) string {
	if who == "mine" || who == "" {
		return v.At("today")
	}
	return v.At("today") + "?who=" + url.QueryEscape(who)
}

// view is the page of to-dos.
func (p *pages) view(r *http.Request, v console.Viewer) (out todayView, err error) {
	ctx, now := r.Context(), p.s.now(v.Workspace)
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		units, err := p.s.Directory.Units(ctx, tx, v.Workspace)
		if err != nil {
			return err
		}
		want, who := wantedOf(v, r.URL.Query().Get("who"), units)
		if out.Counts, err = countOpen(ctx, tx, v.Workspace, want, now); err != nil {
			return err
		}
		tasks, err := listOpen(ctx, tx, v.Workspace, want, now)
		if err != nil {
			return err
		}
		k, err := p.lookUp(ctx, tx, v, tasks)
		if err != nil {
			return err
		}
		out.Who, out.More = who, out.Counts.Open+out.Counts.Later > len(tasks)
		for i := range tasks {
			c := cardOf(v, &tasks[i], &k, now)
			if c.Tone == "later" {
				out.Later = append(out.Later, c)
			} else {
				out.Cards = append(out.Cards, c)
			}
		}
		out.frame(v, units, k.people)
		return p.undoOf(r, tx, v, &out)
	})
	return out, err
}

// frame fills what stands around the list.
func (o *todayView) frame(v console.Viewer, units []auth.Unit, people []Person) {
	o.Tabs = []tab{{i18n.Text{Hans: "我的", Hant: "我的", En: "Mine"}, todayAt(v, "mine"), o.Who == "mine"},
		{i18n.Text{Hans: "全部", Hant: "全部", En: "All"}, todayAt(v, "all"), o.Who == "all"}}
	for _, u := range auth.Under(units) {
		if u.Kind != auth.Head && v.Scope.Has(u.ID) {
			o.Units = append(o.Units, choice{id.Show(u.ID), u.Name, o.Who == id.Show(u.ID)})
		}
	}
	o.Reasons, o.People = reasonChoices(), colleagues(v, people)
	o.Live, o.List = v.At("today", "live"), v.At("today", "list")+"?who="+url.QueryEscape(o.Who)
}

// colleagues lists to whom a viewer may hand something over.
func colleagues(v console.Viewer, people []Person) (out []choice) {
	for _, p := range people {
		if p.User != v.User && auth.Can(p.Role, auth.Quotes) {
			out = append(out, choice{Value: id.Show(p.User), Label: p.Name})
		}
	}
	return out
}

// undoOf says what was done a moment ago, and whether it can be undone.
func (p *pages) undoOf(r *http.Request, tx *db.Tx, v console.Viewer, out *todayView) error {
	said, ok := saidWords()[r.URL.Query().Get("said")]
	if !ok {
		return nil
	}
	out.Said = said.With()
	task, err := id.Parse[id.Task](r.URL.Query().Get("task"))
	if err != nil {
		return nil //nolint:nilerr // an address that somebody changed says less
	}
	me := personOf(v)
	if t, err := seen(r.Context(), tx, v.Workspace, &me, task); err == nil && t.MayUndo(v.User, tx.Now) {
		out.Undo = id.Show(t.ID)
	}
	return nil
}

// showToday handles GET /w/{ws}/today.
func (p *pages) showToday(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.view(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.today, view)
}

// showPart handles GET /w/{ws}/today/list: what of the page moves.
func (p *pages) showPart(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.view(r, v)
	if err != nil {
		return err
	}
	return p.shell.Fragment(w, r, v, p.today, "list", view)
}
