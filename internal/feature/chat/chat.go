package chat

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Recorded is one message, or one coming or going, as it is kept.
type Recorded struct {
	Group    id.Group
	Key      uint64
	At       int64 // Unix milliseconds
	Tie      uint16
	Author   uint32 // who spoke, came or went
	Kind     event.Kind
	Form     event.Form
	Chars    int // true length; more than Body's where Body was cut
	Body     string
	Answers  uint64
	Thread   string
	Mentions []uint32
	Seq      int64 // routing order within the group; 0 for what an import brought
	Place    int   // of its event in the batch it was told in
}

// Month is the month of ms, counted in UTC from January 1970.
func Month(ms int64) int32 {
	t := time.UnixMilli(ms).UTC()
	return int32((t.Year()-1970)*12 + int(t.Month()) - 1)
}

// State is where an import stands.
type State string

// The states of an import.
const (
	Running State = "running"
	Done    State = "done"
	Undoing State = "undoing"
	Undone  State = "undone"
	Failed  State = "failed"
	Live    State = "live" // what a connection tells; never ends
)

// Shown reports whether what is in this state can be seen on pages.
func (s State) Shown() bool { return s == Done || s == Live }

// Reach says what the silence after an export without a stamp means.
type Reach string

// The answers to 「之后是没人说话,还是记录只导到那天?」
const (
	Unasked Reach = ""
	Open    Reach = "open" // nobody spoke since
	Cut     Reach = "cut"  // recorded only to that day
)

// Import is one bringing of files.
type Import struct {
	ID                    id.Import
	State                 State
	Name                  string
	Source                string
	By                    id.User
	Created, Ended        time.Time
	BytesDone, BytesTotal int64
	Batches               int64
	Events                int64
	Messages, Repeated    int64
	Skipped               int64
	Formats               string
	Newest, Stamp         int64
	Reach                 Reach
	Stated                bool
	Why                   string
}

// AsksReach reports whether the person should be asked what followed: the files
// have no stamp and end more than a week before now.
func (i Import) AsksReach(now time.Time) bool {
	return i.State == Done && i.Reach == Unasked && i.Stamp == 0 && i.Newest > 0 && now.UnixMilli()-i.Newest > 7*24*3600*1000
}
