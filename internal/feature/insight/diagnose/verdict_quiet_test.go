package diagnose_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// quietVerdicts are groups in which little is said.
func quietVerdicts() []verdict {
	asTable := func(t testing.TB, r *room) *export.Source { return table(t, r) }
	asArchive := func(t testing.TB, r *room) *export.Source { return archive(t, r) }
	return []verdict{
		{name: "silent buyers", naive: "nobody has spoken for 20 days: dormant", as: asTable, tell: func(r *room) {
			r.alive(4, 80, 40).posts(40, 0, "18:00")
			for i, who := range people(6) {
				r.add(r.clock(20, "20:00").Add(time.Duration(i)*time.Minute), who, "chain", "#接龙 "+who+" 两份")
			}
		}, state: measure.QuietBuying, census: measure.Occasional},
		{name: "14 days without a customer", naive: "messages every day: steady", tell: func(r *room) {
			r.alive(4, 80, 15).posts(40, 0, "09:00", "18:00")
		}, state: measure.Dormant, census: measure.Occasional},
		{name: "dead under a rain of posts", naive: "messages every day: steady", tell: func(r *room) {
			r.alive(4, 80, 30).posts(60, 0, "09:00", "12:00", "18:00")
		}, state: measure.Dead, census: measure.Silent, kind: measure.SelfTalk},
		{name: "a new group", naive: "everybody talks: thriving", as: asTable, tell: func(r *room) { r.alive(6, 10, 0) },
			state: measure.Forming, census: measure.All7},
		{name: "fading", naive: "somebody speaks every third day: steady", tell: func(r *room) {
			r.alive(4, 80, 28)
			for d := 27; d >= 0; d -= 3 {
				r.alive(3, d, d)
			}
		}, state: measure.Fading, census: measure.Occasional},
		{name: "back after a long silence", naive: "it lives, nothing to see", tell: func(r *room) {
			r.alive(4, 90, 60).alive(4, 12, 0)
		}, state: measure.Thriving, census: measure.All7, more: func(t *testing.T, _ *diagnose.Diagnosis, g *measure.GroupReport) {
			want(t, "revived", g.Revived, true)
		}},
		{name: "two people every day", naive: "somebody every day: thriving", as: asArchive, tell: func(r *room) { r.alive(2, 80, 0) },
			state: measure.Steady, census: measure.All7},
		{name: "three people on five of seven days", naive: "two of the days had one person only: steady", as: asArchive, tell: func(r *room) {
			r.alive(3, 80, 2).alive(1, 1, 0)
		}, state: measure.Thriving, census: measure.All7},
		{name: "Sundays only", naive: "six silent days of seven: dying", as: asArchive, tell: func(r *room) {
			for d := 3; d < 84; d += 7 { // T is a Wednesday
				s := r.say(d, "20:00", "谭叔", "今晚说说怎么堆肥")
				for i, who := range people(9) {
					r.reply(s, 4+i*3, who, r.pick(talkBack))
				}
			}
		}, state: measure.Steady, census: measure.Occasional},
		{name: "staff talk among themselves", naive: "lively", tell: func(r *room) { r.posts(80, 0, "09:00", "12:00", "18:00") },
			state: measure.Empty, census: measure.Silent, kind: measure.SelfTalk},
		{name: "only bots", naive: "lively", as: asArchive, tell: func(r *room) {
			r.kinds["ci"], r.kinds["feed"] = "bot", "bot"
			for d := 40; d >= 0; d-- {
				r.say(d, "10:00", "ci", fmt.Sprintf("build %d of main passed", 4000-d))
				r.say(d, "11:00", "feed", "today's weather: fair")
			}
		}, state: measure.Empty, census: measure.Silent, more: func(t *testing.T, _ *diagnose.Diagnosis, g *measure.GroupReport) {
			want(t, "people", g.People, 0)
		}},
		{name: "pictures only", naive: "no words: silent", as: asTable, tell: func(r *room) {
			for d := 60; d >= 0; d-- {
				for i, who := range people(4) {
					r.add(r.clock(d, "12:00").Add(time.Duration(i)*time.Hour), who, "picture", "")
				}
			}
		}, state: measure.Thriving, census: measure.All7, more: func(t *testing.T, _ *diagnose.Diagnosis, g *measure.GroupReport) {
			want(t, "questions", *g.Questions, 0)
		}},
		{name: "a mailing list comes in over a bridge", naive: "a busy person: lively", as: asArchive, tell: func(r *room) {
			for d := 60; d >= 0; d-- {
				for i, c := range []string{"07:31", "11:02", "16:45"} {
					r.say(d, c, "list-bridge", fmt.Sprintf("[garden-list] %s (part %d of the digest)", r.pick(adverts), d*3+i))
				}
			}
			for d := 21; d >= 0; d -= 7 {
				r.say(d, "21:00", "阿梨", r.pick(smallTalk))
			}
		}, state: measure.Steady, census: measure.All7, kind: measure.SelfTalk, more: func(t *testing.T, _ *diagnose.Diagnosis, g *measure.GroupReport) {
			wantWithin(t, "b", g.B, 0.9, 1)
		}},
	}
}

// calendarVerdicts are groups that a feast silences.
func calendarVerdicts() []verdict {
	return []verdict{
		{name: "Spring Festival silence", naive: "21 days of silence: dormant", at: "2026-03-05 21:00", tell: func(r *room) {
			r.alive(4, 80, 21)
		}, state: measure.Steady, census: measure.Occasional},
		{name: "the same silence in May", naive: "as at Spring Festival", at: "2026-05-25 21:00", tell: func(r *room) {
			r.alive(4, 80, 21)
		}, state: measure.Dormant, census: measure.Occasional},
		{name: "35 days of silence over Spring Festival", naive: "dead", at: "2026-03-17 21:00", tell: func(r *room) {
			r.alive(4, 80, 35)
		}, state: measure.Dormant, census: measure.Silent},
		{name: "quiet weeks around Spring Festival", naive: "people-days fell by two thirds: fading", at: "2026-03-08 21:00", tell: func(r *room) {
			r.alive(6, 80, 28).alive(6, 9, 0) // nobody from 9 to 26 February
		}, state: measure.Thriving, census: measure.All7},
		{name: "a fall after Spring Festival", naive: "it is the season", at: "2026-03-20 21:00", tell: func(r *room) {
			r.alive(6, 80, 40).alive(1, 21, 0) // six a day up to 8 February, one from 27 February on
		}, state: measure.Fading, census: measure.All7},
		{name: "National Day", naive: "people-days fell by half: fading", at: "2026-10-10 21:00", tell: func(r *room) {
			r.alive(5, 80, 28).alive(3, 27, 10).alive(3, 2, 0) // three a day but for the feast: 63 of 140
		}, state: measure.Steady, census: measure.Occasional},
	}
}
