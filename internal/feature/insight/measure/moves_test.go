package measure

import (
	"testing"
	"time"
)

// TestNewcomers: six came; who came too lately to tell is left out of a share.
func TestNewcomers(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(60, "12:00"), 9, "long ago")
	came := func(days int, author uint32) time.Time {
		at := s.before(days, "10:00")
		s.say(at, author, "", doing(Joined))
		return at
	}
	s.say(came(20, 1).Add(time.Hour), 1, "大家好呀")               // 1 h
	s.say(came(19, 2).Add(24*time.Hour), 2, "大家好呀")            // 24 h: within a day
	s.say(came(18, 3).Add(24*time.Hour+time.Second), 3, "大家好") // within 7 days only
	s.say(came(17, 4).Add(3*time.Hour), 4, "", doing(Left))
	came(16, 5)
	s.say(s.before(9, "10:00"), 5, "七天整") // just 7 days
	came(15, 6)
	s.say(s.before(7, "12:00"), 6, "八天多以后") // too late
	s.say(came(3, 7).Add(2*time.Hour), 7, "来得晚")
	came(0, 8)
	came(12, 9)                                                // was here before: no newcomer
	s.say(came(11, 10).Add(time.Hour), 10, "", doing(Removed)) //
	came(5, 4)                                                 // back again
	m := s.figures().Moves
	want(t, "joins", m.Joins, 11)
	want(t, "left", m.Left, 1)
	want(t, "removed", m.Removed, 1)
	wantNear(t, "spoke within a day", m.Spoke24h, 3.0/8) // 1, 2, 7 of 1–7 and 10
	wantNear(t, "spoke within a week", m.Spoke7d, 4.0/7) // 1, 2, 3, 5 of 1–6 and 10
	wantNear(t, "gone within a week", m.Gone7d, 2.0/7)
	wantNear(t, "first word, median hours", m.FirstWord, 24) // 1, 2, 24, 24.0003, 168
}

// TestMovesUnseen: a source that tells of no joins says nothing of them.
func TestMovesUnseen(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(6, "12:00"), 1, "x")
	m := s.figures().Moves
	want(t, "seen", m.Seen, false)
	wantUnknown(t, "spoke within a day", m.Spoke24h)
	wantUnknown(t, "first word", m.FirstWord)
	wantUnknown(t, "leaves after broadcasts", m.AfterPost)
}

// TestLeavesAfterBroadcasts: a burst after an advert stands out against the
// same hours of other days, and an even trickle does not.
func TestLeavesAfterBroadcasts(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(60, "12:00"), 1, "long ago")
	left := func(at time.Time, n int) {
		for range n {
			s.key++
			s.say(at, uint32(10+s.key%80), "", doing(Left))
		}
	}
	s.say(s.before(10, "15:00"), 100, "清仓大甩卖,速来")
	left(s.before(10, "15:30"), 6)
	left(s.before(12, "15:30"), 1) // the same hours of the other 27 days saw one leave
	left(s.before(11, "03:00"), 9) // other hours do not count
	wantNear(t, "after", s.figures().Moves.AfterPost, 6.0/2/(1.0/(27*2-0)))

	s = tell(t, "2026-05-20 21:00")
	s.say(s.before(60, "12:00"), 1, "long ago")
	s.say(s.before(10, "15:00"), 100, "今日上新")
	for d := 1; d < 27; d++ { // one leave at 15:30 on every day
		left(s.before(d, "15:30"), 1)
	}
	got := s.figures().Moves.AfterPost
	if got == nil || *got < 0.9 || *got > 1.1 {
		t.Errorf("an even trickle comes to %v times the usual, want about 1", got)
	}

	s = tell(t, "2026-05-20 21:00")
	s.say(s.before(10, "15:00"), 100, "今日上新")
	left(s.before(10, "15:30"), 4)
	wantUnknown(t, "four leaves are too few", s.figures().Moves.AfterPost)
	left(s.before(10, "15:40"), 1)
	s.staff = false
	wantUnknown(t, "whose posts, nobody said", s.figures().Moves.AfterPost)
}

// TestLeavesAfterDailyBroadcasts: where the same hours always follow a
// broadcast, the rest of the day is the measure.
func TestLeavesAfterDailyBroadcasts(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(60, "12:00"), 1, "long ago")
	for d := range 28 {
		s.say(s.before(d, "15:00"), 100, "今日上新")
		s.say(s.before(d, "15:30"), uint32(d+2), "", doing(Left))
	}
	for d := range 11 {
		s.say(s.before(d, "11:30"), uint32(d+40), "", doing(Left))
	}
	got := s.figures().Moves.AfterPost // 28 in 2 h a day, 11 in 22 h a day
	if got == nil || *got < 27 || *got > 29 {
		t.Errorf("leaves after daily broadcasts come to %v times the usual, want about 28", got)
	}
}
