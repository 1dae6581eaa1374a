package compliance

import (
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// Label is the word for a rule that stops something, as lists have it; the zero
// text for no rule.
func Label(r gate.Rule) i18n.Text { return reasons[r].label }
