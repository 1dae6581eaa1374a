package checkup

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

var (
	againTitle = text("再给“%s”做一次三分钟体检", "再替「%s」做一次三分鐘體檢", "Check “%s” once more, in three minutes")
	againWhy   = text("上次是一周前，六个问题再选一遍，就看得出有没有变化。", "上次是一週前，六個問題再選一遍，就看得出有沒有變化。", "The last time was a week ago. Six answers more, and it shows what has changed.")
	doTitle    = text("“%s”：%s", "「%s」：%s", "“%s”: %s")
	estimated  = text("按你的回答估的", "按你的回答估的", "Estimated from your answers")
	becauseOf  = text("%s。%s：%s", "%s。%s：%s", "%s. %s: %s")
	peopleNote = text("三分钟体检时 %s（按你的回答估的）", "三分鐘體檢時 %s（按你的回答估的）", "%s {person|people} at its three-minute check-up (estimated from your answers)")
)

// firstNames are what groups are called that nobody named.
var firstNames = [...]i18n.Text{
	text("第一个群", "第一個群組", "The first group"), text("第二个群", "第二個群組", "The second group"), text("第三个群", "第三個群組", "The third group"),
	text("第四个群", "第四個群組", "The fourth group"), text("第五个群", "第五個群組", "The fifth group"), text("第六个群", "第六個群組", "The sixth group"),
}

var nthName = text("第 %d 个群", "第 %d 個群組", "Group %d")

// late is how little may be left of a day for what is to be done in it.
const late = 4 * time.Hour

// nthGroup is what the n-th group is called while nobody named it.
func nthGroup(n int) i18n.Message {
	if n >= 1 && n <= len(firstNames) {
		return firstNames[n-1].With()
	}
	return nthName.With(n)
}

// called is the name of a group: its own, or which it is.
func (g *Group) called() i18n.Message {
	if g.Name != "" {
		return text("%s", "%s", "%s").With(g.Name)
	}
	return nthGroup(g.N)
}

// in is a message in every language.
func in(m i18n.Message) i18n.Text {
	return i18n.Text{Hans: m.In(i18n.ZhHans), Hant: m.In(i18n.ZhHant), En: m.In(i18n.En)}
}

func keyOf(g *Group, what string, day Day) string {
	return "checkup/" + id.Show(g.ID) + "/" + what + "/" + strconv.FormatInt(int64(day), 10)
}

// againKey is the key of the to-do that asks again after a check.
func againKey(g *Group, c *Check) string {
	return keyOf(g, "again", c.Day) + "/" + strconv.Itoa(g.Named)
}

// askAgain opens it.
func (s *Service) askAgain(ctx context.Context, tx *db.Tx, ws id.Workspace, g *Group, c *Check) error {
	return s.Todos.Open(ctx, tx, ws, []Todo{{Key: againKey(g, c), Group: g.Group, Unit: g.Unit, Title: in(againTitle.With(g.called())), Why: againWhy,
		Link: "/w/" + id.Show(ws) + "/checkup/" + id.Show(g.ID) + "/again", Owner: c.By, From: c.Due()}})
}

// renamed lets the to-do that asks again have the name that a group has now.
func (s *Service) renamed(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, before *Group) error {
	g, _, err := s.reach(ctx, tx, ws, by, before.ID)
	if err != nil {
		return err
	}
	last, err := checksOf(ctx, tx, ws, g.ID, 1)
	for i := range last {
		if err := s.Todos.Close(ctx, tx, ws, againKey(before, &last[i]), false, by.User); err != nil {
			return err
		}
		if err := s.askAgain(ctx, tx, ws, &g, &last[i]); err != nil {
			return err
		}
	}
	return err
}

// follow opens the to-do that asks again in a week, and ends what the check before
// led to and this one does not.
func (s *Service) follow(ctx context.Context, tx *db.Tx, ws id.Workspace, g *Group, by By, before []Check, c *Check, zone *time.Location) error {
	for i := range before {
		b := &before[i]
		var still []Advice
		if b.Day == c.Day {
			still = Judge(&c.Answers).Advice
		}
		if err := s.retract(ctx, tx, ws, g, by, b, still, zone); err != nil {
			return err
		}
		if b.Day != c.Day {
			if err := s.Todos.Close(ctx, tx, ws, againKey(g, b), !c.At.Before(b.Due()), by.User); err != nil {
				return err
			}
		}
	}
	return s.askAgain(ctx, tx, ws, g, c)
}

// Plan makes to-dos of today of what the check of a day advises, and returns how
// many there are. Asked again it changes nothing. It fails with NotFound.
func (s *Service) Plan(ctx context.Context, ws id.Workspace, by By, one id.Checkup) (n int, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		g, _, err := s.reach(ctx, tx, ws, by, one)
		if err != nil {
			return err
		}
		last, err := checksOf(ctx, tx, ws, g.ID, 1)
		if err != nil {
			return err
		}
		if len(last) == 0 {
			return fault.New(fault.NotFound, noCheckup.With())
		}
		zone, err := s.Near.Zone(ctx, tx, ws)
		if err != nil {
			return err
		}
		c, now := &last[0], s.now(ws)
		today := DayOf(now, zone)
		todos := todosOf(&g, c, by, now, zone)
		if n = len(todos); !c.Planned.IsZero() && DayOf(c.Planned, zone) == today {
			return nil
		}
		if err := s.retract(ctx, tx, ws, &g, by, c, nil, zone); err != nil {
			return err
		}
		if err := s.Todos.Open(ctx, tx, ws, todos); err != nil {
			return err
		}
		if err := notePlanned(ctx, tx, ws, g.ID, c.Day, now); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.CheckupPlanned, &g, audit.Detail{Count: int64(n)})
	})
	return n, err
}

// retract takes back what is still open of the to-dos of a check, but for those of
// some deeds.
func (s *Service) retract(ctx context.Context, tx *db.Tx, ws id.Workspace, g *Group, by By, c *Check, but []Advice, zone *time.Location) error {
	if c.Planned.IsZero() {
		return nil
	}
	for _, one := range Judge(&c.Answers).Advice {
		if slices.ContainsFunc(but, func(a Advice) bool { return a.Deed == one.Deed }) {
			continue
		}
		if err := s.Todos.Close(ctx, tx, ws, keyOf(g, string(one.Deed), DayOf(c.Planned, zone)), false, by.User); err != nil {
			return err
		}
	}
	return nil
}

// todosOf are the things to do today, with their words in the language of whoever
// asks for them. Late in the evening there is time until the next; they are of no use
// a day after.
func todosOf(g *Group, c *Check, by By, now time.Time, zone *time.Location) (out []Todo) {
	today := DayOf(now, zone)
	end := today.End(zone)
	if end.Sub(now) < late {
		end = DayOf(end, zone).End(zone)
	}
	for _, one := range Judge(&c.Answers).Advice {
		w := wordsOf(one.Deed)
		t := Todo{Key: keyOf(g, string(one.Deed), today), Group: g.Group, Unit: g.Unit, At: one.Deed.Spot(), Title: w.Title, Why: because(c, one),
			Say: w.Say.In(by.Lang), Owner: by.User, Due: end, Until: end.Add(24 * time.Hour)}
		if g.Group == 0 { // nothing else says of which group it is
			t.Title = in(doTitle.With(g.called(), w.Title))
		}
		out = append(out, t)
	}
	return out
}

// because says what a to-do rests on.
func because(c *Check, one Advice) i18n.Text {
	if len(one.Because) == 0 {
		return estimated
	}
	q := one.Because[0]
	return in(becauseOf.With(estimated, short[q], label(q, c.Answers[q])))
}

// Tie has a group kept by hand, and what was checked belong to it from now on. Where
// it is already, that group is returned. It fails with NotFound, with Forbidden where
// by may not, and with Conflict while somebody else is about it.
func (s *Service) Tie(ctx context.Context, ws id.Workspace, by By, one id.Checkup) (group id.Group, err error) {
	var g Group
	var last []Check
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if g, _, err = s.reach(ctx, tx, ws, by, one); err != nil || g.Group != 0 {
			return err
		}
		if last, err = checksOf(ctx, tx, ws, g.ID, 1); err != nil {
			return err
		}
		mine, err := beginTie(ctx, tx, ws, g.ID, tx.Now.Add(-tieFor))
		if err == nil && !mine {
			err = fault.New(fault.Conflict, beingTied.With())
		}
		return err
	})
	if err != nil || g.Group != 0 {
		return g.Group, err
	}
	remark := ""
	if len(last) > 0 && last[0].Answers.Known(People) { // a range, which is no figure
		remark = peopleNote.With(label(People, last[0].Answers[People])).In(by.Lang)
	}
	group, failed := s.Near.Keep(ctx, ws, by, g.called().In(by.Lang), g.Unit, remark)
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := endTie(ctx, tx, ws, g.ID, group); err != nil || failed != nil {
			return err
		}
		if err := s.renamed(ctx, tx, ws, by, &g); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.CheckupTied, &g, audit.Detail{Other: id.Show(group)})
	})
	if failed != nil {
		return 0, failed
	}
	return group, err
}
