package sample

import (
	"math"
	"slices"

	"github.com/huoshui/huoshui/internal/base/event"
)

// gather decides who comes into the room, when, by whom, and who leaves it.
func (r *room) gather() {
	all := slices.Clone(r.w.people)
	r.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	// Neighbours of the shop come first; a quarter are from elsewhere.
	for _, near := range []bool{true, false} {
		for _, p := range all {
			want := r.plan.size
			if near {
				want = want * 3 / 4
			}
			if len(r.members) < want && (p.home == r.plan.shop) == near {
				r.members = append(r.members, &member{who: p, to: forever})
			}
		}
	}
	for _, m := range r.members {
		r.of[m.who] = m
	}
	r.enter()
	sum := 0.0
	for _, m := range r.members {
		// Somebody who talks in one group may be quiet in the next.
		sum += m.who.chatty * (0.3 + r.rng.ExpFloat64())
		r.weights = append(r.weights, sum)
	}
	r.leave()
	r.owner = r.keeper()
}

// enter lets a third come in at the founding, the others over the life of the
// room, more of them early.
func (r *room) enter() {
	start := -r.plan.born*secondsADay + 9*hour + r.rng.IntN(hour)
	founding := max(len(r.members)*35/100, 8)
	if r.plan.born < 20 {
		founding = len(r.members) * 6 / 10
	}
	until := min(r.end, -4*hour)
	if r.plan.ways == flash {
		until = r.sale*secondsADay + 11*hour
	}
	for i, m := range r.members {
		if i < founding {
			m.from = start + i/9*7*minute
			continue
		}
		span := float64(until - start - 2*hour)
		day := dayOf(start + hour + int(math.Pow(r.rng.Float64(), 1.6)*span))
		m.from = min(day*secondsADay+r.plan.shape.moment(r.rng), until)
		m.from = max(m.from, start+hour)
	}
	slices.SortStableFunc(r.members, func(a, b *member) int { return a.from - b.from })
	r.foundings(founding)
	for i, m := range r.members[founding:] {
		scene, by := "invite", r.staff()
		switch chance := r.rng.Float64(); {
		case chance < 0.6: // by somebody who came before
			if m2 := r.members[r.rng.IntN(founding+i)]; m2.from < m.from {
				by = m2.who
			}
		case chance < 0.85:
			scene = "qr"
		}
		r.lines = append(r.lines, &line{at: m.from, kind: event.Join, who: by, subjects: []*person{m.who}, scene: scene})
		r.greet(m)
	}
}

// greet is a word of welcome, and now and then one of the newcomer.
func (r *room) greet(m *member) {
	at := r.later(m.from, 4*minute)
	if r.plan.ways == ordinary && r.rng.IntN(3) == 0 {
		r.say(r.inService(at), r.helper(), event.Text, r.phrase("welcome", 'w'))
	}
	if m.who.chatty > 0 && r.rng.IntN(4) == 0 {
		r.say(r.later(at, 5*minute), m.who, event.Text, r.small("newcomer"))
	}
}

// foundings tells of those whom the shop brought in when it made the room.
func (r *room) foundings(n int) {
	for from := 0; from < n; {
		to := from
		l := &line{at: r.members[from].from, kind: event.Join, who: r.keeper(), scene: "invite"}
		for to < n && r.members[to].from == l.at {
			l.subjects = append(l.subjects, r.members[to].who)
			to++
		}
		r.lines = append(r.lines, l)
		from = to
	}
}

// leave lets some go again. Where staff post by the clock they go soon after a
// post; where adverts were posted the shop removes who did it.
func (r *room) leave() {
	share := 0.14
	switch r.plan.ways {
	case punctual:
		share = 0.28
	case ignored:
		share = 0.26
	}
	if r.plan.ways == flash {
		r.disperse()
		return
	}
	for _, m := range r.members {
		stay := m.from + 2*secondsADay
		if r.rng.Float64() >= share || stay >= -2*secondsADay || m.who.chatty > 6 {
			continue
		}
		m.to = dayOf(stay+r.rng.IntN(-secondsADay-stay)) * secondsADay
		if times := punctualTimes(); r.plan.ways == punctual {
			m.to += times[r.rng.IntN(len(times))] + 10*minute + r.rng.IntN(80*minute)
		} else {
			m.to += allDay.moment(r.rng)
		}
		kind, by := event.Leave, m.who
		if r.rng.Float64() < 0.06 {
			kind, by = event.Remove, r.keeper()
			r.say(m.to-20*minute, m.who, event.Text, r.w.lib.pools["advert"].draw(r.rng))
		}
		r.lines = append(r.lines, &line{at: m.to, kind: kind, who: by, subjects: []*person{m.who}})
	}
}

// disperse lets a third leave a flash group by themselves once it has closed.
func (r *room) disperse() {
	for _, m := range r.members {
		at := (r.sale+1)*secondsADay + 21*hour + r.rng.IntN(90*minute)
		if r.rng.IntN(3) > 0 { // not at once
			at = (r.sale+2+r.rng.IntN(3))*secondsADay + allDay.moment(r.rng)
		}
		if r.rng.IntN(3) > 0 || at >= 0 {
			continue
		}
		m.to = at
		r.lines = append(r.lines, &line{at: at, kind: event.Leave, who: m.who, subjects: []*person{m.who}})
	}
}
