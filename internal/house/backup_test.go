package house

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/backup"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/hold"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/feature/insight"
)

// contents lists every row of every table that a backup takes along, as text,
// by table.
func contents(t testing.TB, d *db.DB) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		tables, err := tx.Tables(t.Context(), Schemas()...)
		if err != nil {
			return err
		}
		for _, table := range tables {
			if slices.ContainsFunc(Schemas(), func(s db.Schema) bool { return slices.Contains(s.Stays, table.Name) }) {
				continue
			}
			names := make([]string, len(table.Columns))
			values, into := make([]any, len(names)), make([]any, len(names))
			for i, c := range table.Columns {
				names[i], into[i] = `"`+c.Name+`"`, &values[i]
			}
			rows := []string{}
			err := tx.Each(t.Context(), "SELECT "+strings.Join(names, ", ")+" FROM "+table.Name, nil, func(scan func(...any) error) error {
				err := scan(into...)
				for i, v := range values {
					if b, ok := v.([]byte); ok {
						values[i] = fmt.Sprintf("%x", b)
					}
				}
				rows = append(rows, fmt.Sprintf("%#v", values))
				return err
			})
			if err != nil {
				return err
			}
			slices.Sort(rows)
			out[table.Name] = rows
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// moved backs from up and restores it into to.
func moved(t testing.TB, from, to *db.DB) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.backup")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Write(t.Context(), from, f, "test", Schemas(), nil); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := backup.Open(t.Context(), path, Schemas())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close() //nolint:errcheck // only read from
	if _, err := a.Restore(t.Context(), to, Schemas(), nil); err != nil {
		t.Fatal(err)
	}
}

// TestBackupOfTheWholeHouse moves an installation with a history, a sandbox and
// events on their way from SQLite to PostgreSQL and back, from either side:
// every row of every table is the same, and so is the report. Short runs take one
// way: it goes over both roads.
func TestBackupOfTheWholeHouse(t *testing.T) {
	ways := [][]db.Dialect{{db.SQLite, db.Postgres, db.SQLite}, {db.Postgres, db.SQLite, db.Postgres}}
	if testing.Short() {
		ways = ways[:1]
	}
	for _, way := range ways {
		t.Run(fmt.Sprint(way), func(t *testing.T) {
			t.Parallel()
			first := dbtest.Open(t, way[0], Schemas())
			a, ws, user := app(t, first)
			imp, err := a.Chat.Begin(t.Context(), ws, user, "tide", "")
			if err != nil {
				t.Fatal(err)
			}
			if err := a.Chat.Run(t.Context(), ws, imp, tide(0, through)); err != nil {
				t.Fatal(err)
			}
			if _, _, err := a.Connection.NewToken(t.Context(), ws, "shop", nil); err != nil {
				t.Fatal(err)
			}
			if _, err := a.NewSandbox(t.Context(), user); err != nil {
				t.Fatal(err)
			}
			waiting(t, a, ws)
			want, report := contents(t, first), reportOf(t, a, ws)
			before := first
			for _, dialect := range way[1:] {
				next := dbtest.Open(t, dialect, nil)
				moved(t, before, next)
				got := contents(t, next)
				for table, rows := range want {
					if !slices.Equal(rows, got[table]) {
						t.Errorf("on %s, %s has %d rows that are not the %d it had", dialect, table, len(got[table]), len(rows))
					}
				}
				if len(got) != len(want) || len(want["chat_message"]) < tideMessages || len(want["inbox_waiting"]) == 0 {
					t.Errorf("%d tables became %d", len(want), len(got))
				}
				before = next
			}
			again, err := Build(before)
			if err != nil {
				t.Fatal(err)
			}
			defer again.stop()
			defer a.stop()
			if got := reportOf(t, again, ws); got != report {
				t.Error("the report is another after two moves")
			}
			if _, held, err := again.Held(t.Context()); err != nil || !held {
				t.Errorf("held: %v (%v)", held, err)
			}
		})
	}
}

// waiting accepts a few events that nobody routes.
func waiting(t testing.TB, a *App, ws id.Workspace) {
	t.Helper()
	box := inbox.New(a.DB, a.IDs)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- box.Run(ctx) }()
	_, err := box.Accept(t.Context(), []inbox.Entry{
		{Workspace: ws, Connection: 1, Key: "键🍊", Chat: "c", Body: []byte{0, 0xff, 1}},
		{Workspace: ws, Connection: 1, Key: "empty", Chat: "c", Body: []byte{}},
	})
	cancel()
	if err != nil || <-ended != nil {
		t.Fatal(err)
	}
}

func reportOf(t testing.TB, a *App, ws id.Workspace) string {
	t.Helper()
	r, err := a.Insight.Report(t.Context(), ws, insight.Ask{Lang: i18n.En})
	if err != nil {
		t.Fatal(err)
	}
	return text(t, r)
}

// TestBackupKnowsEveryTable: a table either travels or its owner has said that
// it stays; none falls between.
func TestBackupKnowsEveryTable(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, Schemas())
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		tables, err := tx.Tables(t.Context(), Schemas()...)
		if err != nil {
			return err
		}
		owned := map[string]bool{}
		for _, table := range tables {
			owned[table.Name] = true
			for _, c := range table.Columns {
				if c.Kind == "" {
					t.Errorf("%s.%s is of a type that only SQLite knows", table.Name, c.Name)
				}
			}
		}
		beside := map[string]bool{} // of SQLite only, in the second file: no backup takes them
		if err := tx.Each(t.Context(), `SELECT name FROM pragma_table_list WHERE schema = 'derived' AND type <> 'shadow'`, nil, func(scan func(...any) error) error {
			var name string
			err := scan(&name)
			beside[name] = true
			return err
		}); err != nil {
			return err
		}
		for _, s := range Schemas() {
			for _, name := range s.Stays {
				if !owned[name] && !beside[name] {
					t.Errorf("%s says that %s stays, which it has not", s.Owner, name)
				}
			}
		}
		return tx.Each(t.Context(), `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'schema_%'`, nil,
			func(scan func(...any) error) error {
				var name string
				err := scan(&name)
				if !owned[name] {
					t.Errorf("nobody owns the table %s", name)
				}
				return err
			})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestHalfARestoreIsNotStarted: no program starts on a database that a restore
// has left half filled, nor brings its tables up to date; the doctor says so.
func TestHalfARestoreIsNotStarted(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "huoshui.db")
	d, err := db.Open(t.Context(), file, clock.Fixed(dbtest.Noon))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Migrate(t.Context(), hold.Schema); err != nil {
		t.Fatal(err)
	}
	err = d.Write(t.Context(), func(tx *db.Tx) error { return hold.Begin(t.Context(), tx, dbtest.Noon) })
	if err != nil || d.Close() != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), file, clock.Real{}); fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "huoshui restore") {
		t.Errorf("opened with %v", err)
	}
	out := filepath.Join(t.TempDir(), "x.backup")
	if _, err := BackUp(t.Context(), file, out, "test", nil); fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "huoshui restore") {
		t.Errorf("backed up with %v", err)
	}
	if left, err := filepath.Glob(out + "*"); err != nil || len(left) > 0 {
		t.Errorf("the backup that was refused leaves %v", left)
	}
	if err := os.Rename(file, file+restoring); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), file, clock.Real{}); fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "huoshui restore") {
		t.Errorf("beside a file that is being restored it opened with %v", err)
	}
	if err := os.Rename(file+restoring, file); err != nil {
		t.Fatal(err)
	}
	for _, c := range Examine(t.Context(), Examining{Data: filepath.Dir(file), Address: file}) {
		if c.Name == "held" && (c.State != Broken || c.Mend.IsZero()) {
			t.Errorf("the doctor says %+v", c)
		}
		if c.Name == "schema" && !strings.Contains(c.Found.In(i18n.En), "auth 0") {
			t.Errorf("tables were made: %s", c.Found.In(i18n.En))
		}
	}
}
