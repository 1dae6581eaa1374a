package manual

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// Talk is what a pasted chat asks of the rest of the house.
type Talk interface {
	// Judge finds the questions that nobody answered, by the rule of the house: none
	// where staff is nil, which is that nobody said who they are. Where there are none
	// a member's words are the answer.
	Judge(ctx context.Context, said []channel.Arrived, staff []string, zone *time.Location, now time.Time) (Judged, error)
	// Staff says which of these names of a chat are known to be staff.
	Staff(ctx context.Context, tx *db.Tx, ws id.Workspace, chat event.NativeChat, names []string) (map[string]bool, error)
	// NameStaff notes that these are.
	NameStaff(ctx context.Context, tx *db.Tx, ws id.Workspace, from Source, group id.Group, names []string) error
	// Ask opens a to-do for each question, once, and returns how many are open.
	Ask(ctx context.Context, tx *db.Tx, ws id.Workspace, from Source, group id.Group, owner id.User, questions []Question) (int, error)
}

// Judged is what was found in a pasted chat.
type Judged struct {
	Waiting map[event.NativeMessage]bool // questions nobody answered
	Asked   int                          // questions there were
	Maybe   []string                     // who may be staff, by their names
}

// Question is one that nobody answered.
type Question struct {
	Message event.NativeMessage
	Who     string
	Text    string
	At      time.Time
	Alone   bool // asked where only the two can read it, so nobody is called by name
}
