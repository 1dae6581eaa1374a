package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/house"
)

// playbookList is huoshui playbook list.
type playbookList struct {
	place
	Workspace string `name:"workspace" placeholder:"NAME" help:"Whose SOPs; those of the first workspace of your own by default."`
	Ready     bool   `name:"ready" help:"List those that come with the program. Needs no database."`
	Lang      string `name:"lang" placeholder:"zh-Hans|zh-Hant|en" help:"Language of the list."`
	JSON      bool   `name:"json" help:"Print the list as JSON."`
}

var (
	listHead = [...]i18n.Text{
		{Hans: "名字", Hant: "名稱", En: "Name"}, {Hans: "标题", Hant: "標題", En: "Title"}, {Hans: "状态", Hant: "狀態", En: "State"},
		{Hans: "群", Hant: "群組", En: "Groups"}, {Hans: "在走的", Hant: "在走的", En: "Under way"},
	}
	noBooks = i18n.Text{
		Hans: "还没有 SOP。huoshui playbook list --ready 列出现成的。",
		Hant: "還沒有 SOP。huoshui playbook list --ready 列出現成的。",
		En:   "There is no playbook yet. huoshui playbook list --ready lists the ready ones.",
	}
)

// Run prints the list.
func (c *playbookList) Run(ctx context.Context, p *program) error {
	if err := p.speak(c.Lang); err != nil {
		return err
	}
	shown, err := house.ReadyPlaybooks(p.lang)
	if !c.Ready {
		shown, err = c.books(ctx)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return p.json(map[string]any{"playbooks": append([]house.ListedPlaybook{}, shown...)})
	}
	if len(shown) == 0 {
		_, err := fmt.Fprintln(p.out, noBooks.In(p.lang))
		return err
	}
	var rows [][]string
	if c.Ready {
		rows = append(rows, []string{listHead[0].In(p.lang), listHead[1].In(p.lang), ""})
		for _, b := range shown {
			rows = append(rows, []string{b.Name, b.Title, b.About})
		}
		return p.table(rows)
	}
	var head []string
	for _, h := range listHead {
		head = append(head, h.In(p.lang))
	}
	rows = append(rows, head)
	for _, b := range shown {
		rows = append(rows, []string{b.Name, b.Title, b.Stands.In(p.lang), strconv.Itoa(b.Groups), strconv.FormatInt(b.Open, 10)})
	}
	return p.table(rows)
}

func (c *playbookList) books(ctx context.Context) ([]house.ListedPlaybook, error) {
	app, err := c.openUsed(ctx)
	if err != nil {
		return nil, err
	}
	defer app.Close() //nolint:errcheck // it only reads
	return app.ListPlaybooks(ctx, c.Workspace)
}

// json prints v as other programs read it.
func (p *program) json(v any) error {
	enc := json.NewEncoder(p.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
