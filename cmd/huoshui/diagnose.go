package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/house"
)

// diagnoseCommand is huoshui diagnose PATH….
type diagnoseCommand struct {
	Paths     []string `arg:"" name:"path" help:"Files or folders of exported chats."`
	JSON      bool     `name:"json" help:"Print the report as JSON."`
	HTML      string   `name:"html" placeholder:"FILE" help:"Write a page with charts to FILE."`
	AsOf      string   `name:"as-of" placeholder:"TIME" help:"Judge at this time: 2026-03-31, or RFC 3339."`
	TZ        string   `name:"tz" default:"Asia/Shanghai" help:"Zone of times that state none, and of the groups' days."`
	Staff     []string `name:"staff" placeholder:"NAME" help:"Names or ids of your own people, separated by commas."`
	NoStaff   bool     `name:"no-staff" help:"Nobody in these groups is staff."`
	Bots      []string `name:"bots" placeholder:"NAME" help:"Names or ids that are bots."`
	People    []string `name:"people" placeholder:"NAME" help:"Names or ids that are people, though they post like bots."`
	Lang      string   `name:"lang" placeholder:"zh-Hans|zh-Hant|en" help:"Language of the report."`
	Risk      string   `name:"risk" enum:"measured,always" default:"measured" help:"Show probabilities where they were measured, or always."`
	Quotes    bool     `name:"quotes" help:"Show the words of unanswered questions."`
	All       bool     `name:"all" help:"Show a card for every group, not only the first."`
	Namespace string   `name:"namespace" help:"Join the ids of several archives."`
}

var (
	badZone = i18n.Text{
		Hans: "不认识时区 %s。请用 Asia/Shanghai 这样的名字。",
		Hant: "不認識時區 %s。請用 Asia/Taipei 這樣的名稱。",
		En:   "There is no time zone called %s. Use a name such as Asia/Shanghai.",
	}
	cannotWrite = i18n.Text{
		Hans: "写不了 %[1]s:%[2]s。请检查文件夹在不在、有没有写的权限、磁盘满没满。",
		Hant: "無法寫入 %[1]s:%[2]s。請檢查資料夾是否存在、有沒有寫入權限、磁碟是否已滿。",
		En:   "%[1]s cannot be written: %[2]s. Check that its folder is there and may be written, and that the disk is not full.",
	}
	badAsOf = i18n.Text{
		Hans: "看不懂时间 %s。请写成 2026-03-31，或 2026-03-31T18:00:00+08:00。",
		Hant: "看不懂時間 %s。請寫成 2026-03-31，或 2026-03-31T18:00:00+08:00。",
		En:   "The time %s cannot be read. Write 2026-03-31 or 2026-03-31T18:00:00+08:00.",
	}
	badLang = i18n.Text{
		Hans: "没有 %s 这种语言，可以用 zh-Hans、zh-Hant 或 en。",
		Hant: "沒有 %s 這種語言，可以用 zh-Hans、zh-Hant 或 en。",
		En:   "There is no language %s; use zh-Hans, zh-Hant or en.",
	}
	severalCalled = i18n.Text{
		Hans: "叫 %s 的不止一个账号，都算上了。只想指其中一个，请改用编号。",
		Hant: "叫 %s 的不只一個帳號，都算上了。只想指其中一個，請改用編號。",
		En:   "More than one account is called %s; all of them were taken. Use an id to mean only one.",
	}
	nobodyCalled = i18n.Text{
		Hans: "聊天里没有叫 %s 的人，请核对名字或编号（大小写不限）。",
		Hant: "聊天裡沒有叫 %s 的人，請核對名稱或編號（大小寫不拘）。",
		En:   "Nobody in these chats is called %s; please check the name or id (letter case does not matter).",
	}
)

// speak has the program answer in a language that was asked for; "" for that of the
// person's own settings.
func (p *program) speak(tag string) error {
	if tag == "" {
		return nil
	}
	lang, ok := i18n.Parse(tag)
	if !ok {
		return fault.New(fault.Invalid, badLang.With(tag))
	}
	p.lang = lang
	return nil
}

// options turns flags into what the house needs.
func (c *diagnoseCommand) options(p *program) (house.Diagnosing, error) {
	want := house.Diagnosing{Paths: c.Paths, Namespace: c.Namespace, Now: time.Now()}
	if err := p.speak(c.Lang); err != nil {
		return want, err
	}
	zone, err := time.LoadLocation(c.TZ)
	if err != nil {
		return want, fault.Because(err, fault.Invalid, badZone.With(c.TZ))
	}
	asOf, err := parseAsOf(c.AsOf, zone)
	if err != nil {
		return want, err
	}
	want.Options = diagnose.Options{AsOf: asOf, Zone: zone, Staff: c.Staff, NoStaff: c.NoStaff, Bots: c.Bots, People: c.People,
		RiskAlways: c.Risk == "always", Lang: p.lang, Quotes: c.Quotes}
	return want, nil
}

// parseAsOf reads a time; a bare date means the end of that day.
func parseAsOf(s string, zone *time.Location) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, nil
		}
	}
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		return t, fault.Because(err, fault.Invalid, badAsOf.With(s))
	}
	return t.AddDate(0, 0, 1).Add(-time.Millisecond), nil
}

// Run judges and prints.
func (c *diagnoseCommand) Run(ctx context.Context, p *program) error {
	want, err := c.options(p)
	if err != nil {
		return err
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(60) // measured on a million messages: a third less memory at the same speed
	}
	bar, done := p.progress()
	want.Progress = bar
	d, err := house.Diagnose(ctx, want)
	done()
	if err != nil {
		return err
	}
	for _, name := range d.Unmatched {
		if c.JSON { // a report for people says it itself
			fmt.Fprintln(p.err, nobodyCalled.With(name).In(p.lang))
		}
	}
	for _, name := range d.Ambiguous {
		fmt.Fprintln(p.err, severalCalled.With(name).In(p.lang))
	}
	if c.HTML != "" {
		if err := writeFile(c.HTML, func(f *os.File) error { return house.RenderHTML(f, d, p.lang, c.Quotes) }); err != nil {
			return err
		}
	}
	if c.JSON {
		enc := json.NewEncoder(p.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(d.Report())
	}
	return house.RenderTerminal(p.out, d, p.lang, house.TerminalOptions{Quotes: c.Quotes, All: c.All, Color: p.colour(), Width: p.width()})
}

// writeFile writes a whole file or none.
func writeFile(name string, write func(*os.File) error) error {
	f, err := os.CreateTemp(dirOf(name), ".huoshui-*")
	if err != nil {
		return unwritten(name, err)
	}
	defer os.Remove(f.Name()) //nolint:errcheck // gone once renamed
	err = write(f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644) //nolint:gosec // a report its owner passes on
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return unwritten(name, err)
	}
	return nil
}

// unwritten gives the system's reason for refusing a file a sentence; other
// failures are left as they are.
func unwritten(name string, err error) error {
	if number, ok := errors.AsType[syscall.Errno](err); ok {
		return fault.Because(err, fault.Unavailable, cannotWrite.With(name, number.Error()))
	}
	return fmt.Errorf("write %s: %w", name, err)
}
