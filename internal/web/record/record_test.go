package record_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
	"github.com/huoshui/huoshui/internal/web/record"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// desk is a console with the record's page, and one browser at a time.
type desk struct {
	t     *testing.T
	d     *db.DB
	ids   *id.Source
	auth  *auth.Service
	mux   http.Handler
	owner id.User
	ws    id.Workspace
	token string
	lang  string
}

func newDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	k := &desk{t: t, d: d, ids: id.NewSource(1), lang: "zh-CN"}
	k.auth = auth.New(auth.Options{DB: d, IDs: k.ids, Rand: rand.NewChaCha8([32]byte{9})})
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青",
		Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base})
	k.must(err)
	where := func(v console.Viewer, subject string) string { return v.At("at", subject) }
	k.must(record.Add(shell, record.Options{DB: d, Auth: k.auth, Where: where}))
	k.mux, err = shell.Handler()
	k.must(err)
	fresh, err := k.auth.SetPassword(t.Context(), k.owner, "", "a long enough one")
	k.must(err)
	k.token = fresh.Token
	return k
}

func (k *desk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

// join lets somebody in, and in at the console too.
func (k *desk) join(login string, role auth.Role) (id.User, string) {
	k.t.Helper()
	ctx := k.t.Context()
	units, err := k.auth.Units(ctx, k.ws)
	k.must(err)
	link, err := k.auth.Invite(ctx, k.owner, k.ws, login, auth.Grant{Role: role, Unit: units[0].ID})
	k.must(err)
	fresh, err := k.auth.AcceptInvite(ctx, link.Token, auth.Newcomer{Login: login, Name: "同事" + login, Password: "a long enough one"})
	k.must(err)
	s, err := k.auth.Authenticate(ctx, fresh.Token)
	k.must(err)
	return s.User.ID, fresh.Token
}

func (k *desk) note(ctx context.Context, e audit.Entry) {
	k.t.Helper()
	if e.Workspace == 0 {
		e.Workspace = k.ws
	}
	k.must(k.d.Write(ctx, func(tx *db.Tx) error { return audit.Write(ctx, tx, k.ids, e) }))
}

func (k *desk) get(query string) *httptest.ResponseRecorder {
	k.t.Helper()
	return k.open(k.ws, query)
}

func (k *desk) open(ws id.Workspace, query string) *httptest.ResponseRecorder {
	k.t.Helper()
	r := httptest.NewRequest("GET", "/w/"+id.Show(ws)+"/settings/record"+query, nil)
	r.Host = "hs.example"
	r.Header.Set("Accept-Language", k.lang)
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	w := httptest.NewRecorder()
	k.mux.ServeHTTP(w, r)
	return w
}

var (
	inMain = regexp.MustCompile(`(?s)<main.*</main>`)
	anID   = regexp.MustCompile(`\b(ws|usr|unit)_[0-9a-z]{13}`)
)

func (k *desk) page(what string, w *httptest.ResponseRecorder, says ...string) string {
	k.t.Helper()
	if w.Code != 200 {
		k.t.Errorf("%s: status %d", what, w.Code)
	}
	main := inMain.FindString(w.Body.String())
	for _, s := range says {
		if !strings.Contains(main, s) {
			k.t.Errorf("%s does not say %q: %s", what, s, main)
		}
	}
	return main
}

func (k *desk) want(what string, w *httptest.ResponseRecorder, status int) {
	k.t.Helper()
	if w.Code != status {
		k.t.Errorf("%s: status %d, want %d", what, w.Code, status)
	}
}

func (k *desk) golden(name string, w *httptest.ResponseRecorder) {
	k.t.Helper()
	got := anID.ReplaceAllString(k.page(name, w), "${1}_ID")
	file := "testdata/" + name + ".html"
	if *update {
		k.must(os.MkdirAll("testdata", 0o755))
		k.must(os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	k.must(err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		k.t.Errorf("%s (run with -update and look at it):\n%s", file, diff)
	}
}

func each(t *testing.T, fn func(k *desk)) {
	t.Helper()
	dbtest.Each(t, []db.Schema{auth.Schema(), audit.Schema}, func(t *testing.T, d *db.DB) { fn(newDesk(t, d)) })
}

var mem = id.Show(id.Member(7))

// fill puts one of everything into the record.
func (k *desk) fill() {
	ctx := audit.As(k.t.Context(), audit.User(k.owner))
	for _, a := range audit.Actions {
		e := audit.Entry{Action: a, Subject: mem}
		switch a {
		case audit.StaffChanged:
			e.Subject, e.Detail = id.Show(k.owner), audit.Detail{Role: "agent", Was: "operator"}
		case audit.StaffRemoved:
			e.Subject = id.Show(id.User(5))
		case audit.MemberMerged:
			e.Detail.Other = id.Show(id.Member(8))
		case audit.TokenMade:
			e.Subject, e.Detail = id.Show(id.Token(3)), audit.Detail{Scopes: "events,read", Other: id.Show(id.Connection(4))}
		case audit.ConnectionMade:
			e.Subject, e.Detail = id.Show(id.Connection(4)), audit.Detail{Network: "hook"}
		case audit.ConnectionPaused:
			e.Actor, e.Detail = audit.Actor{By: audit.Program}, audit.Detail{Why: "failing"}
		case audit.InstallationReleased:
			e.Actor, e.Subject = audit.Actor{By: audit.Program}, ""
		case audit.EventReplayed:
			e.Actor = audit.Holder(9)
		}
		k.note(ctx, e)
	}
}

// TestEverythingHasItsWords in every language, and nothing is shown by the name
// that programs have for it.
func TestEverythingHasItsWords(t *testing.T) {
	k := newDesk(t, dbtest.Open(t, db.SQLite, []db.Schema{auth.Schema(), audit.Schema}))
	k.golden("empty", k.get(""))
	k.golden("nothing", k.get("?kind=imports&who=program"))
	k.fill()
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		k.lang = lang
		k.golden("record_"+lang, k.get(""))
		for _, a := range audit.Actions {
			if main := k.page(lang, k.get("")); strings.Contains(main, string(a)) {
				t.Errorf("%s has no words in %s", a, lang)
			}
		}
	}
}

// TestHowManyRowsOneTapSettled is told in every language, also where it is taken back, and
// of entries from before the record told the two apart.
func TestHowManyRowsOneTapSettled(t *testing.T) {
	k := newDesk(t, dbtest.Open(t, db.SQLite, []db.Schema{auth.Schema(), audit.Schema}))
	for _, e := range []audit.Entry{
		{Action: audit.ChainCounted, Detail: audit.Detail{Count: 12}},
		{Action: audit.ChainUncounted, Detail: audit.Detail{Count: 11}},
		{Action: audit.ChainUncounted, Detail: audit.Detail{Count: 1}},
		{Action: audit.ChainFixed, Detail: audit.Detail{Count: 5}},
		{Action: audit.ChainFixed},
	} {
		k.note(t.Context(), e)
	}
	for lang, says := range map[string][]string{
		"zh-CN": {"把接龙里 12 行没写数量的算作 1<", "撤销：接龙里 11 行不再算作 1<", "撤销：接龙里 1 行不再算作 1<", "改了接龙里的 5 行<", "改了接龙里的一行<"},
		"zh-TW": {"把接龍裡 12 行沒寫數量的算作 1<", "復原：接龍裡 11 行不再算作 1<", "復原：接龍裡 1 行不再算作 1<", "更改了接龍裡的 5 行<", "更改了接龍裡的一行<"},
		"en":    {"Took 12 lines of a chain without an amount as 1<", "Undid it: 11 lines of a chain no longer count as 1<", "Undid it: 1 line of a chain no longer counts as 1<", "Corrected 5 lines of a chain<", "Corrected a line of a chain<"},
	} {
		k.lang = lang
		k.page(lang, k.get("?kind=chains"), says...)
	}
}

// TestWhoDidWhatToWhom is picked by who, by kind and by what it was done to, also
// where they have left.
func TestWhoDidWhatToWhom(t *testing.T) {
	each(t, func(k *desk) {
		gone, _ := k.join("gone", auth.Operator)
		k.note(audit.As(k.t.Context(), audit.User(gone)), audit.Entry{Action: audit.MemberErased, Subject: mem})
		k.must(k.auth.RemoveStaff(k.t.Context(), k.owner, k.ws, gone))
		k.page("everything", k.get(""), "忘记了一位群成员", "同事gone", "邀请了一位同事", "接受邀请，加入了", "移出了一个账号", "阿青", "/at/"+mem)
		theirs := k.page("who left", k.get("?who="+id.Show(gone)), "忘记了一位群成员", "接受邀请", `selected>同事gone`)
		if strings.Contains(theirs, "移出了") {
			k.t.Error("what was done to them passes for what they did")
		}
		if main := k.page("one kind", k.get("?kind=members"), "忘记了一位群成员"); strings.Contains(main, "邀请了一位") {
			k.t.Error("another kind is listed")
		}
		if main := k.page("one subject", k.get("?of="+mem), "只看和 "+mem, "忘记了"); strings.Contains(main, "邀请了一位") {
			k.t.Error("another subject is listed")
		}
		k.page("the program", k.get("?who=program"), "这样筛，没有记录")
		k.page("a strange kind", k.get("?kind=x"), "忘记了一位群成员")
	})
}

// TestPages: 120 entries are three pages, each entry on one of them.
func TestPages(t *testing.T) {
	each(t, func(k *desk) {
		for n := range 120 {
			k.note(k.t.Context(), audit.Entry{Action: audit.MemberErased, Subject: id.Show(id.Member(n + 1000))})
		}
		seen, pages := map[string]int{}, 0
		for query := "?kind=members"; query != ""; pages++ {
			main := k.page(query, k.get(query))
			for n := range 120 {
				if m := id.Show(id.Member(n + 1000)); strings.Contains(main, "of="+m) {
					seen[m]++
				}
			}
			_, rest, more := strings.Cut(main, "settings/record?before=")
			if query = ""; more {
				end, _, _ := strings.Cut(rest, `"`)
				query = "?before=" + strings.ReplaceAll(end, "&amp;", "&")
				if !strings.Contains(query, "kind=members") {
					k.t.Fatalf("the next page forgets the filter: %s", query)
				}
			}
		}
		if len(seen) != 120 || pages != 3 {
			k.t.Errorf("%d entries on %d pages", len(seen), pages)
		}
		k.want("a strange place", k.get("?before=ent_x"), 404)
	})
}

// TestOnlyOwnersRead, and only of their own workspace.
func TestOnlyOwnersRead(t *testing.T) {
	each(t, func(k *desk) {
		other, err := k.auth.CreateWorkspace(k.t.Context(), k.owner, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "UTC"})
		k.must(err)
		k.note(k.t.Context(), audit.Entry{Workspace: other, Actor: audit.User(99), Action: audit.MemberErased, Subject: mem})
		k.page("ours", k.get(""), "还没有记录")
		k.want("who did something elsewhere", k.get("?who="+id.Show(id.User(99))), 404)
		k.want("nobody", k.get("?who=x"), 404)
		stranger := k.token
		for _, role := range []auth.Role{auth.Operator, auth.Agent, auth.ViewOnly} {
			_, k.token = k.join(fmt.Sprint(role), role)
			k.want(string(role), k.get(""), 403)
			k.want(string(role)+" elsewhere", k.open(other, ""), 404)
		}
		k.token = ""
		k.want("nobody", k.get(""), 303)
		k.token = stranger
	})
}
