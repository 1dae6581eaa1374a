package gate

import "time"

// weekly reports whether a cap is one of a week.
func weekly(r Rule) bool { return r == CalledAllWeek || r == MemberWeek }

// limit is the cap of a rule; used is how much of it is.
func (j *judge) limit(r Rule) (limit, used int) {
	s, c := j.set, &j.facts.Counts
	switch r {
	case MomentsDay:
		return s.Moments, c.Moments
	case AnnouncedDay:
		return s.Announced, c.Announced
	case CalledAllWeek:
		if j.facts.SaleWeek {
			return s.CallAllSale, c.CalledAll
		}
		return s.CallAll, c.CalledAll
	case MemberDay:
		return s.Member, c.Member
	case MemberWeek:
		return s.MemberWeek, c.MemberWeek
	case GroupSellingDay:
		return s.GroupSelling, c.GroupSelling
	case GroupDay:
		return s.Group, c.Group
	case ChannelDay:
		return s.Channel, c.Channel
	}
	return 0, 0
}

// counted asks a cap: in the day or week in which touches were counted, how many
// passed counts; in a later one it is as if none had.
func (j *judge) counted(r Rule, at time.Time) (Outcome, time.Time) {
	limit, used := j.limit(r)
	zone := j.facts.Zone
	end := DateOf(j.facts.At, zone).Plus(1)
	if weekly(r) {
		end = DateOf(j.facts.At, zone).Monday().Plus(7)
	}
	if used < limit {
		return Pass, at
	}
	return notBefore(end.Start(zone), at)
}

// allowsNone reports whether the settings allow no such touch at any time.
func (j *judge) allowsNone() bool {
	for r := MomentsDay; r < pastRules; r++ {
		if !j.concerns(r) {
			continue
		}
		limit, _ := j.limit(r)
		if r == CalledAllWeek {
			limit = max(j.set.CallAll, j.set.CallAllSale) // a week with a sale may come
		}
		if limit == 0 {
			return true
		}
	}
	return false
}

// figures are what goes with a rule when it is told to people.
func (j *judge) figures(r Rule, at time.Time) (limit, count int) {
	switch r {
	case StagePosts:
		return j.set.StagePosts, j.facts.Stage.Posts
	case StageDays:
		first := DateOf(j.facts.Stage.First, j.facts.Zone)
		return j.set.StageDays, int(DateOf(at, j.facts.Zone).Number() - first.Number())
	case PlatformQuota:
		return j.facts.Quota.Most, j.facts.Quota.Used
	}
	return j.limit(r)
}
