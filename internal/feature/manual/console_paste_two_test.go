package manual

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
)

// private is a phone's screen of a talk between two, the day before and today: the
// owner's words and the customer's in one column.
const private = `以上是打招呼的内容
昨天 14:02
老板，排骨还有吗？
有的
给我留两斤
好的，几点来？
16:30
昨天 15:40
路上堵车
没事
08:12
今天有鱼吗？`

// mine are the lines of private that the owner says are theirs, and 7 is a time that the
// customer says.
var mine = []int{4, 6, 10}

// tapped is the form of the talk with these lines tapped.
func tapped(other string, more ...string) []string {
	out := []string{"text", private, "two", "yes", "other", other, "own", "老板"}
	for n := range strings.Count(private, "\n") + 1 {
		switch n++; {
		case slices.Contains(mine, n):
			out = append(out, fmt.Sprint("l.", n), "me")
		case slices.Contains([]int{3, 5, 7, 9, 12}, n):
			out = append(out, fmt.Sprint("l.", n), "them")
		default:
			out = append(out, fmt.Sprint("l.", n), "out")
		}
	}
	return append(out, more...)
}

// TestATalkBetweenTwoIsAskedAboutOnce: whether it is one, then who said what in one list;
// nothing is chosen beforehand, nothing is kept before all is, and then it is a paste
// like any other.
func TestATalkBetweenTwoIsAskedAboutOnce(t *testing.T) {
	k := onSQLite(t)
	k.Golden("two_asked", k.Post("/wechat/paste", "text", private, "do", "read"), 200)
	list := k.Post("/wechat/paste", "text", private, "two", "yes")
	k.Golden("two_list", list, 200)
	for _, chosen := range []string{`value="me" aria-label="我说的" checked`, `value="them" aria-label="对方说的" checked`} {
		if strings.Contains(list.Body.String(), chosen) {
			t.Errorf("somebody's words are chosen before anybody tapped: %s", chosen)
		}
	}
	k.Golden("two_open", k.Post("/wechat/paste", "text", private, "two", "yes", "do", "read", "other", "王姐", "l.4", "me"), 422)
	for what, one := range map[string]struct {
		form []string
		says string
	}{
		"no name":          {tapped(" ", "do", "read"), "请写对方的名字"},
		"a name of a sign": {tapped("#1", "do", "read"), "请写对方的名字"},
		"one name":         {tapped("老板", "do", "read"), "两个人名字一样"},
		"a time left":      {[]string{"text", private, "two", "yes", "other", "王姐", "rest", "1", "l.4", "me", "do", "take", "group", "new", "name", "x"}, "还有 1 行像时间"},
		"all left out":     {[]string{"text", "昨天 14:02\n在吗\n在的", "two", "yes", "other", "王姐", "l.2", "out", "l.3", "out", "do", "read"}, "一句话也没留下"},
		"taken too early":  {[]string{"text", private, "two", "yes", "other", "王姐", "l.4", "me", "do", "take", "group", "new", "name", "x"}, "还有 7 行没点"},
		"asked too early":  {[]string{"text", private, "two", "yes", "other", "王姐", "do", "ask", "group", id.Show(k.make("老客群")[0])}, "没点是谁说的"},
	} {
		w := k.Post("/wechat/paste", one.form...)
		k.Want(what, w, 422)
		k.Says(what, w, one.says)
	}
	if len(k.kept)+len(k.asked) > 0 {
		t.Errorf("%d messages and %d to-dos are kept of what nobody said who said", len(k.kept), len(k.asked))
	}
	k.Golden("two_read", k.Post("/wechat/paste", tapped("王姐", "do", "read")...), 200)
	k.Golden("two_taken", k.Post("/wechat/paste", tapped("王姐", "do", "take", "group", "new", "name", "王姐（私聊）")...), 200)
	k.Says("again", k.Post("/wechat/paste", tapped("王姐", "do", "read")...), `checked> <span class="form-check-label">王姐（私聊）`)
	for lang, words := range map[string][]string{"zh-TW": {"哪些是你說的", "對方叫什麼"}, "en": {"Which of these did you say", "All the rest is theirs"}} {
		k.Lang = lang
		k.Says(lang, k.Post("/wechat/paste", "text", private, "two", "yes"), words...)
		k.Golden("two_list_"+lang, k.Post("/wechat/paste", "text", private, "two", "yes"), 200)
		k.Says(lang, k.Post("/wechat/paste", "text", private), map[string]string{"zh-TW": "這是你和一個人的私聊嗎？", "en": "Is this a private chat"}[lang])
	}
}

// TestNoTalkBetweenTwo: who says that it is none is asked as before, and not again; an
// answer of the list does not slip into those questions.
func TestNoTalkBetweenTwo(t *testing.T) {
	k := onSQLite(t)
	asks := func(w *httptest.ResponseRecorder) bool {
		return strings.Contains(w.Body.String(), "这是你和一个人的私聊吗")
	}
	w := k.Post("/wechat/paste", "text", private, "two", "no", "do", "read")
	k.Want("none", w, 422)
	k.Says("none", w, "没认出一条消息")
	labels := "昨天 14:02\n在吗\n送到：6栋\n好嘞\n昨天 15:40\n到了吗？\n马上"
	if !asks(k.Post("/wechat/paste", "text", labels)) {
		t.Error("a word with a colon is taken for a name without a question")
	}
	w = k.Post("/wechat/paste", "text", labels, "two", "no", "l.2", "me", "l.6", "them", "do", "read", "sure", "1")
	k.Says("as before", w, `name="two" value="no"`, "第 2 行", "这几行拿不准")
	if strings.Count(w.Body.String(), "checked><span>不要这一行") < 2 {
		t.Error("an answer of the list is one to another question")
	}
	if asks(w) || strings.Contains(w.Body.String(), "对方说的") {
		t.Error("what was answered is asked again")
	}
	for _, text := range []string{mailed, "昨天 20:15\n小雨：在吗\n店长：在\n9:30\n小雨：好"} {
		if asks(k.Post("/wechat/paste", "text", text)) {
			t.Errorf("it has names and is taken for a talk between two: %.40s", text)
		}
	}
	w = k.Post("/wechat/paste", "text", "在吗\n在的\n要两份", "do", "read")
	k.Want("no times at all", w, 422)
	k.Says("no times at all", w, "没认出一条消息", `name="two" value="yes"`)
	k.Says("and yet", k.Post("/wechat/paste", "text", "在吗\n在的\n要两份", "two", "yes", "do", "read", "other", "王姐", "rest", "1", "l.2", "me"), "认出 3 句，2 个人说的", "最后一句是哪天说的")
}

// TestATalkBetweenTwoIsKept on both databases under its names and times, once however
// often; what the owner said answers, and the owner is staff from then on.
func TestATalkBetweenTwoIsKept(t *testing.T) {
	each(t, func(k *desk) {
		k.Says("read", k.Post("/wechat/paste", tapped("王姐", "do", "read")...), "认出 8 句，2 个人说的。有 1 句问了没人回", "<p id=\"reply-0\">不好意思，刚看到。")
		group := ""
		for n, want := range []string{"收下了 8 句", "没有重复收"} {
			form := tapped("王姐", "do", "take", "group", "new", "name", "王姐（私聊）")
			if group != "" {
				form = tapped("王姐", "do", "take", "group", group)
			}
			k.Says(fmt.Sprint("time ", n), k.Post("/wechat/paste", form...), want)
			for g := range k.places {
				group = id.Show(g)
			}
		}
		times := map[string]int{}
		zone, err := time.LoadLocation("Asia/Shanghai")
		k.must(err)
		for _, at := range k.kept {
			times[at.In(zone).Format("01-02 15:04")]++
		}
		if len(k.kept) != 8 || times["01-01 14:02"] != 5 || times["01-01 15:40"] != 2 || times["01-02 08:12"] != 1 {
			t.Errorf("kept %d: %v", len(k.kept), times)
		}
		for name := range k.staff {
			if !strings.HasSuffix(name, "老板") || len(k.staff) != 1 {
				t.Errorf("staff are %v", k.staff)
			}
		}
		k.Want("ask", k.Post("/wechat/paste", tapped("王姐", "do", "ask", "group", group)...), 303)
		for _, q := range k.asked {
			if q.Who != "王姐" || !q.Alone || q.Text != "今天有鱼吗？" {
				t.Errorf("%+v", q)
			}
		}
		if len(k.asked) != 1 {
			t.Errorf("%d questions are to be answered", len(k.asked))
		}
	})
}
