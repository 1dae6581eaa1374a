package crowd

import (
	"math/rand/v2"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

// Did is what somebody did whom the crowd does not move.
type Did uint8

// What others do.
const (
	Spoke  Did = iota + 1
	Came       // or was brought in
	Went       // or was removed
	Hushed     // cannot be heard until Until
)

// Heard is one thing that somebody did whom the crowd does not move: Huoshui,
// or a person who acts as a member.
type Heard struct {
	At    int64 // milliseconds since 1970, later than all the crowd has told
	Did   Did
	Who   int   // a number of the crowd's own, or below 0 for a stranger
	Seq   int64 // Spoke: the message's number, one more than the last
	Form  event.Form
	Text  string
	To    int64
	Until int64
}

// Hear takes in what somebody else did. Advance must have told everything
// before it.
func (c *Crowd) Hear(s *State, h Heard) {
	r := run{c: c, s: s}
	s.At, s.Last = max(s.At, h.At), max(s.Last, h.At)
	switch h.Did {
	case Came:
		if h.Who >= 0 && s.find(h.Who) < 0 {
			s.In = append(s.In, member{Who: h.Who, Since: h.At})
		}
	case Went:
		if s.remove(h.Who) && h.Who >= 0 && c.lib.Person(c.plan.Town, h.Who).Spams {
			rng := c.rng(uint64(h.At), saltHear)
			r.follow(rng, c.lib.scene(rng, h.At), h.At, h.Who, c.lib.pools["cleared"], rng.IntN(2), 0)
		}
	case Hushed:
		if i := s.find(h.Who); i >= 0 {
			s.In[i].Mute = h.Until
		}
	case Spoke:
		s.Seq = h.Seq
		r.react(c.rng(uint64(h.Seq)^uint64(h.At), saltHear), h)
	}
}

// react plans what people answer to something that was said to them.
func (r *run) react(rng *rand.Rand, h Heard) {
	sc, pools := r.c.lib.scene(rng, h.At), r.c.lib.pools
	if h.Who < 0 {
		r.s.Noise += 400 + 20*min(len([]rune(h.Text)), 40)
	}
	awake := hours[(h.At+zone)%day/hour]*10 + 200 // of 1000 and more
	if rng.IntN(1400) >= awake*hurried/(hurried+r.s.Noise) {
		r.tire(rng, sc, h.At)
		return
	}
	few := func(pool string, n int) { r.follow(rng, sc, h.At, h.Who, pools[pool], n, h.Seq) }
	switch {
	case h.Form == event.Red:
		r.thank(h.At, h.Who, rng.Uint64())
	case h.Form == event.Chain || strings.HasPrefix(h.Text, "#接龙"):
		r.s.Chain = &chain{Text: h.Text}
		r.signing(h.At, rng.Uint64())
	case r.thanked(rng, sc, h):
	case r.called(rng, sc, h):
	case contains(h.Text, "欢迎"):
		r.welcomed(rng, sc, h)
	case contains(h.Text, "回1", "回 1", "回数字", "1 或 2", "1或2"):
		for range 2 + rng.IntN(5) {
			if p := r.anyone(rng, h.Who); p >= 0 {
				r.s.plan(due{At: later(rng, h.At, 6*minute), Do: "say", Who: p, Text: [...]string{"1", "2", "1", "2", "选1", "2吧"}[rng.IntN(6)]})
			}
		}
	case contains(h.Text, "早上好", "早安", "大家早", "大家好", "你好", "晚上好"):
		few("greet", 1+rng.IntN(4))
	case contains(h.Text, "晚安"):
		few("night", 1+rng.IntN(2))
	case h.Form == event.Picture:
		few("praise", rng.IntN(3))
	case contains(h.Text, "吗", "?", "?", "什么", "哪"):
		few("nod", rng.IntN(3))
	case len([]rune(h.Text)) > 25:
		few("like", rng.IntN(3))
	default:
		few("nod", rng.IntN(2))
	}
	r.tire(rng, sc, h.At)
}

func contains(text string, any ...string) bool {
	for _, s := range any {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

// thanked: whoever asked thanks for an answer, most of the time.
func (r *run) thanked(rng *rand.Rand, sc *scene, h Heard) bool {
	for _, q := range r.s.Asked {
		last := q == r.s.Asked[len(r.s.Asked)-1]
		if q.Who == h.Who || q.Seq != h.To && (h.To != 0 || !last || h.At-q.At > 20*minute) {
			continue
		}
		r.s.answered(q.Seq)
		if rng.IntN(100) < 65 {
			r.s.plan(due{At: later(rng, h.At, 2*minute), Do: "say", Who: q.Who, Text: sc.one(r.c.lib.pools["thanks"]), To: h.Seq})
		}
		return true
	}
	return false
}

// called: whoever is named with an @ answers, most of the time.
func (r *run) called(rng *rand.Rand, sc *scene, h Heard) bool {
	if !strings.Contains(h.Text, "@") {
		return false
	}
	for _, m := range r.s.In {
		if m.Who != h.Who && strings.Contains(h.Text, "@"+r.c.lib.Person(r.c.plan.Town, m.Who).Name) {
			if rng.IntN(100) < 70 {
				r.s.plan(due{At: later(rng, h.At, 3*minute), Do: "say", Who: m.Who, Text: sc.one(r.c.lib.pools["here"]), To: h.Seq})
			}
			return true
		}
	}
	return false
}

// welcomed: who came in a short while ago says thanks, and others greet.
func (r *run) welcomed(rng *rand.Rand, sc *scene, h Heard) {
	for i := len(r.s.In) - 1; i >= 0; i-- {
		m := r.s.In[i]
		if h.At-m.Since > hour {
			break
		}
		if m.Who >= staffCount && rng.IntN(100) < 60 {
			r.s.plan(due{At: later(rng, h.At, 3*minute), Do: "say", Who: m.Who, Text: sc.one(r.c.lib.pools["welcomed"])})
			break
		}
	}
	r.follow(rng, sc, h.At, h.Who, r.c.lib.pools["greet"], rng.IntN(2), 0)
}

// tire: when much has been sent, somebody says so, and somebody leaves.
func (r *run) tire(rng *rand.Rand, sc *scene, at int64) {
	if r.s.Noise < 6000 {
		return
	}
	if rng.IntN(100) < 12 {
		r.follow(rng, sc, at, -1, r.c.lib.pools["noisy"], 1, 0)
	}
	if rng.IntN(100) < 8 {
		if p := r.anyone(rng); p >= 0 {
			r.s.plan(due{At: later(rng, at, 20*minute), Do: "leave", Who: p})
		}
	}
}
