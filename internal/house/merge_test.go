package house

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/community"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

// TestTwoMembersAreOnePerson: what one refused the other has refused, an SOP asks about
// them once, and what is noted of either is known; parted, each is as before.
func TestTwoMembersAreOnePerson(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		rich, _ := s.chat(sandbox.Rich)
		places, err := s.groupsOf(rich)
		s.must(err)
		s.plays(looking, rich)
		s.comes(rich, "小北")
		s.comes(rich, "北北")
		one, two := s.todo("小北"), s.todo("北北")
		var a, b id.Member
		s.write(func(tx *db.Tx) error {
			who, err := s.app.Community.Authors(t.Context(), tx, s.ws, []uint32{one.Member, two.Member})
			if err != nil {
				return err
			}
			a, b = who[one.Member].Member, who[two.Member].Member
			if err := s.app.Compliance.Consent(t.Context(), tx, s.ws, a, touching.ForCare, true, "staff"); err != nil {
				return err
			}
			if err := s.app.Community.SetNotes(t.Context(), tx, s.ws, b, community.Notes{Birth: community.Birth{Month: 8, Day: 15}, Tags: []string{"老客"}}); err != nil {
				return err
			}
			return s.app.Compliance.Consent(t.Context(), tx, s.ws, b, touching.ForEverything, false, "reply")
		})
		knows := func(ord uint32) playbook.Known {
			return s.knowsOf(s.app.times.Of(s.ws).Now(), playbook.Subject{Group: places[0].Group, Member: ord})
		}
		if m := knows(one.Member).Facts.Member; !m.Consent || m.Less {
			t.Errorf("before: %+v", m)
		}
		pages := s.browse()
		form := url.Values{"csrf": {pages.csrf}}
		pages.call("POST", "/members/"+id.Show(a)+"/merge/"+id.Show(b), "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), 303)
		for _, ord := range []uint32{one.Member, two.Member} {
			if k := knows(ord); k.Facts.Member.Consent || !k.Facts.Member.Less || len(k.Facts.Member.Tags) != 1 || len(k.Days) != 1 {
				t.Errorf("as one person: %+v, %v", k.Facts.Member, k.Days)
			}
		}
		if open := s.number(`SELECT count(*) FROM task_item WHERE workspace = $1 AND state = 'open' AND member IN ($2, $3)`, s.ws, int64(one.Member), int64(two.Member)); open != 1 {
			t.Errorf("%d to-dos ask about one person", open)
		}
		merge := regexp.MustCompile(`/merges/([^/"]+)/undo`).FindStringSubmatch(pages.call("GET", "/members/"+id.Show(a), "", nil, 200))
		pages.call("POST", "/members/"+id.Show(a)+"/merges/"+merge[1]+"/undo", "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), 303)
		if m := knows(one.Member).Facts.Member; !m.Consent || m.Less || len(m.Tags) > 0 {
			t.Errorf("parted: %+v", m)
		}
		if m := knows(two.Member).Facts.Member; m.Consent || !m.Less {
			t.Errorf("parted, the other: %+v", m)
		}
	})
}
