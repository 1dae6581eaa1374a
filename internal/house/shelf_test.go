package house

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export/sample"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/shelf"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// showsIndex gives whoever comes the index of past summaries, and says hello.
const showsIndex = `
sop: 1
name: shows-index
title: 新人看目录
per: member
start:
  - {id: joined, on: member.joined}
steps:
  - {id: index, say: {to: group, long: true, wordings: ["{{昵称}}，以前聊过这些：\n{{往期目录}}"]}}
  - {id: hello, say: {to: group, wordings: ["{{昵称}}来啦，随便坐。"]}}
`

// keeps keeps a summary for a group.
func (s *stage) keeps(title string, group id.Group) id.Piece {
	s.t.Helper()
	p, err := s.app.Shelf.Make(s.t.Context(), s.ws, shelf.By{User: s.user, Role: auth.Owner, Scope: auth.Everything()},
		shelf.Said{Title: title, Day: 20300101, Groups: []id.Group{group}, Summary: "1. 看颜色"})
	s.must(err)
	return p
}

// TestNewcomersAreShownTheIndex: an SOP says it where something is kept, and leaves the
// sentence out where nothing is.
func TestNewcomersAreShownTheIndex(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		k := s.live()
		group := s.handGroup("青禾老客群")
		s.handDoor(k)
		s.runs(showsIndex, group)
		comes := func(name string, want int) (words string) {
			t.Helper()
			_, err := s.app.Manual.Moved(t.Context(), s.ws, s.owner(), group, event.Join, []string{name})
			s.must(err)
			s.until("there are words for "+name, func() bool { return len(s.todos()) >= want })
			for _, one := range s.todos() {
				for _, w := range one.Wordings {
					words += w.Text + "\n"
				}
			}
			return words
		}
		if words := comes("小雨", 1); strings.Contains(words, "以前聊过") || !strings.Contains(words, "小雨来啦") {
			t.Errorf("with an empty shelf: %q", words)
		}
		s.keeps("怎么挑小排", group)
		if words := comes("阿青", 3); !strings.Contains(words, "阿青，以前聊过这些：\n2030-01-01 怎么挑小排\n") {
			t.Errorf("with something kept: %q", words)
		}
		if k := s.knowsOf(s.app.times.Of(s.ws).Now(), playbook.Subject{Group: group}); k.Values["往期目录"] != "2030-01-01 怎么挑小排" {
			t.Errorf("an SOP knows %q", k.Values["往期目录"])
		}
		s.must(s.app.Manual.Dismiss(t.Context(), s.ws, s.owner(), group))
		s.must(d.Read(t.Context(), func(tx *db.Tx) error {
			card, err := shelfCards{s.app}.Card(t.Context(), tx, s.ws, group, i18n.ZhHans)
			if !strings.Contains(card, "怎么挑小排") {
				t.Errorf("after the group was dismissed: %q", card)
			}
			return err
		}))
	})
}

// TestAWrittenSummaryGoesOnToTheShelf: a done to-do that asked for one leads there, and
// what was filled in with it, and beforehand with the SOP, stands in the form.
func TestAWrittenSummaryGoesOnToTheShelf(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		k := s.live()
		group := s.handGroup("青禾老客群")
		s.handDoor(k)
		const talk = "sop: 1\nname: talk\ntitle: 聊一场\nper: group\nfields:\n  - {name: 主题, from: form, ask: 聊什么？}\n  - {name: 嘉宾, from: form, ask: 请谁？}\n  - {name: 总结链接, from: task, kind: link, ask: 放在哪里？}\n" +
			"  - {name: 总结一, from: task, ask: 第一条}\n  - {name: 总结二, from: task, ask: 第二条}\nstart:\n  - {id: by-hand, hand: true}\nsteps:\n" +
			"  - {id: write, task: {do: 写总结, due: 3h, fill: [总结链接, 总结一, 总结二]}}\n  - {id: look, task: {do: 看一眼, due: 3h}}\n"
		b, problems, err := s.app.Playbook.Save(t.Context(), s.ws, talk, s.user)
		if err != nil {
			t.Fatal(problems, err)
		}
		s.must(s.app.Playbook.Put(t.Context(), s.ws, b.ID, []playbook.Place{{Group: group, Fields: map[string]string{"主题": "怎么挑小排", "嘉宾": "王师傅"}}}))
		s.must(s.app.Playbook.Switch(t.Context(), s.ws, b.ID, playbook.On))
		_, err = s.app.Playbook.BeginByHand(t.Context(), s.ws, b.ID, group, "1")
		s.must(err)
		s.until("the summary is asked for", func() bool { return s.todos()["写总结"].ID != 0 })
		one := s.todos()["写总结"]
		if path, _ := (shelfNext{}).After(&one); path != "" {
			t.Errorf("it leads to %s before anything is written", path)
		}
		noted := func(by shelf.By, todo id.Task) (out shelf.Noted, err error) {
			err = d.Read(t.Context(), func(tx *db.Tx) (err error) {
				out, err = shelfNeighbours{s.app}.Noted(t.Context(), tx, s.ws, by, todo)
				return err
			})
			return out, err
		}
		me := shelf.By{User: s.user, Role: auth.Owner, Scope: auth.Everything()}
		if _, err := noted(me, one.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("before it is written: %v", err)
		}
		s.must(s.app.Task.Done(t.Context(), s.ws, s.me(), one.ID, task.Did{Proof: "写好了", Values: map[string]string{"总结链接": "https://doc.example/a", "总结一": "看颜色", "总结二": "按一下"}}))
		one = s.todoOf(one.Key)
		if path, label := (shelfNext{}).After(&one); path != "shelf/new?task="+id.Show(one.ID) || label.Hans != "存进往期总结" {
			t.Errorf("it leads to %q, %s", path, label.Hans)
		}
		got, err := noted(me, one.ID)
		if err != nil || got.At.IsZero() || got.Group != group || got.Title != "怎么挑小排" || got.Sharer != "王师傅" || got.Summary != "看颜色\n按一下" || got.Link != "https://doc.example/a" {
			t.Errorf("noted: %+v %v", got, err)
		}
		if _, err := noted(shelf.By{User: 9, Role: auth.Operator, Scope: auth.ScopeIn(99)}, one.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("by somebody who does not see the to-do: %v", err)
		}
		s.until("the other is asked for", func() bool { return s.todos()["看一眼"].ID != 0 })
		other := s.todos()["看一眼"]
		s.must(s.app.Task.Done(t.Context(), s.ws, s.me(), other.ID, task.Did{Proof: "看了"}))
		if other = s.todoOf(other.Key); other.Outcome.State != task.Done {
			t.Fatalf("%+v", other.Outcome)
		}
		if path, _ := (shelfNext{}).After(&other); path != "" {
			t.Errorf("what asked for no summary leads to %s", path)
		}
		if _, err := noted(me, other.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("of what asked for none: %v", err)
		}
	})
}

// TestTheSampleHasASmallShelf: three pieces that say what they are, for groups that are
// there, once; and what people remove does not come back.
func TestTheSampleHasASmallShelf(t *testing.T) {
	if testing.Short() {
		t.Skip("a whole sample is made")
	}
	ctx := t.Context()
	app := started(t, true)
	all, err := app.Auth.Workspaces(ctx)
	if err != nil {
		t.Fatal(err)
	}
	me := shelf.By{Scope: auth.Everything()}
	look := func() (kept map[id.Workspace][]shelf.Piece) {
		t.Helper()
		kept = map[id.Workspace][]shelf.Piece{}
		for _, ws := range all {
			if err := app.DB.Read(ctx, func(tx *db.Tx) error {
				found, err := app.Shelf.List(ctx, tx, ws.ID, me, shelf.Wanted{})
				kept[ws.ID] = found.Pieces
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		return kept
	}
	var ws id.Workspace
	for _, w := range all {
		want := 0
		if w.Kind == auth.Sample {
			ws, want = w.ID, len(sample.Talks())
		}
		pieces := look()[w.ID]
		if len(pieces) != want {
			t.Errorf("%s has %d pieces, want %d", w.Kind, len(pieces), want)
		}
		for _, p := range pieces {
			if !strings.HasPrefix(p.Title, "样例：") || !p.Everyone && len(p.Groups) == 0 {
				t.Errorf("%+v", p)
			}
		}
	}
	if err := app.FirstLook(ctx, dbtest.Noon); err != nil {
		t.Fatal(err)
	}
	pieces := look()[ws]
	if len(pieces) != len(sample.Talks()) {
		t.Fatalf("the second time there are %d", len(pieces))
	}
	for _, p := range pieces {
		if err := app.Shelf.Remove(ctx, ws, me, p.ID); err != nil {
			t.Fatal(err)
		}
	}
	if err := app.FirstLook(ctx, dbtest.Noon); err != nil || len(look()[ws]) != 0 {
		t.Errorf("what was removed came back: %v", err)
	}
}
