package house

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// next lets time pass until there is one thing to do, and says what and when.
func (s *stage) next(w *wall, k *kernel) (task.Task, string) {
	s.t.Helper()
	all := s.days(w, k, 9*24*time.Hour)
	if len(all) != 1 {
		s.t.Fatalf("%d things to do at %s: %v", len(all), w.Now().In(tz(s.t)), all)
	}
	for _, t := range all {
		return t, w.Now().In(tz(s.t)).Format("Mon 15:04")
	}
	return task.Task{}, ""
}

// TestASaturdaySaleByHand: what was filled in on Friday is said on Friday and Saturday,
// with no figure but those; a week without a sale is a week without a word.
func TestASaturdaySaleByHand(t *testing.T) {
	if testing.Short() {
		t.Skip("two weeks pass: left out of short runs")
	}
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		figures := regexp.MustCompile(`[0-9][0-9:.]*[0-9]|[0-9]`)
		w := &wall{at: dbtest.Noon}
		d.Clock = w
		s := newStage(t, d, 0)
		group := s.handGroup("青禾福利群")
		k := s.live()
		s.handDoor(k)
		for _, said := range []string{"", "还没", "不可以"} {
			filled := map[string]string{keySell: said}
			if said == "" {
				delete(filled, keySell)
			}
			more, err := s.app.Manual.Ready.On(t.Context(), s.ws, s.owner(), group, "sale-by-hand", filled, i18n.ZhHans)
			if said == "" && (!more || err != nil) || said != "" && fault.KindOf(err) != fault.Invalid || s.offer(group, "sale-by-hand", i18n.ZhHans).On {
				t.Fatalf("nobody said that the group may be sold to, but %q: %v, %v", said, more, err)
			}
		}
		if asked := s.switchOn(group, "sale-by-hand", i18n.ZhHans); asked != 1 {
			t.Errorf("%d things are asked before anything is for sale", asked)
		}
		fill, at := s.next(w, k)
		if at != "Fri 10:00" || len(fill.Fields) != 5 || len(fill.Choices) != 2 || fill.ByDefault() != 2 {
			t.Fatalf("%s: %+v", at, fill)
		}
		some := map[string]string{"商品": "现摘草莓", "活动价": "25"}
		if err := s.app.Task.Done(t.Context(), s.ws, s.me(), fill.ID, task.Did{Choice: 1, Values: some, Proof: "填了"}); err == nil {
			t.Fatal("it opens without a quantity")
		}
		some["件数"], some["每人限购"], some["取货方式"] = "30", "2", "周日下午到店取"
		s.must(s.app.Task.Done(t.Context(), s.ws, s.me(), fill.ID, task.Did{Choice: 1, Values: some, Proof: "填了"}))
		for _, want := range []string{"Fri 20:00", "Sat 19:00", "Sat 20:00", "Sat 21:00", "Sun 09:30"} {
			todo, at := s.next(w, k)
			if at != want || len(todo.Wordings) == 0 || todo.Owner != s.user {
				t.Fatalf("at %s, want %s: %+v", at, want, todo)
			}
			for _, way := range todo.Wordings {
				if strings.Contains(way.Text, "{{") {
					t.Errorf("%s leaves a blank: %q", at, way.Text)
				}
				for _, n := range figures.FindAllString(way.Text, -1) {
					if !slices.Contains([]string{"30", "25", "2", "20:00", "21:00"}, n) {
						t.Errorf("%s says %s, which nobody gave: %q", at, n, way.Text)
					}
				}
			}
			s.must(s.app.Task.Done(t.Context(), s.ws, s.me(), todo.ID, task.Did{Wording: 1, Proof: "发了"}))
		}
		fill, at = s.next(w, k)
		if at != "Fri 10:00" {
			t.Fatalf("next at %s: %+v", at, fill)
		}
		s.must(s.app.Task.Done(t.Context(), s.ws, s.me(), fill.ID, task.Did{Choice: 2, Proof: "不开"}))
		if again, at := s.next(w, k); at != "Fri 10:00" || again.ID == fill.ID || again.Title != fill.Title {
			t.Errorf("a week without a sale has, at %s, %s", at, again.Title)
		}
	})
}

// TestTheGreetingKnowsOnlyWhatWasPasted: with nothing pasted it says that it cannot
// tell; of what was pasted it counts who spoke and has not for 28 days; and once nothing
// was pasted for a week it does not go on claiming that.
func TestTheGreetingKnowsOnlyWhatWasPasted(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		w := &wall{at: dbtest.Noon}
		d.Clock = w
		s := newStage(t, d, 0)
		group := s.handGroup("青禾福利群")
		k := s.live()
		s.handDoor(k)
		s.switchOn(group, "greet-by-hand", i18n.ZhHans)
		const untold = "数不出来，最近没贴过聊天"
		greet := func(want string) {
			t.Helper()
			todo, at := s.next(w, k)
			if at != "Tue 10:00" || !strings.Contains(todo.Title, "28 天没再说："+want+"。") || todo.ByDefault() != 3 || len(todo.Wordings) != 1 {
				t.Errorf("%s, want %s: %+v", at, want, todo)
			}
			s.must(s.app.Task.Done(t.Context(), s.ws, s.me(), todo.ID, task.Did{Choice: 1, Wording: 1, Proof: "问候了"}))
		}
		greet(untold)
		w.pass(3 * 24 * time.Hour)
		line := func(who string, days int) string {
			return who + " " + w.Now().In(tz(t)).AddDate(0, 0, -days).Format("2006-01-02 15:04") + "\n在的\n\n"
		}
		by := s.owner()
		by.Names = true
		text := line("小雨", 60) + line("阿亮", 40) + line("店长小林", 35) + line("豆豆妈", 20) + line("小雨", 1)
		if n, err := s.app.Manual.Take(t.Context(), s.ws, by, group, manual.Clip{Text: text, Staff: []string{"店长小林"}}); err != nil || n != 5 {
			t.Fatal(n, err)
		}
		s.settle()
		greet("1") // 阿亮: who works here does not count, 小雨 came back
		greet(untold)
	})
}
