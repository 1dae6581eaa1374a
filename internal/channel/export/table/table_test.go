package table_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
	"github.com/huoshui/huoshui/internal/channel/export/table"
)

func csv() export.Format   { return table.Formats()[0] }
func xlsx() export.Format  { return table.Formats()[1] }
func jsonl() export.Format { return table.Formats()[2] }

// workbook writes sheets of cells, as Excel would.
func workbook(t testing.TB, sheets map[string][][]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	first := true
	for name, rows := range sheets {
		if first {
			if err := book.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
			first = false
		} else if _, err := book.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			if err := book.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var buf bytes.Buffer
	if err := book.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func orchard(t testing.TB) []byte {
	rows := [][]any{{"果园会员群聊天导出"}, {}, {"发送时间", "微信昵称", "消息内容"}}
	start := time.Date(2025, 3, 2, 9, 15, 0, 0, time.UTC)
	for i := range 10 {
		rows = append(rows, []any{start.Add(time.Duration(i) * time.Minute), []string{"阿橙", "小柚"}[i%2], fmt.Sprintf("第%d箱到了", i+1)})
	}
	return workbook(t, map[string][][]any{"聊天": rows})
}

func TestConform(t *testing.T) {
	exporttest.Conform(t, csv(), exporttest.Sample{Name: "garden.csv", Data: exporttest.Testdata(t, "garden.csv")})
	exporttest.Conform(t, jsonl(), exporttest.Sample{Name: "reading.jsonl", Data: exporttest.Testdata(t, "reading.jsonl")})
	exporttest.Conform(t, xlsx(), exporttest.Sample{Name: "orchard.xlsx", Data: orchard(t), Binary: true})
}

// brief is an event on one line.
func brief(e event.Event) string {
	s := fmt.Sprintf("%s+%d %s k%d f%d %s/%s %q", e.At.Format("0102 15:04:05"), e.Order, e.Chat, e.Kind, e.Form, e.Actor.ID, e.Actor.Name, e.Body)
	if len(e.Subjects) > 0 {
		s += " " + e.Subjects[0].Name
	}
	if e.NativeID != "" {
		s += fmt.Sprintf(" %s>%s", e.NativeID, e.ReplyTo)
	}
	return s
}

func briefs(rec *exporttest.Recorder) []string {
	var out []string
	for _, e := range rec.Events {
		out = append(out, brief(e))
	}
	return out
}

func TestCSV(t *testing.T) {
	rec := exporttest.Read(t, csv(), "garden.csv", exporttest.Testdata(t, "garden.csv"), export.Options{})
	want := []string{
		`0302 01:15:00+0 阳台种菜群 k1 f0 u01/豆苗 "早上好,昨天的番茄苗都活了"`,
		`0302 01:15:00+1 阳台种菜群 k1 f0 u02/老韩 "恭喜,我家的还在等发芽"`,
		`0302 01:16:10+0 阳台种菜群 k1 f2 u03/青青 ""`,
		`0302 01:16:40+0 阳台种菜群 k1 f0 u01/豆苗 "三点要紧:\n一、别浇太勤\n二、放南边窗台"`,
		`0302 01:18:00+0 楼下菜摊群 k1 f0 u09/摊主阿婆 "她说\"今天韭菜便宜\""`,
		`0302 01:18:30+0 楼下菜摊群 k1 f4 u03/青青 ""`,
		`0302 01:19:00+0 楼下菜摊群 k3 f0 / "" 青青`,
		`0302 01:20:00+0 阳台种菜群 k2 f0 u02/老韩 ""`,
		`0302 01:21:00+0 阳台种菜群 k8 f0 / "群公告已更新"`,
		`0302 01:25:00+0 阳台种菜群 k1 f0 u02/老韩 "请问芽菜多久浇一次水?"`,
		`0302 01:30:00+0 阳台种菜群 k1 f0 u01/豆苗 "两天一次就够"`,
		`0302 07:05:00+0 阳台种菜群 k1 f1 u03/青青 ""`,
	}
	fold := strings.NewReplacer("\uff0c", ",", "\uff1a", ":", "\uff1f", "?")
	got := briefs(rec)
	for i := range got {
		got[i], want[i] = fold.Replace(got[i]), fold.Replace(want[i])
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if e := rec.Events[0]; e.Namespace != "table" || e.Network != event.Archive {
		t.Errorf("ids are of %s, %q", e.Network, e.Namespace)
	}
}

func TestJSONLines(t *testing.T) {
	rec := exporttest.Read(t, jsonl(), "reading.jsonl", exporttest.Testdata(t, "reading.jsonl"), export.Options{Namespace: "club"})
	want := []string{
		`0302 01:00:00+0 reading k1 f0 a7/Wren "Who has finished chapter two?" m1>`,
		`0302 01:01:00+0 reading k1 f0 a8/Otis "I have, 很好看" m2>m1`,
		`0302 01:01:00+0 reading k1 f0 a9/Lumi "Half way\nthrough" m3>`,
		`0302 01:01:40+0 Evening readers k1 f0 a7/Wren "Take your time" m4>`,
		`0302 01:05:00+0 reading k1 f0 a8/Otis "Sunday as usual?" m5>`,
		`0302 01:06:00+0 reading k1 f0 a7/Wren "Yes" m6>m5`,
		`0302 01:08:20+0 reading k1 f0 a9/Lumi "" m7>`,
		`0302 01:10:00+0 reading k1 f0 a9/Lumi "sorry, wrong button" m8>`,
		`0302 01:11:40+0 reading k1 f4 a8/Otis "" m9>`,
		`0302 01:13:20+0 reading k1 f0 a7/Wren "See you all" m10>`,
	}
	if d := cmp.Diff(want, briefs(rec)); d != "" {
		t.Error(d)
	}
	if rec.Events[0].Namespace != "club" {
		t.Errorf("namespace %q", rec.Events[0].Namespace)
	}
}

// TestWorkbook: the header may stand below a title, and dates are Excel's.
func TestWorkbook(t *testing.T) {
	rec := exporttest.Read(t, xlsx(), "orchard.xlsx", orchard(t), export.Options{})
	if rec.Err != nil || len(rec.Events) != 10 || len(rec.Skips) != 0 {
		t.Fatalf("error %v, %d events, skips %v", rec.Err, len(rec.Events), rec.Skips)
	}
	if got := brief(rec.Events[9]); got != `0302 01:24:00+0 orchard k1 f0 /小柚 "第10箱到了"` {
		t.Error(got)
	}
}

// TestWorkbookOfManyGroups: where several sheets hold chats, each is a group.
func TestWorkbookOfManyGroups(t *testing.T) {
	head := []any{"Time", "Sender", "Text"}
	data := workbook(t, map[string][][]any{
		"North": {head, {"2025-03-02 09:15", "Ivo", "hello"}, {"2025-03-02 09:16", "Ana"}},
		"South": {head, {"2025-03-02 09:15", "Bo", "hi"}, {"soon", "Bo", "x"}},
		"Notes": {{"nothing"}},
	})
	rec := exporttest.Read(t, xlsx(), "all.xlsx", data, export.Options{})
	chats := map[event.NativeChat]int{}
	for _, e := range rec.Events {
		chats[e.Chat]++
	}
	if d := cmp.Diff(map[event.NativeChat]int{"North": 2, "South": 1}, chats); d != "" || rec.Err != nil {
		t.Errorf("%v\n%s", rec.Err, d)
	}
	if len(rec.Skips) != 1 || rec.Skips[0].File != "all.xlsx/South" || rec.Skips[0].Line != 3 {
		t.Errorf("skips %+v", rec.Skips)
	}
}

func TestGuess(t *testing.T) {
	cases := []struct {
		header string
		want   export.Mapping
	}{
		{"时间,昵称,内容", export.Mapping{Time: "时间", User: "昵称", Text: "内容"}},
		{"序号,发言时间,发言人,发言人ID,群名,发言内容", export.Mapping{Time: "发言时间", User: "发言人", UserID: "发言人ID", Group: "群名", Text: "发言内容"}},
		{"訊息時間,暱稱,使用者ID,群組名稱,訊息內容,訊息類型", export.Mapping{Time: "訊息時間", User: "暱稱", UserID: "使用者ID", Group: "群組名稱", Text: "訊息內容", Kind: "訊息類型"}},
		{"Timestamp,User Name,user_id,Channel,Message,Type,reply_to_id", export.Mapping{Time: "Timestamp", User: "User Name", UserID: "user_id", Group: "Channel", Text: "Message", Kind: "Type", ReplyTo: "reply_to_id"}},
		{"发送时间(北京),微信昵称,聊天内容", export.Mapping{Time: "发送时间(北京)", User: "微信昵称", Text: "聊天内容"}},
		{"记录时间点,对方昵称,原始内容", export.Mapping{Time: "记录时间点", User: "对方昵称", Text: "原始内容"}},
		{"from,body,sent_at", export.Mapping{Time: "sent_at", User: "from", Text: "body"}},
		{"sku,price,stock", export.Mapping{}},
		{"name,date,text", export.Mapping{Time: "date", User: "name", Text: "text"}},
	}
	for _, c := range cases {
		if d := cmp.Diff(c.want, table.Guess(strings.Split(c.header, ","))); d != "" {
			t.Errorf("%s:\n%s", c.header, d)
		}
	}
}

// TestDialects: separators, titles above the header, quotes and empty ends.
func TestDialects(t *testing.T) {
	for name, text := range map[string]string{
		"semicolons": "time;sender;text\n2025-03-02 09:15;Ivo;one, two\n",
		"tabs":       "time\tsender\ttext\n2025-03-02 09:15\tIvo\tone, two\n",
		"bars":       "time|sender|text\n2025-03-02 09:15|Ivo|one, two\n",
		"a title":    "Exported by hand\n\ntime,sender,text\n2025-03-02 09:15,Ivo,\"one, two\"\n",
		"quoted all": "\"time\",\"sender\",\"text\"\n\"2025-03-02 09:15\",\"Ivo\",\"one, two\"\n",
		"extra ends": "time,sender,text\n2025-03-02 09:15,Ivo,\"one, two\",,\n",
	} {
		rec := exporttest.Read(t, csv(), "x.csv", []byte(text), export.Options{})
		if rec.Err != nil || len(rec.Events) != 1 || rec.Events[0].Body != "one, two" || len(rec.Skips) != 0 {
			t.Errorf("%s: error %v, events %v, skips %v", name, rec.Err, briefs(rec), rec.Skips)
		}
	}
}

// TestBadRowsAreSkippedAlone: each with its line and what was expected.
func TestBadRowsAreSkippedAlone(t *testing.T) {
	good := "2025-03-02 09:15,Ivo,fine\n"
	cases := []struct{ name, row, says string }{
		{"a comma nobody quoted", "2025-03-02 09:15,Ivo,one, two\n", "3 columns and has 4"},
		{"too few columns", "2025-03-02 09:15,Ivo\n", "3 columns and has 2"},
		{"a time nobody can read", "half past nine,Ivo,x\n", "“half past nine”"},
		{"a day that is none", "2025-02-31 09:15,Ivo,x\n", "“2025-02-31 09:15”"},
		{"no author", "2025-03-02 09:15,,x\n", "no author"},
		{"a quote never closed", "2025-03-02 09:15,Ivo,\"oops\n", "never closed"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rec := exporttest.Read(t, csv(), "x.csv", []byte("time,user,text\n"+good+c.row+"\n"+good+good), export.Options{})
			if rec.Err != nil || len(rec.Events) != 3 {
				t.Fatalf("error %v, %d events", rec.Err, len(rec.Events))
			}
			if len(rec.Skips) != 1 || rec.Skips[0].Line != 3 {
				t.Fatalf("skips %+v", rec.Skips)
			}
			for _, l := range i18n.Langs {
				if why := rec.Skips[0].Why.In(l); l == i18n.En && !strings.Contains(why, c.says) || strings.Contains(why, "%!") {
					t.Errorf("%s: %q does not say %q", l, why, c.says)
				}
			}
		})
	}
}

func TestColumnsThatAreNotClear(t *testing.T) {
	rec := exporttest.Read(t, csv(), "x.csv", []byte("time,text,mood\n2025-03-02,hi,good\n"), export.Options{})
	if fault.KindOf(rec.Err) != fault.Invalid || !strings.Contains(fault.Public(rec.Err).In(i18n.En), "the author is not clear") ||
		!strings.Contains(fault.Public(rec.Err).In(i18n.ZhHant), "time, text, mood") {
		t.Errorf("got %v", rec.Err)
	}
	mapped := export.Options{Table: &export.Mapping{Time: "time", Text: "text", User: "mood"}}
	rec = exporttest.Read(t, csv(), "x.csv", []byte("time,text,mood\n2025-03-02,hi,good\n"), mapped)
	if rec.Err != nil || len(rec.Events) != 1 || rec.Events[0].Actor.Name != "good" {
		t.Errorf("with columns chosen: %v, %v", rec.Err, briefs(rec))
	}
	mapped.Table.User = "nobody"
	rec = exporttest.Read(t, csv(), "x.csv", []byte("time,text,mood\n2025-03-02,hi,good\n"), mapped)
	if fault.KindOf(rec.Err) != fault.Invalid || !strings.Contains(fault.Public(rec.Err).In(i18n.En), "nobody") {
		t.Errorf("with a column that is not there: %v", rec.Err)
	}
}

// TestOrderOfDayAndMonth: one clear date settles the file; with none, what was
// assumed is told once.
func TestOrderOfDayAndMonth(t *testing.T) {
	read := func(dates ...string) (string, int) {
		text := "time,user,text\n"
		for _, d := range dates {
			text += d + " 09:15,Ivo,x\n"
		}
		rec := exporttest.Read(t, csv(), "x.csv", []byte(text), export.Options{})
		return rec.Events[0].At.Format("Jan 2"), len(rec.Skips)
	}
	for _, c := range []struct {
		dates []string
		want  string
		skips int
	}{
		{[]string{"04/03/2025", "25/03/2025"}, "Mar 4", 0},
		{[]string{"04/03/2025", "03/25/2025"}, "Apr 3", 0},
		{[]string{"04/03/2025", "04/05/2025"}, "Apr 3", 1},
		{[]string{"2025/04/03"}, "Apr 3", 0},
	} {
		if got, skips := read(c.dates...); got != c.want || skips != c.skips {
			t.Errorf("%v: %s, %d notes; want %s, %d", c.dates, got, skips, c.want, c.skips)
		}
	}
}

// TestLook is what the import page shows for each kind.
func TestLook(t *testing.T) {
	for name, data := range map[string][]byte{"a.csv": exporttest.Testdata(t, "garden.csv"), "a.jsonl": exporttest.Testdata(t, "reading.jsonl"), "a.xlsx": orchard(t)} {
		p, err := table.Look(exporttest.File(t, name, data))
		if err != nil || !p.Whole || len(p.Rows) != 5 || p.Guess.Time == "" || len(p.Header) < 3 {
			t.Errorf("%s: %v, %+v", name, err, p)
		}
	}
	p, err := table.Look(exporttest.File(t, "a.csv", []byte("sku,price\nA,1\n")))
	if err != nil || p.Whole || len(p.Header) != 2 {
		t.Errorf("a price list: %v, %+v", err, p)
	}
}

func TestATableWithoutRowsIsSaidToBe(t *testing.T) {
	for _, f := range []export.Format{csv(), jsonl()} {
		rec := exporttest.Read(t, f, "x", []byte("\n\n"), export.Options{})
		if fault.KindOf(rec.Err) != fault.Invalid || !strings.Contains(fault.Public(rec.Err).In(i18n.ZhHans), "列名") {
			t.Errorf("%s of blank lines: %v", f.Name, rec.Err)
		}
	}
	rec := exporttest.Read(t, xlsx(), "x.xlsx", workbook(t, map[string][][]any{"a": {{"only a title"}}}), export.Options{})
	if fault.KindOf(rec.Err) != fault.Invalid || !strings.Contains(fault.Public(rec.Err).In(i18n.En), "“x.xlsx” hold no column names") {
		t.Errorf("a workbook of one cell: %v", rec.Err)
	}
}

func TestABrokenWorkbookIsSaidToBe(t *testing.T) {
	data := orchard(t)
	at := bytes.Index(data, []byte("xl/worksheets/sheet1.xml"))
	for i := range 200 {
		data[at+40+i] ^= 0x55
	}
	rec := exporttest.Read(t, xlsx(), "x.xlsx", data, export.Options{})
	if fault.KindOf(rec.Err) != fault.Invalid || !strings.Contains(fault.Public(rec.Err).In(i18n.En), "x.xlsx") {
		t.Errorf("got %v", rec.Err)
	}
}

// TestAWorkbookMayBeABomb: one that swells a thousandfold is refused unopened.
func TestAWorkbookMayBeABomb(t *testing.T) {
	if testing.Short() {
		t.Skip("a file of many megabytes is made: left out of short runs")
	}
	var data bytes.Buffer
	zw := zip.NewWriter(&data)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := zw.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for range 128 {
			if _, err := w.Write(make([]byte, len(name)<<16)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	rec := exporttest.Read(t, xlsx(), "x.xlsx", data.Bytes(), export.Options{})
	if fault.KindOf(rec.Err) != fault.Limited || !strings.Contains(fault.Public(rec.Err).In(i18n.En), "“x.xlsx” swells") {
		t.Errorf("got %v", rec.Err)
	}
}

// FuzzCSV claims that no bytes make the reader fail in a way of its own.
func FuzzCSV(f *testing.F) {
	f.Add(exporttest.Testdata(f, "garden.csv"))
	f.Add([]byte("time,user,text\n1,2,\"3\n\"\"\"\n4/5/2025 9:00 pm,x,y"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzz(t, csv(), data) })
}

// FuzzJSONL is FuzzCSV for JSON lines.
func FuzzJSONL(f *testing.F) {
	f.Add(exporttest.Testdata(f, "reading.jsonl"))
	f.Add([]byte(`{"time":1,"user":{"a":{}},"text":null}`))
	f.Fuzz(func(t *testing.T, data []byte) { fuzz(t, jsonl(), data) })
}

// FuzzXLSX is FuzzCSV for workbooks.
func FuzzXLSX(f *testing.F) {
	f.Add(orchard(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.HasPrefix(data, []byte("PK")) {
			fuzz(t, xlsx(), data)
		}
	})
}

func fuzz(t *testing.T, f export.Format, data []byte) {
	if len(data) > 1<<16 {
		return
	}
	if s, err := exporttest.TryFile(t, "x", data); err == nil && s.Names() == nil {
		exporttest.Survive(t, f, s)
	}
}
