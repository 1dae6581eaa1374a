package house

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/task"
)

var (
	approveTitle = i18n.Text{Hans: "看一眼，批准或不批准：%s", Hant: "看一眼，批准或不批准：%s", En: "Look and decide: %s"}
	approveWhy   = i18n.Text{
		Hans: "要在 %d 个群开始，群里一共 %d 人，等另一位批准。打开看过内容和群再决定，决定了这一条会自己收走。",
		Hant: "要在 %d 個群組開始，群裡一共 %d 人，等另一位批准。打開看過內容與群組再決定，決定了這一則會自己收走。",
		En:   "It is to start in %d {group|groups} with %d {person|people}, and waits for another person. Open it, look at what it says and where, and decide; this to-do goes by itself then.",
	}
)

// Approval opens a to-do for the first of those who may agree to a launch.
func (n playbookNeighbours) Approval(ctx context.Context, tx *db.Tx, ws id.Workspace, a playbook.Approval) error {
	people, err := taskNeighbours(n).People(ctx, tx, ws)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.User == a.By || !p.Scope.All || !auth.Can(p.Role, auth.Manage) {
			continue
		}
		t := task.New{Key: a.Key, Kind: task.Approve, Owner: p.User, Role: p.Role, Link: "/w/" + id.Show(ws) + "/playbooks/" + id.Show(a.Book)}
		for _, l := range [...]struct {
			in         i18n.Lang
			title, why *string
		}{{i18n.ZhHans, &t.TitleIn.Hans, &t.WhyIn.Hans}, {i18n.ZhHant, &t.TitleIn.Hant, &t.WhyIn.Hant}, {i18n.En, &t.TitleIn.En, &t.WhyIn.En}} {
			*l.title = clipped(approveTitle.With(a.Title.In(l.in)).In(l.in), longestTitle)
			*l.why = approveWhy.With(a.Groups, a.People).In(l.in)
		}
		t.Title, t.Why = t.TitleIn.Hans, t.WhyIn.Hans
		_, err := n.Task.Open(ctx, tx, ws, []task.New{t})
		return err
	}
	return nil
}
