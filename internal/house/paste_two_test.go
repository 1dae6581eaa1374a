package house

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/feature/manual"
)

// TestAPrivateChatFindsWhoIsWaiting by the rule that every group is judged by: what the
// owner said answers, what was said before is history, each question is one to-do for good,
// and its answer calls nobody by name.
func TestAPrivateChatFindsWhoIsWaiting(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		s.live()
		group := s.handGroup("王姐（私聊）")
		by := s.owner()
		by.Names = true
		clip := manual.Clip{Text: "昨天 14:02\n老板，排骨还有吗？\n有的\n给我留两斤\n昨天 15:40\n明天有没有鲈鱼？", Two: &hand.Two{Own: "老板", Other: "王姐"}, Answers: map[int]string{2: hand.Theirs, 3: hand.Mine, 4: hand.Theirs}}
		if n, err := s.app.Manual.Take(t.Context(), s.ws, by, group, clip); err == nil || n != 0 {
			t.Fatalf("%d messages are kept while nobody said whose the last line is: %v", n, err)
		}
		clip.Answers[6] = hand.Theirs
		for i, want := range []int{4, 0} {
			if n, err := s.app.Manual.Take(t.Context(), s.ws, by, group, clip); err != nil || n != want {
				t.Fatalf("time %d: took %d, want %d: %v", i, n, want, err)
			}
			s.settle()
		}
		if n := s.number(`SELECT count(*) FROM chat_message WHERE workspace = $1 AND kind = 1`, s.ws); n != 4 {
			t.Errorf("%d messages are kept, want 4", n)
		}
		if n := s.number(`SELECT count(*) FROM community_identity WHERE workspace = $1 AND by_hand = 3`, s.ws); n != 1 {
			t.Errorf("%d of staff are known, want the owner", n)
		}
		for range 2 {
			if n, err := s.app.Manual.Ask(t.Context(), s.ws, by, group, clip); err != nil || n != 1 {
				t.Fatalf("%d to-dos: %v", n, err)
			}
		}
		todos := s.todos()
		for title, one := range todos {
			if !strings.Contains(title, "王姐：明天有没有鲈鱼") || len(one.Wordings) != 1 || strings.Contains(one.Wordings[0].Text, "@") {
				t.Errorf("%+v", one)
			}
		}
		if len(todos) != 1 {
			t.Errorf("%d to-dos, want 1", len(todos))
		}
	})
}
