package playbook

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
)

// State is whether an SOP runs.
type State string

// The states. While it is paused nothing is done and nothing begins; runs under
// way stand where they are, and what they miss their steps say. Off, they end.
const (
	Off    State = "off"
	On     State = "on"
	Paused State = "paused"
)

// Book is an SOP of a workspace.
type Book struct {
	ID      id.Playbook
	Name    string
	Title   string
	State   State
	Version int64
	Created time.Time
	By      id.User
}

// Place is a group in which an SOP runs, and what was filled in for it.
type Place struct {
	Group  id.Group
	Paused bool
	Fields map[string]string
	Stage  int  // in which it is reached
	Waits  bool // that stage is still to come
}

// still reports whether nothing is done in a group now.
func (p *Place) still() bool { return p.Paused || p.Waits }

// Run is an SOP on its way with a subject.
type Run struct {
	ID       id.Run
	Book     id.Playbook
	Version  int64
	Subject  Subject
	Occasion string
	Turn     int
	Begun    time.Time
	Ended    time.Time // zero while it is under way
	Held     bool
	Parent   id.Run
	Called   string
	State    engine.State
}

// Act is something a run did, or left out.
type Act struct {
	At   time.Time
	Step string
	What string // say, ask, tag …; skip
	Why  string // it was left out
}

// what is the word under which an action is kept.
func what(a *engine.Action) (word, why string) {
	switch {
	case a.Skip != nil:
		return "skip", string(a.Skip.Why)
	case a.Say != nil:
		return "say", ""
	case a.Ask != nil && a.Ask.Held:
		return "ask", "held"
	case a.Ask != nil && a.Ask.Late:
		return "ask", "late"
	case a.Ask != nil:
		return "ask", ""
	case a.Dealt != nil:
		return "deal", a.Dealt.Part
	case a.Invite != nil:
		return "invite", ""
	case a.Remove != nil:
		return "remove", ""
	case a.Hook != nil:
		return "hook", ""
	case a.Call != nil:
		return "call", a.Call.Name
	case a.Extend != nil:
		return "extend", a.Extend.Kind
	}
	return "tag", ""
}
