package telegram

import (
	"flag"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

var update = flag.Bool("update", false, "write the golden files anew, to be read before they are kept")

func plain() export.Format  { return Formats()[0] }
func folder() export.Format { return Formats()[1] }

func TestConform(t *testing.T) {
	exporttest.Conform(t, plain(), exporttest.Sample{Name: "result.json", Data: exporttest.Testdata(t, "hike.json")})
}

func TestConformFolder(t *testing.T) {
	exporttest.Conform(t, folder(), exporttest.Sample{Name: "ChatExport_2024-06-01", Files: map[string][]byte{
		"result.json": exporttest.Testdata(t, "hike.json"), "photos/photo_1.jpg": []byte("\xff\xd8\xff"),
	}})
}

func TestGolden(t *testing.T) {
	exporttest.Golden(t, "hike.golden", exporttest.Told(exporttest.Read(t, plain(), "result.json", exporttest.Testdata(t, "hike.json"), export.Options{})), *update)
}

func TestGoldenOfAWholeAccount(t *testing.T) {
	data := exporttest.Testdata(t, "account.json")
	if got := plain().Sniff(export.Head{Name: "x", Text: data}); got < 50 {
		t.Errorf("Sniff says %d", got)
	}
	exporttest.Golden(t, "account.golden", exporttest.Told(exporttest.Read(t, plain(), "result.json", data, export.Options{})), *update)
}

func TestResultJSONAloneIsNoFolder(t *testing.T) {
	if got := folder().Sniff(export.Head{Name: "x", Names: []string{"result.json", "notes.txt"}}); got != 0 {
		t.Errorf("Sniff says %d; any program may write a result.json", got)
	}
}

func chatOf(kind, messages string) []byte {
	return []byte(`{"name":"G","type":"` + kind + `","id":5,"messages":[` + "\n" + messages + "\n]}")
}

func TestKindsOfChats(t *testing.T) {
	const one = `{"id":1,"type":"message","date_unixtime":"1717200000","from":"A","from_id":"user1","text":"x"}`
	for kind, want := range map[string]int{
		"private_group": 1, "private_supergroup": 1, "public_supergroup": 1, "public_channel": 1, "private_channel": 1,
		"personal_chat": 0, "bot_chat": 0, "saved_messages": 0,
	} {
		rec := exporttest.Read(t, plain(), "result.json", chatOf(kind, one), export.Options{})
		if len(rec.Events) != want || len(rec.Groups) != want || len(rec.Skips) != 1-want || rec.Err != nil {
			t.Errorf("%s: %s", kind, exporttest.Told(rec))
		}
	}
}

func TestATextIsReadInEveryShape(t *testing.T) {
	for text, want := range map[string]string{
		`"plain"`:                           "plain",
		`""`:                                "",
		`["a",{"type":"bold","text":"b"}]`:  "ab",
		`[{"type":"link","text":"x.test"}]`: "x.test",
		`[]`:                                "",
		`null`:                              "",
		`["你好",{"type":"x","text":"!"},"🙂"]`: "你好!🙂",
	} {
		rec := exporttest.Read(t, plain(), "r.json", chatOf("private_group",
			`{"id":1,"type":"message","date_unixtime":"1717200000","from":"A","from_id":"user1","text":`+text+`}`), export.Options{})
		if len(rec.Events) != 1 || rec.Events[0].Body != want {
			t.Errorf("%s reads as %s", text, exporttest.Told(rec))
		}
	}
}

func TestNamesOfServiceLinesFindTheirIDs(t *testing.T) {
	rec := exporttest.Read(t, plain(), "r.json", chatOf("private_group", `
{"id":1,"type":"service","date_unixtime":"1717200000","actor":"A","actor_id":"user1","action":"invite_members","members":["B","Twin",null]},
{"id":2,"type":"message","date_unixtime":"1717200001","from":"B","from_id":"user2","text":"says \"from_id\": \"user9\""},
{"id":3,"type":"message","date_unixtime":"1717200002","from":"Twin","from_id":"user3","text":"x"},
{"id":4,"type":"message","date_unixtime":"1717200003","from":"Twin","from_id":"user4","text":"x"}`), export.Options{})
	want := []event.Actor{{ID: "user2", Name: "B"}, {Name: "Twin"}}
	got := rec.Events[0].Subjects
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("subjects are %v; want %v", got, want)
	}
}

func TestATopicIsAThreadAndNoAnswer(t *testing.T) {
	rec := exporttest.Read(t, plain(), "r.json", chatOf("private_supergroup", `
{"id":10,"type":"service","date_unixtime":"1717200000","actor":"A","actor_id":"user1","action":"topic_created","title":"Tea"},
{"id":11,"type":"message","date_unixtime":"1717200001","from":"A","from_id":"user1","text":"x","reply_to_message_id":10},
{"id":12,"type":"message","date_unixtime":"1717200002","from":"A","from_id":"user1","text":"y","reply_to_message_id":11}`), export.Options{})
	if e := rec.Events[1]; e.Thread != "10" || e.ReplyTo != "" {
		t.Errorf("posted in a topic: thread %q, reply to %q", e.Thread, e.ReplyTo)
	}
	if e := rec.Events[2]; e.Thread != "" || e.ReplyTo != "11" {
		t.Errorf("an answer: thread %q, reply to %q", e.Thread, e.ReplyTo)
	}
}

func TestWithoutUnixTimeTheZoneDecides(t *testing.T) {
	rec := exporttest.Read(t, plain(), "r.json", chatOf("private_group",
		`{"id":1,"type":"message","date":"2020-02-03T08:00:00","from":"A","from_id":4295012345,"text":"x"}`), export.Options{})
	if got := rec.Events[0].At.Format("2006-01-02T15:04Z07:00"); got != "2020-02-03T00:00Z" {
		t.Errorf("eight o'clock in Shanghai is %s", got)
	}
	if id := rec.Events[0].Actor.ID; id != "user4295012345" {
		t.Errorf("a bare number is %q", id)
	}
}

func TestABadRowCostsOnlyItself(t *testing.T) {
	const good = `{"id":1,"type":"message","date_unixtime":"1717200000","from":"A","from_id":"user1","text":"x"}`
	for name, bad := range map[string]string{
		"wrong type":   `{"id":"one","type":"message","date_unixtime":"1717200000"}`,
		"strange text": `{"id":2,"type":"message","date_unixtime":"1717200000","from":"A","from_id":"user1","text":{"a":1}}`,
		"no time":      `{"id":2,"type":"message","from":"A","text":"x"}`,
		"nobody":       `{"id":2,"type":"message","date_unixtime":"1717200000","text":"x"}`,
		"not JSON":     `{"id":2,]}`,
		"unescaped":    "{\"id\":2,\"text\":\"a\nb\"}",
	} {
		rec := exporttest.Read(t, plain(), "r.json", chatOf("private_group", good+",\n"+bad+",\n"+good), export.Options{})
		if rec.Err != nil || len(rec.Events) != 2 || len(rec.Skips) != 1 || rec.Skips[0].Line != 3 {
			t.Errorf("%s: %s", name, exporttest.Told(rec))
		}
	}
}

func TestAFileWithoutChatsIsRefusedWithWhatToDo(t *testing.T) {
	for _, text := range []string{`{}`, `{"about":"x"}`, `[1]`, `{"a`} {
		rec := exporttest.Read(t, plain(), "r.json", []byte(text), export.Options{})
		if fault.KindOf(rec.Err) != fault.Invalid || !strings.Contains(fault.Public(rec.Err).In("en"), "r.json") {
			t.Errorf("%s: %v", text, rec.Err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(exporttest.Beginning(f, "hike.json"))
	f.Add(exporttest.Beginning(f, "account.json"))
	f.Add([]byte(`{"chats":{"list":[{"messages":[`))
	f.Fuzz(func(t *testing.T, data []byte) {
		exporttest.Survive(t, plain(), exporttest.Memory("x", data))
	})
}
