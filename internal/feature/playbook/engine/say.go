package engine

import (
	"slices"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// say chooses a wording and fills it in. Where a figure cannot be looked up, or no
// wording's condition holds, what is said without is said; where a field is empty
// nothing is.
func (g *going) say(o *op) {
	s := o.step.Say
	if g.s.Quiet && s.To != "member" {
		g.skip(o, SaidForAll)
		return
	}
	ways, lacking := g.ways(s.Wordings, o.says)
	if len(ways) == 0 && len(s.Without) > 0 {
		var short []string
		if ways, short = g.ways(s.Without, o.last); len(ways) > 0 {
			lacking = nil
		} else {
			lacking = append(lacking, short...)
		}
	}
	if len(ways) == 0 {
		why := NoCondition
		if len(lacking) > 0 {
			why = NoValue
		}
		slices.Sort(lacking)
		g.skip(o, why, slices.Compact(lacking)...)
		return
	}
	text := ways[g.choice(o.step, ways)].Text
	g.act(o, Action{Say: &Saying{Say: s, Text: text, Ways: ways, Check: o.step.Check.In(i18n.ZhHans), Proof: o.step.Proof}})
}

// ways are the wordings that may be used, filled in; lacking are the fields for
// want of which others may not.
func (g *going) ways(all []script.Wording, conds []*cond.Condition) (out []Way, lacking []string) {
	defer func(was map[string]string) { g.facts.Field = was }(g.facts.Field)
	for i, w := range all {
		values := g.valuesFor(w.Text)
		g.facts.Field = values // its condition may ask about the figures that it says
		if !g.holds(conds[i]) {
			continue
		}
		text, missing := g.p.Book.Said(w.Text, values, g.w.Zone)
		if len(missing) > 0 {
			lacking = append(lacking, missing...)
			continue
		}
		out = append(out, Way{Tone: w.Tone, Text: text})
	}
	return out, lacking
}

// valuesFor are the values for a text: what is to be looked up is looked up, and
// a field without a value is said in the other way its SOP gives.
func (g *going) valuesFor(text string) map[string]string {
	values := g.values()
	for _, name := range script.Placeholders(text) {
		f, ok := g.p.fields[name]
		if !ok {
			continue
		}
		if f.From == script.FromLive {
			delete(values, name) // what was known before is not what is so now
			if value := g.look(f); value != "" {
				values[name] = value
			}
		}
		if values[name] == "" && f.Else.Hans != "" {
			values[name] = f.Else.In(i18n.ZhHans)
		}
	}
	return values
}

// look looks a figure up, once for all that is said in one go; "" where it cannot
// be had.
func (g *going) look(f script.Field) string {
	value, ok := g.live[f.Name]
	if !ok && g.w.Live != nil {
		if value, ok = g.w.Live(f); !ok {
			value = ""
		}
		if g.live == nil {
			g.live = map[string]string{}
		}
		g.live[f.Name] = value
	}
	return value
}

// choice is which of the ways is taken: by tone, one of those in the group's own,
// else the first.
func (g *going) choice(s *script.Step, ways []Way) int {
	switch s.Say.Choose {
	case "tone":
		var mine []int
		for i, w := range ways {
			if w.Tone == g.w.Tone {
				mine = append(mine, i)
			}
		}
		if len(mine) == 0 {
			return 0
		}
		return mine[share(len(mine), g.w.Run, s.ID)]
	case "turn":
		return g.w.Turn % len(ways)
	}
	return share(len(ways), g.w.Run, s.ID)
}
