package ask

// opensAsking reports whether clause opens as an English question does: an
// interrogative before an auxiliary (how do), an auxiliary before a subject
// (can i), or a phrase that asks by itself (how much). comma says that the
// clause follows a comma, where which and who open no question.
func (v *vocabulary) opensAsking(clause []letter, comma bool) bool {
	rest := clause
	for range maxOpeners {
		if len(rest) == 0 || rest[0] < 'a' || rest[0] > 'z' {
			return false
		}
		k, n := v.opening.at(rest, 0)
		after := skipSpace(rest[n:])
		switch k {
		case kindOpener:
			if n == 0 {
				return false
			}
			rest, comma = after, false
			continue
		case kindOpening:
			return len(after) > 0
		case kindRelative:
			return !comma && v.followedBy(after, kindAux, kindAmbiguous)
		case kindWh:
			return v.followedBy(after, kindAux, kindAmbiguous)
		case kindAux:
			return v.followedBy(after, kindSubject, kindThing)
		case kindAmbiguous:
			return v.followedBy(after, kindSubject, kindSubject)
		}
		return false
	}
	return false
}

// maxOpeners is how many words such as hi and so may stand before a question.
const maxOpeners = 4

// followedBy reports whether rest opens with a word of kind a or b that is not
// its last.
func (v *vocabulary) followedBy(rest []letter, a, b kind) bool {
	if len(rest) == 0 {
		return false
	}
	k, n := v.opening.at(rest, 0)
	return n > 0 && n < len(rest) && (k == a || k == b)
}

// skipSpace returns clause without leading spaces.
func skipSpace(clause []letter) []letter {
	for len(clause) > 0 && clause[0] == ' ' {
		clause = clause[1:]
	}
	return clause
}
