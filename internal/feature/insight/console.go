package insight

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

//go:embed static
var statics embed.FS

// Rooms are the menu items of this feature.
func Rooms() []console.Item {
	return []console.Item{{Path: "groups", Icon: "groups", Action: auth.View, Phone: true, Label: words3("群", "群組", "Groups")}}
}

// pages answers every address of this feature.
type pages struct {
	shell *console.Shell
	s     *Service
	deps  Deps

	portfolio, group, figures *console.Page
}

// Pages brings the screens to the shell: the list of groups, one group, and
// what every figure means. It fails when a template or a word is wrong.
func Pages(shell *console.Shell, s *Service, deps Deps) error {
	p := &pages{shell: shell, s: s, deps: deps}
	var faults []error
	for _, page := range []struct {
		into  **console.Page
		name  string
		words i18n.Words
		parts []string
	}{
		{&p.portfolio, "groups", portfolioWords(), []string{"view/list.html", "view/parts.html"}},
		{&p.group, "group", groupWords(), []string{"view/parts.html", "view/cards.html"}},
		{&p.figures, "figures", figuresWords(), nil},
	} {
		var err error
		*page.into, err = console.NewPage(views, "view/"+page.name+".html", page.words, page.parts...)
		faults = append(faults, err)
	}
	static, err := fs.Sub(statics, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("insight pages: %w", err)
	}
	shell.Assets("insight", static)
	shell.Handle("GET /w/{ws}/groups", auth.View, p.showGroups)
	shell.Handle("GET /w/{ws}/groups.csv", auth.View, p.exportCSV)
	shell.Handle("GET /w/{ws}/groups.xlsx", auth.View, p.exportXLSX)
	shell.Handle("GET /w/{ws}/groups/{group}", auth.View, p.showGroup)
	shell.Handle("GET /w/{ws}/groups/{group}/parts", auth.View, p.showParts)
	shell.Handle("GET /w/{ws}/groups/{group}/live", auth.View, p.liveGroup)
	shell.Handle("GET /w/{ws}/figures", auth.View, p.showFigures)
	return nil
}

// teller says sentences in a reader's language, with times in their zone.
type teller struct {
	lang i18n.Lang
	zone *time.Location
}

func tellerOf(v console.Viewer) teller {
	if v.Zone == nil {
		return teller{v.Lang, time.UTC}
	}
	return teller{v.Lang, v.Zone}
}

func (t teller) say(text i18n.Text, args ...any) string { return text.With(args...).In(t.lang) }

func (t teller) tell(m i18n.Message) string { return m.In(t.lang) }

// sentences joins whole sentences, leaving out those that say nothing.
func (t teller) sentences(all ...string) string {
	out := ""
	for _, s := range all {
		if out != "" && s != "" && t.lang == i18n.En {
			out += " "
		}
		out += s
	}
	return out
}

func (t teller) time(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).In(t.zone)
}

// date writes a day.
func (t teller) date(ms int64) string { return t.time(ms).Format("2006-01-02") }

// minute writes a day and the time of it.
func (t teller) minute(ms int64) string { return t.time(ms).Format("2006-01-02 15:04") }

// near writes a time of the days just past.
func (t teller) near(ms int64) string { return t.time(ms).Format("01-02 15:04") }

// person is somebody a page names, with the page about them.
type person struct{ Name, Href string }

// people looks members up among names; whoever was forgotten has no page.
func (t teller) person(v console.Viewer, names map[uint32]PersonName, ord uint32) person {
	n, ok := names[ord]
	p := person{Name: t.say(forgottenWord)}
	if ok && n.Name != "" {
		p.Name = cut(n.Name, 24)
	} else if ok {
		p.Name = t.say(namelessWord)
	}
	if ok && n.Member != 0 {
		p.Href = v.At("members", id.Show(n.Member))
	}
	return p
}

var (
	forgottenWord = words3("（已清除）", "（已清除）", "(erased)")
	namelessWord  = words3("（没有名字）", "（沒有名稱）", "(no name)")
)

// cut shortens s to at most n characters.
func cut(s string, n int) string {
	k := 0
	for at := range s {
		if k == n {
			return s[:at] + "…"
		}
		k++
	}
	return s
}

// networkWords are the platforms a list names beside a group.
var networkWords = map[event.Network]i18n.Text{
	event.WeChat: words3("微信", "微信", "WeChat"), event.QQ: words3("QQ", "QQ", "QQ"),
	event.WhatsApp: words3("WhatsApp", "WhatsApp", "WhatsApp"), event.Telegram: words3("Telegram", "Telegram", "Telegram"),
	event.Slack: words3("Slack", "Slack", "Slack"), event.Discord: words3("Discord", "Discord", "Discord"),
	event.Matrix: words3("Matrix", "Matrix", "Matrix"), event.IRC: words3("IRC", "IRC", "IRC"),
	event.Sandbox: words3("演练群（模拟）", "演練群（模擬）", "Sandbox (simulated)"),
}
