package manual

import (
	"regexp"
	"strings"
)

// Names that read like days, and lines that hold one word of which nobody can say
// whether it is a name, a time or more of what was said above.

// likeDay is a day in a word, as people call themselves, and a time of day.
var likeDay = regexp.MustCompile(`^(今天|昨天|前天|(?:周|週|星期|礼拜|禮拜)[一二三四五六日天]|Mon|Tue|Wed|Thu|Fri|Sat|Sun)( +)([\d上下].*)$`)

// dayAsName reads "昨天 18:40 在吗" as somebody of that name would write it.
func dayAsName(line string) (g guess, ok bool) {
	m := likeDay.FindStringSubmatch(line)
	if m == nil {
		return g, false
	}
	found := when(m[3])
	if len(found) == 0 || found[0].from != 0 {
		return g, false
	}
	g = guess{way: nameStamp, name: m[1], at: found[0].stamp, gap: m[2], rest: strings.TrimSpace(m[3][found[0].to:])}
	if g.rest != "" {
		g.way = spacedRow
	}
	return g, true
}

// twofold reports whether a row begins with what is a day or a name.
func (r *row) twofold() bool {
	g := r.as(spacedRow)
	return g != nil && !oddName(g.name) && r.as(stampName) != nil
}

// calledLikeDays finds who is called 昨天, where names have times without a day behind
// them: a day and a time that goes on from the times around it. Where the text has days
// of its own besides, and the name stands again with words below, that is sure; else it
// may be a time of the screen's.
func (j *judge) calledLikeDays() {
	if j.way != nameStamp {
		return
	}
	var found []int
	often := map[string]int{}
	days, heads, dated := false, 0, 0
	for i := range j.rows {
		row := &j.rows[i]
		days = days || row.day != nil && row.day.day > 0
		if g := row.as(nameStamp); g != nil {
			if heads++; g.at.dated() {
				dated++
			}
		} else if g, ok := dayAsName(row.text); ok && row.mark != nil && g.way == nameStamp && j.inTurn(i, &g) {
			if found = append(found, i); j.wordsUnder(i) {
				often[g.name]++
			}
		}
	}
	if heads < 2 || 2*dated > heads {
		return
	}
	for _, i := range found {
		g, _ := dayAsName(j.rows[i].text)
		if g.sure = days && often[g.name] > 1 && j.wordsUnder(i); g.sure {
			j.rows[i].mark = nil
		}
		g.open = !g.sure
		j.rows[i].guesses = append(j.rows[i].guesses, g)
	}
}

// wordsUnder reports whether words stand below a row, and nobody who speaks.
func (j *judge) wordsUnder(i int) bool {
	for k := i + 1; k < len(j.rows); k++ {
		if next := &j.rows[k]; !next.blank() {
			return next.mark == nil && next.day == nil && next.as(j.way) == nil
		}
	}
	return false
}

// inTurn reports whether a time is no earlier than that of the one who speaks above, and
// no later than that of the one below, as far as no day stands between.
func (j *judge) inTurn(i int, g *guess) bool {
	minute := func(s *stamp) int { return s.hour*60 + s.min }
	for _, step := range [...]int{-1, 1} {
		for k := i + step; k >= 0 && k < len(j.rows) && j.rows[k].day == nil; k += step {
			if other := j.rows[k].as(j.way); other != nil {
				if step*(minute(&other.at)-minute(&g.at)) < 0 {
					return false
				}
				break
			}
		}
	}
	return true
}

// inOneLine reports whether a text has who speaks, when and what in one line.
func (j *judge) inOneLine() bool {
	return j.way == stampLine || j.way == nameLine || j.way == spacedRow
}

// loneWords reports whether nobody in a text of one line each goes on below it but with
// a short word now and then.
func (j *judge) loneWords() bool {
	if !j.inOneLine() || j.heads < 5 {
		return false
	}
	n := 0
	for i := j.first; i < len(j.rows); i++ {
		row := &j.rows[i]
		if row.blank() || row.day != nil || row.mark != nil || row.as(j.way) != nil || j.names[row.text] > 0 || isNotice(row.text) {
			continue
		}
		if n++; 2*n > j.heads || !bareName(row) {
			return false
		}
	}
	return n > 0
}

// ordered is a word with how many of it, as people order.
var ordered = regexp.MustCompile(`\S ?[x×*]? ?\d+\S{0,2}$`)

// standsAlone reports whether a row below a whole line may be no more of it: a name of
// somebody who speaks, a time, or a word where nobody else goes on.
func (r *reader) standsAlone(row *row) bool {
	if !r.inOneLine() || !r.open || r.silent() || row.as(r.way) != nil || begins.MatchString(row.text) {
		return false
	}
	return r.names[row.text] > 0 || row.mark != nil || r.lone && bareName(row) && !ordered.MatchString(row.text)
}
