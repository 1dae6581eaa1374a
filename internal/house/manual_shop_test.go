package house

import (
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// about is what is said of a group.
func (s *stage) about(g id.Group) (out map[string]string) {
	s.t.Helper()
	s.must(s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		all, err := (manualAbout{s.app}).Of(s.t.Context(), tx, s.ws, []id.Group{g})
		out = all[g]
		return err
	}))
	return out
}

// TestTheNextGroupGreetsAsTheFullOneDid: at the same place, with what was said of the
// full one and the same sentences on, as far as they need nothing asked; what is about
// all groups is left alone.
func TestTheNextGroupGreetsAsTheFullOneDid(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		ctx, ready := t.Context(), s.app.Manual.Ready
		made, err := s.app.Manual.Add(ctx, s.ws, s.owner(), manual.Wanted{Names: []string{"青禾·河西·福利1群"}, Keeper: s.user, People: 300, Where: manual.Where{Shop: "青禾", Area: "河西"}})
		s.must(err)
		one := made[0]
		s.switchOn(one, "welcome", i18n.ZhHans)
		s.switchOn(one, "daily-list", i18n.ZhHans)
		next, first, err := s.app.Manual.MakeNext(ctx, s.ws, s.owner(), one)
		if err != nil || !first {
			t.Fatal(first, err)
		}
		on, left, err := s.app.Manual.Carry(ctx, s.ws, s.owner(), one, next, i18n.ZhHans)
		if err != nil || on != 1 || left != 0 {
			t.Fatalf("%d sentences are on, %d left: %v", on, left, err)
		}
		if !s.offer(next, "welcome", i18n.ZhHans).On || !s.offer(one, "welcome", i18n.ZhHans).On {
			t.Error("it does not greet in both")
		}
		said, was := s.about(next), s.about(one)
		for _, name := range []string{"店名", "片区", "群里有什么", "服务时间", "群主"} {
			if said[name] == "" || said[name] != was[name] {
				t.Errorf("of the next one is said %s: %q, of the first %q", name, said[name], was[name])
			}
		}
		s.must(d.Read(ctx, func(tx *db.Tx) error {
			runs, err := ready.Runs(ctx, tx, s.ws, "welcome")
			if !runs[one] || !runs[next] || len(runs) != 2 {
				t.Errorf("it greets in %v", runs)
			}
			names, err2 := s.app.Community.GroupsNamed(ctx, tx, s.ws, []id.Group{next})
			if names[next].Name != "青禾·河西·福利2群" || err2 != nil {
				t.Errorf("it is called %q: %v", names[next].Name, err2)
			}
			return err
		}))
		s.must(ready.Off(ctx, s.ws, one, "welcome"))
		s.must(d.Read(ctx, func(tx *db.Tx) error {
			runs, err := ready.Runs(ctx, tx, s.ws, "welcome")
			if runs[one] || !runs[next] {
				t.Errorf("switched off, it greets in %v", runs)
			}
			return err
		}))
	})
}

// TestTwoTouchesAtOnceMakeOneGroup, from one full group or from two of a series.
func TestTwoTouchesAtOnceMakeOneGroup(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		full, err := s.app.Manual.Add(t.Context(), s.ws, s.owner(), manual.Wanted{Names: []string{"福利1群", "福利2群"}, Keeper: s.user, People: 300})
		s.must(err)
		var wait sync.WaitGroup
		var made atomic.Int64
		faults := make([]error, 8)
		for i := range faults {
			wait.Go(func() {
				_, first, err := s.app.Manual.MakeNext(t.Context(), s.ws, s.owner(), full[i%2])
				if faults[i] = err; first {
					made.Add(1)
				}
			})
		}
		wait.Wait()
		if all := s.number(`SELECT count(*) FROM manual_group WHERE workspace = $1`, s.ws); errors.Join(faults...) != nil || made.Load() != 1 || all != 3 {
			t.Errorf("%d are made, there are %d groups: %v", made.Load(), all, errors.Join(faults...))
		}
	})
}

// TestWhatCameInPassesTheGate: it is a to-do of the group's, a plain word of news and,
// where it names a price, one that sells and is held as selling is; once done it counts.
func TestWhatCameInPassesTheGate(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		ctx, group := t.Context(), s.handGroup("青禾福利群")
		one := func() (out task.Task) {
			t.Helper()
			all := s.todos()
			if len(all) != 1 {
				t.Fatalf("%d to-dos", len(all))
			}
			for _, out = range all {
			}
			return out
		}
		state := func(key string, want manual.TodoState) {
			t.Helper()
			s.must(d.Read(ctx, func(tx *db.Tx) error {
				got, err := s.app.Manual.Todos.State(ctx, tx, s.ws, key)
				if got != want {
					t.Errorf("it stands at %d, want %d", got, want)
				}
				return err
			}))
		}
		s.must(s.app.Manual.Arrived(ctx, s.ws, s.owner(), group, "本地番茄", i18n.ZhHans))
		plain := one()
		if plain.Group != group || plain.Owner != s.user || plain.Selling || plain.Purpose != "news" || len(plain.Wordings) != 2 || plain.Wordings[0].Text != "今天到货：本地番茄。想要的说一声。" {
			t.Fatalf("%+v", plain)
		}
		state("nothing", manual.NoTodo)
		state(plain.Key, manual.TodoOpen)
		s.must(s.app.Task.Done(ctx, s.ws, s.me(), plain.ID, task.Did{Wording: 1, Proof: "发在群里了"}))
		state(plain.Key, manual.TodoDone)
		s.must(s.app.Manual.Arrived(ctx, s.ws, s.owner(), group, "豆腐 3 元一块", i18n.ZhHans))
		priced := one()
		if !priced.Selling || priced.Purpose != "selling" || priced.Key == plain.Key {
			t.Fatalf("%+v", priced)
		}
		s.must(d.Read(ctx, func(tx *db.Tx) error {
			open, err := s.app.Manual.Todos.Open(ctx, tx, s.ws, s.owner(), []id.Group{group}, i18n.ZhHans)
			if len(open) != 1 || open[0].Held.IsZero() {
				t.Errorf("in a group that nobody was welcomed in, a price is not held back: %+v", open)
			}
			return err
		}))
		s.must(s.app.Task.Skip(ctx, s.ws, s.me(), priced.ID, "no-time", ""))
		state(priced.Key, manual.TodoOver)
	})
}

// TestOtherGroupsAreNotChanged: of a group of another network nothing is asked and
// nothing kept, whatever shops a workspace runs.
func TestOtherGroupsAreNotChanged(t *testing.T) {
	s := newStage(t, dbtest.Open(t, db.SQLite, Schemas()), 0)
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "one.json")
	put(t, path, `{"chatlab":{"version":"1"},"meta":{"name":"河边","platform":"qq","type":"group","groupId":"7"},"members":[],
		"messages":[{"sender":"1","accountName":"小雨","timestamp":1850000000,"type":0,"content":"在吗"}]}`)
	s.bring(path)
	kept := s.handGroup("青禾福利群")
	var other id.Group
	s.must(s.app.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT id FROM community_group WHERE workspace = $1`, []any{s.ws}, func(scan func(...any) error) error {
			var g id.Group
			err := scan(&g)
			if g != kept {
				other = g
			}
			return err
		})
	}))
	if other == 0 {
		t.Fatal("there is no other group")
	}
	unfit := func(want int) {
		t.Helper()
		s.must(s.app.DB.Read(ctx, func(tx *db.Tx) error {
			got, err := playbookPages{s.app}.Unfit(ctx, tx, s.ws)
			if len(got) != want {
				t.Errorf("%d ready SOPs do not suit, want %d", len(got), want)
			}
			return err
		}))
	}
	unfit(0)
	s.must(s.app.Manual.Set(ctx, s.ws, s.owner(), manual.Settings{Shops: true, Full: 20}))
	unfit(7)
	for what, err := range map[string]error{
		"closed":  s.app.Manual.Shut(ctx, s.ws, s.owner(), other, true),
		"moved":   s.app.Manual.Move(ctx, s.ws, s.owner(), other, manual.Where{Shop: "青禾", Area: "河西"}),
		"came in": s.app.Manual.Arrived(ctx, s.ws, s.owner(), other, "番茄", i18n.ZhHans),
	} {
		if err == nil {
			t.Errorf("a group of another network is %s", what)
		}
	}
	if _, _, err := s.app.Manual.MakeNext(ctx, s.ws, s.owner(), other); err == nil {
		t.Error("a group of another network has a next one")
	}
	if said := s.about(other); len(said) != 0 {
		t.Errorf("of it is said %v", said)
	}
}
