package roll

import (
	"strings"
	"unicode/utf8"
)

// The most that is read of one text.
const (
	MostLines = 10000
	mostItems = 30
	mostRunes = 500 // of a line that is an entry
)

// None is an amount, or a price, that nobody wrote.
const None = -1

// Chain is what was read.
type Chain struct {
	Is       bool // a chain; else nothing was read
	Cut      bool // it had more than MostLines lines
	Title    string
	Products []Product // first the Told ones, that stand in the head
	Told     int
	Places   []string
	Each     Limit // for one person, of everything
	Total    Limit // for all, of everything
	Until    string
	Sign     string // of the money that all prices of the head are in: "£"; "" for 元, and for several
	Copies   int    // how often the list stands in the text
	Rows     []Row
	Changes  []Change // between the copies

	// Meant is what rows call goods of the head in words that can mean no other of them:
	// "荔枝", where of all that is sold only "妃子笑荔枝" is one.
	Meant map[string]string
	Lines []Line
}

// Product is one thing that can be had.
type Product struct {
	Code  string `json:"code,omitempty"` // "A"
	Name  string `json:"name"`
	Spec  string `json:"spec,omitempty"` // "30枚"
	Price int64  `json:"price"`          // for one Unit, in hundredths; None where it is not told
	Unit  string `json:"unit,omitempty"`
	Each  Limit  `json:"each,omitzero"`
	Total Limit  `json:"total,omitzero"`
}

// Limit is the most of something; the zero one is no limit.
type Limit struct {
	Amount int64  `json:"amount,omitempty"` // in thousandths
	Unit   string `json:"unit,omitempty"`
}

// Item is so much of a product.
type Item struct {
	Product string `json:"product"` // "" where it is not known
	Amount  int64  `json:"amount"`  // in thousandths; None where it is not told
	Unit    string `json:"unit,omitempty"`
}

// Row is what one person wants.
type Row struct {
	N       int    `json:"n,omitempty"` // in the chain; 0 for none
	Name    string `json:"name"`
	For     string `json:"for,omitempty"` // who it is for, where that is another
	Items   []Item `json:"items,omitempty"`
	Place   string `json:"place,omitempty"` // where they fetch it
	Room    string `json:"room,omitempty"`  // where they live
	Phone   string `json:"phone,omitempty"` // or its last digits
	Remark  string `json:"remark,omitempty"`
	Crossed bool   `json:"crossed,omitempty"`
	Gone    bool   `json:"gone,omitempty"` // not in the last copy any more
	Why     []Why  `json:"why,omitempty"`  // what is not sure
	Rest    string `json:"rest,omitempty"` // words that were not understood
	Text    string `json:"text"`           // as it was written, its lines under one another
	Lines   []int  `json:"-"`              // which of the text they are, from 0

	Earlier *Earlier `json:"earlier,omitempty"` // what else the text says of it; nil for nothing
}

// Earlier is what a text says of a row before its last word.
type Earlier struct {
	Kind  ChangeKind `json:"kind"`
	Items []Item     `json:"items,omitempty"` // what it wanted at first
}

// Why is a reason for asking a person.
type Why string

// The reasons.
const (
	NoName    Why = "name"    // nobody stands there
	NoItems   Why = "items"   // what they want is not said
	NoAmount  Why = "amount"  // a product, and not how much
	NoProduct Why = "product" // how much, and not of what
	Words     Why = "words"   // there are words that were not understood
	Glued     Why = "glued"   // a name and a product without anything between
	Partly    Why = "partly"  // something is taken back, and it is not clear what
	Edit      Why = "edit"    // a change, and it is not clear of what
	Copied    Why = "same"    // the same as another, which is not clear itself
)

// Kind is what a line of the text is.
type Kind byte

// The kinds.
const (
	Noise   Kind = iota // talk, or empty
	Head                // what the chain is about
	Entry               // a row
	More                // a row's further line
	Older               // a row, in a copy that another one followed
	Edited              // changes a row
	Crossed             // a row that was taken back
	Unclear             // a row that a person has to look at
)

// Line is one line of the text.
type Line struct {
	Text string
	Kind Kind
	Row  int // of Rows; None for none
}

// Change is what became different between the first copy of a chain and its last, or
// by a line that changes a row.
type Change struct {
	Kind   ChangeKind
	Name   string
	Before string
	After  string
}

// ChangeKind is what happened to a row.
type ChangeKind byte

// The kinds of changes.
const (
	Added ChangeKind = iota
	Changed
	Dropped
)

// Known is what is known of a chain beside its text, and holds before what the text
// says.
type Known struct {
	Products []Product
	Places   []string
}

// Read reads a text.
func Read(text string, known Known) Chain {
	lines, cut := split(text)
	r := newReader(lines, known)
	r.sort()
	r.sheet()
	r.head()
	r.sections()
	r.entries()
	if !r.isChain() {
		return r.nothing(cut)
	}
	r.merge()
	out := r.chain()
	out.Cut = cut
	return out
}

// Items reads what somebody wants, as it stands in an entry. The second value is false
// where that is not clear.
func Items(text string, known Known) ([]Item, bool) {
	r := newReader(nil, known)
	row := r.entry(clean(text), "x")
	return row.Items, len(row.Why) == 0 && len(row.Items) > 0
}

func split(text string) (lines []string, cut bool) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "�")
	}
	lines = strings.Split(text, "\n")
	if len(lines) > MostLines {
		return lines[:MostLines], true
	}
	return lines, false
}

// nothing accounts for the lines of a text that is no chain.
func (r *reader) nothing(cut bool) Chain {
	out := Chain{Cut: cut, Lines: make([]Line, len(r.lines))}
	for i := range r.lines {
		out.Lines[i] = Line{Text: r.lines[i].text, Kind: Noise, Row: None}
	}
	return out
}

// chain is what was read.
func (r *reader) chain() Chain {
	out := Chain{Is: true, Title: r.title, Products: r.products, Told: r.words.told, Places: r.places, Each: r.each, Total: r.total, Until: r.until, Sign: r.sign(), Copies: max(1, r.copies),
		Changes: r.changes, Meant: r.shorts(), Rows: make([]Row, len(r.rows)), Lines: make([]Line, len(r.lines))}
	if out.Title == "" && len(r.products) > 0 && !r.sent {
		out.Title = r.products[0].Name
	}
	for i := range r.rows {
		out.Rows[i] = r.rows[i].Row
	}
	for i := range r.lines {
		l := &r.lines[i]
		out.Lines[i] = Line{Text: l.text, Kind: l.kind, Row: l.row}
	}
	return out
}

// Asks reports whether a person has to look at a row.
func (r *Row) Asks() bool { return len(r.Why) > 0 || r.Gone }
