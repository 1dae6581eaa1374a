package manual

import (
	"regexp"
	"slices"
	"unicode/utf8"
)

// A phone's screen of a talk between two has no names, only times between words. What
// stands above such a time is mostly the last word said before it, and a name but where
// copies of forwarded chats put one: above each time, with words below.

// inPlace is a line that only stands for what is no text, with an amount or a length.
var inPlace = regexp.MustCompile(`^(?:\[[^\[\]]{1,12}\][ \d.,:'"′″¥￥$]*|[¥￥$] ?\d.*|(?:以上|以下)(?:是|为|為).*)$`)

// aboveTime reports whether a line above a time may well be a name: a short one, and no
// sentence, answer or placeholder.
func aboveTime(name string) bool {
	return utf8.RuneCountInString(name) <= longestBare && !oddName(name) && !begins.MatchString(name) && !inPlace.MatchString(name)
}

// rowsOfThree finds out whether names stand above times in a text: one of them does so
// again, or pairs follow one another from the first line on. Else none of them is one.
func (j *judge) rowsOfThree() {
	often := map[string]int{}
	pairs, good := 0, 0
	j.follow = j.first < len(j.rows) && j.rows[j.first].as(threeRows) != nil
	for i := range j.rows {
		g := j.rows[i].as(threeRows)
		if g == nil {
			if m := j.rows[i].mark; m != nil && !j.rows[i].tail {
				j.follow = false // a time of the screen's own
			}
			continue
		}
		if pairs++; aboveTime(g.name) && j.wordsBelow(i+1) {
			often[g.name]++
			good++
		}
	}
	again := false
	for _, n := range often {
		again = again || n > 1
	}
	j.follow = j.follow && pairs > 1 && 5*good >= 4*pairs && (again || pairs > 2)
	if again || j.follow {
		return
	}
	for i := range j.rows {
		row := &j.rows[i]
		row.tail = false
		row.guesses = slices.DeleteFunc(row.guesses, func(g guess) bool { return g.way == threeRows })
	}
}

// wordsBelow reports whether what stands below a row is neither a time nor above one.
func (j *judge) wordsBelow(i int) bool {
	for k := i + 1; k < len(j.rows); k++ {
		if next := &j.rows[k]; !next.blank() {
			return next.mark == nil && next.day == nil && next.as(threeRows) == nil
		}
	}
	return false
}

// nameAbove reports whether a line above a time is a name for sure.
func (j *judge) nameAbove(g *guess) bool {
	return aboveTime(g.name) && (j.follow || j.names[g.name] > 1)
}
