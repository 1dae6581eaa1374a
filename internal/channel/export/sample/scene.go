package sample

import (
	"slices"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/event"
)

// topic draws a topic of a kind that fits the room, the season and the hour,
// and that nobody had there in the last days.
func (r *room) topic(kind string, at int) *topic {
	d := dayOf(at)
	all := r.w.lib.topics[kind]
	for try := range 80 {
		t := all[r.rng.IntN(len(all))]
		own := r.plan.audience == "" || slices.Contains(t.tags, string(r.plan.audience))
		if !t.suits(string(r.plan.audience), r.w.season(d), partOf(at)) || r.plan.ways == sundays && !own {
			continue
		}
		// What is made for this room comes up three times as often as the rest.
		if last, had := r.had[t]; !own && r.rng.IntN(3) > 0 || kind == "talk" && had && d-last < 4 && try < 50 {
			continue
		}
		r.had[t] = d
		return t
	}
	return all[0]
}

// suits reports whether a topic may come up among an audience, in a season and
// at a time of day. A topic that names none of a sort suits all of it.
func (t *topic) suits(audience, season, part string) bool {
	for _, sort := range [...]struct {
		is  string
		all []string
	}{
		{audience, []string{"mums", "seniors", "workers", "kitchen"}},
		{season, []string{"spring", "summer", "autumn", "winter"}},
		{part, []string{"morning", "day", "night"}},
	} {
		named := slices.ContainsFunc(t.tags, func(tag string) bool { return slices.Contains(sort.all, tag) })
		if named && !slices.Contains(t.tags, sort.is) {
			return false
		}
	}
	return true
}

// partOf is the part of the day that a second lies in.
func partOf(at int) string {
	switch of := at - dayOf(at)*secondsADay; {
	case of < 9*hour:
		return "morning"
	case of < 17*hour:
		return "day"
	}
	return "night"
}

// small draws one of the short things everybody says.
func (r *room) small(name string) string { return r.w.lib.pools[name].draw(r.rng) }

// style lets who end a line in their own way, now and then.
func (r *room) style(who *person, body string) string {
	if who != nil && who.tail != "" && r.rng.IntN(4) == 0 {
		return body + who.tail
	}
	return body
}

// ask is a question to the shop, with its answers and what the asker says then.
func (r *room) ask(at int) {
	who := r.pick(at)
	if who == nil {
		return
	}
	t := r.topic("ask", at)
	talk := r.talkAbout(at, t)
	if r.rng.IntN(8) == 0 {
		r.say(at-r.rng.IntN(40)-5, who, event.Picture, "")
	}
	q := r.say(at, who, event.Text, r.calling(talk.fill(t.roles['q'].draw(r.rng))))
	if q == nil {
		return
	}
	if q.body[0] == '@' {
		q.to = []*person{r.helper()}
	}
	last := q
	if r.rng.IntN(9) == 0 {
		if other := r.pick(at, who); other != nil {
			at = r.later(at, 50)
			r.say(at, other, event.Text, r.small("same"))
		}
	}
	if r.rng.Float64() < 0.36 {
		if peer := r.pick(at, who); peer != nil {
			at = r.later(at, 150)
			if l := r.answer(at, peer, q, r.style(peer, talk.fill(t.roles['p'].draw(r.rng)))); l != nil {
				last = l
			}
		}
	}
	if r.rng.Float64() < r.plan.staffed {
		at = r.inService(r.later(at, 260))
		if l := r.answer(at, r.staff(), q, talk.fill(t.roles['s'].draw(r.rng))); l != nil {
			last = l
		}
	}
	if last != q && r.rng.Float64() < 0.62 {
		at = r.later(at, 100)
		r.answer(at, who, last, r.style(who, talk.fill(t.roles['f'].draw(r.rng))))
	}
}

// calling puts the helper's name before some questions.
func (r *room) calling(q string) string {
	if r.rng.IntN(7) == 0 {
		return "@" + r.helper().name + "\u2005" + q
	}
	return q
}

// inService moves what staff would write at night to the next morning.
func (r *room) inService(at int) int {
	d := dayOf(at)
	switch of := at - d*secondsADay; {
	case of < 8*hour+20*minute:
		return d*secondsADay + 8*hour + 20*minute + r.rng.IntN(25*minute)
	case of > 22*hour:
		return (d+1)*secondsADay + 8*hour + 20*minute + r.rng.IntN(25*minute)
	}
	return at
}

// alone is one word into the silence, away from everything else of the day, so
// that nothing near it is an answer. Only what staff answer has company.
func (r *room) alone(at int) {
	before, after := 75*minute, 50*minute
	if r.plan.ways == offers { // posts leave no longer gap there
		before, after = 3*minute, 33*minute
	}
	for _, b := range r.busy {
		if at-b < before && b-at < after {
			return
		}
	}
	r.busy = append(r.busy, at)
	who := r.pick(at)
	if who == nil {
		return
	}
	if r.plan.ways == punctual && r.rng.IntN(10) < 6 || r.plan.ways == ignored && r.rng.IntN(10) < 2 {
		r.say(at, who, event.Text, r.style(who, r.remark(at)))
		return
	}
	t := r.topic("ask", at)
	talk := r.talkAbout(at, t)
	q := r.say(at, who, event.Text, talk.fill(t.roles['q'].draw(r.rng)))
	if r.rng.Float64() < r.plan.staffed {
		r.answer(r.inService(r.later(at, 300)), r.staff(), q, talk.fill(t.roles['s'].draw(r.rng)))
	} else if other := r.pick(at, who); other != nil && r.rng.IntN(5) == 0 {
		r.say(r.later(at, 90), other, event.Text, r.small("same"))
	}
}

// chat is small talk of several people, one topic, one pace.
func (r *room) chat(at int) {
	opener := r.pick(at)
	if opener == nil {
		return
	}
	t, talk := r.topic("talk", at), r.talk(at)
	talk.about = "cook"
	pace := 25 + r.rng.IntN(110)
	if t.name == "show" || t.name == "homework-kitchen" {
		r.say(at-8, opener, event.Picture, "")
	}
	last := r.say(at, opener, event.Text, r.style(opener, talk.fill(t.roles['o'].draw(r.rng))))
	if last == nil {
		return
	}
	first := last
	var in []*person
	n := 1 + poisson(r.rng, 3.4)
	for _, phrase := range t.roles['r'].shuffled(r.rng, n) {
		at = r.later(at, pace)
		who := r.speaker(at, opener, last.who, in)
		if who == nil {
			return
		}
		in = append(in, who)
		to := last
		if r.rng.IntN(3) == 0 {
			to = first
		}
		if l := r.reaction(at, who, to, r.style(who, talk.fill(phrase))); l != nil {
			last = l
		}
	}
	at = r.aside(at, opener, t, talk)
	if r.rng.IntN(5) < 3 {
		at = r.later(at, pace)
		r.answer(at, opener, last, r.style(opener, talk.fill(t.roles['c'].draw(r.rng))))
	}
}

// aside is a question to the opener about what they told, and their answer; it
// returns when that was over. Most topics have none.
func (r *room) aside(at int, opener *person, t *topic, talk *talkOf) int {
	asked := t.roles['q']
	if asked == nil {
		return at
	}
	i := r.rng.IntN(len(asked.phrases))
	who := r.pick(at, opener)
	if who == nil {
		return at
	}
	at = r.later(at, 60)
	q := r.say(at, who, event.Text, talk.fill(asked.phrases[i]))
	if q == nil {
		return at
	}
	at = r.later(at, 60)
	l := r.say(at, opener, event.Quote, talk.fill(t.roles['v'].phrases[i]))
	if l != nil {
		l.reply, l.to = q, []*person{who}
	}
	return at
}

// speaker is who speaks after last: often somebody who is in the talk already,
// but nobody more than twice, and not the opener, whose words are others.
func (r *room) speaker(at int, opener, last *person, in []*person) *person {
	had := func(p *person) (n int) {
		for _, q := range in {
			if q == p {
				n++
			}
		}
		return n
	}
	if len(in) > 1 && r.rng.IntN(5) < 2 {
		for range 4 {
			if p := in[r.rng.IntN(len(in))]; p != last && had(p) < 2 {
				return p
			}
		}
	}
	for range 6 {
		if p := r.pick(at, opener, last); p == nil || had(p) < 2 {
			return p
		}
	}
	return nil
}

// reaction is an answer in small talk, now and then without words.
func (r *room) reaction(at int, who *person, to *line, body string) *line {
	switch n := r.rng.IntN(100); {
	case n < 7:
		return r.say(at, who, event.Sticker, "")
	case n < 12:
		return r.say(at, who, event.Text, r.small("stock"))
	case n < 13 || n < 26 && r.plan.audience == "seniors":
		return r.say(at, who, event.Voice, r.seconds())
	case n < 14:
		return r.say(at, who, event.Picture, "")
	case n < 15 && who != to.who:
		r.lines = append(r.lines, &line{at: at - 2, kind: event.Delete, who: who}) // said it wrong at first
	}
	return r.answer(at, who, to, body)
}

// seconds is how long a voice message is, as the chat shows it.
func (r *room) seconds() string { return strconv.Itoa(2+r.rng.IntN(2+r.rng.IntN(40))) + `"` }

// single is a line to nobody, or a picture, a voice, a sticker, a video.
func (r *room) single(at int) {
	who := r.pick(at)
	if who == nil {
		return
	}
	switch n := r.rng.IntN(20); {
	case n < 1:
		r.say(at, who, event.Voice, r.seconds())
	case n < 2:
		r.say(at, who, event.Picture, "")
	case n < 3:
		r.say(at, who, event.Video, "")
	case n < 6:
		r.say(at, who, event.Sticker, "")
	case n < 9:
		if to := r.pick(at, who); to != nil {
			r.say(at, who, event.Poke, pokes(to))
		}
	case n < 13 && at-dayOf(at)*secondsADay < 9*hour:
		r.say(at, who, event.Text, r.small("morning"))
	case n < 16 && partOf(at) == "day":
		r.say(at, who, event.Text, r.small("notehere"))
	default:
		r.say(at, who, event.Text, r.style(who, r.remark(at)))
	}
}

// remark is a line to nobody.
func (r *room) remark(at int) string {
	if partOf(at) == "night" && r.rng.IntN(2) == 0 {
		return r.talk(at).fill(r.small("singlenight"))
	}
	return r.talk(at).fill(r.small("single"))
}
