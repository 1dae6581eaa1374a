package render

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// survives draws the survival curve as one line for each month, the interval
// around the share.
func (t *terminal) survives() {
	t.section(secSurvival, t.survival())
	axis := min(40, max(10, (t.width-50)/2*2))
	label := 0
	for _, p := range t.d.Whole.Survival {
		label = max(label, columns(t.tell(monthsOf.of(p.Months))))
	}
	for _, p := range t.d.Whole.Survival {
		cells := []rune(strings.Repeat("·", axis+1))
		at := func(v float64) int { return int(v*float64(axis) + .5) }
		for i := at(p.Low); i <= at(p.High); i++ {
			cells[i] = '─'
		}
		cells[at(p.Low)], cells[at(p.High)], cells[at(p.Share)] = '├', '┤', '●'
		t.fit(span{"", "  " + padLeft(t.tell(monthsOf.of(p.Months)), label) + "  "}, span{teal, string(cells)}, span{"", "  " + padLeft(percent(p.Share), 5) + " "},
			span{dim, "(" + percent(p.Low) + "–" + percent(p.High) + ")  " + t.say(atRiskOf, number(p.AtRisk))})
	}
	if len(t.d.Whole.Survival) > 0 {
		scale := "0%" + strings.Repeat(" ", axis/2-3) + "50%" + strings.Repeat(" ", axis/2-4) + "100%"
		t.fit(span{"", strings.Repeat(" ", label+4)}, span{dim, scale})
	}
}

func (t *terminal) participation() {
	t.section(secShares, t.shares())
	if t.d.Whole.Concentration == nil {
		return
	}
	t.para(dim, "", t.say(thumbRule))
	for _, p := range t.curve() {
		label := t.say(topLabel, percent(p.People))
		full, rest := t.bar(p.Messages)
		t.fit(span{"", "  " + pad(label, 8) + "  "}, full, rest, span{"", "  " + t.say(ofMessages, percent(p.Messages))},
			span{dim, "  " + t.tell(peopleOf.of(t.topPeople(p.People)))})
	}
	t.para("", "  ", t.structure())
}

func (t *terminal) unanswered() {
	t.section(secWaiting, t.waiting())
	shown := t.limit(len(t.waits), waitsShown)
	for _, w := range t.waits[:shown] {
		t.waitLine(w)
	}
	if more := len(t.waits) - shown; more > 0 {
		t.para(dim, "  ", t.say(moreWaits, questionsOf.of(more)))
	}
	if len(t.maybes) > 0 {
		t.line("")
		t.para("", "", t.say(maybeTitle))
		shown := t.limit(len(t.maybes), maybesShown)
		for _, w := range t.maybes[:shown] {
			t.waitLine(w)
		}
		if more := len(t.maybes) - shown; more > 0 {
			t.para(dim, "  ", t.say(moreWaits, itemsOf.of(more)))
		}
	}
	if len(t.waits) > 0 && !t.opt.Quotes {
		t.para(dim, "", t.say(waitingWords))
	}
}

var itemsOf = noun{text("%s 条", "%s 則", "%s"), "%s"}

func (t *terminal) waitLine(w wait) {
	room := 16
	if t.width < 72 {
		room = 8
	}
	name := pad(cutColumns(t.member(w.Member), room), room)
	t.fit(span{"", "  " + t.near(w.At) + "  " + name + "  " + t.say(waitedFor, served(w.Waited)) + "  "}, span{dim, cutColumns(t.names[w.group], 24)})
	if q := t.quote(w); q != "" {
		t.para("", "      ", "「"+q+"」")
	}
}

func (t *terminal) cards() {
	t.section(secGroups, "")
	shown := t.limit(len(t.order), cardsShown)
	for n, i := range t.order[:shown] {
		if n > 0 {
			t.line("")
		}
		t.card(i)
	}
	if more := len(t.order) - shown; more > 0 {
		t.line("")
		t.para(dim, "", t.say(moreCards, groupsOf.of(more)))
	}
}

// card shows one group.
func (t *terminal) card(i int) {
	f := t.d.Figures[i]
	t.fit(span{bold, cutColumns(t.names[i], t.width-20)}, span{"", "  "}, t.mark(f))
	t.para(dim, "  ", t.facts(f))
	t.para("", "  ", t.groupVerdict(i))
	if line, most := sparkline(f); most > 0 {
		t.row(rowDays, span{teal, line}, span{dim, "  " + t.say(mostPeople, peopleOf.of(most))})
	}
	if h := busiest(f.Hours); h >= 0 {
		t.row(rowHours, span{teal, shades(f.Hours)}, span{dim, "  " + t.say(mostHour, number(h))})
		t.row(i18n.Text{}, span{dim, "0     6     12    18   23"})
	}
	k := t.kindOf(f)
	t.field(rowType, "", k.Name)
	if k.Figures != "" && f.Type.Name != measure.TooLittle {
		t.field(i18n.Text{}, "", k.Figures)
	}
	t.field(i18n.Text{}, dim, strings.Join(k.Evidence, t.say(semicolon)))
	if k.Cause != "" {
		t.field(i18n.Text{}, "", t.say(causeThen, k.Cause))
		t.field(i18n.Text{}, "", t.say(remedyThen, k.Remedy))
	}
	t.field(rowAsk, amber, k.Echo)
	t.field(rowRoles, "", t.roles(f))
	t.field(rowAsks, "", t.asked(f))
	t.field(rowMoves, "", t.moves(f))
	t.field(rowRisk, "", t.risk(f))
	t.field(rowHealth, "", t.health(f))
	t.field(rowCarry, "", t.carry(f))
	t.field(rowNext, teal, t.needOf(i).do)
}

const labelColumns = 9

func (t *terminal) label(name i18n.Text) span {
	return span{dim, "  " + pad(t.say(name), labelColumns)}
}

// row writes a drawing under a label.
func (t *terminal) row(name i18n.Text, parts ...span) {
	t.fit(append([]span{t.label(name)}, parts...)...)
}

// field writes words under a label, and nothing where there are none.
func (t *terminal) field(name i18n.Text, code, words string) {
	if words == "" {
		return
	}
	for _, l := range wrap(words, min(t.width, wrapAt)-labelColumns-2) {
		t.fit(t.label(name), span{code, l})
		name = i18n.Text{}
	}
}

// sparkline draws the people of each of 28 days, a dot where nobody spoke.
func sparkline(f *measure.Figures) (line string, most int) {
	for _, d := range f.Spark {
		most = max(most, d.People)
	}
	steps := []rune("▁▂▃▄▅▆▇█")
	var b strings.Builder
	for _, d := range f.Spark {
		if d.People == 0 {
			b.WriteRune('·')
			continue
		}
		b.WriteRune(steps[(d.People*len(steps)-1)/most])
	}
	return b.String(), most
}

// shades draws the hours of the day, darker where more was written.
func shades(hours [24]int) string {
	most := 0
	for _, n := range hours {
		most = max(most, n)
	}
	steps := []rune("░▒▓█")
	var b strings.Builder
	for _, n := range hours {
		if n == 0 {
			b.WriteRune('·')
			continue
		}
		b.WriteRune(steps[(n*len(steps)-1)/most])
	}
	return b.String()
}

// leftOut says what could not be read, where something could not.
func (t *terminal) leftOut() {
	title, lines := t.skips(skipsShown)
	if len(lines) == 0 && t.d.Heading.SkippedLines == 0 {
		return
	}
	t.section(secSkips, title)
	for _, l := range lines {
		t.para(dim, "  ", l)
	}
}
