package house

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/compliance"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// touchGate asks compliance before anything leaves. What is posted to programs of
// the owner's own reaches no member and always passes. What is done to a group and
// not said in it passes, too, unless everything is stopped.
type touchGate struct{ app *App }

var _ outbox.Gate = touchGate{}

const (
	askHeld = 15 * time.Second // after which what is held until somebody does something is asked about again
	askFast = 2 * time.Second  // the same for any wait in a workspace whose clock is not the wall's
)

// May asks for one deed.
func (g touchGate) May(ctx context.Context, tx *db.Tx, d outbox.Deed) (outbox.Decision, error) {
	if d.Action == actionHook {
		return outbox.Decision{Pass: true}, nil
	}
	touch, err := g.touch(ctx, tx, d)
	if err != nil {
		return outbox.Decision{}, err
	}
	v, err := g.app.Compliance.May(ctx, tx, d.Workspace, d.Key, touch)
	if err != nil || v.Outcome == touching.Pass {
		return outbox.Decision{Pass: err == nil}, err
	}
	said := outbox.Decision{Why: v.Rule.String()}
	switch {
	case v.Outcome == touching.Never:
	case v.Outcome == touching.Later && g.app.times.own(d.Workspace).read().Real():
		said.Until = v.Until
	case v.Outcome == touching.Later:
		said.Until = tx.Now.Add(askFast)
	default: // all that is held comes up at one moment, and so leaves in its order
		said.Until = tx.Now.Truncate(askHeld).Add(askHeld)
	}
	return said, nil
}

// touch reads what a deed wants. One that cannot be read is for the sender to
// refuse.
func (g touchGate) touch(ctx context.Context, tx *db.Tx, d outbox.Deed) (touching.Touch, error) {
	var deed channel.Deed
	if json.Unmarshal(d.Body, &deed) != nil {
		return touching.Touch{Kind: touching.Act}, nil
	}
	t := touching.Touch{Connection: d.Connection, Kind: kindOf(&deed)}
	if p := deed.Purpose; p != nil {
		t.Member, t.Person, t.Selling, t.AtAll = p.Member, p.Person, p.Selling, p.AtAll
		t.Campaign, t.Origin, t.Size = p.Campaign, p.Origin, p.Size
	}
	var err error
	t.Group, err = g.group(ctx, tx, d, deed.Chat)
	return t, err
}

// kindOf is what a deed is for: what it says of itself, else what its action is. A
// message of which nobody says what it is for is one that a person or a program
// says now; one that answers is an answer.
func kindOf(deed *channel.Deed) touching.Kind {
	if p := deed.Purpose; p != nil && touching.Kind(p.Kind).Known() {
		return touching.Kind(p.Kind)
	}
	switch deed.Action {
	case channel.Welcome:
		return touching.Welcome
	case channel.Invite:
		return touching.Invite
	case channel.MassSend:
		return touching.News
	case channel.Send:
		if deed.ReplyTo != "" {
			return touching.Answer
		}
		return touching.Spoken
	}
	return touching.Act
}

// group is which of a workspace's groups a chat is; 0 where it is not known yet.
func (g touchGate) group(ctx context.Context, tx *db.Tx, d outbox.Deed, chat event.NativeChat) (id.Group, error) {
	if chat == "" {
		return 0, nil
	}
	list, err := g.app.Community.GroupsAfter(ctx, tx, d.Workspace, string(chat), 0, 10)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	if len(list) == 1 {
		return list[0].ID, nil
	}
	door, err := g.app.Connection.Door(ctx, tx, d.Workspace, d.Connection)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return 0, err
	}
	for _, one := range list {
		if one.Network == door.Network {
			return one.ID, nil
		}
	}
	return 0, nil
}

// gateNeighbours is what compliance asks of the other features.
type gateNeighbours struct{ app *App }

var _ compliance.Neighbours = gateNeighbours{}

// Now is what the workspace's clock shows.
func (n gateNeighbours) Now(ws id.Workspace) time.Time { return n.app.times.Of(ws).Now() }

// Zone is the zone of a workspace's days.
func (n gateNeighbours) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return n.app.zone(ctx, tx, ws)
}

// Groups names groups. One was first known when it was given its number.
func (n gateNeighbours) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Group) (map[id.Group]compliance.Group, error) {
	known, err := n.app.Community.GroupsNamed(ctx, tx, ws, of)
	if err != nil {
		return nil, err
	}
	said, err := n.app.Community.Profiles(ctx, tx, ws, of)
	out := make(map[id.Group]compliance.Group, len(known))
	for g, is := range known {
		out[g] = compliance.Group{Name: nameOr(is.Name, string(is.Chat)), First: id.Made(g), Kind: kindOfLife[said[g].Life]}
	}
	return out, err
}

// Members names members.
func (n gateNeighbours) Members(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Member) (map[id.Member]string, error) {
	out := map[id.Member]string{}
	for _, m := range of {
		ords, err := n.app.Community.Ords(ctx, tx, ws, m)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("find a member: %w", err)
		}
		who, err := n.app.Community.Authors(ctx, tx, ws, ords)
		if err != nil {
			return nil, err
		}
		for _, ord := range ords {
			if name := who[ord].Name; out[m] == "" {
				out[m] = name
			}
		}
	}
	return out, nil
}

// Rests are the Spring Festivals of this year and the next.
func (n gateNeighbours) Rests(around time.Time) (out []touching.Span) {
	for year := around.UTC().Year() - 1; year <= around.UTC().Year()+1; year++ {
		if from, to, ok := when.NewYearRestOf(year); ok {
			out = append(out, touching.Span{From: from, To: to})
		}
	}
	return out
}
