package chain

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

// excel handles GET /w/{ws}/chain/{chain}/excel: what is seen, phone numbers masked
// unless they are shown.
func (p *pages) excel(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	whole, group, err := p.load(r, v)
	if err != nil {
		return err
	}
	t := teller{v: v, whole: &whole, phones: r.URL.Query().Get("phones") != ""}
	body, err := t.workbook(group)
	if err != nil {
		return err
	}
	day := whole.Day.String()
	name := url.PathEscape(excelName.In(v.Lang) + "-" + fileName(titleOf(&whole.Chain, v.Lang)) + "-" + day + ".xlsx")
	w.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	w.Header().Set("Content-Disposition", `attachment; filename="chain-`+day+`.xlsx"; filename*=UTF-8''`+name)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the reader has gone; there is nobody to tell
	return nil
}

// fileName is a title as a file may be called.
func fileName(s string) string {
	return clip(strings.Map(func(c rune) rune {
		if strings.ContainsRune(`\/:*?"<>|%`, c) {
			return ' '
		}
		return c
	}, s), 30)
}

// plainCell keeps a spreadsheet from taking a text for a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// workbook writes a chain as three sheets.
func (t *teller) workbook(group string) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close() //nolint:errcheck // nothing of it is on disk
	say := func(x i18n.Text) string { return x.In(t.v.Lang) }
	sheets := []struct {
		name   string
		widths []float64
		rows   [][]any
	}{
		{say(sheetRows), []float64{8, 16, 12, 40, 14, 14, 16, 24, 12, 12, 40}, t.sheetRows()},
		{say(sheetGoods), []float64{24, 16, 20, 10, 14}, t.sheetGoods()},
		{say(sheetPlaces), []float64{20, 10, 24, 20}, t.sheetPlaces()},
	}
	for i, s := range sheets {
		if i == 0 {
			if err := book.SetSheetName("Sheet1", s.name); err != nil {
				return nil, fmt.Errorf("name a sheet: %w", err)
			}
		} else if _, err := book.NewSheet(s.name); err != nil {
			return nil, fmt.Errorf("add a sheet: %w", err)
		}
		stream, err := book.NewStreamWriter(s.name)
		if err != nil {
			return nil, fmt.Errorf("begin a sheet: %w", err)
		}
		for k, width := range s.widths {
			if err := stream.SetColWidth(k+1, k+1, width); err != nil {
				return nil, fmt.Errorf("set a column's width: %w", err)
			}
		}
		for k, row := range append([][]any{{plainCell(t.caption(group))}}, s.rows...) {
			if err := stream.SetRow("A"+strconv.Itoa(k+1), row); err != nil {
				return nil, fmt.Errorf("write a row of a sheet: %w", err)
			}
		}
		if err := stream.Flush(); err != nil {
			return nil, fmt.Errorf("write a sheet: %w", err)
		}
	}
	var buf bytes.Buffer
	if err := book.Write(&buf); err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return buf.Bytes(), nil
}

// caption says what a sheet is of; made-up data says so first.
func (t *teller) caption(group string) string {
	parts := []string{titleOf(&t.whole.Chain, t.v.Lang), t.whole.Day.String()}
	switch {
	case t.v.Sample:
		parts = append([]string{madeUp.In(t.v.Lang)}, parts...)
	case t.v.Simulated:
		parts = append([]string{simulated.In(t.v.Lang)}, parts...)
	case t.whole.Example:
		parts = append([]string{anExample.In(t.v.Lang)}, parts...)
	}
	if group != "" {
		parts = append(parts, group)
	}
	if n := t.whole.Judged.Asks(); n > 0 {
		parts = append(parts, excelAsks.With(n).In(t.v.Lang))
	}
	return strings.Join(parts, " · ")
}

func (t *teller) heads(words ...i18n.Text) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w.In(t.v.Lang)
	}
	return out
}

// sheetRows is one line for each row, those that do not count as well.
func (t *teller) sheetRows() [][]any {
	out := [][]any{t.heads(colNumber, colName, colFor, colWants, colPlace, colRoom, colPhone, colRemark, colMoney, colState, colText)}
	for i := range t.whole.Rows {
		r := &t.whole.Rows[i]
		one := t.row(r)
		var n, money any
		if one.N > 0 {
			n = one.N
		}
		if cost, ok := t.whole.Head.Cost(r.Now()); ok && r.Counts() {
			money = float64(cost) / 100
		}
		state := stateCounts
		switch {
		case one.Open:
			state = stateOpen
		case one.Crossed:
			state = stateCrossed
		case one.Taken:
			state = stateTaken
		}
		out = append(out, []any{n, plainCell(one.Name), plainCell(one.For), plainCell(one.Wants), plainCell(one.Place), plainCell(one.Room), plainCell(one.Phone), plainCell(one.Remark),
			money, state.In(t.v.Lang), plainCell(strings.Join(one.Text, " / "))})
	}
	return out
}

// sheetGoods is one line for each product and unit: units are not added up.
func (t *teller) sheetGoods() [][]any {
	out := [][]any{t.heads(colProduct, colPrice, colAmount, colUnit, colPeople, colMoneyAll)}
	for i := range t.whole.Judged.Goods {
		g := &t.whole.Judged.Goods[i]
		for k, s := range g.Sums {
			row := []any{plainCell(g.Product.Name), nil, float64(s.Amount) / 1000, plainCell(t.unit(s.Unit)), nil, nil}
			if k == 0 {
				row[4] = g.People
				if g.Product.Price >= 0 {
					row[1] = plainCell(t.price(&g.Product))
				}
				if g.Priced {
					row[5] = float64(g.Money) / 100
				}
			}
			out = append(out, row)
		}
	}
	return out
}

// sheetPlaces is one line for each place and product.
func (t *teller) sheetPlaces() [][]any {
	out := [][]any{t.heads(colPlace, colPeople, colProduct, colAmount)}
	for _, p := range t.places() {
		for i, g := range p.Goods {
			row := []any{plainCell(p.Name), nil, plainCell(g.Name), plainCell(g.Sums)}
			if i == 0 {
				row[1] = p.People
			}
			out = append(out, row)
		}
	}
	return out
}
