package link

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// say is one message of an invented dialogue.
type say struct {
	minute int64
	who    string
	text   string
	to     int // index of the message it answers; its own where it starts a conversation
}

// before is small talk among the people of the dialogues below, an hour
// earlier, so that none of them is new to the room.
func before() []say {
	return []say{
		{-90, "alva", "it rains again", 0}, {-89, "bram", "alva: not here", 0}, {-80, "cleo", "my roof is wet", 2},
		{-79, "dax", "cleo: mine too", 2}, {-75, "小满", "今天下雨了", 4}, {-74, "东篱", "我这边也下了", 4},
		{-70, "谷雨", "衣服没收", 6}, {-69, "海棠", "@谷雨 快去收", 6}, {-66, "edda", "good morning", 8},
	}
}

// dialogue makes items of what was said, and the names of who said it.
func dialogue(said []say) ([]Item, *Names) {
	names, authors := &Names{}, map[string]int32{}
	var items []Item
	for _, s := range said {
		a, ok := authors[s.who]
		if !ok {
			a = int32(len(authors))
			authors[s.who] = a
			names.Add(s.who, a)
		}
		items = append(items, Item{At: s.minute * 60000, Author: a, ReplyTo: nobody, Sketch: Read(s.text)})
	}
	return items, names
}

func shipped(t testing.TB) *Model {
	t.Helper()
	m, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestInferFollowsPlainDialogues(t *testing.T) {
	for name, said := range map[string][]say{
		"question and answer": {
			{0, "alva", "does anyone know where the shed key is kept?", 0},
			{1, "bram", "alva: under the blue pot", 0},
			{2, "alva", "bram: thanks", 1},
		},
		"two talks at once, held apart by names": {
			{0, "alva", "does anyone know where the shed key is kept?", 0},
			{0, "cleo", "my kettle leaks since the repair, what can I do?", 1},
			{1, "bram", "alva: under the blue pot", 0},
			{1, "dax", "cleo: bring it on Friday", 1},
			{2, "alva", "bram: thanks", 2},
			{2, "cleo", "dax: I will", 3},
		},
		"Chinese, by @": {
			{0, "小满", "有人知道周六烘焙课几点开始吗", 0},
			{0, "谷雨", "我买的橙子坏了两个,能退款吗", 1},
			{1, "东篱", "@小满 下午两点", 0},
			{1, "海棠", "@谷雨 可以的,拍张照片", 1},
		},
		"an answer without a name": {
			{0, "小满", "有人知道周六烘焙课几点开始吗", 0},
			{1, "东篱", "烘焙课下午两点开始", 0},
		},
		"a slow answer without a name": {
			{0, "小满", "有人知道周六烘焙课几点开始吗", 0},
			{10, "东篱", "烘焙课下午两点开始", 0},
		},
	} {
		early := int32(len(before()))
		items, names := dialogue(append(before(), said...))
		for i, l := range Infer(items, names, shipped(t))[early:] {
			if want := int32(said[i].to); l.To-early != want {
				t.Errorf("%s: message %d, %q, was linked to %d, want %d (P %.2f)", name, i, said[i].text, l.To-early, want, l.P)
			}
		}
	}
}

func TestWhatTheSourceStatesComesFirst(t *testing.T) {
	items, names := dialogue([]say{
		{0, "alva", "the kettle leaks", 0},
		{1, "bram", "which kettle?", 0},
		{2, "alva", "the red one", 1},
		{3, "cleo", "bram: I have a spare one", 0},
		{4, "dax", "good morning", 0},
		{5, "edda", "nice", 0},
	})
	items[3].ReplyTo = 0
	items[4].Mentions = []int32{0}
	items[5].ReplyTo, items[5].Mentions = 5, []int32{4, 1} // itself, so no reply; then herself and bram
	links := Infer(items, names, shipped(t))
	want := []Link{{From: 3, To: 0, How: Explicit, P: 1}, {From: 4, To: 2, How: Mention, P: mentionP}, {From: 5, To: 1, How: Mention, P: mentionP}}
	if diff := cmp.Diff(want, links[3:]); diff != "" {
		t.Errorf("links differ (-want +got):\n%s", diff)
	}
}

func TestAMentionPrefersTheThreadAndForgetsAfterAWeek(t *testing.T) {
	const day = 24 * 60
	items, names := dialogue([]say{
		{0, "alva", "the kettle leaks", 0},
		{1, "alva", "and the roof does", 0},
		{2, "bram", "oh", 0},
		{8 * day, "cleo", "oh", 0},
	})
	items[0].Thread, items[2].Thread = 7, 7
	items[2].Mentions, items[3].Mentions = []int32{0}, []int32{0}
	links := Infer(items, names, shipped(t))
	if links[2].To != 0 {
		t.Errorf("a mention was linked to %d of another thread, want 0 of its own", links[2].To)
	}
	if links[3].How == Mention {
		t.Error("a mention reached back more than 7 days")
	}
}

func TestAThreadIsAPreference(t *testing.T) {
	early := len(before())
	items, names := dialogue(append(before(), []say{
		{0, "cleo", "what can I do about a leaking kettle?", 0},
		{0, "alva", "does anyone know where the shed key is kept?", 1},
		{1, "bram", "you could bring it on Friday", 0},
		{1, "dax", "alva: under the blue pot", 1},
	}...))
	for _, i := range []int{0, 2, 3} {
		items[early+i].Thread = 7
	}
	links := Infer(items, names, shipped(t))
	if to := int(links[early+2].To) - early; to != 0 {
		t.Errorf("the answer was linked to %d, want 0, the question of its thread", to)
	}
	if to := int(links[early+3].To) - early; to != 1 {
		t.Errorf("the answer by name was linked to %d, want 1, though of another thread", to)
	}
}

// anyItems draws the messages of a small group, with every field at play.
func anyItems(t *rapid.T) []Item {
	texts := []string{"", "edda: yes", "有人吗", "@安禾 好的", "the kettle leaks", "what kettle?", "谢谢", "hello all"}
	n := rapid.IntRange(0, 60).Draw(t, "n")
	items := make([]Item, n)
	at := int64(0)
	for i := range items {
		at += rapid.SampledFrom([]int64{0, 20_000, 90_000, 3_600_000, 90_000_000}).Draw(t, "gap")
		items[i] = Item{
			At:       at,
			Author:   rapid.SampledFrom([]int32{0, 1, 2, 3, 900_000, 7}).Draw(t, "author"),
			Thread:   rapid.SampledFrom([]uint32{0, 0, 0, 4, 9}).Draw(t, "thread"),
			ReplyTo:  rapid.Int32Range(-1, int32(n)+1).Draw(t, "reply"),
			Mentions: rapid.SliceOfN(rapid.Int32Range(0, 7), 0, 2).Draw(t, "mentions"),
			Sketch:   Read(rapid.SampledFrom(texts).Draw(t, "text")),
			System:   rapid.IntRange(0, 5).Draw(t, "system") == 0,
		}
		if rapid.Bool().Draw(t, "plain") {
			items[i].ReplyTo, items[i].Mentions = nobody, nil
		}
	}
	return items
}

func TestLinksPointBackwardsAndNeverTouchSystemLines(t *testing.T) {
	m := shipped(t)
	names := &Names{}
	names.Add("edda", 2)
	names.Add("安禾", 900_000)
	rapid.Check(t, func(t *rapid.T) {
		items := anyItems(t)
		links := Infer(items, names, m)
		at := 0
		for i := range items {
			if items[i].System {
				continue
			}
			l := links[at]
			at++
			if int(l.From) != i || l.To < 0 || l.To > l.From || items[l.To].System || l.P < 0 || l.P > 1 || l.How == 0 {
				t.Fatalf("item %d has link %+v", i, l)
			}
		}
		if at != len(links) {
			t.Fatalf("%d links for %d messages", len(links), at)
		}
		if diff := cmp.Diff(links, Infer(slices.Clone(items), names, m)); diff != "" {
			t.Fatalf("the same items gave other links:\n%s", diff)
		}
	})
}

func TestLaterItemsChangeNoEarlierFeature(t *testing.T) {
	// Only the rarity of words looks ahead; without words, links of the first
	// items stay as they are when more items follow.
	m := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		items := anyItems(t)
		for i := range items {
			items[i].Sketch = Sketch{}
			items[i].ReplyTo = min(items[i].ReplyTo, int32(i))
		}
		cut := rapid.IntRange(0, len(items)).Draw(t, "cut")
		some := Infer(items[:cut], nil, m)
		if diff := cmp.Diff(some, Infer(items, nil, m)[:len(some)]); diff != "" {
			t.Fatalf("later items changed earlier links:\n%s", diff)
		}
	})
}
