package replay

import (
	"cmp"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Count is how many touches there were, and what the gate said of them. To-dos are
// counted beside: they are what people have to do, also what they say by hand.
type Count struct {
	Touches int
	Passed  int
	Later   int
	Held    int
	Never   int
	Todos   int
}

func (c *Count) add(t *Touch) {
	if t.ByHand {
		c.Todos++
	}
	if !t.Channel.Said() {
		return
	}
	c.Touches++
	switch t.Verdict.Outcome {
	case Pass:
		c.Passed++
	case Later:
		c.Later++
	case Held:
		c.Held++
	case Never:
		c.Never++
	}
}

// Stopped is how many the gate did not let go at once.
func (c Count) Stopped() int { return c.Later + c.Held + c.Never }

// StepCount is what a step of an SOP did, and why it was left out.
type StepCount struct {
	SOP, Step string
	Count
	Skipped map[engine.Reason]int
}

// GroupCount is what was done in a group.
type GroupCount struct {
	Group id.Group
	Count
}

// WeekCount is what was done in a week, which begins on a Monday.
type WeekCount struct {
	Monday string // 2030-01-07
	Count
}

// RuleCount is how often a rule of the gate stopped something.
type RuleCount struct {
	Rule string
	N    int
}

// Summary is what SOPs would have done.
type Summary struct {
	From, To   time.Time
	Happenings int64 // between the two
	Messages   int64
	Moves      int64 // comings and goings
	Groups     int
	People     int // who were seen in the groups
	Begun      int // runs
	Count
	Silent int // what the program does by itself, such as tags

	Touched int // people whom something reached that passed, be it said to their group
	Most    int // how many reached whoever was reached by the most
	MostIn  id.Group
	MostWho uint32

	Doers    int     // who have to-dos: a role in a group
	BusyDay  int     // the most to-dos that one of them got in a day
	EachDay  float64 // to-dos of one of them in a day, on the average of all days
	Steps    []StepCount
	ByGroup  []GroupCount
	Weeks    []WeekCount
	Stopping []RuleCount
}

// doer is who has a to-do: a role in a group.
type doer struct {
	group id.Group
	role  string
}

// tally is the summary as it grows.
type tally struct {
	first, last          time.Time
	happenings, messages int64 // the rest are comings and goings
	begins, silent       int
	all                  Count
	steps                []*StepCount
	at                   map[[2]string]*StepCount
	groups               map[id.Group]*Count
	weeks                map[string]*Count
	rules                map[string]int
	day                  string
	today                map[doer]int
	doers                map[doer]bool
	busiest              int
	names                []string // of SOPs
}

func (s *tally) init(sops []Planned) {
	*s = tally{at: map[[2]string]*StepCount{}, groups: map[id.Group]*Count{}, weeks: map[string]*Count{}, rules: map[string]int{}, today: map[doer]int{}, doers: map[doer]bool{}}
	for _, one := range sops {
		book := one.Program.Book
		s.names = append(s.names, book.Name)
		script.Each(book.Steps, func(step *script.Step) {
			if step.Say != nil || step.Task != nil || step.Invite != nil || step.Remove != nil {
				s.step(book.Name, step.ID)
			}
		})
	}
}

func (s *tally) step(sop, step string) *StepCount {
	key := [2]string{sop, step}
	c := s.at[key]
	if c == nil {
		c = &StepCount{SOP: sop, Step: step, Skipped: map[engine.Reason]int{}}
		s.at[key] = c
		s.steps = append(s.steps, c)
	}
	return c
}

// heard counts what happened; what lies before the beginning is left out.
func (s *tally) heard(h *Happening, isOurs bool) {
	if s.first.IsZero() {
		s.first = h.At
	}
	s.last = h.At
	if !isOurs {
		return
	}
	s.happenings++
	if h.Kind == string(fact.MessageRecorded) {
		s.messages++
	}
}

func (s *tally) begun(int) { s.begins++ }

func (s *tally) silently() { s.silent++ }

func (s *tally) skipped(sop int, step string, why engine.Reason) {
	s.step(s.names[sop], step).Skipped[why]++
}

// touched counts a touch.
func (s *tally) touched(p *Player, t *Touch) {
	s.all.add(t)
	s.step(t.SOP, t.Step).add(t)
	local := t.At.In(p.o.Zone)
	monday := local.AddDate(0, 0, -(int(local.Weekday())+6)%7).Format(time.DateOnly)
	if s.groups[t.Group] == nil {
		s.groups[t.Group] = &Count{}
	}
	if s.weeks[monday] == nil {
		s.weeks[monday] = &Count{}
	}
	s.groups[t.Group].add(t)
	s.weeks[monday].add(t)
	if t.Verdict.Rule != "" {
		s.rules[t.Verdict.Rule]++
	}
	if !t.ByHand {
		return
	}
	if day := local.Format(time.DateOnly); day != s.day {
		s.day = day
		clear(s.today)
	}
	who := doer{t.Group, t.Owner}
	s.doers[who] = true
	s.today[who]++
	s.busiest = max(s.busiest, s.today[who])
}

// Summary is what was done so far.
func (p *Player) Summary() Summary {
	s := &p.sum
	from, to := s.first, s.last
	if from.Before(p.o.From) {
		from = p.o.From
	}
	if p.now.After(to) {
		to = p.now
	}
	out := Summary{From: from, To: to, Happenings: s.happenings, Messages: s.messages, Moves: s.happenings - s.messages, Groups: len(p.list), Begun: s.begins, Count: s.all, Silent: s.silent,
		Doers: len(s.doers), BusyDay: s.busiest}
	p.reached(&out)
	if days := to.Sub(from).Hours() / 24; len(s.doers) > 0 && days > 0 {
		out.EachDay = float64(s.all.Todos) / float64(len(s.doers)) / max(1, days)
	}
	for _, c := range s.steps {
		out.Steps = append(out.Steps, *c)
	}
	for g, c := range s.groups {
		out.ByGroup = append(out.ByGroup, GroupCount{g, *c})
	}
	slices.SortFunc(out.ByGroup, func(a, b GroupCount) int {
		return cmp.Or(cmp.Compare(b.Touches, a.Touches), cmp.Compare(b.Todos, a.Todos), cmp.Compare(a.Group, b.Group))
	})
	for m, c := range s.weeks {
		out.Weeks = append(out.Weeks, WeekCount{m, *c})
	}
	slices.SortFunc(out.Weeks, func(a, b WeekCount) int { return cmp.Compare(a.Monday, b.Monday) })
	for r, n := range s.rules {
		out.Stopping = append(out.Stopping, RuleCount{r, n})
	}
	slices.SortFunc(out.Stopping, func(a, b RuleCount) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Rule, b.Rule)) })
	return out
}

// reached counts whom what was said has reached; who is in two groups counts once.
func (p *Player) reached(out *Summary) {
	per := map[uint32]int64{}
	people := map[uint32]bool{}
	for _, r := range p.list {
		for _, s := range r.order {
			member := s.member
			people[member] = true
			n := s.reached
			if !s.gone {
				n += r.told - s.since
			}
			if n == 0 || !s.people {
				continue
			}
			per[member] += n
			if total := int(per[member]); total > out.Most {
				out.Most, out.MostIn, out.MostWho = total, r.group, member
			}
		}
	}
	out.People, out.Touched = len(people), len(per)
}
