package link

import "math"

// lesson is a log to learn from, with the links the walk through it goes by.
type lesson struct {
	log   *Log
	half  int // which half of the logs it belongs to
	links []int32
}

// Fit fits a model to logs with gold links, and to copies of them thinned to a
// quarter and a sixteenth and slowed down three and ten times, as most rooms
// are quieter and slower. The features of a
// message rest on the links of earlier ones, which at work are the model's
// own; so a first model learns with links made by a rule, links each half of
// the logs as fitted on the other half, and the final model learns with those.
// tick, if not nil, is told how much of the work is done.
func Fit(logs []*Log, plan Plan, tick func(done, total int)) *Model {
	total, done := 3*plan.Trees, 0
	step := func() {
		done++
		if tick != nil {
			tick(done, total)
		}
	}
	var lessons []lesson
	for k, log := range logs {
		for _, l := range [3]*Log{log, log.thin(4, 3, plan.Seed), log.thin(16, 10, plan.Seed)} {
			lessons = append(lessons, lesson{log: l, half: k % 2})
		}
	}
	each(len(lessons), func(k int) { lessons[k].links, _ = decode(lessons[k].log, nil) })
	var firsts [2]*Model
	for half := range firsts {
		firsts[half] = grow(tabulate(ofHalf(lessons, half)), plan, step)
	}
	var sure sureness
	seen := make([]sureness, len(lessons))
	each(len(lessons), func(k int) {
		lessons[k].links, seen[k] = decode(lessons[k].log, firsts[1-lessons[k].half])
	})
	for k := 0; k < len(lessons); k += 3 { // the logs as they are
		sure.add(&seen[k])
	}
	m := grow(tabulate(lessons), plan, step)
	m.honest = sure.honest()
	return m
}

// sureness counts the links of each class of sureness, and the right ones.
type sureness struct{ said, right [sureties]int }

func (s *sureness) add(o *sureness) {
	for k := range s.said {
		s.said[k] += o.said[k]
		s.right[k] += o.right[k]
	}
}

// honest returns how often a link of each class is right, never less for a
// surer class, as found on logs the model was not fitted on. A class that was
// hardly seen is judged by its place among the classes.
func (s *sureness) honest() (out [sureties]float32) {
	const weight = 20
	floor := 0.0
	for k := range out {
		place := (float64(k) + 0.5) / sureties
		p := (float64(s.right[k]) + weight*place) / (float64(s.said[k]) + weight)
		floor = max(floor, p)
		out[k] = float32(math.Round(floor*1000) / 1000)
	}
	return out
}

func ofHalf(lessons []lesson, half int) []lesson {
	var out []lesson
	for _, l := range lessons {
		if l.half == half {
			out = append(out, l)
		}
	}
	return out
}

// decode links all items of a log as m would at work or, where m is nil, by
// rule, and returns for each item the one it answers, and how sure m was of
// the links that the gold speaks of.
func decode(log *Log, m *Model) (links []int32, seen sureness) {
	links = make([]int32, len(log.Items))
	w := newWalk(log.Items, log.Names)
	for i := range log.Items {
		if log.Items[i].System {
			continue
		}
		from := int32(i)
		w.meet(from)
		if m == nil {
			links[i] = w.byRule(from)
		} else {
			links[i] = seen.choose(m, w, from, log.Links[from])
		}
		w.advance(from, links[i])
	}
	return links, seen
}

// choose lets m link item i, and counts how sure it was if there is gold.
func (s *sureness) choose(m *Model, w *walk, i int32, gold []int32) int32 {
	w.gather(i)
	to, sure := m.choose(w)
	if len(gold) > 0 {
		s.said[sure]++
		if contains(gold, to) {
			s.right[sure]++
		}
	}
	return to
}

// byRule is a plain guess, good enough to start from: the latest message of
// the person named; else the author's own within 3 minutes; else the latest
// of whoever last answered or named the author since; else a new conversation.
func (w *walk) byRule(i int32) int32 {
	s := &w.seen[i]
	me := &w.people[s.author]
	if named := s.marked[0]; named != nobody {
		return w.people[named].last
	}
	if me.last != nobody && s.minute-w.seen[me.last].minute <= 3 && max(me.heardAt, me.namedAt) < me.last {
		return me.last
	}
	if at := max(lastAt(me.heardBy, me.heardAt), lastAt(me.namedBy, me.namedAt)); at != nobody && at > me.last {
		return at
	}
	return i
}

// tabulate lays out the candidates of all messages with gold links whose
// answer is among them.
func tabulate(lessons []lesson) *table {
	parts := make([]*table, len(lessons))
	each(len(lessons), func(k int) { parts[k] = tabulateOne(lessons[k].log, lessons[k].links) })
	all := &table{starts: []int32{0}}
	for _, part := range parts {
		base := int32(len(all.right))
		all.right = append(all.right, part.right...)
		for _, end := range part.starts[1:] {
			all.starts = append(all.starts, base+end)
		}
		for f := range part.columns {
			all.columns[f] = append(all.columns[f], part.columns[f]...)
		}
	}
	return all
}

func tabulateOne(log *Log, links []int32) *table {
	t := &table{starts: []int32{0}}
	w := newWalk(log.Items, log.Names)
	for i := range log.Items {
		if log.Items[i].System {
			continue
		}
		from := int32(i)
		w.meet(from)
		if gold := log.Links[from]; len(gold) > 0 {
			w.gather(from)
			t.append(w, gold)
		}
		w.advance(from, links[i])
	}
	return t
}

// append adds the candidates of the walk's current item, if one of them is gold.
func (t *table) append(w *walk, gold []int32) {
	found := false
	for _, j := range w.cands[:w.n] {
		found = found || contains(gold, j)
	}
	if !found {
		return
	}
	for k, j := range w.cands[:w.n] {
		t.right = append(t.right, contains(gold, j))
		for f, v := range w.feats[k][:numFeatures] {
			t.columns[f] = append(t.columns[f], v)
		}
	}
	t.starts = append(t.starts, int32(len(t.right)))
}
