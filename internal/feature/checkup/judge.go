package checkup

// State is what a group is taken for, by the answers alone.
type State string

// The states, as everywhere in the house, and one for what cannot be said.
const (
	Thriving    State = "thriving"
	Steady      State = "steady"
	Forming     State = "forming"
	Fading      State = "fading"
	Dormant     State = "dormant"
	Dead        State = "dead"
	QuietBuying State = "quiet-buying"
	Unclear     State = "unclear"
)

// Harsh reports whether a state says something bad of a group.
func (s State) Harsh() bool { return s == Fading || s == Dormant || s == Dead }

// Rule is one of the sentences by which a group is judged.
type Rule string

// The rules.
const (
	RuleYoung       Rule = "young"
	RuleClash       Rule = "clash" // two answers that cannot both be
	RuleMonth       Rule = "month"
	RuleFortnight   Rule = "fortnight"
	RuleNeverLong   Rule = "never-long"
	RuleNever       Rule = "never"
	RuleNobody      Rule = "nobody" // asked or bought
	RuleQuietBuying Rule = "quiet-buying"
	RuleFading      Rule = "fading"
	RuleThriving    Rule = "thriving"
	RuleSmall       Rule = "small"
	RuleSteady      Rule = "steady"
	RuleSteadyQuiet Rule = "steady-quiet"
	RuleNoSpoke     Rule = "no-spoke" // nobody knows
	RuleNoBought    Rule = "no-bought"
	RuleNoAge       Rule = "no-age"
)

// Reason is a rule that held, and the answers it rests on.
type Reason struct {
	Rule    Rule
	Rests   []Question
	Missing []Question // what nobody could say, where the rule is about that
}

// Verdict is what is said of a group.
type Verdict struct {
	State   State
	Reasons []Reason
	Unknown []Question // what nobody could say
	Advice  []Advice   // at most three, the most pressing first
}

// Judge says how a group is. All six questions have to be answered. A harsh state
// is one that would be harsh whatever the missing answers were; where that is not
// so, it is Unclear.
func Judge(a *Answers) Verdict {
	v := Verdict{}
	v.State, v.Reasons = judge(a)
	for _, q := range All {
		if !a.Known(q) {
			v.Unknown = append(v.Unknown, q)
		}
	}
	v.Advice = advise(a, v.State)
	return v
}

func judge(a *Answers) (State, []Reason) {
	if a[Age] == Days {
		if a.Is(Spoke, Fortnight, Month) {
			return Forming, []Reason{{Rule: RuleYoung, Rests: []Question{Age}}, {Rule: RuleClash, Rests: []Question{Age, Spoke}}}
		}
		return Forming, []Reason{{Rule: RuleYoung, Rests: []Question{Age}}}
	}
	switch a[Spoke] {
	case Today, Yesterday, ThisWeek:
		return lively(a)
	case LastWeek:
		return weekQuiet(a)
	case Fortnight:
		return silent(a, Dormant, Reason{Rule: RuleFortnight, Rests: []Question{Spoke}})
	case Month:
		return silent(a, Dead, Reason{Rule: RuleMonth, Rests: []Question{Spoke}})
	case Never:
		return never(a)
	}
	return unclear(a, RuleNoSpoke, Spoke, Bought)
}

// lively is a group in which somebody spoke within a week.
func lively(a *Answers) (State, []Reason) {
	recent := a.Is(Spoke, Today, Yesterday)
	switch {
	case recent && a[Bought] == Many:
		return Thriving, []Reason{{Rule: RuleThriving, Rests: []Question{Spoke, Bought}}}
	case recent && a[Bought] == Some && a[People] == Under30:
		return Thriving, []Reason{{Rule: RuleSmall, Rests: []Question{Spoke, Bought, People}}}
	}
	return Steady, []Reason{{Rule: RuleSteady, Rests: []Question{Spoke}}}
}

// weekQuiet is a group in which nobody spoke for a week, and somebody did before.
func weekQuiet(a *Answers) (State, []Reason) {
	switch {
	case a.Is(Bought, Few, Some, Many):
		return Steady, []Reason{{Rule: RuleSteadyQuiet, Rests: []Question{Spoke, Bought}}}
	case !a.Known(Bought):
		return unclear(a, RuleNoBought, Bought, Spoke)
	case !a.Known(Age): // a new group may well be quiet
		return unclear(a, RuleNoAge, Age, Spoke, Bought)
	}
	return Fading, []Reason{{Rule: RuleFading, Rests: []Question{Age, Spoke, Bought}}}
}

// never is a group in which nobody ever spoke: it is silent for as long as it is
// old.
func never(a *Answers) (State, []Reason) {
	switch a[Age] {
	case Weeks:
		return silent(a, Dormant, Reason{Rule: RuleNever, Rests: []Question{Age, Spoke}})
	case Months, Years:
		return silent(a, Dead, Reason{Rule: RuleNeverLong, Rests: []Question{Age, Spoke}})
	}
	return unclear(a, RuleNoAge, Age, Spoke, Bought)
}

// silent is a group in which nobody spoke for 14 days at least.
func silent(a *Answers, s State, why Reason) (State, []Reason) {
	switch {
	case !a.Known(Bought):
		return unclear(a, RuleNoBought, Bought, why.Rests...)
	case a[Bought] != None:
		return QuietBuying, []Reason{{Rule: RuleQuietBuying, Rests: append(why.Rests, Bought)}}
	}
	return s, []Reason{why, {Rule: RuleNobody, Rests: []Question{Bought}}}
}

// unclear says what is missing, beside what of the rest is known.
func unclear(a *Answers, r Rule, missing Question, rest ...Question) (State, []Reason) {
	why := Reason{Rule: r, Missing: []Question{missing}}
	for _, q := range rest {
		if a.Known(q) {
			why.Rests = append(why.Rests, q)
		}
	}
	return Unclear, []Reason{why}
}
