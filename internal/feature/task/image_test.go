package task_test

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// attach posts a picture of somebody's own.
func (k *desk) attach(at string, file []byte) *httptest.ResponseRecorder {
	k.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	k.must(w.WriteField("csrf", k.csrf))
	part, err := w.CreateFormFile("image", "菜.png")
	k.must(err)
	_, err = part.Write(file)
	k.must(err)
	k.must(w.Close())
	return k.doAs("POST", at+"/image", w.FormDataContentType(), &body)
}

// TestAPictureGoesOutWithATodo: at most three, drawn anew, shown to whom may see the
// to-do, taken away again, and gone with whom it was about.
func TestAPictureGoesOutWithATodo(t *testing.T) {
	each(t, func(k *desk) {
		one := hello(plain("i/1"))
		one.About, one.Member = true, 7
		todo := k.open(one)[0]
		at := "/w/{ws}/today/" + id.Show(todo.ID)
		k.want("none yet", k.page(at+"/image/1"), 404)
		for what, file := range map[string][]byte{"text": []byte("<script>"), "nothing": nil, "too many points": screen(k.t, 30_000, 1000)} {
			k.want(what, k.attach(at, file), 422)
		}
		for range 3 {
			k.want("a picture", k.attach(at, screen(k.t, 40, 30)), 303)
		}
		k.says("a fourth", k.attach(at, screen(k.t, 4, 4)), "最多放 3 张")
		got := k.page(at + "/image/2")
		drawn, err := jpeg.Decode(bytes.NewReader(got.Body.Bytes()))
		if err != nil || drawn.Bounds().Dx() != 40 || got.Header().Get("Content-Type") != "image/jpeg" || got.Header().Get("X-Content-Type-Options") != "nosniff" {
			k.t.Errorf("shown is %v (%v), %v", drawn, err, got.Header())
		}
		k.says("its page", k.page(at), `download="picture-2.jpg"`, "存图 2", "手机不能一次复制字和图")
		k.want("away", k.post(at+"/image/2/remove"), 303)
		k.want("away twice", k.post(at+"/image/2/remove"), 303)
		k.want("it is gone", k.page(at+"/image/2"), 404)
		k.want("another in its place", k.attach(at, screen(k.t, 8, 8)), 303)
		k.want("its place", k.page(at+"/image/2"), 200)
		for _, path := range []string{"/image/0", "/image/4", "/image/x", "/image/99999999999999999999"} {
			k.want(path, k.page(at+path), 404)
		}
		_, far := k.join("阿店", auth.Operator, k.head)
		k.as(far)
		k.want("to a colleague who sees it", k.page(at+"/image/1"), 200)
		k.as(k.boss)
		k.must(k.s.Done(k.t.Context(), k.ws, k.person("老板"), todo.ID, task.Did{}))
		k.want("once it has ended", k.attach(at, screen(k.t, 4, 4)), 422)
		k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error { return k.s.Erase(k.t.Context(), tx, k.ws, []uint32{7}) }))
		k.want("after whom it was about was forgotten", k.page(at+"/image/1"), 404)
	})
}

// TestWhatIsOffered: of the groups that are asked about, what may be begun and somebody
// may do, what is due first before the rest.
func TestWhatIsOffered(t *testing.T) {
	each(t, func(k *desk) {
		later, none, other := hello(plain("o/later")), hello(plain("o/none")), hello(plain("o/other"))
		later.From, later.Due = noon.Add(time.Hour), noon.Add(2*time.Hour)
		none.Group, none.Due = 0, noon.Add(30*time.Minute)
		other.Group = 2
		first := hello(plain("o/first"))
		first.Due, first.Pictures = noon.Add(time.Minute), []string{"https://a.example/1.jpg", "javascript:alert(1)"}
		k.open(later, none, other, first)
		offer := func(by task.Person, groups ...id.Group) (keys []string) {
			k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
				all, err := k.s.Offer(k.t.Context(), tx, k.ws, by, groups)
				for _, o := range all {
					keys = append(keys, o.Key)
					if o.Key == first.Key && (len(o.Links) != 1 || o.Word.Hans == "") {
						k.t.Errorf("offered is %+v", o)
					}
				}
				return err
			}))
			return keys
		}
		boss := k.person("老板")
		if got := fmt.Sprint(offer(boss, 1)); got != fmt.Sprint([]string{first.Key}) {
			k.t.Errorf("of one group: %v", got)
		}
		if got := fmt.Sprint(offer(boss, 0, 1)); got != fmt.Sprint([]string{first.Key, none.Key}) {
			k.t.Errorf("of one and of none: %v", got)
		}
		viewer, _ := k.join("看看的", auth.ViewOnly, k.head)
		if got := offer(viewer, 0, 1, 2); len(got) != 0 {
			k.t.Errorf("whoever does none is offered %v", got)
		}
	})
}

// TestBackToWhereOneCameFrom: done on another page of the workspace one goes on there,
// and nowhere else.
func TestBackToWhereOneCameFrom(t *testing.T) {
	k := onSQLite(t)
	root := "/w/" + id.Show(k.ws)
	for n, c := range []struct{ back, want string }{
		{root + "/wechat/grp_1", root + "/wechat/grp_1?said=done"},
		{"//evil.example", root + "/today?said=done"}, {"https://evil.example", root + "/today?said=done"},
		{root + "/wechat?x=1", root + "/today?said=done"}, {root + "/../../x", root + "/today?said=done"}, {"", root + "/today?said=done"},
	} {
		todo := k.open(hello(plain(fmt.Sprint("b/", n))))[0]
		w := k.post("/w/{ws}/today/"+id.Show(todo.ID)+"/done", "back", c.back)
		if got := w.Header().Get("Location"); w.Code != 303 || !strings.HasPrefix(got, c.want) {
			t.Errorf("back to %q leads to %d %s", c.back, w.Code, got)
		}
	}
}
