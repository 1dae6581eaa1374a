package compliance

import (
	"context"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// says notes what a member says, whoever knows them.
func (k *desk) says(m id.Member, purpose gate.Purpose, given bool) {
	k.t.Helper()
	k.do(func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO compliance_consent (workspace, member, purpose, at, given, source) VALUES (1, $1, $2, $3, $4, 'staff')`,
			m, string(purpose), k.near.Now(1).UnixMilli(), bit(given))
		return err
	})
}

func (k *desk) merged(into, from id.Member) {
	k.t.Helper()
	k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.Merged(ctx, tx, 1, into, from) })
}

func (k *desk) parted(into, from id.Member) {
	k.t.Helper()
	k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.Parted(ctx, tx, 1, into, from) })
}

// stands checks what the gate knows of a member's word.
func (k *desk) stands(step string, m id.Member, purpose gate.Purpose, want string) {
	k.t.Helper()
	k.do(func(ctx context.Context, tx *db.Tx) error {
		var f gate.Facts
		err := consents(ctx, tx, 1, m, purpose, &f)
		got := map[bool]string{true: "agreed", false: "unsaid"}[f.Agreed]
		if f.Refused {
			got = "refused"
		}
		if got != want {
			k.t.Errorf("%s: %d has %s %s, want %s", step, m, got, purpose, want)
		}
		return err
	})
}

// TestARefusalHoldsForBoth of two members who turn out to be one; nobody agrees to
// anything by it, and once they are parted each has said what they said.
func TestARefusalHoldsForBoth(t *testing.T) {
	each(t, func(k *desk) {
		k.says(20, gate.ForCare, true)
		k.says(20, gate.ForNews, true)
		k.says(21, gate.ForNews, false)
		k.says(21, gate.ForSelling, true)
		k.near.at(6, 12, 1)
		k.merged(20, 21)
		k.stands("merged", 20, gate.ForNews, "refused")
		k.stands("merged", 20, gate.ForCare, "agreed")
		k.stands("merged", 20, gate.ForSelling, "unsaid")
		k.may("waits", gate.Touch{Member: 21, Kind: gate.News}, "refused") // put before they were one
		k.do(func(ctx context.Context, tx *db.Tx) error {
			all, err := k.s.Agreements(ctx, tx, 1, []id.Member{20})
			if !all[20].Less {
				t.Errorf("who refused news wants %+v", all[20])
			}
			return err
		})
		k.near.at(6, 12, 2)
		k.says(20, gate.ForCare, false)
		k.near.at(6, 12, 3)
		k.parted(20, 21)
		k.stands("parted", 20, gate.ForNews, "agreed")
		k.stands("parted", 20, gate.ForCare, "refused")
		k.stands("parted", 21, gate.ForNews, "refused")
		k.stands("parted", 21, gate.ForCare, "refused") // said while nobody knew by whom
		k.stands("parted", 21, gate.ForSelling, "agreed")
		k.parted(20, 21)
	})
}

// TestARefusalOfAllGoesOn through one merge and the next, either way round.
func TestARefusalOfAllGoesOn(t *testing.T) {
	each(t, func(k *desk) {
		k.says(22, gate.ForEverything, false)
		k.near.at(6, 12, 1)
		k.says(21, gate.ForCare, true)
		k.near.at(6, 12, 2)
		k.merged(21, 22)
		k.near.at(6, 12, 3)
		k.merged(20, 21)
		for _, p := range gate.Purposes {
			k.stands("merged twice", 20, p, "refused")
		}
		k.may("waits", gate.Touch{Member: 22, Kind: gate.News}, "refused")
		k.do(func(ctx context.Context, tx *db.Tx) error {
			v, err := k.s.Look(ctx, tx, 2, gate.Touch{Member: 22, Kind: gate.News})
			if v.Outcome != gate.Pass {
				t.Errorf("another workspace's member is stopped by %v", v.Rule)
			}
			return err
		})
	})
}

// TestOnePersonHasOneAllowance, however many members they were; and they are
// forgotten as a whole.
func TestOnePersonHasOneAllowance(t *testing.T) {
	each(t, func(k *desk) {
		k.may("a", gate.Touch{Member: 21, Kind: gate.News}, "pass")
		k.may("b", gate.Touch{Member: 20, Kind: gate.Ask}, "pass")
		k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.Return(ctx, tx, 1, "b") })
		k.merged(20, 21)
		k.may("c", gate.Touch{Member: 20, Kind: gate.Ask}, "member")
		k.may("d", gate.Touch{Member: 21, Kind: gate.Ask}, "member")
		k.do(func(ctx context.Context, tx *db.Tx) error {
			told, err := k.s.Decisions(ctx, tx, 1, Asked{Member: 20, Limit: 10})
			if len(told) != 4 {
				t.Errorf("%d decisions are told of one person", len(told))
			}
			return err
		})
		k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.Erase(ctx, tx, 1, 20) })
		for _, table := range []string{"compliance_consent", "compliance_decision", "compliance_touch", "compliance_merge"} {
			k.do(func(ctx context.Context, tx *db.Tx) error {
				var n int
				err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM `+table).Scan(&n)
				if n > 0 {
					t.Errorf("%d rows are left in %s", n, table)
				}
				return err
			})
		}
	})
}
