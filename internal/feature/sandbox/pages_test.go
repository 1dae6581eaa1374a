package sandbox_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	feature "github.com/huoshui/huoshui/internal/feature/sandbox"
)

// TestStatesOfThePage: what the phone, the clock and the story show.
func TestStatesOfThePage(t *testing.T) {
	k := newDesk(t)
	k.golden("nothing_yet", k.get("/w/{ws}/sandbox"))
	k.people()
	k.golden("chats", k.get("/w/{ws}/sandbox"))
	k.talk()
	k.deps.story = k.told()
	open := "/w/{ws}/sandbox?chat=" + string(k.market)
	k.golden("chat", k.get(open))
	k.golden("chat_about", k.get(open+"&sheet=about"))
	k.aDeed("周六上午十点有新面包")
	k.deps.sent = []feature.Sent{{Key: "deed/1", Text: "周六上午十点有新面包", Chat: k.quiet, State: "human", Passed: true}}
	k.golden("wecom_waits", k.get("/w/{ws}/sandbox?chat="+string(k.quiet)))
	stranger := k.person("新来的小满", "")
	k.golden("outsider", k.get(open+"&as="+string(stranger)))
	for lang, words := range map[string][]string{"zh-TW": {"演練群", "數字動了", "收回"}, "en": {"Figures moved", "Recognised", "What Huoshui sees", "Unanswered"}} {
		k.lang = lang
		k.says(lang, k.get(open), words...)
	}
	k.lang = "zh-CN"
	k.join(auth.Agent)
	looks := k.get(open)
	k.says("somebody who may only look", looks, "你的角色只能看")
	k.silent("somebody who may only look", looks, "<form", "来个新群友")
	k.want("an agent speaks", k.post("do", "do", "leave", "chat", string(k.market), "as", string(k.rain)), 403)
}

// talk has every form of message in it.
func (k *desk) talk() {
	k.t.Helper()
	shop := k.person("店长", k.market)
	first := k.say(k.rain, sandbox.Words{Text: "请问今天还有可颂吗？"})
	k.say(shop, sandbox.Words{Text: "有的<b>，给您留</b>", ReplyTo: first})
	k.say(shop, sandbox.Words{Form: event.Voice})
	k.say(shop, sandbox.Words{Form: event.Sticker, Text: "[玫瑰]"})
	k.say(shop, sandbox.Words{Form: event.Red, Text: "周五了，发个小的"})
	k.say(shop, sandbox.Words{Form: event.Chain, Text: "#接龙 核桃包\n1. 小雨 2个"})
	k.say(shop, sandbox.Words{Form: event.Link, Text: "面包放冰箱为什么会变硬"})
	gone := k.say(k.rain, sandbox.Words{Text: "发错了"})
	k.must(k.platform.Recall(k.t.Context(), k.ws, k.market, k.rain, gone))
	k.must(k.platform.React(k.t.Context(), k.ws, k.market, shop, first, "👍"))
	k.must(k.platform.Edit(k.t.Context(), k.ws, k.market, k.rain, first, "请问今天还有可颂吗？要两个"))
}

// told is a story with each of its ends.
func (k *desk) told() []feature.Happening {
	k.t.Helper()
	group, rain := feature.Known{ID: "grp_x", Name: "河湾福利群(模拟)"}, feature.Known{ID: "mem_x", Name: "小雨"}
	first := k.shown()[0].ID
	return []feature.Happening{
		{N: 5, Kind: event.Message, Form: event.Voice, Chat: k.market, At: at(4), Group: group, Who: feature.Known{Name: "店长"}, Staff: true},
		{N: 4, Kind: event.Message, Chars: 10, Chat: k.market, Message: first, At: at(3), Group: group, Who: rain, Settled: true, Along: 2,
			Before: feature.Figures{Messages: 1203, People: 31, Active: 12, Waiting: 2}, After: feature.Figures{Messages: 1205, People: 31, Active: 12, Waiting: 3}},
		{N: 3, Kind: event.Join, Chat: k.quiet, At: at(2), Group: group, Who: rain, Others: 2, Settled: true},
		{N: 2, Kind: event.Delete, Chat: k.market, At: at(1), Group: group, Who: feature.Known{Name: "活水助手(模拟)"}, Bot: true, Settled: true},
		{N: 1, Kind: event.GroupCreated, Chat: k.market, At: at(0), Refused: true},
	}
}

// TestActingInThePhone: what one does reaches the platform, and what cannot be
// done says why.
func TestActingInThePhone(t *testing.T) {
	k := newDesk(t)
	k.people()
	here := []string{"chat", string(k.market), "as", string(k.rain)}
	k.want("say", k.write(nil, append(here, "text", "店长在吗")...), 303)
	k.want("say by a ready phrase", k.write(nil, append(here, "text", "", "quick", "收到，谢谢")...), 303)
	first := k.shown()[0]
	k.want("reply with a picture", k.write(png(), append(here, "text", "看这个", "reply", string(first.ID))...), 303)
	k.want("edit", k.write(nil, append(here, "text", "店长在不在", "edit", string(first.ID))...), 303)
	list := k.shown()
	if len(list) != 3 || list[0].Text != "店长在不在" || list[1].Text != "收到，谢谢" || list[2].Form != event.Picture || list[2].ReplyTo != first.ID {
		t.Errorf("the platform has %+v", list)
	}
	picture := k.get("/w/{ws}/sandbox/picture?media=" + list[2].Picture)
	if k.want("the picture", picture, 200); picture.Header().Get("Content-Type") != "image/png" {
		t.Errorf("a picture of type %q", picture.Header().Get("Content-Type"))
	}
	if w := k.write([]byte("<svg onload=alert(1)>"), append(here, "text", "")...); w.Code != 422 {
		t.Errorf("what is no picture is answered %d", w.Code)
	}
	nothing := k.write(nil, append(here, "text", "  ")...)
	k.want("nothing to say", nothing, 422)
	k.says("nothing to say", nothing, "没有内容可以发", "小雨")
	k.want("react", k.post("do", append(here, "do", "react", "sign", "🌹", "message", string(first.ID))...), 303)
	k.want("recall", k.post("do", append(here, "do", "recall", "message", string(first.ID))...), 303)
	if list = k.shown(); !list[0].Deleted {
		t.Error("a message recalled is still there")
	}
	k.want("leave", k.post("do", append(here, "do", "leave")...), 303)
	k.want("speak from outside", k.write(nil, append(here, "text", "还在吗")...), 403)
	chats, err := k.platform.Chats(t.Context(), k.ws, k.rain)
	k.must(err)
	for _, c := range chats {
		if c.ID == k.market {
			k.want("join by code", k.post("do", "do", "join", "as", string(k.rain), "code", strings.ToLower(c.Code)), 303)
		}
	}
	k.want("speak again", k.write(nil, append(here, "text", "我回来了")...), 303)
	k.want("a wrong code", k.post("do", "do", "join", "as", string(k.rain), "code", "NOPE"), 404)
	k.want("something unknown", k.post("do", append(here, "do", "explode")...), 422)
}

// TestBeingSomebodyElse: newcomers and spammers are made, each with a name.
func TestBeingSomebodyElse(t *testing.T) {
	k := newDesk(t)
	k.people()
	for range 8 {
		k.want("a newcomer", k.post("be", "do", "newcomer"), 303)
	}
	spam := k.post("be", "do", "spammer")
	k.want("a spammer", spam, 303)
	page := k.get(spam.Header().Get("Location"))
	k.says("as a spammer", page, "日结兼职小助手", "发广告的", "没进群", "新来的小满")
	as := strings.TrimPrefix(spam.Header().Get("Location"), "/w/"+id.Show(k.ws)+"/sandbox?as=")
	k.says("a group one is not in", k.get("/w/{ws}/sandbox?as="+as+"&chat="+string(k.market)), "扫码进群", "日结兼职小助手 还不在这个群里")
	k.says("somebody the address made up", k.get("/w/{ws}/sandbox?as=sim-p999&chat=nowhere"), "小雨")
}

// TestClockAndConfirmation: the clock is set, and what waits for a person is
// done or dropped.
func TestClockAndConfirmation(t *testing.T) {
	k := newDesk(t)
	k.people()
	k.want("×1000", k.post("clock", "speed", "1000"), 303)
	k.says("what a fast clock does to to-dos", k.get("/w/{ws}/sandbox"), "限时半小时的，1.8 秒就没了", "先调回 ×1", "/today\">看待办")
	for _, speed := range []string{"10000", "1", "0"} {
		k.want("×"+speed, k.post("clock", "speed", speed), 303)
	}
	k.says("a clock that stands", k.get("/w/{ws}/sandbox"), "时间停住了")
	k.want("too fast", k.post("clock", "speed", "99999"), 422)
	k.want("no number", k.post("clock", "speed", "fast"), 422)
	k.aDeed("新面包")
	waits, err := k.platform.Waiting(t.Context(), k.ws, k.quiet)
	k.must(err)
	form := []string{"chat", string(k.quiet), "connection", id.Show(waits[0].Connection), "key", waits[0].Deed.Key}
	k.want("decline", k.post("settle", append(form, "do", "decline")...), 303)
	if len(k.deps.decline) != 1 {
		t.Error("nobody heard that it was declined")
	}
	k.want("confirm what is gone", k.post("settle", append(form, "do", "confirm")...), 404)
	k.want("let Huoshui speak", k.post("do", "do", "speak", "chat", string(k.market), "text", "早上好"), 303)
	k.want("with nothing to say", k.post("do", "do", "speak", "chat", string(k.market), "text", " "), 422)
	if len(k.deps.spoken) != 1 || k.deps.spoken[0] != "早上好" {
		t.Errorf("spoken: %v", k.deps.spoken)
	}
}

// TestOnlyInASandbox: other workspaces have no such page, and /sandbox finds it.
func TestOnlyInASandbox(t *testing.T) {
	k := newDesk(t)
	k.people()
	found := k.get("/sandbox")
	if to := found.Header().Get("Location"); found.Code != 303 || to != "/w/"+id.Show(k.ws)+"/sandbox" {
		t.Errorf("/sandbox leads to %q (%d)", to, found.Code)
	}
	own := "/w/" + id.Show(k.own) + "/sandbox"
	for _, path := range []string{own, own + "/live", own + "/picture?media=drawn/1"} {
		k.want(path, k.do("GET", path, "", nil), 404)
	}
	for _, path := range []string{"do", "be", "clock", "settle", "fill"} {
		k.want("POST "+path, k.do("POST", own+"/"+path, "application/x-www-form-urlencoded", strings.NewReader("csrf="+k.csrf)), 404)
	}
	k.says("its label", k.get("/w/{ws}/sandbox"), "hs-sample", "模拟", "aria-current")
	k.join(auth.ViewOnly)
	k.want("somebody who sees figures only", k.get("/w/{ws}/sandbox"), 403)
}

// TestTheStreamSaysWhenToLook at once, and again when something happens.
func TestTheStreamSaysWhenToLook(t *testing.T) {
	k := newDesk(t)
	k.people()
	server := httptest.NewServer(k.mux)
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/w/"+id.Show(k.ws)+"/sandbox/live", nil)
	k.must(err)
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	answer, err := http.DefaultClient.Do(r)
	k.must(err)
	defer answer.Body.Close() //nolint:errcheck // the test is over
	buf := make([]byte, 100)
	for i := range 3 {
		n, err := answer.Body.Read(buf)
		if err != nil || !strings.HasPrefix(string(buf[:n]), "data: changed\n\n") {
			t.Fatalf("turn %d: %q, %v", i, buf[:n], err)
		}
		k.say(k.rain, sandbox.Words{Text: "又一句"})
	}
}

// png is the smallest there is.
func png() []byte {
	return []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82")
}
