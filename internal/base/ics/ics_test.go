package ics_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/ics"
)

// property is one line of a calendar, read by the rules of RFC 5545 and not by the
// code that wrote it.
type property struct{ name, value string }

// read unfolds and splits a calendar, and fails where a line is too long or a
// line does not end as it must.
func read(t interface{ Fatalf(string, ...any) }, text string) (out []property) {
	if !strings.HasSuffix(text, "\r\n") {
		t.Fatalf("the calendar does not end with a line's end")
	}
	var lines []string
	for _, l := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(l) > 75 {
			t.Fatalf("a line of %d octets: %q", len(l), l)
		}
		if !utf8.ValidString(l) {
			t.Fatalf("a line is cut within a character: %q", l)
		}
		if strings.ContainsAny(l, "\r\n") {
			t.Fatalf("a bare line's end in %q", l)
		}
		if rest, more := strings.CutPrefix(l, " "); more && len(lines) > 0 {
			lines[len(lines)-1] += rest
			continue
		}
		lines = append(lines, l)
	}
	for _, l := range lines {
		name, value, ok := strings.Cut(l, ":")
		if !ok {
			t.Fatalf("a line without a colon: %q", l)
		}
		name, _, _ = strings.Cut(name, ";")
		out = append(out, property{name, value})
	}
	return out
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if s[i] == 'n' || s[i] == 'N' {
			b.WriteByte('\n')
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func of(all []property, name string) string {
	for _, p := range all {
		if p.name == name {
			return p.value
		}
	}
	return ""
}

func TestACalendarIsAsTheStandardSays(t *testing.T) {
	at := time.Date(2030, 1, 2, 20, 0, 0, 0, time.FixedZone("CST", 8*3600))
	long := strings.Repeat("周六晚上八点，", 30) + "\n二；三\\四"
	got := read(t, ics.Write("活水待办", []ics.Event{{UID: "task_1@huoshui", Changed: at, Start: at, End: at.Add(time.Hour), Summary: long, Description: "a,b;c", URL: "http://x/y", Categories: []string{"发,消息", "二"}}}))
	if first, last := got[0], got[len(got)-1]; first != (property{"BEGIN", "VCALENDAR"}) || last != (property{"END", "VCALENDAR"}) {
		t.Errorf("it begins with %v and ends with %v", first, last)
	}
	for name, want := range map[string]string{"VERSION": "2.0", "DTSTART": "20300102T120000Z", "DTEND": "20300102T130000Z", "UID": "task_1@huoshui", "CATEGORIES": `发\,消息,二`, "URL": "http://x/y"} {
		if of(got, name) != want {
			t.Errorf("%s is %q, want %q", name, of(got, name), want)
		}
	}
	if s := unescape(of(got, "SUMMARY")); s != long {
		t.Errorf("the summary came back as %q", s)
	}
}

// TestAnyTextComesBack: whatever is written, a reader gets it back, and no text
// makes a line of its own.
func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		got := read(t, ics.Write("x", []ics.Event{{UID: "u", Summary: text}}))
		if n := len(got); n != 16 {
			t.Fatalf("%d properties, want 16: %v", n, got)
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
				return -1
			}
			return r
		}, strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n"), "\r", "\n"))
		if s := unescape(of(got, "SUMMARY")); s != want {
			t.Fatalf("%q came back as %q", want, s)
		}
	})
}
