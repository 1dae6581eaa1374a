package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/house"
)

// playbookReplay is huoshui playbook replay.
type playbookReplay struct {
	place
	Files []string          `arg:"" name:"file" help:"Files that hold an SOP each."`
	Over  string            `name:"over" required:"" placeholder:"IMPORT|WORKSPACE|all" help:"What happened: an import's id, a workspace's name, or all that your first workspace knows."`
	From  string            `name:"from" placeholder:"DAY" help:"Begin on this day, 2026-03-01; what happened before is only counted."`
	To    string            `name:"to" placeholder:"DAY" help:"End with this day."`
	Field map[string]string `name:"field" placeholder:"NAME=VALUE" help:"Fill in a field of the SOPs' forms."`
	Limit int               `name:"limit" default:"20" help:"How many touches are listed."`
	JSON  bool              `name:"json" help:"Print the result as JSON."`
}

// playbookRehearse is huoshui playbook rehearse.
type playbookRehearse struct {
	Files  []string          `arg:"" name:"file" help:"Files that hold an SOP each."`
	Weeks  int               `name:"weeks" default:"4" help:"How many weeks go by."`
	Groups int               `name:"groups" default:"3" help:"How many simulated groups there are."`
	Seed   uint64            `name:"seed" default:"1" help:"Other people for another number."`
	Begin  string            `name:"begin" placeholder:"DAY" help:"On which day it begins, by the people's clock; today by default."`
	TZ     string            `name:"tz" default:"Asia/Shanghai" help:"Zone of the people's days."`
	Field  map[string]string `name:"field" placeholder:"NAME=VALUE" help:"Fill in a field of the SOPs' forms."`
	Limit  int               `name:"limit" default:"20" help:"How many touches are listed."`
	JSON   bool              `name:"json" help:"Print the result as JSON."`
}

// mostListed is how many touches are listed at most.
const mostListed = 1_000_000

var (
	badLimit = i18n.Text{
		Hans: "--limit 要在 0 到 %d 之间。",
		Hant: "--limit 要在 0 到 %d 之間。",
		En:   "--limit must be from 0 to %d.",
	}
	badDay = i18n.Text{
		Hans: "看不懂日期 %s。请写成 2026-03-31。",
		Hant: "看不懂日期 %s。請寫成 2026-03-31。",
		En:   "The day %s cannot be read. Write 2026-03-31.",
	}
	lacksFields = i18n.Text{
		Hans: "%s：没填“%s”，靠它定时间的步骤不会开始。用 --field 名字=内容 填上。",
		Hant: "%s：沒填「%s」，靠它定時間的步驟不會開始。用 --field 名稱=內容 填上。",
		En:   "%s: “%s” is not filled in, so what takes its time from it does not begin. Fill it in with --field NAME=VALUE.",
	}
)

// parseDay reads a day; the zero time where none is given.
func parseDay(s string, zone *time.Location) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		return t, fault.Because(err, fault.Invalid, badDay.With(s))
	}
	return t, nil
}

// trying reads SOPs to be tried. Where one cannot be used it says so and fails.
func (p *program) trying(files []string, fields map[string]string, limit int) (house.Trying, error) {
	if limit < 0 || limit > mostListed {
		return house.Trying{}, fault.New(fault.Invalid, badLimit.With(mostListed))
	}
	programs, linted, err := house.ReadPlaybooks(files)
	if err != nil {
		return house.Trying{}, err
	}
	if programs == nil {
		said := *p
		said.out = p.err
		if err := said.showLinted(linted); err != nil {
			return house.Trying{}, err
		}
		return house.Trying{}, errUnwell
	}
	return house.Trying{Programs: programs, Fields: fields, Limit: limit, Lang: p.lang, TellLackings: func(l house.Lacking) {
		fmt.Fprintln(p.err, lacksFields.With(l.SOP, strings.Join(l.Fields, "、")).In(p.lang))
	}}, nil
}

// Run lets the SOPs run over what has happened.
func (c *playbookReplay) Run(ctx context.Context, p *program) error {
	want, err := p.trying(c.Files, c.Field, c.Limit)
	if err != nil {
		return err
	}
	app, err := c.openUsed(ctx)
	if err != nil {
		return err
	}
	defer app.Close() //nolint:errcheck // it only reads
	over, err := app.Past(ctx, c.Over)
	if err != nil {
		return err
	}
	if want.From, err = parseDay(c.From, over.Zone); err != nil {
		return err
	}
	if want.To, err = parseDay(c.To, over.Zone); err != nil {
		return err
	}
	if !want.To.IsZero() {
		want.To = want.To.AddDate(0, 0, 1)
	}
	bar, done := p.counting()
	want.Progress = bar
	got, err := app.TryOver(ctx, over, want)
	done()
	if err != nil {
		return err
	}
	return p.showTrial(got, over.Zone, c.JSON)
}

// Run lets the SOPs run among simulated people.
func (c *playbookRehearse) Run(ctx context.Context, p *program) error {
	want, err := p.trying(c.Files, c.Field, c.Limit)
	if err != nil {
		return err
	}
	if want.Zone, err = time.LoadLocation(c.TZ); err != nil {
		return fault.Because(err, fault.Invalid, badZone.With(c.TZ))
	}
	if want.Begin, err = parseDay(c.Begin, want.Zone); err != nil {
		return err
	}
	if want.Begin.IsZero() {
		y, m, d := time.Now().In(want.Zone).Date()
		want.Begin = time.Date(y, m, d, 0, 0, 0, 0, want.Zone)
	}
	want.Weeks, want.Simulated, want.Seed = c.Weeks, c.Groups, c.Seed
	bar, done := p.counting()
	want.Progress = bar
	got, err := house.TryWithCrowd(ctx, want)
	done()
	if err != nil {
		return err
	}
	return p.showTrial(got, want.Zone, c.JSON)
}

// showTrial prints what came of a trial.
func (p *program) showTrial(t *house.Trial, zone *time.Location, asJSON bool) error {
	if asJSON {
		return p.json(t)
	}
	for _, part := range []func(*house.Trial, *time.Location) error{p.showSum, p.showFigures, p.showSteps, p.showList, p.showAssumes} {
		if err := part(t, zone); err != nil {
			return err
		}
	}
	return nil
}

// line prints a sentence.
func (p *program) line(t i18n.Text, args ...any) error {
	_, err := fmt.Fprintln(p.out, t.With(args...).In(p.lang))
	return err
}

func (p *program) showSum(t *house.Trial, zone *time.Location) error {
	day := func(t time.Time) string { return t.In(zone).Format(time.DateOnly) }
	if t.Simulated != "" {
		if _, err := fmt.Fprintln(p.out, t.Simulated); err != nil {
			return err
		}
	}
	if t.Messages == 0 && t.Groups == 0 {
		return p.line(nothingPast)
	}
	if err := p.line(sumPast, day(t.From), day(t.To), t.Groups, t.People, t.Messages); err != nil {
		return err
	}
	if t.NoMoves {
		if err := p.line(noMoves); err != nil {
			return err
		}
	}
	if err := p.line(sumTouches, t.Runs, t.Touches, t.Passed, t.Later, t.Held, t.Never); err != nil {
		return err
	}
	if err := p.line(sumPeople, t.Touched, t.Most); err != nil {
		return err
	}
	if err := p.line(sumTodos, t.Todos, t.Doers, t.EachDay, t.BusyDay); err != nil {
		return err
	}
	var why []string
	for _, r := range t.Stopped {
		why = append(why, fmt.Sprintf("%s %d", r.Word, r.N))
	}
	if len(why) == 0 {
		return nil
	}
	return p.line(sumStopped, strings.Join(why, " · "))
}

func (p *program) showFigures(t *house.Trial, _ *time.Location) error {
	if len(t.Figures) == 0 {
		return nil
	}
	rows := [][]string{p.heads(figureHeads[:])}
	for _, f := range t.Figures {
		three := func(a, b, c int) string { return fmt.Sprintf("%d / %d / %d", a, b, c) }
		share := func(a, b, c *float64) string { return percent(a) + " / " + percent(b) + " / " + percent(c) }
		rows = append(rows, []string{f.Group, three(f.Before.Messages, f.Without.Messages, f.With.Messages), three(f.Before.Speakers, f.Without.Speakers, f.With.Speakers),
			three(f.Before.Left, f.Without.Left, f.With.Left), share(f.Before.Unanswered, f.Without.Unanswered, f.With.Unanswered), strconv.Itoa(f.With.Sent)})
	}
	if err := p.line(figureHead); err != nil {
		return err
	}
	return p.table(rows)
}

func percent(v *float64) string {
	if v == nil {
		return "—"
	}
	return fmt.Sprintf("%.0f%%", *v*100)
}

func (p *program) heads(all []i18n.Text) (out []string) {
	for _, h := range all {
		out = append(out, h.In(p.lang))
	}
	return out
}

func (p *program) showSteps(t *house.Trial, _ *time.Location) error {
	if len(t.Steps) == 0 {
		return nil
	}
	rows := [][]string{p.heads(stepHeads[:])}
	for _, s := range t.Steps {
		skipped := 0
		for _, n := range s.Skipped {
			skipped += n
		}
		rows = append(rows, []string{s.SOP, s.Step, strconv.Itoa(s.Touches), strconv.Itoa(s.Later + s.Held + s.Never), strconv.Itoa(s.Todos), strconv.Itoa(skipped)})
	}
	if _, err := fmt.Fprintln(p.out); err != nil {
		return err
	}
	return p.table(rows)
}

// longestSaid is how much of what is said stands in a list, in characters.
const longestSaid = 40

func (p *program) showList(t *house.Trial, zone *time.Location) error {
	if len(t.List) == 0 {
		return nil
	}
	rows := [][]string{p.heads(listHeads[:])}
	for _, one := range t.List {
		whom := one.Name
		if one.Member != "" {
			whom += " · " + one.Member
		}
		gate := ""
		switch {
		case one.Until != nil:
			gate = untilThen.With(one.Why, one.Until.In(zone).Format("01-02 15:04")).In(p.lang)
		case one.Gate != "pass":
			gate = one.Why
		}
		said := []rune(strings.Join(strings.Fields(one.Text), " "))
		if len(said) > longestSaid {
			said = append(said[:longestSaid-1], '…')
		}
		rows = append(rows, []string{one.At.In(zone).Format("2006-01-02 15:04"), whom, one.SOP + "." + one.Step, one.Way, gate, string(said)})
	}
	if _, err := fmt.Fprintln(p.out); err != nil {
		return err
	}
	if err := p.table(rows); err != nil {
		return err
	}
	if t.More > 0 {
		return p.line(moreTouches, t.More)
	}
	return nil
}

func (p *program) showAssumes(t *house.Trial, _ *time.Location) error {
	if _, err := fmt.Fprintln(p.out); err != nil {
		return err
	}
	if err := p.line(assumesHead); err != nil {
		return err
	}
	for _, a := range t.Assumes {
		if _, err := fmt.Fprintln(p.out, "· "+a); err != nil {
			return err
		}
	}
	return nil
}
