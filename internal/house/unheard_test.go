package house

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// TestAGroupThatIsNotHeardIsNotCalledSilent: of a WeCom-like group Huoshui knows
// who is in it and who came, and that it is not told the rest.
func TestAGroupThatIsNotHeardIsNotCalledSilent(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, w := rehearse(t, d)
		wecom, who := s.chat(sandbox.WeCom)
		s.say(wecom, who, "这句话只有群里的人知道")
		s.settleAll()
		w.pass(time.Second)
		if err := s.app.followDay(t.Context()); err != nil {
			t.Fatal(err)
		}
		var state, band, text string
		var members, need int64
		var f measure.Figures
		err := s.app.DB.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT g.state, g.band, g.members, g.need, g.figures FROM insight_group g JOIN community_group c
				ON c.workspace = g.workspace AND c.id = g.group_id WHERE g.workspace = $1 AND c.chat = $2`, s.ws, string(wecom)).
				Scan(&state, &band, &members, &need, &text)
		})
		if err != nil || json.Unmarshal([]byte(text), &f) != nil {
			t.Fatal(err)
		}
		people, err := s.app.Sandbox.People(t.Context(), s.ws, wecom)
		if err != nil {
			t.Fatal(err)
		}
		in := int64(0)
		for _, p := range people {
			if p.Kind == "crowd" || p.Kind == "player" {
				in++
			}
		}
		if state != string(measure.Unheard) || band != "" || need != 0 || members != in || in < 20 || f.Moves.Joins != 1 {
			t.Errorf("the group is %s, risk %q, needs somebody by %d, has %d members of %d, %d joined", state, band, need, members, in, f.Moves.Joins)
		}
		var list []chat.GroupRef
		if err := s.app.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
			list, err = directory{s.app}.GroupsAfter(t.Context(), tx, s.ws, "", 0, 10)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for _, g := range list {
			if g.Unheard != (g.Chat == string(wecom)) {
				t.Errorf("the API tells that %s is not heard: %v", g.Chat, g.Unheard)
			}
		}
		if len(list) != 3 {
			t.Errorf("%d groups", len(list))
		}
	})
}
