package exporttest_test

import (
	"io"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

func TestMemoryTakesAnyBytes(t *testing.T) {
	for data, want := range map[string]string{"": "", "字": "字", "a\x00b\xff": "a\ufffdb\ufffd"} {
		in := exporttest.Memory("x", []byte(data))
		r, err := in.Open("")
		if err != nil || in.Names() != nil || in.Name() != "x" {
			t.Fatalf("%q: %v, names %v", data, err, in.Names())
		}
		if got, err := io.ReadAll(r); string(got) != want || err != nil {
			t.Errorf("%q reads as %q, %v; want %q", data, got, err, want)
		}
	}
	folder := exporttest.MemoryFolder("x", nil)
	if folder.Names() == nil || len(folder.Names()) != 0 {
		t.Errorf("an empty folder has the names %#v, as a plain file has", folder.Names())
	}
	if _, err := folder.Open("nowhere"); err == nil {
		t.Error("a file that is not there was opened")
	}
}

// TestWhatIsNoFileIsAnError rather than the end of a test, so that a fuzzer
// may try it.
func TestWhatIsNoFileIsAnError(t *testing.T) {
	never := export.Format{Name: "never"}
	for _, rec := range []*exporttest.Recorder{
		exporttest.Read(t, never, "x", nil, export.Options{}),
		exporttest.Read(t, never, "x.zip", []byte("PK\x03\x04half"), export.Options{}),
	} {
		if fault.KindOf(rec.Err) != fault.Invalid {
			t.Errorf("got %v; want an invalid file", rec.Err)
		}
	}
}

// TestToldLeavesNothingOut of what a golden file should show to change.
func TestToldLeavesNothingOut(t *testing.T) {
	rec := &exporttest.Recorder{Events: []event.Event{{
		Chat: "c1", NativeID: "n1", Kind: event.Message, Form: event.Poke, Actor: event.Actor{ID: "a1", Name: "A"},
		Subjects: []event.Actor{{ID: "s1"}}, Scene: "sc1", Body: "b1", Chars: 77, ReplyTo: "r1", Target: "t1",
		Mentions: []event.Actor{{Name: "m1"}}, Thread: "th1", Order: 5,
	}, {Kind: 99, Form: 99}}}
	told := exporttest.Told(rec)
	for _, part := range []string{"c1", "n1", "message", "poke", "a1|A", "s1|", "sc1", "b1", "(77)", "r1", "t1", "|m1", "th1", "+5", "kind-99"} {
		if !strings.Contains(told, part) {
			t.Errorf("%q is missing in %s", part, told)
		}
	}
}
