package house

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
	"github.com/huoshui/huoshui/internal/web/api"
)

// counter is the API beside a homeserver in memory.
type counter struct {
	*desk
	group, room string
	people      *matrixtest.People
}

func newCounter(t *testing.T, d *db.DB) *counter {
	t.Helper()
	s, k, _, people, _ := besideMatrix(t, d)
	here := func(*http.Request) netip.Addr { return netip.IPv6Loopback() }
	shell := api.New(api.Options{Tokens: newTokens(s.app), Clock: d.Clock, Log: slog.New(slog.DiscardHandler), Version: "1", Address: here})
	s.app.addAPI(shell, Serving{Log: slog.New(slog.DiscardHandler)}, k)
	c := &counter{desk: &desk{s, shell.Handler()}, people: people}
	host := people.Person(t, "店长")
	c.room = people.Create(t, host, "花店会员群")
	people.Must(t, host, http.MethodPost, matrixtest.Room(c.room, "invite"), map[string]any{"user_id": matrixtest.Bot}, nil)
	s.await("our coming", func() bool { return people.In(t, c.room, matrixtest.Bot, host) })
	now := people.Say(t, c.room, host, "玫瑰到了")
	s.await("the message", func() bool { return s.knows(now) })
	c.group = c.groupOf(c.token(s.ws, "", "read"), c.room)
	return c
}

func (c *counter) groupOf(token, chat string) string {
	c.t.Helper()
	_, got := c.call(token, "GET", "/groups?chat="+strings.NewReplacer("!", "%21", ":", "%3A").Replace(chat), "")
	list, _ := got["groups"].([]any)
	if len(list) != 1 {
		c.t.Fatalf("groups of %s: %v", chat, got)
	}
	group, _ := list[0].(map[string]any)["id"].(string)
	return group
}

// ask asks for a message under a key, and returns what stands in the head, too.
func (c *counter) ask(token, key, body string) (int, map[string]any, http.Header) {
	c.t.Helper()
	r := httptest.NewRequestWithContext(c.t.Context(), http.MethodPost, "/api/v1/messages", strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	w := httptest.NewRecorder()
	c.h.ServeHTTP(w, r)
	out := map[string]any{}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		c.t.Fatalf("it answers %d %q", w.Code, w.Body)
	}
	return w.Code, out, w.Header()
}

func saying(group, text string) string {
	b, _ := json.Marshal(map[string]string{"group": group, "text": text}) // strings marshal
	return string(b)
}

// TestAMessageIsSaidOnce, however often it is asked for, and its state is told
// to its workspace alone.
func TestAMessageIsSaidOnce(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		c := newCounter(t, d)
		token, other := c.token(c.ws, "shop", "send,read"), c.token(c.ws+1, "", "send,read")
		code, first, _ := c.ask(token, "k1", saying(c.group, "八点开团"))
		if code != http.StatusAccepted || first["id"] == "" || first["message"] != nil {
			t.Fatalf("%d %v", code, first)
		}
		one := func() map[string]any {
			code, got := c.call(token, "GET", fmt.Sprint("/messages/", first["id"]), "")
			if code != http.StatusOK {
				t.Fatalf("%d %v", code, got)
			}
			return got
		}
		c.await("its leaving", func() bool { return one()["state"] == "sent" })
		if got := one(); got["message"] == nil || got["ended"] == nil {
			t.Errorf("sent it is %v", got)
		}
		if code, again, _ := c.ask(token, "k1", saying(c.group, "八点开团")); code != http.StatusAccepted || again["id"] != first["id"] || again["state"] != "sent" {
			t.Errorf("asked for again: %d %v", code, again)
		}
		if code, got, _ := c.ask(token, "k1", saying(c.group, "九点开团")); code != http.StatusConflict {
			t.Errorf("something else under the same key: %d %v", code, got)
		}
		if code, got, _ := c.ask(c.token(c.ws, "till", "send"), "k1", saying(c.group, "打烊了")); code != http.StatusAccepted || got["id"] == first["id"] {
			t.Errorf("another source's key of the same name: %d %v", code, got)
		}
		if code, got := c.call(other, "GET", fmt.Sprint("/messages/", first["id"]), ""); code != http.StatusNotFound {
			t.Errorf("another workspace is told %d %v", code, got)
		}
		if code, got, _ := c.ask(other, "k2", saying(c.group, "你好")); code != http.StatusNotFound {
			t.Errorf("another workspace speaks in the group: %d %v", code, got)
		}
		c.await("both", func() bool { return c.open() == 0 })
		said := map[string]int{}
		for _, e := range c.people.Items(t, c.room, matrixtest.Bot) {
			if e.Sender == matrixtest.Bot && e.Type == "m.room.message" {
				said[e.Content.Body]++
			}
		}
		if len(said) != 2 || said["八点开团"] != 1 || said["打烊了"] != 1 {
			t.Errorf("the group was told %v", said)
		}
	})
}

// TestWhatMayNotBeSaid is refused with its reason, and nothing of it leaves.
func TestWhatMayNotBeSaid(t *testing.T) {
	c := newCounter(t, dbtest.Open(t, db.SQLite, Schemas()))
	token := c.token(c.ws, "", "events,send,read")
	if code, got := c.call(token, "POST", "/events", fmt.Sprintf(`{"events":[{"id":"e","chat":"counter","kind":"message","at":%q,"actor":{"id":"u"},"text":"在吗"}]}`, time.Now().Format(time.RFC3339))); code != http.StatusOK {
		t.Fatal(code, got)
	}
	c.await("the shop's group", func() bool {
		_, got := c.call(token, "GET", "/groups?chat=counter", "")
		list, _ := got["groups"].([]any)
		return len(list) == 1
	})
	deaf := c.groupOf(token, "counter")
	for _, one := range []struct {
		token, key, body string
		want             int
	}{
		{"hs_WRONG", "k", saying(c.group, "x"), 401}, {c.token(c.ws, "", "events,read"), "k", saying(c.group, "x"), 403},
		{token, "", saying(c.group, "x"), 422}, {token, strings.Repeat("k", 201), saying(c.group, "x"), 422},
		{token, "k", saying(c.group, ""), 422}, {token, "k", saying(c.group, " \n"), 422}, {token, "k", saying(c.group, "a\x00b"), 422},
		{token, "k", saying(c.group, strings.Repeat("长", 8001)), 422}, {token, "k", saying(c.group, strings.Repeat("x", messageBytes)), 413},
		{token, "k", saying("grp_0000000000001", "x"), 404}, {token, "k", saying("nonsense", "x"), 404}, {token, "k", saying(deaf, "x"), 422},
		{token, "k", `{"group":"` + c.group + `","text":"x","connection":"con_0000000000001"}`, 422},
		{token, "k", `{"group":`, 400}, {token, "k", `{"group":"` + c.group + `","text":"x","colour":"red"}`, 422},
	} {
		if code, got, _ := c.ask(one.token, one.key, one.body); code != one.want {
			t.Errorf("%.60s is answered %d, want %d: %.300v", one.body, code, one.want, got)
		}
	}
	for _, path := range []string{"/messages/deed_0000000000001", "/messages/nonsense", "/messages/" + id.Show(c.hookDeed())} {
		if code, got := c.call(token, "GET", path, ""); code != http.StatusNotFound {
			t.Errorf("%s answers %d %v", path, code, got)
		}
	}
	limited := 0
	for i := range 250 {
		code, _, head := c.ask(token, fmt.Sprint("flood", i), saying("grp_0000000000001", "x"))
		if code == http.StatusTooManyRequests && head.Get("Retry-After") != "" {
			limited++
		}
	}
	if limited == 0 {
		t.Error("a token may ask for messages without end")
	}
}

// hookDeed is a deed that no program asked for.
func (c *counter) hookDeed() (d id.Deed) {
	c.t.Helper()
	c.write(func(tx *db.Tx) error {
		if _, err := outbox.Put(c.t.Context(), tx, c.app.IDs, outbox.Deed{Workspace: c.ws, Key: "hook/x", Action: actionHook, Due: tx.Now.Add(1 << 40)}); err != nil {
			return err
		}
		put, err := outbox.ByKey(c.t.Context(), tx, c.ws, "hook/x")
		d = put.ID
		return err
	})
	return d
}

// TestTooMuchWaits: what is more than may wait is refused until some has left.
func TestTooMuchWaits(t *testing.T) {
	c := newCounter(t, dbtest.Open(t, db.SQLite, Schemas()))
	token := c.token(c.ws, "", "send")
	c.write(func(tx *db.Tx) error {
		door, _, err := c.app.wayInto(t.Context(), tx, c.ws, c.group, "")
		if err != nil {
			return err
		}
		deeds := make([]outbox.Deed, mostMessages)
		for i := range deeds {
			deeds[i] = outbox.Deed{Workspace: c.ws, Connection: door, Key: fmt.Sprint(i), Action: "send", Due: tx.Now.Add(1 << 40)}
		}
		_, err = outbox.Put(t.Context(), tx, c.app.IDs, deeds...)
		return err
	})
	if code, got, head := c.ask(token, "k", saying(c.group, "x")); code != http.StatusTooManyRequests || head.Get("Retry-After") == "" {
		t.Errorf("%d %v", code, got)
	}
}
