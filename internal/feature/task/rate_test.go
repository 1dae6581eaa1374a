package task_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/feature/task"
)

// TestARateOfFewIsNoPercentage: of three to-dos one more or less is a third.
func TestARateOfFewIsNoPercentage(t *testing.T) {
	for want, l := range map[string]task.Load{
		"—":   {Open: 3},
		"1/3": {Done: 1, Skipped: 1, Expired: 1},
		"9/9": {Done: 9},
		"90%": {Done: 9, Skipped: 1},
		"99%": {Done: 299, Expired: 1}, // not all, so not 100
	} {
		if got := l.Rate(); got != want {
			t.Errorf("%+v is %s, want %s", l, got, want)
		}
	}
}
