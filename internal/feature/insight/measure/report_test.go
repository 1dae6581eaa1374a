package measure

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// TestReportShape: every key of the published shape is there, unknown is null,
// ratios have six decimals.
func TestReportShape(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	s.staff = false
	s.g.ID, s.g.Name = "g1", "春茶</script>群"
	for p := range 3 {
		for range p + 1 {
			s.say(s.before(1, "12:00"), uint32(p+1), "x")
		}
	}
	f := s.figures()
	f.Risk = &RiskFigure{P: 0.123456789, Band: High, Why: Reason{SilentDays: 9.2, UsualGap: 1.5, Trend: -1}}
	heading := Heading{At: s.at.UnixMilli(), From: "flag", Zone: s.zone, SkippedLines: 3, Lang: i18n.ZhHans}
	b, err := json.Marshal(NewReport(heading, Combine([]*Figures{f}), []*Figures{f}))
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for _, part := range []string{
		`{"version":1,"as_of":"2026-05-20T21:00:00+08:00","as_of_from":"flag","totals":{"groups":1,"messages":6,"people":3,"staff":0,"bots":0,"skipped_lines":3}`,
		`"census":{"all7":0,"occasional":1,"silent":0}`, `"states":{"forming":1}`, `"survival":null`,
		`"participation":{"top1_share":0.5,"top10_share":0.5,"gini":0.222222}`,
		`"first":"2026-05-19T12:00:00+08:00","last":"2026-05-19T12:00:00+08:00"`, `"state":"forming","revived":false,"census":"occasional"`,
		`"risk":null,"risk_band":"high","risk_reason":"连着 9 天没有群友说话，以前平均 1.5 天一次"`,
		`"type":{"name":null,"figures":{"b":null,"u":null,"m":null,"echo":null},"evidence":[],"nearest":null,"missing":null}`,
		`"roles":{"cobuilders":0,"active":3,"onlookers":null}`, `"person_to_person_share":null,"broadcast_share":null,"questions":0,"unanswered_share":null`,
		`"health":{"score":null,"known_points":0,"parts":{"vitality":null,`, `"hours":[0,0,0,0,0,0,0,0,0,0,0,0,6,0,0,0,0,0,0,0,0,0,0,0]`,
	} {
		if !strings.Contains(text, part) {
			t.Errorf("the report lacks %s:\n%s", part, text)
		}
	}
	heading.RiskAlways = true
	r := NewReport(heading, Combine([]*Figures{f}), []*Figures{f})
	wantNear(t, "risk, when asked for always", r.Groups[0].Risk, 0.123457)
}

// TestEmptyReport: a group nobody wrote in has no first message and no figures.
func TestEmptyReport(t *testing.T) {
	s := tell(t, "2026-05-20 21:00")
	f := s.figures()
	r := NewReport(Heading{Zone: time.UTC}, Combine([]*Figures{f}), []*Figures{f})
	g := r.Groups[0]
	want(t, "state", g.State, Empty)
	want(t, "census", g.Census, Silent)
	if g.First != nil || g.Last != nil || g.Questions != nil || g.Type.Name != nil || g.Risk != nil || r.Participation.Gini != nil {
		t.Errorf("nothing is known of an empty group, and yet: %+v", g)
	}
}

// TestReasons are whole sentences in each language.
func TestReasons(t *testing.T) {
	for _, c := range []struct {
		reason Reason
		lang   i18n.Lang
		want   string
	}{
		{Reason{SilentDays: 9, UsualGap: 1.5, Trend: -1}, i18n.ZhHans, "连着 9 天没有群友说话，以前平均 1.5 天一次"},
		{Reason{SilentDays: 30.4, UsualGap: 12.3, Trend: 0.9}, i18n.ZhHant, "連續 30 天沒有群友說話，以前平均 12 天一次"},
		{Reason{SilentDays: 2, Trend: -1}, i18n.En, "a member last spoke 2 days ago"},
		{Reason{SilentDays: 26.6, UsualGap: 11, Trend: -1}, i18n.ZhHans, "连着 26 天没有群友说话，以前平均 11 天一次"},
		{Reason{SilentDays: 0.1, UsualGap: 1, Trend: -1}, i18n.ZhHans, "一天之内还有群友说过话"},
		{Reason{SilentDays: 0.1, Trend: -1, SpokenDays: 1}, i18n.ZhHans, "一天之内还有群友说过话；近 30 天里有 1 天有人说话"},
		{Reason{SilentDays: 2, UsualGap: 1, Trend: 0.404}, i18n.ZhHans, "连着 2 天没有群友说话，以前平均 1 天一次；最近 30 天的消息是之前 30 天的 40%"},
	} {
		want(t, "reason", c.reason.Sentence().In(c.lang), c.want)
	}
}

func TestReportIDs(t *testing.T) {
	got := ReportIDs([]NativeGroup{{"wechat", "", "1", "a"}, {"archive", "x", "2", "b"}, {"archive", "y", "2", "c"}, {"slack", "z", "3", "d"}, {"archive", "z", "3", "e"}})
	for i, w := range []string{"1", "x/2", "y/2", "slack:z/3", "archive:z/3"} {
		want(t, "id", got[i], w)
	}
	for _, c := range [][2]string{{"2", "10"}, {"9", "a"}, {"10", "a"}, {"a", "b"}, {"2", "02"}} {
		if CompareIDs(c[0], c[1]) >= 0 || CompareIDs(c[1], c[0]) <= 0 {
			t.Errorf("%s should come before %s", c[0], c[1])
		}
	}
}

// TestNeed: questions waiting come first, a long silence needs no hurry.
func TestNeed(t *testing.T) {
	waiting := func(n int, maybe bool) (out []Ask) {
		for range n {
			out = append(out, Ask{Maybe: maybe})
		}
		return out
	}
	order := []*Figures{
		{State: Steady},
		{State: Dead, At: 100 * day, Life: Life{End: 60 * day}},
		{State: Steady, Risk: &RiskFigure{Band: High}},
		{State: Fading},
		{State: Dormant},
		{State: Steady, Waiting: waiting(9, false)},
		{State: Dormant, Waiting: waiting(9, false), Risk: &RiskFigure{Band: High}},
	}
	for i := 1; i < len(order); i++ {
		if order[i].Need() <= order[i-1].Need() {
			t.Errorf("%d is needed by %+v, no more than by the one before", order[i].Need(), order[i])
		}
	}
	want(t, "long dead", (&Figures{State: Dead, At: 100 * day, Life: Life{End: 10 * day}}).Need(), 0)
	want(t, "pictures that may ask", (&Figures{State: Steady, Waiting: waiting(5, true)}).Need(), 0)
}

// TestTypes: the order of the types and the edges of their figures.
func TestTypes(t *testing.T) {
	for _, c := range []struct {
		name    string
		talk    Talk
		b, u, m float64 // u below 0 is unknown
		want    TypeName
		nearest TypeName
		missing string
	}{
		{"nineteen turns", Talk{Turns: 19}, 1, 1, 0, TooLittle, "", ""},
		{"self-talk by silence", Talk{Turns: 20, MuteShare: ptr(.8)}, .6, -1, 0, SelfTalk, "", ""},
		{"a little answered", Talk{Turns: 20, MuteShare: ptr(.79)}, .6, -1, 0, Mixed, SelfTalk, "times"},
		{"b just below", Talk{Turns: 20, MuteShare: ptr(.8)}, .599, -1, 0, Mixed, SelfTalk, "b"},
		{"self-talk goes before self-centred", Talk{Turns: 60, MuteShare: ptr(1.0), Answers: Answers{Questions: 10}}, .6, 1, 0, SelfTalk, "", ""},
		{"self-centred", Talk{Turns: 60, Answers: Answers{Questions: 10}}, .4, .5, 0, SelfCentred, "", ""},
		{"nine questions", Talk{Turns: 60, Answers: Answers{Questions: 9}}, .4, .5, 0, Mixed, SelfCentred, "questions"},
		{"u just below", Talk{Turns: 60, Answers: Answers{Questions: 10}}, .4, .499, 0, Mixed, SelfCentred, "u"},
		{"self-participating", Talk{Turns: 60, Conversing: 5, Answers: Answers{Questions: 10}}, .4, .4, .35, SelfParticipating, "", ""},
		{"two questions, both lost", Talk{Turns: 60, Conversing: 5, Answers: Answers{Questions: 2}}, .4, 1, .35, SelfParticipating, "", ""},
		{"three questions, u unknown", Talk{Turns: 60, Conversing: 5, Answers: Answers{Questions: 3}}, .4, -1, .35, Mixed, SelfParticipating, "u"},
		{"four people", Talk{Turns: 60, Conversing: 4}, .4, -1, .35, Mixed, SelfParticipating, "people"},
		{"m just below", Talk{Turns: 60, Conversing: 5}, .4, -1, .349, Mixed, SelfParticipating, "m"},
	} {
		s := tell(t, "2026-05-20 21:00")
		s.say(s.before(40, "12:00"), 1, "x")
		sc := s.scene()
		c.talk.B, c.talk.M = &c.b, &c.m
		if c.u >= 0 {
			c.talk.Answers.Unanswered = &c.u
		}
		y := sc.decide(&c.talk)
		if y.Name != c.want || y.Nearest != c.nearest || y.Missing != c.missing {
			t.Errorf("%s: %s, nearest %q, missing %q; want %s, %q, %q", c.name, y.Name, y.Nearest, y.Missing, c.want, c.nearest, c.missing)
		}
	}
}

func TestRounding(t *testing.T) {
	want(t, "rounded", round6(1.0/3), 0.333333)
	want(t, "rounded up", round6(2.0/3), 0.666667)
	want(t, "negative", round6(-1.0/3), -0.333333)
	if rounded(nil) != nil || !math.IsInf(round6(math.Inf(1)), 1) {
		t.Error("unknown stays unknown")
	}
}
