package notice

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

// group takes 了 and a word for the group from the front of s.
func group(s string) (rest string, ok bool) {
	s = strings.TrimPrefix(s, "了")
	for _, w := range [...]string{"群聊", "群组", "群組", "本群", "该群", "該群", "此群", "当前群", "聊天室", "讨论组", "討論組", "群"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

// pending reports whether what follows says that it has not happened yet.
func pending(tail string) bool {
	for _, w := range [...]string{"确认", "確認", "等待", "审核", "審核", "失败", "失敗", "无法", "無法", "申请", "申請", "confirm", "approv", "request"} {
		if strings.Contains(tail, w) {
			return true
		}
	}
	return false
}

// enters yields where "加入了群聊" or the like begins, and where it ends.
func (n *notice) enters(yield func(at, tail int) bool) {
	for at, after := range n.cuts(0, len(n.low), "加入", "进入", "進入") {
		rest, ok := group(n.low[after:])
		if ok && !pending(rest) && !yield(at, len(n.low)-len(rest)) {
			return
		}
	}
}

// invited reads "A"邀请"B、C"加入了群聊. Who is said to be there already
// (群聊参与人还有:…) did not come in now.
func (n *notice) invited() (Reading, bool) {
	for at := range n.enters {
		for l, r := range n.cuts(0, at, "邀请了", "邀請了", "邀请", "邀請") {
			actor, ok := party(n.text[:l])
			who, some := n.people(n.text[r:at])
			if ok && some {
				return Reading{Kind: event.Join, Scene: byInvitation, Actor: actor, Subjects: who}, true
			}
		}
		for l, r := range n.cuts(0, at, "被") { // 你被"A"邀请加入群聊
			who, some := n.people(n.text[:l])
			by, ends := cutSuffixAny(n.text[r:at], "邀请", "邀請")
			if actor, ok := party(by); some && ends && ok {
				return Reading{Kind: event.Join, Scene: byInvitation, Actor: actor, Subjects: who}, true
			}
		}
	}
	return Reading{}, false
}

// scanned reads "A"通过扫描"B"分享的二维码加入群聊 and its relatives: an
// invitation link, a group card, a code by nobody in particular.
func (n *notice) scanned() (Reading, bool) {
	for at := range n.enters {
		for l, r := range n.cuts(0, at, "通过", "通過", "透过", "透過", "扫描", "掃描", "扫码", "掃碼", "经", "經") {
			who, some := n.people(n.text[:l])
			if !some {
				continue
			}
			how := n.text[r:at]
			scene, actor := sceneOf(n.low[l:at]), sharer(how)
			if scene == "" && actor.Known() {
				scene = byInvitation // 经"B"邀请加入群聊
			}
			return Reading{Kind: event.Join, Scene: scene, Actor: actor, Subjects: who}, true
		}
	}
	return Reading{}, false
}

// sceneOf tells by which way somebody came from the words for it.
func sceneOf(how string) string {
	for _, w := range [...]string{"二维码", "二維碼", "行動條碼", "條碼", "活码", "活碼", "扫码", "掃碼", "qr"} {
		if strings.Contains(how, w) {
			return byQRCode
		}
	}
	for _, w := range [...]string{"链接", "鏈接", "連結", "名片", "卡片"} {
		if strings.Contains(how, w) {
			return byLink
		}
	}
	return ""
}

// sharer finds who shared the code in 扫描"B"分享的二维码.
func sharer(how string) Party {
	how = strings.TrimSpace(how)
	for _, w := range [...]string{"扫描", "掃描", "扫码", "掃碼", "了"} {
		how = strings.TrimSpace(strings.TrimPrefix(how, w))
	}
	for i := range how {
		for _, w := range [...]string{"分享", "的", "邀请", "邀請"} {
			if !strings.HasPrefix(how[i:], w) {
				continue
			}
			p, ok := party(how[:i])
			switch {
			case ok && !p.Known(): // 群主分享的二维码 names nobody
				return Party{}
			case ok && (p.Self || !genericSharer(p.Name)):
				return p
			}
		}
	}
	return Party{}
}

// genericSharer reports whether the words name a thing rather than a person.
func genericSharer(name string) bool {
	return name == "" || sceneOf(name) != "" || strings.HasPrefix(name, "群") || strings.HasPrefix(name, "面对面") || strings.HasPrefix(name, "面對面")
}

// joined reads "A"加入了群聊, where nothing tells how.
func (n *notice) joined() (Reading, bool) {
	for at, tail := range n.enters {
		rest := strings.TrimSpace(n.text[tail:])
		if rest != "" && !strings.ContainsAny(rest[:1], ",.!~;(") && !strings.HasPrefix(rest, "，") && !strings.HasPrefix(rest, "。") {
			continue // 加入了群主的小店
		}
		if who, ok := n.people(n.text[:at]); ok {
			return Reading{Kind: event.Join, Subjects: who}, true
		}
	}
	return Reading{}, false
}

// removed reads 你将"A"移出了群聊 and 你被"A"移出群聊.
func (n *notice) removed() (Reading, bool) {
	for at, after := range n.cuts(0, len(n.low), "移出", "移除", "踢出", "请出", "請出") {
		if rest, ok := group(strings.TrimPrefix(n.low[after:], "出")); !ok || pending(rest) {
			continue
		}
		for l, r := range n.cuts(0, at, "将", "將", "把") {
			actor, ok := party(n.text[:l])
			if who, some := n.people(n.text[r:at]); ok && some {
				return Reading{Kind: event.Remove, Actor: actor, Subjects: who}, true
			}
		}
		for l, r := range n.cuts(0, at, "已被", "被") {
			who, some := n.people(n.text[:l])
			actor, ok := party(n.text[r:at])
			if some && (ok || strings.TrimSpace(n.text[r:at]) == "") {
				return Reading{Kind: event.Remove, Actor: actor, Subjects: who}, true
			}
		}
	}
	return Reading{}, false
}

// left reads "A"退出了群聊, which WeCom and QQ show and WeChat shows to the
// owner only.
func (n *notice) left() (Reading, bool) {
	for at, after := range n.cuts(0, len(n.low), "退出", "离开", "離開") {
		rest, ok := group(n.low[after:])
		if !ok || strings.TrimSpace(rest) != "" {
			continue
		}
		s, _ := cutSuffixAny(strings.TrimSpace(n.text[:at]), "已经", "已經", "已", "主动", "主動")
		if who, ok := n.people(s); ok {
			return Reading{Kind: event.Leave, Subjects: who}, true
		}
	}
	return Reading{}, false
}

// renamed reads "A"修改群名为“B”. Quotation marks inside the new name stay.
func (n *notice) renamed() (Reading, bool) {
	for l, r := range n.cuts(0, len(n.low), "群名称", "群名稱", "群聊名称", "群聊名稱", "群组名称", "群組名稱", "群名", "群聊名") {
		title, ok := cutPrefixAny(strings.TrimPrefix(n.text[r:], "称"), "修改为", "修改為", "变更为", "變更為", "更改为", "更改為", "改为", "改為", "改成", "为", "為", "成")
		if !ok {
			continue
		}
		who, ok := cutSuffixAny(strings.TrimSpace(n.text[:l]), "修改了", "更改了", "变更了", "變更了", "修改", "更改", "变更", "變更", "改了", "改", "已将", "已將", "将", "將", "把")
		if !ok {
			continue
		}
		actor, ok := party(strings.TrimSuffix(strings.TrimSpace(who), "已"))
		if title = bareTitle(title); ok && title != "" {
			return Reading{Kind: event.GroupRenamed, Actor: actor, Title: title}, true
		}
	}
	return Reading{}, false
}

// recalled reads "A" 撤回了一条消息. Which message it was is not said.
func (n *notice) recalled() (Reading, bool) {
	for l, r := range n.cuts(0, len(n.low), "撤回", "收回") {
		rest := n.low[r:]
		if !strings.Contains(rest, "消息") && !strings.Contains(rest, "訊息") && !strings.Contains(rest, "信息") {
			continue
		}
		if actor, ok := party(n.text[:l]); ok {
			return Reading{Kind: event.Delete, Actor: actor}, true
		}
	}
	return Reading{}, false
}

// poked reads "A" 拍了拍 "B" and 我拍了拍自己.
func (n *notice) poked() (Reading, bool) {
	for l, r := range n.cuts(0, len(n.low), "拍了拍", "拍拍", "戳了戳") {
		s := strings.TrimSpace(n.text[:l])
		actor, ok := party(s)
		if s == "我" {
			actor, ok = Party{Self: true}, true
		}
		if ok && actor.Known() && strings.TrimSpace(n.text[r:]) != "" {
			return Reading{Kind: event.Message, Form: event.Poke, Actor: actor}, true
		}
	}
	return Reading{}, false
}

// owned reads "A"已成为新群主 and 群主已将群主转让给"A".
func (n *notice) owned() (Reading, bool) {
	for _, after := range n.cuts(0, len(n.low), "转让给", "轉讓給", "移交给", "移交給") {
		owner, ok := party(strings.TrimRight(n.text[after:], " 。.,，"))
		if ok && owner.Known() && strings.Contains(n.low[:after], "群主") {
			return Reading{Kind: event.Notice, Owner: owner}, true
		}
	}
	for at, after := range n.cuts(0, len(n.low), "已成为", "已成為", "成为", "成為", "已经是", "已是") {
		rest := strings.TrimPrefix(strings.TrimPrefix(n.low[after:], "了"), "新的")
		if rest = strings.TrimPrefix(rest, "新"); rest != "群主" && rest != "本群群主" {
			continue
		}
		if owner, ok := party(n.text[:at]); ok && owner.Known() {
			return Reading{Kind: event.Notice, Owner: owner}, true
		}
	}
	return Reading{}, false
}

func cutPrefixAny(s string, prefixes ...string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}

func cutSuffixAny(s string, suffixes ...string) (string, bool) {
	for _, p := range suffixes {
		if rest, ok := strings.CutSuffix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}

// bareTitle takes the quotation marks off a group's new name.
func bareTitle(s string) string {
	s = strings.TrimLeft(strings.TrimSpace(s), ":： ")
	if inner, ok := unquote(s); ok {
		s = inner
	}
	return strings.TrimSpace(s)
}
