package playbook_test

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fact"
)

// TestForOnePersonAnSOPGoesOnOnce: of two members who turn out to be one the run that
// began first goes on, whichever of them it was, and the other's is taken back; what
// either did before counts; and where they are parted each has their own again.
func TestForOnePersonAnSOPGoesOnOnce(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.runs(welcome, nil)
		merge := func(ords ...uint32) {
			s.write(func(tx *db.Tx) error { return s.s.Merged(t.Context(), tx, ws, ords) })
		}
		part := func(ords ...uint32) {
			s.write(func(tx *db.Tx) error { return s.s.Parted(t.Context(), tx, ws, ords) })
		}
		s.hears(1, fact.MemberJoined, shop, "u5")
		s.passes(time.Hour, false)
		s.hears(2, fact.MemberJoined, shop, "u2")
		s.did("say 欢迎第5位。", "say 欢迎第2位。")
		merge(5, 2)
		s.did("take back hello")
		merge(5, 2)
		s.hears(3, fact.MessageRecorded, shop, "u2")
		s.did("tag 说过话")
		s.passes(3*24*time.Hour, false)
		s.did()

		s.hears(4, fact.MemberJoined, shop, "u6")
		s.did("say 欢迎第6位。")
		merge(3, 6, 7)
		s.hears(5, fact.MessageRecorded, shop, "u6") // nobody is told by this number any more
		s.did()
		part(6, 7)
		s.hears(6, fact.MessageRecorded, shop, "u3")
		s.did()
		s.passes(3*24*time.Hour, false)
		s.did("say 第6位，有事随时说。")

		s.hears(7, fact.MemberJoined, shop, "u8")
		s.did("say 欢迎第8位。")
		merge(4, 8)
		s.passes(3*24*time.Hour, false)
		s.did("say 第4位，有事随时说。")
		s.ofDesk(ws + 1).write(func(tx *db.Tx) error { return s.s.Merged(t.Context(), tx, ws+1, []uint32{1, 4}) })
		s.write(func(tx *db.Tx) error {
			var n int
			err := tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM playbook_run WHERE workspace = $1 AND book = $2 AND member = 4`, ws, b.ID).Scan(&n)
			if n != 1 {
				t.Errorf("%d runs are of who they were handed to", n)
			}
			return err
		})
	})
}
