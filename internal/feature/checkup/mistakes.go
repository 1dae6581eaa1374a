package checkup

import "net/url"

// Mistake is one of the seven that groups are commonly begun with.
type Mistake int

// The mistakes, in the order in which they are asked about.
const (
	NoPurpose  Mistake = iota // people put together are taken for a community
	TheMore                   // the more people the better
	AnyoneIn                  // nothing asked at the door, nobody told apart
	ByItself                  // people are expected to talk by themselves
	SellAtOnce                // selling begins with the group
	EveryDay                  // it is to be lively every day
	NeverEnd                  // a group that is over is kept
	mistakes
)

// Does is what somebody says of such a thing.
type Does string

// What may be said.
const (
	DoesSo  Does = "yes"
	DoesNot Does = "no"
	Untold  Does = "" // nothing, or that it is not known
)

// Habits are what somebody says of all seven.
type Habits [mistakes]Does

// habitNames are the mistakes as addresses call them.
var habitNames = [mistakes]string{"purpose", "more", "door", "itself", "sell", "daily", "end"}

func (m Mistake) String() string { return habitNames[m] }

// habitsIn reads what an address says; anything else is nothing.
func habitsIn(q url.Values) (h Habits, told bool) {
	for m := range mistakes {
		switch got := Does(q.Get(m.String())); got {
		case DoesSo, DoesNot:
			h[m], told = got, true
		case "unsure":
			told = true
		}
	}
	return h, told
}

// Made lists the mistakes that are made. What nobody said is held against nobody.
func (h *Habits) Made() (out []Mistake) {
	for m := range mistakes {
		if h[m] == DoesSo {
			out = append(out, m)
		}
	}
	return out
}
