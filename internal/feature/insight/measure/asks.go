package measure

import (
	"slices"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/feature/insight/ask"
)

const (
	overdue  = 24 * hour // of service: a question unanswered this long counts in u
	prompt   = 30 * minute
	maxWaits = 200 // unanswered questions kept for the list
)

// Answers sums up questions and how they fared over 28 days.
type Answers struct {
	Questions  int      `json:"questions"`
	Calls      int      `json:"calls"`
	Requests   int      `json:"requests"`
	Complaints int      `json:"complaints"`
	MaybeAsks  int      `json:"maybe_asks"` // pictures and voices without a staff word in 30 service minutes
	Due        int      `json:"due"`        // questions old enough to be counted in u
	Unanswered *float64 `json:"unanswered"` // u
	Within30   *float64 `json:"within30"`   // share answered in 30 service minutes
}

// asks counts the questions of people and finds those nobody answered.
func (s *scene) asks() Answers {
	var a Answers
	lost, quick := 0, 0
	replied := s.replies()
	for k := range s.talk.turns {
		tn := &s.talk.turns[k]
		if !tn.inWindow || !s.converses(tn.actor) {
			continue
		}
		count(&a, tn.reads)
		at, ok := s.answeredAt(k, replied[k])
		waited := s.service(tn.to, s.at)
		if ok {
			waited = s.service(tn.to, at)
		}
		if tn.reads&ask.Question == 0 {
			if s.maybeAsking(tn) && s.q.StaffKnown && !s.staffSpoke(k, prompt) && waited >= prompt {
				a.MaybeAsks++
				s.wait(tn, waited, true)
			}
			continue
		}
		if !ok && waited >= prompt {
			s.wait(tn, waited, false)
		}
		if s.service(tn.to, s.at) < overdue {
			continue
		}
		a.Due++
		if !ok || waited > overdue {
			lost++
		} else if waited <= prompt {
			quick++
		}
	}
	if a.Due > 0 {
		a.Unanswered, a.Within30 = ptr(float64(lost)/float64(a.Due)), ptr(float64(quick)/float64(a.Due))
	}
	slices.Reverse(s.figures.Waiting)
	s.figures.Waiting = s.figures.Waiting[:min(len(s.figures.Waiting), maxWaits)]
	return a
}

func count(a *Answers, m ask.Marks) {
	for bit, n := range map[ask.Marks]*int{ask.Question: &a.Questions, ask.Call: &a.Calls, ask.Request: &a.Requests, ask.Complaint: &a.Complaints} {
		if m&bit != 0 {
			*n++
		}
	}
}

func (s *scene) wait(tn *turn, waited int64, maybe bool) {
	first := &s.talk.said[tn.first]
	s.figures.Waiting = append(s.figures.Waiting, Ask{Key: s.lights[first.light].Key, At: tn.from,
		Member: s.actors[tn.actor].Member, Waited: float64(waited) / float64(hour), Maybe: maybe})
}

// maybeAsking reports whether a turn of pictures or voices without a word may
// be a question nobody can read.
func (s *scene) maybeAsking(tn *turn) bool {
	const mute = 1<<event.Picture | 1<<event.Voice | 1<<event.Video
	return tn.forms&mute != 0 && tn.forms&^uint32(mute) == 0
}

// replies lists, for every turn, the lines that answer one of its lines.
func (s *scene) replies() map[int][]int32 {
	out := map[int][]int32{}
	for i := range s.talk.said {
		ln := &s.talk.said[i]
		if ln.to >= 0 && s.talk.said[ln.to].actor != ln.actor {
			k := int(s.talk.said[ln.to].turn)
			out[k] = append(out[k], int32(i))
		}
	}
	return out
}

// answeredAt is when turn k was first answered: by a reply, quote or mention of
// staff; by their next post within 30 service minutes that is no broadcast; by
// their word that they wrote privately; or by another person's turn that
// answers it and is more than 同问.
func (s *scene) answeredAt(k int, replied []int32) (at int64, ok bool) {
	t, tn := s.talk, &s.talk.turns[k]
	best := int64(1<<63 - 1)
	for _, i := range replied {
		ln := &t.said[i]
		if ln.at < tn.from || ln.post >= 0 || ln.mark.Reads&ask.SameHere != 0 {
			continue
		}
		staff := !s.converses(ln.actor)
		if staff && ln.stated || !staff && ln.mark.Reads&ask.Question == 0 {
			best = min(best, ln.at)
		}
	}
	i, _ := slices.BinarySearchFunc(t.said, tn.to, func(l line, at int64) int {
		if l.at <= at {
			return -1
		}
		return 1
	})
	next := true // no other person has spoken since
	for ; i < len(t.said) && t.said[i].at < best; i++ {
		ln := &t.said[i]
		waited := s.service(tn.to, ln.at)
		if waited > overdue {
			break
		}
		switch {
		case ln.actor == tn.actor || s.oneWay[ln.actor]:
		case s.actors[ln.actor].Standing != Member:
			if ln.mark.Reads&ask.PrivateReply != 0 || ln.post < 0 && waited <= prompt && s.actors[ln.actor].Standing == Staff {
				return ln.at, true
			}
		case next && ln.at-tn.to <= prompt && ln.mark.Reads&(ask.SameHere|ask.Question) == 0 && ln.to < 0:
			return ln.at, true // the very next word of another person, addressed to nobody else
		default:
			next = false
		}
	}
	return best, best != 1<<63-1
}

// staffSpoke reports whether staff said anything within the service time.
func (s *scene) staffSpoke(k int, within int64) bool {
	t, tn := s.talk, &s.talk.turns[k]
	for i := int(tn.first) + 1; i < len(t.said); i++ {
		if s.service(tn.to, t.said[i].at) > within {
			return false
		}
		if s.actors[t.said[i].actor].Standing == Staff {
			return true
		}
	}
	return false
}
