package house

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
	"github.com/huoshui/huoshui/internal/feature/request"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// calendarNeighbours is what the calendar asks of the other features.
type calendarNeighbours struct{ playbookPages }

var _ playbook.CalendarDeps = calendarNeighbours{}

// ToDos lists the open to-dos that somebody sees.
func (n calendarNeighbours) ToDos(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User, from, to time.Time, most int) ([]agenda.ToDo, error) {
	people, err := taskNeighbours{n.App}.People(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(people, func(p task.Person) bool { return p.User == who && auth.Can(p.Role, auth.Quotes) })
	if i < 0 { // who may not read what people wrote has no to-dos
		return nil, nil
	}
	list, err := n.Task.Between(ctx, tx, ws, people[i], from, to, most)
	if err != nil {
		return nil, err
	}
	names := map[id.User]string{}
	for _, p := range people {
		names[p.User] = p.Name
	}
	out := make([]agenda.ToDo, len(list))
	for i := range list {
		t := &list[i]
		out[i] = agenda.ToDo{ID: t.ID, Group: t.Group, At: t.Due, Title: cmp.Or(t.Title, noLonger.Hans), Owner: names[t.Owner], Step: t.Origin.Step, SOPTitle: t.Origin.Playbook}
		if t.Due.IsZero() {
			out[i].At = t.From
		} else if t.From.Before(t.Due) {
			out[i].Until = t.Due
		}
		if run, err := id.Parse[id.Run](t.Origin.Run); err == nil {
			out[i].Run = run
		}
		out[i].Request, _, _ = request.OfKey(t.Key)
	}
	return out, nil
}

// noLonger stands for a to-do about somebody who was forgotten.
var noLonger = i18n.Text{Hans: "待办（内容已删除）", Hant: "待辦（內容已刪除）", En: "To-do (its text was deleted)"}

// Limits are what the gate lets through.
func (n calendarNeighbours) Limits(ctx context.Context, tx *db.Tx, ws id.Workspace) (agenda.Limits, error) {
	all, err := n.Compliance.AllSettings(ctx, tx, ws)
	if err != nil {
		return agenda.Limits{}, err
	}
	out := agenda.Limits{Own: map[id.Group]plan.Caps{}}
	for g, set := range all {
		caps, err := capsOf(set)
		if err != nil {
			return out, err
		}
		if g == 0 {
			out.All = caps
		} else {
			out.Own[g] = caps
		}
	}
	return out, nil
}

// capsOf are the gate's settings in the words of plans.
func capsOf(set touching.Settings) (c plan.Caps, err error) {
	c = plan.Caps{Announcements: set.Announced, Selling: set.GroupSelling, Moments: set.Moments, AtAll: set.CallAll, Evening: when.Clock(set.Evening)}
	if set.Quiet.From != set.Quiet.To {
		if c.Quiet, err = when.ParseWindow(set.Quiet.String()); err != nil {
			return c, err
		}
	}
	var hours []string
	for _, h := range set.MomentsHours {
		hours = append(hours, h.String())
	}
	if len(hours) > 0 {
		c.MomentHours, err = when.ParseWindow(strings.Join(hours, "; "))
	}
	return c, err
}

var noReader = i18n.Text{
	Hans: "这个日历地址的主人已经不在这个工作区。",
	Hant: "這個行事曆網址的主人已經不在這個工作區。",
	En:   "Whoever made this calendar address is no longer in the workspace.",
}

// Reader tells of one of the staff.
func (n calendarNeighbours) Reader(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User) (playbook.Reader, error) {
	people, err := taskNeighbours{n.App}.People(ctx, tx, ws)
	if err != nil {
		return playbook.Reader{}, err
	}
	for _, p := range people {
		if p.User == who && auth.Can(p.Role, auth.View) {
			zone, err := n.zone(ctx, tx, ws)
			if err != nil {
				return playbook.Reader{}, err
			}
			kind, err := n.Auth.KindIn(ctx, tx, ws)
			return playbook.Reader{User: p.User, Role: p.Role, Scope: p.Scope, Zone: zone, Lang: p.Lang, Kind: kind}, err
		}
	}
	return playbook.Reader{}, fault.New(fault.NotFound, noReader.With())
}
