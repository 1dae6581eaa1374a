package link

import (
	"math/bits"
	"slices"
)

const (
	maxWords = 24 // distinct content words kept of one text, the first ones
	maxNames = 3  // addressed names kept of one text, the first ones

	maxLength = 9 // the longest class of length
)

// Flag is one thing a text does, as far as its surface shows.
type Flag uint16

// The flags of a sketch.
const (
	Question  Flag = 1 << iota // ends a clause in a question mark, or in 吗 and its like
	Asks                       // opens like a question: how, what, is, 怎么, 请问
	Greeting                   // says hello or goodbye
	Thanks                     // says thank you
	First                      // speaks of the writer: I, my, 我
	Second                     // speaks to somebody: you, 你
	Assent                     // opens with yes, no, ok, 好的, 对
	Anyone                     // speaks to whoever listens: anyone, 大家, 有没有人
	Help                       // asks for help or reports trouble
	Continues                  // opens like a continuation: and, but, then, 但是, 还有
	Laughs                     // a smiley, laughter, an emoji
	Address                    // holds a web address
	LeadNamed                  // Names[0] stood at the head of the text, set off by a colon or comma
)

// A Sketch is what is kept of a text to tell whom it answers: short hashes
// of its content words in no order, hashes of names it may address, and a few
// flags. The text cannot be read back. It is not a cipher either: whoever
// holds the sketch can test a guessed name against it, and a guessed word with
// about one false match in 65,536. The zero Sketch is that of a message
// without text.
type Sketch struct {
	words  [maxWords]uint16 // hashes of content words, ascending, distinct
	names  [maxNames]uint32 // NameHash of names set off as an address
	first  uint16           // short NameHash of the first token, 0 if it cannot be a name
	last   uint16           // the same of the last token
	flags  Flag
	nWords uint8
	nNames uint8
	length uint8 // class of the text's length, 0 (no text) to 9
}

// Has reports whether the sketch carries every flag of f.
func (s *Sketch) Has(f Flag) bool { return s.flags&f == f }

// Length is the class of the text's length: 0 for no text, else
// 1 + ⌊log2 of its width⌋ up to 9, where a Han character is two wide.
func (s *Sketch) Length() int { return int(s.length) }

// Words returns the hashes of the content words, ascending.
func (s *Sketch) Words() []uint16 { return s.words[:s.nWords] }

// Names returns the hashes of the names the text sets off as addressed.
func (s *Sketch) Names() []uint32 { return s.names[:s.nNames] }

// Read makes the sketch of a text. It never fails: bytes that are not UTF-8
// are passed over.
func Read(text string) Sketch {
	var r reading
	r.tokens(r.lead(text))
	return r.finish()
}

// reading is a sketch in the making.
type reading struct {
	sketch Sketch
	width  int  // width of the text so far
	word   word // the word being read
	bodyAt int  // where the first word after a leading name may stand
	head   bool // nothing was read yet of the text, or of what follows a leading name

	before, twoBefore rune // the Han characters just read, 0 if none
	beforeHead        bool // before was the head
}

// name keeps an addressed name, once.
func (r *reading) name(name string) {
	h := NameHash(name)
	if h == 0 || int(r.sketch.nNames) == maxNames || slices.Contains(r.sketch.Names(), h) {
		return
	}
	r.sketch.names[r.sketch.nNames] = h
	r.sketch.nNames++
}

// keep keeps the hash of a content word, once.
func (r *reading) keep(h uint32) {
	w := uint16(h ^ h>>16)
	if int(r.sketch.nWords) == maxWords || slices.Contains(r.sketch.Words(), w) {
		return
	}
	r.sketch.words[r.sketch.nWords] = w
	r.sketch.nWords++
}

func (r *reading) finish() Sketch {
	slices.Sort(r.sketch.words[:r.sketch.nWords])
	if r.width > 0 {
		r.sketch.length = uint8(min(bits.Len(uint(r.width)), maxLength))
	}
	return r.sketch
}
