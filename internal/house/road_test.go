package house

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/herald"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

var updateFlow = flag.Bool("update-flow", false, "write the table of docs/flow.md anew, to be read before it is kept")

// rows counts the rows of every table.
func (s *stage) rows() map[string]int64 {
	s.t.Helper()
	out := map[string]int64{}
	err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		var tables []string
		err := tx.Each(s.t.Context(), `SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'schema_%'`,
			nil, func(scan func(...any) error) error {
				var name string
				err := scan(&name)
				tables = append(tables, name)
				return err
			})
		for _, name := range tables {
			var n int64
			if err := tx.QueryRow(s.t.Context(), `SELECT COUNT(*) FROM `+name).Scan(&n); err != nil {
				return err
			}
			out[name] = n
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// changed says which tables have more or fewer rows than before.
func changed(before, after map[string]int64) string {
	var out []string
	for name, n := range after {
		if d := n - before[name]; d != 0 && !strings.HasPrefix(name, "lease_") {
			out = append(out, fmt.Sprintf("%s %+d", name, d))
		}
	}
	slices.Sort(out)
	if len(out) == 0 {
		return "—"
	}
	return strings.Join(out, ", ")
}

// TestTheFlowIsAsWritten holds docs/flow.md to what the program does: one message,
// the first of its group and its author, goes down the whole road step by step,
// and what each step leaves in which table is what the paper says.
func TestTheFlowIsAsWritten(t *testing.T) {
	s := newStage(t, dbtest.Open(t, db.SQLite, Schemas()), 0)
	to := newReceiver(t)
	s.hooked(to.url)
	k := newKernel(s.app, "flow", slog.New(slog.DiscardHandler))
	work := run.NewGroup(context.Background(), slog.New(slog.DiscardHandler))
	defer work.Stop()
	if err := k.router.Share(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := k.outbox.Share(t.Context()); err != nil {
		t.Fatal(err)
	}
	// What the index makes of itself once, whatever is said.
	for did := chat.ReadTold; did != chat.Nothing; {
		var err error
		if did, err = s.app.Index.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	table := []string{"| step | what happens | rows |", "|---|---|---|"}
	step := func(name, what string, do func()) {
		t.Helper()
		before := s.rows()
		do()
		table = append(table, fmt.Sprintf("| %d %s | %s | %s |", len(table)-1, name, what, changed(before, s.rows())))
	}
	said := channel.Arrived{Key: "k1", Event: event.Event{Network: event.Webhook, Chat: "c", Kind: event.Message, NativeID: "m1",
		Actor: event.Actor{ID: "u", Name: "小雨"}, At: dbtest.Noon.Add(-time.Minute), Body: "今天有排骨吗"}}
	step("accept", "the key is noted and the event waits; only now is its sender answered", func() {
		work.Go("accept", k.box.Run)
		if err := (inlet{k.box, s.ws, 7}).Accept(t.Context(), []channel.Arrived{said}); err != nil {
			t.Fatal(err)
		}
	})
	step("accept again", "the same key: refused, quietly", func() {
		if err := (inlet{k.box, s.ws, 7}).Accept(t.Context(), []channel.Arrived{said}); err != nil {
			t.Fatal(err)
		}
	})
	step("route", "who and where are recognised; then, in one transaction, it stops waiting, is recorded, is heard for figures, and facts are kept for who wants them", func() {
		for _, loop := range k.router.Loops() {
			work.Go("route", loop)
		}
		s.awaitNothing("in the inbox", func(tx *db.Tx) (int64, error) { return pendingIn(t, tx, s) })
	})
	step("tell", "each hearer acts on the fact in a transaction of its own", func() {
		for _, loop := range k.herald.Loops() {
			work.Go("tell", loop)
		}
		s.awaitNothing("of facts", func(tx *db.Tx) (int64, error) { return herald.Pending(t.Context(), tx, s.ws) })
	})
	step("index", "its words can be searched", func() {
		for did := chat.ReadTold; did != chat.Nothing; {
			var err error
			if did, err = s.app.Index.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	})
	step("measure", "the group's figures follow", func() { s.app.refresh(t, s.ws) })
	step("send", "what is to leave leaves, and what became of it is kept", func() {
		work.Go("send", k.outbox.Run)
		s.awaitNothing("in the outbox", func(tx *db.Tx) (int64, error) { return outbox.Pending(t.Context(), tx, s.ws) })
	})
	if got := to.all(); len(got) != 1 || got[0].Kind != "message.recorded" {
		t.Errorf("the subscriber heard %+v", got)
	}
	compareFlow(t, strings.Join(table, "\n"))
}

func pendingIn(t *testing.T, tx *db.Tx, s *stage) (n int64, err error) {
	err = tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM inbox_waiting WHERE workspace = $1`, s.ws).Scan(&n)
	return n, err
}

// awaitNothing waits until nothing is left.
func (s *stage) awaitNothing(what string, left func(*db.Tx) (int64, error)) {
	s.t.Helper()
	s.await("an end "+what, func() bool {
		var n int64
		if err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) (err error) {
			n, err = left(tx)
			return err
		}); err != nil {
			s.t.Fatal(err)
		}
		return n == 0
	})
}

// compareFlow compares a table with the one between the marks of docs/flow.md.
func compareFlow(t *testing.T, table string) {
	t.Helper()
	const from, to = "<!-- made by the test -->\n", "\n<!-- end -->"
	path := filepath.Join("..", "..", "docs", "flow.md")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok1 := strings.Cut(string(data), from)
	was, tail, ok2 := strings.Cut(rest, to)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no marks between which the table stands", path)
	}
	if *updateFlow {
		if err := os.WriteFile(path, []byte(head+from+table+to+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if was != table {
		t.Errorf("docs/flow.md is not true any more; read the difference, then write it anew with -update-flow.\nIt says:\n%s\nThe program does:\n%s", was, table)
	}
}
