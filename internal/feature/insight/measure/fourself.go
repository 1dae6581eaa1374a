package measure

// TypeName is a type of the four-self model.
type TypeName string

// The types. Self-directed is only ever a question until the owner answers it.
const (
	TooLittle         TypeName = "too-little"
	SelfTalk          TypeName = "self-talk"
	SelfCentred       TypeName = "self-centred"
	SelfParticipating TypeName = "self-participating"
	SelfDirected      TypeName = "self-directed"
	Mixed             TypeName = "mixed"
)

// Type is the verdict with the figures it rests on.
type Type struct {
	Name     TypeName `json:"name"`
	B        *float64 `json:"b"`    // broadcasts ÷ (broadcasts + people's turns)
	U        *float64 `json:"u"`    // unanswered ÷ questions
	M        *float64 `json:"m"`    // people's turns that answer a person ÷ people's turns
	Echo     int      `json:"echo"` // accounts that look like echo accounts
	Evidence []Proof  `json:"evidence"`
	Nearest  TypeName `json:"nearest,omitempty"` // of mixed
	Missing  string   `json:"missing,omitempty"` // the one figure it misses: "b", "u", "m", "questions", "people", "times"
}

// Proof is one fact behind a type: a figure, or an example time.
type Proof struct {
	What  string  `json:"what"` // "broadcasts", "unanswered_broadcasts", "fixed_time", "people_in_conversation" …
	Value float64 `json:"value"`
	At    int64   `json:"at,omitempty"`
}

// Settings with these defaults are marked ◇ in the definitions.
const (
	selfTalkB        = 0.6
	selfTalkMute     = 0.8
	selfTalkDays     = 0.6
	selfCentredU     = 0.5
	selfCentredB     = 0.4
	participatingM   = 0.35 // kind unknown
	participatingB   = 0.4
	participatingU   = 0.4
	enoughTurns      = 20
	enoughQuestions  = 10
	echoTexts        = 5
	echoDays         = 5
	echoAccounts     = 3
	echoAfter        = 10 * minute
	fixedTimeRadius  = 10 // minutes
	fixedTimesNeeded = 2
	fixedTimeLeast   = 3 // days; on fewer any time of day looks fixed
)

// decide tells the type from the figures of the last 28 days.
func (s *scene) decide(t *Talk) *Type {
	if !s.q.StaffKnown {
		return nil
	}
	y := &Type{B: t.B, U: t.Answers.Unanswered, M: t.M, Echo: len(s.figures.Echo), Evidence: []Proof{}}
	if t.Turns < enoughTurns {
		y.Name = TooLittle
		y.Evidence = append(y.Evidence, Proof{What: "turns", Value: float64(t.Turns)})
		return y
	}
	b, m, asked := orZero(t.B), orZero(t.M), t.Answers.Questions
	u, known := orZero(t.Answers.Unanswered), t.Answers.Unanswered != nil
	times := s.fixedTimes(s.existed())
	regular := len(times) >= fixedTimesNeeded
	mute := t.MuteShare != nil && *t.MuteShare >= selfTalkMute
	calm := known && u <= participatingU || asked < 3
	switch {
	case b >= selfTalkB && (regular || mute):
		y.Name = SelfTalk
	case asked >= enoughQuestions && known && u >= selfCentredU && b >= selfCentredB:
		y.Name = SelfCentred
	case m >= participatingM && t.Conversing >= 5 && b <= participatingB && calm:
		y.Name = SelfParticipating
	default:
		y.Name = Mixed
		y.Nearest, y.Missing = nearest(map[string]bool{
			"talk.b": b >= selfTalkB, "talk.times": regular || mute,
			"centred.questions": asked >= enoughQuestions, "centred.u": known && u >= selfCentredU, "centred.b": b >= selfCentredB,
			"part.m": m >= participatingM, "part.people": t.Conversing >= 5, "part.b": b <= participatingB, "part.u": calm,
		})
	}
	y.Evidence = append(y.Evidence, s.evidence(t, times)...)
	return y
}

// nearest is the type that misses fewest of its conditions, and the first it misses.
func nearest(holds map[string]bool) (TypeName, string) {
	best, missing, fewest := SelfParticipating, "", 99
	for _, c := range []struct {
		name  TypeName
		needs []string
	}{
		{SelfParticipating, []string{"part.m", "part.people", "part.b", "part.u"}},
		{SelfTalk, []string{"talk.b", "talk.times"}},
		{SelfCentred, []string{"centred.questions", "centred.u", "centred.b"}},
	} {
		n, first := 0, ""
		for _, need := range c.needs {
			if !holds[need] {
				if n++; first == "" {
					first = need
				}
			}
		}
		if n < fewest {
			best, missing, fewest = c.name, first, n
		}
	}
	for i := range missing {
		if missing[i] == '.' {
			return best, missing[i+1:]
		}
	}
	return best, missing
}

func (s *scene) evidence(t *Talk, times []int) []Proof {
	out := []Proof{
		{What: "broadcasts", Value: float64(t.Broadcasts)},
		{What: "people_turns", Value: float64(t.PeopleTurns)},
		{What: "people_in_conversation", Value: float64(t.Conversing)},
	}
	if t.MuteShare != nil {
		out = append(out, Proof{What: "unanswered_broadcasts", Value: *t.MuteShare})
	}
	for _, m := range times {
		out = append(out, Proof{What: "fixed_time", Value: float64(m)})
	}
	shown := 0
	for i := len(s.talk.posts) - 1; i >= 0 && shown < 3; i-- {
		if p := s.talk.posts[i]; p.inWindow && !p.answered && !p.young {
			out = append(out, Proof{What: "example_broadcast", At: p.from})
			shown++
		}
	}
	return out
}

func orZero(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}
