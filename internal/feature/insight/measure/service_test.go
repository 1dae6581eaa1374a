package measure_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// TestAWaitOfDaysIsSaidInDays: a day of waiting is a day, however few hours of it are
// service; less than two stay hours.
func TestAWaitOfDaysIsSaidInDays(t *testing.T) {
	for hours, want := range map[float64]int{0: 0, 1: 0, 13: 0, 25.9: 0, 26: 2, 38.9: 2, 39: 3, 350: 26} {
		if days, ok := measure.ServiceDays(hours); ok != (want > 0) || ok && days != want {
			t.Errorf("%v service hours are %d days (%v), want %d", hours, days, ok, want)
		}
	}
}
