package sample

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/huoshui/huoshui/internal/base/event"
)

// room is one group in the making.
type room struct {
	w       *world
	plan    plan
	rng     *rand.Rand
	id      event.NativeChat
	owner   *person
	members []*member
	weights []float64 // running sums of what members say
	of      map[*person]*member
	end     int    // people say nothing from this second on
	hush    [2]int // nor between these days
	lines   []*line
	had     map[*topic]int // the day a topic last came up
	busy    []int          // seconds at which something stands alone
	posted  map[string]int // the day staff last posted a phrase
	played  map[*act]int   // the day an act was last played
	sale    int            // the Saturday of a flash group
	onSale  *talkOf        // and what is sold on it
}

// member is somebody's time in a room.
type member struct {
	who      *person
	from, to int // seconds; to is after the anchor where they are there still
}

// line is one event in the making.
type line struct {
	at       int
	order    uint16
	id       event.NativeMessage
	kind     event.Kind
	form     event.Form
	who      *person
	body     string
	reply    *line
	to       []*person // mentioned
	subjects []*person
	scene    string
}

const forever = secondsADay

// room makes a group.
func (w *world) room(p plan) *room {
	r := &room{w: w, plan: p, rng: w.rng(uint64(p.no) + 1), id: event.NativeChat(fmt.Sprintf("room-%02d", p.no+1)),
		of: map[*person]*member{}, had: map[*topic]int{}, played: map[*act]int{}, posted: map[string]int{}, end: 1}
	for _, a := range w.lib.acts {
		r.played[a] = -forever // never
	}
	if p.ways == flash {
		r.sale = w.saturday()
		r.plan.born = flashAhead - r.sale
		r.onSale = r.talk(r.sale * secondsADay)
		r.onSale.about = "plant"
	}
	if p.last > 0 {
		r.end = (w.before(p.last) + 1) * secondsADay
	}
	if p.hush[0] > 0 {
		r.hush = [2]int{w.before(p.hush[0]), w.before(p.hush[1])}
	}
	if p.lastNight {
		r.end = -secondsADay + 20*hour + 20*minute
	}
	r.gather()
	for d := -r.plan.born; d < 0; d++ {
		r.day(d)
	}
	r.closeUp()
	return r
}

// keeper and helper are the staff in charge of the room.
func (r *room) keeper() *person { return r.w.shops[r.plan.shop].keeper }
func (r *room) helper() *person { return r.w.shops[r.plan.shop].helper }

// staff is one of them; the helper writes twice as often.
func (r *room) staff() *person {
	if r.rng.IntN(3) == 0 {
		return r.keeper()
	}
	return r.helper()
}

// say adds a message, unless its writer is not there then or has fallen silent;
// it returns nil where it added none.
func (r *room) say(at int, who *person, form event.Form, body string) *line {
	m, isPerson := r.of[who]
	if who == nil || at >= 0 || r.plan.lastNight && at >= r.end || r.plan.acts == "club" && at >= -80*minute || isPerson && (at < m.from || at >= m.to || at >= r.end || r.quiet(dayOf(at))) {
		return nil
	}
	l := &line{at: at, kind: event.Message, form: form, who: who, body: body}
	r.lines = append(r.lines, l)
	return l
}

// answer is say in answer to a line, quoting it or naming its writer as often
// as is the custom of the room.
func (r *room) answer(at int, who *person, to *line, body string) *line {
	l := r.say(at, who, event.Text, body)
	if l == nil || to == nil || to.who == who {
		return l
	}
	switch chance := r.rng.Float64(); {
	case chance < r.plan.quotes:
		l.form, l.reply, l.to = event.Quote, to, []*person{to.who}
	case chance < r.plan.quotes+0.15:
		l.body, l.to = "@"+to.who.name+"\u2005"+body, []*person{to.who}
	}
	return l
}

// pick draws somebody who is there at a time and is none of those given, nil
// where nobody is found.
func (r *room) pick(at int, not ...*person) *person {
	if len(r.weights) == 0 {
		return nil
	}
	all := r.weights[len(r.weights)-1]
	for range 40 {
		i, _ := slices.BinarySearch(r.weights, r.rng.Float64()*all)
		m := r.members[min(i, len(r.members)-1)]
		if at >= m.from+2*minute && at < m.to && m.who.chatty > 0 && !slices.Contains(not, m.who) {
			return m.who
		}
	}
	return nil
}

// anyone is pick without regard to who says much: it also finds those who only
// ever sign up.
func (r *room) anyone(at int, not []*person) *person {
	for range 40 {
		m := r.members[r.rng.IntN(len(r.members))]
		if at >= m.from && at < m.to && !slices.Contains(not, m.who) {
			return m.who
		}
	}
	return nil
}

// later is a time after at, with a heavy tail about mean seconds away.
func (r *room) later(at, mean int) int {
	return at + 3 + int(min(r.rng.ExpFloat64(), 6)*float64(mean))
}

// talk starts something to talk about on the day of at.
func (r *room) talk(at int) *talkOf {
	d := dayOf(at)
	talk := newTalk(r.rng, r.w.lib, r.w.season(d), at-d*secondsADay)
	talk.priced = func(g *good) int { return r.w.price(g, d) }
	return talk
}

// talkAbout is talk with goods that suit a topic.
func (r *room) talkAbout(at int, t *topic) *talkOf {
	talk := r.talk(at)
	for _, tag := range t.tags {
		if tag == "cook" || tag == "plant" {
			talk.about = tag
		}
	}
	return talk
}

// dayOf is the day that a second lies in.
func dayOf(at int) int { return int(math.Floor(float64(at) / secondsADay)) }

// finished returns the lines in order, numbered.
func (r *room) finished() []*line {
	slices.SortStableFunc(r.lines, func(a, b *line) int { return cmp.Compare(a.at, b.at) })
	for i, l := range r.lines {
		l.id = event.NativeMessage(fmt.Sprintf("%s-%06d", r.id, i+1))
		if i > 0 && r.lines[i-1].at == l.at {
			l.order = r.lines[i-1].order + 1
		}
	}
	return r.lines
}

// present lists who is in the room at the end, its staff and bot first.
func (r *room) present() []*member {
	out := []*member{{who: r.keeper()}, {who: r.helper()}}
	if r.plan.bot {
		out = append(out, &member{who: r.w.bot})
	}
	for _, m := range r.members {
		if m.from < 0 && m.to >= 0 {
			out = append(out, m)
		}
	}
	return out
}
