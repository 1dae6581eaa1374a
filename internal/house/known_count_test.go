package house

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// TestHowManyAreInAGroup: by its list and by moves since; where only some were told,
// at least so many; else nobody knows.
func TestHowManyAreInAGroup(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		g := s.measured(dbtest.Noon)
		is := func(step, said string, members int64) {
			t.Helper()
			if k := s.knowsOf(dbtest.Noon, playbook.Subject{Group: g}); k.Values["人数"] != said || k.Facts.Group.Members != members {
				t.Errorf("%s: %q and %d, want %q and %d", step, k.Values["人数"], k.Facts.Group.Members, said, members)
			}
		}
		var ords []uint32
		s.write(func(tx *db.Tx) (err error) {
			var people []community.SeenPerson
			for _, name := range []string{"甲", "乙", "丙", "丁", "戊"} {
				people = append(people, community.SeenPerson{Network: event.WeChat, Actor: event.Actor{ID: event.NativeUser(name), Name: name}})
			}
			ords, err = s.app.Community.RecognisePeople(t.Context(), tx, s.ws, 1, people)
			return err
		})
		exec := func(query string, args ...any) {
			t.Helper()
			s.write(func(tx *db.Tx) error {
				_, err := tx.Exec(t.Context(), query, args...)
				return err
			})
		}
		wrote := func(ws id.Workspace, ord uint32) {
			exec(`INSERT INTO chat_author (workspace, group_id, author, messages, last_at) VALUES ($1, $2, $3, 5, 1)`, ws, g, int64(ord))
		}
		moved := func(ws id.Workspace, ord uint32, in int) {
			exec(`INSERT INTO chat_inside (workspace, group_id, who, author, inside, at, found, found_at, found_after, found_in, doubt, doubted) VALUES ($1, $2, $3, $3, $4, 1, 0, 0, 0, 0, 0, 0)`,
				ws, g, int64(ord), in)
		}
		wrote(s.ws, ords[4])
		wrote(s.ws+1, ords[0])
		moved(s.ws+1, ords[0], 1)
		is("nobody told of members", "", 0)
		for i, in := range []int{1, 1, 1, 0} {
			moved(s.ws, ords[i], in)
		}
		wrote(s.ws, ords[0])
		wrote(s.ws, ords[3])
		is("three came, one left, one more wrote", "至少 4", 4)
		exec(`INSERT INTO chat_compared (workspace, connection, group_id, first, upto, listed) VALUES ($1, 5, $2, 1, 1, 1)`, s.ws+1, g)
		is("another workspace has a list", "至少 4", 4)
		exec(`INSERT INTO chat_compared (workspace, connection, group_id, first, upto, listed) VALUES ($1, 5, $2, 1, 1, 1)`, s.ws, g)
		is("there is a list", "3", 3)
		s.write(func(tx *db.Tx) error {
			who, err := s.app.Community.Authors(t.Context(), tx, s.ws, ords)
			if err == nil {
				_, err = s.app.Community.SetStanding(t.Context(), tx, s.ws, who[ords[1]].Member, community.Staff)
			}
			return err
		})
		is("one of them is staff", "2", 2)
		if got, had := s.figure(g, script.FigureMembers, ""); had {
			t.Errorf("no connection is open, and it is %s now", got)
		}
	})
}

// figure looks a figure up.
func (s *stage) figure(g id.Group, of, fresh string) (got string, had bool) {
	s.t.Helper()
	s.must(s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		got, had = playbookNeighbours{s.app}.Live(s.t.Context(), tx, s.ws, playbook.Subject{Group: g}, script.Field{Name: "数", From: script.FromLive, Of: of, Fresh: fresh})
		return nil
	}))
	return got, had
}

// TestHowManyAreInAGroupByHand: as somebody said last, for a day where it must be so
// now.
func TestHowManyAreInAGroupByHand(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		w := &wall{at: dbtest.Noon}
		d.Clock = w
		s := newStage(t, d, 0)
		s.live()
		g := s.handGroup("阳光花园买菜群")
		said := func() string { return s.knowsOf(w.Now(), playbook.Subject{Group: g}).Values["人数"] }
		if got := said(); got != "128" {
			t.Errorf("as it was made: %q", got)
		}
		s.must(s.app.Manual.Tell(t.Context(), s.ws, s.owner(), g, manual.Figures{People: 131, Joined: manual.Unknown, Left: manual.Unknown, Messages: manual.Unknown, Spoke: manual.Unknown}))
		w.pass(26 * time.Hour)
		s.must(s.app.Manual.Tell(t.Context(), s.ws, s.owner(), g, manual.Figures{People: manual.Unknown, Joined: 2, Left: manual.Unknown, Messages: manual.Unknown, Spoke: manual.Unknown}))
		if got := said(); got != "131" {
			t.Errorf("as somebody said last: %q", got)
		}
		if got, had := s.figure(g, script.FigureMembers, ""); got != "131" || !had {
			t.Errorf("looked up: %q", got)
		}
		if got, had := s.figure(g, script.FigureMembers, "10min"); had {
			t.Errorf("of ten minutes: %q", got)
		}
	})
}

const answers = `
sop: 1
name: answers
title: 有人问
per: member
start:
  - {id: asked, on: message.recorded, where: 'event.question && !member.staff'}
steps:
  - {id: heard, say: {to: group, wordings: ["{{昵称}}问的，马上来答。"]}}
`

// TestAQuestionBeginsAnSOP, and what is none does not.
func TestAQuestionBeginsAnSOP(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		rich, _ := s.chat(sandbox.Rich)
		places, err := s.groupsOf(rich)
		s.must(err)
		s.runs(answers, places[0].Group)
		come := func(name string) event.NativeUser {
			who, err := s.app.Sandbox.CreatePerson(t.Context(), s.ws, name)
			s.must(err)
			s.must(s.app.Sandbox.Join(t.Context(), s.ws, rich, who, "扫码"))
			return who
		}
		talks, asks := come("爱说话的小南"), come("爱提问的小北")
		s.say(rich, talks, "今天的排骨真不错")
		s.say(rich, asks, "排骨多少钱一斤")
		said := func(words string) (n int) {
			list, err := s.app.Sandbox.Messages(t.Context(), s.ws, rich, 0, 50)
			s.must(err)
			for _, m := range list {
				if m.Text == words {
					n++
				}
			}
			return n
		}
		s.until("the question is heard", func() bool { return said("爱提问的小北问的，马上来答。") == 1 })
		if said("爱说话的小南问的，马上来答。") > 0 {
			t.Error("what is no question is taken for one")
		}
	})
}
