package risk

import (
	"context"
	"fmt"
	"slices"
)

// Card is how the method did on communities it never saw: for each, a model
// was fitted on all the others, recipe and all, and asked about it.
type Card struct {
	Dying       []Held  `json:"dying"`        // by community
	DyingPooled Summary `json:"dying_pooled"` // every held-out answer together
	Early       []Young `json:"early"`        // pooled, by number of days
	Bands       []Share `json:"bands"`        // held-out answers by band of the model that gave them
}

// Held is one community left out.
type Held struct {
	Community string   `json:"community"`
	Families  []string `json:"families"` // chosen by the others
	Summary
}

// Young is the pooled result for a number of first days.
type Young struct {
	Days int `json:"days"`
	Summary
}

// Share is how often a band was given, and how often it was followed by silence.
type Share struct {
	Band  string  `json:"band"`
	Rows  int     `json:"rows"`
	Share float64 `json:"share"` // of all rows
	Died  float64 `json:"died"`  // of the rows in the band
}

// LeaveOut fits a model for every community named in ask on all communities
// but that one, and reports how it did there. It takes about as many times as
// long as Fit as there are names.
func LeaveOut(ctx context.Context, communities []Community, ask []string) (*Card, error) {
	card := &Card{}
	var dying []Row
	early := make([][]Row, len(EarlyDays))
	bands := map[Band][]Row{}
	for i, c := range communities {
		if !slices.Contains(ask, c.Name) {
			continue
		}
		others := slices.Concat(communities[:i:i], communities[i+1:])
		m, err := Fit(ctx, others)
		if err != nil {
			return nil, fmt.Errorf("leaving out %s: %w", c.Name, err)
		}
		rows, sum := EvaluateDying(c.Groups, m)
		for k := range rows {
			rows[k].Community = c.Name
			b := m.Bands.Of(rows[k].P)
			bands[b] = append(bands[b], rows[k])
		}
		dying = append(dying, rows...)
		card.Dying = append(card.Dying, Held{Community: c.Name, Families: m.Silence.listed(), Summary: sum})
		for k, days := range EarlyDays {
			rows, _ := EvaluateEarly(c.Groups, m, days)
			for j := range rows {
				rows[j].Community = c.Name
			}
			early[k] = append(early[k], rows...)
		}
	}
	card.DyingPooled = Summarise(dying)
	for k, days := range EarlyDays {
		card.Early = append(card.Early, Young{Days: days, Summary: SummariseEarly(early[k])})
	}
	for _, b := range []Band{Low, Middle, High} {
		s := Share{Band: b.Name(), Rows: len(bands[b]), Share: float64(len(bands[b])) / float64(max(1, len(dying)))}
		for _, r := range bands[b] {
			s.Died += float64(r.Label) / float64(len(bands[b]))
		}
		card.Bands = append(card.Bands, s)
	}
	return card, nil
}

// listed names f's families in the order of its terms.
func (f Formula) listed() []string {
	var out []string
	for _, t := range f.Terms {
		if !slices.Contains(out, t.Family) {
			out = append(out, t.Family)
		}
	}
	return out
}
