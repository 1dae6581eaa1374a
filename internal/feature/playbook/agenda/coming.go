package agenda

import (
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
)

// Coming is a member whose day of the year comes, by which an SOP begins for them.
type Coming struct {
	Book        id.Playbook
	Program     *engine.Program
	Group       id.Group
	Member      uint32
	Fields      map[string]string
	Known       map[string]string
	Facts       cond.Facts
	Zone        *time.Location
	Start       string
	Moment, Due time.Time
}

// coming adds what an SOP will do for somebody whose day comes. Whose day it most
// likely does not begin by, as of those who never agreed, is not in the calendar at all.
func (l *laying) coming(c *Coming) {
	if len(l.out) >= mostLaid {
		l.more = true
		return
	}
	c.Facts.Now, c.Facts.Start, c.Facts.Field = l.Now, c.Start, with(c.Known, c.Fields)
	run := c.Program.ForeseeRun(&c.Facts)
	fields := map[string]string{}
	for _, f := range c.Program.Book.Fields {
		fields[f.Name] = c.Fields[f.Name]
	}
	for _, m := range plan.Fallen(c.Program.Book, fields, plan.Begun{Start: c.Start, At: c.Moment}, c.Due, c.Zone) {
		e := of(c.Book, c.Program.Book, m.Step, c.Group)
		e.UID = comingUID(c.Book, c.Group, c.Member, c.Start, c.Moment, m.Step.ID)
		e.At, e.moment, e.values, e.People = m.At, m, c.Facts.Field, 1
		e.Outlook = max(run, outlook(c.Program, &m, &c.Facts))
		if e.Outlook != engine.Unlikely {
			l.add(e)
		}
	}
}

// comingUID is the same before a run about somebody's day has begun and after.
func comingUID(book id.Playbook, group id.Group, member uint32, start string, t time.Time, step string) string {
	return strings.Join([]string{scheduledUID(book, group, start, t, step), strconv.FormatUint(uint64(member), 36)}, "-")
}
