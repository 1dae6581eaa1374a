package request

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
)

func shanghai(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// monday is the week in which the rules are tried; now is its Monday at eight.
const monday = Day("2030-01-07")

func now(t testing.TB) time.Time { return monday.At(8*60, shanghai(t)) }

func good() Ask {
	return Ask{Department: "电商部", Title: "周六新品试吃报名", Channel: Message, Groups: []id.Group{1, 2}, Day: "2030-01-09", From: 12 * 60, To: 14 * 60,
		Last: "2030-01-12", Goal: "请老客来试吃", Metric: SignUps, Expected: 30, Money: 5000, Draft: "周六下午店里试吃草莓蛋糕，想来的回个“来”。"}
}

func limits() Limits {
	return Limits{Week: map[Channel]int{Message: 84, Announce: 7, Moments: 21, Private: 3, Live: 84}, QuietFrom: 21*60 + 30, QuietEnd: 9 * 60}
}

func TestDaysAndWeeks(t *testing.T) {
	for _, c := range []struct{ day, monday Day }{
		{"2030-01-07", "2030-01-07"}, {"2030-01-13", "2030-01-07"}, {"2029-12-31", "2029-12-31"}, {"2030-01-01", "2029-12-31"}, {"2032-02-29", "2032-02-23"},
	} {
		if got := c.day.Monday(); got != c.monday {
			t.Errorf("the week of %s begins on %s, want %s", c.day, got, c.monday)
		}
	}
	for _, text := range []string{"", "2030-1-7", "2030-02-30", "x", "1999-01-01", "2030-01-07 "} {
		if _, ok := ParseDay(text); ok {
			t.Errorf("%q is taken for a day", text)
		}
	}
	if n := monday.To("2030-02-07"); n != 31 {
		t.Errorf("a month has %d days", n)
	}
	zone := shanghai(t)
	if got := monday.At(9*60+30, zone); DayOf(got, zone) != monday || minuteOf(got, zone) != 9*60+30 {
		t.Errorf("9:30 is %s", got)
	}
}

// TestWhatCannotBeAsked names the field that is wrong.
func TestWhatCannotBeAsked(t *testing.T) {
	if a := good(); a.Check(monday) != nil {
		t.Fatal(a.Check(monday))
	}
	for name, c := range map[string]struct {
		field  string
		change func(*Ask)
	}{
		"no department":     {"department", func(a *Ask) { a.Department = " " }},
		"long title":        {"title", func(a *Ask) { a.Title = strings.Repeat("长", 61) }},
		"long draft":        {"draft", func(a *Ask) { a.Draft = strings.Repeat("长", 2001) }},
		"no goal":           {"goal", func(a *Ask) { a.Goal = "" }},
		"a script":          {"picture", func(a *Ask) { a.Picture = "javascript:alert(1)" }},
		"no groups":         {"groups", func(a *Ask) { a.Groups = nil }},
		"many groups":       {"groups", func(a *Ask) { a.Groups = many(maxGroups + 1) }},
		"whom, one to one":  {"whom", func(a *Ask) { a.Channel = Private }},
		"a strange channel": {"channel", func(a *Ask) { a.Channel = "fax" }},
		"a strange metric":  {"metric", func(a *Ask) { a.Metric = "joy" }},
		"nothing expected":  {"expected", func(a *Ask) { a.Expected = 0 }},
		"owing":             {"money", func(a *Ask) { a.Money = -1 }},
		"yesterday":         {"day", func(a *Ask) { a.Day = "2030-01-06" }},
		"in a year":         {"last", func(a *Ask) { a.Last = "2031-01-06" }},
		"over before":       {"last", func(a *Ask) { a.Last = "2030-01-08" }},
		"hours backwards":   {"from", func(a *Ask) { a.To = a.From }},
		"past midnight":     {"from", func(a *Ask) { a.To = 25 * 60 }},
	} {
		a := good()
		c.change(&a)
		a.Tidy()
		if got := auth.Field(a.Check(monday)); got != c.field {
			t.Errorf("%s: it is about %q, want %q", name, got, c.field)
		}
	}
	a := good()
	a.Channel, a.Last = Moments, ""
	a.Tidy()
	if err := a.Check(monday); err != nil || len(a.Groups) != 0 || a.Last != a.Day || !slices.Equal(a.Places(), []id.Group{0}) {
		t.Errorf("Moments: %+v, %v", a, err)
	}
}

func many(n int) (out []id.Group) {
	for i := range n {
		out = append(out, id.Group(i+1))
	}
	return out
}

// TestTheSameTextIsTheSame, however it is spaced, and short ones are not compared.
func TestTheSameTextIsTheSame(t *testing.T) {
	a, b, c := good(), good(), good()
	b.Draft = " 周六下午，店里试吃 草莓蛋糕！想来的回个来 "
	c.Draft = "来吧"
	if a.Digest() == "" || a.Digest() != b.Digest() || c.Digest() != "" {
		t.Errorf("%q %q %q", a.Digest(), b.Digest(), c.Digest())
	}
	if Key(" 电商部  A ") != Key("电商部 a") {
		t.Error("a department counts twice")
	}
}

// TestScore follows the formula of the package's comment by hand.
func TestScore(t *testing.T) {
	set := Defaults()
	for name, c := range map[string]struct {
		known Known
		money int64
		want  int
	}{
		// (2·25 + 3·50 + 2·100 + 1·50 + 2·100) ÷ 10
		"all known": {Known{People: 100, All: 400, Groups: 2, Fits: 2, Free: 4, Seats: 4, Days: 7}, 5000, 65},
		// (3·50 + 2·100 + 1·50 + 2·100) ÷ 8: who is in the groups nobody knows
		"reach unknown": {Known{All: 400, Groups: 2, Fits: 2, Free: 4, Seats: 4, Days: 7}, 5000, 75},
		"worth nothing": {Known{People: 0, All: 0, Groups: 1, Fits: 0, Free: 0, Seats: 2, Days: 30}, 0, 0},
		"best":          {Known{People: 400, All: 400, Groups: 2, Fits: 2, Free: 4, Seats: 4, Days: 0}, 1_000_000, 100},
		"overdue":       {Known{People: 400, All: 400, Groups: 2, Fits: 2, Free: 4, Seats: 4, Days: -9}, 1_000_000, 100},
	} {
		a := good()
		a.Money = c.money
		if got := Rate(&a, c.known, &set).Total; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// TestScoreKeepsItsBounds whatever is known, and more money or a nearer end never
// make it less.
func TestScoreKeepsItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(name string, least, most int) int { return rapid.IntRange(least, most).Draw(t, name) }
		set := Defaults()
		set.Weights = Weights{n("a", 0, 10), n("b", 0, 10), n("c", 0, 10), n("d", 0, 10), n("e", 0, 10)}
		k := Known{People: int64(n("people", 0, 9000)), All: int64(n("all", 0, 9000)), Groups: n("groups", 0, 9), Fits: n("fits", 0, 9),
			Free: n("free", -1, 9), Seats: n("seats", 0, 9), Days: n("days", -50, 300)}
		a := good()
		a.Money = rapid.Int64Range(0, maxFigure).Draw(t, "money")
		s := Rate(&a, k, &set)
		more := a
		more.Money += 1000
		nearer := k
		nearer.Days--
		if s.Total < 0 || s.Total > 100 || Rate(&more, k, &set).Total < s.Total || Rate(&a, nearer, &set).Total < s.Total {
			t.Errorf("%+v", s)
		}
		for _, p := range s.Parts {
			if p.N < 0 || p.N > 100 || !p.Known && p.Of != 0 && p.In > 0 && p.Part != Reach {
				t.Errorf("%+v", p)
			}
		}
	})
}

// TestQueueIsInOrder: by score, then by who came first, whatever order it came in.
func TestQueueIsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Rated
		for i := range rapid.IntRange(0, 12).Draw(t, "n") {
			r := Rated{Request: Request{ID: id.Request(i + 1), Filed: time.UnixMilli(rapid.Int64Range(1, 4).Draw(t, "filed"))}}
			r.Score.Total = rapid.IntRange(0, 3).Draw(t, "score")
			all = append(all, r)
		}
		Queue(all)
		for i := 1; i < len(all); i++ {
			a, b := all[i-1], all[i]
			if a.Score.Total < b.Score.Total || a.Score.Total == b.Score.Total && a.Filed.After(b.Filed) {
				t.Errorf("%d comes before %d", a.ID, b.ID)
			}
		}
	})
}

// TestWhatIsInTheWay of a slot.
func TestWhatIsInTheWay(t *testing.T) {
	zone := shanghai(t)
	at := func(d Day, minute int) time.Time { return d.At(minute, zone) }
	taken := func(r id.Request, g id.Group, c Channel, d Day, minute int, department string) Slot {
		return Slot{Request: r, Group: g, Channel: c, At: at(d, minute), Week: d.Monday(), Department: department}
	}
	for name, c := range map[string]struct {
		slots []Slot
		at    time.Time
		want  Obstacle
	}{
		"nothing":        {nil, at("2030-01-09", 12*60), Obstacle{}},
		"over":           {nil, at(monday, 7*60), Obstacle{Why: Over}},
		"too late":       {nil, at("2030-01-13", 12*60), Obstacle{Why: TooLate}},
		"the last day":   {nil, at("2030-01-12", 21*60+29), Obstacle{}},
		"in the night":   {nil, at("2030-01-09", 22*60), Obstacle{Why: InQuiet}},
		"in the morning": {nil, at("2030-01-09", 8*60+59), Obstacle{Why: InQuiet}},
		"full": {[]Slot{taken(7, 2, Message, monday, 600, "a"), taken(8, 2, Message, "2030-01-13", 600, "b")},
			at("2030-01-09", 12*60), Obstacle{Why: Full, Group: 2}},
		"full in another week": {[]Slot{taken(7, 2, Message, "2030-01-06", 600, "a"), taken(8, 2, Message, "2030-01-14", 600, "b")}, at("2030-01-09", 12*60), Obstacle{}},
		"full of other things": {[]Slot{taken(7, 2, Announce, monday, 600, "a"), taken(8, 2, Live, "2030-01-13", 600, "b")}, at("2030-01-09", 12*60), Obstacle{}},
		"too close":            {[]Slot{taken(7, 1, Live, "2030-01-09", 11*60, "a")}, at("2030-01-09", 12*60), Obstacle{TooClose, 1, 7}},
		"just far enough":      {[]Slot{taken(7, 1, Live, "2030-01-09", 10*60, "a")}, at("2030-01-09", 12*60), Obstacle{}},
		"a greedy department": {[]Slot{taken(7, 5, Message, monday, 600, "电商部"), taken(7, 6, Message, monday, 600, "电商部"),
			taken(8, 5, Message, monday, 900, "电商部"), taken(9, 6, Message, monday, 900, "电商部")}, at("2030-01-09", 12*60), Obstacle{Why: Department}},
		"two are no greed": {[]Slot{taken(7, 5, Message, monday, 600, "电商部"), taken(7, 6, Message, monday, 600, "电商部"),
			taken(8, 5, Message, monday, 900, "电商部")}, at("2030-01-09", 12*60), Obstacle{}},
	} {
		r := &Request{Ask: good(), ID: 1}
		if got := NewBook(now(t), zone, Defaults(), limits(), c.slots).Try(r, c.at); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestNeverOverQuota: whatever is asked for, in whatever order, no group has more in
// a week than it has slots, nothing is closer than the gap, no department has more
// than its share, and all that is proposed can be had.
func TestNeverOverQuota(t *testing.T) {
	zone, from := shanghai(t), now(t)
	rapid.Check(t, func(t *rapid.T) {
		n := func(name string, least, most int) int { return rapid.IntRange(least, most).Draw(t, name) }
		set := Defaults()
		set.Quota = map[Channel]int{Message: n("message", 0, 3), Announce: n("announce", 0, 9), Moments: n("moments", 0, 2)}
		set.Own = OwnQuota{2: {Message: n("own", 0, 3)}}
		set.Gap, set.Department = 60*n("gap", 0, 5), n("department", 1, 4)
		var slots []Slot
		for i := range n("requests", 1, 30) {
			a := good()
			a.Channel = rapid.SampledFrom([]Channel{Message, Announce, Moments}).Draw(t, "channel")
			a.Groups = rapid.SliceOfN(rapid.SampledFrom(many(4)), 1, 3).Draw(t, "groups")
			a.Department = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "by")
			a.Day = monday.Plus(n("day", 0, 20))
			a.Last = a.Day.Plus(n("days", 0, 9))
			a.From = 60 * n("hour", 0, 22)
			a.To = a.From + 30*n("long", 1, 3)
			a.Tidy()
			r := &Request{Ask: a, ID: id.Request(i + 1)}
			b := NewBook(from, zone, set, limits(), slots)
			times := b.Propose(r, 3, nil)
			for _, at := range times {
				if b.Try(r, at).Why != Nothing {
					t.Fatalf("%s is proposed and cannot be had", at)
				}
			}
			if len(times) == 0 {
				continue
			}
			at := rapid.SampledFrom(times).Draw(t, "at")
			for _, g := range r.Places() {
				slots = append(slots, Slot{r.ID, g, r.Channel, at, DayOf(at, zone).Monday(), Key(r.Department)})
			}
		}
		holds(t, slots, &set)
	})
}

func holds(t *rapid.T, slots []Slot, set *Settings) {
	used, lim := map[seat]int{}, limits()
	shares := map[share]map[id.Request]bool{}
	for i, s := range slots {
		if used[seat{s.Group, s.Channel, s.Week}]++; used[seat{s.Group, s.Channel, s.Week}] > set.Seats(s.Group, s.Channel, &lim) {
			t.Fatalf("over quota: %+v", s)
		}
		of := share{s.Department, s.Week}
		if shares[of] == nil {
			shares[of] = map[id.Request]bool{}
		}
		if shares[of][s.Request] = true; len(shares[of]) > set.Department {
			t.Fatalf("%s has more than its share", s.Department)
		}
		for _, other := range slots[:i] {
			if d := s.At.Sub(other.At).Abs(); other.Group == s.Group && other.Request != s.Request && (d < time.Duration(set.Gap)*time.Minute || d == 0) {
				t.Fatalf("%+v and %+v are too close", s, other)
			}
		}
	}
}

// TestClashes with what SOPs have planned.
func TestClashes(t *testing.T) {
	zone := shanghai(t)
	b := NewBook(now(t), zone, Defaults(), limits(), nil)
	at := monday.At(12*60, zone)
	for name, c := range map[string]struct {
		slot Slot
		plan Planned
		want bool
	}{
		"near":                   {Slot{Group: 1, Channel: Message, At: at}, Planned{Group: 1, Channel: Message, At: at.Add(119 * time.Minute)}, true},
		"not near":               {Slot{Group: 1, Channel: Message, At: at}, Planned{Group: 1, Channel: Message, At: at.Add(120 * time.Minute)}, false},
		"elsewhere":              {Slot{Group: 1, Channel: Message, At: at}, Planned{Group: 2, Channel: Message, At: at}, false},
		"everywhere":             {Slot{Group: 1, Channel: Message, At: at}, Planned{Channel: Announce, At: at}, true},
		"two announcements":      {Slot{Group: 1, Channel: Announce, At: at}, Planned{Group: 1, Channel: Announce, At: at.Add(8 * time.Hour)}, true},
		"one announcement":       {Slot{Group: 1, Channel: Message, At: at}, Planned{Group: 1, Channel: Announce, At: at.Add(8 * time.Hour)}, false},
		"Moments are of nowhere": {Slot{Group: 1, Channel: Message, At: at}, Planned{Channel: Moments, At: at}, false},
		"Moments":                {Slot{Channel: Moments, At: at}, Planned{Channel: Moments, At: at}, true},
	} {
		if got := b.Clashes(&c.slot, &c.plan); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestProposals stand on the wanted day first, and out of the way of SOPs where they
// can.
func TestProposals(t *testing.T) {
	zone := shanghai(t)
	b := NewBook(now(t), zone, Defaults(), limits(), []Slot{{7, 1, Live, Day("2030-01-11").At(13*60, zone), monday, "a"}})
	busy := Day("2030-01-09").At(12*60+30, zone)
	got := b.Propose(&Request{Ask: good(), ID: 1}, 9, func(at time.Time) bool { return at.Before(busy) })
	var days []string
	for _, at := range got {
		days = append(days, at.In(zone).Format("02 15:04"))
	}
	// The 11th is taken by another; of the week before there are two days left.
	if want := []string{"09 12:30", "10 12:00", "12 12:00", "08 12:00", "07 12:00"}; !slices.Equal(days, want) {
		t.Errorf("%v, want %v", days, want)
	}
}

// TestWhoDecides: those who run the workspace and see every group.
func TestWhoDecides(t *testing.T) {
	units := []auth.Unit{{ID: 1, Kind: auth.Head}, {ID: 2, Parent: 1, Kind: auth.Store}, {ID: 3, Parent: 1, Kind: auth.Store}}
	for name, c := range map[string]struct {
		role  auth.Role
		at    id.Unit
		units []id.Unit
		want  bool
	}{
		"an operator":           {auth.Operator, 2, []id.Unit{2, 2}, true},
		"of another store":      {auth.Operator, 3, []id.Unit{2}, false},
		"of one of two":         {auth.Operator, 2, []id.Unit{2, 3}, false},
		"head office":           {auth.Operator, 1, []id.Unit{2, 3, 0}, true},
		"an agent":              {auth.Agent, 1, []id.Unit{2}, false},
		"who only looks":        {auth.ViewOnly, 1, nil, false},
		"Moments, of a store":   {auth.Operator, 2, nil, false},
		"Moments, head office":  {auth.Owner, 1, nil, true},
		"a group of no unit":    {auth.Operator, 2, []id.Unit{0}, false},
		"who is placed nowhere": {auth.Operator, 9, []id.Unit{2}, false},
	} {
		p := Person{User: 1, Role: c.role, Scope: auth.ScopeOf(units, c.at)}
		if got := p.Decides(c.units); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestSettingsStayUnderTheGate and say which field is wrong.
func TestSettingsStayUnderTheGate(t *testing.T) {
	lim := limits()
	if set := Defaults(); set.Check(&lim) != nil {
		t.Fatal(set.Check(&lim))
	}
	for field, change := range map[string]func(*Settings){
		"w_reach":    func(s *Settings) { s.Weights = Weights{} },
		"w_fit":      func(s *Settings) { s.Fit = 11 },
		"q_announce": func(s *Settings) { s.Quota[Announce] = 8 },
		"q_private":  func(s *Settings) { s.Quota[Private] = -1 },
		"department": func(s *Settings) { s.Department = 0 },
		"gap":        func(s *Settings) { s.Gap = 721 },
		"full":       func(s *Settings) { s.Full = 0 },
	} {
		set := Defaults()
		change(&set)
		if got := auth.Field(set.Check(&lim)); got != field {
			t.Errorf("%s: it is about %q", field, got)
		}
	}
	set, tight := Defaults(), limits()
	tight.Week[Message] = 1
	if set.Seats(1, Message, &tight) != 1 {
		t.Error("the gate lets less pass than there are slots")
	}
	set.Own = OwnQuota{1: {Message: 5, Announce: 0}}
	if set.Seats(1, Message, &lim) != 5 || set.Seats(1, Announce, &lim) != 0 || set.Seats(1, Live, &lim) != 1 || set.Seats(2, Message, &lim) != 2 {
		t.Error("a group of its own is like the others")
	}
	plain := Limits{QuietFrom: 13 * 60, QuietEnd: 14 * 60}
	if !plain.Quiet(13*60) || plain.Quiet(14*60) || !lim.Quiet(0) || lim.Quiet(9*60) {
		t.Error("quiet hours")
	}
}
