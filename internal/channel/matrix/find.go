package matrix

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// Find looks whether a deed was done: for a message and a new room, by the
// mark that they carry; for the rest, by how the room is now.
//
// Putting the message again under the same transaction is no way to find out.
// The specification has a homeserver answer such a request with the event of
// the first, but Synapse remembers the transactions of an application service in
// memory alone, for half an hour and until it stops: after a restart the same
// request makes a second message (tried with 1.160). So Find looks first. Only
// what it does not find is sent again, under the same transaction, which covers
// the request that was still under way while Find looked.
func (a *Adapter) Find(ctx context.Context, deed channel.Deed, since time.Time) channel.Result {
	done, what, err := a.find(ctx, deed, since)
	switch {
	case err != nil:
		return channel.Result{Outcome: channel.Uncertain, Err: err, Retryable: isPassing(err)}
	case done:
		what.Outcome = channel.Done
		return what
	}
	return channel.Result{Outcome: channel.Rejected, Retryable: true, Code: "not found"}
}

// isPassing reports whether a homeserver that failed with err may answer later.
func isPassing(err error) bool {
	var no *refusal
	return !errors.As(err, &no) || no.Status >= http.StatusInternalServerError || no.Status == http.StatusTooManyRequests
}

func (a *Adapter) find(ctx context.Context, deed channel.Deed, since time.Time) (done bool, what channel.Result, err error) {
	switch deed.Action {
	case channel.Send, channel.MassSend, channel.Welcome:
		what.Message, err = a.findMessage(ctx, deed, since.Add(-lookOver))
		return what.Message != "", what, err
	case channel.CreateGroup:
		what.Chat, err = a.findRoom(ctx, deed)
		return what.Chat != "", what, err
	case channel.DeleteMessage:
		var e raw
		err = a.api.ask(ctx, request{method: http.MethodGet, path: inRoom(deed.Chat, "event", string(deed.Target))}, &e)
		return err == nil && given(e.Unsigned.Redacted), what, err
	case channel.RenameGroup:
		var named content
		err = a.state(ctx, deed.Chat, "m.room.name", &named)
		return err == nil && named.Name == deed.Name, what, err
	case channel.Invite:
		done, err = a.all(ctx, deed, isInvited)
	case channel.Kick:
		done, err = a.all(ctx, deed, isOut)
	case channel.Ban:
		done, err = a.all(ctx, deed, isBanned)
	case channel.Mute:
		var power levels
		err = a.state(ctx, deed.Chat, "m.room.power_levels", &power)
		done = err == nil
		for _, who := range deed.Who {
			s, muted := power.Muted[who]
			wanted := deed.Until.After(a.opt.Clock.Now())
			done = done && muted == wanted && (!muted || s.Until == deed.Until.UnixMilli())
		}
	}
	return done, what, err
}

func (a *Adapter) all(ctx context.Context, deed channel.Deed, is func(membership string) bool) (bool, error) {
	for _, who := range deed.Who {
		membership, err := a.membership(ctx, deed.Chat, who)
		if err != nil || !is(membership) {
			return false, err
		}
	}
	return true, nil
}

// findMessage looks for a message of ours that carries the deed's mark.
func (a *Adapter) findMessage(ctx context.Context, deed channel.Deed, since time.Time) (event.NativeMessage, error) {
	filter, err := json.Marshal(map[string]any{"senders": []event.NativeUser{a.me}, "types": []string{"m.room.message"}})
	if err != nil {
		return "", err
	}
	name, from := named(deed), ""
	for range pagesAtMost {
		p, events, err := a.messages(ctx, deed.Chat, "b", from, string(filter))
		if err != nil {
			return "", err
		}
		older := len(events) > 0
		for i := range events {
			if marked(events[i].Content) == name {
				return event.NativeMessage(events[i].ID), nil
			}
			if at, ok := events[i].at(); !ok || !at.Before(since) {
				older = false
			}
		}
		if older || p.End == "" || p.End == from {
			break
		}
		from = p.End
	}
	return "", nil
}

// findRoom looks for a room of ours that carries the deed's mark.
func (a *Adapter) findRoom(ctx context.Context, deed channel.Deed) (event.NativeChat, error) {
	chats, err := a.joined(ctx)
	if err != nil {
		return "", err
	}
	name := named(deed)
	for _, chat := range chats {
		var made json.RawMessage
		if err := a.state(ctx, chat, "m.room.create", &made); err != nil {
			return "", err
		}
		if marked(made) == name {
			return chat, nil
		}
	}
	return "", nil
}

func marked(content json.RawMessage) string {
	return into[struct {
		Mark string `json:"app.huoshui.deed"`
	}](content).Mark
}
