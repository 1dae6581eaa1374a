package chatlab

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

var update = flag.Bool("update", false, "write the golden files anew, to be read before they are kept")

func oneDocument() export.Format { return Formats()[0] }
func jsonLines() export.Format   { return Formats()[1] }

func TestConform(t *testing.T) {
	t.Run("json", func(t *testing.T) {
		exporttest.Conform(t, oneDocument(), exporttest.Sample{Name: "bakery.json", Data: exporttest.Testdata(t, "bakery.json")})
	})
	t.Run("jsonl", func(t *testing.T) {
		exporttest.Conform(t, jsonLines(), exporttest.Sample{Name: "bakery.jsonl", Data: exporttest.Testdata(t, "bakery.jsonl")})
	})
}

func TestGolden(t *testing.T) {
	exporttest.Golden(t, "bakery.golden", exporttest.Told(exporttest.Read(t, oneDocument(), "bakery.json", exporttest.Testdata(t, "bakery.json"), export.Options{})), *update)
}

func TestBothFormsTellTheSame(t *testing.T) {
	one := exporttest.Read(t, oneDocument(), "bakery.json", exporttest.Testdata(t, "bakery.json"), export.Options{})
	two := exporttest.Read(t, jsonLines(), "bakery.jsonl", exporttest.Testdata(t, "bakery.jsonl"), export.Options{})
	if exporttest.Told(one) != exporttest.Told(two) {
		t.Errorf("JSON tells\n%s\nand JSONL\n%s", exporttest.Told(one), exporttest.Told(two))
	}
}

func TestEachFormKnowsOnlyItself(t *testing.T) {
	for _, name := range []string{"bakery.json", "bakery.jsonl"} {
		for _, f := range Formats() {
			h := export.Head{Name: "x", Text: exporttest.Testdata(t, name)}
			want := strings.TrimPrefix(f.Name, "chatlab-") == strings.TrimPrefix(name, "bakery.")
			if got := f.Sniff(h) >= 50; got != want {
				t.Errorf("%s recognises %s: %t", f.Name, name, got)
			}
		}
	}
}

func TestFieldsMayStandInAnyOrder(t *testing.T) {
	const text = `{"messages":[{"sender":"u1","accountName":"A","timestamp":1735700400,"type":0,"content":"hi"}],
"members":[{"platformId":"u1","accountName":"A","roles":["owner"]}],"meta":{"name":"G","platform":"qq","type":"group","groupId":7}}`
	rec := exporttest.Read(t, oneDocument(), "x.json", []byte(text), export.Options{})
	if rec.Err != nil || len(rec.Events) != 1 || len(rec.Persons) != 1 || len(rec.Groups) != 1 || len(rec.Skips) != 0 {
		t.Fatalf("got %s", exporttest.Told(rec))
	}
	if g := rec.Groups[0]; g.Network != event.QQ || g.Chat != "7" || g.Name != "G" {
		t.Errorf("group is %+v", g)
	}
}

func TestWithoutMetaTheFileNamesTheGroup(t *testing.T) {
	const text = `{"chatlab":{},"messages":[{"sender":"u1","timestamp":1735700400000,"content":"hi"}]}`
	rec := exporttest.Read(t, oneDocument(), "my group.json", []byte(text), export.Options{})
	if len(rec.Events) != 1 || rec.Groups[0].Name != "my group" || rec.Groups[0].Network != event.Archive {
		t.Fatalf("got %s", exporttest.Told(rec))
	}
	if at := rec.Events[0].At.Unix(); at != 1735700400 {
		t.Errorf("milliseconds read as %d", at)
	}
}

func TestPlatforms(t *testing.T) {
	for platform, want := range map[string]struct {
		network   event.Network
		namespace string
	}{
		"wechat": {event.WeChat, ""}, "WhatsApp": {event.WhatsApp, ""}, "discord": {event.Discord, ""},
		"line": {event.Archive, "line"}, "": {event.Archive, ""}, "archive": {event.Archive, "archive"},
	} {
		text := `{"chatlab":{},"meta":{"name":"G","platform":"` + platform + `","type":"group"},"messages":[]}`
		g := exporttest.Read(t, oneDocument(), "x.json", []byte(text), export.Options{}).Groups[0]
		if g.Network != want.network || g.Namespace != want.namespace {
			t.Errorf("platform %q is %s in %q; want %+v", platform, g.Network, g.Namespace, want)
		}
		g = exporttest.Read(t, oneDocument(), "x.json", []byte(text), export.Options{Namespace: "n"}).Groups[0]
		if g.Namespace != "n" {
			t.Errorf("platform %q keeps namespace %q where another was asked for", platform, g.Namespace)
		}
	}
}

func TestPrivateChatsAreLeftOutWithASkip(t *testing.T) {
	const text = `{"chatlab":{},"meta":{"name":"G","platform":"qq","type":"private"},"members":[{"platformId":"u"}],"messages":[{"sender":"u","timestamp":1735700400,"content":"x"}]}`
	rec := exporttest.Read(t, oneDocument(), "x.json", []byte(text), export.Options{})
	if len(rec.Events)+len(rec.Persons)+len(rec.Groups) != 0 || len(rec.Skips) != 1 || rec.Err != nil {
		t.Errorf("got %s", exporttest.Told(rec))
	}
}

func TestABadRowCostsOnlyItself(t *testing.T) {
	const good = `{"sender":"u1","accountName":"A","timestamp":1735700400,"type":0,"content":"hi"}`
	for name, bad := range map[string]string{
		"wrong type":          `{"sender":"u1","timestamp":1735700400,"type":"zero"}`,
		"no object":           `"just words"`,
		"not JSON":            `{"sender":oops,,}`,
		"control character":   "{\"sender\":\"u1\",\"timestamp\":1735700400,\"content\":\"a\tb\nc\"}",
		"bad escape":          `{"sender":"u1","timestamp":1735700400,"content":"\q"}`,
		"no time":             `{"sender":"u1","content":"x"}`,
		"time that is none":   `{"sender":"u1","timestamp":"soon","content":"x"}`,
		"time out of reach":   `{"sender":"u1","timestamp":9e18,"content":"x"}`,
		"nobody":              `{"timestamp":1735700400,"content":"x"}`,
		"a bracket too many":  `{"sender":"u1","timestamp":1735700400,"type":[}]}}`,
		"a number":            `12`,
		"an unfinished quote": "{\"sender\":\"u1,\n\"timestamp\":1}",
	} {
		t.Run(name, func(t *testing.T) {
			text := "{\"chatlab\":{},\"meta\":{\"name\":\"G\",\"type\":\"group\"},\"messages\":[\n" + good + ",\n" + bad + ",\n" + good + "]}"
			rec := exporttest.Read(t, oneDocument(), "x.json", []byte(text), export.Options{})
			if rec.Err != nil || len(rec.Events) != 2 || len(rec.Skips) == 0 {
				t.Fatalf("got %s", exporttest.Told(rec))
			}
			if line := rec.Skips[0].Line; line < 3 || line > 5 {
				t.Errorf("the skip says line %d; the bad row begins in line 3", line)
			}
			if strings.Contains(bad, "\n") {
				return
			}
			rows := `{"_type":"header","chatlab":{},"meta":{"name":"G"}}` + "\n" + good + "\n" + bad + "\n" + good + "\n"
			rec = exporttest.Read(t, jsonLines(), "x.jsonl", []byte(rows), export.Options{})
			if rec.Err != nil || len(rec.Events) != 2 || len(rec.Skips) != 1 || rec.Skips[0].Line != 3 {
				t.Errorf("as lines: %s", exporttest.Told(rec))
			}
		})
	}
}

func TestAMissingBracketCostsOneRowOfAnIndentedFile(t *testing.T) {
	data := string(exporttest.Testdata(t, "bakery.json"))
	broken := strings.Replace(data, "\"content\": \"Is the sourdough in today?\"\n  },", "\"content\": \"Is the sourdough in today?\"\n  ,", 1)
	if broken == data {
		t.Fatal("the sample no longer has the row to break")
	}
	whole := exporttest.Read(t, oneDocument(), "x.json", []byte(data), export.Options{})
	rec := exporttest.Read(t, oneDocument(), "x.json", []byte(broken), export.Options{})
	if rec.Err != nil || len(rec.Events) != len(whole.Events)-1 || len(rec.Skips) != 1 {
		t.Errorf("%d of %d events and %d skips", len(rec.Events), len(whole.Events), len(rec.Skips))
	}
}

func TestJSONWithoutIndentIsNotTornApart(t *testing.T) {
	text := strings.ReplaceAll(string(exporttest.Testdata(t, "bakery.json")), "\n ", "\n")
	for strings.Contains(text, "\n ") {
		text = strings.ReplaceAll(text, "\n ", "\n")
	}
	want := exporttest.Told(exporttest.Read(t, oneDocument(), "bakery.json", exporttest.Testdata(t, "bakery.json"), export.Options{}))
	if got := exporttest.Told(exporttest.Read(t, oneDocument(), "bakery.json", []byte(text), export.Options{})); got != want {
		t.Errorf("without indent it tells\n%s", got)
	}
}

func TestAnOverlongMessageIsPassedOver(t *testing.T) {
	long := `{"sender":"u1","timestamp":1735700400,"content":"` + strings.Repeat("x", walk.MaxValue+1) + `"},`
	text := `{"chatlab":{},"meta":{"name":"G"},"messages":[` + long + `{"sender":"u1","timestamp":1735700400,"content":"y"}]}`
	rec := exporttest.Read(t, oneDocument(), "x.json", []byte(text), export.Options{})
	if len(rec.Events) != 1 || len(rec.Skips) != 1 || rec.Events[0].Body != "y" {
		t.Errorf("%d events and %d skips; want one each", len(rec.Events), len(rec.Skips))
	}
}

func TestSkipsSpeakEveryLanguage(t *testing.T) {
	text := `{"chatlab":{},"meta":5,"members":[3],"messages":[1,{"sender":"a"},{"timestamp":1735700400}]`
	rec := exporttest.Read(t, oneDocument(), "x.json", []byte(text), export.Options{})
	if len(rec.Skips) != 6 {
		t.Fatalf("want 6 skips: %s", exporttest.Told(rec))
	}
	for _, s := range rec.Skips {
		seen := map[string]bool{}
		for _, lang := range []string{s.Why.In("zh-Hans"), s.Why.In("zh-Hant"), s.Why.In("en")} {
			if lang == "" || seen[lang] || strings.Contains(lang, "%!") || strings.ContainsAny(lang, "!！") {
				t.Errorf("the reason %q is missing, repeated or malformed", lang)
			}
			seen[lang] = true
		}
	}
}

func TestEscapedNULBecomesAnotherCharacter(t *testing.T) {
	text := `{"chatlab":{},"meta":{"name":"G"},"messages":[{"sender":"u","timestamp":1735700400,"content":"a\u0000b\\u0000"}]}`
	rec := exporttest.Read(t, oneDocument(), "x.json", []byte(text), export.Options{})
	if got, want := rec.Events[0].Body, "a\ufffdb\\u0000"; got != want {
		t.Errorf("body is %q; want %q", got, want)
	}
}

func FuzzJSON(f *testing.F) {
	f.Add(exporttest.Beginning(f, "bakery.json"))
	f.Add([]byte(`{"meta":{},"messages":[{"a":"\`))
	f.Add([]byte(`{"messages":[}]}`))
	f.Fuzz(func(t *testing.T, data []byte) { fuzz(t, oneDocument(), data) })
}

func FuzzLines(f *testing.F) {
	f.Add(exporttest.Beginning(f, "bakery.jsonl"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzz(t, jsonLines(), data) })
}

func fuzz(t *testing.T, format export.Format, data []byte) {
	rec := exporttest.Survive(t, format, exporttest.Memory("x", data))
	if bytes.Count(data, []byte{'{'}) < len(rec.Events) {
		t.Errorf("%d events out of %d objects", len(rec.Events), bytes.Count(data, []byte{'{'}))
	}
}
