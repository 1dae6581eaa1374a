package agenda_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
)

// BenchmarkLay lays out a month of five thousand groups with four SOPs each.
func BenchmarkLay(b *testing.B) {
	all := ready(b)
	g := agenda.Given{Now: at("03-01 00:00"), From: at("02-25 00:00"), To: at("04-08 00:00"), Most: 2000}
	for n, name := range []string{"rush-sale", "daily-list", "sunday-talk", "moments-week"} {
		fields := all[name].Book.Defaults(at("03-01 00:00"), china)
		for i := range 5000 {
			one := place(all[name], id.Group(100+i), fields)
			one.Book = id.Playbook(n + 1)
			g.Places = append(g.Places, one)
		}
	}
	limits := usual(b)
	for b.Loop() {
		entries, _ := g.Lay()
		agenda.Conflicts(entries, limits, g.Now, china)
	}
}
