package replay

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// activeFor is for how long somebody who spoke counts as active, and for how long
// whoever came is new.
const (
	activeFor = 28 * 24 * time.Hour
	newFrom   = 24 * time.Hour
	newUntil  = 7 * 24 * time.Hour
)

// seen is somebody in a group, as far as it is known by now.
type seen struct {
	member   uint32
	messages int64
	lastSaid time.Time
	joined   time.Time // zero where nobody told
	gone     bool
	people   bool // neither staff nor bot
	bot      bool
	born     bool // their birthday is known

	at          int   // where in order they stand
	since       int64 // how much the group was told before they were in it
	reached     int64 // of the group's before they left, and their own
	newer, past *seen // by who spoke last, of those who are active
	active      bool
}

// room is a group, as far as it is known by now.
type room struct {
	group    id.Group
	first    time.Time
	lastSaid time.Time // by anybody but bots
	state    string
	in       map[uint32]*seen
	inside   int64
	order    []*seen   // who was ever seen, as they came
	quiet    []int64   // since when each of them is silent, in milliseconds; away for those who left
	greeted  [][]int64 // for each start by silence, since when each was silent when it began
	born     int       // how many have a birthday that is known
	fresh    []*seen   // who joined within a week, the earliest first

	oldest, newest *seen // of those who are active
	active         int64
	told           int64 // what was said to the whole group
	armed          bool
}

// who is somebody in the group; one who was not seen before is there from now on.
func (r *room) who(w World, member uint32) *seen {
	s := r.in[member]
	if s == nil {
		p := w.Person(member)
		s = &seen{member: member, people: !p.Staff && !p.Bot, bot: p.Bot, born: p.Birthday.Month != 0, since: r.told, at: len(r.order)}
		r.in[member] = s
		r.order, r.quiet = append(r.order, s), append(r.quiet, s.silentSince())
		if s.born {
			r.born++
		}
		r.inside++
	}
	return s
}

// away stands where whoever left would be silent since.
const away = math.MaxInt64

// silentSince is since when somebody is silent, in milliseconds.
func (s *seen) silentSince() int64 {
	if s.gone {
		return away
	}
	return max(s.lastSaid.UnixMilli(), s.joined.UnixMilli())
}

// back lets somebody be there who had left.
func (r *room) back(s *seen) {
	if s.gone {
		s.gone, s.since = false, r.told
		r.inside++
	}
}

// took takes in what happened.
func (r *room) took(w World, h *Happening) {
	if r.first.IsZero() {
		r.first = h.At
	}
	if h.Member == 0 {
		return
	}
	s := r.who(w, h.Member)
	switch h.Kind {
	case string(fact.MessageRecorded):
		r.back(s)
		s.messages++
		s.lastSaid = h.At
		if !s.bot {
			r.lastSaid = h.At
		}
		if s.people {
			r.spoke(s)
		}
	case string(fact.MemberJoined):
		r.back(s)
		s.joined = h.At
		r.fresh = append(r.fresh, s)
	case string(fact.MemberLeft):
		if !s.gone {
			s.gone = true
			s.reached += r.told - s.since
			r.inside--
			r.silent(s)
		}
	}
	r.quiet[s.at] = s.silentSince()
}

// spoke moves somebody to the end of those who are active.
func (r *room) spoke(s *seen) {
	r.silent(s)
	s.active, s.past = true, r.newest
	if r.newest != nil {
		r.newest.newer = s
	} else {
		r.oldest = s
	}
	r.newest = s
	r.active++
}

// silent takes somebody out of those who are active.
func (r *room) silent(s *seen) {
	if !s.active {
		return
	}
	if s.past != nil {
		s.past.newer = s.newer
	} else {
		r.oldest = s.newer
	}
	if s.newer != nil {
		s.newer.past = s.past
	} else {
		r.newest = s.past
	}
	s.active, s.past, s.newer = false, nil, nil
	r.active--
}

// at forgets who is active and new no more.
func (r *room) at(now time.Time) {
	for r.oldest != nil && now.Sub(r.oldest.lastSaid) > activeFor {
		r.silent(r.oldest)
	}
	for len(r.fresh) > 0 && now.Sub(r.fresh[0].joined) > newUntil {
		r.fresh = r.fresh[1:]
	}
}

// quietNew counts who came one to seven days ago and has given no sign.
func (r *room) quietNew(now time.Time) (n int64) {
	for _, s := range r.fresh {
		if now.Sub(s.joined) < newFrom {
			break
		}
		if !s.gone && s.lastSaid.Before(s.joined) {
			n++
		}
	}
	return n
}

// facts are what conditions may ask of somebody in a group; member 0 asks of the
// group. How many are new and silent is counted where it is asked about.
func (p *Player) facts(r *room, member uint32, now time.Time, asked cond.Asked) cond.Facts {
	r.at(now)
	place := p.world.Place(r.group)
	f := cond.Facts{Now: now, Group: cond.Group{Name: place.Name, Life: cmp.Or(place.Life, string(script.LongTerm)), Tone: place.Tone, State: r.state, Members: r.inside, Active: r.active,
		AgeDays: int64(now.Sub(r.first) / (24 * time.Hour)), LastSaid: r.lastSaid, Column: place.Columns}}
	if asked.Any("group.quiet_new") {
		f.Group.QuietNew = r.quietNew(now)
	}
	if member == 0 {
		return f
	}
	is := p.world.Person(member)
	f.Member = cond.Member{Name: is.Name, Staff: is.Staff, Customer: is.Customer, Consent: is.Consent, Less: is.Less, Tags: p.tags[member]}
	if s := r.in[member]; s != nil {
		f.Member.Messages, f.Member.LastSaid, f.Member.LastSeen, f.Member.Joined = s.messages, s.lastSaid, s.lastSaid, s.joined
	}
	return f
}

// tag gives somebody tags, and takes others away.
func (p *Player) tag(member uint32, give, take []string) {
	if member == 0 {
		return
	}
	has := slices.DeleteFunc(slices.Clone(p.tags[member]), func(t string) bool { return slices.Contains(take, t) })
	for _, t := range give {
		if !slices.Contains(has, t) {
			has = append(has, t)
		}
	}
	p.tags[member] = has
}
