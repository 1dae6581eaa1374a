package telegram

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// message is one element of "messages", of either type.
type message struct {
	ID       int64           `json:"id"`
	Type     string          `json:"type"` // "message", "service" or "unsupported"
	Date     string          `json:"date"` // local time of whoever exported, without zone
	Unix     walk.Loose      `json:"date_unixtime"`
	From     string          `json:"from"`
	FromID   walk.Loose      `json:"from_id"`
	Text     rich            `json:"text"`
	Entities json.RawMessage `json:"text_entities"` // newer files may carry the text only here
	ReplyTo  int64           `json:"reply_to_message_id"`

	MediaType string          `json:"media_type"`
	MimeType  string          `json:"mime_type"`
	Photo     string          `json:"photo"`
	File      string          `json:"file"`
	Location  json.RawMessage `json:"location_information"`
	Contact   json.RawMessage `json:"contact_information"`
	Poll      *struct {
		Question string `json:"question"`
	} `json:"poll"`

	Action  string     `json:"action"` // of a service line
	Actor   string     `json:"actor"`
	ActorID walk.Loose `json:"actor_id"`
	Members []*string  `json:"members"` // null for accounts since deleted
	Inviter string     `json:"inviter"` // whose link it was
	Title   string     `json:"title"`
}

// part is a stretch of text with one look.
type part struct {
	Type   string     `json:"type"`
	Text   string     `json:"text"`
	UserID walk.Loose `json:"user_id"` // of a mention by name
}

func (p *part) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &p.Text)
	}
	type plain part
	return json.Unmarshal(raw, (*plain)(p))
}

// rich is a text: one string, or an array of strings and parts.
type rich []part

func (r *rich) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '[' {
		return json.Unmarshal(raw, (*[]part)(r))
	}
	var text *string
	if err := json.Unmarshal(raw, &text); err != nil {
		return fmt.Errorf("expected text or an array: %w", err)
	}
	if text != nil && *text != "" {
		*r = rich{{Text: *text}}
	}
	return nil
}

// words returns the text as read and those it mentions by name.
func (m *message) words() (string, []event.Actor) {
	parts := []part(m.Text)
	if len(parts) == 0 {
		_ = json.Unmarshal(m.Entities, &parts) // a text that is not understood is empty
	}
	if len(parts) == 1 && parts[0].Type == "" {
		return parts[0].Text, nil
	}
	var b strings.Builder
	var mentions []event.Actor
	for _, p := range parts {
		b.WriteString(p.Text)
		if p.Type == "mention_name" && p.UserID != "" {
			mentions = append(mentions, event.Actor{ID: userID(p.UserID), Name: strings.TrimPrefix(p.Text, "@")})
		}
	}
	return b.String(), mentions
}

// form returns the form of a message. A moving picture (GIF) counts as a
// sticker: it is sent as one, as a reaction.
func (m *message) form(body string) event.Form {
	switch m.MediaType {
	case "voice_message":
		return event.Voice
	case "video_message", "video_file":
		return event.Video
	case "sticker", "animation":
		return event.Sticker
	case "audio_file":
		return event.File
	}
	switch {
	case m.Photo != "", m.File != "" && strings.HasPrefix(m.MimeType, "image/"):
		return event.Picture
	case m.File != "" && strings.HasPrefix(m.MimeType, "video/"):
		return event.Video
	case m.File != "":
		return event.File
	case m.Location != nil:
		return event.Location
	case m.Contact != nil, m.Poll != nil, body == "":
		return event.Other
	}
	return event.Text
}

// time returns when the message was sent. Old files state no Unix time; their
// date is taken in zone.
func (m *message) time(zone *time.Location) (time.Time, bool) {
	if s, err := strconv.ParseInt(string(m.Unix), 10, 64); err == nil && s > 0 && s < 1<<37 {
		return time.Unix(s, 0).UTC(), true
	}
	if zone == nil {
		zone = time.UTC
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", m.Date, zone)
	if err != nil || at.Year() < 2000 {
		return time.Time{}, false
	}
	return at.UTC(), true
}

// userID writes the id of an account as from_id does. Old files give bare
// numbers.
func userID(id walk.Loose) event.NativeUser {
	if id != "" && strings.Trim(string(id), "0123456789") == "" {
		return event.NativeUser("user" + id)
	}
	return event.NativeUser(id)
}
