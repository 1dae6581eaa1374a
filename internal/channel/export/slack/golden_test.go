package slack

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

var update = flag.Bool("update", false, "write the golden files anew, to be read before they are kept")

// sample returns a file of testdata.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// golden claims that rec tells what testdata/name says.
func golden(t *testing.T, rec *exporttest.Recorder, name string) {
	t.Helper()
	path, got := filepath.Join("testdata", name), told(rec)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := strings.Split(string(sample(t, name)), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(want) || line != want[i] {
			t.Fatalf("%s differs in line %d\n got %s\nwant %s", path, i+1, line, want[min(i, len(want)-1)])
		}
	}
	if n := len(strings.Split(got, "\n")); n != len(want) {
		t.Fatalf("%s has %d lines, got %d", path, len(want), n)
	}
}

// told writes down what a recorder heard, a line each.
func told(rec *exporttest.Recorder) string {
	var b strings.Builder
	for _, g := range rec.Groups {
		fmt.Fprintf(&b, "group %s/%s/%s %q\n", g.Network, g.Namespace, g.Chat, g.Name)
	}
	for _, s := range rec.Stamps {
		fmt.Fprintf(&b, "stamp %s\n", s.Format("2006-01-02T15:04:05Z07:00"))
	}
	for _, p := range rec.Persons {
		fmt.Fprintf(&b, "person %s in %q kind=%d self=%t owner=%t admin=%t\n", actors(p.Actor), p.Chat, p.Kind, p.Self, p.Owner, p.Admin)
	}
	for _, e := range rec.Events {
		kind := [...]string{"?", "message", "delete", "join", "leave", "remove", "group-renamed", "renamed", "notice"}[e.Kind]
		fmt.Fprintf(&b, "%s+%d %s", e.At.Format("2006-01-02T15:04:05.999Z"), e.Order, kind)
		for _, f := range []struct{ name, value string }{
			{"chat", string(e.Chat)}, {"id", string(e.NativeID)}, {"by", actors(e.Actor)}, {"who", actors(e.Subjects...)},
			{"scene", e.Scene}, {"re", string(e.ReplyTo)}, {"target", string(e.Target)},
			{"at", actors(e.Mentions...)}, {"thread", e.Thread},
		} {
			if f.value != "" {
				fmt.Fprintf(&b, " %s=%s", f.name, f.value)
			}
		}
		if e.Kind == event.Message {
			form := [...]string{"text", "voice", "picture", "video", "sticker", "file", "link", "quote", "chain", "red", "location", "poke", "other"}[e.Form]
			fmt.Fprintf(&b, " %s(%d)", form, e.Chars)
		}
		fmt.Fprintf(&b, " %q\n", e.Body)
	}
	for _, s := range rec.Skips {
		fmt.Fprintf(&b, "skip %s:%d %s\n", s.File, s.Line, s.Why.In(i18n.En))
	}
	if rec.Err != nil {
		fmt.Fprintf(&b, "error %v\n", rec.Err)
	}
	return b.String()
}

func actors(list ...event.Actor) string {
	var out []string
	for _, a := range list {
		if a.Known() {
			out = append(out, string(a.ID)+"|"+a.Name)
		}
	}
	return strings.Join(out, ";")
}
