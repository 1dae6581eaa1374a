package house

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export/sample"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

// started is an installation that was started for the first time.
func started(t *testing.T, withSample bool) *App {
	t.Helper()
	app, err := Open(t.Context(), filepath.Join(t.TempDir(), "huoshui.db"), clock.Fixed(dbtest.Noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	})
	if made, err := app.First(t.Context(), withSample, i18n.ZhHans); err != nil || !made {
		t.Fatalf("made: %v, %v", made, err)
	}
	if err := app.FirstLook(t.Context(), dbtest.Noon); err != nil {
		t.Fatal(err)
	}
	return app
}

// TestFirstOwnerReadsWhatTheirBrowserReads: nobody has said yet which language
// the first owner wants, so none is kept and the browser decides.
func TestFirstOwnerReadsWhatTheirBrowserReads(t *testing.T) {
	ctx := t.Context()
	app := started(t, false)
	link, err := app.Auth.AdminLink(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := app.Auth.UseLink(ctx, link.Token, "")
	if err != nil {
		t.Fatal(err)
	}
	session, err := app.Auth.Authenticate(ctx, fresh.Token)
	if err != nil || session.User.Lang != "" {
		t.Errorf("the first owner reads %q, %v; want what the browser says", session.User.Lang, err)
	}
}

// TestTheFirstStartHasSOPsAtWork: the sample's to-dos change by themselves, and who
// joins any of the simulated groups is greeted. The SOP of the sample reaches all of
// its groups at once.
func TestTheFirstStartHasSOPsAtWork(t *testing.T) {
	if testing.Short() {
		t.Skip("a whole sample is made")
	}
	ctx := t.Context()
	app := started(t, true)
	all, err := app.Auth.Workspaces(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := map[auth.WorkspaceKind]map[string]int{
		auth.Sample:  {"sample-noon": 1, "sample-round": 4, "sample-flash": 1, "daily-list": 1},
		auth.Sandbox: {"welcome": 3, "daily-list": 1},
	}
	for _, ws := range all {
		var list []playbook.Listed
		if err := app.DB.Read(ctx, func(tx *db.Tx) (err error) {
			list, err = app.Playbook.List(ctx, tx, ws.ID)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if len(list) != len(want[ws.Kind]) {
			t.Errorf("%s has %d SOPs, want %d", ws.Kind, len(list), len(want[ws.Kind]))
		}
		for _, b := range list {
			if b.State != playbook.On || b.Places != want[ws.Kind][b.Name] {
				t.Errorf("%s: %s is %s in %d groups", ws.Kind, b.Name, b.State, b.Places)
			}
		}
		var waiting int
		if err := app.DB.Read(ctx, func(tx *db.Tx) error {
			return tx.QueryRow(ctx, `SELECT count(*) FROM playbook_place WHERE workspace = $1 AND waits = 1`, ws.ID).Scan(&waiting)
		}); err != nil || waiting > 0 {
			t.Errorf("%s: %d places wait, %v", ws.Kind, waiting, err)
		}
	}
}

// TestTheSampleSaysWhatHappened: its flash group has ended, since its end is among its
// details and has come; and who came and what was taken back stands among its messages.
func TestTheSampleSaysWhatHappened(t *testing.T) {
	if testing.Short() {
		t.Skip("a whole sample is made")
	}
	ctx := t.Context()
	app := started(t, true)
	all, err := app.Auth.Workspaces(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ws := all[slices.IndexFunc(all, func(w auth.Workspace) bool { return w.Kind == auth.Sample })].ID
	app.refresh(t, ws)
	for more := chat.ReadMonths; more != chat.Nothing; {
		if more, err = app.Index.Step(ctx); err != nil {
			t.Fatal(err)
		}
	}
	err = app.DB.Read(ctx, func(tx *db.Tx) error {
		ended := map[string]string{}
		err := tx.Each(ctx, `SELECT name, state FROM insight_group WHERE workspace = $1 AND state = 'ended'`, []any{ws}, func(scan func(...any) error) error {
			var name, state string
			err := scan(&name, &state)
			ended[name] = state
			return err
		})
		if err != nil {
			return err
		}
		if len(ended) != 1 || ended[sample.Flash] == "" {
			t.Errorf("ended are %v, want the flash group", ended)
		}
		groups, err := app.Community.Groups(ctx, tx, ws)
		if err != nil {
			return err
		}
		kinds := map[event.Kind]int{}
		for _, g := range groups {
			if g.Name != sample.Members && g.Name != sample.Flash {
				continue
			}
			for before, first := int64(0), true; first || before != 0; first = false {
				page, err := app.Chat.Find(ctx, tx, ws, chat.Search{Group: g.ID, Before: before, Limit: 50})
				if err != nil {
					return err
				}
				for _, m := range page.Said {
					kinds[m.Kind]++
				}
				before = page.Next
			}
		}
		for _, k := range []event.Kind{event.Message, event.Join, event.Leave, event.Delete} {
			if kinds[k] == 0 {
				t.Errorf("nothing of kind %d is listed: %v", k, kinds)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
