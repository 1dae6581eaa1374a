package insight

// byHandView is what a person said of a group, and where to say more.
type byHandView struct {
	Says, Label, Href, Go string
	Week                  string // the figures of the latest week; "" for none
	Asks                  bool   // nobody has said anything for today
}

// byHand shows what a person said last; nil where the group is not kept by hand.
func (s *subject) byHand(h *ByHand) *byHandView {
	if h == nil {
		return nil
	}
	v := &byHandView{Label: s.say(handLabel), Href: h.Href, Go: s.say(handGo), Week: s.byHandWeek(h.Week), Asks: !h.Today}
	if h.Day == "" {
		v.Says = s.say(handNone)
		return v
	}
	v.Says = h.Day
	for _, one := range []struct {
		n    int
		says string
	}{{h.People, s.say(handPeople, commas(h.People))}, {h.Joined, s.say(handJoined, commas(h.Joined))}, {h.Left, s.say(handLeft, commas(h.Left))},
		{h.Messages, s.say(handMessages, commas(h.Messages))}, {h.Spoke, s.say(handSpoke, commas(h.Spoke))}} {
		if one.n >= 0 {
			v.Says += " · " + one.says
		}
	}
	return v
}

// byHandWeek says what somebody said of the latest week.
func (s *subject) byHandWeek(w *ByHandWeek) string {
	if w == nil {
		return ""
	}
	says := s.say(handWeek, w.From)
	for _, one := range []struct {
		n    int
		says string
	}{{w.People, s.say(handPeople, commas(w.People))}, {w.Spoke, s.say(handTalked, commas(w.Spoke))}, {w.Sent, s.say(handSent, commas(w.Sent))}, {w.Asked, s.say(handAsked, commas(w.Asked))}} {
		if one.n >= 0 {
			says += " · " + one.says
		}
	}
	return says
}
