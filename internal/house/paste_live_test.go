package house

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/manual"
)

// TestAPastedChatFindsWhoIsWaiting by the rule that every group is judged by: what
// staff answered is answered, and what only a member remarked on is not. The staff
// that were named are staff, and each question is one to-do for good.
func TestAPastedChatFindsWhoIsWaiting(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		s.live()
		group := s.handGroup("福利群")
		day := dbtest.Noon.In(tz(t)).Format("2006-01-02")
		text := "—————  " + day + "  —————\n\n店长小林  9:15\n\n排骨到了\n\n小雨  9:20\n\n排骨还有多少？\n\n店长小林  9:22\n\n还有二十斤\n\n" +
			"豆豆妈  10:30\n\n有没有适合一岁宝宝的面条？\n\n小雨  10:31\n\n我也想知道\n\n小雨  12:40\n\n排骨真香\n"
		read := func(c manual.Clip) manual.Understood {
			t.Helper()
			u, err := s.app.Manual.Read(t.Context(), s.ws, s.owner(), group, c)
			if err != nil {
				t.Fatal(err)
			}
			return u
		}
		waiting := func(what string, u manual.Understood, want ...string) {
			t.Helper()
			var got []string
			for _, q := range u.Waiting {
				got = append(got, q.Who)
			}
			if strings.Join(got, " ") != strings.Join(want, " ") {
				t.Errorf("%s: waiting %v, want %v (asked: %d)", what, got, want, u.Judged.Asked)
			}
		}
		unknown := read(manual.Clip{Text: text})
		waiting("nobody is known", unknown)
		if strings.Join(unknown.Judged.Maybe, " ") != "店长小林" {
			t.Errorf("may be staff: %v", unknown.Judged.Maybe)
		}
		if nobody := read(manual.Clip{Text: text, NoStaff: true}); len(nobody.Waiting) == 0 {
			t.Error("there is nobody of the staff in it, and nobody waits")
		}
		late := text + "\n小雨  " + dbtest.Noon.In(tz(t)).Format("15:04") + "\n\n明早几点开门？\n"
		waiting("asked this minute", read(manual.Clip{Text: late, Staff: []string{"店长小林"}}), "豆豆妈", "小雨")
		named := manual.Clip{Text: text, Staff: []string{"店长小林"}}
		waiting("staff are known", read(named), "豆豆妈")
		by := s.owner()
		by.Names = true
		for i, want := range []int{6, 0} {
			if n, err := s.app.Manual.Take(t.Context(), s.ws, by, group, named); err != nil || n != want {
				t.Fatalf("time %d: took %d of %d: %v", i, n, want, err)
			}
			s.settle()
		}
		if n := s.number(`SELECT count(*) FROM community_identity WHERE workspace = $1 AND by_hand = 3`, s.ws); n != 1 {
			t.Errorf("%d of staff are known, want 1", n)
		}
		waiting("they are known by now", read(manual.Clip{Text: text}), "豆豆妈")
		for range 2 {
			if n, err := s.app.Manual.Ask(t.Context(), s.ws, by, group, manual.Clip{Text: text}); err != nil || n != 1 {
				t.Fatalf("%d to-dos: %v", n, err)
			}
		}
		todos := s.todos()
		for title, one := range todos {
			if !strings.Contains(title, "豆豆妈") || one.Group != group || !one.About || one.Owner != s.user || len(one.Wordings) != 1 || !strings.HasPrefix(one.Wordings[0].Text, "@豆豆妈 ") {
				t.Errorf("%+v", one)
			}
		}
		if len(todos) != 1 {
			t.Errorf("%d to-dos, want 1", len(todos))
		}
		n := 0
		err := s.app.DB.Read(t.Context(), func(tx *db.Tx) error {
			list, err := s.app.Insight.Measured(t.Context(), tx, s.ws, []id.Group{group})
			for _, m := range list {
				n += int(m.Waiting)
			}
			return err
		})
		if err != nil || n != 1 {
			t.Errorf("the group's page counts %d waiting (%v)", n, err)
		}
	})
}

// TestAPastedJoinIsTold: who came, as a pasted chat says, is kept where the page of the
// group's messages finds it, once, and is nothing that was said.
func TestAPastedJoinIsTold(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		k := s.live()
		group := s.handGroup("福利群")
		s.handDoor(k)
		clip := manual.Clip{NoStaff: true, Text: "—————  " + dbtest.Noon.In(tz(t)).Format("2006-01-02") + "  —————\n\n小雨  9:20\n\n早\n\n\"小雨\"邀请\"小美\"加入了群聊\n\n小雨  9:22\n\n欢迎小美\n"}
		by := s.owner()
		by.Names = true
		for range 2 {
			if _, err := s.app.Manual.Take(t.Context(), s.ws, by, group, clip); err != nil {
				t.Fatal(err)
			}
			s.settle()
			kept := func(kind event.Kind) int64 {
				return s.number(`SELECT count(*) FROM chat_message WHERE workspace = $1 AND group_id = $2 AND kind = $3`, s.ws, group, int64(kind))
			}
			s.until("who came is kept", func() bool { return kept(event.Join) > 0 })
			if said, came := kept(event.Message), kept(event.Join); said != 2 || came != 1 {
				t.Errorf("%d were said and %d came, want 2 and 1", said, came)
			}
		}
	})
}

// TestWindowsOfAChatInTheHouse: two pieces that overlap, the later first, with the
// same word said twice in a minute; kept as they were said.
func TestWindowsOfAChatInTheHouse(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		s.live()
		group := s.handGroup("福利群")
		at := dbtest.Noon.In(tz(t))
		for name, back := range map[string]time.Duration{"now": 2 * time.Hour, "history": 50 * time.Hour} {
			var lines []string
			for _, words := range []string{name + "有", "好的", name + "三点来", "好的", name + "谢谢"} {
				lines = append(lines, "店长 "+at.Add(-back).Format("2006-01-02 15:04")+"\n"+words+"\n\n")
			}
			for i, piece := range []string{strings.Join(lines[2:], ""), strings.Join(lines[:3], ""), strings.Join(lines, "")} {
				want := []int{3, 2, 0}[i]
				if n, err := s.app.Manual.Take(t.Context(), s.ws, s.owner(), group, manual.Clip{Text: piece}); err != nil || n != want {
					t.Errorf("%s, piece %d: took %d, want %d (%v)", name, i, n, want, err)
				}
				s.settle()
			}
		}
		var got []string
		err := s.app.DB.Read(t.Context(), func(tx *db.Tx) error {
			return tx.Each(t.Context(), `SELECT body FROM chat_message WHERE workspace = $1 AND kind = 1 ORDER BY at`, []any{s.ws}, func(scan func(...any) error) error {
				var body string
				err := scan(&body)
				got = append(got, body)
				return err
			})
		})
		want := "history有 好的 history三点来 好的 history谢谢 now有 好的 now三点来 好的 now谢谢"
		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("kept %v (%v)", got, err)
		}
	})
}
