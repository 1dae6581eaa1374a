package house

import (
	"log/slog"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export/sample"
	"github.com/huoshui/huoshui/internal/feature/chain"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

// TestPastedChainsAreSwept by the house, every hour: nobody has to think of it.
func TestPastedChainsAreSwept(t *testing.T) {
	s := newStage(t, dbtest.Open(t, db.SQLite, Schemas()), 0)
	by := chain.By{User: s.user, Scope: auth.Everything()}
	made, err := s.app.Chain.Paste(t.Context(), s.ws, by, chain.Pasted{Text: sample.Chain(i18n.ZhHans)})
	if err != nil {
		t.Fatal(err)
	}
	k := newKernel(s.app, "sweep", slog.New(slog.DiscardHandler))
	kept := func(days int) bool {
		s.app.Chain.ClockOf = func(id.Workspace) clock.Clock {
			return clock.Fixed(dbtest.Noon.Add(time.Duration(days) * 24 * time.Hour))
		}
		if err := k.sweepOutbox(t.Context()); err != nil {
			t.Fatal(err)
		}
		var w chain.Whole
		err := s.app.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
			w, err = s.app.Chain.Load(t.Context(), tx, s.ws, by, made)
			return err
		})
		if err != nil || len(w.Rows) != 9 {
			t.Fatalf("%d rows: %v", len(w.Rows), err)
		}
		return w.Source != ""
	}
	if !kept(29) || kept(31) {
		t.Error("the pasted text is not kept for thirty days")
	}
}

// TestTheExampleChainIsRead: the example that people try first gives a table; what is
// asked of it is what it was written to ask.
func TestTheExampleChainIsRead(t *testing.T) {
	for _, l := range []i18n.Lang{i18n.ZhHans, i18n.ZhHant} {
		c := roll.Read(sample.Chain(l), roll.Known{})
		if !c.Is || len(c.Products) != 3 || len(c.Rows) != 9 || len(c.Places) != 2 {
			t.Fatalf("%s: products %+v, places %q, rows %+v", l, c.Products, c.Places, c.Rows)
		}
		for i, r := range c.Rows {
			if asks, crossed := len(r.Why) > 0, r.Crossed; asks != (i == 8) || crossed != (i == 7) {
				t.Errorf("%s: row %d asks %v, crossed out %v: %+v", l, i+1, r.Why, crossed, r)
			}
			if i < 7 && r.Place == "" {
				t.Errorf("%s: row %d is fetched nowhere: %+v", l, i+1, r)
			}
		}
	}
}
