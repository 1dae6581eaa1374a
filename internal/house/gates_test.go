package house

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/secret"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/matrix"
	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
	"github.com/huoshui/huoshui/internal/channel/webhook"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// besideMatrix is a stage with a homeserver in memory, connected.
func besideMatrix(t *testing.T, d *db.DB) (*stage, *kernel, connection.Door, *matrixtest.People, *matrixtest.Wire) {
	t.Helper()
	d.Clock = clock.Real{}
	s := newStage(t, d, 0)
	key, err := secret.Keep(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	WithNetworks([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")})(s.app)
	WithKey(key)(s.app)
	s.app.Connection.Out = s.app.out
	wire := matrixtest.NewWire(t, "")
	server := matrixtest.NewServer(t, wire.Hook)
	wire.To(t, server.URL)
	k := s.live()
	if err := k.outbox.Share(t.Context()); err != nil {
		t.Fatal(err)
	}
	door, err := s.app.ConnectMatrix(t.Context(), s.ws, "花店", wire.Hook, matrix.Settings{Homeserver: wire.API, ServerName: matrixtest.ServerName,
		Localpart: matrixtest.Localpart, ASToken: matrixtest.ASToken, HSToken: matrixtest.HSToken})
	if err != nil {
		t.Fatal(err)
	}
	// The homeserver in memory knows one address; the program listens at one of the connection's.
	wire.Adapter(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r2 := r.Clone(r.Context())
		r2.URL.Path = strings.TrimSuffix(hookPath(door.ID), "/") + r.URL.Path
		s.app.gates.ServeHTTP(w, r2)
	}))
	s.await("the connection to be heard", func() bool { _, heard, _ := s.app.gates.of(s.ws, door.ID); return heard })
	return s, k, door, matrixtest.NewPeople(server.URL, matrixtest.ASToken, matrixtest.ServerName, ""), wire
}

// TestMatrixWhileServing: connected while the program serves, heard, brought the
// history of, spoken through and removed.
func TestMatrixWhileServing(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, door, people, wire := besideMatrix(t, d)
		wire.Lose(true) // the homeserver in memory tells of rooms that we are not in
		host := people.Person(t, "店长")
		room := people.Create(t, host, "花店会员群")
		before := []string{people.Say(t, room, host, "我们还不在的时候"), people.Say(t, room, host, "说的话")}
		wire.Await(t, before[1], 10*time.Second)
		wire.Lose(false)
		people.Must(t, host, http.MethodPost, matrixtest.Room(room, "invite"), map[string]any{"user_id": matrixtest.Bot}, nil)
		s.await("our coming", func() bool { return people.In(t, room, matrixtest.Bot, host) })
		now := people.Say(t, room, host, "玫瑰到了")
		s.await("the message", func() bool { return s.knows(now) })
		if s.knows(before[0]) {
			t.Error("what was said before we came was told live")
		}
		if err := s.app.backfill(t.Context(), door, s.user); err != nil {
			t.Fatal(err)
		}
		s.await("the history", func() bool { return s.knows(before[0]) && s.knows(before[1]) })
		s.write(func(tx *db.Tx) error {
			return s.app.Say(t.Context(), tx, s.ws, door.ID, channel.Deed{Key: "hello", Action: channel.Send, Chat: event.NativeChat(room), Text: "欢迎"})
		})
		s.await("what we said", func() bool {
			for _, e := range people.Items(t, room, host) {
				if e.Content.Body == "欢迎" && e.Sender == matrixtest.Bot {
					return true
				}
			}
			return false
		})
		findings := s.app.checkMatrix(t.Context(), door)
		for _, f := range findings {
			if !f.OK {
				t.Errorf("check: %s: %s", f.Tried.En, f.Got)
			}
		}
		if len(findings) < 6 {
			t.Errorf("the doctor looked at %d things", len(findings))
		}
		heard := func() bool { _, heard, _ := s.app.gates.of(s.ws, door.ID); return heard }
		s.write(func(tx *db.Tx) error {
			return s.app.Connection.Pause(t.Context(), tx, s.ws, door.ID, connection.ByHand)
		})
		s.await("silence", func() bool { return !heard() })
		meanwhile := people.Say(t, room, host, "暂停的时候说的")
		if err := s.app.Connection.Resume(t.Context(), s.ws, door.ID); err != nil {
			t.Fatal(err)
		}
		s.await("what was said while it was paused", func() bool { return heard() && s.knows(meanwhile) })
		if err := s.app.Connection.Close(t.Context(), s.ws, door.ID); err != nil {
			t.Fatal(err)
		}
		s.await("its end", func() bool { a, _, _ := s.app.gates.of(s.ws, door.ID); return a == nil })
	})
}

// knows reports whether a message is recorded.
func (s *stage) knows(message string) bool {
	s.t.Helper()
	story, err := tales{s.app}.Story(s.t.Context(), s.reader(), message)
	if fault.KindOf(err) == fault.NotFound {
		return false
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return story.Quote != ""
}

func (s *stage) reader() connection.Reader {
	return connection.Reader{Workspace: s.ws, Scope: auth.Everything(), Quotes: true, At: func(parts ...string) string { return "/" + strings.Join(parts, "/") }}
}

// TestSecretsOfAnotherKey: restored without the key, a connection does not open,
// its doctor says why, and it opens once its tokens are entered again.
func TestSecretsOfAnotherKey(t *testing.T) {
	s, _, door, _, _ := besideMatrix(t, dbtest.Open(t, db.SQLite, Schemas()))
	if strings.Contains(door.Settings, matrixtest.ASToken) || strings.Contains(string(door.Sealed), matrixtest.ASToken) {
		t.Error("a token can be read in the table")
	}
	fresh, err := secret.Keep(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s.app.Connection.Key = fresh
	if f := s.app.checkMatrix(t.Context(), door); len(f) != 1 || f[0].OK {
		t.Errorf("the doctor says %+v", f)
	}
	n := networks{s.app}
	if _, err := n.Registration(door); fault.KindOf(err) != fault.Conflict {
		t.Errorf("registration: %v", err)
	}
	if err := n.Reenter(t.Context(), door, "short", "short"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("bad tokens: %v", err)
	}
	if err := n.Reenter(t.Context(), door, matrixtest.ASToken, matrixtest.HSToken); err != nil {
		t.Fatal(err)
	}
	s.await("its opening", func() bool { _, heard, fault := s.app.gates.of(s.ws, door.ID); return heard && fault == nil })
}

// TestStories: what a program posted, what clashed with it, what was edited, and
// what left because of it, under every name it has; nobody of another workspace
// or another unit hears of it.
func TestStories(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		to := newReceiver(t)
		s.hooked(to.url)
		k := s.live()
		if err := k.outbox.Share(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, token, err := s.app.Connection.NewToken(t.Context(), s.ws, "商城", []string{connection.ScopeEvents})
		if err != nil {
			t.Fatal(err)
		}
		post := func(body string) {
			t.Helper()
			told, wrong, err := webhook.Parse([]byte(body), id.Show(token.Connection))
			if err != nil || len(wrong) > 0 {
				t.Fatal(err, wrong)
			}
			if _, err := (inlet{k.box, s.ws, token.Connection}).keep(t.Context(), told); err != nil {
				t.Fatal(err)
			}
		}
		post(`{"events":[{"id":"m1","chat":"demo","kind":"message","at":"2030-01-02T11:00:00Z","actor":{"id":"u1"},"text":"在吗"}]}`)
		s.await("the post", func() bool { return len(to.all()) == 1 })
		s.await("an empty outbox", func() bool { return s.open() == 0 })
		post(`{"events":[{"id":"m1","chat":"demo","kind":"message","at":"2030-01-02T11:00:00Z","actor":{"id":"u1"},"text":"别的话"}]}`)
		teller := tales{s.app}
		story, err := teller.Story(t.Context(), s.reader(), "m1")
		if err != nil {
			t.Fatal(err)
		}
		var steps []string
		for _, step := range story.Steps {
			steps = append(steps, step.What.Text.En)
		}
		want := []string{stepCame.En, stepClash.En, stepRouted.En, stepKept.En, stepDecided.En, deedEnds[outbox.Sent].En}
		if strings.Join(steps, "\n") != strings.Join(want, "\n") || story.Quote != "在吗" {
			t.Errorf("the story goes\n%s\nand it said %q", strings.Join(steps, "\n"), story.Quote)
		}
		deed := s.deedOf()
		for _, name := range append([]string{deed}, s.eventOf(story)) {
			if _, err := teller.Story(t.Context(), s.reader(), name); err != nil {
				t.Errorf("under %s: %v", name, err)
			}
		}
		quiet := s.reader()
		if quiet.Quotes = false; true {
			if got, err := teller.Story(t.Context(), quiet, "m1"); err != nil || got.Quote != "" || !got.Hidden {
				t.Errorf("for who may not read: %q, %v", got.Quote, err)
			}
		}
		other, narrow := s.reader(), s.reader()
		other.Workspace, narrow.Scope = s.ws+1, auth.Scope{}
		for what, v := range map[string]connection.Reader{"another workspace": other, "another unit": narrow} {
			for _, name := range []string{"m1", deed} {
				if _, err := teller.Story(t.Context(), v, name); fault.KindOf(err) != fault.NotFound {
					t.Errorf("%s hears of %s: %v", what, name, err)
				}
			}
		}
		if _, err := teller.Story(t.Context(), s.reader(), "nothing"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("nothing: %v", err)
		}
	})
}

func (s *stage) deedOf() string {
	s.t.Helper()
	var list []outbox.Deed
	if err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) (err error) {
		list, err = outbox.List(s.t.Context(), tx, s.ws, 0, "", 0, 1)
		return err
	}); err != nil || len(list) == 0 {
		s.t.Fatal(err, list)
	}
	return id.Show(list[0].ID)
}

func (s *stage) eventOf(story connection.Story) string {
	s.t.Helper()
	for _, n := range story.Names {
		if strings.HasPrefix(n.Value, "evt_") {
			return n.Value
		}
	}
	s.t.Fatal("the story names no event")
	return ""
}

// TestMonthsAround looks where something can be.
func TestMonthsAround(t *testing.T) {
	at := time.Date(2030, 1, 31, 23, 0, 0, 0, time.UTC)
	got := monthsAround([]time.Time{at}, at, 10)
	if want := chat.Month(at.UnixMilli()); len(got) != 6 || got[0] != want-1 || got[2] != want+1 {
		t.Errorf("%v around %d", got, want)
	}
	if n := len(monthsAround(nil, at, 10_000)); n != 3 {
		t.Errorf("%d months in ten thousand groups", n)
	}
}
