package measure

import (
	"cmp"
	"slices"

	"github.com/huoshui/huoshui/internal/feature/insight/ask"
)

// maxPraise bounds how much praise is compared with each other.
const maxPraise = 2000

// account is what one person does in the window, as far as echoes need it.
type account struct {
	praise    []*line // within ten minutes after a broadcast
	takesPart bool    // asks, answers somebody, or is in a sign-up chain
	guessed   int     // words of theirs that are taken for an answer to a person
}

// echoes finds accounts that only ever praise, soon after broadcasts, in words
// that repeat: at least five near-duplicate texts on five days. Whoever asks,
// answers or signs up for something is none of them; an answer that is only
// inferred clears an account when it happened twice, and never accuses one.
// They are a question for the owner, never a verdict.
func (s *scene) echoes() []uint32 {
	accounts := s.accounts()
	var praise []*line
	for _, a := range accounts {
		if len(praise)+len(a.praise) <= maxPraise {
			praise = append(praise, a.praise...)
		}
	}
	var out []uint32
	for actor, a := range accounts {
		if a.takesPart || a.guessed >= 2 || len(a.praise) < echoTexts {
			continue
		}
		texts, days := 0, map[int32]bool{}
		for _, ln := range a.praise {
			if slices.ContainsFunc(praise, func(o *line) bool { return o != ln && alike(ln.mark, o.mark) }) {
				texts++
				days[s.days[ln.light]] = true
			}
		}
		if texts >= echoTexts && len(days) >= echoDays {
			out = append(out, s.actors[actor].Member)
		}
	}
	if len(out) < echoAccounts {
		return nil
	}
	slices.SortFunc(out, func(a, b uint32) int { return cmp.Compare(s.rank(a), s.rank(b)) })
	return out
}

// accounts sums up the people of the window by actor; one of nobody is empty.
func (s *scene) accounts() []account {
	accounts := make([]account, len(s.actors))
	posted := int64(-1 << 62) // when staff or a bot last broadcast
	for i := range s.talk.said {
		ln := &s.talk.said[i]
		if ln.post != nobody && s.actors[ln.actor].Standing != Member {
			posted = ln.at
		}
		if s.actors[ln.actor].Standing != Member || !s.inWindow(ln) {
			continue
		}
		a := &accounts[ln.actor]
		praises := ln.mark.Reads.Has(ask.Praise)
		answers := ln.toActor != nobody && ln.toActor != ln.actor && s.actors[ln.toActor].Standing == Member
		a.takesPart = a.takesPart || ln.list || ln.mark.Reads.Has(ask.Question) || answers && ln.stated
		if answers && !praises {
			a.guessed++
		}
		if praises && ln.at-posted <= echoAfter {
			a.praise = append(a.praise, ln)
		}
	}
	return accounts
}

// alike reports whether two texts share at least half of their words.
func alike(a, b *Mark) bool {
	x, y := a.Sketch.Words(), b.Sketch.Words()
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	i, j, both := 0, 0, 0
	for i < len(x) && j < len(y) {
		switch {
		case x[i] == y[j]:
			both, i, j = both+1, i+1, j+1
		case x[i] < y[j]:
			i++
		default:
			j++
		}
	}
	return 2*both >= len(x)+len(y)-both
}
