package engine

import (
	"strings"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Outlook is whether something will be done, as far as it can be seen beforehand.
type Outlook uint8

// The outlooks, from the best.
const (
	Sure     Outlook = iota // no condition stands in its way, or none that could change
	IfHolds                 // its condition may hold, and is asked again when its time comes
	Unlikely                // as things stand its condition does not hold
)

// Foresee says whether a step is done by its own condition, as things stand.
func (p *Program) Foresee(step string, f *cond.Facts) Outlook {
	at, ok := p.places[step]
	if !ok {
		return IfHolds
	}
	o := &p.ops[at]
	look := p.outlook(o.cond, f)
	if look == Sure && o.hold != nil {
		return IfHolds
	}
	return look
}

// ForeseeWay says whether a run takes an arm of a branch that has this condition, as
// things stand; "" is the arm for all others.
func (p *Program) ForeseeWay(branch, arm string, f *cond.Facts) Outlook {
	at, ok := p.places[branch]
	if !ok || len(p.ops[at].step.Branch) == 0 {
		return IfHolds
	}
	before := Unlikely // whether one of the arms before is taken
	for i, w := range p.ops[at].ways {
		look := p.outlook(w.cond, f)
		if p.ops[at].step.Branch[i].If == arm {
			switch {
			case before == Sure:
				return Unlikely
			case look == Sure && before == IfHolds:
				return IfHolds
			}
			return look
		}
		before = min(before, look)
	}
	return IfHolds
}

// ForeseeRun says whether a run begins in a group, as things stand.
func (p *Program) ForeseeRun(f *cond.Facts) Outlook {
	if !lives(p.Book.Groups, f.Group.Life) {
		return Unlikely
	}
	return p.outlook(p.when, f)
}

// outlook is whether a condition will hold.
func (p *Program) outlook(c *cond.Condition, f *cond.Facts) Outlook {
	if c == nil {
		return Sure
	}
	yes, err := c.Holds(f)
	switch {
	case err != nil:
		return IfHolds
	case !yes:
		return Unlikely
	case c.Lasting() && !p.learns(c.String()):
		return Sure
	}
	return IfHolds
}

// learns reports whether a condition names a field that a person fills in later.
func (p *Program) learns(text string) bool {
	for name, f := range p.fields {
		if f.From == script.FromTask && strings.Contains(text, name) {
			return true
		}
	}
	return false
}
