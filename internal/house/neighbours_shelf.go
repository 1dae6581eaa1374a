package house

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/shelf"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// shelfNeighbours is what past summaries ask of the other features.
type shelfNeighbours struct{ *App }

var _ shelf.Neighbours = shelfNeighbours{}

// Groups lists the groups of a workspace by name, those that were dismissed too.
func (n shelfNeighbours) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]shelf.Group, error) {
	all, err := n.Community.Groups(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	return n.told(ctx, tx, ws, all)
}

// Named tells of groups.
func (n shelfNeighbours) Named(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) ([]shelf.Group, error) {
	known, err := n.Community.GroupsNamed(ctx, tx, ws, groups)
	if err != nil || len(known) == 0 {
		return nil, err
	}
	return n.told(ctx, tx, ws, slices.Collect(maps.Values(known)))
}

// told are groups as the shelf knows them, by name.
func (n shelfNeighbours) told(ctx context.Context, tx *db.Tx, ws id.Workspace, all []community.Group) ([]shelf.Group, error) {
	kept, err := n.Manual.Kept(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	out := make([]shelf.Group, 0, len(all))
	for _, g := range all {
		k, byHand := kept[g.ID]
		out = append(out, shelf.Group{ID: g.ID, Name: nameOr(g.Name, string(g.Chat)), Unit: g.Unit, Gone: byHand && !k.Dismissed.IsZero()})
	}
	slices.SortStableFunc(out, func(a, b shelf.Group) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// Units lists the organisation.
func (n shelfNeighbours) Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error) {
	return n.Auth.UnitsIn(ctx, tx, ws)
}

// Zone is the zone of a workspace's days.
func (n shelfNeighbours) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return n.zone(ctx, tx, ws)
}

// The fields in which an SOP asks for a summary, and those that it says about a
// sharing beforehand. The ready SOP sunday-talk names them so.
const (
	summaryField = "总结"
	topicField   = "主题"
	guestField   = "嘉宾"
)

// summaryOf is what was filled in with a to-do that asked for a summary, and its link;
// false where it asked for none.
func summaryOf(t *task.Task) (text, link string, ok bool) {
	var points []string
	for _, f := range t.Fields {
		value := strings.TrimSpace(t.Outcome.Values[f.Name])
		switch {
		case !strings.HasPrefix(f.Name, summaryField) || value == "":
		case f.Kind == string(script.ALink):
			link = value
		case f.Kind == "" || f.Kind == string(script.AText):
			points = append(points, value)
		}
	}
	return strings.Join(points, "\n"), link, len(points) > 0
}

// Noted is what somebody filled in who was asked for a summary.
func (n shelfNeighbours) Noted(ctx context.Context, tx *db.Tx, ws id.Workspace, by shelf.By, todo id.Task) (out shelf.Noted, err error) {
	t, err := n.Task.See(ctx, tx, ws, task.Person{User: by.User, Role: by.Role, Scope: by.Scope}, todo)
	if err != nil {
		return out, err
	}
	text, link, ok := summaryOf(&t)
	if !ok || t.Outcome.State != task.Done {
		return out, fault.New(fault.NotFound, noSummaryAsked.With())
	}
	out = shelf.Noted{Group: t.Group, At: t.Outcome.At, Summary: text, Link: link}
	run, err := id.Parse[id.Run](t.Origin.Run)
	if err != nil { // no SOP asked for it
		return out, nil
	}
	books, err := n.Playbook.BooksOf(ctx, tx, ws, []id.Run{run})
	if err != nil || books[run] == 0 {
		return out, err
	}
	filled, err := n.Playbook.Filled(ctx, tx, ws, books[run], t.Group)
	out.Title, out.Sharer = filled[topicField], filled[guestField]
	return out, err
}

var (
	noSummaryAsked = i18n.Text{Hans: "这条待办没有让人写总结。", Hant: "這則待辦沒有請人寫總結。", En: "This to-do asked for no summary."}
	toShelf        = i18n.Text{Hans: "存进往期总结", Hant: "存進往期總結", En: "Keep it as a past summary"}
)

// shelfNext lets somebody who wrote a summary go on to keep it.
type shelfNext struct{}

var _ task.Next = shelfNext{}

// After leads to the form of a past summary.
func (shelfNext) After(t *task.Task) (string, i18n.Text) {
	if _, _, ok := summaryOf(t); !ok {
		return "", i18n.Text{}
	}
	return "shelf/new?task=" + id.Show(t.ID), toShelf
}

// shelfCards gives the pages of groups kept by hand their index cards.
type shelfCards struct{ *App }

var _ manual.Shelf = shelfCards{}

// Card is what somebody new to a group is sent.
func (n shelfCards) Card(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, lang i18n.Lang) (string, error) {
	return n.Shelf.Card(ctx, tx, ws, group, lang)
}
