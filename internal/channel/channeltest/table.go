package channeltest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/channel"
)

// verdict is what became of a check.
type verdict uint8

const (
	passed verdict = iota + 1
	skipped
	failed
)

// Table is what Exercise found out about one adapter.
type Table struct {
	Modes    map[channel.Action]channel.Mode // as the adapter declares them
	verdicts map[string]verdict              // by name of the check
}

func (t *Table) note(c check, isFailed, isSkipped bool) {
	switch {
	case isFailed:
		t.verdicts[c.name] = failed
	case isSkipped:
		t.verdicts[c.name] = skipped
	default:
		t.verdicts[c.name] = passed
	}
}

// Proved reports whether the suite has seen an action behave as its mode says.
func (t Table) Proved(a channel.Action) bool {
	switch t.Modes[a] {
	case channel.None:
		if a == channel.ReadMessages {
			break
		}
		return t.verdicts["what the network has not is Unsupported"] == passed
	case channel.OutOfBand:
		return t.verdicts["what a person does is Pending"] == passed
	case channel.NeedsHuman:
		return t.verdicts["what a person does is Pending"] == passed && t.verdicts["what needs a person is told when it was done"] == passed
	}
	for _, c := range checks() {
		if slices.Contains(c.proves, a) && t.verdicts[c.name] == passed {
			return true
		}
	}
	return false
}

// Column is one adapter in a comparison.
type Column struct {
	Name  string
	Table Table
}

// Markdown writes tables side by side: how each action is done and whether
// the suite saw it, then every promise and whether it was kept.
func Markdown(columns ...Column) string {
	var b strings.Builder
	line := func(first string, cell func(Table) string) {
		b.WriteString("| " + first + " |")
		for _, c := range columns {
			b.WriteString(" " + cell(c.Table) + " |")
		}
		b.WriteString("\n")
	}
	head := func(first string) {
		b.WriteString("| " + first + " |")
		for _, c := range columns {
			b.WriteString(" " + c.Name + " |")
		}
		b.WriteString("\n|---|" + strings.Repeat("---|", len(columns)) + "\n")
	}
	head("Action")
	for _, a := range channel.Actions {
		line("`"+string(a)+"`", func(t Table) string {
			if t.Proved(a) {
				return modeName(t.Modes[a]) + " ✓"
			}
			return modeName(t.Modes[a])
		})
	}
	b.WriteString("\n✓ the suite has seen it behave so.\n\n")
	head("Promise")
	for _, c := range checks() {
		line(c.name, func(t Table) string {
			switch t.verdicts[c.name] {
			case passed:
				return "kept"
			case skipped:
				return "—"
			case failed:
				return "**broken**"
			}
			return "not tried"
		})
	}
	return b.String()
}

func modeName(m channel.Mode) string {
	names := [...]string{channel.None: "None", channel.OutOfBand: "OutOfBand", channel.NeedsHuman: "NeedsHuman", channel.Direct: "Direct"}
	if int(m) < len(names) {
		return names[m]
	}
	return fmt.Sprintf("mode %d", m)
}
