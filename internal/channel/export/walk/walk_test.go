package walk_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// thing is an element of the lists below.
type thing struct {
	ID   walk.Loose `json:"id"`
	Text string     `json:"text"`
}

// place is where an element began.
type place struct{ line, nth int }

// things reads the list in text: the texts of what is sound, and the places of
// what is not.
func things(text string) (good []string, bad []place, err error) {
	err = walk.Each(context.Background(), walk.New(strings.NewReader(text)), func(v *thing, _, _ int) error {
		good = append(good, v.Text)
		return nil
	}, func(line, nth int) error {
		bad = append(bad, place{line, nth})
		return nil
	})
	return good, bad, err
}

func TestABrokenElementCostsOnlyItself(t *testing.T) {
	for name, row := range map[string]string{
		"a number":             `17`,
		"a word":               `oops`,
		"another type":         `{"id":1,"text":[2]}`,
		"a bad escape":         `{"id":1,"text":"\q"}`,
		"a bracket too many":   `{"id":[}]}}`,
		"a control character":  "{\"text\":\"a\nb\"}",
		"a quote never closed": "{\"text\":\"a,\n\"id\":1}",
	} {
		good, bad, err := things("[\n" + `{"id":1,"text":"one"},` + "\n" + row + ",\n" + `{"id":"2","text":"two"}]`)
		if d := cmp.Diff([]string{"one", "two"}, good); d != "" || err != nil {
			t.Errorf("%s: error %v (-want +got):\n%s", name, err, d)
		}
		if len(bad) == 0 || bad[0].line != 3 || bad[0].nth != 2 {
			t.Errorf("%s: told of %v; want line 3, the second", name, bad)
		}
	}
}

// TestAQuoteNeverClosedInACompactList has no indent to tell where the next
// element begins; what follows the next quote tells that it closes nothing.
func TestAQuoteNeverClosedInACompactList(t *testing.T) {
	good, bad, err := things("[{\"text\":\"one\"},{\"text\":\"a,\n\"id\":1},{\"text\":\"two\"}]")
	if d := cmp.Diff([]string{"one", "two"}, good); d != "" || err != nil || len(bad) != 1 {
		t.Errorf("error %v, %d bad (-want +got):\n%s", err, len(bad), d)
	}
}

func TestAMissingBraceOfAnIndentedListCostsOneElement(t *testing.T) {
	text := "[\n  {\n    \"text\": \"one\"\n  },\n  {\n    \"text\": \"two\"\n  ,\n  {\n    \"text\": \"three\"\n  }\n]"
	good, bad, err := things(text)
	if d := cmp.Diff([]string{"one", "three"}, good); d != "" || err != nil || len(bad) != 1 {
		t.Errorf("error %v, %d bad (-want +got):\n%s", err, len(bad), d)
	}
}

func TestDamageSaysWhereAndWhether(t *testing.T) {
	for text, want := range map[string]walk.Damage{
		"":                        {Line: 1, Cut: true},
		"\n\n[":                   {Line: 3, Cut: true},
		"[{\"text\":\"a\"},\n{\"": {Line: 2, Cut: true},
		"\n{}":                    {Line: 2},
		"[{}":                     {Line: 1, Cut: true},
	} {
		_, _, err := things(text)
		got, ok := errors.AsType[walk.Damage](err)
		if !ok || got != want || !walk.Damaged(err) {
			t.Errorf("%q: %v; want %v", text, err, want)
		}
	}
}

func TestWhatTheReaderBelowFailsWithIsNoDamage(t *testing.T) {
	gone := errors.New("the disk is gone")
	d := walk.New(iotest.ErrReader(gone))
	if err := d.Pass(); !errors.Is(err, gone) || walk.Damaged(err) {
		t.Errorf("got %v", err)
	}
}

func TestAnOverlongValueIsPassedOver(t *testing.T) {
	long := strings.Repeat("x", walk.MaxValue)
	good, bad, err := things(`[{"text":"` + long + `"},{"text":"y"}]`)
	if d := cmp.Diff([]string{"y"}, good); d != "" || err != nil || len(bad) != 1 {
		t.Errorf("error %v, %d bad (-want +got):\n%s", err, len(bad), d)
	}
}

// TestWhyAValueWasNotUsed: its length where that is why, else what the format says.
func TestWhyAValueWasNotUsed(t *testing.T) {
	strange := i18n.Text{Hans: "奇怪", Hant: "奇怪", En: "strange"}.With()
	d := walk.New(strings.NewReader(`["` + strings.Repeat("x", walk.MaxValue) + `",5,{"text":"y"}]`))
	var why []string
	err := walk.Each(t.Context(), d, func(*thing, int, int) error { return nil }, func(int, int) error {
		why = append(why, d.Why(strange).In("en"))
		return nil
	})
	if err != nil || len(why) != 2 || !strings.Contains(why[0], "8192 KB") || why[1] != "strange" {
		t.Errorf("error %v, told %q", err, why)
	}
}

func TestEachEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	n := 0
	err := walk.Each(ctx, walk.New(strings.NewReader("["+strings.Repeat("{},", 5000)+"{}]")),
		func(*thing, int, int) error { n++; return nil }, func(int, int) error { return nil })
	if !errors.Is(err, context.Canceled) || n > 2000 {
		t.Errorf("error %v after %d elements", err, n)
	}
}

func TestOpenReturnsTheErrorOfTheVisitAsItIs(t *testing.T) {
	full := errors.New("full")
	in := exporttest.Memory("x.json", []byte("{}"))
	if err := walk.Open(in, "", func(*walk.Document) error { return full }); err != full { //nolint:errorlint // the claim is that nothing wraps it
		t.Errorf("got %v", err)
	}
	if err := walk.Open(in, "nowhere", func(*walk.Document) error { return nil }); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestSettle(t *testing.T) {
	other := errors.New("other")
	for _, c := range []struct {
		err   error
		skips int
	}{{nil, 0}, {other, 0}, {walk.Damage{Line: 3}, 1}, {walk.Damage{Line: 3, Cut: true}, 1}} {
		rec := &exporttest.Recorder{}
		err := walk.Settle(c.err, "f", rec)
		if len(rec.Skips) != c.skips || c.skips == 1 && (err != nil || rec.Skips[0].Line != 3 || rec.Skips[0].File != "f") || c.skips == 0 && !errors.Is(err, c.err) {
			t.Errorf("%v settles as %v with skips %v", c.err, err, rec.Skips)
		}
	}
}

func TestKeysOfAnObjectCutAnywhere(t *testing.T) {
	const text = `{"a":{"x":[1,"}"]},"b":"\"c\":1","d":2}`
	if d := cmp.Diff(map[string]bool{"a": true, "b": true, "d": true}, walk.Keys([]byte(text))); d != "" {
		t.Error(d)
	}
	for cut := range len(text) {
		if found := walk.Keys([]byte(text[:cut])); found["x"] || found["c"] {
			t.Errorf("cut at %d: %v", cut, found)
		}
	}
}

func TestFirst(t *testing.T) {
	for text, want := range map[string]string{`"a\"b",2`: `"a\"b"`, `{"a":[1]},`: `{"a":[1]}`, `12, 3`: `12`, `"cut`: `"cut`, ``: ``} {
		if got := string(walk.First([]byte(text))); got != want {
			t.Errorf("First(%s) is %s; want %s", text, got, want)
		}
	}
}

func TestLoose(t *testing.T) {
	for text, want := range map[string]walk.Loose{`"a"`: "a", `12`: "12", `1.50`: "1.50", `null`: ""} {
		var got walk.Loose
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{`{}`, `[1]`, `true`} {
		var got walk.Loose
		if err := json.Unmarshal([]byte(text), &got); err == nil {
			t.Errorf("%s is %q; want an error", text, got)
		}
	}
}

func TestDecodeReplacesOnlyEscapedNULs(t *testing.T) {
	for text, want := range map[string]string{`"a\u0000b"`: "a\ufffdb", `"a\\u0000b"`: `a\u0000b`, `"\\\u0000"`: "\\\ufffd"} {
		var got string
		if err := walk.Decode([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", text, got, err, want)
		}
	}
}

// TestSoundJSONComesBack: whatever a JSON writer writes, indented or not, is
// walked to the last element.
func TestSoundJSONComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		want := rapid.SliceOfN(rapid.String(), 1, 20).Draw(rt, "texts")
		list := make([]map[string]any, len(want))
		for i, text := range want {
			list[i] = map[string]any{"text": text, "more": []any{map[string]any{"}": "]"}, nil, 1.5}}
			want[i] = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "\ufffd")
		}
		raw, err := json.MarshalIndent(list, "", rapid.SampledFrom([]string{"", " ", "\t"}).Draw(rt, "indent"))
		if err != nil {
			rt.Fatal(err)
		}
		good, bad, err := things(string(raw))
		if d := cmp.Diff(want, good); d != "" || err != nil || len(bad) > 0 {
			rt.Fatalf("error %v, %d bad (-want +got):\n%s", err, len(bad), d)
		}
	})
}

// FuzzDocument claims that walking ends, that each element begins with a byte
// of its own, and that sound JSON has no bad elements.
func FuzzDocument(f *testing.F) {
	for _, s := range []string{`[{"text":"a"},{"text":"b\`, `{"a":[1,2,{"b":"c"}]}`, "[\n{\"a\":\"x\n\"},\n{}]", `[}]]`, `[""""]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text := strings.ToValidUTF8(string(data), "\ufffd")
		good, bad, err := things(text)
		if err != nil && !walk.Damaged(err) {
			t.Errorf("failed with %v", err)
		}
		if n := len(good) + len(bad); n > len(text) {
			t.Errorf("%d elements in %d bytes", n, len(text))
		}
		var sound []thing
		if json.Unmarshal([]byte(text), &sound) == nil && strings.HasPrefix(text, "[") && (err != nil || len(bad) > 0 || len(good) != len(sound)) {
			t.Errorf("%d of %d elements, %d bad, error %v", len(good), len(sound), len(bad), err)
		}
		walk.Keys([]byte(text))
		_ = walk.Open(exporttest.Memory("f", data), "", func(d *walk.Document) error {
			if _, err := d.Raw(); err != nil {
				return err
			}
			return d.Pass()
		})
	})
}
