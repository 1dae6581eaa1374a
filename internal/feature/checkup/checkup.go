package checkup

import (
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
)

// Question is one of the six.
type Question int

// The questions, in the order in which they are asked.
const (
	People Question = iota // are in the group
	Age                    // of the group
	Spoke                  // when a customer last did
	Posts                  // of one's own, yesterday
	Bought                 // or asked: how many customers did this week, wherever it was
	Open                   // who asked and has no answer
	questions
)

// All are the questions.
var All = [questions]Question{People, Age, Spoke, Posts, Bought, Open}

// names are the questions as forms, addresses and tables call them.
var names = [questions]string{"people", "age", "spoke", "posts", "bought", "open"}

func (q Question) String() string { return names[q] }

// Choice is an answer; "" for none.
type Choice string

// The answers. Every question has Unsure: nobody is made to guess.
const (
	Unsure Choice = "unsure"

	Under30, Under100, Under200, Under300, Over300 Choice = "under30", "under100", "under200", "under300", "over300" // People

	Days, Weeks, Months, Years Choice = "days", "weeks", "months", "years" // Age: below 14 days, 3 months, a year; more

	Today, Yesterday, ThisWeek, LastWeek, Fortnight, Month, Never Choice = "today", "yesterday", "thisweek", "lastweek", "fortnight", "month", "never" // Spoke: 0, 1, 2–6, 7–13, 14–27, 28 days ago or more

	None, Few, Some, Many, Flood Choice = "none", "few", "some", "many", "flood" // Posts: 0, 1–2, 3–5, 6–10, more; Bought: 0, 1–2, 3–9, more; Open: 0, 1–2, more
)

// choices are the answers to a question, in the order in which they stand.
var choices = [questions][]Choice{
	People: {Under30, Under100, Under200, Under300, Over300, Unsure},
	Age:    {Days, Weeks, Months, Years, Unsure},
	Spoke:  {Today, Yesterday, ThisWeek, LastWeek, Fortnight, Month, Never, Unsure},
	Posts:  {None, Few, Some, Many, Flood, Unsure},
	Bought: {None, Few, Some, Many, Unsure},
	Open:   {None, Few, Some, Unsure},
}

// Choices are the answers to a question.
func (q Question) Choices() []Choice { return choices[q] }

// Takes reports whether c answers q.
func (q Question) Takes(c Choice) bool { return slices.Contains(choices[q], c) }

// Answers are what somebody said of a group.
type Answers [questions]Choice

// Missing is the first question that has no answer; false where all have one.
func (a *Answers) Missing() (Question, bool) {
	for _, q := range All {
		if !q.Takes(a[q]) {
			return q, true
		}
	}
	return 0, false
}

// Known reports whether a question was answered with something else than Unsure.
func (a *Answers) Known(q Question) bool { return a[q] != "" && a[q] != Unsure }

// Is reports whether a question was answered by one of these.
func (a *Answers) Is(q Question, any ...Choice) bool { return slices.Contains(any, a[q]) }

// Day is a day of a workspace, such as 20300102.
type Day int64

// DayOf is the day of a moment.
func DayOf(at time.Time, zone *time.Location) Day {
	y, m, d := at.In(zone).Date()
	return Day(y*10000 + int(m)*100 + d)
}

// End is when a day is over.
func (d Day) End(zone *time.Location) time.Time {
	return time.Date(int(d/10000), time.Month(d/100%100), int(d%100)+1, 0, 0, 0, 0, zone)
}

// again is after how long a group is to be asked about once more.
const again = 7 * 24 * time.Hour

// Check is what was said of a group on a day, and what it was taken for.
type Check struct {
	Day     Day
	At      time.Time
	By      id.User
	Answers Answers
	State   State
	Planned time.Time // when its three things became to-dos; zero for not yet
}

// Due is when to ask again.
func (c *Check) Due() time.Time { return c.At.Add(again) }

// Group is a group that is asked about.
type Group struct {
	ID    id.Checkup
	N     int    // the how-manieth of its workspace
	Name  string // "" while nobody gave it one
	Named int    // how often it got another
	Unit  id.Unit
	Group id.Group // as the rest of the house knows it; 0 while it does not
	Made  time.Time
}

// Moved is an answer that is another than before.
type Moved struct {
	Question Question
	From, To Choice
	Better   int // 1 for better, -1 for worse, 0 where neither can be said
}

// Changes lists what is another than before, as far as both times an answer was
// known. That a group has grown older is no change.
func Changes(before, now *Answers) (out []Moved) {
	for _, q := range All {
		if q == Age || before[q] == now[q] || !before.Known(q) || !now.Known(q) {
			continue
		}
		m := Moved{Question: q, From: before[q], To: now[q]}
		up := slices.Index(choices[q], m.To) - slices.Index(choices[q], m.From)
		switch q {
		case Spoke, Open: // the first is the best
			m.Better = sign(-up)
		case Bought:
			m.Better = sign(up)
		}
		out = append(out, m)
	}
	return out
}

func sign(n int) int { return max(-1, min(n, 1)) }
