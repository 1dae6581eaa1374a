package sample

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

// offerTimes are the seconds of the day at which the offers of a day are posted.
func offerTimes() [5]int {
	return [5]int{7*hour + 55*minute, 11*hour + 30*minute, 15 * hour, 17*hour + 30*minute, 20*hour + 30*minute}
}

// offer is what staff post in the group of offers on a day: five times by the
// clock, and whatever else comes to mind.
func (r *room) offer(d int) {
	start := d * secondsADay
	for i, at := range offerTimes() {
		at += start + r.rng.IntN(6*minute) - 3*minute
		r.busy = append(r.busy, at)
		r.post(at, "offers", "abcde"[i])
	}
	for range poisson(r.rng, r.plan.posts) {
		at := start + 8*hour + 40*minute + r.rng.IntN(11*hour)
		r.busy = append(r.busy, at)
		r.post(at, "offers", 'h')
	}
}

// offered is what people do there: they sign up, ask, and say little else.
func (r *room) offered(d int) {
	start := d * secondsADay
	if d == -1 || !r.w.rest(d) && r.rng.Float64() < r.plan.chains {
		r.order(start+11*hour+52*minute+r.rng.IntN(15*minute), start+21*hour)
	}
	for range poisson(r.rng, r.plan.pace*r.w.mood(d)) {
		if at := start + r.plan.shape.moment(r.rng); at < 0 {
			r.alone(at)
		}
	}
	if r.w.weekday(d) == 5 && r.rng.IntN(3) == 0 && d < -3 {
		r.redPacket(start + 20*hour + r.rng.IntN(20*minute))
	}
}

// flashing is what people do in a flash group beside its scenes: they sign up on
// the eve, and now and then say a word.
func (r *room) flashing(d int) {
	start := d * secondsADay
	if d == r.sale-1 {
		r.order(start+19*hour+32*minute, start+22*hour)
	}
	if d < r.sale {
		for range poisson(r.rng, r.plan.pace) {
			r.ask(start + allDay.moment(r.rng))
		}
	}
}

// order is a sign-up chain for two goods, as people really write them: some want
// one, some both, some add a remark; somebody changes their line afterwards.
func (r *room) order(at, until int) {
	talk, opening, closing := r.talk(at), r.phrase("order", 'c'), r.phrase("closing", 'x')
	talk.about = "cook"
	if r.onSale != nil {
		talk, opening, closing = r.onSale, r.phrase("order", 'f'), r.phrase("order", 'y')
	}
	list := talk.fill(opening)
	if r.say(at, r.helper(), event.Chain, list) == nil {
		return
	}
	list += "\n"
	var had []*person
	var rows []string
	sum := 0
	for i := range r.plan.chain + poisson(r.rng, 3) {
		at = r.later(at, 9*minute)
		who := r.signer(at, had)
		if at >= until || who == nil {
			break
		}
		had = append(had, who)
		entry, n := r.entry(talk)
		rows = append(rows, fmt.Sprintf("%d. %s %s", i+1, who.name, entry))
		if r.say(at, who, event.Chain, list+"\n"+strings.Join(rows, "\n")) == nil {
			rows = rows[:i]
			break
		}
		sum += n
	}
	if len(rows) > 3 && r.rng.IntN(3) == 0 {
		k := r.rng.IntN(len(rows) - 1)
		at = r.later(at, 5*minute)
		rows[k] += "（改成明天拿）"
		r.say(at, had[k], event.Chain, list+"\n"+strings.Join(rows, "\n"))
	}
	if sum > 0 {
		talk.known["N"] = strconv.Itoa(sum)
		r.say(max(until, at+minute), r.helper(), event.Text, talk.fill(closing))
	}
}

// entry is what somebody writes behind their name, and how much of the one thing
// they want.
func (r *room) entry(talk *talkOf) (text string, n int) {
	count := func() (string, int) {
		word := r.small("count")
		n := map[string]int{"一": 1, "两": 2, "三": 3}[word]
		if r.rng.IntN(2) == 0 {
			word = strconv.Itoa(n)
		}
		return word, n
	}
	word, n := count()
	text = talk.slot("g") + word + talk.slot("u")
	switch r.rng.IntN(10) {
	case 0, 1, 2:
		more, _ := count()
		text += "、" + talk.slot("g2") + more + talk.slot("u2")
	case 3:
		text, n = talk.slot("g2")+word+talk.slot("u2"), 0
	case 4, 5:
		text += "，" + r.small("remarks")
	}
	return text, n
}
