package crowd_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/sandbox/crowd"
)

// start is a Tuesday, seven in the morning in Beijing.
var start = time.Date(2030, 1, 1, 23, 0, 0, 0, time.UTC)

func plan(seed uint64) crowd.Plan {
	return crowd.Plan{Town: 7, Seed: seed, From: 20, First: 90, Opens: 60, Joins: 25, Leaves: 12, Posts: 80, Answer: 60}
}

func library(t testing.TB) *crowd.Library {
	t.Helper()
	lib, err := crowd.Read()
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// live runs a crowd to the ends given, hearing what lies between, and with the
// state stored and read after each.
func live(t rapid.TB, lib *crowd.Library, p crowd.Plan, ends []time.Time, heard []crowd.Heard, limit int) []crowd.Line {
	c := crowd.New(lib, p)
	s := c.Begin(start)
	var out []crowd.Line
	to := func(until time.Time) {
		for {
			lines, done := c.Advance(&s, until, limit)
			out = append(out, lines...)
			text, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			s = crowd.State{}
			if err := json.Unmarshal(text, &s); err != nil {
				t.Fatal(err)
			}
			if done {
				return
			}
		}
	}
	for _, end := range ends {
		for len(heard) > 0 && heard[0].At <= end.UnixMilli() {
			h := heard[0]
			heard = heard[1:]
			to(time.UnixMilli(h.At))
			h.At = max(h.At, s.Last+1)
			if h.Did == crowd.Spoke {
				h.Seq = s.Seq + 1
			}
			c.Hear(&s, h)
		}
		to(end)
	}
	return out
}

// TestHoweverTheTimeIsCut the same seed and the same things heard give the same lines.
func TestHoweverTheTimeIsCutTheCrowdSaysTheSame(t *testing.T) {
	lib := library(t)
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		end := start.Add(30 * time.Hour)
		var heard []crowd.Heard
		for _, at := range rapid.SliceOfN(rapid.Int64Range(1, int64(30*time.Hour/time.Millisecond)), 0, 12).Draw(t, "heard at") {
			h := crowd.Heard{At: start.UnixMilli() + at, Did: crowd.Did(rapid.IntRange(1, 4).Draw(t, "did")), Who: rapid.IntRange(-1, 120).Draw(t, "who")}
			h.Text = rapid.SampledFrom([]string{"早上好", "欢迎新邻居", "明天做可颂,想吃哪个,回1或2就行", "今天的吐司出炉了,十六一条,八点前都在,需要的说一声", "#接龙\n可颂 10元", "有,给您留着"}).Draw(t, "text")
			h.Form = rapid.SampledFrom([]event.Form{event.Text, event.Red, event.Picture}).Draw(t, "form")
			h.Until = h.At + 3_600_000
			heard = append(heard, h)
		}
		slices.SortFunc(heard, func(a, b crowd.Heard) int { return int(a.At - b.At) })
		var ends []time.Time
		for _, at := range rapid.SliceOfN(rapid.Int64Range(0, int64(30*time.Hour/time.Millisecond)), 0, 20).Draw(t, "cuts") {
			ends = append(ends, start.Add(time.Duration(at)*time.Millisecond))
		}
		slices.SortFunc(ends, time.Time.Compare)
		whole := live(t, lib, plan(seed), []time.Time{end}, heard, 1<<30)
		parts := live(t, lib, plan(seed), append(ends, end), heard, rapid.IntRange(1, 50).Draw(t, "limit"))
		if !reflect.DeepEqual(whole, parts) {
			t.Fatalf("in one run %d lines, cut at %v %d lines", len(whole), ends, len(parts))
		}
	})
}

// TestTheCrowdIsAlive holds two weeks of talk to what such groups are like.
func TestTheCrowdIsAlive(t *testing.T) {
	lib := library(t)
	lines := live(t, lib, plan(3), []time.Time{start.Add(14 * 24 * time.Hour)}, nil, 1<<30)
	forms, acts, texts, by := map[event.Form]int{}, map[crowd.Act]int{}, map[string]bool{}, map[int]int{}
	var hours [24]int
	last, seq, said := int64(0), int64(0), 0
	for _, l := range lines {
		acts[l.Act]++
		if l.At <= last {
			t.Fatalf("line at %d after one at %d", l.At, last)
		}
		last = l.At
		if l.Act != crowd.Says {
			continue
		}
		if seq++; l.Seq != seq {
			t.Fatalf("message %d is numbered %d", seq, l.Seq)
		}
		if l.To >= l.Seq {
			t.Errorf("message %d answers a later one, %d", l.Seq, l.To)
		}
		if strings.ContainsAny(l.Text, "{}|") {
			t.Errorf("not filled in: %q", l.Text)
		}
		said++
		forms[l.Form]++
		texts[l.Text] = true
		by[l.Who]++
		hours[time.UnixMilli(l.At).In(time.FixedZone("", 8*3600)).Hour()]++
	}
	for _, f := range []event.Form{event.Text, event.Voice, event.Picture, event.Sticker, event.Chain, event.Red, event.Link} {
		if forms[f] == 0 {
			t.Errorf("in two weeks nothing of form %d", f)
		}
	}
	for _, a := range []crowd.Act{crowd.Joins, crowd.Leaves, crowd.Recalls, crowd.Reacts} {
		if acts[a] == 0 {
			t.Errorf("in two weeks nothing of act %d", a)
		}
	}
	night, noon, evening := hours[2]+hours[3]+hours[4], hours[12], hours[20]+hours[21]
	if night*40 > said || noon*15 < said || evening*6 < said {
		t.Errorf("of %d messages %d at night, %d at noon, %d from 20 to 22", said, night, noon, evening)
	}
	if said < 14*80 || len(texts) < 500 {
		t.Errorf("%d messages in %d wordings", said, len(texts))
	}
	counts := make([]int, 0, len(by))
	for who, n := range by {
		if who > 1 {
			counts = append(counts, n)
		}
	}
	slices.Sort(counts)
	slices.Reverse(counts)
	top, all := 0, 0
	for i, n := range counts {
		if all += n; i < 10 {
			top += n
		}
	}
	if top*10 < all*3 || top*10 > all*9 || len(counts) < 30 {
		t.Errorf("of what %d people said, %d of %d are by ten of them", len(counts), top, all)
	}
}

// TestPeopleAnswerWhatTheyAreTold compares a crowd with itself.
func TestPeopleAnswerWhatTheyAreTold(t *testing.T) {
	lib := library(t)
	at := start.Add(5 * time.Hour) // noon
	after := func(seed uint64, heard ...crowd.Heard) (n int, texts []string) {
		for _, l := range live(t, lib, plan(seed), []time.Time{at.Add(2 * time.Hour)}, heard, 1<<30) {
			if l.At > at.UnixMilli() {
				n++
				texts = append(texts, l.Text)
			}
		}
		return n, texts
	}
	more := 0
	for seed := range uint64(20) {
		_, texts := after(seed, crowd.Heard{At: at.UnixMilli(), Did: crowd.Spoke, Who: -1, Text: "大家早上好"})
		if slices.ContainsFunc(texts, func(s string) bool {
			return slices.Contains([]string{"早", "早呀", "早上好", "大家早", "你好你好", "哈喽"}, s)
		}) {
			more++
		}
	}
	if more < 8 { // before ten in the morning people greet each other, at noon only those who greeted
		t.Errorf("of 20 greetings %d were answered", more)
	}
	quiet, loud := 0, 0
	for seed := range uint64(10) {
		n, _ := after(seed)
		quiet += n
		var flood []crowd.Heard
		for i := range int64(60) {
			flood = append(flood, crowd.Heard{At: at.UnixMilli() - 4*3_600_000 + i*60_000, Did: crowd.Spoke, Who: -1, Text: strings.Repeat("活动", 30)})
		}
		n, _ = after(seed, flood...)
		loud += n
	}
	if loud*2 > quiet {
		t.Errorf("after 60 adverts the groups say %d things, without them %d", loud, quiet)
	}
}

func TestWhoIsMutedOrGoneSaysNothing(t *testing.T) {
	lib := library(t)
	end := start.Add(48 * time.Hour)
	c := crowd.New(lib, plan(5))
	s := c.Begin(start)
	busiest, n := 0, map[int]int{}
	for _, l := range live(t, lib, plan(5), []time.Time{end}, nil, 1<<30) {
		if n[l.Who]++; l.Who > 1 && n[l.Who] > n[busiest] {
			busiest = l.Who
		}
	}
	for _, h := range []crowd.Heard{
		{At: start.UnixMilli() + 1, Did: crowd.Went, Who: busiest},
		{At: start.UnixMilli() + 1, Did: crowd.Hushed, Who: busiest, Until: end.UnixMilli()},
	} {
		for _, l := range live(t, lib, plan(5), []time.Time{end}, []crowd.Heard{h}, 1<<30) {
			if l.Who == busiest && l.Act == crowd.Says {
				t.Fatalf("after %d, person %d still says %q", h.Did, busiest, l.Text)
			}
		}
	}
	if len(s.People()) != 92 {
		t.Errorf("%d people in the beginning, want 90 and two staff", len(s.People()))
	}
}

func TestNamesAreTheirOwn(t *testing.T) {
	lib := library(t)
	seen := map[string]int{}
	for who := range 1200 {
		name := lib.Person(7, who).Name
		if other, taken := seen[name]; taken || name == "" {
			t.Fatalf("%d and %d are both called %q", other, who, name)
		}
		seen[name] = who
	}
}

func BenchmarkAMonth(b *testing.B) {
	lib := library(b)
	for b.Loop() {
		c := crowd.New(lib, plan(1))
		s := c.Begin(start)
		lines, _ := c.Advance(&s, start.Add(30*24*time.Hour), 1<<30)
		b.ReportMetric(float64(len(lines)), "lines")
	}
}
