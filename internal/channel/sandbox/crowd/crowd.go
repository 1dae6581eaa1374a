// Package crowd makes up what the simulated members of a sandbox group do:
// they talk as people in a bakery's groups do, ask, complain, order, go quiet
// at night and when too much is sent to them, come and leave.
//
// Owns: the phrases in words/, all of its own writing.
// Needs: a seed, the time, and what the others in the group do (Hear).
// Never: resembles a real person or brand, praises for pay, or invents that
// something is nearly gone.
//
// Pure: the same plan, the same moments and the same things heard give the same
// lines, in whatever steps the time is cut and however often the state is
// stored and read again in between.
package crowd

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
)

// Plan says what a crowd is like. It stays as it is for as long as it lives.
type Plan struct {
	Town   uint64 `json:"town"`   // names and habits; one for all the groups of a workspace
	Seed   uint64 `json:"seed"`   // chance of this group
	From   int    `json:"from"`   // number of the first townsperson; groups may overlap
	First  int    `json:"first"`  // how many there are in the beginning
	Opens  int    `json:"opens"`  // how often a day somebody begins something
	Joins  int    `json:"joins"`  // how many come in ten days
	Leaves int    `json:"leaves"` // how many leave in ten days
	Posts  int    `json:"posts"`  // of a hundred days, on how many staff post at each of their times
	Answer int    `json:"answer"` // of a hundred questions, how many the simulated staff answer
}

// Act is what somebody does.
type Act uint8

// The acts.
const (
	Says Act = iota + 1
	Joins
	Leaves
	Recalls  // message To
	Rewrites // message To, which says Text now
	Reacts   // to message To with the sign Text
)

// Line is one thing that somebody does at a moment.
type Line struct {
	At    int64 // milliseconds since 1970
	Act   Act
	Who   int // number of the person
	Seq   int64
	Form  event.Form
	Text  string
	To    int64  // number of the message that is answered, recalled …; 0 none
	Scene string // Joins: "qr", "invite" or "link"
}

// State is where a crowd stands. Only this package looks inside; it is small,
// and stored as JSON.
type State struct {
	At    int64    `json:"at"`   // all until this millisecond is told
	Slot  int64    `json:"slot"` // minutes since 1970, the last one planned
	Seq   int64    `json:"seq"`  // messages in the group so far
	Last  int64    `json:"last"` // when anything happened last
	In    []member `json:"in"`   // who is there
	Next  int      `json:"next"` // who comes next, counted from Plan.From
	Noise int      `json:"noise"`
	Due   []due    `json:"due,omitempty"` // what is going to happen, in order
	Asked []asked  `json:"asked,omitempty"`
	Chain *chain   `json:"chain,omitempty"`
}

type member struct {
	Who   int   `json:"w"`
	Since int64 `json:"s"`
	Mute  int64 `json:"m,omitempty"` // nobody hears them until then
}

// due is one thing that is going to happen.
type due struct {
	At    int64      `json:"t"`
	Do    string     `json:"d"`
	Who   int        `json:"w,omitempty"`
	Form  event.Form `json:"f,omitempty"`
	Text  string     `json:"x,omitempty"`
	To    int64      `json:"r,omitempty"`
	Asks  int64      `json:"q,omitempty"` // the question that it answers; somebody else may be faster
	Salt  uint64     `json:"n,omitempty"`
	Scene string     `json:"c,omitempty"`
}

type asked struct {
	Seq int64 `json:"s"`
	Who int   `json:"w"`
	At  int64 `json:"t"`
}

type chain struct {
	Text string `json:"x"`
	N    int    `json:"n"`
	Unit string `json:"u"`
}

// Crowd is the people of one group.
type Crowd struct {
	lib  *Library
	plan Plan
}

// New returns the crowd of a plan.
func New(lib *Library, plan Plan) *Crowd { return &Crowd{lib, plan} }

// Begin is a crowd at its beginning: staff and the first members are there.
func (c *Crowd) Begin(at time.Time) State {
	ms := at.UnixMilli()
	s := State{At: ms, Last: ms, Slot: ms / minute}
	for who := range staffCount {
		s.In = append(s.In, member{Who: who, Since: ms})
	}
	for range c.plan.First {
		s.In = append(s.In, member{Who: c.newcomer(&s), Since: ms - 24*hour})
	}
	return s
}

// People lists who is there.
func (s *State) People() []int {
	out := make([]int, 0, len(s.In))
	for _, m := range s.In {
		out = append(out, m.Who)
	}
	return out
}

// Behind is how far the crowd is behind a moment.
func (s *State) Behind(now time.Time) time.Duration {
	return time.Duration(now.UnixMilli()-s.At) * time.Millisecond
}

// newcomer is the number of the next person to come.
func (c *Crowd) newcomer(s *State) int {
	s.Next++
	return staffCount + c.plan.From + s.Next - 1
}

const (
	second = int64(1000)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
	zone   = 8 * hour // the crowd lives by Beijing time, without daylight saving
)

// Advance returns what happens until a moment, at most about limit things. Where
// done is false there is more before that moment, and it is to be called again.
func (c *Crowd) Advance(s *State, until time.Time, limit int) (lines []Line, done bool) {
	r := run{c: c, s: s}
	end := until.UnixMilli()
	for {
		if len(r.out) >= limit {
			return r.out, false
		}
		next := (s.Slot + 1) * minute
		switch {
		case len(s.Due) > 0 && s.Due[0].At <= min(next, end):
			d := s.Due[0]
			s.Due = s.Due[1:]
			s.At = max(s.At, d.At)
			r.fire(d)
		case next <= end:
			s.Slot++
			s.At = max(s.At, next)
			r.slot()
		default:
			s.At = max(s.At, end)
			return r.out, true
		}
	}
}

// run is a stretch of a crowd's life.
type run struct {
	c   *Crowd
	s   *State
	out []Line
}

// rng is a source of chance of its own for each moment, so that nothing
// depends on how much chance was used before.
func (c *Crowd) rng(of, salt uint64) *rand.Rand {
	return rand.New(rand.NewPCG(mix(c.plan.Seed^salt), mix(of+salt*0x9e3779b97f4a7c15)))
}

// mix spreads the bits of x (SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// plan puts something on the agenda, after what is due at the same moment.
func (s *State) plan(d due) {
	i, _ := slices.BinarySearchFunc(s.Due, d, func(a, b due) int {
		if a.At <= b.At {
			return -1
		}
		return 1
	})
	s.Due = slices.Insert(s.Due, i, d)
}

// now is the moment of what happens next: never that of something before.
func (r *run) now(at int64) int64 {
	r.s.Last = max(at, r.s.Last+1)
	return r.s.Last
}

// say lets somebody say something, if they are there and may. It returns the
// number of the message, 0 where nothing was said.
func (r *run) say(at int64, who int, form event.Form, text string, to int64) int64 {
	i := r.s.find(who)
	if i < 0 || r.s.In[i].Mute > at {
		return 0
	}
	r.s.Seq++
	r.out = append(r.out, Line{At: r.now(at), Act: Says, Who: who, Seq: r.s.Seq, Form: form, Text: text, To: to})
	return r.s.Seq
}

func (s *State) find(who int) int {
	return slices.IndexFunc(s.In, func(m member) bool { return m.Who == who })
}

func (s *State) remove(who int) bool {
	i := s.find(who)
	if i < 0 {
		return false
	}
	s.In = slices.Delete(s.In, i, i+1)
	s.Due = slices.DeleteFunc(s.Due, func(d due) bool { return d.Do != "open" && d.Do != "join" && d.Who == who })
	return true
}

// pick chooses somebody who is there, who is no staff and not among not; those
// who say much more often than others. It is -1 where there is nobody.
func (r *run) pick(rng *rand.Rand, not ...int) int {
	return r.choose(rng, not, func(who int) int { return r.c.lib.Person(r.c.plan.Town, who).Talks })
}

// anyone is pick without regard to who says much: also those who only read.
func (r *run) anyone(rng *rand.Rand, not ...int) int {
	return r.choose(rng, not, func(int) int { return 1 })
}

func (r *run) choose(rng *rand.Rand, not []int, weight func(int) int) int {
	w := func(m member) int {
		if m.Who < staffCount || m.Mute > r.s.At || slices.Contains(not, m.Who) {
			return 0
		}
		return weight(m.Who)
	}
	sum := 0
	for _, m := range r.s.In {
		sum += w(m)
	}
	if sum == 0 {
		return -1
	}
	n := rng.IntN(sum)
	for _, m := range r.s.In {
		if n -= w(m); n < 0 {
			return m.Who
		}
	}
	return -1
}

// later is a moment after at, with a heavy tail about mean away.
func later(rng *rand.Rand, at, mean int64) int64 {
	return at + 2*second + int64(min(rng.ExpFloat64(), 6)*float64(mean))
}

// Ripe reports whether Advance until now would do anything.
func (s *State) Ripe(now time.Time) bool {
	ms := now.UnixMilli()
	return len(s.Due) > 0 && s.Due[0].At <= ms || (s.Slot+1)*minute <= ms
}
