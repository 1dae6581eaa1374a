package script

import "slices"

// Circle finds playbooks that call each other in a circle, and lists one: a, b, a.
func Circle(all []*Playbook) []string {
	byName := map[string]*Playbook{}
	for _, s := range all {
		byName[s.Name] = s
	}
	const open, done = 1, 2
	state := map[string]int{}
	var way []string
	var walk func(name string) []string
	walk = func(name string) []string {
		s := byName[name]
		switch {
		case s == nil || state[name] == done:
			return nil
		case state[name] == open:
			return append(slices.Clone(way[slices.Index(way, name):]), name)
		}
		state[name] = open
		way = append(way, name)
		for _, next := range Calls(s.Steps) {
			if circle := walk(next); circle != nil {
				return circle
			}
		}
		way = way[:len(way)-1]
		state[name] = done
		return nil
	}
	for _, s := range all {
		if circle := walk(s.Name); circle != nil {
			return circle
		}
	}
	return nil
}

// Calls lists the playbooks that steps call.
func Calls(steps []Step) (out []string) {
	Each(steps, func(s *Step) {
		if s.Call != nil {
			out = append(out, s.Call.Name)
		}
	})
	return out
}

// Each goes through steps and those inside them, in the order in which they are
// written.
func Each(steps []Step, fn func(*Step)) {
	for i := range steps {
		s := &steps[i]
		fn(s)
		for _, inside := range s.inside() {
			Each(inside, fn)
		}
	}
}

// inside lists the lists of steps inside a step.
func (s *Step) inside() (out [][]Step) {
	if s.Await != nil {
		out = append(out, s.Await.Came, s.Await.Not)
	}
	for _, arm := range s.Branch {
		out = append(out, arm.Do)
	}
	if s.Split != nil {
		for _, part := range s.Split.Parts {
			out = append(out, part.Do)
		}
	}
	if s.Task != nil {
		for _, choice := range s.Task.Choices {
			out = append(out, choice.Do)
		}
	}
	return out
}
