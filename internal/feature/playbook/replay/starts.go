package replay

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// arm lets SOPs begin by the calendar in a group, once.
func (p *Player) arm(r *room) {
	if r.armed {
		return
	}
	r.armed = true
	if p.states && len(p.armed()) == 1 {
		p.lookDaily()
	}
	for n := range p.o.SOPs {
		s := &p.o.SOPs[n]
		fields, ok := p.in(n, r.group)
		if !ok {
			continue
		}
		for i := range s.Program.Starts() {
			start := &s.Program.Starts()[i]
			if start.Silent != "" || start.Yearly != "" { // who is silent already is not waited for
				p.startAt(p.now, n, i, r)
			} else if at, ok := s.Program.Next(i, p.now, p.o.Zone, fields); ok {
				p.startAt(at, n, i, r)
			} else if t, ok := script.ParseMoment(fields[start.Moment], p.o.Zone); ok && t.After(p.now) { // it has begun by its steps before
				p.startAt(p.now, n, i, r)
			}
		}
	}
}

// armed lists the groups in which SOPs begin by the calendar.
func (p *Player) armed() []*room {
	return slices.DeleteFunc(slices.Clone(p.list), func(r *room) bool { return !r.armed })
}

func (p *Player) startAt(at time.Time, sop, start int, r *room) {
	p.put(at, func(now time.Time) { p.onTime(sop, start, r, at, now) })
}

// onTime begins an SOP in a group by the calendar, and sees to the next time.
func (p *Player) onTime(sop, n int, r *room, due, now time.Time) {
	s := &p.o.SOPs[sop]
	fields, _ := p.in(sop, r.group)
	if next, again := p.nextTime(sop, n, now, fields); again {
		p.startAt(next, sop, n, r)
	}
	start := &s.Program.Starts()[n]
	if s.Program.Book.Per == script.PerMember {
		p.sweep(sop, n, r, due)
		return
	}
	if !p.mayBegin(s, start, r, 0, fields) {
		return
	}
	moment := p.moment(start, due, fields)
	occasion := "at/" + strconv.FormatInt(moment.UnixMilli(), 10)
	if one := p.begin(sop, n, subject{r.group, 0}, occasion, s.Program.Begin(start.ID, moment, fields)); one != nil {
		p.moveAll([]move{{run: one}})
	}
}

// following is when an SOP begins next by the calendar, after a moment.
type following struct {
	after, at time.Time
	again     bool
}

// nextTime is when an SOP begins next by the calendar. In groups with the same fields
// it is the same, and looked up once.
func (p *Player) nextTime(sop, n int, now time.Time, fields map[string]string) (time.Time, bool) {
	program := p.o.SOPs[sop].Program
	if p.o.SOPs[sop].Places != nil {
		return program.Next(n, now, p.o.Zone, fields)
	}
	key := [2]int{sop, n}
	f, ok := p.next[key]
	if !ok || !f.after.Equal(now) {
		f.after = now
		f.at, f.again = program.Next(n, now, p.o.Zone, fields)
		p.next[key] = f
	}
	return f.at, f.again
}

// moment is what the steps of a run count from that begins at its time.
func (p *Player) moment(start *script.Start, due time.Time, fields map[string]string) time.Time {
	if t, ok := script.ParseMoment(fields[start.Moment], p.o.Zone); start.Moment != "" && ok {
		return t
	}
	return due
}

// mayBegin reports whether an SOP may begin for somebody as far as its own
// condition says.
func (p *Player) mayBegin(s *Planned, start *script.Start, r *room, member uint32, fields map[string]string) bool {
	asked := s.Program.Asked()
	f := p.facts(r, member, p.now, asked)
	f.Start = start.ID
	if asked.Any(cond.Fields) {
		f.Field = p.values(s, r, member, nil)
		maps.Copy(f.Field, fields)
	}
	return s.Program.May(&f)
}

// silence is a start of an SOP by silence.
type silence struct {
	sop, start int
	least      time.Duration // nobody has been silent for so long who spoke later than that
}

// silences finds the starts by silence.
func (p *Player) silences() {
	for n := range p.o.SOPs {
		for i, s := range p.o.SOPs[n].Program.Starts() {
			if s.Silent != "" {
				from := time.Unix(0, 0).UTC()
				p.silent = append(p.silent, silence{n, i, script.Later(from, s.Silent, time.UTC).Sub(from) - 3*time.Hour}) // less what clocks are put on
			}
		}
	}
}

// sweep begins an SOP for those in a group for whom it is time.
func (p *Player) sweep(sop, n int, r *room, due time.Time) {
	program := p.o.SOPs[sop].Program
	if f := p.facts(r, 0, p.now, program.Asked()); !program.MayIn(&f) {
		return
	}
	fields, _ := p.in(sop, r.group)
	var moves []move
	look := func(s *seen) (had bool) {
		one, had := p.falls(sop, n, r, s, due, fields)
		if one != nil {
			moves = append(moves, move{run: one})
		}
		return had
	}
	yearly := program.Starts()[n].Yearly
	if k := slices.IndexFunc(p.silent, func(s silence) bool { return s.sop == sop && s.start == n }); k >= 0 {
		p.silentIn(k, r, look)
	} else if yearly != engine.Birthday || r.born > 0 {
		for _, s := range r.order {
			if !s.gone && (yearly != engine.Birthday || s.born) && (yearly != engine.Joined || !s.joined.IsZero()) {
				look(s)
			}
		}
	}
	p.moveAll(moves)
}

// silentIn looks at those in a group who have been silent for long enough and for
// whom the SOP has not begun since they spoke. had is whether by this silence they
// need not be looked at again.
func (p *Player) silentIn(k int, r *room, look func(*seen) (had bool)) {
	for len(r.greeted) <= k {
		r.greeted = append(r.greeted, nil)
	}
	for len(r.greeted[k]) < len(r.quiet) {
		r.greeted[k] = append(r.greeted[k], away)
	}
	latest := p.now.Add(-p.silent[k].least).UnixMilli()
	greeted := r.greeted[k]
	for i, since := range r.quiet {
		if since <= latest && greeted[i] != since && look(r.order[i]) {
			greeted[i] = since
		}
	}
}

// falls begins an SOP for one person, if it is time; had is whether by this
// occasion it need not be looked at again.
func (p *Player) falls(sop, n int, r *room, who *seen, due time.Time, fields map[string]string) (one *run, had bool) {
	s := &p.o.SOPs[sop]
	start := &s.Program.Starts()[n]
	var days map[string]when.Yearly
	if start.Yearly == engine.Birthday {
		days = map[string]when.Yearly{engine.Birthday: p.world.Person(who.member).Birthday}
	}
	falls, ok := s.Program.For(n, due, p.now, p.o.Zone, fields, &cond.Member{Joined: who.joined, LastSaid: who.lastSaid}, days)
	whom := subject{r.group, who.member}
	if !ok {
		return nil, false
	}
	if p.hasBegun(sop, n, whom, falls.Occasion) {
		return nil, true
	}
	if skips, _ := engine.Missed(start, falls.Due, p.now, p.o.Zone); start.Moment == "" && skips {
		return nil, true // and is too late ever after
	}
	if !p.mayBegin(s, start, r, who.member, fields) {
		return nil, false
	}
	moment := falls.Moment
	if start.Moment != "" {
		moment = p.moment(start, due, fields)
	}
	one = p.begin(sop, n, whom, falls.Occasion, s.Program.Begin(start.ID, moment, fields))
	return one, one != nil
}

// gathering is a start of an SOP in a group for which people wait.
type gathering struct {
	sop, start int
	group      id.Group
}

type gathered struct{ who []came }

// came is somebody who came.
type came struct {
	member uint32
	at     time.Time
}

// gatherOne lets somebody wait for whoever else comes within the time that the
// start gives.
func (p *Player) gatherOne(hit engine.Hit, r *room, who came) {
	key := gathering{hit.Program, hit.Start, r.group}
	g := p.gather[key]
	if g != nil {
		if !slices.ContainsFunc(g.who, func(c came) bool { return c.member == who.member }) {
			g.who = append(g.who, who)
		}
		return
	}
	p.gather[key] = &gathered{[]came{who}}
	start := &p.o.SOPs[hit.Program].Program.Starts()[hit.Start]
	due := script.Later(p.now, start.Gather.For, p.o.Zone)
	if hours, err := when.ParseWindow(start.Gather.Hours); start.Gather.Hours != "" && err == nil {
		if open, ok := hours.NextOpen(due, p.o.Zone); ok {
			due = open
		}
	}
	p.put(due, func(time.Time) { p.together(key, r) })
}

// together begins the SOP for those who came: where they are many, one of their
// runs speaks to the group for all of them.
func (p *Player) together(key gathering, r *room) {
	all := p.gather[key].who
	delete(p.gather, key)
	s := &p.o.SOPs[key.sop]
	fields, _ := p.in(key.sop, r.group)
	start := &s.Program.Starts()[key.start]
	var moves []move
	var names []string
	for _, c := range all {
		if r.in[c.member].gone || !p.mayBegin(s, start, r, c.member, fields) {
			continue
		}
		if one := p.begin(key.sop, key.start, subject{r.group, c.member}, "", s.Program.Begin(start.ID, c.at, fields)); one != nil {
			moves, names = append(moves, move{run: one}), append(names, p.world.Person(c.member).Name)
		}
	}
	if len(moves) > max(start.Gather.Most, 1) {
		for i := range moves {
			moves[i].run.state.Crowd, moves[i].run.state.Quiet = len(moves), i > 0
			moves[i].names = names
		}
	}
	p.moveAll(moves)
}

// lookTime is when it is looked in which state groups are.
const lookTime = when.Clock(5)

// lookDaily looks every day in which state groups are.
func (p *Player) lookDaily() {
	at := when.At(when.DateOf(p.now, p.o.Zone), lookTime, p.o.Zone)
	for day := 1; !at.After(p.now); day++ {
		at = when.At(when.DateOf(p.now.Add(time.Duration(day)*24*time.Hour), p.o.Zone), lookTime, p.o.Zone)
	}
	p.put(at, func(now time.Time) {
		p.lookDaily()
		for _, b := range p.world.States(now) {
			r := p.rooms[b.Group]
			if r == nil || r.state == b.State {
				continue
			}
			first := r.state == ""
			if r.state = b.State; !first && r.armed { // what it was in when it was first looked at it has not come into
				p.happened(r, &Happening{At: now, Kind: string(fact.GroupBecame), Group: b.Group})
			}
		}
	})
}
