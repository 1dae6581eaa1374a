package house

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
)

// TestNamesDoNotDependOnTheDatabasesLanguage: of two names as old as each
// other a report takes the smaller by bytes, as a diagnosis does, also where
// PostgreSQL sorts as a dictionary would.
func TestNamesDoNotDependOnTheDatabasesLanguage(t *testing.T) {
	address := dictionary(t)
	d, err := db.Open(t.Context(), address, clock.Fixed(dbtest.Noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := d.Migrate(t.Context(), Schemas()...); err != nil {
		t.Fatal(err)
	}
	s := newStage(t, d, 0)
	dir := t.TempDir()
	var paths []string
	for i, name := range []string{"alder", "Zelkova", "榆树", "赤松"} {
		path := filepath.Join(dir, fmt.Sprint(i, ".json"))
		put(t, path, fmt.Sprintf(`{"chatlab":{"version":"1"},"meta":{"name":%q,"platform":"qq","type":"group","groupId":"7"},"members":[],
			"messages":[{"sender":"1","accountName":%[1]q,"timestamp":1850000000,"type":0,"content":"leaf %d"}]}`, name, i))
		paths = append(paths, path)
	}
	want := judged(t, time.Time{}, paths)
	if !strings.Contains(want, `"name": "Zelkova"`) {
		t.Fatalf("a diagnosis calls the group otherwise: %s", want)
	}
	slices.Reverse(paths)
	for _, p := range paths {
		s.bring(p)
	}
	wantSame(t, "in a database that sorts as a dictionary", s.report(time.Time{}), want)
}

// dictionary makes a PostgreSQL database whose language sorts letters as a
// dictionary does, or skips.
func dictionary(t *testing.T) string {
	t.Helper()
	address := os.Getenv("HUOSHUI_TEST_POSTGRES")
	if address == "" {
		t.Skip("HUOSHUI_TEST_POSTGRES is not set: PostgreSQL is not exercised (make test sets it up)")
	}
	admin, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close() }) // nothing depends on it any more
	name := fmt.Sprintf("dictionary_%d", os.Getpid())
	if _, err := admin.ExecContext(t.Context(), "CREATE DATABASE "+name+" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh-Hans'"); err != nil {
		t.Skipf("this PostgreSQL makes no database that sorts by a language (%v): that case is not tried", err)
	}
	t.Cleanup(func() {
		if _, err := admin.ExecContext(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}
