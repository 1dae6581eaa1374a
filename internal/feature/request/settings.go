package request

import "github.com/huoshui/huoshui/internal/base/id"

// Weights say how much each part of a score counts, 0 to 10.
type Weights struct {
	Reach   int `json:"reach"`
	Value   int `json:"value"`
	Fit     int `json:"fit"`
	Urgency int `json:"urgency"`
	Room    int `json:"room"`
}

// Settings are what a workspace decided about its requests.
type Settings struct {
	Weights
	Quota      map[Channel]int `json:"quota"` // slots a week, in each group
	Own        OwnQuota        `json:"own,omitempty"`
	Department int             `json:"department"` // requests a week that a department may have placed
	Gap        int             `json:"gap"`        // minutes between two in a group
	Full       int64           `json:"full"`       // yuan at stake for the full points of value
}

// OwnQuota is the slots a week of groups that differ.
type OwnQuota map[id.Group]map[Channel]int

// Defaults are the settings of a new workspace. They are a beginning, to be
// changed; no figure is taken from anywhere.
func Defaults() Settings {
	return Settings{
		Weights:    Weights{Reach: 2, Value: 3, Fit: 2, Urgency: 1, Room: 2},
		Quota:      map[Channel]int{Message: 2, Announce: 1, Moments: 3, Private: 1, Live: 1},
		Department: 3, Gap: 120, Full: 10_000,
	}
}

const (
	maxWeight = 10
	maxGap    = 12 * 60
	maxShare  = 100
	maxOwn    = 500 // groups that differ
)

// Check fails with Invalid, naming the field, where s cannot be used, or allows
// more than the gate would let pass.
func (s *Settings) Check(l *Limits) error {
	for _, w := range []struct {
		field string
		n     int
	}{{"w_reach", s.Reach}, {"w_value", s.Value}, {"w_fit", s.Fit}, {"w_urgency", s.Urgency}, {"w_room", s.Room}} {
		if w.n < 0 || w.n > maxWeight {
			return wrong(w.field, badFigure.With(0, maxWeight))
		}
	}
	if s.Reach+s.Value+s.Fit+s.Urgency+s.Room == 0 {
		return wrong("w_reach", noWeight.With())
	}
	if err := checkQuota(s.Quota, l); err != nil {
		return err
	}
	switch {
	case s.Department < 1 || s.Department > maxShare:
		return wrong("department", badFigure.With(1, maxShare))
	case s.Gap < 0 || s.Gap > maxGap:
		return wrong("gap", badFigure.With(0, maxGap))
	case s.Full < 1 || s.Full > maxFigure:
		return wrong("full", badFigure.With(1, maxFigure))
	}
	return nil
}

func checkQuota(quota map[Channel]int, l *Limits) error {
	for _, c := range Channels {
		if n := quota[c]; n < 0 || n > l.Week[c] {
			return wrong("q_"+string(c), overCap.With(l.Week[c]))
		}
	}
	return nil
}

// Limits are the gate's own, which no setting here widens.
type Limits struct {
	Week                map[Channel]int // in a group, a week
	QuietFrom, QuietEnd int             // minutes of the day in which nothing is sent; none where both are the same
}

// Quiet reports whether nothing is sent at a minute of the day.
func (l *Limits) Quiet(minute int) bool {
	if l.QuietFrom <= l.QuietEnd {
		return minute >= l.QuietFrom && minute < l.QuietEnd
	}
	return minute >= l.QuietFrom || minute < l.QuietEnd
}

// Seats is how many slots a group has in a week.
func (s *Settings) Seats(g id.Group, c Channel, l *Limits) int {
	n := s.Quota[c]
	if own, differs := s.Own[g][c]; differs {
		n = own
	}
	return min(n, l.Week[c])
}
