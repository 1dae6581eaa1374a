package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/house"
)

// importRows is how many rows of a batch the bare insert writes in one
// transaction: as many as the import does.
const importRows = 2000

func (b *bench) importSQLite() error {
	dir, err := os.MkdirTemp("", "huoshui-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a scratch folder
	return b.importInto("SQLite", "≥ 0.50", filepath.Join(dir, "ours.db"), filepath.Join(dir, "bare.db"))
}

func (b *bench) importPostgres() error {
	address := os.Getenv("HUOSHUI_TEST_POSTGRES")
	if address == "" {
		fmt.Println("| import, PostgreSQL | — | HUOSHUI_TEST_POSTGRES is not set (make bench sets it) | — | — |")
		return nil
	}
	ours, drop1, err := postgresSchema(b.ctx, address, "bench_ours")
	if err != nil {
		return err
	}
	defer drop1()
	bare, drop2, err := postgresSchema(b.ctx, address, "bench_bare")
	if err != nil {
		return err
	}
	defer drop2()
	return b.importInto("PostgreSQL", "≥ 0.40", ours, bare)
}

// importInto imports a real community and then inserts the very rows that came
// of it, already parsed, into an empty database of the same schema.
func (b *bench) importInto(name, bar, ours, bare string) error {
	folder, ok := b.community("zulip_lean")
	if !ok {
		return nil
	}
	a, ws, err := fresh(b.ctx, ours)
	if err != nil {
		return err
	}
	defer a.Close() //nolint:errcheck // a scratch database
	start := time.Now()
	if _, err := a.Import(b.ctx, house.Importing{Workspace: ws, Name: name, Paths: []string{folder},
		Options: export.Options{Zone: time.UTC, Now: time.Now()}}); err != nil {
		return err
	}
	took := time.Since(start)
	floor, rows, err := bareInsert(b.ctx, a.DB, bare)
	if err != nil {
		return err
	}
	row(fmt.Sprintf("import zulip_lean into %s, figures included", name), fmt.Sprintf("%.1f s", took.Seconds()),
		fmt.Sprintf("bare insert of its %d message and rollup rows: %.1f s", rows, floor.Seconds()), floor.Seconds()/took.Seconds(), bar)
	return nil
}

// fresh is the program on an empty database with one workspace.
func fresh(ctx context.Context, address string) (*house.App, id.Workspace, error) {
	a, err := house.Open(ctx, address, clock.Real{})
	if err != nil {
		return nil, 0, err
	}
	_, ws, _, err := a.Auth.Setup(ctx, auth.First{Login: "owner", Name: "owner", Lang: i18n.En,
		Workspace: auth.NewWorkspace{Name: "bench", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	return a, ws, err
}

// bareTables are the tables whose rows are copied, with their columns.
var bareTables = []struct {
	into    string
	columns int
	query   string
}{
	{"chat_message (workspace, group_id, month, key, import, at, tie, author, kind, form, chars, answers, thread, body)", 14,
		`SELECT workspace, group_id, month, key, import, at, tie, author, kind, form, chars, answers, thread, body FROM chat_message ORDER BY group_id, at`},
	{"insight_slice (workspace, group_id, month, part, seq, lights, marks)", 7,
		`SELECT workspace, group_id, month, part, seq, lights, marks FROM insight_slice ORDER BY seq, group_id, month`},
}

// bareInsert reads the rows of from into memory, then times inserting them into
// an empty database at address.
func bareInsert(ctx context.Context, from *db.DB, address string) (took time.Duration, rows int, err error) {
	to, err := db.Open(ctx, address, clock.Real{})
	if err != nil {
		return 0, 0, err
	}
	defer to.Close() //nolint:errcheck // a scratch database
	if err := to.Migrate(ctx, house.Schemas()...); err != nil {
		return 0, 0, err
	}
	for _, t := range bareTables {
		all, err := readAll(ctx, from, t.query, t.columns)
		if err != nil {
			return 0, 0, err
		}
		rows += len(all)
		start := time.Now()
		for at := 0; at < len(all); at += importRows {
			part := all[at:min(at+importRows, len(all))]
			err := to.Write(ctx, func(tx *db.Tx) error {
				_, err := db.Bulk{Into: t.into, Columns: t.columns}.Run(ctx, tx, len(part), func(dst []any, i int) []any { return append(dst, part[i]...) })
				return err
			})
			if err != nil {
				return 0, 0, err
			}
		}
		took += time.Since(start)
	}
	return took, rows, nil
}

func readAll(ctx context.Context, d *db.DB, query string, columns int) (out [][]any, err error) {
	err = d.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, query, nil, func(scan func(...any) error) error {
			values, into := make([]any, columns), make([]any, columns)
			for i := range values {
				into[i] = &values[i]
			}
			out = append(out, values)
			return scan(into...)
		})
	})
	return out, err
}
