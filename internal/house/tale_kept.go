package house

import (
	"net/url"
	"slices"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// ofMessage tells of a message that is kept, from where it is listed: how it
// came, and what became of it since.
func (t *telling) ofMessage(ref chat.MessageRef) error {
	groups, err := t.groups()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(groups, func(g community.Group) bool { return g.ID == ref.Group })
	if i < 0 {
		return nil
	}
	list, err := t.a.Chat.Where(t.ctx, t.tx, t.v.Workspace, []id.Group{ref.Group}, []int32{ref.Month}, ref.Key)
	if err != nil || len(list) == 0 {
		return err
	}
	for _, m := range list {
		if err := t.brought(m.Import); err != nil {
			return err
		}
		t.message(groups[i], m, false)
	}
	t.out.Steps = append(t.out.Steps, connection.Step{What: stepByName.With()})
	return nil
}

// brought tells by what a message came: a connection, or files.
func (t *telling) brought(imp id.Import) error {
	told, err := t.a.Chat.Told(t.ctx, t.tx, t.v.Workspace)
	if err != nil {
		return err
	}
	for c, by := range told {
		if by.Import == imp {
			href := ""
			if d := t.doors[c]; t.v.Scope.All && d.Closed.IsZero() {
				href = t.v.At("connections", id.Show(c))
			}
			t.out.Names = append(t.out.Names, connection.Named{Label: nameDoor, Value: t.doors[c].Name, Href: href})
			return nil
		}
	}
	imports, err := t.a.Chat.Imports(t.ctx, t.tx, t.v.Workspace)
	for _, one := range imports {
		if one.ID == imp {
			href := ""
			if t.v.Scope.All {
				href = t.v.At("import", id.Show(imp))
			}
			t.step(one.Ended, "good", stepImported.With(one.Name), "", href)
		}
	}
	return err
}

// ofRouted tells of an event that was handled: the inbox knows it by its key
// alone by then, and what is left under its own id is what it led to.
func (t *telling) ofRouted(e id.Event) error {
	deeds, err := outbox.OfEvent(t.ctx, t.tx, t.v.Workspace, e)
	if err != nil || len(deeds) == 0 {
		return err
	}
	t.out.Title = storyOfEvent.With()
	t.out.Names = append(t.out.Names, connection.Named{Label: nameOurs, Value: id.Show(e)})
	t.step(id.Made(e), "good", stepHandled.With(), "", "")
	for i := range deeds {
		if err := t.deed(&deeds[i]); err != nil {
			return err
		}
	}
	return nil
}

// storyAt is the address of the story of an id.
func (t *telling) storyAt(what string) string {
	return t.v.At("story") + "?id=" + url.QueryEscape(what)
}

var (
	stepImported = i18n.Text{Hans: "由导入“%s”带来，只动数字，不引出别的事。", Hant: "由匯入「%s」帶來，只影響數字，不引出別的事。", En: "Came with the import “%s”: it moves figures and causes nothing else."}
	stepByName   = i18n.Text{Hans: "想看它收到、重复、引出了什么：用它在平台上的编号来查，收到后 8 天内都查得到。", Hant: "想看它如何收到、是否重複、引出了什麼：用它在平台上的編號查詢，收到後 8 天內都查得到。", En: "How it was received, whether it came again and what it led to is found by its id on the network, for 8 days after it came."}
	stepHandled  = i18n.Text{Hans: "收到，并且处理完了。处理完的事件只按平台的编号认得；下面是它引出的事。", Hant: "收到，並且處理完了。處理完的事件只按平台的編號認得；下面是它引出的事。", En: "It came and was handled. From then on an event is known by its id on the network alone; below is what it led to."}
)
