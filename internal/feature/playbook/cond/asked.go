package cond

import "slices"

// Asked is what SOPs ask about, so that nothing else has to be looked up. The zero
// one asks about nothing.
type Asked struct {
	all   bool
	names []string // such as member.tags, in order
}

// Everything asks about all there is to know.
func Everything() Asked { return Asked{all: true} }

// Besides asks about more as well.
func (a Asked) Besides(names ...string) Asked {
	if a.all {
		return a
	}
	all := slices.Concat(a.names, names)
	slices.Sort(all)
	return Asked{names: slices.Compact(all)}
}

// And asks about what either asks about.
func (a Asked) And(b Asked) Asked {
	if b.all {
		return b
	}
	return a.Besides(b.names...)
}

// Any reports whether one of some facts is asked about.
func (a Asked) Any(names ...string) bool {
	return a.all || slices.ContainsFunc(names, func(n string) bool {
		_, is := slices.BinarySearch(a.names, n)
		return is
	})
}

// Asked is what a condition asks about.
func (c *Condition) Asked() Asked {
	if c.whole {
		return Everything()
	}
	return Asked{names: c.names}
}
