package compliance

import (
	"context"
	"errors"
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

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// here is a village whose first workspace has whatever number the console gave it.
type here struct {
	*village
	ws id.Workspace
}

func (h here) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Group) (map[id.Group]Group, error) {
	if ws != h.ws {
		return nil, nil
	}
	return h.village.Groups(ctx, tx, 1, of)
}

func (h here) Members(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Member) (map[id.Member]string, error) {
	if ws != h.ws {
		return nil, nil
	}
	return h.village.Members(ctx, tx, 1, of)
}

// office is a console with the pages of compliance.
type office struct {
	*desk
	mux               http.Handler
	ws                id.Workspace
	token, csrf, lang string
}

func newOffice(t *testing.T, d *db.DB) *office {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ids := id.NewSource(1)
	a := auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})})
	owner, ws, _, err := a.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	must(err)
	k := &office{desk: &desk{t: t, near: &village{}}, ws: ws, lang: "zh-CN"}
	k.s = &Service{DB: d, IDs: ids, Near: here{k.near, ws}}
	k.near.now = dbtest.Noon
	base, err := url.Parse("http://hs.example")
	must(err)
	shell, err := console.New(console.Options{Auth: a, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base, Menu: Rooms()})
	must(err)
	must(Pages(shell, k.s, k.near))
	k.mux, err = shell.Handler()
	must(err)
	fresh, err := a.SetPassword(t.Context(), owner, "", "a long enough one")
	must(err)
	s, err := a.Authenticate(t.Context(), fresh.Token)
	must(err)
	k.token, k.csrf = fresh.Token, s.CSRF
	return k
}

func (k *office) call(method, path string, form url.Values) *httptest.ResponseRecorder {
	k.t.Helper()
	var body io.Reader
	if form != nil {
		form.Set("csrf", k.csrf)
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequestWithContext(k.t.Context(), method, "http://hs.example/w/"+id.Show(k.ws)+path, body)
	r.Header.Set("Accept-Language", k.lang)
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://hs.example")
	}
	w := httptest.NewRecorder()
	k.mux.ServeHTTP(w, r)
	return w
}

var (
	inMain = regexp.MustCompile(`(?s)<main.*</main>`)
	anID   = regexp.MustCompile(`\b(ws|usr)_[0-9a-z]{13}`)
	aToken = regexp.MustCompile(`name="csrf" value="[^"]*"`)
)

func (k *office) golden(name, path string) {
	k.t.Helper()
	w := k.call("GET", path, nil)
	if w.Code != http.StatusOK {
		k.t.Errorf("%s: status %d", path, w.Code)
	}
	got := aToken.ReplaceAllString(anID.ReplaceAllString(inMain.FindString(w.Body.String()), "${1}_X"), `name="csrf" value="T"`) + "\n"
	file := filepath.Join("testdata", name+".html")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			k.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file) //nolint:gosec // a golden file
	if err != nil || got != string(want) {
		k.t.Errorf("%s: %v\n%s", name, err, cmp.Diff(string(want), got))
	}
}

// fill lets some pass and stops some.
func (k *office) fill() {
	k.do(func(ctx context.Context, tx *db.Tx) error {
		for i, t := range []gate.Touch{{Group: 10, Kind: gate.Announcement}, {Group: 10, Kind: gate.Announcement}, {Group: 10, Kind: gate.News, Selling: true},
			{Member: 20, Kind: gate.Care, Origin: "sop_1"}, {Group: 10, Kind: gate.Moments, Person: 5}} {
			if i == 4 {
				k.near.now = dbtest.Noon.Add(3 * 60 * 60 * 1e9)
			}
			if _, err := k.s.May(ctx, tx, k.ws, string(rune('a'+i)), t); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestPagesInEveryLanguage as they were looked at.
func TestPagesInEveryLanguage(t *testing.T) {
	k := newOffice(t, dbtest.Open(t, db.SQLite, []db.Schema{auth.Schema(), audit.Schema, Schema}))
	k.golden("empty", "/compliance")
	k.fill()
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		k.lang = lang
		k.golden("list_"+lang, "/compliance")
		k.golden("why_"+lang, "/compliance/why?of="+id.Show(id.Group(10)))
		k.golden("rules_"+lang, "/compliance/rules")
	}
	k.golden("filtered", "/compliance?rule=no_consent&kind=care")
	k.golden("member", "/compliance/why?of="+id.Show(id.Member(20)))
	k.lang = "zh-CN"
	k.golden("found", "/compliance/why?q=%E9%9B%A8")
	k.golden("nobody", "/compliance/why?q=%3Cb%3E")
	k.lang = "en"
	k.golden("member_en", "/compliance/why?of="+id.Show(id.Member(20)))
}

// TestWhatAGroupGotAMemberGot: what was said to a whole group while they were in it,
// with its decision and reason, and not what was said before they came.
func TestWhatAGroupGotAMemberGot(t *testing.T) {
	dbtest.Each(t, []db.Schema{auth.Schema(), audit.Schema, Schema}, func(t *testing.T, d *db.DB) {
		k := newOffice(t, d)
		why := "/compliance/why?of=" + id.Show(id.Member(20))
		say := func(key string, touch gate.Touch) {
			k.do(func(ctx context.Context, tx *db.Tx) error {
				_, err := k.s.May(ctx, tx, k.ws, key, touch)
				return err
			})
		}
		say("before", gate.Touch{Group: 10, Kind: gate.Welcome})
		k.near.now = dbtest.Noon.Add(time.Hour)
		k.near.stays = []Stay{{Group: 10, From: k.near.now, To: k.near.now.Add(time.Hour)}, {Group: 12}}
		if page := k.call("GET", why, nil).Body.String(); !strings.Contains(page, "群里也没有") || strings.Contains(page, "对整个群") {
			t.Error("what was said before they came counts")
		}
		k.near.now = k.near.now.Add(time.Minute)
		say("hello", gate.Touch{Group: 10, Kind: gate.Welcome})
		say("sale", gate.Touch{Group: 10, Kind: gate.Selling})
		say("name", gate.Touch{Group: 10, Kind: gate.Act})
		say("to another", gate.Touch{Group: 10, Member: 29, Kind: gate.Private})
		k.near.now = k.near.now.Add(time.Hour)
		say("after", gate.Touch{Group: 10, Kind: gate.News})
		page := inMain.FindString(k.call("GET", why, nil).Body.String())
		if n := strings.Count(page, "对整个群</span>"); n != 2 || !strings.Contains(page, "欢迎语") || !strings.Contains(page, "群还没养熟") || !strings.Contains(page, "最近 2 次：放行 1 次，拦下 1 次") {
			t.Errorf("%d are for the whole group:\n%s", n, page)
		}
		if to := k.call("GET", "/compliance/why?q="+id.Show(id.Member(20)), nil).Header().Get("Location"); !strings.HasSuffix(to, why) {
			t.Errorf("an id leads to %q", to)
		}
	})
}

// TestTheSwitchesWork from the page, with their undoing, and stay in the record.
func TestTheSwitchesWork(t *testing.T) {
	dbtest.Each(t, []db.Schema{auth.Schema(), audit.Schema, Schema}, func(t *testing.T, d *db.DB) {
		k := newOffice(t, d)
		for _, c := range []struct{ path, button string }{
			{"stop", `compliance/resume"`}, {"resume", `compliance/stop"`}, {"pause", `compliance/unpause"`}, {"unpause", `compliance/pause"`},
		} {
			if w := k.call("POST", "/compliance/"+c.path, url.Values{}); w.Code != http.StatusSeeOther {
				t.Errorf("%s: status %d", c.path, w.Code)
			}
			if !strings.Contains(k.call("GET", "/compliance", nil).Body.String(), c.button) {
				t.Errorf("after %s there is no %s", c.path, c.button)
			}
		}
		if w := k.call("POST", "/compliance/stop", nil); w.Code == http.StatusSeeOther {
			t.Error("stopped without a token")
		}
	})
}

// TestRulesAreSaved, and what is wrong is said beside its field, with what was typed.
func TestRulesAreSaved(t *testing.T) {
	dbtest.Each(t, []db.Schema{auth.Schema(), audit.Schema, Schema}, func(t *testing.T, d *db.DB) {
		k := newOffice(t, d)
		form := url.Values{}
		set := gate.Defaults()
		for _, f := range fieldsOf(&set, nil) {
			form.Set(f.Name, f.Value)
		}
		form.Set("moments", "2")
		form.Set("moments_hours", "11:30-13:30，20:00-22:00")
		if w := k.call("POST", "/compliance/rules", form); w.Code != http.StatusSeeOther {
			t.Fatalf("status %d: %s", w.Code, inMain.FindString(w.Body.String()))
		}
		k.do(func(ctx context.Context, tx *db.Tx) error {
			got, own, err := k.s.Settings(ctx, tx, k.ws, 0)
			if got.Moments != 2 || got.CareAsks || !own || len(got.MomentsHours) != 2 || got.Quiet != set.Quiet {
				t.Errorf("saved as %+v", got)
			}
			return err
		})
		for field, value := range map[string]string{"moments": "many", "announced": "99", "quiet_from": "25:00", "moments_hours": "noon"} {
			again := url.Values{}
			for name := range form {
				again.Set(name, form.Get(name))
			}
			again.Set(field, value)
			w := k.call("POST", "/compliance/rules", again)
			if main := w.Body.String(); w.Code != http.StatusUnprocessableEntity || !strings.Contains(main, `is-invalid" id="`+field) || !strings.Contains(main, value) {
				t.Errorf("%s=%s: status %d", field, value, w.Code)
			}
		}
	})
}

// TestWhatIsNotedFromAStory: that a group may be sold to, and what a member said.
func TestWhatIsNotedFromAStory(t *testing.T) {
	dbtest.Each(t, []db.Schema{auth.Schema(), audit.Schema, Schema}, func(t *testing.T, d *db.DB) {
		k := newOffice(t, d)
		group, member := "/compliance/group/"+id.Show(id.Group(10)), "/compliance/member/"+id.Show(id.Member(20))
		for path, form := range map[string]url.Values{group: {"opened": {"1"}}, member: {"purpose": {"selling"}, "do": {"stop"}}} {
			if w := k.call("POST", path, form); w.Code != http.StatusSeeOther {
				t.Errorf("%s: status %d", path, w.Code)
			}
		}
		k.do(func(ctx context.Context, tx *db.Tx) error {
			stage, err := k.s.Stage(ctx, tx, k.ws, 10)
			if !stage.Opened {
				t.Errorf("the group is %+v", stage)
			}
			v, err2 := k.s.Look(ctx, tx, k.ws, gate.Touch{Member: 20, Kind: gate.Selling})
			if v.Rule != gate.Refused {
				t.Errorf("the member is sold to: %s", v.Rule)
			}
			return errors.Join(err, err2)
		})
		for path, form := range map[string]url.Values{
			"/compliance/group/" + id.Show(id.Group(11)):   {"opened": {"1"}},
			"/compliance/member/" + id.Show(id.Member(21)): {"purpose": {"selling"}, "do": {"stop"}},
		} {
			if w := k.call("POST", path, form); w.Code != http.StatusNotFound {
				t.Errorf("%s: status %d", path, w.Code)
			}
		}
		for _, do := range []string{"stop", "resume"} {
			if w := k.call("POST", group+"/stop", url.Values{"do": {do}}); w.Code != http.StatusSeeOther {
				t.Errorf("%s: status %d", do, w.Code)
			}
			k.do(func(ctx context.Context, tx *db.Tx) error {
				v, err := k.s.Look(ctx, tx, k.ws, gate.Touch{Group: 10, Kind: gate.News})
				other, err2 := k.s.Look(ctx, tx, k.ws, gate.Touch{Member: 20, Kind: gate.News})
				if (v.Rule == gate.Stopped) != (do == "stop") || other.Rule == gate.Stopped {
					t.Errorf("after %s: %s, elsewhere %s", do, v.Rule, other.Rule)
				}
				return errors.Join(err, err2)
			})
		}
		if w := k.call("POST", "/compliance/group/"+id.Show(id.Group(11))+"/stop", url.Values{"do": {"stop"}}); w.Code != http.StatusNotFound {
			t.Errorf("another workspace's group is stopped: status %d", w.Code)
		}
	})
}

// TestOthersStoriesAreNotFound: ids of another workspace, and nonsense.
func TestOthersStoriesAreNotFound(t *testing.T) {
	k := newOffice(t, dbtest.Open(t, db.SQLite, []db.Schema{auth.Schema(), audit.Schema, Schema}))
	for _, of := range []string{id.Show(id.Group(11)), id.Show(id.Member(21)), "grp_x", "x"} {
		if w := k.call("GET", "/compliance/why?of="+of, nil); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", of, w.Code)
		}
	}
}
