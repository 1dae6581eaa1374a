package community_test

import (
	"context"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
)

// TestGroupsEndAsPeopleSaid: those made for one occasion, at a moment or after a day; a
// long-term group never, and nothing of another workspace. Whoever measures hears of it.
func TestGroupsEndAsPeopleSaid(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		zone := time.FixedZone("UTC+8", 8*60*60)
		var heard []id.Group
		k.who.Profiled = func(_ context.Context, _ *db.Tx, ws id.Workspace, groups []id.Group) error {
			heard = append(heard, groups...)
			return nil
		}
		set := func(g id.Group, life community.Life, ends string) error {
			return k.db.Write(k.t.Context(), func(tx *db.Tx) error {
				return k.who.SetProfile(k.t.Context(), tx, k.ws, g, community.Profile{Life: life, Columns: map[string]string{"收群时间": ends}})
			})
		}
		ends := func(ws id.Workspace) (out map[id.Group]time.Time) {
			k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) (err error) {
				out, err = k.who.Ends(k.t.Context(), tx, ws, zone)
				return err
			}))
			return out
		}
		one, two := s.groups[0], s.groups[1]
		k.must(set(one, community.Flash, "2026-12-06 21:00"))
		k.must(set(two, community.RushSale, " 2026-12-06 "))
		if got := ends(k.ws); !got[one].Equal(time.Date(2026, 12, 6, 21, 0, 0, 0, zone)) || !got[two].Equal(time.Date(2026, 12, 7, 0, 0, 0, 0, zone)) || len(got) != 2 {
			t.Errorf("they end at %v", got)
		}
		if len(heard) != 2 || heard[0] != one || heard[1] != two {
			t.Errorf("heard of %v", heard)
		}
		if got := ends(k.ws + 1); len(got) != 0 {
			t.Errorf("another workspace sees %v", got)
		}
		k.must(set(two, community.LongTerm, "2026-12-06"))
		if got := ends(k.ws); len(got) != 1 {
			t.Errorf("a long-term group ends: %v", got)
		}
		for _, odd := range []string{"周日晚上", "21:00", "2026-13-01", "2026-12-06 25:00"} {
			if err := set(one, community.Flash, odd); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s is taken: %v", odd, err)
			}
		}
	})
}
