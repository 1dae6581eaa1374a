package script

import (
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
)

// Untold is something that an SOP asks about and that nothing tells in this version.
type Untold struct {
	Name  string // a fact, a figure, or something that happens
	Words i18n.Text
	Open  bool // a condition hangs on it that does not ask whether it is known

	path  []string // where it is asked first; of what is open the first that is
	kind  asked
	guard string
}

// asked is how something untold is asked about.
type asked uint8

const (
	byCondition asked = iota
	byFigure
	byStart
)

// Untold lists what an SOP asks about and nothing tells in this version.
func (r *Reader) Untold(s *Playbook) []Untold { return s.Untold(r.conditions) }

// EachCondition goes through the conditions of an SOP, with their places. answered
// says that there is a way for where nobody can tell.
func (s *Playbook) EachCondition(fn func(path []string, text string, answered bool)) {
	seen := func(path []string, text string, answered bool) {
		if text != "" {
			fn(path, text, answered)
		}
	}
	see := func(path []string, text string) { seen(path, text, false) }
	see([]string{"if"}, s.If)
	for i := range s.Start {
		see([]string{"start", strconv.Itoa(i), "where"}, s.Start[i].Where)
	}
	for i := range s.Stop {
		see([]string{"stop", strconv.Itoa(i), "if"}, s.Stop[i].If)
	}
	eachIn([]string{"steps"}, s.Steps, seen)
}

func eachIn(path []string, steps []Step, seen func(path []string, text string, answered bool)) {
	see := func(path []string, text string) { seen(path, text, false) }
	for i := range steps {
		s, at := &steps[i], sub(path, strconv.Itoa(i))
		see(sub(at, "if"), s.If)
		if s.Hold != nil {
			see(sub(at, "hold", "while"), s.Hold.While)
		}
		if s.Say != nil {
			for n, w := range s.Say.Wordings {
				see(sub(at, "say", "wordings", strconv.Itoa(n), "if"), w.If)
			}
			for n, w := range s.Say.Without {
				see(sub(at, "say", "without", strconv.Itoa(n), "if"), w.If)
			}
		}
		if s.Await != nil {
			see(sub(at, "await", "where"), s.Await.Where)
			eachIn(sub(at, "await", "came"), s.Await.Came, seen)
			eachIn(sub(at, "await", "not"), s.Await.Not, seen)
		}
		answered := slices.ContainsFunc(s.Branch, func(a Arm) bool { return a.Unknown })
		for n, arm := range s.Branch {
			seen(sub(at, "branch", strconv.Itoa(n), "if"), arm.If, answered)
			eachIn(sub(at, "branch", strconv.Itoa(n), "do"), arm.Do, seen)
		}
		if s.Split != nil {
			for n, part := range s.Split.Parts {
				eachIn(sub(at, "split", "parts", strconv.Itoa(n), "do"), part.Do, seen)
			}
		}
		if s.Task != nil {
			for n, choice := range s.Task.Choices {
				eachIn(sub(at, "task", "choices", strconv.Itoa(n), "do"), choice.Do, seen)
			}
		}
	}
}

// Untold lists what an SOP asks about and nothing tells in this version, in the order
// in which it does.
func (s *Playbook) Untold(read *cond.Compiler) (out []Untold) {
	add := func(u Untold) {
		n := slices.IndexFunc(out, func(o Untold) bool { return o.Name == u.Name && o.kind == u.kind })
		switch {
		case n < 0:
			out = append(out, u)
		case u.Open && !out[n].Open:
			out[n] = u
		}
	}
	for i, f := range s.Fields {
		for _, g := range figures {
			if f.From == FromLive && f.Of == g.Of && !g.Had {
				add(Untold{Name: g.Of, Words: g.Words, path: []string{"fields", strconv.Itoa(i), "of"}, kind: byFigure})
			}
		}
	}
	for i := range s.Start {
		if strings.HasPrefix(s.Start[i].On, "order.") {
			add(Untold{Name: s.Start[i].On, Words: ordersTold, path: []string{"start", strconv.Itoa(i), "on"}, kind: byStart, Open: true})
		}
	}
	s.EachCondition(func(path []string, text string, answered bool) {
		c, err := read.Compile(text)
		if err != nil { // it is told elsewhere
			return
		}
		for _, u := range c.Untold() {
			if u.Never {
				add(Untold{Name: u.Name, Words: u.Words, Open: !answered && !c.Guarded(&u), path: path, guard: u.Asked})
			}
		}
	})
	return out
}

// untold doubts the conditions that hang on what nothing tells yet.
func (c *checking) untold() {
	for _, u := range c.s.Untold(c.read) {
		if u.Doubted() {
			c.doubt(u.path, u.Says(), u.Then())
		}
	}
}

// Doubted reports whether it is among the problems of its document: a condition hangs
// on it and does not ask whether it is known.
func (u *Untold) Doubted() bool { return u.Open && u.kind == byCondition }

// Says says that nothing tells it.
func (u *Untold) Says() i18n.Message { return nobodyTells.With(u.Words, u.Name) }

// Then says what is done about it.
func (u *Untold) Then() i18n.Message {
	switch {
	case u.kind == byStart:
		return untoldStart.With()
	case u.kind == byFigure:
		return untoldFigure.With()
	case u.Open:
		return untoldOpen.With(u.guard)
	}
	return untoldThen.With()
}

var (
	ordersTold  = i18n.Text{Hans: "有人付款、退款", Hant: "有人付款、退款", En: "orders that are paid or refunded"}
	nobodyTells = i18n.Text{
		Hans: "这个版本还没有哪里能告诉“%s”（%s）。",
		Hant: "這個版本還沒有哪裡能告訴「%s」（%s）。",
		En:   "In this version nothing tells “%s” (%s) yet.",
	}
	untoldThen = i18n.Text{
		Hans: "不知道的时候怎么走已经写明，就按那样走。",
		Hant: "不知道的時候怎麼走已經寫明，就按那樣走。",
		En:   "It is written down what is done where it is not known, and that is done.",
	}
	untoldFigure = i18n.Text{
		Hans: "会用查不到时的说法（without 或 else）。",
		Hant: "會用查不到時的說法（without 或 else）。",
		En:   "What is written for where it cannot be had (without, else) is said.",
	}
	untoldStart = i18n.Text{
		Hans: "不会因此开始。",
		Hant: "不會因此開始。",
		En:   "Nothing begins by it.",
	}
	untoldOpen = i18n.Text{
		Hans: "这个条件没法判断：不会开始、不会做；分支走 unknown: true 那一路。可以先问 %s，写明不知道时怎么办。",
		Hant: "這個條件無法判斷：不會開始、不會做；分支走 unknown: true 那一路。可以先問 %s，寫明不知道時怎麼辦。",
		En:   "Nobody can tell whether this condition holds: nothing begins or is done by it, and a branch takes its way with unknown: true. Ask %s first, and say what is done where it is not known.",
	}
)
