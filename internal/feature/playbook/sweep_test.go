package playbook_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

const day = 24 * time.Hour

const quiet = `
sop: 1
name: quiet
title: 潜水
per: member
start:
  - {id: quiet, silent: 28d, missed: {do: late, within: 7d}}
if: '!member.staff && now - member.last_said > duration("672h")'
steps:
  - {id: hello, say: {to: member, wordings: ["{{昵称}}，好久不见。"]}}
`

// TestWhoIsSilentIsFound once a day, once for each silence; who has been silent for
// long already when it is switched on is left alone.
func TestWhoIsSilentIsFound(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.h.people = map[uint32]cond.Member{
			1:  {LastSaid: s.now.Add(-20 * day)},
			2:  {Joined: s.now.Add(-30 * day)},                                 // never said a word
			3:  {LastSaid: s.now.Add(-90 * day)},                               // for too long
			4:  {},                                                             // nobody knows
			99: {LastSaid: s.now.Add(-20 * day)},                               // staff
			6:  {LastSaid: s.now.Add(-90 * day), Joined: s.now.Add(-27 * day)}, // came back
		}
		s.runs(quiet, nil)
		s.passes(time.Hour, false)
		s.did("say 第2位，好久不见。")
		s.passes(7*day, false)
		s.did("say 第6位，好久不见。")
		s.passes(2*day, false)
		s.did("say 第1位，好久不见。")
		s.passes(60*day, false)
		s.did()
		s.h.people[1] = cond.Member{LastSaid: s.now}
		s.passes(25*day, false)
		s.did()
		s.passes(6*day, true) // nobody was there
		s.did("say 第1位，好久不见。")
	})
}

// TestALargeGroupIsLookedAtPieceByPiece: everybody once, and no transaction looks
// at all of them.
func TestALargeGroupIsLookedAtPieceByPiece(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.h.people = map[uint32]cond.Member{}
		for n := range uint32(420) {
			s.h.people[1000+n] = cond.Member{Joined: s.now.Add(-29 * day)}
		}
		s.runs(quiet, nil)
		most := 0
		s.watch = func(did int) { most = max(most, did) }
		s.passes(time.Hour, false)
		if len(s.h.did) != 420 || most > 50 {
			t.Errorf("%d were greeted, up to %d at once", len(s.h.did), most)
		}
		s.h.did = nil
		s.passes(2*day, false)
		s.did()
	})
}

const days = `
sop: 1
name: days
title: 生日
per: member
start:
  - {id: birthday, yearly: birthday, at: "10:00", missed: {do: late, within: 10h}}
  - {id: joined, yearly: joined, shift: T-1d 18:00, at: "10:00"}
steps:
  - id: which
    branch:
      - if: start == 'birthday'
        do: [{id: happy, say: {to: member, wordings: ["{{昵称}}，生日快乐。"]}}]
      - do: [{id: year, say: {to: member, wordings: ["{{昵称}}，明天满整年。"]}}]
`

// TestTheDaysOfAYear begin an SOP: a birthday that a year lacks the day before, the
// day on which somebody came from the first year on.
func TestTheDaysOfAYear(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		zone := time.FixedZone("", 8*3600)
		s.now = time.Date(2027, 2, 1, 12, 0, 0, 0, zone)
		s.h.people = map[uint32]cond.Member{1: {}, 2: {}, 3: {Joined: time.Date(2026, 3, 3, 9, 0, 0, 0, zone)}, 4: {Joined: s.now.Add(-time.Hour)}}
		s.h.days = map[uint32]when.Yearly{1: {Month: 2, Day: 29}, 2: {Month: 1, Day: 1, Lunar: true}}
		s.runs(days, nil)
		for _, c := range []struct {
			until string
			did   []string
		}{
			{"02-06 09:59", nil},
			{"02-06 10:01", []string{"say 第2位，生日快乐。"}}, // 春节 2027
			{"02-28 09:59", nil},
			{"02-28 10:01", []string{"say 第1位，生日快乐。"}},
			{"03-02 17:59", nil},
			{"03-02 18:01", []string{"say 第3位，明天满整年。"}},
			{"12-31 23:00", nil},
		} {
			end, err := time.ParseInLocation("2006-01-02 15:04", "2027-"+c.until, zone)
			if err != nil {
				t.Fatal(err)
			}
			s.passes(end.Sub(s.now), false)
			s.did(c.did...)
		}
	})
}

// TestTheCalendarBeginsForEachMember where an SOP is about members.
func TestTheCalendarBeginsForEachMember(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.h.people = map[uint32]cond.Member{1: {}, 2: {}, 99: {}}
		s.runs(strings.Replace(quiet[:strings.Index(quiet, "if:")], "silent: 28d, missed: {do: late, within: 7d}", "every: FREQ=WEEKLY;BYDAY=SU;BYHOUR=20;BYMINUTE=30", 1)+
			"if: '!member.staff'\n"+quiet[strings.Index(quiet, "steps:"):], nil)
		s.passes(7*day, false)
		s.did("say 第1位，好久不见。", "say 第2位，好久不见。")
	})
}

const fading = `
sop: 1
name: fading
title: 冷了
per: group
start:
  - {id: fading, becomes: fading, missed: {do: late, within: 3d}}
once: 28d
steps:
  - {id: ask, say: {to: group, wordings: [这周想看什么？]}}
`

// TestAGroupThatFadesIsAsked: not in another state, and not twice within four weeks.
func TestAGroupThatFadesIsAsked(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.runs(fading, nil)
		for n, c := range []struct {
			state string
			want  []string
		}{{"steady", nil}, {"fading", []string{"say 这周想看什么？"}}, {"steady", nil}, {"fading", nil}} {
			s.h.state = c.state
			s.hears(id.Fact(20+n), fact.GroupBecame, shop, c.state)
			s.did(c.want...)
			s.passes(3*day, false)
		}
		s.passes(28*day, false)
		s.hears(id.Fact(29), fact.GroupBecame, shop, "fading")
		s.did("say 这周想看什么？")
	})
}

// TestWhatRunsIsSeenByEveryProcess: what one switches, another knows.
func TestWhatRunsIsSeenByEveryProcess(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		one, two := newStage(t, d), newStage(t, d)
		b := one.runs(welcome, nil)
		two.hears(1, fact.MemberJoined, shop, "u1")
		two.did("say 欢迎第1位。")
		one.turns(b, playbook.Paused)
		two.hears(2, fact.MemberJoined, shop, "u2")
		two.did()
		one.turns(b, playbook.On)
		two.hears(3, fact.MemberJoined, shop, "u3")
		two.did("say 欢迎第3位。")
		one.saved(strings.ReplaceAll(welcome, "欢迎{{", "来了{{"))
		two.hears(4, fact.MemberJoined, shop, "u4")
		two.did("say 来了第4位。")
	})
}

// BenchmarkWants is what every message of a workspace costs that runs fifty SOPs
// of which none begins by one.
func BenchmarkWants(b *testing.B) {
	d := dbtest.Open(b, db.SQLite, schemas())
	s := newStage(b, d)
	for n := range 50 {
		book := s.saved(strings.Replace(welcome, "name: welcome", fmt.Sprint("name: welcome-", n), 1))
		s.turns(book, playbook.On)
	}
	b.ReportAllocs()
	for b.Loop() {
		err := d.Read(context.Background(), func(tx *db.Tx) error {
			_, err := playbook.Live{S: s.s}.Wants(context.Background(), tx, ws)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
