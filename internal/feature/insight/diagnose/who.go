package diagnose

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// standings settles who is staff and who is a bot: by hand first, then as
// stated. What behaviour suggests is added by suspect.
func (b *Book) standings(opt Options, d *Diagnosis) []measure.Standing {
	out := make([]measure.Standing, len(b.who))
	for i := range b.who {
		switch b.who[i].kind {
		case export.Staff:
			out[i] = measure.Staff
		case export.Bot:
			out[i] = measure.Bot
		}
	}
	for _, hand := range []struct {
		names []string
		to    measure.Standing
		kind  export.PersonKind
	}{{opt.People, measure.Member, export.Human}, {opt.Bots, measure.Bot, export.Bot}, {opt.Staff, measure.Staff, export.Staff}} {
		for _, name := range hand.names {
			if name = strings.TrimSpace(name); name == "" {
				continue
			}
			found, withID := false, 0
			for i := range b.who {
				if b.who[i].same(name) {
					if b.who[i].id != "" {
						withID++
					}
					out[i], b.who[i].kind, found = hand.to, hand.kind, true
					d.staffNamed = d.staffNamed || hand.to == measure.Staff
				}
			}
			if !found {
				d.Unmatched = append(d.Unmatched, name)
			}
			if withID > 1 {
				d.Ambiguous = append(d.Ambiguous, name)
			}
		}
	}
	return out
}

// suspect settles the groups' lights and marks those who post like machines as
// bots, unless a kind was stated.
func (b *Book) suspect(ctx context.Context, gs []*group, standing []measure.Standing, zone *time.Location) error {
	found := make([][]uint32, len(gs))
	order := largestFirst(gs)
	err := parallel(ctx, len(gs), func(k int) {
		g := gs[order[k]]
		g.lights = measure.Settle(g.lights)
		found[order[k]] = measure.Suspects(&measure.Group{Lights: g.lights}, measure.NewCalendar(zone))
	})
	for _, authors := range found {
		for _, n := range authors {
			if b.who[n].kind == export.Unstated {
				standing[n] = measure.Bot
			}
		}
	}
	return err
}

// Candidate is somebody who may be staff, with the reasons.
type Candidate struct {
	Author uint32
	Name   string
	Self   bool // the account that made the export
	Owner  bool // owns a group
	Named  bool // the name says so
	Posts  bool // posts three in ten or more of the links and pictures
}

var staffWords = []string{"店", "客服", "小助手", "管理员", "管理員", "官方", "小編", "小编", "运营", "營運", "service", "support", "admin", "official"}

// candidates are shown before the first verdict: 「谁是你们的人?」 The surest come
// first.
func (b *Book) candidates(gs []*group) []Candidate {
	posted, all := make([]int, len(b.who)), 0
	for _, g := range gs {
		for i := range g.lights {
			if g.lights[i].Traits&(measure.HasLink|measure.HasPicture) != 0 {
				posted[g.lights[i].Author]++
				all++
			}
		}
	}
	var out []Candidate
	for i := range b.who {
		p := &b.who[i]
		c := Candidate{Author: uint32(i), Name: cmp.Or(p.name, string(p.id)), Self: p.self, Owner: p.owner}
		lower := strings.ToLower(p.name)
		c.Named = slices.ContainsFunc(staffWords, func(w string) bool { return strings.Contains(lower, w) })
		c.Posts = all >= 10 && 10*posted[i] >= 3*all
		if c.reasons() > 0 && p.kind != export.Human && p.kind != export.Bot {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(x, y Candidate) int {
		return cmp.Or(cmp.Compare(y.reasons(), x.reasons()), cmp.Compare(b.who[x.Author].key, b.who[y.Author].key))
	})
	return out[:min(len(out), 30)]
}

// reasons is how much speaks for c.
func (c Candidate) reasons() int {
	n := 0
	for _, holds := range [...]bool{c.Self, c.Owner, c.Named, c.Posts} {
		if holds {
			n++
		}
	}
	return n
}
