package house

import (
	"context"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// errand is by what role something is to be done, and for which SOP.
type errand struct {
	role string
	book id.Playbook
}

// address gives to-dos of SOPs to whom their roles name, and says in each why it came
// to them. Of whose role nobody is, stays as Open finds it.
func (a *App) address(ctx context.Context, tx *db.Tx, ws id.Workspace, all []task.New, by []errand, groups map[id.Group]community.Group) error {
	roster, err := a.Task.Roster(ctx, tx, ws)
	if err != nil {
		return err
	}
	var books []id.Playbook
	for _, e := range by {
		books = append(books, e.book)
	}
	slices.Sort(books)
	launched, err := a.Playbook.LaunchedBy(ctx, tx, ws, slices.Compact(books))
	if err != nil {
		return err
	}
	var ids []id.Group
	for i := range all {
		ids = append(ids, all[i].Group)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	owners, err := a.Community.Owners(ctx, tx, ws, ids)
	if err != nil {
		return err
	}
	said, err := a.Community.Profiles(ctx, tx, ws, append([]id.Group{0}, ids...))
	if err != nil {
		return err
	}
	keepers := map[id.Group]id.User{}
	for i := range all {
		t, g := &all[i], all[i].Group
		if _, asked := keepers[g]; !asked && groups[g].Network == hand.Network {
			if keepers[g], err = a.Manual.Keeper(ctx, tx, ws, g); err != nil {
				return err
			}
		}
		s := task.Sought{Role: by[i].role, Unit: groups[g].Unit, Columns: said[g].Over(said[0]).Columns, Owner: owners[g].Name, Keeper: keepers[g], Launcher: launched[by[i].book]}
		who, why := roster.Find(&s)
		if t.Owner = who; who == 0 {
			continue
		}
		roster.Open[who]++
		t.WhyIn = after(t.WhyIn, why.Says(s.Role))
		t.Why = t.WhyIn.Hans
	}
	return nil
}

// after is a sentence and another.
func after(t i18n.Text, more i18n.Message) i18n.Text {
	join := func(lang i18n.Lang, first, space string) string {
		if first == "" {
			space = ""
		}
		return clipped(first+space+more.In(lang), longestTitle)
	}
	return i18n.Text{Hans: join(i18n.ZhHans, t.Hans, ""), Hant: join(i18n.ZhHant, t.Hant, ""), En: join(i18n.En, t.En, " ")}
}

// give gives a to-do for a deed to who is to do it: whom an SOP names, else who runs
// the group.
func (h byHand) give(ctx context.Context, tx *db.Tx, ws id.Workspace, t *task.New, help *channel.ByHand) (err error) {
	if help.Book == 0 {
		if t.Group != 0 {
			t.Owner, err = h.app.Manual.Keeper(ctx, tx, ws, t.Group)
		}
		return err
	}
	groups, err := h.app.Community.GroupsNamed(ctx, tx, ws, []id.Group{t.Group})
	if err != nil {
		return err
	}
	one := []task.New{*t}
	err = h.app.address(ctx, tx, ws, one, []errand{{help.Role, help.Book}}, groups)
	*t = one[0]
	return err
}
