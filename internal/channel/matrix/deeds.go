package matrix

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// mark is the field of our own events that names the deed they come from.
const mark = "app.huoshui.deed"

// named is what a deed is called at the homeserver: its transaction, and the
// mark in its event. Only the same deed has the same; it tells nothing of the key.
func named(deed channel.Deed) string {
	if deed.Key == "" {
		return rand.Text()
	}
	sum := sha256.Sum256([]byte(string(deed.Action) + "\x00" + string(deed.Chat) + "\x00" + deed.Key))
	return hex.EncodeToString(sum[:16])
}

// Send says something in a room, under a transaction made of the deed's key.
func (a *Adapter) Send(ctx context.Context, deed channel.Deed) channel.Result {
	said := map[string]any{"msgtype": "m.text", "body": deed.Text, "m.mentions": struct{}{}}
	if deed.Media != nil {
		address, err := a.upload(ctx, *deed.Media)
		if err != nil {
			return result(err, true) // a file that nobody was told of
		}
		said["msgtype"], said["url"] = messageType(deed.Media.Type), address
		said["info"] = map[string]any{"mimetype": deed.Media.Type, "size": len(deed.Media.Data)}
		said["body"], said["filename"] = deed.Media.Name, deed.Media.Name
		if deed.Text != "" {
			said["body"] = deed.Text
		}
	}
	if deed.ReplyTo != "" {
		said["m.relates_to"] = map[string]any{"m.in_reply_to": map[string]any{"event_id": deed.ReplyTo}}
	}
	name := named(deed)
	said[mark] = name
	return a.put(ctx, inRoom(deed.Chat, "send", "m.room.message", name), said)
}

// put makes an event and answers with its id.
func (a *Adapter) put(ctx context.Context, path string, body any) channel.Result {
	var made struct {
		ID event.NativeMessage `json:"event_id"`
	}
	out := result(a.api.ask(ctx, request{method: http.MethodPut, path: path, body: body}, &made), false)
	out.Message = made.ID
	return out
}

func messageType(mediaType string) string {
	switch kind, _, _ := strings.Cut(mediaType, "/"); kind {
	case "image", "audio", "video":
		return "m." + kind
	}
	return "m.file"
}

func (a *Adapter) upload(ctx context.Context, m channel.Media) (address string, err error) {
	var made struct {
		URI string `json:"content_uri"`
	}
	err = a.api.ask(ctx, request{
		method: http.MethodPost, path: "/_matrix/media/v3/upload", query: url.Values{"filename": {m.Name}},
		data: m.Data, kind: m.Type, in: mediaIn,
	}, &made)
	return made.URI, err
}

// DeleteMessage redacts deed.Target.
func (a *Adapter) DeleteMessage(ctx context.Context, deed channel.Deed) channel.Result {
	return a.put(ctx, inRoom(deed.Chat, "redact", string(deed.Target), named(deed)), because(deed))
}

func because(deed channel.Deed) map[string]any {
	out := map[string]any{}
	if deed.Reason != "" {
		out["reason"] = deed.Reason
	}
	return out
}

// RenameGroup gives a room a name.
func (a *Adapter) RenameGroup(ctx context.Context, deed channel.Deed) channel.Result {
	return a.put(ctx, inRoom(deed.Chat, "state", "m.room.name", ""), map[string]any{"name": deed.Name})
}

// CreateGroup makes a room that only the invited may enter, and invites
// deed.Who.
func (a *Adapter) CreateGroup(ctx context.Context, deed channel.Deed) channel.Result {
	var made struct {
		Room event.NativeChat `json:"room_id"`
	}
	out := result(a.api.ask(ctx, request{method: http.MethodPost, path: path("createRoom"), body: map[string]any{
		"preset": "private_chat", "name": deed.Name, "invite": append([]event.NativeUser{}, deed.Who...),
		"creation_content": map[string]any{mark: named(deed)},
	}}, &made), false)
	out.Chat = made.Room
	if out.Outcome == channel.Done {
		a.look(made.Room)
	}
	return out
}

// Invite asks everybody of deed.Who into a room. Whoever is in it already, or
// was asked before, is passed over.
func (a *Adapter) Invite(ctx context.Context, deed channel.Deed) channel.Result {
	return a.each(ctx, deed, "invite", isInvited)
}

// Kick removes everybody of deed.Who, also from among the invited.
func (a *Adapter) Kick(ctx context.Context, deed channel.Deed) channel.Result {
	return a.each(ctx, deed, "kick", isOut)
}

// Ban removes everybody of deed.Who for good.
func (a *Adapter) Ban(ctx context.Context, deed channel.Deed) channel.Result {
	return a.each(ctx, deed, "ban", isBanned)
}

func isInvited(membership string) bool { return membership == "join" || membership == "invite" }
func isOut(membership string) bool {
	return membership != "join" && membership != "invite" && membership != "knock"
}
func isBanned(membership string) bool { return membership == "ban" }

// each does something to everybody of deed.Who, one after the other, and stops
// at the first that fails: the whole may be done again. Homeservers refuse what
// is so already, which is no failure.
func (a *Adapter) each(ctx context.Context, deed channel.Deed, what string, done func(membership string) bool) channel.Result {
	for _, who := range deed.Who {
		body := because(deed)
		body["user_id"] = who
		out := result(a.api.ask(ctx, request{method: http.MethodPost, path: inRoom(deed.Chat, what), body: body}, nil), false)
		if out.Outcome == channel.Rejected && !out.Retryable {
			if membership, err := a.membership(ctx, deed.Chat, who); err == nil && done(membership) {
				continue
			}
		}
		if out.Outcome != channel.Done {
			return out
		}
	}
	return channel.Result{Outcome: channel.Done}
}

// membership is somebody's in a room, "" for none.
func (a *Adapter) membership(ctx context.Context, chat event.NativeChat, who event.NativeUser) (string, error) {
	var c content
	err := a.api.ask(ctx, request{method: http.MethodGet, path: inRoom(chat, "state", "m.room.member", string(who))}, &c)
	if isRefused(err, http.StatusNotFound) {
		return "", nil
	}
	return c.Membership, err
}
