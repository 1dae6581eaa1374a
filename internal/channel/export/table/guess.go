package table

import (
	"slices"
	"strings"
	"unicode"

	"github.com/huoshui/huoshui/internal/channel/export"
)

// The names columns go by, as fold leaves them, the likeliest first.
const (
	timeNames = "time timestamp datetime createtime createdat created sentat senttime sendtime sent messagetime msgtime chattime date ts when posted postedat " +
		"时间 发送时间 消息时间 发言时间 聊天时间 日期时间 创建时间 时间戳 日期 " +
		"時間 發送時間 傳送時間 訊息時間 發言時間 聊天時間 日期時間 建立時間 時間戳 時間戳記"
	textNames = "text content message body msg messagetext msgcontent messagecontent messagebody strcontent " +
		"内容 消息内容 聊天内容 发言内容 消息 正文 文本 发言 文字 聊天记录 " +
		"內容 訊息內容 聊天內容 發言內容 訊息 發言 留言 聊天紀錄"
	userNames = "user username sender sendername author authorname from fromname fromuser nickname nick member membername displayname speaker who name " +
		"昵称 群昵称 发送人 发送者 发言人 发言者 说话人 用户 用户名 用户昵称 成员 群成员 姓名 名字 名称 " +
		"暱稱 群暱稱 發送人 發送者 傳送者 發言人 發言者 說話人 使用者 使用者名稱 用戶 用戶名 成員 群成員"
	userIDNames = "userid uid senderid authorid fromid fromuserid memberid openid unionid wxid externaluserid account accountid phone " +
		"用户id 用户编号 发送人id 发送者id 发言人id 成员id 成员编号 微信号 账号 帐号 qq号 qq 手机号 会员号 会员编号 " +
		"使用者id 用戶id 發送人id 傳送者id 發言人id 成員id 成員編號 微信號 帳號 手機號碼 會員編號"
	groupNames = "group groupname groupid chat chatname chatid room roomname roomid channel channelname conversation talker talkername " +
		"群 群名 群名称 群聊 群聊名称 群组 群组名称 所在群 会话 会话名称 频道 聊天室 " +
		"群名稱 群聊名稱 群組 群組名稱 會話 頻道"
	kindNames  = "kind type msgtype messagetype 类型 消息类型 類型 訊息類型 種類"
	replyNames = "replyto replytoid inreplyto replytomessageid reply parentid quotedid quoted " +
		"回复 回复id 引用 引用id 回复消息id 回覆 回覆id 引用訊息 回覆訊息id"
	// Ids of messages. A bare id counts only where another column refers to it.
	idNames     = "messageid msgid msgsvrid 消息id 消息编号 訊息id 訊息編號"
	bareIDNames = "id 编号 序号 編號 序號"
)

// Guess names the columns of a table by its header, which may be Simplified
// Chinese, Traditional Chinese or English; "" for what it does not find. Each
// column is taken once.
func Guess(header []string) export.Mapping {
	folded := make([]string, len(header))
	for i, h := range header {
		folded[i] = fold(h)
	}
	taken := make([]bool, len(header))
	find := func(names string, loose ...string) string {
		i := findColumn(folded, taken, strings.Fields(names), loose)
		if i < 0 {
			return ""
		}
		taken[i] = true
		return header[i]
	}
	var m export.Mapping
	m.Time = find(timeNames, "时间", "時間")
	m.Text = find(textNames, "内容", "內容")
	m.UserID = find(userIDNames)
	m.User = find(userNames, "昵称", "暱稱")
	m.Group = find(groupNames)
	m.Kind = find(kindNames)
	m.ReplyTo = find(replyNames)
	return m
}

// findColumn returns the free column with the likeliest of names, else the
// first that holds one of the loose words, else -1.
func findColumn(folded []string, taken []bool, names, loose []string) int {
	for _, name := range names {
		for i, f := range folded {
			if f == name && !taken[i] {
				return i
			}
		}
	}
	for i, f := range folded {
		if !taken[i] && slices.ContainsFunc(loose, func(w string) bool { return strings.Contains(f, w) }) {
			return i
		}
	}
	return -1
}

// fold strips a column name of what does not tell columns apart: case, blanks
// and marks between words, and remarks in brackets.
func fold(name string) string {
	if i := strings.IndexAny(name, "([\uff08\u3010"); i > 0 {
		name = name[:i]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// columns says where in a row each thing stands; -1 where nowhere.
type columns struct {
	time, user, userID, text, group, kind, replyTo, id int
	width                                              int
}

// place finds the columns of m in header. It returns the names m has that
// header lacks.
func place(header []string, m export.Mapping) (columns, []string) {
	var missing []string
	at := func(name string) int {
		if name == "" {
			return -1
		}
		i := slices.Index(header, name)
		if i < 0 {
			missing = append(missing, name)
		}
		return i
	}
	c := columns{
		time: at(m.Time), user: at(m.User), userID: at(m.UserID), text: at(m.Text),
		group: at(m.Group), kind: at(m.Kind), replyTo: at(m.ReplyTo), width: len(header),
	}
	folded := make([]string, len(header))
	for i, h := range header {
		folded[i] = fold(h)
	}
	names := idNames
	if c.replyTo >= 0 {
		names += " " + bareIDNames
	}
	taken := make([]bool, len(header))
	for _, i := range []int{c.time, c.user, c.userID, c.text, c.group, c.kind, c.replyTo} {
		if i >= 0 {
			taken[i] = true
		}
	}
	c.id = findColumn(folded, taken, strings.Fields(names), nil)
	return c, missing
}
