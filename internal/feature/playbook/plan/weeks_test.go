package plan_test

import "github.com/huoshui/huoshui/internal/feature/playbook/plan"

// expected is the time line of one ready SOP over four weeks from Monday, 4 March
// 2030.
type expected struct {
	fields map[string]string
	begun  []plan.Begun
	days   int // the period, where it repeats
	want   string
}

func begun(start, when string) []plan.Begun { return []plan.Begun{{Start: start, At: at(when)}} }

func fourWeeks() map[string]expected {
	return map[string]expected{
		"welcome": {begun: begun("joined", "03-04 10:00"), want: `
			03-04 Mon 10:00 hello group
			03-04 Mon 10:03 introduce group?
			03-04 Mon 10:33 greeted task?
			03-04 Mon 10:33 catch task?
			03-07 Thu 10:33 third-day member?`},
		"group-rules": {begun: begun("made", "03-04 10:00"), want: `
			03-04 Mon 10:10 rules announcement
			03-04 Mon 11:10 model task
			03-07 Thu 11:10 understood task`},
		"group-rules-change": {begun: begun("changed", "03-04 10:00"), want: `
			03-04 Mon 10:00 tell group
			03-05 Tue 10:00 replace task`},
		"first-words": {days: 1, want: `
			03-04 Mon 15:30 question group
			03-04 Mon 16:00 answer task`},
		"silent-28": {begun: begun("quiet", "03-04 08:00"), want: `
			03-04 Mon 10:00 greet member?
			03-11 Mon 10:00 plainly member?
			03-18 Mon 10:00 decide task?
			03-18 Mon 10:00 notices tag?
			03-18 Mon 10:00 out remove?`},
		"greet-by-hand": {days: 7, want: `
			03-05 Tue 10:00 greet task`},
		"quiet-group": {begun: begun("fading", "03-04 08:00"), want: `
			03-04 Mon 10:00 ask group
			03-05 Tue 10:00 follow task`},
		"sunday-talk": {want: `
			03-05 Tue 12:00 announce announcement
			03-05 Tue 12:05 collect group
			03-09 Sat 15:00 guest task
			03-10 Sun 12:00 today group
			03-10 Sun 20:20 soon group
			03-10 Sun 20:30 open group
			03-10 Sun 21:10 halfway task
			03-10 Sun 21:15 answers task
			03-10 Sun 21:58 close group
			03-11 Mon 09:00 summarise task
			03-11 Mon 12:00 summary announcement
			03-11 Mon 15:00 archive task`},
		"rush-sale": {want: `
			03-05 Tue 15:00 ready task
			03-06 Wed 12:00 t3 announcement?
			03-07 Thu 12:00 t2 announcement?
			03-08 Fri 20:00 t1 announcement?
			03-08 Fri 20:00 rain1 task?
			03-09 Sat 09:30 morning announcement?
			03-09 Sat 19:00 hour group
			03-09 Sat 19:00 rain2 task
			03-09 Sat 19:50 ten group?
			03-09 Sat 20:00 open group
			03-09 Sat 21:00 going group?
			03-09 Sat 21:30 last group?
			03-09 Sat 22:00 close group
			03-10 Sun 09:00 asked task
			03-10 Sun 10:00 report group
			03-10 Sun 10:05 service task
			03-12 Tue 20:00 notice group?
			03-13 Wed 20:00 dissolve task?`},
		"rush-sale-sold-out": {begun: begun("gone", "03-09 20:40"), want: `
			03-09 Sat 20:40 tell group
			03-10 Sun 09:00 returns task`},
		"rush-sale-trouble": {begun: begun("trouble", "03-09 20:10"), want: `
			03-09 Sat 20:10 stop group
			03-09 Sat 20:10 cause task
			03-09 Sat 20:10 account group
			03-10 Sun 09:00 after task`},
		"sale-by-hand": {days: 7, want: `
			03-08 Fri 10:00 fill task
			03-08 Fri 20:00 announce announcement?
			03-09 Sat 19:00 remind group?
			03-09 Sat 20:00 open group?
			03-09 Sat 21:00 close group?
			03-10 Sun 09:30 settle task?`},
		"flash-group": {want: `
			03-06 Wed 15:00 plan task
			03-07 Thu 10:00 hello announcement
			03-08 Fri 20:00 show group
			03-08 Fri 20:30 questions task
			03-09 Sat 20:00 sell group
			03-10 Sun 12:00 count group?
			03-10 Sun 21:00 end group
			03-11 Mon 20:00 notice group
			03-12 Tue 20:00 dissolve task?`},
		"moments-week": {days: 7, want: `
			03-04 Mon 09:00 fill task
			03-04 Mon 12:00 mon-noon moments
			03-04 Mon 20:30 mon-night task
			03-05 Tue 12:30 tue-noon moments
			03-06 Wed 12:00 wed-noon moments
			03-06 Wed 20:30 wed-night task
			03-07 Thu 12:30 thu-noon moments
			03-07 Thu 20:30 thu-night moments
			03-08 Fri 12:00 fri-noon moments
			03-08 Fri 20:30 fri-night moments
			03-09 Sat 12:00 sat-noon moments
			03-10 Sun 12:30 sun-noon moments
			03-10 Sun 20:30 sun-night task`},
		"feedback-digest": {days: 7, want: `
			03-04 Mon 12:00 tell group?
			03-08 Fri 15:00 gather task`},
		"care-days": {begun: append(begun("birthday", "03-04 10:00"), begun("joined", "03-20 10:00")...), want: `
			03-04 Mon 10:00 birthday-word member
			03-04 Mon 10:00 by-hand task?
			03-20 Wed 10:00 joined-word member?`},
		"wake-up": {begun: begun("away", "03-04 09:00"), want: `
			03-04 Mon 09:00 deal split
			03-04 Mon 10:00 ask member?
			03-04 Mon 10:00 teach member?`},
		"wake-up-review": {want: `
			03-05 Tue 10:00 compare task`},
		"wash-group": {fields: map[string]string{"动手时间": "2030-03-12 12:00"}, want: `
			03-10 Sun 10:00 think task
			03-12 Tue 12:00 tell announcement
			03-17 Sun 12:00 again group
			03-20 Wed 10:00 archive task
			03-21 Thu 12:00 goodbye group
			03-22 Fri 20:00 close task?`},
		"first-week": {want: `
			03-04 Mon 09:30 account task
			03-04 Mon 10:30 rules task
			03-04 Mon 15:00 look task
			03-05 Tue 09:30 listen task
			03-06 Wed 09:30 beside task
			03-07 Thu 09:30 tools task
			03-08 Fri 09:30 complaint task
			03-09 Sat 09:30 alone task
			03-10 Sun 16:00 verdict task`},
		"daily-list": {days: 1, want: `
			03-04 Mon 09:00 unanswered task
			03-04 Mon 11:30 newcomers task
			03-04 Mon 15:00 todos task
			03-04 Mon 18:00 odd task
			03-04 Mon 21:00 handover task`},
		"weekly-board": {days: 7, want: `
			03-04 Mon 10:00 plan task
			03-08 Fri 16:00 review task`},
	}
}
