package ask

import (
	"slices"
	"strings"
)

// The kinds of words. A lexicon uses those of its own group.
const (
	// Anywhere in a clause.
	kindPass       kind = iota // an exception: says nothing
	kindAsk                    // asks, unless 都 or 也 follows
	kindCheck                  // asks
	kindHow                    // 怎么: asks before a verb
	kindMany                   // 几: asks before a measure word
	kindConcede                // 都 也 after an asking word: 几点都行
	kindOr                     // 还是 between two choices
	kindRegardless             // 不管: names choices, asks for none
	kindWhat                   // 什么: asks unless denied before
	kindDeny                   // 没 不 before a 什么
	kindPlead                  // a request
	kindComplain               // a complaint
	kindPrivate                // answered elsewhere
	kindPraise                 // praise or purchase talk
	kindBlame                  // praise turned round
	kindThank                  // thanks for a red packet

	// The whole of a short clause.
	kindStock   // a stock word
	kindPlus    // +1
	kindSame    // joins in
	kindTail    // may follow a joining-in
	kindCall    // asks whether somebody is there
	kindAddress // what people are called by
	kindFill    // a particle

	// The opening of an English clause.
	kindWh
	kindRelative
	kindAux
	kindAmbiguous
	kindSubject
	kindThing
	kindOpening
	kindNotOpening
	kindOpener
)

// lists are the words of a vocabulary, by kind; Chinese apart from English.
type lists struct {
	chinese, english       map[kind][]string // anywhere
	short                  map[kind][]string // whole clauses
	heads                  []string          // open a joining-in
	bare                   []string          // interjections
	opening                map[kind][]string // open an English clause
	endings, notEndings    []string          // end a question; do not
	measures, notVerbs     string
	choiceHeads            []string
	endParticles, variants string
	repeats                bool // 甜不甜 asks, whatever the word
}

// defaultLists returns the lists that Read uses.
func defaultLists() lists {
	l := definedLists()
	l.add(kindAsk, amendedAsking)
	l.add(kindCheck, amendedChecking)
	l.add(kindWhat, whatWords)
	l.add(kindDeny, denials)
	l.add(kindPass, amendedNotAsking)
	l.add(kindRegardless, reporting)
	l.repeats = true
	return l
}

// add puts the Chinese words of list in kind k.
func (l *lists) add(k kind, list string) {
	l.chinese[k] = append(l.chinese[k], fields(list)...)
}

// definedLists returns the lists without the amendments.
func definedLists() lists {
	return lists{
		chinese: map[kind][]string{
			kindAsk: fields(asking), kindCheck: fields(checking), kindRegardless: fields(regardless),
			kindHow: {"怎么"}, kindMany: {"几"}, kindConcede: {"都", "也"}, kindOr: {"还是"},
			kindPass: slices.Concat(fields(notAsking), fields(notPleading), fields(notComplaining),
				fields(notElsewhere)),
			kindPlead: fields(pleading), kindComplain: fields(complaining), kindPrivate: fields(elsewhere),
			kindPraise: fields(praising), kindBlame: fields(notPraising), kindThank: fields(thanking),
		},
		english: map[kind][]string{
			kindCheck: phrases(askingEnglish),
			kindPass: slices.Concat(phrases(notAskingEnglish),
				phrases(notComplainingEnglish)),
			kindPlead: phrases(pleadingEnglish), kindComplain: phrases(complainingEnglish),
			kindPrivate: phrases(elsewhereEnglish), kindPraise: phrases(praisingEnglish),
			kindBlame: phrases(notPraisingEnglish),
		},
		short: map[kind][]string{
			kindStock: hyphened(stockWords), kindPlus: fields(plusWords), kindSame: hyphened(sameWords),
			kindTail: fields(sameTails), kindCall: hyphened(callWords), kindAddress: fields(addresses),
			kindFill: fields(fillers),
		},
		bare:  fields(bare),
		heads: slices.Concat(fields(strongSame), phrases(strongSameEnglish)),
		opening: map[kind][]string{
			kindWh: phrases(whWords), kindRelative: phrases(relatives), kindAux: phrases(auxiliaries),
			kindAmbiguous: phrases(ambiguous), kindSubject: phrases(subjects), kindThing: phrases(thingSubjects),
			kindOpening:    slices.Concat(phrases(contracted), phrases(openings)),
			kindNotOpening: phrases(notOpenings), kindOpener: phrases(openers),
		},
		endings: fields(endings), notEndings: fields(notEndings),
		measures: measures, notVerbs: notVerbs,
		choiceHeads: fields(choiceHeads), endParticles: "呀啊哈", variants: variants,
	}
}

// fields splits a list of Chinese words.
func fields(list string) []string { return strings.Fields(list) }

// hyphened splits a list of words in which a hyphen stands for a space.
func hyphened(list string) []string {
	return strings.Fields(strings.ReplaceAll(list, "-", "\x00"))
}

// phrases splits a list of English phrases separated by commas.
func phrases(list string) []string {
	var out []string
	for p := range strings.SplitSeq(list, ",") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// vocabulary is every list in the form the search needs. It is never changed
// once built and is safe for concurrent use.
type vocabulary struct {
	alphabet *alphabet
	anywhere *lexicon
	short    *lexicon
	heads    *lexicon
	bare     *lexicon
	opening  *lexicon
	ending   *lexicon // spelt backwards
	choice   *lexicon

	isMeasure, notVerb, isParticle letterSet
	resolved                       letterSet
	not, none                      letter // 不 and 没
	repeats                        bool
}

// newVocabulary builds a vocabulary from l.
func newVocabulary(l lists) *vocabulary {
	v := &vocabulary{alphabet: newAlphabet(l.variants), repeats: l.repeats}
	anywhere := append(v.spellAll(l.chinese), v.spellAll(l.english)...)
	short := v.spellAll(l.short)
	heads := v.spell(kindSame, l.heads)
	bare := v.spell(kindFill, l.bare)
	opening := v.spellAll(l.opening)
	ending := append(v.spell(kindAsk, l.endings), v.spell(kindPass, l.notEndings)...)
	for _, w := range ending {
		slices.Reverse(w.spelt)
	}
	choice := v.spell(kindPass, l.choiceHeads)
	for _, r := range l.measures + l.notVerbs + l.endParticles + resolutions + "不没" {
		v.alphabet.number(r)
	}
	v.anywhere = newLexicon(v.alphabet, anywhere)
	v.short = newLexicon(v.alphabet, short)
	v.heads = newLexicon(v.alphabet, heads)
	v.bare = newLexicon(v.alphabet, bare)
	v.opening = newLexicon(v.alphabet, opening)
	v.ending = newLexicon(v.alphabet, ending)
	v.choice = newLexicon(v.alphabet, choice)
	v.isMeasure = v.set(l.measures)
	v.notVerb = v.set(l.notVerbs)
	v.isParticle = v.set(l.endParticles)
	v.not = v.alphabet.of('不')
	v.none = v.alphabet.of('没')
	v.resolved = v.set(resolutions)
	return v
}

// spell returns words as entries of kind k. Of a word with a bar only what
// stands before the bar is used up: 退款|几 excepts 退款 and leaves 几 to ask.
func (v *vocabulary) spell(k kind, words []string) []word {
	out := make([]word, 0, len(words))
	for _, w := range words {
		w = strings.ReplaceAll(strings.ToLower(w), "\x00", " ")
		used, rest, _ := strings.Cut(w, "|")
		spelt := v.alphabet.spell(used)
		step := uint8(len(spelt))
		out = append(out, word{spelt: append(spelt, v.alphabet.spell(rest)...), kind: k, step: step})
	}
	return out
}

// spellAll is spell for every kind, in the order of the kinds, so that of two
// kinds that hold the same word the first always wins.
func (v *vocabulary) spellAll(m map[kind][]string) []word {
	var kinds []kind
	for k := range m {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	var out []word
	for _, k := range kinds {
		out = append(out, v.spell(k, m[k])...)
	}
	return out
}

// set returns which letters are those of chars.
func (v *vocabulary) set(chars string) letterSet {
	in := make(letterSet, v.alphabet.next)
	for _, r := range chars {
		in[v.alphabet.of(r)] = true
	}
	return in
}
