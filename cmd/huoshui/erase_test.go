package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/house"
)

// kept opens the installation in dir.
func kept(t *testing.T, dir string, fn func(app *house.App, tx *db.Tx, ws id.Workspace) error) {
	t.Helper()
	app, err := (&place{Data: dir}).open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close() //nolint:errcheck // everything is committed
	if _, err := app.First(t.Context(), false, ""); err != nil {
		t.Fatal(err)
	}
	all, err := app.Auth.Workspaces(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("there are %d workspaces (%v)", len(all), err)
	}
	if err := app.DB.Write(t.Context(), func(tx *db.Tx) error { return fn(app, tx, all[0].ID) }); err != nil {
		t.Fatal(err)
	}
}

// TestAdminErase says what will happen, does it when told that it is meant, and
// leaves in the record that the command line did.
func TestAdminErase(t *testing.T) {
	dir := t.TempDir()
	var m id.Member
	kept(t, dir, func(app *house.App, tx *db.Tx, ws id.Workspace) error {
		who := community.SeenPerson{Network: event.WeChat, Chat: "room", Actor: event.Actor{ID: "u1", Name: "小雨"}}
		ords, err := app.Community.RecognisePeople(t.Context(), tx, ws, 1, []community.SeenPerson{who})
		if err != nil {
			return err
		}
		known, err := app.Community.Authors(t.Context(), tx, ws, ords)
		m = known[ords[0]].Member
		return err
	})
	run := func(args ...string) (code int, said string) {
		var out bytes.Buffer
		p := &program{out: &out, err: &out, lang: i18n.En}
		return p.run(t.Context(), append([]string{"admin", "erase", "--data", dir}, args...)), out.String()
	}
	name := func() (name string) {
		kept(t, dir, func(app *house.App, tx *db.Tx, ws id.Workspace) error {
			known, err := app.Community.Authors(t.Context(), tx, ws, []uint32{1})
			name = known[1].Name
			return err
		})
		return name
	}
	for _, args := range [][]string{{"--member", "mem_0000000000001", "--confirm"}, {"--member", "小雨", "--confirm"},
		{"--member", id.Show(m), "--workspace", "elsewhere", "--confirm"}, {"--member", id.Show(m)}} {
		if code, said := run(args...); code != exitRefused || name() != "小雨" {
			t.Errorf("%v: code %d, %s", args, code, said)
		}
	}
	if _, said := run("--member", id.Show(m)); !strings.Contains(said, "--confirm") || !strings.Contains(said, id.Show(m)) {
		t.Errorf("it asks: %s", said)
	}
	if code, said := run("--member", id.Show(m), "--confirm"); code != exitDone || name() != "" {
		t.Errorf("code %d, they are called %q: %s", code, name(), said)
	}
	kept(t, dir, func(_ *house.App, tx *db.Tx, ws id.Workspace) error {
		list, err := audit.List(t.Context(), tx, ws, audit.Filter{Actor: audit.Actor{By: audit.Program}}, 0, 9)
		if len(list) != 1 || list[0].Action != audit.MemberErased || list[0].Subject != id.Show(m) {
			t.Errorf("the record says %+v", list)
		}
		return err
	})
}
