package diagnose

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/feature/insight/risk"
)

// Options are what somebody may say about the exports to be judged.
type Options struct {
	AsOf       time.Time // judge at this time; zero for the rule of the report
	Zone       *time.Location
	Staff      []string // names or ids of staff
	Bots       []string // names or ids that are bots whatever they look like
	People     []string // names or ids that are people whatever they look like
	NoStaff    bool     // there are none
	RiskAlways bool
	Lang       i18n.Lang
	Quotes     bool // keep the words of unanswered questions
}

// Models are the fitted numbers a diagnosis rests on.
type Models struct {
	Risk       *risk.Model
	Links      *link.Model
	ReplyError float64
}

// Diagnosis is what was found.
type Diagnosis struct {
	Heading    measure.Heading
	Whole      *measure.Whole
	Figures    []*measure.Figures
	Candidates []Candidate // who may be staff, where nobody said
	Unmatched  []string    // names of --staff, --bots, --people that nobody bears
	Ambiguous  []string    // those that several accounts bear; all of them were taken
	Skips      []export.Skip
	Exports    []export.Exported
	StampAge   time.Duration // how long before the run's clock the last event was

	staffNamed bool // somebody in the chats bears a name given as staff

	names  []string
	quotes map[quoteKey]string
}

type quoteKey struct {
	group int
	key   uint64
}

// Name is what people call a member of the figures.
func (d *Diagnosis) Name(member uint32) string {
	if int(member) < len(d.names) {
		return d.names[member]
	}
	return ""
}

// Quote is the text of a message of group i (in order of Figures), "" unless
// quotes were asked for.
func (d *Diagnosis) Quote(group int, key uint64) string { return d.quotes[quoteKey{group, key}] }

// Report writes the diagnosis down.
func (d *Diagnosis) Report() *measure.Report { return measure.NewReport(d.Heading, d.Whole, d.Figures) }

var nothing = i18n.Text{
	Hans: "这些文件里没有读到任何群消息，所以没有可以诊断的。请确认导出的是群聊记录。",
	Hant: "這些檔案裡沒有讀到任何群組訊息，所以沒有可以診斷的。請確認匯出的是群組聊天記錄。",
	En:   "No group message was found in these files, so there is nothing to diagnose. Please check that they are exports of group chats.",
}

var nothingBecause = i18n.Text{
	Hans: "%[1]s没有用上的是：%[2]s %[3]s",
	Hant: "%[1]s沒有用上的是：%[2]s %[3]s",
	En:   "%[1]s What could not be used: %[2]s %[3]s",
}

var lineOf = i18n.Text{Hans: "%[1]s 第 %[2]d 行：", Hant: "%[1]s 第 %[2]d 行：", En: "%[1]s line %[2]d:"}

// nothing says that no message was found, and the first reason there was.
func (b *Book) nothing() i18n.Message {
	if len(b.skips) == 0 {
		return nothing.With()
	}
	first := b.skips[0]
	if first.Line == 0 {
		return nothingBecause.With(nothing.With(), first.File, first.Why)
	}
	return nothingBecause.With(nothing.With(), lineOf.With(first.File, first.Line), first.Why)
}

// Judge measures every group of the book. The book is spent afterwards.
func (b *Book) Judge(ctx context.Context, opt Options, models Models) (*Diagnosis, error) {
	if b.newest == 0 {
		return nil, fault.New(fault.Invalid, b.nothing())
	}
	d := &Diagnosis{Skips: b.skips, Exports: b.exports, StampAge: time.Duration(b.now-b.newest) * time.Millisecond}
	at, from := b.moment(opt)
	if n := b.after(at); n > 0 && from == "stamp" {
		d.Skips = append(d.Skips, export.Skip{Why: afterStamp.With(n)})
	}
	standing := b.standings(opt, d)
	known := d.staffNamed || opt.NoStaff || !b.unstated
	d.Heading = measure.Heading{At: at, From: from, Zone: opt.Zone, SkippedLines: b.skipped, StaffKnown: known,
		RiskAlways: opt.RiskAlways, Lang: opt.Lang}
	q := &measure.Question{At: at, Calendar: func() *measure.Calendar { return measure.NewCalendar(opt.Zone) },
		StaffKnown: known, ServiceFrom: measure.DayOpens, ServiceTo: measure.DayShuts, Risk: models.Risk, ReplyError: models.ReplyError}
	gs := b.sorted()
	ids := reportIDs(gs)
	err := b.suspect(ctx, gs, standing, opt.Zone)
	if err != nil {
		return nil, err
	}
	if !known {
		d.Candidates = b.candidates(gs)
	}
	d.Figures = make([]*measure.Figures, len(gs))
	dir := directory{b.who, standing}
	texts := make([]map[uint64]string, len(gs))
	order := largestFirst(gs)
	err = parallel(ctx, len(gs), func(k int) {
		i := order[k]
		d.Figures[i], texts[i] = judgeGroup(gs[i], ids[i], dir, q, models.Links, opt.Quotes)
	})
	if err != nil {
		return nil, err
	}
	d.Whole = measure.Combine(d.Figures)
	d.names = make([]string, len(b.who))
	for i := range b.who {
		d.names[i] = cmp.Or(b.who[i].name, string(b.who[i].id))
	}
	if opt.Quotes {
		d.quotes = map[quoteKey]string{}
		for i, m := range texts {
			for k, text := range m {
				d.quotes[quoteKey{i, k}] = text
			}
		}
	}
	return d, nil
}

// judgeGroup measures one group and lets go of what it kept in memory.
func judgeGroup(g *group, id string, dir directory, q *measure.Question, links *link.Model, quotes bool) (*measure.Figures, map[uint64]string) {
	in := &measure.Group{ID: id, Name: cmp.Or(g.name, string(g.chat)), Network: g.network, Lights: g.lights}
	if !g.open {
		in.Until = g.until
	}
	oldest := q.At
	if in.Until > 0 {
		oldest = min(oldest, in.Until)
	}
	oldest -= keepDays * dayMillis
	for i := range g.recent {
		if at := g.recent[i].said.At; at >= oldest && at <= q.At {
			in.Marks = append(in.Marks, g.recent[i].said.Mark())
		}
	}
	if g.list {
		in.Listed = make([]uint32, 0, len(g.listed))
		for n := range g.listed {
			in.Listed = append(in.Listed, n)
		}
		slices.Sort(in.Listed)
	}
	f := measure.Measure(in, dir, q, links)
	var texts map[uint64]string
	if quotes {
		texts = map[uint64]string{}
		for _, w := range f.Waiting {
			texts[w.Key] = ""
		}
		for i := range g.recent {
			if _, ok := texts[g.recent[i].said.Key]; ok {
				texts[g.recent[i].said.Key] = g.recent[i].said.Body
			}
		}
	}
	g.lights, g.recent = nil, nil
	return f, texts
}

// reportIDs are the ids by which a report names groups.
func reportIDs(gs []*group) []string {
	native := make([]measure.NativeGroup, len(gs))
	for i, g := range gs {
		native[i] = g.native()
	}
	return measure.ReportIDs(native)
}

// largestFirst is the order in which groups are measured, so that no core is
// left alone with a large one at the end.
func largestFirst(gs []*group) []int {
	order := make([]int, len(gs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(gs[b].lights), len(gs[a].lights)), cmp.Compare(a, b))
	})
	return order
}

var afterStamp = i18n.Text{
	Hans: "有 %[1]d 条消息的时间在导出时间之后，没有算进来。导出的设备时钟或时区可能不准；用 --as-of 写明截至时间，就能算上。",
	Hant: "有 %[1]d 則訊息的時間在匯出時間之後，沒有算進來。匯出的裝置時鐘或時區可能不準；用 --as-of 寫明截至時間，就能算上。",
	En:   "Messages dated after the time of the export: %[1]d. They were not counted. The clock or zone of the device that exported may be wrong; name the time to judge at with --as-of to count them.",
}

// after counts the messages later than at.
func (b *Book) after(at int64) int {
	n := 0
	for _, g := range b.byName {
		for i := range g.lights {
			if l := &g.lights[i]; l.At > at && l.Act == measure.Spoke {
				n++
			}
		}
	}
	return n
}

// moment is T and where it comes from.
func (b *Book) moment(opt Options) (at int64, from string) {
	if !opt.AsOf.IsZero() {
		return opt.AsOf.UnixMilli(), "flag"
	}
	open := slices.ContainsFunc(b.byName, func(g *group) bool { return g.open })
	if b.stamps > 0 && (b.stamps >= b.newest || !open) {
		return b.stamps, "stamp"
	}
	return b.newest, "last_event"
}

// parallel runs fn for 0 … n−1 on every core.
func parallel(ctx context.Context, n int, fn func(i int)) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				fn(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// directory tells measure who an author is.
type directory struct {
	who      []person
	standing []measure.Standing
}

func (d directory) Who(author uint32) measure.Someone {
	p := &d.who[author]
	return measure.Someone{Member: author, Standing: d.standing[author], Name: p.name, Rank: p.rank}
}

// same reports whether name, as somebody typed it, is p's name or id.
func (p *person) same(name string) bool {
	return strings.EqualFold(name, strings.TrimSpace(p.name)) || name == string(p.id)
}
