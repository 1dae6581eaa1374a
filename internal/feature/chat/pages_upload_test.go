package chat_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

// TestUploadBecomesAnImport: a file of a known format is imported as it comes,
// what was skipped is listed, and nothing stays in the upload folder.
func TestUploadBecomesAnImport(t *testing.T) {
	each(t, func(k *desk) {
		bad := strings.Replace(river("7", 0, 9), `"time":"2029-12-01T09:04:00+08:00"`, `"time":"soon"`, 1)
		w := k.upload(map[string]string{"zone": "Asia/Taipei", "namespace": "shop"}, file{"七群.json", bad})
		k.want("upload", w, 303)
		all := k.imports()
		if len(all) != 1 || all[0].State != chat.Done || all[0].Messages != 8 || all[0].Skipped != 1 {
			k.t.Fatalf("imports = %+v", all)
		}
		if to := w.Header().Get("Location"); to != "/w/"+id.Show(k.ws)+"/import/"+id.Show(all[0].ID) {
			k.t.Errorf("the upload leads to %s", to)
		}
		up := k.house.started[0]
		if up.Zone.String() != "Asia/Taipei" || up.Namespace != "shop" || up.Name != "七群.json" {
			k.t.Errorf("started %+v", up)
		}
		page := k.get(w.Header().Get("Location"))
		k.want("its page", page, 200)
		k.says("its page", page, "七群.json", "soon", "chatlog")
		if strings.Contains(page.Body.String(), k.house.up.Dir) {
			k.t.Error("the page tells where files lie on the server")
		}
		if left := k.leftBehind(); len(left) > 0 {
			k.t.Errorf("left behind: %v", left)
		}
		again := k.upload(nil, file{"七群.json", bad})
		k.want("the same again", again, 303)
		if all := k.imports(); all[0].Messages != 0 || all[0].Repeated != 8 {
			k.t.Errorf("the same file twice: %+v", all[0])
		}
	})
}

// TestScriptIsToldWhereToGo: the script that uploads cannot follow a redirect
// to a page, and shows the sentence of a refusal itself.
func TestScriptIsToldWhereToGo(t *testing.T) {
	k := onSQLite(t)
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	k.must(m.WriteField("csrf", k.csrf))
	part, err := m.CreateFormFile("file", "a.bin")
	k.must(err)
	_, err = io.WriteString(part, "nothing that is known")
	k.must(err)
	k.must(m.Close())
	send := func(body io.Reader) (int, string, string) {
		r := k.request("POST", "/w/{ws}/import", body)
		r.Header.Set("Content-Type", m.FormDataContentType())
		r.Header.Set("HX-Request", "true")
		w := k.serve(r)
		return w.Code, w.Header().Get("HX-Redirect"), w.Body.String()
	}
	if code, _, text := send(bytes.NewReader(body.Bytes())); code != 422 || !strings.Contains(text, "a.bin") || strings.Contains(text, "<main") {
		t.Errorf("refused with %d: %s", code, text)
	}
	good := strings.Replace(body.String(), "nothing that is known", river("1", 0, 3), 1)
	if code, to, _ := send(strings.NewReader(good)); code != 204 || !strings.HasPrefix(to, "/w/") {
		t.Errorf("taken with %d, to %q", code, to)
	}
}

// TestTableWaitsForItsColumns: a table is imported only after somebody has
// looked at its columns.
func TestTableWaitsForItsColumns(t *testing.T) {
	k := onSQLite(t)
	const text = "时间,昵称,内容,备注\n2029-12-01 09:00:00,小雨,在吗,x\n2029-12-01 09:01:00,</script><img src=x>,在,y\n"
	w := k.upload(nil, file{"群聊.csv", text})
	k.want("upload", w, 303)
	if len(k.imports()) != 0 {
		t.Fatal("the table was imported without a word")
	}
	to := w.Header().Get("Location")
	page := k.get(to)
	k.want("columns", page, 200)
	if strings.Contains(page.Body.String(), "<img src=x>") {
		t.Error("a cell became a tag")
	}
	k.golden("columns", k.blotted(page, filepath.Base(to)))
	k.says("the list", k.get("/w/{ws}/import"), to)

	wrong := k.post(to, "time.0", "0", "text.0", "0")
	k.want("wrong columns", wrong, 422)
	k.golden("columns_wrong", k.blotted(wrong, filepath.Base(to)))
	if len(k.imports()) != 0 {
		t.Fatal("wrong columns were imported")
	}
	k.want("right columns", k.post(to, "time.0", "0", "user.0", "1", "text.0", "2"), 303)
	if all := k.imports(); len(all) != 1 || all[0].Messages != 2 {
		t.Fatalf("imports = %+v", all)
	}
	if m := k.house.started[0].Table; *m != (export.Mapping{Time: "时间", User: "昵称", Text: "内容"}) {
		t.Errorf("read by %+v", m)
	}
	k.want("the draft afterwards", k.get(to), 404)
	if left := k.leftBehind(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestUnguessableTableIsReadAsSaid: where no header tells anything, the word of
// a person is enough, and files of known formats beside it do not wait.
func TestUnguessableTableIsReadAsSaid(t *testing.T) {
	k := onSQLite(t)
	strange := "甲,乙,丙\n2029-12-01 09:00:00,小雨,在吗\n2029-12-01 09:01:00,老周,在\n"
	lines := `{"甲":"2029-12-01 09:00:00","乙":"小雨","丙":"早"}` + "\n" + `{"甲":"2029-12-01 09:05:00","乙":"老周","丙":"早啊"}` + "\n"
	w := k.upload(nil, file{"怪.csv", strange}, file{"一群.json", river("1", 0, 3)}, file{"怪.jsonl", lines})
	k.want("upload", w, 303)
	if all := k.imports(); len(all) != 1 || all[0].Messages != 3 {
		t.Fatalf("the known file: %+v", all)
	}
	k.want("columns", k.post(w.Header().Get("Location"), "time.0", "0", "user.0", "1", "text.0", "2"), 303)
	all := k.imports()
	if len(all) != 2 || all[0].State != chat.Done || all[0].Messages != 4 {
		t.Fatalf("both strange files, read by one answer: %+v", all)
	}
}

// TestDraftIsItsOwners: nobody else confirms or deletes what somebody uploaded.
func TestDraftIsItsOwners(t *testing.T) {
	k := onSQLite(t)
	w := k.upload(nil, file{"a.csv", "时间,昵称,内容\n2029-12-01 09:00:00,小雨,在吗\n"})
	to := w.Header().Get("Location")
	mine := k.token
	k.as(k.join("mate", auth.Operator, k.head()))
	k.want("another's columns", k.get(to), 404)
	k.want("another's answer", k.post(to, "time.0", "0", "user.0", "1", "text.0", "2"), 404)
	k.want("another's discard", k.post(to+"/discard"), 404)
	k.as(mine)
	for _, name := range []string{"imp_0000000000000", "..", "imp_..%2f..%2fetc", "x"} {
		if w := k.get("/w/{ws}/import-columns/" + name); w.Code != 404 && w.Code != 307 && w.Code != 301 {
			t.Errorf("draft %q: %d", name, w.Code)
		}
	}
	k.want("discard", k.post(to+"/discard"), 303)
	if left := k.leftBehind(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestRefusedUploadsLeaveNothing: whatever is wrong with an upload is said, and
// nothing of it stays on the disk or in the list.
func TestRefusedUploadsLeaveNothing(t *testing.T) {
	k := onSQLite(t)
	k.house.up.Limit = 2000
	k.build()
	for what, c := range map[string]struct {
		fields map[string]string
		files  []file
		status int
		says   string
	}{
		"no file":          {nil, nil, 422, "还没有选文件"},
		"only an empty":    {nil, []file{{"a.txt", ""}}, 422, "a.txt"},
		"an unknown":       {nil, []file{{"photo.bin", "\x00\x01\x02 nothing"}}, 422, "photo.bin"},
		"a broken zip":     {nil, []file{{"a.zip", "PK\x03\x04 and nothing else"}}, 422, "a.zip"},
		"too much":         {nil, []file{{"a.json", strings.Repeat("x", 1500)}, {"b.json", strings.Repeat("x", 600)}}, 413, "上限"},
		"a strange zone":   {map[string]string{"zone": "Mars/Olympus"}, []file{{"a.json", river("1", 0, 2)}}, 422, "Mars/Olympus"},
		"a strange unit":   {map[string]string{"unit": "unit_0000000000000"}, []file{{"a.json", river("1", 0, 2)}}, 422, "单位"},
		"the machine zone": {map[string]string{"zone": "Local"}, []file{{"a.json", river("1", 0, 2)}}, 422, "Local"},
	} {
		w := k.upload(c.fields, c.files...)
		k.want(what, w, c.status)
		k.says(what, w, c.says)
		if left := k.leftBehind(); len(left) > 0 {
			t.Errorf("%s: left behind %v", what, left)
		}
	}
	k.house.refusal = errBroken
	k.want("the house is closed", k.upload(nil, file{"a.json", river("1", 0, 2)}), 500)
	k.house.refusal = nil
	k.house.up.Spare = 1 << 60
	w := k.upload(nil, file{"a.json", river("1", 0, 2)})
	k.want("a full disk", w, 507)
	k.says("a full disk", w, "磁盘")
	k.house.up.Spare = 1
	if left := k.leftBehind(); len(left) > 0 || len(k.imports()) > 0 {
		t.Errorf("left behind %v and %v", left, k.imports())
	}
	k.want("and then a good one", k.upload(nil, file{"a.json", river("1", 0, 2)}), 303)
}

// TestTornUploadLeavesNothing: the connection breaks in the middle of a file.
func TestTornUploadLeavesNothing(t *testing.T) {
	k := onSQLite(t)
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	k.must(m.WriteField("csrf", k.csrf))
	part, err := m.CreateFormFile("file", "a.json")
	k.must(err)
	_, err = io.WriteString(part, river("1", 0, 500))
	k.must(err)
	for what, torn := range map[string]io.Reader{
		"ends":   bytes.NewReader(body.Bytes()),
		"breaks": io.MultiReader(bytes.NewReader(body.Bytes()), iotest.ErrReader(io.ErrClosedPipe)),
	} {
		w := k.do("POST", "/w/{ws}/import", m.FormDataContentType(), torn)
		k.want(what, w, 422)
		k.says(what, w, "上传没有完整到达")
		if left := k.leftBehind(); len(left) > 0 || len(k.imports()) > 0 {
			t.Errorf("%s: left behind %v", what, left)
		}
	}
}

// TestUploadNeedsTheToken: without it not a byte is kept.
func TestUploadNeedsTheToken(t *testing.T) {
	k := onSQLite(t)
	good := k.csrf
	k.csrf = "made up"
	k.want("a made-up token", k.upload(nil, file{"a.json", river("1", 0, 2)}), 403)
	k.csrf = good
	if left := k.leftBehind(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestFileNamesAreMadeSafe: names from outside neither leave the folder nor
// meet each other.
func TestFileNamesAreMadeSafe(t *testing.T) {
	k := onSQLite(t)
	k.house.idle = true
	name := strings.Repeat("很长的名字", 60) + ".json"
	w := k.upload(nil, file{`..\..\evil.json`, river("1", 0, 1)}, file{"../../evil.json", river("2", 0, 1)}, file{".hidden", river("3", 0, 1)},
		file{name, river("4", 0, 1)})
	k.want("upload", w, 303)
	up := k.house.started[0]
	if want := []string{"evil.json", "evil (2).json", "hidden"}; !slices.Equal(up.Files[:3], want) {
		t.Errorf("files = %q", up.Files)
	}
	for _, f := range up.Files {
		if len(f) > 200 || filepath.Base(f) != f {
			t.Errorf("name %q", f)
		}
		if _, err := os.Stat(filepath.Join(up.Dir, f)); err != nil {
			t.Error(err)
		}
	}
	if !strings.HasSuffix(up.Files[3], ".json") {
		t.Errorf("the long name lost its ending: %q", up.Files[3])
	}
}

// TestSweepUploads removes what nobody will come back for, and nothing else.
func TestSweepUploads(t *testing.T) {
	k := onSQLite(t)
	k.house.idle = true
	k.upload(nil, file{"a.json", river("1", 0, 1)})
	k.upload(nil, file{"b.csv", "时间,昵称,内容\n2029-12-01 09:00:00,小雨,在吗\n"})
	dir := k.house.up.Dir
	k.must(os.Mkdir(filepath.Join(dir, "x.part"), 0o700))
	k.must(chat.SweepUploads(dir, time.Now()))
	if left := k.leftBehind(); len(left) != 3 {
		t.Fatalf("swept too early: %v", left)
	}
	k.must(chat.SweepUploads(dir, time.Now().AddDate(10, 0, 0)))
	if left := k.leftBehind(); len(left) != 1 || left[0] != filepath.Base(k.house.started[0].Dir) {
		t.Errorf("left: %v, want the running import's folder only", left)
	}
	k.must(chat.SweepUploads(filepath.Join(dir, "absent"), time.Now()))
}

// TestUnitOfNewGroups: whoever sees part of the organisation gives new groups
// to a unit of theirs; head office's are 0.
func TestUnitOfNewGroups(t *testing.T) {
	k := onSQLite(t)
	k.house.idle = true
	store, err := k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head(), auth.Store, "一店")
	k.must(err)
	k.says("the form", k.get("/w/{ws}/import"), `name="unit"`)
	k.want("head office", k.upload(map[string]string{"unit": id.Show(k.head())}, file{"a.json", river("1", 0, 1)}), 303)
	k.want("the store", k.upload(map[string]string{"unit": id.Show(store)}, file{"a.json", river("1", 0, 1)}), 303)
	k.as(k.join("keeper", auth.Operator, store))
	k.want("the keeper says nothing", k.upload(nil, file{"a.json", river("1", 0, 1)}), 303)
	k.want("the keeper asks for head office", k.upload(map[string]string{"unit": id.Show(k.head())}, file{"a.json", river("1", 0, 1)}), 422)
	var got []id.Unit
	for _, up := range k.house.started {
		got = append(got, up.Unit)
	}
	if !slices.Equal(got, []id.Unit{0, store, store}) {
		t.Errorf("units = %v, store is %v", got, store)
	}
}
