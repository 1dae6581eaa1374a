package event

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"
)

func said(at int64, who, text string) *Event {
	return &Event{Network: WeChat, Chat: "c", Kind: Message, At: time.Unix(at, 0), Actor: Actor{Name: who}, Body: text}
}

func keys(events ...*Event) map[uint64]int {
	k, out := NewKeyer(), map[uint64]int{}
	for _, e := range events {
		out[k.Key(e)]++
	}
	return out
}

func TestTwoTrueLaughsInOneMinuteStayTwo(t *testing.T) {
	file := []*Event{said(60, "阿明", "哈哈"), said(60, "阿明", "哈哈"), said(60, "小雨", "哈哈")}
	first := keys(file...)
	if len(first) != 3 {
		t.Fatalf("three messages have %d keys", len(first))
	}
	for k := range keys(file...) { // the same file again
		if first[k] == 0 {
			t.Error("the same file read twice gives another key")
		}
	}
	fewer := keys(file[0], file[2]) // an export that holds only one of the laughs
	for k := range fewer {
		if first[k] == 0 {
			t.Error("an overlapping export adds a message")
		}
	}
}

func TestKeysTellApart(t *testing.T) {
	base := said(60, "阿明", "在吗")
	for name, change := range map[string]func(*Event){
		"time":   func(e *Event) { e.At = e.At.Add(time.Second) },
		"author": func(e *Event) { e.Actor.Name = "小雨" },
		"id":     func(e *Event) { e.Actor.ID = "阿明" },
		"text":   func(e *Event) { e.Body = "在" },
		"kind":   func(e *Event) { e.Kind = Join },
		"form":   func(e *Event) { e.Form = Picture },
	} {
		other := *base
		change(&other)
		if NewKeyer().Key(base) == NewKeyer().Key(&other) {
			t.Errorf("another %s gives the same key", name)
		}
	}
	spaced := *base
	spaced.Body = "\ufeff 在吗\u3000\r\n"
	if NewKeyer().Key(base) != NewKeyer().Key(&spaced) {
		t.Error("white space that exporters add makes another message")
	}
}

func TestNativeIdsAreTheKey(t *testing.T) {
	e := said(60, "阿明", "在吗")
	e.NativeID = "m1"
	k := NewKeyer()
	if k.Key(e) != k.Key(e) || k.Key(e) != NativeKey("m1") {
		t.Error("a redelivered message has another key")
	}
}

func TestNormalisedLikeFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("a 界\t\n\u00a0\u2003\u3000\u200b\ufeff\u200eé"))).Draw(t, "s")
		want := strings.Join(strings.FieldsFunc(s, func(r rune) bool {
			return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u200e'
		}), " ")
		if got := string(appendNormalised(nil, s)); got != want {
			t.Errorf("%q is normalised to %q, want %q", s, got, want)
		}
	})
}

func TestTallyCountsLikeAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var counts tally
		want := map[uint64]uint16{}
		for _, k := range rapid.SliceOfN(rapid.Uint64Range(1, 3000), 0, 4000).Draw(t, "keys") {
			if got := counts.add(k * 0x9e3779b97f4a7c15); got != want[k] {
				t.Fatalf("key %d was counted %d times before, want %d", k, got, want[k])
			}
			want[k]++
		}
	})
}
