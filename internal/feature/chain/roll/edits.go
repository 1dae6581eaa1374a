package roll

import (
	"regexp"
	"slices"
	"strings"
)

var (
	edits    = regexp.MustCompile(`^(.{0,30}?)\s*[:,]?\s*(?:的)?(?:改成|改为|改到|换成|改)\s*(.+)$`)
	mine     = regexp.MustCompile(`[ :,]+(?:我的?|我(?:这|那)份|这份)$`)
	changes  = regexp.MustCompile(`不要|不想要|不用了|取消|退(?:了|掉|款|单|出)|减(?:掉|一|[0-9])|少要|少一|多要|改成|换成|改为|换个`)
	adds     = regexp.MustCompile(`^(.{0,30}?)\s*[:,]?\s*(?:再加|再来|再要|另加|多加|加)\s*(.+)$`)
	takeBack = regexp.MustCompile(`^(.{0,30}?)\s*[:,]?\s*(?:取消|不要了|退了|退掉|退|不接了|(?:please |pls )?cancel(?:led|ed)?(?: (?:please|pls|mine|my order))?)(?:了|接龙)?(?:[。.,;!~ ].*)?$`)
)

// editing is a line that changes a row.
type editing struct {
	line  int
	name  string
	kind  byte // 'c' changed, 'p' of one product, 'a' added, 'x' taken back, 'm' by steps
	items []Item
	steps []step
	clear bool
}

// edit notes a line that changes a row. Of the lines with a number those do whose
// name stands above already.
func (r *reader) edit(i int, low string) bool {
	l := &r.lines[i]
	text := l.clean
	if l.n > 0 {
		text = l.body
	}
	if r.editEnglish(i) || r.editComing(i) {
		return true
	}
	if !r.meeting && !strings.ContainsAny(low, "改换加再另消不退减少多勿唔变算撤添l") {
		return false
	}
	s, names := r.later(i, low)
	if s.clear {
		r.editing = append(r.editing, editing{line: i, name: s.name, kind: 'm', steps: s.steps, clear: true})
		return true
	}
	for _, one := range []struct {
		re   *regexp.Regexp
		kind byte
	}{{edits, 'c'}, {adds, 'a'}, {takeBack, 'x'}} {
		m := one.re.FindStringSubmatchIndex(low)
		if m == nil {
			continue
		}
		name := strings.Trim(part(text, low, m[2], m[3]), " :,-.")
		if l.sender == "" {
			name = mine.ReplaceAllString(name, "")
		}
		if (name == "" || name == "我" || name == "我的") && l.sender != "" {
			name = l.sender
		}
		ed := editing{line: i, name: name, kind: one.kind, clear: true}
		rest := ""
		if one.kind != 'x' {
			rest = part(text, low, m[4], m[5])
		}
		if at := strings.IndexAny(name, " :,"); at > 0 && one.kind != 'x' && r.stood(name, l) == 0 && r.stood(name[:at], l) > 0 {
			product := strings.TrimSpace(name[at+1:])
			switch {
			case r.words.find(product) < 0:
			case one.kind == 'a': // "小雨 啤酒再加6瓶"
				ed.name, rest = name[:at], product+" "+rest
			case l.n > 0: // "小雨 麻辣改2份"
				ed.name, ed.kind, rest = name[:at], 'p', product+" "+rest
			}
		}
		if ed.name == "" || !r.readEdit(&ed, rest, low) {
			continue
		}
		if ed.kind == 'x' && names { // something else was said too
			ed.kind, ed.clear = 'c', false
		}
		r.editing = append(r.editing, ed)
		return true
	}
	return l.n == 0 && (r.mayEdit(i, low) || names && r.unsure(i, &s))
}

// unsure notes a line that names somebody of the list and tells of a change which is not
// understood: a person is asked. What is an order by itself is none, unless persons are
// counted, who may be the same ones.
func (r *reader) unsure(i int, s *saying) bool {
	e := r.entry(strings.TrimLeft(strings.TrimPrefix(r.lines[i].clean, s.name), " :,"), "x")
	unknown := slices.ContainsFunc(e.Items, func(it Item) bool { return r.words.find(it.Product) < 0 })
	if !r.meeting && len(e.Why) == 0 && len(e.Items) > 0 && !e.Crossed && !unknown {
		return false
	}
	r.editing = append(r.editing, editing{line: i, name: s.name, kind: 'c'})
	return true
}

// mayEdit notes a line of somebody who stands in the list that tells of a change, and
// does not say which: a person is asked.
func (r *reader) mayEdit(i int, low string) bool {
	l := &r.lines[i]
	name, rest := l.sender, low
	if name == "" {
		at := strings.IndexAny(low, ":")
		if at <= 0 {
			return false
		}
		name, rest = part(l.clean, low, 0, at), low[at+1:]
	}
	if r.above[named{None, Key(name), 0}] == 0 || !changes.MatchString(rest) || r.ordersNow(rest) {
		return false
	}
	r.editing = append(r.editing, editing{line: i, name: name, kind: 'c'})
	return true
}

// ordersNow reports whether what somebody says is an order by itself.
func (r *reader) ordersNow(text string) bool {
	e := r.entry(text, "x")
	return len(e.Why) == 0 && len(e.Items) > 0 && !e.Crossed
}

// stood is how often a name stands in the list: above a line, where that has a number.
func (r *reader) stood(name string, l *line) int {
	key := Key(name)
	if l.n == 0 {
		return r.names[key]
	}
	if key == "" {
		return 0
	}
	return r.above[named{l.copy, key, 0}]
}

// readEdit reads what a row is changed to, and reports whether the line is to be
// taken for a change.
func (r *reader) readEdit(ed *editing, rest, low string) bool {
	l := &r.lines[ed.line]
	stands := r.stood(ed.name, l) > 0
	if ed.kind == 'x' {
		return stands
	}
	e := r.entry(rest, "x")
	ed.items, ed.clear = e.Items, len(e.Items) > 0 && !slices.Contains(e.Why, Words) && !slices.Contains(e.Why, NoAmount)
	if l.n > 0 { // else it is read as any row
		return stands && ed.clear && !slices.ContainsFunc(e.Items, func(it Item) bool { return it.Product != "" && r.words.find(it.Product) < 0 })
	}
	if stands && slices.ContainsFunc(e.Items, func(it Item) bool { return it.Product != "" && r.words.find(it.Product) < 0 }) {
		ed.clear = false // a word, rather than something new
		return true
	}
	if !ed.clear && (!r.hasAmount(low) || !stands) {
		return false
	}
	return stands || ed.kind == 'c' && ed.clear && len(ed.items) > 0
}

// apply changes rows as later lines say.
func (r *reader) apply() {
	byName := map[string][]int{}
	for i := range r.rows {
		k := Key(r.rows[i].Name)
		byName[k] = append(byName[k], i)
	}
	begins := None // of the last copy
	for i := range r.lines {
		if l := &r.lines[i]; l.n > 0 && l.copy == r.copies-1 && begins == None {
			begins = i
		}
	}
	for _, ed := range r.editing {
		l := &r.lines[ed.line]
		list := byName[Key(ed.name)]
		if l.n > 0 && l.copy < r.copies-1 && len(list) == 1 && r.saidAgain(&ed) {
			l.kind, l.row = Older, list[0]
			r.rows[list[0]].Lines = append(r.rows[list[0]].Lines, ed.line)
			continue
		}
		if len(list) == 1 {
			e := &r.rows[list[0]]
			was := *e
			if r.change(e, &ed) {
				if ed.line > begins || was.Says() == e.Says() {
					l.kind, l.row = Edited, list[0]
					r.written(list[0], ed.line, &was)
					continue
				}
			}
			*e = was
		}
		e := entry{Row: Row{Name: ed.name, Items: ed.items, Why: []Why{Edit}, Text: strings.TrimSpace(l.text), Lines: []int{ed.line}}}
		l.kind, l.row = Unclear, len(r.rows)
		r.rows = append(r.rows, e)
	}
}

// saidAgain reports whether the last copy holds a change too.
func (r *reader) saidAgain(ed *editing) bool {
	return slices.ContainsFunc(r.editing, func(o editing) bool {
		return r.lines[o.line].copy == r.copies-1 && r.lines[o.line].n > 0 && o.kind == ed.kind && Key(o.name) == Key(ed.name) && slices.Equal(o.items, ed.items) && slices.Equal(o.steps, ed.steps)
	})
}

// written notes that a line changed a row, and what that did.
func (r *reader) written(row, line int, was *entry) {
	e := &r.rows[row]
	e.Lines = append(e.Lines, line)
	e.Text += "\n" + strings.TrimSpace(r.lines[line].text)
	if e.Crossed && !was.Crossed {
		for _, at := range e.Lines {
			if l := &r.lines[at]; l.kind == Entry || l.kind == More || l.kind == Unclear {
				l.kind = Crossed
			}
		}
	}
	after := e.Wants()
	if e.Crossed {
		after = ""
	}
	r.changes = append(r.changes, Change{Changed, e.Name, was.Wants(), after})
	if e.Earlier == nil { // else what was first is known
		e.Earlier = &Earlier{Changed, was.Items}
	}
}

// change changes a row, and reports whether it is clear how.
func (r *reader) change(e *entry, ed *editing) bool {
	switch {
	case ed.kind == 'm':
		return r.mend(e, ed.steps)
	case ed.kind == 'x':
		e.Crossed, e.Why = true, nil
		return true
	case !ed.clear || len(e.Why) > 0 || e.Crossed || len(e.Items) == 0:
		return false
	}
	e.Items = slices.Clone(e.Items)
	for _, it := range ed.items {
		at := slices.IndexFunc(e.Items, func(have Item) bool { return have.Product == it.Product })
		bare := it.Product == ""
		if bare && len(e.Items) == 1 {
			at = 0
		}
		same := at >= 0 && (e.Items[at].Unit == it.Unit || bareUnit(it, ed))
		switch {
		case bare && len(e.Items) > 1, it.Amount < 0:
			return false
		case ed.kind == 'a' && at < 0 && !bare:
			e.Items = append(e.Items, it)
		case ed.kind == 'a' && same:
			e.Items[at].Amount += it.Amount
		case ed.kind == 'a':
			return false
		case ed.kind == 'p' && same:
			e.Items[at].Amount = it.Amount
		case len(e.Items) == 1 && at == 0:
			e.Items[0].Amount = it.Amount
			if it.Unit != "" {
				e.Items[0].Unit = it.Unit
			}
		case len(e.Items) == 1 && len(ed.items) == 1:
			e.Items[0] = it
		default:
			return false
		}
	}
	return true
}

// bareUnit reports whether an amount was written without a unit.
func bareUnit(it Item, _ *editing) bool { return it.Unit == "" }
