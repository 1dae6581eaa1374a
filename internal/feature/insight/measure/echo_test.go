package measure

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
)

// fans tells 28 days of one broadcast each, after which three accounts praise in
// the same words; change makes one of them something else.
func fans(t *testing.T, praises func(p, d int) (text string, after time.Duration), also func(s *story)) *story {
	s := tell(t, "2026-05-20 21:00")
	s.say(s.before(60, "12:00"), 9, "以前聊过别的事情")
	for d := range 10 {
		at := s.before(d*2+1, "15:00")
		s.say(at, 100, "新到的面霜,限量发售")
		for p := range 3 {
			text, after := praises(p, d)
			s.say(at.Add(after), uint32(p+1), text)
		}
	}
	if also != nil {
		also(s)
	}
	return s
}

// TestEcho: three accounts that only praise soon after broadcasts are a
// question; whatever makes one of them a customer ends it.
func TestEcho(t *testing.T) {
	shill := func(p, d int) (string, time.Duration) {
		return "这款面霜真的很好用,已经回购第三次了,推荐大家买", time.Duration(p+2) * time.Minute
	}
	for _, c := range []struct {
		name    string
		praises func(p, d int) (string, time.Duration)
		also    func(s *story)
		want    int
	}{
		{"three accounts", shill, nil, 3},
		{"one asks once", shill, func(s *story) { s.say(s.before(3, "10:00"), 1, "下一批什么时候到?") }, 0},
		{"one answers once", shill, func(s *story) {
			k := s.say(s.before(3, "10:00"), 9, "我想找一家好吃的面馆")
			s.say(s.before(3, "10:05"), 1, "街口那家就不错", answering(k))
		}, 0},
		{"one signs up in a chain", shill, func(s *story) { s.say(s.before(3, "20:00"), 1, "接龙", form(event.Chain)) }, 0},
		{"one is a colleague", shill, func(s *story) { s.who[1] = Someone{Member: 1, Standing: Staff} }, 0},
		{"they thank staff in a stated reply", shill, func(s *story) {
			k := s.say(s.before(3, "10:00"), 100, "给老朋友准备的小礼物")
			s.say(s.before(3, "10:05"), 1, "礼物真好看", answering(k)) // staff is no person: it answers nobody
		}, 3},
		{"eleven minutes later", func(p, d int) (string, time.Duration) {
			text, _ := shill(p, d)
			return text, time.Duration(p+11) * time.Minute
		}, nil, 0},
		{"in words of their own", func(p, d int) (string, time.Duration) {
			when := []string{"春游回来", "加班到深夜", "婆婆来家里", "出差三天", "体检之前", "搬新家那天", "健身完毕", "周会散场", "陪娃写字", "等地铁时"}
			what := []string{"抹了一层", "借给同桌", "带去北方", "装进小瓶", "混着精华", "涂在手背", "放进冰箱", "送了表妹", "配着喷雾", "换掉旧的"}
			so := []string{"脸不干了,满意", "皮肤软软,喜欢", "味道真香", "第二天好滋润", "完全没起皮,不错", "颜色清爽,好用", "包装也好看", "老公都说值得", "比专柜划算", "敏感肌放心"}
			return when[d] + what[(d+3*p+1)%10] + so[(7*d+p)%10], time.Duration(p+2) * time.Minute
		}, nil, 0},
		{"on four days", func(p, d int) (string, time.Duration) {
			if d >= 4 {
				return "今天出门散步看到一只猫", time.Duration(p+2) * time.Minute
			}
			return shill(p, d)
		}, func(s *story) {
			for p := uint32(1); p <= 3; p++ { // and again on each of the four
				for d := range 4 {
					s.say(s.before(d*2+1, "15:07"), p, "这款面霜真的很好用,已经回购第三次了,推荐大家买")
				}
			}
		}, 0},
		{"too short to compare", func(p, d int) (string, time.Duration) { return "真好用", time.Duration(p+2) * time.Minute }, nil, 0},
		{"stock replies", func(p, d int) (string, time.Duration) { return "收到", time.Duration(p+2) * time.Minute }, nil, 0},
	} {
		f := fans(t, c.praises, c.also).figures()
		want(t, c.name, f.Type.Echo, c.want)
		want(t, c.name+": members asked about", len(f.Echo), c.want)
		if f.Type.Name == SelfDirected {
			t.Errorf("%s: the type is self-directed though nobody confirmed it", c.name)
		}
	}
}

// TestTwoEchoesAreNoQuestion: it takes three.
func TestTwoEchoesAreNoQuestion(t *testing.T) {
	s := fans(t, func(p, d int) (string, time.Duration) {
		if p == 2 {
			return "路上堵车堵得厉害", 5 * time.Minute
		}
		return "这款面霜真的很好用,已经回购第三次了,推荐大家买", time.Duration(p+2) * time.Minute
	}, nil)
	want(t, "echo", s.figures().Type.Echo, 0)
}
