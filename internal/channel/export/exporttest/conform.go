package exporttest

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Sample is a file, or a folder, that a format must read without a skip.
type Sample struct {
	Name    string            // of the file or folder
	Data    []byte            // of the file, LF line ends, UTF-8 without a mark
	Files   map[string][]byte // of the folder, instead of Data
	Options export.Options
	Binary  bool // not text: no variants of charset or line end
}

func (s Sample) open(t testing.TB) *export.Source {
	t.Helper()
	if s.Files != nil {
		return Folder(t, s.Name, s.Files)
	}
	return File(t, s.Name, s.Data)
}

// Conform checks what every format promises, on a sample with at least ten
// events.
func Conform(t *testing.T, f export.Format, s Sample) {
	t.Helper()
	whole := ReadInput(t, f, s.open(t), s.Options)
	t.Run("recognised", func(t *testing.T) { conformSniff(t, f, s) })
	t.Run("read", func(t *testing.T) { conformWhole(t, f, s, whole) })
	t.Run("events", func(t *testing.T) { checkEvents(t, whole) })
	t.Run("sink", func(t *testing.T) { conformSink(t, f, s) })
	if s.Files == nil && !s.Binary {
		t.Run("variants", func(t *testing.T) { conformVariants(t, f, s, whole) })
	}
	if s.Files == nil {
		t.Run("truncated", func(t *testing.T) { conformTruncated(t, f, s, whole) })
	}
}

// conformSniff claims that the format knows its own and nothing else.
func conformSniff(t *testing.T, f export.Format, s Sample) {
	head, err := export.HeadOf(s.open(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Sniff(head); got < 50 || got > 100 {
		t.Errorf("Sniff of the sample says %d; want 50 to 100", got)
	}
	for name, text := range unrelated() {
		in := File(t, s.Name, []byte(text))
		if f.Folder {
			in = Folder(t, s.Name, map[string][]byte{"readme.md": []byte(text), "a/notes.txt": []byte(text)})
		}
		head, err := export.HeadOf(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Sniff(head); got != 0 {
			t.Errorf("Sniff of %s says %d; want 0", name, got)
		}
	}
}

func unrelated() map[string]string {
	return map[string]string{
		"prose":         "The kettle sang, and nobody in the kitchen minded the time.\nRain fell on the roof: softly, then hard.\n",
		"Chinese prose": "院子里有一口井。\n井水清凉,夏天拿来镇西瓜;冬天冒着白气。\n",
		"a recipe":      "Soup\n====\n\n* 2 leeks\n* 1 l water\n\n1. Chop.\n2. Boil for 20 minutes.\n",
		"JSON":          `{"colour":"green","sizes":[1,2,3],"shop":{"name":"Corner"}}`,
		"a JSON list":   `[{"sku":"A-1","stock":4},{"sku":"B-2","stock":0}]`,
		"a price list":  "sku,price,stock\nA-1,3.50,4\nB-2,12.00,0\n",
		"HTML":          "<!doctype html>\n<title>Opening hours</title>\n<p>Nine to five.</p>\n",
		"binary":        "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\xff\xfe\xfd\x00\x01",
	}
}

// conformWhole claims that the sample reads completely and always the same.
func conformWhole(t *testing.T, f export.Format, s Sample, whole *Recorder) {
	if whole.Err != nil {
		t.Fatalf("the sample does not read: %v", whole.Err)
	}
	for _, skip := range whole.Skips {
		t.Errorf("the sample skips line %d of %q: %s", skip.Line, skip.File, skip.Why.In("en"))
	}
	if len(whole.Events) < 10 {
		t.Errorf("the sample has %d events; a telling one has at least 10", len(whole.Events))
	}
	again := ReadInput(t, f, s.open(t), s.Options)
	if d := cmp.Diff(whole.Events, again.Events); d != "" {
		t.Errorf("reading twice differs:\n%s", d)
	}
}

// checkEvents claims that each event is complete and clean.
func checkEvents(t testing.TB, rec *Recorder) {
	t.Helper()
	told := make(map[event.NativeChat]bool)
	for _, g := range rec.Groups {
		told[g.Chat] = true
		if g.Network == "" || g.Chat == "" {
			t.Errorf("group without network or chat: %+v", g)
		}
	}
	for i := range rec.Events {
		e := &rec.Events[i]
		if why := incomplete(e); why != "" {
			t.Errorf("event %d %s: %+v", i, why, *e)
		}
		if !told[e.Chat] {
			t.Errorf("event %d is in chat %q, of which no Group was told", i, e.Chat)
		}
	}
}

// incomplete says what is wrong with e, "" where nothing is.
func incomplete(e *event.Event) string {
	switch {
	case e.Network == "" || e.Chat == "" || e.Kind < event.Message || e.Kind > event.Notice:
		return "lacks network, chat or kind"
	case e.At.IsZero() || e.At.Location() != time.UTC:
		return "is not in UTC"
	case !utf8.ValidString(e.Body) || strings.ContainsRune(e.Body, 0):
		return "has a body that is no text"
	case e.Kind == event.Message && e.Chars < utf8.RuneCountInString(e.Body):
		return "counts fewer characters than its body has"
	case e.Kind == event.Message && !e.Actor.Known():
		return "is a message of nobody"
	}
	switch e.Kind {
	case event.Join, event.Leave, event.Remove:
		for _, s := range e.Subjects {
			if !s.Known() {
				return "says that somebody without a name came or went"
			}
		}
		if len(e.Subjects) == 0 {
			return "says that nobody came or went"
		}
	}
	return ""
}

// conformSink claims that an error of the sink stops the reader and comes
// back as it is.
func conformSink(t *testing.T, f export.Format, s Sample) {
	full := errors.New("the disk is full")
	rec := &Recorder{}
	rec.Fail = func(*event.Event) error {
		if len(rec.Events) == 3 {
			return full
		}
		return nil
	}
	in := s.open(t)
	if err := f.Read(t.Context(), in, Defaults(s.Options), rec); !errors.Is(err, full) {
		t.Errorf("the sink failed with %q and Read returned %v", full, err)
	}
	if len(rec.Events) != 3 {
		t.Errorf("the sink heard %d events; it failed after 3", len(rec.Events))
	}
}

// conformVariants claims that line ends, marks and charsets change nothing.
func conformVariants(t *testing.T, f export.Format, s Sample, whole *Recorder) {
	if bytes.Contains(s.Data, []byte("\r")) {
		t.Fatal("the sample must have plain LF line ends")
	}
	variants := map[string][]byte{
		"CRLF":               bytes.ReplaceAll(s.Data, []byte("\n"), []byte("\r\n")),
		"a byte order mark":  append([]byte("\xef\xbb\xbf"), s.Data...),
		"no final line end":  bytes.TrimRight(s.Data, "\n"),
		"both CRLF and mark": append([]byte("\xef\xbb\xbf"), bytes.ReplaceAll(s.Data, []byte("\n"), []byte("\r\n"))...),
	}
	wide := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()
	if b, err := wide.Bytes(s.Data); err == nil {
		variants["UTF-16"] = b
	}
	if b, err := simplifiedchinese.GB18030.NewEncoder().Bytes(s.Data); err == nil {
		variants["GB18030"] = b
	}
	for name, data := range variants {
		got := Read(t, f, s.Name, data, s.Options)
		if got.Err != nil || len(got.Skips) != 0 {
			t.Errorf("with %s: error %v, skips %v", name, got.Err, got.Skips)
		}
		if d := cmp.Diff(whole.Events, got.Events); d != "" {
			t.Errorf("with %s the events differ:\n%s", name, d)
		}
	}
}

// conformTruncated claims that a file cut anywhere gives what came before the
// cut, says so where the format can tell, and never panics.
func conformTruncated(t *testing.T, f export.Format, s Sample, whole *Recorder) {
	trimmed := bytes.TrimSpace(s.Data)
	document := json.Valid(trimmed) // one value, of which any part is broken
	for _, cut := range cuts(len(s.Data)) {
		in, err := TryFile(t, s.Name, s.Data[:cut])
		if err != nil {
			if fault.KindOf(err) == fault.Internal {
				t.Errorf("cut at byte %d: an error nobody classified: %v", cut, err)
			}
			continue
		}
		got := ReadInput(t, f, in, s.Options)
		if s.Binary {
			continue // an index at the end may be all that makes sense of it
		}
		if document && cut < len(trimmed)-1 && got.Err == nil && len(got.Skips) == 0 {
			t.Errorf("cut at byte %d of %d: neither an error nor a skip", cut, len(s.Data))
		}
		if cut > len(s.Data)*9/10 && len(got.Events) < len(whole.Events)/2 {
			t.Errorf("cut at byte %d of %d: only %d of %d events", cut, len(s.Data), len(got.Events), len(whole.Events))
		}
		if len(got.Events) > len(whole.Events)+1 {
			t.Errorf("cut at byte %d: %d events, more than the whole's %d", cut, len(got.Events), len(whole.Events))
		}
	}
}

// cuts returns places to cut size bytes at: spread out, and all near the end.
func cuts(size int) []int {
	var out []int
	for i := 1; i < 24; i++ {
		out = append(out, size*i/24)
	}
	for i := 1; i <= 12; i++ {
		out = append(out, size-i)
	}
	out = slices.DeleteFunc(out, func(n int) bool { return n < 1 })
	slices.Sort(out)
	return slices.Compact(out)
}
