package help

import (
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// screen is one screen of the product, and with it one page of help.
type screen struct {
	name  string   // of the page: /help/name, pages/name.zh-Hans.md, pictures/name.png
	place string   // the address of the screen; * stands for one id
	also  []string // further addresses whose help this is
	some  bool     // is there for some id or some installations only, so it is not offered
	live  bool     // is there only where groups are simulated
	bare  bool     // has no picture, because there is nothing to see that words do not say
}

// shelf is a part of the list of pages.
type shelf struct {
	label   i18n.Text
	screens []screen
}

// shelves are all pages, in the order of the menu.
func shelves() []shelf {
	return append(shelvesOfGroups(), shelvesOfWork()...)
}

func shelvesOfGroups() []shelf {
	return []shelf{
		{i18n.Text{Hans: "刚开始", Hant: "剛開始", En: "Getting started"}, []screen{
			{name: "start", place: "/start", also: []string{"/"}},
			{name: "phone", place: "/phone", also: []string{"/pair"}},
			{name: "signin", place: "/sign-in", also: []string{"/link"}},
			{name: "workspaces", place: "/workspaces"},
			{name: "me", place: "/me"},
			{name: "quit", place: "/quit", some: true, bare: true},
		}},
		{i18n.Text{Hans: "每天做的", Hant: "每天做的", En: "Every day"}, []screen{
			{name: "today", place: "/w/*/today", also: []string{"/w/*/today/finished"}},
			{name: "task", place: "/w/*/today/*", also: []string{"/w/*/today/new"}},
			{name: "team", place: "/w/*/today/team"},
			{name: "subscribe", place: "/w/*/today/calendar", also: []string{"/w/*/calendar/feed"}},
		}},
		{i18n.Text{Hans: "微信群", Hant: "微信群", En: "WeChat groups"}, []screen{
			{name: "wechat", place: "/w/*/wechat", also: []string{"/w/*/wechat/week", "/w/*/wechat/add", "/w/*/wechat/settings"}},
			{name: "wechat-group", place: "/w/*/wechat/*"},
			{name: "paste", place: "/w/*/wechat/paste", also: []string{"/w/*/wechat/*/paste"}},
			{name: "checkup", place: "/w/*/checkup"},
			{name: "chain", place: "/w/*/chain"},
			{name: "shelf", place: "/w/*/shelf"},
		}},
		{i18n.Text{Hans: "群和人", Hant: "群組和人", En: "Groups and people"}, []screen{
			{name: "groups", place: "/w/*/groups"},
			{name: "group", place: "/w/*/groups/*"},
			{name: "figures", place: "/w/*/figures"},
			{name: "members", place: "/w/*/members"},
			{name: "member", place: "/w/*/members/*"},
			{name: "staff-question", place: "/w/*/staff-question"},
			{name: "group-profiles", place: "/w/*/group-profiles"},
			{name: "group-unit", place: "/w/*/group-unit", some: true},
			{name: "messages", place: "/w/*/messages", also: []string{"/w/*/groups/*/messages"}},
			{name: "import", place: "/w/*/import", also: []string{"/w/*/import-columns"}},
		}},
	}
}

func shelvesOfWork() []shelf {
	return []shelf{
		{i18n.Text{Hans: "SOP 和日历", Hant: "SOP 和行事曆", En: "SOPs and the calendar"}, []screen{
			{name: "playbooks", place: "/w/*/playbooks"},
			{name: "playbook", place: "/w/*/playbooks/*", also: []string{"/w/*/playbook-runs"}},
			{name: "playbook-new", place: "/w/*/playbook-new", also: []string{"/w/*/playbooks/*/edit"}},
			{name: "playbook-try", place: "/w/*/playbooks/*/try", also: []string{"/w/*/playbook-trials"}},
			{name: "playbook-launch", place: "/w/*/playbooks/*/launch"},
			{name: "calendar", place: "/w/*/calendar"},
			{name: "execution", place: "/w/*/execution"},
			{name: "requests", place: "/w/*/requests"},
			{name: "sandbox", place: "/w/*/sandbox", live: true, also: []string{"/sandbox"}},
		}},
		{i18n.Text{Hans: "接入和规则", Hant: "連線和規則", En: "Connections and rules"}, []screen{
			{name: "connections", place: "/w/*/connections", also: []string{"/w/*/connect"}},
			{name: "hooks", place: "/w/*/connect/hook", also: []string{"/w/*/deliveries"}},
			{name: "story", place: "/w/*/story", also: []string{"/w/*/set-aside"}},
			{name: "compliance", place: "/w/*/compliance"},
			{name: "rules", place: "/w/*/compliance/rules"},
		}},
		{i18n.Text{Hans: "设置", Hant: "設定", En: "Settings"}, []screen{
			{name: "settings", place: "/w/*/settings"},
			{name: "staff", place: "/w/*/settings/staff"},
			{name: "units", place: "/w/*/settings/units"},
			{name: "record", place: "/w/*/settings/record"},
		}},
	}
}

// fixed is the address of the screen in the workspace at ("/w/ws_…", "" for
// none), and "" where it is one of many or needs a workspace.
func (s screen) fixed(at string) string {
	below, inside := strings.CutPrefix(s.place, "/w/*")
	switch {
	case s.some || strings.Contains(below, "*") || inside && at == "":
		return ""
	case inside:
		return at + below
	}
	return s.place
}

// pageOf is the name of the page that explains the screen at path, and "" where
// no page does. The longest beginning decides; a written-out part goes before
// an id.
func pageOf(all []shelf, path string) string {
	var name string
	var best [2]int
	have := parts(path)
	for _, sh := range all {
		for _, s := range sh.screens {
			for _, place := range append([]string{s.place}, s.also...) {
				if fit, ok := fits(parts(place), have); ok && slices.Compare(fit[:], best[:]) > 0 {
					name, best = s.name, fit
				}
			}
		}
	}
	return name
}

// fits says how well want begins have: by its length, then by how much of it is
// written out.
func fits(want, have []string) (fit [2]int, ok bool) {
	if len(want) > len(have) || len(want) == 0 && len(have) > 0 {
		return fit, false
	}
	fit[0] = len(want) + 1
	for i, w := range want {
		if w == "*" {
			continue
		}
		if w != have[i] {
			return fit, false
		}
		fit[1]++
	}
	return fit, true
}

func parts(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}
