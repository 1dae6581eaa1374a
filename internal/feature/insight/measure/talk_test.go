package measure

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/feature/insight/ask"
)

func TestTurns(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	at := s.before(1, "12:00")
	s.say(at, 1, "第一句话")
	s.say(at.Add(time.Minute), 2, "别人插一句")
	s.say(at.Add(2*time.Minute), 1, "正好两分钟,还是一轮")
	s.say(at.Add(4*time.Minute), 1, "从上一句算起又是两分钟")
	s.say(at.Add(6*time.Minute+time.Millisecond), 1, "过了,新的一轮")
	turns := s.scene().talk.turns
	want(t, "turns", len(turns), 3)
	want(t, "the first lasts", turns[0].to-turns[0].from, 4*minute)
	want(t, "then comes", turns[1].actor, 1)
	want(t, "and the first again", turns[2].actor, 0)
}

// TestStockRepliesAreNoConversation: they neither are turns of people, nor
// answer, nor are answered.
func TestStockRepliesAreNoConversation(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	at := s.before(1, "12:00")
	post := s.say(at, 100, "今晚八点直播,记得来看")
	for p := range 10 {
		s.say(at.Add(time.Duration(p+1)*time.Minute), uint32(p+1), "收到", answering(post))
	}
	s.say(at.Add(20*time.Minute), 11, "", form(event.Sticker))
	s.say(at.Add(25*time.Minute), 12, "666")
	f := s.figures()
	want(t, "turns", f.Talk.Turns, 1)
	want(t, "people's turns", f.Talk.PeopleTurns, 0)
	wantNear(t, "b", f.Talk.B, 1)
	wantNear(t, "unanswered broadcasts", f.Talk.MuteShare, 1)
	want(t, "active people", f.Roles.Active, 12)
	want(t, "conversations", f.Talk.Conversations, 1)

	s.say(at.Add(30*time.Minute), 13, "收到", answering(post))
	s.say(at.Add(31*time.Minute), 13, "会有新口味的面包吗") // the same turn, and now it says something
	want(t, "people's turns with words", s.figures().Talk.PeopleTurns, 1)
}

// TestPersonToPerson: m counts people's turns that answer a person, whoever it
// is that states it.
func TestPersonToPerson(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	at := s.before(3, "12:00")
	old := s.say(s.before(50, "12:00"), 7, "很久以前说过的话")
	a := s.say(at, 1, "周末谁去爬山")
	s.say(at.Add(10*time.Minute), 2, "我去,带上孩子", answering(a))
	s.say(at.Add(20*time.Minute), 3, "我也去一次看看", naming(1))
	staff := s.say(at.Add(30*time.Minute), 100, "山脚下有我们的店")
	s.say(at.Add(40*time.Minute), 4, "店里有水卖吗", answering(staff))   // answers staff, not a person
	s.say(at.Add(50*time.Minute), 5, "你当年说的那条路还在", answering(old)) // a message from before the window
	f := s.figures()
	want(t, "people's turns", f.Talk.PeopleTurns, 5)
	wantNear(t, "m", f.Talk.M, 3.0/5)
	want(t, "people in person-to-person turns", f.Talk.Conversing, 5) // 1, 2, 3, 5 and 7
	wantNear(t, "inferred", f.Talk.Inferred, 0)
	wantUnknown(t, "the error of m where all is stated", f.Talk.MError)
	want(t, "ties", len(f.Edges), 4)

	s.staff = false
	f = s.figures()
	wantUnknown(t, "m without staff", f.Talk.M)
	wantUnknown(t, "b without staff", f.Talk.B)
	wantUnknown(t, "u without staff", f.Talk.Answers.Unanswered)
	if f.Type != nil || len(f.Waiting) > 0 {
		t.Errorf("without staff there is a type %v and a list of %d", f.Type, len(f.Waiting))
	}
}

// TestMergedAuthorsAreOne: a mention of an account that was merged into a
// member is a mention of that member.
func TestMergedAuthorsAreOne(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.who[2] = Someone{Member: 1, Name: "柚子", Rank: 1}
	s.who[1] = Someone{Member: 1, Name: "柚子", Rank: 1}
	at := s.before(3, "12:00")
	s.say(s.before(60, "12:00"), 2, "旧号说过的话")
	s.say(at, 1, "新号在说话")
	s.say(at.Add(5*time.Minute), 3, "欢迎换了新号", naming(2))
	f := s.figures()
	want(t, "people", f.People, 2)
	wantNear(t, "m", f.Talk.M, 1.0/2)
}

// TestConversations: linked turns are one; an unlinked turn of somebody in it
// goes on within the hour; others, and later ones, start anew.
func TestConversations(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	at := s.before(3, "12:00")
	a := s.say(at, 1, "有人去过那家店")
	s.say(at.Add(5*time.Minute), 2, "去过的,还可以", answering(a))
	s.say(at.Add(65*time.Minute), 1, "那我周末也去看看")                  // 60 minutes later: goes on
	s.say(at.Add(65*time.Minute), 3, "今天的天气真热")                   // somebody else: a new one
	s.say(at.Add(126*time.Minute), 3, "晚上总算凉快一点")                 // 61 minutes later: another
	s.say(at.Add(200*time.Minute), 4, "补一句那家店周一休息", answering(a)) // linked: the first again
	want(t, "conversations", s.figures().Talk.Conversations, 3)

	// A turn that goes on to answer one begun after it is one conversation with it.
	s = tell(t, "2026-05-20 21:00")
	at = s.before(3, "12:00")
	s.say(at, 1, "说一件别的事情")
	b := s.say(at.Add(time.Minute), 2, "这个包多大")
	s.say(at.Add(90*time.Second), 1, "能放下一台电脑", answering(b))
	want(t, "conversations", s.figures().Talk.Conversations, 1)
}

// TestBroadcasts: what is one, and how many several are.
func TestBroadcasts(t *testing.T) {
	for _, c := range []struct {
		name string
		tell func(s *story, at time.Time)
		want int
	}{
		{"one post", func(s *story, at time.Time) { s.say(at, 100, "今日上新") }, 1},
		{"posts five minutes apart", func(s *story, at time.Time) {
			for n := range 4 {
				s.say(at.Add(time.Duration(n)*5*time.Minute), 100, "今日上新")
			}
		}, 1},
		{"a second more", func(s *story, at time.Time) {
			s.say(at, 100, "今日上新")
			s.say(at.Add(5*time.Minute+time.Second), 100, "今日上新")
		}, 2},
		{"a person between", func(s *story, at time.Time) {
			s.say(at, 100, "今日上新")
			s.say(at.Add(time.Minute), 1, "颜色不错的样子")
			s.say(at.Add(2*time.Minute), 100, "今日上新")
		}, 2},
		{"two senders by turns", func(s *story, at time.Time) {
			for n := range 6 {
				s.say(at.Add(time.Duration(n)*time.Minute), uint32(100+n%2), "今日上新")
			}
		}, 2},
		{"staff and a bot", func(s *story, at time.Time) { s.say(at, 100, "今日上新"); s.say(at, 200, "build 12 passed") }, 2},
		{"a sticker of staff", func(s *story, at time.Time) { s.say(at, 100, "", form(event.Sticker)) }, 0},
		{"30 minutes after a question", func(s *story, at time.Time) {
			s.say(at, 1, "几点开门?")
			s.say(at.Add(30*time.Minute), 100, "九点开门")
		}, 0},
		{"31 minutes after a question", func(s *story, at time.Time) {
			s.say(at, 1, "几点开门?")
			s.say(at.Add(31*time.Minute), 100, "九点开门")
		}, 1},
		{"after a request", func(s *story, at time.Time) {
			s.say(at, 1, "帮我改地址")
			s.say(at.Add(9*time.Minute), 100, "改成哪里")
		}, 0},
		{"after a call", func(s *story, at time.Time) {
			s.say(at, 1, "在吗")
			s.say(at.Add(9*time.Minute), 100, "我们在这里")
		}, 0},
		{"after a statement", func(s *story, at time.Time) {
			s.say(at, 1, "我到店里了")
			s.say(at.Add(9*time.Minute), 100, "今日上新")
		}, 1},
		{"a reply to a person", func(s *story, at time.Time) {
			k := s.say(at, 1, "我到店里了")
			s.say(at.Add(40*time.Minute), 100, "看到您了", answering(k))
		}, 0},
		{"an @ of a person", func(s *story, at time.Time) {
			s.say(at, 1, "x")
			s.say(at.Add(time.Hour), 100, "生日快乐呀", naming(1))
		}, 0},
		{"a welcome to somebody who never spoke", func(s *story, at time.Time) { s.say(at, 100, "欢迎新朋友进群", naming(9)) }, 0},
		{"an @ of a colleague", func(s *story, at time.Time) {
			s.say(at, 101, "早")
			s.say(at.Add(time.Hour), 100, "你来发一下活动", naming(101))
		}, 1},
		{"word that the answer was private", func(s *story, at time.Time) { s.say(at, 100, "已私信,请查收") }, 0},
		{"a reply to staff", func(s *story, at time.Time) {
			k := s.say(at, 101, "今日上新")
			s.say(at.Add(time.Hour), 100, "补充一下价格", answering(k))
		}, 2},
	} {
		s := tell(t, "2026-05-20 21:00")
		s.say(s.before(60, "12:00"), 1, "long ago")
		c.tell(s, s.before(2, "14:00"))
		want(t, c.name, s.figures().Talk.Broadcasts, c.want)
	}
}

// TestUnansweredBroadcasts: a person's word within 60 minutes answers; a stock
// reply does not; one whose hour is not over is left out.
func TestUnansweredBroadcasts(t *testing.T) {
	for _, c := range []struct {
		name string
		tell func(s *story, at time.Time)
		want float64
	}{
		{"a word in the 60th minute", func(s *story, at time.Time) { s.say(at.Add(time.Hour), 1, "颜色真好看呢") }, 0},
		{"a second later", func(s *story, at time.Time) { s.say(at.Add(time.Hour+time.Second), 1, "颜色真好看呢") }, 1},
		{"a stock reply", func(s *story, at time.Time) { s.say(at.Add(time.Minute), 1, "收到") }, 1},
		{"a chain entry", func(s *story, at time.Time) { s.say(at.Add(time.Minute), 1, "接龙", form(event.Chain)) }, 0},
		{"a colleague", func(s *story, at time.Time) { s.say(at.Add(time.Minute), 101, "颜色真好看呢") }, 1},
		{"nobody", func(*story, time.Time) {}, 1},
	} {
		s := tell(t, "2026-05-20 21:00")
		at := s.before(2, "14:00")
		s.say(at, 100, "今日上新")
		c.tell(s, at)
		s.say(s.at.Add(-50*time.Minute), 100, "今晚还有一场,这条还不到一小时")
		wantNear(t, c.name, s.figures().Talk.MuteShare, c.want)
	}
}

// TestOneWayPosters: who posts and never converses broadcasts; a customer whom
// nobody answers does not.
func TestOneWayPosters(t *testing.T) {
	posts := func(text string, n int) func(s *story) {
		return func(s *story) {
			for k := range n {
				s.say(s.before(k%27+1, "10:00").Add(time.Duration(k)*7*time.Minute), 9, text)
			}
		}
	}
	for _, c := range []struct {
		name string
		tell func(s *story)
		want bool
	}{
		{"20 posts", posts("[lists] 周报已经更新到网站上", 20), true},
		{"19 posts", posts("[lists] 周报已经更新到网站上", 19), false},
		{"20 questions nobody answers", posts("这个怎么退款?", 20), false},
		{"30 stock replies", posts("收到", 30), false},
		{"30 chain entries", func(s *story) {
			for k := range 30 {
				s.say(s.before(k%27, "20:00"), 9, "接龙", form(event.Chain))
			}
		}, false},
		{"one in 20 is answered", func(s *story) {
			posts("[lists] 周报已经更新到网站上", 19)(s)
			k := s.say(s.before(3, "15:00"), 9, "[lists] 周报已经更新到网站上")
			s.say(s.before(3, "15:10"), 1, "这期写得很清楚", answering(k))
		}, false},
	} {
		s := tell(t, "2026-05-20 21:00")
		s.say(s.before(5, "09:00"), 1, "我说一句话")
		c.tell(s)
		sc := s.scene()
		want(t, c.name, sc.oneWay[sc.byAuthor[9]], c.want)
	}
}

// TestFixedTimes: ±10 minutes, on 60 % of days; the time told is the usual one.
func TestFixedTimes(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(60, "12:00"), 1, "long ago")
	for d := range 28 {
		s.say(s.before(d, "09:00").Add(time.Duration(d*8%21-10)*time.Minute), 100, "早安") // stock: no post
		s.say(s.before(d, "10:00").Add(time.Duration(d*8%21-10)*time.Minute), 100, "今日早报")
		if d < 17 { // 17 of 28 days: 60.7 %
			s.say(s.before(d, "15:00"), 100, "下午茶时间到")
		}
		if d < 16 { // 57 %
			s.say(s.before(d, "18:00"), 100, "晚饭吃什么好呢")
		}
		s.say(s.before(d, "19:30").Add(time.Duration(d%29)*4*time.Minute), 100, "随机时间的内容")
	}
	sc := s.scene()
	got := sc.fixedTimes(sc.existed())
	if len(got) != 2 || got[0] < 598 || got[0] > 602 || got[1] != 900 {
		t.Errorf("fixed times at minutes %v, want about 600 and 900", got)
	}
}

// TestFixedTimesAcrossMidnight: 23:55 and 00:05 are one time of day.
func TestFixedTimesAcrossMidnight(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(60, "12:00"), 1, "long ago")
	for d := 1; d <= 27; d++ {
		s.say(s.before(d, map[bool]string{true: "23:56", false: "00:04"}[d%2 == 0]), 100, "今天的内容已经更新")
	}
	sc := s.scene()
	got := sc.fixedTimes(sc.existed())
	if len(got) != 1 || got[0] < 1436 && got[0] > 4 {
		t.Errorf("fixed times at minutes %v, want one about midnight", got)
	}
}

// TestMarksOfStaffAreTheirs: what is judged about words stays with package ask;
// the figures only rest on these readings.
func TestMarksRestOnAsk(t *testing.T) {
	for text, want := range map[string]ask.Marks{"几点开门?": ask.Question, "在吗": ask.Call, "收到": ask.Stock, "同问": ask.SameHere, "已私信": ask.PrivateReply} {
		if got := ask.Read(text, false); !got.Has(want) {
			t.Errorf("%s reads as %v, want %v", text, got, want)
		}
	}
}
