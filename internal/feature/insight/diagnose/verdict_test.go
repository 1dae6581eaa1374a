package diagnose_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// T of most stories: a Wednesday without a holiday in the 56 days before.
const usual = "2026-05-20 21:00"

// The words of the stories, all invented.
var (
	smallTalk = []string{"孩子今天终于自己吃饭了", "楼下的栀子花开了一大片", "昨晚下雨把阳台淹了", "早上送娃差点迟到", "我家那位又买了鱼竿", "菜场的豌豆便宜了",
		"周末去了趟植物园", "新来的体育老师挺有办法", "小区门口在修路", "我把旧毛衣拆了重织", "娃娃学会骑车了", "今天做了葱油拌面"}
	talkBack = []string{"我家也是这样过来的", "那得给孩子点时间", "听着就替你高兴", "我们那边也修了半个月", "换个时间去人少一些", "我妈以前也这么说", "有空带我一起去看看", "照片里颜色更好看"}
	asking   = []string{"这款多少钱?", "明天几点开门?", "还有小号吗?", "什么时候到货?", "能不能送到楼上?", "这个怎么洗?", "有没有不辣的?", "在哪里自提?"}
	telling  = []string{"这款三十九元一份", "早上九点开门", "小号还有两件", "后天到一批", "可以送到门口", "冷水轻轻揉就行", "有原味的", "在东门架子上自提"}
	adverts  = []string{"今日上新:春茶到店,欢迎来尝", "店里新到一批草莓,甜度很高", "本周满减活动开始,详情看海报", "晚上八点直播间见,有小礼物", "新品面包出炉,香味飘到街口"}
)

const shop = "花园客服"

func people(n int) []string {
	names := []string{"柚子妈", "阿梨", "谭叔", "晚风", "小满", "石榴", "木木", "青禾", "豆包", "南瓜", "芒种", "云朵", "西瓜皮", "小雪", "白露", "阿木"}
	return names[:n]
}

// alive tells words of n people on days from … to before T, some minutes apart.
func (r *room) alive(n, from, to int) *room {
	for d := from; d >= to; d-- {
		for i, who := range people(n) {
			r.add(r.clock(d, "10:00").Add(time.Duration(i*17)*time.Minute), who, "", r.pick(smallTalk))
		}
	}
	return r
}

// posts tells a broadcast of the shop at clocks on days from … to before T.
func (r *room) posts(from, to int, clocks ...string) *room {
	for d := from; d >= to; d-- {
		for _, c := range clocks {
			r.say(d, c, shop, r.pick(adverts))
		}
	}
	return r
}

// verdict is one story with what is to be found, and not what a naive reading
// finds.
type verdict struct {
	name   string
	naive  string // what a naive reading would say
	at     string // T; "" for the usual one
	tell   func(r *room)
	as     func(t testing.TB, r *room) *export.Source // nil: a WeChat export
	state  measure.State
	census measure.Census
	kind   measure.TypeName // "" not claimed
	not    []measure.TypeName
	more   func(t *testing.T, d *diagnose.Diagnosis, g *measure.GroupReport)
}

func TestVerdicts(t *testing.T) {
	for _, v := range slices.Concat(talkingVerdicts(), quietVerdicts(), calendarVerdicts()) {
		t.Run(v.name, func(t *testing.T) {
			r := newRoom(t, "g1", cmp.Or(v.at, usual))
			v.tell(r)
			as := v.as
			if as == nil {
				as = func(t testing.TB, r *room) *export.Source { return wechat(t, "", r) }
			}
			opt := diagnose.Options{AsOf: r.at, Staff: []string{shop}}
			if !slices.ContainsFunc(r.lines, func(s *saying) bool { return s.who == shop }) {
				opt.Staff, opt.NoStaff = nil, true
			}
			d, report := judge(t, opt, as(t, r))
			if len(report.Groups) != 1 {
				t.Fatalf("%d groups, want one", len(report.Groups))
			}
			g := &report.Groups[0]
			want(t, "state (a naive reading: "+v.naive+")", g.State, v.state)
			want(t, "census", g.Census, v.census)
			v.checkType(t, g)
			if v.more != nil {
				v.more(t, d, g)
			}
		})
	}
}

func (v *verdict) checkType(t *testing.T, g *measure.GroupReport) {
	t.Helper()
	if g.Type.Name == nil {
		t.Fatal("the type is unknown though staff are named")
	}
	figures := fmt.Sprintf("b %s, u %s, m %s, echo %d, nearest %v, missing %v", shown(g.Type.Figures.B), shown(g.Type.Figures.U), shown(g.Type.Figures.M), *g.Type.Figures.Echo,
		deref(g.Type.Nearest), deref(g.Type.Missing))
	if v.kind != "" && *g.Type.Name != v.kind {
		t.Errorf("type %s, want %s: %s", *g.Type.Name, v.kind, figures)
	}
	if *g.Type.Name == measure.SelfDirected || slices.Contains(v.not, *g.Type.Name) {
		t.Errorf("type %s, which it is not: %s", *g.Type.Name, figures)
	}
}

func deref[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// talkingVerdicts are groups in which something is said every day.
func talkingVerdicts() []verdict {
	return []verdict{
		{name: "a lively mums' group", naive: "staff post daily, so it talks to itself", tell: func(r *room) {
			r.alive(2, 80, 60)
			who := people(12)
			for d := 27; d >= 0; d-- {
				r.say(d, "12:30", shop, r.pick(adverts))
				for c := range 5 {
					s := r.say(d, fmt.Sprintf("%02d:%02d", 8+c*2, 5+d%7), who[(d+c)%12], r.pick(smallTalk))
					r.reply(s, 3, who[(d+c+1)%12], r.pick(talkBack))
					r.reply(s, 8, who[(d+c+5)%12], r.pick(talkBack))
					r.add(s.at.Add(12*time.Minute), who[(d+c)%12], "", "就是说呀,慢慢来好了")
				}
			}
		}, state: measure.Thriving, census: measure.All7, kind: measure.SelfParticipating},
		{name: "mums who never quote", naive: "nobody answers anybody", tell: func(r *room) {
			r.alive(2, 80, 60)
			who := people(12)
			for d := 27; d >= 0; d-- {
				r.say(d, "12:30", shop, r.pick(adverts))
				for c := range 5 {
					s := r.say(d, fmt.Sprintf("%02d:%02d", 8+c*2, 5+d%7), who[(d+c)%12], r.pick(smallTalk))
					r.add(s.at.Add(time.Minute), who[(d+c+1)%12], "", r.pick(talkBack))
					r.add(s.at.Add(2*time.Minute), who[(d+c+5)%12], "", r.pick(talkBack))
					r.add(s.at.Add(4*time.Minute), who[(d+c)%12], "", "就是说呀,慢慢来好了")
				}
			}
		}, state: measure.Thriving, census: measure.All7, kind: measure.SelfParticipating, more: func(t *testing.T, d *diagnose.Diagnosis, _ *measure.GroupReport) {
			wantWithin(t, "± of m, all of it inferred", d.Figures[0].Talk.MError, 0.05, 0.5)
		}},
		{name: "a sign-up chain every evening", naive: "the same words after every broadcast: shills", tell: func(r *room) {
			r.alive(2, 80, 70)
			for d := 27; d >= 0; d-- {
				list := "#接龙\n今晚团购:本地青菜\n"
				r.add(r.clock(d, "19:00"), shop, "chain", list)
				for i, who := range people(8) {
					list += fmt.Sprintf("%d. %s 一份\n", i+1, who)
					r.add(r.clock(d, "19:01").Add(time.Duration(i)*time.Minute), who, "chain", list)
				}
				r.say(d, "19:10", people(8)[d%8], "上次的青菜很新鲜,味道不错,这回多买一份")
			}
		}, state: measure.Thriving, census: measure.All7, not: []measure.TypeName{measure.SelfTalk, measure.TooLittle},
			more: func(t *testing.T, _ *diagnose.Diagnosis, g *measure.GroupReport) {
				want(t, "echo", *g.Type.Figures.Echo, 0)
				wantWithin(t, "b", g.B, 0, 0.2)
			}},
		{name: "a diligent shop assistant", naive: "she writes most of the messages unquoted: self-talk", tell: func(r *room) {
			r.alive(2, 80, 70)
			for d := 27; d >= 1; d-- {
				for i, c := range []string{"10:10", "13:40", "16:20", "19:05"} {
					k := (d*4 + i) % 8
					s := r.say(d, c, people(12)[(d+i*3)%12], asking[k])
					r.add(s.at.Add(time.Duration(4+k*3)*time.Minute), shop, "", telling[k])
					r.add(s.at.Add(time.Duration(5+k*3)*time.Minute), shop, "", "需要的话随时叫我")
				}
				if d%3 == 0 {
					r.say(d, "23:00", people(12)[d%12], "明天早上有面包吗?")
					r.say(d-1, "09:10", shop, "面包八点半就出炉了")
				}
			}
			r.posts(27, 1, "11:50")
		}, state: measure.Steady, census: measure.Occasional, not: []measure.TypeName{measure.SelfTalk, measure.SelfCentred},
			more: func(t *testing.T, _ *diagnose.Diagnosis, g *measure.GroupReport) {
				wantWithin(t, "u", g.U, 0, 0.02)
				wantWithin(t, "b", g.B, 0, 0.25)
			}},
		{name: "a real self-talk group", naive: "a hundred messages a month: active", tell: func(r *room) {
			r.alive(3, 80, 60).posts(40, 0, "09:00", "12:00", "15:00", "18:00")
			for d := 25; d > 0; d -= 5 {
				r.say(d, "20:30", "阿梨", r.pick(smallTalk))
			}
		}, state: measure.Steady, census: measure.Occasional, kind: measure.SelfTalk},
		{name: "self-talk that gets 收到 and 666", naive: "everybody answers: self-participating", tell: func(r *room) {
			r.alive(3, 80, 60).posts(40, 0, "09:00", "12:00", "15:00", "18:00")
			for d := 27; d >= 0; d-- {
				for i, who := range people(10) {
					r.add(r.clock(d, "12:01").Add(time.Duration(i)*time.Minute), who, []string{"", "", "sticker"}[i%3], []string{"收到", "666", ""}[i%3])
				}
			}
		}, state: measure.Thriving, census: measure.All7, kind: measure.SelfTalk,
			more: func(t *testing.T, _ *diagnose.Diagnosis, g *measure.GroupReport) { wantWithin(t, "b", g.B, 0.9, 1) }},
		{name: "questions ignored", naive: "people ask every day: lively", tell: func(r *room) {
			r.alive(3, 80, 60)
			for d := 27; d >= 0; d-- {
				r.say(d, fmt.Sprintf("%02d:15", 9+d%4), shop, r.pick(adverts))
				r.say(d, fmt.Sprintf("%02d:40", 15+d%5), people(10)[d%10], asking[d%8])
			}
		}, state: measure.Steady, census: measure.All7, kind: measure.SelfCentred,
			more: func(t *testing.T, _ *diagnose.Diagnosis, g *measure.GroupReport) { wantWithin(t, "u", g.U, 0.9, 1) }},
		{name: "one customer asks in vain", naive: "a one-way poster", tell: func(r *room) {
			r.alive(3, 80, 60)
			for d := 27; d >= 0; d-- {
				r.say(d, fmt.Sprintf("%02d:15", 9+d%4), shop, r.pick(adverts))
				r.say(d, fmt.Sprintf("%02d:40", 15+d%5), "阿梨", asking[d%8])
			}
		}, state: measure.Steady, census: measure.All7, kind: measure.SelfCentred},
		{name: "three accounts that only praise", naive: "words after every post: lively", tell: func(r *room) {
			r.alive(3, 80, 60)
			for d := 27; d >= 0; d-- {
				at := r.say(d, fmt.Sprintf("%02d:30", 10+d%9), shop, r.pick(adverts)).at
				for i, who := range []string{"喜乐", "安康", "如意"} {
					r.add(at.Add(time.Duration(i*2+2)*time.Minute), who, "", []string{"这家的茶真的好喝,已经回购第三次了,推荐", "真的好喝,这家的茶已经回购好几次了", "推荐这家的茶,真的好喝,回购第四次了"}[(d+i)%3])
				}
				r.say(d, "20:10", people(5)[d%5], r.pick(smallTalk))
			}
		}, state: measure.Thriving, census: measure.All7,
			more: func(t *testing.T, _ *diagnose.Diagnosis, g *measure.GroupReport) {
				want(t, "echo", *g.Type.Figures.Echo, 3)
			}},
		{name: "harmless fans", naive: "the same praise after every post: shills", tell: func(r *room) {
			r.alive(3, 80, 60)
			for d := 27; d >= 0; d-- {
				at := r.say(d, fmt.Sprintf("%02d:30", 10+d%9), shop, r.pick(adverts)).at
				for i, who := range []string{"喜乐", "安康", "如意"} {
					r.add(at.Add(time.Duration(i*2+2)*time.Minute), who, "", "这家的茶真的好喝,已经回购第三次了,推荐")
					if d%9 == i {
						r.say(d, "20:10", who, "绿茶什么时候到货?")
					}
				}
			}
		}, state: measure.Thriving, census: measure.All7,
			more: func(t *testing.T, _ *diagnose.Diagnosis, g *measure.GroupReport) {
				want(t, "echo", *g.Type.Figures.Echo, 0)
			}},
	}
}
