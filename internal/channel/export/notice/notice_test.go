package notice

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/huoshui/huoshui/internal/base/event"
	"pgregory.net/rapid"
)

func names(list ...string) []Party {
	var out []Party
	for _, n := range list {
		if n == "me" {
			out = append(out, Party{Self: true})
			continue
		}
		out = append(out, Party{Name: n})
	}
	return out
}

func one(name string) Party {
	if name == "" {
		return Party{}
	}
	return names(name)[0]
}

func joinBy(inviter, scene string, who ...string) Reading {
	return Reading{Kind: event.Join, Scene: scene, Actor: one(inviter), Subjects: names(who...)}
}

// TestNoticeSamples reads every notice of the project's samples as stated there.
func TestNoticeSamples(t *testing.T) {
	raw, err := os.ReadFile(sharedFile(t, "native", "wechat_notices.json"))
	if err != nil {
		t.Fatal(err)
	}
	var samples []struct {
		Text, Kind, Inviter, Scene, By, Name string
		Joined, Left                         []string
		Removed                              bool
	}
	if err := json.Unmarshal(raw, &samples); err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		var want Reading
		switch s.Kind {
		case "join":
			if s.Scene == "" {
				s.Scene = "invite"
			}
			want = joinBy(s.Inviter, s.Scene, s.Joined...)
		case "leave":
			want = Reading{Kind: event.Leave, Actor: one(s.By), Subjects: names(s.Left...)}
			if s.Removed {
				want.Kind = event.Remove
			}
		case "renamed":
			want = Reading{Kind: event.GroupRenamed, Actor: one(s.By), Title: s.Name}
		case "recalled":
			want = Reading{Kind: event.Delete, Actor: one(s.By)}
		default:
			want = Reading{Kind: event.Notice}
		}
		if diff := cmp.Diff(want, Read(s.Text, nil)); diff != "" {
			t.Errorf("sample of kind %s (-want +got):\n%s", s.Kind, diff)
		}
	}
	if len(samples) == 0 {
		t.Error("the samples are empty")
	}
}

// sharedFile finds a file of the shared data above the package's directory.
func sharedFile(t *testing.T, parts ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if p := filepath.Join(append([]string{dir, "shared", "data"}, parts...)...); exists(p) {
			return p
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skip("the shared data is not beside the project, so the notice samples were not read")
		}
		dir = up
	}
}

func exists(p string) bool {
	_, err := os.Stat(p)
	return err == nil
}

func TestNoticeJoins(t *testing.T) {
	tests := []struct {
		text string
		want Reading
	}{
		{`"豆豆妈"邀请"石榴"加入了群聊  撤销`, joinBy("豆豆妈", "invite", "石榴")},
		{`你邀请"石榴、核桃、Mia"加入了群聊  $revoke$`, joinBy("me", "invite", "石榴", "核桃", "Mia")},
		{`"豆豆妈"邀请你和"核桃、Mia"加入了群聊`, joinBy("豆豆妈", "invite", "me", "核桃", "Mia")},
		{`"豆豆妈"邀请你加入了群聊，群聊参与人还有：石榴、核桃、Mia`, joinBy("豆豆妈", "invite", "me")},
		{"“豆豆妈”邀请“石榴”加入了群聊", joinBy("豆豆妈", "invite", "石榴")},
		{"＂豆豆妈＂邀请＂石榴＂加入了群聊", joinBy("豆豆妈", "invite", "石榴")},
		{"「豆豆妈」邀請「石榴」加入了群聊", joinBy("豆豆妈", "invite", "石榴")},
		{"「豆豆妈」邀請你加入群組", joinBy("豆豆妈", "invite", "me")},
		{"你已邀請「石榴」加入群組", joinBy("me", "invite", "石榴")},
		{`"豆豆妈"邀请"石榴"、"核桃"加入了群聊`, joinBy("豆豆妈", "invite", "石榴", "核桃")},
		{`"豆豆妈"邀请"石榴,核桃"加入了群聊`, joinBy("豆豆妈", "invite", "石榴", "核桃")},
		{`"豆"豆"妈"邀请"石榴"加入了群聊`, joinBy(`豆"豆"妈`, "invite", "石榴")},
		{`"爱邀请的猫"邀请"不爱加入了群聊的狗"加入了群聊`, joinBy("爱邀请的猫", "invite", "不爱加入了群聊的狗")},
		{`群主"豆豆妈"邀请"石榴"加入了群聊`, joinBy("豆豆妈", "invite", "石榴")},
		{`豆豆妈邀请石榴加入了群聊`, joinBy("豆豆妈", "invite", "石榴")},
		{`你被"豆豆妈"邀请加入群聊`, joinBy("豆豆妈", "invite", "me")},
		{`豆豆妈邀请石榴加入了本群。`, joinBy("豆豆妈", "invite", "石榴")},
		{`豆豆妈 invited 石榴 to the group chat`, joinBy("豆豆妈", "invite", "石榴")},
		{`豆豆妈 invited 石榴, Mia Li to the group chat`, joinBy("豆豆妈", "invite", "石榴", "Mia Li")},
		{`豆豆妈 invited you to a group chat with 石榴, Mia`, joinBy("豆豆妈", "invite", "me")},
		{`豆豆妈 invited you and 石榴 to the group chat`, joinBy("豆豆妈", "invite", "me", "石榴")},
		{`You invited 石榴 to the group chat.  Revoke`, joinBy("me", "invite", "石榴")},
		{`"豆豆妈" invited "石榴" to the group chat`, joinBy("豆豆妈", "invite", "石榴")},

		{`" 核桃"通过扫描"豆豆妈"分享的二维码加入群聊`, joinBy("豆豆妈", "qr", "核桃")},
		{`"核桃"通过扫描你分享的二维码加入群聊  撤销`, joinBy("me", "qr", "核桃")},
		{`"核桃"通过"豆豆妈"的邀请二维码加入群聊`, joinBy("豆豆妈", "qr", "核桃")},
		{`"核桃"通过扫描"卖的都好"分享的二维码加入群聊`, joinBy("卖的都好", "qr", "核桃")},
		{`你通过扫描二维码加入群聊，群聊参与人还有：石榴、核桃`, joinBy("", "qr", "me")},
		{`"核桃"通过扫描群二维码加入了群聊`, joinBy("", "qr", "核桃")},
		{`核桃通过扫描"豆豆妈"分享的二维码加入了群聊`, joinBy("豆豆妈", "qr", "核桃")},
		{`「核桃」透過掃描「豆豆妈」分享的二維碼加入群聊`, joinBy("豆豆妈", "qr", "核桃")},
		{`「核桃」透過掃描你分享的 QR Code 加入群組`, joinBy("me", "qr", "核桃")},
		{`"核桃" joined group chat via the QR code you shared.  Revoke`, joinBy("me", "qr", "核桃")},
		{`"核桃" joined the group chat via the QR Code shared by "豆豆妈".`, joinBy("豆豆妈", "qr", "核桃")},
		{`You joined the group chat via QR code`, joinBy("", "qr", "me")},
		{`You joined the group chat by scanning a QR code`, joinBy("", "qr", "me")},
		{`"核桃"通过"豆豆妈"分享的群邀请链接加入群聊`, joinBy("豆豆妈", "link", "核桃")},
		{`"核桃"通过面对面建群加入群聊`, joinBy("", "", "核桃")},
		{`"核桃"加入了群聊`, joinBy("", "", "核桃")},
		{`核桃加入本群。`, joinBy("", "", "核桃")},
		{`"核桃" joined the group chat`, joinBy("", "", "核桃")},
	}
	check(t, tests)
}

func TestNoticeOthers(t *testing.T) {
	removed := func(by string, who ...string) Reading {
		return Reading{Kind: event.Remove, Actor: one(by), Subjects: names(who...)}
	}
	left := func(who ...string) Reading { return Reading{Kind: event.Leave, Subjects: names(who...)} }
	renamed := func(by, title string) Reading {
		return Reading{Kind: event.GroupRenamed, Actor: one(by), Title: title}
	}
	recalled := func(by string) Reading { return Reading{Kind: event.Delete, Actor: one(by)} }
	poked := func(by string) Reading { return Reading{Kind: event.Message, Form: event.Poke, Actor: one(by)} }
	owner := func(who string) Reading { return Reading{Kind: event.Notice, Owner: one(who)} }
	check(t, []struct {
		text string
		want Reading
	}{
		{`你将"加微赚钱"移出了群聊`, removed("me", "加微赚钱")},
		{`你将"加微赚钱、日结兼职"移出了群聊`, removed("me", "加微赚钱", "日结兼职")},
		{`"豆豆妈"将"加微赚钱"移出了群聊`, removed("豆豆妈", "加微赚钱")},
		{`群主将"加微赚钱"移出群聊`, removed("", "加微赚钱")},
		{`你被"豆豆妈"移出群聊`, removed("豆豆妈", "me")},
		{`你已被移出群聊`, removed("", "me")},
		{`"加微赚钱"被"豆豆妈"移出群聊`, removed("豆豆妈", "加微赚钱")},
		{`你已將「加微賺錢」移出群組`, removed("me", "加微賺錢")},
		{`You removed "加微赚钱" from the group chat`, removed("me", "加微赚钱")},
		{`You were removed from the group chat by "豆豆妈"`, removed("豆豆妈", "me")},

		{`"核桃"退出了群聊`, left("核桃")},
		{`你退出了群聊`, left("me")},
		{`核桃已退出群聊`, left("核桃")},
		{`「核桃」離開了群組`, left("核桃")},
		{`核桃退出本群。`, left("核桃")},
		{`"核桃" left the group chat`, left("核桃")},

		{`"豆豆妈"修改群名为“早安蔬果团2群”`, renamed("豆豆妈", "早安蔬果团2群")},
		{`你修改群名为“"早安"蔬果团”`, renamed("me", `"早安"蔬果团`)},
		{`"豆豆妈"修改群聊名称为"早安蔬果团"`, renamed("豆豆妈", "早安蔬果团")},
		{`「豆豆妈」已將群組名稱變更為「早安蔬果團」`, renamed("豆豆妈", "早安蔬果團")},
		{`"豆豆妈"将群名改为早安蔬果团`, renamed("豆豆妈", "早安蔬果团")},
		{`"豆豆妈" changed the group name to "Morning Fruit"`, renamed("豆豆妈", "Morning Fruit")},
		{`You changed the group name to "Morning Fruit"`, renamed("me", "Morning Fruit")},

		{`"核桃" 撤回了一条消息`, recalled("核桃")},
		{`你撤回了一条消息  重新编辑`, recalled("me")},
		{`管理员"豆豆妈"撤回了一条成员消息`, recalled("豆豆妈")},
		{`「核桃」已收回一則訊息`, recalled("核桃")},
		{`"核桃" has recalled a message.`, recalled("核桃")},
		{`You recalled a message`, recalled("me")},

		{`"核桃" 拍了拍 "豆豆妈"`, poked("核桃")},
		{`我拍了拍自己`, poked("me")},
		{`"核桃" 拍了拍我 的脑袋说加入了群聊`, poked("核桃")},
		{`"核桃" tickled "豆豆妈"`, poked("核桃")},

		{`你已成为新群主`, owner("me")},
		{`"豆豆妈"已成为新群主`, owner("豆豆妈")},
		{`"豆豆妈" is now the group owner`, owner("豆豆妈")},
	})
}

// TestNoticeSaysNothing holds what must not be read as anybody coming or going.
func TestNoticeSaysNothing(t *testing.T) {
	for _, text := range []string{
		"", " ", `"`, `""加入了群聊`,
		`"核桃"领取了你的红包`,
		`<img src="SystemMessages_HongbaoIcon.png"/>  "核桃"领取了你的<_wc_custom_link_ color="#FD9931" href="weixin://pay">红包</_wc_custom_link_>`,
		`你领取了"豆豆妈"的红包`,
		`"核桃"想邀请2位朋友加入群聊，去确认`,
		`"核桃"想邀请"石榴"加入群聊`,
		`"核桃"邀请"石榴"加入群聊，等待群主确认`,
		`"核桃"申请加入群聊`,
		`"核桃"与群里其他人都不是朋友关系，请注意隐私安全`,
		`欢迎大家加入本群`,
		`请勿加入了群聊以外的任何链接`,
		`群主已恢复默认进群方式。`,
		`该群因违规已被限制使用`,
		`<sysmsg type="sysmsgtemplate"><broken`,
	} {
		if got := Read(text, nil); got.Kind != event.Notice || got.Owner.Known() || len(got.Subjects) > 0 {
			t.Errorf("Read(%q) = %+v, want a plain notice", text, got)
		}
	}
}

// TestNoticeKnownNames shows that names the group knows decide where a list is cut.
func TestNoticeKnownNames(t *testing.T) {
	known := func(name string) bool { return name == "桃子、李子" || name == "Ann, the Baker" }
	check2 := func(text string, want Reading) {
		t.Helper()
		if diff := cmp.Diff(want, Read(text, known)); diff != "" {
			t.Errorf("Read(%q) (-want +got):\n%s", text, diff)
		}
	}
	check2(`你邀请"桃子、李子、石榴"加入了群聊`, joinBy("me", "invite", "桃子、李子", "石榴"))
	check2(`You invited Ann, the Baker, Bo to the group chat`, joinBy("me", "invite", "Ann, the Baker", "Bo"))
}

// TestNoticeMarkup reads the markup WeChat stores, ids included.
func TestNoticeMarkup(t *testing.T) {
	got := Read(`<sysmsg type="sysmsgtemplate"><sysmsgtemplate><content_template type="tmpl_type_profile">
<template><![CDATA["$username$"邀请"$names$"加入了群聊  $revoke$]]></template><link_list>
<link name="username" type="link_profile"><memberlist><member><username><![CDATA[wxid_doudou]]></username><nickname><![CDATA[豆豆妈]]></nickname></member></memberlist></link>
<link name="names" type="link_profile"><separator><![CDATA[、]]></separator><memberlist>
<member><username>wxid_shiliu</username><nickname>石榴</nickname></member><member><username>wxid_hetao</username><nickname>核桃</nickname></member></memberlist></link>
<link name="revoke" type="link_revoke" hidden="1"><title>撤销</title></link></link_list></content_template></sysmsgtemplate></sysmsg>`, nil)
	want := Reading{Kind: event.Join, Scene: "invite", Actor: Party{ID: "wxid_doudou", Name: "豆豆妈"},
		Subjects: []Party{{ID: "wxid_shiliu", Name: "石榴"}, {ID: "wxid_hetao", Name: "核桃"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	recall := Read(`<sysmsg type="revokemsg"><revokemsg><session>1@chatroom</session><replacemsg><![CDATA["核桃" 撤回了一条消息]]></replacemsg></revokemsg></sysmsg>`, nil)
	if recall.Kind != event.Delete || recall.Actor.Name != "核桃" {
		t.Errorf("recall read as %+v", recall)
	}
}

func check(t *testing.T, tests []struct {
	text string
	want Reading
}) {
	t.Helper()
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, Read(tt.text, nil)); diff != "" {
			t.Errorf("Read(%q) (-want +got):\n%s", tt.text, diff)
		}
	}
}

// TestNoticeAnyNames invites people of every kind of name and reads them back.
func TestNoticeAnyNames(t *testing.T) {
	name := rapid.StringMatching(`[\p{Han}A-Za-z0-9~·🌸()<>-]([\p{Han}A-Za-z0-9 ~·🌸()<>-]{0,10}[\p{Han}A-Za-z0-9~·🌸()<>-])?`).
		Filter(func(s string) bool { return !strings.Contains(s, "邀请") && !isSelf(s) && stripTags(s) == s })
	rapid.Check(t, func(t *rapid.T) {
		inviter, who := name.Draw(t, "inviter"), rapid.SliceOfN(name, 1, 8).Draw(t, "who")
		text := `"` + inviter + `"邀请"` + strings.Join(who, "、") + `"加入了群聊`
		if diff := cmp.Diff(joinBy(inviter, "invite", who...), Read(text, nil)); diff != "" {
			t.Fatalf("Read(%q) (-want +got):\n%s", text, diff)
		}
	})
}

// TestSearchIsBounded claims that a text of nothing but key words costs little.
func TestSearchIsBounded(t *testing.T) {
	n := notice{low: strings.Repeat("被", 5000), budget: longestSearch}
	tried := 0
	for range n.cuts(0, len(n.low), "被") {
		tried++
	}
	if tried != longestSearch {
		t.Errorf("tried %d places; want %d", tried, longestSearch)
	}
}

func FuzzNotice(f *testing.F) {
	for _, s := range []string{`"甲"邀请"乙、丙"加入了群聊`, `A invited B to the group chat`, `"甲"修改群名为“乙”`, `你被"甲"移出群聊`, `<sysmsg><sysmsgtemplate>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := Read(s, func(name string) bool { return len(name)%3 == 0 })
		switch r.Kind {
		case event.Join, event.Leave, event.Remove:
			if len(r.Subjects) == 0 {
				t.Errorf("a %d without anybody: %q", r.Kind, s)
			}
			for _, p := range r.Subjects {
				if !p.Known() {
					t.Errorf("somebody without a name: %q", s)
				}
			}
		case event.GroupRenamed:
			if r.Title == "" {
				t.Errorf("a new name that is empty: %q", s)
			}
		case event.Message:
			if r.Form != event.Poke || !r.Actor.Known() {
				t.Errorf("a message that is no poke: %q", s)
			}
		case event.Delete, event.Notice:
		default:
			t.Errorf("kind %d out of a notice: %q", r.Kind, s)
		}
	})
}

// TestNames claims that a name belongs to whoever is shown by it, and to
// nobody where two are.
func TestNames(t *testing.T) {
	n := Names{}
	for _, a := range []event.Actor{{ID: "1", Name: "甲"}, {ID: "1", Name: "甲"}, {ID: "2", Name: "乙"}, {ID: "3", Name: "乙"}, {ID: "2", Name: "乙"}, {ID: "4"}, {Name: "丙"}} {
		n.Learn(a)
	}
	for name, want := range map[string]event.NativeUser{"甲": "1", "乙": "", "丙": "", "丁": ""} {
		if got := n.Identify(event.Actor{Name: name}); got.ID != want || got.Name != name {
			t.Errorf("%s is %+v; want %q", name, got, want)
		}
	}
	if got := n.Identify(event.Actor{ID: "9", Name: "甲"}); got.ID != "9" {
		t.Errorf("an id that is known was replaced: %+v", got)
	}
	if !n.Known("甲") || !n.Known("乙") || n.Known("丙") || n.Known("") {
		t.Errorf("known: %v", n)
	}
}

// TestFill claims that nothing of the event before is left.
func TestFill(t *testing.T) {
	e := event.Event{Chat: "7", Kind: event.Join, Scene: "qr", Subjects: []event.Actor{{Name: "旧"}, {Name: "旧"}}, Actor: event.Actor{Name: "旧"}, Body: "旧", Chars: 1}
	Read(`"甲"修改群名为“果园”`, nil).Fill(&e, func(p Party) event.Actor { return event.Actor{Name: p.Name} })
	want := event.Event{Chat: "7", Kind: event.GroupRenamed, Subjects: []event.Actor{}, Actor: event.Actor{Name: "甲"}, Body: "果园", Chars: 2}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
