package archive_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/archive"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

func folder() export.Format { return archive.Formats()[0] }
func single() export.Format { return archive.Formats()[1] }

// bakery is an invented archive of two groups.
func bakery(t testing.TB) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	for _, name := range []string{"groups.tsv", "users.tsv", "messages.tsv"} {
		data, err := os.ReadFile(filepath.Join("testdata", "bakery", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	return files
}

func TestConform(t *testing.T) {
	files := bakery(t)
	exporttest.Conform(t, folder(), exporttest.Sample{Name: "bakery", Files: files})
	exporttest.Conform(t, single(), exporttest.Sample{Name: "messages.tsv", Data: files["messages.tsv"]})
}

// brief is an event on one line.
func brief(e event.Event) string {
	s := fmt.Sprintf("%s %s %d %s>%v %q/%d", e.At.Format("0102 15:04:05"), e.Chat, e.Kind, e.Actor.ID, ids(e.Subjects), e.Body, e.Chars)
	if e.Thread != "" {
		s += " in " + e.Thread
	}
	if len(e.Mentions) > 0 {
		s += fmt.Sprintf(" to %v", ids(e.Mentions))
	}
	return strings.TrimSpace(s + " " + e.Scene)
}

func ids(actors []event.Actor) []event.NativeUser {
	var out []event.NativeUser
	for _, a := range actors {
		out = append(out, a.ID)
	}
	return out
}

func TestEveryKindOfRow(t *testing.T) {
	rec := exporttest.ReadFolder(t, folder(), "bakery", bakery(t), export.Options{})
	want := []string{
		`0302 01:00:00 1 8 12>[] "周日烤箱课照常"/8`,
		`0302 01:01:00 1 3 10>[14] ""/0 invite`,
		`0302 01:01:02 1 1 13>[] "欢迎外婆家的猫来到本群"/12 to [14]`,
		`0302 01:02:00 1 1 14>[] "大家好,新人报到"/8`,
		`0302 02:00:00 1 1 10>[] "今天的吐司还有吗?\n我下午三点过去"/17 in 面包`,
		`0302 02:01:00 1 1 12>[] "有的,留两份"/6 in 面包 to [10]`,
		`0302 02:01:40 1 1 10>[] "鼓掌三下"/4`,
		`0301 23:00:00 2 1 11>[] "鸡蛋开团啦,要的接龙:一板三十个"/300`,
		`0301 23:00:00 2 1 14>[] "我要两板"/5 to [11 12]`,
		`0301 23:05:00 2 7 11>[] "阿芒(换新号)"/7 to [15]`,
		`0301 23:06:40 2 1 15>[] "换了个名字,还是我啊"/11`,
		`0301 23:08:20 2 5 12>[14] ""/0`,
		`0301 23:10:00 2 4 11>[11] ""/0`,
		`0302 02:03:20 1 4 13>[13] ""/0`,
		`0302 02:05:00 1 1 10>[] "路径是 C:\\x\new"/11`,
	}
	var got []string
	for _, e := range rec.Events {
		got = append(got, brief(e))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if e := rec.Events[3]; e.Actor.Name != "外婆家的猫" || e.Namespace != "bakery" || e.Network != event.Archive {
		t.Errorf("the author is %+v", e)
	}
	var kinds []export.PersonKind
	for _, p := range rec.Persons {
		kinds = append(kinds, p.Kind)
	}
	if d := cmp.Diff([]export.PersonKind{export.Human, export.Human, export.Staff, export.Bot, export.Unstated, export.Human}, kinds); d != "" {
		t.Error(d)
	}
	if len(rec.Groups) != 2 || rec.Groups[1].Name != "社区团购·三号楼" {
		t.Errorf("groups %+v", rec.Groups)
	}
}

// TestNamespace: the file in the folder speaks first, then the person, then
// the folder's name.
func TestNamespace(t *testing.T) {
	files := bakery(t)
	space := func(opt export.Options) string {
		rec := exporttest.ReadFolder(t, folder(), "bakery", files, opt)
		return rec.Events[0].Namespace + "|" + rec.Groups[0].Namespace + "|" + rec.Persons[0].Namespace
	}
	if got := space(export.Options{}); got != "bakery|bakery|bakery" {
		t.Errorf("without anything: %q", got)
	}
	if got := space(export.Options{Namespace: "brand"}); got != "brand|brand|brand" {
		t.Errorf("with an option: %q", got)
	}
	files["namespace"] = []byte("\ufeffshop-7\r\n")
	if got := space(export.Options{Namespace: "brand"}); got != "shop-7|shop-7|shop-7" {
		t.Errorf("with a file: %q", got)
	}
}

// TestBadRowsAreSkippedAlone: each with its line and what was expected.
func TestBadRowsAreSkippedAlone(t *testing.T) {
	head := "group\ttime\tuser\tkind\tthread\trefers_to\tchars\ttext"
	good := "1\t1740877200\t5\tmsg\t\t\t2\tok"
	cases := []struct{ name, row, says string }{
		{"a tab in the text", "1\t1740877200\t5\tmsg\t\t\t2\to\tk", "8 columns and has 9"},
		{"too few columns", "1\t1740877200\t5\tmsg", "8 columns and has 4"},
		{"a time in words", "1\tyesterday\t5\tmsg\t\t\t2\tok", "“yesterday”"},
		{"a negative time", "1\t-5\t5\tmsg\t\t\t2\tok", "“-5”"},
		{"a time in milliseconds", "1\t1740877200000000\t5\tmsg\t\t\t2\tok", "“1740877200000000”"},
		{"no time", "1\t\t5\tmsg\t\t\t2\tok", "time"},
		{"no group", "\t1740877200\t5\tmsg\t\t\t2\tok", "group"},
		{"no author", "1\t1740877200\t\tmsg\t\t\t2\tok", "user"},
		{"an unknown kind", "1\t1740877200\t5\tshout\t\t\t2\tok", "“shout”"},
		{"a length in words", "1\t1740877200\t5\tmsg\t\t\ttwo\tok", "“two”"},
		{"nobody kicked", "1\t1740877200\t5\tkick\t\t\t0\t", "kick"},
		{"renamed to nothing", "1\t1740877200\t5\tnick\t\t\t0\t", "nick"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			data := strings.Join([]string{head, good, c.row, "", good}, "\n")
			rec := exporttest.Read(t, single(), "messages.tsv", []byte(data), export.Options{})
			if rec.Err != nil || len(rec.Events) != 2 {
				t.Fatalf("error %v, %d events", rec.Err, len(rec.Events))
			}
			if len(rec.Skips) != 1 || rec.Skips[0].Line != 3 || rec.Skips[0].File != "messages.tsv" {
				t.Fatalf("skips %+v", rec.Skips)
			}
			for _, l := range i18n.Langs {
				if why := rec.Skips[0].Why.In(l); l == i18n.En && !strings.Contains(why, c.says) || strings.Contains(why, "%!") {
					t.Errorf("%s: %q does not say %q", l, why, c.says)
				}
			}
		})
	}
}

func TestColumnsAreFoundByName(t *testing.T) {
	data := "text\tuser\tnote\tgroup\tkind\ttime\nhello\t5\tx\t1\tmsg\t1740877200\n"
	rec := exporttest.Read(t, single(), "messages.tsv", []byte(data), export.Options{})
	if rec.Err != nil || len(rec.Events) != 1 || brief(rec.Events[0]) != `0302 01:00:00 1 1 5>[] "hello"/5` {
		t.Errorf("error %v, events %+v", rec.Err, rec.Events)
	}
}

func TestAHeaderWithoutItsColumnsIsAFault(t *testing.T) {
	files := map[string][]byte{"messages.tsv": []byte("group\twhen\tuser\ttext\n1\t2\t3\t4\n")}
	rec := exporttest.ReadFolder(t, folder(), "x", files, export.Options{})
	if fault.KindOf(rec.Err) != fault.Invalid {
		t.Fatalf("got %v", rec.Err)
	}
	for _, l := range i18n.Langs {
		for _, w := range []string{"messages.tsv", "time, kind", "refers_to"} {
			if said := fault.Public(rec.Err).In(l); !strings.Contains(said, w) {
				t.Errorf("%q does not say %q", said, w)
			}
		}
	}
}

func TestOnlyMessagesAreNeeded(t *testing.T) {
	rec := exporttest.ReadFolder(t, folder(), "x", map[string][]byte{"messages.tsv": bakery(t)["messages.tsv"]}, export.Options{})
	if rec.Err != nil || len(rec.Events) != 15 || len(rec.Groups) != 2 || len(rec.Persons)+len(rec.Skips) != 0 {
		t.Errorf("error %v, %d events, groups %v, skips %v", rec.Err, len(rec.Events), rec.Groups, rec.Skips)
	}
}

func TestAnUnknownKindOfPersonIsToldAndRead(t *testing.T) {
	files := map[string][]byte{
		"messages.tsv": []byte("group\ttime\tuser\tkind\ttext\n1\t1740877200\t5\tmsg\thi\n"),
		"users.tsv":    []byte("user\tname\tkind\n5\tMo\tgoblin\n\tNobody\tperson\nshort\n"),
	}
	rec := exporttest.ReadFolder(t, folder(), "x", files, export.Options{})
	if len(rec.Persons) != 1 || rec.Persons[0].Kind != export.Unstated || len(rec.Skips) != 3 || rec.Events[0].Actor.Name != "Mo" {
		t.Errorf("persons %+v, skips %+v", rec.Persons, rec.Skips)
	}
}

// TestOrderOfRowsTellsNothing: no event claims to come before another.
func TestOrderOfRowsTellsNothing(t *testing.T) {
	rec := exporttest.ReadFolder(t, folder(), "bakery", bakery(t), export.Options{})
	for _, e := range rec.Events {
		if e.Order != 0 || e.NativeID != "" {
			t.Errorf("event %+v claims an order or an id", e)
		}
	}
}

// TestRealArchivesReadCompletely: every folder, without one line skipped.
func TestRealArchivesReadCompletely(t *testing.T) {
	if testing.Short() {
		t.Skip("more than a million messages are read: left out of short runs")
	}
	chats := sharedChats(t)
	want := map[string]int{
		"gitter_fcc": 211983, "irc_qtox": 62024, "zulip_bytecode": 216116, "zulip_ct": 126382,
		"zulip_isabelle": 39438, "zulip_lean": 962529, "zulip_ncar": 6707,
	}
	var c perExport
	start := time.Now()
	if _, err := export.ReadPath(t.Context(), chats, archive.Formats(), export.Options{}, &c, nil); err != nil {
		t.Fatal(err)
	}
	t.Logf("read in %v", time.Since(start))
	if d := cmp.Diff(want, c.events); d != "" {
		t.Error(d)
	}
	if c.skips != 0 {
		t.Errorf("%d lines were skipped", c.skips)
	}
}

// perExport counts the events of each export.
type perExport struct {
	counting
	events map[string]int
}

func (p *perExport) Begin(export.Exported) error { return nil }
func (p *perExport) End(e export.Exported) error {
	if p.events == nil {
		p.events = make(map[string]int)
	}
	p.events[filepath.Base(e.File)] = e.Events
	return nil
}

// FuzzMessages claims that no bytes make the reader fail in a way of its own,
// and that each line becomes an event, a skip or nothing.
func FuzzMessages(f *testing.F) {
	f.Add(bakery(f)["messages.tsv"])
	f.Add([]byte("group\ttime\tuser\tkind\ttext\n1\t2\t3\tmsg\t\\n\\\\n\\"))
	f.Add([]byte("\t\n\t\t\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rec := exporttest.Survive(t, single(), exporttest.Memory("messages.tsv", data))
		if lines := bytes.Count(data, []byte("\n")) + 1; len(rec.Events) > lines {
			t.Errorf("%d events from %d lines", len(rec.Events), lines)
		}
	})
}
