package manual

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// talker stands for the rest of the house: what ends in a question mark is a question,
// and the next word of staff, or of anybody where nobody is, answers it.
type talker struct{ k *desk }

func (n talker) Judge(_ context.Context, said []channel.Arrived, staff []string, _ *time.Location, _ time.Time) (Judged, error) {
	out := Judged{Waiting: map[event.NativeMessage]bool{}}
	is := map[string]bool{}
	for _, name := range staff {
		is[name] = true
	}
	for i, a := range said {
		if !strings.HasSuffix(a.Event.Body, "？") || is[a.Event.Actor.Name] {
			continue
		}
		out.Asked++
		answered := false
		for _, b := range said[i+1:] {
			answered = answered || is[b.Event.Actor.Name] || len(staff) == 0 && b.Event.Actor.Name != a.Event.Actor.Name
		}
		out.Waiting[a.Event.NativeID] = !answered
	}
	return out, nil
}

func (n talker) Staff(_ context.Context, _ *db.Tx, _ id.Workspace, chat event.NativeChat, names []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, name := range names {
		out[name] = n.k.staff[string(chat)+name]
	}
	return out, nil
}

func (n talker) NameStaff(_ context.Context, _ *db.Tx, _ id.Workspace, from Source, _ id.Group, names []string) error {
	for _, name := range names {
		n.k.staff[string(from.Chat)+name] = true
	}
	return nil
}

func (n talker) Ask(_ context.Context, _ *db.Tx, _ id.Workspace, _ Source, _ id.Group, _ id.User, questions []Question) (int, error) {
	for _, q := range questions {
		n.k.asked[q.Message] = q
	}
	return len(questions), nil
}

// mailed is a chat as WeChat sends it by mail, of the day before.
const mailed = `群聊“福利群”的聊天记录

—————  2030-01-01  —————

店长小林  20:15

今天的排骨 32 一斤

小雨  20:16

还有多少？

🌸花花🌸  20:17

活动时间 20:00
我也想问

小雨  21:02

[图片]

豆豆妈  21:03

明天 9:00 送到？
`

// TestAPasteBeforeThereIsAnyGroup: the box, what is understood, what is asked, and
// the group that is made of it; nothing is kept before.
func TestAPasteBeforeThereIsAnyGroup(t *testing.T) {
	k := onSQLite(t)
	k.Golden("box", k.Page("/wechat/paste"), 200)
	k.Golden("box_empty", k.Post("/wechat/paste", "text", " ", "do", "read"), 422)
	k.Golden("box_odd", k.Post("/wechat/paste", "text", "小雨：还有吗\n店长：有\n阿青：我也要\n老周：+1", "do", "read"), 422)
	k.Golden("read", k.Post("/wechat/paste", "text", mailed, "do", "read"), 200)
	k.Golden("read_staff", k.Post("/wechat/paste", "text", mailed, "do", "read", "staff", "店长小林"), 200)
	if len(k.kept)+len(k.places) > 0 {
		t.Errorf("%d messages and %d groups are kept before somebody took them in", len(k.kept), len(k.places))
	}
	k.Says("no group", k.Post("/wechat/paste", "text", mailed, "do", "take"), "这是哪个群")
	k.Want("no group", k.Post("/wechat/paste", "text", mailed, "do", "take"), 422)
	k.Want("no name", k.Post("/wechat/paste", "text", mailed, "do", "take", "group", "new"), 422)
	taken := k.Post("/wechat/paste", "text", mailed, "do", "take", "group", "new", "name", "福利群", "staff", "店长小林")
	k.Golden("taken", taken, 200)
	if len(k.kept) != 5 || len(k.places) != 1 || len(k.staff) != 1 {
		t.Fatalf("kept %d messages in %d groups, %d of staff", len(k.kept), len(k.places), len(k.staff))
	}
	group := ""
	for g := range k.places {
		group = id.Show(g)
	}
	k.Golden("read_again", k.Post("/wechat/paste", "text", mailed, "do", "read"), 200)
	for range 2 {
		w := k.Post("/wechat/paste", "text", mailed, "do", "ask", "group", group)
		k.Want("ask", w, 303)
	}
	if len(k.asked) != 2 {
		t.Errorf("%d questions are to be answered: %v", len(k.asked), k.asked)
	}
	k.Says("again", k.Post("/wechat/paste", "text", mailed, "do", "take", "group", group), "没有重复收")
	if len(k.kept) != 5 {
		t.Errorf("the second time made %d of 5", len(k.kept))
	}
	for lang, words := range map[string][]string{"zh-TW": {"哪些是自己人", "漏回清單"}, "en": {"Which of these are your people", "Unanswered"}} {
		k.Lang = lang
		k.Says(lang, k.Post("/wechat/paste", "text", mailed, "do", "read"), words...)
		k.Golden("read_"+lang, k.Post("/wechat/paste", "text", mailed, "do", "read"), 200)
	}
}

// TestWhatIsUnclearIsAsked: the day, whether names are names, and single lines; the
// answers go back in the same form and hold.
func TestWhatIsUnclearIsAsked(t *testing.T) {
	k := onSQLite(t)
	times := "那就这样\n\n小雨 20:15\n还有吗？\n店长 20:16\n活动 20:30\n记得来"
	w := k.Post("/wechat/paste", "text", times, "do", "read")
	k.Golden("unclear", w, 200)
	take := func(more ...string) []string {
		return append([]string{"text", times, "do", "take", "group", "new", "name", "福利群"}, more...)
	}
	k.Says("no day", k.Post("/wechat/paste", take()...), "请选一下最后一句是哪天说的")
	k.Want("a day", k.Post("/wechat/paste", take("day", "other", "date", "2029-12-30", "l.1", "by:小雨", "l.6", "up")...), 200)
	days := map[string]int{}
	for _, at := range k.kept {
		days[at.Format(time.DateOnly)]++
	}
	if len(days) != 1 || days["2029-12-30"] != 3 {
		t.Errorf("said on %v", days)
	}
	priced := "店长：今天有\n黑猪排骨：很新鲜\n小雨：要两斤\n店长：好\n阿青：还有吗？"
	k.Says("once", k.Post("/wechat/paste", "text", priced, "do", "read"), "哪些不是人", "黑猪排骨")
	w = k.Post("/wechat/paste", "text", priced, "do", "read", "noname", "黑猪排骨")
	k.Says("told", w, "认出 4 句，3 个人说的")
	k.Says("slashes", k.Post("/wechat/paste", "text", "[01/02/2029, 20:15] Tom: hi\n[02/02/2029, 20:15] Ann: hello?", "do", "read"), "01/03")
}

// TestWhoMayPaste: an operator of the shop makes a group there; one who only answers
// chooses among those there are; groups of elsewhere are not there.
func TestWhoMayPaste(t *testing.T) {
	k := onSQLite(t)
	g := k.make("青禾老客群")[0]
	other, err := k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "山上店")
	k.must(err)
	_, service := k.join("客服", auth.Agent, k.shop)
	_, far := k.join("远处的", auth.Operator, other)
	_, viewer := k.join("只看看的人", auth.ViewOnly, k.head)
	k.as(far)
	for _, group := range []string{id.Show(g), "grp_0000000000000", "nothing"} {
		k.Want(group, k.Page("/wechat/paste?group="+url.QueryEscape(group)), 404)
		for _, do := range []string{"read", "take", "ask"} {
			k.Want(group, k.Post("/wechat/paste", "text", mailed, "do", do, "group", group), 404)
		}
	}
	if strings.Contains(k.Post("/wechat/paste", "text", mailed, "do", "read").Body.String(), "青禾老客群") {
		t.Error("a group of elsewhere is offered")
	}
	k.Want("made at the own shop", k.Post("/wechat/paste", "text", mailed, "do", "take", "group", "new", "name", "山上群", "staff", "店长小林"), 200)
	for at, place := range k.places {
		if at != g && place.Unit != other {
			t.Errorf("it belongs to %d, want %d", place.Unit, other)
		}
	}
	if len(k.staff) > 0 {
		t.Error("who does not see the whole workspace said who is staff")
	}
	k.as(service)
	k.Golden("read_service", k.Post("/wechat/paste", "text", mailed, "do", "read"), 200)
	k.Want("a new group", k.Post("/wechat/paste", "text", mailed, "do", "take", "group", "new", "name", "x"), 422)
	k.Want("into one", k.Post("/wechat/paste", "text", mailed, "do", "take", "group", id.Show(g)), 200)
	k.as(viewer)
	k.Want("viewer", k.Page("/wechat/paste"), 403)
	k.Want("viewer", k.Post("/wechat/paste", "text", mailed), 403)
}
