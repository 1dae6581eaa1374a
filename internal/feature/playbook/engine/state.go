package engine

import (
	"time"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Phase is what a run waits for.
type Phase uint8

// The phases.
const (
	Ready  Phase = iota // for the time of the step it stands at
	Awaits              // for something to happen
	Asked               // for somebody to do a to-do
	Late                // for somebody to say whether a step whose time has passed is still done
	Called              // for another SOP to end
	Over                // for nothing
)

// State is where a run stands. It is kept between one thing that happens and the
// next, and is all that a run remembers.
type State struct {
	At     int               `json:"at"`
	Start  string            `json:"start,omitempty"` // which of the SOP's starts began it
	Phase  Phase             `json:"phase,omitempty"`
	Due    time.Time         `json:"due,omitzero"`    // when it is to be looked at again
	From   time.Time         `json:"from,omitzero"`   // the step it stands at comes no earlier
	Prev   time.Time         `json:"prev,omitzero"`   // when the step before was done
	Moment time.Time         `json:"moment,omitzero"` // what T−3d counts from
	Held   time.Time         `json:"held,omitzero"`   // since when the step is put off
	Agreed bool              `json:"agreed,omitempty"`
	Fields map[string]string `json:"fields,omitempty"`
	Why    string            `json:"why,omitempty"` // it is over

	// Crowd is how many began together, 0 for one alone; Quiet says that another of
	// them speaks to the group for all.
	Crowd int  `json:"crowd,omitempty"`
	Quiet bool `json:"quiet,omitempty"`

	// Told is what the run was told while it was paused; whoever lets it go on tells it then.
	Told *Input `json:"told,omitempty"`
}

// Why a run is over.
const (
	Finished  = "finished"
	Stopped   = "stopped"   // by what its SOP says
	Unwanted  = "unwanted"  // its condition did not hold
	Withheld  = "withheld"  // it is of the holdout
	Cancelled = "cancelled" // by a person
)

// Input is what a run is told.
type Input struct {
	Kind   Kind
	On     string            // Happened: what
	Step   string            // Answered, Returned: whose answer it is
	Choice int               // Answered: which; −1 for none
	Fields map[string]string // Answered: what was filled in
}

// Kind is a kind of input.
type Kind uint8

// The kinds of input.
const (
	Tick     Kind = iota // time has passed
	Happened             // an event, which Facts.Event tells of
	Answered             // a to-do was done
	Returned             // an SOP it called has ended
)

// World is what a run knows besides its own state.
type World struct {
	Now   time.Time
	Zone  *time.Location
	Run   string            // names the run; what is chosen by chance is chosen by it
	Whom  string            // names its subject: who is dealt out by a split is dealt out by it
	Turn  int               // how many runs of this SOP came before, of this subject
	Tone  string            // the tone that is wanted; "" for any
	Known map[string]string // fields that are known: of the group, the member, the shop, the event
	Facts *cond.Facts
	Live  func(f script.Field) (string, bool) // looks a figure up; nil where none can be
}

// Action is something to be done. Exactly one of its deeds is given.
type Action struct {
	Step  string // of the SOP; with the run it is the key by which it is done once
	Owner string // the role that answers for it

	Say    *Saying
	Ask    *Asking
	Tag    []string
	Untag  []string
	Invite *script.Invite
	Remove *script.Remove
	Hook   *script.Hook
	Call   *script.Call
	Extend *script.Extend
	Dealt  *Dealt
	Skip   *Skip
}

// Saying is something to be said.
type Saying struct {
	*script.Say
	Text  string // the wording that was chosen, filled in
	Ways  []Way  // all that may be said, for whoever does it by hand
	Check string
	Proof script.Proof
}

// Way is one way to say something.
type Way struct{ Tone, Text string }

// Asking is a to-do.
type Asking struct {
	Task   *script.Task
	Do     script.Text    // filled in
	Text   string         // filled in
	Fields []script.Field // that its doer fills in
	Due    time.Time
	Waits  bool        // the run waits for it
	Late   bool        // it asks whether a step is still to be done: choice 0 is yes
	Held   bool        // it says that a step was put off for too long
	About  script.Text // Late: what the step is called
	Check  script.Text
	Proof  script.Proof
}

// Dealt says in which part of a split a subject is.
type Dealt struct {
	Part string
	Held bool
}

// Skip says why a step was not done.
type Skip struct {
	Why     Reason
	Lacking []string // fields
}

// Reason is why a step was left out.
type Reason string

// The reasons.
const (
	NoCondition Reason = "condition" // its condition did not hold
	NoAnswer    Reason = "no-answer" // nobody could tell whether it holds
	TooLate     Reason = "late"
	NoValue     Reason = "lacking" // a field is empty
	Declined    Reason = "declined"
	SaidForAll  Reason = "for-all" // another run said it for all who came together
)
