package agenda

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Slot is when something that another department asked for is said in a group.
type Slot struct {
	Request    id.Request
	Group      id.Group // 0 for the workspace's Moments
	At         time.Time
	Channel    Channel
	Title      string
	Department string
	Text       string
	Selling    bool
	Hidden     bool  // whoever looks may know that there is something, and not what
	State      State // Planned, Done or Skipped
}

// slot adds a slot, which like a step of an SOP says something.
func (l *laying) slot(s *Slot) {
	step := &script.Step{ID: id.Show(s.Request), Title: hiddenTitle, Say: &script.Say{To: string(s.Channel), Selling: s.Selling}}
	e := Entry{UID: id.Show(s.Request) + "-" + id.Show(s.Group), At: s.At, Groups: []id.Group{s.Group}, Channel: s.Channel, Asked: true,
		SOP: requestWord, Step: step, State: s.State, moment: plan.Moment{At: s.At, T: s.At, Step: step}}
	if !s.Hidden {
		step.Title, step.Say.Wordings = script.Text{Hans: s.Title}, []script.Wording{{Text: s.Text}}
		e.Request, e.SOP = s.Request, script.Text{Hans: requestWord.Hans + " · " + s.Department, Hant: requestWord.Hant + " · " + s.Department, En: requestWord.En + " · " + s.Department}
	}
	key := taskKey{request: s.Request, group: s.Group}
	if t := l.tasks[key]; t != nil && l.inside(e.At) {
		e.Task, e.Owner = t.ID, t.Owner
		delete(l.tasks, key) // it is shown
	}
	if s.State == Planned && s.At.Before(l.Now) {
		e.State = Waiting
	}
	l.add(e)
}

var (
	requestWord = script.Text{Hans: "需求", Hant: "需求", En: "Request"}
	hiddenTitle = script.Text{Hans: "别的部门的需求", Hant: "別的部門的需求", En: "Another department’s request"}
)

// tooNear is how close to what an SOP says a request may not be.
const tooNear = time.Hour

// crowded finds what another department wants said within an hour of what an SOP says
// in the same groups, of each the nearest.
func (f *finding) crowded(which []int, groups []id.Group) {
	for _, i := range which {
		asked, nearest := &f.all[i], -1
		if !asked.Asked || asked.Channel == Private || !asked.said() {
			continue
		}
		for _, j := range which {
			e := &f.all[j]
			if e.Asked || e.People > 0 || e.Channel == Private || !e.said() || e.At.Sub(asked.At).Abs() >= tooNear {
				continue
			}
			if nearest < 0 || e.At.Sub(asked.At).Abs() < f.all[nearest].At.Sub(asked.At).Abs() {
				nearest = j
			}
		}
		if nearest >= 0 {
			f.add(Conflict{[]int{min(i, nearest), max(i, nearest)}, groups, nearRequest, moveRequest})
		}
	}
}

var (
	nearRequest = i18n.Text{
		Hans: "别的部门的需求和 SOP 要说的话挨得太近，不到一小时。",
		Hant: "別的部門的需求和 SOP 要說的話挨得太近，不到一小時。",
		En:   "A request of another department and what a playbook says are less than an hour apart.",
	}
	moveRequest = i18n.Text{
		Hans: "给需求换个时间，或者挪开 SOP 的那一条。",
		Hant: "給需求換個時間，或者挪開 SOP 的那一則。",
		En:   "Give the request another time, or move what the playbook says.",
	}
)
