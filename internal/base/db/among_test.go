package db_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestAmong finds what is in a list and nothing else, whatever its length and
// whatever signs its texts hold.
func TestAmong(t *testing.T) {
	dbtest.Each(t, nil, func(t *testing.T, d *db.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			numbers := rapid.SliceOfN(rapid.Int64(), 0, 30).Draw(rt, "numbers")
			texts := rapid.SliceOfN(rapid.StringMatching(`["'\\{},\[\]a-c甲 ]{0,4}`), 0, 30).Draw(rt, "texts")
			groups := make([]id.Group, len(numbers))
			for i, n := range numbers {
				groups[i] = id.Group(n)
			}
			asked := rapid.Int64().Draw(rt, "asked")
			if len(numbers) > 0 && rapid.Bool().Draw(rt, "known") {
				asked = numbers[0]
			}
			text := rapid.StringMatching(`["'\\{},\[\]a-c甲 ]{0,4}`).Draw(rt, "text")
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				var n, s int64
				in, list := db.Among(tx, 2, groups)
				if err := tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM (SELECT 1 WHERE CAST($1 AS BIGINT) IN `+in+`) AS x`, asked, list).Scan(&n); err != nil {
					return err
				}
				in, words := db.Among(tx, 2, append(texts, "always"))
				if err := tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM (SELECT 1 WHERE CAST($1 AS TEXT) IN `+in+`) AS x`, text, words).Scan(&s); err != nil {
					return err
				}
				if (n == 1) != slices.Contains(numbers, asked) || (s == 1) != slices.Contains(append(texts, "always"), text) {
					rt.Fatalf("%d among %v: %d; %q among %q: %d", asked, numbers, n, text, texts, s)
				}
				return nil
			})
			if err != nil {
				rt.Fatal(err)
			}
		})
	})
}

// TestPairs finds pairs and no mixture of two.
func TestPairs(t *testing.T) {
	dbtest.Each(t, nil, func(t *testing.T, d *db.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			as := rapid.SliceOfN(rapid.Int64(), 1, 20).Draw(rt, "as")
			bs := rapid.SliceOfN(rapid.Uint32(), len(as), len(as)).Draw(rt, "bs")
			var got int
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				from, args := db.Pairs(tx, 1, "want", as, bs)
				return tx.Each(t.Context(), `SELECT want.a, want.b FROM `+from, args, func(scan func(...any) error) error {
					var a int64
					var b uint32
					err := scan(&a, &b)
					if a != as[got] || b != bs[got] {
						rt.Fatalf("pair %d is %d, %d", got, a, b)
					}
					got++
					return err
				})
			})
			if err != nil || got != len(as) {
				rt.Fatalf("%d of %d pairs: %v", got, len(as), err)
			}
		})
	})
}
