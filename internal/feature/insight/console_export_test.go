package insight

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// exported reads an export in either form.
func exported(t *testing.T, s *stage, query string) (fromCSV, fromXLSX [][]string) {
	t.Helper()
	text, ok := strings.CutPrefix(s.page("/w/{ws}/groups.csv"+query), "\ufeff")
	if !ok {
		t.Error("the CSV begins without a byte order mark, so Excel misreads it")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	fromCSV, err := r.ReadAll()
	s.must(err)
	w := s.get("/w/{ws}/groups.xlsx" + query)
	book, err := excelize.OpenReader(bytes.NewReader(w.Body.Bytes()))
	s.must(err)
	fromXLSX, err = book.GetRows("Sheet1")
	s.must(err)
	return fromCSV, fromXLSX
}

func TestExportsHoldWhatIsSeen(t *testing.T) {
	both(t, func(t *testing.T, s *stage) {
		village(s)
		fromCSV, fromXLSX := exported(t, s, "?sort=-need")
		want := [][]string{
			{"群", "平台和归属", "状态", "28 天", "说话的人", "群成员", "谁在撑着", "四自类型", "风险", "风险的原因", "漏回", "最近发言"},
			{"老客群", "微信", "沉默", "近 28 天有 22 天有人说话，最多一天 4 位群友", "18", "", "小河、店员阿青", "自发参与", "高", "连着 16 天没有群友说话，以前平均 1.5 天一次；最近 30 天的消息是之前 30 天的 40%", "0", "2029-12-17 15:12"},
		}
		if d := cmp.Diff(want, fromCSV[:2]); d != "" {
			t.Error(d)
		}
		for i := range fromXLSX { // a workbook leaves out empty cells at the end of a row
			for len(fromXLSX[i]) < len(fromCSV[i]) {
				fromXLSX[i] = append(fromXLSX[i], "")
			}
		}
		if d := cmp.Diff(fromCSV, fromXLSX); d != "" {
			t.Errorf("the workbook holds something else: %s", d)
		}
		if some, _ := exported(t, s, "?state=fading"); len(some) != 2 || some[1][0] != "团购一群" {
			t.Errorf("the filter is not kept: %v", some)
		}
	})
}

func TestExportsGoThroughAllPages(t *testing.T) {
	s := lite(t)
	crowd(s, exportRows+30)
	rows, _ := exported(t, s, "?sort=name")
	if len(rows) != exportRows+31 {
		t.Fatalf("%d rows, want %d and the heads", len(rows), exportRows+30)
	}
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r[0]] = true
	}
	if len(seen) != len(rows) {
		t.Error("a group stands in the export twice")
	}
}

func TestCellsCannotRun(t *testing.T) {
	s := lite(t)
	for i, name := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "plain = fine"} {
		s.put(id.Group(20+i), 0, steady(name))
	}
	s.deps.names[1] = PersonName{Name: "=HYPERLINK(1)", Member: 1}
	fromCSV, fromXLSX := exported(t, s, "")
	for _, rows := range [][][]string{fromCSV[1:], fromXLSX[1:]} {
		for _, row := range rows {
			for _, cell := range []string{row[0], row[6]} {
				if strings.ContainsAny(cell[:1], "=+-@\t\r") || slices.ContainsFunc([]string{"＝", "＋", "－", "＠"}, func(p string) bool { return strings.HasPrefix(cell, p) }) {
					t.Errorf("a spreadsheet would run the cell %q", cell)
				}
			}
		}
	}
	if !slices.ContainsFunc(fromCSV, func(r []string) bool { return r[0] == "plain = fine" }) {
		t.Error("a harmless name was changed")
	}
}

func TestExportsOfMadeUpDataSaySo(t *testing.T) {
	s := lite(t)
	ws, err := s.auth.CreateWorkspace(t.Context(), s.owner, auth.NewWorkspace{Name: "样例", Kind: auth.Sample, Zone: "Asia/Shanghai"})
	if err != nil { // a sample is made by the program, not by hand
		s.must(s.db.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `UPDATE auth_workspace SET kind = 'sample' WHERE id = $1`, s.ws)
			return err
		}))
		ws = s.ws
	}
	s.ws = ws
	s.put(11, 0, steady("早读群"))
	fromCSV, fromXLSX := exported(t, s, "")
	for _, rows := range [][][]string{fromCSV, fromXLSX} {
		if !strings.HasPrefix(rows[0][0], "样例数据") {
			t.Errorf("an export of made-up data begins with %v", rows[0])
		}
	}
}
