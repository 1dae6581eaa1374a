package risk

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// told builds a history from days (fractions allowed) on which person 1 wrote.
func told(end float64, days ...float64) History {
	h := History{Group: "tea", End: int64(end * float64(day))}
	for _, d := range days {
		h.Points = append(h.Points, Point{At: int64(d * float64(day)), Author: 1, Person: true})
	}
	return h
}

// second is one second, in days.
const second = 1.0 / 86400

func TestDyingAsksEveryThirtyDaysWhileSomebodyWroteInSixty(t *testing.T) {
	type ask struct {
		Day  float64
		Died bool
	}
	for name, c := range map[string]struct {
		h    History
		want []ask
	}{
		"nobody ever wrote":                 {told(400), nil},
		"spoke once: asked exactly once":    {told(400, 0), []ask{{60, true}}},
		"too young to know the answer":      {told(120-second, 0), nil},
		"just old enough":                   {told(120, 0), []ask{{60, true}}},
		"60 days and a second of silence":   {told(400, 0, 30-second), []ask{{60, true}}},
		"60 days of silence to the second":  {told(400, 0, 30), []ask{{60, true}, {90, true}}},
		"a word exactly 60 days later":      {told(120, 0, 120), []ask{{60, false}}},
		"a word a second too late":          {told(121, 0, 120+second), []ask{{60, true}}},
		"a word at the moment itself":       {told(120, 0, 60), []ask{{60, true}}},
		"steps count from the first person": {told(135, 10, 70), []ask{{70, true}}},
		"comes back, and is asked again": {
			told(300, 0, 150), []ask{{60, true}, {150, true}, {180, true}, {210, true}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []ask
			for _, m := range people(c.h).moments(c.h.End) {
				got = append(got, ask{inDays(m.at), m.died})
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("questions (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBotsNeitherStartNorKeepAGroupAlive(t *testing.T) {
	h := told(400, 40)
	for d := range 400 {
		h.Points = append(h.Points, Point{At: int64(d) * day, Author: 9})
	}
	l := people(h)
	got := l.moments(h.End)
	if len(got) != 1 || got[0].at != 100*day || !got[0].died {
		t.Errorf("questions about one person's word among daily bot posts = %+v, want one on day 100 that died", got)
	}
	if lived, known := l.lived(h.End); lived || !known {
		t.Errorf("a group only a bot posts in: lived %v, known %v; want not lived, known", lived, known)
	}
}

func TestEarlyLifeNeedsThreeMessagesByTwoPeopleInDays60To120(t *testing.T) {
	add := func(h History, author uint32, days ...float64) History {
		for _, p := range told(0, days...).Points {
			p.Author = author
			h.Points = append(h.Points, p)
		}
		return h
	}
	for name, c := range map[string]struct {
		h            History
		lived, known bool
	}{
		"watched for 120 days":          {told(120, 0), false, true},
		"watched a second less":         {told(120-second, 0), false, false},
		"nobody ever wrote":             {told(400), false, false},
		"three by two":                  {add(told(200, 0, 60, 61), 2, 119), true, true},
		"three by one":                  {told(200, 0, 60, 61, 62), false, true},
		"two by two":                    {add(told(200, 0, 60), 2, 61), false, true},
		"one of the three is too early": {add(told(200, 0, 60-second, 61), 2, 62), false, true},
		"one of the three is too late":  {add(told(200, 0, 60, 61), 2, 120), false, true},
	} {
		t.Run(name, func(t *testing.T) {
			lived, known := people(c.h).lived(c.h.End)
			if lived != c.lived || known != c.known {
				t.Errorf("lived %v, known %v; want %v, %v", lived, known, c.lived, c.known)
			}
		})
	}
}
