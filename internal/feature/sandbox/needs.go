package sandbox

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Deps is what the page asks of its neighbours.
type Deps interface {
	// Story lists what came in lately, the newest first. It may have forgotten.
	Story(ctx context.Context, ws id.Workspace, limit int) ([]Happening, error)
	// Turned returns a channel that is closed when the story next goes on.
	Turned(ws id.Workspace) <-chan struct{}
	// Watching says that somebody looks: a fast clock that nobody watches slows.
	Watching(ws id.Workspace)
	// SetClock sets how fast a workspace's clock runs.
	SetClock(ctx context.Context, ws id.Workspace, speed int, paused bool) error
	// Furnish puts the first groups into a workspace that has none.
	Furnish(ctx context.Context, ws id.Workspace, user id.User) error
	// New makes a workspace with simulated groups that live.
	New(ctx context.Context, user id.User) (id.Workspace, error)
	// Memberships lists the workspaces somebody may enter.
	Memberships(ctx context.Context, user id.User) ([]auth.Membership, error)
}

// Voice lets Huoshui say something in a group, by the one road on which
// anything leaves.
type Voice interface {
	// Speak puts what is to be said on that road.
	Speak(ctx context.Context, ws id.Workspace, chat event.NativeChat, text string) error
	// Sent lists what Huoshui was to say lately, the newest first.
	Sent(ctx context.Context, ws id.Workspace, limit int) ([]Sent, error)
	// Declined says that a person did not want what waited for them.
	Declined(ctx context.Context, ws id.Workspace, key string) error
}
