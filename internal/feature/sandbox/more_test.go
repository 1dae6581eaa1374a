package sandbox_test

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/channel/sandbox"
	feature "github.com/huoshui/huoshui/internal/feature/sandbox"
)

// TestAGroupIsRun: it is made, named, filled, emptied and ended in the phone,
// and the chat shows each as people see it.
func TestAGroupIsRun(t *testing.T) {
	k := newDesk(t)
	k.people()
	made := k.post("do", "do", "create", "as", string(k.rain), "name", "周末团购群", "profile", "poor")
	k.want("make a group", made, 303)
	_, query, _ := strings.Cut(made.Header().Get("Location"), "?")
	page := k.get("/w/{ws}/sandbox?" + query)
	k.says("the group that was made", page, "周末团购群", "简陋")
	k.want("a profile that is none", k.post("do", "do", "create", "as", string(k.rain), "name", "x", "profile", "magic"), 422)
	k.want("without a name", k.post("do", "do", "create", "as", string(k.rain), "name", " ", "profile", "rich"), 422)
	here := []string{"chat", string(k.market), "as", string(k.rain)}
	friend := k.person("新来的阿禾", "")
	k.want("rename", k.post("do", append(here, "do", "rename", "name", "河湾老友群")...), 303)
	k.want("invite", k.post("do", append(here, "do", "invite", "who", string(friend))...), 303)
	k.want("invite somebody made up", k.post("do", append(here, "do", "invite", "who", "sim-p999")...), 404)
	k.says("the chat", k.get("/w/{ws}/sandbox?chat="+string(k.market)), "小雨 把群名改成了“河湾老友群”", "小雨 邀请 新来的阿禾 进群了")
	theirs := []string{"chat", string(k.market), "as", string(friend)}
	k.says("for a member", k.get("/w/{ws}/sandbox?sheet=about&as="+string(friend)+"&chat="+string(k.market)), "要群主或店员来做")
	for _, do := range []string{"remove", "dismiss"} {
		refused := k.post("do", append(theirs, "do", do, "who", string(k.rain))...)
		k.want(do+" by a member", refused, 403)
		k.says(do+" by a member", refused, "只有群主和店员")
	}
	k.says("for the owner", k.get("/w/{ws}/sandbox?sheet=about&chat="+string(k.market)), "把谁移出群", "新来的阿禾", "解散后群里的 3 人都不能再说话")
	k.want("remove", k.post("do", append(here, "do", "remove", "who", string(friend))...), 303)
	k.want("remove who is gone", k.post("do", append(here, "do", "remove", "who", string(friend))...), 403)
	k.want("rename from outside", k.post("do", append(theirs, "do", "rename", "name", "偷改")...), 403)
	k.want("join", k.post("do", append(theirs, "do", "join", "code", k.code())...), 303)
	k.want("leave", k.post("do", append(theirs, "do", "leave")...), 303)
	k.want("dismiss", k.post("do", append(here, "do", "dismiss")...), 303)
	k.says("the chat", k.get("/w/{ws}/sandbox?chat="+string(k.market)), "小雨 把 新来的阿禾 移出了群", "新来的阿禾 扫码进群了", "新来的阿禾 退群了", "小雨 解散了这个群", "已解散")
	k.lang = "en"
	k.says("in English", k.get("/w/{ws}/sandbox?chat="+string(k.market)), "小雨 removed 新来的阿禾", "新来的阿禾 joined by scanning the code", "小雨 dismissed the group")
	k.lang = "zh-TW"
	k.says("in zh-Hant", k.get("/w/{ws}/sandbox?chat="+string(k.market)), "移出了群組", "掃碼進群了", "解散了這個群組")
}

func (k *desk) code() string {
	k.t.Helper()
	chats, err := k.platform.Chats(k.t.Context(), k.ws, k.rain)
	k.must(err)
	for _, c := range chats {
		if c.ID == k.market {
			return c.Code
		}
	}
	k.t.Fatal("the group is gone")
	return ""
}

// TestThePlatformSuffers as it is told to, and says so until it is well.
func TestThePlatformSuffers(t *testing.T) {
	k := newDesk(t)
	k.people()
	faults := func() sandbox.Faults {
		f, err := k.platform.Faults(t.Context(), k.ws)
		k.must(err)
		return f
	}
	for _, c := range []struct {
		do, undo, says string
		is             func(sandbox.Faults) bool
	}{
		{"down", "up", "平台断线了", func(f sandbox.Faults) bool { return f.Down }},
		{"limit", "unlimit", "平台限流中", func(f sandbox.Faults) bool { return !f.Limited.IsZero() }},
		{"lose", "spare", "下一件事不会告诉活水", func(f sandbox.Faults) bool { return f.Lose == 1 }},
		{"twice", "spare", "会告诉活水两遍", func(f sandbox.Faults) bool { return f.Twice == 1 }},
	} {
		k.want(c.do, k.post("fault", "do", c.do, "as", string(k.rain)), 303)
		if !c.is(faults()) {
			t.Errorf("%s does nothing: %+v", c.do, faults())
		}
		k.says(c.do, k.get("/w/{ws}/sandbox"), c.says)
		k.want(c.undo, k.post("fault", "do", c.undo), 303)
		if c.is(faults()) {
			t.Errorf("%s does nothing: %+v", c.undo, faults())
		}
		k.silent(c.undo, k.get("/w/{ws}/sandbox"), c.says)
	}
	k.want("something unknown", k.post("fault", "do", "burn"), 422)
	k.want("lose", k.post("fault", "do", "lose"), 303)
	k.say(k.rain, sandbox.Words{Text: "这句会丢"})
	k.says("what was lost", k.get("/w/{ws}/sandbox"), "弄丢过 1 件")
	if f := faults(); f.Lose != 0 || f.Lost != 1 {
		t.Errorf("after one thing: %+v", f)
	}
}

// TestWhatHasNotHappenedIsNotDrawnAsDone: what Huoshui is to say is shown as far
// as it has come.
func TestWhatHasNotHappenedIsNotDrawnAsDone(t *testing.T) {
	k := newDesk(t)
	k.people()
	passed := `<li class="done"><b>发送前检查通过</b></li>`
	for _, c := range []struct {
		sent        feature.Sent
		says        string
		hasPassed   bool
		others, not string
	}{
		{feature.Sent{State: "waiting"}, "排着队，还没到发送前检查", false, "", "已发出"},
		{feature.Sent{State: "waiting", Held: true}, "等负责人放行", false, "", "还没到发送前检查"},
		{feature.Sent{State: "waiting", Next: at(70)}, "让它晚点再发", false, "", "再试"},
		{feature.Sent{State: "waiting", Passed: true, Next: at(70)}, "上一次没发成", true, "21:10:00 再试", "已发出"},
		{feature.Sent{State: "sending", Passed: true}, "正在发", true, "", "已发出"},
		{feature.Sent{State: "human", Passed: true}, "等人确认", true, "在手机里点", "已发出"},
		{feature.Sent{State: "sent", Passed: true}, "已发出", true, "", "等人确认"},
		{feature.Sent{State: "dropped"}, "没有发", false, "", "发送前检查"},
		{feature.Sent{State: "refused"}, "被拒绝", false, "", "发送前检查通过"},
	} {
		c.sent.Key, c.sent.Text, c.sent.Chat = "deed/1", "周六上午十点有新面包", k.quiet
		k.deps.sent = []feature.Sent{c.sent}
		w := k.get("/w/{ws}/sandbox")
		name := c.sent.State + " " + c.says
		k.says(name, w, "进了发件箱", c.says, c.others)
		k.silent(name, w, c.not)
		if strings.Contains(w.Body.String(), passed) != c.hasPassed {
			t.Errorf("%s: the check is drawn as passed: %v", name, !c.hasPassed)
		}
	}
}

// TestWhatCameTwiceIsCountedOnce, and the story says so.
func TestWhatCameTwiceIsCountedOnce(t *testing.T) {
	k := newDesk(t)
	k.people()
	k.talk()
	k.deps.story = k.told()[1:2]
	k.deps.story[0].Again = true
	w := k.get("/w/{ws}/sandbox?chat=" + string(k.market))
	k.says("twice", w, "又来了一次，认出来了，没有重复算")
	k.silent("twice", w, "数字动了<", ">记下<")
}
