package task

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// seen returns a to-do that somebody may see; NotFound where they may not.
func seen(ctx context.Context, tx *db.Tx, ws id.Workspace, by *Person, task id.Task) (Task, error) {
	t, err := get(ctx, tx, ws, task)
	if err == nil && !by.Sees(&t) {
		return Task{}, fault.New(fault.NotFound, noTask.With())
	}
	return t, err
}

// See returns a to-do; NotFound where by does not see it.
func (s *Service) See(ctx context.Context, tx *db.Tx, ws id.Workspace, by Person, task id.Task) (Task, error) {
	return seen(ctx, tx, ws, &by, task)
}

// act runs what somebody does to a to-do that is theirs to do.
func (s *Service) act(ctx context.Context, ws id.Workspace, by Person, task id.Task, do func(*db.Tx, Task) error) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := seen(ctx, tx, ws, &by, task)
		if err != nil {
			return err
		}
		if !by.MayDo(&t) {
			return fault.New(fault.Forbidden, notYours.With())
		}
		return do(tx, t)
	})
}

// ended says why a to-do that somebody wanted to settle cannot be.
func ended(ctx context.Context, tx *db.Tx, ws id.Workspace, task id.Task) error {
	t, err := get(ctx, tx, ws, task)
	if err != nil {
		return err
	}
	if t.Open() {
		return fault.New(fault.Conflict, someoneElses.With())
	}
	return fault.New(fault.Conflict, endedAlready.With(stateWord(t.Outcome.State)))
}

func (s *Service) note(ctx context.Context, tx *db.Tx, ws id.Workspace, what audit.Action, subject string, d audit.Detail) error {
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: what, Subject: subject, Detail: d})
}

// tidy is what somebody typed, or Invalid about the field where it is too long.
func tidy(field, text string) (string, error) {
	text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	if utf8.RuneCountInString(text) > maxNote {
		return "", &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, longNote.With(maxNote))}
	}
	return text, nil
}

// Done says that something was done, with which of the choices and what was filled
// in where it asks for them, and with proof where it does. What is said to people
// passes the gate first: it is put off where it should wait, unless it was said
// already. It fails with Invalid about a field, NotFound, Forbidden, or Conflict
// where it has ended already or should wait.
func (s *Service) Done(ctx context.Context, ws id.Workspace, by Person, task id.Task, d Did) (err error) {
	if d.Proof, err = tidy("proof", d.Proof); err != nil {
		return err
	}
	if d.Note, err = tidy("note", d.Note); err != nil {
		return err
	}
	var waits error
	err = s.act(ctx, ws, by, task, func(tx *db.Tx, t Task) error {
		waits = nil
		if !t.Open() {
			return ended(ctx, tx, ws, t.ID)
		}
		choice, values, err := t.answer(s.Forms, d)
		if err != nil {
			return err
		}
		if t.ProofAsked && d.Proof == "" {
			if owed, err := s.owed(ctx, tx, ws, &t); err != nil || owed {
				return cmp.Or(err, wrong("proof", needProof.With()))
			}
		}
		v, err := s.admit(ctx, tx, ws, &t, by.User, d.Anyway)
		if err != nil {
			return err
		}
		if !v.May {
			zone, err := s.Directory.Zone(ctx, tx, ws)
			waits = fault.New(fault.Conflict, saidNo(v, s.now(ws), zone))
			return err // that it is put off is kept
		}
		if d.Wording < 0 || d.Wording > len(t.Wordings) {
			d.Wording = 0
		}
		o := Outcome{State: Done, By: by.User, Wording: d.Wording, Choice: choice, Values: values, Proof: d.Proof, Note: d.Note}
		return s.settleBy(ctx, tx, ws, t, o, audit.TaskDone)
	})
	if err == nil {
		err = waits
	}
	return err
}

// Skip decides not to do something, for a reason. It fails as Done does.
func (s *Service) Skip(ctx context.Context, ws id.Workspace, by Person, task id.Task, why Reason, note string) error {
	note, err := tidy("note", note)
	switch {
	case err != nil:
		return err
	case !slices.Contains(Reasons[:], why):
		return &auth.FieldError{Field: "reason", Err: fault.New(fault.Invalid, needReason.With())}
	case why == OwnWords && note == "":
		return &auth.FieldError{Field: "note", Err: fault.New(fault.Invalid, needWords.With())}
	}
	return s.act(ctx, ws, by, task, func(tx *db.Tx, t Task) error {
		return s.settleBy(ctx, tx, ws, t, Outcome{State: Skipped, By: by.User, Reason: why, Note: note}, audit.TaskSkipped)
	})
}

func (s *Service) settleBy(ctx context.Context, tx *db.Tx, ws id.Workspace, t Task, o Outcome, as audit.Action) error {
	first, err := s.end(ctx, tx, ws, t, o)
	if err == nil && !first {
		err = ended(ctx, tx, ws, t.ID)
	}
	if err != nil {
		return err
	}
	return s.note(ctx, tx, ws, as, id.Show(t.ID), audit.Detail{Why: string(o.Reason)})
}

// Claim makes a to-do of nobody's somebody's own. It fails with NotFound,
// Forbidden, or Conflict where another was first.
func (s *Service) Claim(ctx context.Context, ws id.Workspace, by Person, task id.Task) error {
	return s.act(ctx, ws, by, task, func(tx *db.Tx, t Task) error {
		taken, err := give(ctx, tx, ws, t.ID, 0, by.User)
		if err == nil && !taken {
			err = ended(ctx, tx, ws, t.ID)
		}
		if err == nil {
			err = tell(ctx, tx, ws, t.ID, Event{At: s.now(ws), By: by.User, What: "claimed"})
		}
		if err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.TaskClaimed, id.Show(t.ID), audit.Detail{})
	})
}

// colleague returns somebody of the staff; Invalid about the field "to" where there
// is no such person.
func (s *Service) colleague(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User) (Person, error) {
	people, err := s.Directory.People(ctx, tx, ws)
	if err != nil {
		return Person{}, err
	}
	for _, p := range people {
		if p.User == who && auth.Can(p.Role, auth.Quotes) {
			return p, nil
		}
	}
	return Person{}, &auth.FieldError{Field: "to", Err: fault.New(fault.Invalid, noColleague.With())}
}

// HandOver makes a to-do a colleague's, who must see where it belongs. It fails as
// Claim does, and with Invalid.
func (s *Service) HandOver(ctx context.Context, ws id.Workspace, by Person, task id.Task, to id.User, note string) error {
	note, err := tidy("note", note)
	if err != nil {
		return err
	}
	return s.act(ctx, ws, by, task, func(tx *db.Tx, t Task) error {
		other, err := s.colleague(ctx, tx, ws, to)
		if err != nil {
			return err
		}
		if !other.Scope.Has(t.Unit) {
			return &auth.FieldError{Field: "to", Err: fault.New(fault.Invalid, cannotSee.With(other.Name))}
		}
		given, err := give(ctx, tx, ws, t.ID, t.Owner, to)
		if err == nil && !given {
			err = ended(ctx, tx, ws, t.ID)
		}
		if err == nil {
			err = tell(ctx, tx, ws, t.ID, Event{At: s.now(ws), By: by.User, What: "handed", Other: to, Note: note})
		}
		if err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.TaskHanded, id.Show(t.ID), audit.Detail{Other: id.Show(to)})
	})
}

// HandOverAll makes all open to-dos of one person another's, those that both the
// one who says so and the other see. It returns how many went and how many stay.
func (s *Service) HandOverAll(ctx context.Context, ws id.Workspace, by Person, from, to id.User, note string) (went, stay int, err error) {
	if note, err = tidy("note", note); err != nil {
		return 0, 0, err
	}
	if from == to {
		return 0, 0, &auth.FieldError{Field: "to", Err: fault.New(fault.Invalid, samePerson.With())}
	}
	if !auth.Can(by.Role, auth.Run) && by.User != from {
		return 0, 0, fault.New(fault.Forbidden, notYours.With())
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		other, err := s.colleague(ctx, tx, ws, to)
		if err != nil {
			return err
		}
		open, err := openBy(ctx, tx, ws, from)
		if err != nil {
			return err
		}
		for _, t := range open {
			if !by.MayDo(&t) || !other.Scope.Has(t.Unit) {
				stay++
				continue
			}
			given, err := give(ctx, tx, ws, t.ID, from, to)
			if err != nil || !given {
				return err
			}
			if err := tell(ctx, tx, ws, t.ID, Event{At: s.now(ws), By: by.User, What: "handed", Other: to, Note: note}); err != nil {
				return err
			}
			went++
		}
		if went == 0 {
			return nil
		}
		return s.note(ctx, tx, ws, audit.TaskAllHanded, id.Show(from), audit.Detail{Other: id.Show(to), Count: int64(went)})
	})
	return went, stay, err
}

// Reopen takes back within ten minutes what somebody said of a to-do. It fails
// with NotFound, or with Conflict where it is too late.
func (s *Service) Reopen(ctx context.Context, ws id.Workspace, by Person, task id.Task) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := seen(ctx, tx, ws, &by, task)
		if err != nil {
			return err
		}
		again, err := reopen(ctx, tx, ws, t.ID, by.User, tx.Now.Add(-undoFor))
		if err != nil {
			return err
		}
		if !again {
			return fault.New(fault.Conflict, tooLate.With())
		}
		if err := tell(ctx, tx, ws, t.ID, Event{At: s.now(ws), By: by.User, What: "reopened"}); err != nil {
			return err
		}
		if t, err = get(ctx, tx, ws, task); err != nil {
			return err
		}
		if err := s.counted(ctx, tx, ws, &t); err != nil {
			return err
		}
		for _, h := range s.Hearers {
			if err := h.Reopened(ctx, tx, ws, t); err != nil {
				return err
			}
		}
		return s.note(ctx, tx, ws, audit.TaskReopened, id.Show(t.ID), audit.Detail{})
	})
}
