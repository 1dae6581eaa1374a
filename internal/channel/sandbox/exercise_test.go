package sandbox

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/channeltest"
)

const (
	ws   = id.Workspace(7)
	conn = id.Connection(11)
)

// far is the platform as the suite moves it: by what the page does.
type far struct {
	*Platform
	profile Profile
	mark    *int64 // the number where the last redelivery ended
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (f far) Group(t testing.TB, name string) event.NativeChat {
	t.Helper()
	chat, err := f.CreateGroup(t.Context(), ws, name, f.profile, "")
	must(t, err)
	return chat
}

func (f far) Person(t testing.TB, name string) event.NativeUser {
	t.Helper()
	who, err := f.CreatePerson(t.Context(), ws, name)
	must(t, err)
	return who
}

func (f far) Join(t testing.TB, chat event.NativeChat, who event.NativeUser) {
	t.Helper()
	must(t, f.Platform.Join(t.Context(), ws, chat, who, "qr"))
}

func (f far) JoinBy(t testing.TB, link string, who event.NativeUser) {
	t.Helper()
	_, err := f.JoinByCode(t.Context(), ws, link, who)
	must(t, err)
}

func (f far) Leave(t testing.TB, chat event.NativeChat, who event.NativeUser) {
	t.Helper()
	must(t, f.Platform.Leave(t.Context(), ws, chat, who))
}

func (f far) Say(t testing.TB, chat event.NativeChat, who event.NativeUser, text string) event.NativeMessage {
	t.Helper()
	return f.Reply(t, chat, who, "", text)
}

func (f far) Reply(t testing.TB, chat event.NativeChat, who event.NativeUser, to event.NativeMessage, text string) event.NativeMessage {
	t.Helper()
	m, err := f.Platform.Say(t.Context(), ws, chat, who, Words{Text: text, ReplyTo: to})
	must(t, err)
	return m
}

func (f far) Edit(t testing.TB, chat event.NativeChat, who event.NativeUser, m event.NativeMessage, text string) {
	t.Helper()
	must(t, f.Platform.Edit(t.Context(), ws, chat, who, m, text))
}

func (f far) Delete(t testing.TB, chat event.NativeChat, who event.NativeUser, m event.NativeMessage) {
	t.Helper()
	must(t, f.Recall(t.Context(), ws, chat, who, m))
}

func (f far) Said(t testing.TB, chat event.NativeChat) (out []string) {
	t.Helper()
	shown, err := f.Messages(t.Context(), ws, chat, 0, 1000)
	must(t, err)
	for _, s := range shown {
		if !s.Deleted {
			out = append(out, s.Text)
		}
	}
	return out
}

func (f far) In(t testing.TB, chat event.NativeChat, who event.NativeUser) (in bool) {
	t.Helper()
	must(t, f.change(t.Context(), ws, func(w *world) error {
		m, err := w.membership(chat, who)
		in = m.in
		return err
	}))
	return in
}

func (f far) Redeliver(t testing.TB, shuffled bool) {
	t.Helper()
	must(t, f.change(t.Context(), ws, func(w *world) error {
		err := w.tx.Each(w.ctx, `SELECT connection, n, key, event FROM sandbox_told WHERE workspace = $1 AND n > $2 ORDER BY n`, []any{ws, *f.mark},
			func(scan func(...any) error) error {
				var one told
				err := scan(&one.connection, &one.n, &one.key, &one.event)
				w.told = append(w.told, one)
				return err
			})
		if shuffled {
			rand.Shuffle(len(w.told), func(i, j int) { w.told[i], w.told[j] = w.told[j], w.told[i] })
		}
		for i := range w.told {
			w.told[i].n = w.number()
		}
		*f.mark = w.next - 1
		return err
	}))
}

func (f far) with(t testing.TB, faults Faults, during func()) {
	t.Helper()
	must(t, f.SetFaults(t.Context(), ws, faults))
	during()
	must(t, f.SetFaults(t.Context(), ws, Faults{Limited: faults.Limited}))
}

func (f far) Lose(t testing.TB, during func()) { t.Helper(); f.with(t, Faults{Losing: true}, during) }
func (f far) Down(t testing.TB, during func()) { t.Helper(); f.with(t, Faults{Down: true}, during) }
func (f far) Limit(t testing.TB, during func()) {
	t.Helper()
	f.with(t, Faults{Limited: time.Now().Add(300 * time.Millisecond)}, during)
}

func (f far) Confirm(t testing.TB, chat event.NativeChat) {
	t.Helper()
	waiting, err := f.Waiting(t.Context(), ws, chat)
	must(t, err)
	for _, w := range waiting {
		must(t, f.Settle(t.Context(), ws, w.Connection, w.Deed.Key, true))
	}
}

// platform is a platform on d by the wall clock.
func platform(t testing.TB, d *db.DB) *Platform {
	t.Helper()
	p, err := New(d, clock.Real{})
	must(t, err)
	return p
}

// TestTheAdapterConforms in every profile, on both databases.
func TestTheAdapterConforms(t *testing.T) {
	for _, profile := range []Profile{Rich, WeCom, Poor} {
		t.Run(string(profile), func(t *testing.T) {
			for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
				t.Run(string(dialect), func(t *testing.T) {
					table := channeltest.Exercise(t, func(ctx context.Context, t *testing.T) channeltest.Rig {
						p := platform(t, dbtest.Open(t, dialect, []db.Schema{Schema}))
						a, err := p.Open(ctx, ws, conn, profile)
						must(t, err)
						return channeltest.Rig{Adapter: a, Far: far{p, profile, new(int64)}, Wait: 10 * time.Second}
					})
					if t.Failed() || dialect == db.Postgres && len(table.Modes) == 0 {
						return
					}
					table.Keep(t, "sandbox "+string(profile))
					for a, mode := range profile.Capabilities() {
						if table.Modes[a] != mode || !table.Proved(a) {
							t.Errorf("%s was not proved to be as declared", a)
						}
					}
					if a := channel.Tag; !table.Proved(a) {
						t.Errorf("%s was not proved to be Unsupported", a)
					}
				})
			}
		})
	}
}
