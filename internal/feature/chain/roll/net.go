package roll

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// net asks about rows that were read without a doubt and should raise one: what they say
// is unlike what the other rows of the list do. It knows no words, so that it also holds
// what no rule has thought of.
func (r *reader) net() {
	rows := map[string]int{} // how many say each word for goods
	for i := range r.parsed {
		for _, it := range r.parsed[i].Items {
			rows[fold(it.Product)]++
		}
	}
	told, alike := map[string]bool{}, map[string]int{}
	for i := range r.words.told {
		low := fold(r.words.products[i].Name)
		told[low] = true
		alike[strings.TrimSuffix(low, "s")]++
	}
	shown := r.shown()
	for i := range r.parsed {
		e := &r.parsed[i]
		for _, it := range e.Items {
			low := fold(it.Product)
			if len(e.Why) == 0 && alike[strings.TrimSuffix(low, "s")] > 1 {
				e.doubt(it.Product) // "Egg £0.40" and "Eggs £2": which is meant is not told by an "s"
			}
			if len(e.Why) > 0 || r.given || told[low] {
				continue
			}
			if r.words.told > 0 && !shown[low] && strings.Contains(r.headSaid, low) && r.shortFor(low, it.Unit) < 0 {
				e.doubt(it.Product) // "犬用 8kg", which the head wants to be told beside the goods
				continue
			}
			if rows[low] > 1 {
				continue
			}
			odd := e.odd && len(r.parsed) >= fewRows && !within(low, rows)
			if (odd || longer(low, rows, told)) && r.shortFor(low, it.Unit) < 0 {
				e.doubt(it.Product)
			}
		}
	}
	r.outliers()
}

// shown are the goods of rows that the head gives for an example.
func (r *reader) shown() map[string]bool {
	out := map[string]bool{}
	for i := range r.lines {
		if row := r.lines[i].clean; isExample.MatchString(row) {
			for _, it := range r.entry(strings.TrimLeft(isExample.ReplaceAllString(row, ""), " :"), "").Items {
				out[fold(it.Product)] = true
			}
		}
	}
	return out
}

// fewRows are too few to say what is usual among them.
const fewRows = 4

// doubt asks about a word.
func (e *entry) doubt(word string) {
	e.ask(Words)
	if e.Rest == "" {
		e.Rest = word
	}
}

// longer reports whether a word of one row alone begins as goods do that the head or
// other rows name: words are stuck to those, as in "巴斯克行吗".
func longer(low string, rows map[string]int, told map[string]bool) bool {
	n := 0
	for at := range low {
		if n++; n > 2 && (rows[low[:at]] > 1 || told[low[:at]]) {
			return true
		}
	}
	return false
}

// manyWords are more than a list has that people wrote.
const manyWords = 500

// within reports whether a word is part of goods that another row names in full.
func within(low string, rows map[string]int) bool {
	if utf8.RuneCountInString(low) < 2 || len(rows) > manyWords {
		return false
	}
	for other := range rows {
		if other != low && strings.Contains(other, low) {
			return true
		}
	}
	return false
}

// unlike notes a word that stands where goods do, and not as people write what is new:
// behind its amount, or before one with neither a unit nor a sign for times.
func (p *parsing) unlike(t *token) {
	if t.kind == 'P' && t.product < p.words.told || counted.MatchString(fold(t.text)) {
		return
	}
	p.entry.odd = true
}

// counted are persons.
var counted = regexp.MustCompile(`^(?:人|位|名|大人?|小孩?|大小|孩子|儿童)$`)

// What makes an amount stand out: so much, and so many times what anybody else wants.
const (
	oddAmount = 20_000
	oddTimes  = 10
)

// outliers asks about amounts far above what all others want of the same: a price, a size
// or the digit of something else, perhaps.
func (r *reader) outliers() {
	all := map[Item][]int64{}
	of := func(it Item) Item { return Item{Product: fold(it.Product), Unit: it.Unit} }
	for i := range r.parsed {
		for _, it := range r.parsed[i].Items {
			if len(r.parsed[i].Why) == 0 && it.Amount > 0 {
				all[of(it)] = append(all[of(it)], it.Amount)
			}
		}
	}
	for _, list := range all {
		slices.Sort(list)
	}
	for i := range r.parsed {
		e := &r.parsed[i]
		for _, it := range e.Items {
			list := all[of(it)]
			if n := len(list); len(e.Why) == 0 && n > 1 && it.Amount == list[n-1] && it.Amount >= oddAmount && it.Amount >= oddTimes*list[n-2] {
				e.doubt(it.Product)
			}
		}
	}
}

// inBlocks is "3块" behind a word: so many pieces, or so much money.
var inBlocks = regexp.MustCompile(`(\p{Han})(?:[0-9]{1,3}|[一二三四五六七八九十]+)块(?:[ ,、+]|$)`)

// inPieces reports whether a line below the first row is one too: all prices that it
// could tell of are pieces of goods that somebody wants.
func (r *reader) inPieces(l *line, low string) bool {
	if !inBlocks.MatchString(low) || priced.MatchString(inBlocks.ReplaceAllString(low, "$1 ")) {
		return false
	}
	e := r.entry(l.clean, l.sender)
	sold := !slices.ContainsFunc(e.Items, func(it Item) bool { return r.productNamed(it.Product) < 0 })
	return len(e.Items) > 0 && (e.Name != "" && !slices.Contains(e.Why, NoName) || sold)
}

// onlyPictures reports whether a text is nothing but pictures that say neither yes nor no.
func onlyPictures(s string) bool {
	return s != "" && strings.IndexFunc(s, func(c rune) bool {
		return c != '\ufe0f' && c != '\u200d' && c != ' ' && (c < 0x1f300 || c > 0x1faff || strings.ContainsRune("🙅👎🚫🙋🆗🔺🔻", c))
	}) < 0
}

// leftOver tells of what there is, and orders nothing.
var leftOver = regexp.MustCompile(`还有|还剩|只剩|剩下|剩余|有货|没货|卖完|到了|到货|多少钱|怎么卖|[0-9]元|满[0-9]|起送|@`)

// begunAbove reports whether a row stands above a line, or goods of the head.
func (r *reader) begunAbove(i int) bool {
	if r.goodsAt < i {
		return true
	}
	return slices.ContainsFunc(r.sources, func(s source) bool { return s.lines[0] < i })
}

// passedOver notes a line that reads as talk and has the shape of an order all the same:
// goods with an amount next to them, or goods at all in a list without numbers. A person
// is asked. It returns the row, or None.
func (r *reader) passedOver(i int, low string) int {
	l := &r.lines[i]
	bare := !r.sent && !r.numbered && !talk.MatchString(low) && r.begunAbove(i) && r.namesSold(low) // "乔乔 要粉色玫瑰"
	if leftOver.MatchString(low) || !bare && !r.ordersGoods(low) && !r.ordersInEnglish(l.clean) {
		return None
	}
	e := entry{Row: Row{Name: l.sender, Why: []Why{Words}, Rest: clip(l.clean, 200)}, copy: l.copy}
	if read := r.numberedEntry(l.clean); bare && len(read.Why) > 0 && read.Name != "" && len(read.Items) > 0 && !read.Crossed {
		e = read // "豆包妈 婴儿推车": all but how many is known
		e.copy = l.copy
	}
	return r.keep(e, source{lines: []int{i}, body: l.clean, from: l.sender})
}
