package house

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/shelf"
)

// What nobody finds after somebody was erased.
const (
	goneName = "乌有先生甲乙丙丁"
	goneID   = "native-of-nobody-4711"
	goneText = "我家的猫昨天生了七只小猫魑魅有人要吗"
	gonePair = "魑魅" // as the index keeps words
)

// TestNobodyIsFoundAfterErasure: neither name nor native id nor a word of theirs
// is anywhere in the files of the database, the log of writes included; what
// they did goes on counting, and whoever comes again is somebody new.
func TestNobodyIsFoundAfterErasure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huoshui.db")
	d, err := db.Open(t.Context(), path, clock.Fixed(dbtest.Noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // closed in the test already
	if err := d.Migrate(t.Context(), Schemas()...); err != nil {
		t.Fatal(err)
	}
	s := newStage(t, d, 0)
	gone := event.Actor{ID: goneID, Name: goneName}
	at := dbtest.Noon.Add(-2 * time.Hour)
	imp := s.begin()
	err = s.app.Chat.Run(t.Context(), s.ws, imp, func(_ context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
		return export.Result{}, sink.Event(&event.Event{Network: event.Matrix, Chat: "room", Kind: event.Message, NativeID: "old", At: at.AddDate(0, -2, 0), Actor: gone, Body: goneText})
	})
	if err != nil {
		t.Fatal(err)
	}
	k := s.live()
	tell := func(key string, e event.Event) {
		t.Helper()
		e.Network, e.Chat = event.Matrix, "room"
		if e.At.IsZero() {
			e.At = at
		}
		if err := (inlet{k.box, s.ws, 7}).Accept(t.Context(), []channel.Arrived{{Key: key, Event: e}}); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	tell("1", event.Event{Kind: event.Join, Subjects: []event.Actor{gone}})
	tell("2", event.Event{Kind: event.Message, NativeID: "m1", Actor: gone, Body: goneText + "？"})
	tell("3", event.Event{Kind: event.Message, NativeID: "m2", Actor: event.Actor{ID: "other", Name: "Other"}, Body: "no"})
	tell("4", event.Event{Kind: event.Edit, Target: "m1", Actor: gone, Body: goneText + "！", At: at.Add(time.Minute)})
	tell("5", event.Event{Kind: event.Message, NativeID: "m3", Actor: gone, Body: goneText, At: dbtest.Noon.AddDate(1, 0, 0)}) // set aside
	if err := s.app.Index.Forget(t.Context()); err != nil {                                                                    // everything is in the index
		t.Fatal(err)
	}
	s.todoAbout(goneName, goneText)
	if _, err := s.app.Shelf.Make(t.Context(), s.ws, shelf.By{Scope: auth.Everything()}, shelf.Said{Title: "t", Day: 20300101, Everyone: true, Sharer: goneName, Summary: "s"}); err != nil {
		t.Fatal(err)
	}
	if !found(t, path, goneName) || !found(t, path, goneText) || !found(t, path, gonePair) {
		t.Fatal("what is to be erased cannot be found before, so not finding it proves nothing")
	}
	member, other := s.memberCalled(goneName), s.memberCalled("Other")
	if err := s.app.Erase(t.Context(), s.ws+1, member); fault.KindOf(err) != fault.NotFound {
		t.Fatalf("another workspace erases them: %v", err)
	}
	if err := s.app.Erase(t.Context(), s.ws, member); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{goneName, goneID, goneText, gonePair} {
		if found(t, path, what) {
			t.Errorf("%q is still in the database's files", what)
		}
	}
	if again := s.memberCalled("Other"); again != other {
		t.Error("somebody else was erased with them")
	}
	tell("6", event.Event{Kind: event.Message, NativeID: "m4", Actor: event.Actor{ID: goneID, Name: "Again"}, Body: "back"})
	if s.memberCalled("Again") == member {
		t.Error("who comes again is taken for whom they asked to forget")
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// memberCalled finds a member by name.
func (s *stage) memberCalled(name string) id.Member {
	s.t.Helper()
	ords, who := s.known()
	for _, ord := range ords {
		if who[ord].Name == name {
			return who[ord].Member
		}
	}
	s.t.Fatalf("nobody is called %s", name)
	return 0
}

// found reports whether a text stands anywhere in the files of a database.
func found(t *testing.T, path, text string) bool {
	t.Helper()
	for _, suffix := range []string{"", "-wal", "-journal", ".derived", ".derived-wal", ".derived-journal"} {
		data, err := os.ReadFile(path + suffix)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) {
			return true
		}
	}
	return false
}
