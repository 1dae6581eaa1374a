package house

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

// goneSays is a message of who is going to be erased.
func goneSays(n int) event.Event {
	return event.Event{Network: event.Matrix, Chat: "room", Kind: event.Message, NativeID: event.NativeMessage(fmt.Sprint("m", n)),
		At: dbtest.Noon.Add(time.Duration(n-5000) * time.Second), Actor: event.Actor{ID: goneID, Name: goneName}, Body: fmt.Sprint(goneText, n)}
}

// prepared is a batch of one message that was recognised and not recorded yet.
func (s *stage) prepared(live *chat.LiveRecorder, n int) *chat.LiveBatch {
	s.t.Helper()
	turn := id.New[id.Event](s.app.IDs, dbtest.Noon)
	b, err := live.Prepare(s.t.Context(), s.ws, []chat.Arrived{{ID: turn, Connection: 7, Key: fmt.Sprint(n), Turn: turn, Event: goneSays(n)}})
	if err != nil {
		s.t.Fatal(err)
	}
	return b
}

// record records a message.
func (s *stage) record(live *chat.LiveRecorder, n int) {
	s.t.Helper()
	b := s.prepared(live, n)
	s.write(func(tx *db.Tx) error { return b.Write(s.t.Context(), tx) })
}

func (s *stage) recorder() *chat.LiveRecorder {
	return s.app.Chat.NewLive(recogniser{Service: s.app.Community})
}

func (s *stage) erased(m id.Member) {
	s.t.Helper()
	if err := s.app.Erase(s.t.Context(), s.ws, m); err != nil {
		s.t.Fatal(err)
	}
}

// wordsOf counts the messages of a member that have words still.
func (s *stage) wordsOf(m id.Member) int64 {
	return s.number(`SELECT COUNT(*) FROM chat_message c JOIN community_identity i ON i.workspace = c.workspace AND i.ord = c.author
		WHERE i.workspace = $1 AND i.member = $2 AND (c.body <> '' OR c.gone = 0)`, s.ws, m)
}

// TestRecognisedBeforeRecordedAfter: a batch that took somebody for whom they
// were is not recorded once they are erased; recognised anew, it is by somebody new.
func TestRecognisedBeforeRecordedAfter(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		live := s.recorder()
		s.record(live, 1)
		gone, late := s.memberCalled(goneName), s.prepared(live, 2)
		s.erased(gone)
		err := d.Write(t.Context(), func(tx *db.Tx) error { return late.Write(t.Context(), tx) })
		if fault.KindOf(err) != fault.Unavailable {
			t.Errorf("what was recognised before the erasure is answered with %v", err)
		}
		s.record(live, 2)
		if n := s.wordsOf(gone); n != 0 {
			t.Errorf("%d messages of who was erased have words", n)
		}
		if fresh := s.memberCalled(goneName); fresh == gone || s.wordsOf(fresh) != 1 {
			t.Error("what they said afterwards is not somebody new's")
		}
	})
}

// TestErasureWaitsForWhatIsBeingRecorded: what is being written as somebody is
// erased is emptied too.
func TestErasureWaitsForWhatIsBeingRecorded(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		live := s.recorder()
		s.record(live, 1)
		gone, late := s.memberCalled(goneName), s.prepared(live, 2)
		written, recorded := make(chan struct{}), make(chan error, 1)
		held, release := context.WithCancel(t.Context())
		defer release()
		go func() {
			recorded <- d.Write(context.WithoutCancel(t.Context()), func(tx *db.Tx) error {
				err := late.Write(t.Context(), tx)
				close(written)
				<-held.Done()
				return err
			})
		}()
		<-written
		erased := make(chan error, 1)
		go func() { erased <- s.app.Erase(t.Context(), s.ws, gone) }()
		if d.Dialect == db.Postgres { // SQLite's one writer is taken
			s.until("the erasure waits", func() bool {
				return len(erased) > 0 || s.number(`SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`) > 0
			})
		}
		release()
		for what, err := range map[string]error{"record": <-recorded, "erase": <-erased} {
			if err != nil {
				t.Errorf("%s: %v", what, err)
			}
		}
		if n := s.wordsOf(gone); n != 0 {
			t.Errorf("%d messages of who was erased have words", n)
		}
	})
}

// TestErasedWhileTheySpeak: whoever is erased in the middle of a talk leaves no
// word of what they said before, nothing of what they say is lost, and the record
// says once who was erased, by a number.
func TestErasedWhileTheySpeak(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		const said = 200
		s := newStage(t, d, 0)
		k := s.live()
		halfway, spoken := make(chan struct{}), make(chan error, 1)
		go func() {
			for n := range said {
				if n == said/4 {
					close(halfway)
				}
				if err := (inlet{k.box, s.ws, 7}).Accept(context.WithoutCancel(t.Context()), []channel.Arrived{{Key: fmt.Sprint(n), Event: goneSays(n)}}); err != nil {
					spoken <- err
					return
				}
			}
			spoken <- nil
		}()
		<-halfway
		s.until("some of it is recorded", func() bool { return s.number(`SELECT COUNT(*) FROM chat_message WHERE workspace = $1`, s.ws) > 0 })
		gone := s.memberCalled(goneName)
		s.erased(gone)
		if err := <-spoken; err != nil {
			t.Fatal(err)
		}
		s.settle()
		if n := s.wordsOf(gone); n != 0 {
			t.Errorf("%d messages of who was erased have words", n)
		}
		if n := s.number(`SELECT COUNT(*) FROM chat_message WHERE workspace = $1`, s.ws); n != said {
			t.Errorf("%d messages are recorded, want %d", n, said)
		}
		s.erased(gone) // again
		s.recordSays(audit.MemberErased, id.Show(gone))
	})
}

// recordSays wants an action and a subject in the record, once, and nobody's name.
func (s *stage) recordSays(what audit.Action, subject string) {
	s.t.Helper()
	var got []audit.Entry
	s.write(func(tx *db.Tx) (err error) {
		got, err = audit.List(s.t.Context(), tx, s.ws, audit.Filter{Actions: []audit.Action{what}}, 0, 100)
		return err
	})
	if len(got) != 1 || got[0].Subject != subject || strings.Contains(fmt.Sprint(got), goneName) {
		s.t.Errorf("the record says %+v", got)
	}
}

// TestAnErasureIsFinishedLater: what was begun and broken off is done by whoever
// looks next, and by nobody twice.
func TestAnErasureIsFinishedLater(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		live := s.recorder()
		s.record(live, 1)
		gone := s.memberCalled(goneName)
		if err := s.app.beginErasure(t.Context(), s.ws, gone); err != nil {
			t.Fatal(err)
		}
		if _, who := s.known(); who[0].Name != "" || s.wordsOf(gone) != 1 {
			t.Fatalf("when it has begun they are called %q, with %d messages", who[0].Name, s.wordsOf(gone))
		}
		if err := s.app.finishErasures(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := s.wordsOf(gone); n != 0 {
			t.Errorf("%d messages have words still", n)
		}
		if n := s.number(`SELECT COUNT(*) FROM community_erasure WHERE workspace = $1`, s.ws); n != 0 {
			t.Error("it is begun anew for ever")
		}
	})
}

// TestNoErasureDuringAnImport: its batches know people by numbers of their own.
func TestNoErasureDuringAnImport(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		live := s.recorder()
		s.record(live, 1)
		gone, imp := s.memberCalled(goneName), s.begin()
		if err := s.app.Erase(t.Context(), s.ws, gone); fault.KindOf(err) != fault.Conflict {
			t.Errorf("while an import runs: %v", err)
		}
		if again := s.memberCalled(goneName); again != gone || s.wordsOf(gone) != 1 {
			t.Error("what was refused was done")
		}
		if err := s.app.Chat.Abandon(t.Context(), s.ws, imp); err != nil {
			t.Fatal(err)
		}
		s.erased(gone)
	})
}

// TestOnlyWhatIsAboutThemIsDropped: somebody who is called by a short or common
// word takes nothing of others along.
func TestOnlyWhatIsAboutThemIsDropped(t *testing.T) {
	about := mentions([]event.Actor{{ID: "7", Name: "id"}, {Name: `"`}})
	e := event.Event{Kind: event.Message, NativeID: "7", Chat: "id", Body: "7 id", Actor: event.Actor{ID: "8", Name: "no"}}
	for body, want := range map[string]bool{
		`{"id":"1","who":"7"}`:                 true,
		`{"id":"1","names":["a","id"]}`:        true,
		`{"id":"1","text":"7 id \"id\" said"}`: false,
		`{"n":7}`:                              false,
		`{"who":"\""}`:                         true,
		string(event.Append(nil, &e)):          false,
	} {
		if about([]byte(body)) != want {
			t.Errorf("%q is about them: %v", body, !want)
		}
	}
	e.Mentions = []event.Actor{{ID: "7"}}
	if !about(event.Append(nil, &e)) {
		t.Error("an event that mentions them is not about them")
	}
}
