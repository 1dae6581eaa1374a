package measure

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Report is what diagnose --json prints: stable, versioned, without names of
// people or message text. Unknown is null.
type Report struct {
	Version       int           `json:"version"`
	AsOf          string        `json:"as_of"`
	AsOfFrom      string        `json:"as_of_from"`
	Totals        Totals        `json:"totals"`
	Census        CensusCount   `json:"census"`
	States        map[State]int `json:"states"`
	Survival      []Survival    `json:"survival"`
	Participation Participation `json:"participation"`
	Groups        []GroupReport `json:"groups"`
}

// Totals counts over all groups and all time to T.
type Totals struct {
	Groups       int `json:"groups"`
	Messages     int `json:"messages"`
	People       int `json:"people"`
	Staff        int `json:"staff"`
	Bots         int `json:"bots"`
	SkippedLines int `json:"skipped_lines"`
}

// CensusCount counts groups by census class.
type CensusCount struct {
	All7       int `json:"all7"`
	Occasional int `json:"occasional"`
	Silent     int `json:"silent"`
}

// Participation is the measured curve beside 1/9/90.
type Participation struct {
	Top1  *float64 `json:"top1_share"`
	Top10 *float64 `json:"top10_share"`
	Gini  *float64 `json:"gini"`
}

// GroupReport is one group of the report.
type GroupReport struct {
	ID         string       `json:"id"`
	Name       string       `json:"name"`
	Messages   int          `json:"messages"`
	People     int          `json:"people"`
	First      *string      `json:"first"`
	Last       *string      `json:"last"`
	State      State        `json:"state"`
	Revived    bool         `json:"revived"`
	Census     Census       `json:"census"`
	Risk       *float64     `json:"risk"`
	RiskBand   *Band        `json:"risk_band"`
	RiskReason *string      `json:"risk_reason"`
	Type       TypeReport   `json:"type"`
	Roles      Roles        `json:"roles"`
	M          *float64     `json:"person_to_person_share"`
	B          *float64     `json:"broadcast_share"`
	Questions  *int         `json:"questions"`
	U          *float64     `json:"unanswered_share"`
	Health     HealthReport `json:"health"`
	Hours      [24]int      `json:"hours"`
}

// TypeReport is the four-self type; name is null where staff are not known.
type TypeReport struct {
	Name     *TypeName   `json:"name"`
	Figures  TypeFigures `json:"figures"`
	Evidence []ProofLine `json:"evidence"`
	Nearest  *TypeName   `json:"nearest"`
	Missing  *string     `json:"missing"`
}

// TypeFigures are the four figures that decide the type.
type TypeFigures struct {
	B    *float64 `json:"b"`
	U    *float64 `json:"u"`
	M    *float64 `json:"m"`
	Echo *int     `json:"echo"`
}

// ProofLine is one fact behind the type.
type ProofLine struct {
	What  string   `json:"what"`
	Value *float64 `json:"value"`
	At    *string  `json:"at"`
}

// HealthReport is the health index and its parts, each 0 to 100.
type HealthReport struct {
	Score       *float64 `json:"score"`
	KnownPoints int      `json:"known_points"`
	Parts       Parts    `json:"parts"`
}

// Heading is what a report says of itself.
type Heading struct {
	At           int64
	From         string // "flag", "stamp", "now", "last_event"
	Zone         *time.Location
	SkippedLines int
	StaffKnown   bool
	RiskAlways   bool // show the probability though it was not measured on such groups
	Lang         i18n.Lang
}

// NewReport writes down the figures of all groups.
func NewReport(h Heading, w *Whole, fs []*Figures) *Report {
	r := &Report{
		Version: 1, AsOf: h.stamp(h.At), AsOfFrom: h.From,
		Totals: Totals{w.Groups, w.Messages, w.People, w.Staff, w.Bots, h.SkippedLines},
		Census: CensusCount{w.Census[All7], w.Census[Occasional], w.Census[Silent]},
		States: w.States, Groups: []GroupReport{},
	}
	for _, p := range w.Survival {
		p.Share, p.Low, p.High = round6(p.Share), round6(p.Low), round6(p.High)
		r.Survival = append(r.Survival, p)
	}
	if c := w.Concentration; c != nil {
		r.Participation = Participation{ptr(round6(c.Top1)), ptr(round6(c.Top10)), ptr(round6(c.Gini))}
	}
	for _, f := range fs {
		r.Groups = append(r.Groups, h.group(f))
	}
	return r
}

func (h Heading) stamp(ms int64) string { return time.UnixMilli(ms).In(h.Zone).Format(time.RFC3339) }

func (h Heading) group(f *Figures) GroupReport {
	g := GroupReport{
		ID: f.ID, Name: f.Name, Messages: f.Messages, People: f.People, State: f.State, Revived: f.Revived,
		Census: f.Census, Roles: f.Roles, Hours: f.Hours,
	}
	if f.First != 0 {
		g.First, g.Last = ptr(h.stamp(f.First)), ptr(h.stamp(f.Last))
	}
	if f.Risk != nil {
		g.RiskBand, g.RiskReason = ptr(f.Risk.Band), ptr(f.Risk.Why.Sentence().In(h.Lang))
		if h.RiskAlways {
			g.Risk = ptr(round6(f.Risk.P))
		}
	}
	if f.Talk != nil {
		g.M, g.B, g.U = rounded(f.Talk.M), rounded(f.Talk.B), rounded(f.Talk.Answers.Unanswered)
		g.Questions = ptr(f.Talk.Answers.Questions)
	}
	g.Type = h.typed(f)
	if f.Health != nil {
		g.Health = HealthReport{rounded(f.Health.Score), f.Health.Known, Parts{
			rounded(f.Health.Parts.Vitality), rounded(f.Health.Parts.Interaction), rounded(f.Health.Parts.Responsiveness),
			rounded(f.Health.Parts.Retention), rounded(f.Health.Parts.Stay), rounded(f.Health.Parts.Structure), rounded(f.Health.Parts.Balance)}}
	}
	return g
}

func (h Heading) typed(f *Figures) TypeReport {
	t := TypeReport{Evidence: []ProofLine{}}
	if f.Type == nil {
		return t
	}
	t.Name = ptr(f.Type.Name)
	t.Figures = TypeFigures{rounded(f.Type.B), rounded(f.Type.U), rounded(f.Type.M), ptr(f.Type.Echo)}
	if f.Type.Nearest != "" {
		t.Nearest, t.Missing = ptr(f.Type.Nearest), ptr(f.Type.Missing)
	}
	for _, p := range f.Type.Evidence {
		line := ProofLine{What: p.What}
		if p.At != 0 {
			line.At = ptr(h.stamp(p.At))
		} else {
			line.Value = ptr(round6(p.Value))
		}
		t.Evidence = append(t.Evidence, line)
	}
	return t
}

var (
	spokeToday = i18n.Text{
		Hans: "一天之内还有群友说过话",
		Hant: "一天之內還有群友說過話",
		En:   "a member spoke within the last day",
	}
	fewDays = i18n.Text{
		Hans: "%[1]s；近 30 天里有 %[2]d 天有人说话",
		Hant: "%[1]s；近 30 天裡有 %[2]d 天有人說話",
		En:   "%[1]s; days on which anybody spoke, of the last 30: %[2]d",
	}
	silentUsual = i18n.Text{
		Hans: "连着 %s 天没有群友说话，以前平均 %s 天一次",
		Hant: "連續 %s 天沒有群友說話，以前平均 %s 天一次",
		En:   "no member has spoken for %s {day|days}; before, someone did every %s {day|days} on average",
	}
	silentOnly = i18n.Text{
		Hans: "最近一次有群友说话是 %s 天前",
		Hant: "最近一次有群友說話是 %s 天前",
		En:   "a member last spoke %s {day|days} ago",
	}
	lessTalk = i18n.Text{
		Hans: "%s；最近 30 天的消息是之前 30 天的 %d%%",
		Hant: "%s；最近 30 天的訊息是之前 30 天的 %d%%",
		En:   "%s; messages in the last 30 days are %d%% of the 30 before",
	}
)

// Sentence says the reason of a risk in words.
func (r Reason) Sentence() i18n.Message {
	silent := strconv.Itoa(int(r.SilentDays)) // whole days, as the state counts them
	m := silentOnly.With(silent)
	switch {
	case r.SilentDays < 1:
		m = spokeToday.With()
	case r.UsualGap > 0:
		m = silentUsual.With(silent, days(r.UsualGap))
	}
	if r.SpokenDays > 0 {
		m = fewDays.With(m, r.SpokenDays)
	}
	if r.Trend >= 0 && r.Trend < 0.8 {
		m = lessTalk.With(m, int(math.Round(100*r.Trend)))
	}
	return m
}

// days writes a number of days with one digit after the point below ten.
func days(d float64) string {
	if d >= 9.95 {
		return strconv.FormatFloat(d, 'f', 0, 64)
	}
	return strings.TrimSuffix(strconv.FormatFloat(d, 'f', 1, 64), ".0")
}

func rounded(v *float64) *float64 {
	if v == nil {
		return nil
	}
	return ptr(round6(*v))
}

func round6(v float64) float64 { return math.Round(v*1e6) / 1e6 }
