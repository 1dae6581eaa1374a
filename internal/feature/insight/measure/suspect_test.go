package measure

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
)

func TestSuspects(t *testing.T) {
	daily := func(s *story, author uint32, n int, text func(int) string, hows ...how) {
		for k := range n {
			s.say(s.before(40-k%30, "10:00").Add(time.Duration(k)*time.Minute), author, text(k), hows...)
		}
	}
	build := func(k int) string { return fmt.Sprintf("build %d of main passed in %d s", 1000+k, k) }
	diary := func(k int) string { return fmt.Sprintf("%s今天过得很充实", string(rune('一'+k*37))) }
	for _, c := range []struct {
		name string
		tell func(s *story)
		want []uint32
	}{
		{"30 messages of one outline", func(s *story) { daily(s, 1, 30, build) }, []uint32{1}},
		{"29", func(s *story) { daily(s, 1, 29, build) }, nil},
		{"on six days", func(s *story) {
			for k := range 60 {
				s.say(s.before(k%6, "10:00").Add(time.Duration(k)*time.Minute), 1, build(k))
			}
		}, nil},
		{"a person of many words", func(s *story) { daily(s, 1, 60, diary) }, nil},
		{"five outlines alike in number", func(s *story) {
			daily(s, 1, 60, func(k int) string {
				return []string{"alpha service", "bravo service", "gamma service", "delta service", "omega service"}[k%5] + " is up"
			})
		}, nil},
		{"short words", func(s *story) { daily(s, 1, 60, func(int) string { return "早上好" }) }, nil},
		{"pictures", func(s *story) { daily(s, 1, 60, func(int) string { return "" }, form(event.Picture)) }, nil},
		{"chain entries", func(s *story) { daily(s, 1, 60, build, form(event.Chain)) }, nil},
		{"one in eight is something else", func(s *story) { daily(s, 1, 56, build); daily(s, 1, 8, func(int) string { return "ok" }) }, nil},
		{"two machines", func(s *story) { daily(s, 1, 30, build); daily(s, 2, 30, build); daily(s, 3, 60, diary) }, []uint32{1, 2}},
		{"a custom: everybody checks in", func(s *story) {
			for p := uint32(1); p <= 6; p++ {
				daily(s, p, 40, func(k int) string { return fmt.Sprintf("打卡第%d天:跑步五公里", k) })
			}
		}, nil},
		{"three machines among many", func(s *story) {
			for p := uint32(1); p <= 3; p++ {
				daily(s, p, 30, build)
			}
			for p := uint32(10); p < 20; p++ {
				daily(s, p, 30, diary)
			}
		}, []uint32{1, 2, 3}},
	} {
		s := tell(t, "2026-05-20 21:00")
		c.tell(s)
		s.g.Lights = Settle(s.g.Lights)
		if got := Suspects(&s.g, NewCalendar(s.zone)); !slices.Equal(got, c.want) {
			t.Errorf("%s: suspected %v, want %v", c.name, got, c.want)
		}
	}
}
