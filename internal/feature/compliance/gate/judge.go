package gate

import (
	"slices"
	"time"
)

// Rule is one reason for which the gate stops something. Their order is that of
// severity.
type Rule uint8

// The rules.
const (
	Refused      Rule = iota + 1 // the member stopped such messages
	NoConsent                    // care, and the member never agreed
	HeldOut                      // of those who get nothing, to compare with
	NeverAllowed                 // the settings allow none at all
	Stopped                      // 全部暂停
	PromosPaused
	Rest // over the Spring Festival
	StageWelcome
	StagePosts
	StageDays
	PlatformQuota
	MomentsHours
	QuietHours
	MomentsDay
	AnnouncedDay
	CalledAllWeek
	MemberDay
	MemberWeek
	GroupSellingDay
	GroupDay
	ChannelDay
	pastRules
)

// Rules is a set of rules.
type Rules uint32

// Has reports whether r is in the set.
func (s Rules) Has(r Rule) bool { return s&(1<<r) != 0 }

// List lists the rules of the set, the severest first.
func (s Rules) List() (out []Rule) {
	for r := Refused; r < pastRules; r++ {
		if s.Has(r) {
			out = append(out, r)
		}
	}
	return out
}

// Outcome is what the gate says.
type Outcome uint8

// The outcomes.
const (
	Pass  Outcome = iota + 1
	Later         // not before Verdict.Until
	Held          // until somebody does something; nobody knows when
	Never
)

// Verdict is what the gate says of a touch. Rules are all that stop it, Rule is the
// severest of them, and Limit and Count are its figures where it has some.
type Verdict struct {
	Outcome      Outcome
	Until        time.Time
	Rules        Rules
	Rule         Rule
	Limit, Count int
}

// judge is one question.
type judge struct {
	set   *Settings
	facts *Facts
	touch *Touch
}

// mostSteps bounds the search for the moment at which all rules agree. Each step
// goes to the next opening of some rule; a rest of two weeks takes fewer.
const mostSteps = 400

// Judge says whether a touch may go at now. f.Zone must be set. Times have the
// grain of a millisecond.
func Judge(s *Settings, f *Facts, t *Touch, now time.Time) Verdict {
	j := judge{s, f, t}
	v := Verdict{Outcome: Pass}
	for r := Refused; r < pastRules; r++ {
		if how, _ := j.ask(r, now); how != Pass {
			v.Rules |= 1 << r
			if v.Rule == 0 {
				v.Rule = r
				v.Limit, v.Count = j.figures(r, now)
			}
			v.Outcome = max(v.Outcome, how)
		}
	}
	if v.Outcome == Later {
		v.Until, v.Outcome = j.firstFree(now)
	}
	return v
}

// firstFree is the first moment after now at which every rule lets the touch pass.
func (j *judge) firstFree(now time.Time) (time.Time, Outcome) {
	at := now
	for range mostSteps {
		next := at
		for r := Refused; r < pastRules; r++ {
			how, until := j.ask(r, at)
			if how > Later {
				return time.Time{}, how
			}
			if how == Later && until.After(next) {
				next = until
			}
		}
		if next.Equal(at) {
			return at, Later
		}
		at = next
	}
	return time.Time{}, Held
}

// ask asks one rule at a moment. Later comes with the first moment after it at
// which the rule would let the touch pass, as far as it alone is concerned.
func (j *judge) ask(r Rule, at time.Time) (Outcome, time.Time) {
	if !j.concerns(r) {
		return Pass, at
	}
	f := j.facts
	switch r {
	case Refused:
		return unless(!f.Refused, Never), at
	case NoConsent:
		return unless(f.Agreed, Never), at
	case HeldOut:
		return unless(!f.HeldOut, Never), at
	case NeverAllowed:
		return unless(!j.allowsNone(), Never), at
	case Stopped:
		return unless(!f.Stopped, Held), at
	case StageWelcome:
		return unless(f.Stage.Welcomed, Held), at
	case StagePosts:
		return unless(f.Stage.Posts >= j.set.StagePosts, Held), at
	case PromosPaused:
		switch {
		case !f.Promos.On || !f.Promos.Until.IsZero() && !at.Before(f.Promos.Until):
			return Pass, at
		case f.Promos.Until.IsZero():
			return Held, at
		}
		return Later, f.Promos.Until
	case Rest:
		return outside(f.Rests, at)
	case StageDays:
		return notBefore(DateOf(f.Stage.First, f.Zone).Plus(j.set.StageDays).Start(f.Zone), at)
	case PlatformQuota:
		if f.Quota.Used < f.Quota.Most || f.Quota.Most == 0 {
			return Pass, at
		}
		return notBefore(f.Quota.Reset, at)
	case MomentsHours:
		return j.momentsOpen(at)
	case QuietHours:
		return j.awake(at)
	}
	return j.counted(r, at)
}

func unless(ok bool, how Outcome) Outcome {
	if ok {
		return Pass
	}
	return how
}

func notBefore(t, at time.Time) (Outcome, time.Time) {
	if at.Before(t) {
		return Later, t
	}
	return Pass, at
}

func outside(spans []Span, at time.Time) (Outcome, time.Time) {
	for _, s := range spans {
		if s.holds(at) {
			return Later, s.To
		}
	}
	return Pass, at
}

// concerns reports whether a rule is about such a touch at all. What answers a
// member is stopped by nothing but 全部暂停; what somebody who bought has to know,
// and what a person or a program says in so many words, by the platform, too.
func (j *judge) concerns(r Rule) bool {
	t := j.touch
	if r == Stopped {
		return true
	}
	if t.Kind == Act {
		return false
	}
	if r == PlatformQuota {
		return t.Kind != Answer
	}
	if t.Kind == Answer || t.Kind == Spoken || t.Kind == OrderService {
		return false
	}
	toGroup, long := t.Group != 0 && t.Member == 0, j.facts.Stage.isLong()
	switch r {
	case Refused:
		return t.Member != 0
	case NoConsent:
		return t.Member != 0 && t.Kind == Care && j.set.CareAsks
	case PromosPaused, Rest:
		return t.Sells()
	case StageWelcome, StagePosts, StageDays:
		return t.Sells() && t.Group != 0 && long && !j.facts.Stage.Opened
	case MomentsHours, MomentsDay:
		return t.Kind == Moments
	case QuietHours:
		return t.Kind != Moments
	case AnnouncedDay:
		return t.Kind == Announcement && t.Group != 0
	case CalledAllWeek:
		return t.CallsAll() && t.Group != 0
	case MemberDay, MemberWeek:
		return t.Member != 0 && t.Kind != Welcome
	case GroupDay:
		return toGroup && t.Kind != Welcome
	case GroupSellingDay:
		return toGroup && t.Sells() && long
	case ChannelDay:
		return t.Connection != 0 && j.set.Channel > 0
	}
	return true
}

// momentsOpen asks for the hours of Moments.
func (j *judge) momentsOpen(at time.Time) (Outcome, time.Time) {
	var best time.Time
	for d, n := DateOf(at, j.facts.Zone).Plus(-1), 0; n < 4; d, n = d.Plus(1), n+1 {
		for _, h := range j.set.MomentsHours {
			s := h.on(d, j.facts.Zone)
			if s.holds(at) {
				return Pass, at
			}
			if s.From.After(at) && s.From.Before(s.To) && (best.IsZero() || s.From.Before(best)) {
				best = s.From
			}
		}
	}
	return Later, best
}

// awake asks for the quiet hours, which begin later on the evening of a campaign.
func (j *judge) awake(at time.Time) (Outcome, time.Time) {
	if j.set.Quiet.From == j.set.Quiet.To {
		return Pass, at
	}
	for d, n := DateOf(at, j.facts.Zone).Plus(-1), 0; n < 2; d, n = d.Plus(1), n+1 {
		h := j.set.Quiet
		if h.To <= h.From && slices.Contains(j.facts.Evenings, d) {
			h.From = max(h.From, j.set.Evening)
		}
		if s := h.on(d, j.facts.Zone); s.holds(at) {
			return Later, s.To
		}
	}
	return Pass, at
}
