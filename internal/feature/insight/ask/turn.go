package ask

// turn gathers what the clauses of a turn amount to.
type turn struct {
	marks   Marks
	clauses int // with words
	stock   int // of them, stock words alone
	same    int // of them, a joining-in alone
	short   int // of them, either
	chars   int

	joins   bool // a clause opens with 同问
	nudge   bool // question marks without words
	sticker bool
	media   bool // [图片] and the like: not a sticker
	praise  bool
	spoilt  bool // praise turned round, or thanks for a red packet
	chain   bool // headed 接龙
	entries int  // numbered lines
}

// add takes in the finding of a clause of chars letters; asked says that a
// question mark ended it, whole that all of the clause was seen.
func (t *turn) add(f finding, chars int, asked, whole bool) {
	t.clauses++
	t.chars += chars
	switch {
	case f.call:
		t.marks |= Call
		return
	case f.bare && asked:
		t.nudge = true
		return
	}
	if f.asks || asked {
		t.marks |= Question
	}
	if whole && !asked {
		if f.stock {
			t.stock++
		}
		if f.same {
			t.same++
		}
		if f.same || f.stock {
			t.short++
		}
	}
	t.joins = t.joins || f.joins
	t.praise = t.praise || f.praise
	t.spoilt = t.spoilt || f.spoilt
	if f.request {
		t.marks |= Request
	}
	if f.blame {
		t.marks |= Complaint
	}
	if f.private {
		t.marks |= PrivateReply
	}
}

// verdict returns the marks of the turn.
func (t *turn) verdict(cut bool) Marks {
	m := t.marks
	if t.praise && !t.spoilt && t.chars >= praiseChars && !t.isChain() && m&(Question|Complaint) == 0 {
		m |= Praise
	}
	if t.joins {
		m |= SameHere
	}
	if cut {
		return m
	}
	if t.nudge {
		m |= Nudge
	}
	if m&(Question|Call|Nudge) != 0 {
		return m
	}
	switch {
	case t.clauses == 0:
		if t.sticker && !t.media && m&HasLink == 0 {
			m |= Stock
		}
	case t.stock == t.clauses && !t.media:
		m |= Stock
	}
	return m | t.joining()
}

// joining returns SameHere where every clause is a joining-in or a stock word.
func (t *turn) joining() Marks {
	if t.same > 0 && t.short == t.clauses {
		return SameHere
	}
	return 0
}

// isChain reports whether the turn is a sign-up list and not somebody's words.
func (t *turn) isChain() bool { return t.chain || t.entries >= 2 }
