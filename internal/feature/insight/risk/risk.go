// Package risk says how likely a group is to fall silent, and how likely a
// young one is to live, by models fitted on real communities.
//
// Owns: the two protocols (dying, early), their figures, the fitting, the
// measuring, and the shipped numbers in model.json. README.md is the card.
// Needs: histories, from whoever has them; who is a person is decided there.
// Never: reads files, clocks or message text; compares a group with others of
// its community, since at run time there may be only one.
package risk

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Version is the version of models this code makes and reads.
const Version = 1

// Model holds everything learned. It is plain numbers, written as JSON.
type Model struct {
	Version int      `json:"version"`
	Sources []Source `json:"sources"`
	Silence Formula  `json:"dying"`
	Young   []Days   `json:"early"`
	Bands   Bands    `json:"bands"`
	// Baselines turn one figure of the dying protocol into a probability.
	Baselines Baselines `json:"baselines"`
	// Card is how the method did on communities left out; nil unless measured.
	Card *Card `json:"card,omitempty"`
}

// Source is a community the model was fitted on.
type Source struct {
	Name      string `json:"name"`
	Groups    int    `json:"groups"`
	Questions int    `json:"questions"` // of the dying protocol
	Died      int    `json:"died"`
	Young     int    `json:"young"` // groups the early protocol knows
	Lived     int    `json:"lived"`
}

// Formula is a logistic regression: the log-odds are Bias + Σ Weight × value.
type Formula struct {
	Bias  float64 `json:"bias"`
	Terms []Term  `json:"terms"`
}

// Term is the weight of one figure, and the figure's mean where it was fitted.
type Term struct {
	Family string  `json:"family"`
	Figure string  `json:"figure"`
	Weight float64 `json:"weight"`
	Mean   float64 `json:"mean"`
}

// Days is the formula of early survival for a number of first days.
type Days struct {
	Days int `json:"days"`
	Formula
	Messages Formula `json:"baseline_messages"` // on messages alone
	People   Formula `json:"baseline_people"`   // on people alone
}

// Baselines are the one-figure rivals of the dying model.
type Baselines struct {
	DaysSilent Formula `json:"days_silent"`
	Messages30 Formula `json:"messages_30"`
}

// Verdict is what the dying model says of a group at one moment.
type Verdict struct {
	// Known is false where the question makes no sense: no person wrote in
	// the last Horizon days, or ever.
	Known bool
	// P is the probability that no person writes in the next Horizon days.
	// It is measured on kinds of communities named in the card only;
	// elsewhere show Band.
	P    float64
	Band Band
	// DaysSilent is how long no person has written, in days.
	DaysSilent float64
	// UsualGap is the mean distance between days on which people wrote, in
	// the 90 days before the silence began; 0 where there was one such day.
	UsualGap float64
	// Why lists what speaks for silence most, strongest first, at most three.
	Why []Reason
}

// Dying judges h at a moment, from nothing that happened after it.
func (m *Model) Dying(h History, at int64) Verdict {
	l := people(h).until(at)
	if len(l.at) == 0 {
		return Verdict{}
	}
	v := Verdict{DaysSilent: inDays(at - l.at[len(l.at)-1]), UsualGap: usualGap(l)}
	if v.DaysSilent > Horizon {
		return v
	}
	v.Known = true
	v.P = logistic(m.Silence.logit(figuresAt(l, at, m.Silence.families())))
	v.Band = m.Bands.Of(v.P)
	v.Why = m.why(l, at, v)
	return v
}

// Early returns the probability that h, from its first days alone, is alive
// in days EarlyFrom to EarlyTo. It is unknown where no person ever wrote,
// where those first days were not watched to their end, or for a number of
// days that is not one of EarlyDays.
func (m *Model) Early(h History, days int) (p float64, known bool) {
	l := people(h)
	i := slices.IndexFunc(m.Young, func(d Days) bool { return d.Days == days })
	if i < 0 || len(l.at) == 0 || l.at[0]+int64(days)*day > h.End {
		return 0, false
	}
	f := m.Young[i].Formula
	return logistic(f.logit(figuresEarly(l, days, f.families()))), true
}

// families lists the families f needs.
func (f Formula) families() map[string]bool {
	out := map[string]bool{}
	for _, t := range f.Terms {
		out[t.Family] = true
	}
	return out
}

// logit returns the log-odds of the figures in s, which holds those of f's
// families in the order they have always had.
func (f Formula) logit(s sheet) float64 {
	z := f.Bias
	for i, t := range f.Terms {
		z += t.Weight * s.values[i]
	}
	return z
}

// pushOf returns how far the figures of a family move the log-odds away from
// those of an average question.
func (f Formula) pushOf(s sheet, families ...string) float64 {
	z := 0.0
	for i, t := range f.Terms {
		if slices.Contains(families, t.Family) {
			z += t.Weight * (s.values[i] - t.Mean)
		}
	}
	return z
}

// fits reports whether f's terms are exactly the figures of its families.
func (f Formula) fits(s sheet) bool {
	return slices.EqualFunc(f.Terms, s.figures, func(t Term, g figure) bool {
		return t.Figure == g.name && t.Family == g.family
	})
}

// Read returns the model written in r. It fails where r holds something else,
// or a model whose figures this version does not know, in the order it has them.
func Read(r io.Reader) (*Model, error) {
	var m Model
	if err := json.NewDecoder(r).Decode(&m); err != nil {
		return nil, fault.Because(fmt.Errorf("decoding a risk model: %w", err), fault.Invalid, i18n.Text{
			Hans: "这不是一份风险模型文件。请用 huoshui insight fit 重新生成。",
			Hant: "這份檔案不是風險模型，請用 huoshui insight fit 重新產生。",
			En:   "This is not a risk model file. Make one with huoshui insight fit.",
		}.With())
	}
	known := m.Version == Version && len(m.Young) > 0 && m.Bands.Middle <= m.Bands.High
	dot := line{at: []int64{0}, who: []uint32{0}}
	known = known && m.Silence.fits(figuresAt(dot, 0, m.Silence.families()))
	for _, y := range m.Young {
		known = known && slices.Contains(EarlyDays[:], y.Days) && y.fits(figuresEarly(dot, y.Days, y.families()))
	}
	if !known {
		return nil, fault.New(fault.Invalid, i18n.Text{
			Hans: "这份风险模型是别的版本做的（文件版本 %d，这里要 %d），不能用。请用 huoshui insight fit 重新生成。",
			Hant: "這份風險模型出自其他版本（檔案版本 %d，這裡需要 %d），無法使用，請用 huoshui insight fit 重新產生。",
			En:   "This risk model was made by another version (the file says %d, %d is needed) and cannot be used. Make one with huoshui insight fit.",
		}.With(m.Version, Version))
	}
	return &m, nil
}

// Write writes m as indented JSON that Read understands.
func (m *Model) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	if err := e.Encode(m); err != nil {
		return fmt.Errorf("writing a risk model: %w", err)
	}
	return nil
}
