package crowd

import "github.com/huoshui/huoshui/internal/base/event"

// hours is how the talk of a day is spread over its hours, of a thousand: peaks
// at noon and from eight to ten in the evening, next to nothing at night.
var hours = [24]int{4, 2, 1, 0, 0, 3, 14, 40, 48, 40, 36, 50, 110, 70, 36, 34, 36, 42, 58, 72, 118, 110, 58, 18}

// hurried is the noise at which people say half of what they would.
const hurried = 4000

// Chance of its own for each thing that draws some.
const (
	saltSlot uint64 = iota + 1
	saltOpen
	saltHear
	saltPost
	saltJoin
)

// slot plans one minute of the day.
func (r *run) slot() {
	c, s := r.c, r.s
	rng := c.rng(uint64(s.Slot), saltSlot)
	from := s.Slot * minute
	local := (from + zone) / minute
	today, m := local/(24*60), int(local%(24*60))
	share := hours[m/60]
	s.Noise -= s.Noise / 600 // half of it is forgotten in seven hours
	at := func() int64 { return from + 1 + rng.Int64N(minute-1) }

	// opens a day × share of a thousand in this hour ÷ 60 minutes, in millionths
	if rng.IntN(1_000_000) < c.plan.Opens*share*50/3*hurried/(hurried+s.Noise) {
		s.plan(due{At: at(), Do: "open", Salt: rng.Uint64()})
	}
	if rng.IntN(1_000_000) < c.plan.Joins*share*5/3 {
		s.plan(due{At: at(), Do: "join", Salt: rng.Uint64()})
	}
	if rng.IntN(1_000_000) < c.plan.Leaves*share*5/3*(hurried+s.Noise)/hurried {
		if who := r.anyone(rng); who >= 0 {
			s.plan(due{At: at(), Do: "leave", Who: who})
		}
	}
	r.posts(from, today, m)
	for len(s.Asked) > 0 && from-s.Asked[0].At > 3*hour {
		s.Asked = s.Asked[1:]
	}
}

// posts plans what staff say by the clock, a little earlier or later each day.
func (r *run) posts(from, today int64, m int) {
	for i, post := range [...]struct {
		at    int // minutes of the day
		what  string
		every int64 // days
	}{{7*60 + 35, "morningpost", 1}, {12*60 + 5, "noonpost", 2}, {18*60 + 30, "chain", 2}, {20*60 + 10, "eveningpost", 1}, {20 * 60, "shopred", 5}} {
		rng := r.c.rng(uint64(today)*8+uint64(i), saltPost)
		if m != post.at+rng.IntN(20) || today%post.every != 0 || rng.IntN(100) >= r.c.plan.Posts {
			continue
		}
		at := from + 1 + rng.Int64N(minute-1)
		sc := r.c.lib.scene(rng, at)
		d := due{At: at, Do: "say", Text: sc.one(r.c.lib.pools[post.what]), Salt: rng.Uint64()}
		switch post.what {
		case "chain":
			d.Do, d.Form, d.Scene = "chain", event.Chain, sc.known['u']
		case "shopred":
			d.Do, d.Form = "red", event.Red
		}
		r.s.plan(d)
	}
}

// fire lets happen what is due.
func (r *run) fire(d due) {
	switch d.Do {
	case "open":
		r.open(d)
	case "say":
		if seq := r.say(d.At, d.Who, d.Form, d.Text, d.To); seq > 0 && d.Asks > 0 {
			r.s.answered(d.Asks)
		}
	case "join":
		r.join(d)
	case "leave":
		if r.s.remove(d.Who) {
			r.out = append(r.out, Line{At: r.now(d.At), Act: Leaves, Who: d.Who})
		}
	case "chain":
		if r.say(d.At, d.Who, event.Chain, d.Text, 0) > 0 {
			r.s.Chain = &chain{Text: d.Text, Unit: d.Scene}
			r.signing(d.At, d.Salt)
		}
	case "sign":
		r.sign(d)
	case "red":
		if r.say(d.At, d.Who, event.Red, d.Text, 0) > 0 {
			r.thank(d.At, d.Who, d.Salt)
		}
	case "recall", "rewrite", "react":
		if r.s.find(d.Who) < 0 {
			return
		}
		act := map[string]Act{"recall": Recalls, "rewrite": Rewrites, "react": Reacts}[d.Do]
		r.out = append(r.out, Line{At: r.now(d.At), Act: act, Who: d.Who, To: d.To, Text: d.Text})
	}
}

// join lets the next person of the town come in.
func (r *run) join(d due) {
	rng := r.c.rng(d.Salt, saltJoin)
	who := r.c.newcomer(r.s)
	if r.s.find(who) >= 0 { // somebody acted as them before
		return
	}
	at := r.now(d.At)
	r.s.In = append(r.s.In, member{Who: who, Since: at})
	scenes := [...]string{"qr", "qr", "invite", "link"}
	r.out = append(r.out, Line{At: at, Act: Joins, Who: who, Scene: scenes[rng.IntN(len(scenes))]})
	sc := r.c.lib.scene(rng, at)
	pools := r.c.lib.pools
	if r.c.lib.Person(r.c.plan.Town, who).Spams {
		spam := later(rng, at, 20*minute)
		r.s.plan(due{At: spam, Do: "say", Who: who, Form: event.Text, Text: sc.one(pools["spam"])})
		if p := r.pick(rng, who); p >= 0 {
			r.s.plan(due{At: later(rng, spam, 3*minute), Do: "say", Who: p, Text: sc.one(pools["doubt"])})
		}
		return
	}
	if rng.IntN(100) < r.c.plan.Answer {
		r.s.plan(due{At: later(rng, at, 4*minute), Do: "say", Who: 1, Text: sc.one(pools["welcome"])})
	}
	if rng.IntN(4) == 0 {
		r.s.plan(due{At: later(rng, at, 6*minute), Do: "say", Who: who, Text: sc.one(pools["newcomer"])})
	}
}

// answered strikes a question off, and with it what else would answer it.
func (s *State) answered(seq int64) {
	s.Asked = keep(s.Asked, func(a asked) bool { return a.Seq != seq })
	s.Due = keep(s.Due, func(d due) bool { return d.Asks != seq || d.Who >= staffCount })
}

func keep[T any](list []T, fits func(T) bool) []T {
	out := list[:0:0]
	for _, v := range list {
		if fits(v) {
			out = append(out, v)
		}
	}
	return out
}
