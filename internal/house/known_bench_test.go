package house

import (
	"fmt"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
)

// BenchmarkKnows: what SOPs ask of so many people of 50 groups at once. It must not
// ask the database more often where there are more of them.
func BenchmarkKnows(b *testing.B) {
	d := dbtest.Open(b, db.SQLite, Schemas())
	a, err := Build(d)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(a.stop)
	_, ws, _, err := a.Auth.Setup(b.Context(), auth.First{Login: "boss", Name: "阿青", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	if err != nil {
		b.Fatal(err)
	}
	all := crowdOf(b, a, ws)
	places := groupsOf(b, a, ws)
	b.Run("5000 groups", func(b *testing.B) {
		for b.Loop() {
			err := d.Write(b.Context(), func(tx *db.Tx) error {
				_, err := playbookNeighbours{a}.Knows(b.Context(), tx, ws, dbtest.Noon, places, cond.Everything())
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, n := range []int{1, 1000} {
		b.Run(fmt.Sprint(n, " people"), func(b *testing.B) {
			for b.Loop() {
				err := d.Write(b.Context(), func(tx *db.Tx) error {
					_, err := playbookNeighbours{a}.Knows(b.Context(), tx, ws, dbtest.Noon, all[:n], cond.Everything())
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// crowdOf makes 1,000 people who wrote something in 50 groups.
func crowdOf(b *testing.B, a *App, ws id.Workspace) (out []playbook.Subject) {
	b.Helper()
	err := a.DB.Write(b.Context(), func(tx *db.Tx) error {
		var people []community.SeenPerson
		var groups []community.SeenGroup
		for n := range 1000 {
			people = append(people, community.SeenPerson{Network: event.WeChat, Actor: event.Actor{ID: event.NativeUser(fmt.Sprint("p", n)), Name: fmt.Sprint("群友", n)}})
		}
		for n := range 50 {
			groups = append(groups, community.SeenGroup{Network: event.WeChat, Chat: event.NativeChat(fmt.Sprint("c", n)), Name: fmt.Sprint("群", n)})
		}
		ords, err := a.Community.RecognisePeople(b.Context(), tx, ws, 1, people)
		if err != nil {
			return err
		}
		made, err := a.Community.RecogniseGroups(b.Context(), tx, ws, 1, groups)
		if err != nil {
			return err
		}
		for i, ord := range ords {
			g := made[i%len(made)]
			out = append(out, playbook.Subject{Group: g, Member: ord})
			for _, q := range []string{
				`INSERT INTO chat_author (workspace, group_id, author, messages, last_at) VALUES ($1, $2, $3, 5, 1)`,
				`INSERT INTO insight_author (workspace, group_id, ord, standing, messages, last_at) VALUES ($1, $2, $3, 0, 5, 1)`,
				`INSERT INTO chat_inside (workspace, group_id, who, author, inside, at, found, found_at, found_after, found_in, doubt, doubted) VALUES ($1, $2, $3, $3, 1, $3, 0, 0, 0, 0, 0, 0)`,
			} {
				if _, err := tx.Exec(b.Context(), q, ws, g, int64(ord)); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// groupsOf makes 5,000 groups with details of their own.
func groupsOf(b *testing.B, a *App, ws id.Workspace) (out []playbook.Subject) {
	b.Helper()
	err := a.DB.Write(b.Context(), func(tx *db.Tx) error {
		var groups []community.SeenGroup
		for n := range 5000 {
			groups = append(groups, community.SeenGroup{Network: event.WeChat, Chat: event.NativeChat(fmt.Sprint("g", n)), Name: fmt.Sprint("群", n)})
		}
		made, err := a.Community.RecogniseGroups(b.Context(), tx, ws, 1, groups)
		if err != nil {
			return err
		}
		said := map[id.Group]community.Profile{}
		for _, g := range made {
			out = append(out, playbook.Subject{Group: g})
			said[g] = community.Profile{Tone: community.Warm, Columns: map[string]string{"群主": "老周", "值班人": "小李", "取货点": "桥头"}}
		}
		return a.Community.SetProfiles(b.Context(), tx, ws, said)
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}
