package ask

import (
	"strings"
	"sync"
)

// Marks is what a turn was found to hold. Several may hold at once.
type Marks uint32

// The marks.
const (
	Question     Marks = 1 << iota // asks something that deserves an answer
	Call                           // only asks whether somebody is there: 在吗
	Nudge                          // question marks with no words: ??
	Request                        // asks for something to be done: 帮我 退款 催
	Complaint                      // says that something went wrong: 坏了 少发 还没到
	Stock                          // nothing but stock words or stickers: 收到 +1 666
	SameHere                       // joins another's question: 同问 蹲 me too
	PrivateReply                   // says the answer was given elsewhere: 已私信
	Praise                         // praise or purchase talk of at least 12 characters
	HasLink                        // holds a web address
)

// markNames are the names of the marks, in the order of their bits.
const markNames = "question call nudge request complaint stock same-here private-reply praise link"

// Has reports whether all of want are set in m.
func (m Marks) Has(want Marks) bool { return m&want == want }

// String lists the marks by name, for tests and logs.
func (m Marks) String() string {
	var held []string
	for i, name := range strings.Fields(markNames) {
		if m&(1<<i) != 0 {
			held = append(held, name)
		}
	}
	return strings.Join(held, "+")
}

// praiseChars is how many characters praise must have to be worth comparing
// with other praise; shorter cheers are the same everywhere.
const praiseChars = 12

// readWords builds the word lists once, on first use.
var readWords = sync.OnceValue(func() *vocabulary { return newVocabulary(defaultLists()) })

// Read judges text, one person's turn; lines are separated by \n.
//
// With cut the text is the beginning of a longer one. Then a mark not set
// means unknown for what the missing part could have decided: Question is set
// only by what is there, the broken last clause counts by the words it holds
// and not by how it ends, and Stock, SameHere and Nudge, which speak of the
// whole, are never set.
func Read(text string, cut bool) Marks {
	return readWords().read(text, cut)
}

// read is Read with a given vocabulary.
func (v *vocabulary) read(text string, cut bool) Marks {
	s := scanner{voc: v, text: strings.TrimSpace(text), cut: cut}
	s.run()
	return s.turn.verdict(cut)
}
