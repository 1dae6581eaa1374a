package chain

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

// Limits on what people paste and write.
const (
	mostText     = 1 << 20 // bytes of a paste
	MostProducts = 60
	mostPlaces   = 30
	mostRows     = 10_000
	mostTitle    = 60
	mostName     = 60
	mostRemark   = 200
	mostFound    = 200
	mostChains   = 5000 // of a workspace
)

// Day is a day as a number: 20300102.
type Day int

// DayOf is the day of a moment in a zone.
func DayOf(t time.Time, zone *time.Location) Day {
	y, m, d := t.In(zone).Date()
	return Day(y*10000 + int(m)*100 + d)
}

// String is the day as people write it.
func (d Day) String() string { return d.date().Format("2006-01-02") }

func (d Day) date() time.Time {
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, time.UTC)
}

// Next is the day after.
func (d Day) Next() Day { return DayOf(d.date().AddDate(0, 0, 1), time.UTC) }

// ParseDay reads what a form's field for a day holds; false where it is no day.
func ParseDay(s string) (Day, bool) {
	t, err := time.Parse("2006-01-02", s)
	return DayOf(t, time.UTC), err == nil && t.Year() >= 2000 && t.Year() < 2100
}

// Chain is one list.
type Chain struct {
	ID      id.Chain
	Title   string
	Day     Day
	Unit    id.Unit
	Group   id.Group // 0 for none
	From    id.Chain // 0 for none
	Example bool
	Head    Head
	Source  string // what was pasted last; "" once it is not kept any more
	People  int
	Asks    int
	Watch   int // lines that are over a limit or stand there twice
	By      id.User
	Made    time.Time
	Changed time.Time
	rev     int64 // how often it was written to
}

// Head is what a chain is about.
type Head struct {
	Products []roll.Product    `json:"products,omitempty"` // that are told of
	Found    []string          `json:"found,omitempty"`    // that only rows name
	Places   []string          `json:"places,omitempty"`
	Each     roll.Limit        `json:"each,omitzero"`
	Total    roll.Limit        `json:"total,omitzero"`
	Until    string            `json:"until,omitempty"`
	Sign     string            `json:"sign,omitempty"`  // of the money that prices are in; "" for 元
	Same     map[string]string `json:"same,omitempty"`  // what a person said that a found product is; "" for one of its own
	Meant    map[string]string `json:"meant,omitempty"` // what the reader takes it for, where nobody said
}

// Product is the product of a name, as a person said that it is called, or as the
// reader is sure that it is.
func (h *Head) Product(name string) roll.Product {
	for range 3 {
		other, said := h.Same[name]
		if !said {
			other = h.meant(name)
		}
		if other == "" {
			break
		}
		name = other
	}
	if p := h.told(name); p != nil {
		return *p
	}
	return roll.Product{Name: name, Price: roll.None}
}

// told is a product that is told of; nil for another.
func (h *Head) told(name string) *roll.Product {
	for i := range h.Products {
		if h.Products[i].Name == name {
			return &h.Products[i]
		}
	}
	return nil
}

// meant is the product told of that the reader takes a found one for; "" for none, and
// where a person said what it is.
func (h *Head) meant(name string) string {
	is := h.Meant[name]
	if _, said := h.Same[name]; said || is == "" || h.told(name) != nil || h.told(is) == nil {
		return ""
	}
	return is
}

// units gives amounts without a unit the one that their product is sold in.
func (h *Head) units(items []roll.Item) {
	for i := range items {
		if items[i].Unit == "" {
			items[i].Unit = h.Product(items[i].Product).Unit
		}
	}
}

// known is what the reader is told of a chain whose products a person has settled.
func (h *Head) known() roll.Known { return roll.Known{Products: h.Products, Places: h.Places} }

// take takes in what a text says of a chain, as far as nobody has said otherwise.
func (h *Head) take(c *roll.Chain) {
	if len(h.Products) == 0 {
		h.Products = slices.Clone(c.Products[:c.Told])
	}
	for _, p := range c.Products[c.Told:] {
		if !slices.Contains(h.Found, p.Name) && h.told(p.Name) == nil && len(h.Found) < mostFound {
			h.Found = append(h.Found, p.Name)
		}
	}
	own := false // its map: other copies of the head have the same
	for word, is := range c.Meant {
		if h.Meant[word] == "" && len(h.Meant) >= mostFound {
			continue
		}
		if !own {
			h.Meant, own = maps.Clone(h.Meant), true
			if h.Meant == nil {
				h.Meant = map[string]string{}
			}
		}
		h.Meant[word] = is
	}
	if len(h.Places) == 0 {
		h.Places = c.Places
	}
	if h.Each == (roll.Limit{}) {
		h.Each = c.Each
	}
	if h.Total == (roll.Limit{}) {
		h.Total = c.Total
	}
	if h.Until == "" {
		h.Until = c.Until
	}
	if h.Sign == "" {
		h.Sign = c.Sign
	}
}

// Row is what one person wants: as it was read, and what a person said instead.
type Row struct {
	Seq     int       `json:"-"`
	Read    roll.Row  `json:"read"`
	Fix     *roll.Row `json:"fix,omitempty"`   // what a person said; nil for nothing
	Fixed   []string  `json:"fixed,omitempty"` // the cells they changed
	Gone    bool      `json:"gone,omitempty"`  // not in the text that was pasted last
	Kept    bool      `json:"kept,omitempty"`  // a person said that it stays, though it is gone
	Both    bool      `json:"both,omitempty"`  // a person said that two of one name are two people
	Again   bool      `json:"again,omitempty"` // the text was changed after a person had changed the row
	Was     string    `json:"was,omitempty"`   // what it wanted before the last paste, where that changed
	Fresh   bool      `json:"fresh,omitempty"` // new with the last paste
	ByHand  bool      `json:"hand,omitempty"`  // a person wrote it, it stands in no text
	Erased  bool      `json:"erased,omitempty"`
	Tap     int64     `json:"tap,omitempty"` // the tap that made each amount it does not tell one; 0 for none
	Taken   time.Time `json:"-"`
	changed bool      // since it was read from the table
}

// Now is what holds of a row.
func (r *Row) Now() *roll.Row {
	if r.Fix != nil {
		return r.Fix
	}
	return &r.Read
}

// Open reports whether a person has to look at a row before it counts.
func (r *Row) Open() bool {
	return r.Again || r.missing() || !r.Now().Crossed && len(r.Now().Why) > 0
}

// missing reports whether a row is gone from the text, and nobody has said what that
// means.
func (r *Row) missing() bool {
	return (r.Gone || r.Read.Gone) && !r.Kept && !r.Now().Crossed && !r.Erased
}

// Counts reports whether a row is added up.
func (r *Row) Counts() bool { return !r.Open() && !r.Now().Crossed }

// cells are the names of what can be changed in a row.
var cells = [...]string{"name", "for", "items", "place", "room", "phone", "remark", "crossed"}

// cell is what stands in a cell, to be compared.
func cell(r *roll.Row, name string) string {
	switch name {
	case "name":
		return r.Name
	case "for":
		return r.For
	case "items":
		return r.Wants()
	case "place":
		return r.Place
	case "room":
		return r.Room
	case "phone":
		return r.Phone
	case "remark":
		return r.Remark
	}
	if r.Crossed {
		return "x"
	}
	return ""
}

// copyCell takes over a cell.
func copyCell(to, from *roll.Row, name string) {
	switch name {
	case "name":
		to.Name = from.Name
	case "for":
		to.For = from.For
	case "items":
		to.Items = from.Items
	case "place":
		to.Place = from.Place
	case "room":
		to.Room = from.Room
	case "phone":
		to.Phone = from.Phone
	case "remark":
		to.Remark = from.Remark
	default:
		to.Crossed = from.Crossed
	}
}

// settle keeps what a person said of a row. From then on it is sure.
func (r *Row) settle(said roll.Row) {
	was := *r.Now()
	for _, name := range cells {
		if cell(&was, name) != cell(&said, name) && !slices.Contains(r.Fixed, name) {
			r.Fixed = append(r.Fixed, name)
		}
	}
	if len(was.Why) > 0 && !slices.Contains(r.Fixed, "items") {
		r.Fixed = append(r.Fixed, "items")
	}
	said.N, said.Text, said.Why, said.Rest, said.Gone, said.Lines = r.Read.N, r.Read.Text, nil, "", r.Read.Gone, nil
	r.Fix, r.Again, r.Tap, r.changed = &said, false, 0, true
}

// reread takes in what a later text says of a row. What a person changed stays; where
// the text says something new of just that, they are asked.
func (r *Row) reread(fresh roll.Row) {
	fresh.Lines = nil
	same := r.Read.Says() == fresh.Says()
	before := r.Now().Wants()
	was := r.Read
	r.Read, r.Gone, r.Kept = fresh, false, r.Kept && fresh.Gone
	r.changed = true
	if r.Fix == nil {
		if !same {
			r.Was = before
		}
		return
	}
	fix := fresh
	fix.Why, fix.Rest, fix.Earlier = nil, "", nil
	for _, name := range r.Fixed {
		copyCell(&fix, r.Fix, name)
		if !same && cell(&was, name) != cell(&fresh, name) && cell(r.Fix, name) != cell(&fresh, name) {
			r.Again = true
		}
	}
	if len(fresh.Why) > 0 && !slices.Contains(r.Fixed, "items") { // nobody has looked at what is unclear now
		fix.Why, fix.Rest = fresh.Why, fresh.Rest
	}
	r.Fix = &fix
	if !same && r.Now().Wants() != before {
		r.Was = before
	}
}

// follow takes what the text says instead of what a person said.
func (r *Row) follow() { r.Fix, r.Fixed, r.Again, r.Tap, r.changed = nil, nil, false, 0, true }

// clip cuts a text to n characters, and keeps it on one line.
func clip(s string, n int) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, ""), func(c rune) bool { return c <= ' ' || c == 0x7f }), " ")
	if utf8.RuneCountInString(s) > n {
		return string([]rune(s)[:n])
	}
	return s
}

// Mask hides the middle of every phone number in a text.
func Mask(s string) string {
	runes := []rune(s)
	for i := 0; i < len(runes); {
		if runes[i] < '0' || runes[i] > '9' {
			i++
			continue
		}
		digits, end := []int{}, i
		for j := i; j < len(runes) && (runes[j] >= '0' && runes[j] <= '9' || (runes[j] == '-' || runes[j] == ' ') && len(digits) > 2 && j+1 < len(runes) && runes[j+1] >= '0' && runes[j+1] <= '9'); j++ {
			if runes[j] >= '0' && runes[j] <= '9' {
				digits = append(digits, j)
			}
			end = j + 1
		}
		if n := len(digits); n >= 7 && n <= 13 {
			from := 3
			if n < 10 {
				from = 0
			}
			for _, at := range digits[from : n-4] {
				runes[at] = '*'
			}
		}
		i = max(end, i+1)
	}
	return string(runes)
}
