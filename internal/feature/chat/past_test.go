package chat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

const ws, elsewhere id.Workspace = 7, 8

// told keeps what was said in two groups, by imports that are done, run and never end.
func told(t *testing.T, d *db.DB) {
	t.Helper()
	write := func(query string, args ...any) {
		t.Helper()
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), query, args...)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for imp, state := range map[id.Import]chat.State{1: chat.Done, 2: chat.Done, 3: chat.Running, 4: chat.Live} {
		write(`INSERT INTO chat_import (workspace, id, state, name, source, by_user, created, ended, bytes_done, bytes_total, batches, events, messages, repeated, skipped, formats, newest, stamp, reach, stated, why)
			VALUES ($1, $2, $3, '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '[]', 0, 0, '', 0, '')`, ws, imp, string(state))
	}
	key := 0
	says := func(in id.Workspace, imp id.Import, group id.Group, day int, body string, gone int) {
		at := time.Date(2030, 1, day, 12, 0, 0, 0, time.UTC).UnixMilli()
		key++
		write(`INSERT INTO chat_span (workspace, import, group_id, month) VALUES ($1, $2, $3, $4) ON CONFLICT (workspace, import, group_id, month) DO NOTHING`, in, imp, group, int64(chat.Month(at)))
		write(`INSERT INTO chat_message (workspace, group_id, month, key, import, at, tie, author, kind, form, chars, answers, thread, body, seq, gone)
			VALUES ($1, $2, $3, $4, $5, $6, 0, 9, 1, 0, 0, 0, '', $7, 0, $8)`, in, group, int64(chat.Month(at)), key, imp, at, body, gone)
	}
	says(ws, 1, 12, 5, "c", 0)
	says(ws, 1, 11, 3, "a", 0)
	says(ws, 1, 11, 40, "f", 0) // in February
	says(ws, 2, 11, 4, "b", 0)
	says(ws, 4, 12, 6, "d", 0)
	says(ws, 1, 12, 6, "e", 0)
	says(ws, 1, 11, 5, "deleted", 1)
	says(ws, 3, 11, 5, "of an import that runs", 0)
	says(elsewhere, 1, 11, 5, "of another workspace", 0)
	write(`INSERT INTO chat_repeat (workspace, import, group_id, month, key) SELECT workspace, 2, group_id, month, key FROM chat_message WHERE workspace = $1 AND body = 'f'`, ws)
	write(`INSERT INTO chat_span (workspace, import, group_id, month) SELECT workspace, 2, group_id, month FROM chat_message WHERE workspace = $1 AND body = 'f'`, ws)
}

// TestThePastGoesByInOrder: of all groups together, whatever the pieces; of one
// import or of all that are shown, of some groups or of all.
func TestThePastGoesByInOrder(t *testing.T) {
	dbtest.Each(t, []db.Schema{chat.Schema}, func(t *testing.T, d *db.DB) {
		s := &chat.Service{DB: d, IDs: id.NewSource(3)}
		told(t, d)
		for _, c := range []struct {
			of   chat.PastOf
			want string
		}{
			{chat.PastOf{}, "abcdef"},
			{chat.PastOf{Import: 1}, "acef"},
			{chat.PastOf{Import: 2}, "bf"},
			{chat.PastOf{Groups: []id.Group{11}}, "abf"},
			{chat.PastOf{Groups: []id.Group{}}, ""},
			{chat.PastOf{Until: time.Date(2030, 1, 6, 12, 0, 0, 0, time.UTC)}, "abc"},
		} {
			for _, most := range []int{0, 1, 2} {
				var got strings.Builder
				told := 0
				c.of.Most, c.of.Tell = most, func(n int) { told += n }
				err := s.Past(t.Context(), ws, c.of, func(said []chat.Recorded) error {
					if most > 0 && len(said) > max(most, 2) { // two are of one instant
						t.Errorf("%d at once", len(said))
					}
					for _, r := range said {
						got.WriteString(r.Body)
					}
					return nil
				})
				if err != nil || got.String() != c.want || told != got.Len() {
					t.Errorf("%+v, %d at once: %s, want %s (%v)", c.of, most, got.String(), c.want, err)
				}
			}
		}
		if n, err := s.CountPast(t.Context(), ws, chat.PastOf{}); n < 6 || err != nil {
			t.Errorf("%d (%v)", n, err)
		}
		if err := s.Past(t.Context(), ws, chat.PastOf{Import: 3}, nil); fault.KindOf(err) != fault.Conflict {
			t.Errorf("of an import that runs: %v", err)
		}
		if err := s.Past(t.Context(), elsewhere, chat.PastOf{Import: 1}, nil); fault.KindOf(err) != fault.NotFound {
			t.Errorf("of another workspace's: %v", err)
		}
		stop := fmt.Errorf("enough")
		if err := s.Past(t.Context(), ws, chat.PastOf{}, func([]chat.Recorded) error { return stop }); err != stop { //nolint:errorlint // as it is
			t.Errorf("what is said meanwhile: %v", err)
		}
	})
}
