package main

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

var (
	inWorkspace = regexp.MustCompile(`^.*/w/[^/]+`)
	aGroup      = regexp.MustCompile(`grp_[0-9a-z]+`)
	aUser       = regexp.MustCompile(`usr_[0-9a-z]+`)
	aUnit       = regexp.MustCompile(`unit_[0-9a-z]+`)
	anOffer     = regexp.MustCompile(`/link/[^"<\s]+`)
	sixDigits   = regexp.MustCompile(`\b\d{6}\b`)
)

// form is one form that is filled in and sent.
type form struct {
	page, action string
	fields       map[string]string
}

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
	for _, part := range []func() error{w.shop, w.pair, w.organise, w.priced, w.replay, w.ask} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// fill sends forms of a workspace one after the other.
func (w *walk) fill(at string, forms ...form) error {
	for _, f := range forms {
		if _, err := w.post(at, f.page, f.action, f.fields); err != nil {
			return err
		}
	}
	return nil
}

// shop is a shop's own workspace: a group that was checked, and what came of it.
func (w *walk) shop() error {
	led, err := w.post(w.base, "/workspaces", "/workspaces", map[string]string{"name": "桥头小铺", "zone": "Asia/Shanghai"})
	if err != nil {
		return err
	}
	own := inWorkspace.FindString(led.URL)
	w.places["own"] = own
	if led, err = w.post(own, "/checkup", "/checkup", map[string]string{"name": "桥头福利群", "people": "under200", "age": "months", "spoke": "thisweek", "posts": "many", "bought": "few", "open": "few"}); err != nil {
		return err
	}
	w.places["verdict"] = led.URL
	verdict := strings.TrimPrefix(led.URL, own)
	if err := w.fill(own, form{verdict, verdict + "/tie", map[string]string{"name": "桥头福利群"}}, form{verdict, verdict + "/plan", nil},
		form{"/wechat/add", "/wechat/add", map[string]string{"names": "桥头会员群", "people": "214"}},
		form{"/connect/token", "/connect/token", map[string]string{"name": "门店收银"}}); err != nil {
		return err
	}
	group, err := w.find(own+"/wechat", `/wechat/grp_[0-9a-z]+">(<[^>]*>)*桥头福利群`)
	if err != nil {
		return err
	}
	group = "/wechat/" + aGroup.FindString(group)
	w.places["group"] = own + group
	if err := w.fill(own, form{group, group + "/figures", map[string]string{"people": "186", "joined": "2", "messages": "60", "spoke": "12"}},
		form{group, group + "/sop/daily-list/on", nil},
		form{group, group + "/sop/welcome/on", map[string]string{"ask.c.群里有什么": "每天到货、预订和自提", "ask.c.服务时间": "9:00–20:00", "ask.c.群主": "店主"}},
		form{group, group + "/moves", map[string]string{"names": "小满\n阿洁"}}); err != nil {
		return err
	}
	led, err = w.post(own, "/chain", "/chain/paste", map[string]string{"text": chainText})
	w.places["chain"] = led.URL
	return err
}

// chainText is a sign-up chain with one of each thing that is marked.
const chainText = `#接龙
周五鲜蔬团，周六上午自提
A 土鸡蛋 30枚 25元
B 老豆腐 6元/盒，每人限3盒
C 排骨 35元/斤
自提点：桥头店、河边店

1. 小雨 A1 C2斤 桥头店
2. 阿青 B2盒 河边店 晚点拿
3. 老周 +1
4. 王姐 C一斤半、B4盒 桥头店
5. ~~林林 A2~~
6. 小满代何叔 A1 3号楼502
7. 阿珍 C2斤→3斤 河边店`

// chatText is what somebody copied out of a group.
const chatText = `小雨 昨天 09:12
今天排骨几点到？

店长小河 昨天 09:20
十点半到，要留的说一声

老周 昨天 10:05
草莓还有吗，想要两盒

豆豆妈 昨天 12:30
上次的豆腐有点酸，能换吗

店长小河 昨天 12:34
能换，带过来就行`

// aside is a second person or a second machine at work, in a browser that shares
// nothing with this one.
func (w *walk) aside(address string, steps ...step) error {
	other, done := chromedp.NewContext(w.ctx, chromedp.WithNewBrowserContext())
	defer done()
	if err := chromedp.Do(other, chromedp.Navigate(address), chromedp.WaitReady("#main")); err != nil {
		return err
	}
	for _, st := range steps {
		if err := act(other, st); err != nil {
			return err
		}
	}
	return nil
}

// pair lets one phone in, and then the next.
func (w *walk) pair() error {
	led, err := w.post(w.base, "/phone", "/phone/open", nil)
	if err != nil {
		return err
	}
	address := regexp.MustCompile(`http://[^/\s"<]+/pair`).FindString(led.Text)
	text := regexp.MustCompile(`<svg[\s\S]*?</svg>|<[^>]*>`).ReplaceAllString(led.Text, " ")
	if err := w.aside(address, step{on: "#code", put: sixDigits.FindString(text)}, step{on: "#name", put: "店主的手机"}, step{on: `form[action="/pair"] button`, leads: true}); err != nil {
		return err
	}
	_, err = w.post(w.base, "/phone", "/phone/code", nil)
	return err
}

// organise gives the sample stores, and a colleague in one of them.
func (w *walk) organise() error {
	sample := w.places["sample"]
	const units = "/settings/units"
	under := func(name string) string {
		found, err := w.find(sample+units, `<option value="unit_[0-9a-z]+"[^>]*>[\s　]*`+name)
		if err != nil {
			return ""
		}
		return aUnit.FindString(found)
	}
	if err := w.fill(sample, form{units, units, map[string]string{"name": "河东区域", "kind": "region"}}); err != nil {
		return err
	}
	for _, u := range [][3]string{{"桥头店", "store", "河东区域"}, {"柳荫店", "store", "河东区域"}, {"码头店", "store", ""}, {"小周", "adviser", "桥头店"}} {
		fields := map[string]string{"name": u[0], "kind": u[1]}
		if u[2] != "" {
			fields["parent"] = under(u[2])
		}
		if err := w.fill(sample, form{units, units, fields}); err != nil {
			return err
		}
	}
	led, err := w.post(sample, "/settings/staff", "/settings/staff", map[string]string{"name": "小周", "role": "operator", "unit": under("桥头店")})
	if err != nil {
		return err
	}
	if err := w.aside(w.base+anOffer.FindString(led.Text), step{on: "#name", put: "小周"}, step{on: "#login", put: "xiaozhou"}, step{on: "#password", put: "桥头店的小周就是我呀"}, step{on: "#main form button", leads: true}); err != nil {
		return err
	}
	if err := w.fill(sample, form{"/settings/staff", "/settings/staff", map[string]string{"name": "小雅", "role": "agent", "unit": under("柳荫店")}}); err != nil {
		return err
	}
	for _, s := range [][4]string{{"店主", "1", "09:00", "13:00"}, {"小周", "1", "13:00", "20:00"}, {"小周", "6", "09:00", "18:00"}} {
		who, err := w.find(sample+"/today/team", `value="usr_[0-9a-z]+"[^>]*>`+s[0])
		if err != nil {
			return err
		}
		if err := w.fill(sample, form{"/today/team", "/today/team/shift", map[string]string{"user": aUser.FindString(who), "day": s[1], "start": s[2], "end": s[3]}}); err != nil {
			return err
		}
	}
	return nil
}

// priced writes an SOP with a price for many groups of the sample, which is not
// started: the screen before that has the most to say.
func (w *walk) priced() error {
	sample := w.places["sample"]
	led, err := w.post(sample, "/playbook-new?ready=sale-by-hand", "/playbook-new", nil)
	if err != nil {
		return err
	}
	book, _, _ := strings.Cut(strings.TrimPrefix(led.URL, sample), "?")
	w.places["priced"] = sample + book
	return w.fill(sample, form{book, book + "/places", map[string]string{"group.*": "1"}})
}

// replay lets an SOP of the sample run over its chats.
func (w *walk) replay() error {
	sample := w.places["sample"]
	book, err := w.find(sample+"/playbooks", `/playbooks/sop_[0-9a-z]+"><strong>样例：每天`)
	if err != nil {
		return err
	}
	book, _, _ = strings.Cut(book, `"`)
	w.places["round"] = sample + book
	led, err := w.post(sample, book+"/try", book+"/replay", map[string]string{"from": time.Now().AddDate(0, 0, -28).Format(time.DateOnly), "to": time.Now().Format(time.DateOnly)})
	w.places["trial"] = led.URL
	return err
}

// ask files what other departments want said in the sample's groups; one comes
// too close to what an SOP does there.
func (w *walk) ask() error {
	sample := w.places["sample"]
	group, err := w.find(sample+"/requests/new", `value="grp_[0-9a-z]+"><span>河边生鲜·会员群`)
	if err != nil {
		return err
	}
	day := func(n int) string { return time.Now().AddDate(0, 0, n).Format(time.DateOnly) }
	for i, r := range []map[string]string{
		{"title": "会员日到店领券", "department": "市场部", "goal": "让会员来店里用掉快到期的券", "expected": "40", "draft": "周五会员日，券还没用的来店里用掉。"},
		{"title": "周六新品试吃报名", "department": "门店", "goal": "让老客来店里尝一口", "expected": "30", "draft": "周六上午试吃新到的腊肠，想来的接一下龙。"},
		{"title": "换季菜谱直播预告", "department": "品牌部", "goal": "让大家知道周日有直播", "expected": "25", "draft": "周日晚上八点，老师傅教两道换季汤。"},
	} {
		for k, v := range map[string]string{"channel": "message", "metric": "visits", "groups": aGroup.FindString(group), "day": day(i + 2), "from": "09:30", "to": "12:00"} {
			r[k] = v
		}
		led, err := w.post(sample, "/requests/new", "/requests", r)
		if err != nil {
			return err
		}
		if one, _, _ := strings.Cut(strings.TrimPrefix(led.URL, sample), "?"); i == 0 && one != "" {
			if err := w.fill(sample, form{one, one + "/place", map[string]string{"day": day(2), "clock": "09:30"}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// work does to-dos of the sample, so that there is something to count, and waits
// until it is counted.
func (w *walk) work() error {
	if len(w.only) > 0 && !w.wants(shotsOfWork()) {
		return nil
	}
	sample := w.places["sample"]
	for i, f := range []struct {
		verb   string
		fields map[string]string
	}{{"/done", map[string]string{"choice": "1"}}, {"/skip", map[string]string{"reason": "not-fit"}}, {"/done", map[string]string{"choice": "1"}}, {"/done", map[string]string{"choice": "2"}}} {
		if err := w.wait(sample+"/today?who=all", `/today/task_`); err != nil {
			return err
		}
		task, err := w.find(sample+"/today?who=all", `/today/task_[0-9a-z]+`)
		if err != nil {
			return err
		}
		if led, err := w.post(sample, task, task+f.verb, f.fields); err != nil || led.URL == "" {
			return fmt.Errorf("to-do %d: %w", i, err)
		}
	}
	return w.wait(sample+"/execution?period=7d", `>\d/[3-9]<`)
}
