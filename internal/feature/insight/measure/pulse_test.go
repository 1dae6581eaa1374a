package measure

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/event"
)

// TestPulseIsMeasure: the states that pulses tell are those that are measured,
// whenever it is asked. Cases are drawn until every state was among them.
func TestPulseIsMeasure(t *testing.T) {
	seen := map[State]int{}
	for range 20 {
		rapid.Check(t, pulseIsMeasure(t, seen))
		if len(seen) == 8 || t.Failed() {
			break
		}
	}
	for _, s := range []State{Dead, Dormant, Forming, Fading, Thriving, Steady, QuietBuying, Empty} {
		if seen[s] == 0 {
			t.Errorf("no group was %s: %v", s, seen)
		}
	}
}

// pulseIsMeasure draws groups, and counts in which states they are.
func pulseIsMeasure(t *testing.T, seen map[State]int) func(*rapid.T) {
	return func(rt *rapid.T) {
		at := tell(t, "2026-05-20 21:00").at.AddDate(0, 0, rapid.IntRange(-90, 0).Draw(rt, "T"))
		var fs []*Figures
		var pulses []*Pulse
		for range rapid.IntRange(1, 12).Draw(rt, "groups") {
			s := tell(t, "2026-05-20 21:00")
			s.at = at
			p := NewPulse(NewCalendar(s.zone))
			busy := rapid.IntRange(1, 60).Draw(rt, "hours between words")
			quiet := rapid.IntRange(0, 60).Draw(rt, "quiet days")
			slower := rapid.SampledFrom([]int{1, 1, 4}).Draw(rt, "slower lately")
			for now := at.AddDate(0, 0, -rapid.IntRange(1, 200).Draw(rt, "age")); now.Before(at.AddDate(0, 0, -quiet)); now = now.Add(time.Duration(busy) * time.Hour) {
				if now.After(at.AddDate(0, 0, -28)) {
					now = now.Add(time.Duration(busy*(slower-1)) * time.Hour)
				}
				if !now.Before(at.AddDate(0, 0, -quiet)) {
					break
				}
				who := rapid.SampledFrom([]uint32{1, 2, 3, 4, 5, 100, 200}).Draw(rt, "who")
				chain := rapid.IntRange(0, 9).Draw(rt, "chain") == 0
				joins := rapid.IntRange(0, 9).Draw(rt, "joins") == 0
				hows := []how{}
				if chain {
					hows = append(hows, form(event.Chain))
				}
				if joins {
					hows = append(hows, doing(Joined))
				}
				s.say(now, who, "some words", hows...)
				p.Hear(now.UnixMilli(), who, !joins && who < 100, chain)
			}
			if len(s.g.Lights) == 0 { // nothing is measured of it
				continue
			}
			fs, pulses = append(fs, s.figures()), append(pulses, p)
		}
		if len(fs) == 0 {
			return
		}
		Combine(fs)
		var want []State
		for _, f := range fs {
			want = append(want, f.State)
			seen[f.State]++
		}
		if got := StatesOf(pulses, at.UnixMilli()); !slices.Equal(got, want) {
			rt.Fatalf("%v, measured %v", got, want)
		}
	}
}
