package chain

import (
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

// Mark is something about a row that nobody should overlook.
type Mark string

// The marks.
const (
	MarkAsks    Mark = "asks"    // it is not clear
	MarkGone    Mark = "gone"    // it is not in the last text any more
	MarkAgain   Mark = "again"   // the text was changed after a person had changed the row
	MarkTwice   Mark = "twice"   // somebody else has the same name
	MarkEach    Mark = "each"    // more than one person may have
	MarkTotal   Mark = "total"   // more than there is
	MarkSeveral Mark = "several" // more than one product
	MarkNumber  Mark = "number"  // another row has the same number
	MarkFixed   Mark = "fixed"   // a person changed it
)

// Sum is so much of a product in one unit; units are never added up.
type Sum struct {
	Unit   string
	Amount int64
}

// Total is what all want of one product.
type Total struct {
	Product roll.Product
	Sums    []Sum
	People  int
	Money   int64 // in hundredths, of what has a price
	Priced  bool
	Unpaid  int // rows that could not be given a price
	Over    bool
}

// PlaceTotal is what is fetched at one place.
type PlaceTotal struct {
	Place  string // "" where nobody said
	People int
	Goods  []Total
}

// Question asks what a product is that only rows name.
type Question struct {
	Name string
	Rows int
	Like []string // what it may be, the likeliest first
	Is   string   // what the reader takes it for; "" where it asks
}

// Judged is a chain, added up.
type Judged struct {
	Marks     map[int][]Mark // by Seq
	Goods     []Total
	Places    []PlaceTotal
	Questions []Question
	Meant     []Question // those that the reader answers itself
	Over      []int      // rows, by Seq, that are more than one person may have
	Short     []int      // those that are more than there is
	Doubled   [][]int    // those of each name that stands there twice
	Numbers   []int      // those whose number another has
	Nameless  bool       // what is sold is told nowhere
	People    int        // rows that count
	Open      int        // rows that do not count before a person has looked
	Crossed   int
	Taken     int
	Money     int64
	Priced    bool
}

// Asks is how much a person has to look at.
func (j *Judged) Asks() int { return j.Open + len(j.Questions) }

// Watch is how much counts, and yet wants to be looked at: lines over a limit, names and
// numbers that stand there twice.
func (j *Judged) Watch() int { return len(j.Over) + len(j.Short) + len(j.Doubled) + len(j.Numbers) }

// Judge adds up what counts and marks what nobody should overlook.
func Judge(head *Head, rows []Row) Judged {
	j := Judged{Marks: map[int][]Mark{}}
	for i := range rows {
		r := &rows[i]
		now := r.Now()
		switch {
		case r.Open():
			j.Open++
		case now.Crossed:
			j.Crossed++
		default:
			j.People++
			if !r.Taken.IsZero() {
				j.Taken++
			}
		}
	}
	j.Goods = head.sum(rows)
	for _, g := range j.Goods {
		j.Money += g.Money
		j.Priced = j.Priced || g.Priced
	}
	j.Places = head.places(rows)
	j.Questions, j.Meant, j.Nameless = head.questions(rows)
	j.mark(head, rows)
	return j
}

// sum adds up what each product comes to.
func (h *Head) sum(rows []Row) []Total {
	at := map[string]int{}
	var out []Total
	for _, p := range h.Products { // in the order of the head
		at[p.Name] = len(out)
		out = append(out, Total{Product: p})
	}
	for i := range rows {
		if !rows[i].Counts() {
			continue
		}
		had := map[string]bool{}
		for _, it := range rows[i].Now().Items {
			p := h.Product(it.Product)
			k, ok := at[p.Name]
			if !ok {
				k = len(out)
				at[p.Name] = k
				out = append(out, Total{Product: p})
			}
			out[k].add(it)
			if !had[p.Name] {
				out[k].People++
				had[p.Name] = true
			}
		}
	}
	out = slices.DeleteFunc(out, func(t Total) bool { return t.People == 0 })
	for i := range out {
		t := &out[i]
		for _, s := range t.Sums {
			t.Over = t.Over || over(t.Product.Total, s)
		}
	}
	return out
}

// over reports whether a sum is more than a limit allows.
func over(l roll.Limit, s Sum) bool {
	return l.Amount > 0 && s.Amount > l.Amount && (l.Unit == "" || s.Unit == "" || l.Unit == s.Unit)
}

// add adds an item of the product.
func (t *Total) add(it roll.Item) {
	k := slices.IndexFunc(t.Sums, func(s Sum) bool { return s.Unit == it.Unit })
	if k < 0 {
		k = len(t.Sums)
		t.Sums = append(t.Sums, Sum{Unit: it.Unit})
	}
	t.Sums[k].Amount += it.Amount
	if t.Product.Price < 0 {
		return
	}
	if it.Unit != t.Product.Unit {
		t.Unpaid++
		return
	}
	t.Priced = true
	t.Money += cost(t.Product, it)
}

// cost is what an item costs, to the nearest hundredth.
func cost(p roll.Product, it roll.Item) int64 { return (p.Price*it.Amount + 500) / 1000 }

// Cost is what a row costs at the prices of the head; false where not all of it has
// one.
func (h *Head) Cost(r *roll.Row) (int64, bool) {
	sum := int64(0)
	for _, it := range r.Items {
		p := h.Product(it.Product)
		if p.Price < 0 || p.Unit != it.Unit || it.Amount < 0 {
			return 0, false
		}
		sum += cost(p, it)
	}
	return sum, len(r.Items) > 0
}

// places adds up what is fetched where.
func (h *Head) places(rows []Row) []PlaceTotal {
	names := slices.Clone(h.Places)
	by := map[string][]Row{}
	for i := range rows {
		if !rows[i].Counts() {
			continue
		}
		place := rows[i].Now().Place
		if len(by[place]) == 0 && place != "" && !slices.Contains(h.Places, place) {
			names = append(names, place)
		}
		by[place] = append(by[place], rows[i])
	}
	if len(by) == 0 || len(by) == 1 && len(by[""]) > 0 {
		return nil
	}
	var out []PlaceTotal
	for _, name := range append(names, "") {
		if list := by[name]; len(list) > 0 {
			out = append(out, PlaceTotal{Place: name, People: len(list), Goods: h.sum(list)})
		}
	}
	return out
}

// foundIn finds how often rows name each product, which of those nobody has told of, the
// most often named first, and how often none is named.
func (h *Head) foundIn(rows []Row) (used map[string]int, found []string, unnamed int) {
	used = map[string]int{}
	for i := range rows {
		now := rows[i].Now()
		if now.Crossed || rows[i].missing() {
			continue
		}
		for _, it := range now.Items {
			if it.Product == "" {
				unnamed++
				continue
			}
			used[it.Product]++
		}
	}
	for name := range used {
		if _, said := h.Same[name]; !said && h.told(name) == nil {
			found = append(found, name)
		}
	}
	slices.SortFunc(found, func(a, b string) int {
		if used[a] != used[b] {
			return used[b] - used[a]
		}
		return strings.Compare(a, b)
	})
	return used, found, unnamed
}

// questions are the products that only rows name: where the head tells what there is,
// each is asked about, unless it can mean only one of that; else those that are like
// one another.
func (h *Head) questions(rows []Row) (asked, meant []Question, nameless bool) {
	used, found, unnamed := h.foundIn(rows)
	keys := map[string]string{} // made once: a chain may name thousands
	for _, name := range found {
		keys[name] = roll.Key(name)
	}
	for _, p := range h.Products {
		keys[p.Name] = roll.Key(p.Name)
	}
	for i, name := range found {
		likes := func(other string) bool { return like(keys[name], keys[other]) }
		var others []string
		if len(h.Products) > 0 {
			for _, p := range h.Products {
				others = append(others, p.Name)
			}
		} else {
			for _, o := range found[:min(i, mostLike)] { // the one that more people named
				if likes(o) {
					others = append(others, o)
				}
			}
		}
		if len(others) == 0 {
			continue
		}
		slices.SortStableFunc(others, func(a, b string) int { return rank(likes(a)) - rank(likes(b)) })
		is := h.meant(name)
		others = slices.DeleteFunc(others, func(other string) bool { return other == is })
		q := Question{Name: name, Rows: used[name], Like: others[:min(len(others), 6)], Is: is}
		if is != "" {
			meant = append(meant, q)
		} else {
			asked = append(asked, q)
		}
	}
	return asked, meant, len(h.Products) == 0 && len(used) == 0 && unnamed > 0
}

func rank(is bool) int {
	if is {
		return 0
	}
	return 1
}

// mostLike is with how many of the names that most people used another is compared.
const mostLike = 300

// like reports whether the key of one name is part of the other's: 鸡蛋 and 土鸡蛋.
func like(a, b string) bool { return strings.Contains(a, b) || strings.Contains(b, a) }

// mark marks the rows.
func (j *Judged) mark(head *Head, rows []Row) {
	names, numbers := map[string]int{}, map[int]int{}
	for i := range rows {
		if now := rows[i].Now(); !now.Crossed && !rows[i].missing() && !rows[i].Erased {
			names[roll.Key(now.Name)]++
			if now.N > 0 {
				numbers[now.N]++
			}
		}
	}
	sofar, doubled := limits{}, map[string]int{}
	for i := range rows {
		r := &rows[i]
		now := r.Now()
		add := func(m Mark, is bool) bool {
			if is {
				j.Marks[r.Seq] = append(j.Marks[r.Seq], m)
			}
			return is
		}
		add(MarkGone, r.missing())
		add(MarkAgain, r.Again)
		if now.Crossed {
			continue
		}
		add(MarkAsks, len(now.Why) > 0)
		key := roll.Key(now.Name)
		if add(MarkTwice, !r.Both && !r.Erased && !r.missing() && names[key] > 1) {
			at, known := doubled[key]
			if !known {
				at = len(j.Doubled)
				doubled[key], j.Doubled = at, append(j.Doubled, nil)
			}
			j.Doubled[at] = append(j.Doubled[at], r.Seq)
		}
		if add(MarkNumber, now.N > 0 && numbers[now.N] > 1 && !r.missing()) {
			j.Numbers = append(j.Numbers, r.Seq)
		}
		add(MarkSeveral, len(now.Items) > 1)
		if r.Counts() {
			each, total := sofar.take(head, now)
			if add(MarkEach, each) {
				j.Over = append(j.Over, r.Seq)
			}
			if add(MarkTotal, total) {
				j.Short = append(j.Short, r.Seq)
			}
		}
		add(MarkFixed, r.Fix != nil)
	}
}

// limits is how much has gone so far.
type limits struct {
	all   map[string]int64 // by unit
	goods map[string]int64 // by product and unit
}

// take takes a row, and reports whether it is more than one person may have, and more
// than there is.
func (l *limits) take(h *Head, r *roll.Row) (each, total bool) {
	if l.all == nil {
		l.all, l.goods = map[string]int64{}, map[string]int64{}
	}
	mine := map[string]int64{}
	for _, it := range r.Items {
		p := h.Product(it.Product)
		each = each || over(p.Each, Sum{it.Unit, it.Amount})
		key := p.Name + "\x00" + it.Unit
		l.goods[key] += it.Amount
		total = total || over(p.Total, Sum{it.Unit, l.goods[key]})
		mine[it.Unit] += it.Amount
		l.all[it.Unit] += it.Amount
		total = total || over(h.Total, Sum{it.Unit, l.all[it.Unit]})
	}
	for unit, n := range mine {
		each = each || over(h.Each, Sum{unit, n})
	}
	return each, total
}
