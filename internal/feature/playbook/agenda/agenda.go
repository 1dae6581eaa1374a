package agenda

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Channel is by what something reaches people.
type Channel string

// The channels.
const (
	InGroup      Channel = "group"
	Announcement Channel = "announcement"
	Moments      Channel = "moments"
	Private      Channel = "member"
	ToDoList     Channel = "todo"
	Other        Channel = "other" // tags, invitations, hooks
)

// Channels lists them all, in the order in which they are shown.
var Channels = [...]Channel{InGroup, Announcement, Moments, Private, ToDoList, Other}

// State is how far an entry is.
type State string

// The states.
const (
	Planned State = "planned"
	Waiting State = "waiting" // for somebody, or until the SOP goes on
	Done    State = "done"
	Skipped State = "skipped"
)

// Entry is something in the calendar.
type Entry struct {
	UID       string     // the same for ever, also when its run has begun meanwhile
	At, Until time.Time  // Until is zero where it takes no time, or nobody knows how long
	Groups    []id.Group // in which it is alike, in order; 0 is the whole workspace
	People    int        // so many members; 0 where it is about the groups
	Channel   Channel
	Owner     string // the role or the person that answers for it
	Title     script.Text
	Text      string // the beginning of what is said or to be done

	Book    id.Playbook // 0 for a to-do of no SOP
	SOP     script.Text
	Step    *script.Step // nil for a to-do of no SOP
	Run     id.Run       // 0 where it has not begun, or where there are several
	Task    id.Task      // 0 where there is no open to-do, or where there are several
	Request id.Request   // 0 where it is not for one, or for one that is not to be shown
	Asked   bool         // it is for a request

	Outlook engine.Outlook
	State   State
	Why     string // it was left out
	Paused  bool
	Held    []id.Group // of the groups, those it has not been let loose in, in order
	Stage   Stage      // for which those wait

	moment plan.Moment
	values map[string]string
	book   *script.Playbook
}

// Stage is which of a launch reaches a group; 0 where it is reached.
type Stage int

// Unagreed is the stage of groups that wait until a second person has agreed; Several
// stands for different stages of different groups.
const (
	Unagreed Stage = -1
	Several  Stage = -2
)

// Place is where an SOP runs that may begin by the calendar.
type Place struct {
	Book    id.Playbook
	Program *engine.Program
	Group   id.Group
	Fields  map[string]string
	Known   map[string]string
	Facts   cond.Facts
	Zone    *time.Location
	Begun   map[string]bool // Occasions that have begun a run
	Stage   Stage           // for which it waits
	Reached time.Time       // before it nothing begins there; zero where nobody knows, or it is reached
}

// Occasion names a beginning by the calendar.
func Occasion(start string, t time.Time) string {
	return "at/" + start + "/" + millis(t)
}

// Run is one under way, or over.
type Run struct {
	ID       id.Run
	Book     id.Playbook
	Program  *engine.Program
	Group    id.Group
	Member   uint32 // whom it is about; 0 for the group
	Occasion string
	State    engine.State
	Paused   bool
	Acts     []Act
	Known    map[string]string
	Facts    cond.Facts
	Zone     *time.Location
}

// Act is what a run did about a step, in the order in which it did.
type Act struct {
	At        time.Time
	Step      string
	What, Why string
}

// ToDo is one that is open.
type ToDo struct {
	ID       id.Task
	Group    id.Group
	At       time.Time // until when, or where there is no such time, from when
	Until    time.Time
	Title    string
	Owner    string // the name of whose it is; "" for nobody's
	Run      id.Run // that opened it; 0 for none
	Step     string
	SOPTitle string
	Request  id.Request // for which it is; 0 for none
}

// Given is all that a calendar is made of.
type Given struct {
	Now, From, To time.Time
	Places        []Place
	Runs          []Run
	Coming        []Coming
	Slots         []Slot
	ToDos         []ToDo
	Most          int // entries
}

// mostLaid is how many entries of runs are laid out, of which the earliest are kept.
const mostLaid = 50_000

// Lay lists what stands in the calendar from From until before To, in the order of time.
// What is alike in several groups is one entry. cut says that there is more; what is kept
// is the earliest.
func (g *Given) Lay() (out []Entry, cut bool) {
	l := laying{Given: g, ready: map[string]*expanded{}, times: map[*engine.Program][]string{}, tasks: map[taskKey]*ToDo{}}
	for i := range g.ToDos {
		if t := &g.ToDos[i]; t.key() != (taskKey{}) {
			l.tasks[t.key()] = t
		}
	}
	for i := range g.Runs {
		l.run(&g.Runs[i])
	}
	for i := range g.Coming {
		l.coming(&g.Coming[i])
	}
	for i := range g.Slots {
		l.slot(&g.Slots[i])
	}
	l.places()
	for i := range g.ToDos {
		l.toDo(&g.ToDos[i])
	}
	out = folded(l.out)
	cut = l.more || len(out) > g.Most
	out = out[:min(len(out), g.Most)]
	for i := range out {
		out[i].dress()
	}
	return out, cut
}

// laying is a calendar while it is laid out.
type laying struct {
	*Given
	ready map[string]*expanded // by the SOP and what was filled in
	times map[*engine.Program][]string
	tasks map[taskKey]*ToDo // not yet shown with the step that opened them
	out   []Entry
	more  bool // not all was laid out
}

// taskKey names what a to-do was opened for: a step of a run, or a request in a group.
type taskKey struct {
	run     id.Run
	step    string
	request id.Request
	group   id.Group
}

// key is what t was opened for; the zero one for nothing that stands in a calendar.
func (t *ToDo) key() taskKey {
	switch {
	case t.Run != 0:
		return taskKey{run: t.Run, step: t.Step}
	case t.Request != 0:
		return taskKey{request: t.Request, group: t.Group}
	}
	return taskKey{}
}

func (l *laying) inside(t time.Time) bool { return !t.Before(l.From) && t.Before(l.To) }

// add takes in an entry that lies within the stretch of time.
func (l *laying) add(e Entry) {
	if l.inside(e.At) {
		l.out = append(l.out, e)
	}
}

// toDo adds a to-do that nothing else shows.
func (l *laying) toDo(t *ToDo) {
	if t.key() != (taskKey{}) && l.tasks[t.key()] == nil {
		return
	}
	l.add(Entry{UID: id.Show(t.ID), At: t.At, Until: t.Until, Groups: []id.Group{t.Group}, Channel: ToDoList, Owner: t.Owner, Title: script.Text{Hans: t.Title},
		SOP: script.Text{Hans: t.SOPTitle}, Run: t.Run, Task: t.ID, State: Waiting})
}

// channelOf is by what a step reaches people.
func channelOf(s *script.Step) Channel {
	switch {
	case s.Say != nil:
		return Channel(s.Say.To)
	case s.Task != nil:
		return ToDoList
	}
	return Other
}

// of is an entry of a step.
func of(book id.Playbook, b *script.Playbook, s *script.Step, groups ...id.Group) Entry {
	e := Entry{Book: book, SOP: b.Title, Step: s, Groups: groups, Channel: channelOf(s), Owner: s.Owner, State: Planned, book: b}
	if e.Owner == "" {
		e.Owner = b.Owner
	}
	return e
}
