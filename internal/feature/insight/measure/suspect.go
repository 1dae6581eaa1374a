package measure

import (
	"cmp"
	"slices"
)

const (
	machineFrom = 30 // messages it takes to look machine-made
	machineDays = 7  // days they must be spread over
	customFrom  = 3  // suspects it takes to be a custom of the group
)

// record is how one author's messages look.
type record struct {
	shapes      [256]int32
	all, shaped int32
	days, last  int32
}

// Suspects lists the authors whose messages in g, whose lights are settled,
// look machine-made: at least 30 messages on at least 7 days, nine in ten of
// them texts of eight or more characters, of which 95 % share four outlines
// (their first 16 characters, digits alike), sign-up chains apart. Where three
// or more look so, and they are a quarter or more of all who wrote as much, it
// is a custom of the group (打卡 is written in one outline) and nobody is
// suspected. A stated kind overrides this, and so does whoever runs the group.
func Suspects(g *Group, cal *Calendar) []uint32 {
	records := recordsOf(g.Lights, cal)
	var out []uint32
	for author, r := range records {
		if r.machineMade() {
			out = append(out, author)
		}
	}
	if len(out) >= customFrom && 4*len(out) >= len(records) {
		return nil
	}
	slices.Sort(out)
	return out
}

// recordsOf looks at the authors of 30 messages or more.
func recordsOf(lights []Light, cal *Calendar) map[uint32]*record {
	counts := map[uint32]int32{}
	for i := range lights {
		if lights[i].Said() {
			counts[lights[i].Author]++
		}
	}
	records := map[uint32]*record{}
	for author, n := range counts {
		if n >= machineFrom {
			records[author] = &record{last: -1 << 30}
		}
	}
	for i := range lights {
		l := &lights[i]
		r := records[l.Author]
		if r == nil || !l.Said() {
			continue
		}
		r.all++
		if l.Shape != 0 && l.Traits&IsChain == 0 {
			r.shaped++
			r.shapes[l.Shape]++
		}
		if d := cal.Day(l.At); d != r.last {
			r.last = d
			r.days++
		}
	}
	return records
}

func (r *record) machineMade() bool {
	if r.days < machineDays || r.shaped*10 < r.all*9 {
		return false
	}
	top := slices.Clone(r.shapes[1:])
	slices.SortFunc(top, func(a, b int32) int { return cmp.Compare(b, a) })
	return (top[0]+top[1]+top[2]+top[3])*20 >= r.shaped*19
}
