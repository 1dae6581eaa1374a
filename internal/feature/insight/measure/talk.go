package measure

import (
	"slices"

	"github.com/huoshui/huoshui/internal/feature/insight/ask"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
)

const (
	turnGap      = 2 * minute
	promptWindow = 30 * minute // a post this soon after a person's question answers it
	postGap      = 5 * minute  // one sender's posts closer than this are one broadcast
	replyWindow  = 60 * minute // a broadcast nobody speaks after for this long is unanswered
	lookBack     = 8           // days before the window whose messages may still be answered in it
)

// talk is the conversation of the last 28 days (and a little before, which may
// be answered in them), as messages, links and turns.
type talk struct {
	said  []line
	turns []turn
	posts []post // broadcasts
}

// line is one message: a light with its mark.
type line struct {
	light  int32
	turn   int32
	to     int32 // line it answers, or −1
	stated bool  // the source or the writer says whom it answers
	post   int32 // broadcast it is part of, or −1
	mark   *Mark
	actor  int32
	at     int64
}

// turn is one person's messages with gaps of at most two minutes.
type turn struct {
	actor        int32
	from, to     int64 // times of the first and last message
	first        int32 // its first line
	inWindow     bool
	reads        ask.Marks
	forms        uint32 // bit per event.Form
	answers      int32  // turn of somebody else that it answers, or −1
	stated       bool
	conversation int32
}

// post is one broadcast.
type post struct {
	actor    int32
	from, to int64
	inWindow bool
	answered bool // somebody spoke within the hour
	young    bool // the hour is not over
}

var silentMark Mark

// converse prepares lines, links and turns, finds the one-way posters and then
// the broadcasts.
func (s *scene) converse(model *link.Model) {
	s.talk = &talk{}
	marks := SettleMarks(s.g.Marks)
	s.g.Marks = marks
	from := s.firstOfDay(s.today - window + 1 - lookBack)
	for i := from; i < len(s.lights); i++ {
		l := &s.lights[i]
		if l.Act != Spoke {
			continue
		}
		m := &silentMark
		if k, ok := slices.BinarySearchFunc(marks, l.Key, func(m Mark, key uint64) int {
			switch {
			case m.Key < key:
				return -1
			case m.Key > key:
				return 1
			}
			return 0
		}); ok {
			m = &marks[k]
		}
		s.talk.said = append(s.talk.said, line{light: int32(i), to: -1, post: -1, mark: m, actor: s.actor[i], at: l.At})
	}
	s.link(model)
	s.cutTurns()
	s.findOneWay()
	s.findPosts()
}

// link fills in whom each line answers.
func (s *scene) link(model *link.Model) {
	t := s.talk
	var names link.Names
	index := map[uint32]int32{} // author → actor, for stated mentions
	for i := range t.said {
		index[s.lights[t.said[i].light].Author] = t.said[i].actor
	}
	for a := range s.actors {
		names.Add(s.actors[a].Name, int32(a))
	}
	byKey := make(map[uint64]int32, len(t.said))
	items := make([]link.Item, len(t.said))
	for i := range t.said {
		ln := &t.said[i]
		byKey[s.lights[ln.light].Key] = int32(i)
		items[i] = link.Item{At: ln.at, Author: ln.actor, Thread: ln.mark.Thread, ReplyTo: -1, Sketch: ln.mark.Sketch}
		if ln.mark.Answers != 0 {
			if to, ok := byKey[ln.mark.Answers]; ok {
				items[i].ReplyTo = to
			}
		}
		for _, p := range ln.mark.Mentions {
			if a, ok := index[p]; ok && a != ln.actor {
				items[i].Mentions = append(items[i].Mentions, a)
			}
		}
	}
	for _, l := range link.Infer(items, &names, model) {
		if l.To == l.From {
			continue
		}
		t.said[l.From].to = l.To
		t.said[l.From].stated = l.How != link.Inferred
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
			t.turns = append(t.turns, turn{actor: ln.actor, from: ln.at, first: int32(i),
				inWindow: s.days[ln.light] >= first, answers: -1, conversation: -1})
		}
		ln.turn = k
		tn := &t.turns[k]
		tn.to = ln.at
		tn.reads |= ln.mark.Reads
		tn.forms |= 1 << ln.mark.Form
		if ln.to >= 0 && t.said[ln.to].actor != ln.actor && (tn.answers < 0 || ln.stated && !tn.stated) {
			tn.answers, tn.stated = t.said[ln.to].turn, ln.stated
		}
	}
	// A conversation is turns linked by answers. An unlinked turn goes on with
	// the last conversation if its writer is in it and an hour has not passed.
	in := map[[2]int32]bool{}
	conversations, last, lastAt := int32(0), int32(-1), int64(0)
	for k := range t.turns {
		tn := &t.turns[k]
		switch {
		case tn.answers >= 0:
			tn.conversation = t.turns[tn.answers].conversation
		case last >= 0 && tn.from-lastAt <= replyWindow && in[[2]int32{last, tn.actor}]:
			tn.conversation = last
		default:
			tn.conversation = conversations
			conversations++
		}
		in[[2]int32{tn.conversation, tn.actor}] = true
		last, lastAt = tn.conversation, tn.to
	}
}

// findOneWay marks the people who post and never converse: at least 20
// messages of which under 5 % answer or are answered.
func (s *scene) findOneWay() {
	t := s.talk
	wrote := make([]int, len(s.actors))
	met := make([]int, len(s.actors))
	answered := make([]bool, len(t.said))
	for i := range t.said {
		if to := t.said[i].to; to >= 0 && t.said[to].actor != t.said[i].actor {
			answered[to] = true
		}
	}
	for i := range t.said {
		ln := &t.said[i]
		wrote[ln.actor]++
		if answered[i] || ln.to >= 0 && t.said[ln.to].actor != ln.actor {
			met[ln.actor]++
		}
	}
	for a := range s.actors {
		s.oneWay[a] = s.actors[a].Standing == Member && wrote[a] >= 20 && met[a]*20 < wrote[a]
	}
}

// converses reports whether actor a is a person who takes part.
func (s *scene) converses(a int32) bool { return s.actors[a].Standing == Member && !s.oneWay[a] }

// findPosts finds the broadcasts: unprompted posts by staff, bots and one-way
// posters, one sender's posts with nobody between counted as one.
func (s *scene) findPosts() {
	t := s.talk
	first := s.today - window + 1
	asked := int64(-1 << 62) // when a person last asked or requested something
	open := int32(-1)        // running broadcast
	for i := range t.said {
		ln := &t.said[i]
		if s.converses(ln.actor) {
			if ln.mark.Reads&(ask.Question|ask.Request|ask.Call) != 0 {
				asked = ln.at
			}
			for k := len(t.posts) - 1; k >= 0 && ln.at-t.posts[k].to <= replyWindow; k-- {
				t.posts[k].answered = true
			}
			open = -1
			continue
		}
		if ln.at-asked <= promptWindow || s.repliesToPerson(ln) {
			continue
		}
		if open >= 0 && t.posts[open].actor == ln.actor && ln.at-t.posts[open].to <= postGap {
			t.posts[open].to = ln.at
			ln.post = open
			continue
		}
		open = int32(len(t.posts))
		ln.post = open
		t.posts = append(t.posts, post{actor: ln.actor, from: ln.at, to: ln.at, inWindow: s.days[ln.light] >= first})
	}
	for k := range t.posts {
		t.posts[k].young = s.at-t.posts[k].to < replyWindow
	}
}

// repliesToPerson reports whether a line is a stated answer to a person, or an
// inferred answer to the question somebody asked outside service hours.
func (s *scene) repliesToPerson(ln *line) bool {
	if ln.to < 0 {
		return false
	}
	to := &s.talk.said[ln.to]
	if !s.converses(to.actor) {
		return false
	}
	if ln.stated {
		return true
	}
	return to.mark.Reads&(ask.Question|ask.Request|ask.Call) != 0 && s.service(to.at, ln.at) <= promptWindow
}

// service is how much of the time between two instants lies in service hours.
func (s *scene) service(from, to int64) int64 {
	if to <= from {
		return 0
	}
	open, close := int64(s.q.ServiceFrom)*hour, int64(s.q.ServiceTo)*hour
	inDay := func(ms int64) int64 { // service time of ms's local day up to ms
		l := s.cal.local(ms)
		return min(max(l-floorDiv(l, day)*day, open), close) - open
	}
	days := int64(s.cal.Day(to) - s.cal.Day(from))
	return days*(close-open) + inDay(to) - inDay(from)
}
