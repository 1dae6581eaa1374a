package export

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// guard stands before the sink of a run: it remembers the sink's own failure,
// counts, ends the run with its context, sets aside what has not happened yet,
// says where a skipped line is so that people find it, and lets through only
// text that a database takes, of bounded length.
type guard struct {
	Sink
	ctx           context.Context
	err           error
	latest        time.Time      // what lies after it is set aside; zero for nothing
	zone          *time.Location // in which a time is told
	job           job            // the export being read
	events, skips int

	file string // where the event to come stands, if its reader says so
	line int
}

// ahead24h is how far clocks may differ before a time is one to come.
const ahead24h = 24 * time.Hour

func newGuard(ctx context.Context, opt Options, sink Sink) *guard {
	g := &guard{Sink: sink, ctx: ctx, zone: opt.Zone}
	if g.zone == nil {
		g.zone = time.UTC
	}
	if !opt.Now.IsZero() {
		g.latest = opt.Now.Add(ahead24h)
	}
	return g
}

// begin makes ready for an export.
func (g *guard) begin(j job) {
	g.job, g.events, g.skips, g.file, g.line = j, 0, 0, "", 0
}

// At tells sink in which line of which file, as in Skip, the next event stands,
// should something be wrong with it.
func At(sink Sink, file string, line int) {
	if g, ok := sink.(*guard); ok {
		g.file, g.line = file, line
	}
}

// checkEvery is how many events may pass before the context is looked at.
const checkEvery = 1024

func (g *guard) Event(e *event.Event) error {
	g.events++
	if g.events%checkEvery == 0 && g.ctx.Err() != nil {
		return g.keep(g.ctx.Err())
	}
	if !g.latest.IsZero() && e.At.After(g.latest) {
		return g.Skip(Skip{File: g.file, Line: g.line, Why: yetToCome.With(e.At.In(g.zone).Format("2006-01-02 15:04"))})
	}
	return g.keep(g.Sink.Event(soundEvent(e)))
}

func (g *guard) Skip(s Skip) error {
	g.skips++
	s.File = Clean(g.job.inside(s.File))
	return g.keep(g.Sink.Skip(s))
}

func (g *guard) Group(v Group) error     { return g.keep(g.Sink.Group(soundGroup(v))) }
func (g *guard) Person(v Person) error   { return g.keep(g.Sink.Person(soundPerson(v))) }
func (g *guard) Stamp(t time.Time) error { return g.keep(g.Sink.Stamp(t)) }

func (g *guard) keep(err error) error {
	if err != nil && g.err == nil {
		g.err = err
	}
	return err
}

// inside names a file of the export as people find it: with the path they
// gave.
func (j job) inside(name string) string {
	switch {
	case j.src == nil: // no export is being read; the name is whole
		return name
	case !j.src.folder || name == "":
		return j.file
	}
	return j.file + "/" + name
}

var yetToCome = i18n.Text{
	Hans: "这一条的时间 %[1]s 在将来，先放在一边，不影响判断；其余照常读取。请检查发消息或导出的设备时钟准不准，或时区选得对不对。",
	Hant: "這一則的時間 %[1]s 在未來，先放在一邊，不影響判斷；其他照常讀取。請檢查發訊息或匯出的裝置時鐘準不準，或時區選得對不對。",
	En:   "The time %[1]s lies in the future. This one was set aside and moves nothing; all else was read. Check the clock of the device that sent or exported it, and the time zone.",
}
