package measure

import (
	"slices"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/feature/insight/ask"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
)

const (
	turnGap  = 2 * minute
	quietGap = 60 * minute // a longer gap without a link starts a new conversation
	lookBack = 8           // days before the window whose messages may still be answered in it
)

// nobody stands for an actor, a line, a turn or a broadcast there is none of.
const nobody = int32(-1)

// talk is the conversation of the last 28 days (and a little before, which may
// be answered in them), as messages, links and turns.
type talk struct {
	said  []line
	turns []turn
	posts []post  // broadcasts
	staff []int32 // lines of staff
}

// line is one message: a light with its mark.
type line struct {
	mark    *Mark
	at      int64
	clock   int64 // the service clock at that time
	light   int32
	turn    int32
	actor   int32
	to      int32 // line it answers, or nobody
	toActor int32 // whom it answers, or nobody
	post    int32 // broadcast it is part of, or nobody
	stated  bool  // the source or the writer says whom it answers
	quiet   bool  // a stock reply or a sticker: life, but no conversation
	list    bool  // a sign-up chain: said, but to nobody
}

// turn is one person's messages with gaps of at most two minutes.
type turn struct {
	from, to     int64 // times of the first and last message
	actor        int32
	first, last  int32 // its first and last line
	asked        int32 // its last line that asks; the last of all where none does
	answers      int32 // turn of somebody else that it answers, or nobody
	toActor      int32 // whom it answers, or nobody
	conversation int32
	reads        ask.Marks
	forms        uint32 // bit per event.Form
	inWindow     bool
	stated       bool
	words        bool // it holds more than stock replies and stickers
}

// converse prepares lines, links and turns, finds the one-way posters and then
// the broadcasts.
func (s *scene) converse(model *link.Model) {
	s.talk = &talk{}
	s.g.Marks = SettleMarks(s.g.Marks)
	s.readLines(s.g.Marks)
	s.link(model)
	s.cutTurns()
	s.joinTurns()
	s.findOneWay()
	s.findPosts()
}

// readLines pairs the messages of the window, and of the days before it that
// may be answered in it, with their marks.
func (s *scene) readLines(marks []Mark) {
	t, without := s.talk, &Mark{}
	byKey := make(map[uint64]int32, len(marks))
	for i := range marks {
		byKey[marks[i].Key] = int32(i)
	}
	for i := s.firstOfDay(s.today - window + 1 - lookBack); i < len(s.lights); i++ {
		l := &s.lights[i]
		if l.Act != Spoke {
			continue
		}
		m := without
		if k, ok := byKey[l.Key]; ok {
			m = &marks[k]
		}
		if s.actors[s.actor[i]].Standing == Staff {
			t.staff = append(t.staff, int32(len(t.said)))
		}
		t.said = append(t.said, line{light: int32(i), to: nobody, toActor: nobody, post: nobody, mark: m, actor: s.actor[i],
			at: l.At, clock: s.clock(l.At), quiet: m.Reads.Has(ask.Stock) || m.Form == event.Sticker,
			list: l.Traits&IsChain != 0 || m.Form == event.Chain})
	}
}

// link fills in whom each line answers. Stock replies and lists answer nobody,
// unless the source says so, and nobody is inferred to answer them.
func (s *scene) link(model *link.Model) {
	t := s.talk
	var names link.Names
	for a := range s.actors {
		names.Add(s.actors[a].Name, int32(a))
	}
	byKey := make(map[uint64]int32, len(t.said))
	items := make([]link.Item, len(t.said))
	early := map[uint64][]int32{} // answered messages not among the lines
	for i := range t.said {
		ln := &t.said[i]
		byKey[s.lights[ln.light].Key] = int32(i)
		items[i] = link.Item{At: ln.at, Author: ln.actor, Thread: ln.mark.Thread, ReplyTo: -1, Sketch: ln.mark.Sketch}
		if ln.mark.Answers != 0 {
			if to, ok := byKey[ln.mark.Answers]; ok {
				items[i].ReplyTo = to
			} else {
				early[ln.mark.Answers] = append(early[ln.mark.Answers], int32(i))
			}
		}
		for _, p := range ln.mark.Mentions {
			if a, ok := s.byAuthor[p]; ok && a != ln.actor {
				items[i].Mentions = append(items[i].Mentions, a)
			}
		}
	}
	for _, l := range link.Infer(items, &names, model) {
		from, to := &t.said[l.From], &t.said[l.To]
		if l.To == l.From || l.How == link.Inferred && (from.quiet || from.list || to.quiet || to.list) {
			continue
		}
		from.to, from.toActor, from.stated = l.To, to.actor, l.How != link.Inferred
	}
	s.linkEarly(early)
}

// linkEarly settles the lines that the source says answer a message from before
// the days looked at: whom they answer is known, though not the line.
func (s *scene) linkEarly(early map[uint64][]int32) {
	for i := 0; len(early) > 0 && i < len(s.lights); i++ {
		lines, ok := early[s.lights[i].Key]
		if !ok {
			continue
		}
		for _, k := range lines {
			if ln := &s.talk.said[k]; !ln.stated && s.lights[i].At <= ln.at {
				ln.to, ln.toActor, ln.stated = nobody, s.actor[i], true
			}
		}
		delete(early, s.lights[i].Key)
	}
}

// cutTurns groups each actor's lines and works out what each turn answers.
func (s *scene) cutTurns() {
	t := s.talk
	open := map[int32]int32{} // actor → their running turn
	first := s.today - window + 1
	for i := range t.said {
		ln := &t.said[i]
		k, ok := open[ln.actor]
		if !ok || ln.at-t.turns[k].to > turnGap {
			k = int32(len(t.turns))
			open[ln.actor] = k
			t.turns = append(t.turns, turn{actor: ln.actor, from: ln.at, first: int32(i), inWindow: s.days[ln.light] >= first,
				answers: nobody, toActor: nobody, conversation: nobody})
		}
		ln.turn = k
		tn := &t.turns[k]
		tn.to, tn.last = ln.at, int32(i)
		if ln.mark.Reads.Has(ask.Question) || !tn.reads.Has(ask.Question) {
			tn.asked = int32(i)
		}
		tn.reads |= ln.mark.Reads
		tn.forms |= 1 << ln.mark.Form
		tn.words = tn.words || !ln.quiet
		if ln.quiet || ln.toActor == nobody || ln.toActor == ln.actor || tn.toActor != nobody && (tn.stated || !ln.stated) {
			continue
		}
		tn.toActor, tn.stated, tn.answers = ln.toActor, ln.stated, nobody
		if ln.to != nobody {
			tn.answers = t.said[ln.to].turn
		}
	}
}

// joinTurns makes conversations: turns linked by answers. An unlinked turn goes
// on with the last conversation if its writer is in it and an hour has not
// passed; else it starts one. Stock replies belong to none.
func (s *scene) joinTurns() {
	t := s.talk
	in := map[[2]int32]bool{}
	conversations, last, lastAt := int32(0), nobody, int64(0)
	for k := range t.turns {
		tn := &t.turns[k]
		if !tn.words {
			continue
		}
		switch {
		case tn.conversation != nobody: // a turn begun earlier went on to answer it
		case tn.answers != nobody && t.turns[tn.answers].conversation != nobody:
			tn.conversation = t.turns[tn.answers].conversation
		case last != nobody && tn.from-lastAt <= quietGap && in[[2]int32{last, tn.actor}]:
			tn.conversation = last
		default:
			tn.conversation = conversations
			conversations++
		}
		if tn.answers > int32(k) {
			t.turns[tn.answers].conversation = tn.conversation
		}
		in[[2]int32{tn.conversation, tn.actor}] = true
		last, lastAt = tn.conversation, tn.to
	}
}

// staffFrom returns the lines of staff after line i, in order.
func (t *talk) staffFrom(i int32) []int32 {
	k, _ := slices.BinarySearch(t.staff, i+1)
	return t.staff[k:]
}

// converses reports whether actor a is a person who takes part.
func (s *scene) converses(a int32) bool { return s.actors[a].Standing == Member && !s.oneWay[a] }
