package manual

import (
	"context"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// cards stands for past summaries.
type cards map[id.Group]string

func (c cards) Card(_ context.Context, _ *db.Tx, _ id.Workspace, group id.Group, _ i18n.Lang) (string, error) {
	return c[group], nil
}

// TestTheIndexCardStandsWhereSomebodyCame; where nothing is kept there is none, and a
// sentence says why.
func TestTheIndexCardStandsWhereSomebodyCame(t *testing.T) {
	k := onSQLite(t)
	made, err := k.s.Add(t.Context(), k.ws, By{User: k.owner, Scope: auth.Everything(), Connect: true}, Wanted{Names: []string{"青禾福利群", "青禾会员群"}})
	k.must(err)
	k.s.Shelf = cards{made[0]: "青禾福利群以前聊过这些：\n1. 1月1日 怎么挑<小排>"}
	one, other := "/wechat/"+id.Show(made[0]), "/wechat/"+id.Show(made[1])
	k.Golden("group_shelf", k.Page(one), 200)
	page := k.Page(one).Body.String()
	_, card, _ := strings.Cut(page, `id="shelf"`)
	card, _, _ = strings.Cut(card, "</section>")
	if !strings.Contains(card, "怎么挑&lt;小排&gt;</textarea>") || !strings.Contains(card, "/shelf?group="+id.Show(made[0])) {
		t.Errorf("the card: %s", card)
	}
	k.Says("nothing kept", k.Page(other), "这个群还没有往期总结，所以没有目录可发。", "/shelf/new?group="+id.Show(made[1]))
	if strings.Contains(k.Page(other).Body.String(), "shelf-text") {
		t.Error("there is a card of nothing")
	}
	k.Lang = "en"
	k.Says("en", k.Page(other), "Nothing is kept for this group yet")
	_, agent := k.join("客服", auth.Agent, k.head)
	k.as(agent)
	if strings.Contains(k.Page(other).Body.String(), "/shelf/new") {
		t.Error("who may not keep anything is led to the form")
	}
	k.must(k.s.Dismiss(t.Context(), k.ws, By{User: k.owner, Scope: auth.Everything()}, made[0]))
	if strings.Contains(k.Page(one).Body.String(), `id="shelf"`) {
		t.Error("nobody comes to a group that was dismissed")
	}
}
