package manual

import (
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
)

// ownIsStaff counts who pastes a talk between two among the staff: they said which
// words are their own.
func (c *Clip) ownIsStaff() {
	if c.Two == nil {
		return
	}
	if name, ok := hand.CleanName(c.Two.Own); ok && !slices.Contains(c.Staff, name) {
		c.Staff = append(slices.Clone(c.Staff), name)
	}
}

// settled fails where a talk between two lacks a name or somebody's word on a line, as
// Read says.
func (c *Clip) settled(p *hand.Paste) error {
	if c.Two == nil {
		return nil
	}
	other, named := hand.CleanName(c.Two.Other)
	own, ownNamed := hand.CleanName(c.Two.Own)
	wrong := func(field string, m i18n.Message) error {
		return &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, m)}
	}
	switch open := p.Open(); {
	case !named:
		return wrong("other", noOther.With())
	case !ownNamed:
		return wrong("own", noOwn.With())
	case own == other:
		return wrong("other", oneName.With())
	case open > 0 && c.Two.Rest:
		return wrong("two", openTimes.With(open))
	case open > 0:
		return wrong("two", openLines.With(open))
	case len(p.Events) == 0:
		return wrong("two", nothingSaid.With())
	}
	return nil
}
