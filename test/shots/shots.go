package main

import (
	"net/url"
	"slices"
	"strings"
)

// wants reports whether any of these pictures is to be taken.
func (w *walk) wants(some []shot) bool {
	return slices.ContainsFunc(some, func(s shot) bool { return slices.Contains(w.only, s.name) })
}

const anID = `[0-9a-z]+`

// in is a pattern for an address inside a workspace; * stands for an id.
func in(s string) string { return `/w/ws_` + anID + strings.ReplaceAll(s, "*", anID) }

func shots() []shot {
	return append(shotsOfGroups(), shotsOfRooms()...)
}

func shotsOfGroups() []shot {
	return []shot{
		{name: "start", path: "/start", phone: true},
		{name: "phone", path: "/phone", steps: []step{{on: ".ph-url", put: "http://192.168.1.20:8480/pair"}}}, // as in a shop; here phones are let in from this machine alone
		{name: "workspaces", path: "/workspaces"},
		{name: "me", path: "/me"},
		{name: "today", place: "sample", path: "/today", phone: true},
		{name: "task", place: "sample", path: "/today", find: in(`/today/task_*`) + `">图`, phone: true},
		{name: "subscribe", place: "sample", path: "/today/calendar", steps: []step{{on: `form[action$="/calendar/make"] button`, leads: true}}},
		{name: "wechat", place: "own", path: "/wechat", phone: true},
		{name: "wechat-group", place: "group", phone: true},
		{name: "paste", place: "own", path: "/wechat/paste", phone: true, steps: []step{{on: "#text", put: chatText}, {on: `#main button[value="read"]`, leads: true},
			{on: `input[name="staff"][value="店长小河"]`}, {on: `#main button[value="read"]`, leads: true}}},
		{name: "checkup", place: "verdict", phone: true},
		{name: "chain", place: "chain", phone: true},
		{name: "shelf", place: "sample", path: "/shelf", phone: true},
		{name: "groups", place: "sample", path: "/groups"},
		{name: "group", place: "sample", path: "/groups", find: in(`/groups/grp_*`)},
		{name: "figures", place: "sample", path: "/figures"},
		{name: "members", place: "sample", path: "/members"},
		{name: "member", place: "sample", path: "/members?standing=person", find: in(`/members/mem_*`)},
		{name: "staff-question", place: "sample", path: "/staff-question"},
		{name: "group-profiles", place: "sample", path: "/group-profiles"},
		{name: "group-unit", place: "sample", path: "/groups", find: in(`/groups/grp_*`), with: "/group-unit?group=", steps: []step{{on: "#main select", put: "桥头店"}}},
		{name: "messages", place: "sample", path: "/messages?q=" + url.QueryEscape("排骨")},
		{name: "import", place: "sample", path: "/import"},
	}
}

func shotsOfRooms() []shot {
	return []shot{
		{name: "playbooks", place: "sample", path: "/playbooks"},
		{name: "playbook", place: "round"},
		{name: "playbook-new", place: "round", path: "/edit"},
		{name: "playbook-try", place: "trial"},
		{name: "playbook-launch", place: "priced", path: "/launch"},
		{name: "requests", place: "sample", path: "/requests"},
		{name: "sandbox", place: "sandbox", path: "/sandbox", find: in(`/sandbox\?as=sim-p`) + anID + `&chat=sim-g1`, wide: true,
			steps: []step{{on: "#sb-text", put: "请问今天还有可颂吗？"}, {on: `.sb-compose button[name="go"]`}, {rest: true}}},
		{name: "connections", place: "own", path: "/connections"},
		{name: "hooks", place: "own", path: "/connect/hook", steps: []step{{on: "#name", put: "店里的收银系统"}, {on: "#url", put: "https://shop.example/huoshui"},
			{on: `input[value="member.joined"]`}, {on: `input[value="group.became"]`}}},
		{name: "story", place: "sample", path: "/messages?q=" + url.QueryEscape("排骨"), find: in(`/story`) + `[^"]+`},
		{name: "compliance", place: "sample", path: "/compliance"},
		{name: "rules", place: "sample", path: "/compliance/rules"},
		{name: "settings", place: "own", path: "/settings"},
		{name: "staff", place: "sample", path: "/settings/staff"},
		{name: "units", place: "sample", path: "/settings/units"},
	}
}

// shotsOfWork are taken last, when to-dos were done.
func shotsOfWork() []shot {
	return []shot{
		{name: "team", place: "sample", path: "/today/team"},
		{name: "calendar", place: "sample", path: "/calendar?view=week"},
		{name: "execution", place: "sample", path: "/execution?period=7d"},
		{name: "record", place: "sample", path: "/settings/record"},
	}
}
