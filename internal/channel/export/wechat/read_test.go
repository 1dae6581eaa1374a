package wechat

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

var update = flag.Bool("update", false, "write the golden files anew; then read them")

// samples are the files of testdata and the format each is in.
func samples() map[string]string {
	return map[string]string{
		"chatlog.json":   "wechat-chatlog-json",
		"chatlog.csv":    "wechat-chatlog-csv",
		"weflow.json":    "wechat-weflow-json",
		"echotrace.json": "wechat-weflow-json",
		"messages.csv":   "wechat-memotrace-csv",
		"早安白菜群_utf8.csv": "wechat-memotrace-csv",
		"车厘子群.csv":       "wechat-memotrace-csv",
	}
}

func format(t testing.TB, name string) export.Format {
	t.Helper()
	for _, f := range Formats() {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("there is no format %s", name)
	return export.Format{}
}

// TestSamples compares everything told of each sample with its golden file.
func TestSamples(t *testing.T) {
	for name, by := range samples() {
		t.Run(name, func(t *testing.T) {
			got := dump(exporttest.Read(t, format(t, by), name, exporttest.Testdata(t, name), export.Options{}))
			exporttest.Golden(t, name+".golden", got, *update)
		})
	}
}

// TestEachFileHasOneFormat claims that no sample is taken for another format's.
func TestEachFileHasOneFormat(t *testing.T) {
	for name, by := range samples() {
		head, err := export.HeadOf(exporttest.File(t, name, exporttest.Testdata(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range Formats() {
			if sure := f.Sniff(head); (sure > 0) != (f.Name == by) {
				t.Errorf("%s says %d of %s, which is %s", f.Name, sure, name, by)
			}
		}
	}
}

// TestConform leaves echotrace.json out: it names its group only at the end,
// so that a file cut short is nobody's.
func TestConform(t *testing.T) {
	for _, name := range []string{"chatlog.json", "chatlog.csv", "weflow.json", "messages.csv", "早安白菜群_utf8.csv", "车厘子群.csv"} {
		t.Run(name, func(t *testing.T) {
			exporttest.Conform(t, format(t, samples()[name]), exporttest.Sample{Name: name, Data: withoutPrivate(t, name)})
		})
	}
}

// withoutPrivate leaves out the lines of one-to-one chats, which are skipped.
func withoutPrivate(t *testing.T, name string) []byte {
	text := string(exporttest.Testdata(t, name))
	if name == "chatlog.json" {
		var kept []string
		for _, item := range strings.SplitAfter(text, "},\n") {
			if !strings.Contains(item, "wxid_friend7") {
				kept = append(kept, item)
			}
		}
		return []byte(strings.Join(kept, ""))
	}
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !strings.Contains(line, "老同学") {
			kept.WriteString(line)
		}
	}
	return []byte(kept.String())
}

// dump writes all that was told, one line each.
func dump(r *exporttest.Recorder) string {
	var b strings.Builder
	for _, g := range r.Groups {
		fmt.Fprintf(&b, "group %s %q\n", g.Chat, g.Name)
	}
	for _, at := range r.Stamps {
		fmt.Fprintf(&b, "stamp %s\n", at.UTC().Format("2006-01-02 15:04:05"))
	}
	for _, e := range r.Events {
		fmt.Fprintf(&b, "%s.%d %s", e.At.Format("01-02 15:04:05"), e.Order, kinds()[e.Kind])
		if e.Kind == event.Message {
			fmt.Fprintf(&b, " %s", forms()[e.Form])
		}
		fmt.Fprintf(&b, " by %s", actor(e.Actor))
		if len(e.Subjects) > 0 {
			fmt.Fprintf(&b, " of %s", actors(e.Subjects))
		}
		if e.Scene != "" {
			fmt.Fprintf(&b, " scene=%s", e.Scene)
		}
		if e.NativeID != "" {
			fmt.Fprintf(&b, " id=%s", e.NativeID)
		}
		if e.ReplyTo != "" {
			fmt.Fprintf(&b, " replyTo=%s", e.ReplyTo)
		}
		if len(e.Mentions) > 0 {
			fmt.Fprintf(&b, " to %s", actors(e.Mentions))
		}
		if len(r.Groups) > 1 {
			fmt.Fprintf(&b, " in %s", e.Chat)
		}
		if e.Body != "" {
			fmt.Fprintf(&b, " %q", e.Body)
		}
		b.WriteByte('\n')
	}
	for _, p := range r.Persons {
		fmt.Fprintf(&b, "person %s self=%t owner=%t chat=%s\n", actor(p.Actor), p.Self, p.Owner, p.Chat)
	}
	for _, s := range r.Skips {
		fmt.Fprintf(&b, "skip %d %s\n", s.Line, s.Why.In(i18n.ZhHans))
	}
	if r.Err != nil {
		fmt.Fprintf(&b, "error %v\n", r.Err)
	}
	return b.String()
}

func actor(a event.Actor) string {
	if !a.Known() {
		return "-"
	}
	return string(a.ID) + "/" + a.Name
}

func actors(list []event.Actor) string {
	var out []string
	for _, a := range list {
		out = append(out, actor(a))
	}
	return strings.Join(out, "+")
}

func kinds() map[event.Kind]string {
	return map[event.Kind]string{event.Message: "says", event.Delete: "recalls", event.Join: "join", event.Leave: "leave",
		event.Remove: "remove", event.GroupRenamed: "renames", event.Notice: "notice"}
}

func forms() map[event.Form]string {
	return map[event.Form]string{event.Text: "text", event.Voice: "voice", event.Picture: "picture", event.Video: "video",
		event.Sticker: "sticker", event.File: "file", event.Link: "link", event.Quote: "quote", event.Chain: "chain",
		event.Red: "red", event.Location: "location", event.Poke: "poke", event.Other: "other"}
}
