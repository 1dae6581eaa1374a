package measure

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/feature/insight/ask"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
)

func drawLight(t *rapid.T) Light {
	return Light{
		Key: rapid.Uint64().Draw(t, "key"), At: rapid.Int64Range(math.MinInt64/4, math.MaxInt64/4).Draw(t, "at"),
		Author: rapid.Uint32().Draw(t, "author"), Order: rapid.Uint16().Draw(t, "order"), Act: Act(rapid.Uint8().Draw(t, "act")),
		Shape: rapid.Uint8().Draw(t, "shape"), Traits: Trait(rapid.Uint8().Draw(t, "traits")),
	}
}

func drawMark(t *rapid.T) Mark {
	m := Mark{
		Key: rapid.Uint64().Draw(t, "key"), Answers: rapid.Uint64().Draw(t, "answers"), Reads: ask.Marks(rapid.Uint32().Draw(t, "reads")),
		Thread: rapid.Uint32().Draw(t, "thread"), Form: event.Form(rapid.Uint8().Draw(t, "form")),
		Sketch: link.Read(rapid.StringOf(rapid.RuneFrom([]rune("怎么去好吗abc @,?一二三四五"))).Draw(t, "text")),
	}
	if n := rapid.IntRange(0, 4).Draw(t, "mentions"); n > 0 {
		m.Mentions = rapid.SliceOfN(rapid.Uint32(), n, n).Draw(t, "mentioned")
	}
	return m
}

var whole = cmp.Options{cmp.AllowUnexported(link.Sketch{}), cmpopts.EquateEmpty()}

func TestLightsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ls := rapid.SliceOfN(rapid.Custom(drawLight), 0, 40).Draw(t, "lights")
		got, err := DecodeLights([]Light{{Key: 7}}, AppendLights([]byte{}, ls))
		if err != nil || got[0].Key != 7 {
			t.Fatal(got, err)
		}
		if d := cmp.Diff(ls, got[1:], whole); d != "" {
			t.Fatal(d)
		}
	})
}

func TestMarksComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ms := rapid.SliceOfN(rapid.Custom(drawMark), 0, 20).Draw(t, "marks")
		got, err := DecodeMarks([]Mark{{Key: 7}}, AppendMarks(nil, ms))
		if err != nil || got[0].Key != 7 {
			t.Fatal(got, err)
		}
		if d := cmp.Diff(ms, got[1:], whole); d != "" {
			t.Fatal(d)
		}
	})
}

// TestCutBytesAreTold: no beginning of a stored day reads as a whole one.
func TestCutBytesAreTold(t *testing.T) {
	lights := AppendLights(nil, []Light{{Key: 1, At: 1e12, Author: 300}, {Key: 2, At: 1e12 + 5, Order: 3}})
	for n := range lights {
		if _, err := DecodeLights(nil, lights[:n]); err == nil {
			t.Errorf("%d of %d bytes of lights read as a whole day", n, len(lights))
		}
	}
	marks := AppendMarks(nil, []Mark{{Key: 1, Mentions: []uint32{4, 500}, Sketch: link.Read("几点开门,谁知道")}})
	for n := range marks {
		if _, err := DecodeMarks(nil, marks[:n]); err == nil {
			t.Errorf("%d of %d bytes of marks read as a whole day", n, len(marks))
		}
	}
	for _, b := range [][]byte{{2}, {lightVersion, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}} {
		if _, err := DecodeLights(nil, b); err == nil {
			t.Errorf("% x read as lights", b)
		}
		if _, err := DecodeMarks(nil, b); err == nil {
			t.Errorf("% x read as marks", b)
		}
	}
}

func FuzzDecodeLights(f *testing.F) {
	f.Add(AppendLights(nil, []Light{{Key: 1, At: 1e12, Author: 300}, {Key: 2, At: 1e12 + 5, Order: 3}}))
	f.Add([]byte{lightVersion, 0x80})
	f.Fuzz(func(t *testing.T, b []byte) {
		ls, err := DecodeLights(nil, b)
		if err != nil {
			return
		}
		again, err := DecodeLights(nil, AppendLights(nil, ls))
		if err != nil || !slices.Equal(ls, again) {
			t.Fatalf("%v reads back as %v, %v", ls, again, err)
		}
	})
}

func FuzzDecodeMarks(f *testing.F) {
	f.Add(AppendMarks(nil, []Mark{{Key: 1, Mentions: []uint32{4, 500}, Sketch: link.Read("几点开门,谁知道")}}))
	f.Add([]byte{markVersion, 0x80})
	f.Fuzz(func(t *testing.T, b []byte) {
		ms, err := DecodeMarks(nil, b)
		if err != nil {
			return
		}
		once := AppendMarks(nil, ms)
		again, err := DecodeMarks(nil, once)
		if err != nil || !bytes.Equal(once, AppendMarks(nil, again)) {
			t.Fatalf("%v does not read back: %v", ms, err)
		}
	})
}

// TestSettle: whatever the order of arrival and however often told, the same
// lights stand in the same order, and settling them again changes nothing.
func TestSettle(t *testing.T) {
	small := rapid.Custom(func(t *rapid.T) Light {
		return Light{Key: rapid.Uint64Range(0, 12).Draw(t, "key"), At: rapid.Int64Range(0, 3).Draw(t, "at"), Author: rapid.Uint32Range(0, 2).Draw(t, "author"),
			Order: rapid.Uint16Range(0, 2).Draw(t, "order"), Act: Act(rapid.Uint8Range(0, 2).Draw(t, "act")), Shape: rapid.Uint8Range(0, 1).Draw(t, "shape")}
	})
	rapid.Check(t, func(t *rapid.T) {
		ls := rapid.SliceOfN(small, 0, 30).Draw(t, "lights")
		once := Settle(slices.Clone(ls))
		type identity struct {
			key    uint64
			author uint32
			act    Act
		}
		different := map[identity]bool{}
		for _, l := range ls {
			different[identity{l.Key, l.Author, l.Act}] = true
		}
		if len(once) != len(different) {
			t.Fatalf("%d lights settle to %d, %d are different", len(ls), len(once), len(different))
		}
		if !slices.IsSortedFunc(once, compareLights) {
			t.Fatalf("not in order: %v", once)
		}
		if again := Settle(slices.Clone(once)); !slices.Equal(again, once) {
			t.Fatalf("settled again: %v, before %v", again, once)
		}
		other := rapid.Permutation(slices.Concat(ls, ls)).Draw(t, "other order")
		if got := Settle(other); !slices.Equal(got, once) {
			t.Fatalf("in another order, twice: %v, want %v", got, once)
		}
	})
}

// TestSettleMarks: the fuller telling of a message wins, whichever came first.
func TestSettleMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ms := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Mark {
			m := drawMark(t)
			m.Key %= 6
			return m
		}), 0, 12).Draw(t, "marks")
		once := SettleMarks(slices.Clone(ms))
		got := SettleMarks(rapid.Permutation(slices.Concat(ms, ms)).Draw(t, "other order"))
		if d := cmp.Diff(once, got, whole, cmpopts.IgnoreFields(Mark{}, "Mentions")); d != "" { // authors are numbered by arrival
			t.Fatal(d)
		}
	})
	poor := Mark{Key: 1, Reads: ask.Question}
	rich := Mark{Key: 1, Answers: 9, Mentions: []uint32{3}, Sketch: link.Read("几点开门")}
	for _, ms := range [][]Mark{{poor, rich}, {rich, poor}} {
		want(t, "the message answered", SettleMarks(ms)[0].Answers, 9)
	}
}
