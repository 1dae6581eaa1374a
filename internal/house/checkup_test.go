package house

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/checkup"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// silent is a group that has been silent for weeks, and in which somebody waits.
var silent = checkup.Answers{checkup.Under200, checkup.Years, checkup.Fortnight, checkup.Flood, checkup.None, checkup.Some}

// TestACheckUpLeadsToAGroupAndToDos: kept by hand, its people are a range and no
// figure; what is to be done is the group's, and a week later it is asked about again,
// once.
func TestACheckUpLeadsToAGroupAndToDos(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		ctx, by := t.Context(), checkup.By{User: s.user, Scope: auth.Everything(), Connect: true, Lang: i18n.ZhHans}
		one, err := s.app.Checkup.Take(ctx, s.ws, by, checkup.Wanted{Form: "PAPER", Name: "福利群", Answers: silent})
		if err != nil {
			t.Fatal(err)
		}
		group, err := s.app.Checkup.Tie(ctx, s.ws, by, one)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := s.app.Checkup.Plan(ctx, s.ws, by, one); err != nil || n != 3 {
			t.Fatalf("%d to-dos: %v", n, err)
		}
		get := func(key string) (out task.Task) {
			t.Helper()
			err := d.Read(ctx, func(tx *db.Tx) (err error) {
				out, err = s.app.Task.Get(ctx, tx, s.ws, "checkup/"+id.Show(one)+"/"+key)
				return err
			})
			if err != nil {
				t.Fatalf("%s: %v", key, err)
			}
			return out
		}
		isOpen := func(key string) bool { got := get(key); return got.Open() }
		err = d.Read(ctx, func(tx *db.Tx) error {
			kept, err := s.app.Manual.Kept(ctx, tx, s.ws)
			if k := kept[group]; k.Keeper != s.user || k.People != manual.Unknown || !strings.Contains(k.Note, "100–199 人（按你的回答估的）") {
				t.Errorf("%+v", k)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for deed, kind := range map[string]task.Kind{"answer": task.Other, "stop": task.Send, "old": task.Other} {
			got := get(deed + "/20300102")
			if got.Group != group || got.Kind != kind || got.Owner != s.user || !got.Open() || len(got.Wordings) != 1 || !strings.HasPrefix(got.Why, "按你的回答估的") {
				t.Errorf("%s: %+v", deed, got)
			}
		}
		next := get("again/20300102/1")
		if next.Group != group || !next.Open() || next.Title != "再给“福利群”做一次三分钟体检" || !next.From.Equal(dbtest.Noon.Add(7*24*time.Hour)) ||
			next.Urgency(dbtest.Noon) != task.Later || get("again/20300102/0").Outcome.State != task.Withdrawn {
			t.Errorf("%+v", next)
		}
		if _, err := s.app.Checkup.Take(ctx, s.ws, by, checkup.Wanted{Group: one, Answers: silent}); err != nil { // the same once more
			t.Fatal(err)
		}
		if !isOpen("again/20300102/1") {
			t.Error("the same answers once more ended it")
		}
		if err := s.app.Checkup.Drop(ctx, s.ws, by, one); err != nil || isOpen("again/20300102/1") || isOpen("stop/20300102") {
			t.Errorf("to-dos of what was removed are open (%v)", err)
		}
	})
}

// TestACheckUpBelongsWhereItsMakerDoes: what somebody of a shop checks is the shop's.
func TestACheckUpBelongsWhereItsMakerDoes(t *testing.T) {
	s := newStage(t, dbtest.Open(t, db.SQLite, Schemas()), 0)
	ctx := t.Context()
	units, err := s.app.Auth.Units(ctx, s.ws)
	if err != nil {
		t.Fatal(err)
	}
	shop, err := s.app.Auth.CreateUnit(ctx, s.user, s.ws, units[0].ID, auth.Store, "河边店")
	if err != nil {
		t.Fatal(err)
	}
	link, err := s.app.Auth.Invite(ctx, s.user, s.ws, "lin", auth.Grant{Role: auth.Operator, Unit: shop})
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := s.app.Auth.AcceptInvite(ctx, link.Token, auth.Newcomer{Login: "lin", Name: "小林", Password: "a long enough one"})
	if err != nil {
		t.Fatal(err)
	}
	session, err := s.app.Auth.Authenticate(ctx, fresh.Token)
	if err != nil {
		t.Fatal(err)
	}
	home := func(user id.User) (unit id.Unit) {
		t.Helper()
		err := s.app.DB.Read(ctx, func(tx *db.Tx) (err error) {
			unit, err = checkupNeighbours{s.app}.Home(ctx, tx, s.ws, user)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return unit
	}
	if a, b := home(session.User.ID), home(s.user); a != shop || b != 0 {
		t.Errorf("%d and %d, want %d and 0", a, b, shop)
	}
}
