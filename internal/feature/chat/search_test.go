package chat

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
)

// shelf is messages with their index, and nothing else of the program.
type shelf struct {
	t testing.TB
	s *Service
	x *Index
	n int64
}

func newShelf(t testing.TB, d *db.DB) *shelf {
	s := &Service{DB: d, IDs: id.NewSource(1)}
	return &shelf{t: t, s: s, x: s.NewIndex()}
}

func (f *shelf) write(fn func(ctx context.Context, tx *db.Tx) error) {
	f.t.Helper()
	if err := f.s.DB.Write(f.t.Context(), func(tx *db.Tx) error { return fn(f.t.Context(), tx) }); err != nil {
		f.t.Fatal(err)
	}
}

// part opens an import in a state.
func (f *shelf) part(ws id.Workspace, state State) id.Import {
	f.n++
	imp := id.Import(f.n)
	f.write(func(ctx context.Context, tx *db.Tx) error {
		return insertImport(ctx, tx, ws, Import{ID: imp, State: state, Created: tx.Now})
	})
	return imp
}

// say records messages as a connection tells them.
func (f *shelf) say(ws id.Workspace, part id.Import, said ...Recorded) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx *db.Tx) error {
		if _, err := insertMessages(ctx, tx, ws, part, said); err != nil {
			return err
		}
		return f.tell(ctx, tx, ws, said)
	})
}

func (f *shelf) tell(ctx context.Context, tx *db.Tx, ws id.Workspace, said []Recorded) error {
	at := map[[2]int64]int{}
	var spots []fact.Spot
	for _, r := range said {
		k := [2]int64{int64(r.Group), int64(Month(r.At))}
		n, ok := at[k]
		if !ok {
			n = len(spots)
			at[k] = n
			spots = append(spots, fact.Spot{Group: r.Group, Month: Month(r.At)})
		}
		spots[n].Keys = append(spots[n].Keys, int64(r.Key))
	}
	f.n++
	body := []byte(`{"spots":[`)
	for i, s := range spots {
		if i > 0 {
			body = append(body, ',')
		}
		body = fmt.Appendf(body, `{"g":%d,"m":%d,"k":%s}`, s.Group, s.Month, strings.ReplaceAll(fmt.Sprint(s.Keys), " ", ","))
	}
	return f.x.Hear(ctx, tx, ws, []fact.Fact{{ID: id.Fact(f.n), Body: append(body, "]}"...)}})
}

func (f *shelf) index() {
	f.t.Helper()
	for did := ReadMonths; did != Nothing; {
		var err error
		if did, err = f.x.Step(f.t.Context()); err != nil {
			f.t.Fatal(err)
		}
	}
}

func (f *shelf) find(ws id.Workspace, want Search) (p Page) {
	f.t.Helper()
	want.Limit = max(want.Limit, 1)
	err := f.s.DB.Read(f.t.Context(), func(tx *db.Tx) (err error) {
		p, err = f.s.Find(f.t.Context(), tx, ws, want)
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return p
}

// bodies lists what is found, through all pages.
func (f *shelf) bodies(ws id.Workspace, want Search) (out []string) {
	f.t.Helper()
	want.Limit = max(want.Limit, 3)
	for {
		p := f.find(ws, want)
		for _, m := range p.Said {
			out = append(out, m.Body)
		}
		if want.Before = p.Next; p.Next == 0 {
			return out
		}
	}
}

func (f *shelf) wants(what string, ws id.Workspace, want Search, bodies ...string) {
	f.t.Helper()
	if got := f.bodies(ws, want); !slices.Equal(got, bodies) {
		f.t.Errorf("%s: found %q, want %q", what, got, bodies)
	}
}

func said(group id.Group, key uint64, at time.Time, body string) Recorded {
	return Recorded{Group: group, Key: key, At: at.UnixMilli(), Author: 1, Kind: event.Message, Body: body, Chars: len(body)}
}

// TestFoundByTwoCharacters, in its workspace and group only, the newest first;
// an edit is found by its new words and not by its old ones, a deletion by none.
func TestFoundByTwoCharacters(t *testing.T) {
	dbtest.Each(t, []db.Schema{Schema}, func(t *testing.T, d *db.DB) {
		f := newShelf(t, d)
		a, b := f.part(1, Live), f.part(2, Live)
		at := func(n int) time.Time { return dbtest.Noon.Add(time.Duration(n-400) * time.Hour) }
		f.say(1, a, said(7, 1, at(1), "今天有排骨吗"), said(7, 2, at(2), "有的，VIP 排骨八折"), said(8, 3, at(300), "骨头排队"), said(8, 4, at(4), "八点"))
		f.say(2, b, said(9, 5, at(1), "排骨没有了"))
		f.index()
		f.wants("in all groups", 1, Search{Query: "排骨"}, "有的，VIP 排骨八折", "今天有排骨吗")
		f.wants("in one group", 1, Search{Query: "八", Group: 8}, "八点")
		f.wants("in another's group", 1, Search{Query: "排骨", Group: 9})
		f.wants("in a group by another workspace", 2, Search{Query: "排骨", Group: 7})
		f.wants("two parts", 1, Search{Query: "vip 排骨"}, "有的，VIP 排骨八折")
		f.wants("the beginning of a word", 1, Search{Query: "vi"}, "有的，VIP 排骨八折")
		f.wants("a mark", 1, Search{Query: "，", Group: 7}, "有的，VIP 排骨八折")
		f.wants("a trick", 1, Search{Query: `排骨" OR "八点' | a:*`})
		f.wants("all of a group", 1, Search{Group: 7}, "有的，VIP 排骨八折", "今天有排骨吗")
		f.wants("what may be seen", 1, Search{Query: "八", Sees: func(context.Context, *db.Tx, []id.Group) (map[id.Group]bool, error) {
			return map[id.Group]bool{8: true}, nil
		}}, "八点")
		changed := []Recorded{said(7, 1, dbtest.Noon, "今天有牛腩吗"), {Group: 8, Key: 3, At: dbtest.Noon.AddDate(0, 0, 40).UnixMilli(), Kind: event.Delete}}
		changed[0].Kind = event.Edit
		f.write(func(ctx context.Context, tx *db.Tx) error {
			for i := range changed {
				if err := change(ctx, tx, 1, &changed[i]); err != nil {
					return err
				}
			}
			return f.tell(ctx, tx, 1, changed)
		})
		f.index()
		f.wants("the new words", 1, Search{Query: "牛腩"}, "今天有牛腩吗")
		f.wants("the old words", 1, Search{Query: "排骨"}, "有的，VIP 排骨八折")
		f.wants("what was deleted", 1, Search{Query: "骨头"})
		if p := f.find(1, Search{Group: 8, Limit: 5}); len(p.Said) != 2 || !p.Said[0].Gone || p.Said[1].Gone {
			t.Errorf("the list does not say what was deleted: %+v", p)
		}
	})
}

// TestImportIsFoundWhenItIsDone and gone when it was undone; what another import
// brought too stays.
func TestImportIsFoundWhenItIsDone(t *testing.T) {
	dbtest.Each(t, []db.Schema{Schema}, func(t *testing.T, d *db.DB) {
		f := newShelf(t, d)
		first, second := f.part(1, Running), f.part(1, Running)
		long := dbtest.Noon.AddDate(-1, 0, 0)
		var mine []Recorded
		for n := range uint64(2500) { // more than a slice
			mine = append(mine, said(7, n*0x9e3779b97f4a7c15+1, long.Add(time.Duration(n)*time.Second), fmt.Sprintf("第%d条排骨", n)))
		}
		mine = append(mine, said(7, 1, long.AddDate(0, 3, 0), "两次都有的排骨"))
		bring := func(imp id.Import, said []Recorded) {
			f.write(func(ctx context.Context, tx *db.Tx) error {
				_, err := insertMessages(ctx, tx, 1, imp, said)
				return err
			})
		}
		done := func(imp id.Import) {
			f.write(func(ctx context.Context, tx *db.Tx) error {
				if err := setState(ctx, tx, 1, imp, Done, ""); err != nil {
					return err
				}
				return noteImport(ctx, tx, 1, imp)
			})
		}
		bring(first, mine)
		bring(second, mine[2500:])
		f.index()
		f.wants("while it runs", 1, Search{Query: "排骨"})
		done(second)
		f.index()
		f.wants("only what the finished one brought", 1, Search{Query: "排骨"}, "两次都有的排骨")
		done(first)
		f.index()
		if got := len(f.bodies(1, Search{Query: "排骨", Limit: 900})); got != 2501 {
			t.Errorf("%d messages are found, want 2501", got)
		}
		f.write(func(ctx context.Context, tx *db.Tx) error { return setState(ctx, tx, 1, first, Undoing, "") })
		f.wants("at once when it is being undone", 1, Search{Query: "排骨"}, "两次都有的排骨")
		for _, m := range []int32{Month(long.UnixMilli()), Month(long.AddDate(0, 3, 0).UnixMilli())} {
			if err := f.s.takeBackGroup(t.Context(), 1, first, 7, m); err != nil {
				t.Fatal(err)
			}
		}
		f.index()
		f.wants("after that", 1, Search{Query: "排骨"}, "两次都有的排骨")
		left := 0
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM chat_line WHERE workspace = 1`).Scan(&left)
		})
		if err != nil {
			t.Fatal(err)
		}
		if left != 1 {
			t.Errorf("%d lines are left, want 1", left)
		}
		err = d.Derived().Write(t.Context(), func(tx *db.Tx) error { // as after a backup was restored
			_, err := tx.Exec(t.Context(), `DELETE FROM chat_reading`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		f.index()
		f.wants("read anew", 1, Search{Query: "排骨"}, "两次都有的排骨")
	})
}

// TestManyOfOneTime: a file that knows days only has thousands of messages of
// one time, and each is found once, in about the order of the file.
func TestManyOfOneTime(t *testing.T) {
	dbtest.Each(t, []db.Schema{Schema}, func(t *testing.T, d *db.DB) {
		f := newShelf(t, d)
		part := f.part(1, Live)
		var all []Recorded
		for n := range 3000 {
			r := said(7, uint64(n+1), dbtest.Noon, fmt.Sprintf("同时%d", n))
			r.Tie = uint16(n)
			all = append(all, r)
		}
		for range 2 { // told twice, it is the same
			f.say(1, part, all...)
			f.index()
		}
		got := f.bodies(1, Search{Query: "同时", Limit: 900})
		slices.Sort(got)
		if len(slices.Compact(got)) != 3000 || len(got) != 3000 {
			t.Errorf("%d messages are found, want 3000", len(got))
		}
		p := f.find(1, Search{Group: 7, Limit: 3000})
		if n := len(p.Said); n != 3000 || p.Said[n-1].Body != "同时0" || p.Said[n-50].Body != "同时49" {
			t.Errorf("%d messages are listed, the first is %q", n, p.Said[n-1].Body)
		}
	})
}

// TestAnythingSaidIsFound: whatever was said, any two or more Chinese characters
// of it that stand together find it.
func TestAnythingSaidIsFound(t *testing.T) {
	dbtest.Each(t, []db.Schema{Schema}, func(t *testing.T, d *db.DB) {
		f := newShelf(t, d)
		part := f.part(1, Live)
		words := rapid.OneOf(rapid.SampledFrom([]string{"今天有排骨吗", "哈哈哈哈", "，", " ", "ok", "😀", "㍿", "é"}), rapid.StringOfN(rapid.RuneFrom(nil, unicode.Han), 1, 5, -1))
		key := uint64(0)
		rapid.Check(t, func(r *rapid.T) {
			text := strings.Join(rapid.SliceOfN(words, 1, 6).Draw(r, "text"), "")
			key++
			f.say(1, part, said(7, key, dbtest.Noon.Add(time.Duration(key)*time.Second), text))
			f.index()
			for _, run := range strings.FieldsFunc(text, func(c rune) bool { return !unicode.Is(unicode.Han, c) }) {
				rs := []rune(run)
				if len(rs) < 2 {
					continue
				}
				from := rapid.IntRange(0, len(rs)-2).Draw(r, "from")
				query := string(rs[from:rapid.IntRange(from+2, len(rs)).Draw(r, "to")])
				if p := f.find(1, Search{Query: query}); len(p.Said) != 1 || p.Said[0].Key != key {
					r.Fatalf("%q does not find %q", query, text)
				}
			}
		})
	})
}

// chatter is what a shop's customers say.
func chatter(r *rand.Rand, n int, from time.Time) []Recorded {
	phrases := []string{"今天有排骨吗", "有的，十点到", "好的", "这个多少钱", "哈哈哈", "要两份", "谢谢老板", "明天几点开门？", "我昨天买的苹果有点坏了，能不能换一下", "接龙一份五花肉两斤送到三号楼", "ok", "vip 有折扣吗"}
	out := make([]Recorded, n)
	for i := range out {
		body := phrases[r.IntN(len(phrases))] + string([]rune{rune(0x4E00 + int(r.ExpFloat64()*300)%5000), rune(0x4E00 + int(r.ExpFloat64()*300)%5000)})
		out[i] = said(id.Group(1+r.IntN(50)), r.Uint64(), from.Add(time.Duration(i)*50*time.Millisecond), body)
	}
	return out
}

// BenchmarkIndex takes in messages told live, in batches of 1,000, of 50 groups.
func BenchmarkIndex(b *testing.B) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			f := newShelf(b, dbtest.Open(b, dialect, []db.Schema{Schema}))
			part := f.part(1, Live)
			r := rand.New(rand.NewPCG(1, 2))
			f.index()
			n := 0
			for b.Loop() {
				b.StopTimer()
				for range 10 {
					f.say(1, part, chatter(r, 1000, dbtest.Noon.Add(time.Duration(n)*50*time.Millisecond))...)
					n += 1000
				}
				b.StartTimer()
				f.index()
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "messages/s")
		})
	}
}
