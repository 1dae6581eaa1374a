package manual

import (
	"regexp"
	"slices"
	"strings"
)

// What looks like a line of the chat's own, and may stand within what somebody says.

// mayBeLabel reports whether a line "送到：6栋" may be more of what somebody says who
// writes on several lines: its name stands nowhere else.
func (r *reader) mayBeLabel(i int, g *guess) bool {
	if g.way != nameTalks || r.names[g.name] > 1 || !r.open {
		return false
	}
	if r.way == memoryRow {
		return r.names[g.name] == 0 && (r.memoryAbove(i) || r.memoryBelow(i))
	}
	return r.way == nameTalks && r.more > 0
}

// noName reports whether somebody has said of a row that its name is none.
func (r *reader) noName(row *row) bool {
	g := row.as(nameTalks)
	return g != nil && slices.Contains(r.NoNames, g.name)
}

// memoryAbove reports whether the line above row i was written from memory.
func (r *reader) memoryAbove(i int) bool {
	for i--; i >= 0; i-- {
		if !r.rows[i].blank() {
			return r.rows[i].as(memoryRow) != nil
		}
	}
	return false
}

func (r *reader) memoryBelow(i int) bool {
	for i++; i < len(r.rows); i++ {
		if r.rows[i].as(memoryRow) != nil {
			return true
		}
	}
	return false
}

// dayInWords reports whether a day alone may be what somebody says. A day of the chat's
// own stands between messages; where each of them has its day there is none.
func (r *reader) dayInWords(row *row) bool {
	if !r.open || r.way.weight() == 1 || strings.Trim(row.text, "-—–─=_*·[]【】") != row.text {
		return false
	}
	return r.silent() || r.dated
}

// dayIsSaid reports whether it can be nothing else: right below who speaks, in a text
// where each message has its day.
func (r *reader) dayIsSaid() bool { return r.dated && r.silent() }

// cutOff is the beginning of a time.
var cutOff = regexp.MustCompile(`^[\[(（]?(?:\d[\d:：/.年月日 -]*)?$`)

// cutShort reports whether the last line may be the beginning of who speaks next, cut
// off where a copy ends: a name that speaks elsewhere and a piece of a time, or a bracket.
func (r *reader) cutShort(i int) bool {
	for k := i + 1; k < len(r.rows); k++ {
		if !r.rows[k].blank() {
			return false
		}
	}
	line := r.rows[i].text
	switch r.way {
	case stampLine:
		return strings.HasPrefix(line, "[") && cutOff.MatchString(strings.ReplaceAll(line, ",", ""))
	case nameStamp, spacedRow, nameLine:
		for name := range r.names {
			if rest, ok := strings.CutPrefix(line, name); ok && (rest == "" || rest[0] == ' ' || rest[0] == '[' || rest[0] == '(') && cutOff.MatchString(strings.TrimSpace(rest)) {
				return true
			}
		}
	}
	return false
}
