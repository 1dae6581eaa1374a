package insight

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// TestAReasonOnAPageSpeaksForItsRisk: of a group where somebody spoke today and
// on hardly any other day, the page says the latter.
func TestAReasonOnAPageSpeaksForItsRisk(t *testing.T) {
	for _, lang := range i18n.Langs {
		says := teller{lang, time.UTC}
		if s := says.reason(measure.Reason{SilentDays: .2, Trend: -1, SpokenDays: 2}); !strings.Contains(s, "30") || !strings.Contains(s, "2") {
			t.Errorf("%s: %q", lang, s)
		}
		if s := says.reason(measure.Reason{SilentDays: .2, UsualGap: 1, Trend: -1}); strings.Contains(s, "30") {
			t.Errorf("%s: %q", lang, s)
		}
	}
}
