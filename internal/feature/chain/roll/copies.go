package roll

import (
	"slices"
	"strings"
)

// Match says for each of the fresh rows which of the old ones it is: the one of the
// same number and name, else the one of the same name where there is but one. None
// where it is new.
func Match(old, fresh []Row) []int {
	type key struct {
		n    int
		name string
	}
	exact, byName := map[key][]int{}, map[string][]int{}
	for i := range old {
		k := Key(old[i].Name)
		exact[key{old[i].N, k}] = append(exact[key{old[i].N, k}], i)
	}
	out := make([]int, len(fresh))
	taken := make([]bool, len(old))
	for i := range fresh {
		out[i] = None
		k := key{fresh[i].N, Key(fresh[i].Name)}
		if list := exact[k]; len(list) > 0 && k.name != "" {
			out[i], exact[k] = list[0], list[1:]
			taken[list[0]] = true
		}
	}
	for i := range old {
		if k := Key(old[i].Name); !taken[i] && k != "" {
			byName[k] = append(byName[k], i)
		}
	}
	left := map[string]int{}
	for i := range fresh {
		if out[i] == None {
			left[Key(fresh[i].Name)]++
		}
	}
	for i := range fresh {
		k := Key(fresh[i].Name)
		if list := byName[k]; out[i] == None && len(list) == 1 && left[k] == 1 {
			out[i] = list[0]
		}
	}
	return out
}

// Says is what a row says, without its number: to tell whether it was changed.
func (r *Row) Says() string {
	parts := make([]string, 0, len(r.Items)+6)
	for _, it := range r.Items {
		parts = append(parts, it.String())
	}
	for _, more := range []string{r.For, r.Place, r.Room, r.Phone, r.Remark, r.Rest} {
		parts = append(parts, "\x1f"+more)
	}
	if r.Crossed {
		parts = append(parts, "x")
	}
	return strings.Join(parts, "\x1e")
}

// Wants is what a row wants, in words.
func (r *Row) Wants() string {
	parts := make([]string, len(r.Items))
	for i, it := range r.Items {
		parts[i] = it.String()
	}
	return strings.Join(parts, "、")
}

// merge makes one list of the copies: the last one holds.
func (r *reader) merge() {
	final := make([]int, len(r.parsed)) // which row each of parsed is, of the merged
	var rows []entry
	var first []int // which of parsed a row was at first
	for c := range max(1, r.copies) {
		var at []int
		for i := range r.parsed {
			if r.parsed[i].copy == c {
				at = append(at, i)
			}
		}
		rows, first = r.fold(rows, first, at, final, c)
	}
	order := r.order(rows)
	place := make([]int, len(rows))
	r.rows = make([]entry, len(rows))
	for to, from := range order {
		place[from] = to
		r.rows[to] = rows[from]
	}
	r.account(final, place)
	r.compare(first, order)
	r.apply()
}

// fold brings one copy's rows into the list.
func (r *reader) fold(rows []entry, first, at, final []int, c int) ([]entry, []int) {
	old, fresh := make([]Row, len(rows)), make([]Row, len(at))
	for i := range rows {
		old[i] = rows[i].Row
	}
	listed := false
	for i, from := range at {
		fresh[i] = r.parsed[from].Row
		listed = listed || fresh[i].N > 0
	}
	match := Match(old, fresh)
	seen := make([]bool, len(rows), len(rows)+len(at))
	for i, from := range at {
		e := r.parsed[from]
		if to := match[i]; c > 0 && to != None {
			rows[to], seen[to], final[from] = e, true, to
			continue
		}
		final[from] = len(rows)
		rows, first, seen = append(rows, e), append(first, from), append(seen, true)
	}
	if c > 0 && listed {
		for i := range rows {
			rows[i].Gone = !seen[i] && rows[i].N > 0 && !rows[i].Crossed
		}
	}
	return rows, first
}

// order puts what is gone at the end.
func (r *reader) order(rows []entry) []int {
	out := make([]int, len(rows))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(a, b int) int {
		if rows[a].Gone != rows[b].Gone {
			if rows[a].Gone {
				return 1
			}
			return -1
		}
		return rows[a].copy - rows[b].copy
	})
	return out
}

// account notes which line belongs to which row, and as what.
func (r *reader) account(final, place []int) {
	last := make([]int, len(place)) // the last of parsed that is a row
	for i := range last {
		last[i] = None
	}
	for i := range r.parsed {
		last[place[final[i]]] = i
	}
	for i := range r.parsed {
		row := place[final[i]]
		e := &r.rows[row]
		for n, at := range r.sources[i].lines {
			l := &r.lines[at]
			l.row = row
			e.Lines = append(e.Lines, at)
			switch {
			case last[row] != i:
				l.kind = Older
			case e.Crossed && len(e.Why) == 0:
				l.kind = Crossed
			case len(e.Why) > 0 || e.Gone:
				l.kind = Unclear
			case n > 0:
				l.kind = More
			default:
				l.kind = Entry
			}
			if last[row] == i {
				e.Text = strings.TrimPrefix(e.Text+"\n"+strings.TrimSpace(l.text), "\n")
			}
		}
	}
}

// compare tells what became different between the first copy and the last.
func (r *reader) compare(first, order []int) {
	if r.copies < 2 {
		return
	}
	for to, from := range order {
		e, was := &r.rows[to], &r.parsed[first[from]]
		switch {
		case e.Gone:
			r.changes = append(r.changes, Change{Dropped, e.Name, e.Wants(), ""})
			e.Earlier = &Earlier{Dropped, e.Items}
		case was.copy > 0:
			r.changes = append(r.changes, Change{Added, e.Name, "", e.Wants()})
			e.Earlier = &Earlier{Added, nil}
		case was.Says() != e.Says():
			r.changes = append(r.changes, Change{Changed, e.Name, was.Wants(), e.Wants()})
			e.Earlier = &Earlier{Changed, was.Items}
		}
	}
}
