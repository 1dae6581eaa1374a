package chat_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

// blotted is a page without the ids in it, which no golden file can know.
func (k *desk) blotted(w *httptest.ResponseRecorder, ids ...string) *httptest.ResponseRecorder {
	text := strings.ReplaceAll(w.Body.String(), id.Show(k.ws), "WS")
	for n, one := range ids {
		text = strings.ReplaceAll(text, one, fmt.Sprintf("ID%d", n+1))
	}
	w.Body.Reset()
	w.Body.WriteString(text)
	return w
}

// zoo makes an import in every state, the oldest first.
func (k *desk) zoo() (ids []string) {
	states := []struct {
		name, set string
		args      []any
		work      *chat.Work
	}{
		{"正在读.json", `bytes_done = 5`, nil, &chat.Work{Since: ago(30 * time.Second), Done: 3 << 20, Total: 12 << 20}},
		{"收尾.json", `bytes_done = 5`, nil, &chat.Work{Since: ago(time.Minute), Done: 12 << 20, Total: 12 << 20}},
		{"排队.json", `bytes_done = 0`, nil, &chat.Work{}},
		{"中断.json", `messages = 300, batches = 1`, nil, nil},
		{"失败.json", `state = 'failed', why = $3, ended = $4`, []any{`{"Hans":"磁盘满了。","Hant":"磁碟已滿。","En":"The disk is full."}`, ago(time.Minute).UnixMilli()}, nil},
		{"撤销中.json", `state = 'undoing'`, nil, &chat.Work{Since: ago(time.Second)}},
		{"撤销断了.json", `state = 'undoing'`, nil, nil},
		{"已撤销.json", `state = 'undone', ended = $3`, []any{ago(time.Hour).UnixMilli()}, nil},
		{"有导出时间.json", `state = 'done', messages = 12345, repeated = 6, skipped = 7, newest = $3, stamp = $3, ended = $3, formats = '[{"File":"有导出时间.json","Format":"wechat-chatlog-json"}]'`,
			[]any{ago(time.Hour).UnixMilli()}, nil},
		{"在算数据.json", `state = 'done', messages = 10, newest = $3, stamp = $3`, []any{ago(time.Hour).UnixMilli()}, &chat.Work{Since: ago(time.Minute)}},
		{"</script><b>要问.csv", `state = 'done', messages = 20, newest = $3`, []any{ago(20 * 24 * time.Hour).UnixMilli()}, nil},
	}
	for _, s := range states {
		imp := k.begin(s.name)
		k.set(imp, s.set, s.args...)
		if s.work != nil {
			k.house.work[imp] = *s.work
		}
		ids = append(ids, id.Show(imp))
	}
	return ids
}

// TestListShowsEveryState, each with a sign beside its colour.
func TestListShowsEveryState(t *testing.T) {
	k := onSQLite(t)
	k.golden("list_empty", k.blotted(k.get("/w/{ws}/import")))
	ids := k.zoo()
	page := k.get("/w/{ws}/import")
	k.want("list", page, 200)
	if strings.Contains(page.Body.String(), "<b>要问") {
		t.Error("a file's name became a tag")
	}
	k.golden("list", k.blotted(page, ids...))
	live := k.get("/w/{ws}/import/live")
	k.says("the moving part", live, `id="imports"`, "every 1s")
	if strings.Contains(live.Body.String(), "<main") {
		t.Error("the moving part comes with a frame")
	}
	k.house.work = nil
	if still := k.get("/w/{ws}/import/live"); strings.Contains(still.Body.String(), "every 1s") {
		t.Error("nothing moves any more, yet the page goes on asking")
	}
}

// TestDetailShowsEveryState in every language; the golden ones in Chinese.
func TestDetailShowsEveryState(t *testing.T) {
	k := onSQLite(t)
	ids := k.zoo()
	for n, one := range ids {
		page := k.get("/w/{ws}/import/" + one)
		k.want(one, page, 200)
		k.golden(fmt.Sprintf("detail_%02d", n), k.blotted(page, one))
		k.want(one, k.get("/w/{ws}/import/"+one+"/live"), 200)
	}
	for lang, word := range map[string]string{"zh-TW": "已匯入", "en": "Imported"} {
		k.lang = lang
		k.says(lang, k.get("/w/{ws}/import/"+ids[8]), word)
		k.want(lang, k.get("/w/{ws}/import"), 200)
	}
}

// TestSampleIsCalledSo: no file was imported, so no format is named.
func TestSampleIsCalledSo(t *testing.T) {
	k := onSQLite(t)
	imp := k.begin("河边生鲜")
	k.set(imp, "formats = $3", `[{"File":"sample","Format":"sample"}]`)
	for lang, word := range map[string]string{"zh-CN": "样例数据", "zh-TW": "範例資料", "en": "Sample data"} {
		k.lang = lang
		k.says(lang, k.get("/w/{ws}/import"), word)
	}
}

// TestReachIsAsked: the question stands until it is answered, the figures then
// follow, and the answer can be changed.
func TestReachIsAsked(t *testing.T) {
	each(t, func(k *desk) {
		imp := k.begin("三月.json")
		k.set(imp, `state = 'done', newest = $3`, ago(20*24*time.Hour).UnixMilli())
		at := "/w/{ws}/import/" + id.Show(imp)
		k.says("asked", k.get("/w/{ws}/import"), "之后是没人说话，还是记录只导到那天？")
		k.want("neither", k.post(at+"/reach", "reach", "maybe"), 422)
		k.want("open", k.post(at+"/reach", "reach", "open"), 303)
		if got, err := k.chat.Get(k.t.Context(), k.ws, imp); err != nil || got.Reach != chat.Open || k.house.refreshed != 1 {
			k.t.Errorf("reach %q, refreshed %d times (%v)", got.Reach, k.house.refreshed, err)
		}
		if strings.Contains(k.get("/w/{ws}/import").Body.String(), "还是记录只导到那天") {
			k.t.Error("asked again after the answer")
		}
		k.says("may be changed", k.get(at), "改成：只导到那天")
		k.want("cut", k.post(at+"/reach", "reach", "cut"), 303)
		if got, _ := k.chat.Get(k.t.Context(), k.ws, imp); got.Reach != chat.Cut {
			k.t.Errorf("reach %q", got.Reach)
		}
		k.set(imp, `state = 'undone'`)
		k.want("of an undone import", k.post(at+"/reach", "reach", "open"), 409)
	})
}

// TestUndoSaysWhatItDoes, from notes of what else brought the same messages.
func TestUndoSaysWhatItDoes(t *testing.T) {
	each(t, func(k *desk) {
		first := k.uploaded(file{"a.json", river("1", 0, 10)}, file{"b.json", river("2", 0, 5)})
		k.uploaded(file{"c.json", river("1", 6, 10)})
		page := k.get("/w/{ws}/import/" + id.Show(first) + "/undo")
		k.want("ask", page, 200)
		k.says("ask", page, "11 条消息会删掉", "4 条消息别的导入也带来过", "1 个群会消失", "1 个群还在")
		k.want("undo", k.post("/w/{ws}/import/"+id.Show(first)+"/undo"), 303)
		got, err := k.chat.Get(k.t.Context(), k.ws, first)
		if err != nil || got.State != chat.Undone {
			k.t.Errorf("after the undo: %s (%v)", got.State, err)
		}
		var left int
		k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(k.t.Context(), `SELECT count(*) FROM chat_message WHERE workspace = $1`, k.ws).Scan(&left)
		}))
		if left != 10 {
			k.t.Errorf("%d messages are left, want the ten of the second import", left)
		}
		if heir := k.imports()[0]; heir.Messages != 10 || heir.Repeated != 0 {
			k.t.Errorf("what the second import inherited is not counted as its own: %+v", heir)
		}
		k.says("the second", k.get("/w/{ws}/import/"+id.Show(k.imports()[0].ID)+"/undo"), "10 条消息会删掉")
		k.want("undo again", k.post("/w/{ws}/import/"+id.Show(first)+"/undo"), 409)
		k.want("ask again", k.get("/w/{ws}/import/"+id.Show(first)+"/undo"), 409)
	})
}

func (k *desk) uploaded(files ...file) id.Import {
	k.t.Helper()
	k.want("upload", k.upload(nil, files...), 303)
	return k.imports()[0].ID
}

// TestInterruptedImports can be gone on with or abandoned; what works cannot be
// meddled with.
func TestInterruptedImports(t *testing.T) {
	k := onSQLite(t)
	k.house.idle = true
	imp := k.begin("中断.json")
	at := "/w/{ws}/import/" + id.Show(imp)
	k.says("its page", k.get(at), "导入中断了", at2(k, imp)+"/resume", at2(k, imp)+"/undo")
	k.want("resume", k.post(at+"/resume"), 303)
	k.says("abandon", k.get(at+"/undo"), "放弃“中断.json”？")
	k.want("abandon", k.post(at+"/undo"), 303)
	k.set(imp, `state = 'undoing'`)
	k.want("go on undoing", k.post(at+"/resume"), 303)
	k.house.work[imp] = chat.Work{Since: ago(time.Second)}
	k.want("resume what works", k.post(at+"/resume"), 303)
	k.want("undo what works", k.post(at+"/undo"), 409)
	k.set(imp, `state = 'done'`)
	k.want("undo what is still measured", k.post(at+"/undo"), 409)
	k.want("ask for it", k.get(at+"/undo"), 409)
	k.house.work = nil
	k.want("resume what is done", k.post(at+"/resume"), 409)
	want := fmt.Sprintf("[resume %[1]s undo %[1]s undo %[1]s]", id.Show(imp))
	if got := fmt.Sprint(k.house.calls); got != want {
		t.Errorf("the house was asked %s, want %s", got, want)
	}
}

func at2(k *desk, imp id.Import) string { return "/w/" + id.Show(k.ws) + "/import/" + id.Show(imp) }

// TestOthersImportsAreNotThere: another workspace's ids answer 404 everywhere,
// and whoever looks after a part of the organisation sees their own only.
func TestOthersImportsAreNotThere(t *testing.T) {
	each(t, func(k *desk) {
		theirs, err := k.auth.CreateWorkspace(k.t.Context(), k.owner, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "UTC"})
		k.must(err)
		foreign, err := k.chat.Begin(k.t.Context(), theirs, k.owner, "别家.json", "")
		k.must(err)
		ours := k.begin("总部的.json")
		all := func(imp id.Import, status int) {
			at := "/w/{ws}/import/" + id.Show(imp)
			for _, path := range []string{"", "/live", "/undo"} {
				k.want("GET "+path, k.get(at+path), status)
			}
			for _, path := range []string{"/reach", "/resume", "/undo"} {
				k.want("POST "+path, k.post(at+path, "reach", "open"), status)
			}
		}
		all(foreign, 404)
		store, err := k.auth.CreateUnit(k.t.Context(), k.owner, k.ws, k.head(), auth.Store, "一店")
		k.must(err)
		k.as(k.join("keeper", auth.Operator, store))
		all(ours, 404)
		if strings.Contains(k.get("/w/{ws}/import").Body.String(), "总部的") {
			k.t.Error("the keeper of a store sees head office's import")
		}
		if got, _ := k.chat.Get(k.t.Context(), k.ws, ours); got.Reach != chat.Unasked || got.State != chat.Running {
			k.t.Errorf("the import changed: %+v", got)
		}
	})
}

// TestWhoMayImport: agents and viewers are told who may.
func TestWhoMayImport(t *testing.T) {
	k := onSQLite(t)
	imp := k.begin("a.json")
	for _, role := range []auth.Role{auth.Agent, auth.ViewOnly} {
		k.as(k.join(string(role), role, k.head()))
		for _, path := range []string{"/w/{ws}/import", "/w/{ws}/import/" + id.Show(imp)} {
			w := k.get(path)
			k.want(string(role)+" "+path, w, 403)
		}
		k.want("upload", k.upload(nil, file{"a.json", river("1", 0, 1)}), 403)
		k.want("undo", k.post("/w/{ws}/import/"+id.Show(imp)+"/undo"), 403)
	}
	k.golden("forbidden", k.blotted(k.get("/w/{ws}/import")))
	if left := k.leftBehind(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestPagesCostTheSame: however many imports and skipped lines there are.
func TestPagesCostTheSame(t *testing.T) {
	each(t, func(k *desk) {
		imp := k.begin("a.json")
		cost := func(path string) int64 {
			before := k.db.Statements()
			k.want(path, k.get(path), 200)
			return k.db.Statements() - before
		}
		paths := []string{"/w/{ws}/import", "/w/{ws}/import/live", "/w/{ws}/import/" + id.Show(imp), "/w/{ws}/import/" + id.Show(imp) + "/undo"}
		few := map[string]int64{}
		for _, p := range paths {
			few[p] = cost(p)
		}
		for n := range 60 {
			k.begin(fmt.Sprint(n))
		}
		k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error {
			for n := range 150 {
				if _, err := tx.Exec(k.t.Context(), `INSERT INTO chat_skip (workspace, import, n, file, line, why) VALUES ($1, $2, $3, 'a', $3, '{}')`, k.ws, imp, n); err != nil {
					return err
				}
			}
			return nil
		}))
		for _, p := range paths {
			if many := cost(p); many != few[p] {
				k.t.Errorf("%s takes %d statements, with few imports %d", p, many, few[p])
			}
		}
	})
}

// TestSkipsAreBounded: the page lists the first and counts the rest.
func TestSkipsAreBounded(t *testing.T) {
	k := onSQLite(t)
	imp := k.begin("a.json")
	k.set(imp, `state = 'done', skipped = 1500, newest = $3, stamp = $3`, ago(time.Hour).UnixMilli())
	k.must(k.db.Write(t.Context(), func(tx *db.Tx) error {
		for n := range 300 {
			if _, err := tx.Exec(t.Context(), `INSERT INTO chat_skip (workspace, import, n, file, line, why) VALUES ($1, $2, $3, 'a.json', $3, '{"Hans":"坏行"}')`, k.ws, imp, n); err != nil {
				return err
			}
		}
		return nil
	}))
	page := k.get("/w/{ws}/import/" + id.Show(imp))
	if n := strings.Count(page.Body.String(), "坏行"); n != 200 {
		t.Errorf("%d lines are listed", n)
	}
	k.says("page", page, "另有 1300 行没有列出")
}

// TestInterruptedFailureKeepsItsReason: taking a failed import back was cut
// short and is finished later; it is still one that failed, and says why.
func TestInterruptedFailureKeepsItsReason(t *testing.T) {
	each(t, func(k *desk) {
		imp := k.begin("坏.json")
		k.set(imp, `state = 'undoing', why = '{"Hans":"磁盘满了。"}'`)
		k.must(k.chat.Undo(k.t.Context(), k.ws, imp))
		got, err := k.chat.Get(k.t.Context(), k.ws, imp)
		if err != nil || got.State != chat.Failed || got.Reason().Hans != "磁盘满了。" {
			k.t.Errorf("finished as %s, because %q (%v)", got.State, got.Why, err)
		}
	})
}

// TestQuestionsDoNotFillThePage: the first few are asked, the others counted.
func TestQuestionsDoNotFillThePage(t *testing.T) {
	k := onSQLite(t)
	for n := range 8 {
		k.set(k.begin(fmt.Sprint(n)), `state = 'done', newest = $3`, ago(20*24*time.Hour).UnixMilli())
	}
	page := k.get("/w/{ws}/import")
	if n := strings.Count(page.Body.String(), `value="open"`); n != 3 {
		t.Errorf("%d questions are asked at once", n)
	}
	k.says("page", page, "另有 5 份也要问")
}

// TestOldImportsStillCount: the page lists the newest, but the list that figures
// rest on leaves none out.
func TestOldImportsStillCount(t *testing.T) {
	k := onSQLite(t)
	for n := range 230 {
		k.begin(fmt.Sprint(n))
	}
	if n := len(k.imports()); n != 230 {
		t.Errorf("%d of 230 imports are listed", n)
	}
	if n := strings.Count(k.get("/w/{ws}/import").Body.String(), "ic-now"); n != 200 {
		t.Errorf("the page has %d rows", n)
	}
}
