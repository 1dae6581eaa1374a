package house

import (
	"slices"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/community"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// TestWhatSOPsKnowOfPeople: what is noted, what they agreed to, since when they are
// there; who has left is gone.
func TestWhatSOPsKnowOfPeople(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		rich, _ := s.chat(sandbox.Rich)
		places, err := s.groupsOf(rich)
		if err != nil {
			t.Fatal(err)
		}
		group, near := places[0].Group, playbookNeighbours{s.app}
		native, err := s.app.Sandbox.CreatePerson(t.Context(), s.ws, "小北")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.app.Sandbox.Join(t.Context(), s.ws, rich, native, "扫码"); err != nil {
			t.Fatal(err)
		}
		where := fact.Where{Group: id.Show(group)}
		var ord uint32
		inside := func() (in bool) {
			s.write(func(tx *db.Tx) error {
				ords, err := near.Who(t.Context(), tx, s.ws, where, []fact.Person{{ID: string(native)}})
				if err != nil || ords[0] == 0 {
					return err
				}
				ord = ords[0]
				for after := uint32(0); ; {
					people, next, err := near.Inside(t.Context(), tx, s.ws, group, after, 3)
					in = in || slices.Contains(people, ord)
					if err != nil || next == 0 {
						return err
					}
					if next <= after {
						t.Fatalf("it goes on after %d, then after %d", after, next)
					}
					after = next
				}
			})
			return in
		}
		s.until("the newcomer is in the group", inside)
		known := func() (k playbook.Known) {
			s.write(func(tx *db.Tx) error {
				all, err := near.Knows(t.Context(), tx, s.ws, s.app.times.Of(s.ws).Now(), []playbook.Subject{{Group: group, Member: ord}}, cond.Everything())
				k = all[0]
				return err
			})
			return k
		}
		if m := known().Facts.Member; m.Customer || m.Consent || m.Less || m.Joined.IsZero() {
			t.Errorf("of a newcomer: %+v", m)
		}
		s.hooked("https://127.0.0.1:1/in")
		s.write(func(tx *db.Tx) error {
			who, err := s.app.Community.Authors(t.Context(), tx, s.ws, []uint32{ord})
			if err != nil {
				return err
			}
			m := who[ord].Member
			if err := s.app.Community.SetNotes(t.Context(), tx, s.ws, m, community.Notes{Friend: true, Birth: community.Birth{Month: 8, Day: 15, Lunar: true}}); err != nil {
				return err
			}
			if err := s.app.Compliance.Consent(t.Context(), tx, s.ws, m, touching.ForCare, true, "staff"); err != nil {
				return err
			}
			return near.Act(t.Context(), tx, s.ws, []playbook.Deed{
				{Key: "sop/a/tag", Subject: playbook.Subject{Group: group, Member: ord}, Action: engine.Action{Step: "tag", Tag: []string{"老客"}}},
				{Key: "sop/a/hook", Subject: playbook.Subject{Group: group, Member: ord}, Action: engine.Action{Step: "hook", Hook: &script.Hook{To: "没有的"}}},
				{Key: "sop/a/post", Subject: playbook.Subject{Group: group, Member: ord}, Action: engine.Action{Step: "post", Hook: &script.Hook{To: "全部", With: map[string]string{"事": "来了"}}}},
			})
		})
		k := known()
		if m := k.Facts.Member; !m.Customer || !m.Consent || !slices.Equal(m.Tags, []string{"老客"}) || k.Days[engine.Birthday] != (when.Yearly{Month: 8, Day: 15, Lunar: true}) {
			t.Errorf("known is %+v", k)
		}
		if n := s.number(`SELECT count(*) FROM task_item WHERE workspace = $1`, s.ws); n != 1 {
			t.Errorf("%d to-dos for a hook that is not there", n)
		}
		if n := s.number(`SELECT count(*) FROM outbox_deed WHERE workspace = $1 AND key = 'sop/a/post'`, s.ws); n != 1 {
			t.Errorf("%d posts for a hook that is there", n)
		}
		if err := s.app.Sandbox.Leave(t.Context(), s.ws, rich, native); err != nil {
			t.Fatal(err)
		}
		s.until("they have left", func() bool { return known().Gone && !inside() })
	})
}
