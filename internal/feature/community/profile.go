package community

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Life is what a group is there for. The gate and SOPs ask for it.
type Life string

// The lives of groups; "" is LongTerm.
const (
	LongTerm  Life = "long-term"
	Flash     Life = "flash"
	RushSale  Life = "rush-sale"
	PaidOrder Life = "paid-order"
)

// Lives lists every life.
var Lives = [...]Life{LongTerm, Flash, RushSale, PaidOrder}

// Tone is how a group is spoken to: which wording is taken where an SOP has
// several.
type Tone string

// The tones; "" is any.
const (
	Warm    Tone = "warm"
	Brisk   Tone = "brisk"
	Playful Tone = "playful"
	Mild    Tone = "mild"
	Plain   Tone = "plain"
	Urgent  Tone = "urgent"
)

// Tones lists every tone.
var Tones = [...]Tone{Warm, Brisk, Playful, Mild, Plain, Urgent}

// Profile is what people say of a group, or of the workspace where a group says
// nothing.
type Profile struct {
	Life    Life
	Tone    Tone
	Columns map[string]string // by name; none is empty
}

// Limits of columns. Lengths are in characters.
const (
	mostColumns   = 50
	longestColumn = 30  // its name
	longestValue  = 500 // and what it holds
)

// The columns that pages ask for by name. The first belongs to the workspace
// before all, the others to groups.
const (
	columnShop   = "店名"
	columnOwner  = "群主"
	columnDuty   = "值班人"
	columnHours  = "服务时间"
	ColumnOffer  = "群里有什么"
	columnPickUp = "取货点"
	columnEnds   = "收群时间"
)

// groupColumns are asked for on the page of a group, shopColumns on that of the
// workspace.
var (
	groupColumns = [...]string{columnOwner, columnDuty, columnHours, ColumnOffer, columnPickUp, columnShop, columnEnds}
	shopColumns  = [...]string{columnShop, columnHours, columnDuty}
)

// taken are names that SOPs fill in by themselves: no column may hide them.
var taken = [...]string{"群名", "昵称", "昵称1", "昵称2", "昵称3", "人数", "日期", "往期目录"}

var (
	noSuchLife = i18n.Text{
		Hans: "没有“%s”这种群。可以是：%s。",
		Hant: "沒有「%s」這種群組。可以是：%s。",
		En:   "There is no kind of group called “%s”. It may be: %s.",
	}
	noSuchTone = i18n.Text{
		Hans: "没有“%s”这种语气。可以是：%s。",
		Hant: "沒有「%s」這種語氣。可以是：%s。",
		En:   "There is no tone called “%s”. It may be: %s.",
	}
	columnNameLong = i18n.Text{
		Hans: "资料的名字要有 1 到 %d 个字。",
		Hant: "資料的名稱要有 1 到 %d 個字。",
		En:   "The name of a detail has 1 to %d characters.",
	}
	columnNameOdd = i18n.Text{
		Hans: "“%s”不能当资料的名字：只用文字、数字、空格和短横线。",
		Hant: "「%s」不能當資料的名稱：只用文字、數字、空格和短橫線。",
		En:   "“%s” cannot name a detail: use letters, digits, blanks and hyphens only.",
	}
	columnNameTaken = i18n.Text{
		Hans: "“%s”由程序自己填，换个名字吧。",
		Hant: "「%s」由程式自己填，換個名稱吧。",
		En:   "“%s” is filled in by the program. Choose another name.",
	}
	columnNameTwice = i18n.Text{
		Hans: "“%s”写了两次。",
		Hant: "「%s」寫了兩次。",
		En:   "“%s” is there twice.",
	}
	valueLong = i18n.Text{
		Hans: "“%s”太长：最多 %d 个字。",
		Hant: "「%s」太長：最多 %d 個字。",
		En:   "“%s” is too long: at most %d characters.",
	}
	endsOdd = i18n.Text{
		Hans: "收群时间“%s”看不懂。请写成 2026-12-06 21:00，或者只写日期 2026-12-06。",
		Hant: "收群時間「%s」看不懂。請寫成 2026-12-06 21:00，或只寫日期 2026-12-06。",
		En:   "“%s” does not say when the group ends. Write it as 2026-12-06 21:00, or the day alone: 2026-12-06.",
	}
	valueBraces = i18n.Text{
		Hans: "“%s”里不能写双大括号。",
		Hant: "「%s」裡不能寫雙大括號。",
		En:   "“%s” may not hold double braces.",
	}
	columnsMany = i18n.Text{
		Hans: "一个群最多 %d 项资料。",
		Hant: "一個群組最多 %d 項資料。",
		En:   "A group has at most %d details.",
	}
)

// checkColumn fails with Invalid where a column may not be called so, or may not
// hold such a value.
func checkColumn(name, value string) error {
	n := utf8.RuneCountInString(name)
	switch {
	case n == 0 || n > longestColumn || !utf8.ValidString(name):
		return fault.New(fault.Invalid, columnNameLong.With(longestColumn))
	case strings.ContainsFunc(name, oddInName):
		return fault.New(fault.Invalid, columnNameOdd.With(name))
	case slices.Contains(taken[:], name):
		return fault.New(fault.Invalid, columnNameTaken.With(name))
	case utf8.RuneCountInString(value) > longestValue || !utf8.ValidString(value):
		return fault.New(fault.Invalid, valueLong.With(name, longestValue))
	case strings.Contains(value, "{{") || strings.Contains(value, "}}"):
		return fault.New(fault.Invalid, valueBraces.With(name))
	}
	return nil
}

// oddInName reports whether no name of a column may hold r: it stands in double
// braces, in conditions and at the head of tables.
func oddInName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ' ' && r != '-' && r != '_'
}

// tidy is what somebody typed, as it is kept.
func tidy(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, text))
}

// Check fails with Invalid where p may not be kept.
func (p Profile) Check() error {
	if p.Life != "" && !slices.Contains(Lives[:], p.Life) {
		return fault.New(fault.Invalid, noSuchLife.With(string(p.Life), string(LongTerm)))
	}
	if p.Tone != "" && !slices.Contains(Tones[:], p.Tone) {
		return fault.New(fault.Invalid, noSuchTone.With(string(p.Tone), string(Warm)))
	}
	if len(p.Columns) > mostColumns {
		return fault.New(fault.Invalid, columnsMany.With(mostColumns))
	}
	for _, name := range columnNames(p.Columns) {
		if err := checkColumn(name, p.Columns[name]); err != nil {
			return err
		}
	}
	if _, ok := endsOf(p.Columns[columnEnds], time.UTC); p.Columns[columnEnds] != "" && !ok {
		return fault.New(fault.Invalid, endsOdd.With(p.Columns[columnEnds]))
	}
	return nil
}

// columnNames lists the names of columns: those that pages ask for first, in
// their order.
func columnNames(columns map[string]string) []string {
	out := make([]string, 0, len(columns))
	for name := range columns {
		out = append(out, name)
	}
	place := func(name string) int {
		if i := slices.Index(groupColumns[:], name); i >= 0 {
			return i
		}
		return len(groupColumns)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b)) })
	return out
}

// Over is p with what is said of the workspace where p says nothing.
func (p Profile) Over(shop Profile) Profile {
	out := Profile{Life: cmp.Or(p.Life, LongTerm), Tone: cmp.Or(p.Tone, shop.Tone), Columns: make(map[string]string, len(p.Columns)+len(shop.Columns))}
	for name, value := range shop.Columns {
		out.Columns[name] = value
	}
	for name, value := range p.Columns {
		out.Columns[name] = value
	}
	return out
}

// sameAs reports whether two profiles say the same.
func (p Profile) sameAs(o Profile) bool { return len(p.changesTo(o)) == 0 }

// changed is one thing that differs between two profiles of a group.
type changed struct {
	Name     string // of a column; "" for the two below
	Life     bool
	Tone     bool
	Was, Now string
}

// changesTo lists in what o differs from p.
func (p Profile) changesTo(o Profile) (out []changed) {
	if was, now := cmp.Or(p.Life, LongTerm), cmp.Or(o.Life, LongTerm); was != now {
		out = append(out, changed{Life: true, Was: string(was), Now: string(now)})
	}
	if p.Tone != o.Tone {
		out = append(out, changed{Tone: true, Was: string(p.Tone), Now: string(o.Tone)})
	}
	both := make(map[string]string, len(p.Columns)+len(o.Columns))
	for _, columns := range []map[string]string{p.Columns, o.Columns} {
		for name := range columns {
			both[name] = ""
		}
	}
	for _, name := range columnNames(both) {
		if p.Columns[name] != o.Columns[name] {
			out = append(out, changed{Name: name, Was: p.Columns[name], Now: o.Columns[name]})
		}
	}
	return out
}
