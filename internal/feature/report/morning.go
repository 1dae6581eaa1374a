package report

import (
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Morning is what the report of a unit says of the day before, and of today. It
// names groups, never members, and quotes nobody.
type Morning struct {
	Unit        string // its name
	Day         Day    // that is told of
	Today       Day
	Human, Auto Tally
	Why         []why
	Below       []unitLine // units right below, by name
	Groups      []Attention
	Needy       int // how many groups need somebody
	ToDo        int
	Complaints  *int   // nil where nobody knows
	Late        bool   // it comes later than it should
	Link        string // to the page; "" for none
	Label       i18n.Text
}

// unitLine is how a unit below did.
type unitLine struct {
	Name string
	Rate string
	Left int // overdue
}

// Section is a part of a report: a heading, and a line each.
type Section struct {
	Head  i18n.Text
	Lines []i18n.Message
}

const (
	mostWhy    = 5
	mostGroups = 5
	mostUnits  = 12
)

// Subject is the first line of the report.
func (m *Morning) Subject() i18n.Message {
	if m.Label != (i18n.Text{}) {
		return subjectLabelled.With(m.Label, m.Unit, m.Day.Short())
	}
	return subject.With(m.Unit, m.Day.Short())
}

// Verdict is the report in one sentence.
func (m *Morning) Verdict() i18n.Message {
	all := m.Human.Plus(m.Auto)
	switch {
	case all.Due() == 0:
		return verdictNothing.With()
	case all.Skipped+all.Undone() == 0 && all.Late == 0:
		return verdictAll.With(all.Due())
	case all.Overdue == 0:
		return verdictGood.With(all.Due(), all.Done())
	}
	return verdictLeft.With(all.Due(), all.Done(), all.Overdue)
}

// Sections are the parts of the report, those with something to say.
func (m *Morning) Sections() []Section {
	var out []Section
	add := func(head i18n.Text, lines []i18n.Message) {
		if len(lines) > 0 {
			out = append(out, Section{head, lines})
		}
	}
	add(headDone, m.done())
	add(headWhy, m.whys())
	add(headUnits, m.units())
	add(headGroups, m.needy())
	add(headToday, m.ahead())
	return out
}

func (m *Morning) done() (out []i18n.Message) {
	line := func(label i18n.Text, t Tally) {
		if t.Due() == 0 {
			return
		}
		parts := []i18n.Message{lineDone.With(label, t.Due(), t.Done())}
		for _, p := range []struct {
			text i18n.Text
			n    int
		}{{partLate, t.Late}, {partSkipped, t.Skipped}, {partOverdue, t.Overdue}, {partOpen, t.Open}} {
			if p.n > 0 {
				parts = append(parts, p.text.With(p.n))
			}
		}
		out = append(out, joined(parts))
	}
	line(wordHuman, m.Human)
	line(wordAuto, m.Auto)
	return out
}

func (m *Morning) whys() (out []i18n.Message) {
	more := 0
	for i, w := range m.Why {
		if i >= mostWhy {
			more += w.N
			continue
		}
		out = append(out, lineWhy.With(reasonWord(w.Reason), w.N))
	}
	if more > 0 {
		out = append(out, lineMore.With(more))
	}
	return out
}

func (m *Morning) units() (out []i18n.Message) {
	for i, u := range m.Below {
		if i >= mostUnits {
			break
		}
		if u.Left > 0 {
			out = append(out, lineUnitLeft.With(u.Name, u.Rate, u.Left))
			continue
		}
		out = append(out, lineUnit.With(u.Name, u.Rate))
	}
	return out
}

func (m *Morning) needy() (out []i18n.Message) {
	for _, g := range m.Groups {
		if g.Why == "" {
			out = append(out, lineGroupBare.With(g.Name, g.State))
			continue
		}
		out = append(out, lineGroup.With(g.Name, g.State, g.Why))
	}
	if more := m.Needy - len(m.Groups); more > 0 {
		out = append(out, lineMoreGroups.With(more))
	}
	return out
}

func (m *Morning) ahead() []i18n.Message {
	out := []i18n.Message{lineToDo.With(m.ToDo)}
	if m.ToDo == 0 {
		out[0] = lineNoToDo.With()
	}
	if m.Complaints != nil && *m.Complaints > 0 {
		out = append(out, lineComplaints.With(*m.Complaints))
	}
	return out
}

// joined puts parts of a sentence behind each other, in any language.
func joined(parts []i18n.Message) i18n.Message {
	args := make([]any, len(parts))
	for i := range parts {
		args[i] = parts[i]
	}
	verbs := func(sep string) string { return strings.TrimSuffix(strings.Repeat("%s"+sep, len(parts)), sep) }
	return i18n.Text{Hans: verbs("，"), Hant: verbs("，"), En: verbs(", ")}.With(args...)
}

// Plain is the report as text, for e-mail and programs.
func (m *Morning) Plain(l i18n.Lang) string {
	var b strings.Builder
	b.WriteString(m.Verdict().In(l) + "\n")
	if m.Late {
		b.WriteString(saidLate.In(l) + "\n")
	}
	for _, s := range m.Sections() {
		b.WriteString("\n" + s.Head.In(l) + "\n")
		for _, line := range s.Lines {
			b.WriteString("· " + line.In(l) + "\n")
		}
	}
	b.WriteString("\n" + howCounted.In(l) + "\n")
	if m.Link != "" {
		b.WriteString(m.Link + "\n")
	}
	return b.String()
}

// longestRobot is how many bytes a group robot takes.
const longestRobot = 4096

// Markdown is the report for a group robot, cut off at a whole line where it would
// be too long.
func (m *Morning) Markdown(l i18n.Lang) string {
	lines := []string{"**" + marked(m.Subject().In(l)) + "**", marked(m.Verdict().In(l))}
	if m.Late {
		lines = append(lines, marked(saidLate.In(l)))
	}
	for _, s := range m.Sections() {
		lines = append(lines, "", "**"+marked(s.Head.In(l))+"**")
		for _, line := range s.Lines {
			lines = append(lines, "> "+marked(line.In(l)))
		}
	}
	tail := ""
	if m.Link != "" {
		tail = "\n\n[" + marked(wordOpen.In(l)) + "](" + m.Link + ")"
	}
	out := ""
	for i, line := range lines {
		if i > 0 {
			line = "\n" + line
		}
		if len(out)+len(line)+len(tail) > longestRobot {
			break
		}
		out += line
	}
	return out + tail
}

// marked is text in which nothing is taken for markdown: a group may be called
// anything.
func marked(s string) string {
	return strings.NewReplacer("*", "＊", "[", "［", "]", "］", "<", "＜", ">", "＞", "`", "＇", "\n", " ", "\r", " ").Replace(s)
}

// below are the units right below one, with how they did, by name.
func below(units []auth.Unit, unit id.Unit, by map[id.Unit]*both) (out []unitLine) {
	for _, u := range units {
		if u.Parent != unit || u.ID == unit {
			continue
		}
		var t Tally
		scope := auth.ScopeOf(units, u.ID)
		for one, b := range by {
			if scope.Has(one) {
				t = t.Plus(b.Human).Plus(b.Auto)
			}
		}
		if t.Due() > 0 {
			out = append(out, unitLine{u.Name, t.Rate(), t.Overdue})
		}
	}
	slices.SortStableFunc(out, func(a, b unitLine) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// dayBefore is the day that the report of a moment tells of.
func dayBefore(now time.Time, zone *time.Location) Day { return DayOf(now, zone) - 1 }
