package measure

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
)

// TestAnswered: what answers a question asked at 10:00, and how fast.
func TestAnswered(t *testing.T) {
	for _, c := range []struct {
		name string
		tell func(s *story, at time.Time, q uint64)
		u    float64
	}{
		{"nobody", func(*story, time.Time, uint64) {}, 1},
		{"staff unquoted after 30 minutes", func(s *story, at time.Time, q uint64) { s.say(at.Add(30*time.Minute), 100, "九点开门") }, 0},
		{"staff unquoted after 31 minutes", func(s *story, at time.Time, q uint64) { s.say(at.Add(31*time.Minute), 100, "九点开门") }, 1},
		{"staff quoting after five hours", func(s *story, at time.Time, q uint64) { s.say(at.Add(5*time.Hour), 100, "九点开门", answering(q)) }, 0},
		{"staff quoting after two days", func(s *story, at time.Time, q uint64) { s.say(at.Add(48*time.Hour), 100, "九点开门", answering(q)) }, 1},
		{"staff naming the asker, who wrote on", func(s *story, at time.Time, q uint64) {
			s.say(at.Add(20*time.Minute), 1, "我在门口等着")
			s.say(at.Add(3*time.Hour), 100, "九点开门", naming(1))
		}, 0},
		{"staff quoting somebody else", func(s *story, at time.Time, q uint64) {
			k := s.say(at.Add(time.Minute), 2, "这个多少钱?")
			s.say(at.Add(5*time.Minute), 100, "三十九元", answering(k))
		}, 0.5},
		{"a stock reply of staff", func(s *story, at time.Time, q uint64) { s.say(at.Add(5*time.Minute), 100, "收到") }, 1},
		{"word of a private answer", func(s *story, at time.Time, q uint64) { s.say(at.Add(7*time.Hour), 100, "已私信您了") }, 0},
		{"word of a private answer after two days", func(s *story, at time.Time, q uint64) { s.say(at.Add(48*time.Hour), 100, "已私信您了") }, 1},
		{"a reply between two questions of one turn", func(s *story, at time.Time, q uint64) {
			s.say(at.Add(30*time.Second), 2, "九点开门", answering(q))
			s.say(at.Add(90*time.Second), 1, "那周末几点开门?")
		}, 1},
		{"a bot", func(s *story, at time.Time, q uint64) { s.say(at.Add(time.Minute), 200, "build 12 passed") }, 1},
		{"the next person", func(s *story, at time.Time, q uint64) { s.say(at.Add(9*time.Minute), 2, "九点开门") }, 0},
		{"the next person after 31 minutes", func(s *story, at time.Time, q uint64) { s.say(at.Add(31*time.Minute), 2, "九点开门") }, 1},
		{"a person who quotes, late", func(s *story, at time.Time, q uint64) { s.say(at.Add(6*time.Hour), 2, "九点开门", answering(q)) }, 0},
		{"同问", func(s *story, at time.Time, q uint64) { s.say(at.Add(time.Minute), 2, "同问") }, 1},
		{"同问, then a person", func(s *story, at time.Time, q uint64) {
			s.say(at.Add(time.Minute), 2, "同问")
			s.say(at.Add(2*time.Minute), 3, "九点开门")
		}, 0},
		{"another question", func(s *story, at time.Time, q uint64) { s.say(at.Add(time.Minute), 2, "这个多少钱?") }, 1},
		{"a question that quotes it", func(s *story, at time.Time, q uint64) {
			s.say(at.Add(time.Minute), 2, "你问哪家店?", answering(q))
		}, 0.5},
		{"a stock reply of a person", func(s *story, at time.Time, q uint64) { s.say(at.Add(time.Minute), 2, "666") }, 1},
		{"a chain entry", func(s *story, at time.Time, q uint64) { s.say(at.Add(time.Minute), 2, "接龙", form(event.Chain)) }, 1},
		{"the asker", func(s *story, at time.Time, q uint64) { s.say(at.Add(5*time.Minute), 1, "找到答案了不用回") }, 1},
		{"staff, and thanks in the asker's same turn", func(s *story, at time.Time, q uint64) {
			s.say(at.Add(30*time.Second), 100, "九点开门")
			s.say(at.Add(90*time.Second), 1, "谢谢")
		}, 0},
	} {
		s := tell(t, "2026-05-20 21:00")
		s.say(s.before(20, "12:00"), 3, "闲聊一句话")
		at := s.before(10, "10:00")
		q := s.say(at, 1, "请问几点开门?")
		c.tell(s, at, q)
		wantNear(t, c.name, s.figures().Talk.Answers.Unanswered, c.u)
	}
}

// TestLateAnswers count in u, and wait no more.
func TestLateAnswers(t *testing.T) {
	for _, c := range []struct {
		name    string
		text    string
		how     how
		waiting int
	}{
		{"an @ after four days", "九点开门", naming(1), 0},
		{"a quote after four days", "九点开门", answering(2), 0},
		{"a post after four days", "九点开门", naming(), 1},
		{"word of something private after four days", "已私信您了", naming(), 1},
	} {
		s := tell(t, "2026-05-20 21:00")
		s.say(s.before(20, "12:00"), 3, "闲聊一句话")
		s.say(s.before(10, "10:00"), 1, "请问几点开门?")
		s.say(s.before(6, "10:00"), 100, c.text, c.how)
		f := s.figures()
		wantNear(t, c.name, f.Talk.Answers.Unanswered, 1)
		want(t, c.name+": waiting", len(f.Waiting), c.waiting)
	}
}

// TestServiceClock: the clock runs from 9:00 to 22:00 only.
func TestServiceClock(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		want           time.Duration
	}{
		{"Asia/Shanghai", "2026-05-10 10:00", "2026-05-10 10:45", 45 * time.Minute},
		{"Asia/Shanghai", "2026-05-10 23:00", "2026-05-11 09:10", 10 * time.Minute},
		{"Asia/Shanghai", "2026-05-10 21:50", "2026-05-11 09:10", 20 * time.Minute},
		{"Asia/Shanghai", "2026-05-10 07:00", "2026-05-10 23:30", 13 * time.Hour},
		{"Asia/Shanghai", "2026-05-10 22:00", "2026-05-11 09:00", 0},
		{"Asia/Shanghai", "2026-05-10 12:00", "2026-05-12 10:00", 24 * time.Hour},
		{"Europe/Berlin", "2026-03-28 21:00", "2026-03-29 10:00", 2 * time.Hour}, // the night has an hour less
		{"Europe/Berlin", "2026-10-24 21:00", "2026-10-25 10:00", 2 * time.Hour}, // and an hour more
		{"Pacific/Tongatapu", "2026-05-10 23:00", "2026-05-11 09:10", 10 * time.Minute},
	} {
		s := tellIn(t, c.zone, "2026-05-20 21:00")
		s.say(s.before(1, "12:00"), 1, "x")
		sc := s.scene()
		got := sc.clock(s.time(c.to).UnixMilli()) - sc.clock(s.time(c.from).UnixMilli())
		want(t, c.zone+" "+c.from+" to "+c.to, time.Duration(got)*time.Millisecond, c.want)
	}
}

// TestNightQuestions: asked at 23:00 and answered at 9:10 it was answered in ten
// minutes; but a post that comes at 9:10 every day answers nothing.
func TestNightQuestions(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	for d := 2; d < 27; d++ {
		s.say(s.before(d, "14:00"), 100, "今日上新,欢迎来看")
	}
	for _, d := range []int{5, 12, 19} {
		s.say(s.before(d+1, "23:00"), 1, "明天几点开门?")
		s.say(s.before(d, "09:10"), 100, "亲爱的,九点开门")
	}
	f := s.figures()
	wantNear(t, "u", f.Talk.Answers.Unanswered, 0)
	wantNear(t, "answered within 30 minutes", f.Talk.Answers.Within30, 1)
	want(t, "broadcasts", f.Talk.Broadcasts, 25)

	s = tell(t, "2026-05-20 21:00")
	for d := 0; d < 27; d++ {
		s.say(s.before(d, "09:10"), 100, "早报:今日上新")
	}
	for _, d := range []int{5, 12, 19} {
		s.say(s.before(d+1, "23:00"), 1, "明天几点开门?")
	}
	f = s.figures()
	wantNear(t, "u beside a daily post", f.Talk.Answers.Unanswered, 1)
	want(t, "broadcasts", f.Talk.Broadcasts, 27)

	// It is a habit by the days on which nobody had asked, be they the fewer.
	s = tell(t, "2026-05-20 21:00")
	for d := 0; d < 27; d++ {
		s.say(s.before(d, "09:10"), 100, "早报:今日上新")
		if d%9 > 3 {
			s.say(s.before(d+1, "23:00"), uint32(d%5+1), "明天几点开门?")
		}
	}
	f = s.figures()
	wantNear(t, "u of many nights beside a daily post", f.Talk.Answers.Unanswered, 1)

	// Every night has a question, every morning its answer: no habit but diligence.
	s = tell(t, "2026-05-20 21:00")
	for d := 0; d < 27; d++ {
		s.say(s.before(d+1, "22:40"), uint32(d%5+1), "明天几点开门?")
		s.say(s.before(d, "09:05"), 100, "亲爱的,九点开门")
	}
	f = s.figures()
	wantNear(t, "u of diligence", f.Talk.Answers.Unanswered, 0)
	wantNear(t, "b of diligence", f.Talk.B, 0)
}

// TestYoungQuestions are left out of u, and wait on the list after 30 minutes.
func TestYoungQuestions(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(9, "10:00"), 1, "闲聊一句话")
	s.say(s.before(1, "20:59"), 1, "早一分钟问的几点开门?") // 13 h 01 m of service hours later is T … less than 24
	s.say(s.before(2, "09:00"), 2, "几点开门?")       // 13 + 13 + 12 hours
	s.say(s.at.Add(-29*time.Minute), 3, "刚刚问的几点开门?")
	f := s.figures()
	want(t, "questions", f.Talk.Answers.Questions, 3)
	want(t, "due", f.Talk.Answers.Due, 1)
	wantNear(t, "u", f.Talk.Answers.Unanswered, 1)
	want(t, "waiting", len(f.Waiting), 2)
	want(t, "newest first", f.Waiting[0].Member, 1)
	want(t, "waited, in service hours", f.Waiting[1].Waited, 38)
}

// TestQuestionsDueAt24Hours of service, to the second.
func TestQuestionsDueAt24Hours(t *testing.T) {
	for _, c := range []struct {
		at  string
		due int
	}{{"2026-05-18 10:00:01", 0}, {"2026-05-18 10:00:00", 1}} { // 12 h to T's 21:00 with 11 h and 13 h before … 24 h of service
		s := tell(t, "2026-05-19 21:00")
		s.say(s.time("2026-05-01 12:00"), 2, "闲聊一句话")
		s.say(s.time(c.at), 1, "几点开门?")
		want(t, c.at, s.figures().Talk.Answers.Due, c.due)
	}
}

// TestMaybeAsking: a picture or voice without a staff word in 30 service
// minutes, apart from the questions; not where there are no staff at all.
func TestMaybeAsking(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(9, "10:00"), 1, "", form(event.Picture))
	s.say(s.before(9, "10:20"), 1, "", form(event.Voice))
	s.say(s.before(8, "10:00"), 1, "", form(event.Picture))
	s.say(s.before(8, "10:01"), 1, "今天的晚饭")
	want(t, "without staff", s.figures().Talk.Answers.MaybeAsks, 0)
	s.say(s.before(9, "10:50"), 100, "看到了,这是坏的")
	f := s.figures()
	want(t, "with staff", f.Talk.Answers.MaybeAsks, 1)
	want(t, "questions", f.Talk.Answers.Questions, 0)
	want(t, "on the list", len(f.Waiting), 1)
	want(t, "as a maybe", f.Waiting[0].Maybe, true)
}
