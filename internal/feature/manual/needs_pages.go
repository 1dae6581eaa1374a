package manual

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Todos is what groups kept by hand ask of to-dos.
type Todos interface {
	// Open lists what somebody may do now in groups; 0 among them asks for what is of
	// none.
	Open(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, groups []id.Group, lang i18n.Lang) ([]Todo, error)
	// Undoable reports whether somebody may take back what they said of a to-do a
	// moment ago.
	Undoable(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, task id.Task) (bool, error)
	// Reasons are why something may be left out.
	Reasons() []Reason
	// State is what became of the to-do of a key.
	State(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) (TodoState, error)
	// Remind opens to-dos; of one key there is one.
	Remind(ctx context.Context, tx *db.Tx, ws id.Workspace, all []Reminder) error
	// Say opens a to-do to say something in a group.
	Say(ctx context.Context, tx *db.Tx, ws id.Workspace, what Saying) error
	// Done ends a to-do that is open; another key is passed over.
	Done(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, key string) error
}

// TodoState is what became of a to-do.
type TodoState int

// The states of a to-do.
const (
	NoTodo   TodoState = iota // nobody opened it
	TodoOpen                  // it waits for a person
	TodoDone                  // a person says that it is done
	TodoOver                  // it was left out, or its time passed
)

// Reason is why somebody leaves something out.
type Reason struct {
	Value string
	Label i18n.Text
}

// Reminder is a to-do to fill in the sheet of a week.
type Reminder struct {
	Key    string
	Owner  id.User // 0 for nobody in particular
	Groups int     // of which nothing is said yet
	Due    time.Time
}

// Saying is something that a person wants said in a group.
type Saying struct {
	Key      string
	Group    id.Group
	Owner    id.User // 0 for nobody in particular
	Title    i18n.Text
	Why      i18n.Text
	Wordings []string
	Due      time.Time
	Sells    bool // it names a price or an offer
}

// About is what groups kept by hand ask of what people say of groups, which each of
// its columns is a line of.
type About interface {
	// Of tells what is said of groups, or where they say nothing, of all.
	Of(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]map[string]string, error)
	// Say keeps some columns of a group; the rest stays. It fails with Invalid.
	Say(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, columns map[string]string) error
}

// Ready is what groups kept by hand ask of the SOPs that come with the program.
type Ready interface {
	// Offers lists them for a group, or with 0 those that are about all groups, by a
	// sentence each.
	Offers(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, lang i18n.Lang) ([]Offer, error)
	// On lets one run in a group by the road that all SOPs go, with what was asked for.
	// more says that something else is asked first. It fails with Invalid or Conflict.
	On(ctx context.Context, ws id.Workspace, by By, group id.Group, name string, filled map[string]string, lang i18n.Lang) (more bool, err error)
	// Off ends it in the group.
	Off(ctx context.Context, ws id.Workspace, group id.Group, name string) error
	// Runs tells in which groups a ready SOP is switched on.
	Runs(ctx context.Context, tx *db.Tx, ws id.Workspace, name string) (map[id.Group]bool, error)
	// Details are what people say of a group: of its columns those that Columns lists.
	Details(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (map[string]string, error)
	// Describe keeps some of them. It fails with Invalid.
	Describe(ctx context.Context, ws id.Workspace, group id.Group, columns map[string]string) error
}

// Offer is a ready SOP that may be switched on by its sentence.
type Offer struct {
	Name  string
	Says  i18n.Text
	Whole bool         // it is about all groups at once
	On    bool         // it runs here, or is on its way to
	State i18n.Message // 没开, or when it does something next
	Lacks i18n.Text    // why it is not offered here; zero where it is
	Unfit i18n.Text    // why it does not suit a shop; zero where it does
	Asks  []Ask        // what is filled in first, three at most
	Book  id.Playbook  // 0 while nobody has switched it on anywhere
}

// Ask is something to be filled in before an SOP runs.
type Ask struct {
	Key    string
	Label  i18n.Text
	Why    i18n.Text
	Sample string
	Value  string
}
