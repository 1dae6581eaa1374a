package insight

import (
	"flag"
	"fmt"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var (
	print = regexp.MustCompile(`/static/[0-9a-f]+/`)
	fold  = regexp.MustCompile(`(?s)<details class="in-def">.*?</details>`)
)

// golden compares what stands between <main> and </main> with a file; the
// definitions, which are another package's words, are left out.
func golden(t *testing.T, name, page string) {
	t.Helper()
	got := fold.ReplaceAllString(print.ReplaceAllString(mainOf(page), "/static/-/"), "<def>")
	file := "testdata/" + name + ".html"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s differs (go test -update writes it anew):\n%s", name, d)
	}
}

// village is a workspace with a few groups, one of each kind that reads differently.
func village(s *stage) {
	s.put(11, 0, steady("早读群"))
	fades := steady("团购一群")
	fades.State, fades.Base, fades.Fade = measure.Fading, measure.Fading, measure.Fade{Known: true, Now: 20, Before: 60, Change: -.667}
	fades.Waiting = nil
	s.put(12, 0, fades)
	quiet := steady("老客群")
	quiet.State, quiet.Census, quiet.Waiting, quiet.Life.End, quiet.Roles.Onlookers, quiet.Moves = measure.Dormant, measure.Occasional, nil, at-days(16.2), nil, measure.Moves{}
	quiet.Risk = &measure.RiskFigure{P: .7, Band: measure.High, Why: measure.Reason{SilentDays: 16.2, UsualGap: 1.5, Trend: .4}}
	s.put(13, 0, quiet)
	dead := &measure.Figures{Name: "旧活动群", Network: "wechat", At: at, Messages: 12, People: 4, First: at - days(300), Last: at - days(280), Census: measure.Silent,
		State: measure.Dead, Base: measure.Dead, Life: measure.Life{Start: at - days(300), End: at - days(280), Over: true, Until: at}, Health: &measure.Health{}}
	s.put(14, 0, dead)
	s.sum(whole())
}

func TestPagesReadAsTheyShould(t *testing.T) {
	s := lite(t)
	golden(t, "groups_empty", s.page("/w/{ws}/groups"))
	s.deps.busy = true
	golden(t, "groups_importing", s.page("/w/{ws}/groups"))
	s.deps.busy = false
	village(s)
	golden(t, "groups", s.page("/w/{ws}/groups"))
	golden(t, "groups_filtered", s.page("/w/{ws}/groups?state=fading&q=团&sort=-waiting"))
	golden(t, "groups_none", s.page("/w/{ws}/groups?q=nothing"))
	golden(t, "group", s.page("/w/{ws}/groups/"+id.Show(id.Group(11))))
	golden(t, "group_dormant", s.page("/w/{ws}/groups/"+id.Show(id.Group(13))))
	golden(t, "group_dead", s.page("/w/{ws}/groups/"+id.Show(id.Group(14))))
	w := s.get("/w/{ws}/groups/" + id.Show(id.Group(99)))
	if w.Code != 404 {
		t.Errorf("a group that is not there answered %d", w.Code)
	}
	golden(t, "group_missing", w.Body.String())
	for lang, tag := range map[string]string{"zh-TW": "hant", "en": "en"} {
		s.lang = lang
		golden(t, "groups_"+tag, s.page("/w/{ws}/groups"))
		golden(t, "group_"+tag, s.page("/w/{ws}/groups/"+id.Show(id.Group(11))))
	}
}

// TestPagesThatAreGone: groups may go while somebody keeps an address.
func TestPagesThatAreGone(t *testing.T) {
	s := lite(t)
	village(s)
	w := s.get("/w/{ws}/groups?sort=name&page=9")
	if to := w.Header().Get("Location"); w.Code != 303 || !strings.HasSuffix(to, "/groups?sort=name") {
		t.Errorf("a page beyond the last: %d to %q; want the last", w.Code, to)
	}
}

func TestStaffUnknownComesFirst(t *testing.T) {
	s := lite(t)
	s.deps.staff = false
	f := steady("早读群")
	f.Type, f.Talk.M, f.Talk.B, f.Talk.Answers.Unanswered, f.Talk.Answers.Within30, f.Waiting, f.Moves.AfterPost = nil, nil, nil, nil, nil, nil, nil
	s.put(11, 0, f)
	s.deps.asks = []ReachAsk{{Import: 5, Name: "三月的导出", Newest: dbtest.Noon.AddDate(0, 0, -40)}}
	list := s.page("/w/{ws}/groups")
	golden(t, "groups_staff_unknown", list)
	golden(t, "group_staff_unknown", s.page("/w/{ws}/groups/"+id.Show(id.Group(11))))
	if staff, verdict := strings.Index(list, "/staff-question"), strings.Index(list, "in-lead"); staff < 0 || staff > verdict {
		t.Error("the question who the staff are does not stand before the verdict")
	}
	// Somebody has just answered, and the group was not measured anew yet.
	s.deps.staff = true
	if page := s.page("/w/{ws}/groups/" + id.Show(id.Group(11))); !strings.Contains(page, "要先知道谁是你们的人") {
		t.Error("figures measured before the staff were known pass for known")
	}
}

func TestWordsOfMessagesAreForThoseWhoMayReadThem(t *testing.T) {
	s := lite(t)
	village(s)
	path := "/w/{ws}/groups/" + id.Show(id.Group(11))
	if !strings.Contains(s.page(path), "几点开门") {
		t.Fatal("the owner does not see the words of an unanswered question")
	}
	s.deps.asked = 0
	s.colleague("looker", auth.ViewOnly, s.head())
	page := s.page(path)
	if strings.Contains(page, "几点开门") || s.deps.asked > 0 {
		t.Error("a viewer was shown, or asked the neighbours for, what people wrote")
	}
	golden(t, "group_viewer", page)
	s.deps.staff = false
	list := s.page("/w/{ws}/groups")
	golden(t, "groups_viewer", list)
	for _, action := range []string{"/staff-question", "/import"} {
		if strings.Contains(mainOf(list), action) {
			t.Errorf("a viewer, who may not, is led to %s", action)
		}
	}
}

func TestNobodySeesOutsideTheirScope(t *testing.T) {
	both(t, func(t *testing.T, s *stage) {
		north, south := s.unit("北店", auth.Store), s.unit("南店", auth.Store)
		other, err := s.auth.CreateWorkspace(t.Context(), s.owner, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "Asia/Shanghai"})
		s.must(err)
		s.put(11, north, steady("northern"))
		s.put(12, south, steady("southern"))
		s.put(13, 0, steady("nobodys"))
		s.putIn(other, 14, 0, steady("elsewhere"))
		s.sum(whole())
		see := func(who string, want map[string]bool) {
			t.Helper()
			list, csv := s.page("/w/{ws}/groups"), s.page("/w/{ws}/groups.csv")
			for n, name := range map[int]string{11: "northern", 12: "southern", 13: "nobodys", 14: "elsewhere"} {
				if strings.Contains(list, name) != want[name] || strings.Contains(csv, name) != want[name] {
					t.Errorf("%s: %s is in the list: %v, in the export: %v, want %v", who, name, strings.Contains(list, name), strings.Contains(csv, name), want[name])
				}
				code := s.get("/w/{ws}/groups/" + id.Show(id.Group(n))).Code
				if code == 200 != want[name] || code != 200 && code != 404 {
					t.Errorf("%s: the page of %s answered %d", who, name, code)
				}
			}
		}
		see("the owner", map[string]bool{"northern": true, "southern": true, "nobodys": true})
		s.colleague("keeper", auth.Operator, north)
		see("the northern store", map[string]bool{"northern": true})
		list := s.page("/w/{ws}/groups")
		if !strings.Contains(list, "1 个群都还活着") || strings.Contains(list, "38%") {
			t.Error("who sees one store reads figures of the whole workspace")
		}
		if page := s.page("/w/{ws}/groups?unit=" + id.Show(south)); strings.Contains(page, "southern") {
			t.Error("a unit in the address widens what is seen")
		}
		s.must(s.db.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `DELETE FROM insight_group WHERE workspace = $1 AND group_id = 11`, s.ws)
			return err
		}))
		if page := s.page("/w/{ws}/groups"); !strings.Contains(page, "你管的这一块还没有群") {
			t.Error("a store without groups is not told so")
		}
		if code := s.get("/w/" + id.Show(other) + "/groups").Code; code != 404 {
			t.Errorf("a workspace without a grant answered %d", code)
		}
	})
}

func TestHostileNamesStayText(t *testing.T) {
	s := lite(t)
	const name = `</script><img src=x onerror=alert(1)>'"&`
	f := steady(name)
	f.Echo = []uint32{1, 2, 3}
	s.put(11, 0, f)
	s.deps.names[1] = PersonName{Name: name, Member: 101}
	s.deps.quotes[7] = name
	s.deps.asks = []ReachAsk{{Import: 5, Name: name}}
	for _, path := range []string{"/w/{ws}/groups", "/w/{ws}/groups/" + id.Show(id.Group(11)), "/w/{ws}/groups?q=" + "%3C/script%3E%3Cimg+onerror%3E"} {
		page := s.page(path)
		if strings.Contains(page, "<img src=x") || strings.Contains(page, "<img onerror") || strings.Contains(page, "</script><img") {
			t.Errorf("%s: a name became markup", path)
		}
	}
	if page := s.page("/w/{ws}/groups"); !strings.Contains(html.UnescapeString(page), name) {
		t.Error("the name is not shown as it is")
	}
	if code := s.get("/w/{ws}/groups/" + id.Show(id.Group(11)) + "%00").Code; code != 404 {
		t.Errorf("a broken id answered %d", code)
	}
}

// crowd fills the stage with n groups of all kinds.
func crowd(s *stage, n int) {
	s.t.Helper()
	s.must(s.db.Write(s.t.Context(), func(tx *db.Tx) error {
		for i := range n {
			f := steady(fmt.Sprintf("%d 号社区团购与好物分享群（河边店）", i))
			f.State = measure.States[i%len(measure.States)]
			f.Census = []measure.Census{measure.All7, measure.Occasional, measure.Silent}[i%3]
			f.Risk.Band = []measure.Band{measure.High, measure.Middle, measure.Low}[i%3]
			f.Messages, f.Roles.Active = i*7%1009, i%53
			f.Carry = []measure.Carrier{{Member: uint32(i % 700), Messages: 9}, {Member: uint32(i % 333), Messages: 3}}
			if err := storeGroup(s.t.Context(), tx, s.ws, GroupInfo{ID: id.Group(1000 + i)}, f); err != nil {
				return err
			}
		}
		return nil
	}))
	for i := range uint32(1000) {
		s.deps.names[i] = PersonName{Name: fmt.Sprintf("住在河边的第 %d 位邻居", i), Member: id.Member(i + 1)}
	}
}

func TestAPageOfFiftyIsSmallAndAsksAConstantNumberOfTimes(t *testing.T) {
	both(t, func(t *testing.T, s *stage) {
		counts := map[string][]int64{}
		ask := func() {
			for _, path := range []string{"/w/{ws}/groups", "/w/{ws}/groups?state=dead&sort=name", "/w/{ws}/groups?q=3", "/w/{ws}/groups/" + id.Show(id.Group(1000))} {
				before := s.db.Statements()
				page := s.page(path)
				counts[path] = append(counts[path], s.db.Statements()-before)
				if len(page) > 150<<10 {
					t.Errorf("%s: %d bytes, more than 150 KiB", path, len(page))
				}
			}
			before := s.db.Statements()
			if part := s.page("/w/{ws}/groups?sort=-last", "HX-Request", "true"); strings.Contains(part, "<html") || !strings.Contains(part, "in-table") {
				t.Error("htmx is not answered with the list alone")
			}
			counts["part"] = append(counts["part"], s.db.Statements()-before)
		}
		crowd(s, 60)
		s.sum(whole())
		ask()
		s.must(s.db.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `DELETE FROM insight_group WHERE workspace = $1`, s.ws)
			return err
		}))
		s.must(s.db.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `DELETE FROM insight_author WHERE workspace = $1`, s.ws)
			return err
		}))
		crowd(s, 600)
		s.sum(whole())
		ask()
		for path, n := range counts {
			if n[0] != n[1] || n[0] > 14 {
				t.Errorf("%s: %d statements with 60 groups, %d with 600", path, n[0], n[1])
			}
		}
	})
}

func TestHistoryIsGivenTheWholePage(t *testing.T) {
	s := lite(t)
	village(s)
	w := s.get("/w/{ws}/groups?sort=-last&q=", "HX-Request", "true")
	if got, want := w.Header().Get("HX-Push-Url"), "/w/"+id.Show(s.ws)+"/groups?sort=-last"; got != want {
		t.Errorf("the address became %q, want %q", got, want)
	}
	if page := s.page("/w/{ws}/groups?sort=-last", "HX-Request", "true", "HX-History-Restore-Request", "true"); !strings.Contains(page, "<html") {
		t.Error("going back in history gets a part of the page")
	}
}

var anchor = regexp.MustCompile(`/figures#([a-z-]+)"`)

func TestEveryFigureLeadsToItsDefinition(t *testing.T) {
	s := lite(t)
	village(s)
	register := s.page("/w/{ws}/figures")
	found := 0
	for _, path := range []string{"/w/{ws}/groups", "/w/{ws}/groups/" + id.Show(id.Group(11))} {
		page := s.page(path)
		if strings.Contains(page, `href=""`) {
			t.Errorf("%s: a link leads nowhere", path)
		}
		for _, m := range anchor.FindAllStringSubmatch(page, -1) {
			found++
			if !strings.Contains(register, `id="`+m[1]+`"`) {
				t.Errorf("%s: there is no definition %q", path, m[1])
			}
		}
	}
	if found < 12 {
		t.Errorf("only %d figures lead to a definition", found)
	}
}
