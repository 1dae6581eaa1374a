package playbook_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
)

const hourly = `
sop: 1
name: hourly
title: 整点
per: group
fields:
  - {name: 取货点, from: group}
start:
  - {id: hour, every: FREQ=HOURLY;BYMINUTE=0}
steps:
  - {id: say, say: {to: group, wordings: ["{{群名}}在{{取货点}}取。"]}}
`

// onGroups saves an SOP for so many groups, of which some lack what it needs.
func (s *stage) onGroups(text string, many, lacking int) playbook.Book {
	s.t.Helper()
	b := s.saved(text)
	var all []playbook.Place
	for n := range many {
		p := playbook.Place{Group: id.Group(100 + n), Fields: map[string]string{"取货点": "东门"}}
		if n < lacking {
			p.Fields = nil
		}
		all = append(all, p)
	}
	if err := s.s.Put(s.t.Context(), ws, b.ID, all); err != nil {
		s.t.Fatal(err)
	}
	return b
}

func (s *stage) preview(b playbook.Book) (v playbook.Preview) {
	s.t.Helper()
	s.write(func(tx *db.Tx) (err error) {
		v, err = s.s.Preview(s.t.Context(), tx, ws, b.ID)
		return err
	})
	return v
}

func (s *stage) launches(b playbook.Book, by id.User, gap time.Duration) error {
	v := s.preview(b)
	return s.s.Launch(s.t.Context(), ws, b.ID, playbook.Wish{By: by, Gap: gap, Groups: len(v.Ready), Touched: v.AtOnce})
}

// spoke counts the groups something was said in since, and forgets it.
func (s *stage) spoke() int {
	slices.Sort(s.h.did)
	n := len(slices.Compact(s.h.did))
	s.h.did = nil
	return n
}

// TestManyGroupsAreReachedByStages: five, fifty, all; above fifty only once another
// person has agreed, and never in a group that lacks something.
func TestManyGroupsAreReachedByStages(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.onGroups(hourly, 70, 7)
		if v := s.preview(b); len(v.Ready) != 63 || len(v.Lacking) != 7 || !slices.Equal(v.Lacking[100], []string{"取货点"}) || !v.Second || v.Last != 3 {
			t.Errorf("it would do %+v", v)
		}
		if err := s.s.Launch(t.Context(), ws, b.ID, playbook.Wish{By: 5, Groups: 60}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("begun for other groups than were seen: %v", err)
		}
		if err := s.launches(b, 5, day); err != nil {
			t.Fatal(err)
		}
		if len(s.h.asked) != 1 || s.h.asked[0].By != 5 || s.h.asked[0].Groups != 63 || s.h.asked[0].Book != b.ID || s.h.asked[0].Title.Hans == "" {
			t.Errorf("who may agree is told %+v", s.h.asked)
		}
		s.passes(2*time.Hour, false)
		s.did()
		for what, c := range map[string]struct {
			err  error
			want fault.Kind
		}{
			"by whoever asked": {s.s.Decide(t.Context(), ws, b.ID, 5, true, ""), fault.Forbidden},
			"without a reason": {s.s.Decide(t.Context(), ws, b.ID, 6, false, ""), fault.Invalid},
			"of elsewhere":     {s.s.Decide(t.Context(), ws+1, b.ID, 6, true, ""), fault.NotFound},
			"not yet":          {s.s.Further(t.Context(), ws, b.ID), fault.Conflict},
		} {
			if fault.KindOf(c.err) != c.want {
				t.Errorf("%s: %v", what, c.err)
			}
		}
		if err := s.s.Decide(t.Context(), ws, b.ID, 6, true, ""); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(s.h.back, s.h.asked[0].Key) {
			t.Errorf("whoever was asked still is: %v", s.h.back)
		}
		for _, want := range []int{5, 50, 63, 63} {
			s.passes(3*time.Hour, false)
			if n := s.spoke(); n != want {
				t.Errorf("%d groups are reached, not %d", n, want)
			}
			s.passes(day-3*time.Hour+time.Minute, false)
			s.spoke()
		}
		if err := s.s.Further(t.Context(), ws, b.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("beyond the last stage: %v", err)
		}
	})
}

// TestALaunchIsDeclined and changes nothing; one that is small needs nobody.
func TestALaunchIsDeclined(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.h.size = 2000
		b := s.onGroups(hourly, 3, 0)
		if err := s.launches(b, 5, 0); err != nil {
			t.Fatal(err)
		}
		if err := s.s.Decide(t.Context(), ws, b.ID, 6, false, "这周刚发过"); err != nil {
			t.Fatal(err)
		}
		s.passes(2*time.Hour, false)
		s.did()
		s.h.size = 20
		if err := s.launches(b, 5, 0); err != nil {
			t.Fatal(err)
		}
		s.passes(2*time.Hour, false)
		if n := s.spoke(); n != 3 {
			t.Errorf("%d of three groups are reached", n)
		}
	})
}

// TestPeopleLeave and the launch stops by itself, says so to a person, and goes on
// when that person says.
func TestPeopleLeave(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		for n := range 28 {
			s.h.left = append(s.h.left, s.now.Add(-time.Duration(n)*day-time.Hour)) // one a day
		}
		b := s.onGroups(hourly, 20, 0)
		if err := s.launches(b, 5, day); err != nil {
			t.Fatal(err)
		}
		for n := range 6 {
			s.h.left = append(s.h.left, s.now.Add(time.Duration(n+1)*time.Hour))
		}
		s.passes(4*time.Hour+30*time.Minute, false)
		if n := s.spoke(); n != 5 {
			t.Errorf("%d groups are reached while few have left", n)
		}
		s.passes(2*time.Hour, false)
		asked := 0
		for _, did := range s.h.did {
			if strings.HasPrefix(did, "ask “整点”自己停下了") {
				asked++
			}
		}
		if asked != 1 {
			t.Errorf("asked %d times: %v", asked, s.h.did)
		}
		s.h.did = nil
		s.passes(3*day, false)
		s.did()
		if err := s.s.Further(t.Context(), ws, b.ID); err != nil {
			t.Fatal(err)
		}
		s.passes(3*time.Hour, false)
		if n := s.spoke(); n != 20 {
			t.Errorf("%d groups are reached once a person says so", n)
		}
	})
}

// TestPeopleLeaveWhomNobodyKnowsYet: where comings and goings are told for less than a
// week, what is usual is a share of the people, and it is said that nobody knows.
func TestPeopleLeaveWhomNobodyKnowsYet(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.h.size = 100 // in each of five groups: five a day are not many
		b := s.onGroups(hourly, 5, 0)
		if err := s.launches(b, 5, day); err != nil {
			t.Fatal(err)
		}
		leave := func(many int) {
			for n := range many {
				s.h.left = append(s.h.left, s.now.Add(time.Duration(n+1)*time.Minute))
			}
		}
		leave(4)
		s.passes(10*time.Hour, false)
		leave(2)
		s.passes(14*time.Hour+30*time.Minute, false)
		if n := s.spoke(); n != 5 {
			t.Errorf("%d groups are spoken to after a day on which six of 500 left", n)
		}
		leave(20)
		s.passes(3*time.Hour, false)
		if asked := strings.Join(s.h.did, "\n"); !strings.Contains(asked, "自己停下了") || !strings.Contains(asked, "不知道平时走多少") || strings.Contains(asked, "平时每天") {
			t.Errorf("it was done: %s", asked)
		}
		s.h.did = nil
	})
}

// TestHowManyItTouchesAtOnce is said before, and has to be seen.
func TestHowManyItTouchesAtOnce(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.h.people = map[uint32]cond.Member{}
		for n := range uint32(320) {
			s.h.people[1000+n] = cond.Member{Joined: s.now.Add(-29 * day)}
		}
		s.h.people[5000] = cond.Member{Joined: s.now.Add(-9 * day)}
		b := s.saved(quiet)
		if err := s.s.Put(t.Context(), ws, b.ID, []playbook.Place{{Group: shop}}); err != nil {
			t.Fatal(err)
		}
		if v := s.preview(b); v.AtOnce != 320 || v.More {
			t.Errorf("it would do %+v", v)
		}
		s.h.people[5000] = cond.Member{Joined: s.now.Add(-30 * day)}
		if err := s.s.Launch(t.Context(), ws, b.ID, playbook.Wish{By: 5, Groups: 1, Touched: 320}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("one more than was seen: %v", err)
		}
		if err := s.launches(b, 5, 0); err != nil {
			t.Fatal(err)
		}
		s.passes(time.Hour, false)
		if len(s.h.did) != 321 {
			t.Errorf("%d were greeted", len(s.h.did))
		}
		s.h.did = nil
	})
}

// TestStartingAsksForZonesAlone, and of all groups at once.
func TestStartingAsksForZonesAlone(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.onGroups(fmt.Sprintf(weekly, "skip"), 40, 0)
		before := s.h.knew
		s.turns(b, playbook.On)
		if s.h.knew != before {
			t.Errorf("what is known was asked %d times", s.h.knew-before)
		}
		s.passes(7*24*time.Hour, false)
		if n := s.spoke(); n != 40 {
			t.Errorf("it began in %d groups", n)
		}
	})
}
