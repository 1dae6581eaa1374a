package connection_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/outward"
	"github.com/huoshui/huoshui/internal/base/secret"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// hand is a clock that is set by hand.
type hand struct {
	mu sync.Mutex
	at time.Time
}

func (h *hand) Now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.at }

func (h *hand) pass(d time.Duration) { h.mu.Lock(); defer h.mu.Unlock(); h.at = h.at.Add(d) }

// yard is connections with a receiver beside them.
type yard struct {
	t     *testing.T
	s     *connection.Service
	hooks connection.Hooks
	clock *hand
	url   string

	status int
	header map[string]string
	got    []*http.Request
	bodies [][]byte
}

func each(t *testing.T, fn func(*yard)) {
	t.Helper()
	dbtest.Each(t, []db.Schema{connection.Schema, audit.Schema, outbox.Schema}, func(t *testing.T, d *db.DB) { fn(newYard(t, d)) })
}

func newYard(t *testing.T, d *db.DB) *yard {
	t.Helper()
	key, err := secret.Keep(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	y := &yard{t: t, clock: &hand{at: dbtest.Noon}, status: 200, header: map[string]string{}}
	d.Clock = y.clock
	n := 0
	y.s = &connection.Service{DB: d, IDs: id.NewSource(1), Key: key, Out: outward.New(outward.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}),
		Secret: func() string { n++; return fmt.Sprintf("SECRET%020d", n) }}
	y.hooks = connection.Hooks{S: y.s}
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		y.got, y.bodies = append(y.got, r), append(y.bodies, body)
		for k, v := range y.header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(y.status)
	}))
	t.Cleanup(receiver.Close)
	y.url = receiver.URL + "/in?key=private"
	return y
}

func (y *yard) must(err error) {
	y.t.Helper()
	if err != nil {
		y.t.Fatal(err)
	}
}

func (y *yard) hook(name string, kinds ...fact.Kind) (string, connection.Door) {
	y.t.Helper()
	secret, d, err := y.s.NewHook(y.t.Context(), 1, name, connection.HookSettings{URL: y.url, Kinds: kinds})
	y.must(err)
	return secret, d
}

func (y *yard) door(c id.Connection) (d connection.Door) {
	y.t.Helper()
	y.must(y.s.DB.Read(y.t.Context(), func(tx *db.Tx) (err error) {
		d, err = y.s.Door(y.t.Context(), tx, 1, c)
		return err
	}))
	return d
}

func (y *yard) hear(facts ...fact.Fact) {
	y.t.Helper()
	y.must(y.s.DB.Write(y.t.Context(), func(tx *db.Tx) error { return y.hooks.Hear(y.t.Context(), tx, facts[0].Workspace, facts) }))
}

func said(ws id.Workspace, n int, group string) fact.Fact {
	body, _ := json.Marshal(fact.Message{Where: fact.Where{Group: group}, Message: fmt.Sprint("m", n), Text: "在吗"})
	return fact.Fact{ID: id.Fact(1000 + n), Workspace: ws, Kind: fact.MessageRecorded, At: dbtest.Noon, Event: id.Event(n), Body: body}
}

func (y *yard) deeds(ws id.Workspace) (out []outbox.Deed) {
	y.t.Helper()
	y.must(y.s.DB.Read(y.t.Context(), func(tx *db.Tx) (err error) {
		out, err = outbox.List(y.t.Context(), tx, ws, 0, "", 0, 1000)
		return err
	}))
	return out
}

// TestWhatIsPosted has an id, a kind, a time and what happened, and a signature
// that a receiver can check with nothing but the secret.
func TestWhatIsPosted(t *testing.T) {
	each(t, func(y *yard) {
		secret, d := y.hook("店里的机器人", fact.MessageRecorded)
		y.hear(said(1, 1, "grp_a"), fact.Fact{ID: 9, Workspace: 1, Kind: fact.MemberJoined, Body: []byte(`{}`)})
		list := y.deeds(1)
		if len(list) != 1 || list[0].Line != "grp_a" || list[0].Connection != d.ID {
			t.Fatalf("deeds: %+v", list)
		}
		list[0].Attempts = 3
		if r := y.hooks.Send(t.Context(), list[0]); r.Outcome != outbox.Done || r.Code != "HTTP 200" {
			t.Fatalf("posted: %+v", r)
		}
		r, body := y.got[0], y.bodies[0]
		if want := `{"id":"` + id.Show(id.Fact(1001)) + `","kind":"message.recorded","at":"2030-01-02T12:00:00Z","data":{"group":"grp_a","network":"","chat":"","message":"m1","text":"在吗","at":"0001-01-01T00:00:00Z"}}`; string(body) != want {
			t.Errorf("body\n %s\nwant\n %s", body, want)
		}
		if r.Method != http.MethodPost || r.Header.Get("Idempotency-Key") != id.Show(id.Fact(1001)) || r.Header.Get("Huoshui-Attempt") != "3" ||
			r.Header.Get("Content-Type") != "application/json; charset=utf-8" {
			t.Errorf("%s %v", r.Method, r.Header)
		}
		check(t, r.Header.Get("Huoshui-Signature"), body, secret)
	})
}

// check is what a receiver does.
func check(t *testing.T, header string, body []byte, secrets ...string) {
	t.Helper()
	stamp, rest, _ := strings.Cut(strings.TrimPrefix(header, "t="), ",")
	if stamp != strconv.FormatInt(dbtest.Noon.Unix(), 10) {
		t.Errorf("signed at %s", stamp)
	}
	var want []string
	for _, s := range secrets {
		mac := hmac.New(sha256.New, []byte(s))
		mac.Write([]byte(stamp + "." + string(body)))
		want = append(want, "v1="+hex.EncodeToString(mac.Sum(nil)))
	}
	if rest != strings.Join(want, ",") {
		t.Errorf("signature %s, want %s", rest, strings.Join(want, ","))
	}
}

// TestRotation signs with both secrets for a day.
func TestRotation(t *testing.T) {
	each(t, func(y *yard) {
		old, d := y.hook("a", fact.OrderPaid)
		fresh, err := y.s.RotateHook(t.Context(), 1, d.ID)
		y.must(err)
		y.must(found(y.s.CheckHook(t.Context(), y.door(d.ID))))
		check(t, y.got[0].Header.Get("Huoshui-Signature"), y.bodies[0], fresh, old)
		if !bytes.Contains(y.bodies[0], []byte(`"kind":"ping"`)) {
			t.Errorf("the test says %s", y.bodies[0])
		}
		y.clock.pass(25 * time.Hour)
		y.must(found(y.s.CheckHook(t.Context(), y.door(d.ID))))
		if got := strings.Count(y.got[1].Header.Get("Huoshui-Signature"), "v1="); got != 1 {
			t.Errorf("after a day there are %d signatures", got)
		}
		for name, d := range map[string]connection.Door{"the table": y.door(d.ID)} {
			for _, s := range []string{old, fresh, "SECRET"} {
				if strings.Contains(d.Settings, s) || bytes.Contains(d.Sealed, []byte(s)) {
					t.Errorf("%s holds a secret that can be read", name)
				}
			}
		}
	})
}

func found(list any) error {
	text, err := json.Marshal(list)
	if strings.Contains(string(text), `"OK":false`) {
		return errors.New(string(text))
	}
	return err
}

// TestAnswers: what each answer comes to.
func TestAnswers(t *testing.T) {
	y := newYard(t, dbtest.Open(t, db.SQLite, []db.Schema{connection.Schema, audit.Schema, outbox.Schema}))
	_, d := y.hook("a", fact.MessageRecorded)
	deed := outbox.Deed{Workspace: 1, Connection: d.ID, Action: connection.ActionHook, Body: []byte(`{}`), Fact: 7}
	for _, c := range []struct {
		status int
		retry  string
		want   outbox.Outcome
		wait   time.Duration
	}{
		{200, "", outbox.Done, 0}, {204, "", outbox.Done, 0}, {302, "", outbox.NotDone, 0}, {400, "", outbox.NotDone, 0}, {401, "", outbox.NotDone, 0},
		{404, "", outbox.NotDone, 0}, {500, "", outbox.NotDone, 0}, {503, "", outbox.NotDone, 0}, {503, "30", outbox.Limit, 30 * time.Second},
		{429, "0", outbox.Limit, time.Second}, {429, "-5", outbox.Limit, time.Second}, {429, "999999", outbox.Limit, time.Hour}, {429, "soon", outbox.NotDone, 0},
		{503, dbtest.Noon.Add(2 * time.Minute).Format(http.TimeFormat), outbox.Limit, 2 * time.Minute}, {500, "30", outbox.NotDone, 0},
	} {
		y.status, y.header = c.status, map[string]string{"Retry-After": c.retry, "Location": "http://example.org/"}
		r := y.hooks.Send(t.Context(), deed)
		if r.Outcome != c.want || c.wait > 0 && !r.Until.Equal(dbtest.Noon.Add(c.wait)) || r.Code != fmt.Sprint("HTTP ", c.status) {
			t.Errorf("%d, %q: %+v", c.status, c.retry, r)
		}
	}
	if r := y.hooks.Find(t.Context(), deed); r.Outcome != outbox.NotDone {
		t.Errorf("after a crash: %+v", r)
	}
	y.url = "http://127.0.0.1:1/x?key=private"
	_, d = y.hook("nobody", fact.MessageRecorded)
	deed.Connection = d.ID
	if r := y.hooks.Send(t.Context(), deed); r.Outcome != outbox.NotDone || r.Code != "unreachable" || strings.Contains(r.Why, "private") {
		t.Errorf("nobody there: %+v", r)
	}
	if r := y.hooks.Send(t.Context(), outbox.Deed{Workspace: 2, Connection: d.ID}); r.Outcome != outbox.Refuse {
		t.Errorf("another workspace's: %+v", r)
	}
	y.must(y.s.Close(t.Context(), 1, d.ID))
	if r := y.hooks.Send(t.Context(), deed); r.Outcome != outbox.Refuse || r.Code != "closed" {
		t.Errorf("once removed: %+v", r)
	}
}

// TestPausedByItself: gone at 410; failing for a day; with too much waiting; and
// when its secret cannot be read. What waits stays, and leaves when resumed.
func TestPausedByItself(t *testing.T) {
	each(t, func(y *yard) {
		send := func(d connection.Door) outbox.Result {
			return y.hooks.Send(t.Context(), outbox.Deed{Workspace: 1, Connection: d.ID, Action: connection.ActionHook, Body: []byte(`{}`), Fact: 7})
		}
		paused := func(d connection.Door, want connection.Pause) {
			t.Helper()
			if got := y.door(d.ID); got.Why != want || got.Paused.IsZero() != (want == "") {
				t.Errorf("%s is paused because of %q since %v, want %q", d.Name, got.Why, got.Paused, want)
			}
		}
		_, gone := y.hook("gone", fact.OrderPaid)
		y.status = 410
		if r := send(gone); r.Outcome != outbox.Refuse {
			t.Errorf("410: %+v", r)
		}
		paused(gone, connection.Gone)
		if r := send(gone); r.Outcome != outbox.Limit || r.Code != "paused" {
			t.Errorf("while paused: %+v", r)
		}
		y.must(y.s.Resume(t.Context(), 1, gone.ID))
		paused(gone, "")

		_, ill := y.hook("ill", fact.OrderPaid)
		y.status = 500
		for _, step := range []struct {
			after   time.Duration
			patient bool
			want    connection.Pause
		}{{0, false, ""}, {50 * time.Minute, false, ""}, {20 * time.Minute, true, ""}, {22 * time.Hour, true, ""}, {2 * time.Hour, true, connection.Failing}} {
			y.clock.pass(step.after)
			if r := send(ill); r.Patient != step.patient {
				t.Errorf("after %v: %+v", step.after, r)
			}
			paused(ill, step.want)
		}
		y.status = 200
		y.must(y.s.Resume(t.Context(), 1, ill.ID))
		if r := send(ill); r.Outcome != outbox.Done {
			t.Errorf("well again: %+v", r)
		}
		if d := y.door(ill.ID); !d.Failing.IsZero() {
			t.Errorf("failing since %v", d.Failing)
		}

		_, locked := y.hook("locked", fact.OrderPaid)
		key := y.s.Key
		y.s.Key, _ = secret.Keep(t.TempDir())
		if r := send(locked); r.Outcome != outbox.Limit || r.Code != "key" {
			t.Errorf("with another key: %+v", r)
		}
		paused(locked, connection.NoKey)
		if _, err := y.s.RotateHook(t.Context(), 1, locked.ID); err != nil {
			t.Error(err)
		}
		paused(locked, "")
		if r := send(locked); r.Outcome != outbox.Done {
			t.Errorf("with a new secret: %+v", r)
		}
		y.s.Key = key
	})
}

// TestBacklog: when more than ten thousand posts wait the hook is told of no more.
func TestBacklog(t *testing.T) {
	y := newYard(t, dbtest.Open(t, db.SQLite, []db.Schema{connection.Schema, audit.Schema, outbox.Schema}))
	_, d := y.hook("slow", fact.MessageRecorded)
	for n := 0; n <= 10_000; n += 1000 {
		var facts []fact.Fact
		for i := range 1000 {
			facts = append(facts, said(1, n+i, "grp_a"))
		}
		y.hear(facts...)
	}
	if got := y.door(d.ID); got.Why != connection.Backlog {
		t.Errorf("paused because of %q", got.Why)
	}
	var kinds []fact.Kind
	y.must(y.s.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		kinds, err = y.hooks.Wants(t.Context(), tx, 1)
		return err
	}))
	if len(kinds) > 0 {
		t.Errorf("it is still told of %v", kinds)
	}
}

// TestHooksOfAWorkspace hear of its own facts, each of what it asked for, once.
func TestHooksOfAWorkspace(t *testing.T) {
	each(t, func(y *yard) {
		y.hook("a", fact.MessageRecorded)
		y.hook("b", fact.MessageRecorded, fact.OrderPaid)
		y.hear(said(1, 1, "grp_a"), said(1, 2, "grp_b"))
		y.hear(said(1, 1, "grp_a"))
		y.hear(said(2, 3, "grp_c"))
		if n := len(y.deeds(1)); n != 4 {
			t.Errorf("%d deeds of two facts for two hooks", n)
		}
		if n := len(y.deeds(2)); n != 0 {
			t.Errorf("%d deeds in a workspace without hooks", n)
		}
	})
}

// TestHooksThatCannotBe are refused with a sentence beside the field.
func TestHooksThatCannotBe(t *testing.T) {
	y := newYard(t, dbtest.Open(t, db.SQLite, []db.Schema{connection.Schema, audit.Schema, outbox.Schema}))
	y.hook("taken", fact.OrderPaid)
	for _, c := range []struct {
		name, url, field string
		kind             fact.Kind
		want             fault.Kind
	}{
		{"", y.url, "name", fact.OrderPaid, fault.Invalid}, {"taken", y.url, "name", fact.OrderPaid, fault.Conflict},
		{"a", "ftp://x.example/", "url", fact.OrderPaid, fault.Invalid}, {"a", "https://me:pw@x.example/", "url", fact.OrderPaid, fault.Invalid},
		{"a", "https://x.example/#f", "url", fact.OrderPaid, fault.Invalid}, {"a", "", "url", fact.OrderPaid, fault.Invalid},
		{"a", "http://10.0.0.1/", "url", fact.OrderPaid, fault.Forbidden}, {"a", "http://[::ffff:169.254.169.254]/", "url", fact.OrderPaid, fault.Forbidden},
		{"a", y.url, "kinds", fact.BatchRecorded, fault.Invalid}, {"a", y.url, "kinds", "", fault.Invalid},
	} {
		_, _, err := y.s.NewHook(t.Context(), 1, c.name, connection.HookSettings{URL: c.url, Kinds: []fact.Kind{c.kind}})
		if fault.KindOf(err) != c.want || auth.Field(err) != c.field {
			t.Errorf("%+v: %v", c, err)
		}
	}
	y.s.Key = nil
	if _, _, err := y.s.NewHook(context.Background(), 1, "b", connection.HookSettings{URL: y.url, Kinds: fact.Public[:]}); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("without a key: %v", err)
	}
}
