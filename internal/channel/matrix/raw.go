package matrix

import (
	"encoding/json"
	"errors"

	"github.com/huoshui/huoshui/internal/base/event"
)

// raw is one event as Matrix has it. The content is decoded apart, so that a
// strange one costs no more than itself.
type raw struct {
	Type     string              `json:"type"`
	Sender   event.NativeUser    `json:"sender"`
	ID       string              `json:"event_id"`
	Room     event.NativeChat    `json:"room_id"`
	TS       json.Number         `json:"origin_server_ts"`
	StateKey *event.NativeUser   `json:"state_key"`
	Content  json.RawMessage     `json:"content"`
	Redacts  event.NativeMessage `json:"redacts"` // rooms before version 11
	Unsigned struct {
		Prev       json.RawMessage  `json:"prev_content"`
		PrevSender event.NativeUser `json:"prev_sender"`
		Redacted   json.RawMessage  `json:"redacted_because"`
	} `json:"unsigned"`
}

// content holds the fields of every content this package looks at.
type content struct {
	MsgType     string              `json:"msgtype"`
	Body        string              `json:"body"`
	FileName    string              `json:"filename"`
	URL         string              `json:"url"`
	Voice       json.RawMessage     `json:"org.matrix.msc3245.voice"`
	Membership  string              `json:"membership"`
	DisplayName string              `json:"displayname"`
	Name        string              `json:"name"` // of the room
	Redacts     event.NativeMessage `json:"redacts"`
	New         *content            `json:"m.new_content"`
	RelatesTo   relation            `json:"m.relates_to"`
	Mentions    struct {
		UserIDs []event.NativeUser `json:"user_ids"`
	} `json:"m.mentions"`
}

// relation says what an event has to do with another.
type relation struct {
	Type      string              `json:"rel_type"`
	EventID   event.NativeMessage `json:"event_id"`
	Key       string              `json:"key"` // of a reaction
	Fallback  bool                `json:"is_falling_back"`
	InReplyTo struct {
		EventID event.NativeMessage `json:"event_id"`
	} `json:"m.in_reply_to"`
}

var errNotTransaction = errors.New("the body is no transaction: an object with a list of events was expected")

// readTransaction takes a transaction apart. An event that cannot be read is
// counted and left out: refused, it would stand before all that follow for good.
func readTransaction(body []byte) (events []raw, strange int, err error) {
	var tx struct {
		Events []json.RawMessage `json:"events"`
	}
	if err := json.Unmarshal(body, &tx); err != nil {
		return nil, 0, errors.Join(errNotTransaction, err)
	}
	for _, text := range tx.Events {
		var e raw
		if err := json.Unmarshal(text, &e); err != nil || e.ID == "" || e.Room == "" || e.Sender == "" {
			strange++
			continue
		}
		events = append(events, e)
	}
	return events, strange, nil
}

// given reports whether a field stands in an event and is not null.
func given(field json.RawMessage) bool { return len(field) > 0 && string(field) != "null" }

// into decodes a content as far as it is of the expected shape: a field of
// another type is as if it were absent.
func into[T any](text json.RawMessage) T {
	var out T
	if err := json.Unmarshal(text, &out); err != nil {
		var wrong *json.UnmarshalTypeError
		if !errors.As(err, &wrong) {
			var zero T
			return zero
		}
	}
	return out
}
