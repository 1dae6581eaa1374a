package task

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Create opens a to-do that somebody wants done, under a key of its own where it
// has none. Where one was opened under its key before it is returned, or Conflict
// where that was another one. It fails with Invalid about a field: title, text,
// group, to, due.
func (s *Service) Create(ctx context.Context, ws id.Workspace, by Person, n New) (out Task, err error) {
	n.Title = strings.TrimSpace(strings.ToValidUTF8(n.Title, ""))
	n.By = by.User
	switch {
	case n.Title == "":
		return out, wrong("title", needTitle.With())
	case utf8.RuneCountInString(n.Title) > maxLine:
		return out, wrong("title", longNote.With(maxLine))
	case len(n.Wordings) > 0 && utf8.RuneCountInString(n.Wordings[0].Text) > maxText:
		return out, wrong("text", longNote.With(maxText))
	case !n.Due.IsZero() && !n.Due.After(s.now(ws)):
		return out, wrong("due", dueBefore.With())
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if n.Key == "" {
			n.Key = "hand/" + id.Show(id.New[id.Task](s.IDs, tx.Now))
		}
		before, err := getByKey(ctx, tx, ws, n.Key)
		if err == nil {
			out = before
			return sameAs(&before, &n)
		}
		if fault.KindOf(err) != fault.NotFound {
			return err
		}
		if err := s.place(ctx, tx, ws, &by, &n); err != nil {
			return err
		}
		opened, err := s.Open(ctx, tx, ws, []New{n})
		if err != nil {
			return err
		}
		out = opened[0]
		return s.note(ctx, tx, ws, audit.TaskOpened, id.Show(out.ID), audit.Detail{})
	})
	return out, err
}

// sameAs is Conflict where what was opened under a key before is something else.
func sameAs(before *Task, n *New) error {
	same := before.Title == n.Title && before.Kind == n.Kind && before.Group == n.Group && before.Selling == n.Selling &&
		slices.Equal(before.Wordings, n.Wordings)
	if !same {
		return fault.New(fault.Conflict, otherTask.With())
	}
	return nil
}

// place proves that a to-do goes where its maker sees, and to somebody who sees it;
// without a group it belongs where its maker does.
func (s *Service) place(ctx context.Context, tx *db.Tx, ws id.Workspace, by *Person, n *New) error {
	if n.Group != 0 {
		places, err := s.Directory.Groups(ctx, tx, ws, []id.Group{n.Group})
		if err != nil {
			return err
		}
		at, ok := places[n.Group]
		if !ok || !by.Scope.Has(at.Unit) {
			return &auth.FieldError{Field: "group", Err: fault.New(fault.Invalid, noGroup.With())}
		}
		n.Unit = at.Unit
	} else {
		people, err := s.Directory.People(ctx, tx, ws)
		if err != nil {
			return err
		}
		for _, p := range people {
			if p.User == by.User && by.User != 0 {
				n.Unit = p.Unit
			}
		}
	}
	if n.Owner == 0 {
		return nil
	}
	who, err := s.colleague(ctx, tx, ws, n.Owner)
	if err == nil && !who.Scope.Has(n.Unit) && !(n.Group == 0 && who.User == by.User) {
		err = &auth.FieldError{Field: "to", Err: fault.New(fault.Invalid, cannotSee.With(who.Name))}
	}
	return err
}

// byHand is a to-do as somebody asks for it: with a text it is a message, that
// passes the gate when it is sent.
func byHand(title, text string, group id.Group, due time.Time) New {
	n := New{Kind: Other, Title: title, Group: group, Due: due}
	if text = strings.TrimSpace(strings.ToValidUTF8(text, "")); text != "" {
		n.Kind, n.Wordings = Send, []Wording{{Text: text}}
	}
	return n
}
