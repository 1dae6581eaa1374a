package house

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/herald"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

// Erase forgets a member of a workspace: who they are, and every word they
// wrote, also in what waits to be told or to leave. What they did goes on
// counting. It may be called again, and fails with NotFound. What others wrote
// about them stays theirs.
func (a *App) Erase(ctx context.Context, ws id.Workspace, m id.Member) error {
	var natives []event.Actor
	var ords []uint32
	err := a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		natives, ords, err = a.Community.Natives(ctx, tx, ws, m)
		return err
	})
	if err != nil {
		return err
	}
	if err := a.Chat.Erase(ctx, ws, ords); err != nil {
		return err
	}
	about := mentions(natives)
	err = a.DB.Write(ctx, func(tx *db.Tx) error {
		if err := inbox.Erase(ctx, tx, ws, about); err != nil {
			return err
		}
		if err := herald.Erase(ctx, tx, ws, about); err != nil {
			return err
		}
		if err := outbox.Erase(ctx, tx, ws, about); err != nil {
			return err
		}
		if err := a.Insight.MarkAuthorsDue(ctx, tx, ws, ords); err != nil {
			return err
		}
		return a.Community.Erase(ctx, tx, ws, ords)
	})
	if err != nil {
		return err
	}
	if err := a.Insight.Refresh(ctx, ws, a.DB.Clock.Now()); err != nil { // figures show names
		return err
	}
	if err := a.Index.Forget(ctx); err != nil {
		return err
	}
	return a.DB.Scrub(ctx)
}

// mentions tells what is about somebody: a body that holds one of their native
// ids or names as a whole text.
func mentions(who []event.Actor) func([]byte) bool {
	var marks [][]byte
	for _, w := range who {
		for _, s := range []string{string(w.ID), w.Name} {
			if s == "" {
				continue
			}
			marks = append(marks, []byte(s))
			if quoted, err := json.Marshal(s); err == nil { // as JSON has it
				marks = append(marks, bytes.Trim(quoted, `"`))
			}
		}
	}
	return func(body []byte) bool {
		for _, m := range marks {
			if bytes.Contains(body, m) {
				return true
			}
		}
		return false
	}
}
