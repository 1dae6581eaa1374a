package backup_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/huoshui/huoshui/internal/base/backup"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/hold"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/lease"
)

// odd is an owner whose rows are as awkward as rows can be: child refers to
// parent and comes before it by name, and a migration seeds a row.
func odd(versions int) db.Schema {
	files := fstest.MapFS{}
	for i, text := range []string{
		`CREATE TABLE odd_parent (id BIGINT NOT NULL PRIMARY KEY);
		CREATE TABLE odd_child (id BIGINT NOT NULL REFERENCES odd_parent (id), n BIGINT, f DOUBLE PRECISION, t TEXT, b BYTEA, "key" TEXT NOT NULL DEFAULT '');
		CREATE TABLE odd_secret (word TEXT NOT NULL);
		INSERT INTO odd_parent (id) VALUES (-77);`,
		`ALTER TABLE odd_child ADD COLUMN later BIGINT NOT NULL DEFAULT 5;
		UPDATE odd_child SET later = 6 WHERE id = 1;`,
	}[:versions] {
		files[fmt.Sprintf("schema/%05d_x.sql", i+1)] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + text)}
	}
	return db.Schema{Owner: "odd", Files: files, Stays: []string{"odd_secret"}}
}

func schemas() []db.Schema { return []db.Schema{lease.Schema, hold.Schema, odd(1)} }

func write(t testing.TB, d *db.DB, query string, args ...any) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fill writes rows that both databases can keep.
func fill(t testing.TB, d *db.DB) {
	t.Helper()
	texts := []any{"", " ", "'\"\\;--", "买到了吗？🍊👨‍👩‍👧", "\ufeffأهلا\r\n\t\u202e", "NULL", strings.Repeat("长", 30_000), nil}
	blobs := []any{[]byte{}, []byte{0}, []byte("\xff\x00\xfe"), bytes.Repeat([]byte{0, 255}, 700_000), nil}
	ints := []any{int64(0), int64(math.MaxInt64), int64(math.MinInt64), int64(1) << 53, nil}
	floats := []any{0.0, math.Copysign(0, -1), 1.5, -math.MaxFloat64, math.SmallestNonzeroFloat64, 3.0, nil}
	write(t, d, `INSERT INTO odd_parent (id) VALUES (1), (2)`)
	write(t, d, `INSERT INTO odd_secret (word) VALUES ('sesame')`)
	for i := range 35 {
		write(t, d, `INSERT INTO odd_child (id, n, f, t, b, "key") VALUES ($1, $2, $3, $4, $5, $6)`,
			1+i%2, ints[i%len(ints)], floats[i%len(floats)], texts[i%len(texts)], blobs[i%len(blobs)], fmt.Sprint(i))
	}
}

// rows lists every row of a table as text.
func rows(t testing.TB, d *db.DB, table string) (out []string) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		found, err := tx.Query(t.Context(), "SELECT * FROM "+table)
		if err != nil {
			return err
		}
		defer found.Close() //nolint:errcheck // Err below tells
		names, err := found.Columns()
		if err != nil {
			return err
		}
		for found.Next() {
			values, into := make([]any, len(names)), make([]any, len(names))
			for i := range values {
				into[i] = &values[i]
			}
			if err := found.Scan(into...); err != nil {
				return err
			}
			for i, v := range values {
				switch v := v.(type) {
				case []byte:
					values[i] = fmt.Sprintf("bytes %x", v)
				case float64:
					values[i] = v + 0
				}
			}
			out = append(out, fmt.Sprintf("%#v", values))
		}
		return found.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// save backs d up into a file.
func save(t testing.TB, d *db.DB, of ...db.Schema) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.backup")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Write(t.Context(), d, f, "huoshui test", of, nil); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func restore(ctx context.Context, t testing.TB, path string, d *db.DB, into ...db.Schema) (backup.Report, error) {
	t.Helper()
	a, err := backup.Open(t.Context(), path, into)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close() //nolint:errcheck // only read from
	return a.Restore(ctx, d, into, nil)
}

// TestThereAndBack: what goes from one kind of database to the other and back is
// the same in every row, held, without what must stay, and makes no id again.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	first := dbtest.Open(t, db.SQLite, schemas())
	second := dbtest.Open(t, db.Postgres, nil)
	third := dbtest.Open(t, db.SQLite, nil)
	fill(t, first)
	node, err := lease.TakeNode(t.Context(), first, "somebody")
	if err != nil {
		t.Fatal(err)
	}
	made := id.New[id.Event](node.IDs, dbtest.Noon)
	if r, err := restore(t.Context(), t, save(t, first, schemas()...), second, schemas()...); err != nil || r.Rows != 38 || r.Mended != 0 {
		t.Fatalf("restored %+v (%v)", r, err)
	}
	if _, err := restore(t.Context(), t, save(t, second, schemas()...), third, schemas()...); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"odd_parent", "odd_child"} {
		want := rows(t, first, table)
		for name, d := range map[string]*db.DB{"PostgreSQL": second, "SQLite again": third} {
			if got := rows(t, d, table); !slices.Equal(got, want) {
				t.Errorf("on %s, %s is not what it was", name, table)
			}
		}
	}
	for _, d := range []*db.DB{second, third} {
		if got := rows(t, d, "odd_secret"); len(got) > 0 {
			t.Errorf("what must stay has travelled: %v", got)
		}
		again, err := lease.TakeNode(t.Context(), d, "another")
		if err != nil {
			t.Fatal(err)
		}
		if e := id.New[id.Event](again.IDs, dbtest.Noon); e <= made {
			t.Errorf("a restored installation makes id %d after %d", e, made)
		}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			_, held, err := hold.Held(t.Context(), tx)
			if !held {
				t.Error("what was restored is not held")
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// TestTextsThatPostgreSQLCannotKeep are mended and counted, not lost in silence.
func TestTextsThatPostgreSQLCannotKeep(t *testing.T) {
	t.Parallel()
	from, to, same := dbtest.Open(t, db.SQLite, schemas()), dbtest.Open(t, db.Postgres, nil), dbtest.Open(t, db.SQLite, nil)
	fill(t, from)
	write(t, from, `INSERT INTO odd_child (id, t, "key") VALUES (1, $1, $2)`, "a\x00b", "bad \xff\xfe")
	path := save(t, from, schemas()...)
	if r, err := restore(t.Context(), t, path, same, schemas()...); err != nil || r.Mended != 0 {
		t.Errorf("into SQLite: %+v (%v)", r, err)
	}
	r, err := restore(t.Context(), t, path, to, schemas()...)
	if err != nil || r.Mended != 2 {
		t.Errorf("into PostgreSQL: %+v (%v)", r, err)
	}
	if all := strings.Join(rows(t, to, "odd_child"), "\n"); !strings.Contains(all, "a\ufffdb") {
		t.Error("the mended text is not there")
	}
}

// TestOlderBackup: what an older program wrote goes through the migrations
// since, as it would have where it was.
func TestOlderBackup(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, nil, func(t *testing.T, to *db.DB) {
		from := dbtest.Open(t, db.SQLite, schemas())
		fill(t, from)
		now := []db.Schema{lease.Schema, hold.Schema, odd(2)}
		if _, err := restore(t.Context(), t, save(t, from, schemas()...), to, now...); err != nil {
			t.Fatal(err)
		}
		all := strings.Join(rows(t, to, "odd_child"), "\n")
		if strings.Count(all, "6}") != 18 || strings.Count(all, "5}") != 17 {
			t.Error("the migration did not run over the restored rows")
		}
	})
}

// TestRefusals: nothing is written where the file or the place is not right,
// and each refusal is a sentence in every language.
func TestRefusals(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite, []db.Schema{lease.Schema, hold.Schema, odd(2)})
	fill(t, d)
	path := save(t, d, lease.Schema, hold.Schema, odd(2))
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for name, c := range map[string]struct {
		file    []byte
		schemas []db.Schema
		says    string
	}{
		"cut":             {whole[:len(whole)-1], schemas(), "cut short"},
		"cut in half":     {whole[:len(whole)/2], schemas(), "cut short"},
		"cut to its name": {whole[:20], schemas(), "cut short"},
		"one bit":         {flipped, schemas(), "damaged"},
		"more behind":     {append(bytes.Clone(whole), 0), schemas(), "cut short"},
		"another file":    {[]byte("PK\x03\x04 not ours at all, but long enough to be looked at"), schemas(), "not a backup"},
		"nothing":         {nil, schemas(), "not a backup"},
		"newer":           {whole, schemas(), "newer version (huoshui test)"},
		"unknown owner":   {whole, schemas()[:2], "newer version"},
	} {
		file := filepath.Join(t.TempDir(), "y.backup")
		if err := os.WriteFile(file, c.file, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := backup.Open(t.Context(), file, c.schemas)
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Public(err).In(i18n.En), c.says) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, l := range i18n.Langs {
			if !strings.Contains(fault.Public(err).In(l), file) {
				t.Errorf("%s: in %s the file is not named", name, l)
			}
		}
	}
	if _, err := restore(t.Context(), t, path, d, lease.Schema, hold.Schema, odd(2)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("restored over an installation: %v", err)
	}
	if got := rows(t, d, "odd_child"); len(got) != 35 {
		t.Errorf("a refusal left %d rows", len(got))
	}
}

// TestEveryCutAndFlipIsFound: wherever a small file is cut or changed.
func TestEveryCutAndFlipIsFound(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite, schemas())
	write(t, d, `INSERT INTO odd_parent (id) VALUES (1), (2)`)
	whole, err := os.ReadFile(save(t, d, schemas()...))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "z.backup")
	bad := func(text []byte, what string, at int) {
		t.Helper()
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if a, err := backup.Open(t.Context(), file, schemas()); err == nil {
			_ = a.Close()
			t.Errorf("%s at %d of %d is not found", what, at, len(whole))
		}
	}
	step := 1
	if testing.Short() {
		step = 9
	}
	for i := 0; i < len(whole); i += step {
		bad(whole[:i], "a cut", i)
		text := bytes.Clone(whole)
		text[i] ^= 0x10
		bad(text, "a flip", i)
	}
}

// TestRestoreThatStops leaves nothing, and one that was killed is begun anew.
func TestRestoreThatStops(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, nil, func(t *testing.T, to *db.DB) {
		from := dbtest.Open(t, db.SQLite, schemas())
		fill(t, from)
		path := save(t, from, schemas()...)
		ctx, cancel := context.WithCancel(t.Context())
		a, err := backup.Open(ctx, path, schemas())
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close() //nolint:errcheck // only read from
		_, err = a.Restore(ctx, to, schemas(), func(done, _ int64) {
			if done > 3 {
				cancel()
			}
		})
		if err == nil {
			t.Fatal("it did not stop")
		}
		err = to.Read(t.Context(), func(tx *db.Tx) error {
			left, err := tx.Tables(t.Context(), schemas()...)
			if len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		// Killed: its tables and some rows are there, and the mark.
		if err := to.Migrate(t.Context(), schemas()...); err != nil {
			t.Fatal(err)
		}
		if err := to.Write(t.Context(), func(tx *db.Tx) error { return hold.Begin(t.Context(), tx, dbtest.Noon) }); err != nil {
			t.Fatal(err)
		}
		write(t, to, `INSERT INTO odd_parent (id) VALUES (1), (999)`)
		if _, err := restore(t.Context(), t, path, to, schemas()...); err != nil {
			t.Fatal(err)
		}
		if got, want := rows(t, to, "odd_parent"), rows(t, from, "odd_parent"); !slices.Equal(got, want) {
			t.Errorf("after the second try: %v, want %v", got, want)
		}
	})
}

// TestBackupIsOneMoment: rows that come while it is written are not in it.
func TestBackupIsOneMoment(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		fill(t, d)
		var out bytes.Buffer
		n := 0
		h, err := backup.Write(t.Context(), d, &out, "", schemas(), func(int64, int64) {
			n++
			write(t, d, `INSERT INTO odd_parent (id) VALUES ($1)`, 100+n)
			write(t, d, `INSERT INTO odd_child (id, "key") VALUES ($1, 'new')`, 100+n)
		})
		if err != nil || n < 2 {
			t.Fatalf("told %d times (%v)", n, err)
		}
		path := filepath.Join(t.TempDir(), "m.backup")
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		a, err := backup.Open(t.Context(), path, schemas())
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close() //nolint:errcheck // only read from
		if h.Rows() != 38 || a.Rows() != 38 || !slices.Equal(a.Stays, []string{"lease_held", "lease_node", "hold_state", "odd_secret"}) {
			t.Errorf("%d rows, left out %v", a.Rows(), a.Stays)
		}
	})
}

// TestRestoreIsComparedWithTheBackup: a database that does not keep what it is
// given is found out, and nothing of it stays.
func TestRestoreIsComparedWithTheBackup(t *testing.T) {
	t.Parallel()
	from, to := dbtest.Open(t, db.SQLite, schemas()), dbtest.Open(t, db.SQLite, nil)
	fill(t, from)
	path := save(t, from, schemas()...)
	forgetful := odd(1)
	forgetful.Files.(fstest.MapFS)["schema/00001_x.sql"].Data = append(forgetful.Files.(fstest.MapFS)["schema/00001_x.sql"].Data, []byte(`
-- +goose StatementBegin
CREATE TRIGGER odd_loss AFTER INSERT ON odd_child WHEN NEW."key" = '7' BEGIN UPDATE odd_child SET n = 8 WHERE "key" = '7'; END;
-- +goose StatementEnd
`)...)
	into := []db.Schema{lease.Schema, hold.Schema, forgetful}
	_, err := restore(t.Context(), t, path, to, into...)
	if err == nil || !strings.Contains(err.Error(), "odd_child") {
		t.Errorf("it is taken for the same: %v", err)
	}
	err = to.Read(t.Context(), func(tx *db.Tx) error {
		left, err := tx.Tables(t.Context(), into...)
		if len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
