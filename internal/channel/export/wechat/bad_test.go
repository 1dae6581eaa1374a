package wechat

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

// row1 is one sound chatlog message that says text.
func row1(text string) string {
	return `{"seq":1746493331000,"time":"2025-05-06T09:02:11+08:00","talker":"7@chatroom","talkerName":"团","isChatRoom":true,"sender":"wxid_a","senderName":"石榴","isSelf":false,"type":1,"subType":0,"content":"` + text + `"}`
}

// TestBadMessagesCostOnlyThemselves puts one bad message between two good
// ones, in each layout.
func TestBadMessagesCostOnlyThemselves(t *testing.T) {
	const head = "Time,SenderName,Sender,TalkerName,Talker,Content\n"
	good := func(s string) string { return "2025-06-01 08:31:00,麦,wxid_q,团,7@chatroom," + s + "\n" }
	tests := []struct {
		name, format, data string
		line               int // of the skip
	}{
		{"not an object", "wechat-chatlog-json", "[" + row1("一") + ",\n17,\n" + row1("二") + "]", 2},
		{"wrong type", "wechat-chatlog-json", "[" + row1("一") + ",\n" + strings.Replace(row1("坏"), `"type":1`, `"type":"文本"`, 1) + ",\n" + row1("二") + "]", 2},
		{"bad escape", "wechat-chatlog-json", "[" + row1("一") + ",\n" + row1(`\x`) + ",\n" + row1("二") + "]", 2},
		{"line end in text", "wechat-chatlog-json", "[" + row1("一") + ",\n{\"seq\":1,\"content\":\"断\n行\"},\n" + row1("二") + "]", 2},
		{"no time", "wechat-chatlog-json", "[" + row1("一") + ",\n" + strings.Replace(row1("坏"), "2025-05-06T09:02:11+08:00", "昨天", 1) + ",\n" + row1("二") + "]", 2},
		{"nobody", "wechat-chatlog-json", "[" + row1("一") + ",\n" + strings.NewReplacer("wxid_a", "", "石榴", "").Replace(row1("坏")) + ",\n" + row1("二") + "]", 2},
		{"too long", "wechat-chatlog-json", "[" + row1("一") + ",\n" + row1(strings.Repeat("长", 3<<20)) + ",\n" + row1("二") + "]", 2},
		{"open quote", "wechat-chatlog-csv", head + good("一") + good(`"没有关`) + good("二"), 3},
		{"few columns", "wechat-chatlog-csv", head + good("一") + "2025-06-01,麦\n" + good("二"), 3},
		{"no time in table", "wechat-chatlog-csv", head + good("一") + strings.Replace(good("坏"), "2025", "某", 1) + good("二"), 3},
		{"weflow without time", "wechat-weflow-json", `{"session":{"wxid":"7@chatroom","type":"群聊"},"messages":[{"createTime":1746493331,"type":"文本消息","content":"一","isSend":0,"senderUsername":"wxid_a"},` + "\n" +
			`{"createTime":0,"type":"文本消息","content":"坏","isSend":0,"senderUsername":"wxid_a"},{"createTime":1746493332,"type":"文本消息","content":"二","isSend":null,"senderUsername":"wxid_a"}]}`, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := exporttest.Read(t, format(t, tt.format), "x", []byte(tt.data), export.Options{})
			if got.Err != nil {
				t.Fatal(got.Err)
			}
			if bodies := strings.Join(got.Bodies(), ""); bodies != "一二" {
				t.Errorf("kept %q; want 一二", bodies)
			}
			if len(got.Skips) != 1 || got.Skips[0].Line != tt.line || got.Skips[0].File != "x" {
				t.Fatalf("skips %+v; want one in line %d", got.Skips, tt.line)
			}
			for _, l := range i18n.Langs {
				if s := got.Skips[0].Why.In(l); s == "" || strings.Contains(s, "%!") {
					t.Errorf("the reason in %s is %q", l, s)
				}
			}
		})
	}
}

// TestWholeFilesThatCannotBeRead are refused with a sentence for people.
func TestWholeFilesThatCannotBeRead(t *testing.T) {
	for _, tt := range []struct{ format, data string }{
		{"wechat-chatlog-csv", "Zeit,Name\n1,2\n"},
		{"wechat-memotrace-csv", "\n\n"},
		{"wechat-weflow-json", `{"session":{"wxid":"7@chatroom"}}`},
		{"wechat-weflow-json", `{"session":{"wxid":"7@chat`},
	} {
		got := exporttest.Read(t, format(t, tt.format), "团.txt", []byte(tt.data), export.Options{})
		if fault.KindOf(got.Err) != fault.Invalid || !strings.Contains(fault.Public(got.Err).In(i18n.ZhHant), "團.txt") && !strings.Contains(fault.Public(got.Err).In(i18n.ZhHant), "团.txt") {
			t.Errorf("%s: error %v; want an invalid file, named", tt.format, got.Err)
		}
	}
}

// TestManyOpenQuotes claims that a table full of unpaired marks still ends.
func TestManyOpenQuotes(t *testing.T) {
	var b strings.Builder
	b.WriteString("Time,SenderName,Sender,TalkerName,Talker,Content\n")
	for range 20_000 {
		b.WriteString("2025-06-01 08:31:00,麦,wxid_q,团,7@chatroom,\"没有关\n")
	}
	got := exporttest.Read(t, format(t, "wechat-chatlog-csv"), "x", []byte(b.String()), export.Options{})
	if got.Err != nil || len(got.Skips) != 20_000 {
		t.Errorf("error %v, %d skips; want 20000", got.Err, len(got.Skips))
	}
}

// TestTwoPeopleOfOneName claims that a notice names neither by id.
func TestTwoPeopleOfOneName(t *testing.T) {
	second := strings.Replace(row1("二"), "wxid_a", "wxid_b", 1)
	system := strings.NewReplacer("wxid_a", "系统消息", `"石榴"`, `""`, `"type":1`, `"type":10000`).Replace(row1(`\"石榴\"退出了群聊`))
	got := exporttest.Read(t, format(t, "wechat-chatlog-json"), "x", []byte("["+row1("一")+","+second+","+system+"]"), export.Options{})
	last := got.Events[len(got.Events)-1]
	if last.Kind != event.Leave || last.Subjects[0] != (event.Actor{Name: "石榴"}) {
		t.Errorf("read %+v; want 石榴, without an id, to leave", last)
	}
}

// TestSeqThatRepeats claims that ids stay unique within a chat.
func TestSeqThatRepeats(t *testing.T) {
	zero := strings.Replace(row1("三"), "1746493331000", "0", 1)
	got := exporttest.Read(t, format(t, "wechat-chatlog-json"), "x", []byte("["+row1("一")+","+row1("二")+","+zero+"]"), export.Options{})
	var ids []string
	for i, e := range got.Events {
		ids = append(ids, string(e.NativeID))
		if int(e.Order) != i {
			t.Errorf("event %d has order %d", i, e.Order)
		}
	}
	if want := []string{"1746493331000", "1746493331000.2", ""}; fmt.Sprint(ids) != fmt.Sprint(want) {
		t.Errorf("ids %q; want %q", ids, want)
	}
}

// TestGuessedSelf claims that the account marked most often is the file's own.
func TestGuessedSelf(t *testing.T) {
	mine := strings.Replace(row1("我"), `"isSelf":false`, `"isSelf":true`, 1)
	other := strings.Replace(mine, "wxid_a", "wxid_b", 1)
	got := exporttest.Read(t, format(t, "wechat-chatlog-json"), "x", []byte("["+other+","+mine+","+mine+"]"), export.Options{})
	if len(got.Persons) != 1 || got.Persons[0].ID != "wxid_a" || !got.Persons[0].Self {
		t.Errorf("persons %+v; want wxid_a as the file's own", got.Persons)
	}
}

// TestStopped claims that a run that was called off ends soon.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	data := []byte("[" + row1("一") + strings.Repeat(","+row1("一"), 5000) + "]")
	rec := &exporttest.Recorder{}
	err := format(t, "wechat-chatlog-json").Read(ctx, exporttest.File(t, "x", data), exporttest.Defaults(export.Options{}), rec)
	if !errors.Is(err, context.Canceled) || len(rec.Events) > 2000 {
		t.Errorf("error %v after %d events", err, len(rec.Events))
	}
}

func fuzz(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add(exporttest.Testdata(f, s))
	}
	by := format(f, name)
	f.Fuzz(func(t *testing.T, data []byte) {
		exporttest.Survive(t, by, exporttest.Memory("f", data))
	})
}

func FuzzChatlogJSON(f *testing.F) { fuzz(f, "wechat-chatlog-json", "chatlog.json") }
func FuzzChatlogCSV(f *testing.F)  { fuzz(f, "wechat-chatlog-csv", "chatlog.csv") }
func FuzzWeFlow(f *testing.F)      { fuzz(f, "wechat-weflow-json", "weflow.json", "echotrace.json") }
func FuzzMemoTrace(f *testing.F) {
	fuzz(f, "wechat-memotrace-csv", "messages.csv", "早安白菜群_utf8.csv", "车厘子群.csv")
}
