package insight

import (
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// BenchmarkPages compares the pages of 50 and of 5,000 groups: the bar is 1.5.
func BenchmarkPages(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"50", 50}, {"5000", 5000}} {
		s := lite(b)
		s.sum(whole())
		crowd(s, size.n)
		s.must(s.db.Write(b.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(b.Context(), `UPDATE insight_group SET unit = 0 WHERE workspace = $1`, s.ws)
			return err
		}))
		for _, path := range []string{"", "?sort=name", "?sort=-name", "?sort=state", "?sort=-members", "?sort=-type", "?sort=-risk", "?sort=-waiting", "?sort=-last", "?sort=-active", "?sort=-messages",
			"?state=fading", "?state=dead&sort=name", "?risk=high", "?type=self-participating&sort=-last", "?q=42", "?page=90"} {
			b.Run(size.name+"/"+path, func(b *testing.B) {
				for b.Loop() {
					s.page("/w/{ws}/groups" + path)
				}
			})
		}
		b.Run(size.name+"/group", func(b *testing.B) {
			for b.Loop() {
				s.page("/w/{ws}/groups/" + id.Show(id.Group(1000)))
			}
		})
	}
}
