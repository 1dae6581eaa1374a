package export_test

import (
	"context"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

// story is what an invented reader tells.
type story struct {
	group  export.Group
	person export.Person
	event  event.Event
}

// telling is a format that tells a story of any file.
func telling(s *story) []export.Format {
	return []export.Format{{
		Name: "telling", Sniff: func(export.Head) int { return 90 },
		Read: func(_ context.Context, _ export.Input, _ export.Options, sink export.Sink) error {
			if err := sink.Group(s.group); err != nil {
				return err
			}
			if err := sink.Person(s.person); err != nil {
				return err
			}
			if err := sink.Event(&s.event); err != nil {
				return err
			}
			return sink.Skip(export.Skip{File: "a\x00b\xff"})
		},
	}}
}

// heard returns what a sink hears of s.
func heard(t testing.TB, s *story) *exporttest.Recorder {
	t.Helper()
	rec := &exporttest.Recorder{}
	in := exporttest.File(t, "x", []byte("anything"))
	if _, err := export.ReadSources(t.Context(), []*export.Source{in}, telling(s), export.Options{}, rec, nil); err != nil {
		t.Fatal(err)
	}
	return rec
}

// everyText lists all the text that rec heard.
func everyText(rec *exporttest.Recorder) []string {
	g, p, e := rec.Groups[0], rec.Persons[0], rec.Events[0]
	out := []string{
		g.Namespace, string(g.Chat), g.Name, p.Namespace, string(p.Chat), string(p.ID), p.Name,
		e.Namespace, string(e.Chat), string(e.NativeID), string(e.Actor.ID), e.Actor.Name, e.Scene, e.Body,
		string(e.ReplyTo), string(e.Target), e.Thread, rec.Skips[0].File,
	}
	for _, a := range append(e.Subjects, e.Mentions...) {
		out = append(out, string(a.ID), a.Name)
	}
	return out
}

// full is a story with s wherever text may stand.
func full(s string, kind event.Kind) *story {
	a := event.Actor{ID: event.NativeUser(s), Name: s}
	return &story{
		group:  export.Group{Network: event.IRC, Namespace: s, Chat: event.NativeChat(s), Name: s},
		person: export.Person{Network: event.IRC, Namespace: s, Chat: event.NativeChat(s), Actor: a},
		event: event.Event{
			Network: event.IRC, Namespace: s, Chat: event.NativeChat(s), NativeID: event.NativeMessage(s), Kind: kind,
			At: time.Unix(1740877200, 0).UTC(), Actor: a, Subjects: []event.Actor{a}, Scene: s, Body: s,
			ReplyTo: event.NativeMessage(s), Target: event.NativeMessage(s), Mentions: []event.Actor{a}, Thread: s,
		},
	}
}

// TestWhatASinkHearsIsText of bounded length, whatever a reader tells; and the
// same id or name stays the same wherever it stands.
func TestWhatASinkHearsIsText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"", "a", "\x00", "\xff", "字", "\xe5\xad", "🌸", strings.Repeat("x", 150), strings.Repeat("字", 40000)})
	rapid.Check(t, func(rt *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 1, 6).Draw(rt, "pieces"), "")
		kind := rapid.SampledFrom([]event.Kind{event.Message, event.Renamed, event.Join}).Draw(rt, "kind")
		rec := heard(t, full(s, kind))
		for i, text := range everyText(rec) {
			if !utf8.ValidString(text) || strings.ContainsRune(text, 0) || len(text) > export.MaxBody {
				rt.Fatalf("text %d is no text, or long: %.40q", i, text)
			}
		}
		g, p, e := rec.Groups[0], rec.Persons[0], rec.Events[0]
		if g.Chat != e.Chat || p.Chat != e.Chat || g.Namespace != e.Namespace || p.Actor != e.Actor || e.Subjects[0] != e.Actor || e.Mentions[0] != e.Actor {
			rt.Fatalf("one id became two: %+v, %+v, %+v", g, p, e)
		}
		if utf8.RuneCountInString(p.Name) > export.MaxName || len(e.NativeID) > export.MaxID {
			rt.Fatalf("a name has %d characters and an id %d bytes", utf8.RuneCountInString(p.Name), len(e.NativeID))
		}
		if kind == event.Renamed && e.Body != e.Actor.Name {
			rt.Fatalf("the new name %.40q is cut other than the name %.40q", e.Body, e.Actor.Name)
		}
	})
}

func TestWhatIsSoundPassesUntouched(t *testing.T) {
	s := full("豆 and co", event.Message)
	s.event.Body, s.event.Chars = strings.Repeat("字", export.MaxBody/3), 3
	s.person.Name = strings.Repeat("字", export.MaxName)
	s.event.NativeID = event.NativeMessage(strings.Repeat("n", export.MaxID))
	want := *s
	rec := heard(t, s)
	if d := cmp.Diff(want.event, rec.Events[0]); d != "" {
		t.Errorf("the event changed:\n%s", d)
	}
	if rec.Groups[0] != want.group || rec.Persons[0] != want.person {
		t.Errorf("heard %+v and %+v", rec.Groups[0], rec.Persons[0])
	}
}

// TestALongBodyKeepsItsLength: it is cut at a character, and Chars still says
// how much was said, also where the reader knows of more.
func TestALongBodyKeepsItsLength(t *testing.T) {
	for _, c := range []struct{ chars, want int }{{0, 30001}, {30001, 30001}, {99999, 99999}} {
		s := full("x", event.Message)
		s.event.Body, s.event.Chars = "a"+strings.Repeat("字", 30000), c.chars
		said := s.event.Body
		e := heard(t, s).Events[0]
		if e.Chars != c.want || len(e.Body) > export.MaxBody || len(e.Body) < export.MaxBody-2 || !strings.HasPrefix(said, e.Body) {
			t.Errorf("%d characters in %d bytes; want %d", e.Chars, len(e.Body), c.want)
		}
		if s.event.Body != said || s.event.Chars != c.chars {
			t.Error("the event is its reader's, and was changed")
		}
	}
}

func TestLongIDsStayApart(t *testing.T) {
	long := strings.Repeat("字", 400)
	one, two := heard(t, full(long+"1", event.Message)), heard(t, full(long+"2", event.Message))
	again := heard(t, full(long+"1", event.Message))
	if one.Events[0].Actor.ID == two.Events[0].Actor.ID || one.Events[0].Actor.ID != again.Events[0].Actor.ID {
		t.Errorf("ids %.20q…, %.20q…", one.Events[0].Actor.ID, two.Events[0].Actor.ID)
	}
}

func TestCleanDropsNULAndMarksWhatIsNoCharacter(t *testing.T) {
	for s, want := range map[string]string{"": "", "a字": "a字", "a\x00b": "ab", "\xff\xfea": "\ufffda", "\x00\xff": "\ufffd"} {
		if got := export.Clean(s); got != want {
			t.Errorf("Clean(%q) = %q; want %q", s, got, want)
		}
	}
}

// BenchmarkGuard is what looking at every event costs.
func BenchmarkGuard(b *testing.B) {
	s := &story{event: event.Event{
		Network: event.WeChat, Chat: "38001@chatroom", NativeID: "1746493331000", Kind: event.Message,
		Actor: event.Actor{ID: "wxid_7k2m", Name: "阿梨"}, Body: strings.Repeat("帮我留两个,谢谢。", 4),
	}}
	formats := telling(s)
	formats[0].Read = func(_ context.Context, _ export.Input, _ export.Options, sink export.Sink) error {
		for range b.N {
			if err := sink.Event(&s.event); err != nil {
				return err
			}
		}
		return nil
	}
	in := exporttest.File(b, "x", []byte("anything"))
	b.ReportAllocs()
	if _, err := export.ReadSources(b.Context(), []*export.Source{in}, formats, export.Options{}, &deaf{}, nil); err != nil {
		b.Fatal(err)
	}
}

// deaf is a sink that hears nothing.
type deaf struct{ exporttest.Recorder }

func (*deaf) Event(*event.Event) error { return nil }
