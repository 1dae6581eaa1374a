package account_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestTheFirstPageAsksForNothing: whoever has no workspace of their own begins with
// three choices and no field to fill in.
func TestTheFirstPageAsksForNothing(t *testing.T) {
	k := newDesk(t, auth.Sample)
	k.signInAsOwner()
	if w := k.get("/"); w.Header().Get("Location") != "/start" {
		t.Errorf("/ leads to %q", w.Header().Get("Location"))
	}
	page := k.get("/start")
	k.golden("begin", page, 200)
	for _, field := range []string{"<input name", "<select", "<textarea", `type="text"`} {
		if strings.Contains(page.Body.String(), field) {
			t.Errorf("the first page has a field to fill in: %s", field)
		}
	}
	k.lang = "en"
	k.golden("begin_en", k.get("/start"), 200)
	k.lang = "zh-TW"
	k.golden("begin_zh-TW", k.get("/start"), 200)
}

// TestAChoiceMakesOneWorkspace: each choice leads on at once, and pressing twice makes
// nothing twice.
func TestAChoiceMakesOneWorkspace(t *testing.T) {
	k := newDesk(t, auth.Sample)
	k.signInAsOwner()
	first := k.post("/start/check").Header().Get("Location")
	again := k.post("/start/check").Header().Get("Location")
	bring := k.post("/start/bring").Header().Get("Location")
	all, err := k.svc.Memberships(t.Context(), k.owner)
	k.must(err)
	if len(all) != 2 || all[0].Workspace.Kind != auth.Own || all[0].Role != auth.Owner {
		t.Fatalf("workspaces: %+v", all)
	}
	own := "/w/" + id.Show(all[0].Workspace.ID)
	if first != own+"/checkup" || again != first || bring != own+"/wechat/paste" {
		t.Errorf("the choices lead to %s, %s, %s; want %s/…", first, again, bring, own)
	}
	k.golden("begin_own", k.get("/start"), 200)
	if to := k.get("/").Header().Get("Location"); to != own && !strings.HasPrefix(to, own+"/") && to != "/workspaces" {
		t.Errorf("afterwards / leads to %q", to)
	}
}

// TestTheSampleOpensOnceItIsThere: until it is made there is a page that waits.
func TestTheSampleOpensOnceItIsThere(t *testing.T) {
	k := newDesk(t, auth.Sample)
	k.signInAsOwner()
	k.ready = false
	k.golden("begin_soon", k.get("/start"), 200)
	wait := k.get("/start/look")
	if wait.Code != http.StatusOK || wait.Header().Get("Refresh") == "" {
		t.Errorf("while it is made: %d, refresh %q", wait.Code, wait.Header().Get("Refresh"))
	}
	k.golden("wait", wait, 200)
	k.ready = true
	if w := k.get("/start/look"); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/w/"+id.Show(k.ws)) {
		t.Errorf("once it is there: %d to %q", w.Code, w.Header().Get("Location"))
	}
}

// TestWhoOwnsNothingMakesNothing: staff of somebody else's workspace are not offered
// one of their own.
func TestWhoOwnsNothingMakesNothing(t *testing.T) {
	k := newDesk(t, auth.Sample)
	k.join("xiaoman", "小满", auth.Grant{Role: auth.ViewOnly, Unit: k.head()})
	k.want("sign in", k.post("/sign-in", "login", "xiaoman", "password", goodPassword), 303)
	if w := k.get("/start"); w.Header().Get("Location") != "/workspaces" {
		t.Errorf("/start: %d to %q", w.Code, w.Header().Get("Location"))
	}
	if w := k.post("/start/check"); w.Code != http.StatusForbidden {
		t.Errorf("POST /start/check: %d", w.Code)
	}
	all, err := k.svc.Workspaces(t.Context())
	k.must(err)
	if len(all) != 1 {
		t.Errorf("%d workspaces", len(all))
	}
}
