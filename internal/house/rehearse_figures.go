package house

import (
	"time"

	"github.com/huoshui/huoshui/internal/feature/insight/link"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

// Who tells figures who an author is.
func (w *simulationWorld) Who(author uint32) measure.Someone {
	if author == ourselves {
		return measure.Someone{Member: author, Standing: measure.Bot, Rank: uint64(author)}
	}
	is := w.Person(author)
	out := measure.Someone{Member: author, Name: is.Name, Rank: uint64(author)}
	if is.Staff {
		out.Standing = measure.Staff
	}
	return out
}

// figures are those of a group, of the time from one moment to another.
func (v *simulation) figures(g *simulated, from, to time.Time, links *link.Model) playbook.Figures {
	out := playbook.Figures{People: len(g.state.In), Sent: g.said}
	speakers := map[uint32]bool{}
	for i := range g.lights {
		l := &g.lights[i]
		if l.At < from.UnixMilli() || l.At >= to.UnixMilli() {
			continue
		}
		switch {
		case l.Act == measure.Joined:
			out.Joined++
		case l.Act == measure.Left:
			out.Left++
		case l.Said() && v.world.Who(l.Author).Standing == measure.Member:
			out.Messages++
			speakers[l.Author] = true
		}
	}
	out.Speakers = len(speakers)
	f := measure.Measure(&measure.Group{Name: g.name, Lights: g.lights, Marks: g.marks}, v.world,
		&measure.Question{At: to.UnixMilli(), Calendar: func() *measure.Calendar { return measure.NewCalendar(v.zone) }, StaffKnown: true, ServiceFrom: measure.DayOpens, ServiceTo: measure.DayShuts, ReplyError: replyError}, links)
	measure.Combine([]*measure.Figures{f})
	out.State = string(f.State)
	if f.Talk != nil {
		out.Unanswered, out.Between = f.Talk.Answers.Unanswered, f.Talk.M
	}
	return out
}
