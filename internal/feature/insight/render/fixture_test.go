package render_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// Everybody and everything in these fixtures is invented.
var cast = []string{"店长小满", "豆豆妈", "阿禾", "老周", "青柠", "</script><b>阿黑", "\u202Egnp.\x1b[31m阿红", "早报机器人", "小鹿", "Mia O'Neil", "江边柳", "十三"}

const (
	owner = iota
	mum
	grain
	zhou
	lime
	tagged
	turned
	robot
	deer
	mia
	willow
	thirteen
)

var (
	shanghai = time.FixedZone("Asia/Shanghai", 8*3600)
	evening  = time.Date(2026, 3, 31, 18, 0, 0, 0, shanghai)
)

const (
	hour = int64(time.Hour / time.Millisecond)
	day  = 24 * hour
)

func ago(ms int64) int64 { return evening.UnixMilli() - ms }

func ptr[T any](v T) *T { return &v }

// named returns a diagnosis that knows the cast by number, to be filled.
func named(t testing.TB) *diagnose.Diagnosis {
	t.Helper()
	b := diagnose.NewBook(evening, evening)
	begin(t, b)
	for i, name := range cast {
		say(t, b, "hall", name, fmt.Sprint(i), evening.Add(-time.Hour+time.Duration(i)*time.Minute), "一")
	}
	return judge(t, b, diagnose.Options{NoStaff: true})
}

func begin(t testing.TB, b *diagnose.Book) {
	t.Helper()
	if err := b.Begin(export.Exported{}); err != nil {
		t.Fatal(err)
	}
}

func say(t testing.TB, b *diagnose.Book, chat, name, id string, at time.Time, body string) {
	t.Helper()
	err := b.Event(&event.Event{Network: event.Archive, Chat: event.NativeChat(chat), NativeID: event.NativeMessage(id), Kind: event.Message,
		At: at, Actor: event.Actor{ID: event.NativeUser(name), Name: name}, Form: event.Text, Body: body})
	if err != nil {
		t.Fatal(err)
	}
}

func judge(t testing.TB, b *diagnose.Book, opt diagnose.Options) *diagnose.Diagnosis {
	t.Helper()
	if err := b.End(export.Exported{Events: 1}); err != nil {
		t.Fatal(err)
	}
	opt.AsOf, opt.Zone, opt.Lang = evening, shanghai, i18n.ZhHans
	d, err := b.Judge(context.Background(), opt, diagnose.Models{Links: new(link.Model)})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// town is eight groups of one shop, one of every kind that looks different.
func town(t testing.TB) *diagnose.Diagnosis {
	t.Helper()
	d := named(t)
	d.Heading = measure.Heading{At: evening.UnixMilli(), From: "stamp", Zone: shanghai, StaffKnown: true, SkippedLines: 7, Lang: i18n.ZhHans}
	d.StampAge = time.Hour
	d.Figures = []*measure.Figures{lively(), fading(), dormant(), buying(), young(), dead(), empty(), praising()}
	d.Whole = &measure.Whole{
		Groups: 8, Messages: 9105, People: 143, Staff: 1, Bots: 1,
		Census: map[measure.Census]int{measure.All7: 1, measure.Occasional: 5, measure.Silent: 2},
		States: map[measure.State]int{measure.Thriving: 1, measure.Fading: 1, measure.Dormant: 1, measure.QuietBuying: 1, measure.Forming: 1,
			measure.Dead: 1, measure.Empty: 1, measure.Steady: 1},
		Survival: []measure.Survival{{Months: 1, Share: .81, Low: .68, High: .93, AtRisk: 24}, {Months: 3, Share: .64, Low: .49, High: .79, AtRisk: 18},
			{Months: 6, Share: .48, Low: .32, High: .63, AtRisk: 12}, {Months: 12, Share: .31, Low: .16, High: .46, AtRisk: 5}, {Months: 24, Share: .31, Low: .16, High: .46}},
		Curve: []measure.Step{{Months: 0, Share: 1, Low: 1, High: 1}, {Months: .4, Share: .81, Low: .68, High: .93}, {Months: 2.2, Share: .64, Low: .49, High: .79},
			{Months: 5.1, Share: .48, Low: .32, High: .63}, {Months: 9.8, Share: .31, Low: .16, High: .46}},
		Concentration: &measure.Concentration{Top1: .22, Top10: .61, Top20: .74, Top50: .92, Gini: .74,
			Lorenz: [][2]float64{{0, 0}, {.25, .02}, {.5, .08}, {.8, .26}, {.9, .39}, {.99, .78}, {1, 1}}},
	}
	d.Skips = []export.Skip{
		{File: "聊天记录.txt", Line: 1204, Why: i18n.Text{Hans: "没有时间", Hant: "沒有時間", En: "no time"}.With()},
		{File: "evil\x1b[2Jname.txt", Why: i18n.Text{Hans: "不认识的格式", Hant: "不認識的格式", En: "unknown format"}.With()},
	}
	return d
}

// group is a group that spoke on the days given, counted from the oldest of 28.
func group(id, name string, state measure.State, first, last int64, spark map[int]int) *measure.Figures {
	f := &measure.Figures{ID: id, Name: name, Network: "wechat", At: evening.UnixMilli(), State: state, Base: state, Census: measure.Occasional,
		First: ago(first), Last: ago(last), Life: measure.Life{Start: ago(first), End: ago(last), Until: evening.UnixMilli()},
		Roles: measure.Roles{Cobuilders: ptr(0)}, Health: &measure.Health{}}
	for i, n := range spark {
		f.Spark[i] = measure.Tick{People: n, Messages: 3 * n}
		f.Heat[i%7][9+i%12] += 3 * n
		f.Hours[9+i%12] += 5 * n
	}
	return f
}

func lively() *measure.Figures {
	spark := map[int]int{}
	for i := range 28 {
		spark[i] = 4 + i*i%7
	}
	f := group("1", "早安白菜群", measure.Thriving, 400*day, hour/3, spark)
	f.Census, f.Messages, f.People, f.Staff, f.Bots = measure.All7, 7214, 61, 1, 1
	f.Roles = measure.Roles{Cobuilders: ptr(2), Active: 29, Onlookers: ptr(169)}
	f.Talk = &measure.Talk{Turns: 640, PeopleTurns: 560, Broadcasts: 77, M: ptr(.46), B: ptr(.12), Inferred: ptr(.62), MError: ptr(.11),
		Answers: measure.Answers{Questions: 48, Requests: 6, Complaints: 1, Due: 46, Unanswered: ptr(.065), Within30: ptr(.74)}}
	f.Type = &measure.Type{Name: measure.SelfParticipating, B: ptr(.12), U: ptr(.065), M: ptr(.46),
		Evidence: []measure.Proof{{What: "broadcasts", Value: 77}, {What: "people_turns", Value: 560}, {What: "people_in_conversation", Value: 24}, {What: "unanswered_broadcasts", Value: .31}}}
	f.Risk = &measure.RiskFigure{P: .01, Band: measure.Low, Why: measure.Reason{SilentDays: .01, UsualGap: 1, Trend: 1.1}}
	f.Moves = measure.Moves{Seen: true, Members: ptr(200), Joins: 18, Left: 6, Removed: 1, Spoke7d: ptr(.44), Gone7d: ptr(.06), AfterPost: ptr(2.3)}
	f.Health = &measure.Health{Score: ptr(81.6), Known: 90}
	f.Carry = []measure.Carrier{{Member: owner, Standing: measure.Staff, Messages: 210}, {Member: mum, Messages: 188}, {Member: tagged, Messages: 90}, {Member: turned, Messages: 41}, {Member: robot, Standing: measure.Bot, Messages: 28}}
	f.Waiting = []measure.Ask{{Key: 1, At: ago(26 * hour), Member: grain, Waited: 15.5}, {Key: 2, At: ago(5 * hour), Member: tagged, Waited: 4.6, Maybe: true}}
	f.Edges = []measure.Edge{{From: mum, To: grain, N: 30, Inferred: 20}, {From: owner, To: mum, N: 22, Inferred: 2}, {From: grain, To: mum, N: 18, Inferred: 3},
		{From: zhou, To: mum, N: 9, Inferred: 8}, {From: tagged, To: zhou, N: 4, Inferred: 4}, {From: turned, To: mum, N: 3}}
	f.Authors = []measure.AuthorCount{{Member: owner, Standing: measure.Staff, N: 1900}, {Member: mum, N: 2100}, {Member: grain, N: 800}, {Member: zhou, N: 300},
		{Member: tagged, N: 200}, {Member: turned, N: 90}, {Member: robot, Standing: measure.Bot, N: 400}}
	return f
}

func fading() *measure.Figures {
	f := group("2", "周末读书角", measure.Fading, 300*day, 2*day, map[int]int{0: 3, 2: 2, 6: 2, 9: 1, 13: 2, 20: 1, 26: 1})
	f.Messages, f.People, f.Roles.Active = 804, 33, 6
	f.Fade = measure.Fade{Known: true, Now: 12, Before: 32, Change: -.625}
	f.Talk = &measure.Talk{Turns: 30, PeopleTurns: 26, Broadcasts: 4, M: ptr(.22), B: ptr(.13), Answers: measure.Answers{Questions: 2}}
	f.Type = &measure.Type{Name: measure.Mixed, Nearest: measure.SelfParticipating, Missing: "m", B: ptr(.13), M: ptr(.22),
		Evidence: []measure.Proof{{What: "broadcasts", Value: 4}, {What: "people_turns", Value: 26}, {What: "people_in_conversation", Value: 5}}}
	f.Risk = &measure.RiskFigure{P: .2, Band: measure.Middle, Why: measure.Reason{SilentDays: 2, UsualGap: 1.5, Trend: .4}}
	f.Carry = []measure.Carrier{{Member: deer, Messages: 9}, {Member: willow, Messages: 6}}
	f.Parts.Retention = ptr(.4)
	return f
}

func dormant() *measure.Figures {
	f := group("3", "旧货市集", measure.Dormant, 200*day, 16*day, map[int]int{1: 2, 4: 1, 11: 1})
	f.Messages, f.People, f.Roles.Active = 420, 18, 3
	f.Talk = &measure.Talk{Turns: 58, PeopleTurns: 5, Broadcasts: 53, M: ptr(0.), B: ptr(.914), MuteShare: ptr(.96)}
	f.Type = &measure.Type{Name: measure.SelfTalk, B: ptr(.914), M: ptr(0.),
		Evidence: []measure.Proof{{What: "broadcasts", Value: 53}, {What: "people_turns", Value: 5}, {What: "people_in_conversation", Value: 0}, {What: "unanswered_broadcasts", Value: .96},
			{What: "fixed_time", Value: 480}, {What: "fixed_time", Value: 1200}, {What: "example_broadcast", At: ago(22 * hour)}, {What: "example_broadcast", At: ago(10 * hour)}}}
	f.Risk = &measure.RiskFigure{P: .7, Band: measure.High, Why: measure.Reason{SilentDays: 16.2, UsualGap: 4.5, Trend: .2}}
	f.Carry = []measure.Carrier{{Member: owner, Standing: measure.Staff, Messages: 61}}
	return f
}

func buying() *measure.Figures {
	f := group("4", "东门自提点", measure.QuietBuying, 150*day, 15*day, map[int]int{3: 1, 12: 2})
	f.Messages, f.People, f.Roles.Active = 310, 27, 2
	return f
}

func young() *measure.Figures {
	f := group("5", "三月新客", measure.Forming, 5*day, hour, map[int]int{23: 2, 25: 1, 27: 3})
	f.Messages, f.People, f.Roles.Active = 14, 4, 4
	f.Talk = &measure.Talk{Turns: 12, PeopleTurns: 9}
	f.Type = &measure.Type{Name: measure.TooLittle, Evidence: []measure.Proof{{What: "turns", Value: 12}}}
	return f
}

func dead() *measure.Figures {
	f := group("6", "去年中秋团购", measure.Dead, 250*day, 180*day, nil)
	f.Census, f.Messages, f.People = measure.Silent, 280, 40
	f.Life.Over = true
	return f
}

func empty() *measure.Figures {
	f := group("7", "\x1b]0;owned\x07通知<群>&\"'", measure.Empty, 30*day, 2*day, nil)
	f.Census, f.Messages, f.Staff = measure.Silent, 30, 1
	f.Life = measure.Life{Until: evening.UnixMilli()}
	f.Cut, f.At = true, ago(2*day)
	return f
}

func praising() *measure.Figures {
	f := group("8", "口碑分享", measure.Steady, 90*day, 6*hour, map[int]int{0: 3, 5: 3, 8: 4, 12: 3, 19: 4, 27: 3})
	f.Messages, f.People, f.Roles.Active, f.Revived = 33, 9, 8, true
	f.Talk = &measure.Talk{Turns: 61, PeopleTurns: 34, Broadcasts: 27, M: ptr(.05), B: ptr(.44), Answers: measure.Answers{Questions: 11, Due: 11, Unanswered: ptr(.64), Within30: ptr(.09)}}
	f.Type = &measure.Type{Name: measure.SelfCentred, B: ptr(.44), U: ptr(.64), M: ptr(.05), Echo: 3,
		Evidence: []measure.Proof{{What: "broadcasts", Value: 27}, {What: "people_turns", Value: 34}, {What: "people_in_conversation", Value: 2}}}
	f.Echo = []uint32{mia, thirteen, tagged}
	for i := range 9 {
		f.Waiting = append(f.Waiting, measure.Ask{Key: uint64(10 + i), At: ago(int64(30+20*i) * hour), Member: uint32([]int{mia, lime, tagged}[i%3]), Waited: float64(18 + 11*i)})
	}
	return f
}

// unsaid is the town before anybody has said who the staff are.
func unsaid(t testing.TB) *diagnose.Diagnosis {
	t.Helper()
	d := town(t)
	d.Heading.StaffKnown, d.Heading.From, d.StampAge = false, "last_event", 12*24*time.Hour
	d.Whole.Staff, d.Whole.People = 0, 144
	d.Whole.Survival, d.Whole.Curve = nil, nil
	d.Candidates = []diagnose.Candidate{{Author: owner, Name: cast[owner], Self: true, Named: true}, {Author: mia, Name: cast[mia], Posts: true},
		{Author: turned, Name: cast[turned], Owner: true}}
	for _, f := range d.Figures {
		f.Type, f.Waiting, f.Echo = nil, nil, nil
		if f.Talk != nil {
			f.Talk.M, f.Talk.B, f.Talk.MError, f.Talk.Inferred = nil, nil, nil, nil
			f.Talk.Answers.Unanswered, f.Talk.Answers.Within30 = nil, nil
		}
	}
	return d
}
