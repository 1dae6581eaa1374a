package script

import (
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// checking is a document while it is held to what no schema can say.
type checking struct {
	p      *paper
	read   *cond.Compiler
	s      *Playbook
	fields map[string]Field
	ids    map[string]bool
	filled map[string]bool // fields that a task before has filled in
	moment bool            // steps may count from a moment
	repeat bool            // and from no earlier one
	out    []Problem
}

func check(p *paper, read *cond.Compiler, s *Playbook) []Problem {
	c := &checking{p: p, read: read, s: s, fields: map[string]Field{}, ids: map[string]bool{}, filled: map[string]bool{}}
	for i := range s.Fields {
		c.field([]string{"fields", strconv.Itoa(i)}, s.Fields[i])
	}
	c.condition([]string{"if"}, s.If)
	starts := map[string]bool{}
	for i := range s.Start {
		path := []string{"start", strconv.Itoa(i)}
		if starts[s.Start[i].ID] {
			c.bad(sub(path, "id"), twice.With(s.Start[i].ID), mendTwice.With())
		}
		starts[s.Start[i].ID] = true
		c.start(path, &s.Start[i])
	}
	for i := range s.Stop {
		c.condition([]string{"stop", strconv.Itoa(i), "if"}, s.Stop[i].If)
	}
	c.steps([]string{"steps"}, s.Steps, false)
	c.unfilled()
	c.untold()
	return c.out
}

// sub is a part of a place.
func sub(path []string, names ...string) []string { return append(slices.Clone(path), names...) }

func (c *checking) bad(path []string, what, remedy i18n.Message) {
	c.out = append(c.out, c.p.problem(path, what, remedy))
}

func (c *checking) doubt(path []string, what, remedy i18n.Message) {
	q := c.p.problem(path, what, remedy)
	q.Warning = true
	c.out = append(c.out, q)
}

// said takes over what another package says of a text.
func (c *checking) said(path []string, err error) {
	if err != nil {
		c.bad(path, fault.Public(err), mendByManual.With())
	}
}

// condition checks a condition, where one is given.
func (c *checking) condition(path []string, text string) {
	if text != "" {
		_, err := c.read.Compile(text)
		c.said(path, err)
	}
}

func (c *checking) field(path []string, f Field) {
	if _, ok := c.fields[f.Name]; ok || isBuiltIn(f.Name) {
		c.bad(sub(path, "name"), twice.With(f.Name), mendTwice.With())
	}
	c.fields[f.Name] = f
	switch {
	case f.From == FromLive && f.Of == "":
		c.bad(path, liveOfWhat.With(f.Name), mendLiveOfWhat.With())
	case f.From == FromLive && !isFigure(f.Of):
		c.doubt(sub(path, "of"), noSuchFigure.With(shown(f.Of)), mendNoSuchFigure.With(figureNames()))
	case f.Fresh != "" && f.From != FromLive:
		c.bad(sub(path, "fresh"), onlyLive.With("fresh"), mendTakeOut.With())
	}
	if f.Default != "" {
		c.byDefault(sub(path, "default"), f)
	}
}

// start checks that a start says one thing, and says it well.
func (c *checking) start(path []string, s *Start) {
	ways := named(map[string]bool{"on": s.On != "", "every": s.Every != "", "festival": s.Festival != "", "yearly": s.Yearly != "",
		"moment": s.Moment != "", "silent": s.Silent != "", "becomes": s.Becomes != "", "hand": s.Hand})
	if len(ways) != 1 {
		c.bad(path, startsHow.With(len(ways), strings.Join(ways, ", ")), mendStartsHow.With())
		return
	}
	if s.On == "" && (s.Where != "" || s.Nth != 0 || s.Gather != Gather{}) {
		c.bad(path, onlyWith.With("where, nth, gather", "on"), mendTakeOut.With())
	}
	if s.Festival == "" && s.Yearly == "" && (s.Shift != "" || s.At != "" && s.Every == "") {
		c.bad(path, onlyWith.With("shift, at", "festival, yearly"), mendTakeOut.With())
	}
	c.condition(sub(path, "where"), s.Where)
	c.clocks(sub(path, "at"), s.At)
	var err error
	if s.Every != "" {
		_, err = s.Rule(c.someTimes())
		c.said(sub(path, "every"), err)
	}
	if s.Gather.Hours != "" {
		_, err = when.ParseWindow(s.Gather.Hours)
		c.said(sub(path, "gather", "hours"), err)
	}
	if s.Festival != "" {
		_, err = when.FestivalNamed(s.Festival)
		c.said(sub(path, "festival"), err)
	}
	if s.Shift != "" {
		_, err = when.ParseOffset(s.Shift)
		c.said(sub(path, "shift"), err)
	}
	c.moment = c.moment || s.Moment != "" || s.Festival != "" || s.Every != "" || s.Yearly != ""
	c.repeat = c.repeat || s.Every != ""
	if f, ok := c.fields[s.Moment]; s.Moment != "" && (!ok || f.Kind != AMoment) {
		c.bad(sub(path, "moment"), noMoment.With(s.Moment), mendNoMoment.With(s.Moment))
	}
	if (s.Yearly != "" || s.Nth != 0) && c.s.Per != PerMember {
		c.bad(path, onlyPer.With("yearly, nth", string(PerMember)), mendPer.With())
	}
	if s.Becomes != "" && c.s.Per != PerGroup {
		c.bad(path, onlyPer.With("becomes", string(PerGroup)), mendPer.With())
	}
}

// named lists the words of which something is given, in order.
func named(given map[string]bool) (out []string) {
	for name, is := range given {
		if is {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// steps checks a list of steps; decided says that a person has chosen it.
func (c *checking) steps(path []string, steps []Step, decided bool) {
	for i := range steps {
		c.step(sub(path, strconv.Itoa(i)), &steps[i], decided)
	}
}

func (c *checking) step(path []string, s *Step, decided bool) {
	if c.ids[s.ID] {
		c.bad(sub(path, "id"), twice.With(s.ID), mendTwice.With())
	}
	c.ids[s.ID] = true
	c.condition(sub(path, "if"), s.If)
	deeds := s.deeds()
	if len(deeds) != 1 {
		c.bad(path, doesWhat.With(s.ID, len(deeds), strings.Join(deeds, ", ")), mendDoesWhat.With())
	}
	if s.At != "" {
		c.at(path, s)
	}
	if s.Hold != nil {
		c.condition(sub(path, "hold", "while"), s.Hold.While)
	}
	if s.Hours != "" {
		_, err := when.ParseWindow(s.Hours)
		c.said(sub(path, "hours"), err)
	}
	c.deed(path, s, decided)
}

// deeds lists what a step does.
func (s *Step) deeds() []string {
	return named(map[string]bool{"say": s.Say != nil, "task": s.Task != nil, "tag": s.Tag != nil, "untag": s.Untag != nil, "wait": s.Wait != "",
		"await": s.Await != nil, "branch": s.Branch != nil, "split": s.Split != nil, "invite": s.Invite != nil, "remove": s.Remove != nil,
		"hook": s.Hook != nil, "call": s.Call != nil, "extend": s.Extend != nil})
}

func (c *checking) deed(path []string, s *Step, decided bool) {
	if c.s.Per != PerMember && (s.Tag != nil || s.Untag != nil || s.Invite != nil || s.Remove != nil) {
		c.bad(path, onlyPer.With(strings.Join(s.deeds(), ", "), string(PerMember)), mendPer.With())
	}
	switch {
	case s.Say != nil:
		c.say(sub(path, "say"), s.Say)
	case s.Task != nil:
		c.task(sub(path, "task"), s.Task)
	case s.Await != nil:
		c.condition(sub(path, "await", "where"), s.Await.Where)
		c.steps(sub(path, "await", "came"), s.Await.Came, decided)
		c.steps(sub(path, "await", "not"), s.Await.Not, decided)
	case s.Branch != nil:
		for i, arm := range s.Branch {
			at := sub(path, "branch", strconv.Itoa(i))
			c.arm(at, s.Branch, i)
			c.condition(sub(at, "if"), arm.If)
			c.steps(sub(at, "do"), arm.Do, decided)
		}
	case s.Split != nil:
		c.split(sub(path, "split", "parts"), s.Split, decided)
	case s.Invite != nil:
		c.text(sub(path, "invite", "text"), s.Invite.Text, false)
		c.invited(sub(path, "invite", "to"), s.Invite)
	case s.Remove != nil:
		if !decided {
			c.bad(sub(path, "remove"), removesAlone.With(), mendRemovesAlone.With())
		}
		c.text(sub(path, "remove", "tell"), s.Remove.Tell, false)
	}
}

// arm checks that a way of a branch can be taken.
func (c *checking) arm(path []string, all []Arm, i int) {
	unknown := func(a Arm) bool { return a.Unknown }
	switch one := all[i]; {
	case one.Unknown && one.If != "", one.Unknown && slices.IndexFunc(all, unknown) != i:
		c.bad(sub(path, "unknown"), oneUnknown.With(), i18n.Message{})
	case !one.Unknown && one.If == "" && slices.ContainsFunc(all[i+1:], func(a Arm) bool { return !a.Unknown }):
		c.bad(path, neverReached.With(), mendNeverReached.With())
	}
}

// invited checks that nobody can choose by their own name into which group the
// program asks them.
func (c *checking) invited(path []string, i *Invite) {
	for _, name := range Placeholders(i.To) {
		if from := c.fields[name].From; i.Direct && from != FromForm && from != FromGroup {
			c.bad(path, invitesWhere.With(name), i18n.Message{})
		}
	}
}

func (c *checking) split(path []string, s *Split, decided bool) {
	sum, held := 0, 0
	for i, part := range s.Parts {
		sum += part.Share
		at := sub(path, strconv.Itoa(i))
		if part.Held {
			held++
			if len(part.Do) > 0 {
				c.bad(sub(at, "do"), heldDoes.With(), mendTakeOut.With())
			}
		}
		c.steps(sub(at, "do"), part.Do, decided)
	}
	if sum != 100 {
		c.bad(path, sharesSum.With(sum), mendShares.With())
	}
	if held > 1 {
		c.bad(path, oneHeld.With(), mendTakeOut.With())
	}
}

func (c *checking) say(path []string, s *Say) {
	if s.To == "member" && c.s.Per != PerMember {
		c.bad(sub(path, "to"), onlyPer.With("to: member", string(PerMember)), mendPer.With())
	}
	long := s.Long || s.To == "announcement"
	live := ""
	for i, w := range s.Wordings {
		at := sub(path, "wordings", strconv.Itoa(i))
		c.text(at, w.Text, long)
		c.condition(sub(at, "if"), w.If)
		if s.Choose == "tone" && w.Tone == "" {
			c.bad(at, noTone.With(), mendMore.With())
		}
		if name := c.live(w.Text); name != "" {
			live = name
		}
	}
	for i, w := range s.Without {
		at := sub(path, "without", strconv.Itoa(i))
		c.text(at, w.Text, long)
		if name := c.live(w.Text); name != "" {
			c.bad(at, withoutHasLive.With(name), mendTakeOut.With())
		}
	}
	if live != "" && len(s.Without) == 0 && c.fields[live].Else.Hans == "" {
		c.doubt(path, noWithout.With(live), mendNoWithout.With())
	}
	if s.Card != nil {
		for name, text := range map[string]string{"title": s.Card.Title, "about": s.Card.About} {
			c.text(sub(path, "card", name), text, long)
		}
	}
}

// live is a field of the text that is looked up at the moment of sending.
func (c *checking) live(text string) string {
	for _, name := range Placeholders(text) {
		if c.fields[name].From == FromLive {
			return name
		}
	}
	return ""
}

func (c *checking) task(path []string, t *Task) {
	c.text(sub(path, "text"), t.Text, true)
	c.text(sub(path, "do"), t.Do.Hans, true)
	c.fills(sub(path, "fill"), t.Fill)
	defaults := 0
	for i, choice := range t.Choices {
		if choice.Default {
			defaults++
		}
		at := sub(path, "choices", strconv.Itoa(i))
		if choice.Default && slices.ContainsFunc(choice.Do, func(s Step) bool { return s.Remove != nil }) {
			c.bad(sub(at, "default"), removesByDefault.With(), mendRemovesAlone.With())
		}
		c.steps(sub(at, "do"), choice.Do, true)
	}
	if defaults > 1 {
		c.bad(sub(path, "choices"), oneDefault.With(), mendTakeOut.With())
	}
}
