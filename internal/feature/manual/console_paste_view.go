package manual

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/web/console"
)

// pasteView is the box, or what was made of what stood in it.
type pasteView struct {
	Here, Text   string
	Form         console.Form
	Odd          bool // it does not look like a chat
	Bare         bool // it has words and no names, so it may be a talk between two
	Two          twoView
	Group, Whose string // that is chosen
	Read         bool
	Unverified   bool // some ways of copying were not tried on a real phone

	Verdict  i18n.Message
	From, To string
	Waits    []waitView
	WaitNote i18n.Message
	Asked    int
	Guessed  bool // nobody said who is staff

	NoDay, Relative, Slashes bool
	Day, Date                string
	MonthFirst, Sure         bool
	At                       string
	Staff                    []chipView // who is not known yet
	KnownStaff               []string
	NoStaff                  bool
	Once                     []chipView
	Doubts                   []doubtView
	Doubted                  int // questions that are open
	Groups                   []choice
	MayMake, IsNew           bool
	NewName                  string

	People           []hand.Wrote
	More             int // people who are not listed
	Known, Fresh     int
	Past             int // of Fresh, older than a day
	Moves            []moveView
	Skipped, Untimed int
	Cut              bool
	Lines            []lineView
	Hidden           int // messages between the first and the last that are shown

	Taken    bool
	TakenNew int
	Full     bool
}

// waitView is a question that nobody answered.
type waitView struct {
	ID, Who, Text, Reply string
	At                   time.Time // zero where nobody knows
}

type chipView struct {
	Name  string
	N     int
	On    bool
	Maybe bool // the name reads like staff's
}

// doubtView is a line somebody has to decide about.
type doubtView struct {
	N           int
	Text        string
	Above, Name string
	Field       string
	Took        string
	Names       []string
}

type moveView struct {
	Name string
	Came bool
}

type lineView struct {
	At        string
	Who, Text string
	Known     bool
	Gap       bool // some are left out above it
}

// How much a page shows: of who wrote, of messages at each end, of questions.
const (
	mostWrote  = 12
	mostLines  = 4
	mostChips  = 40
	mostWaits  = 30
	mostDoubts = 40
	mostMoves  = 20
)

// viewPaste is what was made of a paste.
func (p *pages) viewPaste(v console.Viewer, a *pasteForm, u *Understood, now time.Time) pasteView {
	view := pasteView{Here: v.At("wechat", "paste"), Text: a.Text, Read: true, Whose: u.Whose.Name, Asked: u.Judged.Asked, NoDay: u.NoDay, Relative: u.Relative, Slashes: u.Slashes,
		Day: a.Day, Date: a.Date, MonthFirst: a.MonthFirst, Sure: a.Sure, NoStaff: a.NoStaff, NewName: a.Name, Skipped: u.Skipped, Untimed: u.Untimed, Cut: u.Cut,
		People: u.People[:min(len(u.People), mostWrote)], More: max(0, len(u.People)-mostWrote)}
	if !a.Clip.Day.IsZero() && a.Day == "" {
		view.At = a.Clip.Day.In(v.Zone).Format("2006-01-02T15:04")
	}
	view.Fresh, view.Past = u.Fresh(now)
	view.Known = len(u.Events) - view.Fresh
	view.people(a, u)
	if view.Two = viewTwo(a, u); !view.Two.Is {
		view.doubts(a, u)
	}
	view.waits(v, a, u, now)
	view.lines(v.Zone, u)
	for _, m := range u.Moves[:min(len(u.Moves), mostMoves)] {
		view.Moves = append(view.Moves, moveView{Name: m.Name, Came: m.Kind == event.Join})
	}
	switch n := len(u.Waiting); {
	case n > 0:
		view.Verdict = pastedWaits.With(len(u.Events), len(u.People), n)
	case view.Fresh == 0:
		view.Verdict = pastedBefore.With(len(u.Events))
	case u.Judged.Asked > 0 && !a.NoStaff && len(a.Staff)+len(view.KnownStaff) == 0:
		view.Verdict = pastedWho.With(len(u.Events), len(u.People))
	default:
		view.Verdict = pastedCalm.With(len(u.Events), len(u.People))
	}
	return view
}

// people fills in who may be staff, and which names may be none.
func (view *pasteView) people(a *pasteForm, u *Understood) {
	for _, w := range u.People {
		chip := chipView{Name: w.Name, N: w.N, On: slices.Contains(a.Staff, w.Name), Maybe: slices.Contains(u.Judged.Maybe, w.Name) || staffLike(w.Name)}
		switch {
		case u.Staff[w.Name]:
			view.KnownStaff = append(view.KnownStaff, w.Name)
		case len(view.Staff) < mostChips:
			view.Staff = append(view.Staff, chip)
		}
	}
	slices.SortStableFunc(view.Staff, func(x, y chipView) int { // who may be comes first
		return first(y) - first(x)
	})
	for _, name := range append(slices.Clone(u.Once), a.NoNames...) {
		if len(view.Once) < mostChips {
			view.Once = append(view.Once, chipView{Name: name, On: slices.Contains(a.NoNames, name)})
		}
	}
}

func first(c chipView) int {
	if c.Maybe || c.On {
		return 1
	}
	return 0
}

// staffLike reports whether a name reads like one of a shop's own. It only moves
// the name to the front of the question.
func staffLike(name string) bool {
	low := strings.ToLower(name)
	for _, word := range [...]string{"店长", "店長", "老板", "老闆", "小助手", "客服", "掌柜", "店员", "店員", "群主", "管理员", "管理員", "店小二", "shop", "service"} {
		if strings.Contains(low, word) {
			return true
		}
	}
	return false
}

// doubts fills in the lines that somebody has to decide about.
func (view *pasteView) doubts(a *pasteForm, u *Understood) {
	for _, d := range u.Unclear[:min(len(u.Unclear), mostDoubts)] {
		one := doubtView{N: d.N, Text: cut(d.Text), Above: d.Above, Name: d.Name, Field: "l." + strconv.Itoa(d.N), Took: d.Took}
		if d.Name == "" {
			for _, w := range u.People[:min(len(u.People), mostWrote)] {
				if w.Name != d.Above {
					one.Names = append(one.Names, w.Name)
				}
			}
		}
		if _, said := a.Answers[d.N]; !said {
			view.Doubted++
		}
		view.Doubts = append(view.Doubts, one)
	}
}

// waits fills in the questions that nobody answered, the latest first.
func (view *pasteView) waits(v console.Viewer, a *pasteForm, u *Understood, now time.Time) {
	for i := len(u.Waiting) - 1; i >= 0 && len(view.Waits) < mostWaits; i-- {
		q := u.Waiting[i]
		w := waitView{ID: "reply-" + strconv.Itoa(i), Who: q.Who, Text: cut(q.Text), Reply: Reply(q, now).In(v.Lang), At: q.At}
		if u.NoTime {
			w.At = time.Time{}
		}
		view.Waits = append(view.Waits, w)
	}
	switch {
	case len(a.Staff) > 0 || len(view.KnownStaff) > 0:
		view.WaitNote = waitsStaff.With()
	case a.NoStaff:
		view.WaitNote = waitsNobody.With()
	default:
		view.WaitNote, view.Guessed = waitsUnknown.With(), true
	}
}

// lines fills in the first and the last messages.
func (view *pasteView) lines(zone *time.Location, u *Understood) {
	at := func(t time.Time) string { return t.In(zone).Format("01-02 15:04") }
	view.From, view.To = at(u.From), at(u.To)
	for i, a := range u.Events {
		if e := &a.Event; i < mostLines || i >= len(u.Events)-mostLines {
			line := lineView{At: at(e.At), Who: e.Actor.Name, Text: cut(e.Body), Known: u.Known[i], Gap: i == len(u.Events)-mostLines && i > mostLines}
			if u.NoTime {
				line.At = ""
			}
			view.Lines = append(view.Lines, line)
		}
	}
	view.Hidden = max(0, len(u.Events)-2*mostLines)
	if u.NoTime {
		view.From, view.To = "", ""
	}
}

func cut(s string) string { return cutAt(s, 60) }

func cutAt(s string, most int) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// pasteGroups fills in which group it may be.
func (p *pages) pasteGroups(r *http.Request, v console.Viewer, a *pasteForm, u *Understood, view *pasteView) error {
	view.MayMake = v.Can(auth.Run) && !v.Simulated
	title := titleOf(v, a, u)
	ctx := r.Context()
	err := p.s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := groupsOf(ctx, tx, v.Workspace)
		if err != nil {
			return err
		}
		ids := make([]id.Group, len(all))
		for i := range all {
			ids[i] = all[i].ID
		}
		places, err := p.s.Near.Places(ctx, tx, v.Workspace, ids)
		for _, g := range all {
			place, ok := places[g.ID]
			if !ok || !v.Scope.Has(place.Unit) || !g.Dismissed.IsZero() {
				continue
			}
			like := a.Group == 0 && title != "" && place.Name == title
			view.Groups = append(view.Groups, choice{id.Show(g.ID), place.Name, g.ID == a.Group || like})
			if like {
				view.Whose = place.Name
			}
		}
		return err
	})
	if a.Group != 0 {
		view.Group = id.Show(a.Group)
	}
	if view.NewName == "" {
		view.NewName = title
	}
	view.IsNew = a.Group == 0 && view.Whose == "" && (len(view.Groups) == 0 || a.Name != "" || title != "")
	return err
}
