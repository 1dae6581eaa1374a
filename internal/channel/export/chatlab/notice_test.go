package chatlab

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

// chatOf writes a chat of a platform: a system line a minute, then one message
// each by those who are in it.
func chatOf(platform, meta string, lines []string, people ...[2]string) string {
	var rows []string
	for i, line := range lines {
		rows = append(rows, fmt.Sprintf(`{"sender":"sys","accountName":"系统","timestamp":%d,"type":80,"content":%q}`, 1735700400+60*i, line))
	}
	for i, p := range people {
		rows = append(rows, fmt.Sprintf(`{"sender":%q,"accountName":"账号%d","groupNickname":%q,"timestamp":%d,"type":0,"content":"hi"}`, p[0], i, p[1], 1735710000+60*i))
	}
	return `{"chatlab":{},"meta":{"name":"G","platform":"` + platform + `","type":"group","groupId":"7@chatroom"` + meta + `},"messages":[` + strings.Join(rows, ",") + `]}`
}

// happened reads text and returns what its system lines came to.
func happened(t *testing.T, text string) []string {
	t.Helper()
	rec := exporttest.Read(t, oneDocument(), "x.json", []byte(text), export.Options{})
	if rec.Err != nil || len(rec.Skips) > 0 {
		t.Fatalf("got %s", exporttest.Told(rec))
	}
	var out []string
	for _, e := range rec.Events {
		if e.At.Unix() < 1735710000 {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s > %s %s %s", e.Kind, exporttest.Actors(e.Actor), exporttest.Actors(e.Subjects...), e.Scene, e.Body)))
		}
	}
	for _, p := range rec.Persons {
		out = append(out, fmt.Sprintf("person %s self=%t owner=%t", exporttest.Actors(p.Actor), p.Self, p.Owner))
	}
	return out
}

func TestSystemLinesOfWeChat(t *testing.T) {
	lines := []string{
		`"豆"邀请"核桃、石榴"加入了群聊`, `"石榴"通过扫描"豆"分享的二维码加入群聊`, `你将"核桃"移出了群聊`,
		`"豆"修改群名为“果园”`, `"石榴" 撤回了一条消息`, `"石榴"退出了群聊`, `"豆"已成为新群主`, `"豆"领取了你的红包`,
	}
	want := []string{
		"3 w1|豆 > w2|核桃;w3|石榴 invite", "3 w1|豆 > w3|石榴 qr", "5 w9| > w2|核桃", "6 w1|豆 >   果园",
		"2 w3|石榴 >", "4  > w3|石榴", `8  >   "豆"已成为新群主`, `8  >   "豆"领取了你的红包`,
		"person w9| self=true owner=false", "person w1|豆 self=false owner=true",
	}
	got := happened(t, chatOf("wechat", `,"ownerId":"w9"`, lines, [2]string{"w1", "豆"}, [2]string{"w2", "核桃"}, [2]string{"w3", "石榴"}))
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestTheAccountNobodyNamesIsOfThatChatAlone(t *testing.T) {
	want := []string{"3 self@7@chatroom|我 > |核桃 invite", "person self@7@chatroom|我 self=true owner=false"}
	if d := cmp.Diff(want, happened(t, chatOf("wechat", "", []string{`你邀请"核桃"加入了群聊`}))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestAccountNamesAreNamesToo(t *testing.T) {
	got := happened(t, chatOf("wechat", "", []string{`"账号0"退出了群聊`, `"同名"退出了群聊`}, [2]string{"w1", "豆"}, [2]string{"w2", "同名"}, [2]string{"w3", "同名"}))
	if d := cmp.Diff([]string{"4  > w1|账号0", "4  > |同名"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestSystemLinesOfOthersKeepTheirWords(t *testing.T) {
	for _, platform := range []string{"qq", "discord", "elsewhere"} {
		if d := cmp.Diff([]string{`8  >   "豆"退出了群聊`}, happened(t, chatOf(platform, "", []string{`"豆"退出了群聊`}))); d != "" {
			t.Errorf("%s (-want +got):\n%s", platform, d)
		}
	}
}

// TestSystemLinesOfAFileCutShortAreTold: what was held back is not lost.
func TestSystemLinesOfAFileCutShortAreTold(t *testing.T) {
	text := chatOf("wechat", "", []string{`"豆"邀请"核桃"加入了群聊`}, [2]string{"w1", "豆"})
	rec := exporttest.Read(t, oneDocument(), "x.json", []byte(strings.TrimSuffix(text, "]}")), export.Options{})
	if len(rec.Events) != 2 || len(rec.Events[1].Subjects) != 1 || len(rec.Skips) != 1 {
		t.Errorf("got %s", exporttest.Told(rec))
	}
}
