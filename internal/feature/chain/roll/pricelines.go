package roll

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// barePrice is a line of a head with one product and a number: "小米台灯 30", or what is in
// one between: "抽纸 24包/箱 39.9". It looks as a row does of somebody who wants so many.
var barePrice = regexp.MustCompile(`^([\p{Han}A-Za-z0-9]{0,8}\p{Han}{2,8})(?: ([0-9]{1,4}(?:\.[0-9])?\p{Han}{1,2})/(\p{Han}{1,2}) )? ?([0-9]{1,4}(?:\.[0-9]{1,2})?)(?:\s*\([^()]*\))?$`)

// A price without a sign for it is one where it is no number of things that people want.
const surelyPrice = 10

// pricedLines finds lines of a head that are goods with bare prices, by what comes later:
// people want those goods. It notes that they are, and writes their prices as such.
func (r *reader) pricedLines() {
	for from := 0; from < len(r.lines); {
		to, bare, told, cheap := from, []int(nil), false, false
		for ; to < len(r.lines); to++ {
			l := &r.lines[to]
			if l.time || l.marker || l.n > 0 || l.clean == "" || l.cells != nil {
				break
			}
			if m := barePrice.FindStringSubmatch(l.clean); m != nil {
				n, err := strconv.ParseFloat(m[4], 64)
				cheap = cheap || err != nil || n < surelyPrice && m[2] == ""
				bare = append(bare, to)
			} else if priced.MatchString(l.clean) {
				told = true
			} else {
				break
			}
		}
		if len(bare) > 0 && len(bare) <= mostBare && (told || !cheap && len(bare) > 1) && r.wantedBelow(bare, to, told) {
			for _, i := range bare {
				l := &r.lines[i]
				m := barePrice.FindStringSubmatchIndex(l.clean)
				price := l.clean[m[8]:m[9]] + "元"
				if m[4] >= 0 { // "24包/箱" is what is in one
					price = "(" + l.clean[m[4]:m[5]] + ") " + price + "/" + l.clean[m[6]:m[7]]
				}
				l.clean, l.listed = l.clean[:m[3]]+price+l.clean[m[9]:], true
			}
			for i := from - 1; i >= 0 && !r.lines[i].listed; i-- { // nobody wants anything above the goods
				r.lines[i].listed = r.lines[i].clean != ""
			}
		}
		if to == from {
			if l := &r.lines[from]; l.n == 0 && !l.marker && !l.time {
				l.listed = r.listWantedBelow(from)
			}
			to++
		}
		from = to
	}
}

// mostBare are more goods than one chain has.
const mostBare = 60

// wantedBelow reports whether two of the goods of such lines are named below, by the end
// of their names at least; one is enough beside goods with prices that are plain.
func (r *reader) wantedBelow(bare []int, from int, told bool) bool {
	named := 0
	for _, i := range bare {
		name := []rune(barePrice.FindStringSubmatch(r.lines[i].clean)[1])
		if r.namedBelow(string(name[max(0, len(name)-2):]), from) {
			named++
		}
	}
	return named >= 2 || named == 1 && told
}

// namedBelow reports whether a word stands in one of the next lines, behind who wants it:
// a line that begins with it may be about a person of that name.
func (r *reader) namedBelow(word string, from int) bool {
	for i := from; i < min(len(r.lines), from+mostBare); i++ {
		before, _, ok := strings.Cut(r.lines[i].clean, word)
		if who := []rune(strings.TrimRight(before, " ")); ok && len(who) > 0 && !strings.ContainsRune("@帮代替给跟同和与找问", who[len(who)-1]) && strings.ContainsAny(before, " :,、") {
			return true
		}
	}
	return false
}

// listWantedBelow reports whether a line is a list of goods with bare prices, of which two
// are named below: "鲜肉包2.5 菜包2 油条2".
func (r *reader) listWantedBelow(i int) bool {
	list := bareList(r.lines[i].clean)
	if len(list) < 2 {
		return false
	}
	named := 0
	for _, one := range list {
		name, _, _ := strings.Cut(one, " ")
		if utf8.RuneCountInString(name) > 1 && r.namedBelow(name, i+1) {
			named++
		}
	}
	return named >= 2
}

// rowsBelow reports whether numbered lines, each with a price, are goods of a list whose
// rows have no numbers: two of them are named below by who wants them, or by their signs.
func (r *reader) rowsBelow(run []int) bool {
	if len(run) < 2 {
		return false
	}
	named, last := 0, run[len(run)-1]+1
	for _, i := range run {
		l := &r.lines[i]
		name := []rune(strings.TrimSpace(strings.TrimRight(l.body[:firstPrice(l.body)], " :.-~(")))
		if len(name) > 1 && r.namedBelow(string(name[max(0, len(name)-2):]), last) || isCircled(firstRune(l.clean)) && r.namedBelow(string(firstRune(l.clean)), last) {
			named++
		}
	}
	return named >= 2
}

// firstPrice is where the first price of a text stands, or its end.
func firstPrice(s string) int {
	if m := priced.FindStringIndex(s); m != nil {
		return m[0]
	}
	if m := bareTail.FindStringIndex(s); m != nil {
		return m[0]
	}
	return len(s)
}
