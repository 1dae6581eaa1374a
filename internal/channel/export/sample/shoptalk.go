package sample

import (
	"fmt"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/event"
)

// posting is the topic of a kind of post; one that says nothing where there is
// none.
func (r *room) posting(name string) *topic {
	for _, t := range r.w.lib.topics["post"] {
		if t.name == name {
			return t
		}
	}
	return &topic{}
}

// phrase draws what staff say in a kind of post.
func (r *room) phrase(name string, role byte) string { return r.posting(name).roles[role].draw(r.rng) }

// fresh is phrase on a day: of a few the one that was not there for longest.
func (r *room) fresh(name string, role byte, d int) (phrase string) {
	for try := range 4 {
		one := r.phrase(name, role)
		if last, had := r.posted[one]; try == 0 || !had || last < r.posted[phrase] {
			phrase = one
			if !had {
				break
			}
		}
	}
	r.posted[phrase] = d
	return phrase
}

// post is one broadcast of staff, with pictures as they come.
func (r *room) post(at int, name string, role byte) {
	who := r.staff()
	r.say(at, who, event.Text, r.talkAbout(at, r.posting(name)).fill(r.fresh(name, role, dayOf(at))))
	for range r.rng.IntN(3) {
		at = r.later(at, 12)
		r.say(at, who, event.Picture, "")
	}
}

// anyPost is what the shop posts on an ordinary day, and a word of thanks or a
// question under some of it.
func (r *room) anyPost(at int) {
	switch n := r.rng.IntN(20); {
	case n < 13:
		r.post(at, "arrival", 'h')
	case n < 15:
		r.post(at, "notice", 'n')
	case n < 18:
		r.post(at, "tip", 't')
	case n < 19:
		r.say(at, r.staff(), event.Link, "本周到店清单")
	default:
		r.say(at, r.helper(), event.Video, "")
	}
}

// redPacket is a small present of the shop, and the thanks for it.
func (r *room) redPacket(at int) {
	giver := r.keeper()
	r.say(at, giver, event.Text, r.phrase("red", 'r'))
	r.say(at+6, giver, event.Red, "")
	var had []*person
	for range 2 + poisson(r.rng, 2.5) {
		at = r.later(at, 20)
		who := r.pick(at, had...)
		if who == nil {
			return
		}
		had = append(had, who)
		if r.rng.IntN(4) == 0 {
			r.say(at, who, event.Sticker, "")
			continue
		}
		r.say(at, who, event.Text, r.small("thanksred"))
	}
}

// chain is a sign-up list: staff open it, each who signs up sends it on with
// one more name, staff close it.
func (r *room) chain(at int, signed bool) {
	talk := r.talk(at)
	list := talk.fill(r.phrase("chain", 'c'))
	if l := r.say(at, r.helper(), event.Chain, list); l == nil || !signed {
		return
	}
	list += "\n"
	n, end := 1+poisson(r.rng, float64(r.plan.chain)), at+hour+45*minute
	var had []*person
	sum := 0
	for i := range n {
		at = r.later(at, 100*minute/(n+1))
		who := r.signer(at, had)
		if at >= end || who == nil {
			break
		}
		had = append(had, who)
		count := r.small("count")
		entry := fmt.Sprintf("\n%d. %s %s", i+1, who.name, count+talk.slot("u"))
		if r.say(at, who, event.Chain, list+entry) != nil {
			list += entry
			sum += map[string]int{"一": 1, "两": 2, "三": 3}[count]
		}
	}
	if sum > 0 && r.plan.ways != signing {
		talk.known["N"] = strconv.Itoa(sum)
		r.say(end, r.helper(), event.Text, talk.fill(r.phrase("closing", 'x')))
	}
}

// signer is who signs up next: often somebody who says nothing else.
func (r *room) signer(at int, had []*person) *person {
	if r.rng.IntN(2) == 0 {
		return r.anyone(at, had)
	}
	return r.pick(at, had...)
}

// trouble is a complaint with its picture, and how the shop puts it right.
func (r *room) trouble(at int) {
	who := r.pick(at)
	if who == nil {
		return
	}
	all := r.w.lib.topics["trouble"]
	t, talk := all[r.rng.IntN(len(all))], r.talk(at)
	if t.name == "bad" || t.name == "wrong" {
		r.say(at-10, who, event.Picture, "")
	}
	c := r.say(at, who, event.Text, talk.fill(t.roles['c'].draw(r.rng)))
	if c == nil {
		return
	}
	if r.rng.IntN(4) == 0 && t.roles['p'] != nil {
		if other := r.pick(at, who); other != nil {
			at = r.later(at, 120)
			r.answer(at, other, c, talk.fill(t.roles['p'].draw(r.rng)))
		}
	}
	if r.rng.Float64() >= r.plan.staffed {
		return
	}
	at = r.inService(r.later(at, 200))
	s := r.answer(at, r.staff(), c, talk.fill(t.roles['s'].draw(r.rng)))
	if r.rng.IntN(8) == 0 {
		r.say(at+30, r.helper(), event.Text, r.small("private"))
	}
	if s != nil && r.rng.IntN(3) > 0 {
		r.answer(r.later(at, 200), who, s, talk.fill(t.roles['f'].draw(r.rng)))
	}
}

// praise is what somebody thought of what they bought, good or not so good.
func (r *room) praise(at int) {
	who := r.pick(at)
	if who == nil {
		return
	}
	l := r.say(at, who, event.Text, r.style(who, r.talk(at).fill(r.small("praise"))))
	if l != nil && r.rng.IntN(3) == 0 {
		r.answer(r.inService(r.later(at, 300)), r.staff(), l, "谢谢反馈，记下了")
	}
}

// wishes are the greetings of New Year's Eve and of the first day.
func (r *room) wishes(at int) {
	var had []*person
	for range poisson(r.rng, 4*min(r.plan.pace/3, 1.5)) {
		at = r.later(at, 400)
		who := r.pick(at, had...)
		if who == nil {
			return
		}
		had = append(had, who)
		r.say(at, who, event.Text, r.small("festive"))
	}
}

// sunday is an evening of cooking: the shop opens it, somebody shows a dish,
// the others ask and tell, until about nine. People know each other by now.
func (r *room) sunday(d int) {
	if r.w.weekday(d) != 0 || r.w.rest(d) {
		return
	}
	at := d*secondsADay + 19*hour + 30*minute + r.rng.IntN(8*minute)
	r.say(at, r.keeper(), event.Text, "周日学做菜开始了，今天谁先讲")
	host := r.pick(at)
	for range 3 {
		var in []*person
		at = r.later(at, 60)
		t, talk := r.topic("talk", at), r.talk(at)
		talk.about = "cook"
		last := r.say(at, host, event.Text, talk.fill(t.roles['o'].draw(r.rng)))
		for _, phrase := range t.roles['r'].shuffled(r.rng, 7+r.rng.IntN(6)) {
			at = r.later(at, 75)
			who := r.speaker(at, host, nil, in)
			if who == nil || last == nil {
				break
			}
			in = append(in, who)
			if l := r.reaction(at, who, last, r.style(who, talk.fill(phrase))); l != nil && r.rng.IntN(3) == 0 {
				last = l
			}
		}
		at = r.aside(r.later(at, 40), host, t, talk)
		r.answer(r.later(at, 60), host, last, talk.fill(t.roles['c'].draw(r.rng)))
	}
}
