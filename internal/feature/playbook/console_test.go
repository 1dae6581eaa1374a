package playbook_test

import (
	"context"
	"flag"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func (h *house) Groups(_ context.Context, _ *db.Tx, in id.Workspace, _ auth.Scope) ([]playbook.GroupName, error) {
	if in != ws {
		return nil, nil
	}
	return []playbook.GroupName{{ID: shop, Name: "青禾一群"}, {ID: other, Name: "青禾二群 <b>"}}, nil
}

func (h *house) Unfit(context.Context, *db.Tx, id.Workspace) (map[string]i18n.Text, error) {
	return h.unfit, nil
}

func (h *house) Mute(_ context.Context, _ *db.Tx, _ id.Workspace, groups []id.Group) (int, error) {
	return len(groups) / 2, nil
}

func (h *house) Agree(context.Context, *db.Tx, id.Workspace, id.User) (int, error) {
	return h.others, nil
}

func (h *house) People(_ context.Context, _ *db.Tx, _ id.Workspace, ords []uint32) (map[uint32]string, error) {
	out := map[uint32]string{}
	for _, o := range ords {
		out[o] = "小雨"
	}
	return out, nil
}

// desk is a console with the pages of SOPs, in a workspace of the stage's number.
type desk struct {
	*stage
	mux         http.Handler
	ws          id.Workspace
	token, csrf string
	lang        string

	todos []agenda.ToDo      // that are open
	slots []agenda.Slot      // of requests
	days  []playbook.Subject // whose day may come
	seen  []id.Group         // that are somebody's to see; nil for all
	left  bool               // whoever subscribed is no longer here
	kind  auth.WorkspaceKind
	reads i18n.Lang // what the owner of a calendar address reads
	tries *playbook.Tries
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := dbtest.Open(t, db.SQLite, append(schemas(), auth.Schema()))
	k := &desk{stage: newStage(t, d), lang: "zh-CN"}
	a := auth.New(auth.Options{DB: d, IDs: id.NewSource(2), Rand: rand.NewChaCha8([32]byte{9})})
	owner, own, _, err := a.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	k.ws = own
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: a, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base, Menu: playbook.Rooms()})
	k.must(err)
	k.must(playbook.Pages(shell, k.s, deps{k.h, own}))
	k.must(playbook.CalendarPages(shell, k.s, diary{deps{k.h, own}, k}, func() string { return "SECRET" }))
	k.tries = &playbook.Tries{S: k.s, Trials: &trials{}, Go: func(_ string, fn func(context.Context) error) { k.must(fn(t.Context())) }}
	k.must(playbook.TrialPages(shell, k.s, deps{k.h, own}, k.tries))
	k.mux, err = shell.Handler()
	k.must(err)
	fresh, err := a.SetPassword(t.Context(), owner, "", "a long enough one")
	k.must(err)
	s, err := a.Authenticate(t.Context(), fresh.Token)
	k.must(err)
	k.token, k.csrf = fresh.Token, s.CSRF
	return k
}

// deps names the groups of whatever number the desk's workspace was given.
type deps struct {
	*house
	own id.Workspace
}

func (d deps) Groups(ctx context.Context, tx *db.Tx, in id.Workspace, scope auth.Scope) ([]playbook.GroupName, error) {
	if in != d.own {
		return nil, nil
	}
	return d.house.Groups(ctx, tx, ws, scope)
}

func (k *desk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *desk) do(method, path string, form url.Values) *http.Response {
	k.t.Helper()
	var body io.Reader
	if form != nil {
		form.Set("csrf", k.csrf)
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequestWithContext(k.t.Context(), method, "http://hs.example"+path, body)
	r.Header.Set("Accept-Language", k.lang)
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://hs.example")
	}
	w := httptest.NewRecorder()
	k.mux.ServeHTTP(w, r)
	return w.Result()
}

func (k *desk) get(path string, want int) string {
	k.t.Helper()
	return k.body(k.do("GET", "/w/"+id.Show(k.ws)+path, nil), want)
}

func (k *desk) body(res *http.Response, want int) string {
	k.t.Helper()
	text, err := io.ReadAll(res.Body)
	k.must(err)
	if res.StatusCode != want {
		k.t.Fatalf("%d: %s", res.StatusCode, text)
	}
	return string(text)
}

// post sends a form and returns where it leads.
func (k *desk) post(path string, form url.Values) string {
	k.t.Helper()
	res := k.do("POST", "/w/"+id.Show(k.ws)+path, form)
	k.body(res, http.StatusSeeOther)
	return strings.TrimPrefix(res.Header.Get("Location"), "/w/"+id.Show(k.ws))
}

var (
	mainPart = regexp.MustCompile(`(?s)<main.*</main>`)
	changing = regexp.MustCompile(`(ws|sop|run|task|try)_[0-9a-z]{13}|name="csrf" value="[^"]*"`)
)

func (k *desk) golden(name, page string) {
	k.t.Helper()
	got := changing.ReplaceAllString(mainPart.FindString(page), "…")
	file := filepath.Join("testdata", name+".html")
	if *update {
		k.must(os.MkdirAll("testdata", 0o755))
		k.must(os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	k.must(err)
	if diff := gocmp.Diff(string(want), got); diff != "" {
		k.t.Errorf("%s is not as it was (look, then -update):\n%s", file, diff)
	}
}

// opensReady opens a ready SOP in the reader's language, and in another.
func (k *desk) opensReady() {
	k.t.Helper()
	says := map[string]string{"zh-CN": "不用急着说话", "zh-TW": "不用急著說話", "en": "No need to say anything yet"}
	for lang, want := range says {
		k.lang = lang
		if page := k.get("/playbook-new?ready=welcome", 200); !strings.Contains(page, "name: welcome") || !strings.Contains(page, want) {
			k.t.Errorf("in %s a ready SOP is not opened", lang)
		}
		for other, want := range says {
			if page := k.get("/playbook-new?ready=welcome&lang="+other, 200); !strings.Contains(page, want) {
				k.t.Errorf("in %s a ready SOP is not opened in %s", lang, other)
			}
		}
	}
	k.lang = "zh-CN"
}

// TestAnSOPIsWrittenPlacedAndWatched, from an empty page to the story of a run.
func TestAnSOPIsWrittenPlacedAndWatched(t *testing.T) {
	k := newDesk(t)
	k.golden("list_empty", k.get("/playbooks", 200))
	for _, lang := range []string{"zh-TW", "en"} {
		k.lang = lang
		k.golden("list_"+lang, k.get("/playbooks", 200))
	}
	k.lang = "zh-CN"
	k.h.unfit = library.Unfit()
	k.golden("list_unfit", k.get("/playbooks", 200))
	k.h.unfit = nil
	k.opensReady()
	k.golden("edit", k.get("/playbook-new", 200))
	wrong := k.do("POST", "/w/"+id.Show(k.ws)+"/playbook-new", url.Values{"text": {strings.Replace(welcome, "within: 2d", "within: soon", 1)}})
	k.golden("edit_wrong", k.body(wrong, http.StatusUnprocessableEntity))

	at := k.post("/playbook-new", url.Values{"text": {welcome}})
	if to := k.post(at+"/places", url.Values{"group." + id.Show(shop): {"1"}, "group." + id.Show(id.Group(999)): {"1"}, "field.店名": {"青禾"}}); to != at {
		t.Errorf("places lead to %s", to)
	}
	if page := k.get(at, 200); !strings.Contains(page, `form="places" name="then" value="start"`) || !strings.Contains(page, `id="places" method="post"`) {
		t.Error("what was ticked and not saved is lost where the SOP is started")
	}
	if to := k.post(at+"/places", url.Values{"then": {"start"}, "group." + id.Show(shop): {"1"}, "group." + id.Show(id.Group(999)): {"1"}, "field.店名": {"青禾"}}); to != at+"/launch" {
		t.Errorf("starting leads to %s", to)
	}
	k.golden("launch", k.get(at+"/launch", 200))
	k.body(k.do("POST", "/w/"+id.Show(k.ws)+at+"/launch", url.Values{"groups": {"2"}}), http.StatusConflict)
	k.post(at+"/launch", url.Values{"groups": {"1"}, "gap": {"24"}})
	k.golden("book", k.get(at, 200))
	k.stage.ofDesk(k.ws).hears(1, fact.MemberJoined, shop, "u1")
	page := k.get(at, 200)
	run := regexp.MustCompile(`playbook-runs/run_[0-9a-z]{13}`).FindString(page)
	k.golden("run", k.get("/"+run, 200))
	k.post(at+"/pause", url.Values{})
	k.post(at+"/on", url.Values{})
	k.post(at+"/off", url.Values{})
	k.lang = "en"
	k.golden("book_ended_en", k.get(at, 200))
	k.golden("list_one_en", k.get("/playbooks", 200))
}

var hidden = regexp.MustCompile(`name="(groups|touched)" value="([0-9]+)"`)

// launches starts an SOP as its page before the start says.
func (k *desk) launches(at string) {
	k.t.Helper()
	form := url.Values{"sure": {"1"}, "alone": {"1"}}
	for _, m := range hidden.FindAllStringSubmatch(k.get(at+"/launch", 200), -1) {
		form.Set(m[1], m[2])
	}
	k.post(at+"/launch", form)
}

// TestTheLaunchIsShown before it starts and while it goes, in its states.
func TestTheLaunchIsShown(t *testing.T) {
	k := newDesk(t)
	k.h.size, k.h.others = 30, 1
	priced := strings.Replace(hourly, "fields:", "fields:\n  - {name: 价, from: form, kind: money}", 1)
	at := k.post("/playbook-new", url.Values{"text": {priced}})
	both := url.Values{"group." + id.Show(shop): {"1"}, "group." + id.Show(other): {"1"}}
	k.post(at+"/places", both)
	k.golden("launch_form", k.get(at+"/launch", 200))
	both.Set("field.价", "19.90")
	both.Set("column."+id.Show(shop)+".取货点", "东门")
	k.post(at+"/places", both)
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		k.lang = lang
		k.golden("launch_priced_"+lang, k.get(at+"/launch", 200))
	}
	k.lang = "zh-CN"
	k.h.others = 0
	k.golden("launch_alone", k.get(at+"/launch", 200))
	k.h.others = 1
	k.post(at+"/launch", url.Values{"groups": {"1"}, "alone": {"1"}})
	k.golden("launch_asked", k.get(at, 200))
	k.body(k.do("POST", "/w/"+id.Show(k.ws)+at+"/decide", url.Values{"do": {"agree"}}), http.StatusForbidden)
}

// TestALaunchWithNothingToSayHasNoEmptyCard: the sentence above is all there is.
func TestALaunchWithNothingToSayHasNoEmptyCard(t *testing.T) {
	k := newDesk(t)
	at := k.post("/playbook-new", url.Values{"text": {hourly}})
	k.post(at+"/places", url.Values{"group." + id.Show(shop): {"1"}, "column." + id.Show(shop) + ".取货点": {"东门"}})
	if page := k.get(at+"/launch", 200); strings.Contains(page, "sp-look") || !strings.Contains(page, `<button class="btn btn-primary">开始</button>`) {
		t.Errorf("a card with nothing in it:\n%s", page)
	}
}

// TestTheLaunchSaysWhatNothingTells, and what is done about it.
func TestTheLaunchSaysWhatNothingTells(t *testing.T) {
	k := newDesk(t)
	asks := strings.Replace(hourly, "fields:", "if: member.orders == 0\nfields:\n  - {name: 剩余, from: live, of: left}", 1)
	at := k.post("/playbook-new", url.Values{"text": {asks}})
	k.post(at+"/places", url.Values{"group." + id.Show(shop): {"1"}, "column." + id.Show(shop) + ".取货点": {"东门"}})
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		k.lang = lang
		k.golden("launch_untold_"+lang, k.get(at+"/launch", 200))
	}
}

const named = `
sop: 1
name: named
title: 说一声
per: group
start:
  - {id: weekly, every: FREQ=WEEKLY;BYDAY=SA, at: "10:00"}
steps:
  - {id: hours, say: {to: group, wordings: ["{{群主}}在{{服务时间}}都在，{{群名}}的事找我。", "{{服务时间}}都有人在。"]}}
`

// greeting has one wording for many at once, which a single newcomer never gets.
const greeting = `
sop: 1
name: greeting
title: 招呼
per: member
start:
  - {id: joins, on: member.joined, gather: {for: 10min, most: 4}}
steps:
  - {id: hello, say: {to: group, wordings: ["{{昵称}}，{{服务时间}}都有人在。", "今天来了 {{人数}} 位新朋友。"]}}
`

// TestEmptyDetailsAreToldBeforeTheStart: what would be left out for want of them, by
// the wording that needs least.
func TestEmptyDetailsAreToldBeforeTheStart(t *testing.T) {
	k := newDesk(t)
	for _, text := range []string{named, greeting} {
		at := k.post("/playbook-new", url.Values{"text": {text}})
		k.post(at+"/places", url.Values{"group." + id.Show(shop): {"1"}})
		page := k.get(at+"/launch", 200)
		if want := "/groups/" + id.Show(shop) + "/profile"; !strings.Contains(page, want) || !strings.Contains(page, ">服务时间<") {
			t.Errorf("what is empty is not told:\n%s", page)
		}
		k.launches(at)
	}
}

const daily = `
sop: 1
name: daily
title: 每天看一眼
per: workspace
start:
  - {id: day, every: FREQ=HOURLY;BYMINUTE=0}
steps:
  - {id: look, task: {do: 看一眼}, owner: 店长, check: 看过了}
`

// TestARunOfNoGroupHasItsPage, and stands among the runs of its SOP.
func TestARunOfNoGroupHasItsPage(t *testing.T) {
	k := newDesk(t)
	at := k.post("/playbook-new", url.Values{"text": {daily}})
	k.launches(at)
	k.stage.ofDesk(k.ws).passes(time.Hour, false)
	k.did("ask 看一眼")
	run := regexp.MustCompile(`playbook-runs/run_[0-9a-z]{13}`).FindString(k.get(at, 200))
	for lang, want := range map[string]string{"zh-CN": "整个工作区", "zh-TW": "整個工作區", "en": "The whole workspace"} {
		k.lang = lang
		if page := k.get("/"+run, 200); !strings.Contains(page, want) {
			t.Errorf("in %s the page does not say whose run it is:\n%s", lang, page)
		}
		if page := k.get("/playbooks", 200); !strings.Contains(page, `">`+want+`</td>`) {
			t.Errorf("in %s the list does not say that it runs in no group", lang)
		}
	}
}

// TestWhatIsElsewhereIsNotThere: ids of nothing, or of another workspace.
func TestWhatIsElsewhereIsNotThere(t *testing.T) {
	k := newDesk(t)
	b := k.runs(welcome, nil) // in the stage's workspace, not in the desk's
	for _, path := range []string{"/playbooks/" + id.Show(b.ID), "/playbooks/" + id.Show(b.ID) + "/edit", "/playbook-runs/run_0000000000001", "/playbooks/nonsense"} {
		k.get(path, http.StatusNotFound)
	}
	for _, path := range []string{"/places", "/on", "/off", "/pause", "/launch", "/decide", "/further"} {
		k.body(k.do("POST", "/w/"+id.Show(k.ws)+"/playbooks/"+id.Show(b.ID)+path, url.Values{}), http.StatusNotFound)
	}
	at := k.post("/playbook-new", url.Values{"text": {welcome}})
	k.body(k.do("POST", "/w/"+id.Show(k.ws)+at+"/sideways", url.Values{}), http.StatusNotFound)
	k.body(k.do("POST", "/w/"+id.Show(k.ws)+at+"/on", nil), http.StatusForbidden)
}
