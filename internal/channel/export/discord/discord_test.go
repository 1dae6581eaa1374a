package discord

import (
	"flag"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

var update = flag.Bool("update", false, "write the golden files anew, to be read before they are kept")

func format() export.Format { return Formats()[0] }

func TestConform(t *testing.T) {
	exporttest.Conform(t, format(), exporttest.Sample{Name: "Moss Garden - lounge [42].json", Data: exporttest.Testdata(t, "lounge.json")})
}

func TestGolden(t *testing.T) {
	exporttest.Golden(t, "lounge.golden", exporttest.Told(exporttest.Read(t, format(), "lounge.json", exporttest.Testdata(t, "lounge.json"), export.Options{})), *update)
}

func file(kind, messages string) []byte {
	return []byte(`{"guild":{"id":"1","name":"S"},"channel":{"id":"2","type":"` + kind + `","name":"c"},"messages":[` + "\n" + messages + "\n]}")
}

func TestDirectConversationsAreLeftOut(t *testing.T) {
	const one = `{"id":"1","type":"Default","timestamp":"2024-05-01T20:00:00Z","content":"x","author":{"id":"9","name":"a"}}`
	for kind, want := range map[string]int{"DirectTextChat": 0, "DirectGroupTextChat": 1, "GuildTextChat": 1, "GuildPublicThread": 1} {
		rec := exporttest.Read(t, format(), "x.json", file(kind, one), export.Options{})
		if len(rec.Events) != want || len(rec.Skips) != 1-want || rec.Err != nil {
			t.Errorf("%s: %s", kind, exporttest.Told(rec))
		}
	}
}

func TestMessagesMayStandBeforeTheirChannel(t *testing.T) {
	const text = `{"messages":[{"id":"1","type":"Default","timestamp":"2024-05-01T20:00:00Z","content":"x","author":{"id":"9","name":"a"}}],"guild":{"id":"1","name":"S"},"channel":{"id":"2","type":"GuildTextChat","name":"c"}}`
	rec := exporttest.Read(t, format(), "x.json", []byte(text), export.Options{})
	if len(rec.Events) != 1 || rec.Events[0].Chat != "2" || rec.Groups[0].Name != "S #c" {
		t.Errorf("got %s", exporttest.Told(rec))
	}
}

func TestOnlyAReplyAnswers(t *testing.T) {
	for kind, want := range map[string]event.NativeMessage{"Reply": "7", "19": "7", "Default": ""} {
		rec := exporttest.Read(t, format(), "x.json", file("GuildTextChat",
			`{"id":"8","type":"`+kind+`","timestamp":"2024-05-01T20:00:00Z","content":"x","author":{"id":"9","name":"a"},"reference":{"messageId":"7"}}`), export.Options{})
		if got := rec.Events[0].ReplyTo; got != want {
			t.Errorf("a %s with a reference answers %q; want %q", kind, got, want)
		}
	}
}

func TestNewName(t *testing.T) {
	for content, want := range map[string]string{
		"Changed the channel name: tea room": "tea room", "changed the channel name to **茶馆**": "茶馆",
		"Changed the group name to \"Tea\".": "Tea", "茶馆": "茶馆",
	} {
		if got, ok := newName(content); !ok || got != want {
			t.Errorf("%q names %q, %t; want %q", content, got, ok, want)
		}
	}
	for _, content := range []string{"", "something else happened"} {
		if got, ok := newName(content); ok {
			t.Errorf("%q names %q", content, got)
		}
	}
}

func TestABadRowCostsOnlyItself(t *testing.T) {
	const good = `{"id":"1","type":"Default","timestamp":"2024-05-01T20:00:00+08:00","content":"x","author":{"id":"9","name":"a"}}`
	for name, bad := range map[string]string{
		"wrong type": `{"id":"1","type":"Default","timestamp":5,"author":{"id":"9"}}`,
		"no time":    `{"id":"1","type":"Default","content":"x","author":{"id":"9"}}`,
		"odd time":   `{"id":"1","type":"Default","timestamp":"yesterday","author":{"id":"9"}}`,
		"nobody":     `{"id":"1","type":"Default","timestamp":"2024-05-01T20:00:00Z","content":"x"}`,
		"not JSON":   `{id:1}`,
	} {
		rec := exporttest.Read(t, format(), "x.json", file("GuildTextChat", good+",\n"+bad+",\n"+good), export.Options{})
		if rec.Err != nil || len(rec.Events) != 2 || len(rec.Skips) != 1 || rec.Skips[0].Line != 3 {
			t.Errorf("%s: %s", name, exporttest.Told(rec))
		}
	}
}

func TestSomethingElseIsRefused(t *testing.T) {
	rec := exporttest.Read(t, format(), "x.json", []byte(`[1,2]`), export.Options{})
	if fault.KindOf(rec.Err) != fault.Invalid {
		t.Errorf("error is %v", rec.Err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(exporttest.Beginning(f, "lounge.json"))
	f.Add([]byte(`{"channel":{"id":2},"messages":[{"timestamp":"`))
	f.Fuzz(func(t *testing.T, data []byte) {
		exporttest.Survive(t, format(), exporttest.Memory("x", data))
	})
}
