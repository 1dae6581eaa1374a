package manual

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestWhatPressesComesFirst: who waits for an answer, then who came, then what is due;
// what should not be said now comes last, and at most so many are shown.
func TestWhatPressesComesFirst(t *testing.T) {
	at := func(h int) time.Time { return dbtest.Noon.Add(time.Duration(h) * time.Hour) }
	held := text("晚点再发", "晚點再發", "later").With()
	all := []Todo{
		{ID: 1, Rank: Usual},
		{ID: 2, Rank: Usual, Due: at(2)},
		{ID: 3, Rank: Usual, Due: at(-2)},
		{ID: 4, Rank: Newcomer, Due: at(9)},
		{ID: 5, Rank: Waiting, Due: at(30)},
		{ID: 6, Rank: Upset, Due: at(99)},
		{ID: 7, Rank: Upset, Due: at(1), Held: held},
		{ID: 8, Rank: Waiting},
	}
	for _, c := range []struct {
		most int
		want []id.Task
	}{{3, []id.Task{6, 5, 8}}, {0, nil}, {-1, nil}, {99, []id.Task{6, 5, 8, 4, 3, 2, 1, 7}}} {
		first, rest := Pick(all, c.most)
		var got []id.Task
		for _, one := range first {
			got = append(got, one.ID)
		}
		if !slices.Equal(got, c.want) || len(first)+len(rest) != len(all) {
			t.Errorf("of %d: %v and %d more, want %v", c.most, got, len(rest), c.want)
		}
	}
}

// TestPickLosesNothing and gives the same whatever the order in which to-dos come.
func TestPickLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := make([]Todo, rapid.IntRange(0, 12).Draw(t, "n"))
		for i := range all {
			all[i] = Todo{ID: id.Task(i + 1), Rank: Rank(rapid.IntRange(0, 3).Draw(t, "rank"))}
			if h := rapid.IntRange(0, 3).Draw(t, "due"); h > 0 {
				all[i].Due = dbtest.Noon.Add(time.Duration(h) * time.Hour)
			}
		}
		first, rest := Pick(all, atMost)
		mixed := rapid.Permutation(all).Draw(t, "mixed")
		again, _ := Pick(mixed, atMost)
		if len(first) > atMost || len(first)+len(rest) != len(all) || len(rest) > 0 && len(first) < atMost {
			t.Fatalf("%d and %d of %d", len(first), len(rest), len(all))
		}
		for i := range first {
			if first[i].ID != again[i].ID {
				t.Fatalf("in another order %v comes where %v did", again[i], first[i])
			}
			for _, r := range rest {
				if r.Rank < first[i].Rank {
					t.Fatalf("%v waits behind %v", r, first[i])
				}
			}
		}
	})
}

// TestRankOfATitle by the words that people use.
func TestRankOfATitle(t *testing.T) {
	for title, want := range map[string]Rank{"回一下王姐的投诉": Upset, "回覆客訴": Upset, "Answer the Complaint": Upset, "先看所有群的漏回：投诉先回": Waiting, "有 3 个问题还没人答": Waiting,
		"Morning: unanswered questions": Waiting, "发到货": Usual, "": Usual} {
		if got := RankOf(title); got != want {
			t.Errorf("%q is %d, want %d", title, got, want)
		}
	}
}

// todos and ready stand for to-dos and for the SOPs that come with the program.
type todos struct {
	open   []Todo
	keys   map[string]Reminder
	done   []string
	undone id.Task // what can be taken back
	said   map[string]TodoState
	saying []Saying
}

func (f *todos) Open(_ context.Context, _ *db.Tx, _ id.Workspace, _ By, groups []id.Group, _ i18n.Lang) (out []Todo, err error) {
	for _, one := range f.open {
		if slices.Contains(groups, one.Group) {
			out = append(out, one)
		}
	}
	return out, nil
}

func (f *todos) Undoable(_ context.Context, _ *db.Tx, _ id.Workspace, _ By, task id.Task) (bool, error) {
	if task != f.undone {
		return false, fault.New(fault.NotFound, noGroup.With())
	}
	return true, nil
}

func (f *todos) Reasons() []Reason {
	return []Reason{{"no-time", text("没来得及", "沒來得及", "no time")}, {"own-words", text("别的原因", "別的原因", "another reason")}}
}

func (f *todos) State(_ context.Context, _ *db.Tx, _ id.Workspace, key string) (TodoState, error) {
	if state, is := f.said[key]; is {
		return state, nil
	}
	if _, is := f.keys[key]; is {
		return TodoOpen, nil
	}
	return NoTodo, nil
}

func (f *todos) Say(_ context.Context, _ *db.Tx, _ id.Workspace, what Saying) error {
	f.said[what.Key] = TodoOpen
	f.saying = append(f.saying, what)
	return nil
}

func (f *todos) Remind(_ context.Context, _ *db.Tx, _ id.Workspace, all []Reminder) error {
	for _, r := range all {
		f.keys[r.Key] = r
	}
	return nil
}

func (f *todos) Done(_ context.Context, _ *db.Tx, _ id.Workspace, _ By, key string) error {
	if _, is := f.keys[key]; is && !slices.Contains(f.done, key) {
		f.done = append(f.done, key)
	}
	return nil
}

type ready struct {
	on      map[string]bool
	columns map[id.Group]map[string]string
	filled  map[string]string
	runs    map[string]map[id.Group]bool
	unfit   bool // one of them does not suit a shop
}

func (f *ready) Offers(_ context.Context, _ *db.Tx, _ id.Workspace, group id.Group, _ i18n.Lang) (out []Offer, err error) {
	off, on := text("没开", "沒開", "off").With(), text("开着，有人进群就备好", "開著，有人入群就備好", "on: ready whenever somebody joins").With()
	welcome := Offer{Name: "welcome", Says: text("有新人进群，提醒我欢迎", "有新人入群，提醒我歡迎", "Remind me to welcome whoever joins"), State: off,
		Asks: []Ask{{Key: "c.群里有什么", Label: text("群里有什么", "群組裡有什麼", "What the group offers"), Why: text("欢迎时要说", "歡迎時要說", "Newcomers are told"), Sample: "到货和自提"}}}
	if welcome.On = f.on["welcome"]; welcome.On {
		welcome.State, welcome.Asks = on, nil
	}
	list := Offer{Name: "daily-list", Says: text("每天早上给我一张清单", "每天早上給我一張清單", "Give me a list every morning"), Whole: true, State: off}
	sale := Offer{Name: "rush-sale", Says: text("周六晚上抢购", "週六晚上搶購", "A rush sale on Saturday"), State: off, Lacks: text("要接上库存。", "要接上庫存。", "Stock has to be connected.")}
	if f.unfit {
		list.Unfit = text("小店用不上。", "小店用不上。", "Of no use to a small shop.")
	}
	if group == 0 {
		return []Offer{list}, nil
	}
	return []Offer{welcome, list, sale}, nil
}

func (f *ready) On(_ context.Context, _ id.Workspace, _ By, _ id.Group, name string, filled map[string]string, _ i18n.Lang) (bool, error) {
	switch name {
	case "rush-sale":
		return false, fault.New(fault.Conflict, needAnswer.With())
	case "sunday-talk":
		return true, nil
	}
	f.on[name], f.filled = true, filled
	return false, nil
}

func (f *ready) Off(_ context.Context, _ id.Workspace, _ id.Group, name string) error {
	f.on[name] = false
	return nil
}

func (f *ready) Runs(_ context.Context, _ *db.Tx, _ id.Workspace, name string) (map[id.Group]bool, error) {
	return f.runs[name], nil
}

func (f *ready) Of(_ context.Context, _ *db.Tx, _ id.Workspace, groups []id.Group) (map[id.Group]map[string]string, error) {
	out := map[id.Group]map[string]string{}
	for _, g := range groups {
		out[g] = f.columns[g]
	}
	return out, nil
}

func (f *ready) Say(_ context.Context, _ *db.Tx, _ id.Workspace, group id.Group, columns map[string]string) error {
	if f.columns[group] == nil {
		f.columns[group] = map[string]string{}
	}
	maps.Copy(f.columns[group], columns)
	return nil
}

func (f *ready) Details(_ context.Context, _ *db.Tx, _ id.Workspace, group id.Group) (map[string]string, error) {
	return f.columns[group], nil
}

func (f *ready) Describe(_ context.Context, _ id.Workspace, group id.Group, columns map[string]string) error {
	f.columns[group] = columns
	return nil
}

// works lets a desk have to-dos and SOPs.
func (k *desk) works() (*todos, *ready) {
	f, r := &todos{keys: map[string]Reminder{}, said: map[string]TodoState{}}, &ready{on: map[string]bool{}, columns: map[id.Group]map[string]string{}}
	k.s.Todos, k.s.Ready, k.s.About = f, r, r
	return f, r
}
