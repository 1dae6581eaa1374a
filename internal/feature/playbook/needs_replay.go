package playbook

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
)

// ReplayOf says over what SOPs are tried.
type ReplayOf struct {
	SOPs     []replay.Planned
	Import   id.Import  // what this one tells of; 0 for all that is known
	Groups   []id.Group // nil for all
	From, To time.Time  // To is left out; zero where nothing limits it
	Tell     func(t *replay.Touch) error
	Progress func(done, total int64)
}

// RehearseOf says with what simulated people SOPs are tried.
type RehearseOf struct {
	SOPs     []replay.Planned
	Begin    time.Time    // by the people's clock
	Weeks    int          // 1 to MostWeeks
	Groups   int          // 1 to MostSimulated
	Like     replay.Place // what all of them say of themselves; each has its own name
	Seed     uint64       // other people for another
	Zone     *time.Location
	Tell     func(t *replay.Touch) error
	Progress func(done, total int64)
}

// How much is rehearsed at most.
const (
	MostWeeks     = 12
	MostSimulated = 12
)

// Rehearsed is how simulated groups fared with SOPs, and without.
type Rehearsed struct {
	Summary replay.Summary
	Groups  []GroupFigures
	People  map[uint32]string // who the touches name
}

// GroupFigures are figures of a simulated group: of as long a time
// before, and of the time after without the SOPs and with them.
type GroupFigures struct {
	Group                 id.Group
	Name                  string
	Before, Without, With Figures
}

// Figures are those of a group that a rehearsal compares. A nil pointer is not known.
type Figures struct {
	Messages   int      `json:"messages"` // by people, not by staff or programs
	Speakers   int      `json:"speakers"` // different people who spoke
	People     int      `json:"people"`   // in the group at the end
	Joined     int      `json:"joined"`
	Left       int      `json:"left"`
	Sent       int      `json:"sent"`       // what SOPs said in the group
	Unanswered *float64 `json:"unanswered"` // share of questions nobody answered, of the last 28 days
	Between    *float64 `json:"between"`    // share of what people said to each other, the same
	State      string   `json:"state"`
}

// PastName is an import whose past can be tried.
type PastName struct {
	ID   id.Import
	Name string
}

// Trials tries SOPs. Nothing is sent by it, and nothing is written.
type Trials interface {
	// Pasts lists the imports whose past can be tried, the newest first.
	Pasts(ctx context.Context, ws id.Workspace) ([]PastName, error)
	// Replay lets SOPs run over what has happened.
	Replay(ctx context.Context, ws id.Workspace, of ReplayOf) (replay.Summary, error)
	// Rehearse lets SOPs run among simulated people.
	Rehearse(ctx context.Context, of RehearseOf) (Rehearsed, error)
	// Rule names a rule of the gate in a few words.
	Rule(name string) i18n.Text
}
