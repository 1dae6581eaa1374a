package measure

// Unhear takes from the figures of a group, whose network does not tell what is
// said in it, all that rests on messages: it must not pass for silent. What
// stays is who came and went, and what was said there once and is known from
// elsewhere. members is how many people are in it now; −1 leaves that as it is.
func (f *Figures) Unhear(members int) {
	if f.State != Ended { // that needs no messages to be known
		f.State, f.Base = Unheard, Unheard
	}
	f.Census = Uncounted
	f.Revived, f.Together, f.Life, f.Fade = false, false, Life{}, Fade{}
	f.Risk, f.Talk, f.Type, f.Waiting, f.Echo, f.Edges, f.Carry = nil, nil, nil, nil, nil, nil, nil
	f.Roles, f.Top1, f.Top10, f.Gini = Roles{}, nil, nil, nil
	f.Spark, f.Heat = [window]Tick{}, [7][24]int{}
	m := &f.Moves
	m.Spoke24h, m.Spoke7d, m.FirstWord, m.AfterPost = nil, nil, nil, nil
	f.Parts = Parts{}
	if members < 0 {
		return
	}
	m.Members, m.Seen = &members, true // who tells of its members tells of those who come and go
	if gone := float64(m.Left + m.Removed); float64(members)+gone > 0 {
		f.Parts.Stay = ptr(1 - gone/(float64(members)+gone))
	}
}
