package diagnose

import (
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/feature/insight/risk"
)

// Histories are the groups of the book as the risk model learns from them: the
// messages, of people or not, and the last event of any kind in all exports.
// The book is spent afterwards.
func (b *Book) Histories() []risk.History {
	var out []risk.History
	for _, g := range b.sorted() {
		h := risk.History{Group: string(g.chat), End: b.newest / 1000}
		for _, l := range measure.Settle(g.lights) {
			if l.Said() {
				kind := b.who[l.Author].kind
				h.Points = append(h.Points, risk.Point{At: l.At / 1000, Author: l.Author, Person: kind != export.Bot && kind != export.Staff})
			}
		}
		g.lights = nil
		out = append(out, h)
	}
	return out
}
