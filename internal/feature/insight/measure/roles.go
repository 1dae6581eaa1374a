package measure

import (
	"cmp"
	"slices"
)

// Talk sums up the conversation of 28 days.
type Talk struct {
	Turns         int      `json:"turns"` // of anybody, those of stock replies alone left out
	PeopleTurns   int      `json:"people_turns"`
	Broadcasts    int      `json:"broadcasts"`
	Service       int      `json:"service"`    // messages of staff that are no broadcast and no stock reply
	Conversing    int      `json:"conversing"` // people in person-to-person turns
	Conversations int      `json:"conversations"`
	M             *float64 `json:"m"`
	MError        *float64 `json:"m_error"`  // ± where over half of the answers are inferred
	Inferred      *float64 `json:"inferred"` // share of people's answers that is inferred
	B             *float64 `json:"b"`
	MuteShare     *float64 `json:"mute"` // broadcasts nobody spoke after within the hour
	Answers       Answers  `json:"answers"`
}

// talkFigures sums up the window. m and b are unknown where staff are not.
func (s *scene) talkFigures() *Talk {
	t := &Talk{}
	answers, inferred := 0, 0
	conversing, conversations := map[int32]bool{}, map[int32]bool{}
	for k := range s.talk.turns {
		tn := &s.talk.turns[k]
		if !tn.inWindow || !tn.words {
			continue
		}
		t.Turns++
		conversations[tn.conversation] = true
		if !s.converses(tn.actor) {
			continue
		}
		t.PeopleTurns++
		if tn.toActor != nobody && s.converses(tn.toActor) {
			answers++
			conversing[tn.actor], conversing[tn.toActor] = true, true
			if !tn.stated {
				inferred++
			}
		}
	}
	t.Conversing, t.Conversations = len(conversing), len(conversations)
	s.postFigures(t)
	if s.q.StaffKnown && t.PeopleTurns > 0 {
		t.M = ptr(float64(answers) / float64(t.PeopleTurns))
		if answers > 0 {
			t.Inferred = ptr(float64(inferred) / float64(answers))
			if 2*inferred > answers {
				t.MError = ptr(*t.M * *t.Inferred * s.q.ReplyError)
			}
		}
	}
	if s.q.StaffKnown && t.Broadcasts+t.PeopleTurns > 0 {
		t.B = ptr(float64(t.Broadcasts) / float64(t.Broadcasts+t.PeopleTurns))
	}
	t.Answers = s.asks()
	if !s.q.StaffKnown {
		t.Answers.Unanswered, t.Answers.UnansweredError, t.Answers.Within30 = nil, nil, nil
		s.figures.Waiting = nil
	}
	return t
}

func (s *scene) postFigures(t *Talk) {
	mute, settled := 0, 0
	for _, p := range s.talk.posts {
		if !p.inWindow {
			continue
		}
		t.Broadcasts++
		if p.young && !p.answered {
			continue
		}
		settled++
		if !p.answered {
			mute++
		}
	}
	if settled > 0 {
		t.MuteShare = ptr(float64(mute) / float64(settled))
	}
	for i := range s.talk.said {
		ln := &s.talk.said[i]
		if ln.post == nobody && !ln.quiet && s.actors[ln.actor].Standing == Staff && s.inWindow(ln) {
			t.Service++
		}
	}
}

// roles finds co-builders (≥ 3 conversations started that ≥ 2 other people
// joined, and ≥ 5 answers to others), the other active people, and onlookers: who
// a member list names and who wrote nothing.
func (s *scene) roles() Roles {
	active := map[int32]bool{}
	for i := s.firstOfDay(s.today - window + 1); i < len(s.lights); i++ {
		if s.person(i) {
			active[s.actor[i]] = true
		}
	}
	started, answers := s.started(), map[int32]int{}
	for k := range s.talk.turns {
		if tn := &s.talk.turns[k]; tn.inWindow && tn.toActor != nobody {
			answers[tn.actor]++
		}
	}
	builders := 0
	for a := range active {
		if started[a] >= 3 && answers[a] >= 5 {
			builders++
		}
	}
	r := Roles{Cobuilders: &builders, Active: len(active) - builders}
	if s.g.Listed != nil {
		wrote := map[uint32]bool{}
		for a := range active {
			wrote[s.actors[a].Member] = true
		}
		silent := 0
		for _, p := range s.listed {
			if p.Standing == Member && !wrote[p.Member] {
				silent++
			}
		}
		r.Onlookers = &silent
	}
	return r
}

// started counts, for each person, the conversations that began with them in
// the window and that at least two other people joined.
func (s *scene) started() map[int32]int {
	type conversation struct {
		starter int32
		others  map[int32]bool
	}
	convs := map[int32]*conversation{}
	for k := range s.talk.turns {
		tn := &s.talk.turns[k]
		if tn.conversation == nobody {
			continue
		}
		c := convs[tn.conversation]
		switch {
		case c == nil:
			c = &conversation{starter: nobody, others: map[int32]bool{}}
			if tn.inWindow {
				c.starter = tn.actor
			}
			convs[tn.conversation] = c
		case tn.actor != c.starter && s.actors[tn.actor].Standing == Member:
			c.others[tn.actor] = true
		}
	}
	n := map[int32]int{}
	for _, c := range convs {
		if c.starter != nobody && len(c.others) >= 2 {
			n[c.starter]++
		}
	}
	return n
}

// members is how many people the group has, where a member list tells: those
// it names who are neither staff nor bots.
func (s *scene) members() *int {
	if s.g.Listed == nil {
		return nil
	}
	n := 0
	for _, p := range s.listed {
		if p.Standing == Member {
			n++
		}
	}
	return &n
}

// carriers are those who wrote most in the window, staff included.
func (s *scene) carriers() []Carrier {
	n := make([]int, len(s.actors))
	for i := s.firstOfDay(s.today - window + 1); i < len(s.lights); i++ {
		if s.lights[i].Said() {
			n[s.actor[i]]++
		}
	}
	var out []Carrier
	for a, k := range n {
		if k > 0 {
			out = append(out, Carrier{s.actors[a].Member, s.actors[a].Standing, k})
		}
	}
	slices.SortFunc(out, func(a, b Carrier) int {
		return cmp.Or(cmp.Compare(b.Messages, a.Messages), cmp.Compare(s.rank(a.Member), s.rank(b.Member)))
	})
	return out[:min(len(out), 5)]
}

// edges are the strongest ties of who answers whom in the window, staff included.
func (s *scene) edges() []Edge {
	ties := map[[2]int32]*Edge{}
	for k := range s.talk.turns {
		tn := &s.talk.turns[k]
		to := tn.toActor
		if !tn.inWindow || to == nobody {
			continue
		}
		e := ties[[2]int32{tn.actor, to}]
		if e == nil {
			e = &Edge{From: s.actors[tn.actor].Member, To: s.actors[to].Member}
			ties[[2]int32{tn.actor, to}] = e
		}
		e.N++
		if !tn.stated {
			e.Inferred++
		}
	}
	out := make([]Edge, 0, len(ties))
	for _, e := range ties {
		out = append(out, *e)
	}
	slices.SortFunc(out, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(s.rank(a.From), s.rank(b.From)), cmp.Compare(s.rank(a.To), s.rank(b.To)))
	})
	return out[:min(len(out), 80)]
}
