package risk

// Lengths of the protocol, in seconds and days.
const (
	day = int64(86400)

	// Horizon is how far ahead the dying protocol looks, and how far back a
	// group must have spoken to be asked about, in days.
	Horizon = 60
	// Step is the distance between two questions about one group, in days.
	Step = 30
	// EarlyFrom and EarlyTo bound the days after the first message in which
	// the early protocol looks for life.
	EarlyFrom, EarlyTo = 60, 120
	// EarlyMessages and EarlyPeople are what counts as life there.
	EarlyMessages, EarlyPeople = 3, 2
)

// EarlyDays lists how many first days the early model may be given.
var EarlyDays = [...]int{1, 3, 7, 14, 30}

// Point is one message. Only things people said or bots posted are points;
// joins, leaves and notices are not, though they do move History.End.
type Point struct {
	At     int64  // Unix seconds
	Author uint32 // equal for the same author within one History
	Person bool   // false for bots, and for staff where staff are stated
}

// History is everything said in one group.
type History struct {
	Group  string
	Points []Point // sorted by At
	// End is the last moment the data could tell of: the last event of any
	// kind in any group of the same folder.
	End int64
}

// moment is one question of the dying protocol with its true answer.
type moment struct {
	at   int64
	died bool
}

// moments returns the protocol's questions about one group: every Step days
// from day Horizon after the first person's message until Horizon days before
// the end, when a person wrote within the Horizon days up to and including
// that moment. A message Horizon days old to the second still counts, so a
// group that spoke once is asked about exactly once.
func (l line) moments(end int64) []moment {
	if len(l.at) == 0 {
		return nil
	}
	var out []moment
	for at := l.at[0] + Horizon*day; at <= end-Horizon*day; at += Step * day {
		seen := l.upTo(at)
		if seen == 0 || l.at[seen-1] < at-Horizon*day {
			continue
		}
		died := seen == len(l.at) || l.at[seen] > at+Horizon*day
		out = append(out, moment{at: at, died: died})
	}
	return out
}

// lived answers the early protocol about one group: known is false where the
// group was not watched for EarlyTo days after its first message.
func (l line) lived(end int64) (label, known bool) {
	if len(l.at) == 0 || l.at[0] > end-EarlyTo*day {
		return false, false
	}
	from, to := l.at[0]+EarlyFrom*day, l.at[0]+EarlyTo*day
	messages := 0
	people := map[uint32]bool{}
	for i := l.before(from); i < len(l.at) && l.at[i] < to; i++ {
		messages++
		people[l.who[i]] = true
	}
	return messages >= EarlyMessages && len(people) >= EarlyPeople, true
}
