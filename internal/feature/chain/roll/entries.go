package roll

import (
	"regexp"
	"slices"
	"strings"
)

// source is where a row of the text stands, while it is read.
type source struct {
	lines []int
	body  string
	from  string // who wrote it
}

var (
	// talk are lines that ask or tell something, and order nothing.
	talk = regexp.MustCompile(`[?？]|吗[。!~ ]*$|甜不甜|新不新鲜|好不好吃|是几|多大呀|呢[。!~ ]*$|还有|还剩|只剩|剩下|剩余|多少钱|怎么|什么时候|几点|谁|有没有|到货|通知|大家|各位|提醒|起送|满[0-9]|接龙开始|开始接龙|@`)
	// told are wishes that may stand on a line of their own, below a row.
	told       = regexp.MustCompile(`^(?:不要|少放|多放|不放|免|备注)`)
	laughs     = regexp.MustCompile(`哈哈哈|叫啥|叫什么|笑死|真的假的`)
	wants      = regexp.MustCompile(`^(?:我|咱|俺).{0,4}(?:要|来|订|拿|报)`)
	meToo      = regexp.MustCompile(`^(?:我|咱|俺|我家|给我)(?:也|还|都)?(?:要|来|订|定|来点|要点|要的)(?:[一两二三1-9][份杯个斤盒袋包箱只条瓶件块板套])?[了的呀啊哈哦~!。 ]*$`)
	asUsual    = regexp.MustCompile(`^[^ :]{1,10}[ :]+(?:还是)?(?:老样子|老规矩|照旧|照常|跟(?:上次|昨天|以前|平时)一样|和(?:上次|昨天)一样|一样的?)[。!~ ]*$`)
	moreLead   = regexp.MustCompile(`^(?:(?:再|还|另外?|也)(?:要|来|加|有)?|要|来|加|有)`)
	numberOnly = regexp.MustCompile(`^[0-9]{1,4}[.、)]$`) // two numbers, and nobody behind them
	plusOne    = regexp.MustCompile(`\+\s?[0-9]{1,3}$`)
)

// entries reads the rows: once to learn what is sold and who is there, and again
// knowing that.
func (r *reader) entries() {
	told := len(r.products)
	r.words.told = told
	r.meeting = told == 0 && !r.given && gathers.MatchString(fold(r.headText()))
	if told == 0 && !r.given && !r.meeting && r.meetsInEnglish() {
		r.meeting, r.inEnglish = true, true
	}
	r.pass()
	names := map[string]int{}
	for i := range r.parsed {
		e := &r.parsed[i]
		names[Key(e.Name)]++
		if len(e.Why) > 0 || e.Crossed {
			continue
		}
		for _, it := range e.Items {
			if r.productNamed(it.Product) < 0 && len(r.products) < 200 {
				r.products = append(r.products, Product{Name: it.Product, Price: None})
			}
		}
	}
	r.names = names
	r.gluedNames = r.tellsNames()
	r.vocabulary()
	r.words.told = told
	r.words.doubted = told == 0 && r.oneRow()
	r.pass()
	r.doors()
	r.keepSold(told)
	r.doubtOnce(told)
	r.signUps()
	r.net()
}

// oneRow reports whether the only product there is was learned from one row alone, and
// the title does not tell of it: a bare amount elsewhere need not be of that.
func (r *reader) oneRow() bool {
	if len(r.products) != 1 || bareList(r.title) == nil && strings.Contains(fold(r.title), fold(r.products[0].Name)) {
		return false
	}
	rows := 0
	for i := range r.parsed {
		if slices.ContainsFunc(r.parsed[i].Items, func(it Item) bool { return r.productNamed(it.Product) == 0 }) {
			rows++
		}
	}
	return rows == 1 && len(r.parsed) > 1
}

// tellsNames reports whether people of a list with one product write their names
// right before the amounts: three do, and no word stands there twice.
func (r *reader) tellsNames() bool {
	if r.words.told != 1 || len(r.glued) < 3 {
		return false
	}
	for _, n := range r.glued {
		if n > 1 {
			return false
		}
	}
	return true
}

// doubtOnce asks about what one person alone wants beside goods of the head, and the
// head does not tell of: it may be a word that is no product ("1箱 累计4箱").
func (r *reader) doubtOnce(told int) {
	if told == 0 || r.given {
		return
	}
	rows := map[string]int{}
	for i := range r.parsed {
		for _, it := range r.parsed[i].Items {
			rows[fold(it.Product)]++
		}
	}
	for i := range r.parsed {
		e := &r.parsed[i]
		for _, it := range e.Items {
			if len(e.Items) < 2 {
				break
			}
			if at := r.productNamed(it.Product); at >= told && rows[fold(it.Product)] == 1 && len(e.Why) == 0 && r.shortFor(fold(it.Product), it.Unit) < 0 {
				e.ask(Words)
				e.Rest = it.Product
			}
		}
	}
}

// keepSold forgets products that the second reading did not find.
func (r *reader) keepSold(told int) {
	used := map[string]bool{}
	for i := range r.parsed {
		for _, it := range r.parsed[i].Items {
			used[fold(it.Product)] = true
		}
	}
	kept := r.products[:told]
	for _, p := range r.products[told:] {
		if used[fold(p.Name)] {
			kept = append(kept, p)
		}
	}
	r.products = kept
}

// pass reads every row once.
func (r *reader) pass() {
	r.parsed, r.sources, r.editing = r.parsed[:0], r.sources[:0], r.editing[:0]
	r.above, r.glued, r.firsts = map[named]int{}, map[named]int{}, map[string][]string{}
	open := None // the row that a line may go on
	for i := range r.lines {
		l := &r.lines[i]
		switch {
		case l.time || l.kind == Head || l.marker:
			open = None
			continue
		case l.clean == "":
			open = None
			l.kind, l.row = Noise, None
			continue
		}
		l.kind, l.row = Noise, None
		if l.n > 0 {
			if r.empty(i) {
				continue
			}
			if l.cells == nil && r.edit(i, fold(l.body)) {
				open = None
				continue
			}
			e := r.numberedRow(l)
			if e.Crossed && !slices.ContainsFunc(e.Items, func(it Item) bool { return it.Amount >= 0 }) && e.Name != "" && r.above[named{l.copy, Key(e.Name), 0}] > 0 {
				e.ask(Edit) // of the row above, and it was not understood
			}
			open = r.keep(e, source{lines: []int{i}, body: l.body})
			continue
		}
		if r.goesOn(i, open) {
			continue
		}
		open = r.loose(i)
	}
	r.sameAgain()
}

// numberedRow reads a row with a number.
func (r *reader) numberedRow(l *line) entry {
	r.now = l.copy
	var e entry
	if l.cells != nil {
		e = r.tableRow(l.cells)
	} else {
		e = r.numberedEntry(l.body)
	}
	e.N, e.copy = l.n, l.copy
	if e.Place == "" {
		e.Place = l.place
	}
	return e
}

// empty reports whether a number stands there with nothing behind it, or below.
func (r *reader) empty(i int) bool {
	if l := &r.lines[i]; l.body != "" && !numberOnly.MatchString(l.body) || l.cells != nil {
		return false
	}
	if i+1 == len(r.lines) {
		return true
	}
	next := &r.lines[i+1]
	return next.n > 0 || next.clean == "" || next.marker
}

// keep adds a row that was read, and returns which it is.
func (r *reader) keep(e entry, s source) int {
	at := len(r.parsed)
	r.parsed = append(r.parsed, e)
	r.above[named{e.copy, Key(e.Name), 0}]++
	r.above[named{None, Key(e.Name), 0}]++ // of any copy
	r.noteName(e.Name)
	r.sources = append(r.sources, s)
	return at
}

// goesOn takes a line for the rest of the row above it, where it is that.
func (r *reader) goesOn(i, open int) bool {
	l := &r.lines[i]
	if open == None || r.parsed[open].N == 0 && !r.below(i, open) || r.table != nil && !r.table.form || len(r.sources[open].lines) > mostItems {
		return false
	}
	text := strings.TrimSpace(strings.TrimLeft(l.clean, "-·•*○●▪ "))
	if again := moreLead.FindString(text); again != "" && strings.TrimLeft(l.text, " \t\u3000") != l.text {
		text = strings.TrimSpace(text[len(again):]) // set in, below a row: "再要小米2斤"
	}
	low := fold(text)
	above := &r.parsed[open]
	if text == "" {
		return false
	}
	if told.MatchString(low) && laughs.MatchString(low) {
		return false // about what somebody wished: "不要珍珠那叫啥珍珠奶茶哈哈哈"
	}
	if !told.MatchString(low) {
		if talk.MatchString(low) || edits.MatchString(low) && len(above.Items) > 0 || r.ofOther(i, low) {
			return false
		}
		more := r.entry(text, "x")
		if len(more.Why) > 0 || len(more.Items) == 0 || more.Crossed {
			return false
		}
		known := !slices.ContainsFunc(more.Items, func(it Item) bool { return r.words.find(it.Product) < 0 })
		listed := text != l.clean || strings.TrimLeft(l.text, " \t\u3000") != l.text || len(r.sources[open].lines) > 1
		if len(above.Items) > 0 && !known && !(listed && r.hasAmount(low)) {
			return false
		}
	}
	body := r.sources[open].body + " " + text
	e := r.numberedEntry(body)
	e.N, e.copy = above.N, above.copy
	if e.Place == "" {
		e.Place = above.Place
	}
	r.sources[open].body = body
	r.sources[open].lines = append(r.sources[open].lines, i)
	r.parsed[open] = e
	return true
}

// loose reads a line without a number; it returns the row it is, or None.
func (r *reader) loose(i int) int {
	l := &r.lines[i]
	low := fold(l.clean)
	if r.edit(i, low) || sums.MatchString(low) {
		return None
	}
	if talk.MatchString(low) {
		return r.passedOver(i, low)
	}
	if !r.numbered && !r.sent && strings.HasSuffix(l.clean, "。") {
		return r.passedOver(i, low)
	}
	var e entry
	if l.sender == "" {
		e = r.numberedEntry(l.clean)
	} else {
		e = r.entry(l.clean, l.sender)
	}
	e.copy = l.copy
	if slices.Contains(e.Why, Copied) && e.Name != "" && len(e.Items) == 0 {
		return r.keep(e, source{lines: []int{i}, body: l.clean, from: l.sender})
	}
	if meToo.MatchString(low) && (l.sender != "" || e.Name == "") { // and of what, nobody knows
		return r.keep(e, source{lines: []int{i}, body: l.clean, from: l.sender})
	}
	if asUsual.MatchString(low) && len(e.Items) == 0 { // "雯雯 老样子"
		e.Why, e.Rest, e.Items = []Why{Words}, clip(l.clean, 200), nil
		return r.keep(e, source{lines: []int{i}, body: l.clean, from: l.sender})
	}
	if len(e.Items) == 0 && !(e.Crossed && strings.ContainsAny(l.text, "~\u0336")) {
		return r.passedOver(i, low)
	}
	known := !slices.ContainsFunc(e.Items, func(it Item) bool { return r.words.find(it.Product) < 0 })
	ordered := r.hasAmount(fold(lowTimes(l.clean)))
	switch {
	case len(e.Why) == 0 && (known || !r.numbered && (ordered || r.sent)):
	case r.numbered && !known && !r.hasProduct(low) || !ordered:
		return r.passedOver(i, low)
	case len(e.Why) == 0: // a product that is told nowhere else
		e.ask(Words)
	case e.Name == "" && !r.numbered && !r.sent && !r.marked && !(known && (plusOne.MatchString(low) || ordered && (r.words.told > 0 || e.Room != "" || wants.MatchString(low)))):
		return r.passedOver(i, low)
	}
	return r.keep(e, source{lines: []int{i}, body: l.clean, from: l.sender})
}

// hasProduct reports whether a product is named in a folded text.
func (r *reader) hasProduct(low string) bool {
	s := []rune(low)
	for i := range s {
		if _, n := r.words.productAt(s, i); n > 0 {
			return true
		}
	}
	return false
}
