package community_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
)

// TestListOfMembers: those who say most first, by standing, in pages.
func TestListOfMembers(t *testing.T) {
	k := onSQLite(t)
	k.golden("list_nobody", k.get("/w/{ws}/members"))
	s := k.street()
	page := k.get("/w/{ws}/members")
	k.golden("list", page, s.ids()...)
	k.silent("the list", page, "<b>甜甜")
	bots := k.get("/w/{ws}/members?standing=bot")
	k.says("bots", bots, "天气", "文件里写明")
	k.silent("bots", bots, "小雨")
	k.says("nobody of a kind", k.get("/w/{ws}/members?standing=staff"), "这里还没有人")
	k.want("a strange standing", k.get("/w/{ws}/members?standing=king&page=-3"), 200)
	k.says("figures to come", k.listWithoutFigures(), "数据还在算")
	for lang, word := range map[string]string{"zh-TW": "機器人", "en": "Members"} {
		k.lang = lang
		k.says(lang, k.get("/w/{ws}/members"), word)
	}
}

func (k *desk) listWithoutFigures() *recorder {
	was := k.deps.said
	k.deps.said = nil
	defer func() { k.deps.said = was }()
	return k.get("/w/{ws}/members")
}

func TestListGoesOnPages(t *testing.T) {
	k := onSQLite(t)
	s := k.street()
	var more []community.SeenPerson
	for n := range 120 {
		more = append(more, named(fmt.Sprint("m", n), fmt.Sprintf("邻居%03d", n)))
	}
	ords, _ := k.people(village, more...)
	for n, o := range ords {
		k.deps.said = append(k.deps.said, said{o, s.groups[0], int64(200 - n)})
	}
	first, last := k.get("/w/{ws}/members"), k.get("/w/{ws}/members?page=3")
	k.says("the first page", first, "page=2", "邻居042")
	k.silent("the first page", first, "邻居043", "上一页")
	k.says("the last page", last, "邻居119", "page=2")
	k.silent("the last page", last, "page=4")
	if n := first.Body.Len(); n > 150<<10 {
		t.Errorf("50 rows take %d bytes", n)
	}
}

// TestSearch finds by part of a name in any case, by a whole id, and nobody
// whom only an unfinished import knows.
func TestSearch(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		_, percent := k.people(village, named("q1", "打折50%_的Lily"))
		_, secret := k.people(shed, named("z9", "影子"))
		k.deps.hidden = []id.Import{shed}
		find := func(q string) *recorder { return k.get("/w/{ws}/members?q=" + url.QueryEscape(q)) }
		k.says("part of a name", find("客服"), s.shown[5], "搜到 1 位")
		k.says("another case", find("lIlY"), id.Show(percent[0]))
		k.says("a native id", find("p1"), s.shown[0])
		k.says("our own id", find(s.shown[3]), s.shown[3])
		k.says("signs stand for themselves", find("0%_"), id.Show(percent[0]))
		k.silent("signs stand for themselves", find("5_%"), id.Show(percent[0]))
		k.says("nobody", find("没有这个人"), "没有搜到")
		for _, q := range []string{"影子", "z9", id.Show(secret[0])} {
			k.silent("a hidden import: "+q, find(q), "members/"+id.Show(secret[0]))
		}
		k.want("the page of somebody hidden", k.get("/w/{ws}/members/"+id.Show(secret[0])), 404)
		k.deps.hidden = nil
		k.says("once it has finished", find("影子"), id.Show(secret[0]))
	})
}

// TestMemberPage for who may change things and for who may only look.
func TestMemberPage(t *testing.T) {
	k := onSQLite(t)
	s := k.street()
	k.golden("member", k.get("/w/{ws}/members/"+s.shown[0]+"?merge=小雨"), s.ids()...)
	k.golden("member_bot", k.get("/w/{ws}/members/"+s.shown[2]), s.ids()...)
	k.silent("a name", k.get("/w/{ws}/members/"+s.shown[1]), "<b>甜甜")
	for _, role := range []auth.Role{auth.Agent, auth.ViewOnly} {
		k.as(k.join(string(role), role, k.head()))
		page := k.get("/w/{ws}/members/" + s.shown[0])
		k.want("page", page, 200)
		k.silent("page of who may only look", page, "<form", "合并")
		k.silent("list of who may only look", k.get("/w/{ws}/members"), "staff-question")
		k.want("staff question", k.get("/w/{ws}/staff-question"), 403)
		k.want("standing", k.post("/w/{ws}/members/"+s.shown[0]+"/standing", "to", "staff"), 403)
		k.want("merge", k.post("/w/{ws}/members/"+s.shown[0]+"/merge/"+s.shown[6]), 403)
		k.want("unit", k.post("/w/{ws}/group-unit", "group", id.Show(s.groups[0]), "unit", id.Show(k.head())), 403)
	}
	k.golden("member_viewer", k.get("/w/{ws}/members/"+s.shown[0]), s.ids()...)
}

// TestStandingByHand overrides what files state, is taken back, and is told to
// the figures in the same transaction.
func TestStandingByHand(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		at := "/w/{ws}/members/" + s.shown[2] + "/standing"
		for _, step := range []struct {
			to   string
			want community.Standing
		}{{"person", community.Person}, {"staff", community.Staff}, {"auto", community.Bot}} {
			k.want(step.to, k.post(at, "to", step.to), 303)
			if got := k.standing(s.ords[2]); got != step.want {
				k.t.Errorf("after %s the standing is %d, want %d", step.to, got, step.want)
			}
		}
		k.want("a strange standing", k.post(at, "to", "king"), 422)
		k.want("nothing", k.post(at), 422)
		if want := fmt.Sprint(s.ords[2:3]); !slices.Equal(k.deps.changed, []string{want, want, want}) {
			k.t.Errorf("figures were told %v", k.deps.changed)
		}
	})
}

// TestMergeAndPart: two become one, the old address leads on, and parting them
// leaves what was there before; figures hear of both each time.
func TestMergeAndPart(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		a, b := s.shown[0], s.shown[6]
		k.says("confirm", k.get("/w/{ws}/members/"+a+"/merge/"+b), "是同一个人？", "共 1,450 条")
		k.want("merge", k.post("/w/{ws}/members/"+a+"/merge/"+b), 303)
		if got := k.identities(s.members[0]); !slices.Equal(got, []uint32{s.ords[0], s.ords[6]}) {
			k.t.Fatalf("identities = %v", got)
		}
		moved := k.get("/w/{ws}/members/" + b)
		k.want("the old address", moved, 303)
		if to := moved.Header().Get("Location"); !strings.Contains(to, a) {
			k.t.Errorf("the old address leads to %s", to)
		}
		page := k.get("/w/{ws}/members/" + a)
		k.says("page", page, "合并进来的")
		k.says("the list", k.get("/w/{ws}/members"), "2 个身份")
		_, rest, _ := strings.Cut(page.Body.String(), "/merges/")
		merge, _, _ := strings.Cut(rest, "/undo")
		k.want("another merge", k.post("/w/{ws}/members/"+s.shown[1]+"/merge/"+s.shown[5]), 303)
		k.deps.changed = k.deps.changed[:1]
		k.want("part under another", k.post("/w/{ws}/members/"+s.shown[1]+"/merges/"+merge+"/undo"), 404)
		k.want("part", k.post("/w/{ws}/members/"+a+"/merges/"+merge+"/undo"), 303)
		k.want("part again", k.post("/w/{ws}/members/"+a+"/merges/"+merge+"/undo"), 404)
		if got := k.identities(s.members[0]); !slices.Equal(got, s.ords[:1]) {
			k.t.Errorf("after parting: %v", got)
		}
		k.want("their own page again", k.get("/w/{ws}/members/"+b), 200)
		both := fmt.Sprint([]uint32{s.ords[0], s.ords[6]})
		if !slices.Equal(k.deps.changed, []string{both, both}) {
			k.t.Errorf("figures were told %v, want %s twice", k.deps.changed, both)
		}
		if want := []string{"1 merged: " + both, fmt.Sprint("1 merged: ", []uint32{s.ords[1], s.ords[5]}), fmt.Sprint("true parted: ", s.ords[6:7])}; !slices.Equal(k.deps.one, want) {
			k.t.Errorf("neighbours were told %q, want %q", k.deps.one, want)
		}
		k.want("with themselves", k.post("/w/{ws}/members/"+a+"/merge/"+a), 422)
	})
}

func TestMergeConfirmation(t *testing.T) {
	k := onSQLite(t)
	s := k.street()
	k.golden("merge", k.get("/w/{ws}/members/"+s.shown[0]+"/merge/"+s.shown[2]), s.ids()...)
}

// TestMergesUndoneLeaveNothing: whatever was merged, undoing it from the last
// to the first gives everybody back to themselves.
func TestMergesUndoneLeaveNothing(t *testing.T) {
	k := onSQLite(t)
	s := k.street()
	ctx := t.Context()
	rapid.Check(t, func(r *rapid.T) {
		var merges []int64
		for range rapid.IntRange(1, 6).Draw(r, "merges") {
			into, from := rapid.SampledFrom(s.members).Draw(r, "into"), rapid.SampledFrom(s.members).Draw(r, "from")
			if into == from || len(k.identities(into)) == 0 || len(k.identities(from)) == 0 {
				continue
			}
			k.must(k.db.Write(ctx, func(tx *db.Tx) error {
				m, err := k.who.Merge(ctx, tx, k.ws, into, []id.Member{from}, k.owner)
				merges = append(merges, m)
				return err
			}))
		}
		slices.Reverse(merges)
		for _, m := range merges {
			k.must(k.db.Write(ctx, func(tx *db.Tx) error { _, err := k.who.Unmerge(ctx, tx, k.ws, m); return err }))
		}
		for n, m := range s.members {
			if got := k.identities(m); !slices.Equal(got, s.ords[n:n+1]) {
				r.Fatalf("member %d has %v", n, got)
			}
		}
	})
}

// TestStaffQuestion: rules tick, people decide, and the answer can be changed.
func TestStaffQuestion(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		k.deps.posters = []uint32{s.ords[1]}
		page := k.get("/w/{ws}/staff-question")
		k.says("candidates", page, s.shown[3], s.shown[4], s.shown[5], s.shown[1], "群主", "名字像自己人", "记录是用这个账号导出的", "三成以上")
		k.silent("candidates", page, s.shown[0], s.shown[2], s.shown[6])
		if n := strings.Count(page.Body.String(), " checked"); n != 4 {
			k.t.Errorf("%d are ticked", n)
		}
		shown := []string{"shown", s.shown[3], "shown", s.shown[4], "shown", s.shown[5], "shown", s.shown[1]}
		found := k.post("/w/{ws}/staff-question", append([]string{"do", "find", "q", "小雨", "staff", s.shown[5], "staff", s.shown[4]}, shown...)...)
		k.want("find", found, 200)
		k.says("find", found, s.shown[0], s.shown[6])
		if n := strings.Count(found.Body.String(), " checked"); n != 2 {
			k.t.Errorf("after the search %d are ticked, want the two that were", n)
		}
		answer := k.post("/w/{ws}/staff-question", append([]string{"do", "these", "staff", s.shown[5], "staff", s.shown[0]}, shown...)...)
		k.want("answer", answer, 303)
		if to := answer.Header().Get("Location"); strings.Contains(to, "standing=") {
			k.t.Errorf("after the answer comes %s: what it picks by standing follows the figures, so it is still empty", to)
		}
		for n, want := range []community.Standing{community.Staff, community.Person, community.Bot, community.Person, community.Person, community.Staff, community.Person} {
			if got := k.standing(s.ords[n]); got != want {
				k.t.Errorf("person %d counts as %d, want %d", n, got, want)
			}
		}
		if !slices.Equal(k.deps.changed, []string{"all"}) {
			k.t.Errorf("figures were told %v", k.deps.changed)
		}
		k.silent("the list", k.get("/w/{ws}/members"), "还没有人说过")
		again := k.get("/w/{ws}/staff-question")
		k.says("afterwards", again, "现在勾着的是自己人", "你们标的")
		if n := strings.Count(again.Body.String(), " checked"); n != 2 {
			k.t.Errorf("afterwards %d are ticked", n)
		}
		k.want("none", k.post("/w/{ws}/staff-question", "do", "none", "shown", s.shown[5], "shown", s.shown[0], "staff", s.shown[0]), 303)
		if a, b := k.standing(s.ords[0]), k.standing(s.ords[5]); a != community.Person || b != community.Person {
			k.t.Errorf("after none: %d and %d", a, b)
		}
		k.want("a stranger", k.post("/w/{ws}/staff-question", "do", "these", "staff", "mem_0000000000001"), 404)
	})
}

func TestStaffQuestionPage(t *testing.T) {
	k := onSQLite(t)
	k.golden("staff_nobody", k.get("/w/{ws}/staff-question"))
	s := k.street()
	k.golden("staff", k.get("/w/{ws}/staff-question"), s.ids()...)
	k.as(k.join("keeper", auth.Operator, k.store("一店")))
	k.want("who sees a part of it", k.get("/w/{ws}/staff-question"), 403)
	k.want("who sees a part of it", k.post("/w/{ws}/staff-question", "do", "none"), 403)
}

// TestStatedStaffMayBeDenied: a file's word is overridden by hand, and no more
// is said by hand than is needed.
func TestStatedStaffMayBeDenied(t *testing.T) {
	k := onSQLite(t)
	clerk := named("c1", "小李")
	clerk.Stated = community.Staff
	ords, ms := k.people(village, clerk)
	shown := id.Show(ms[0])
	k.want("deny", k.post("/w/{ws}/staff-question", "do", "none", "shown", shown), 303)
	if got := k.standing(ords[0]); got != community.Person {
		t.Errorf("denied, and counts as %d", got)
	}
	k.want("admit", k.post("/w/{ws}/staff-question", "do", "these", "shown", shown, "staff", shown), 303)
	k.says("the page", k.get("/w/{ws}/members/"+shown), "工作人员", "文件里写明")
}

// TestScope: whoever looks after a store sees those who wrote in its groups.
func TestScope(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		store := k.store("一店")
		k.deps.units[s.groups[1]] = store
		k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error { return k.who.SetUnit(k.t.Context(), tx, k.ws, s.groups[1], store) }))
		k.as(k.join("keeper", auth.Operator, store))
		list := k.get("/w/{ws}/members")
		k.says("the list", list, s.shown[0], ">50<")
		k.silent("the list", list, s.shown[4], s.shown[5], "1,050")
		k.silent("a search", k.get("/w/{ws}/members?q="+url.QueryEscape("老周")), s.shown[4])
		k.want("theirs", k.get("/w/{ws}/members/"+s.shown[0]), 200)
		k.silent("theirs", k.get("/w/{ws}/members/"+s.shown[0]), "河边一群")
		k.want("not theirs", k.get("/w/{ws}/members/"+s.shown[4]), 404)
		k.want("standing", k.post("/w/{ws}/members/"+s.shown[4]+"/standing", "to", "staff"), 404)
		k.want("merge", k.post("/w/{ws}/members/"+s.shown[0]+"/merge/"+s.shown[4]), 404)
		k.want("their group", k.get("/w/{ws}/group-unit?group="+id.Show(s.groups[1])), 200)
		k.want("not their group", k.get("/w/{ws}/group-unit?group="+id.Show(s.groups[0])), 404)
		k.want("take a group", k.post("/w/{ws}/group-unit", "group", id.Show(s.groups[0]), "unit", id.Show(store)), 404)
		k.want("give theirs to head office", k.post("/w/{ws}/group-unit", "group", id.Show(s.groups[1]), "unit", id.Show(k.head())), 422)
	})
}

// TestGroupUnit: a group is given to a unit and back to head office.
func TestGroupUnit(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		store, g := k.store("一店"), id.Show(s.groups[0])
		unit := func() (u id.Unit) {
			k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
				groups, err := k.who.Groups(k.t.Context(), tx, k.ws)
				i := slices.IndexFunc(groups, func(x community.Group) bool { return x.ID == s.groups[0] })
				u = groups[i].Unit
				return err
			}))
			return u
		}
		k.says("form", k.get("/w/{ws}/group-unit?group="+g), "河边一群", "一店")
		k.want("give", k.post("/w/{ws}/group-unit", "group", g, "unit", id.Show(store)), 303)
		if got := unit(); got != store || k.deps.units[s.groups[0]] != store {
			k.t.Errorf("unit = %v", got)
		}
		k.want("back", k.post("/w/{ws}/group-unit", "group", g, "unit", id.Show(k.head())), 303)
		if got := unit(); got != 0 {
			k.t.Errorf("unit = %v, want head office's 0", got)
		}
		k.want("a strange unit", k.post("/w/{ws}/group-unit", "group", g, "unit", "unit_0000000000001"), 422)
		k.want("a strange group", k.post("/w/{ws}/group-unit", "group", "grp_0000000000001", "unit", id.Show(store)), 404)
		k.deps.hidden = []id.Import{village}
		k.want("a hidden group", k.get("/w/{ws}/group-unit?group="+g), 404)
	})
}

// TestPlaceGroups gives away only what this import alone has seen and nobody
// has placed.
func TestPlaceGroups(t *testing.T) {
	each(t, func(k *desk) {
		old := k.groups(village, "老群", "分过的群")
		k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error { return k.who.SetUnit(k.t.Context(), tx, k.ws, old[1], 7) }))
		fresh := k.groups(shed, "老群", "新群")
		k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error { return k.who.PlaceGroups(k.t.Context(), tx, k.ws, shed, 9) }))
		k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
			all, err := k.who.Groups(k.t.Context(), tx, k.ws)
			for _, g := range all {
				want := map[id.Group]id.Unit{old[0]: 0, old[1]: 7, fresh[1]: 9}[g.ID]
				if g.Unit != want {
					k.t.Errorf("%s is with %d, want %d", g.Name, g.Unit, want)
				}
			}
			return err
		}))
	})
}

// TestOthersMembersAreNotThere: ids of another workspace answer 404 everywhere
// and change nothing.
func TestOthersMembersAreNotThere(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		theirs, err := k.auth.CreateWorkspace(k.t.Context(), k.owner, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "UTC"})
		k.must(err)
		_, ms := k.peopleIn(theirs, village, named("p1", "别家的人"))
		foreign := id.Show(ms[0])
		k.want("page", k.get("/w/{ws}/members/"+foreign), 404)
		k.want("standing", k.post("/w/{ws}/members/"+foreign+"/standing", "to", "staff"), 404)
		k.want("merge into", k.post("/w/{ws}/members/"+foreign+"/merge/"+s.shown[0]), 404)
		k.want("merge from", k.post("/w/{ws}/members/"+s.shown[0]+"/merge/"+foreign), 404)
		k.want("ask to merge", k.get("/w/{ws}/members/"+s.shown[0]+"/merge/"+foreign), 404)
		k.want("staff", k.post("/w/{ws}/staff-question", "do", "these", "staff", foreign), 404)
		k.silent("search", k.get("/w/{ws}/members?q="+foreign), "别家的人")
		k.silent("search by name", k.get("/w/{ws}/members?q="+url.QueryEscape("别家")), foreign+`"`)
		for _, m := range []string{"mem_x", "..", "mem_0000000000000", s.shown[0] + "0"} {
			if w := k.get("/w/{ws}/members/" + url.PathEscape(m)); w.Code == 200 {
				k.t.Errorf("member %q is shown", m)
			}
		}
		if len(k.deps.changed) > 0 {
			k.t.Errorf("figures were told %v", k.deps.changed)
		}
	})
}

// TestPagesCostTheSame: however many members there are.
func TestPagesCostTheSame(t *testing.T) {
	each(t, func(k *desk) {
		s := k.street()
		cost := func(path string) int64 {
			before := k.db.Statements()
			k.want(path, k.get(path), 200)
			return k.db.Statements() - before
		}
		paths := []string{"/w/{ws}/members", "/w/{ws}/members?q=" + url.QueryEscape("邻居"), "/w/{ws}/members/" + s.shown[0] + "?merge=" + url.QueryEscape("邻居"), "/w/{ws}/staff-question"}
		k.people(village, named("m0", "邻居"))
		few := map[string]int64{}
		for _, p := range paths {
			few[p] = cost(p)
		}
		var more []community.SeenPerson
		for n := range 100 {
			more = append(more, named(fmt.Sprint("x", n), fmt.Sprintf("邻居客服%d", n)))
		}
		ords, _ := k.people(village, more...)
		for _, o := range ords {
			k.deps.said = append(k.deps.said, said{o, s.groups[0], 5})
		}
		for _, p := range paths {
			if many := cost(p); many != few[p] {
				k.t.Errorf("%s takes %d statements, with few members %d", p, many, few[p])
			}
		}
	})
}
