package main

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// eraseCommand is huoshui admin erase.
type eraseCommand struct {
	place
	Member    string `name:"member" required:"" placeholder:"mem_…" help:"Whom to forget, by the id in the address of their page."`
	Workspace string `name:"workspace" default:"main" placeholder:"NAME" help:"Workspace they are in; main is the first of your own."`
	Confirm   bool   `name:"confirm" help:"Do it. It cannot be undone."`
}

var (
	eraseAsks = i18n.Text{
		Hans: "会忘记 %s：名字、编号和说过的话都清掉，人数和消息数照常算；不能撤销，以前的备份里的不动。确定的话，加上 --confirm 再运行一次。",
		Hant: "會忘記 %s：名字、編號和說過的話都清除，人數和訊息數照常計算；無法復原，先前備份裡的不動。確定的話，加上 --confirm 再執行一次。",
		En:   "This forgets %s: the name, the ids and the text of what they wrote go, figures go on counting them. It cannot be undone; earlier backups are not touched. If you are sure, run it again with --confirm.",
	}
	erasedNow = i18n.Text{
		Hans: "已经忘记 %s，说过的话也清完了。\n",
		Hant: "已經忘記 %s，說過的話也清完了。\n",
		En:   "%s is forgotten, and what they wrote is cleared.\n",
	}
)

// Run forgets a member, to the end.
func (c *eraseCommand) Run(ctx context.Context, p *program) error {
	app, err := c.openUsed(ctx)
	if err != nil {
		return err
	}
	defer app.Close() //nolint:errcheck // everything is committed
	ws, m, err := app.FindMember(ctx, c.Workspace, c.Member)
	if err != nil {
		return err
	}
	if !c.Confirm {
		return fault.New(fault.Invalid, eraseAsks.With(c.Member))
	}
	if err := app.Erase(ctx, ws, m); err != nil {
		return err
	}
	_, err = fmt.Fprint(p.out, erasedNow.With(c.Member).In(p.lang))
	return err
}
