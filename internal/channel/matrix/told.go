package matrix

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// told makes of a Matrix event what the rest of the system knows, and reports
// whether it is anything. It looks at e alone, never at what came before: the
// same event gives the same answer after a restart.
//
// Names come with joins and changes of name, never with messages: what somebody
// is called is not part of what they said.
func (e *raw) told() (channel.Arrived, bool) {
	at, ok := e.at()
	if !ok {
		return channel.Arrived{}, false
	}
	ev := event.Event{
		Network: event.Matrix, Chat: e.Room, NativeID: event.NativeMessage(e.ID), At: at, Actor: event.Actor{ID: e.Sender},
	}
	c := into[content](e.Content)
	ok = false
	switch e.Type {
	case "m.room.message", "m.sticker", "m.room.encrypted":
		// A redacted message is told by its redaction: its words are gone, and to
		// tell it without them would be another event under the same key.
		ok = e.StateKey == nil && !given(e.Unsigned.Redacted) && said(&ev, e.Type, &c)
	case "m.reaction":
		ev.Kind, ev.Target, ev.Body = event.Reaction, c.RelatesTo.EventID, c.RelatesTo.Key
		ok = c.RelatesTo.Type == "m.annotation" && ev.Target != "" && ev.Body != ""
	case "m.room.redaction":
		ev.Kind, ev.Target = event.Delete, c.Redacts
		if ev.Target == "" {
			ev.Target = e.Redacts
		}
		ok = ev.Target != ""
	case "m.room.member", "m.room.name", "m.room.create", "m.room.tombstone", "m.room.power_levels":
		ok = e.StateKey != nil && e.state(&ev, &c)
	}
	ev.Chars = utf8.RuneCountInString(ev.Body)
	return channel.Arrived{Key: e.ID, Event: ev}, ok
}

// at is when the event happened, by the clock of its sender's server.
func (e *raw) at() (time.Time, bool) {
	ms, err := e.TS.Int64()
	if err != nil || ms < 0 || ms > 1<<46 {
		return time.Time{}, false
	}
	return time.UnixMilli(ms).UTC(), true
}

// said fills in a message, or the edit of one.
func said(ev *event.Event, kind string, c *content) bool {
	ev.Kind = event.Message
	rel := c.RelatesTo
	if rel.Type == "m.replace" {
		if c.New == nil || rel.EventID == "" {
			return false
		}
		ev.Kind, ev.Target = event.Edit, rel.EventID
		mentions := c.Mentions
		c = c.New
		if len(c.Mentions.UserIDs) == 0 {
			c.Mentions = mentions
		}
	}
	ev.Form, ev.Body = formOf(kind, c), c.Body
	if ev.Form != event.Text {
		ev.Media = c.URL
		if kind != "m.room.message" || ev.Form != event.Location && (c.FileName == "" || c.FileName == c.Body) {
			ev.Body = "" // a file's name, not a word of its sender
		}
	}
	if rel.InReplyTo.EventID != "" || ev.Kind == event.Edit {
		ev.Body = withoutQuote(ev.Body)
	}
	thread := rel.Type == "m.thread"
	if thread {
		ev.Thread = string(rel.EventID)
	}
	// Within a thread, clients name the message before as a fallback for clients
	// without threads; that is no answer.
	if !thread || !rel.Fallback {
		ev.ReplyTo = rel.InReplyTo.EventID
	}
	for _, id := range c.Mentions.UserIDs {
		if who := (event.Actor{ID: id}); id != "" && !slices.Contains(ev.Mentions, who) {
			ev.Mentions = append(ev.Mentions, who)
		}
	}
	return true
}

func formOf(kind string, c *content) event.Form {
	switch kind {
	case "m.sticker":
		return event.Sticker
	case "m.room.message":
	default:
		return event.Other
	}
	switch c.MsgType {
	case "m.text", "m.emote", "m.notice":
		return event.Text
	case "m.image":
		return event.Picture
	case "m.video":
		return event.Video
	case "m.audio":
		if given(c.Voice) {
			return event.Voice
		}
		return event.File
	case "m.file":
		return event.File
	case "m.location":
		return event.Location
	}
	return event.Other
}

// withoutQuote drops the lines that older clients put before an answer to
// show what it answers.
func withoutQuote(body string) string {
	if !strings.HasPrefix(body, "> ") {
		return body
	}
	rest := body
	for strings.HasPrefix(rest, ">") {
		_, after, ok := strings.Cut(rest, "\n")
		if !ok {
			return body // nothing but a quote: it is what was said
		}
		rest = after
	}
	return strings.TrimPrefix(rest, "\n")
}
