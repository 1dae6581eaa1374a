package insight

// unheard says what is known of a group whose network does not tell what is
// said in it, and that the rest is not.
func (s *subject) unheard() string {
	m := s.f.Moves
	joins, gone := commas(m.Joins), commas(m.Left+m.Removed)
	known := s.say(saysUnheardMoves, joins, gone)
	if m.Members != nil {
		known = s.say(saysUnheardKnown, ofPeople.of(*m.Members), joins, gone)
	}
	once := ""
	if s.f.Messages > 0 {
		once = s.say(saysUnheardOnce, ofMessages.of(s.f.Messages))
	}
	return s.sentences(s.say(saysUnheard), known, once)
}

// unheardFacts are the figures of such a group: what rests on messages that
// nobody told of is missing, with the reason, and never zero.
func (s *subject) unheardFacts(members fact) []fact {
	why := s.say(unheardWhy)
	if members.Why != "" {
		members.Why = s.say(unheardList)
	}
	out := []fact{members, {Label: s.say(factSpeaking), Value: dash, Why: why, Def: "spark"}}
	messages := fact{Label: s.say(sortWords[byMessages]), Value: dash, Why: why, Def: "messages"}
	if s.f.Messages > 0 {
		messages.Value, messages.Why = commas(s.f.Messages), ""
	}
	return append(out, messages, fact{Label: s.say(sortWords[byLast]), Value: dash, Why: why})
}
