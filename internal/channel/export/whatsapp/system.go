package whatsapp

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/huoshui/huoshui/internal/base/event"
)

// reading is what a line of WhatsApp's own says.
type reading struct {
	kind     event.Kind
	actor    string
	subjects string
	scene    string
	body     string
	founded  bool // actor made the group
}

// rule reads one wording. The groups of re named by, who and name are the
// actor, the subjects and the new name of the group.
type rule struct {
	re      *regexp.Regexp
	kind    event.Kind
	scene   string
	founded bool
}

const (
	open = `["“„「『‘]`
	shut = `["”「」』’]`
)

// rules are tried in order; the first that fits counts. What fits none is a
// Notice.
var rules = []rule{
	// New names first: a name may hold any of the words below.
	{re: rx(`^(?P<by>.+?) changed the (?:subject|group name)(?: from ` + open + `.*` + shut + `)? to ` + open + `(?P<name>.+)` + shut + `\.?$`), kind: event.GroupRenamed},
	{re: rx(`^(?P<by>.+?) created (?:the |this )?group ` + open + `(?P<name>.+)` + shut + `\.?$`), kind: event.GroupRenamed, founded: true},
	{re: rx(`^(?P<by>.+?) created (?:the|this) group\.?$`), kind: event.Notice, founded: true},
	{re: rx(`^(?P<by>.+?) ?已?(?:将|將|把)?(?:群组|群組|群)?的?(?:主题|主題|主旨|名称|名稱|名).*?(?:更改|更換|变更|變更|修改|改)(?:为|為|成) ?` + open + `(?P<name>.+)` + shut + `。?$`), kind: event.GroupRenamed},
	{re: rx(`^(?P<by>.+?) ?已?(?:更改|變更|变更|修改)了?(?:群组|群組|群)?的?(?:主题|主題|主旨|名称|名稱|名)(?:为|為|成) ?` + open + `(?P<name>.+)` + shut + `。?$`), kind: event.GroupRenamed},
	{re: rx(`^(?P<by>.+?) ?已?(?:创建|創建|建立|创立|創立)了?(?:此|这个|這個)?(?:群组|群組|群) ?` + open + `(?P<name>.+)` + shut + `。?$`), kind: event.GroupRenamed, founded: true},
	{re: rx(`^(?P<by>.+?) ?已?(?:创建|創建|建立|创立|創立)了?(?:此|这个|這個)?(?:群组|群組|群)。?$`), kind: event.Notice, founded: true},

	{re: rx(`^(?P<who>.+?) joined (?:using|via|through) .*(?:link|invite)\.?$`), kind: event.Join, scene: "link"},
	{re: rx(`^(?P<who>.+?) ?已?(?:通过|透过|使用|透過|經由|经由|點擊|点击).*(?:链接|連結|鏈接).*加入.*$`), kind: event.Join, scene: "link"},

	// Looks, rights and settings, whose wording resembles what follows.
	{re: rx(`(?i)\b(?:this group's|the group's|group description|group icon|security code|phone number|disappearing messages|as (?:an )?admin|now an admin|pinned a message|requested to)\b`), kind: event.Notice},
	{re: rx(`(?:更改|更换|更換|变更|變更|修改|删除|刪除|移除)了?.*(?:图标|圖示|头像|頭像|描述|说明|說明|安全码|安全碼|安全代碼|号码|號碼|手机号|限时消息|限時訊息)`), kind: event.Notice},
	{re: rx(`(?:成为|成為|现在是|現在是|设为|設為|不再是|取消).*(?:管理员|管理員)`), kind: event.Notice},
	{re: rx(`(?:置顶|置頂|釘選)了?(?:一|消息|訊息|讯息)`), kind: event.Notice},

	{re: rx(`^(?P<who>.+?) joined(?: (?:from|via) the community| this group| the group)?\.?$`), kind: event.Join},
	{re: rx(`^(?P<who>.+?) (?:was|were) added\.?$`), kind: event.Join},
	{re: rx(`^(?P<who>.+?) (?:was|were) removed\.?$`), kind: event.Remove},
	{re: rx(`^(?P<by>.+?) added (?P<who>.+?)(?: to (?:the|this) group)?\.?$`), kind: event.Join, scene: "invite"},
	{re: rx(`^(?P<by>.+?) removed (?P<who>.+?)(?: from (?:the|this) group)?\.?$`), kind: event.Remove},
	{re: rx(`^(?P<who>.+?) left(?: (?:the|this) group)?\.?$`), kind: event.Leave},

	{re: rx(`^(?P<by>.+?) ?已?(?:将|將|把) ?(?P<who>.+?) ?(?:移除|移出|踢出).*$`), kind: event.Remove},
	{re: rx(`^(?P<who>.+?) ?已?被 ?(?P<by>.*?) ?(?:移除|移出|踢出).*$`), kind: event.Remove},
	{re: rx(`^(?P<by>.+?) ?已?(?:移除|移出|踢出)了? ?(?P<who>.+?)。?$`), kind: event.Remove},
	{re: rx(`^(?P<by>.+?) ?已?(?:将|將|把|邀请|邀請)了? ?(?P<who>.+?) ?(?:添加|加入|新增|加)(?:到|至|进|進)?了?(?:此|这个|這個|本)?(?:群组|群組|群聊|群)?了?。?$`), kind: event.Join, scene: "invite"},
	{re: rx(`^(?P<who>.+?) ?(?:已加入|加入了|加入)(?:此|这个|這個|本)?(?:群组|群組|群聊|群|社群)?了?。?$`), kind: event.Join},
	{re: rx(`^(?P<by>.+?) ?已?(?:添加|新增|加入)了? ?(?P<who>.+?)。?$`), kind: event.Join, scene: "invite"},
	{re: rx(`^(?P<who>.+?) ?已?(?:退出|离开|離開)了?(?:此|这个|這個|本)?(?:群组|群組|群聊|群)?了?。?$`), kind: event.Leave},
}

func rx(pattern string) *regexp.Regexp { return regexp.MustCompile(pattern) }

// interpret reads a line that WhatsApp wrote into the chat; false where it
// fits no rule.
func interpret(text string) (reading, bool) {
	text = strings.TrimSpace(strings.Map(dropMark, text))
	for _, r := range rules {
		m := r.re.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		out := reading{kind: r.kind, scene: r.scene, founded: r.founded, body: text}
		for i, group := range r.re.SubexpNames() {
			switch group {
			case "by":
				out.actor = m[i]
			case "who":
				out.subjects = m[i]
			case "name":
				out.body = m[i]
			}
		}
		return out, true
	}
	return reading{kind: event.Notice, body: text}, false
}

func dropMark(r rune) rune {
	if strings.ContainsRune(marks, r) {
		return -1
	}
	return r
}

// selfID stands for the account that made the export.
const selfID event.NativeUser = "self"

// person names somebody as a line shows them.
func person(shown string) event.Actor {
	name := strings.TrimSpace(strings.Map(dropMark, shown))
	name = strings.TrimSpace(strings.TrimPrefix(name, "~")) // not in the exporter's contacts
	switch name {
	case "You", "you", "您", "你":
		return event.Actor{ID: selfID, Name: name}
	}
	return event.Actor{ID: number(name), Name: name}
}

// number returns the id of somebody shown by phone number: its digits, with
// the plus sign where there is one. It is empty for a name.
func number(name string) event.NativeUser {
	digits := 0
	var b strings.Builder
	for i, r := range name {
		switch {
		case r == '+' && i == 0:
			b.WriteRune(r)
		case r >= '0' && r <= '9':
			b.WriteRune(r)
			digits++
		case unicode.IsSpace(r) || strings.ContainsRune("()-.\u2010\u2011", r):
		default:
			return ""
		}
	}
	if digits < 7 || digits > 15 {
		return ""
	}
	return event.NativeUser(b.String())
}

var and = regexp.MustCompile(`, and | and |, |、|,| 和 | 及 `)

// people splits a list of names as a line gives it.
func people(list string) []event.Actor {
	var out []event.Actor
	for _, name := range and.Split(list, -1) {
		if p := person(name); p.Known() {
			out = append(out, p)
		}
	}
	return out
}
