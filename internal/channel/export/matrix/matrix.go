// Package matrix reads a room as Matrix clients such as Element export it in
// JSON.
//
// Owns: the format matrix-json.
// Needs: only what package export hands it.
// Never: counts an edit as a message of its own; the first wording stands and
// edits are counted in one skip. Never decrypts: what the export could not
// read is told as a message of no known form.
//
// A redacted message is told as a Delete alone, for its words are gone.
package matrix

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// Formats lists what this package reads.
func Formats() []export.Format {
	return []export.Format{{
		Name: "matrix-json",
		Title: i18n.Text{
			Hans: "Matrix 房间导出（Element 的 JSON）",
			Hant: "Matrix 聊天室匯出（Element 的 JSON）",
			En:   "Matrix room export (Element JSON)",
		},
		Sniff: sniff,
		Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
			return newReader(in, opt, sink).read(ctx)
		},
	}}
}

func sniff(h export.Head) int {
	if h.Names != nil {
		return 0
	}
	found := walk.Keys(h.Text)
	text := string(h.Text)
	matrix := strings.Contains(text, `"origin_server_ts"`) || strings.Contains(text, `"m.room.`)
	switch {
	case found["room_name"] && found["messages"] && matrix:
		return 97
	case found["messages"] && matrix:
		return 85
	case found["room_name"] && found["room_creator"]:
		return 70
	}
	return 0
}

// raw is one event as Matrix has it. Its content is decoded apart, so that a
// strange one costs no more than itself.
type raw struct {
	Type     string          `json:"type"`
	Sender   string          `json:"sender"`
	EventID  string          `json:"event_id"`
	RoomID   string          `json:"room_id"`
	TS       walk.Loose      `json:"origin_server_ts"`
	StateKey *string         `json:"state_key"`
	Content  json.RawMessage `json:"content"`
	Redacts  string          `json:"redacts"`
	Prev     *content        `json:"prev_content"` // old servers put it here
	Unsigned struct {
		Prev     *content `json:"prev_content"`
		Redacted *struct {
			Sender  string     `json:"sender"`
			EventID string     `json:"event_id"`
			TS      walk.Loose `json:"origin_server_ts"`
		} `json:"redacted_because"`
	} `json:"unsigned"`
}

// prev is what the event replaced, or nil where the file does not say.
func (r *raw) prev() *content {
	if r.Unsigned.Prev != nil {
		return r.Unsigned.Prev
	}
	return r.Prev
}

// content holds the fields of every content this package looks at.
type content struct {
	MsgType     string                `json:"msgtype"`
	Body        string                `json:"body"`
	FileName    string                `json:"filename"`
	Formatted   string                `json:"formatted_body"`
	Voice       json.RawMessage       `json:"org.matrix.msc3245.voice"`
	Membership  string                `json:"membership"`
	DisplayName *string               `json:"displayname"`
	Name        string                `json:"name"` // of the room
	Redacts     string                `json:"redacts"`
	Users       map[string]walk.Loose `json:"users"` // power levels
	RelatesTo   *struct {
		RelType   string `json:"rel_type"`
		EventID   string `json:"event_id"`
		Fallback  bool   `json:"is_falling_back"`
		InReplyTo *struct {
			EventID string `json:"event_id"`
		} `json:"m.in_reply_to"`
	} `json:"m.relates_to"`
	Mentions *struct {
		UserIDs []string `json:"user_ids"`
	} `json:"m.mentions"`
}
