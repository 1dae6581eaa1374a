package crowd

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

// open lets somebody begin something.
func (r *run) open(d due) {
	rng := r.c.rng(d.Salt, saltOpen)
	who := r.pick(rng)
	if who < 0 {
		return
	}
	sc := r.c.lib.scene(rng, d.At)
	pools := r.c.lib.pools
	h := (d.At + zone) % day / hour
	if h < 6 || h >= 23 {
		r.talk(rng, sc, d.At, who, "sleep")
		return
	}
	switch n := rng.IntN(100); {
	case n < 27:
		r.talk(rng, sc, d.At, who, "")
	case n < 53:
		r.ask(rng, sc, d.At, who)
	case n < 58:
		r.trouble(rng, sc, d.At, who)
	case n < 64:
		r.hello(rng, sc, d.At, who)
	case n < 76:
		r.show(rng, sc, d.At, who)
	case n < 82:
		r.say(d.At, who, event.Voice, "", 0)
		r.follow(rng, sc, d.At, who, pools["nod"], 1+rng.IntN(2), 0)
	case n < 90:
		r.say(d.At, who, event.Sticker, sc.one(pools["sticker"]), 0)
	case n < 94:
		r.say(d.At, who, event.Link, sc.one(pools["article"]), 0)
		r.follow(rng, sc, d.At, who, pools["nod"], rng.IntN(3), 0)
	case n < 96:
		if r.say(d.At, who, event.Red, sc.one(pools["luck"]), 0) > 0 {
			r.thank(d.At, who, rng.Uint64())
		}
	default:
		pool := pools["greet"]
		if h >= 21 {
			pool = pools["night"]
		} else if h >= 10 {
			pool = pools["nod"]
		}
		r.say(d.At, who, event.Text, sc.one(pool), 0)
	}
}

// follow plans what up to n others say to what somebody began.
func (r *run) follow(rng *rand.Rand, sc *scene, at int64, who int, pool []string, n int, to int64) {
	not := []int{who}
	for _, text := range sc.some(pool, n) {
		p := r.pick(rng, not...)
		if p < 0 {
			return
		}
		not = append(not, p)
		at = later(rng, at, 80*second)
		d := due{At: at, Do: "say", Who: p, Text: text}
		if rng.IntN(4) == 0 {
			d.To = to
		}
		habit := r.c.lib.Person(r.c.plan.Town, p)
		switch k := rng.IntN(100); {
		case k < habit.Sticker/2:
			d.Form, d.Text = event.Sticker, sc.one(r.c.lib.pools["sticker"])
		case k > 100-habit.Voice/2:
			d.Form, d.Text = event.Voice, ""
		}
		r.s.plan(d)
	}
}

// topic chooses a topic of a kind, by name where one is given.
func (r *run) topic(rng *rand.Rand, kind, name string) topic {
	all := r.c.lib.topics[kind]
	for _, t := range all {
		if t.name == name {
			return t
		}
	}
	for {
		if t := all[rng.IntN(len(all))]; t.name != "sleep" { // which is for the night
			return t
		}
	}
}

func (r *run) talk(rng *rand.Rand, sc *scene, at int64, who int, name string) {
	t := r.topic(rng, "talk", name)
	text := sc.one(t.lines['o'])
	seq := r.say(at, who, event.Text, text, 0)
	r.slip(rng, at, who, seq, text)
	r.follow(rng, sc, at, who, t.lines['r'], 1+rng.IntN(5), seq)
	if rng.IntN(2) == 0 {
		r.s.plan(due{At: later(rng, at+5*minute, 4*minute), Do: "say", Who: who, Text: sc.one(t.lines['c'])})
	}
}

// slip lets somebody take back or mend what they said, now and then.
func (r *run) slip(rng *rand.Rand, at int64, who int, seq int64, text string) {
	switch n := rng.IntN(60); {
	case seq == 0:
	case n == 0:
		r.s.plan(due{At: at + 20*second + rng.Int64N(60*second), Do: "recall", Who: who, To: seq})
	case n == 1:
		r.s.plan(due{At: at + 20*second + rng.Int64N(60*second), Do: "rewrite", Who: who, To: seq, Text: text + "~"})
	}
}

func (r *run) ask(rng *rand.Rand, sc *scene, at int64, who int) {
	t := r.topic(rng, "ask", "")
	seq := r.say(at, who, event.Text, sc.one(t.lines['q']), 0)
	r.answering(rng, sc, t, at, who, seq, 70)
}

func (r *run) trouble(rng *rand.Rand, sc *scene, at int64, who int) {
	t := r.topic(rng, "trouble", "")
	seq := r.say(at, who, event.Text, sc.one(t.lines['c']), 0)
	if t.name == "stale" && rng.IntN(2) == 0 {
		r.s.plan(due{At: at + 15*second, Do: "say", Who: who, Form: event.Picture})
	}
	r.answering(rng, sc, t, at, who, seq, 40)
}

// answering plans how staff and others answer a question, and what the asker
// says then. In the small hours nobody does.
func (r *run) answering(rng *rand.Rand, sc *scene, t topic, at int64, who int, seq int64, others int) {
	if seq == 0 {
		return
	}
	r.s.Asked = append(r.s.Asked, asked{Seq: seq, Who: who, At: at})
	if len(r.s.Asked) > 20 {
		r.s.Asked = r.s.Asked[1:]
	}
	if rng.IntN(100) < others {
		if p := r.pick(rng, who); p >= 0 && len(t.lines['p']) > 0 {
			r.s.plan(due{At: later(rng, at, 3*minute), Do: "say", Who: p, Text: sc.one(t.lines['p'])})
		}
	}
	if rng.IntN(4) == 0 {
		if p := r.pick(rng, who); p >= 0 {
			r.s.plan(due{At: later(rng, at, 2*minute), Do: "say", Who: p, Text: sc.one(r.c.lib.pools["same"])})
		}
	}
	if h := (at + zone) % day / hour; h < 7 || h >= 22 || rng.IntN(100) >= r.c.plan.Answer {
		return
	}
	answer := later(rng, at, 9*minute)
	r.s.plan(due{At: answer, Do: "say", Who: rng.IntN(staffCount), Text: sc.one(t.lines['s']), To: seq, Asks: seq})
	if rng.IntN(100) < 60 {
		r.s.plan(due{At: later(rng, answer, 2*minute), Do: "say", Who: who, Text: sc.one(t.lines['f'])})
	}
}

// hello is somebody who asks whether anybody is there before they ask.
func (r *run) hello(rng *rand.Rand, sc *scene, at int64, who int) {
	seq := r.say(at, who, event.Text, sc.one(r.c.lib.pools["hello"]), 0)
	if seq == 0 {
		return
	}
	r.follow(rng, sc, at, who, r.c.lib.pools["here"], rng.IntN(2), 0)
	t := r.topic(rng, "ask", "")
	r.s.plan(due{At: later(rng, at+minute, 3*minute), Do: "say", Who: who, Text: sc.one(t.lines['q'])})
	r.s.Asked = append(r.s.Asked, asked{Seq: seq, Who: who, At: at})
}

func (r *run) show(rng *rand.Rand, sc *scene, at int64, who int) {
	seq := r.say(at, who, event.Picture, "", 0)
	if seq == 0 {
		return
	}
	if rng.IntN(3) > 0 {
		r.s.plan(due{At: at + 5*second + rng.Int64N(20*second), Do: "say", Who: who, Text: sc.one(r.c.lib.pools["show"])})
	}
	r.follow(rng, sc, at+30*second, who, r.c.lib.pools["praise"], rng.IntN(4), seq)
	if p := r.pick(rng, who); p >= 0 && rng.IntN(3) == 0 {
		r.s.plan(due{At: later(rng, at, 2*minute), Do: "react", Who: p, To: seq, Text: [...]string{"👍", "❤️", "😋"}[rng.IntN(3)]})
	}
}

// thank plans what people say to a red packet.
func (r *run) thank(at int64, who int, salt uint64) {
	rng := r.c.rng(salt, saltOpen)
	r.follow(rng, r.c.lib.scene(rng, at), at, who, r.c.lib.pools["red"], 2+rng.IntN(5), 0)
}

// signing plans who signs up in a chain over the next hours; those who never
// say a word do it as much as others.
func (r *run) signing(at int64, salt uint64) {
	rng := r.c.rng(salt, saltOpen)
	var not []int
	for range 3 + rng.IntN(9) {
		p := r.anyone(rng, not...)
		if p < 0 {
			return
		}
		not = append(not, p)
		r.s.plan(due{At: later(rng, at, 45*minute), Do: "sign", Who: p, Salt: rng.Uint64()})
	}
}

// sign adds a line to the chain under way, as everybody does: by writing all
// of it once more.
func (r *run) sign(d due) {
	ch := r.s.Chain
	if ch == nil || ch.N >= 30 {
		return
	}
	p := r.c.lib.Person(r.c.plan.Town, d.Who)
	if p.Spams {
		return
	}
	unit := ch.Unit
	if unit == "" {
		unit = "份"
	}
	text := fmt.Sprintf("%s\n%d. %s %d%s", strings.TrimRight(ch.Text, "\n"), ch.N+1, p.Name, 1+int(d.Salt%3), unit)
	if r.say(d.At, d.Who, event.Chain, text, 0) > 0 {
		ch.Text, ch.N = text, ch.N+1
	}
}
