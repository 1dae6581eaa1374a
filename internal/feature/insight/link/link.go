package link

// How tells where a link comes from.
type How uint8

// The sources of a link, surest first.
const (
	Explicit How = iota + 1 // the source states the answered message
	Mention                 // the source states the person addressed; the message is that person's latest
	Inferred                // the model's best guess
)

// An Item is one message of a group, as far as linking needs it.
type Item struct {
	At       int64   // Unix milliseconds
	Author   int32   // 0 or more, the same for the same person
	Thread   uint32  // topic within the group, 0 where there is none
	ReplyTo  int32   // index of the item the source says it answers, or -1
	Mentions []int32 // authors the source says it mentions or quotes
	Sketch   Sketch
	System   bool // nobody said it; it has no link and is never linked to
}

// A Link says that item From answers item To, an earlier one, or, where To
// equals From, that it starts a conversation.
type Link struct {
	From, To int32 // indexes into the items
	How      How
	P        float32 // how likely the link is right, 0 to 1; README.md has the calibration
}

const (
	// mentionReach is how far back the person mentioned is looked for.
	mentionReach = 7 * 24 * 60 * 60 * 1000
	// mentionP is how often a stated address means exactly that person's
	// latest message, measured on the training logs, where it means that
	// person in 89 of 100 (README.md).
	mentionP = 0.68
)

// Infer links every item of a group that is not a system line, in the order
// of the items, which must be the order of their times. There is exactly one
// link for each. An explicit reply is taken as stated; else a mention means
// the mentioned person's latest earlier message in the thread, else in the
// group, within 7 days; else the model chooses among the recent messages, the
// latest ones of the people involved, and "starts a conversation". The thread
// of an item is a preference, not an answer: messages of other threads are
// candidates too, at a price. The same input always gives the same links.
func Infer(items []Item, names *Names, m *Model) []Link {
	links := make([]Link, 0, len(items))
	w := newWalk(items, names)
	for i := range items {
		if items[i].System {
			continue
		}
		from := int32(i)
		w.meet(from)
		l, stated := w.stated(from)
		if !stated {
			w.gather(from)
			to, sure := m.choose(w)
			l = Link{From: from, To: to, How: Inferred, P: m.honest[sure]}
		}
		w.advance(from, l.To)
		links = append(links, l)
	}
	return links
}

// stated returns the link the source itself gives for item i.
func (w *walk) stated(i int32) (Link, bool) {
	it := &w.items[i]
	if to := it.ReplyTo; to >= 0 && to < i && !w.items[to].System {
		return Link{From: i, To: to, How: Explicit, P: 1}, true
	}
	best, bestInThread := nobody, false
	for _, who := range it.Mentions {
		a, known := w.dense[who]
		if !known || a == w.seen[i].author {
			continue
		}
		to, inThread := w.latestBy(a, i)
		if to == nobody || bestInThread && !inThread || bestInThread == inThread && to <= best {
			continue
		}
		best, bestInThread = to, inThread
	}
	if best == nobody {
		return Link{}, false
	}
	return Link{From: i, To: best, How: Mention, P: mentionP}, true
}

// latestBy returns author a's latest item before i in i's thread, else in the
// group, no older than mentionReach, or nobody.
func (w *walk) latestBy(a, i int32) (to int32, inThread bool) {
	latest := nobody
	oldest := w.items[i].At - mentionReach
	for j := w.people[a].last; j != nobody && w.items[j].At >= oldest; j = w.seen[j].prevBy {
		if w.items[j].Thread == w.items[i].Thread {
			return j, true
		}
		if latest == nobody {
			latest = j
		}
	}
	return latest, false
}
