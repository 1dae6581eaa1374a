package main

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

var inWorkspace = regexp.MustCompile(`^.*/w/[^/]+`)

// prepare finds the workspaces that come with the program and makes one like a
// shop's own, with groups kept by hand.
func (w *walk) prepare() error {
	for place, tag := range map[string]string{"sample": "样例数据", "sandbox": "模拟"} {
		if err := w.wait(w.base+"/workspaces", `hs-tag-sample">`+tag); err != nil {
			return err
		}
		if err := w.do(chromedp.Navigate(w.base+"/workspaces"), chromedp.WaitReady(".hs-tiles")); err != nil {
			return err
		}
		at, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](`[...document.querySelectorAll(".hs-tile")].filter((x) => x.innerText.includes(`+quote(tag)+`)).map((x) => x.href).at(0) || ""`))
		if err != nil || at == "" {
			return fmt.Errorf("there is no workspace with %s: %w", tag, err)
		}
		w.places[place] = inWorkspace.FindString(at)
	}
	if err := w.wait(w.places["sample"]+"/today", `/today/task_`); err != nil {
		return err
	}
	led, err := w.post(w.base+"/workspaces", w.base+"/workspaces", map[string]string{"name": "桥头小铺", "zone": "Asia/Shanghai"})
	if err != nil {
		return err
	}
	own := inWorkspace.FindString(led)
	w.places["own"] = own
	next := time.Now().AddDate(0, 0, 5).Format(time.DateOnly)
	for _, f := range []struct {
		page, action string
		fields       map[string]string
	}{
		{"/connect/manual", "/connect/manual", map[string]string{"name": "微信群"}},
		{"/wechat/add", "/wechat/add", map[string]string{"names": "桥头福利群\n桥头会员群", "people": "186"}},
		{"/settings/units", "/settings/units", map[string]string{"name": "桥头店", "kind": "store"}},
		{"/chain", "/chain/paste", map[string]string{"text": "#接龙\n周六到货，明天上午自提\n排骨32元/斤\n豆腐4元/份\n例 小雨 排骨2斤\n1. 小雨 排骨2斤\n2. 阿青 豆腐1份\n3. 老周 排骨1斤、豆腐2份\n4. 豆豆妈 豆腐3份"}},
		{"/requests/new", "/requests", map[string]string{"title": "周六新品试吃报名", "department": "门店", "groups": "*", "day": next, "from": "10:00", "to": "12:00",
			"goal": "让老客来店里尝一口", "expected": "30", "draft": "周六上午试吃新到的腊肠，想来的接一下龙。"}},
	} {
		if led, err := w.post(own+f.page, own+f.action, f.fields); err != nil || led == "no form" {
			fmt.Printf("%-16s %s %v\n", f.page, led, err)
		}
	}
	if led, err := w.post(w.base+"/phone", w.base+"/phone/open", map[string]string{}); err != nil || led == "no form" {
		fmt.Printf("%-16s %s %v\n", "/phone", led, err)
	}
	return nil
}

func shots() []shot {
	const id = `[0-9a-z]+`
	in := func(s string) string { return `/w/ws_` + id + strings.ReplaceAll(s, "*", id) }
	return []shot{
		{name: "start", path: "/start", phone: true},
		{name: "phone", path: "/phone"},
		{name: "workspaces", path: "/workspaces"},
		{name: "me", path: "/me"},
		{name: "today", place: "sample", path: "/today", phone: true},
		{name: "task", place: "sample", path: "/today", find: in(`/today/task_*`), phone: true},
		{name: "team", place: "sample", path: "/today/team"},
		{name: "subscribe", place: "sample", path: "/today/calendar"},
		{name: "wechat", place: "own", path: "/wechat", phone: true},
		{name: "wechat-group", place: "own", path: "/wechat", find: in(`/wechat/grp_*`), phone: true},
		{name: "paste", place: "own", path: "/wechat/paste", phone: true},
		{name: "checkup", place: "own", path: "/checkup", phone: true},
		{name: "chain", place: "own", path: "/chain", find: in(`/chain/chn_*`), phone: true},
		{name: "shelf", place: "sample", path: "/shelf", phone: true},
		{name: "groups", place: "sample", path: "/groups"},
		{name: "group", place: "sample", path: "/groups", find: in(`/groups/grp_*`)},
		{name: "figures", place: "sample", path: "/figures"},
		{name: "members", place: "sample", path: "/members"},
		{name: "member", place: "sample", path: "/members?standing=person", find: in(`/members/mem_*`)},
		{name: "staff-question", place: "sample", path: "/staff-question"},
		{name: "group-profiles", place: "sample", path: "/group-profiles"},
		{name: "group-unit", place: "sample", path: "/groups", find: in(`/groups/grp_*`), with: "/group-unit?group="},
		{name: "messages", place: "sample", path: "/messages?q=" + url.QueryEscape("排骨")},
		{name: "import", place: "own", path: "/import"},
		{name: "playbooks", place: "sample", path: "/playbooks"},
		{name: "playbook", place: "sample", path: "/playbooks", find: in(`/playbooks/sop_*`)},
		{name: "playbook-new", place: "sample", path: "/playbooks", find: in(`/playbooks/sop_*`), then: "/edit"},
		{name: "playbook-try", place: "sample", path: "/playbooks", find: in(`/playbooks/sop_*`), then: "/try"},
		{name: "playbook-launch", place: "sample", path: "/playbooks", find: in(`/playbooks/sop_*`) + `"><strong>样例`, then: "/launch"},
		{name: "calendar", place: "sample", path: "/calendar?view=week"},
		{name: "execution", place: "sample", path: "/execution"},
		{name: "requests", place: "own", path: "/requests"},
		{name: "sandbox", place: "sandbox", path: "/sandbox"},
		{name: "connections", place: "own", path: "/connections"},
		{name: "hooks", place: "own", path: "/connect/hook"},
		{name: "story", place: "sample", path: "/messages?q=" + url.QueryEscape("排骨"), find: in(`/story`) + `[^"]+`},
		{name: "compliance", place: "sample", path: "/compliance"},
		{name: "rules", place: "sample", path: "/compliance/rules"},
		{name: "settings", place: "own", path: "/settings"},
		{name: "staff", place: "own", path: "/settings/staff"},
		{name: "units", place: "own", path: "/settings/units"},
		{name: "record", place: "own", path: "/settings/record"},
	}
}
