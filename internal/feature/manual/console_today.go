package manual

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// todayView is what is to be done today: at most three things, and how many wait
// behind them.
type todayView struct {
	Here    string // where one goes on after a deed
	Cards   []cardView
	Rest    []cardView
	Reasons []Reason
	Undo    string // address of what was done a moment ago and can be taken back
}

// cardView is one thing to do.
type cardView struct {
	ID, Href    string // Href is "" for what is no to-do
	Group       string
	GroupHref   string
	Kind        i18n.Text
	Title, Why  string
	Late        bool
	Due         time.Time
	First       string // what is said
	Wordings    []wordingView
	Images      []pictureView
	Links       []pictureView
	Page        string
	Asks, Proof bool
	Held        i18n.Message
}

type wordingView struct {
	N          int
	Tone, Text string
}

type pictureView struct {
	N    int
	Href string
}

// todayIn fills in what is to be done in groups; names says what they are called,
// with 0 for what is of no group.
func (p *pages) todayIn(ctx context.Context, tx *db.Tx, v console.Viewer, groups []id.Group, names map[id.Group]string, here string) (out todayView, err error) {
	out.Here = here
	if p.s.Todos == nil || len(groups) == 0 {
		return out, nil
	}
	all, err := p.s.Todos.Open(ctx, tx, v.Workspace, byOf(v), groups, v.Lang)
	if err != nil {
		return out, err
	}
	first, rest := Pick(all, atMost)
	now := p.s.now(v.Workspace)
	for i := range first {
		out.Cards = append(out.Cards, cardOf(v, &first[i], names, now))
	}
	for i := range rest {
		out.Rest = append(out.Rest, cardOf(v, &rest[i], names, now))
	}
	out.Reasons = p.s.Todos.Reasons()
	return out, nil
}

func cardOf(v console.Viewer, t *Todo, names map[id.Group]string, now time.Time) cardView {
	c := cardView{ID: "g-" + id.Show(t.Group), Kind: t.Kind, Title: t.Title, Why: t.Why, Due: t.Due, Late: !t.Due.IsZero() && t.Due.Before(now),
		Page: t.Page, Asks: t.Asks, Proof: t.Proof, Held: t.Held, Group: names[t.Group]}
	if t.ID != 0 {
		c.ID, c.Href = id.Show(t.ID), v.At("today", id.Show(t.ID))
	}
	if t.Group != 0 {
		c.GroupHref = v.At("wechat", id.Show(t.Group))
	}
	for i, w := range t.Wordings {
		c.Wordings = append(c.Wordings, wordingView{i + 1, w.Tone, w.Text})
	}
	if len(t.Wordings) > 0 {
		if c.First = t.Wordings[0].Text; c.First == c.Title {
			c.Title = t.Kind.In(v.Lang) // it is there to be read once
		}
	}
	for i, href := range t.Links {
		c.Links = append(c.Links, pictureView{i + 1, href})
	}
	for _, n := range t.Images {
		c.Images = append(c.Images, pictureView{n, c.Href + "/image/" + strconv.Itoa(n)})
	}
	return c
}

// Both reports whether there are words to copy and pictures to save.
func (c cardView) Both() bool { return c.First != "" && (len(c.Images) > 0 || len(c.Links) > 0) }

// Tap reports whether one touch is enough.
func (c cardView) Tap() bool {
	return c.Href != "" && c.Page == "" && !c.Asks && !c.Proof && c.Held.IsZero()
}

// settledHere says what was done of a to-do a moment ago, and whether it can be
// taken back.
func (p *pages) settledHere(r *http.Request, tx *db.Tx, v console.Viewer, today *todayView) (i18n.Message, error) {
	word, ok := settledWords()[r.URL.Query().Get("said")]
	if !ok || p.s.Todos == nil {
		return i18n.Message{}, nil
	}
	task, err := id.Parse[id.Task](r.URL.Query().Get("task"))
	if err != nil {
		return i18n.Message{}, nil //nolint:nilerr // an address that somebody changed says nothing
	}
	may, err := p.s.Todos.Undoable(r.Context(), tx, v.Workspace, byOf(v), task)
	if fault.KindOf(err) == fault.NotFound {
		return i18n.Message{}, nil
	}
	if may {
		today.Undo = v.At("today", id.Show(task))
	}
	return word.With(), err
}
