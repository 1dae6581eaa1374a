package measure

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
)

// TestCensus: 300 groups, of which four had a word on each of the last seven
// days: 1.3 %.
func TestCensus(t *testing.T) {
	var fs []*Figures
	for n := range 300 {
		s := tell(t, "2026-05-20 21:00")
		s.say(s.before(100, "10:00"), 1, "hello")
		switch {
		case n < 4: // every day of the week, T's own included
			for d := range 7 {
				s.say(s.before(d, "09:30"), uint32(n%3+1), "some words of the day")
			}
		case n < 20: // six days of seven
			for d := range 6 {
				s.say(s.before(d+1, "09:30"), 1, "some words of the day")
			}
		case n < 40: // staff filled the day that is missing
			for d := range 7 {
				s.say(s.before(d, "09:30"), map[bool]uint32{true: 100, false: 1}[d == 3], "some words of the day")
			}
		case n < 100: // once, 27 days ago: still in the window
			s.say(s.before(27, "00:00"), 1, "once")
		case n < 150: // the day before the window
			s.say(s.before(28, "23:59"), 1, "once")
		}
		fs = append(fs, s.figures())
	}
	w := Combine(fs)
	want(t, "all-7", w.Census[All7], 4)
	want(t, "occasional", w.Census[Occasional], 96)
	want(t, "silent", w.Census[Silent], 200)
}

// TestWhatCountsAsLife: stickers and stock replies do, staff, bots and joins do not.
func TestWhatCountsAsLife(t *testing.T) {
	for _, c := range []struct {
		name string
		tell func(*story, time.Time)
		want Census
	}{
		{"a sticker", func(s *story, at time.Time) { s.say(at, 1, "", form(event.Sticker)) }, Occasional},
		{"a stock reply", func(s *story, at time.Time) { s.say(at, 1, "收到") }, Occasional},
		{"a chain entry", func(s *story, at time.Time) { s.say(at, 1, "#接龙\n1. 阿梨 两份", form(event.Chain)) }, Occasional},
		{"a voice", func(s *story, at time.Time) { s.say(at, 1, "", form(event.Voice)) }, Occasional},
		{"staff", func(s *story, at time.Time) { s.say(at, 100, "今日上新") }, Silent},
		{"a bot", func(s *story, at time.Time) { s.say(at, 200, "build 12 passed") }, Silent},
		{"a join", func(s *story, at time.Time) { s.say(at, 2, "", doing(Joined)) }, Silent},
	} {
		s := tell(t, "2026-05-20 21:00")
		s.say(s.before(60, "10:00"), 1, "hello")
		c.tell(s, s.before(2, "10:00"))
		want(t, c.name, s.figures().Census, c.want)
	}
}

func TestStates(t *testing.T) {
	daily := func(s *story, people int, days ...int) {
		for _, d := range days {
			for p := range people {
				s.say(s.before(d, "10:00"), uint32(p+1), "some words of the day")
			}
		}
	}
	old := func(s *story) { s.say(s.before(90, "10:00"), 1, "long ago") }
	week := []int{0, 1, 2, 3, 4, 5, 6}
	for _, c := range []struct {
		name string
		tell func(*story)
		want State
	}{
		{"staff alone", func(s *story) { s.say(s.before(3, "10:00"), 100, "今日上新") }, Empty},
		{"13 days 23:59:59 of silence", func(s *story) { old(s); s.say(s.at.Add(-14*24*time.Hour+time.Second), 1, "x") }, Steady},
		{"14 days of silence", func(s *story) { old(s); s.say(s.at.Add(-14*24*time.Hour), 1, "x") }, Dormant},
		{"27 days 23:59:59 of silence", func(s *story) { old(s); s.say(s.at.Add(-28*24*time.Hour+time.Second), 1, "x") }, Dormant},
		{"28 days of silence", func(s *story) { old(s); s.say(s.at.Add(-28*24*time.Hour), 1, "x") }, Dead},
		{"staff fill the silence", func(s *story) { old(s); s.say(s.before(1, "10:00"), 100, "今日上新") }, Dead},
		{"a chain 20 days ago", func(s *story) {
			old(s)
			s.say(s.before(20, "20:00"), 1, "接龙", form(event.Chain))
		}, QuietBuying},
		{"a chain 13 days ago", func(s *story) {
			old(s)
			s.say(s.before(13, "22:00"), 1, "接龙", form(event.Chain))
		}, Steady},
		{"a chain of staff alone", func(s *story) {
			s.say(s.before(90, "10:00"), 1, "x")
			s.say(s.before(20, "20:00"), 100, "接龙", form(event.Chain))
		}, Dead},
		{"a chain 29 days ago", func(s *story) {
			old(s)
			s.say(s.before(29, "20:00"), 1, "接龙", form(event.Chain))
		}, Dead},
		{"13 days old", func(s *story) { s.say(s.at.Add(-14*24*time.Hour+time.Second), 1, "x"); daily(s, 4, week...) }, Forming},
		{"14 days old", func(s *story) { s.say(s.at.Add(-14*24*time.Hour), 1, "x"); daily(s, 4, week...) }, Thriving},
		{"three people on five of seven days", func(s *story) { old(s); daily(s, 3, 0, 1, 2, 3, 4); daily(s, 2, 5, 6) }, Thriving},
		{"three people on four of seven days", func(s *story) { old(s); daily(s, 3, 0, 1, 2, 3); daily(s, 2, 4, 5, 6) }, Steady},
		{"four people on six days, none on one", func(s *story) { old(s); daily(s, 4, 0, 1, 2, 3, 4, 5) }, Steady},
	} {
		s := tell(t, "2026-05-20 21:00")
		c.tell(s)
		want(t, c.name, s.figures().State, c.want)
	}
}

func TestRevived(t *testing.T) {
	for _, c := range []struct {
		name string
		days []int // on which somebody spoke, before T
		want bool
	}{
		{"a gap of 28 days that ended 5 days ago", []int{33, 5}, true},
		{"a gap of 27 days", []int{32, 5}, false},
		{"a gap that ended 27 days ago", []int{80, 27, 10}, true},
		{"a gap that ended 28 days ago", []int{80, 28, 10}, false},
		{"revived and dormant again", []int{80, 20}, false},
		{"a first word is no revival", []int{5}, false},
	} {
		s := tell(t, "2026-05-20 21:00")
		for _, d := range c.days {
			s.say(s.before(d, "12:00"), 1, "x")
		}
		want(t, c.name, s.figures().Revived, c.want)
	}
}

// TestSpringFestivalStopsTheClocks: 2026's eve is 16 February; the clocks stand
// still for the eight days to 初七 in Chinese zones and nowhere else.
func TestSpringFestivalStopsTheClocks(t *testing.T) {
	for _, c := range []struct {
		zone, last, at string
		want           State
	}{
		{"Asia/Shanghai", "2026-02-10 12:00", "2026-03-04 11:59", Steady},      // 22 days less 8, a minute short
		{"Asia/Shanghai", "2026-02-10 12:00", "2026-03-04 12:00", Dormant},     // 14
		{"Asia/Shanghai", "2026-02-10 12:00", "2026-03-18 11:59", Dormant},     // 28, a minute short
		{"Asia/Shanghai", "2026-02-10 12:00", "2026-03-18 12:00", Dead},        // 28
		{"Asia/Taipei", "2026-02-10 12:00", "2026-03-04 11:59", Steady},        //
		{"Asia/Tokyo", "2026-02-10 12:00", "2026-02-24 12:00", Dormant},        // other calendars
		{"Asia/Shanghai", "2026-02-18 12:00", "2026-03-09 23:59", Steady},      // fell silent within the feast: it counts from the 24th
		{"Asia/Shanghai", "2026-02-18 12:00", "2026-03-10 00:00", Dormant},     //
		{"Asia/Shanghai", "2025-09-25 12:00", "2025-10-09 12:00", Dormant},     // 10/1–10/7 stop no clock
		{"Asia/Hong_Kong", "2026-02-10 12:00", "2026-03-04 11:59", Steady},     //
		{"Europe/Berlin", "2026-02-10 12:00", "2026-02-24 11:59", Steady},      //
		{"Europe/Berlin", "2026-03-20 12:00", "2026-04-03 12:59", Steady},      // a day of 23 hours lies between: exact time
		{"Europe/Berlin", "2026-03-20 12:00", "2026-04-03 13:00", Dormant},     //
		{"Pacific/Tongatapu", "2026-03-20 12:00", "2026-04-03 12:00", Dormant}, // +13
	} {
		s := tellIn(t, c.zone, c.at)
		s.say(s.time(c.last).AddDate(0, -3, 0), 1, "long ago")
		s.say(s.time(c.last), 1, "the last word")
		want(t, c.zone+" "+c.last+" at "+c.at, s.figures().State, c.want)
	}
}

// TestFadingWindows: people-days of 28 days against the 28 before.
func TestFadingWindows(t *testing.T) {
	people := func(s *story, from, to, n int) { // on each day from days before T to days before T
		for d := from; d >= to; d-- {
			for p := range n {
				s.say(s.before(d, "12:00"), uint32(p+1), "x")
				s.say(s.before(d, "13:00"), uint32(p+1), "again, the same person-day")
			}
		}
	}
	for _, c := range []struct {
		name  string
		at    string
		tell  func(*story)
		known bool
		now   float64
		was   float64
		want  State
	}{
		{"from 2 to just half", "2026-05-20 21:00", func(s *story) { people(s, 55, 28, 2); people(s, 27, 0, 1) }, true, 28, 56, Steady},
		{"a day under half", "2026-05-20 21:00", func(s *story) { people(s, 55, 28, 2); people(s, 26, 0, 1) }, true, 27, 56, Fading},
		{"nine people-days before are too few", "2026-05-20 21:00", func(s *story) { people(s, 70, 70, 1); people(s, 36, 28, 1); people(s, 1, 1, 1) }, false, 1, 9, Steady},
		{"ten are enough", "2026-05-20 21:00", func(s *story) { people(s, 70, 70, 1); people(s, 37, 28, 1); people(s, 1, 1, 1) }, true, 1, 10, Fading},
		// T = 8 March 2026: 除夕−7 to 正月初十 is 9 to 26 February, 18 days of the
		// last window; 10 comparable days are too few to tell.
		{"Spring Festival leaves too little", "2026-03-08 21:00", func(s *story) { people(s, 55, 28, 2); people(s, 2, 0, 1) }, false, 3, 56, Steady},
		// T = 21 March: the window is 22 February to 21 March, of which 5 days are left
		// out; the 28 before are 25 January to 21 February, of which 13 are.
		{"after it, day for day", "2026-03-21 21:00", func(s *story) { people(s, 55, 41, 2); people(s, 22, 0, 1) }, true, 23, 30, Steady},
		{"National Day is left out", "2026-10-10 21:00", func(s *story) { people(s, 55, 28, 2); people(s, 27, 10, 2); people(s, 2, 0, 2) }, true, 42, 56, Steady},
	} {
		s := tell(t, c.at)
		c.tell(s)
		f := s.figures()
		Combine([]*Figures{f})
		if f.Fade.Known != c.known || f.Fade.Now != c.now || f.Fade.Before != c.was || f.State != c.want {
			t.Errorf("%s: known %v, %v after %v, %s; want %v, %v after %v, %s", c.name, f.Fade.Known, f.Fade.Now, f.Fade.Before, f.State,
				c.known, c.now, c.was, c.want)
		}
	}
}

// TestLastWordOfTheFutureIsNotHeard: what is after T does not exist.
func TestNothingAfterTExists(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(40, "12:00"), 1, "long ago")
	s.say(s.at.Add(time.Minute), 2, "后天几点开团?")
	s.say(s.at, 100, "at T itself")
	f := s.figures()
	want(t, "messages", f.Messages, 2)
	want(t, "people", f.People, 1)
	want(t, "state", f.State, Dead)
	want(t, "questions", f.Talk.Answers.Questions, 0)
	want(t, "last", f.Last, s.at.UnixMilli())
}

// TestObservedUntil: a group is not judged beyond what its file knows.
func TestObservedUntil(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.g.Until = s.before(40, "12:00").UnixMilli()
	s.say(s.before(100, "12:00"), 1, "x")
	s.say(s.before(42, "12:00"), 1, "x")
	f := s.figures()
	want(t, "state", f.State, Steady)
	want(t, "cut", f.Cut, true)
	want(t, "at", f.At, s.g.Until)
}

// TestHeat: the heat map peaks at the hour and weekday that was planted.
func TestHeat(t *testing.T) {
	for _, zone := range []string{"Asia/Shanghai", "Europe/Berlin", "Pacific/Auckland", "America/St_Johns"} {
		s := tellIn(t, zone, "2026-04-05 21:00") // summer time begins or ends in the window
		for d := range 40 {
			s.say(s.before(d, "08:10"), 1, "x")
			if s.before(d, "12:00").Weekday() == time.Sunday {
				for range 3 {
					s.say(s.before(d, "19:45"), 2, "x")
				}
			}
		}
		f := s.figures()
		want(t, zone+" 08h", f.Hours[8], 40)
		want(t, zone+" Sunday 19h", f.Heat[6][19], 12)
		for d := range f.Heat {
			for h, n := range f.Heat[d] {
				if n > 0 && h != 8 && (h != 19 || d != 6) {
					t.Errorf("%s: %d messages on day %d at %d o'clock, where nobody spoke", zone, n, d, h)
				}
			}
		}
	}
}
