package insight

import (
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
)

// BenchmarkPortfolio tells how many times as long a list of 5,000 groups takes
// as one of 50, asked in turns so that a busy machine slows both: the bar is 1.5.
func BenchmarkPortfolio(b *testing.B) {
	small, large := lite(b), lite(b)
	for s, n := range map[*stage]int{small: 50, large: 5000} {
		crowd(s, n)
		s.sum(whole())
	}
	const first = "/w/{ws}/groups"
	for _, path := range []string{"", "?sort=name", "?sort=-name", "?sort=state", "?sort=-members", "?sort=-type", "?sort=-risk", "?sort=-waiting",
		"?sort=-last", "?sort=-active", "?sort=-messages", "?state=fading", "?state=dead&sort=name", "?risk=high", "?type=self-participating&sort=-last",
		"?q=42", "?q=4&risk=low&sort=name", "?page=90"} {
		b.Run(path, func(b *testing.B) {
			var of50, of5000 []time.Duration
			for b.Loop() {
				begin := time.Now()
				small.page(first) // 50 rows: what a filter leaves of 50 groups would be fewer
				middle := time.Now()
				large.page(first + path)
				of50, of5000 = append(of50, middle.Sub(begin)), append(of5000, time.Since(middle))
			}
			slices.Sort(of50)
			slices.Sort(of5000)
			quarter := len(of50) / 4
			b.ReportMetric(of5000[quarter].Seconds()/of50[quarter].Seconds(), "ratio")
			b.ReportMetric(of50[quarter].Seconds()*1000, "ms/50")
			b.ReportMetric(of5000[quarter].Seconds()*1000, "ms/5000")
		})
	}
}

// BenchmarkGroup is the page of one group; what it reads does not grow with the
// messages.
func BenchmarkGroup(b *testing.B) {
	s := lite(b)
	village(s)
	for b.Loop() {
		s.page("/w/{ws}/groups/" + id.Show(id.Group(11)))
	}
}
