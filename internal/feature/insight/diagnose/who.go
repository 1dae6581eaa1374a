package diagnose

import (
	"cmp"
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
			found := false
			for i := range b.who {
				if b.who[i].same(name) {
					out[i], b.who[i].kind, found = hand.to, hand.kind, true
				}
			}
			if !found {
				d.Unmatched = append(d.Unmatched, name)
			}
		}
	}
	return out
}

// suspect marks those who post like machines as bots, unless a kind was stated.
func (b *Book) suspect(gs []*group, standing []measure.Standing, zone *time.Location) {
	cal := measure.NewCalendar(zone)
	for _, g := range gs {
		in := &measure.Group{Lights: g.lights}
		in.Lights = measure.Settle(in.Lights)
		g.lights = in.Lights
		for _, n := range measure.Suspects(in, cal) {
			if b.who[n].kind == export.Unstated {
				standing[n] = measure.Bot
			}
		}
	}
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

// candidates are shown before the first verdict: 「谁是你们的人?」
func (b *Book) candidates() []Candidate {
	links := 0
	for i := range b.who {
		links += b.who[i].links
	}
	var out []Candidate
	for i := range b.who {
		p := &b.who[i]
		c := Candidate{Author: uint32(i), Name: cmp.Or(p.name, string(p.id)), Self: p.self, Owner: p.owner}
		lower := strings.ToLower(p.name)
		c.Named = slices.ContainsFunc(staffWords, func(w string) bool { return strings.Contains(lower, w) })
		c.Posts = links >= 10 && 10*p.links >= 3*links
		if c.Self || c.Owner || c.Named || c.Posts {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(x, y Candidate) int { return cmp.Compare(b.who[x.Author].key, b.who[y.Author].key) })
	return out[:min(len(out), 30)]
}
