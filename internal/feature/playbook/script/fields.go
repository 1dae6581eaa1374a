package script

import (
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Given is a field that every playbook has, whether or not it lists it.
type Given struct {
	Name  string
	Words i18n.Text // what it says, and where it comes from
}

// builtIn are the fields that every playbook has: what is known of the group, of
// the shop, of the member and of the moment.
var builtIn = [...]Given{
	{"群名", i18n.Text{Hans: "群的名字", Hant: "群組的名稱", En: "the group's name"}},
	{"人数", i18n.Text{Hans: "群里有多少人：网络给的名单、有人填的，只知道一部分就写“至少”几个；一起进来几个人时，是这几个人的人数", Hant: "群組裡有多少人：網路給的名單、有人填的，只知道一部分就寫「至少」幾個；一起進來幾個人時，是這幾個人的人數", En: "how many are in the group, by its list or as somebody filled in, “至少” (at least) so many where only some are known; of those who came together, how many they are"}},
	{"店名", i18n.Text{Hans: "群资料，没有就用各群通用的", Hant: "群組資料，沒有就用各群組通用的", En: "the group's details, else what holds in all groups"}},
	{"群主", i18n.Text{Hans: "群资料，没有就用各群通用的", Hant: "群組資料，沒有就用各群組通用的", En: "the group's details, else what holds in all groups"}},
	{"值班人", i18n.Text{Hans: "群资料；没有就是这会儿班次上的人，再没有就用各群通用的", Hant: "群組資料；沒有就是此刻班次上的人，再沒有就用各群組通用的", En: "the group's details, else who is on duty now, else what holds in all groups"}},
	{"服务时间", i18n.Text{Hans: "群资料，没有就用各群通用的", Hant: "群組資料，沒有就用各群組通用的", En: "the group's details, else what holds in all groups"}},
	{"群里有什么", i18n.Text{Hans: "群资料，没有就用各群通用的", Hant: "群組資料，沒有就用各群組通用的", En: "the group's details, else what holds in all groups"}},
	{"往期目录", i18n.Text{Hans: "这个群最近十篇以内往期总结的日期和标题，一篇一行；一篇都没存就没有", Hant: "這個群組最近十篇以內往期總結的日期和標題，一篇一行；一篇都沒存就沒有", En: "the days and titles of at most the last ten summaries kept for the group, one on each line; nothing where none is kept"}},
	{"昵称", i18n.Text{Hans: "群成员的名字，没有就说“新朋友”", Hant: "群成員的名字，沒有就說「新朋友」", En: "the member's name, else “新朋友”"}},
	{"昵称1", i18n.Text{Hans: "一起进来的第一位", Hant: "一起進來的第一位", En: "the first of those who came together"}},
	{"昵称2", i18n.Text{Hans: "一起进来的第二位", Hant: "一起進來的第二位", En: "the second of them"}},
	{"昵称3", i18n.Text{Hans: "一起进来的第三位", Hant: "一起進來的第三位", En: "the third of them"}},
	{"日期", i18n.Text{Hans: "说话那天的日期", Hant: "說話那天的日期", En: "the day on which it is said"}},
}

// BuiltIn lists the fields that every playbook has.
func BuiltIn() []Given { return slices.Clone(builtIn[:]) }

func isBuiltIn(name string) bool {
	return slices.ContainsFunc(builtIn[:], func(g Given) bool { return g.Name == name })
}

// Figure is what a field from live data may be of.
type Figure struct {
	Of    string
	Words i18n.Text
	Had   bool // it can be looked up in this version
}

// The figures that can be looked up.
const (
	FigureMembers    = "members"
	FigureActive     = "active"
	FigureSpeakers   = "speakers"
	FigureJoins      = "joins"
	FigureUnanswered = "unanswered"
	FigureQuiet      = "quiet"
)

var figures = [...]Figure{
	{FigureMembers, i18n.Text{Hans: "群里有多少人（网络给名单、或有人填了才有）", Hant: "群組裡有多少人（網路給名單、或有人填了才有）", En: "how many are in the group, where its network lists them or somebody filled it in"}, true},
	{FigureActive, i18n.Text{Hans: "28 天里说过话的群友", Hant: "28 天裡說過話的群友", En: "members who spoke within 28 days"}, true},
	{FigureSpeakers, i18n.Text{Hans: "今天说过话的群友", Hant: "今天說過話的群友", En: "members who spoke today"}, true},
	{FigureJoins, i18n.Text{Hans: "这周（从周一起）进群、还在群里的人", Hant: "這週（從週一起）入群、還在群組裡的人", En: "who came since Monday and is still there"}, true},
	{FigureUnanswered, i18n.Text{Hans: "没人答的问题", Hant: "沒人答的問題", En: "questions that nobody answered"}, true},
	{FigureQuiet, i18n.Text{Hans: "说过话、28 天没再说的群友（一周没有聊天进来就没有这个数）", Hant: "說過話、28 天沒再說的群友（一週沒有聊天進來就沒有這個數）", En: "members who spoke and have not for 28 days; none where nothing was heard for a week"}, true},
	{"questions", i18n.Text{Hans: "为一场分享收到的问题", Hant: "為一場分享收到的問題", En: "questions that came in for a talk"}, false},
	{"topics", i18n.Text{Hans: "最近在聊什么", Hant: "最近在聊什麼", En: "what the group talks about"}, false},
	{"stock", i18n.Text{Hans: "活动锁定的件数", Hant: "活動鎖定的件數", En: "pieces reserved for a sale"}, false},
	{"left", i18n.Text{Hans: "还剩几件", Hant: "還剩幾件", En: "pieces left"}, false},
	{"paid", i18n.Text{Hans: "已经付款几件", Hant: "已經付款幾件", En: "pieces paid for"}, false},
}

// Figures lists what fields from live data may be of.
func Figures() []Figure { return slices.Clone(figures[:]) }

func isFigure(of string) bool {
	return slices.ContainsFunc(figures[:], func(f Figure) bool { return f.Of == of })
}

// figureNames lists the figures, for whoever named another.
func figureNames() string {
	names := make([]string, len(figures))
	for i, f := range figures {
		names[i] = f.Of
	}
	return strings.Join(names, ", ")
}

// known lists the fields that a text may name: those of the playbook, and those
// that every one has.
func (c *checking) known() i18n.Text {
	var names []string
	for _, f := range c.s.Fields {
		names = append(names, f.Name)
	}
	for _, g := range builtIn {
		names = append(names, g.Name)
	}
	all := strings.Join(names, "、")
	return i18n.Text{Hans: all, Hant: all, En: strings.Join(names, ", ")}
}

var (
	noSuchFigure = i18n.Text{
		Hans: "没有“%s”这种能查的数，会一直查不到。",
		Hant: "沒有「%s」這種能查的數，會一直查不到。",
		En:   "There is no figure called “%s”, so it is never had.",
	}
	mendNoSuchFigure = i18n.Text{
		Hans: "能写的有：%s。",
		Hant: "能寫的有：%s。",
		En:   "There are: %s.",
	}
)
