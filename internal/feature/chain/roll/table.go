package roll

import (
	"regexp"
	"strconv"
	"strings"
)

// table is what the columns of a pasted sheet hold.
type table struct {
	head   int
	is     []byte // by column: 'n' name, 'p' product, 'a' amount, 'u' unit, and so on; 'g' so much of one product; 0 for what is not understood
	goods  []Item // of the 'g' columns: product and unit
	number int    // the column that counts the rows; None for none
	form   bool   // a form in the head, which numbered rows fill in
}

// columns tells what a column holds by its heading, folded.
var columns = []struct {
	is   byte
	told *regexp.Regexp
}{
	{'#', regexp.MustCompile(`^(?:序号|编号|号|no\.?|#)$`)},
	{'n', regexp.MustCompile(`^(?:群?昵称|姓名|名字|微信名|微信昵称|群名片|客户|顾客|团员|接龙人|报名人|收货人|下单人|name|nickname|customer)$`)},
	{'p', regexp.MustCompile(`^(?:商品|品名|产品|货品|商品名称?|名称|品种|item|product)$`)},
	{'s', regexp.MustCompile(`^(?:规格|口味|款式)$`)},
	{'a', regexp.MustCompile(`^(?:数量|份数|件数|斤数|个数|qty|quantity|amount)$`)},
	{'u', regexp.MustCompile(`^(?:单位|unit)$`)},
	{'@', regexp.MustCompile(`^(?:自提点|自提|自取点|取货点|提货点|取货地点|自提地点|pick ?up)$`)},
	{'~', regexp.MustCompile(`^(?:房号|门牌号?|楼栋|楼号|地址|room|flat)$`)},
	{'!', regexp.MustCompile(`^(?:电话|手机号?|联系方式|联系电话|尾号|手机尾号|phone|tel)$`)},
	{'r', regexp.MustCompile(`^(?:备注|留言|要求|说明|remarks?|notes?)$`)},
	{'$', regexp.MustCompile(`^(?:单价|价格|金额|小计|合计|总价|总额|应付|实付|付款|是否付款|状态|时间|日期|接龙时间|price|total|paid|time|date)$`)},
	{'w', regexp.MustCompile(`^(?:接龙内容|内容|订购内容|要什么|order)$`)},
}

var (
	cellUnit = regexp.MustCompile(`^(.+?)\s*\(([^()]{1,4})\)$`)
	sums     = regexp.MustCompile(`^(?:合计|总计|小计|共计|总数|合计数?量?|汇总|一共|总共|sum\b|total\b)`)
)

// cells cuts a line of a pasted sheet at its tabs.
func cells(text string) []string {
	out := strings.Split(text, "\t")
	for i := range out {
		out[i] = clean(out[i])
	}
	return out
}

// table finds the heading of a pasted sheet; nil where the text is none.
func (r *reader) findTable() *table {
	for i := range r.lines {
		if strings.Count(r.lines[i].text, "\t") < 2 {
			continue
		}
		if t := readColumns(cells(r.lines[i].text)); t != nil {
			t.head = i
			return t
		}
		return nil // the first line of a sheet says what it holds
	}
	return nil
}

// readColumns tells what a sheet holds; nil where no column says who, or none what.
func readColumns(head []string) *table {
	t := &table{is: make([]byte, len(head)), goods: make([]Item, len(head)), number: None}
	has := map[byte]int{}
	for c, cell := range head {
		low := fold(cell)
		for _, one := range columns {
			if one.told.MatchString(low) {
				t.is[c] = one.is
				break
			}
		}
		if t.is[c] == '#' {
			t.number = c
		}
		has[t.is[c]]++
	}
	if has['n'] != 1 || has['a'] > 1 || has['p'] > 1 {
		return nil
	}
	if has['w'] == 1 || has['p'] == 1 && has['a'] == 1 {
		return t
	}
	if has['a'] > 0 || has['p'] > 0 {
		return nil
	}
	for c, cell := range head { // a column for each product
		if t.is[c] != 0 || cell == "" {
			continue
		}
		t.is[c], t.goods[c] = 'g', Item{Product: clip(cell, 24)}
		if m := cellUnit.FindStringSubmatch(cell); m != nil {
			t.goods[c] = Item{Product: clip(m[1], 24), Unit: Unit(m[2])}
		}
		has['g']++
	}
	if has['g'] == 0 {
		return nil
	}
	return t
}

// sheet marks the lines of a pasted sheet, which are read by their columns.
func (r *reader) sheet() {
	t := r.findTable()
	if t == nil {
		r.form()
		return
	}
	r.table = t
	n := 0
	for i := t.head; i < len(r.lines); i++ {
		l := &r.lines[i]
		row := cells(l.text)
		if i > t.head && len(row) < 2 {
			continue
		}
		l.kind, l.n, l.body, l.copy = Head, 0, l.clean, 0
		if l.sum = i == t.head || sums.MatchString(fold(row[0])) || len(row) > 1 && row[0] == "" && sums.MatchString(fold(row[1])); l.sum {
			continue
		}
		n++
		l.n = n
		if t.number >= 0 && t.number < len(row) {
			if told, err := strconv.Atoi(row[t.number]); err == nil && told > 0 && told < MostLines {
				l.n = told
			}
		}
		l.kind, l.cells = Noise, row
	}
	r.numbered, r.copies = true, 1
}

// form reads a line of the head that says what is to be written between strokes,
// "姓名/份数/口味/电话", and marks the rows that do so.
func (r *reader) form() {
	for i := range r.lines {
		l := &r.lines[i]
		if l.n > 0 {
			return
		}
		head := strings.Split(strings.TrimPrefix(l.clean, "格式:"), "/")
		if len(head) < 3 {
			continue
		}
		t := readForm(head)
		if t == nil {
			continue
		}
		t.head, r.table = i, t
		l.kind, l.sum = Head, true
		r.asksFor(l.clean)
		for k := i + 1; k < len(r.lines); k++ {
			row := strings.Split(r.lines[k].body, "/")
			if r.lines[k].n == 0 || len(row) != len(head) {
				continue
			}
			for c := range row {
				row[c] = strings.TrimSpace(row[c])
			}
			r.lines[k].cells = row
		}
		return
	}
}

// readForm tells what a form asks for; nil where it is none.
func readForm(head []string) *table {
	t := &table{is: make([]byte, len(head)), goods: make([]Item, len(head)), number: None, form: true}
	has := map[byte]int{}
	for c, cell := range head {
		low := fold(strings.TrimSpace(cell))
		for _, one := range columns {
			if one.told.MatchString(low) {
				t.is[c] = one.is
				break
			}
		}
		if t.is[c] == 0 {
			return nil
		}
		has[t.is[c]]++
	}
	if has['n'] != 1 || has['a']+has['w'] != 1 {
		return nil
	}
	return t
}

// cell is what a row of a sheet says in the column that holds is.
func (t *table) cell(row []string, is byte) string {
	for c := range min(len(t.is), len(row)) {
		if t.is[c] == is {
			return row[c]
		}
	}
	return ""
}

// tableRow reads one line of a sheet.
func (r *reader) tableRow(row []string) entry {
	t := r.table
	name := t.cell(row, 'n')
	e := entry{}
	switch what := t.cell(row, 'w'); {
	case what != "":
		e = r.entry(what, name)
	case t.cell(row, 'p') != "" || t.form && t.cell(row, 'a') != "":
		r.tableItem(&e, row)
	default:
		r.tableGoods(&e, row)
	}
	if e.Name = clip(name, 60); name == "" {
		e.ask(NoName)
	}
	for c := range min(len(t.is), len(row)) {
		switch t.is[c] {
		case '@':
			e.Place = clip(row[c], 40)
		case '~':
			e.Room = clip(row[c], 40)
		case '!':
			e.Phone = clip(row[c], 20)
		case 'r':
			e.Remark = clip(strings.TrimSpace(e.Remark+" "+row[c]), 200)
		case 0:
			if row[c] != "" {
				e.ask(Words)
				e.Rest = clip(strings.TrimSpace(e.Rest+" "+row[c]), 200)
			}
		}
	}
	if len(e.Items) == 0 {
		e.ask(NoItems)
	}
	return e
}

// tableItem reads a line of a sheet with columns for a product and how much of it.
func (r *reader) tableItem(e *entry, row []string) {
	product, spec, much := r.table.cell(row, 'p'), r.table.cell(row, 's'), []rune(fold(r.table.cell(row, 'a')))
	p := parsing{reader: r, entry: e, note: &note{}, sender: "x"}
	a, end, ok := r.words.amountAt(much, 0)
	if !ok || end != len(much) || a.n == 0 {
		ok = false
		e.ask(NoAmount)
	}
	if a.unit == "" {
		a.unit = Unit(r.table.cell(row, 'u'))
	}
	t := token{kind: 'T', text: strings.TrimSpace(product + " " + spec)}
	switch {
	case product == "":
		if e.Remark = clip(spec, 200); ok {
			p.item(nil, &a)
		}
	case ok:
		p.item(&t, &a)
	default:
		p.item(&t, nil)
	}
}

// tableGoods reads a line of a sheet with a column for each product.
func (r *reader) tableGoods(e *entry, row []string) {
	t := r.table
	for c := range min(len(t.is), len(row)) {
		if t.is[c] != 'g' || row[c] == "" || row[c] == "0" || row[c] == "-" {
			continue
		}
		it := t.goods[c]
		s := []rune(fold(row[c]))
		a, end, ok := r.words.amountAt(s, 0)
		if !ok || end != len(s) || a.n == 0 {
			it.Amount = None
			e.ask(NoAmount)
		} else {
			it.Amount = a.n
			if a.unit != "" {
				it.Unit = a.unit
			}
		}
		e.Items = append(e.Items, it)
	}
}
