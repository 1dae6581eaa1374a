package house

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/herald"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

// Erase forgets a member of a workspace: who they are, and every word they
// wrote, also in what waits to be told or to leave. What they did goes on
// counting. It may be called again, and fails with NotFound, or with Conflict
// while an import is being read. What others wrote about them stays theirs.
func (a *App) Erase(ctx context.Context, ws id.Workspace, m id.Member) error {
	if err := a.beginErasure(ctx, ws, m); err != nil {
		return err
	}
	return a.finishErasure(ctx, ws, m)
}

var importing = i18n.Text{
	Hans: "这个工作区正在导入聊天记录，里面可能还有这个人说的话。请等导入结束，或者把没完成的导入撤销，再来忘记。",
	Hant: "這個工作區正在匯入聊天紀錄，裡面可能還有這個人說的話。請等匯入結束，或把未完成的匯入復原，再來忘記。",
	En:   "Chats are being imported into this workspace and may hold more of what this person wrote. Wait for the import to end, or undo the one that did not, and come back.",
}

// beginErasure forgets in one transaction who a member is. From its commit on,
// what they said is nobody's, and will be emptied whatever becomes of this
// process.
func (a *App) beginErasure(ctx context.Context, ws id.Workspace, m id.Member) error {
	return a.DB.Write(ctx, func(tx *db.Tx) error {
		known, ords, err := a.Community.Erase(ctx, tx, ws, m)
		if err != nil || len(known) == 0 {
			return err
		}
		imports, err := a.Chat.Imports(ctx, tx, ws)
		if err != nil {
			return err
		}
		for _, i := range imports {
			if i.State == chat.Running {
				return fault.New(fault.Conflict, importing.With())
			}
		}
		about := mentions(known)
		for _, erase := range []func(context.Context, *db.Tx, id.Workspace, func([]byte) bool) error{inbox.Erase, herald.Erase, outbox.Erase, a.Manual.Erase, a.Chain.Erase, a.Shelf.Erase} {
			if err := erase(ctx, tx, ws, about); err != nil {
				return err
			}
		}
		if err := job.Erase(ctx, tx, ws, about); err != nil {
			return err
		}
		if err := a.Task.Erase(ctx, tx, ws, ords); err != nil {
			return err
		}
		if err := a.Playbook.Erase(ctx, tx, ws, ords); err != nil {
			return err
		}
		if err := a.Compliance.Erase(ctx, tx, ws, m); err != nil {
			return err
		}
		if err := a.Insight.MarkAuthorsDue(ctx, tx, ws, ords); err != nil {
			return err
		}
		return audit.Write(ctx, tx, a.IDs, audit.Entry{Workspace: ws, Action: audit.MemberErased, Subject: id.Show(m)})
	})
}

// finishErasure empties what a member wrote who is forgotten already, wherever
// it is kept. It may be broken off and done again.
func (a *App) finishErasure(ctx context.Context, ws id.Workspace, m id.Member) error {
	var ords []uint32
	err := a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		ords, err = a.Community.Ords(ctx, tx, ws, m)
		return err
	})
	if err != nil {
		return err
	}
	if err := a.Chat.Erase(ctx, ws, ords); err != nil {
		return err
	}
	if err := a.Insight.RefreshOnce(ctx, ws, a.times.Of(ws).Now()); err != nil { // figures show names
		return err
	}
	if a.Index != nil {
		if err := a.Index.Forget(ctx); err != nil {
			return err
		}
	}
	if err := a.DB.Scrub(ctx); err != nil {
		return err
	}
	return a.DB.Write(ctx, func(tx *db.Tx) error { return a.Community.Erased(ctx, tx, ws, m) })
}

// finishErasures finishes what was begun in every workspace, by the console or
// by a process that came to its end before it was done.
func (a *App) finishErasures(ctx context.Context) error {
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	var faults []error
	for _, ws := range all {
		var begun []id.Member
		err := a.DB.Read(ctx, func(tx *db.Tx) (err error) {
			begun, err = a.Community.Erasures(ctx, tx, ws.ID)
			return err
		})
		for i := 0; err == nil && i < len(begun); i++ {
			err = a.finishErasure(ctx, ws.ID, begun[i])
		}
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// mentions tells what is about somebody: an event that names them, or JSON in
// which one of their native ids or names is a value. A text in which others speak
// of them is not.
func mentions(who []event.Actor) func([]byte) bool {
	names, values := map[string]bool{}, [][]byte{}
	for _, w := range who {
		for _, s := range []string{string(w.ID), w.Name} {
			if s == "" || names[s] {
				continue
			}
			names[s] = true
			values = append(values, []byte(`"`+s+`"`))
			if quoted, err := json.Marshal(s); err == nil { // as JSON has it
				values = append(values, quoted)
			}
		}
	}
	return func(body []byte) bool {
		if e, err := event.Decode(body); err == nil {
			return slices.ContainsFunc(slices.Concat([]event.Actor{e.Actor}, e.Subjects, e.Mentions), func(a event.Actor) bool {
				return names[string(a.ID)] || names[a.Name]
			})
		}
		return slices.ContainsFunc(values, func(v []byte) bool { return hasValue(body, v) })
	}
}

// hasValue reports whether JSON has a text as a value, and not only as a key.
func hasValue(body, quoted []byte) bool {
	for {
		at := bytes.Index(body, quoted)
		if at < 0 {
			return false
		}
		if body = body[at+len(quoted):]; len(body) == 0 || body[0] != ':' {
			return true
		}
	}
}
