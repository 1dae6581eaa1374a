package link

import "math/bits"

// features describe one candidate as small numbers, larger meaning more, none
// above maxFeature. There is room for 64, a cache line.
type features [64]uint8

const (
	maxFeature = 127

	// absent is after how many messages of others a person counts as newly
	// come. Whether somebody ever wrote before is kept from the model: in the
	// help channel it was fitted on, a first message is nearly always a new
	// question; in a customers' group it is not.
	absent = 40
)

// The features. Those from fOwnGap to fHeardBetween describe the message and
// are the same for all its candidates; the rest are 0 for "starts a
// conversation".
const (
	fKind         = iota // 0 starts a conversation, 1 the author's own message, 2 another person's
	fGap                 // minutes since the candidate, classed
	fRank                // messages between, classed
	fRankOthers          // messages between that are not the author's own, classed
	fSpeakers            // different people from the candidate on, the author left out
	fAgain               // how often the candidate's author wrote again after it
	fNames               // 0 the message names another person, 1 somebody unknown, 2 nobody, 3 the candidate's author in passing, 4 as an address
	fNamed               // the same of the candidate naming the message's author (1 unused)
	fSameNamed           // both name the same person
	fPartner             // the author's last answer was to the candidate's author: 0 no, 2 long ago … 5 lately
	fPartnerOf           // the candidate's author's last answer was to this author, likewise
	fHeard               // the last who answered the author: 0 not the candidate's author, 2 it was, 3 and since the author's last message
	fNamedBy             // the last who named the author, likewise
	fAfterMine           // 1 the candidate came after the author's last message
	fTheirTo             // the candidate 1 starts, 2 continues its author, 3 answers another, 4 answers this author
	fKids                // other people's answers to the candidate so far
	fByMe                // 1 the author was the last to answer the candidate
	fSameTalk            // 1 the candidate belongs to the conversation the author last wrote in
	fTalkSize            // messages of the candidate's conversation, classed
	fTalkLast            // 1 the candidate is the latest of its conversation
	fTheyAsk             // the candidate asks: 0 no, 1 opens like a question, 2 a question mark
	fTheyFirst           // the candidate speaks of its writer
	fTheySecond          // the candidate speaks to somebody
	fTheyGreet           // the candidate greets
	fTheyThank           // the candidate thanks
	fTheyAssent          // the candidate opens with yes, no, ok
	fTheyCall            // the candidate: 1 asks for help, 2 speaks to anyone, 3 both
	fTheyLink            // the candidate holds a web address
	fTheirLength         // length class of the candidate
	fShared              // words shared
	fSharedBest          // rarity of the rarest word shared
	fSharedSum           // summed rarity of the words shared, classed
	fSharedTalk          // rarity of the rarest word shared with what the candidate answers
	fOwnGap              // minutes since the author's last message, classed
	fOwnBetween          // messages since the author's last message, classed
	fNaming              // the message names 0 nobody, 1 in passing, 2 somebody unknown, 3 a person as an address
	fAsk                 // the message asks, as fTheyAsk
	fFirst               // the message speaks of its writer
	fSecond              // the message speaks to somebody
	fGreet               // the message greets
	fThank               // the message thanks
	fAssent              // the message opens with yes, no, ok
	fCall                // as fTheyCall
	fContinues           // the message opens like a continuation
	fLaughs              // the message laughs
	fLink                // the message holds a web address
	fLength              // length class of the message
	fPace                // minutes over the last 10 messages, classed
	fLastTo              // the author's last message: 0 none, 1 started, 2 continued, 3 answered another
	fLastKids            // other people's answers to the author's last message
	fHeardBetween        // messages since somebody last answered or named the author, classed
	numFeatures
)

// context is what describes the item that looks for its candidate.
type context struct {
	i, me int32
	base  features // the features that are the same for all candidates
}

// place is where a candidate stands, as seen from the item.
type place struct {
	rank     int32 // messages between
	own      int32 // how many of them are the author's own
	speakers uint8 // different people from the candidate on, the author left out
	again    int32 // messages of the candidate's author after it
	far      bool  // it is of another thread
}

// contextOf computes the features that describe item i itself.
func (w *walk) contextOf(i int32) context {
	s, sk := &w.seen[i], &w.items[i].Sketch
	me := &w.people[s.author]
	c := context{i: i, me: s.author}
	f := &c.base
	f[fOwnGap], f[fOwnBetween] = maxFeature, maxFeature
	if between := s.place - w.at(me.last).place - 1; me.last != nobody && between <= absent {
		f[fOwnGap] = classGap(s.minute - w.seen[me.last].minute)
		f[fOwnBetween] = classCount(between)
		f[fLastTo] = w.kindOfLink(me.last, nobody)
		f[fLastKids] = min(w.seen[me.last].kids, 3)
	}
	f[fNaming] = naming(s, sk)
	f[fAsk], f[fCall] = asks(sk), calls(sk)
	f[fFirst], f[fSecond] = bit(sk, First), bit(sk, Second)
	f[fGreet], f[fThank] = bit(sk, Greeting), bit(sk, Thanks)
	f[fAssent], f[fContinues] = bit(sk, Assent), bit(sk, Continues)
	f[fLaughs], f[fLink], f[fLength] = bit(sk, Laughs), bit(sk, Address), sk.length
	back := i
	for k := 0; k < 10 && w.seen[back].prev != nobody; k++ {
		back = w.seen[back].prev
	}
	f[fPace] = classGap(s.minute - w.seen[back].minute)
	f[fHeardBetween] = maxFeature
	at := max(lastAt(me.heardBy, me.heardAt), lastAt(me.namedBy, me.namedAt))
	if between := s.place - w.at(at).place - 1; at != nobody && between <= absent {
		f[fHeardBetween] = classCount(between)
	}
	return c
}

// at is seen[i], or nothing in particular for nobody.
func (w *walk) at(i int32) seen {
	if i == nobody {
		return seen{}
	}
	return w.seen[i]
}

func lastAt(who, at int32) int32 {
	if who == nobody {
		return nobody
	}
	return at
}

// describe computes the features of candidate j for the item of c.
func (w *walk) describe(c *context, j int32, p place, f *features) {
	*f = c.base
	if j == c.i {
		return
	}
	s, t := &w.seen[c.i], &w.seen[j]
	me, they := &w.people[c.me], &w.people[t.author]
	f[fGap] = classGap(s.minute - t.minute)
	f[fRank] = classCount(p.rank)
	f[fRankOthers] = classCount(p.rank - min(p.own, p.rank))
	f[fSpeakers] = min(p.speakers, 31)
	f[fAgain] = uint8(min(p.again, 7))
	f[fNamed] = names(t, c.me)
	if t.author == c.me {
		f[fKind] = 1
	} else {
		f[fKind] = 2
		f[fNames] = names(s, t.author)
		if f[fNames] == 2 && f[fNaming] == 2 {
			f[fNames] = 1
		}
		f[fPartner] = w.towards(me, t.author, c.i)
		f[fPartnerOf] = w.towards(they, c.me, c.i)
		f[fHeard] = since(me.heardBy, me.heardAt, t.author, me.last)
		f[fNamedBy] = since(me.namedBy, me.namedAt, t.author, me.last)
	}
	f[fSameNamed] = truth(s.marked[0] != nobody && s.marked[0] == t.marked[0])
	f[fAfterMine] = truth(j > me.last)
	f[fTheirTo] = w.kindOfLink(j, c.me)
	f[fKids] = min(t.kids, 3)
	f[fByMe] = truth(t.answerer == c.me)
	f[fSameTalk] = truth(me.last != nobody && w.seen[me.last].root == t.root)
	f[fTalkSize] = classCount(w.talks[t.root].size)
	f[fTalkLast] = truth(w.talks[t.root].last == j)
	w.describeText(c, j, f)
}

// describeText computes the features of candidate j that come from its words.
func (w *walk) describeText(c *context, j int32, f *features) {
	sk, t := &w.items[j].Sketch, &w.seen[j]
	f[fTheyAsk], f[fTheyCall] = asks(sk), calls(sk)
	f[fTheyFirst], f[fTheySecond] = bit(sk, First), bit(sk, Second)
	f[fTheyGreet], f[fTheyThank] = bit(sk, Greeting), bit(sk, Thanks)
	f[fTheyAssent], f[fTheyLink], f[fTheirLength] = bit(sk, Assent), bit(sk, Address), sk.length
	n, best, sum := w.shared(c.i, j)
	f[fShared], f[fSharedBest], f[fSharedSum] = min(n, 7), best, uint8(min(sum/4, 60))
	if t.to != j {
		_, f[fSharedTalk], _ = w.shared(c.i, t.to)
	}
}

// shared compares the words of two items: how many are in both, the rarity of
// the rarest, and the sum of their rarities.
func (w *walk) shared(i, j int32) (n, best uint8, sum int) {
	if w.seen[i].sig&w.seen[j].sig == 0 {
		return 0, 0, 0
	}
	a, b := w.items[i].Sketch.Words(), w.items[j].Sketch.Words()
	for len(a) > 0 && len(b) > 0 {
		switch x, y := a[0], b[0]; {
		case x < y:
			a = a[1:]
		case x > y:
			b = b[1:]
		default:
			rarity := w.rarity[x]
			n, best, sum = n+1, max(best, rarity), sum+int(rarity)
			a, b = a[1:], b[1:]
		}
	}
	return n, best, sum
}

// kindOfLink tells what item j does: 1 it starts a conversation, 2 it
// continues its author, 3 it answers another person, 4 it answers me.
func (w *walk) kindOfLink(j, me int32) uint8 {
	t := &w.seen[j]
	switch to := w.seen[t.to].author; {
	case t.to == j:
		return 1
	case to == t.author:
		return 2
	case to == me:
		return 4
	}
	return 3
}

// towards tells whether p's last answer was to person a, and how lately
// before item i: 0 it was not, 2 long ago … 5 lately.
func (w *walk) towards(p *person, a, i int32) uint8 {
	if p.partner != a {
		return 0
	}
	switch n := w.seen[i].place - w.seen[p.partnerAt].place; {
	case n <= 4:
		return 5
	case n <= 12:
		return 4
	case n <= 40:
		return 3
	}
	return 2
}

// since classes who last did something to a person: 0 another than a or
// nobody, 2 a, 3 a, and after the person's last message.
func since(who, at, a, last int32) uint8 {
	switch {
	case who != a:
		return 0
	case at > last:
		return 3
	}
	return 2
}

// names classes how item s names person a, as fNames does.
func names(s *seen, a int32) uint8 {
	switch {
	case s.marked[0] == a || s.marked[1] == a:
		return 4
	case s.bare[0] == a || s.bare[1] == a:
		return 3
	case s.marked[0] != nobody:
		return 0
	}
	return 2
}

// naming classes whom item s names, as fNaming does.
func naming(s *seen, sk *Sketch) uint8 {
	switch {
	case s.marked[0] != nobody:
		return 3
	case sk.Has(LeadNamed):
		return 2
	case s.bare[0] != nobody || s.bare[1] != nobody:
		return 1
	}
	return 0
}

func asks(sk *Sketch) uint8 { return max(2*bit(sk, Question), bit(sk, Asks)) }

func calls(sk *Sketch) uint8 { return bit(sk, Help) + 2*bit(sk, Anyone) }

func bit(sk *Sketch, f Flag) uint8 { return truth(sk.flags&f != 0) }

func truth(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// classGap classes minutes: exact to 7, then four classes to each doubling.
func classGap(minutes int32) uint8 { return class(max(minutes, 0)) }

// classCount classes a count likewise.
func classCount(n int32) uint8 { return class(max(n, 0)) }

// class is n up to 7, then four classes to each doubling.
func class(n int32) uint8 {
	if n < 8 {
		return uint8(n)
	}
	shift := bits.Len32(uint32(n)) - 3
	return uint8(4*shift + int(n>>shift))
}
