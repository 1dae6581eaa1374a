package roll

import (
	"regexp"
	"strings"
)

// sectionLike are headings that may say where those below them fetch it.
var sectionLike = regexp.MustCompile(`^(?:[0-9]{1,3}(?:号楼|栋|幢|座|期)|[a-z](?:栋|座|区)|[东南西北中]区)(?:大堂|门口|楼下|架空层)?$`)

// sections reads headings between the rows, such as "【南门】": those below one fetch
// it there. A list of places above all rows is no heading.
func (r *reader) sections() {
	var at []int
	known, rows := 0, true
	for i := range r.lines {
		l := &r.lines[i]
		if l.n > 0 {
			rows = true
			continue
		}
		place, told := r.sectionOf(l)
		if place == "" {
			continue
		}
		if !rows {
			return // one below the other: a list
		}
		if told {
			known++
		}
		at, rows = append(at, i), false
	}
	if len(at) == 0 || known == 0 && len(at) < 2 {
		return
	}
	now, next, copyOf := "", 0, 0
	for i := range r.lines {
		l := &r.lines[i]
		if l.copy != copyOf {
			now, copyOf = "", l.copy
		}
		if next < len(at) && at[next] == i {
			now, _ = r.sectionOf(l)
			l.kind, l.section = Head, true
			next++
			// the heading above a copy's first row stands before that copy
			if i+1 < len(r.lines) && r.lines[i+1].n > 0 {
				copyOf = r.lines[i+1].copy
			}
			continue
		}
		if l.n > 0 {
			l.place = now
		}
	}
}

// sectionOf is the place that a line names as a heading does, and whether it is known.
func (r *reader) sectionOf(l *line) (place string, known bool) {
	if l.time || l.marker || l.clean == "" || l.goods {
		return "", false
	}
	s := strings.Trim(l.clean, " ()-—=*:·")
	low := fold(s)
	if name := r.knownPlace(low); name != "" {
		return name, true
	}
	if sectionLike.MatchString(low) {
		return s, false
	}
	return "", false
}
