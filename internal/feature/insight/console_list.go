package insight

import (
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/web/console"
)

// listView is the list of groups with what chooses and sorts it.
type listView struct {
	Part          bool // only the rows are sent, and what must follow them
	Action, Clear string
	CSV, XLSX     string
	Narrowed      bool
	Text          string
	State         measure.State
	States        []stateLink
	Types         []option
	Bands         []option
	Units         []option
	Sorts         []option
	Heads         []head
	Rows          []rowView
	Total         int
	Count         string
	From, To      int
	Prev, Next    string
}

// stateLink is one place of the strip of states; it narrows the list to it.
type stateLink struct {
	State       measure.State
	Mark        string
	Word, Means string
	N           int
	Href        string
	On          bool
}

// head is a column of the table, with the address that sorts by it.
type head struct {
	Label, Href string
	Sorted      string // of aria-sort; "" where it is not sorted by this
	Class       string
}

// rowView is one group of the list.
type rowView struct {
	Name, Href, Sub string
	State           measure.State
	Mark, Word      string
	Revived         bool
	Spark           spark
	Active, Members string
	Unheard         string // why figures of what is said are missing, "" where they are not
	Carry           []person
	Type, TypeWhy   string
	Band            measure.Band
	BandMark        string
	BandWord, Why   string
	Waiting         int
	Longest         string
	Last            time.Time
}

func listOf(t teller, v console.Viewer, f filter, g *gathered) *listView {
	base := v.At("groups")
	l := &listView{Action: base, Clear: filter{sort: f.sort, down: f.down}.address(base), Narrowed: f.narrowed(), Text: f.text, State: f.state,
		CSV: f.export(v.At("groups.csv")), XLSX: f.export(v.At("groups.xlsx")), Total: g.total}
	l.States = t.strip(f, base, &g.counts)
	l.Types = options(t, shownTypes[:], f.types, func(x measure.TypeName) i18n.Text { return typeWords[x] })
	l.Bands = options(t, shownBands[:], f.band, func(x measure.Band) i18n.Text { return bandWords[x] })
	l.Units = unitOptions(v.Scope, g.units, f.unit)
	for _, s := range sorts {
		one := f
		one.sort, one.down = s.key, s.down
		if s.key == f.sort {
			one.down = f.down
		}
		l.Sorts = append(l.Sorts, option{one.sortValue(), t.say(sortWords[s.key]), s.key == f.sort})
	}
	l.Heads = t.heads(f, base)
	for i := range g.rows {
		l.Rows = append(l.Rows, t.row(v, &g.rows[i], g))
	}
	if len(g.rows) > 0 {
		l.From, l.To = f.page*pageRows+1, f.page*pageRows+len(g.rows)
	}
	l.Count = t.say(listCount, ofGroups.of(g.total), commas(l.From), commas(l.To))
	if g.total <= pageRows && f.page == 0 {
		l.Count = t.tell(ofGroups.of(g.total))
	}
	if f.page > 0 {
		back := f
		back.page = min(f.page-1, max(0, (g.total-1)/pageRows))
		l.Prev = back.address(base)
	}
	if l.To > 0 && l.To < g.total {
		on := f
		on.page++
		l.Next = on.address(base)
	}
	return l
}

// export is where the view is taken along: all its pages, in its order.
func (f filter) export(base string) string {
	f.page = 0
	return f.address(base)
}

// strip counts the groups by state; each place narrows the list, and the one
// that is on widens it again.
func (t teller) strip(f filter, base string, c *counts) []stateLink {
	to := f
	to.page = 0
	var out []stateLink
	for _, s := range measure.States {
		if c.States[s] == 0 && f.state != s {
			continue
		}
		to.state = s
		if f.state == s {
			to.state = ""
		}
		out = append(out, stateLink{State: s, Mark: stateMarks[s], Word: t.say(stateWords[s]), Means: t.say(stateMeans[s]), N: c.States[s],
			Href: to.address(base), On: f.state == s})
	}
	return out
}

func (t teller) heads(f filter, base string) []head {
	var out []head
	for _, c := range []struct {
		key   sortKey
		label i18n.Text
		class string
	}{
		{byName, headName, ""}, {byState, sortWords[byState], ""}, {"", headSpark, ""}, {byActive, headActive, "num"},
		{"", headCarry, ""}, {byType, headType, ""}, {byRisk, headRisk, ""}, {byWaiting, sortWords[byWaiting], "num"}, {byLast, sortWords[byLast], ""},
	} {
		h := head{Label: t.say(c.label), Class: c.class}
		if c.key != "" {
			to := f
			to.page, to.sort, to.down = 0, c.key, firstDown(c.key)
			if f.sort == c.key {
				to.down = !f.down
				h.Sorted = "ascending"
				if f.down {
					h.Sorted = "descending"
				}
			}
			h.Href = to.address(base)
		}
		out = append(out, h)
	}
	return out
}

// unitOptions are the units a viewer may choose, indented as a tree. One unit
// is no choice.
func unitOptions(scope auth.Scope, units []auth.Unit, chosen id.Unit) []option {
	var out []option
	for _, u := range auth.Under(units) {
		if scope.Has(u.ID) {
			out = append(out, option{id.Show(u.ID), strings.Repeat("　", u.Depth) + cut(u.Name, 30), u.ID == chosen})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

func (t teller) row(v console.Viewer, r *listed, g *gathered) rowView {
	out := rowView{Name: t.groupName(r.Name), Href: v.At("groups", id.Show(r.ID)), State: r.State, Mark: stateMarks[r.State],
		Word: t.say(stateWords[r.State]), Revived: r.Revived, Spark: t.spark(r.Spark), Active: commas(r.Active), Members: dash,
		Band: r.Band, BandMark: bandMarks[r.Band], Waiting: r.Waiting, Last: t.time(r.LastAt)}
	var sub []string
	if n, ok := networkWords[event.Network(r.Network)]; ok {
		sub = append(sub, t.say(n))
	}
	for _, u := range g.units {
		if u.ID == r.Unit {
			sub = append(sub, cut(u.Name, 20))
		}
	}
	out.Sub = strings.Join(sub, " · ")
	if r.Members >= 0 {
		out.Members = commas(r.Members)
	}
	for _, c := range r.Carry {
		out.Carry = append(out.Carry, t.person(v, g.names, c.Member))
	}
	out.Type, out.TypeWhy = t.typeCell(r.Type, g.staffKnown)
	switch {
	case r.State == measure.Dead:
		out.Band, out.BandMark, out.Why = "", "", t.say(riskOver)
	case r.Risk != nil:
		out.BandWord, out.Why = t.say(bandWords[r.Band]), t.reason(r.Risk.Why)
	}
	if r.Waiting > 0 {
		out.Longest = t.tell(waited(r.Longest))
	}
	if r.State == measure.Unheard {
		out.Unheard = t.say(unheardWhy)
		out.Active, out.Spark, out.Type, out.TypeWhy, out.Why = dash, spark{Says: out.Unheard}, dash, out.Unheard, out.Unheard
	}
	return out
}

// typeCell is the type of a group in a list, or why there is none.
func (t teller) typeCell(name measure.TypeName, staffKnown bool) (word, why string) {
	switch {
	case name != "":
		return t.say(typeWords[name]), ""
	case !staffKnown:
		return dash, t.say(typeNeedsStaff)
	}
	return dash, t.say(typeNeedsWords)
}

// fell says by how much a fading group fell, "" where that is not known.
func (t teller) fell(b *brief) string {
	if !b.Fade.Known || b.Fade.Change >= 0 {
		return ""
	}
	return t.say(fewerSpeak, share(-b.Fade.Change))
}

// whyNeeds says why a group needs somebody today.
func (t teller) whyNeeds(r *listed) []string {
	var out []string
	if r.Waiting > 0 {
		out = append(out, t.say(whyAsked, ofQuestions.of(r.Waiting), waited(r.Longest)))
	}
	risky := r.Risk != nil && r.State != measure.Dead
	switch {
	case r.State == measure.Dormant && risky:
		out = append(out, t.reason(r.Risk.Why)) // it says for how long, and what was usual
	case r.State == measure.Dormant || r.State == measure.Dead:
		out = append(out, t.say(whySilent, ofDays.of(silentDays(r.At, r.Life))))
	default:
		if fell := t.fell(&r.brief); r.State == measure.Fading && fell != "" {
			out = append(out, fell)
		}
		if risky && (r.Band == measure.High || len(out) == 0) {
			out = append(out, t.say(whyRisk, bandWords[r.Band], t.reason(r.Risk.Why)))
		}
	}
	return out
}

// spark is a small chart of 28 days: how many people spoke on each.
type spark struct{ Path, Says string }

// sparkHeight is the height of the chart, sparkStep the width of a day.
const sparkHeight, sparkStep = 24, 4

// spark draws days, as they are kept: numbers with commas between.
func (t teller) spark(days string) spark {
	var all []int
	most := 0
	for day := range strings.SplitSeq(days, ",") {
		n, err := strconv.Atoi(day)
		if err != nil {
			return spark{} // nothing was kept
		}
		all, most = append(all, n), max(most, n)
	}
	if most == 0 {
		return spark{Says: t.say(sparkNone)}
	}
	var b strings.Builder
	spoken := 0
	for i, n := range all {
		if n == 0 {
			continue
		}
		spoken++
		height := max(2, (n*sparkHeight+most/2)/most)
		b.WriteString("M" + strconv.Itoa(i*sparkStep+2) + " " + strconv.Itoa(sparkHeight) + "v-" + strconv.Itoa(height))
	}
	return spark{b.String(), t.say(sparkSays, ofDays.of(spoken), ofPeople.of(most))}
}

// reason says the reason of a risk; of a group where somebody just spoke it does
// not say that nobody has for 0 days.
func (t teller) reason(r measure.Reason) string {
	switch {
	case r.SilentDays >= 1, r.SpokenDays > 0:
		return t.tell(r.Sentence())
	case r.UsualGap > 0:
		return t.say(spokeToday, brieflyNumber(r.UsualGap))
	}
	return t.say(spokeJustNow)
}
