package chat_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

// GroupNames names the groups; group 2 is of a unit that only head office sees.
func (h *house) GroupNames(_ context.Context, _ *db.Tx, ws id.Workspace, scope auth.Scope, groups []id.Group) (map[id.Group]chat.GroupName, error) {
	out := map[id.Group]chat.GroupName{}
	for _, g := range groups {
		if ws == h.desk.ws && (scope.All || g == 1) && g <= 2 {
			out[g] = chat.GroupName{Name: fmt.Sprintf("河边%d群", g)}
		}
	}
	return out, nil
}

// AuthorNames names those who wrote; who was third is forgotten.
func (h *house) AuthorNames(_ context.Context, _ *db.Tx, _ id.Workspace, ords []uint32) (map[uint32]chat.Author, error) {
	out := map[uint32]chat.Author{}
	for _, o := range ords {
		if o != 3 {
			out[o] = chat.Author{Name: [...]string{"", "阿青", "小雨", "", ""}[o%5], Member: id.Member(o)}
		}
	}
	return out, nil
}

// talk is a small history of two groups, as an import.
func (k *desk) talk() {
	k.t.Helper()
	imp := k.begin("talk")
	say := func(n int, chat, who, body string, change func(*event.Event)) event.Event {
		e := event.Event{Network: event.WeChat, Chat: event.NativeChat(chat), Kind: event.Message, NativeID: event.NativeMessage(fmt.Sprint("m", n)),
			At: dbtest.Noon.Add(time.Duration(n-40) * 3 * time.Hour), Actor: event.Actor{ID: event.NativeUser(who), Name: who}, Body: body}
		if change != nil {
			change(&e)
		}
		return e
	}
	k.must(k.chat.Run(k.t.Context(), k.ws, imp, func(_ context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
		for _, e := range []event.Event{
			say(1, "a", "u1", "今天有排骨吗？", nil),
			say(2, "a", "u2", "有的，VIP 排骨八折 <b>", func(e *event.Event) { e.ReplyTo = "m1" }),
			say(3, "a", "u3", "", func(e *event.Event) { e.Form = event.Picture }),
			say(4, "a", "u4", "大家都看看\n第二行", func(e *event.Event) { e.ReplyTo = "lost" }),
			say(5, "b", "u1", "排骨没有了", nil),
			say(6, "a", "u2", strings.Repeat("很长的", 1000), nil),
		} {
			if err := sink.Event(&e); err != nil {
				return export.Result{}, err
			}
		}
		return export.Result{}, nil
	}))
	k.index()
}

func (k *desk) index() {
	k.t.Helper()
	x := k.chat.NewIndex()
	for did := chat.ReadMonths; did != chat.Nothing; {
		var err error
		did, err = x.Step(k.t.Context())
		k.must(err)
	}
}

// TestMessagesReadAsTheyShould, in a group and where they are looked for.
func TestMessagesReadAsTheyShould(t *testing.T) {
	k := onSQLite(t)
	k.talk()
	in := "/w/{ws}/groups/" + id.Show(id.Group(1)) + "/messages"
	k.golden("messages", k.blotted(k.get(in)))
	k.golden("messages_found", k.blotted(k.get(in+"?q=%E6%8E%92%E9%AA%A8")))
	k.golden("messages_all", k.blotted(k.get("/w/{ws}/messages?q=vip+%E6%8E%92")))
	k.golden("messages_ask", k.blotted(k.get("/w/{ws}/messages")))
	k.says("nothing", k.get(in+"?q=牛腩"), "没有找到“牛腩”")
	k.says("no words", k.get("/w/{ws}/messages?q=%F0%9F%98%80"), "没有能找的字")
	for lang, word := range map[string]string{"zh-TW": "聊天紀錄", "en": "Messages with “排骨”"} {
		k.lang = lang
		k.says(lang, k.get(in+"?q=排骨"), word)
		k.want(lang, k.get("/w/{ws}/messages?q=排骨"), 200)
	}
	k.lang = "zh-CN"
	k.want("a group that is not there", k.get("/w/{ws}/groups/"+id.Show(id.Group(7))+"/messages"), 404)
	for _, odd := range []string{"?before=zzzzzzzzzzzzzzzzzzzz", "?before=-1", "?around=1", "?q=%00%FF", "?q=" + strings.Repeat("a", 5000), "?q=%22%20OR%20*"} {
		k.want(odd, k.get(in+odd), 200)
	}
}

// TestMessagesAreForThoseWhoMayReadThem and of the units they see.
func TestMessagesAreForThoseWhoMayReadThem(t *testing.T) {
	each(t, func(k *desk) {
		k.talk()
		in := "/w/{ws}/groups/" + id.Show(id.Group(1)) + "/messages"
		k.says("the owner", k.get("/w/{ws}/messages?q=排骨"), "没有了", "河边2群", "<mark>排骨</mark>")
		k.as(k.join("looker", auth.ViewOnly, k.head()))
		for _, path := range []string{in, "/w/{ws}/messages?q=排骨"} {
			w := k.get(path)
			k.want(path, w, 403)
			if strings.Contains(w.Body.String(), "没有了") || strings.Contains(w.Body.String(), "今天有") {
				k.t.Error("a role that may not read messages reads them at " + path)
			}
			k.says(path, w, "你的角色看不到聊天内容")
		}
		unit, err := k.auth.CreateUnit(k.t.Context(), k.owner, k.ws, k.head(), auth.Store, "河边店")
		k.must(err)
		k.as(k.join("keeper", auth.Operator, unit))
		w := k.get("/w/{ws}/messages?q=排骨")
		k.says("of the unit's group", w, "今天有")
		if strings.Contains(w.Body.String(), "没有了") {
			k.t.Error("a store reads the messages of another's group")
		}
		k.want("another's group", k.get("/w/{ws}/groups/"+id.Show(id.Group(2))+"/messages"), 404)
	})
}

// TestMessagesArePagedByKey: every message is listed once, however they are paged.
func TestMessagesArePagedByKey(t *testing.T) {
	k := onSQLite(t)
	imp := k.begin("long")
	k.must(k.chat.Run(t.Context(), k.ws, imp, func(_ context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
		for n := range 130 {
			e := event.Event{Network: event.WeChat, Chat: "a", Kind: event.Message, NativeID: event.NativeMessage(fmt.Sprint("n", n)), Body: fmt.Sprintf("第%d句", n),
				At: dbtest.Noon.Add(time.Duration(n/3-400) * time.Minute), Order: uint16(n % 3), Actor: event.Actor{ID: "u1", Name: "u1"}}
			if err := sink.Event(&e); err != nil {
				return export.Result{}, err
			}
		}
		return export.Result{}, nil
	}))
	k.index()
	for _, q := range []string{"", "?q=第"} {
		path, want, pages := "/w/{ws}/groups/"+id.Show(id.Group(1))+"/messages"+q, 129, 0
		for path != "" {
			page := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(k.get(path).Body.String())
			for _, m := range regexp.MustCompile(`第(\d+)句`).FindAllStringSubmatch(page, -1) {
				if m[1] != fmt.Sprint(want) {
					t.Fatalf("%s lists %s where %d comes", path, m[1], want)
				}
				want--
			}
			path = ""
			if m := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(page); m != nil {
				path = strings.ReplaceAll(m[1], "&amp;", "&")
			}
			pages++
		}
		if want != -1 || pages != 3 {
			t.Errorf("%d pages end at %d", pages, want+1)
		}
	}
	page := k.get("/w/{ws}/groups/" + id.Show(id.Group(1)) + "/messages?q=第60句").Body.String()
	around := regexp.MustCompile(`href="([^"]+around=[^"#]+)#`).FindStringSubmatch(page)
	if around == nil {
		t.Fatal("what was found does not lead to what was said around it")
	}
	k.says("around", k.get(around[1]), "第70句", "第60句", "第30句", "cm-here")
}

// TestWhoCameAndWentIsListed beside what was said, and who took back a message that the
// file no longer has; no search finds it, and of who is forgotten no name is shown.
func TestWhoCameAndWentIsListed(t *testing.T) {
	each(t, func(k *desk) {
		k.talk()
		imp := k.begin("moves")
		at := func(n int) time.Time { return dbtest.Noon.Add(time.Duration(n-40) * 3 * time.Hour) }
		who := func(name string) event.Actor { return event.Actor{ID: event.NativeUser(name), Name: name} }
		k.must(k.chat.Run(k.t.Context(), k.ws, imp, func(_ context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
			for _, e := range []event.Event{
				{Network: event.WeChat, Chat: "a", Kind: event.Join, At: at(7), Actor: who("u1"), Subjects: []event.Actor{who("u2"), who("u3")}, Scene: "invite"},
				{Network: event.WeChat, Chat: "a", Kind: event.Delete, At: at(8), Actor: who("u1")},
				{Network: event.WeChat, Chat: "a", Kind: event.Delete, At: at(9), Actor: who("u1"), Target: "m1"},
				{Network: event.WeChat, Chat: "a", Kind: event.Notice, At: at(9), Body: "小雨领取了阿青的红包"},
				{Network: event.WeChat, Chat: "a", Kind: event.Leave, At: at(10), Subjects: []event.Actor{who("u2")}},
				{Network: event.WeChat, Chat: "a", Kind: event.Remove, At: at(11), Actor: who("u1"), Subjects: []event.Actor{who("u4")}},
			} {
				if err := sink.Event(&e); err != nil {
					return export.Result{}, err
				}
			}
			return export.Result{}, nil
		}))
		k.index()
		in := "/w/{ws}/groups/" + id.Show(id.Group(1)) + "/messages"
		page := k.get(in)
		k.says("the group", page, "进群了", "撤回了一条消息", "退群了", "被移出了群", "今天有排骨吗")
		body := page.Body.String()
		for what, n := range map[string]int{"进群了": 2, "撤回了一条消息": 1, "退群了": 1, "被移出了群": 1, "红包": 0} {
			if got := strings.Count(body, what); got != n {
				k.t.Errorf("%s stands there %d times, want %d", what, got, n)
			}
		}
		for _, line := range strings.Split(body, "<li ")[1:] {
			moved := strings.Contains(line, "了群") || strings.Contains(line, "群了") || strings.Contains(line, "撤回了")
			if quiet := strings.Contains(line, "cm-quiet"); quiet != moved || quiet && strings.Contains(line, "cm-text") {
				k.t.Errorf("quiet is %v, want %v: %s", quiet, moved, line)
			}
		}
		if last, first := strings.Index(body, "被移出了群"), strings.Index(body, "今天有排骨吗"); last > first {
			k.t.Error("the newest does not stand first")
		}
		for _, q := range []string{"进群", "撤回", "移出"} {
			k.says("a search for "+q, k.get(in+"?q="+q), "没有找到")
		}
		k.lang = "en"
		k.says("in English", k.get(in), "joined", "took a message back", "left", "was removed")
	})
}
