package render

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page's template, style and script are part of the program
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

var (
	//go:embed assets/report.html
	reportHTML string
	//go:embed assets/report.css
	reportCSS string
	//go:embed assets/report.js
	reportJS string
)

// How much a page shows.
const (
	pageCards   = 200 // groups with details; the table has all
	pageWaits   = 100
	openWaits   = 6 // of which stand open
	pageMaybes  = 30
	pageSkips   = 20
	pageTies    = 15
	fullReasons = 1000 // groups up to which every row tells its risk in words
)

var pageTemplate = sync.OnceValues(func() (*template.Template, error) {
	return template.New("report").Option("missingkey=error").Parse(reportHTML)
})

// HTML writes the report as one page that needs nothing besides itself: no
// request leaves it, and its script, which only filters, sorts and opens, may
// be absent. The page is rendered before anything is written. Member names
// appear where people carry, answer or wait; message text only with opt.Quotes.
func HTML(w io.Writer, d *diagnose.Diagnosis, opt Options) error {
	t, err := pageTemplate()
	if err != nil {
		return fmt.Errorf("read the template of the report: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, newStory(d, opt).page()); err != nil {
		return fmt.Errorf("render the report: %w", err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// page is all that the template shows.
type page struct {
	Lang, Title, Policy, Sample string
	W                           map[string]string // words of the page
	CSS                         template.CSS
	JS                          template.JS

	AsOf, Stale, Totals, Verdict, Lead string
	Notes                              []string // names nobody bears
	Staff                              *staffView

	Needs     []needView
	MoreNeeds string
	Census    []barView
	States    []stateView
	Survival  chartView
	Heat      chartView
	Shares    chartView
	Network   chartView
	Structure string

	Waiting     string
	Waits       []waitView // the newest
	OlderWaits  []waitView
	OlderTitle  string
	MoreWaits   string
	Maybes      []waitView
	WordsHidden string

	Rows  []rowView
	Cards []cardView
	Cut   string // that only some groups have cards

	SkipTitle string
	Skips     []string
	How       map[string]howView // definitions by section
}

type staffView struct {
	Candidates []candidate
	Command    string
}

type needView struct {
	Name, Mark, State, Class string
	Why                      []string
	Do                       string
	Card                     int
}

type barView struct {
	Label, Value string
	Bar          template.HTML
}

type stateView struct{ Mark, Word, Class, Value, Means string }

// chartView is a chart with the sentence it proves and its numbers as a table.
type chartView struct {
	W     map[string]string
	Title string
	SVG   template.HTML
	Note  string
	Head  []string
	Rows  [][]string
}

type waitView struct{ When, Exact, Who, Waited, Group, Quote string }

// rowView is a group in the table. Card is −1 where the group has no card.
type rowView struct {
	Name, Mark, State, Class, Type, Risk, Reason, Band, People, Last, Carry string
	Card                                                                    int
	Values                                                                  string
	Spark                                                                   template.HTML
}

type cardView struct {
	Card                              int
	Name, Mark, State, Class, Verdict string
	Facts, Do, Echo                   string
	Spark, Hours                      template.HTML
	SparkNote, HoursNote              string
	Fields                            []fieldView
	Open                              bool
}

// fieldView is one figure of a card: its definition, its label, its words.
type fieldView struct {
	Key, Label string
	Lines      []string
}

// howView is what stands behind 怎么算的 of one section.
type howView struct {
	W    map[string]string
	Defs []defView
}

type defView struct{ Key, Name, Formula, Window, Unit, Source, Why string }

func (s *story) page() *page {
	sum := sha256.Sum256([]byte(reportJS))
	p := &page{
		Lang: string(s.lang), W: s.words(), CSS: template.CSS(reportCSS), JS: template.JS(reportJS),
		Policy: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
		Title:  s.say(reportTitle) + " · " + s.date(s.d.Heading.At),
		AsOf:   s.asOf(), Stale: s.stale(), Totals: s.totals(), Verdict: s.verdict(),
	}
	p.How = s.definitions(p.W)
	if s.opt.Sample {
		p.Sample = s.say(sampleLabel)
	}
	for _, name := range s.d.Unmatched {
		p.Notes = append(p.Notes, s.say(unmatched, clean(name)))
	}
	p.SkipTitle, p.Skips = s.skips(pageSkips)
	if s.d.Whole.Groups == 0 {
		return p
	}
	p.Lead = s.sentences(s.fading(), s.today())
	if !s.d.Heading.StaffKnown {
		p.Staff = &staffView{s.candidates(), s.command()}
	}
	s.fillNeeds(p)
	s.fillWhole(p)
	s.fillWaiting(p)
	s.fillGroups(p)
	return p
}

// stateClass is the style of a state.
func stateClass(st measure.State) string { return "s-" + string(st) }

func (s *story) fillNeeds(p *page) {
	for _, n := range s.needs[:min(len(s.needs), needsShown)] {
		f := s.d.Figures[n.group]
		p.Needs = append(p.Needs, needView{s.names[n.group], stateMarks[f.State], s.stateWord(f), stateClass(f.State), n.why, n.do, n.group})
	}
	if more := len(s.needs) - len(p.Needs); more > 0 {
		p.MoreNeeds = s.say(moreNeedsPage, groupsOf.of(more))
	}
}

func (s *story) fillWhole(p *page) {
	w := s.d.Whole
	for _, c := range censusWords {
		p.Census = append(p.Census, barView{s.say(c.text), s.amount(w.Census[c.class]), bar(s.censusShare(c.class))})
	}
	for _, st := range measure.States {
		if n := w.States[st]; n > 0 {
			p.States = append(p.States, stateView{stateMarks[st], s.say(stateWords[st]), stateClass(st), s.amount(n), s.say(stateMeans[st])})
		}
	}
	p.Survival = chartView{W: p.W, Title: s.survival(), SVG: s.survivalChart(), Head: s.heads(headMonths, headLiving, headInterval, headWatched)}
	for _, v := range w.Survival {
		p.Survival.Rows = append(p.Survival.Rows, []string{s.tell(monthsOf.of(v.Months)), percent(v.Share), percent(v.Low) + "–" + percent(v.High), number(v.AtRisk)})
	}
	p.Heat = chartView{W: p.W, Title: s.liveliest(), SVG: s.heatChart(), Head: []string{""}}
	cells, most := s.heat()
	for h := 0; h < 24 && most > 0; h++ {
		p.Heat.Head = append(p.Heat.Head, strconv.Itoa(h))
	}
	for day := 0; day < 7 && most > 0; day++ {
		row := []string{s.say(weekdays[day])}
		for _, n := range cells[day] {
			row = append(row, number(n))
		}
		p.Heat.Rows = append(p.Heat.Rows, row)
	}
	p.Shares = chartView{W: p.W, Title: s.shares(), SVG: s.lorenzChart(), Head: s.heads(headTop, headPeople, headMessages)}
	for _, c := range s.curve() {
		p.Shares.Rows = append(p.Shares.Rows, []string{percent(c.People), number(s.topPeople(c.People)), percent(c.Messages)})
	}
	if w.Concentration != nil {
		p.Shares.Note, p.Structure = s.say(thumbRule), s.structure()
		p.Shares.Rows = append(p.Shares.Rows, []string{s.say(giniLabel), "", fmt.Sprintf("%.2f", w.Concentration.Gini)})
	}
	s.fillNetwork(p)
}

func (s *story) fillNetwork(p *page) {
	w := s.webOf()
	p.Network = chartView{W: p.W, Title: w.title(s), SVG: w.chart(s)}
	if p.Network.SVG == "" {
		return
	}
	p.Network.Note = s.tell(w.note())
	p.Network.Head = s.heads(headWho, headWhom, headTimes, headGuess)
	for _, t := range w.ties[:min(len(w.ties), pageTies)] {
		p.Network.Rows = append(p.Network.Rows, []string{s.member(w.nodes[t.from].member), s.member(w.nodes[t.to].member), number(t.n), number(t.inferred)})
	}
}

func (s *story) heads(words ...i18n.Text) []string {
	var out []string
	for _, t := range words {
		out = append(out, s.say(t))
	}
	return out
}

func (s *story) fillWaiting(p *page) {
	p.Waiting = s.waiting()
	view := func(ws []wait, limit int) (out []waitView) {
		if s.opt.All {
			limit = len(ws)
		}
		for _, w := range ws[:min(len(ws), limit)] {
			out = append(out, waitView{s.near(w.At), s.minute(w.At), s.member(w.Member), s.say(waitedFor, served(w.Waited)), s.names[w.group], s.quote(w)})
		}
		return out
	}
	p.Waits, p.Maybes = view(s.waits, pageWaits), view(s.maybes, pageMaybes)
	if more := len(s.waits) - len(p.Waits); more > 0 {
		p.MoreWaits = s.say(moreOlder, questionsOf.of(more))
	}
	if len(p.Waits) > openWaits {
		p.Waits, p.OlderWaits = p.Waits[:openWaits], p.Waits[openWaits:]
		p.OlderTitle = s.say(olderWaits, questionsOf.of(len(p.OlderWaits)))
	}
	if len(s.waits) > 0 && !s.opt.Quotes {
		p.WordsHidden = s.say(waitingWords)
	}
}

// amount is a count of groups with its share.
func (s *story) amount(n int) string {
	return fmt.Sprintf("%s (%s)", s.tell(groupsShort.of(n)), percent(share(n, s.d.Whole.Groups)))
}

// bar draws a share.
func bar(v float64) template.HTML {
	d := stretched("bar", 100, 8, "")
	d.add(`<rect class="rest" width="100" height="8"/><rect class="part" width="`, px(math.Max(100*v, boolean(v > 0))), `" height="8"/>`)
	return d.done()
}

func boolean(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// definitions sorts the definitions into the sections of the page.
func (s *story) definitions(words map[string]string) map[string]howView {
	out := map[string]howView{}
	for section, keys := range sectionKeys {
		how := howView{W: words}
		for _, d := range Definitions() {
			if slices.Contains(keys, d.Key) {
				how.Defs = append(how.Defs, defView{d.Key, s.say(d.Name), s.say(d.Formula), s.say(d.Window), s.say(d.Unit), s.say(d.Source), s.say(d.Why)})
			}
		}
		out[section] = how
	}
	return out
}

// sectionKeys says behind which section of the page a definition stands; each
// stands behind exactly one.
var sectionKeys = map[string][]string{
	"top":      {"as-of", "people", "messages"},
	"needs":    {"need", "fading"},
	"census":   {"census", "state"},
	"survival": {"survival"},
	"heat":     {"heat"},
	"shares":   {"concentration", "gini", "roles"},
	"network":  {"network"},
	"waiting":  {"waiting", "unanswered", "question", "speed"},
	"groups":   {"spark", "risk", "type", "broadcast", "mutual", "turn", "echo", "moves", "health", "carry"},
	"skips":    {"skipped"},
}
