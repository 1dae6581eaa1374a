package request

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

// mostExported is how many requests a file holds.
const mostExported = 5000

// plainCell keeps a spreadsheet from taking a text for a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// export handles GET /w/{ws}/requests/export.csv: every request that somebody may
// decide about, the newest change first.
func (p *pages) export(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	var rows [][]string
	who := personOf(v)
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		known, err := p.s.placeOf(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		names, err := p.s.Near.Names(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		all, err := inStates(r.Context(), tx, v.Workspace, mostExported, Waiting, Returned, Placed, Sent, Closed, Declined, Withdrawn)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(r Request) bool { return !known.sees(&who, &r) })
		rated, err := p.ratedOf(r, tx, v, known, all)
		for i := range rated {
			rows = append(rows, cells(v, known, &rated[i], names[rated[i].By]))
		}
		return err
	})
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	buf.WriteString("\ufeff") // without it Excel takes the file for another encoding
	out := csv.NewWriter(&buf)
	out.UseCRLF = true
	heads := make([]string, len(exportHeads))
	for i, h := range exportHeads {
		heads[i] = h.In(v.Lang)
	}
	if v.Sample || v.Simulated {
		rows = slices.Insert(rows, 0, []string{madeUp.In(v.Lang)})
	}
	if err := out.WriteAll(slices.Insert(rows, 0, heads)); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="requests.csv"`)
	w.Header().Set("Content-Length", strconv.Itoa(buf.Len()))
	_, _ = w.Write(buf.Bytes()) // the reader has gone; there is nobody to tell
	return nil
}

func cells(v console.Viewer, known *place, r *Rated, by string) []string {
	one := rowOf(v, known, r)
	score, result := "", ""
	if one.Scored {
		score = strconv.Itoa(r.Score.Total)
	}
	if r.Result != nil {
		result = strconv.FormatInt(*r.Result, 10)
	}
	say := func(t i18n.Text) string { return t.In(v.Lang) }
	return []string{plainCell(r.Title), plainCell(r.Department), plainCell(by), say(one.State), score, say(one.Channel), plainCell(one.Where.In(v.Lang)), one.Wanted,
		string(r.Last), one.SlotAt, plainCell(r.Goal), say(one.Metric), strconv.FormatInt(r.Expected, 10), result, strconv.FormatInt(r.Money, 10),
		say(one.Reason), plainCell(r.Note), r.Filed.In(known.zone).Format("2006-01-02 15:04")}
}
