package house

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/channel"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/channel/matrix"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// networks tells the connections pages what only open adapters know.
type networks struct{ *App }

var _ connection.Networks = networks{}

// MayConnect is nil where a workspace may be connected to the outside.
func (n networks) MayConnect(ctx context.Context, ws id.Workspace) error {
	return n.mayConnect(ctx, ws)
}

// ConnectMatrix connects a workspace to a homeserver.
func (n networks) ConnectMatrix(ctx context.Context, ws id.Workspace, f connection.MatrixForm) (connection.Door, error) {
	return n.App.ConnectMatrix(ctx, ws, f.Name, f.Base, matrix.Settings{Homeserver: f.Homeserver, ServerName: f.ServerName, ASToken: f.ASToken, HSToken: f.HSToken})
}

// Reenter gives a connection its tokens again.
func (n networks) Reenter(ctx context.Context, d connection.Door, asToken, hsToken string) error {
	if d.Network != event.Matrix {
		return fault.New(fault.Invalid, noTokens.With())
	}
	set, err := n.bareSettings(d)
	if err != nil {
		return err
	}
	set.ASToken, set.HSToken = asToken, hsToken
	if err := set.Validate(); err != nil {
		return err
	}
	settings, secret, err := parted(set)
	if err != nil {
		return err
	}
	return n.Connection.Reseal(ctx, d.Workspace, d.ID, settings, secret)
}

// Registration is the file that the homeserver is to be given.
func (n networks) Registration(d connection.Door) (string, error) {
	set, err := n.matrixSettings(d)
	if err != nil {
		return "", err
	}
	return set.Registration(), nil
}

// Check tries a connection step by step.
func (n networks) Check(ctx context.Context, d connection.Door) []channel.Finding {
	switch d.Network {
	case event.Matrix:
		return n.checkMatrix(ctx, d)
	case hand.Network:
		return n.checkHands(ctx, d)
	case event.Sandbox:
		_, adapter, err := n.openSandbox(ctx, d.Workspace)
		if err != nil {
			return []channel.Finding{{Tried: triedHearing, Got: err.Error(), Mend: mendHearing}}
		}
		return append(adapter.Check(ctx), n.checkCompared(ctx, d, sandboxPace)...)
	}
	return nil
}

// Standing is how the connections of a workspace stand.
func (n networks) Standing(ctx context.Context, ws id.Workspace) (map[id.Connection]connection.Standing, error) {
	out := map[id.Connection]connection.Standing{}
	err := n.DB.Read(ctx, func(tx *db.Tx) error {
		told, err := n.Chat.Told(ctx, tx, ws)
		if err != nil {
			return err
		}
		for c, t := range told {
			out[c] = connection.Standing{Events: t.Events, Last: t.Newest}
		}
		doors, err := n.Connection.Doors(ctx, tx, ws)
		if err != nil {
			return err
		}
		for _, d := range doors {
			if d.Network != event.Matrix || !d.Closed.IsZero() {
				continue
			}
			s := out[d.ID]
			if s.Heard, err = lease.IsHeld(ctx, tx, gatePrefix+id.Show(d.ID)); err != nil {
				return err
			}
			out[d.ID] = s
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("see how connections stand: %w", err)
	}
	return out, nil
}

// Backfill begins to bring what was said before a connection was made.
func (n networks) Backfill(ctx context.Context, d connection.Door, by id.User) error {
	return n.backfill(ctx, d, by)
}
