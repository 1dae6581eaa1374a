package request

import (
	"cmp"
	"slices"
)

// Part is one part of a score, with the figures it comes from.
type Part string

// The parts.
const (
	Reach   Part = "reach"
	Value   Part = "value"
	Fit     Part = "fit"
	Urgency Part = "urgency"
	Room    Part = "room"
)

// Known is what is known of a request when it is scored.
type Known struct {
	People, All  int64 // in its groups, in all groups; 0 for unknown
	Groups, Fits int   // how many it wants, and in how many it may be said
	Free, Seats  int   // slots of the wanted week in its groups
	Days         int   // until the last day
}

// Points is what a part comes to.
type Points struct {
	Part   Part
	Weight int
	Known  bool  // else it is left out
	N      int   // 0 to 100
	Of, In int64 // the figures: Of ÷ In
}

// Score is what a request is worth.
type Score struct {
	Total int // 0 to 100
	Parts [5]Points
}

// urgentDays is how long before its last day a request begins to be urgent.
const urgentDays = 14

func partOf(part Part, weight int, of, in int64) Points {
	p := Points{Part: part, Weight: weight, Known: in > 0, Of: of, In: in}
	if p.Known {
		p.N = int((100*min(max(of, 0), in) + in/2) / in)
	}
	return p
}

// Rate scores a request; see the package's comment.
func Rate(a *Ask, k Known, s *Settings) Score {
	reach := partOf(Reach, s.Reach, k.People, k.All)
	reach.Known = reach.Known && k.People > 0
	score := Score{Parts: [5]Points{
		reach,
		partOf(Value, s.Value, a.Money, s.Full),
		partOf(Fit, s.Fit, int64(k.Fits), int64(k.Groups)),
		partOf(Urgency, s.Urgency, int64(urgentDays-k.Days), urgentDays),
		partOf(Room, s.Room, int64(k.Free), int64(k.Seats)),
	}}
	sum, weight := 0, 0
	for _, p := range score.Parts {
		if p.Known {
			sum, weight = sum+p.Weight*p.N, weight+p.Weight
		}
	}
	if weight > 0 {
		score.Total = (sum + weight/2) / weight
	}
	return score
}

// Rated is a request with its score.
type Rated struct {
	Request
	Score Score
}

// Queue puts requests in order: the higher score first, then who came first.
func Queue(all []Rated) {
	slices.SortFunc(all, func(a, b Rated) int {
		return cmp.Or(cmp.Compare(b.Score.Total, a.Score.Total), a.Filed.Compare(b.Filed), cmp.Compare(a.ID, b.ID))
	})
}
