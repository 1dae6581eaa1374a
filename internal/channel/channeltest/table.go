package channeltest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/channel"
)

// Verdict is what became of a check.
type Verdict uint8

const (
	passed Verdict = iota + 1
	skipped
	failed
)

// Table is what Exercise found out about one adapter.
type Table struct {
	Modes    map[channel.Action]channel.Mode // as the adapter declares them
	Verdicts map[string]Verdict              // by name of the check
}

func (t *Table) note(c check, isFailed, isSkipped bool) {
	switch {
	case isFailed:
		t.Verdicts[c.name] = failed
	case isSkipped:
		t.Verdicts[c.name] = skipped
	default:
		t.Verdicts[c.name] = passed
	}
}

// Proved reports whether the suite has seen an action behave as its mode says.
func (t Table) Proved(a channel.Action) bool {
	switch t.Modes[a] {
	case channel.None:
		if a == channel.ReadMessages {
			break
		}
		return t.Verdicts["what the network has not is Unsupported"] == passed
	case channel.OutOfBand:
		return t.Verdicts["what a person does is Pending"] == passed
	case channel.NeedsHuman:
		return t.Verdicts["what a person does is Pending"] == passed && t.Verdicts["what needs a person is told when it was done"] == passed
	}
	for _, c := range checks() {
		if slices.Contains(c.proves, a) && t.Verdicts[c.name] == passed {
			return true
		}
	}
	return false
}

// Keep writes the table under a name into the folder that HUOSHUI_CONFORMANCE
// names, where it names one; ReadColumns reads it.
func (t Table) Keep(tb testing.TB, name string) {
	tb.Helper()
	dir := os.Getenv("HUOSHUI_CONFORMANCE")
	if dir == "" {
		return
	}
	text, err := json.Marshal(Column{name, t})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".json"), text, 0o644)
	}
	if err != nil {
		tb.Error(err)
	}
}

// ReadColumns reads what Keep wrote into a folder, by name.
func ReadColumns(dir string) ([]Column, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	var out []Column
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var c Column
		if err := json.Unmarshal(text, &c); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, c)
	}
	return out, nil
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
			switch t.Verdicts[c.name] {
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
