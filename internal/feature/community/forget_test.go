package community_test

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestForgetting asks first, wants the name or the word for it, and leaves a page
// that names nobody.
func TestForgetting(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		at := "/w/{ws}/members/" + s.shown[0]
		k.says("the member's page", k.get(at), at[len("/w/{ws}"):]+"/forget", "忘记这个人")
		k.says("the question", k.get(at+"/forget"), "忘记“小雨”？", "共 1,050 条", "不能撤销")
		for _, typed := range []string{"", "小", "小雨 小雨", "yes", "甜甜"} {
			w := k.post(at+"/forget", "said", typed)
			k.want("typed "+typed, w, 422)
			k.says("typed "+typed, w, "什么都没有动")
		}
		k.deps.busy = fault.New(fault.Conflict, i18n.Text{Hans: "正在导入", Hant: "正在匯入", En: "importing"}.With())
		k.says("while it has to wait", k.post(at+"/forget", "said", "小雨"), "正在导入")
		k.deps.busy = nil
		k.says("nothing was done", k.get(at), "小雨")

		done := k.post(at+"/forget", "said", " 小雨 ")
		k.want("the name", done, 303)
		list := k.get(done.Header().Get("Location"))
		k.says("afterwards", list, "已经忘记这个人", "已忘记的群友", s.shown[0])
		page := k.get(at)
		k.says("their page", page, "已经被忘记", s.shown[0])
		k.silent("their page", page, "小雨", "p1", at[len("/w/{ws}"):]+"/forget")
		k.want("asked again", k.get(at+"/forget"), 404)
		k.want("again", k.post(at+"/forget", "said", "忘记"), 404)
		k.want("the word", k.post("/w/{ws}/members/"+s.shown[1]+"/forget", "said", "Forget"), 303)
	})
}

// TestOnlyOwnersForget, and only whom they see.
func TestOnlyOwnersForget(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		theirs, err := k.auth.CreateWorkspace(k.t.Context(), k.owner, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "UTC"})
		k.must(err)
		_, ms := k.peopleIn(theirs, village, named("p1", "别家的人"))
		for _, who := range []string{id.Show(ms[0]), "mem_0000000000001", "mem_x"} {
			k.want("ask for "+who, k.get("/w/{ws}/members/"+who+"/forget"), 404)
			k.want("forget "+who, k.post("/w/{ws}/members/"+who+"/forget", "said", "忘记"), 404)
		}
		for _, role := range []auth.Role{auth.Operator, auth.Agent, auth.ViewOnly} {
			k.as(k.join(string(role), role, k.head()))
			at := "/w/{ws}/members/" + s.shown[0]
			k.silent("the page of "+string(role), k.get(at), "/forget")
			k.want("ask as "+string(role), k.get(at+"/forget"), 403)
			k.want("forget as "+string(role), k.post(at+"/forget", "said", "忘记"), 403)
			k.says("after "+string(role), k.get(at), "小雨")
		}
	})
}

// TestForgetPages in every language.
func TestForgetPages(t *testing.T) {
	k := onSQLite(t)
	s := k.street()
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		k.lang = lang
		k.golden("forget_"+strings.ToLower(lang), k.get("/w/{ws}/members/"+s.shown[0]+"/forget"), s.ids()...)
	}
	k.lang = "zh-CN"
	k.want("forget", k.post("/w/{ws}/members/"+s.shown[0]+"/forget", "said", "忘記"), 303)
	k.golden("member_forgotten", k.get("/w/{ws}/members/"+s.shown[0]), s.ids()...)
}
