package house

import (
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/checkup"
	"github.com/huoshui/huoshui/internal/feature/community"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/manual"
)

// sight is what the check-up is told of a group.
func (s *stage) sight(scope auth.Scope, group id.Group) (one checkup.Sight, all checkup.Scene) {
	s.t.Helper()
	s.must(s.app.DB.Read(s.t.Context(), func(tx *db.Tx) (err error) {
		all, err = checkupNeighbours{s.app}.Scene(s.t.Context(), tx, s.ws, scope, dbtest.Noon)
		return err
	}))
	i := slices.IndexFunc(all.Sights, func(g checkup.Sight) bool { return g.Group == group })
	if i < 0 {
		return one, all
	}
	return all.Sights[i], all
}

// TestTheSevenMistakesAreSeenInGroups: what is filled in, switched on, sold and noted
// in a group comes to the check-up; other workspaces, other units and groups that are
// over do not.
func TestTheSevenMistakesAreSeenInGroups(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		ctx := t.Context()
		group := s.handGroup("福利群")
		got, all := s.sight(auth.Everything(), group)
		if want := (checkup.Sight{Group: group, Name: "福利群", Path: "wechat/" + id.Show(group), People: 128, Spoke: -1, Begun: dbtest.Noon}); got != want || all.More || all.Apart {
			t.Errorf("at first: %+v of %+v", got, all)
		}
		if !checkup.NoPurpose.Shows(dbtest.Noon, &all, &got) {
			t.Error("nobody said what it is for, and that does not show")
		}
		s.must(s.app.Manual.Tell(ctx, s.ws, s.owner(), group, manual.Figures{People: 420, Joined: manual.Unknown, Left: manual.Unknown, Messages: manual.Unknown, Spoke: manual.Unknown}))
		s.switchOn(group, "sunday-talk", i18n.En)
		sells := touching.Touch{Group: group, Kind: touching.Selling}
		s.write(func(tx *db.Tx) error {
			_, err := s.app.Compliance.May(ctx, tx, s.ws, "a", sells)
			return err
		})
		s.write(func(tx *db.Tx) error {
			return s.app.Community.SetProfile(ctx, tx, s.ws, group, community.Profile{Columns: map[string]string{"群里有什么": "到货和预订"}})
		})
		got, all = s.sight(auth.Everything(), group)
		if !got.Told || got.People != 420 || got.SOPs != 1 || got.Days < 1 || !got.Sold.Equal(dbtest.Noon) || got.Short || got.Settled {
			t.Errorf("afterwards: %+v", got)
		}
		for _, m := range []checkup.Mistake{checkup.TheMore, checkup.AnyoneIn, checkup.SellAtOnce} {
			if !m.Shows(dbtest.Noon, &all, &got) {
				t.Errorf("%s does not show", m)
			}
		}
		if _, all := s.sight(auth.Scope{}, group); len(all.Sights) != 0 {
			t.Errorf("somebody of no unit is told of %+v", all)
		}
		other, err := s.app.Auth.CreateWorkspace(ctx, s.user, auth.NewWorkspace{Name: "另一家", Kind: auth.Own, Zone: "Asia/Shanghai"})
		s.must(err)
		s.must(d.Read(ctx, func(tx *db.Tx) error {
			all, err := checkupNeighbours{s.app}.Scene(ctx, tx, other, auth.Everything(), dbtest.Noon.Add(time.Hour))
			if len(all.Sights) != 0 {
				t.Errorf("another workspace is told of %+v", all)
			}
			return err
		}))
		s.must(s.app.Manual.Dismiss(ctx, s.ws, s.owner(), group))
		if _, all := s.sight(auth.Everything(), group); len(all.Sights) != 0 {
			t.Errorf("a group that is over is seen: %+v", all)
		}
	})
}
