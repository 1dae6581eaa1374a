package sample

import (
	"math"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// day makes one day of the room.
func (r *room) day(d int) {
	r.busy = r.busy[:0]
	from := len(r.lines)
	r.posts(d)
	r.acts(d)
	if r.quiet(d) {
		return
	}
	switch r.plan.ways {
	case offers:
		r.offered(d)
		return
	case flash:
		r.flashing(d)
		return
	case sundays:
		r.sunday(d)
		return
	case signing:
		if r.w.weekday(d) == r.w.weekday(r.w.before(r.plan.last)) && !r.w.rest(d) {
			r.chain(d*secondsADay+18*hour+r.rng.IntN(hour), true)
		}
		return
	}
	energy := r.plan.pace * r.w.mood(d) * r.vigour(d)
	if !r.w.rest(d) && !(d == -1 && r.plan.acts != "") && r.rng.Float64() < r.plan.chains*min(energy/max(r.plan.pace, 0.1), 1) {
		r.chain(d*secondsADay+19*hour+20*minute+r.rng.IntN(40*minute), true)
	}
	n := poisson(r.rng, energy*math.Exp(r.rng.NormFloat64()*0.4-0.08))
	if r.plan.daily && !r.w.rest(d) {
		n = max(n, 2)
	}
	if d == dayOf(r.end-1) || d == -r.plan.born {
		n = max(n, 2)
	}
	if r.plan.fading && d%6 == 0 {
		n = max(n, 1) // it fades, it does not sleep
	}
	for range n {
		r.scene(d*secondsADay + r.plan.shape.moment(r.rng))
	}
	if r.plan.daily && !r.w.rest(d) {
		r.company(d, from)
	}
	if after, far := r.w.festivalDay(d); !far && (after == -1 || after == 0) {
		r.wishes(d*secondsADay + 20*hour - after*10*hour)
	}
}

// company sees to it that at least four people are heard on a day of a lively
// room: who is missing says good morning. The day's lines are those since from.
func (r *room) company(d, from int) {
	heard := map[*person]bool{}
	var who []*person
	for _, l := range r.lines[from:] {
		if l.kind == event.Message && dayOf(l.at) == d && l.who.kind == export.Human && !heard[l.who] {
			heard[l.who] = true
			who = append(who, l.who)
		}
	}
	for at := d*secondsADay + 6*hour + 40*minute; len(who) < 4; {
		at = r.later(at, 8*minute)
		p := r.pick(at, who...)
		if p == nil {
			return
		}
		who = append(who, p)
		r.say(at, p, event.Text, r.small("morning"))
	}
}

// quiet reports whether people say nothing on d because the plan says so.
func (r *room) quiet(d int) bool {
	return d > r.hush[0] && d < r.hush[1] || d*secondsADay >= r.end
}

// vigour is how lively the room is at its age: loud in the first week, then
// slowly settling; a fading one falls to almost nothing over its last weeks.
func (r *room) vigour(d int) float64 {
	age := float64(d + r.plan.born)
	v := 0.85 + 0.5*math.Exp(-age/7)
	if r.plan.last > 28 { // it died away, not from one day to the next
		left, life := float64(dayOf(r.end-1)-d), float64(r.plan.born-r.plan.last)
		v *= 0.25 + 0.75*min(2*left/life, 1)
	}
	if r.plan.fading {
		switch ago := -d; {
		case ago <= 27:
			v *= 0.07
		case ago <= 36:
			v *= 0.6
		}
	}
	return v
}

// scene makes something happen at about a time: an ask, a chat, a dish …
func (r *room) scene(at int) {
	if at >= 0 {
		return
	}
	switch r.plan.ways {
	case ignored, punctual, sparse:
		r.alone(at)
		return
	case serving:
		if r.rng.IntN(10) < 8 {
			r.ask(at)
			return
		}
	}
	asks, chats := 30, 52
	switch {
	case r.plan.audience == "mums":
		asks, chats = 9, 78
	case r.plan.ways == buying:
		asks, chats = 44, 10
	}
	switch n := r.rng.IntN(100); {
	case n < asks:
		r.ask(at)
	case n < asks+chats:
		r.chat(at)
	case n < asks+chats+4:
		r.trouble(at)
	case n < asks+chats+8:
		r.praise(at)
	default:
		r.single(at)
	}
}

// posts makes what staff and the bot post unprompted on a day.
func (r *room) posts(d int) {
	start := d * secondsADay
	after, far := r.w.festivalDay(d)
	switch {
	case !far && after >= -1 && after <= 6:
		return
	case !far && after == -6:
		r.post(start+10*hour, "festive", 'z')
	case !far && after == 7:
		r.post(start+9*hour, "reopen", 'z')
	}
	switch r.plan.ways {
	case offers:
		r.offer(d)
		return
	case flash:
		return
	case punctual:
		for i, at := range punctualTimes() {
			r.post(start+at+r.rng.IntN(5*minute)-2*minute, "punctual", "abcd"[i])
		}
		return
	}
	if r.plan.ways == signing && start >= r.end && r.w.weekday(d) == r.w.weekday(r.w.before(r.plan.last)) {
		r.chain(start+18*hour, false) // the list is opened; nobody signs
	}
	if r.plan.bot && d != -r.plan.born {
		talk := r.talk(start)
		r.say(start+7*hour+50*minute+r.rng.IntN(10*minute), r.w.bot, event.Text, talk.fill(r.phrase("bot", 'b')))
	}
	n := poisson(r.rng, r.plan.posts*r.halved(d))
	if r.plan.ways == ignored {
		n = 2 + r.rng.IntN(3)/2
	}
	for range n {
		at := start + 8*hour + 30*minute + r.rng.IntN(11*hour)
		if r.plan.ways == ignored {
			r.busy = append(r.busy, at)
			r.post(at, "ignored", 'h')
			continue
		}
		r.anyPost(at)
	}
	if r.w.weekday(d) == time.Friday && r.rng.IntN(5) == 0 && start < r.end && r.plan.ways == ordinary && !r.plan.fading {
		r.redPacket(start + 20*hour + r.rng.IntN(hour))
	}
}

// halved is how much staff still post in a room: less once nobody answers.
func (r *room) halved(d int) float64 {
	if d*secondsADay >= r.end {
		return 0.25
	}
	return 1
}

// punctualTimes are the seconds of the day at which a diligent helper posts.
func punctualTimes() [4]int {
	return [4]int{8 * hour, 11*hour + 30*minute, 15 * hour, 18*hour + 30*minute}
}

// closeUp adds what the plan promises of the last hours and days.
func (r *room) closeUp() {
	if r.plan.renamed != "" {
		at := -r.plan.born*secondsADay + 34*secondsADay + 10*hour
		r.lines = append(r.lines, &line{at: at, kind: event.GroupRenamed, who: r.keeper(), body: r.plan.name})
	}
	switch {
	case r.plan.last > 0 && r.plan.ways != signing:
		if who := r.pick(r.end - 4*hour); who != nil {
			r.say(r.end-4*hour, who, event.Text, r.talk(-1).fill(r.w.lib.pools["last"].draw(r.rng)))
		}
	case r.plan.lastNight:
		r.end = 1
		asks := -secondsADay + 21*hour + 12*minute
		first := r.pick(asks)
		r.say(asks, first, event.Text, r.talk(asks).fill(r.w.lib.pools["lastnight"].draw(r.rng)))
		r.say(-hour, r.pick(-hour, first), event.Text, "在吗")
	case r.plan.daily:
		if who := r.pick(-minute); who != nil {
			body := r.w.lib.pools["night"].draw(r.rng)
			r.lines = append(r.lines, &line{kind: event.Message, who: who, body: body})
		}
	}
}
