package report

import (
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Reminder is what somebody wants to remind a colleague of, in private.
type Reminder struct {
	Workspace id.Workspace
	By        id.User
	Role      auth.Role
	Scope     auth.Scope
	Zone      *time.Location
	Lang      i18n.Lang
	Who       id.User
	Days      Days
}

var (
	noPerson  = i18n.Text{Hans: "没有找到这位同事，可能不在你看得到的门店里。", Hant: "找不到這位同事，可能不在你看得到的門市裡。", En: "This colleague was not found; they may belong to a unit you do not see."}
	onceADay  = i18n.Text{Hans: "今天已经提醒过了，明天再说。", Hant: "今天已經提醒過了，明天再說。", En: "They were reminded today already. Leave it until tomorrow."}
	nothingTo = i18n.Text{Hans: "没有要提醒的：该做的都做了，或者写了原因。", Hant: "沒有要提醒的：該做的都做了，或寫了原因。", En: "There is nothing to remind of: all was done, or a reason was given."}

	remindTitle = i18n.Text{Hans: "有 %d 件事还没做，看一眼", Hant: "有 %d 件事還沒做，看一眼", En: "%d {thing is|things are} not done yet; please have a look"}
	remindWhy   = i18n.Text{
		Hans: "%s 该做 %d 件，还有 %d 件没做。来得及就做，来不及可以转交，不合适就写个原因。只有你自己看得到这一条。",
		Hant: "%s 該做 %d 件，還有 %d 件沒做。來得及就做，來不及可以轉交，不合適就寫個原因。只有你自己看得到這一條。",
		En:   "%s: %d were due, %d are not done. Do them if there is time, hand them over if there is not, or say why they do not fit. Only you see this.",
	}
)

// Remind opens a to-do that only the reminded sees, once a day. It fails with
// NotFound for whom the asker does not lead, Limited the second time, and Invalid
// where nothing is left undone.
func (s *Service) Remind(ctx context.Context, tx *db.Tx, r Reminder) error {
	people, err := s.Near.People(ctx, tx, r.Workspace)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(people, func(p Person) bool { return p.User == r.Who })
	if i < 0 || r.Who == r.By || !people[i].Does || !ledBy(r.By, r.Role, r.Scope, &people[i]) {
		return fault.New(fault.NotFound, noPerson.With())
	}
	by, err := byPerson(ctx, tx, r.Workspace, &view{days: r.Days, scope: r.Scope, who: r.Who})
	if err != nil {
		return err
	}
	if by[r.Who] == nil || by[r.Who].Human.Undone() == 0 {
		return fault.New(fault.Invalid, nothingTo.With())
	}
	now := s.now(r.Workspace)
	today := DayOf(now, r.Zone)
	first, err := claimReminder(ctx, tx, r.Workspace, r.Who, today)
	if err != nil {
		return err
	}
	if !first {
		return fault.New(fault.Limited, onceADay.With())
	}
	t := by[r.Who].Human
	when := r.Days.From.Short()
	if r.Days.To != r.Days.From {
		when += "–" + r.Days.To.Short()
	}
	_, until := (today + 1).Span(r.Zone)
	key := id.Show(r.Who) + "/" + today.String()
	err = s.House.Remind(ctx, tx, r.Workspace, r.Who, key, remindTitle.With(t.Undone()).In(r.Lang), remindWhy.With(when, t.Due(), t.Undone()).In(r.Lang), until)
	if err != nil {
		return err
	}
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: r.Workspace, Action: audit.ReportReminded, Subject: id.Show(r.Who)})
}

// remindedToday is who was reminded today.
func (s *Service) remindedToday(ctx context.Context, tx *db.Tx, ws id.Workspace, zone *time.Location) (map[id.User]bool, error) {
	return remindedOn(ctx, tx, ws, DayOf(s.now(ws), zone))
}
