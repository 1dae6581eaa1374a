package house

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/manual"
)

// manualNeighbours is what groups kept by hand ask of the other features.
type manualNeighbours struct{ *App }

var (
	_ manual.Neighbours = manualNeighbours{}
	_ manual.Follower   = manualNeighbours{}
)

var (
	handDoor   = i18n.Text{Hans: "手动微信群", Hant: "手動微信群", En: "WeChat groups by hand"}
	notServing = i18n.Text{Hans: "服务还没起来，这次没有收。请过几秒再试。", Hant: "服務尚未啟動，這次沒有收。請過幾秒再試。", En: "The service is not up yet, so nothing was taken in. Please try again in some seconds."}
	pasteOf    = i18n.Text{Hans: "%s：贴进来的聊天", Hant: "%s：貼進來的聊天", En: "%s: pasted"}
)

// Door is the connection behind which a workspace's groups stand: the first of its
// kind that is open.
func (n manualNeighbours) Door(ctx context.Context, ws id.Workspace, make bool) (id.Connection, error) {
	var doors []connection.Door
	err := n.DB.Read(ctx, func(tx *db.Tx) (err error) {
		doors, err = n.Connection.Doors(ctx, tx, ws)
		return err
	})
	if err != nil {
		return 0, err
	}
	found := id.Connection(0)
	for _, d := range doors { // the newest first
		if d.Network == hand.Network && d.Closed.IsZero() {
			found = d.ID
		}
	}
	switch {
	case found != 0:
		return found, nil
	case !make:
		return 0, fault.New(fault.NotFound, noDoor.With())
	}
	if err := n.mayConnect(ctx, ws); err != nil {
		return 0, err
	}
	made, err := n.Connection.Add(ctx, ws, hand.Network, handDoor.Hans, func(id.Connection) (string, []byte, error) { return "{}", nil, nil })
	return made.ID, err
}

// Found makes a group known, or gives it its name.
func (n manualNeighbours) Found(ctx context.Context, tx *db.Tx, ws id.Workspace, door id.Connection, chat event.NativeChat, name string, unit id.Unit) (id.Group, error) {
	part, err := n.Chat.Part(ctx, tx, ws, door)
	if err != nil {
		return 0, err
	}
	seen := community.SeenGroup{Network: hand.Network, Namespace: hand.Namespace, Chat: chat, Name: name, NameAt: n.times.Of(ws).Now().UnixMilli(), Open: true}
	_, made, err := n.Community.RecogniseLive(ctx, tx, ws, part, nil, []community.SeenGroup{seen})
	if err != nil {
		return 0, err
	}
	return made[0], n.Community.SetUnit(ctx, tx, ws, made[0], unit)
}

// Places tells of groups.
func (n manualNeighbours) Places(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]manual.Place, error) {
	if len(groups) == 0 {
		return nil, nil
	}
	known, err := n.Community.GroupsNamed(ctx, tx, ws, groups)
	out := make(map[id.Group]manual.Place, len(known))
	for g, k := range known {
		out[g] = manual.Place{Name: nameOr(k.Name, string(k.Chat)), Unit: k.Unit}
	}
	return out, err
}

// People lists the staff, and the organisation.
func (n manualNeighbours) People(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]manual.Person, []auth.Unit, error) {
	staff, err := n.Auth.StaffIn(ctx, tx, ws)
	if err != nil {
		return nil, nil, err
	}
	units, err := n.Auth.UnitsIn(ctx, tx, ws)
	if err != nil {
		return nil, nil, err
	}
	out := make([]manual.Person, len(staff))
	for i, c := range staff {
		out[i] = manual.Person{User: c.User.ID, Name: c.User.Name, Does: auth.Can(c.Grant.Role, auth.Quotes), Scope: auth.ScopeOf(units, c.Grant.Unit)}
	}
	return out, units, nil
}

// Zone is the zone of a workspace's days.
func (n manualNeighbours) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return n.zone(ctx, tx, ws)
}

// Known tells of the messages of a group that are kept.
func (n manualNeighbours) Known(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, from, to time.Time) (hand.Kept, error) {
	return n.Chat.Kept(ctx, tx, ws, group, from, to)
}

// Changed lets the figures of a group follow.
func (n manualNeighbours) Changed(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) error {
	return n.Insight.MarkDue(ctx, tx, ws, []id.Group{group})
}

// Take brings in what was copied. What is past comes first: where that fails, the
// person is told so and pastes it again.
func (n manualNeighbours) Take(ctx context.Context, ws id.Workspace, by id.User, from manual.Source, now, past []channel.Arrived) error {
	if len(past) > 0 {
		if err := n.takePast(ctx, ws, by, from, past); err != nil {
			return err
		}
	}
	if len(now) == 0 {
		return nil
	}
	box := n.gates.road()
	if box == nil {
		return fault.New(fault.Unavailable, notServing.With())
	}
	return inlet{box, ws, from.Door}.Accept(ctx, now)
}

// takePast brings in what was said more than a day ago, as history: it moves
// figures and causes nothing else.
func (n manualNeighbours) takePast(ctx context.Context, ws id.Workspace, by id.User, from manual.Source, past []channel.Arrived) error {
	imp, err := n.Chat.Begin(ctx, ws, by, pasteOf.With(from.Name).In(i18n.ZhHans), "")
	if err != nil {
		return err
	}
	return n.Chat.Run(ctx, ws, imp, func(_ context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
		group := export.Group{Network: hand.Network, Namespace: hand.Namespace, Chat: from.Chat}
		if err := sink.Group(group); err != nil {
			return export.Result{}, err
		}
		for i := range past {
			if err := sink.Event(&past[i].Event); err != nil {
				return export.Result{}, err
			}
		}
		return export.Result{}, sink.Stamp(n.times.Of(ws).Now())
	})
}
