package matrix

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel"
)

// Members tells who is in a room now.
func (a *Adapter) Members(ctx context.Context, chat event.NativeChat) (channel.Snapshot, error) {
	names, err := a.names(ctx, chat)
	if err != nil {
		return channel.Snapshot{}, noMembers(err)
	}
	var out channel.Snapshot
	for who, name := range names {
		out.Members = append(out.Members, event.Actor{ID: who, Name: name})
	}
	slices.SortFunc(out.Members, func(x, y event.Actor) int { return strings.Compare(string(x.ID), string(y.ID)) })
	var named content
	if err := a.state(ctx, chat, "m.room.name", &named); err != nil {
		return channel.Snapshot{}, noMembers(err)
	}
	out.Name = named.Name
	var power levels
	if err := a.state(ctx, chat, "m.room.power_levels", &power); err != nil {
		return channel.Snapshot{}, noMembers(err)
	}
	for _, who := range power.owners() {
		if out.Owner == "" || out.Owner == a.me {
			out.Owner = who // somebody else before ourselves
		}
	}
	return out, nil
}

// state reads a piece of a room's state; where the room has none, out stays
// as it is.
func (a *Adapter) state(ctx context.Context, chat event.NativeChat, kind string, out any) error {
	err := a.api.ask(ctx, request{method: http.MethodGet, path: inRoom(chat, "state", kind, "")}, out)
	if isRefused(err, http.StatusNotFound) {
		return nil
	}
	return err
}

// History tells what was said in a room since a moment, the newest first. It
// stops at a page all of which is older: single clocks may be wrong.
func (a *Adapter) History(ctx context.Context, chat event.NativeChat, since time.Time, see func([]channel.Arrived) error) error {
	from := ""
	for range pagesAtMost {
		p, events, err := a.messages(ctx, chat, "b", from, "")
		if err != nil {
			return noHistory(err)
		}
		var told []channel.Arrived
		older := len(events) > 0
		for i := range events {
			at, ok := events[i].at()
			if !ok || at.Before(since) {
				continue
			}
			older = false
			if h, ok := events[i].told(); ok {
				told = append(told, h)
			}
		}
		if len(told) > 0 {
			if err := see(told); err != nil {
				return err
			}
		}
		if older || p.End == "" || p.End == from {
			return nil
		}
		from = p.End
	}
	return nil
}

// Fetch brings a file by its mxc address, as events name it. It fails where
// the file is larger than limit.
func (a *Adapter) Fetch(ctx context.Context, media string, limit int64) (channel.Media, error) {
	server, id, ok := strings.Cut(strings.TrimPrefix(media, "mxc://"), "/")
	if !ok || server == "" || id == "" || strings.Contains(id, "/") || !strings.HasPrefix(media, "mxc://") {
		return channel.Media{}, fault.New(fault.Invalid, badMedia.With(clip(media)))
	}
	get := func(path string) (*http.Response, error) {
		return a.api.open(ctx, request{method: http.MethodGet, path: path, in: mediaIn})
	}
	tail := "/" + url.PathEscape(server) + "/" + url.PathEscape(id)
	answer, err := get("/_matrix/client/v1/media/download" + tail)
	if isRefused(err, http.StatusNotFound) {
		answer, err = get("/_matrix/media/v3/download" + tail) // before version 1.11 of the specification
	}
	if err != nil {
		return channel.Media{}, fault.Because(err, fault.Unavailable, mediaUnavailable.With(clip(media)))
	}
	defer func() { _ = answer.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(answer.Body, limit+1))
	if err != nil {
		return channel.Media{}, fault.Because(err, fault.Unavailable, mediaUnavailable.With(clip(media)))
	}
	if int64(len(data)) > limit {
		return channel.Media{}, fault.New(fault.Limited, mediaTooLarge.With(clip(media), limit))
	}
	out := channel.Media{Type: answer.Header.Get("Content-Type"), Data: data}
	if _, params, err := mime.ParseMediaType(answer.Header.Get("Content-Disposition")); err == nil {
		out.Name = params["filename"]
	}
	return out, nil
}

func noMembers(err error) error { return fault.Because(err, kindOf(err), membersUnavailable.With()) }
func noHistory(err error) error { return fault.Because(err, kindOf(err), historyUnavailable.With()) }

// kindOf says whether asking again later may help.
func kindOf(err error) fault.Kind {
	var no *refusal
	if errors.As(err, &no) && no.Status < http.StatusInternalServerError && no.Status != http.StatusTooManyRequests {
		return fault.Forbidden
	}
	return fault.Unavailable
}
