package export_test

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

func allLines(r io.Reader, sink export.Sink) ([]string, error) {
	var out []string
	lines := export.NewLines(r, "a.txt", sink)
	for lines.Next() {
		out = append(out, lines.Text())
	}
	return out, lines.Err()
}

func TestLinesEndInLFOrCRLF(t *testing.T) {
	for text, want := range map[string][]string{
		"":               nil,
		"a":              {"a"},
		"a\n":            {"a"},
		"a\r\nb\r\n":     {"a", "b"},
		"a\n\nb":         {"a", "", "b"},
		"a\r":            {"a"},
		"a\rb\n":         {"a\rb"},
		"\n":             {""},
		"one\r\ntwo\n\r": {"one", "two", ""},
	} {
		got, err := allLines(strings.NewReader(text), nil)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%q: %v\n%s", text, err, d)
		}
	}
}

// repeated reads as n bytes of b, without holding them.
type repeated struct {
	b byte
	n int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	p = p[:min(len(p), r.n)]
	for i := range p {
		p[i] = r.b
	}
	r.n -= len(p)
	return len(p), nil
}

// TestA50MBLineIsPassedOver: its neighbours are kept, it is told by number,
// and it is never held.
func TestA50MBLineIsPassedOver(t *testing.T) {
	const long = 50 << 20
	r := io.MultiReader(strings.NewReader("before\n"), &repeated{'x', long}, strings.NewReader("\nafter\nlast"))
	var rec exporttest.Recorder
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got, err := allLines(r, &rec)
	runtime.ReadMemStats(&after)
	if d := cmp.Diff([]string{"before", "after", "last"}, got); d != "" || err != nil {
		t.Errorf("%v\n%s", err, d)
	}
	if len(rec.Skips) != 1 || rec.Skips[0].Line != 2 || rec.Skips[0].File != "a.txt" {
		t.Fatalf("skips: %+v", rec.Skips)
	}
	if why := rec.Skips[0].Why.In("en"); !strings.Contains(why, "51200 KB") || !strings.Contains(why, "1024 KB") {
		t.Errorf("the skip says %q", why)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
		t.Errorf("reading it allocated %d MB", used>>20)
	}
}

func TestALongLineAtTheEndIsToldToo(t *testing.T) {
	var rec exporttest.Recorder
	got, err := allLines(io.MultiReader(strings.NewReader("a\n"), &repeated{'x', 3 << 20}), &rec)
	if len(got) != 1 || err != nil || len(rec.Skips) != 1 {
		t.Errorf("lines %q, error %v, skips %v", got, err, rec.Skips)
	}
}

func TestALineOfExactlyTheLimitIsKept(t *testing.T) {
	var rec exporttest.Recorder
	got, _ := allLines(io.MultiReader(&repeated{'x', export.MaxLine}, strings.NewReader("\ny")), &rec)
	if len(got) != 2 || len(got[0]) != export.MaxLine || len(rec.Skips) != 0 {
		t.Errorf("%d lines, skips %v", len(got), rec.Skips)
	}
}

func TestLinesPassErrorsOn(t *testing.T) {
	broken := errors.New("the disk broke")
	got, err := allLines(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(broken)), nil)
	if !errors.Is(err, broken) || len(got) != 1 {
		t.Errorf("lines %q, error %v", got, err)
	}
}

// TestLinesAreSplitLines: for any text, however it arrives.
func TestLinesAreSplitLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOf(rapid.StringMatching(`[a-z ,。]{0,40}`)).Draw(t, "lines")
		text := strings.Join(lines, "\n")
		var want []string
		if text != "" {
			want = strings.Split(strings.TrimSuffix(text, "\n"), "\n")
			if text == "\n" {
				want = []string{""}
			}
		}
		got, err := allLines(iotest.HalfReader(bytes.NewReader([]byte(text))), nil)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Fatalf("%q: %v\n%s", text, err, d)
		}
	})
}
