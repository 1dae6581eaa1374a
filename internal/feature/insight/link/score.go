package link

// Tally counts links said, links in the gold, and those in both.
type Tally struct{ Right, Said, Gold int }

// Precision is the share of the links said that are right, 0 if none was.
func (t Tally) Precision() float64 { return ratio(t.Right, t.Said) }

// Recall is the share of the gold links that were said, 0 if there are none.
func (t Tally) Recall() float64 { return ratio(t.Right, t.Gold) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 { return ratio(2*t.Right, t.Said+t.Gold) }

func (t *Tally) add(o Tally) {
	t.Right += o.Right
	t.Said += o.Said
	t.Gold += o.Gold
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Tallies are the three counts of the protocol: all links, a message that
// starts a conversation counting as linked to itself; links to a message of
// another person; and those of them from messages that name nobody. Beside
// them two looser ones, which the share of talk between people rests on:
// messages that answer the right person, whichever message of theirs, and
// messages that answer anybody else at all.
type Tallies struct{ All, Others, Unnamed, Persons, Answers Tally }

func (t *Tallies) add(o Tallies) {
	t.All.add(o.All)
	t.Others.add(o.Others)
	t.Unnamed.add(o.Unnamed)
	t.Persons.add(o.Persons)
	t.Answers.add(o.Answers)
}

// Band counts the inferred links whose probability lies in one tenth, and
// those of them that are right.
type Band struct {
	Said, Right int
	P           float64 // the sum of their probabilities
}

// Score is how a model does on logs with gold links.
type Score struct {
	Logs, Messages int
	Model          Tallies
	Baseline       Tallies  // the previous message by someone else
	Bands          [10]Band // by probability, 0–.1 first
}

// Evaluate links logs with a model and compares with the gold links.
func Evaluate(logs []*Log, m *Model) Score {
	parts := make([]Score, len(logs))
	each(len(logs), func(k int) { parts[k] = evaluateOne(logs[k], m) })
	var all Score
	for _, p := range parts {
		all.add(p)
	}
	return all
}

func (s *Score) add(o Score) {
	s.Logs += o.Logs
	s.Messages += o.Messages
	s.Model.add(o.Model)
	s.Baseline.add(o.Baseline)
	for b := range s.Bands {
		s.Bands[b].Said += o.Bands[b].Said
		s.Bands[b].Right += o.Bands[b].Right
		s.Bands[b].P += o.Bands[b].P
	}
}

func evaluateOne(log *Log, m *Model) Score {
	s := Score{Logs: 1}
	for _, l := range Infer(log.Items, log.Names, m) {
		gold := log.Links[l.From]
		if l.From < log.From || len(gold) == 0 {
			continue
		}
		s.Messages++
		named := log.namesSomebody(l.From)
		s.Model.add(log.tallies(l.From, l.To, gold, named))
		s.Baseline.add(log.tallies(l.From, log.previous(l.From), gold, named))
		b := &s.Bands[min(int(l.P*10), 9)]
		b.Said++
		b.P += float64(l.P)
		if contains(gold, l.To) {
			b.Right++
		}
	}
	return s
}

// tallies compares one link with the gold links of its message.
func (l *Log) tallies(from, to int32, gold []int32, named bool) Tallies {
	var t Tallies
	t.All = Tally{Said: 1, Gold: len(gold)}
	if contains(gold, to) {
		t.All.Right = 1
	}
	me, they := l.Items[from].Author, l.Items[to].Author
	rightPerson := 0
	for _, g := range gold {
		switch l.Items[g].Author {
		case me:
			continue
		case they:
			rightPerson = 1
		}
		t.Others.Gold++
		t.Persons.Gold, t.Answers.Gold = 1, 1
	}
	if they != me {
		t.Others = Tally{Said: 1, Gold: t.Others.Gold, Right: t.All.Right}
		t.Persons = Tally{Said: 1, Gold: t.Persons.Gold, Right: rightPerson}
		t.Answers = Tally{Said: 1, Gold: t.Answers.Gold, Right: t.Answers.Gold}
	}
	if !named {
		t.Unnamed = t.Others
	}
	return t
}

// previous returns the latest message before i by somebody else, or i.
func (l *Log) previous(i int32) int32 {
	for j := i - 1; j >= 0; j-- {
		if !l.Items[j].System && l.Items[j].Author != l.Items[i].Author {
			return j
		}
	}
	return i
}

// namesSomebody reports whether any word of the message is the name of an
// author of the log other than its own, in any letter case and whatever
// punctuation stands around it.
func (l *Log) namesSomebody(i int32) bool {
	for _, a := range l.named[i] {
		if a != l.Items[i].Author {
			return true
		}
	}
	return false
}
