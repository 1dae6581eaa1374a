package playbook

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/release"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/web/console"
)

// launchView is what starting an SOP would do, before it is started.
type launchView struct {
	Title    i18n.Text
	At       string // the SOP's page
	Verdict  i18n.Message
	Form     string // fields that are to be filled in first
	Lacking  []lackView
	MoreLack int
	Unsaid   []lackView // groups of which something is not known that wordings need
	MoreUn   int
	ByHand   []i18n.Text // what a person does in any group
	Mute     i18n.Message
	Untold   []i18n.Message // what it asks about and nothing tells yet
	AtOnce   i18n.Message
	Stages   i18n.Message // empty where one stage is enough
	Second   i18n.Message // why another person has to agree
	Alone    i18n.Message // why that would be so, and nobody else is there
	Groups   int
	Touched  int
	Can      bool
	Gaps     []gapView
}

type lackView struct {
	Group, ID string
	Fields    string
}

type gapView struct {
	Hours int
	Word  i18n.Text
}

// lacksShown is how many groups that lack something a page lists.
const lacksShown = 100

func gaps() []gapView {
	return []gapView{{0, gapNever}, {24, gapDay}, {72, gapDays}}
}

// showLaunch says what starting an SOP would do.
func (p *pages) showLaunch(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	var view launchView
	err := p.read(r.Context(), func(tx *db.Tx) error {
		b, err := bookAt(r, tx, v)
		if err != nil {
			return err
		}
		would, err := p.s.Preview(r.Context(), tx, v.Workspace, b.ID)
		if err != nil {
			return err
		}
		prog, err := p.s.program(r.Context(), tx, v.Workspace, b.ID, b.Version)
		if err != nil {
			return err
		}
		names, err := p.groupNames(r, tx, v)
		if err != nil {
			return err
		}
		mute, err := p.deps.Mute(r.Context(), tx, v.Workspace, would.Ready)
		if err != nil {
			return err
		}
		others, err := p.deps.Agree(r.Context(), tx, v.Workspace, v.User)
		if err != nil {
			return err
		}
		view = launchOn(prog.Book, &would, names, mute, others)
		for _, u := range p.s.reader.Untold(prog.Book) {
			view.Untold = append(view.Untold, untoldLine.With(u.Says(), u.Then()))
		}
		view.Title, view.At = textIn(prog.Book.Title), v.At("playbooks", id.Show(b.ID))
		return nil
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.launch, view)
}

func (p *pages) groupNames(r *http.Request, tx *db.Tx, v console.Viewer) (map[id.Group]string, error) {
	all, err := p.deps.Groups(r.Context(), tx, v.Workspace, v.Scope)
	out := map[id.Group]string{}
	for _, g := range all {
		out[g.ID] = g.Name
	}
	return out, err
}

// Tells reports whether there is anything to be said or decided beside what is lacking.
func (v launchView) Tells() bool {
	for _, m := range []i18n.Message{v.Mute, v.AtOnce, v.Stages, v.Second, v.Alone} {
		if !m.IsZero() {
			return true
		}
	}
	return len(v.ByHand) > 0
}

// launchOn puts a preview into words.
func launchOn(s *script.Playbook, would *Preview, names map[id.Group]string, mute, others int) launchView {
	view := launchView{Form: strings.Join(would.Form, "、"), Groups: len(would.Ready), Touched: would.AtOnce, Can: len(would.Ready) > 0, Gaps: gaps()}
	view.Lacking, view.MoreLack = lackRows(would.Lacking, names)
	view.Unsaid, view.MoreUn = lackRows(would.Unsaid, names)
	view.ByHand = byHand(s)
	if mute > 0 && says(s) {
		view.Mute = muteIn.With(mute)
	}
	switch {
	case would.More:
		view.AtOnce = atOnceMore.With(would.AtOnce)
	case would.AtOnce > 0:
		view.AtOnce = atOnce.With(would.AtOnce)
	}
	sizes := release.Usual()
	switch would.Last {
	case 2:
		view.Stages = inTwo.With(sizes[0], len(would.Ready))
	case 3:
		view.Stages = inThree.With(sizes[0], sizes[1], len(would.Ready))
	}
	switch {
	case !would.Second:
	case others == 0:
		view.Alone = aloneThen.With()
	case would.Price:
		view.Second = secondPrice.With()
	default:
		view.Second = secondMany.With(release.ManyGroups, release.ManyPeople)
	}
	switch {
	case len(would.Form) > 0:
		view.Verdict = wouldForm.With()
	case len(would.Ready) == 0:
		view.Verdict = wouldNone.With()
	case s.Per == script.PerWorkspace:
		view.Verdict = wouldAll.With()
	case would.People == 0:
		view.Verdict = would0.With(len(would.Ready))
	default:
		view.Verdict = would1.With(len(would.Ready), would.People)
	}
	return view
}

// lackRows lists groups and what they lack, by their names, and how many more there are.
func lackRows(all map[id.Group][]string, names map[id.Group]string) (out []lackView, more int) {
	for g, fields := range all {
		out = append(out, lackView{names[g], id.Show(g), strings.Join(fields, "、")})
	}
	slices.SortFunc(out, func(a, b lackView) int { return strings.Compare(a.Group, b.Group) })
	if n := len(out); n > lacksShown {
		return out[:lacksShown], n - lacksShown
	}
	return out, 0
}

// says reports whether an SOP says anything in groups.
func says(s *script.Playbook) (yes bool) {
	script.Each(s.Steps, func(st *script.Step) { yes = yes || st.Say != nil && st.Say.To == "group" })
	return yes
}

// byHand lists what of an SOP no platform lets a program do.
func byHand(s *script.Playbook) (out []i18n.Text) {
	script.Each(s.Steps, func(st *script.Step) {
		if st.Say != nil && st.Say.To != "group" || st.Invite != nil || st.Remove != nil {
			if what := deedOf(st); !slices.Contains(out, what) {
				out = append(out, what)
			}
		}
	})
	return out
}

// doLaunch starts an SOP, or asks another person to agree.
func (p *pages) doLaunch(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	book, err := id.Parse[id.Playbook](r.PathValue("book"))
	if err != nil {
		return err
	}
	groups, _ := strconv.Atoi(r.PostFormValue("groups")) // what is no number was not seen
	touched, _ := strconv.Atoi(r.PostFormValue("touched"))
	if touched > 0 && r.PostFormValue("sure") == "" {
		return fault.New(fault.Invalid, needSure.With(touched))
	}
	gap := time.Duration(0)
	for _, g := range gaps() {
		if r.PostFormValue("gap") == strconv.Itoa(g.Hours) {
			gap = time.Duration(g.Hours) * time.Hour
		}
	}
	others := 0
	if err := p.read(r.Context(), func(tx *db.Tx) (err error) {
		others, err = p.deps.Agree(r.Context(), tx, v.Workspace, v.User)
		return err
	}); err != nil {
		return err
	}
	err = p.s.Launch(r.Context(), v.Workspace, book, Wish{By: v.User, Gap: gap, Groups: groups, Touched: touched, Alone: others == 0 && r.PostFormValue("alone") != ""})
	if err != nil {
		return err
	}
	return seeOther(w, r, v.At("playbooks", id.Show(book)))
}

// decide agrees to a launch that another person wants, or declines it.
func (p *pages) decide(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.launched(w, r, v, func(book id.Playbook) error {
		why := strings.TrimSpace(r.PostFormValue("why"))
		if len(why) > longestField {
			why = strings.ToValidUTF8(why[:longestField], "")
		}
		return p.s.Decide(r.Context(), v.Workspace, book, v.User, r.PostFormValue("do") == "agree", why)
	})
}

// further reaches the next stage.
func (p *pages) further(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.launched(w, r, v, func(book id.Playbook) error { return p.s.Further(r.Context(), v.Workspace, book) })
}

func (p *pages) launched(w http.ResponseWriter, r *http.Request, v console.Viewer, do func(id.Playbook) error) error {
	if err := whole(v); err != nil {
		return err
	}
	book, err := id.Parse[id.Playbook](r.PathValue("book"))
	if err != nil {
		return err
	}
	if err := do(book); err != nil {
		return err
	}
	return seeOther(w, r, v.At("playbooks", id.Show(book)))
}

// goingView is how far a launch is, on the page of its SOP.
type goingView struct {
	Word    i18n.Message
	More    i18n.Message // what else there is to say
	Asks    bool         // the viewer may agree
	Further bool
	Bad     bool
	Left    int // groups that wait and lack nothing
}

func (p *pages) goingOn(l *Launch, all []Place, v console.Viewer) *goingView {
	reached, waits := 0, 0
	for i := range all {
		if !all[i].Waits {
			reached++
		} else if all[i].Stage != lacks {
			waits++
		}
	}
	view := &goingView{Left: waits}
	switch l.State {
	case Asked:
		view.Left = 0 // they wait for somebody to agree
		view.Word, view.More = isAsked.With(l.Groups, l.People), askedByYou.With()
		if view.Asks = l.AskedBy != v.User; view.Asks {
			view.More = askedByOther.With()
		}
	case Declined:
		view.Word, view.Bad = isDeclined.With(l.Why), true
	case Stopped:
		view.Word, view.More, view.Bad = isStopped.With(l.Away, l.Usual), stoppedThen.With(), true
		if l.Assumed {
			view.Word = stoppedAssumed.With(l.Away)
		}
	case Going, Done:
		if len(all) == 1 && all[0].Group == 0 {
			view.Word = isWhole.With()
			break
		}
		view.Word = isGoing.With(reached, l.Away, l.Usual)
		if l.Assumed {
			view.Word = goingAssumed.With(reached, l.Away)
		}
	}
	view.Further = (l.State == Going || l.State == Stopped) && l.Stage < l.Last && waits > 0
	if view.Further && l.Gap > 0 && l.State == Going {
		view.More = furtherByItself.With(int(l.Gap.Hours()))
	}
	return view
}
