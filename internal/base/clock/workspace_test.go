package clock_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/fault"
)

var noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)

func TestAFastClockRunsFromWhereItWas(t *testing.T) {
	var w clock.Workspace
	if !w.At(noon).Equal(noon) || w.MayConnect() != nil {
		t.Error("a clock nobody set is not that of the wall")
	}
	w, err := w.Set(noon, 10_000, false)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.At(noon.Add(time.Hour)); !got.Equal(noon.Add(10_000 * time.Hour)) {
		t.Errorf("an hour of the wall at 10,000 times is %v", got.Sub(noon))
	}
	w, _ = w.Set(noon.Add(time.Minute), 1, true)
	if got := w.At(noon.Add(time.Hour)); !got.Equal(noon.Add(10_000 * time.Minute)) {
		t.Errorf("a paused clock went on to %v", got.Sub(noon))
	}
	w, _ = w.Set(noon.Add(time.Hour), 1, false)
	if fault.KindOf(w.MayConnect()) != fault.Conflict {
		t.Error("a clock that is ahead may connect a real network")
	}
	w = w.Stood(noon.Add(2*time.Hour), noon.Add(5*time.Hour))
	if got := w.At(noon.Add(6 * time.Hour)); !got.Equal(noon.Add(10_000*time.Minute + 2*time.Hour)) {
		t.Errorf("a clock that stood for three of six hours shows %v", got.Sub(noon))
	}
	for _, speed := range []int{0, -3, 10_001} {
		if _, err := w.Set(noon, speed, false); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a speed of %d is accepted", speed)
		}
	}
}

// TestAWorkspaceClockNeverGoesBack however it is set and whatever the wall does.
func TestAWorkspaceClockNeverGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w clock.Workspace
		wall, shown := noon, noon
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			wall = wall.Add(time.Duration(rapid.IntRange(0, 1e9).Draw(t, "passes")) * time.Microsecond)
			if now := w.At(wall); now.Before(shown) {
				t.Fatalf("goes back from %v to %v", shown, now)
			}
			shown = w.At(wall)
			next, err := w.Set(wall, rapid.IntRange(1, clock.MaxSpeed).Draw(t, "speed"), rapid.Bool().Draw(t, "paused"))
			if err != nil || next.At(wall).Sub(shown).Abs() >= time.Millisecond && !next.Real() {
				t.Fatalf("setting it moves it from %v to %v (%v)", shown, next.At(wall), err)
			}
			w = next
		}
	})
}
