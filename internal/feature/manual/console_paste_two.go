package manual

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/web/console"
)

// What a form says of whether its text is a talk between two.
const (
	isTwo = "yes"
	noTwo = "no"
)

// twoView is what a page shows of a talk between two.
type twoView struct {
	Asks     bool // whether it is one
	Lists    bool // who said what, before anything else is shown
	Is, None bool // somebody said that it is one, or none
	Own      string
	Other    string
	Rest     bool
	First    []string // of its lines, to know it by
	More     int
	Bubbles  []bubbleView
}

// bubbleView is a line of a talk between two.
type bubbleView struct {
	Field, Text, Took string
	Open              bool
	First             bool // the first that is open
	Aside             bool // it reads like a time or a notice
}

// How much of a talk between two is shown: lines to know it by, characters of each.
const (
	mostFirst  = 6
	mostBubble = 160
)

// twoIn reads what a form says of a talk between two; nil where it says that it is none.
func twoIn(r *http.Request, v console.Viewer) *hand.Two {
	if r.PostFormValue("two") != isTwo {
		return nil
	}
	two := hand.Two{Own: v.Name, Other: strings.TrimSpace(r.PostFormValue("other")), Rest: r.PostFormValue("rest") != ""}
	if r.PostForm.Has("own") {
		two.Own = strings.TrimSpace(r.PostFormValue("own"))
	}
	return &two
}

// ofTwo reports whether an answer to a line is one of a talk between two.
func ofTwo(answer string) bool { return answer == hand.Mine || answer == hand.Theirs }

// unsettled shows what is asked about a talk between two before it is understood, and
// reports whether anything is.
func (p *pages) unsettled(w http.ResponseWriter, r *http.Request, v console.Viewer, a *pasteForm, u *Understood, err error) (bool, error) {
	if err != nil && !console.Correctable(err) {
		return false, nil
	}
	field := auth.Field(err)
	asks := a.SaidTwo == "" && u.MayBeTwo && (err == nil || field == "text")
	if lists := slices.Contains([]string{"two", "own", "other"}, field); !asks && !lists {
		return false, nil
	}
	view := pasteView{Here: v.At("wechat", "paste"), Text: a.Text, Whose: u.Whose.Name, Cut: u.Cut, Sure: a.Sure, Two: viewTwo(a, u),
		Day: a.Day, Date: a.Date, MonthFirst: a.MonthFirst, NewName: a.Name}
	if a.Group != 0 {
		view.Group = id.Show(a.Group)
	}
	status := http.StatusOK
	if view.Two.Asks, view.Two.Lists = asks, !asks; !asks && r.PostFormValue("do") != "" {
		view.Form, status = console.FormOf(err), http.StatusUnprocessableEntity
	}
	return true, p.shell.ShowStatus(w, r, v, status, p.paste, view)
}

// viewTwo is what a page shows of a talk between two.
func viewTwo(a *pasteForm, u *Understood) twoView {
	view := twoView{None: a.SaidTwo == noTwo}
	if a.Two == nil {
		for line := range strings.Lines(a.Text) {
			if line = strings.TrimSpace(line); line != "" && len(view.First) < mostFirst {
				view.First = append(view.First, cut(line))
			} else if line != "" {
				view.More++
			}
		}
		return view
	}
	view.Is, view.Own, view.Other, view.Rest = true, a.Two.Own, a.Two.Other, a.Two.Rest
	first := true
	for _, d := range u.Unclear {
		b := bubbleView{Field: "l." + strconv.Itoa(d.N), Text: cutAt(d.Text, mostBubble), Took: d.Took, Open: d.Open, Aside: d.Aside}
		if d.Open {
			b.Took, b.First, first = "", first, false
		}
		view.Bubbles = append(view.Bubbles, b)
	}
	return view
}

// titleOf is what the group of a paste is called, as far as it can be told.
func titleOf(v console.Viewer, a *pasteForm, u *Understood) string {
	if a.Two == nil {
		return u.Title
	}
	return twoName.With(a.Two.Other).In(v.Lang)
}

// Reply is how an answer to a question may begin, by how long it waits. Where only the
// two can read it, nobody is called by name.
func Reply(q Question, now time.Time) i18n.Message {
	waited := now.Sub(q.At)
	switch {
	case q.Alone && waited < 3*time.Hour:
		return aloneSoon.With()
	case q.Alone && waited < 24*time.Hour:
		return aloneLate.With(cut(q.Text))
	case q.Alone:
		return aloneOld.With(cut(q.Text))
	case waited < 3*time.Hour:
		return replySoon.With(q.Who)
	case waited < 24*time.Hour:
		return replyLate.With(q.Who, cut(q.Text))
	}
	return replyOld.With(q.Who, cut(q.Text))
}
