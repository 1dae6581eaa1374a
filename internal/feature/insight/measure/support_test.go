package measure

import (
	"fmt"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
)

// story is a group told line by line, with the people in it.
type story struct {
	t     testing.TB
	zone  *time.Location
	at    time.Time // T
	g     Group
	who   cast
	staff bool
	key   uint64
}

// cast is a Directory of the authors of a story: 1 to 99 are people, 100 to 199
// staff, from 200 on bots.
type cast map[uint32]Someone

func (c cast) Who(author uint32) Someone {
	if p, ok := c[author]; ok {
		return p
	}
	return Someone{Member: author, Standing: standingOf(author), Name: fmt.Sprintf("author%d", author), Rank: uint64(author)}
}

func standingOf(author uint32) Standing {
	switch {
	case author >= 200:
		return Bot
	case author >= 100:
		return Staff
	}
	return Member
}

// tell begins a story judged at a time such as "2026-05-20 21:00" in Shanghai.
func tell(t testing.TB, at string) *story { return tellIn(t, "Asia/Shanghai", at) }

func tellIn(t testing.TB, zone, at string) *story {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, zone: loc, who: cast{}, staff: true}
	s.at = s.time(at)
	return s
}

// time reads "2006-01-02 15:04" or with seconds, in the story's zone.
func (s *story) time(text string) time.Time {
	s.t.Helper()
	layout := "2006-01-02 15:04:05"[:min(len(text), 19)]
	at, err := time.ParseInLocation(layout, text, s.zone)
	if err != nil {
		s.t.Fatal(err)
	}
	return at
}

// before is T less some days, at a time of that day such as "20:30".
func (s *story) before(days int, clock string) time.Time {
	return s.time(s.at.AddDate(0, 0, -days).Format("2006-01-02 ") + clock)
}

// how changes a line before it is told.
type how func(*Said)

func form(f event.Form) how       { return func(s *Said) { s.Form = f } }
func answering(key uint64) how    { return func(s *Said) { s.Answers = key } }
func naming(people ...uint32) how { return func(s *Said) { s.Mentions = people } }
func doing(a Act) how             { return func(s *Said) { s.Act = a } }

// say tells that author wrote text at a time and returns the line's key.
func (s *story) say(at time.Time, author uint32, text string, hows ...how) uint64 {
	s.key++
	said := Said{Key: s.key, At: at.UnixMilli(), Author: author, Act: Spoke, Body: text}
	for _, h := range hows {
		h(&said)
	}
	s.g.Lights = append(s.g.Lights, said.Light())
	if said.Act == Spoke {
		s.g.Marks = append(s.g.Marks, said.Mark())
	}
	return s.key
}

// question is how the story is judged.
func (s *story) question() *Question {
	return &Question{At: s.at.UnixMilli(), Calendar: func() *Calendar { return NewCalendar(s.zone) }, StaffKnown: s.staff,
		ServiceFrom: 9, ServiceTo: 22, ReplyError: 0.4}
}

// figures measures the story. The model knows nothing, so that only what is
// stated links messages.
func (s *story) figures() *Figures { return Measure(&s.g, s.who, s.question(), &link.Model{}) }

// scene is the story prepared for measuring, conversation and all.
func (s *story) scene() *scene {
	sc := newScene(&s.g, s.who, s.question())
	sc.figures = &Figures{}
	sc.totals()
	sc.converse(&link.Model{})
	return sc
}

func want[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// wantNear compares with a pointer figure; nil is unknown.
func wantNear(t testing.TB, what string, got *float64, want float64) {
	t.Helper()
	if got == nil {
		t.Errorf("%s is unknown, want %v", what, want)
	} else if d := *got - want; d > 1e-9 || d < -1e-9 {
		t.Errorf("%s: got %v, want %v", what, *got, want)
	}
}

func wantUnknown(t testing.TB, what string, got *float64) {
	t.Helper()
	if got != nil {
		t.Errorf("%s: got %v, want unknown", what, *got)
	}
}
