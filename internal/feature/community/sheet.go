package community

import (
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// grid is a table as it was sent: its rows with their heads first, and which of
// its cells are formulas.
type grid struct {
	rows     [][]string
	formulas map[cell]bool
}

// cell is a place in a table, counted from 0.
type cell struct{ row, column int }

// String is the place as spreadsheets name it.
func (c cell) String() string {
	letters := ""
	for n := c.column; n >= 0; n = n/26 - 1 {
		letters = string(rune('A'+n%26)) + letters
	}
	return letters + strconv.Itoa(c.row+1)
}

// Limits of a table.
const (
	mostRows  = 5000
	mostHeads = mostColumns + 4
	mostText  = 8 << 20 // bytes of all its cells
)

// wanted is what a row of a table wants to be said of a group.
type wanted struct {
	Row   int               `json:"row"` // from 0
	ID    int               `json:"id"`  // the column that names the group
	Group id.Group          `json:"group"`
	Life  *Life             `json:"life,omitempty"`
	Tone  *Tone             `json:"tone,omitempty"`
	Set   map[string]string `json:"set,omitempty"` // "" takes a column away
}

// on is what was said of a group with what the row says instead.
func (w *wanted) on(was Profile) Profile {
	out := Profile{Life: was.Life, Tone: was.Tone, Columns: map[string]string{}}
	for name, value := range was.Columns {
		out.Columns[name] = value
	}
	if w.Life != nil {
		out.Life = *w.Life
	}
	if w.Tone != nil {
		out.Tone = *w.Tone
	}
	for name, value := range w.Set {
		if value == "" {
			delete(out.Columns, name)
			continue
		}
		out.Columns[name] = value
	}
	return out
}

// refusal is a row that is not taken, and the cell because of which.
type refusal struct {
	Cell string    `json:"cell"`
	Why  i18n.Text `json:"why"`
}

func refuse(at cell, why i18n.Message) *refusal {
	return &refusal{at.String(), i18n.Text{Hans: why.In(i18n.ZhHans), Hant: why.In(i18n.ZhHant), En: why.In(i18n.En)}}
}

// heads are what the first columns of a table are called, in every language; a
// table may have any of them, in any order.
var (
	headID   = i18n.Text{Hans: "编号", Hant: "編號", En: "ID"}
	headName = i18n.Text{Hans: "群名", Hant: "群組名稱", En: "Group"}
	headLife = i18n.Text{Hans: "群类型", Hant: "群組類型", En: "Kind"}
	headTone = i18n.Text{Hans: "语气", Hant: "語氣", En: "Tone"}
)

var (
	sheetEmpty = i18n.Text{
		Hans: "表里没有内容。请先下载表格，填好再传。",
		Hant: "表裡沒有內容。請先下載表格，填好再上傳。",
		En:   "There is nothing in the table. Download it first, fill it in, and send it back.",
	}
	sheetNoID = i18n.Text{
		Hans: "第一行里没有“编号”这一列，认不出是哪个群。请用下载的表格来填，不要删这一列。",
		Hant: "第一列裡沒有「編號」這一欄，認不出是哪個群組。請用下載的表格來填，不要刪除這一欄。",
		En:   "The first row has no column “ID”, so nobody can tell which group is meant. Use the table you downloaded and keep that column.",
	}
	sheetManyRows = i18n.Text{
		Hans: "表太长：一次最多 %d 个群。请分几次传。",
		Hant: "表太長：一次最多 %d 個群組。請分幾次上傳。",
		En:   "The table is too long: at most %d groups at once. Send it in parts.",
	}
	sheetManyHeads = i18n.Text{
		Hans: "表太宽：最多 %d 列。",
		Hant: "表太寬：最多 %d 欄。",
		En:   "The table is too wide: at most %d columns.",
	}
	sheetBadHead = i18n.Text{Hans: "%s：%s", Hant: "%s：%s", En: "%s: %s"}
	rowNoID      = i18n.Text{
		Hans: "编号不对。请照下载的表格，不要改这一列。",
		Hant: "編號不對。請照下載的表格，不要更改這一欄。",
		En:   "This is no ID. Keep the column as it was downloaded.",
	}
	rowTwice = i18n.Text{
		Hans: "这个群在第 %d 行已经有了。",
		Hant: "這個群組在第 %d 列已經有了。",
		En:   "This group is in row %d already.",
	}
	rowFormula = i18n.Text{
		Hans: "这一格是公式。请换成算好的文字。",
		Hant: "這一格是公式。請換成算好的文字。",
		En:   "This cell is a formula. Put its result there instead.",
	}
	rowElsewhere = i18n.Text{
		Hans: "没有这个群，或者它不归你管。",
		Hant: "沒有這個群組，或它不歸你管。",
		En:   "There is no such group, or it is not yours.",
	}
	rowMany = i18n.Text{
		Hans: "加上这些，这个群的资料超过 %d 项。",
		Hant: "加上這些，這個群組的資料超過 %d 項。",
		En:   "With these the group would have more than %d details.",
	}
)

// columnKind is what a column of a table holds.
type columnKind uint8

const (
	holdsValue columnKind = iota
	holdsID
	holdsName // to read by only
	holdsLife
	holdsTone
	holdsNothing
)

// headOf tells what a column holds by its head.
func headOf(text string) columnKind {
	is := func(t i18n.Text) bool { return text == t.Hans || text == t.Hant || strings.EqualFold(text, t.En) }
	switch {
	case text == "":
		return holdsNothing
	case is(headID):
		return holdsID
	case is(headName):
		return holdsName
	case is(headLife):
		return holdsLife
	case is(headTone):
		return holdsTone
	}
	return holdsValue
}

// readSheet reads what a table wants. It fails with Invalid where the table as a
// whole cannot be used; rows that cannot are refused one by one.
func readSheet(g grid) (rows []wanted, refused []refusal, err error) {
	if len(g.rows) < 2 {
		return nil, nil, fault.New(fault.Invalid, sheetEmpty.With())
	}
	heads, kinds, err := headsOf(g)
	if err != nil {
		return nil, nil, err
	}
	if len(g.rows)-1 > mostRows {
		return nil, nil, fault.New(fault.Invalid, sheetManyRows.With(mostRows))
	}
	seen := map[id.Group]int{}
	for i := 1; i < len(g.rows); i++ {
		if blank(g.rows[i]) {
			continue
		}
		w, bad := readRow(g, i, heads, kinds)
		if bad == nil {
			if first, ok := seen[w.Group]; ok {
				bad = refuse(cell{i, w.ID}, rowTwice.With(first+1))
			} else {
				seen[w.Group] = i
			}
		}
		if bad != nil {
			refused = append(refused, *bad)
			continue
		}
		rows = append(rows, w)
	}
	if len(rows) == 0 && len(refused) == 0 {
		return nil, nil, fault.New(fault.Invalid, sheetEmpty.With())
	}
	return rows, refused, nil
}

func blank(row []string) bool {
	return !slices.ContainsFunc(row, func(text string) bool { return strings.TrimSpace(text) != "" })
}

// headsOf reads the heads of a table.
func headsOf(g grid) (heads []string, kinds []columnKind, err error) {
	if len(g.rows[0]) > mostHeads {
		return nil, nil, fault.New(fault.Invalid, sheetManyHeads.With(mostHeads))
	}
	for c, text := range g.rows[0] {
		text = tidy(text)
		kind := headOf(text)
		var bad error
		switch {
		case g.formulas[cell{0, c}]:
			bad = fault.New(fault.Invalid, rowFormula.With())
		case kind != holdsNothing && slices.Contains(heads, text) || kind != holdsNothing && kind != holdsValue && slices.Contains(kinds, kind):
			bad = fault.New(fault.Invalid, columnNameTwice.With(text))
		case kind == holdsValue:
			bad = checkColumn(text, "")
		}
		if bad != nil {
			return nil, nil, fault.New(fault.Invalid, sheetBadHead.With(cell{0, c}.String(), fault.Public(bad)))
		}
		heads, kinds = append(heads, text), append(kinds, kind)
	}
	if !slices.Contains(kinds, holdsID) {
		return nil, nil, fault.New(fault.Invalid, sheetNoID.With())
	}
	return heads, kinds, nil
}

// readRow reads one row; bad says why it is refused.
func readRow(g grid, i int, heads []string, kinds []columnKind) (w wanted, bad *refusal) {
	w = wanted{Row: i, ID: slices.Index(kinds, holdsID), Set: map[string]string{}}
	for c := range kinds {
		at, text := cell{i, c}, ""
		if c < len(g.rows[i]) {
			text = tidy(g.rows[i][c])
		}
		if kinds[c] == holdsNothing || kinds[c] == holdsName {
			continue
		}
		if g.formulas[at] {
			return w, refuse(at, rowFormula.With())
		}
		var err error
		switch kinds[c] {
		case holdsID:
			if w.Group, err = id.Parse[id.Group](text); err != nil || w.Group == 0 {
				return w, refuse(at, rowNoID.With())
			}
		case holdsLife:
			w.Life, err = lifeIn(text)
		case holdsTone:
			w.Tone, err = toneIn(text)
		default:
			w.Set[heads[c]], err = text, checkColumn(heads[c], text)
		}
		if err != nil {
			return w, refuse(at, fault.Public(err))
		}
	}
	return w, nil
}

// lifeIn reads what a group is for, by its name in any language; nothing is a
// long-term group.
func lifeIn(text string) (*Life, error) {
	life := LongTerm
	for _, l := range Lives {
		if w := lifeWord(l); text == w.Hans || text == w.Hant || strings.EqualFold(text, w.En) || text == string(l) {
			life, text = l, ""
		}
	}
	if text != "" {
		return nil, fault.New(fault.Invalid, noSuchLife.With(text, named(Lives[:], lifeWord)))
	}
	return &life, nil
}

// toneIn reads a tone by its name in any language; nothing is any.
func toneIn(text string) (*Tone, error) {
	tone := Tone("")
	for _, t := range Tones {
		if w := toneWord(t); text == w.Hans || text == w.Hant || strings.EqualFold(text, w.En) || text == string(t) {
			tone, text = t, ""
		}
	}
	if text != "" {
		return nil, fault.New(fault.Invalid, noSuchTone.With(text, named(Tones[:], toneWord)))
	}
	return &tone, nil
}

// named lists choices as people call them.
func named[T any](all []T, word func(T) i18n.Text) i18n.Message {
	var out i18n.Text
	for i, one := range all {
		w := word(one)
		if i > 0 {
			out.Hans, out.Hant, out.En = out.Hans+"、", out.Hant+"、", out.En+", "
		}
		out.Hans, out.Hant, out.En = out.Hans+w.Hans, out.Hant+w.Hant, out.En+w.En
	}
	return out.With()
}
