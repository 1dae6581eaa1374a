package render

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// Options are how a report is wanted.
type Options struct {
	Lang   i18n.Lang // "" for the diagnosis's own
	Color  bool      // the terminal shows colour
	Width  int       // columns of the terminal; 0 for 100
	Quotes bool      // show the words of unanswered questions
	All    bool      // show every group, question and skipped line that is known
	Sample bool      // the groups are invented; say so where it cannot be missed
}

// story is a diagnosis with everything both reports tell of it worked out.
type story struct {
	d      *diagnose.Diagnosis
	opt    Options
	lang   i18n.Lang
	zone   *time.Location
	names  []string // of groups, fit for a screen
	order  []int    // groups, those that need someone most first
	needs  []need   // of the groups that need someone, in that order
	waits  []wait   // unanswered questions, newest first
	maybes []wait   // pictures and voices that may be questions
}

// wait is an unanswered question and where it was asked.
type wait struct {
	measure.Ask
	group int // index into Figures
}

func newStory(d *diagnose.Diagnosis, opt Options) *story {
	s := &story{d: d, opt: opt, lang: cmp.Or(opt.Lang, d.Heading.Lang, i18n.ZhHans), zone: d.Heading.Zone}
	if s.zone == nil {
		s.zone = time.UTC
	}
	for i, f := range d.Figures {
		name := clean(f.Name)
		if name == "" {
			name = cmp.Or(clean(f.ID), s.say(noName))
		}
		s.names = append(s.names, cutRunes(name, 60))
		s.order = append(s.order, i)
		for _, a := range f.Waiting {
			w := wait{a, i}
			if a.Maybe {
				s.maybes = append(s.maybes, w)
			} else {
				s.waits = append(s.waits, w)
			}
		}
	}
	newest := func(a, b wait) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(a.group, b.group)) }
	slices.SortStableFunc(s.waits, newest)
	slices.SortStableFunc(s.maybes, newest)
	slices.SortStableFunc(s.order, s.byNeed)
	for _, i := range s.order {
		if n := s.needOf(i); len(n.why) > 0 {
			s.needs = append(s.needs, n)
		}
	}
	return s
}

// byNeed puts the groups that need someone first, then the liveliest.
func (s *story) byNeed(a, b int) int {
	x, y := s.d.Figures[a], s.d.Figures[b]
	return cmp.Or(
		cmp.Compare(y.Need(), x.Need()),
		cmp.Compare(slices.Index(measure.States[:], x.State), slices.Index(measure.States[:], y.State)),
		cmp.Compare(y.Roles.Active, x.Roles.Active),
		cmp.Compare(y.Messages, x.Messages),
		cmp.Compare(a, b))
}

// say renders words in the reader's language.
func (s *story) say(t i18n.Text, args ...any) string { return t.With(args...).In(s.lang) }

func (s *story) tell(m i18n.Message) string { return m.In(s.lang) }

// list joins words the way the language does.
func (s *story) list(words []string) string {
	if s.lang == i18n.En {
		return strings.Join(words, ", ")
	}
	return strings.Join(words, "、")
}

// sentences joins whole sentences.
func (s *story) sentences(words ...string) string {
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "" })
	if s.lang == i18n.En {
		return strings.Join(words, " ")
	}
	return strings.Join(words, "")
}

// member is the name of a member, fit for a screen.
func (s *story) member(m uint32) string {
	return cmp.Or(cutRunes(clean(s.d.Name(m)), 30), s.say(noName))
}

// quote is the text of an unanswered question, "" where it is not to be shown.
func (s *story) quote(w wait) string {
	if !s.opt.Quotes {
		return ""
	}
	return cutRunes(clean(s.d.Quote(w.group, w.Key)), 140)
}

// asOf is the first line of every report: which time, and where it comes from.
func (s *story) asOf() string {
	h := &s.d.Heading
	return s.say(asOfFrom(h.From), s.minute(h.At), s.zone.String())
}

func asOfFrom(from string) i18n.Text {
	switch from {
	case "flag":
		return asOfFlag
	case "stamp":
		return asOfStamp
	case "now":
		return asOfNow
	default:
		return asOfLast
	}
}

// staleAfter is how long before the run's own clock the last event may be
// before the reader is asked what that means.
const staleAfter = 7 * 24 * time.Hour

// stale asks whether silence or the end of the record came last, "" where
// nothing needs asking.
func (s *story) stale() string {
	if s.d.Heading.From != "last_event" || s.d.StampAge <= staleAfter {
		return ""
	}
	return s.say(lastIsOld, lasted(s.d.StampAge.Hours()/24))
}

// totals says what was read.
func (s *story) totals() string {
	w := s.d.Whole
	parts := []string{s.tell(groupsOf.of(w.Groups)), s.tell(messagesOf.of(w.Messages)), s.tell(peopleOf.of(w.People))}
	if w.Staff > 0 {
		parts = append(parts, s.tell(staffOf.of(w.Staff)))
	}
	if w.Bots > 0 {
		parts = append(parts, s.tell(botsOf.of(w.Bots)))
	}
	return strings.Join(parts, " · ")
}

// alive is how many groups still live, fading ones included.
func (s *story) alive() int {
	n := 0
	for _, st := range []measure.State{measure.Thriving, measure.Steady, measure.Forming, measure.Fading, measure.QuietBuying} {
		n += s.d.Whole.States[st]
	}
	return n
}

// verdict is the portfolio in one sentence: how many live, how many fade.
func (s *story) verdict() string {
	w := s.d.Whole
	switch {
	case w.Groups == 0:
		return s.say(noGroups)
	case w.Groups == 1:
		return s.say(theGroup, s.names[0], s.groupVerdict(0))
	}
	alive, fading := s.alive(), w.States[measure.Fading]
	head := s.say(someAlive, groupsOf.of(w.Groups), number(alive))
	switch {
	case alive == w.Groups:
		head = s.say(allAlive, groupsOf.of(w.Groups))
	case alive == 0:
		head = s.say(noneAlive, groupsOf.of(w.Groups))
	}
	if fading > 0 {
		head += s.say(ofThemFading, number(fading))
	}
	var rest []string
	for _, c := range []struct {
		n int
		t i18n.Text
	}{
		{w.States[measure.Dormant], areDormant}, {w.States[measure.Dead], areDead},
		{w.States[measure.Empty], areEmpty}, {w.States[measure.Ended], areEnded},
	} {
		if c.n > 0 {
			rest = append(rest, s.say(c.t, number(c.n)))
		}
	}
	if len(rest) > 0 && alive > 0 {
		head += s.say(andRest, s.list(rest))
	} else if len(rest) > 0 {
		head += s.say(onlyRest, s.list(rest))
	}
	return head + s.say(fullStop)
}

// fading says why groups fade, or that all fell together; "" where none does.
func (s *story) fading() string {
	if s.d.Whole.FellTogether {
		return s.say(fellTogether)
	}
	var worst []int
	for i, f := range s.d.Figures {
		if f.State == measure.Fading {
			worst = append(worst, i)
		}
	}
	if len(worst) == 0 {
		return ""
	}
	slices.SortStableFunc(worst, func(a, b int) int {
		return cmp.Compare(s.d.Figures[a].Fade.Change, s.d.Figures[b].Fade.Change)
	})
	var words []string
	for _, i := range worst[:min(len(worst), 3)] {
		words = append(words, s.say(fewerBy, s.names[i], percent(-s.d.Figures[i].Fade.Change)))
	}
	if more := len(worst) - len(words); more > 0 {
		return s.say(fadingFirst, s.list(words), number(more))
	}
	return s.say(fadingAre, s.list(words))
}

// today says how many groups need someone, and for what.
func (s *story) today() string {
	if len(s.needs) == 0 {
		return s.say(nobodyNeeded)
	}
	if s.d.Whole.Groups == 1 {
		return strings.Join(s.needs[0].why, s.say(semicolon)) + s.say(fullStop)
	}
	asked, fell, fades, atRisk := 0, 0, 0, 0
	for _, n := range s.needs {
		f := s.d.Figures[n.group]
		switch {
		case n.questions > 0:
			asked++
		case f.State == measure.Fading:
			fades++
		case f.State == measure.Dormant || f.State == measure.Dead:
			fell++
		default:
			atRisk++
		}
	}
	var words []string
	for _, c := range []struct {
		n int
		t i18n.Text
	}{{asked, needAnswers}, {fades, needFading}, {fell, needSilent}, {atRisk, needRisk}} {
		if c.n > 0 {
			words = append(words, s.say(c.t, number(c.n)))
		}
	}
	return s.say(needToday, groupsOf.of(len(s.needs)), s.list(words))
}
