package measure

import "slices"

const (
	afterPost   = 2 * hour // how long after a broadcast leaves are counted
	leavesAsked = 5        // leaves it takes to compare them with what is usual
)

// moves measures coming, staying and leaving, where the source tells of it.
func (s *scene) moves() Moves {
	m := Moves{Members: s.members()}
	seen := map[int32]bool{} // actors met before
	var came []int           // lights by which somebody came for the first time
	var left []int64
	for i := range s.lights {
		l, actor := &s.lights[i], s.actor[i]
		before := seen[actor]
		seen[actor] = true
		if l.Said() {
			continue
		}
		m.Seen = true
		if s.days[i] <= s.today-window {
			continue
		}
		switch l.Act {
		case Joined:
			m.Joins++
			if !before && s.actors[actor].Standing == Member {
				came = append(came, i)
			}
		case Left:
			m.Left++
			left = append(left, l.At)
		case Removed:
			m.Removed++
		}
	}
	s.newcomers(&m, came)
	m.AfterPost = s.afterPosts(left)
	return m
}

// newcomer is what somebody did in the seven days after they came; −1 where
// they did not.
type newcomer struct{ joined, spoke, went int64 }

// newcomers follows those who came for the first time: do they speak, do they
// stay. Those who came too lately to tell are left out of each share.
func (s *scene) newcomers(m *Moves, came []int) {
	new := map[int32]*newcomer{}
	for _, i := range came {
		new[s.actor[i]] = &newcomer{joined: s.lights[i].At, spoke: -1, went: -1}
	}
	for i := 0; len(came) > 0 && came[0]+i < len(s.lights); i++ {
		l := &s.lights[came[0]+i]
		n := new[s.actor[came[0]+i]]
		if n == nil || l.At < n.joined || l.At-n.joined > 7*day {
			continue
		}
		switch {
		case l.Act == Spoke && n.spoke < 0:
			n.spoke = l.At - n.joined
		case (l.Act == Left || l.Act == Removed) && n.went < 0:
			n.went = l.At - n.joined
		}
	}
	var first []float64
	var day1, day7, gone share
	for _, n := range new {
		if n.spoke >= 0 {
			first = append(first, float64(n.spoke)/float64(hour))
		}
		if s.at-n.joined >= day {
			day1.add(n.spoke >= 0 && n.spoke <= day)
		}
		if s.at-n.joined >= 7*day {
			day7.add(n.spoke >= 0)
			gone.add(n.went >= 0)
		}
	}
	m.Spoke24h, m.Spoke7d, m.Gone7d = day1.value(), day7.value(), gone.value()
	if len(first) > 0 {
		slices.Sort(first)
		m.FirstWord = ptr((first[(len(first)-1)/2] + first[len(first)/2]) / 2)
	}
}

// share is how many of some did something.
type share struct{ did, of int }

func (s *share) add(did bool) {
	s.of++
	if did {
		s.did++
	}
}

// value is the share, nil of nobody.
func (s *share) value() *float64 {
	if s.of == 0 {
		return nil
	}
	return ptr(float64(s.did) / float64(s.of))
}

// afterPosts is how many people left an hour within two hours after a
// broadcast, against the usual rate of the same hours of the day: that of the
// window's other days at those hours, or of all its time without a broadcast
// where there are under three times as many such hours. Fewer than half a leave
// in the usual time counts as half a one. It says "after", never "because".
// Unknown with fewer than five leaves or no broadcast.
func (s *scene) afterPosts(left []int64) *float64 {
	if !s.q.StaffKnown || len(left) < leavesAsked {
		return nil
	}
	spans := s.covered()
	busy := s.hoursOf(spans)
	var after, same, all rate
	s.eachHour(func(from, to int64) {
		c := overlap(spans, from, to)
		after.time += c
		all.time += to - from - c
		if busy[s.cal.Hour(from)] {
			same.time += to - from - c
		}
	})
	for _, at := range left {
		switch {
		case overlap(spans, at, at+1) > 0:
			after.n++
			continue
		case busy[s.cal.Hour(at)]:
			same.n++
		}
		all.n++
	}
	if same.time < 3*after.time {
		same = all
	}
	if same.time == 0 || after.time == 0 {
		return nil
	}
	return ptr(after.n / float64(after.time) / (max(same.n, 0.5) / float64(same.time)))
}

// rate is how often something happened in a time.
type rate struct {
	n    float64
	time int64
}

// covered are the two hours after each broadcast of the window, up to T, in
// order and joined where they meet.
func (s *scene) covered() (spans [][2]int64) {
	for _, p := range s.talk.posts {
		from, to := p.from, min(p.from+afterPost, s.at)
		if !p.inWindow || to <= from {
			continue
		}
		if n := len(spans); n > 0 && from <= spans[n-1][1] {
			spans[n-1][1] = max(spans[n-1][1], to)
			continue
		}
		spans = append(spans, [2]int64{from, to})
	}
	return spans
}

// hoursOf are the hours of the day that spans touch.
func (s *scene) hoursOf(spans [][2]int64) (busy [24]bool) {
	s.eachHour(func(from, to int64) {
		if overlap(spans, from, to) > 0 {
			busy[s.cal.Hour(from)] = true
		}
	})
	return busy
}

// eachHour calls fn for each hour of the clock in the window's days, up to T.
func (s *scene) eachHour(fn func(from, to int64)) {
	first := s.at - window*day
	for from := first; from < s.at; {
		l := s.cal.local(from)
		to := min(from+hour-(l-floorDiv(l, hour)*hour), s.at)
		if s.cal.Day(from) > s.today-window {
			fn(from, to)
		}
		from = to
	}
}

// overlap is how much of the time between two instants lies in spans.
func overlap(spans [][2]int64, from, to int64) (both int64) {
	k, _ := slices.BinarySearchFunc(spans, from, func(p [2]int64, at int64) int {
		if p[1] <= at {
			return -1
		}
		return 1
	})
	for ; k < len(spans) && spans[k][0] < to; k++ {
		both += min(to, spans[k][1]) - max(from, spans[k][0])
	}
	return both
}
