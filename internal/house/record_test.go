package house

import (
	"fmt"
	"log/slog"
	"slices"
	"testing"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/hold"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/base/secret"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// entries lists the record, the oldest first, as words.
func (s *stage) entries() (out []string) {
	s.t.Helper()
	s.write(func(tx *db.Tx) error {
		list, err := audit.List(s.t.Context(), tx, s.ws, audit.Filter{}, 0, 1000)
		for _, e := range slices.Backward(list) {
			who := string(e.Actor.By)
			if e.Actor == audit.User(s.user) {
				who = "owner"
			}
			out = append(out, who+" "+string(e.Action))
		}
		return err
	})
	return out
}

// TestWhatStaffDoIsInTheRecord: each thing once, by whom it was done, on both
// databases; what a person does at the console is theirs, also where it is done
// behind the answer, and what nobody is known for is the program's.
func TestWhatStaffDoIsInTheRecord(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		s.staffComeAndGo()
		s.importsComeAndGo()
		s.membersAreMerged()
		s.connectionsComeAndGo()
		s.eventsAndDeedsAreDecided()
		s.theInstallationIsReleased()
		want := []string{"owner staff.invited", "staff staff.joined", "owner staff.changed", "owner staff.removed", "owner staff.invited", "owner staff.withdrawn",
			"owner import.finished", "owner import.undone",
			"owner member.merged", "owner member.parted",
			"program token.made", "owner token.made", "owner token.revoked", "owner connection.paused", "owner connection.resumed", "program connection.paused",
			"owner connection.removed", "owner connection.made", "owner connection.resealed",
			"owner event.replayed", "owner deed.dropped", "owner deed.again", "program installation.released"}
		if got := s.entries(); !slices.Equal(got, want) {
			t.Errorf("the record says\n%q, want\n%q", got, want)
		}
	})
}

func (s *stage) staffComeAndGo() {
	ctx := s.t.Context()
	units, err := s.app.Auth.Units(ctx, s.ws)
	s.must(err)
	g := auth.Grant{Role: auth.Operator, Unit: units[0].ID}
	link, err := s.app.Auth.Invite(ctx, s.user, s.ws, "小雨", g)
	s.must(err)
	fresh, err := s.app.Auth.AcceptInvite(ctx, link.Token, auth.Newcomer{Login: "rain", Name: "小雨", Password: "a long enough one"})
	s.must(err)
	rain, err := s.app.Auth.Authenticate(ctx, fresh.Token)
	s.must(err)
	g.Role = auth.Agent
	for range 2 { // the second time it changes nothing
		s.must(s.app.Auth.ChangeRole(ctx, s.user, s.ws, rain.User.ID, g))
	}
	s.must(s.app.Auth.RemoveStaff(ctx, s.user, s.ws, rain.User.ID))
	_, err = s.app.Auth.Invite(ctx, s.user, s.ws, "甜甜", g)
	s.must(err)
	open, err := s.app.Auth.Invitations(ctx, s.ws)
	s.must(err)
	s.must(s.app.Auth.Withdraw(ctx, s.user, s.ws, open[0].Ref))
}

func (s *stage) importsComeAndGo() {
	imp := s.begin()
	s.must(s.app.Chat.Run(s.t.Context(), s.ws, imp, tide(tideMessages-3, through)))
	work := run.NewGroup(s.t.Context(), slog.New(slog.DiscardHandler))
	m := newImports(s.app, work, slog.New(slog.DiscardHandler), s.t.TempDir())
	s.must(m.Undo(audit.As(s.t.Context(), audit.User(s.user)), s.ws, imp))
	s.until("it is undone", func() bool {
		return s.number(`SELECT COUNT(*) FROM chat_import WHERE workspace = $1 AND state = 'undone'`, s.ws) == 1
	})
	work.Stop()
}

func (s *stage) membersAreMerged() {
	ctx := audit.As(s.t.Context(), audit.User(s.user))
	s.write(func(tx *db.Tx) error {
		seen := []community.SeenPerson{{Network: event.QQ, Actor: event.Actor{ID: "a"}}, {Network: event.QQ, Actor: event.Actor{ID: "b"}}}
		ords, err := s.app.Community.RecognisePeople(ctx, tx, s.ws, 1, seen)
		s.must(err)
		who, err := s.app.Community.Authors(ctx, tx, s.ws, ords)
		s.must(err)
		merge, err := s.app.Community.Merge(ctx, tx, s.ws, who[ords[0]].Member, []id.Member{who[ords[1]].Member}, s.user)
		s.must(err)
		_, err = s.app.Community.Unmerge(ctx, tx, s.ws, merge)
		return err
	})
}

func (s *stage) connectionsComeAndGo() {
	ctx, c := audit.As(s.t.Context(), audit.User(s.user)), s.app.Connection
	_, err := s.app.NewToken(s.t.Context(), "main", "shop", "events") // as the command line does
	s.must(err)
	_, tok, err := c.NewToken(ctx, s.ws, "till", []string{"events"})
	s.must(err)
	s.must(c.Revoke(ctx, s.ws, tok.ID))
	for range 2 { // the second time it is paused already
		s.write(func(tx *db.Tx) error { return c.Pause(ctx, tx, s.ws, tok.Connection, connection.ByHand) })
	}
	s.must(c.Resume(ctx, s.ws, tok.Connection))
	s.write(func(tx *db.Tx) error { return c.Pause(s.t.Context(), tx, s.ws, tok.Connection, connection.Failing) })
	s.must(c.Close(ctx, s.ws, tok.Connection))
	door, err := c.Add(ctx, s.ws, connection.Hook, "erp", func(id.Connection) (string, []byte, error) { return "{}", nil, nil })
	s.must(err)
	s.app.Connection.Key, err = secret.Keep(s.t.TempDir())
	s.must(err)
	s.must(c.Reseal(ctx, s.ws, door.ID, "{}", []byte("secret")))
}

func (s *stage) eventsAndDeedsAreDecided() {
	ctx := audit.As(s.t.Context(), audit.User(s.user))
	e := goneSays(1)
	w := inbox.Waiting{ID: id.New[id.Event](s.app.IDs, dbtest.Noon), Workspace: s.ws, Connection: 7, Key: "k", Body: event.Append(nil, &e)}
	s.write(func(tx *db.Tx) error { return inbox.Refuse(ctx, tx, w, "no") })
	s.must(inbox.New(s.app.DB, s.app.IDs).Replay(ctx, s.ws, w.ID))
	var deeds []outbox.Deed
	s.write(func(tx *db.Tx) error {
		for n := range 2 {
			_, err := outbox.Put(ctx, tx, s.app.IDs, outbox.Deed{Workspace: s.ws, Connection: 7, Line: "room", Key: fmt.Sprint(n), Action: "send", Body: []byte("{}")})
			s.must(err)
		}
		list, err := outbox.List(ctx, tx, s.ws, 0, "", 0, 2)
		deeds = list
		s.must(err)
		_, err = tx.Exec(ctx, `UPDATE outbox_deed SET state = 'uncertain' WHERE workspace = $1 AND id = $2`, s.ws, deeds[1].ID)
		return err
	})
	s.must(s.app.Connection.Drop(ctx, s.ws, deeds[0]))
	s.must(s.app.Connection.Again(ctx, s.ws, deeds[1]))
}

func (s *stage) theInstallationIsReleased() {
	s.write(func(tx *db.Tx) error { return hold.Begin(s.t.Context(), tx, dbtest.Noon) })
	s.write(func(tx *db.Tx) error { return hold.Finish(s.t.Context(), tx) })
	s.must(s.app.Release(s.t.Context(), "huoshui admin release"))
}

// TestForgottenBehindTheAnswer: the page has its answer at once, and what was
// said goes soon.
func TestForgottenBehindTheAnswer(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		s.record(s.recorder(), 1)
		gone := s.memberCalled(goneName)
		work := run.NewGroup(t.Context(), slog.New(slog.DiscardHandler))
		defer work.Stop()
		f := forgetter{communityNeighbours{s.app}, work}
		s.must(f.Forget(audit.As(t.Context(), audit.User(s.user)), s.ws, gone))
		s.until("what they wrote is empty", func() bool { return s.wordsOf(gone) == 0 })
		s.until("it is finished", func() bool { return s.number(`SELECT COUNT(*) FROM community_erasure WHERE workspace = $1`, s.ws) == 0 })
		if got := s.entries(); !slices.Equal(got, []string{"owner member.erased"}) {
			t.Errorf("the record says %q", got)
		}
	})
}

// TestTheRecordTravels: a backup takes it along, from one kind of database to the
// other, and it says afterwards what it said before.
func TestTheRecordTravels(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		s.staffComeAndGo()
		before := s.entries()
		other := db.SQLite
		if d.Dialect == db.SQLite {
			other = db.Postgres
		}
		to := dbtest.Open(t, other, nil)
		moved(t, d, to)
		s.app = &App{DB: to}
		if after := s.entries(); len(before) == 0 || !slices.Equal(before, after) {
			t.Errorf("before %q, after %q", before, after)
		}
	})
}
