package record

import (
	"slices"
	"testing"

	"github.com/huoshui/huoshui/internal/base/audit"
)

// TestEveryActionIsOfOneKind, so that the filter finds it, and no kind stands there twice.
func TestEveryActionIsOfOneKind(t *testing.T) {
	var seen []audit.Action
	var values, labels []string
	for _, k := range kinds {
		if slices.Contains(values, k.value) || slices.Contains(labels, k.label.Hans) {
			t.Errorf("the kind %s (%s) stands twice in the filter", k.value, k.label.Hans)
		}
		values, labels = append(values, k.value), append(labels, k.label.Hans)
		seen = append(seen, actionsOf(k.value)...)
	}
	for _, a := range audit.Actions {
		n := 0
		for _, s := range seen {
			if s == a {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s is of %d kinds", a, n)
		}
	}
}
