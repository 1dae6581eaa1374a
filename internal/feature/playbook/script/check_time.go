package script

import (
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// byDefault checks what a form holds at first.
func (c *checking) byDefault(path []string, f Field) {
	if f.From != FromForm && f.From != FromGroup {
		c.bad(path, onlyWith.With("default", "from: form, from: group"), mendTakeOut.With())
		return
	}
	if f.Kind == AMoment {
		_, err := when.ParseRule(f.Default)
		c.said(path, err)
		return
	}
	c.said(path, f.Check(f.Default))
}

// clocks checks that the fields which a time names hold times of day.
func (c *checking) clocks(path []string, text string) {
	for _, name := range Placeholders(text) {
		if c.fields[name].Kind != AClock {
			c.bad(path, noClock.With(name), mendNoClock.With(name))
		}
	}
}

// someTimes gives every time of day a value, to read what names it.
func (c *checking) someTimes() map[string]string {
	out := map[string]string{}
	for name, f := range c.fields {
		if f.Kind == AClock {
			out[name] = "12:00"
			if _, err := when.ParseClock(f.Default); err == nil {
				out[name] = f.Default
			}
		}
	}
	return out
}

// at checks from what a step counts, and how long.
func (c *checking) at(path []string, s *Step) {
	c.clocks(sub(path, "at"), s.At)
	o, err := s.Offset(c.someTimes())
	c.said(sub(path, "at"), err)
	if !c.moment {
		c.bad(sub(path, "at"), countsFromNothing.With(s.At), mendCountsFromNothing.With())
	}
	end := time.Date(2030, 1, 1, 23, 59, 0, 0, time.UTC)
	if start := end.Truncate(24 * time.Hour); c.repeat && err == nil && o.From(end, time.UTC).Before(start) {
		c.bad(sub(path, "at"), beforeRepeat.With(s.At), mendBeforeRepeat.With())
	}
	if s.After != "" {
		c.bad(sub(path, "after"), oneOf.With("at, after"), mendTakeOut.With())
	}
}

// fills takes down the fields that a task fills in.
func (c *checking) fills(path []string, names []string) {
	for i, name := range names {
		if c.fields[name].From != FromTask {
			c.bad(sub(path, strconv.Itoa(i)), notForTask.With(name), mendNotForTask.With(name))
		}
		c.filled[name] = true
	}
}

// unfilled finds the fields that no task fills in.
func (c *checking) unfilled() {
	for i, f := range c.s.Fields {
		if f.From == FromTask && !c.filled[f.Name] {
			c.bad([]string{"fields", strconv.Itoa(i)}, filledByNobody.With(f.Name), mendFilledByNobody.With(f.Name))
		}
	}
}

var (
	noClock = i18n.Text{
		Hans: "“%s”不是一个钟点项。",
		Hant: "「%s」不是一個鐘點項。",
		En:   "“%s” is no field that holds a time of day.",
	}
	mendNoClock = i18n.Text{
		Hans: "请在 fields 里加上：{name: %s, from: form, kind: clock, default: \"12:00\"}。",
		Hant: "請在 fields 裡加上：{name: %s, from: form, kind: clock, default: \"12:00\"}。",
		En:   "Add to fields: {name: %s, from: form, kind: clock, default: \"12:00\"}.",
	}
	beforeRepeat = i18n.Text{
		Hans: "“%s”在开始之前：按规则重复（every）的 SOP 只能往后算。",
		Hant: "「%s」在開始之前：按規則重複（every）的 SOP 只能往後算。",
		En:   "“%s” lies before the start: what repeats by a rule (every) counts forward only.",
	}
	mendBeforeRepeat = i18n.Text{
		Hans: "请把规则改早，或改用 moment（表里的时间）。",
		Hant: "請把規則改早，或改用 moment（表裡的時間）。",
		En:   "Let the rule begin earlier, or use a moment of the form.",
	}
	notForTask = i18n.Text{
		Hans: "“%s”不是由做待办的人填的项。",
		Hant: "「%s」不是由做待辦的人填的項。",
		En:   "“%s” is no field that a task fills in.",
	}
	mendNotForTask = i18n.Text{
		Hans: "请在 fields 里写：{name: %s, from: task}。",
		Hant: "請在 fields 裡寫：{name: %s, from: task}。",
		En:   "Write in fields: {name: %s, from: task}.",
	}
	filledByNobody = i18n.Text{
		Hans: "没有一条待办会填“%s”。",
		Hant: "沒有一條待辦會填「%s」。",
		En:   "No task fills in “%s”.",
	}
	mendFilledByNobody = i18n.Text{
		Hans: "请在一条待办里写 fill: [%s]。",
		Hant: "請在一條待辦裡寫 fill: [%s]。",
		En:   "Write fill: [%s] in a task.",
	}
	filledLater = i18n.Text{
		Hans: "说到这里，“%s”还没有人填。",
		Hant: "說到這裡，「%s」還沒有人填。",
		En:   "Nobody has filled in “%s” by then.",
	}
	mendFilledLater = i18n.Text{
		Hans: "请把填它的待办（fill: [%s]）放到前面。",
		Hant: "請把填它的待辦（fill: [%s]）放到前面。",
		En:   "Put the task that fills it (fill: [%s]) before.",
	}
)
