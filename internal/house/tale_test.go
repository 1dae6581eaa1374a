package house

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/webhook"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// TestStoriesOfWhatWasHandled: a message is found from where it is listed for as
// long as it is kept; an event that was handled, under its own id, by what it
// led to; and where it led to nothing, it is not made up.
func TestStoriesOfWhatWasHandled(t *testing.T) {
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
		told, wrong, err := webhook.Parse([]byte(`{"events":[{"id":"m1","chat":"demo","kind":"message","at":"2030-01-02T11:00:00Z","actor":{"id":"u1"},"text":"在吗"}]}`), id.Show(token.Connection))
		if err != nil || len(wrong) > 0 {
			t.Fatal(err, wrong)
		}
		if _, err := (inlet{k.box, s.ws, token.Connection}).keep(t.Context(), told); err != nil {
			t.Fatal(err)
		}
		s.await("the post", func() bool { return len(to.all()) == 1 })
		s.await("an empty outbox", func() bool { return s.open() == 0 })
		var ref chat.MessageRef
		var key int64
		var event id.Event
		if err := s.app.DB.Read(t.Context(), func(tx *db.Tx) error {
			if err := tx.QueryRow(t.Context(), `SELECT event FROM outbox_deed WHERE workspace = $1`, s.ws).Scan(&event); err != nil {
				return err
			}
			return tx.QueryRow(t.Context(), `SELECT group_id, month, key FROM chat_message WHERE workspace = $1`, s.ws).Scan(&ref.Group, &ref.Month, &key)
		}); err != nil {
			t.Fatal(err)
		}
		ref.Key = uint64(key)
		for what, steps := range map[string]string{ref.String(): stepKept.En + stepByName.En, id.Show(event): stepHandled.En + stepDecided.En + deedEnds["sent"].En} {
			story, err := tales{s.app}.Story(t.Context(), s.reader(), what)
			if err != nil {
				t.Errorf("%s: %v", what, err)
				continue
			}
			var got strings.Builder
			for _, step := range story.Steps {
				got.WriteString(step.What.Text.En)
			}
			if got.String() != steps || what == ref.String() && story.Quote != "在吗" {
				t.Errorf("the story of %s goes %s and says %q", what, got.String(), story.Quote)
			}
		}
		quiet, other, narrow := s.reader(), s.reader(), s.reader()
		quiet.Quotes, other.Workspace, narrow.Scope = false, s.ws+1, auth.Scope{}
		if got, err := (tales{s.app}).Story(t.Context(), quiet, ref.String()); err != nil || got.Quote != "" || !got.Hidden {
			t.Errorf("for who may not read: %q, %v", got.Quote, err)
		}
		for _, v := range []connection.Reader{other, narrow} {
			for _, what := range []string{ref.String(), id.Show(event)} {
				if _, err := (tales{s.app}).Story(t.Context(), v, what); fault.KindOf(err) != fault.NotFound {
					t.Errorf("somebody else hears of %s: %v", what, err)
				}
			}
		}
		gone := ref
		gone.Key++
		for _, what := range []string{gone.String(), id.Show(event + 1), ref.String() + "0", "grp_~1~1", "~~"} {
			if _, err := (tales{s.app}).Story(t.Context(), s.reader(), what); fault.KindOf(err) != fault.NotFound {
				t.Errorf("something is told of %s: %v", what, err)
			}
		}
	})
}
