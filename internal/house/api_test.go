package house

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/webhook"
)

// desk calls the API of a stage whose road runs.
type desk struct {
	*stage
	h http.Handler
}

func newDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	s := newStage(t, d, 0)
	road, err := s.app.NewRoad(t.Context(), slog.New(slog.DiscardHandler), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(road.Stop)
	return &desk{s, road.API(slog.New(slog.DiscardHandler))}
}

func (d *desk) token(ws id.Workspace, name, scope string) string {
	d.t.Helper()
	secret, _, err := d.app.Connection.NewToken(d.t.Context(), ws, name, strings.Split(scope, ","))
	if err != nil {
		d.t.Fatal(err)
	}
	return secret
}

// call returns the status and the answer.
func (d *desk) call(token, method, path, body string) (int, map[string]any) {
	d.t.Helper()
	r := httptest.NewRequestWithContext(d.t.Context(), method, "/api/v1"+path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	out := map[string]any{}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil && w.Body.Len() > 0 {
		d.t.Fatalf("%s %s answers %q", method, path, w.Body)
	}
	return w.Code, out
}

func posted1(id, chat, text string) string {
	e := webhook.Event{ID: id, Chat: chat, Kind: "message", At: dbtest.Noon.Format("2006-01-02T15:04:05Z07:00"), Actor: webhook.Person{ID: "u"}, Text: text}
	b, _ := json.Marshal(webhook.Request{Events: []webhook.Event{e}}) // strings marshal
	return string(b)
}

func TestTheSameIdElsewhereIsAnotherEvent(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		a, b := k.token(k.ws, "", "events,read"), k.token(k.ws, "", "events,read")
		again, renewed := k.token(k.ws, "shop", "events"), k.token(k.ws, "shop", "events")
		other := k.token(k.ws+1, "", "events,read") // of another workspace
		for i, c := range []struct {
			token, chat, text string
			accepted, twice   float64
			clash             float64
		}{
			{a, "c", "x", 1, 0, 0}, {a, "c", "x", 0, 1, 0}, {a, "c", "y", 0, 0, 1}, {b, "c", "x", 1, 0, 0}, {a, "d", "x", 1, 0, 0},
			{other, "c", "x", 1, 0, 0}, {again, "c", "x", 1, 0, 0}, {renewed, "c", "x", 0, 1, 0},
		} {
			code, got := k.call(c.token, "POST", "/events", posted1("e", c.chat, c.text))
			if code != 200 || got["accepted"] != c.accepted || got["duplicates"] != c.twice || got["conflicts"] != c.clash {
				t.Errorf("%d: %d %v", i, code, got)
			}
		}
		k.settle()
		_, got := k.call(a, "GET", "/groups?chat=c", "")
		list := got["groups"].([]any)
		if len(list) != 1 || list[0].(map[string]any)["messages"] != 3.0 || list[0].(map[string]any)["people"] != 1.0 {
			t.Errorf("the group is %v", got)
		}
		if _, got := k.call(a, "GET", "/groups", ""); len(got["groups"].([]any)) != 2 {
			t.Errorf("the workspace's groups are %v", got)
		}
	})
}

func TestWhoMayNotIsToldNothing(t *testing.T) {
	k := newDesk(t, dbtest.Open(t, db.SQLite, Schemas()))
	events, read := k.token(k.ws, "a", "events"), k.token(k.ws, "b", "read")
	_, none := k.call("", "GET", "/status", "")
	_, wrong := k.call("hs_WRONG", "GET", "/status", "")
	if fmt.Sprint(none) != fmt.Sprint(wrong) {
		t.Errorf("a missing token is told from a wrong one: %v, %v", none, wrong)
	}
	for _, c := range []struct {
		token, method, path, body string
		want                      int
	}{
		{"", "POST", "/events", posted1("e", "c", "x"), 401}, {"hs_WRONG", "POST", "/events", posted1("e", "c", "x"), 401},
		{read, "POST", "/events", posted1("e", "c", "x"), 403}, {events, "GET", "/groups", "", 403}, {events, "GET", "/status", "", 403},
		{read, "GET", "/status", "", 200}, {read, "GET", "/groups?cursor=nonsense", "", 422}, {read, "GET", "/groups?limit=100000", "", 422},
		{read, "GET", "/nowhere", "", 404}, {"", "GET", "/openapi.json", "", 200},
		{events, "POST", "/events", "{\n \"events\": [", 400}, {events, "POST", "/events", `{"events":[{"id":"e","chat":"c","kind":"shout"}]}`, 422},
		{events, "POST", "/events", strings.Repeat(" ", webhook.MaxBytes+1), 413}, {events, "POST", "/events", `{"events":[]}`, 200},
	} {
		if code, got := k.call(c.token, c.method, c.path, c.body); code != c.want {
			t.Errorf("%s %s answers %d, want %d: %.300v", c.method, c.path, code, c.want, got)
		}
	}
	_, got := k.call(events, "POST", "/events", `{"events":[{"id":"e","chat":"c","kind":"shout"}]}`)
	if list, ok := got["errors"].([]any); !ok || len(list) != 1 || list[0].(map[string]any)["index"] != 0.0 {
		t.Errorf("what is wrong is not listed: %v", got)
	}
	limited := 0
	for range 40 {
		if code, _ := k.call("hs_GUESS", "GET", "/status", ""); code == 429 {
			limited++
		}
	}
	if limited == 0 {
		t.Error("somebody may try tokens without end")
	}
}

func TestGroupsArePaged(t *testing.T) {
	k := newDesk(t, dbtest.Open(t, db.SQLite, Schemas()))
	token := k.token(k.ws, "", "events,read")
	for i := range 7 {
		if code, got := k.call(token, "POST", "/events", posted1("e", fmt.Sprint("c", i), "x")); code != 200 {
			t.Fatal(code, got)
		}
	}
	k.settle()
	seen := map[string]bool{}
	cursor := ""
	for range 10 {
		_, got := k.call(token, "GET", "/groups?limit=3"+cursor, "")
		for _, g := range got["groups"].([]any) {
			chat := g.(map[string]any)["chat"].(string)
			if seen[chat] {
				t.Errorf("%s comes twice", chat)
			}
			seen[chat] = true
		}
		next, more := got["next"].(string)
		if !more {
			break
		}
		cursor = "&cursor=" + next
	}
	if len(seen) != 7 {
		t.Errorf("%d of 7 groups were listed", len(seen))
	}
}
