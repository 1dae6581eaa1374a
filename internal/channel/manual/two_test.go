package manual

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// water is a screen of a talk between two that begins with what the network says and has
// a time that somebody says.
const water = "以上是打招呼的内容\n星期二 09:14\n你好，送水是这个吗\n是的\n星期三 20:33\n送两桶\n几点到\n10:00\n昨天 11:46\n水有点味道\n马上换\n你撤回了一条消息\n08:20\n谢谢"

// TestWhatMayBeATalkBetweenTwo is asked about; what has names is not.
func TestWhatMayBeATalkBetweenTwo(t *testing.T) {
	c := copied(t)
	for name, one := range map[string]struct {
		text string
		may  bool
	}{
		"words and times":            {water, true},
		"one time":                   {"昨天 14:02\n在吗\n在的", true},
		"days that stand alone":      {"昨天\n14:02\n在吗\n在的", true},
		"in English":                 {"Tue 2:02 PM\nany milk?\nyes\nYesterday 8:05 AM\nthanks", true},
		"the other's name on top":    {"王姐\n昨天 14:02\n老板在吗\n在的\n要两份\n马上\n今天 9:00\n有货吗\n有\n来了\n10:00\n好", true},
		"an answer said three times": {"昨天 9:00\n在吗\n在的\n要两份\n好的\n10:00\n好的\n谢谢\n11:00\n好的\n来取了", true},
		"and above a time":           {"昨天 9:00\n马上\n在的\n要两份\n马上\n10:00\n好嘞\n谢谢\n马上\n11:00\n好的\n马上\n来取了\n好", true},
		"a label in the words":       {"昨天 9:00\n在吗\n在的\n要两份\n送到：6栋\n10:00\n好嘞\n谢谢\n11:00\n来取了", true},
		"a time in the words":        {"昨天 9:00\n在吗\n在的\n老王 10:00 来取\n要两份\n10:00\n好嘞", true},
		"a time each":                {"14:02\n在吗\n15:10\n在的", true},
		"what one took back":         {"昨天 14:02\n在吗\n你撤回了一条消息\n在的", true},

		"no times":               {"在吗\n在的\n要两份", false},
		"one line":               {"昨天 14:02\n在吗", false},
		"a group's name":         {"福利群(213)\n昨天 14:02\n在吗\n在的", false},
		"a title":                {"群聊“福利群”的聊天记录\n昨天 14:02\n在吗\n在的", false},
		"somebody came":          {"昨天 14:02\n在吗\n\"小雨\"邀请\"小北\"加入了群聊\n在的", false},
		"names in the line":      {"昨天 20:15\n小雨：在吗\n店长：在\n9:30\n小雨：好", false},
		"names of one word each": {"昨天 20:15\n小雨：在吗\n店长：在", false},
		"names below times":      {"昨天 下午3:20\n阿May\n今天有菠蘿包嗎\n餅店文叔\n四點出爐\n阿May\n留四個俾我\n餅店文叔\n好\n昨天 下午5:48\n阿May\n多謝", false},
		"names with times":       {"昨天 20:15\n小雨 20:15\n在吗\n店长 20:16\n在", false},
		"opening hours":          {"开门\n9:00\n到货\n10:00\n午休\n12:00\n关门\n18:00", false},
		"code":                   {"10:00\nfunc main() {\n\tx := \"a\";\n}\n", false},
		"from memory":            {"小美 昨天下午2点 两箱\n老周，今早八点半，一箱\n小陈 昨晚8点 三箱", false},
	} {
		if got := Read(one.text, c).MayBeTwo; got != one.may {
			t.Errorf("%s: may be a talk between two: %v", name, got)
		}
	}
}

// TestNobodySaysWhatNobodyChose: of a talk between two each line is asked about, in
// whatever way it is written, and has nobody's name before somebody gives it one.
func TestNobodySaysWhatNobodyChose(t *testing.T) {
	c := copied(t)
	for _, text := range []string{water, "王姐\n昨天 14:02\n王姐：在吗\n马上\n今天 9:00\n小雨 10:02\n来了", "小雨 2030-03-01 20:15:33\n在吗\n\n店主 2030/3/1 20:16\n在的", "#接龙\n1. 小雨 两份\n2. 王姐 一份"} {
		c.Two = &Two{Own: "老板", Other: "王姐"}
		p := Read(text, c)
		asked := 0
		for _, d := range p.Unclear {
			if d.Open {
				asked++
			} else if d.Took != LeaveOut || !d.Aside {
				t.Errorf("%.20q: line %d is taken for %q without a word", text, d.N, d.Took)
			}
		}
		if len(p.Events) > 0 || asked != p.Open() || asked == 0 {
			t.Errorf("%.20q: %d messages, %d open, %d asked", text, len(p.Events), p.Open(), asked)
		}
		for i, n := range []int{1, len(p.Unclear)} { // each line is somebody's own
			one := p.Unclear[n-1].N
			c.Answers = map[int]string{one: [2]string{Mine, Theirs}[i]}
			if got := Read(text, c); len(got.Events) != 1 || got.Events[0].Event.Actor.Name != [2]string{"老板", "王姐"}[i] || got.Lines[one-1].Text != p.Unclear[n-1].Text {
				t.Errorf("%.20q: line %d: %q", text, one, short(got, c.Zone))
			}
		}
		c.Answers = nil
	}
}

// TestATalkBetweenTwoIsRead: whose each line is, when it was said, and what is left out.
func TestATalkBetweenTwoIsRead(t *testing.T) {
	c := copied(t)
	for name, one := range map[string]struct {
		text    string
		two     Two
		answers map[int]string
		want    []string
		open    []int
	}{
		"all are chosen": {water, Two{Own: "老孟", Other: "小林"}, map[int]string{3: Theirs, 4: Mine, 6: Theirs, 7: Mine, 8: Theirs, 10: Theirs, 11: Mine, 14: Theirs},
			[]string{"02-26 09:14:00 小林 0 你好，送水是这个吗", "02-26 09:14:00 老孟 0 是的", "02-27 20:33:00 小林 0 送两桶", "02-27 20:33:00 老孟 0 几点到", "02-27 20:33:00 小林 0 10:00",
				"03-01 11:46:00 小林 0 水有点味道", "03-01 11:46:00 老孟 0 马上换", "03-02 08:20:00 小林 0 谢谢"}, nil},
		"the rest is theirs, but for a time out of turn": {water, Two{Own: "老孟", Other: "小林", Rest: true}, map[int]string{4: Mine},
			[]string{"02-26 09:14:00 小林 0 你好，送水是这个吗", "02-26 09:14:00 老孟 0 是的", "02-27 20:33:00 小林 0 送两桶", "02-27 20:33:00 小林 0 几点到", "03-01 11:46:00 小林 0 水有点味道", "03-01 11:46:00 小林 0 马上换", "03-02 08:20:00 小林 0 谢谢"}, []int{8}},
		"a time that is one":     {"昨天 14:02\n在吗\n09:00\n在\n08:00\n好", Two{Own: "我", Other: "她", Rest: true}, map[int]string{5: LeaveOut}, []string{"03-01 14:02:00 她 0 在吗", "03-01 09:00:00 她 0 在", "03-02 08:00:00 她 0 好"}, nil},
		"earlier than the last":  {"10:00\n几点\n09:30\n好", Two{Own: "我", Other: "她", Rest: true}, nil, []string{"03-02 10:00:00 她 0 几点", "03-02 10:00:00 她 0 好"}, []int{3}},
		"a day is asked about":   {"昨天 14:02\n哪天要\n周五\n好", Two{Own: "我", Other: "她", Rest: true}, nil, []string{"03-01 14:02:00 她 0 哪天要", "03-01 14:02:00 她 0 好"}, []int{3}},
		"and is words":           {"昨天 14:02\n哪天要\n周五\n好", Two{Own: "我", Other: "她", Rest: true}, map[int]string{3: Theirs, 2: Mine}, []string{"03-01 14:02:00 我 0 哪天要", "03-01 14:02:00 她 0 周五", "03-01 14:02:00 她 0 好"}, nil},
		"or is a day":            {"2月27日\n14:02\n在吗\n2月28日\n08:00\n在", Two{Own: "我", Other: "她", Rest: true}, map[int]string{1: LeaveOut, 4: LeaveOut}, []string{"02-27 14:02:00 她 0 在吗", "02-28 08:00:00 她 0 在"}, nil},
		"above the first time":   {"好的\n昨天 14:02\n在吗", Two{Own: "我", Other: "她", Rest: true}, map[int]string{1: Mine}, []string{"03-01 14:02:00 我 0 好的", "03-01 14:02:00 她 0 在吗"}, nil},
		"what is no words":       {"王姐\n昨天 14:02\n在吗\n[图片]", Two{Own: "我", Other: "她", Rest: true}, map[int]string{1: LeaveOut}, []string{"03-01 14:02:00 她 0 在吗", "03-01 14:02:00 她 2 "}, nil},
		"a notice that is words": {"昨天 14:02\n在吗\n我退出群聊了", Two{Own: "我", Other: "她", Rest: true}, map[int]string{3: Theirs}, []string{"03-01 14:02:00 她 0 在吗", "03-01 14:02:00 她 0 我退出群聊了"}, nil},
		"answers of other lists": {"昨天 14:02\n在吗\n在", Two{Own: "我", Other: "她"}, map[int]string{2: PartOfAbove, 3: By + "他"}, nil, []int{2, 3}},
		"nobody has a name":      {"昨天 14:02\n在吗\n在", Two{}, map[int]string{2: Mine, 3: Theirs}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := c
			c.Two, c.Answers = &one.two, one.answers
			p := Read(one.text, c)
			if d := cmp.Diff(one.want, short(p, c.Zone)); d != "" {
				t.Error(d)
			}
			var open []int
			for _, d := range p.Unclear {
				if d.Open {
					open = append(open, d.N)
				}
			}
			if d := cmp.Diff(one.open, open); d != "" || p.Odd || p.MayBeTwo {
				t.Errorf("open %v, odd %v: %s", open, p.Odd, d)
			}
		})
	}
}

// TestATalkBetweenTwoIsKnownAgain: the same once more, and a longer piece of it.
func TestATalkBetweenTwoIsKnownAgain(t *testing.T) {
	c := copied(t)
	c.Two = &Two{Own: "老孟", Other: "小林", Rest: true}
	short, long := "昨天 11:46\n水有点味道\n好的\n好的\n马上换", "昨天 11:46\n水有点味道\n好的\n好的\n马上换\n谢谢"
	all := gather(c, long)
	if got := gather(c, short, long, short); len(got) != 5 || cmp.Diff(all, got) != "" {
		t.Errorf("%d messages: %v", len(got), got)
	}
}

// TestALongTalkBetweenTwo says where it stops.
func TestALongTalkBetweenTwo(t *testing.T) {
	c := copied(t)
	c.Two = &Two{Own: "老孟", Other: "小林", Rest: true}
	var b strings.Builder
	for i := range mostBubbles + 10 {
		fmt.Fprintf(&b, "第%d句\n\n", i)
	}
	if p := Read(b.String(), c); len(p.Events) != mostBubbles || len(p.Unclear) != mostBubbles || !p.Cut || p.Untimed != mostBubbles || !p.NoDay {
		t.Errorf("%d messages, %d asked, cut: %v, %d without a time", len(p.Events), len(p.Unclear), p.Cut, p.Untimed)
	}
}
