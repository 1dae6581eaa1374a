package risk

import (
	"math"
	"time"
)

// Row is one question of a protocol, with the model's answer and the truth.
type Row struct {
	Community string    `json:"-"` // set where rows of several are put together
	Group     string    `json:"group"`
	At        time.Time `json:"at"` // RFC 3339 in JSON, UTC
	P         float64   `json:"p"`
	Label     int       `json:"label"` // dying: 1 = no person wrote in the next 60 days; early: 1 = alive

	rivals [2]rival
}

// rival is a baseline's view of the same question.
type rival struct{ score, p float64 }

// Summary says how well a set of rows did.
type Summary struct {
	Rows      int `json:"rows"`
	Groups    int `json:"groups"`
	Positives int `json:"positives"`
	Score
	// Baselines holds the same figures for the one-figure rivals. The first
	// of them is days_silent (dying) or messages (early).
	Baselines []Baseline `json:"baselines"`
}

// Baseline is a one-figure rival, turned into a probability by a logistic
// regression on that figure alone, fitted where the model was.
type Baseline struct {
	Name string `json:"name"`
	Score
}

// Names of the one-figure rivals.
var (
	dyingRivals = [2]string{"days_silent", "messages_30"}
	earlyRivals = [2]string{"messages", "people"}
)

// EvaluateDying asks m every question of the dying protocol about groups.
func EvaluateDying(groups []History, m *Model) ([]Row, Summary) {
	var rows []Row
	for _, h := range groups {
		l := people(h)
		for _, q := range l.moments(h.End) {
			seen := l.until(q.at)
			s := figuresAt(seen, q.at, m.Silence.families())
			rows = append(rows, Row{
				Group: h.Group, At: time.Unix(q.at, 0).UTC(),
				P: logistic(m.Silence.logit(s)), Label: int(one(q.died)),
				rivals: m.Baselines.rivals(seen, q.at),
			})
		}
	}
	return rows, Summarise(rows)
}

// EvaluateEarly asks m about the first days of every group the early protocol
// knows. Without a formula for that number of days there are no rows.
func EvaluateEarly(groups []History, m *Model, days int) ([]Row, Summary) {
	var rows []Row
	for _, h := range groups {
		l := people(h)
		lived, known := l.lived(h.End)
		if !known {
			continue
		}
		p, known := m.Early(h, days)
		if !known {
			continue
		}
		rows = append(rows, Row{
			Group: h.Group, At: time.Unix(l.at[0]+int64(days)*day, 0).UTC(),
			P: p, Label: int(one(lived)), rivals: m.earlyRivals(l, days),
		})
	}
	return rows, summarise(rows, earlyRivals)
}

// Summarise measures rows of the dying protocol, of one community or several.
func Summarise(rows []Row) Summary { return summarise(rows, dyingRivals) }

// SummariseEarly measures rows of the early protocol for one number of days.
func SummariseEarly(rows []Row) Summary { return summarise(rows, earlyRivals) }

func summarise(rows []Row, names [2]string) Summary {
	n := len(rows)
	score, label, group := make([]float64, n), make([]bool, n), make([]string, n)
	var rivalScore, rivalP [2][]float64
	distinct := map[string]bool{}
	sum := Summary{Rows: n}
	for i, r := range rows {
		score[i], label[i], group[i] = r.P, r.Label == 1, r.Community+"\x00"+r.Group
		distinct[group[i]] = true
		sum.Positives += r.Label
		for k, v := range r.rivals {
			rivalScore[k] = append(rivalScore[k], v.score)
			rivalP[k] = append(rivalP[k], v.p)
		}
	}
	sum.Groups = len(distinct)
	sum.Score = grade(score, score, label, group).scored()
	for k, name := range names {
		sum.Baselines = append(sum.Baselines, Baseline{Name: name, Score: grade(rivalScore[k], rivalP[k], label, group).scored()})
	}
	return sum
}

// figuresOfRivals returns the one-figure baselines of the dying protocol as
// they stand: days since the last message, messages in 30 days.
func figuresOfRivals(l line, at int64) (silent, recent float64) {
	return inDays(at - l.at[len(l.at)-1]), float64(len(l.at) - l.upTo(at-30*day))
}

func (b Baselines) rivals(l line, at int64) [2]rival {
	silent, recent := figuresOfRivals(l, at)
	return [2]rival{
		{score: silent, p: b.DaysSilent.alone(math.Log1p(silent))},
		{score: -recent, p: b.Messages30.alone(math.Log1p(recent))},
	}
}

// earlyRivals are the one-figure baselines of the early protocol: messages
// and people of the first days.
func (m *Model) earlyRivals(l line, days int) [2]rival {
	messages, people := earlyAlone(l, days)
	out := [2]rival{{score: messages}, {score: people}}
	for _, d := range m.Young {
		if d.Days == days {
			out[0].p = d.Messages.alone(math.Log1p(messages))
			out[1].p = d.People.alone(math.Log1p(people))
		}
	}
	return out
}

// earlyAlone returns how many messages and people the first days held.
func earlyAlone(l line, days int) (messages, people float64) {
	l = l.firstDays(days)
	by := map[uint32]bool{}
	for _, w := range l.who {
		by[w] = true
	}
	return float64(len(l.at)), float64(len(by))
}

// alone returns the probability of a formula with one term.
func (f Formula) alone(v float64) float64 {
	z := f.Bias
	for _, t := range f.Terms {
		z += t.Weight * v
	}
	return logistic(z)
}
