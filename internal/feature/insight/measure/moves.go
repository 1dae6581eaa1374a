package measure

import "slices"

// moves measures coming, staying and leaving, where the source tells of it.
func (s *scene) moves() Moves {
	m := Moves{Members: s.members()}
	var came []int // lights of joins in the window, a week old or more apart
	var left []int64
	for i := range s.lights {
		l := &s.lights[i]
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
			came = append(came, i)
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

// newcomers follows those who joined: do they speak, do they stay. Those who
// joined too lately to tell are left out of each share.
func (s *scene) newcomers(m *Moves, came []int) {
	var day1, day1Of, day7, day7Of, gone float64
	var first []float64
	for _, i := range came {
		joined, actor := s.lights[i].At, s.actor[i]
		spoke, went := int64(-1), int64(-1)
		for j := i + 1; j < len(s.lights) && s.lights[j].At-joined <= 7*day; j++ {
			if s.actor[j] != actor {
				continue
			}
			if s.lights[j].Act == Spoke && spoke < 0 {
				spoke = s.lights[j].At - joined
			}
			if (s.lights[j].Act == Left || s.lights[j].Act == Removed) && went < 0 {
				went = s.lights[j].At - joined
			}
		}
		if spoke >= 0 {
			first = append(first, float64(spoke)/float64(hour))
		}
		if s.at-joined >= day {
			day1Of++
			if spoke >= 0 && spoke <= day {
				day1++
			}
		}
		if s.at-joined >= 7*day {
			day7Of++
			if spoke >= 0 {
				day7++
			}
			if went >= 0 {
				gone++
			}
		}
	}
	if day1Of > 0 {
		m.Spoke24h = ptr(day1 / day1Of)
	}
	if day7Of > 0 {
		m.Spoke7d, m.Gone7d = ptr(day7/day7Of), ptr(gone/day7Of)
	}
	if len(first) > 0 {
		slices.Sort(first)
		m.FirstWord = ptr((first[(len(first)-1)/2] + first[len(first)/2]) / 2)
	}
}

// afterPosts is how many leaves came within two hours after a broadcast, per
// such hour, against the rate of all hours of the window. It says "after",
// never "because". Unknown with fewer than five leaves or no broadcast.
func (s *scene) afterPosts(left []int64) *float64 {
	if !s.q.StaffKnown || len(left) < 5 {
		return nil
	}
	covered, end := int64(0), int64(-1<<62)
	within := 0
	for _, p := range s.talk.posts {
		if !p.inWindow {
			continue
		}
		from, to := max(p.from, end), min(p.from+2*hour, s.at)
		if to <= from {
			continue
		}
		covered += to - from
		for _, at := range left {
			if at >= from && at < to {
				within++
			}
		}
		end = to
	}
	if covered == 0 {
		return nil
	}
	usual := float64(len(left)) / float64(window*day)
	return ptr(float64(within) / float64(covered) / usual)
}
