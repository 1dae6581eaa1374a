package script

import (
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// Fill puts values into the double braces of a text, and lists the fields for which
// there is none; those stay as they stand.
func Fill(text string, values map[string]string) (out string, lacking []string) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{{")
		name, after, closed := strings.Cut(rest, "}}")
		if !ok || !closed {
			b.WriteString(text)
			return b.String(), lacking
		}
		b.WriteString(before)
		name = strings.TrimSpace(name)
		if value := values[name]; value != "" {
			b.WriteString(value)
		} else {
			b.WriteString("{{" + name + "}}")
			lacking = append(lacking, name)
		}
		text = after
	}
}

// Rule is the repetition of a start, at the time of day that stands beside it.
func (s *Start) Rule(values map[string]string) (when.Rule, error) {
	if s.At == "" {
		return when.ParseRule(s.Every)
	}
	at, err := s.Clock(values)
	if err != nil {
		return when.Rule{}, err
	}
	hour, minute, _ := strings.Cut(at.String(), ":")
	return when.ParseRule(strings.TrimSuffix(s.Every, ";") + ";BYHOUR=" + hour + ";BYMINUTE=" + minute)
}

// Clock is the time of day of a start, midnight where none is given.
func (s *Start) Clock(values map[string]string) (when.Clock, error) {
	if s.At == "" {
		return 0, nil
	}
	text, _ := Fill(s.At, values)
	return when.ParseClock(text)
}

// Offset is how long before or after the moment of its run a step is, at the time
// of day that a field may hold.
func (s *Step) Offset(values map[string]string) (when.Offset, error) {
	text, _ := Fill(s.At, values)
	return when.ParseOffset(text)
}

// Later is the instant a length of time after t; days and weeks are those of the
// calendar of zone. What is no length of time adds nothing: the reader has seen to
// that.
func Later(t time.Time, span string, zone *time.Location) time.Time {
	if weeks, ok := strings.CutSuffix(span, "w"); ok {
		for range 7 {
			t = Later(t, weeks+"d", zone)
		}
		return t
	}
	o, err := when.ParseOffset("T+" + span)
	if err != nil {
		return t
	}
	return o.From(t, zone)
}

// momentForm is how a field of kind moment is written.
const momentForm = "2006-01-02 15:04"

// ParseMoment reads the value of a field of kind moment, by the clocks of zone.
func ParseMoment(text string, zone *time.Location) (time.Time, bool) {
	for _, form := range []string{momentForm, "2006-01-02T15:04", time.RFC3339} {
		if t, err := time.ParseInLocation(form, strings.TrimSpace(text), zone); err == nil {
			return when.At(when.DateOf(t, zone), when.Clock(t.In(zone).Hour()*60+t.In(zone).Minute()), zone), true
		}
	}
	return time.Time{}, false
}

// Spoken is a moment as people say it: 3 月 9 日周六 20:00. It is what the braces of
// a text hold of a field of kind moment.
func Spoken(t time.Time, zone *time.Location) i18n.Text {
	t = t.In(zone)
	day := int(t.Weekday())
	return i18n.Text{
		Hans: t.Format("1 月 2 日周") + string([]rune("日一二三四五六")[day]) + t.Format(" 15:04"),
		Hant: t.Format("1 月 2 日週") + string([]rune("日一二三四五六")[day]) + t.Format(" 15:04"),
		En:   t.Format("Monday, 2 January, 15:04"),
	}
}

// Defaults are the values that the form holds at first; moments are the next of
// their repetitions after now.
func (s *Playbook) Defaults(now time.Time, zone *time.Location) map[string]string {
	out := map[string]string{}
	for _, f := range s.Fields {
		if f.Default == "" {
			continue
		}
		out[f.Name] = f.Default
		if f.Kind != AMoment {
			continue
		}
		delete(out, f.Name)
		if rule, err := when.ParseRule(f.Default); err == nil {
			if t, ok := rule.Next(now, zone); ok {
				out[f.Name] = t.In(zone).Format(momentForm)
			}
		}
	}
	return out
}
