package engine_test

import (
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

const yearlies = `
sop: 1
name: days
title: 日子
per: member
start:
  - {id: birthday, yearly: birthday, at: "10:00"}
  - {id: before, yearly: birthday, shift: T-3d, at: "10:00"}
  - {id: joined, yearly: joined, at: "9:00"}
steps:
  - {id: word, say: {to: member, wordings: ["祝好。"]}}
`

// TestWhatComesIsWhatBegins: the days that are foreseen over three years are those on
// which somebody who looks every day begins the SOP.
func TestWhatComesIsWhatBegins(t *testing.T) {
	p, zone := program(t, yearlies), shanghai(t)
	from := at(t, "2030-01-02 12:00")
	to := from.AddDate(3, 0, 0)
	for name, c := range map[string]struct {
		day    when.Yearly
		joined time.Time
		want   int // in three years
	}{
		"an ordinary day":      {when.Yearly{Month: 5, Day: 6}, at(t, "2029-05-06 08:00"), 3},
		"29 February":          {when.Yearly{Month: 2, Day: 29}, at(t, "2028-02-29 08:00"), 3},
		"a Chinese day":        {when.Yearly{Month: 12, Day: 30, Lunar: true}, at(t, "2030-01-01 08:00"), 3},
		"the first of January": {when.Yearly{Month: 1, Day: 1}, at(t, "2030-06-01 08:00"), 3},
	} {
		m, days := cond.Member{Joined: c.joined}, map[string]when.Yearly{engine.Birthday: c.day}
		for n := range p.Starts() {
			foreseen := p.Comes(n, from, to, zone, nil, &m, days)
			var begun []string
			for now := from; now.Before(to.AddDate(0, 0, 1)); now = now.Add(24 * time.Hour) {
				if f, falls := p.For(n, now, now, zone, nil, &m, days); falls && f.Due.After(from) && f.Due.Before(to) && !slices.Contains(begun, f.Occasion) {
					begun = append(begun, f.Occasion)
				}
			}
			var coming []string
			for _, f := range foreseen {
				coming = append(coming, f.Occasion)
			}
			if !slices.Equal(coming, begun) || n == 0 && len(coming) != c.want {
				t.Errorf("%s, start %d: foreseen are %v, begun %v", name, n, coming, begun)
			}
		}
	}
	if got := p.Comes(0, from, to, zone, nil, &cond.Member{}, nil); got != nil {
		t.Errorf("of whom no day is known, %v", got)
	}
}
