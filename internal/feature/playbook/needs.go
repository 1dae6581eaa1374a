package playbook

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// Subject is about whom a run is: somebody in a group, a group, or with neither
// the workspace.
type Subject struct {
	Group  id.Group
	Member uint32 // 0 for the group
}

// Known is what there is to know of a subject.
type Known struct {
	Gone   bool // the group is no more, or the member has left it or was forgotten
	Zone   *time.Location
	Tone   string // in which the group is spoken to; "" for any
	Facts  cond.Facts
	Values map[string]string      // of the fields that every SOP has, and the group's own columns
	Days   map[string]when.Yearly // of the member's year that are known: engine.Birthday
}

// Deed is what a run wants done. Its key names it for good: asked again, nothing
// is done a second time.
type Deed struct {
	Key     string
	Book    id.Playbook
	Title   string
	Run     id.Run
	Subject Subject
	Fact    id.Fact // that caused it; 0 for none
	engine.Action
}

// Neighbours is what SOPs ask of the rest of the house, in the same transaction.
type Neighbours interface {
	// Who names people of a group by number, as a fact calls them; 0 for those
	// nobody knows.
	Who(ctx context.Context, tx *db.Tx, ws id.Workspace, where fact.Where, people []fact.Person) ([]uint32, error)
	// Knows says what is known of subjects, in their order. Facts that are not asked
	// about need not be looked up.
	Knows(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, subjects []Subject, asked cond.Asked) ([]Known, error)
	// Inside lists who is in a group, by number and in order: some of those after a
	// number, so many at most. next is after which it goes on; 0 at the end.
	Inside(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, after uint32, most int) (people []uint32, next uint32, err error)
	// Live looks a figure up for a subject; false where it cannot be had.
	Live(ctx context.Context, tx *db.Tx, ws id.Workspace, s Subject, f script.Field) (string, bool)
	// Act lets somebody or something do deeds.
	Act(ctx context.Context, tx *db.Tx, ws id.Workspace, deeds []Deed) error
	// Withdraw takes back what nobody has done yet of deeds of these keys.
	Withdraw(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) error
	// Asks reports whether a message asks something, by the rules that figures go by.
	Asks(text string) bool
}

// Grounds is what SOPs ask of the groups in which they are begun.
type Grounds interface {
	// Zones says in which zone groups live, in their order.
	Zones(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) ([]*time.Location, error)
	// Left counts who has left groups between two moments, and says for how long of
	// that time comings and goings were told.
	Left(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, from, to time.Time) (n int, told time.Duration, err error)
	// Approval lets somebody who may agree to a launch know that they are asked to.
	Approval(ctx context.Context, tx *db.Tx, ws id.Workspace, a Approval) error
}

// Approval is a launch that waits for a second person. Its key names it for good.
type Approval struct {
	Key            string
	Book           id.Playbook
	Title          i18n.Text
	Groups, People int
	By             id.User // who asks, and may not agree
}
