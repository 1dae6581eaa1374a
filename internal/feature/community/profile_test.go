package community_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
)

func (k *desk) profile(g id.Group) (p community.Profile) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
		all, err := k.who.Profiles(k.t.Context(), tx, k.ws, []id.Group{g})
		p = all[g]
		return err
	}))
	return p
}

func (k *desk) recorded(action string) (n int) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(k.t.Context(), `SELECT count(*) FROM audit_entry WHERE workspace = $1 AND action = $2`, k.ws, action).Scan(&n)
	}))
	return n
}

// upload sends a file as the form does.
func (k *desk) upload(name string, data []byte) *httptest.ResponseRecorder {
	k.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	k.must(w.WriteField("csrf", k.csrf))
	part, err := w.CreateFormFile("file", name)
	k.must(err)
	_, err = part.Write(data)
	k.must(err)
	k.must(w.Close())
	return k.do("POST", "/w/{ws}/group-profiles/sheet", w.FormDataContentType(), &body)
}

// TestProfilesAreKept: a group's own before the workspace's, within limits, and
// gone with the group.
func TestProfilesAreKept(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		set := func(g id.Group, p community.Profile) error {
			return k.db.Write(t.Context(), func(tx *db.Tx) error { return k.who.SetProfile(t.Context(), tx, k.ws, g, p) })
		}
		k.must(set(0, community.Profile{Tone: community.Plain, Columns: map[string]string{"店名": "青禾", "服务时间": "9:00 到 21:00"}}))
		k.must(set(s.groups[0], community.Profile{Life: community.Flash, Columns: map[string]string{"服务时间": "全天", "停车": "店后"}}))
		got := k.profile(s.groups[0]).Over(k.profile(0))
		if fmt.Sprint(got) != "{flash plain map[停车:店后 店名:青禾 服务时间:全天]}" {
			t.Errorf("a group is %v", got)
		}
		if got := k.profile(s.groups[1]).Over(k.profile(0)); fmt.Sprint(got) != "{long-term plain map[店名:青禾 服务时间:9:00 到 21:00]}" {
			t.Errorf("a group of which nothing is said is %v", got)
		}
		many := map[string]string{}
		for n := range 51 {
			many[fmt.Sprint("项", n)] = "x"
		}
		for name, p := range map[string]community.Profile{"many": {Columns: many}, "a strange kind": {Life: "dead"}, "a strange tone": {Tone: "rude"},
			"a name of the program's own": {Columns: map[string]string{"人数": "9"}}, "braces": {Columns: map[string]string{"停车": "{{店名}}"}}} {
			if err := set(s.groups[0], p); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := set(id.Group(99), community.Profile{}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a group that is not there: %v", err)
		}
		k.must(set(s.groups[0], k.profile(s.groups[0]))) // nothing changes, and nothing is recorded
		if n, m := k.recorded("group.profiled"), k.recorded("group.defaults"); n != 1 || m != 1 {
			t.Errorf("recorded %d and %d", n, m)
		}
		k.must(k.db.Write(t.Context(), func(tx *db.Tx) error {
			return k.who.SettleLives(t.Context(), tx, k.ws, map[id.Group]community.Life{s.groups[0]: community.PaidOrder, s.groups[1]: community.RushSale})
		}))
		if a, b := k.profile(s.groups[0]).Life, k.profile(s.groups[1]).Life; a != community.Flash || b != community.RushSale {
			t.Errorf("taken over: %s, %s", a, b)
		}
		k.must(k.who.Forget(t.Context(), k.ws, village))
		if p := k.profile(s.groups[0]); p.Life != "" || len(p.Columns) != 0 {
			t.Errorf("left of a group that is gone: %v", p)
		}
		if p := k.profile(0); len(p.Columns) != 2 {
			t.Errorf("left of the workspace's: %v", p)
		}
	})
}

// TestPageOfDetails for who may change them, who may only look, and who sees other
// groups.
func TestPageOfDetails(t *testing.T) {
	k := onSQLite(t)
	s := k.street()
	at := "/w/{ws}/groups/" + id.Show(s.groups[0]) + "/profile"
	k.golden("profile_empty", k.get(at), s.ids()...)
	k.want("defaults", k.post("/w/{ws}/group-profiles", "tone", "plain", "name", "店名", "value", "青禾鲜果", "name", "服务时间", "value", "9:00 到 21:00"), 303)
	k.want("save", k.post(at, "life", "flash", "tone", "warm", "name", "群主", "value", " 老周 ", "name", "停车", "value", "店后两个位", "name", "", "value", ""), 303)
	k.golden("profile", k.get(at+"?done=profile"), s.ids()...)
	for lang, name := range map[string]string{"zh-TW": "profile_zh-tw", "en": "profile_en"} {
		k.lang = lang
		k.golden(name, k.get(at), s.ids()...)
	}
	k.lang = "zh-CN"
	bad := k.post(at, "life", "flash", "tone", "warm", "name", "昵称", "value", "小雨", "name", "取货点", "value", "桥头")
	k.want("a name of the program's own", bad, 422)
	k.says("a name of the program's own", bad, "由程序自己填", "桥头", "小雨")
	k.want("a value without a name", k.post(at, "name", "", "value", "x"), 422)
	k.want("twice", k.post(at, "name", "停车", "value", "x", "name", "停车", "value", "y"), 422)
	k.want("no such group", k.get("/w/{ws}/groups/"+id.Show(id.Group(5))+"/profile"), 404)
	k.want("no such group", k.post("/w/{ws}/groups/"+id.Show(id.Group(5))+"/profile", "name", "停车", "value", "x"), 404)
	k.deps.hidden = []id.Import{village}
	k.want("a group that is only being imported", k.get(at), 404)
	k.deps.hidden = nil
	k.as(k.join("viewer", auth.ViewOnly, k.head()))
	k.silent("who may only look", k.get(at), "<button", "group-profiles")
	k.says("who may only look", k.get(at), "老周", "店后两个位")
	k.want("who may only look", k.post(at, "name", "停车", "value", "x"), 403)
	k.want("who may only look", k.get("/w/{ws}/group-profiles.csv"), 403)
	k.as(k.join("elsewhere", auth.Operator, k.store("桥头店")))
	k.want("somebody of another unit", k.get(at), 404)
	k.want("somebody of another unit", k.post(at, "name", "停车", "value", "x"), 404)
	page := k.get("/w/{ws}/group-profiles")
	k.says("who sees no group", page, "你管的群还没有", "由看得到全部群的人来改")
	k.want("who does not see all", k.post("/w/{ws}/group-profiles", "tone", "warm"), 403)
	if got := k.profile(s.groups[0]); got.Columns["停车"] != "店后两个位" || got.Columns["群主"] != "老周" {
		t.Errorf("left: %v", got)
	}
}

// TestManyGroupsByATable: it is downloaded, changed, sent, looked at and taken.
func TestManyGroupsByATable(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		one, two := id.Show(s.groups[0]), id.Show(s.groups[1])
		k.says("the table", k.get("/w/{ws}/group-profiles.csv"), "编号,群名,群类型,语气,群主,值班人,服务时间,群里有什么,取货点,店名,收群时间\r\n", two+",河边二群,长期群,,,,,,,,\r\n")
		if w := k.get("/w/{ws}/group-profiles.xlsx"); w.Code != 200 || !strings.HasPrefix(w.Body.String(), "PK") {
			t.Errorf("the workbook: %d", w.Code)
		}
		k.want("nothing waits", k.get("/w/{ws}/group-profiles/sheet"), 404)
		table := "编号,群名,群类型,语气,取货点\n" + one + ",河边一群,快闪群,俏皮,桥头\n" + two + ",河边二群,长期群,,\n" + id.Show(id.Group(77)) + ",,,,x\n" + two + ",,,,y\nx,,,,z\n"
		k.want("sent", k.upload("群 资料.csv", []byte(table)), 303)
		page := k.get("/w/{ws}/group-profiles/sheet")
		k.golden("sheet", page, s.ids()...)
		k.says("what waits", k.get("/w/{ws}/group-profiles"), "群 资料.csv", "接着看")
		if p := k.profile(s.groups[0]); p.Life != "" {
			t.Errorf("changed before anybody agreed: %v", p)
		}
		seal := regexp.MustCompile(`name="seal" value="([0-9a-f]+)"`).FindStringSubmatch(page.Body.String())[1]
		k.want("somebody changes it", k.post("/w/{ws}/groups/"+one+"/profile", "life", "flash", "tone", "", "name", "取货点", "value", "河边"), 303)
		again := k.post("/w/{ws}/group-profiles/sheet/take", "seal", seal)
		k.want("changed meanwhile", again, 409)
		k.says("changed meanwhile", again, "刚才有人改过", "河边")
		seal = regexp.MustCompile(`name="seal" value="([0-9a-f]+)"`).FindStringSubmatch(again.Body.String())[1]
		k.want("taken", k.post("/w/{ws}/group-profiles/sheet/take", "seal", seal), 303)
		if p := k.profile(s.groups[0]); p.Life != community.Flash || p.Tone != community.Playful || p.Columns["取货点"] != "桥头" {
			t.Errorf("taken: %v", p)
		}
		if p := k.profile(s.groups[1]); p.Columns["取货点"] != "" {
			t.Errorf("what was refused: %v", p)
		}
		if n := k.recorded("group.many"); n != 1 {
			t.Errorf("recorded %d times", n)
		}
		k.want("only once", k.post("/w/{ws}/group-profiles/sheet/take", "seal", seal), 404)
		k.want("sent again", k.upload("a.csv", []byte(table)), 303)
		k.says("nothing to change", k.get("/w/{ws}/group-profiles/sheet"), "没有要改的")
		k.want("put away", k.post("/w/{ws}/group-profiles/sheet/drop"), 303)
		k.want("put away", k.get("/w/{ws}/group-profiles/sheet"), 404)
		bad := k.upload("photo.png", []byte("\x89PNG\x00"))
		k.want("a picture", bad, 422)
		k.says("a picture", bad, "这个文件打不开")
		k.as(k.join("elsewhere", auth.Operator, k.store("桥头店")))
		k.deps.units[s.groups[0]] = 0
		k.want("of another unit", k.upload("a.csv", []byte("编号,取货点\n"+one+",偷改\n")), 303)
		k.says("of another unit", k.get("/w/{ws}/group-profiles/sheet"), "没有这个群，或者它不归你管", "A2")
		k.silent("of another unit", k.get("/w/{ws}/group-profiles.csv"), one)
	})
}

// TestPageOfAllGroups in three languages.
func TestPageOfAllGroups(t *testing.T) {
	k := onSQLite(t)
	k.golden("profiles_nobody", k.get("/w/{ws}/group-profiles"))
	s := k.street()
	k.want("defaults", k.post("/w/{ws}/group-profiles", "tone", "plain", "name", "店名", "value", "青禾鲜果"), 303)
	k.golden("profiles", k.get("/w/{ws}/group-profiles?done=shop"), s.ids()...)
	for lang, name := range map[string]string{"zh-TW": "profiles_zh-tw", "en": "profiles_en"} {
		k.lang = lang
		k.golden(name, k.get("/w/{ws}/group-profiles"), s.ids()...)
	}
}
