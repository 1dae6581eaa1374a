package replay

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// Happening is something that happened in a group.
type Happening struct {
	At     time.Time
	Kind   string // of a fact: message.recorded, member.joined, member.left
	Group  id.Group
	Member uint32 // 0 where it is about the group
	Text   string
	Chain  bool // an entry of a sign-up chain
}

// Planned is an SOP that is tried, and in which groups, with what was filled in for
// each. Everywhere is for groups that are not named; nil for none. Blanks are said
// where nothing was filled in and the group says nothing.
type Planned struct {
	Program    *engine.Program
	Places     map[id.Group]map[string]string
	Everywhere map[string]string
	Blanks     map[string]string
}

// Person is what is known of somebody, as it is today.
type Person struct {
	Name     string
	Staff    bool
	Bot      bool
	Customer bool
	Consent  bool
	Less     bool
	Birthday when.Yearly // the zero value where none is known
}

// Place is what is known of a group.
type Place struct {
	Name    string
	Life    string // what it lives for; "" is long-term
	Tone    string // how it is spoken to; "" is any
	Columns map[string]string
	Speaks  bool // what is to be said in it can be said without a person
}

// Became is a group that has come into another state.
type Became struct {
	Group id.Group
	State string
}

// World is what SOPs ask about besides what is counted here.
type World interface {
	// Person says who somebody is.
	Person(member uint32) Person
	// Place says which group it is.
	Place(group id.Group) Place
	// Hear is told of everything that happens, in order, so that States can be told.
	Hear(h *Happening, staff bool)
	// States says in which state groups are at a moment, in a fixed order. It is
	// asked once a day, and only where an SOP wants to know.
	States(now time.Time) []Became
}

// Outcome is what the gate says of a touch.
type Outcome uint8

// The outcomes. What is to go later is asked about again then.
const (
	Pass Outcome = iota + 1
	Later
	Held // until somebody does something
	Never
)

// Verdict is what the gate says, and by which rule.
type Verdict struct {
	Outcome Outcome
	Rule    string // "" where it passes
	Until   time.Time
}

// Gate is asked before anything is said. What passes counts from then on.
type Gate interface {
	Ask(t *Touch, now time.Time) Verdict
}

// Channel is by which way something reaches people.
type Channel string

// The channels. A to-do reaches nobody but who does it.
const (
	ToGroup      Channel = "group"
	Announcement Channel = "announcement"
	ToMember     Channel = "member"
	Moments      Channel = "moments"
	Invite       Channel = "invite"
	Remove       Channel = "remove"
	ToDo         Channel = "task"
)

// Said reports whether something on c is said to people, so that the gate is asked.
func (c Channel) Said() bool { return c != ToDo && c != Remove }

// Touch is something that an SOP would have done to people, or asked of them.
type Touch struct {
	At      time.Time
	Group   id.Group
	Member  uint32 // 0 for the whole group
	SOP     string
	Step    string
	Owner   string // the role that answers for it
	Channel Channel
	Text    string
	Selling bool
	All     bool // it calls everybody
	ByHand  bool // a person does it
	Verdict Verdict
	Origin  int // which of the SOPs
}
