package community_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
)

// TestWhatIsNotedOfAMember is kept, shown, found by each of their numbers once they
// are merged, and gone once they are forgotten.
func TestWhatIsNotedOfAMember(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		at := "/w/{ws}/members/" + s.shown[0]
		k.want("notes", k.post(at+"/notes", "friend", "1", "month", "2", "day", "29", "tags", "老客，爱吃辣、老客"), 303)
		k.says("the page", k.get(at), `value="爱吃辣，老客"`, `value="29"`, `name="friend" value="1" checked`)
		if page := k.get(at).Body.String(); !strings.Contains(page, "不记年份") || strings.Contains(page, "is-invalid") {
			k.t.Error("where nothing is wrong, something is marked as wrong")
		}
		k.says("a day that is none", k.post(at+"/notes", "month", "2", "day", "30", "tags", "新"), "没有这一天", `value="30"`, `value="新"`)
		k.says("a tag that is none", k.post(at+"/notes", "tags", strings.Repeat("长", 21)), "不能当标签")
		k.want("somebody of nowhere", k.post("/w/{ws}/members/"+id.Show(id.Member(12345))+"/notes"), 404)
		var ords []uint32
		k.write(func(tx *db.Tx) (err error) {
			m, _ := id.Parse[id.Member](s.shown[0])
			other, _ := id.Parse[id.Member](s.shown[1])
			if _, err = k.who.Merge(t.Context(), tx, k.ws, m, []id.Member{other}, 1); err == nil {
				ords, err = k.who.Ords(t.Context(), tx, k.ws, m)
			}
			return err
		})
		if len(ords) != 2 {
			t.Fatalf("merged into %v", ords)
		}
		k.write(func(tx *db.Tx) error {
			return k.who.Tag(t.Context(), tx, k.ws, ords[1], []string{"团长", "老客", ""}, []string{"爱吃辣"})
		})
		for _, ord := range ords {
			p := k.notes(ord)
			if !p.Friend || p.Birth != (community.Birth{Month: 2, Day: 29}) || !slices.Equal(p.Tags, []string{"团长", "老客"}) {
				t.Errorf("number %d: %+v", ord, p)
			}
		}
		k.write(func(tx *db.Tx) error {
			m, _ := id.Parse[id.Member](s.shown[0])
			_, _, err := k.who.Erase(t.Context(), tx, k.ws, m)
			return err
		})
		if p := k.notes(ords[0]); p.Friend || p.Birth.Known() || len(p.Tags) > 0 {
			t.Errorf("of somebody forgotten: %+v", p)
		}
	})
}

func (k *desk) notes(ord uint32) (p community.Notes) {
	k.write(func(tx *db.Tx) error {
		all, err := k.who.NotesOf(k.t.Context(), tx, k.ws, []uint32{ord})
		p = all[ord]
		return err
	})
	return p
}

// TestTagsAreRead as they are typed: each once, and none that is no tag.
func TestTagsAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("老客新，,、 \n;a")), 0, 60, -1).Draw(t, "text")
		tags, err := community.TagsIn(text)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatal(err)
			}
			return
		}
		again, err := community.TagsIn(strings.Join(tags, "，"))
		if err != nil || !slices.Equal(again, tags) || !slices.IsSorted(tags) {
			t.Fatalf("%q is read as %q, then as %q: %v", text, tags, again, err)
		}
	})
}

func (k *desk) write(fn func(*db.Tx) error) {
	k.t.Helper()
	k.must(k.db.Write(k.t.Context(), fn))
}
