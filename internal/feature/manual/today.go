package manual

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Rank is what comes before what, whatever the hour.
type Rank int

// The ranks, from what presses most.
const (
	Upset    Rank = iota // somebody complained
	Waiting              // somebody asked, and nobody has answered
	Newcomer             // somebody has just come
	Usual
)

// Todo is something to be done today in a group kept by hand.
type Todo struct {
	ID       id.Task  // 0 for what is no to-do: then it is done on Page
	Group    id.Group // 0 for no group in particular
	Rank     Rank
	Due      time.Time // zero for whenever
	Kind     i18n.Text
	Title    string
	Why      string
	Wordings []Wording
	Links    []string     // pictures elsewhere
	Images   []int        // pictures of people's own
	Held     i18n.Message // why it should not be said now; zero where it may be
	Page     string       // where it is done, where that is not here
	Asks     bool         // something has to be chosen or filled in
	Proof    bool         // proof is asked for
}

// Wording is one way to say it.
type Wording struct{ Tone, Text string }

// upsets are words by which people call somebody's complaint, and asks those by which
// they call a question nobody has answered.
var (
	upsets = [...]string{"投诉", "投訴", "客诉", "客訴", "complain"}
	asks   = [...]string{"漏回", "没人答", "沒人答", "没人回", "沒人回", "unanswered"}
)

// RankOf is what the title of a to-do says of how it presses.
func RankOf(title string) Rank {
	title = strings.ToLower(title)
	has := func(word string) bool { return strings.Contains(title, word) }
	switch {
	case slices.ContainsFunc(upsets[:], has) && !slices.ContainsFunc(asks[:], has):
		return Upset
	case slices.ContainsFunc(asks[:], has):
		return Waiting
	}
	return Usual
}

// atMost is how many things a day asks of a person at once.
const atMost = 3

// Pick puts what is to be done in the order in which it presses, and parts what is
// shown from what waits behind: who waits for an answer comes before what is only
// due, and what should not be said now comes last.
func Pick(all []Todo, most int) (first, rest []Todo) {
	all = slices.Clone(all)
	held := func(t *Todo) int {
		if t.Held.IsZero() {
			return 0
		}
		return 1
	}
	due := func(t *Todo) int64 {
		if t.Due.IsZero() {
			return 1 << 62
		}
		return t.Due.UnixMilli()
	}
	slices.SortStableFunc(all, func(a, b Todo) int {
		return cmp.Or(cmp.Compare(held(&a), held(&b)), cmp.Compare(a.Rank, b.Rank), cmp.Compare(due(&a), due(&b)), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Group, b.Group))
	})
	n := min(max(most, 0), len(all))
	return all[:n:n], all[n:]
}
