package house

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
)

const zone = "Asia/Shanghai"

// shared finds the data beside the checkout, or skips.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		full := filepath.Join(dir, "shared", "data", path)
		if _, err := os.Stat(full); err == nil {
			return full
		}
	}
	t.Skipf("shared/data/%s is not beside the checkout: real communities are not compared", path)
	return ""
}

// app builds the program on a fresh database with one workspace.
func app(t testing.TB, d *db.DB) (*App, id.Workspace, id.User) {
	t.Helper()
	a, err := Build(d)
	if err != nil {
		t.Fatal(err)
	}
	user, ws, made, err := a.Auth.Setup(t.Context(), auth.First{Login: "owner", Name: "Owner", Lang: i18n.En,
		Workspace: auth.NewWorkspace{Name: "Shop", Kind: auth.Own, Zone: zone}})
	if err != nil || !made {
		t.Fatal(made, err)
	}
	return a, ws, user
}

func tz(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func diagnosed(t testing.TB, paths ...string) string {
	t.Helper()
	d, err := Diagnose(t.Context(), Diagnosing{Options: diagnose.Options{Zone: tz(t), Lang: i18n.En, RiskAlways: true}, Paths: paths, Now: dbtest.Noon})
	if err != nil {
		t.Fatal(err)
	}
	return text(t, d.Report())
}

func text(t testing.TB, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func imported(t testing.TB, a *App, ws id.Workspace, user id.User, paths ...string) id.Import {
	t.Helper()
	imp, err := a.Import(context.Background(), Importing{Workspace: ws, By: user, Name: "test", Paths: paths,
		Options: export.Options{Zone: tz(t), Now: dbtest.Noon}})
	if err != nil {
		t.Fatal(err)
	}
	return imp
}

func reported(t testing.TB, a *App, ws id.Workspace) string {
	t.Helper()
	r, err := a.Insight.Report(t.Context(), ws, insight.Ask{RiskAlways: true, Lang: i18n.En})
	if err != nil {
		t.Fatal(err)
	}
	return text(t, r)
}

func wantSame(t testing.TB, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	n := 0
	for n < len(got) && n < len(want) && got[n] == want[n] {
		n++
	}
	from := max(0, n-300)
	t.Errorf("%s: the reports part at byte %d\n got …%s\nwant …%s", what, n, got[from:min(len(got), n+200)], want[from:min(len(want), n+200)])
}

// TestDatabasesAndMemoryGiveTheSameReport imports real communities into each
// database and compares with the diagnosis that needs none.
func TestDatabasesAndMemoryGiveTheSameReport(t *testing.T) {
	if testing.Short() {
		t.Skip("whole communities are imported several times: left out of short runs")
	}
	ncar, isabelle := shared(t, "chat/zulip_ncar"), shared(t, "chat/zulip_isabelle")
	alone, both := diagnosed(t, ncar), diagnosed(t, ncar, isabelle)
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		a, ws, user := app(t, d)
		imported(t, a, ws, user, ncar)
		wantSame(t, "one import", reported(t, a, ws), alone)
		second := imported(t, a, ws, user, isabelle)
		wantSame(t, "two imports", reported(t, a, ws), both)
		again := imported(t, a, ws, user, ncar)
		if err := a.Chat.Undo(t.Context(), ws, again); err != nil {
			t.Fatal(err)
		}
		wantSame(t, "the same again, undone", reported(t, a, ws), both)
		if err := a.Chat.Undo(t.Context(), ws, second); err != nil {
			t.Fatal(err)
		}
		wantSame(t, "the second undone", reported(t, a, ws), alone)
	})
}
