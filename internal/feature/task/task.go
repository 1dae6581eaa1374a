package task

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Kind is what is to be done.
type Kind string

// The kinds.
const (
	Send     Kind = "send"     // a message, into a group or to somebody
	Announce Kind = "announce" // a group announcement
	Moments  Kind = "moments"
	Welcome  Kind = "welcome"
	Kick     Kind = "kick"
	Mute     Kind = "mute"
	Delete   Kind = "delete" // a message
	Call     Kind = "call"
	Summary  Kind = "summary"
	Check    Kind = "check"
	Approve  Kind = "approve"
	Dismiss  Kind = "dismiss" // a group
	Other    Kind = "other"
)

// State is how far a to-do is.
type State string

// The states. Only an open to-do changes, except that what a person settled can
// be opened again for a while.
const (
	Open      State = "open"
	Done      State = "done"
	Skipped   State = "skipped"
	Withdrawn State = "withdrawn" // by whoever opened it: it is needed no more
	Expired   State = "expired"
)

// Reason is why somebody decided not to do what was to be done.
type Reason string

// The reasons to choose from. OwnWords has them in the note.
const (
	NoTime    Reason = "no-time"
	NotFit    Reason = "not-fit"   // for this group or person
	Otherwise Reason = "otherwise" // it was done in another way
	Unwanted  Reason = "unwanted"  // the member does not want it
	WrongText Reason = "wrong-text"
	OwnWords  Reason = "own-words"
)

// Reasons lists every reason, in the order of the form.
var Reasons = [...]Reason{NoTime, NotFit, Otherwise, Unwanted, WrongText, OwnWords}

// Wording is one way to say it.
type Wording struct {
	Tone string `json:"tone,omitempty"` // as the author named it
	Text string `json:"text"`
}

// Origin is which step of which SOP wants it; the zero one is none.
type Origin struct{ Playbook, Run, Step string }

// New is a to-do that is to be opened.
type New struct {
	// Key is unique in the workspace: who opens it again gets the same one. It is
	// made of ids and numbers, never of names or texts.
	Key   string
	Kind  Kind
	Group id.Group // 0 for none

	About  bool // a member
	Member uint32

	Title, Why string
	Wordings   []Wording
	Pictures   []string // links
	Link       string
	Selling    bool
	Money      bool // money moves: proof is always asked for

	By     id.User   // who opens it by hand; 0 for the program. It is only told, not kept
	Owner  id.User   // 0: whoever is on duty, else anybody of Role
	Role   auth.Role // "" for every role that does to-dos
	Unit   id.Unit   // where there is no group; 0 for head office
	From   time.Time // when it may be begun; zero for now
	Due    time.Time // zero for whenever
	Until  time.Time // when it is of no use any more; zero for never
	Origin Origin

	Asks
}

// Outcome is how a to-do ended.
type Outcome struct {
	State   State
	By      id.User // 0 for the program
	At      time.Time
	Wording int               // which was used, from 1; 0 for none or unknown
	Choice  int               // which of the choices, from 1; 0 for none
	Values  map[string]string // what was filled in, by field
	Reason  Reason
	Note    string
	Proof   string // a link or a text
	Receipt bool   // the network itself said so
}

// Task is a to-do.
type Task struct {
	New
	ID         id.Task
	Opened     time.Time
	ProofAsked bool      // decided when it is opened
	Outcome    Outcome   // State is Open while it is
	Changed    time.Time // by the wall
	Escalated  time.Time // zero where it was not
	Lead       id.User   // to whom it was
}

// Open reports whether it is still to be done.
func (t *Task) Open() bool { return t.Outcome.State == Open }

// AsksProof decides by the key whether proof is asked for: of one in ten, and
// always where money moves; never of what only its owner sees. Of the one in ten it is
// not asked after all where nobody else could look at it: see Watched.
func AsksProof(key string, money bool) bool {
	if strings.HasPrefix(key, Private) {
		return false
	}
	sum := sha256.Sum256([]byte(key))
	return money || binary.BigEndian.Uint64(sum[:8])%10 == 0
}

// Urgency is how much something presses.
type Urgency int

// The urgencies, from the least.
const (
	Later   Urgency = iota // it may not be begun yet
	Calm                   // there is time
	Soon                   // the last quarter of its time, or the last half hour
	Overdue                // its time is over
	Pressed                // for so long that somebody else is told
)

const leastGrace = 30 * time.Minute

// Grace is for how long something may be overdue before somebody else is told,
// and how long before its end it presses: a quarter of its time, and half an
// hour at least.
func (t *Task) Grace() time.Duration { return max(leastGrace, t.Due.Sub(t.From)/4) }

// Urgency is how much an open to-do presses at a moment.
func (t *Task) Urgency(now time.Time) Urgency {
	switch {
	case now.Before(t.From):
		return Later
	case t.Due.IsZero():
		return Calm
	case !now.Before(t.Due.Add(t.Grace())):
		return Pressed
	case !now.Before(t.Due):
		return Overdue
	case !now.Before(t.Due.Add(-t.Grace())):
		return Soon
	}
	return Calm
}

// Over reports whether a to-do is of no use any more.
func (t *Task) Over(now time.Time) bool { return !t.Until.IsZero() && !now.Before(t.Until) }

// undoFor is for how long, by the wall, what somebody settled can be undone.
const undoFor = 10 * time.Minute

// MayUndo reports whether somebody may open a to-do again that they settled.
func (t *Task) MayUndo(who id.User, wall time.Time) bool {
	return !t.Answers() && (t.Outcome.State == Done || t.Outcome.State == Skipped) && t.Outcome.By == who && who != 0 && wall.Before(t.Changed.Add(undoFor))
}

// Person is one of the staff, as this feature has to know them.
type Person struct {
	User  id.User
	Name  string
	Role  auth.Role
	Unit  id.Unit
	Scope auth.Scope
	Lang  i18n.Lang // that they chose; "" where the browser decides
}

// Private begins the keys of to-dos that their owner alone sees: a reminder is
// nobody else's business, not even of those who see the unit.
const Private = "private/"

// Private reports whether only its owner sees a to-do.
func (t *Task) Private() bool { return strings.HasPrefix(t.Key, Private) }

// Sees reports whether somebody may see a to-do: it is theirs, was brought to
// them, or belongs to a unit they see.
func (p *Person) Sees(t *Task) bool {
	if t.Private() {
		return t.Owner == p.User
	}
	return t.Owner != 0 && t.Owner == p.User || t.Lead != 0 && t.Lead == p.User || p.Scope.Has(t.Unit)
}

// Fits reports whether somebody could be the one who does it.
func (p *Person) Fits(t *Task) bool {
	return auth.Can(p.Role, auth.Quotes) && p.Scope.Has(t.Unit) && (t.Role == "" || t.Role == p.Role)
}

// MayDo reports whether somebody may settle a to-do: whose it is, anybody whom it
// fits while it is nobody's, and who runs the workspace where they see it.
func (p *Person) MayDo(t *Task) bool {
	if t.Private() {
		return t.Owner == p.User
	}
	if t.Owner == p.User || t.Lead == p.User && p.User != 0 {
		return true
	}
	return t.Owner == 0 && p.Fits(t) || auth.Can(p.Role, auth.Run) && p.Scope.Has(t.Unit)
}
