package measure

import "cmp"

// CompareIDs orders native ids as people expect: numbers by value, before all else.
func CompareIDs(a, b string) int {
	an, bn := digits(a), digits(b)
	switch {
	case an && bn && len(a) != len(b):
		return cmp.Compare(len(a), len(b))
	case an != bn:
		if an {
			return -1
		}
		return 1
	}
	return cmp.Compare(a, b)
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Need is how much a group needs somebody today: unanswered questions first,
// then groups that fell silent lately, then those that fade or are at risk. Groups
// long silent need a decision, not a hurry. 0 is not at all.
func (f *Figures) Need() int {
	n := 0
	for _, a := range f.Waiting {
		if !a.Maybe {
			n += 3
		}
	}
	n = min(n, 30)
	switch {
	case f.State == Dormant:
		n += 20
	case f.State == Fading:
		n += 15
	case f.State == Dead && f.At-f.Life.End < 56*day:
		n += 8
	}
	if f.Risk != nil && f.State != Dead && f.State != Ended {
		switch f.Risk.Band {
		case High:
			n += 12
		case Middle:
			n += 4
		}
	}
	return n
}
