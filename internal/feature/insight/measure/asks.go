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
	Questions       int      `json:"questions"`
	Calls           int      `json:"calls"`
	Requests        int      `json:"requests"`
	Complaints      int      `json:"complaints"`
	MaybeAsks       int      `json:"maybe_asks"`       // pictures and voices without a staff word in 30 service minutes
	Due             int      `json:"due"`              // questions old enough to be counted in u
	Unanswered      *float64 `json:"unanswered"`       // u
	UnansweredError *float64 `json:"unanswered_error"` // ± where over half of the answers are inferred
	Within30        *float64 `json:"within30"`         // share answered in 30 service minutes
}

// fate is what became of a question.
type fate struct {
	answered bool
	clock    int64 // the service clock when it was
	inferred bool  // only by what is taken for an answer of another person
}

// asks counts the questions of people and finds those nobody answered.
func (s *scene) asks() Answers {
	var a Answers
	lost, quick, guessed := 0, 0, 0
	replied := s.replies()
	now := s.clock(s.at)
	for k := range s.talk.turns {
		tn := &s.talk.turns[k]
		if !tn.inWindow || !s.converses(tn.actor) {
			continue
		}
		count(&a, tn.reads)
		asked := s.talk.said[tn.asked].clock
		if !tn.reads.Has(ask.Question) {
			if s.maybeAsking(tn) && now-asked >= prompt && !s.staffSpoke(tn) {
				a.MaybeAsks++
				s.wait(tn, now-asked, true)
			}
			continue
		}
		f := s.fateOf(int32(k), replied[int32(k)])
		if !f.answered && now-asked >= prompt {
			s.wait(tn, now-asked, false)
		}
		if now-asked < overdue {
			continue
		}
		a.Due++
		switch waited := f.clock - asked; {
		case !f.answered || waited > overdue:
			lost++
			continue
		case waited <= prompt:
			quick++
		}
		if f.inferred {
			guessed++
		}
	}
	if a.Due > 0 {
		a.Unanswered, a.Within30 = ptr(float64(lost)/float64(a.Due)), ptr(float64(quick)/float64(a.Due))
	}
	if 2*guessed > a.Due-lost {
		a.UnansweredError = ptr(float64(guessed) / float64(a.Due) * s.q.ReplyError)
	}
	slices.Reverse(s.figures.Waiting)
	s.figures.Waiting = s.figures.Waiting[:min(len(s.figures.Waiting), maxWaits)]
	return a
}

// count adds what a turn holds to a.
func count(a *Answers, m ask.Marks) {
	for _, c := range [...]struct {
		bit ask.Marks
		n   *int
	}{{ask.Question, &a.Questions}, {ask.Call, &a.Calls}, {ask.Request, &a.Requests}, {ask.Complaint, &a.Complaints}} {
		if m.Has(c.bit) {
			*c.n++
		}
	}
}

func (s *scene) wait(tn *turn, waited int64, maybe bool) {
	ln := &s.talk.said[tn.asked]
	s.figures.Waiting = append(s.figures.Waiting, Ask{Key: s.lights[ln.light].Key, At: ln.at,
		Member: s.actors[tn.actor].Member, Waited: float64(waited) / float64(hour), Maybe: maybe})
}

// maybeAsking reports whether a turn of pictures or voices without a word may
// be a question nobody can read. Where no staff ever wrote, none is awaited.
func (s *scene) maybeAsking(tn *turn) bool {
	const mute = 1<<event.Picture | 1<<event.Voice
	return s.q.StaffKnown && s.figures.Staff > 0 && tn.forms&^uint32(mute) == 0
}

// replies lists, for every turn, the lines of others that answer one of its
// lines.
func (s *scene) replies() map[int32][]int32 {
	out := map[int32][]int32{}
	for i := range s.talk.said {
		if ln := &s.talk.said[i]; ln.to != nobody && ln.toActor != ln.actor {
			k := s.talk.said[ln.to].turn
			out[k] = append(out[k], int32(i))
		}
	}
	return out
}

// fateOf is when the question of turn k was first answered: by staff
// (answeredByStaff), or by another person's turn: one that answers it, or the
// very next word of somebody within 30 minutes that answers nobody else. 同问
// answers nothing, and neither does another question unless it is a stated
// reply. What was said before the question was asked to its end does not count.
func (s *scene) fateOf(k int32, replied []int32) fate {
	t, tn := s.talk, &s.talk.turns[k]
	f := s.answeredByStaff(tn, replied)
	take := func(ln *line, inferred bool) {
		if !f.answered || ln.clock < f.clock {
			f = fate{answered: true, clock: ln.clock, inferred: inferred}
		}
	}
	for _, i := range replied {
		ln := &t.said[i]
		if i > tn.asked && s.actors[ln.actor].Standing == Member && !ln.quiet && !ln.list && !ln.mark.Reads.Has(ask.SameHere) &&
			(ln.stated || !ln.mark.Reads.Has(ask.Question)) {
			take(ln, !ln.stated)
			break
		}
	}
	asked := t.said[tn.asked].at
	for i := int(tn.asked) + 1; i < len(t.said) && t.said[i].at-asked <= prompt; i++ {
		ln := &t.said[i]
		if ln.quiet || ln.list || ln.actor == tn.actor || !s.converses(ln.actor) || ln.mark.Reads.Has(ask.SameHere) {
			continue
		}
		if ln.toActor == nobody && !ln.mark.Reads.Has(ask.Question) {
			take(ln, true)
		}
		break
	}
	return f
}

// answeredByStaff is when staff first answered a turn: by a reply or quote of
// it or an @ of its writer, however late; by their next word within 30 service
// minutes that is neither a broadcast nor meant for somebody else; or by word,
// within 24 service hours, that they wrote in private.
func (s *scene) answeredByStaff(tn *turn, replied []int32) (f fate) {
	t, asked := s.talk, s.talk.said[tn.asked].clock
	for _, i := range replied {
		if ln := &t.said[i]; i > tn.asked && ln.stated && s.actors[ln.actor].Standing == Staff {
			f = fate{answered: true, clock: ln.clock}
			break
		}
	}
	for _, i := range t.staffFrom(tn.asked) {
		ln := &t.said[i]
		waited := ln.clock - asked
		if f.answered && ln.clock >= f.clock {
			break
		}
		elsewhere := ln.stated && ln.toActor != tn.actor
		switch {
		case s.names(ln, tn.actor),
			waited <= overdue && ln.mark.Reads.Has(ask.PrivateReply) && !elsewhere,
			waited <= prompt && ln.post == nobody && !ln.quiet && !elsewhere:
			return fate{answered: true, clock: ln.clock}
		}
	}
	return f
}

// names reports whether a line mentions actor a.
func (s *scene) names(ln *line, a int32) bool {
	return slices.ContainsFunc(ln.mark.Mentions, func(author uint32) bool {
		of, ok := s.byAuthor[author]
		return ok && of == a
	})
}

// staffSpoke reports whether staff said anything within 30 service minutes
// after a turn.
func (s *scene) staffSpoke(tn *turn) bool {
	next := s.talk.staffFrom(tn.last)
	return len(next) > 0 && s.talk.said[next[0]].clock-s.talk.said[tn.last].clock <= prompt
}
