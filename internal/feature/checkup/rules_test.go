package checkup

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// everyAnswers runs over the whole product of answers.
func everyAnswers(fn func(a Answers)) (n int) {
	var a Answers
	var next func(q Question)
	next = func(q Question) {
		if q == questions {
			fn(a)
			n++
			return
		}
		for _, c := range q.Choices() {
			a[q] = c
			next(q + 1)
		}
	}
	next(0)
	return n
}

// agrees reports whether answers can all be true.
func agrees(a *Answers) bool { return a[Age] != Days || !a.Is(Spoke, Fortnight, Month) }

// never are pairs that would contradict each other on one day.
var neverBoth = [][2]Deed{{Answer, Look}, {Ask, Regroup}, {Ask, Wish}, {Ask, Feedback}, {Welcome, Regroup}, {Stop, StopNew}, {Feedback, Buyer}, {Old, Buyer}, {Thanks, Regroup}}

// TestEveryCombinationHasAVerdict: over all that can be answered there is a state, a
// reason and one to three things to do; reasons rest on what was answered; nothing
// that is advised contradicts anything else.
func TestEveryCombinationHasAVerdict(t *testing.T) {
	var faults, three int
	fail := func(a *Answers, what string, v *Verdict) {
		if faults++; faults <= 10 {
			t.Errorf("%v: %s: %+v", *a, what, *v)
		}
	}
	n := everyAnswers(func(a Answers) {
		v := Judge(&a)
		if v.State == "" || len(v.Reasons) == 0 {
			fail(&a, "no verdict", &v)
		}
		for _, r := range v.Reasons {
			for _, q := range r.Rests {
				if !a.Known(q) {
					fail(&a, "a reason rests on what nobody said", &v)
				}
			}
			for _, q := range r.Missing {
				if a[q] != Unsure {
					fail(&a, "a reason misses what was said", &v)
				}
			}
			if len(r.Rests)+len(r.Missing) == 0 {
				fail(&a, "a reason rests on nothing", &v)
			}
		}
		if len(v.Advice) == most {
			three++
		}
		checkAdvice(&a, &v, fail)
	})
	if n != 28_800 || three < n*95/100 {
		t.Errorf("%d combinations, of which %d have three things to do", n, three)
	}
}

func checkAdvice(a *Answers, v *Verdict, fail func(*Answers, string, *Verdict)) {
	if len(v.Advice) < 2 || len(v.Advice) > most {
		fail(a, "not two or three things to do", v)
	}
	var deeds []Deed
	said := 0
	for _, one := range v.Advice {
		if slices.Contains(deeds, one.Deed) {
			fail(a, "the same twice", v)
		}
		deeds = append(deeds, one.Deed)
		if one.Deed.Says() {
			said++
		}
		for _, q := range one.Because {
			if !a.Known(q) && one.Deed != Look {
				fail(a, "advised for what nobody said", v)
			}
		}
	}
	has := func(d Deed) bool { return slices.Contains(deeds, d) }
	stop := has(Stop) || has(StopNew)
	if said > mostSaid || stop && said > 1 {
		fail(a, "too much is said in one day", v)
	}
	for _, pair := range neverBoth {
		if has(pair[0]) && has(pair[1]) {
			fail(a, "contradicts itself", v)
		}
	}
	if a.Is(Open, Few, Some) && deeds[0] != Answer {
		fail(a, "who waits is not first", v)
	}
	if a.Is(Posts, Many, Flood) && !stop {
		fail(a, "goes on broadcasting", v)
	}
	if a[Bought] == None && (has(Thanks) || has(Buyer) || has(Feedback)) {
		fail(a, "thanks buyers who are not there", v)
	}
}

// TestWhatIsUnknownIsNeverHeldAgainstAGroup: a harsh state stays harsh whatever the
// missing answers are, as far as all of them can be true.
func TestWhatIsUnknownIsNeverHeldAgainstAGroup(t *testing.T) {
	faults, harsh := 0, 0
	everyAnswers(func(a Answers) {
		if !Judge(&a).State.Harsh() {
			return
		}
		harsh++
		for _, q := range All {
			if a[q] != Unsure {
				continue
			}
			for _, c := range q.Choices() {
				b := a
				b[q] = c
				if v := Judge(&b); agrees(&b) && !v.State.Harsh() {
					if faults++; faults <= 10 {
						t.Errorf("%v is %s, and with %s %s it is %s", a, Judge(&a).State, q, c, v.State)
					}
				}
			}
		}
	})
	if harsh == 0 {
		t.Error("nothing is harsh")
	}
}

// TestVerdicts are groups as people would describe them.
func TestVerdicts(t *testing.T) {
	for _, one := range []struct {
		what  string
		a     Answers
		state State
		do    []Deed
	}{
		{"a busy group of a shop", Answers{Under200, Years, Today, Few, Many, None}, Thriving, []Deed{Feedback, Praise, Promise}},
		{"a dozen regulars", Answers{Under30, Months, Yesterday, None, Some, None}, Thriving, []Deed{Feedback, Praise, Promise}},
		{"talk, and nobody asks for a price", Answers{Under100, Months, ThisWeek, Few, None, None}, Steady, []Deed{Wish, Praise, Promise}},
		{"somebody waits", Answers{Under100, Months, Today, Few, Few, Few}, Steady, []Deed{Answer, Feedback, Praise}},
		{"opened last week", Answers{Under100, Days, Never, None, None, None}, Forming, []Deed{Welcome, Rules, Greet}},
		{"opened last week, and flooded", Answers{Under100, Days, Today, Flood, Few, None}, Forming, []Deed{StopNew, Greet, Moments}},
		{"a week without a word", Answers{Under100, Months, LastWeek, Few, None, None}, Fading, []Deed{Ask, Old, Promise}},
		{"a week without a word, but orders", Answers{Under100, Months, LastWeek, Few, Few, None}, Steady, []Deed{Ask, Buyer, Promise}},
		{"three weeks, five adverts a day", Answers{Over300, Years, Fortnight, Some, None, None}, Dormant, []Deed{Stop, Old, Moments}},
		{"a month of nothing", Answers{Under200, Years, Month, None, None, None}, Dead, []Deed{Regroup, Old, Moments}},
		{"a month of nothing, many people", Answers{Over300, Years, Month, None, None, None}, Dead, []Deed{Regroup, Roomy, Old}},
		{"nobody ever spoke", Answers{Under100, Years, Never, Few, None, None}, Dead, []Deed{Regroup, Old, Moments}},
		{"they buy and say nothing", Answers{Under200, Years, Month, Few, Some, None}, QuietBuying, []Deed{Thanks, Buyer, Promise}},
		{"a full one that buys", Answers{Over300, Years, Fortnight, None, Many, Unsure}, QuietBuying, []Deed{Look, Thanks, Roomy}},
		{"quiet, and nobody knows of orders", Answers{Under100, Years, Month, None, Unsure, None}, Unclear, []Deed{Ask, Old, Promise}},
		{"quiet for a week, age unknown", Answers{Under100, Unsure, LastWeek, None, None, None}, Unclear, []Deed{Ask, Old, Promise}},
		{"nothing is known", Answers{Unsure, Unsure, Unsure, Unsure, Unsure, Unsure}, Unclear, []Deed{Look, Ask, Old}},
		{"opened last week, and told a lot", Answers{Under100, Days, Never, Some, None, None}, Forming, []Deed{Welcome, Rules, Greet}},
		{"answers that do not agree", Answers{Under100, Days, Month, None, None, None}, Forming, []Deed{Welcome, Rules, Greet}},
	} {
		v := Judge(&one.a)
		var do []Deed
		for _, d := range v.Advice {
			do = append(do, d.Deed)
		}
		if v.State != one.state || !slices.Equal(do, one.do) {
			t.Errorf("%s: %s %v, want %s %v", one.what, v.State, do, one.state, one.do)
		}
	}
}

// TestChangesAreOfWhatWasKnown, and turn round with their answers.
func TestChangesAreOfWhatWasKnown(t *testing.T) {
	before := Answers{Under100, Months, Fortnight, Flood, None, Some}
	now := Answers{Under200, Years, Yesterday, Unsure, Few, None}
	want := []Moved{{People, Under100, Under200, 0}, {Spoke, Fortnight, Yesterday, 1}, {Bought, None, Few, 1}, {Open, Some, None, 1}}
	if got := Changes(&before, &now); !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		var a, b Answers
		for _, q := range All {
			a[q], b[q] = rapid.SampledFrom(q.Choices()).Draw(t, "a"), rapid.SampledFrom(q.Choices()).Draw(t, "b")
		}
		there, back := Changes(&a, &b), Changes(&b, &a)
		if len(Changes(&a, &a)) != 0 || len(there) != len(back) {
			t.Fatalf("%v and %v", there, back)
		}
		for i := range there {
			if there[i].Better != -back[i].Better {
				t.Errorf("%+v and %+v", there[i], back[i])
			}
		}
	})
}

// TestWordsAreReadyToSay: every word is there in three languages, nothing is left to
// be filled in, and what goes to a group fits a glance.
func TestWordsAreReadyToSay(t *testing.T) {
	full := func(what string, all ...i18n.Text) {
		t.Helper()
		for _, one := range all {
			for _, l := range i18n.Langs {
				if s := one.In(l); strings.TrimSpace(s) == "" || strings.ContainsAny(s, "{}%！!") {
					t.Errorf("%s in %s: %q", what, l, s)
				}
			}
		}
	}
	for _, q := range All {
		full("question", asked[q], short[q], whys[q])
		for _, c := range q.Choices() {
			full(q.String()+" "+string(c), label(q, c))
		}
	}
	seen, rules := map[Deed]bool{}, map[Rule]bool{}
	everyAnswers(func(a Answers) {
		v := Judge(&a)
		for _, one := range v.Advice {
			seen[one.Deed] = true
		}
		for _, r := range v.Reasons {
			rules[r.Rule] = true
		}
	})
	for d := range seen {
		w := wordsOf(d)
		full(string(d), w.Title, w.Why, w.Say, spotWord(d.Spot()))
		if n := utf8.RuneCountInString(w.Say.Hans); n > 90 && d != Rules {
			t.Errorf("%s has %d characters", d, n)
		}
	}
	same := map[string]Rule{}
	for r := range rules {
		full(string(r), ruleWord(r))
		if other, is := same[ruleWord(r).Hans]; is {
			t.Errorf("%s and %s say the same", r, other)
		}
		same[ruleWord(r).Hans] = r
	}
	if len(seen) != 18 || len(rules) != 16 {
		t.Errorf("%d deeds and %d rules are ever used", len(seen), len(rules))
	}
}

// TestEachMistakeByItself: each of the seven habits leads to its own mistake and to no
// other, with a remedy in every language; what nobody said is held against nobody.
func TestEachMistakeByItself(t *testing.T) {
	for m := range mistakes {
		var h Habits
		for other := range mistakes {
			h[other] = DoesNot
		}
		h[m] = DoesSo
		if made := h.Made(); len(made) != 1 || made[0] != m {
			t.Errorf("%s leads to %v", m, made)
		}
		for _, l := range i18n.Langs {
			if w := habits[m]; w.asks.In(l) == "" || w.is.In(l) == "" || w.mend.In(l) == "" {
				t.Errorf("%s is not told in %s", m, l)
			}
		}
		said, told := habitsIn(url.Values{m.String(): {"yes"}})
		if made := said.Made(); !told || len(made) != 1 || made[0] != m {
			t.Errorf("%s in an address leads to %v", m, made)
		}
	}
	if h, told := habitsIn(url.Values{"purpose": {"<b>"}, "else": {"yes"}}); told || len(h.Made()) > 0 {
		t.Errorf("nonsense is taken for %v", h)
	}
}
