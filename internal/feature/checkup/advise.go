package checkup

import "slices"

// Deed is something to do today, with its words ready.
type Deed string

// The deeds.
const (
	Answer   Deed = "answer"   // who asked and has no answer
	Look     Deed = "look"     // whether somebody has none
	Stop     Deed = "stop"     // broadcasting today, and ask one question
	StopNew  Deed = "stop-new" // the same, in a new group
	Ask      Deed = "ask"      // something easy
	Regroup  Deed = "regroup"  // ask whether to keep the group
	Wish     Deed = "wish"     // what people look for
	Feedback Deed = "feedback" // of those who bought
	Welcome  Deed = "welcome"
	Rules    Deed = "rules"
	Thanks   Deed = "thanks" // to who buys in silence, and how to collect
	Roomy    Deed = "roomy"  // a very full group: who wants less, who wants more
	Promise  Deed = "promise"
	Greet    Deed = "greet"  // newcomers, one by one
	Old      Deed = "old"    // customers, one by one
	Buyer    Deed = "buyer"  // one by one, how it was
	Praise   Deed = "praise" // who answers others
	Moments  Deed = "moments"
)

// Spot is where the words of a deed go.
type Spot string

// The spots.
const (
	InGroup  Spot = "group"
	InNotice Spot = "notice" // the group's announcement
	InReply  Spot = "reply"  // in the group, to somebody who asked
	Private  Spot = "private"
	OnWall   Spot = "wall" // Moments
)

// Spot says where the words of a deed go.
func (d Deed) Spot() Spot {
	switch d {
	case Answer, Look:
		return InReply
	case Rules:
		return InNotice
	case Greet, Old, Buyer, Praise:
		return Private
	case Moments:
		return OnWall
	}
	return InGroup
}

// Says reports whether a deed puts something before the whole group that nobody
// asked for.
func (d Deed) Says() bool { return d.Spot() == InGroup || d.Spot() == InNotice }

// Advice is a deed, and the answers for which it is one.
type Advice struct {
	Deed    Deed
	Because []Question
}

// most is how many things are advised in a day, and mostSaid how many of them are
// said to the whole group.
const (
	most     = 3
	mostSaid = 2
)

// tooMuch reports whether somebody says too much himself: many posts a day, or
// several to a group that has not answered for a week.
func tooMuch(a *Answers, s State) bool {
	return a.Is(Posts, Many, Flood) || a[Posts] == Some && s != Forming && a.Is(Spoke, LastWeek, Fortnight, Month, Never)
}

// advise lists what to do today: first whoever waits, then what does harm, then
// what the state of the group asks for.
func advise(a *Answers, s State) []Advice {
	var wanted []Advice
	want := func(d Deed, because ...Question) { wanted = append(wanted, Advice{d, because}) }
	switch a[Open] {
	case Few, Some:
		want(Answer, Open)
	case Unsure:
		want(Look, Open)
	}
	stop := tooMuch(a, s)
	switch {
	case stop && s == Forming:
		want(StopNew, Posts, Age)
	case stop && a.Is(Posts, Many, Flood):
		want(Stop, Posts)
	case stop:
		want(Stop, Posts, Spoke)
	}
	for i, one := range byState(a, s) {
		if i == 1 && a[People] == Over300 {
			want(Roomy, People)
		}
		wanted = append(wanted, one)
	}
	out, said := make([]Advice, 0, most), 0
	for _, one := range wanted {
		speaks := one.Deed.Says()
		first := one.Deed == Stop || one.Deed == StopNew
		if len(out) == most || speaks && !first && (stop || said == mostSaid) {
			continue
		}
		if speaks {
			said++
		}
		out = append(out, one)
	}
	return out
}

// byState is what a state asks for, the most pressing first, and things that are
// said to nobody in the group, for whoever has said too much.
func byState(a *Answers, s State) []Advice {
	buyers := a.Is(Bought, Few, Some, Many)
	one := Advice{Old, known(a, Bought)} // whom to talk to, one by one
	if buyers {
		one = Advice{Buyer, []Question{Bought}}
	}
	moments := Advice{Moments, known(a, Posts)}
	promise := Advice{Promise, known(a, Spoke)}
	switch s {
	case Forming:
		return []Advice{{Welcome, []Question{Age}}, {Rules, []Question{Age}}, {Greet, []Question{Age}}, moments}
	case Thriving, Steady:
		first := Advice{Wish, known(a, Bought)}
		if buyers {
			first = Advice{Feedback, []Question{Bought}}
		}
		if a[Spoke] == LastWeek {
			return []Advice{{Ask, []Question{Spoke}}, one, promise, moments}
		}
		return []Advice{first, {Praise, []Question{Spoke}}, promise, moments}
	case Dead:
		return []Advice{{Regroup, known(a, Spoke)}, one, moments}
	case QuietBuying:
		return []Advice{{Thanks, []Question{Spoke, Bought}}, one, promise, moments}
	}
	return []Advice{{Ask, known(a, Spoke)}, one, promise, moments}
}

// known are those of some questions that were answered.
func known(a *Answers, of ...Question) []Question {
	return slices.DeleteFunc(of, func(q Question) bool { return !a.Known(q) })
}
