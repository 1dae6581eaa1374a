package house

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

// tideMessages are several batches.
const tideMessages = 9000

// tide is 9,000 messages in three groups, told from the given one on. at is
// called before each; its error ends the reading.
func tide(from int, at func(i int) error) chat.ReadFunc {
	return func(_ context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
		for g := range 3 {
			if err := sink.Group(export.Group{Network: event.Archive, Namespace: "tide", Chat: pier(g), Name: "pier"}); err != nil {
				return export.Result{}, err
			}
		}
		for i := from; i < tideMessages; i++ {
			if err := at(i); err != nil {
				return export.Result{}, err
			}
			e := event.Event{Network: event.Archive, Namespace: "tide", Chat: pier(i % 3), Kind: event.Message,
				At: time.Unix(1850000000+int64(i)*311, 0).UTC(), Body: fmt.Sprintf("boat %d", i),
				Actor: event.Actor{ID: event.NativeUser(fmt.Sprint("p", i*31%40)), Name: fmt.Sprint("sailor ", i*31%40)}}
			if err := sink.Event(&e); err != nil {
				return export.Result{}, err
			}
		}
		return export.Result{}, nil
	}
}

func pier(g int) event.NativeChat { return event.NativeChat(fmt.Sprint("pier-", g)) }

func through(int) error { return nil }

// begin opens an import; run reads it.
func (s *stage) begin() id.Import {
	s.t.Helper()
	imp, err := s.app.Chat.Begin(s.t.Context(), s.ws, s.user, "tide", "")
	if err != nil {
		s.t.Fatal(err)
	}
	return imp
}

// few imports the last n messages of the tide.
func (s *stage) few(n int) {
	s.t.Helper()
	if err := s.app.Chat.Run(s.t.Context(), s.ws, s.begin(), tide(tideMessages-n, through)); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) state(imp id.Import) chat.Import {
	s.t.Helper()
	at, err := s.app.Chat.Get(s.t.Context(), s.ws, imp)
	if err != nil {
		s.t.Fatal(err)
	}
	return at
}

// recorded waits until so many batches (of 2,000 events each) are in the database.
func (s *stage) recorded(imp id.Import, batches int) {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for at, err := s.app.Chat.Get(s.t.Context(), s.ws, imp); err != nil || at.Batches < int64(batches); at, err = s.app.Chat.Get(s.t.Context(), s.ws, imp) {
		select {
		case <-s.t.Context().Done():
			return
		case <-tick.C:
		}
	}
}

// left counts what the features' tables hold, apart from the list of imports
// and what was skipped in them.
func (s *stage) left() map[string]int {
	s.t.Helper()
	out := map[string]int{}
	err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		for _, table := range []string{"chat_message", "chat_repeat", "chat_span", "insight_slice", "insight_group", "insight_author",
			"insight_due", "insight_suspect", "community_group", "community_identity", "community_sighting", "community_group_sighting", "community_listed"} {
			var n int
			if err := tx.QueryRow(s.t.Context(), `SELECT count(*) FROM `+table).Scan(&n); err != nil {
				return err
			}
			out[table] = n
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// tideReport is the report of a tide that came in at one go.
func tideReport(t *testing.T, dialect db.Dialect) string {
	t.Helper()
	s := newStage(t, dbtest.Open(t, dialect, Schemas()), 0)
	if err := s.app.Chat.Run(t.Context(), s.ws, s.begin(), tide(0, through)); err != nil {
		t.Fatal(err)
	}
	return s.report(time.Time{})
}

// TestImportCutShortGoesOn ends an import again and again, a little later each
// time. Nothing shows until it has ended; then it is as if it had never been cut.
func TestImportCutShortGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of messages are imported several times: left out of short runs")
	}
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		s.few(100) // the groups are there already
		before, imp := s.report(time.Time{}), s.begin()
		for _, cut := range []int{1, 2500, 2501, 6100, tideMessages - 1} {
			ctx, cancel := context.WithCancel(t.Context())
			err := s.app.Chat.Run(ctx, s.ws, imp, tide(0, func(i int) error {
				if i == cut {
					s.recorded(imp, cut/2000)
					cancel()
				}
				return nil
			}))
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("cut at %d: %v", cut, err)
			}
			if at := s.state(imp); at.State != chat.Running {
				t.Errorf("cut at %d, the import is %s", cut, at.State)
			}
			wantSame(t, fmt.Sprint("cut at ", cut), s.report(time.Time{}), before)
		}
		if err := s.app.Chat.Run(t.Context(), s.ws, imp, tide(0, through)); err != nil {
			t.Fatal(err)
		}
		if at := s.state(imp); at.Messages != tideMessages-100 || at.Repeated != 100 || at.Events != tideMessages {
			t.Errorf("%d messages, %d repeated, %d events", at.Messages, at.Repeated, at.Events)
		}
		wantSame(t, "gone on with", s.report(time.Time{}), tideReport(t, d.Dialect))
	})
}

// TestImportThatFailsLeavesNothing: beside an import that stays, one that
// shares half its messages breaks in the middle; every table is as before.
func TestImportThatFailsLeavesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of messages are imported several times: left out of short runs")
	}
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		s.few(tideMessages / 2)
		before, report := s.left(), s.report(time.Time{})
		broken := fault.New(fault.Invalid, i18n.Text{Hans: "坏了", Hant: "壞了", En: "broken"}.With())
		imp := s.begin()
		err := s.app.Chat.Run(t.Context(), s.ws, imp, tide(0, func(i int) error {
			if i == tideMessages-100 {
				s.recorded(imp, 4)
				return broken
			}
			return nil
		}))
		if !errors.Is(err, broken) {
			t.Fatal(err)
		}
		if at := s.state(imp); at.State != chat.Failed || !strings.Contains(at.Why, "坏了") {
			t.Errorf("the import is %s, because of %s", at.State, at.Why)
		}
		if after := s.left(); text(t, after) != text(t, before) {
			t.Errorf("left behind: %v, before: %v", after, before)
		}
		wantSame(t, "after the failure", s.report(time.Time{}), report)
	})
}

// breaker ends a context when it is told to forget.
type breaker struct{ end func() }

func (b breaker) Hear(id.Workspace, id.Import, int64, []chat.Recorded) func(context.Context, *db.Tx) error {
	return func(context.Context, *db.Tx) error { return nil }
}
func (b breaker) Changed(id.Workspace, []chat.Recorded) func(context.Context, *db.Tx) error {
	return func(context.Context, *db.Tx) error { return nil }
}
func (b breaker) Due(context.Context, *db.Tx, id.Workspace, []id.Group) error { return nil }
func (b breaker) Settled(context.Context, id.Workspace, []id.Group) error     { return nil }
func (b breaker) Forget(ctx context.Context, _ id.Workspace, _ id.Import, _ []id.Group) error {
	b.end()
	return ctx.Err()
}

// TestUndoCutShortIsFinished: an undo that is ended half way shows nothing of
// the import, and the next one finishes it.
func TestUndoCutShortIsFinished(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		empty, tables := s.report(time.Time{}), s.left()
		imp := s.begin()
		if err := s.app.Chat.Run(t.Context(), s.ws, imp, tide(0, through)); err != nil {
			t.Fatal(err)
		}
		hearers := s.app.Chat.Hearers
		ctx, cancel := context.WithCancel(t.Context())
		s.app.Chat.Hearers = append([]chat.Hearer{breaker{cancel}}, hearers...)
		if err := s.app.Chat.Undo(ctx, s.ws, imp); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		s.app.Chat.Hearers = hearers
		if at := s.state(imp); at.State != chat.Undoing {
			t.Errorf("the import is %s", at.State)
		}
		wantSame(t, "half undone", s.report(time.Time{}), empty)
		s.undo(imp)
		wantSame(t, "undone", s.report(time.Time{}), empty)
		if after := s.left(); text(t, after) != text(t, tables) {
			t.Errorf("left behind: %v, before: %v", after, tables)
		}
	})
}

// TestTwoRunsOfOneImport: two processes at the same import bring every message
// once; whoever comes second stops and takes nothing back.
func TestTwoRunsOfOneImport(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		other, err := Build(d)
		if err != nil {
			t.Fatal(err)
		}
		imp := s.begin()
		var errs [2]error
		var both sync.WaitGroup
		for i, a := range []*App{s.app, other} {
			both.Go(func() { errs[i] = a.Chat.Run(t.Context(), s.ws, imp, tide(0, through)) })
		}
		both.Wait()
		won := 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case fault.KindOf(err) != fault.Conflict:
				t.Error(err)
			}
		}
		at := s.state(imp)
		if won != 1 || at.State != chat.Done || at.Messages != tideMessages || at.Events != tideMessages {
			t.Errorf("%d runs came to the end; the import is %s with %d messages of %d events", won, at.State, at.Messages, at.Events)
		}
		wantSame(t, "two at once", s.report(time.Time{}), tideReport(t, d.Dialect))
	})
}

// backwards tells what read tells in another order.
func backwards(read chat.ReadFunc) chat.ReadFunc {
	return func(ctx context.Context, sink export.Sink, tell export.Progress) (export.Result, error) {
		held := &holder{Sink: sink}
		if _, err := read(ctx, held, tell); err != nil {
			return export.Result{}, err
		}
		for i := range slices.Backward(held.events) {
			if err := sink.Event(&held.events[i]); err != nil {
				return export.Result{}, err
			}
		}
		return export.Result{}, nil
	}
}

// holder keeps events back.
type holder struct {
	export.Sink
	events []event.Event
}

// Event keeps a copy.
func (h *holder) Event(e *event.Event) error {
	h.events = append(h.events, *e)
	return nil
}

// TestTwoImportsOfTheSameAtOnce: two imports that tell of the same messages,
// each in its own order, run side by side; either can be undone.
func TestTwoImportsOfTheSameAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of messages are imported several times: left out of short runs")
	}
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		other, err := Build(d)
		if err != nil {
			t.Fatal(err)
		}
		imps, errs := [2]id.Import{s.begin(), s.begin()}, [2]error{}
		var both sync.WaitGroup
		both.Go(func() { errs[0] = s.app.Chat.Run(t.Context(), s.ws, imps[0], tide(0, through)) })
		both.Go(func() { errs[1] = other.Chat.Run(t.Context(), s.ws, imps[1], backwards(tide(0, through))) })
		both.Wait()
		if err := errors.Join(errs[:]...); err != nil {
			t.Fatal(err)
		}
		want := tideReport(t, d.Dialect)
		wantSame(t, "two side by side", s.report(time.Time{}), want)
		if n := s.left()["chat_message"]; n != tideMessages {
			t.Errorf("%d messages are kept", n)
		}
		if n := s.state(imps[0]).Messages + s.state(imps[1]).Messages; n != tideMessages {
			t.Errorf("the imports count %d messages as theirs", n)
		}
		s.undo(imps[0])
		wantSame(t, "one undone", s.report(time.Time{}), want)
		if n := s.left()["chat_message"]; n != tideMessages || s.state(imps[1]).Messages != tideMessages {
			t.Errorf("one undone, %d messages are kept, of which the other counts %d", n, s.state(imps[1]).Messages)
		}
	})
}

// TestOldImportsAreNotForgotten: what came in long ago still counts after
// hundreds of imports that were given up.
func TestOldImportsAreNotForgotten(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of imports are begun: left out of short runs")
	}
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		if err := s.app.Chat.Run(t.Context(), s.ws, s.begin(), tide(0, through)); err != nil {
			t.Fatal(err)
		}
		before := s.report(time.Time{})
		for range 205 {
			if err := s.app.Chat.Abandon(t.Context(), s.ws, s.begin()); err != nil {
				t.Fatal(err)
			}
		}
		wantSame(t, "after 205 imports", s.report(time.Time{}), before)
	})
}
