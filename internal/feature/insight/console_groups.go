package insight

import (
	"net/http"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/web/console"
)

// groupsView is the portfolio.
type groupsView struct {
	StaffUnknown bool
	Asks         []askLine
	MoreAsks     int
	Busy         string // groups being measured anew, "" for none
	Nothing      bool   // no group at all
	Importing    bool   // and an import is under way
	Outside      bool   // groups there are, but none within the viewer's units
	Charts       bool

	Verdict string
	Fading  string
	Faded   []linked
	MoreOf  *linked // the rest of those that fade
	Need    string
	Needs   []needLine
	AsOf    string
	Unheard string // which groups the census leaves out, "" for none

	Census        []censusLine
	Partial       bool // the viewer sees part of the workspace, and the whole is not theirs to see
	Survival      *curveView
	Participation *shareView

	List *listView
}

// linked is a name that leads to a page, with a remark.
type linked struct{ Name, Href, Says string }

// needLine is a group that needs somebody today, and why.
type needLine struct {
	Name, Href, Mark string
	State            measure.State
	Word             string
	Why              []string
}

type askLine struct{ Says, Href string }

type censusLine struct {
	Label, Means string
	N, Share     string
	Width        float64 // per cent
	Class        string
}

// shareView is participation beside the guideline.
type shareView struct{ Says, Top1, Top10, Rest string }

// gathered is what the portfolio reads, in one transaction.
type gathered struct {
	whole      wholeBrief
	due        int
	counts     counts
	all        bool // the workspace has groups at all
	importing  bool // it has none yet, and an import is under way
	urgent     []listed
	fading     []listed
	rows       []listed
	total      int
	names      map[uint32]PersonName
	staffKnown bool
	asks       []ReachAsk
	units      []auth.Unit
}

// needsShown is how many groups that need somebody are named.
const needsShown = 10

// fadingShown is how many fading groups the sentence about them names.
const fadingShown = 3

// showGroups handles GET /w/{ws}/groups: the whole page, or for htmx the list.
func (p *pages) showGroups(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	f := parseFilter(r.URL.Query())
	onlyList := r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-History-Restore-Request") != "true"
	g, err := p.gather(r, v, f, onlyList)
	if err != nil {
		return err
	}
	if f.page > 0 && len(g.rows) == 0 && g.total > 0 { // groups have gone since the address was made
		f.page = (g.total - 1) / pageRows
		http.Redirect(w, r, f.address(v.At("groups")), http.StatusSeeOther)
		return nil
	}
	t := tellerOf(v)
	view := &groupsView{List: listOf(t, v, f, g)}
	if view.List.Part = onlyList; onlyList {
		w.Header().Set("HX-Push-Url", f.address(v.At("groups")))
		return p.shell.Fragment(w, r, v, p.portfolio, "part", view)
	}
	view.fill(t, v, g)
	return p.shell.Show(w, r, v, p.portfolio, view)
}

func (p *pages) gather(r *http.Request, v console.Viewer, f filter, onlyList bool) (g *gathered, err error) {
	ctx, g := r.Context(), &gathered{}
	if g.units, err = p.deps.Units(ctx, v.Workspace); err != nil {
		return nil, err
	}
	l := f.listing(v.Scope, g.units)
	err = p.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if g.whole, g.due, err = readWhole(ctx, tx, v.Workspace); err != nil {
			return err
		}
		if g.counts, err = countStates(ctx, tx, v.Workspace, v.Scope, &g.whole); err != nil {
			return err
		}
		if l.narrows() {
			g.rows, g.total, err = find(ctx, tx, v.Workspace, l, g.counts.Groups, f.page*pageRows, pageRows)
		} else {
			g.total = g.counts.Groups
			g.rows, err = list(ctx, tx, v.Workspace, l, f.page*pageRows, pageRows)
		}
		if err != nil {
			return err
		}
		if g.staffKnown, err = p.deps.StaffKnown(ctx, tx, v.Workspace); err != nil {
			return err
		}
		if !onlyList {
			if err = p.gatherTop(r, tx, v, g); err != nil {
				return err
			}
		}
		g.names, err = p.deps.Names(ctx, tx, v.Workspace, ordsOf(g.rows...))
		return err
	})
	return g, err
}

// gatherTop reads what stands above the list.
func (p *pages) gatherTop(r *http.Request, tx *db.Tx, v console.Viewer, g *gathered) (err error) {
	ctx := r.Context()
	if g.all, err = anyGroup(ctx, tx, v.Workspace); err != nil {
		return err
	}
	if !g.all {
		if g.importing, err = p.deps.Importing(ctx, tx, v.Workspace); err != nil {
			return err
		}
	}
	if g.urgent, err = list(ctx, tx, v.Workspace, urgent(v.Scope), 0, needsShown); err != nil {
		return err
	}
	if g.fading, err = list(ctx, tx, v.Workspace, fading(v.Scope), 0, fadingShown); err != nil {
		return err
	}
	g.asks, err = p.deps.Asks(ctx, tx, v.Workspace)
	return err
}

// asksShown is how many imports are asked about by name.
const asksShown = 3

// fill says everything that stands above the list.
func (view *groupsView) fill(t teller, v console.Viewer, g *gathered) {
	view.Nothing, view.Outside = !g.all && g.due == 0, g.all && g.counts.Groups == 0
	view.Importing = view.Nothing && g.importing
	view.StaffUnknown = g.counts.Groups > 0 && !g.staffKnown
	if g.due > 0 {
		view.Busy = t.say(busyMeasuring, ofGroups.of(g.due))
	}
	for i, a := range g.asks {
		if i == asksShown {
			view.MoreAsks = len(g.asks) - asksShown
			break
		}
		view.Asks = append(view.Asks, askLine{t.say(askReach, cut(a.Name, 40), a.Newest.In(t.zone).Format("2006-01-02")), v.At("import", id.Show(a.Import))})
	}
	if g.counts.Groups == 0 {
		return
	}
	view.Verdict = t.portfolio(&g.counts)
	view.AsOf = t.minute(g.counts.At)
	if g.counts.heard() > 0 { // else nothing can be said of how they fare
		view.fade(t, v, g)
		view.need(t, v, g)
		view.Census = t.census(&g.counts)
	}
	if n := g.counts.States[measure.Unheard]; n > 0 {
		view.Unheard = t.say(unheardLeft, ofGroups.of(n))
	}
	if view.Partial = !v.Scope.All; view.Partial {
		return
	}
	view.Survival = t.survival(&g.whole)
	view.Charts = view.Survival != nil
	if c := g.whole.Concentration; c != nil {
		view.Participation = &shareView{Says: t.say(participationSays, share(c.Top1), share(c.Top10)), Top1: share(c.Top1), Top10: share(c.Top10),
			Rest: share(1 - c.Top10)}
	}
}

// fade names the groups that fade, or says that all fell together.
func (view *groupsView) fade(t teller, v console.Viewer, g *gathered) {
	n := g.counts.States[measure.Fading]
	switch {
	case g.whole.FellTogether:
		view.Fading = t.say(fellTogether)
	case n == 0:
		view.Fading = t.say(noneFading)
	default:
		view.Fading = t.say(fadingAre)
	}
	if g.whole.FellTogether {
		return
	}
	for i := range g.fading {
		r := &g.fading[i]
		view.Faded = append(view.Faded, linked{t.groupName(r.Name), v.At("groups", id.Show(r.ID)), t.fell(&r.brief)})
	}
	if more := n - len(g.fading); more > 0 {
		view.MoreOf = &linked{Name: t.say(andMore, ofGroups.of(more)), Href: filter{state: measure.Fading, sort: byNeed, down: true}.address(v.At("groups"))}
	}
}

// need names the groups that need somebody today.
func (view *groupsView) need(t teller, v console.Viewer, g *gathered) {
	if g.counts.Need == 0 {
		view.Need = t.say(nobodyNeeded)
		return
	}
	view.Need = t.say(needToday, ofGroups.of(g.counts.Need))
	if g.counts.Need > len(g.urgent) {
		view.Need = t.say(needFirst, ofGroups.of(g.counts.Need), commas(len(g.urgent)))
	}
	for i := range g.urgent {
		r := &g.urgent[i]
		view.Needs = append(view.Needs, needLine{Name: t.groupName(r.Name), Href: v.At("groups", id.Show(r.ID)), Mark: stateMarks[r.State],
			State: r.State, Word: t.say(stateWords[r.State]), Why: t.whyNeeds(r)})
	}
}

func (t teller) groupName(name string) string {
	if name == "" {
		return t.say(namelessWord)
	}
	return cut(name, 60)
}

// option is a choice in a filter.
type option struct {
	Value    string
	Label    string
	Selected bool
}

func options[T ~string](t teller, all []T, chosen T, label func(T) i18n.Text) []option {
	var out []option
	for _, x := range all {
		out = append(out, option{string(x), t.say(label(x)), x == chosen})
	}
	return out
}
