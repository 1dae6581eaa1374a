package connection_test

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// TestThePageTellsWhatComparingFound, adding up, and of its own connection only.
func TestThePageTellsWhatComparingFound(t *testing.T) {
	dbtest.Each(t, deskSchemas(), func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		door, err := k.s.Add(t.Context(), k.ws, event.Matrix, "小区", func(id.Connection) (string, []byte, error) { return "{}", []byte("{}"), nil })
		k.must(err)
		note := func(more connection.Compared) {
			k.must(d.Write(t.Context(), func(tx *db.Tx) error { return k.s.NoteCompared(t.Context(), tx, k.ws, door.ID, more) }))
		}
		note(connection.Compared{At: dbtest.Noon})
		page := "/w/{ws}/connections/" + id.Show(door.ID)
		k.golden("matrix_compared", k.want("compared", k.get(page), 200))
		note(connection.Compared{Messages: 1200, Moves: 3})
		note(connection.Compared{Messages: 34, Names: 1})
		note(connection.Compared{At: dbtest.Noon.Add(-time.Hour)}) // told late
		for lang, name := range map[string]string{"zh-CN": "matrix_found", "zh-TW": "matrix_found_zh-TW", "en": "matrix_found_en"} {
			k.lang = lang
			k.golden(name, k.want("found", k.get(page), 200))
		}
		k.must(d.Read(t.Context(), func(tx *db.Tx) error {
			c, err := k.s.Compared(t.Context(), tx, k.ws+1, door.ID)
			if c.Found() || !c.At.IsZero() {
				t.Errorf("another workspace reads %+v", c)
			}
			return err
		}))
	})
}
