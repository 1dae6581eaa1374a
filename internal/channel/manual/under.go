package manual

import (
	"strings"
	"unicode/utf8"
)

// Text that was taken off a picture of a chat has times that stand alone, and below
// them names and words, a line each. Nothing tells a name from a word but that it
// stands there again; and what the phone's owner said has no name at all. So a line
// is a name where it stands right below a time or elsewhere as often as a name would,
// only what stands right below one is words of it, and the rest is asked about.

// longestBare is how many signs a name has at most that nothing marks as one.
const longestBare = 20

// bareName reports whether a line may be a name with nothing beside it.
func bareName(r *row) bool {
	return !r.blank() && r.day == nil && r.mark == nil && utf8.RuneCountInString(r.text) <= longestBare && named(r.text) && !oddName(r.text) && !begins.MatchString(r.text) &&
		!strings.HasPrefix(r.text, "[") && !strings.ContainsAny(r.text, ",，~～?？!！:：\"")
}

// underTimes notes which lines may be names below times that stand alone, and returns
// how many are: those that stand there more than once, one of them right below a time.
func (j *judge) underTimes() int {
	often := map[string]int{}
	below := map[string]bool{}
	after, marks := false, 0
	for i := range j.rows {
		row := &j.rows[i]
		switch {
		case row.blank():
			continue
		case row.mark != nil:
			after = true
			marks++
			continue
		case isNotice(row.text):
			continue
		}
		if bareName(row) {
			often[row.text]++
			below[row.text] = below[row.text] || after
		}
		after = false
	}
	first := false // a name that stands again does so right below a time
	for name := range below {
		first = first || below[name] && often[name] > 1
	}
	if marks == 0 || !first {
		return 0
	}
	return j.nameUnder(often, below)
}

// nameUnder gives the lines that may be names their guess.
func (j *judge) nameUnder(often map[string]int, below map[string]bool) (n int) {
	spoke := false // the line above is a name
	for i := range j.rows {
		row := &j.rows[i]
		if !bareName(row) || isNotice(row.text) {
			spoke = spoke && row.blank()
			continue
		}
		sure := often[row.text] > 1 && !spoke
		if sure || below[row.text] {
			row.guesses = append(row.guesses, guess{way: underTime, name: trimName(row.text), at: stamp{back: -1}})
		}
		if sure {
			n++
		}
		spoke = sure
	}
	return n
}

// isNotice reports whether a line tells of the group.
func isNotice(line string) bool {
	_, ok := noticeOf(line, nil)
	return ok
}

// under says what a line is that may be a name below a time.
func (j *judge) under(i int, g *guess) What {
	if j.names[g.name] < 2 {
		return Unclear
	}
	for k := i + 1; k < len(j.rows); k++ {
		if next := &j.rows[k]; !next.blank() {
			if next.mark != nil || next.day != nil {
				break
			}
			return Head
		}
	}
	return Unclear
}
