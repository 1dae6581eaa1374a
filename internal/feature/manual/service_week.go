package manual

import (
	"context"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// SheetRows is how many groups one weekly sheet holds.
const SheetRows = 50

// TellWeek keeps what somebody says of a week of groups, in place of what was said.
// Groups that are dismissed or that nobody sees are passed over, as a sheet may be
// older than that. It fails with Invalid about a field such as people.grp_….
func (s *Service) TellWeek(ctx context.Context, ws id.Workspace, by By, week Week, all map[id.Group]Weekly) error {
	if !week.valid() {
		return fault.New(fault.Invalid, noWeek.With())
	}
	if len(all) > SheetRows {
		return fault.New(fault.Invalid, manyRows.With(SheetRows))
	}
	for g, w := range all {
		if err := w.check(func(name string) string { return name + "." + id.Show(g) }); err != nil {
			return err
		}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		zone, err := s.Near.Zone(ctx, tx, ws)
		if err != nil {
			return err
		}
		now := s.now(ws)
		if this := WeekOf(now, zone); week != this && week != this.Before(zone) {
			return fault.New(fault.Invalid, noWeek.With())
		}
		mine, err := s.seen(ctx, tx, ws, by)
		if err != nil {
			return err
		}
		before, err := weeksAll(ctx, tx, ws, week)
		if err != nil {
			return err
		}
		var told []id.Group
		for _, g := range mine {
			w, given := all[g.ID]
			was, is := before[g.ID]
			if !given || !is && w == noWeekly || is && was.Weekly == w {
				continue
			}
			if w.People >= 0 && (!is || was.People != w.People) {
				if err := setCounted(ctx, tx, ws, g.ID, now, 0); err != nil {
					return err
				}
			}
			if err := putWeek(ctx, tx, ws, g.ID, DayOf(now, zone), &ToldWeek{Week: week, Weekly: w, By: by.User}); err != nil {
				return err
			}
			if err := s.changed(ctx, tx, ws, g.ID); err != nil {
				return err
			}
			told = append(told, g.ID)
		}
		if len(told) > 0 {
			if err := s.note(ctx, tx, ws, audit.GroupTold, told[0], audit.Detail{Count: int64(len(told))}); err != nil {
				return err
			}
		}
		return s.endReminders(ctx, tx, ws, by, week)
	})
}

// seen lists the groups that are there and that somebody sees.
func (s *Service) seen(ctx context.Context, tx *db.Tx, ws id.Workspace, by By) (out []Group, err error) {
	all, err := groupsOf(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	places, err := s.Near.Places(ctx, tx, ws, idsOf(all))
	for _, g := range all {
		if place, ok := places[g.ID]; ok && by.Scope.Has(place.Unit) && g.Dismissed.IsZero() {
			out = append(out, g)
		}
	}
	return out, err
}

func idsOf(all []Group) []id.Group {
	out := make([]id.Group, len(all))
	for i := range all {
		out[i] = all[i].ID
	}
	return out
}

// weekKey names the reminder of a week for somebody; 0 for nobody in particular.
func weekKey(week Week, keeper id.User) string {
	if keeper == 0 {
		return fmt.Sprintf("wechat-week/%d", week)
	}
	return fmt.Sprintf("wechat-week/%d/%s", week, id.Show(keeper))
}

// Remind opens the reminders of the week that is over, one for each who runs groups
// of which nothing is said yet. It is called every few minutes, and reminds once.
func (s *Service) Remind(ctx context.Context, ws id.Workspace) error {
	if s.Todos == nil {
		return nil
	}
	var want []Reminder
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		want, err = s.reminders(ctx, tx, ws)
		for i := 0; err == nil && i < len(want); {
			var state TodoState
			if state, err = s.Todos.State(ctx, tx, ws, want[i].Key); state != NoTodo {
				want = slices.Delete(want, i, i+1)
				continue
			}
			i++
		}
		return err
	})
	if err != nil || len(want) == 0 {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error { return s.Todos.Remind(ctx, tx, ws, want) })
}

// reminders are those that are due now, whether or not they were opened.
func (s *Service) reminders(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]Reminder, error) {
	all, err := groupsOf(ctx, tx, ws)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	zone, err := s.Near.Zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	now := s.now(ws)
	over := WeekOf(now, zone).Before(zone)
	told, err := weeksAll(ctx, tx, ws, over)
	if err != nil {
		return nil, err
	}
	staff, _, err := s.Near.People(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	open := map[id.User]int{}
	for _, g := range all {
		if _, is := told[g.ID]; is || !g.Dismissed.IsZero() || !Reminds(now, g.Made, zone) {
			continue
		}
		keeper := g.Keeper
		if !slices.ContainsFunc(staff, func(p Person) bool { return p.User == keeper && p.Does }) {
			keeper = 0
		}
		open[keeper]++
	}
	var out []Reminder
	for keeper, n := range open {
		out = append(out, Reminder{Key: weekKey(over, keeper), Owner: keeper, Groups: n, Due: over.Monday(zone).AddDate(0, 0, 10)})
	}
	slices.SortFunc(out, func(a, b Reminder) int { return int(a.Owner - b.Owner) })
	return out, nil
}

// endReminders ends the reminder of a week for each of whose groups something is
// said by now.
func (s *Service) endReminders(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, week Week) error {
	if s.Todos == nil {
		return nil
	}
	all, err := groupsOf(ctx, tx, ws)
	if err != nil {
		return err
	}
	told, err := weeksAll(ctx, tx, ws, week)
	if err != nil {
		return err
	}
	keepers, open := map[id.User]bool{0: true, by.User: true}, map[id.User]bool{}
	for _, g := range all {
		if _, is := told[g.ID]; g.Dismissed.IsZero() {
			keepers[g.Keeper] = true
			open[g.Keeper] = open[g.Keeper] || !is
		}
	}
	for keeper := range keepers {
		if open[keeper] {
			continue
		}
		if err := s.Todos.Done(ctx, tx, ws, by, weekKey(week, keeper)); err != nil {
			return err
		}
	}
	return nil
}
