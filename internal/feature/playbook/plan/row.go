package plan

import (
	"fmt"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Row is a step as a table shows it: when it comes, counted from the start or from
// the step before, and in which way.
type Row struct {
	When  i18n.Message
	Step  *script.Step
	Way   i18n.Message // the way that leads into this list of steps; none outside
	Depth int
}

// Rows lists all steps of a playbook in the order in which they are written; waits
// are added to what follows them. Times of day are those that were filled in, else
// the ones that stand there beforehand.
func Rows(p *script.Playbook, filled map[string]string) []Row {
	t := table{values: settled(p, filled)}
	t.steps(p.Steps, i18n.Message{}, 0, asItBegins.With())
	return t.out
}

// settled is what holds where only some was filled in.
func settled(p *script.Playbook, filled map[string]string) map[string]string {
	out := p.Defaults(nowhen, time.UTC)
	for name, value := range filled {
		if value != "" {
			out[name] = value
		}
	}
	return out
}

type table struct {
	values map[string]string
	out    []Row
}

func (t *table) steps(steps []script.Step, way i18n.Message, depth int, first i18n.Message) {
	waited := ""
	for i := range steps {
		s := &steps[i]
		if s.Wait != "" {
			waited = s.Wait
			continue
		}
		at := then.With()
		switch {
		case s.At != "":
			text, _ := script.Fill(s.At, t.values)
			at = shownOffset(text)
		case s.After != "":
			at = laterBy.With(Span(s.After))
		case waited != "":
			at = laterBy.With(Span(waited))
		case i == 0:
			at = first
		}
		waited = ""
		t.out = append(t.out, Row{When: at, Step: s, Way: way, Depth: depth})
		t.inside(s, depth+1)
	}
}

func (t *table) inside(s *script.Step, depth int) {
	switch {
	case s.Await != nil:
		t.steps(s.Await.Came, cameWay.With(), depth, assoon.With())
		t.steps(s.Await.Not, notWay.With(Span(s.Await.Within)), depth, laterBy.With(Span(s.Await.Within)))
	case s.Branch != nil:
		for _, arm := range s.Branch {
			way := elseWay.With()
			switch {
			case arm.Unknown:
				way = unknownWay.With()
			case arm.If != "":
				way = ifWay.With(arm.If)
			}
			t.steps(arm.Do, way, depth, then.With())
		}
	case s.Split != nil:
		for _, part := range s.Split.Parts {
			t.steps(part.Do, partWay.With(part.Name, part.Share), depth, then.With())
		}
	case s.Task != nil:
		for _, c := range s.Task.Choices {
			t.steps(c.Do, choiceWay.With(i18n.Message{Text: i18n.Text{Hans: c.Name.In(i18n.ZhHans), Hant: c.Name.In(i18n.ZhHant), En: c.Name.In(i18n.En)}}), depth, assoon.With())
		}
	}
}

// Span is a length of time as people say it.
func Span(text string) i18n.Message {
	for unit, words := range map[string]i18n.Text{"min": minutes, "h": hours, "d": days, "w": weeks} {
		if n, ok := strings.CutSuffix(text, unit); ok && n != "" && strings.Trim(n, "0123456789") == "" {
			return words.With(n)
		}
	}
	return asWritten.With(text)
}

// shownOffset is "T-3d 12:00" as people say it.
func shownOffset(text string) i18n.Message {
	first, clock, _ := strings.Cut(text, " ")
	rest := strings.TrimPrefix(first, "T")
	sign, span := "", strings.TrimLeft(rest, "+-")
	if rest != span {
		sign = rest[:1]
	}
	switch {
	case span == "" || strings.Trim(span, "0dhmin") == "":
		if clock == "" {
			return atT.With()
		}
		return onTheDay.With(clock)
	case sign == "-" && clock == "":
		return beforeT.With(Span(span))
	case sign == "-":
		return beforeTAt.With(Span(span), clock)
	case clock == "":
		return afterT.With(Span(span))
	}
	return afterTAt.With(Span(span), clock)
}

func spaced(clock string) string {
	if clock == "" {
		return ""
	}
	return " " + clock
}

// Starts says in a sentence each when a playbook begins, by what was filled in.
func Starts(p *script.Playbook, filled map[string]string) (out []i18n.Message) {
	values := settled(p, filled)
	for i := range p.Start {
		out = append(out, began(&p.Start[i], values))
	}
	return out
}

func began(s *script.Start, values map[string]string) i18n.Message {
	at, _ := script.Fill(s.At, values)
	switch {
	case s.On != "" && s.Nth > 0:
		return nthTime.With(event(s.On), s.Nth)
	case s.On != "" && s.Gather.For != "":
		return gathered.With(event(s.On), Span(s.Gather.For), s.Gather.Most)
	case s.On != "":
		return onEvent.With(event(s.On))
	case s.Every != "":
		return repeated(s.Every, at)
	case s.Festival != "":
		return onDay.With(s.Festival+spaced(s.Shift), at)
	case s.Yearly == "birthday":
		return birthday.With(at)
	case s.Yearly != "":
		return joinedDay.With(at)
	case s.Moment != "":
		return fromMoment.With(s.Moment)
	case s.Silent != "":
		return silentFor.With(Span(s.Silent))
	case s.Becomes != "":
		return becomes.With(state(s.Becomes))
	}
	return byHand.With()
}

// Rule is a repetition as people say it.
func Rule(text string) i18n.Message { return repeated(text, "") }

// repeated is a rule as people say it; a rule that is seldom written stands as it is.
func repeated(rule, at string) i18n.Message {
	parts := map[string]string{}
	for part := range strings.SplitSeq(strings.TrimPrefix(rule, "RRULE:"), ";") {
		key, value, _ := strings.Cut(part, "=")
		parts[key] = value
	}
	if at == "" && parts["BYHOUR"] != "" {
		at = fmt.Sprintf("%02s:%02s", parts["BYHOUR"], parts["BYMINUTE"])
	}
	_, nth := parts["BYMONTHDAY"]
	switch {
	case parts["FREQ"] == "DAILY" && parts["BYDAY"] == "":
		return everyDay.With(at)
	case parts["FREQ"] == "WEEKLY" && parts["BYDAY"] != "":
		return everyWeek.With(weekdays(parts["BYDAY"]), at)
	case parts["FREQ"] == "MONTHLY" && nth:
		return everyMonth.With(parts["BYMONTHDAY"], at)
	}
	return asWritten.With(rule + spaced(at))
}
