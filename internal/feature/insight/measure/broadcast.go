package measure

import (
	"slices"

	"github.com/huoshui/huoshui/internal/feature/insight/ask"
)

const (
	promptWindow = 30 * minute // a post this soon after a person's question answers it
	postGap      = 5 * minute  // one sender's posts closer than this are one broadcast
	replyWindow  = 60 * minute // a broadcast nobody speaks after for this long is unanswered
	oneWayFrom   = 20          // messages it takes to be called a one-way poster
)

// post is one broadcast.
type post struct {
	from, to int64
	actor    int32
	last     int32 // its last line
	inWindow bool
	answered bool // somebody spoke within the hour
	young    bool // the hour is not over
}

// findOneWay marks the people who post and never converse: at least 20
// messages in the window of which under 5 % answer or are answered. Stock
// replies and sign-up chains tell nothing of this. Somebody three in five of
// whose messages ask for something is no poster but a customer nobody answers.
func (s *scene) findOneWay() {
	t := s.talk
	wrote, met, asked := make([]int, len(s.actors)), make([]int, len(s.actors)), make([]int, len(s.actors))
	answered := make([]bool, len(t.said))
	for i := range t.said {
		if ln := &t.said[i]; ln.to != nobody && ln.toActor != ln.actor {
			answered[ln.to] = true
		}
	}
	for i := range t.said {
		ln := &t.said[i]
		if ln.quiet || ln.list || !s.inWindow(ln) {
			continue
		}
		wrote[ln.actor]++
		if answered[i] || ln.toActor != nobody && ln.toActor != ln.actor {
			met[ln.actor]++
		}
		if ln.mark.Reads&wanting != 0 {
			asked[ln.actor]++
		}
	}
	for a := range s.actors {
		s.oneWay[a] = s.actors[a].Standing == Member && wrote[a] >= oneWayFrom && met[a]*20 < wrote[a] && asked[a]*5 < wrote[a]*3
	}
}

func (s *scene) inWindow(ln *line) bool { return s.days[ln.light] > s.today-window }

// wanting are the marks of what deserves a word from staff.
const wanting = ask.Question | ask.Request | ask.Call

// findPosts finds the broadcasts: unprompted posts by staff, bots and one-way
// posters. What staff write within 30 service minutes after a question asked
// outside service hours answers it, unless they post at that time of day
// anyway.
func (s *scene) findPosts() {
	late := s.collectPosts(nil)
	if len(late) > 0 {
		habits := s.fixedTimes(s.existed() - len(late))
		s.collectPosts(habits)
	}
	t := s.talk
	word := int64(1<<63 - 1) // when a person next says something
	for i := len(t.said) - 1; i >= 0; i-- {
		ln := &t.said[i]
		if s.converses(ln.actor) && !ln.quiet {
			word = ln.at
		}
		if ln.post != nobody && t.posts[ln.post].last == int32(i) {
			p := &t.posts[ln.post]
			p.answered = word-p.to <= replyWindow
			p.young = s.at-p.to < replyWindow
		}
	}
}

// collectPosts walks the lines once. Habits are the minutes of the day at which
// posts come anyway. It returns the days on which something written after the
// night was taken for an answer.
func (s *scene) collectPosts(habits []int) map[int32]bool {
	t := s.talk
	t.posts = t.posts[:0]
	late := map[int32]bool{}
	asked := line{at: -1 << 62, clock: -1 << 62} // what a person last asked or requested
	open := map[int32]int32{}                    // actor → running broadcast, no person having spoken since
	for i := range t.said {
		ln := &t.said[i]
		ln.post = nobody
		if s.converses(ln.actor) {
			if ln.mark.Reads&wanting != 0 {
				asked = *ln
			}
			clear(open)
			continue
		}
		if ln.quiet || ln.at-asked.at <= promptWindow || s.directed(ln) {
			continue
		}
		if ln.clock-asked.clock <= promptWindow && !near(habits, s.cal.Minute(ln.at)) {
			if s.inWindow(ln) {
				late[s.days[ln.light]] = true
			}
			continue
		}
		if k, ok := open[ln.actor]; ok && ln.at-t.posts[k].to <= postGap {
			t.posts[k].to, t.posts[k].last, ln.post = ln.at, int32(i), k
			continue
		}
		ln.post = int32(len(t.posts))
		open[ln.actor] = ln.post
		t.posts = append(t.posts, post{actor: ln.actor, from: ln.at, to: ln.at, last: int32(i), inWindow: s.inWindow(ln)})
	}
	return late
}

// near reports whether a minute of the day lies within ten minutes of any of
// times.
func near(times []int, m int) bool {
	return slices.ContainsFunc(times, func(t int) bool {
		d := (m - t + 1440) % 1440
		return min(d, 1440-d) <= fixedTimeRadius
	})
}

// directed reports whether a line is meant for a person: a reply, a quote, an
// @, or word that the answer was given in private.
func (s *scene) directed(ln *line) bool {
	if ln.stated && ln.toActor != nobody && s.converses(ln.toActor) || ln.mark.Reads.Has(ask.PrivateReply) {
		return true
	}
	return slices.ContainsFunc(ln.mark.Mentions, func(author uint32) bool { return s.isPerson(author) })
}

// isPerson reports whether an author somebody mentions is a person: whoever the
// group has not seen as staff or a bot.
func (s *scene) isPerson(author uint32) bool {
	if a, ok := s.byAuthor[author]; ok {
		return s.converses(a)
	}
	standing, ok := s.listedAs[author]
	return !ok || standing == Member
}

// existed is how many days of the window the group has existed.
func (s *scene) existed() int { return min(window, int(s.today-s.days[0])+1) }

// fixedTimes are the minutes of the day, ±10, at which broadcasts came on at
// least 60 % of a number of days.
func (s *scene) fixedTimes(of int) []int {
	days := map[int]map[int32]bool{} // minute → days
	for _, p := range s.talk.posts {
		if !p.inWindow {
			continue
		}
		m := s.cal.Minute(p.from)
		if days[m] == nil {
			days[m] = map[int32]bool{}
		}
		days[m][s.cal.Day(p.from)] = true
	}
	var times []int
	for len(times) < 8 {
		start, most := busiestSpan(days)
		if most < fixedTimeLeast || float64(most) < selfTalkDays*float64(of) {
			break
		}
		times = append(times, middleOf(days, start))
		for d := -fixedTimeRadius; d <= 3*fixedTimeRadius; d++ {
			delete(days, (start+d+1440)%1440)
		}
	}
	slices.Sort(times)
	return times
}

// busiestSpan is the span of 21 minutes with broadcasts on most days, by the
// broadcast it starts at; the earliest of several.
func busiestSpan(days map[int]map[int32]bool) (start, most int) {
	for from := range days {
		seen := map[int32]bool{}
		for d := range 2*fixedTimeRadius + 1 {
			for k := range days[(from+d)%1440] {
				seen[k] = true
			}
		}
		if len(seen) > most || len(seen) == most && from < start {
			start, most = from, len(seen)
		}
	}
	return start, most
}

// middleOf is the minute at which half of the days of a span have had their
// broadcast.
func middleOf(days map[int]map[int32]bool, start int) int {
	all := 0
	for d := range 2*fixedTimeRadius + 1 {
		all += len(days[(start+d)%1440])
	}
	run, d := 0, 0
	for ; ; d++ {
		if run += len(days[(start+d)%1440]); 2*run >= all {
			return (start + d) % 1440
		}
	}
}

// clock is the service clock: how much service time has passed since 1970 on
// every day's service hours. It stands still outside them.
func (s *scene) clock(ms int64) int64 {
	open, shut := int64(s.q.ServiceFrom)*hour, int64(s.q.ServiceTo)*hour
	l := s.cal.local(ms)
	d := floorDiv(l, day)
	return d*(shut-open) + min(max(l-d*day, open), shut) - open
}
