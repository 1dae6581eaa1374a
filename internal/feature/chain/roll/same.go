package roll

import (
	"regexp"
	"slices"
	"strconv"
)

var (
	sameAgain = regexp.MustCompile(`^(?:同上|跟上|同楼上|跟楼上|和楼上一样|和上面一样|跟上面一样|同上面|同前|一样|同楼上一样)$`)
	sameRow   = regexp.MustCompile(`^(?:同|跟|和|与)第?([0-9]{1,3})(?:号|楼|位)?的?(?:一样|相同)?$`)
	sameName  = regexp.MustCompile(`^(?:同|跟)(.{1,12})$`)
	sameOne   = regexp.MustCompile(`^(?:同|跟|和|与)(.{1,20}?)的?(?:一样|相同)$`)
)

// sameAs notes a segment that says "同上", "同1" or "跟小雨一样".
func (p *parsing) sameAs(low, raw string) bool {
	switch m := sameRow.FindStringSubmatch(low); {
	case sameAgain.MatchString(low):
	case m != nil:
		p.entry.like = m[1]
	default:
		one := sameOne.FindStringSubmatchIndex(low)
		if one == nil { // "同小雨", who stands in the list
			if one = sameName.FindStringSubmatchIndex(low); one == nil || p.names[Key(part(raw, low, one[2], one[3]))] == 0 {
				return false
			}
		}
		p.entry.like = Key(part(raw, low, one[2], one[3]))
	}
	p.same = true
	return true
}

// named is a copy, and a name or a number that stands in it.
type named struct {
	copy int
	name string
	n    int
}

// sameAgain puts into rows that say "同上" what stands above them, and into those that
// name another row what stands there.
func (r *reader) sameAgain() {
	where := map[named]int{} // None for in several places
	for i := range r.parsed {
		e := &r.parsed[i]
		for _, k := range [...]named{{e.copy, "", e.N}, {e.copy, Key(e.Name), 0}} {
			if _, twice := where[k]; twice {
				where[k] = None
			} else {
				where[k] = i
			}
		}
	}
	for i := range r.parsed {
		e := &r.parsed[i]
		if !slices.Contains(e.Why, Copied) || len(e.Items) > 0 {
			continue
		}
		is := r.likeWhat(i, where)
		if is == None || is == i {
			continue
		}
		other := &r.parsed[is]
		if len(other.Why) > 0 || other.Crossed || len(other.Items) == 0 || other.Remark != "" && e.Remark == "" {
			continue // whether "三分糖" holds for both, nobody knows
		}
		e.Items = slices.Clone(other.Items)
		e.Why = slices.DeleteFunc(e.Why, func(w Why) bool { return w == Copied })
	}
}

// likeWhat is the row that row i is the same as; None where it is not clear which.
func (r *reader) likeWhat(i int, where map[named]int) int {
	e := &r.parsed[i]
	if e.like == "" {
		if i == 0 || r.parsed[i-1].copy != e.copy {
			return None
		}
		return i - 1
	}
	k := named{e.copy, e.like, 0}
	if n, err := strconv.Atoi(e.like); err == nil {
		k = named{e.copy, "", n}
	}
	if is, ok := where[k]; ok {
		return is
	}
	return None
}
