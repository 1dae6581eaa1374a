package gate

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var shanghai = time.FixedZone("UTC+8", 8*60*60)

// at reads a moment of Shanghai.
func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

// ripe are facts under which nothing is stopped at noon.
func ripe(now string) Facts {
	return Facts{At: at(now), Zone: shanghai, Stage: Stage{Kind: LongTerm, First: at("2030-01-01 08:00"), Welcomed: true, Posts: 3},
		Rests: []Span{{at("2030-02-02 18:00"), at("2030-02-06 00:00")}}}
}

// Sentences of the issue's point 4, each with what it says. A verdict is the
// rule, and the moment or the outcome.
func TestTheRulesAreThoseOfTheIssue(t *testing.T) {
	group := func(k Kind) Touch { return Touch{Group: 1, Kind: k} }
	member := func(k Kind) Touch { return Touch{Member: 2, Kind: k} }
	for _, c := range []struct {
		sentence string
		now      string
		touch    Touch
		change   func(*Facts)
		want     string
	}{
		{"news by day", "2030-03-06 12:00", group(News), nil, "pass"},
		{"quiet 21:30–9:00", "2030-03-06 21:29", group(News), nil, "pass"},
		{"quiet 21:30–9:00", "2030-03-06 21:30", group(News), nil, "12 2030-03-07 09:00"},
		{"quiet 21:30–9:00", "2030-03-06 08:59", group(News), nil, "12 2030-03-06 09:00"},
		{"a campaign evening until 22:05", "2030-03-06 22:04", group(News), func(f *Facts) { f.Evenings = []Date{{2030, 3, 6}} }, "pass"},
		{"a campaign evening until 22:05", "2030-03-06 22:05", group(News), func(f *Facts) { f.Evenings = []Date{{2030, 3, 6}} }, "12 2030-03-07 09:00"},
		{"the next evening is none", "2030-03-07 21:40", group(News), func(f *Facts) { f.Evenings = []Date{{2030, 3, 6}} }, "12 2030-03-08 09:00"},
		{"Moments inside 11:30–13:30 and 20:00–22:00", "2030-03-06 11:30", group(Moments), nil, "pass"},
		{"Moments have hours of their own", "2030-03-06 21:59", group(Moments), nil, "pass"},
		{"Moments inside 11:30–13:30 and 20:00–22:00", "2030-03-06 13:30", group(Moments), nil, "11 2030-03-06 20:00"},
		{"Moments inside 11:30–13:30 and 20:00–22:00", "2030-03-06 22:00", group(Moments), nil, "11 2030-03-07 11:30"},
		{"Moments ≤ 3 a day", "2030-03-06 20:30", group(Moments), func(f *Facts) { f.Counts.Moments = 2 }, "pass"},
		{"Moments ≤ 3 a day", "2030-03-06 20:30", group(Moments), func(f *Facts) { f.Counts.Moments = 3 }, "13 2030-03-07 11:30"},
		{"announcements ≤ 1 a day", "2030-03-06 12:00", group(Announcement), func(f *Facts) { f.Counts.Announced = 1 }, "14 2030-03-07 09:00"},
		{"@所有人 ≤ 3 a week", "2030-03-06 12:00", group(AtAll), func(f *Facts) { f.Counts.CalledAll = 2 }, "pass"},
		{"@所有人 ≤ 3 a week", "2030-03-06 12:00", group(AtAll), func(f *Facts) { f.Counts.CalledAll = 3 }, "15 2030-03-11 09:00"},
		{"5 in a sale week", "2030-03-06 12:00", group(AtAll), func(f *Facts) { f.Counts.CalledAll, f.SaleWeek = 4, true }, "pass"},
		{"5 in a sale week", "2030-03-06 12:00", group(AtAll), func(f *Facts) { f.Counts.CalledAll, f.SaleWeek = 5, true }, "15 2030-03-11 09:00"},
		{"no selling before welcome", "2030-03-06 12:00", group(Selling), func(f *Facts) { f.Stage.Welcomed = false }, "8 held"},
		{"no selling before 3 non-selling posts", "2030-03-06 12:00", group(Selling), func(f *Facts) { f.Stage.Posts = 2 }, "9 held"},
		{"no selling before 3 days", "2030-03-06 12:00", group(Selling), func(f *Facts) { f.Stage.First = at("2030-03-04 10:00") }, "10 2030-03-07 09:00"},
		{"no selling before 3 days", "2030-03-07 09:00", group(Selling), func(f *Facts) { f.Stage.First = at("2030-03-04 10:00") }, "pass"},
		{"selling hidden in news", "2030-03-06 12:00", Touch{Group: 1, Kind: News, Selling: true}, func(f *Facts) { f.Stage.Posts = 0 }, "9 held"},
		{"news is no selling", "2030-03-06 12:00", group(News), func(f *Facts) { f.Stage = Stage{} }, "pass"},
		{"flash groups exempt", "2030-03-06 12:00", group(Selling), func(f *Facts) { f.Stage = Stage{Kind: Flash, First: f.At} }, "pass"},
		{"rush-sale groups exempt", "2030-03-06 12:00", group(Selling), func(f *Facts) { f.Stage = Stage{Kind: RushSale, First: f.At} }, "pass"},
		{"paid-order groups exempt", "2030-03-06 12:00", group(Selling), func(f *Facts) { f.Stage = Stage{Kind: PaidOrder, First: f.At} }, "pass"},
		{"a person opened the group", "2030-03-06 12:00", group(Selling), func(f *Facts) { f.Stage = Stage{Opened: true, First: f.At} }, "pass"},
		{"a question about price may always be answered", "2030-02-03 03:00", Touch{Group: 1, Member: 2, Kind: Answer, Selling: true},
			func(f *Facts) { f.Stage, f.Refused, f.Promos.On = Stage{First: f.At}, true, true }, "pass"},
		{"but not while everything is stopped", "2030-03-06 12:00", group(Answer), func(f *Facts) { f.Stopped = true }, "5 held"},
		{"no selling from 除夕 18:00", "2030-02-02 17:59", group(Selling), nil, "pass"},
		{"no selling from 除夕 18:00 to 初三", "2030-02-02 18:00", group(Selling), nil, "7 2030-02-06 09:00"},
		{"a greeting may go at 除夕", "2030-02-02 18:00", group(News), nil, "pass"},
		{"全部暂停", "2030-03-06 12:00", group(News), func(f *Facts) { f.Stopped = true }, "5 held"},
		{"全部暂停 holds acts, too", "2030-03-06 12:00", group(Act), func(f *Facts) { f.Stopped = true }, "5 held"},
		{"acts are no touches", "2030-03-06 03:00", group(Act), nil, "pass"},
		{"promos paused", "2030-03-06 12:00", group(Selling), func(f *Facts) { f.Promos.On = true }, "6 held"},
		{"promos paused until", "2030-03-06 12:00", group(Selling), func(f *Facts) { f.Promos = Pause{true, at("2030-03-07 23:00")} }, "6 2030-03-08 09:00"},
		{"promos paused, news goes", "2030-03-06 12:00", group(News), func(f *Facts) { f.Promos.On = true }, "pass"},
		{"who said stop gets nothing", "2030-03-06 12:00", member(News), func(f *Facts) { f.Refused = true }, "1 never"},
		{"but hears of their order", "2030-03-06 12:00", member(OrderService), func(f *Facts) { f.Refused = true }, "pass"},
		{"care with consent", "2030-03-06 12:00", member(Care), nil, "2 never"},
		{"care with consent", "2030-03-06 12:00", member(Care), func(f *Facts) { f.Agreed = true }, "pass"},
		{"holdout", "2030-03-06 12:00", member(News), func(f *Facts) { f.HeldOut = true }, "3 never"},
		{"cap per member, a day", "2030-03-06 12:00", member(News), func(f *Facts) { f.Counts.Member = 1 }, "16 2030-03-07 09:00"},
		{"cap per member, a week", "2030-03-06 12:00", member(News), func(f *Facts) { f.Counts.MemberWeek = 3 }, "17 2030-03-11 09:00"},
		{"cap per group", "2030-03-06 12:00", group(News), func(f *Facts) { f.Counts.Group = 12 }, "19 2030-03-07 09:00"},
		{"cap per group that sells", "2030-03-06 12:00", group(Selling), func(f *Facts) { f.Counts.GroupSelling = 4 }, "18 2030-03-07 09:00"},
		{"cap per channel", "2030-03-06 12:00", Touch{Connection: 3, Kind: News}, func(f *Facts) { f.Counts.Channel = 10_000 }, "20 2030-03-07 09:00"},
		{"platform quotas with reset times", "2030-03-06 12:00", group(Answer), func(f *Facts) { f.Quota = Quota{4, 4, at("2030-04-01 00:00")} }, "pass"},
		{"platform quotas with reset times", "2030-03-06 12:00", group(News), func(f *Facts) { f.Quota = Quota{4, 4, at("2030-04-01 00:00")} }, "21 2030-04-01 09:00"},
	} {
		f, s := ripe(c.now), Defaults()
		if c.change != nil {
			c.change(&f)
		}
		v := Judge(&s, &f, &c.touch, at(c.now))
		if got := tell(v); got != c.want {
			t.Errorf("%s (%s, %s): %s, want %s", c.sentence, c.touch.Kind, c.now, got, c.want)
		}
	}
}

// tell numbers rules as the table above does, which is older than their order.
func tell(v Verdict) string {
	n := map[Rule]string{Refused: "1", NoConsent: "2", HeldOut: "3", NeverAllowed: "4", Stopped: "5", PromosPaused: "6", Rest: "7", StageWelcome: "8",
		StagePosts: "9", StageDays: "10", MomentsHours: "11", QuietHours: "12", MomentsDay: "13", AnnouncedDay: "14", CalledAllWeek: "15",
		MemberDay: "16", MemberWeek: "17", GroupSellingDay: "18", GroupDay: "19", ChannelDay: "20", PlatformQuota: "21"}[v.Rule]
	switch v.Outcome {
	case Pass:
		return "pass"
	case Held:
		return n + " held"
	case Never:
		return n + " never"
	}
	return strings.TrimSpace(n + " " + v.Until.In(shanghai).Format("2006-01-02 15:04"))
}

// TestAVerdictNamesEveryRule that stops a touch, the severest first.
func TestAVerdictNamesEveryRule(t *testing.T) {
	f, s := ripe("2030-02-02 23:00"), Defaults()
	f.Stage.First = f.At
	f.Counts.GroupSelling, f.Counts.Group = 9, 30
	v := Judge(&s, &f, &Touch{Group: 1, Kind: Selling}, f.At)
	var got []string
	for _, r := range v.Rules.List() {
		got = append(got, r.String())
	}
	if want := "rest stage_days quiet group_selling group"; strings.Join(got, " ") != want || v.Rule != Rest {
		t.Errorf("%v, first %s; want %s", got, v.Rule, want)
	}
	if want := at("2030-02-06 09:00"); !v.Until.Equal(want) {
		t.Errorf("until %v, want %v", v.Until.In(shanghai), want)
	}
}

// TestUntilIsTheFirstMoment: asked again at Until the gate says yes, and a
// millisecond earlier it does not, whatever the settings, the zone and the facts.
func TestUntilIsTheFirstMoment(t *testing.T) {
	zones := []string{"Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Cairo", "UTC"}
	seen := map[Outcome]int{}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Skip("no zone files")
		}
		s, f, touch, now := drawn(t, zone)
		if s.Check() != nil {
			t.Skip("settings that are refused")
		}
		v := Judge(&s, &f, &touch, now)
		seen[v.Outcome]++
		if (v.Outcome == Pass) != (v.Rules == 0) {
			t.Fatalf("%d with rules %b", v.Outcome, v.Rules)
		}
		if v.Outcome != Later {
			return
		}
		if !v.Until.After(now) {
			t.Fatalf("until %v, asked at %v", v.Until, now)
		}
		if again := Judge(&s, &f, &touch, v.Until); again.Outcome != Pass {
			t.Fatalf("at %v, as promised at %v, it does not pass: %v", v.Until, now, again.Rules.List())
		}
		if before := Judge(&s, &f, &touch, v.Until.Add(-time.Millisecond)); before.Outcome == Pass {
			t.Fatalf("a millisecond before %v it passes", v.Until)
		}
	})
	if seen[Later] == 0 || seen[Pass] == 0 || seen[Never] == 0 || seen[Held] == 0 {
		t.Errorf("not every outcome came: %v", seen)
	}
}

func drawn(t *rapid.T, zone *time.Location) (Settings, Facts, Touch, time.Time) {
	n := func(name string, top int) int { return rapid.IntRange(0, top).Draw(t, name) }
	yes := func(name string) bool { return n(name, 4) == 0 }
	hours := func(name string) Hours { return Hours{Clock(n(name+" from", 1439)), Clock(n(name+" to", 1440))} }
	now := time.UnixMilli(rapid.Int64Range(1_800_000_000_000, 2_000_000_000_000).Draw(t, "now")).In(zone)
	s := Settings{Quiet: hours("quiet"), Evening: Clock(n("evening", 1439)), MomentsHours: []Hours{hours("a"), hours("b")}, Moments: n("m", 4), Announced: n("an", 2),
		CallAll: n("ca", 3), CallAllSale: n("cs", 5), StagePosts: n("sp", 3), StageDays: n("sd", 9), Member: n("me", 3), MemberWeek: n("mw", 5), Group: n("g", 5), GroupSelling: n("gs", 4), Channel: n("ch", 3)}
	f := Facts{At: now, Zone: zone, Stopped: n("stop", 19) == 0, Refused: n("refused", 9) == 0, Agreed: yes("agreed"), HeldOut: n("held", 9) == 0, SaleWeek: yes("sale"),
		Stage:  Stage{Kind: rapid.SampledFrom(GroupKinds[:]).Draw(t, "kind"), First: now.Add(-time.Duration(n("age", 300)) * time.Hour), Welcomed: !yes("unwelcomed"), Posts: n("posts", 9)},
		Counts: Counts{n("c1", 4), n("c2", 2), n("c3", 4), n("c4", 4), n("c5", 4), n("c6", 2), n("c7", 4), n("c8", 3)}}
	if yes("paused") {
		f.Promos = Pause{true, now.Add(time.Duration(n("for", 10_000)) * time.Minute)}
	}
	if yes("rests") {
		f.Rests = []Span{{now.Add(-time.Hour), now.Add(time.Duration(n("rest", 9_000_000)) * time.Millisecond)}}
	}
	if yes("quota") {
		f.Quota = Quota{3, n("used", 4), now.Add(time.Duration(n("reset", 700)) * time.Hour)}
	}
	for d := range 3 {
		if yes("evening day") {
			f.Evenings = append(f.Evenings, DateOf(now, zone).Plus(d-1))
		}
	}
	touch := Touch{Kind: rapid.SampledFrom(Kinds[:]).Draw(t, "touch"), Selling: yes("selling"), AtAll: yes("all")}
	if n("to", 2) == 0 {
		touch.Member = 2
	} else {
		touch.Group = 1
	}
	if yes("by") {
		touch.Connection = 3
	}
	return s, f, touch, now
}

// TestPassingAllocatesNothing.
func TestPassingAllocatesNothing(t *testing.T) {
	f, s := ripe("2030-03-06 12:00"), Defaults()
	touch := Touch{Group: 1, Kind: Selling, Connection: 3}
	if n := testing.AllocsPerRun(100, func() { Judge(&s, &f, &touch, f.At) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestSettingsThatAreRefused(t *testing.T) {
	for field, change := range map[string]func(*Settings){
		"moments": func(s *Settings) { s.Moments = 11 }, "call_all": func(s *Settings) { s.CallAll = -1 }, "stage_days": func(s *Settings) { s.StageDays = 400 },
		"quiet_from": func(s *Settings) { s.Quiet = Hours{9 * 60, 8 * 60} }, "evening": func(s *Settings) { s.Evening = 20 * 60 },
		"moments_hours": func(s *Settings) { s.MomentsHours = []Hours{{60, 60}} },
	} {
		s := Defaults()
		if err := s.Check(); err != nil {
			t.Fatal(err)
		}
		change(&s)
		if err := s.Check(); err == nil || !strings.HasPrefix(err.Error(), field+":") {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestClocksAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]Clock{"9:00": 540, " 21：30 ": 1290, "24:00": 1440, "00:05": 5} {
		if got, err := ParseClock(text); got != want || err != nil {
			t.Errorf("%q: %v %v", text, got, err)
		}
	}
	for _, text := range []string{"", "9", "24:01", "9:60", "-1:00", "+9:00", "9:0", "099:00"} {
		if got, err := ParseClock(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}
