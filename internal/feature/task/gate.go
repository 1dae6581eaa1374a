package task

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// look asks the gate about a to-do that says something, and changes nothing.
// Everything else may be done.
func (s *Service) look(ctx context.Context, tx *db.Tx, ws id.Workspace, t *Task, by id.User) (Verdict, error) {
	if s.Gate == nil || !t.Says() {
		return Verdict{May: true}, nil
	}
	return s.Gate.Look(ctx, tx, ws, t, by)
}

// PutOff is the to-do as it stands where it may not be begun before a moment: what
// time there was for it there still is.
func (t Task) PutOff(until time.Time) Task {
	if !until.After(t.From) {
		return t
	}
	if span := t.Due.Sub(t.From); !t.Due.IsZero() && t.Due.Before(until) {
		t.Due = until.Add(span)
		if !t.Until.IsZero() && t.Until.Before(t.Due) {
			t.Due = t.Until
		}
	}
	t.From = until
	return t
}

// admit lets what somebody says to people through the gate, and counts it. Where it
// should wait and was not said yet, the to-do is put off and the verdict says why.
func (s *Service) admit(ctx context.Context, tx *db.Tx, ws id.Workspace, t *Task, by id.User, anyway bool) (Verdict, error) {
	if s.Gate == nil || !t.Says() {
		return Verdict{May: true}, nil
	}
	v, err := s.Gate.May(ctx, tx, ws, t, by)
	switch {
	case err != nil || v.May:
		return v, err
	case anyway:
		return Verdict{May: true}, s.Gate.Said(ctx, tx, ws, t, by)
	}
	later := t.PutOff(v.Until)
	if later.From.Equal(t.From) {
		return v, nil
	}
	if err := postpone(ctx, tx, ws, &later); err != nil {
		return v, err
	}
	return v, tell(ctx, tx, ws, t.ID, Event{At: s.now(ws), What: "postponed"})
}

// counted keeps the gate's counts true to what became of a to-do.
func (s *Service) counted(ctx context.Context, tx *db.Tx, ws id.Workspace, t *Task) error {
	if s.Gate == nil || !t.Says() {
		return nil
	}
	switch {
	case t.Outcome.Receipt:
		return s.Gate.Said(ctx, tx, ws, t, t.Owner)
	case t.Outcome.State == Skipped, t.Outcome.State == Withdrawn, t.Open(): // it was not said, or nobody says so any more
		return s.Gate.Return(ctx, tx, ws, t.Key)
	}
	return nil
}

// Receipt ends the to-do that a network's own receipt or echo is about: it was
// done, and nobody has to say so. What the receipt names is the key of a to-do or
// its id; what nobody knows, what has ended, and what asks for an answer that no
// network can give is passed over.
func (s *Service) Receipt(ctx context.Context, tx *db.Tx, ws id.Workspace, ref string) error {
	t, err := getByKey(ctx, tx, ws, ref)
	if fault.KindOf(err) == fault.NotFound {
		one, bad := id.Parse[id.Task](ref)
		if bad != nil {
			return nil //nolint:nilerr // it is no to-do's
		}
		t, err = get(ctx, tx, ws, one)
	}
	if fault.KindOf(err) == fault.NotFound || err == nil && (!t.Open() || len(t.Choices) > 0 || len(t.Fields) > 0) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.end(ctx, tx, ws, t, Outcome{State: Done, Receipt: true})
	return err
}

var (
	heldUntil = i18n.Text{Hans: "现在先别发：%[1]s，%[2]s 后再发。", Hant: "現在先別發：%[1]s，%[2]s 後再發。", En: "Hold this for now (%[1]s); it may go after %[2]s."}
	heldOpen  = i18n.Text{Hans: "现在先别发：%s。", Hant: "現在先別發：%s。", En: "Hold this for now (%s)."}
	heldEver  = i18n.Text{Hans: "这条不要发：%s。", Hant: "這則不要發：%s。", En: "Do not send this: %s."}
	tomorrow  = i18n.Text{Hans: "明天 %s", Hant: "明天 %s", En: "%s tomorrow"}
	onDay     = i18n.Text{Hans: "%[1]d 月 %[2]d 日 %[3]s", Hant: "%[1]d 月 %[2]d 日 %[3]s", En: "%[3]s on %[1]d/%[2]d"}
)

// saidNo says that something should not be said now.
func saidNo(v Verdict, now time.Time, zone *time.Location) i18n.Message {
	switch {
	case v.Never:
		return heldEver.With(v.Why)
	case v.Until.IsZero():
		return heldOpen.With(v.Why)
	}
	return heldUntil.With(v.Why, clockOf(v.Until, now, zone))
}

// clockOf is a moment as people say it: the day only where it is not today.
func clockOf(at, now time.Time, zone *time.Location) i18n.Message {
	local, today := at.In(zone), now.In(zone)
	clock := local.Format("15:04")
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	switch day(local) {
	case day(today):
		return same(clock).With()
	case day(today.AddDate(0, 0, 1)):
		return tomorrow.With(clock)
	}
	return onDay.With(int(local.Month()), local.Day(), clock)
}
