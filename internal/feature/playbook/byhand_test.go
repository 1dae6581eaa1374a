package playbook_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

const rulesChange = `
sop: 1
name: rules-change
title: 群规更新
per: group
fields:
  - {name: 改了什么, from: form, ask: 改了哪一条？}
start:
  - {id: changed, hand: true}
if: group.members > 3
steps:
  - {id: tell, say: {to: group, wordings: ["群规改了一条：{{改了什么}}。"]}}
`

// refused is how an error refuses something, "" for none.
func refused(err error) string {
	if err == nil {
		return ""
	}
	return map[fault.Kind]string{fault.Conflict: "conflict", fault.Invalid: "invalid", fault.NotFound: "not found"}[fault.KindOf(err)]
}

// TestBegunByHand: it says what was filled in, in the groups that were chosen, once a
// press; paused, or where its condition does not hold, nothing begins.
func TestBegunByHand(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.h.size = 20
		b := s.saved(rulesChange)
		fields := map[string]string{"改了什么": "拼单每天一条"}
		if err := s.s.Put(t.Context(), ws, b.ID, []playbook.Place{{Group: 1, Fields: fields}, {Group: 2, Fields: fields}, {Group: 3, Fields: fields}}); err != nil {
			t.Fatal(err)
		}
		begin := func(in id.Group, press string) (int, string) {
			n, err := s.s.BeginByHand(t.Context(), ws, b.ID, in, press)
			return n, refused(err)
		}
		if _, kind := begin(1, "1"); kind != "conflict" {
			t.Errorf("an SOP that does not run begins: %v", kind)
		}
		if err := s.s.Switch(t.Context(), ws, b.ID, playbook.On); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			in    id.Group
			press string
			began int
			kind  string
		}{{1, "7", 1, ""}, {1, "7", 0, ""}, {1, "8", 1, ""}, {0, "9", 3, ""}, {99, "10", 0, ""}, {1, "", 0, "invalid"}, {1, "x'; --", 0, "invalid"}} {
			if n, kind := begin(c.in, c.press); n != c.began || kind != c.kind {
				t.Errorf("in %d by press %q: %d began (%v), want %d (%v)", c.in, c.press, n, kind, c.began, c.kind)
			}
		}
		if got := strings.Count(strings.Join(s.h.did, "\n"), "群规改了一条：拼单每天一条。"); got != 5 {
			t.Errorf("it was said %d times: %q", got, s.h.did)
		}
		s.h.did = nil
		if err := s.s.HoldGroup(t.Context(), ws, b.ID, 2, true); err != nil {
			t.Fatal(err)
		}
		if n, kind := begin(0, "11"); n != 2 || kind != "" {
			t.Errorf("paused in one of three groups it began in %d (%v)", n, kind)
		}
		s.h.size, s.h.did = 2, nil
		if n, kind := begin(0, "12"); n != 0 || kind != "" || len(s.h.did) != 0 {
			t.Errorf("against its condition it began in %d (%v)", n, kind)
		}
	})
}

// TestBegunByHandOnItsPage: the button is there once it runs, for whom may.
func TestBegunByHandOnItsPage(t *testing.T) {
	k := newDesk(t)
	at := k.post("/playbook-new", url.Values{"text": {strings.Replace(rulesChange, "if: group.members > 3\n", "", 1)}})
	k.post(at+"/places", url.Values{"group." + id.Show(shop): {"1"}, "field.改了什么": {"拼单每天一条"}})
	if strings.Contains(k.get(at, 200), at+"/begin") {
		t.Error("it can be begun before it is started")
	}
	k.launches(at)
	page := k.get(at, 200)
	press := regexp.MustCompile(`name="press" value="([0-9]+)"`).FindStringSubmatch(page)
	if press == nil || !strings.Contains(page, "现在开始") {
		t.Fatalf("nothing begins it:\n%s", page)
	}
	form := url.Values{"group": {id.Show(shop)}, "press": {press[1]}}
	if to := k.post(at+"/begin", form); to != at {
		t.Errorf("it leads to %s", to)
	}
	k.did("say 群规改了一条：拼单每天一条。")
	k.body(k.do("POST", "/w/"+id.Show(k.ws)+at+"/begin", form), http.StatusConflict)
	k.body(k.do("POST", "/w/"+id.Show(k.ws)+at+"/begin", url.Values{"group": {"grp_x"}, "press": {"5"}}), http.StatusNotFound)
}
