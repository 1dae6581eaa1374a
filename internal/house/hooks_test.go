package house

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/herald"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/secret"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// receiver keeps what was posted to it.
type receiver struct {
	mu  sync.Mutex
	got []connection.Payload
	url string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{}
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		var p connection.Payload
		if err := json.Unmarshal(body, &p); err != nil {
			t.Errorf("%v: %s", err, body)
		}
		r.got = append(r.got, p)
	}))
	t.Cleanup(s.Close)
	r.url = s.URL
	return r
}

func (r *receiver) all() []connection.Payload {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]connection.Payload(nil), r.got...)
}

// hooked gives a stage a key, a way to this machine and a hook for everything.
func (s *stage) hooked(url string) connection.Door {
	s.t.Helper()
	key, err := secret.Keep(s.t.TempDir())
	if err != nil {
		s.t.Fatal(err)
	}
	WithNetworks([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")})(s.app)
	WithKey(key)(s.app)
	s.app.Connection.Out = s.app.out
	_, d, err := s.app.Connection.NewHook(s.t.Context(), s.ws, "全部", connection.HookSettings{URL: url, Kinds: fact.Public[:]})
	if err != nil {
		s.t.Fatal(err)
	}
	return d
}

func (s *stage) await(what string, enough func() bool) {
	s.t.Helper()
	look, giveUp := time.NewTicker(10*time.Millisecond), time.After(2*time.Minute)
	defer look.Stop()
	for !enough() {
		select {
		case <-look.C:
		case <-giveUp:
			s.t.Fatalf("%s did not come", what)
		}
	}
}

// TestHistoryTellsNobody: with a hook for everything, importing leaves nothing
// and keeps no fact; what is told live afterwards leaves, each thing once and
// in order within its group.
func TestHistoryTellsNobody(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		to := newReceiver(t)
		s.hooked(to.url)
		told, _, _ := market()
		k := s.live()
		if err := k.outbox.Share(t.Context()); err != nil {
			t.Fatal(err)
		}
		imp := s.begin()
		err := s.app.Chat.Run(t.Context(), s.ws, imp, func(_ context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
			for _, a := range told[:300] {
				if err := sink.Event(&a.Event); err != nil {
					return export.Result{}, err
				}
			}
			return export.Result{}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		s.nothingLeaves()
		if _, err := (inlet{k.box, s.ws, 7}).keep(t.Context(), told[:360]); err != nil { // the messages among the first 300 are known from the file
			t.Fatal(err)
		}
		want := map[string][]event.NativeMessage{}
		n := 0
		for _, a := range told[300:360] {
			if n++; a.Event.Kind == event.Message {
				want[string(a.Event.Chat)] = append(want[string(a.Event.Chat)], a.Event.NativeID)
			}
		}
		s.await("every post", func() bool { return len(to.all()) >= n })
		s.await("an empty outbox", func() bool { return s.open() == 0 })
		got := map[string][]event.NativeMessage{}
		for _, p := range to.all() {
			var m fact.Message
			if err := json.Unmarshal(p.Data, &m); err != nil {
				t.Fatal(err)
			}
			if p.Kind == fact.MessageRecorded {
				got[m.Chat] = append(got[m.Chat], event.NativeMessage(m.Message))
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("posted\n got %v\nwant %v", got, want)
		}
		ids := map[string]bool{}
		for _, p := range to.all() {
			if ids[p.ID] {
				t.Errorf("%s was posted twice", p.ID)
			}
			ids[p.ID] = true
		}
	})
}

func (s *stage) nothingLeaves() {
	s.t.Helper()
	if n := s.open(); n != 0 {
		s.t.Errorf("an import left %d deeds", n)
	}
	err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		n, err := herald.Pending(s.t.Context(), tx, s.ws)
		if n != 0 {
			s.t.Errorf("an import told %d facts", n)
		}
		list, err2 := outbox.List(s.t.Context(), tx, s.ws, 0, "", 0, 10)
		if len(list) > 0 {
			s.t.Errorf("an import did %d deeds", len(list))
		}
		if err == nil {
			err = err2
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) open() (n int64) {
	s.t.Helper()
	if err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) (err error) {
		n, err = outbox.Pending(s.t.Context(), tx, s.ws)
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return n
}

// TestFastClockAndOutside exclude each other, whichever came first.
func TestFastClockAndOutside(t *testing.T) {
	s := newStage(t, dbtest.Open(t, db.SQLite, Schemas()), 0)
	s.hooked("http://127.0.0.1:1/")
	if err := s.app.SetSandboxClock(t.Context(), s.ws, 100, false); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a fast clock beside a hook: %v", err)
	}
}

// TestDeedsOfAClosedConnection are refused with its word, and of an open one go
// by its adapter.
func TestDeedsOfAClosedConnection(t *testing.T) {
	s := newStage(t, dbtest.Open(t, db.SQLite, Schemas()), 0)
	if r := (sender{doors: &adapters{}}).Send(t.Context(), outbox.Deed{Workspace: s.ws, Connection: 5, Action: string(channel.Send), Body: []byte(`{}`)}); r.Outcome != outbox.NotDone {
		t.Errorf("%+v", r)
	}
}
