package script

import (
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/wording"
)

// Placeholders lists the fields that a text names, each once, in order.
func Placeholders(text string) (out []string) {
	for {
		_, rest, ok := strings.Cut(text, "{{")
		if !ok {
			return out
		}
		name, after, ok := strings.Cut(rest, "}}")
		if !ok {
			return out
		}
		if name = strings.TrimSpace(name); name != "" && !strings.ContainsAny(name, "{}") && !slices.Contains(out, name) {
			out = append(out, name)
		}
		text = after
	}
}

// text checks something that is said to people.
func (c *checking) text(path []string, text string, long bool) {
	if text == "" {
		return
	}
	for _, name := range Placeholders(text) {
		f, ok := c.fields[name]
		if !ok && !isBuiltIn(name) {
			c.bad(path, unknownField.With(name), mendUnknownField.With(name, c.known()))
		}
		if f.From == FromTask && !c.filled[name] {
			c.bad(path, filledLater.With(name), mendFilledLater.With(name))
		}
	}
	live := []string{"人数"}
	for name, f := range c.fields {
		if f.From == FromLive || f.From == FromEvent || f.Kind == AMoment {
			live = append(live, name)
		}
	}
	for _, f := range (wording.Reading{Live: live, Long: long}).Check(text) {
		what := says.With(shown(text[f.From:f.To]), i18n.Message{Text: f.Why})
		if f.Refused {
			c.bad(path, what, i18n.Message{Text: f.Remedy})
		} else {
			c.doubt(path, what, i18n.Message{Text: f.Remedy})
		}
	}
}
