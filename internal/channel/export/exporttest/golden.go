package exporttest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Testdata returns a file of the package's testdata.
func Testdata(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Beginning returns the first part of a file of testdata, short enough to fuzz
// from.
func Beginning(t testing.TB, name string) []byte {
	t.Helper()
	data := Testdata(t, name)
	return data[:min(len(data), 1200)]
}

// Golden claims that got is what testdata/name says. With update it writes the
// file anew, to be read before it is kept; packages have a flag of that name.
func Golden(t testing.TB, name, got string, update bool) {
	t.Helper()
	if update {
		if err := os.WriteFile(filepath.Join("testdata", name), []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, lines := strings.Split(string(Testdata(t, name)), "\n"), strings.Split(got, "\n")
	for i, line := range lines {
		if i >= len(want) || line != want[i] {
			t.Fatalf("%s differs in line %d\n got %s\nwant %s", name, i+1, line, want[min(i, len(want)-1)])
		}
	}
	if len(lines) != len(want) {
		t.Fatalf("%s has %d lines, got %d", name, len(want), len(lines))
	}
}

// Told writes down what a recorder heard, a line each.
func Told(rec *Recorder) string {
	var b strings.Builder
	for _, g := range rec.Groups {
		fmt.Fprintf(&b, "group %s/%s/%s %q\n", g.Network, g.Namespace, g.Chat, g.Name)
	}
	for _, s := range rec.Stamps {
		fmt.Fprintf(&b, "stamp %s\n", s.Format("2006-01-02T15:04:05Z07:00"))
	}
	for _, p := range rec.Persons {
		fmt.Fprintf(&b, "person %s in %q kind=%d self=%t owner=%t admin=%t\n", Actors(p.Actor), p.Chat, p.Kind, p.Self, p.Owner, p.Admin)
	}
	for i := range rec.Events {
		b.WriteString(line(&rec.Events[i]))
	}
	for _, s := range rec.Skips {
		fmt.Fprintf(&b, "skip %s:%d %s\n", s.File, s.Line, s.Why.In(i18n.En))
	}
	if rec.Err != nil {
		fmt.Fprintf(&b, "error %v\n", rec.Err)
	}
	return b.String()
}

// line writes down one event.
func line(e *event.Event) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s+%d %s", e.At.Format("2006-01-02T15:04:05.999Z"), e.Order, kindName(e.Kind))
	for _, f := range []struct{ name, value string }{
		{"chat", string(e.Chat)}, {"id", string(e.NativeID)}, {"by", Actors(e.Actor)}, {"who", Actors(e.Subjects...)},
		{"scene", e.Scene}, {"re", string(e.ReplyTo)}, {"target", string(e.Target)},
		{"at", Actors(e.Mentions...)}, {"thread", e.Thread},
	} {
		if f.value != "" {
			fmt.Fprintf(&b, " %s=%s", f.name, f.value)
		}
	}
	if e.Kind == event.Message {
		fmt.Fprintf(&b, " %s(%d)", formName(e.Form), e.Chars)
	}
	fmt.Fprintf(&b, " %q\n", e.Body)
	return b.String()
}

func kindName(k event.Kind) string {
	names := [...]string{"?", "message", "delete", "join", "leave", "remove", "group-renamed", "renamed", "notice"}
	if int(k) >= len(names) {
		return fmt.Sprintf("kind-%d", k)
	}
	return names[k]
}

func formName(f event.Form) string {
	names := [...]string{"text", "voice", "picture", "video", "sticker", "file", "link", "quote", "chain", "red", "location", "poke", "other"}
	if int(f) >= len(names) {
		return fmt.Sprintf("form-%d", f)
	}
	return names[f]
}

// Actors writes down people as "id|name", those nobody names left out.
func Actors(list ...event.Actor) string {
	var out []string
	for _, a := range list {
		if a.Known() {
			out = append(out, string(a.ID)+"|"+a.Name)
		}
	}
	return strings.Join(out, ";")
}
