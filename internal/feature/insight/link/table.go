package link

import (
	"fmt"
	"strings"
)

// Table shows the score as text in English, for the model card and the log of a fit.
func (s Score) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d logs, %d messages with gold links\n\n", s.Logs, s.Messages)
	b.WriteString("| links | precision | recall | F1 | baseline F1 | said | gold |\n|---|---|---|---|---|---|---|\n")
	row := func(name string, m, base Tally) {
		fmt.Fprintf(&b, "| %s | %.3f | %.3f | %.3f | %.3f | %d | %d |\n",
			name, m.Precision(), m.Recall(), m.F1(), base.F1(), m.Said, m.Gold)
	}
	row("(a) all", s.Model.All, s.Baseline.All)
	row("(b) to another person", s.Model.Others, s.Baseline.Others)
	row("(c) of those, from messages that name nobody", s.Model.Unnamed, s.Baseline.Unnamed)
	row("the right person, any message", s.Model.Persons, s.Baseline.Persons)
	row("answers anybody else", s.Model.Answers, s.Baseline.Answers)
	b.WriteString("\n| probability | links | mean probability | right |\n|---|---|---|---|\n")
	for k, band := range s.Bands {
		if band.Said > 0 {
			fmt.Fprintf(&b, "| %.1f–%.1f | %d | %.3f | %.3f |\n",
				float64(k)/10, float64(k+1)/10, band.Said, band.P/float64(band.Said), ratio(band.Right, band.Said))
		}
	}
	return b.String()
}
